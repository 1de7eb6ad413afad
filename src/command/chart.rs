//! `chart`: one chart of what was read.

use std::path::Path;

use crate::cli::ChartArgs;
use crate::error::{Error, Result, Warning};
use crate::metrics::Registry;
use crate::options::{self, Keep, Picture, PictureForm};
use crate::render::chart;
use crate::report::{self, ChartData, ChartOptions, Kind, Method, Source, Table};
use crate::time::Comparison;

use super::journeys::journeys;
use super::report::{frame, words};
use super::scope::{Ask, ProjectCosts, scoped, strict};
use super::{Stage, inputs, ledger, method, output, plans};

/// Runs the command.
pub fn run(args: &ChartArgs, stage: &mut Stage<'_>) -> Result<u8> {
    let picture = options::picture(args, &stage.global, stage.terminal)?;
    output::allow(picture.file.as_deref(), picture.existing)?;
    if args.list {
        let table = report::kinds();
        let method = method::method(std::iter::empty(), Keep::Figures, stage)?;
        write_figures(&table, method, &picture, &[], stage)?;
        return Ok(0);
    }
    let kind = kind(args.kind.as_deref().unwrap_or_default())?;
    heeded(kind, args, &super::project::registry(stage))?;
    match kind.source() {
        Source::Report => from_report(kind, args, &picture, stage),
        Source::Journeys => from_journeys(kind, args, &picture, stage),
        Source::Ledger => from_ledger(kind, args, &picture, stage),
    }
}

/// The kind named; a file or folder in its place says what was forgotten.
fn kind(name: &str) -> Result<Kind> {
    Kind::parse(name).map_err(|unknown| {
        if !Path::new(name).exists() {
            return unknown;
        }
        Error::BadOption {
            what: name.to_owned(),
            why: format!(
                "expected a kind of chart before the inputs, as in `chart roi {name}`; `chart --list` names all kinds"
            ),
        }
    })
}

/// Refuses what this kind would not heed.
fn heeded(kind: Kind, args: &ChartArgs, registry: &Registry) -> Result<()> {
    let top = args.top.map(|top| top.to_string());
    let bootstrap = args.bootstrap.map(|count| count.to_string());
    let metrics = args.metrics.as_deref();
    let named = words(metrics.unwrap_or_default());
    for name in &named {
        report::known_metric(registry, name)?;
    }
    let given = [
        ("--metrics", "--metrics", metrics),
        ("--by", "--by", args.by.as_deref()),
        ("--top", "--top", top.as_deref()),
        ("--compare", "--compare", args.compare.as_deref()),
        ("--models", "--models", args.models.as_deref()),
        ("--measure", "--measure", args.measure.as_deref()),
        ("--bootstrap", "--bootstrap", bootstrap.as_deref()),
        ("--bootstrap", "--interval", args.interval.as_deref()),
        ("--model", "--model", args.model.as_deref()),
        (
            "--what-if",
            "--what-if",
            args.what_if.first().map(String::as_str),
        ),
    ];
    for (option, typed, value) in given {
        if let Some(value) = value {
            kind.allow(option, &format!("{typed} {value}"))?;
        }
    }
    let flags = [
        ("--include-risk", args.include_risk),
        ("--allow-undocumented", args.allow_undocumented),
        ("--risk-adjust", args.risk_adjust),
    ];
    for (option, _) in flags.into_iter().filter(|(_, is_given)| *is_given) {
        kind.allow(option, option)?;
    }
    if let (Kind::Heatmap | Kind::Scatter | Kind::Bridge, [_, _, ..]) = (kind, &named[..]) {
        return Err(Error::BadOption {
            what: format!("--metrics {}", named.join(",")),
            why: format!("chart {} draws one metric, expected one name", kind.name()),
        });
    }
    if let (Kind::Compare, Some(top), None) = (kind, top, &args.by) {
        return Err(Error::BadOption {
            what: format!("--top {top}"),
            why: "chart compare has rows to sum up with --by alone, as in --by campaign".into(),
        });
    }
    Ok(())
}

/// A chart of spend, posts, profiles and outcomes.
fn from_report(
    kind: Kind,
    args: &ChartArgs,
    picture: &Picture,
    stage: &mut Stage<'_>,
) -> Result<u8> {
    let asked = ChartOptions {
        metrics: words(args.metrics.as_deref().unwrap_or_default()),
        by: args.by.clone(),
        top: args.top,
    };
    plans::refuse_ledger(&asked.metrics, &super::project::registry(stage))?;
    let by = words(args.by.as_deref().unwrap_or(kind.by()));
    let usual = kind.comparison().map(Comparison::name);
    let ask = Ask {
        tables: &[],
        costs: ProjectCosts::OfPaidMedia,
        by: &by,
        compare: args.compare.as_deref().or(usual),
        credit: None,
        keep: picture.destination.keep(),
        page: super::defaults::Page::None,
        without_money: kind.is_without_money(&asked.metrics, &super::project::registry(stage)),
        journeys: None,
        pipeline: false,
    };
    let scoped = scoped(&args.input, &args.scope, ask, stage)?;
    let found = report::chart(
        kind,
        &scoped.dataset,
        &asked,
        &scoped.options,
        &scoped.registry,
    );
    let (data, warnings) = found?;
    inputs::warn(&warnings, stage)?;
    write(&data, scoped.method, picture, &warnings, stage)?;
    strict(stage, scoped.rejected, scoped.rows, warnings.len())?;
    Ok(u8::from(scoped.failed))
}

/// A chart of journeys.
fn from_journeys(
    kind: Kind,
    args: &ChartArgs,
    picture: &Picture,
    stage: &mut Stage<'_>,
) -> Result<u8> {
    let args = options::of_journeys(args)?;
    let keep = picture.destination.keep();
    let read = journeys(&args, keep, stage, |evidence, options| {
        report::chart_of_journeys(kind, evidence, options)
    })?;
    let code = read.code(stage);
    write(&read.found, read.method, picture, &read.warnings, stage)?;
    code
}

/// A chart of the ledger.
fn from_ledger(
    kind: Kind,
    args: &ChartArgs,
    picture: &Picture,
    stage: &mut Stage<'_>,
) -> Result<u8> {
    let mut asked = options::of_ledger(args);
    let usual = kind
        .comparison()
        .map(|comparison| comparison.name().to_owned());
    asked.compare = asked.compare.or(usual);
    let metrics = words(args.metrics.as_deref().unwrap_or_default());
    let keep = picture.destination.keep();
    let found = ledger::chart(kind, &asked, &metrics, keep, stage)?;
    inputs::warn(&found.warnings, stage)?;
    write(&found.data, found.method, picture, &found.warnings, stage)?;
    strict(stage, found.rejected, found.rows, found.warnings.len())?;
    Ok(u8::from(found.failed))
}

/// Draws the chart, or writes what it plots.
pub fn write(
    data: &ChartData,
    method: Method,
    picture: &Picture,
    warnings: &[Warning],
    stage: &mut Stage<'_>,
) -> Result<()> {
    let refused = |refusal: chart::Refusal| Error::BadOption {
        what: format!("chart {}", data.kind.name()),
        why: refusal.to_string(),
    };
    let drawn = || chart::draw(data, &picture.look).map_err(refused);
    let bytes = match picture.form {
        PictureForm::Svg => drawn()?.svg().into_bytes(),
        PictureForm::Png => {
            chart::png(&drawn()?, &picture.look.fonts, picture.scale).map_err(refused)?
        }
        PictureForm::Pdf => chart::pdf(&drawn()?, &picture.look.fonts).map_err(refused)?,
        PictureForm::Terminal => return typed(data, method, picture, warnings, stage),
        PictureForm::Figures => {
            let table = told(data.table.clone(), data);
            return write_figures(&table, method, picture, warnings, stage);
        }
    };
    let missing = chart::missing(&drawn()?, &picture.look.fonts);
    if !missing.is_empty() {
        let missing: String = missing.into_iter().take(8).collect();
        let warning = Warning::run(format!("no font has a glyph for `{missing}`"))
            .hint("name one that has with --font FILE");
        inputs::warn(&[warning], stage)?;
    }
    output::write_bytes(picture.file.as_deref(), &bytes, stage)
}

/// The table with what of it is not drawn, first among its notes.
fn told(mut table: Table, data: &ChartData) -> Table {
    table.notes.splice(0..0, data.left_out.iter().cloned());
    table
}

/// Writes a table where the figures go.
fn write_figures(
    table: &Table,
    method: Method,
    picture: &Picture,
    warnings: &[Warning],
    stage: &mut Stage<'_>,
) -> Result<()> {
    let known = super::project::registry(stage);
    let definitions = || report::metric_definitions(table, &known);
    output::write_tables(
        &[("Chart", table)],
        || frame(table),
        || method::told(method, table, definitions(), warnings),
        &picture.destination,
        stage,
    )
}

/// Draws the chart with characters; of a kind that has no such form the figures are shown.
fn typed(
    data: &ChartData,
    method: Method,
    picture: &Picture,
    warnings: &[Warning],
    stage: &mut Stage<'_>,
) -> Result<()> {
    let options = &picture.destination.render;
    if let Some(text) = chart::typed(data, &picture.look, options) {
        return output::write_bytes(None, text.as_bytes(), stage);
    }
    let table = told(chart::figures(data, &picture.look), data);
    write_figures(&table, method, picture, warnings, stage)?;
    writeln!(
        stage.err,
        "note: these are the figures of chart {}; `-o chart.svg` draws it (or .png, .pdf)",
        data.kind.name()
    )?;
    Ok(())
}
