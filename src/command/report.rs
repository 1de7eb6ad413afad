//! `report`: ROI and performance by platform, channel, campaign, month …

use polars::prelude::{Column, DataFrame, NamedFrom, Series};

use crate::cli::ReportArgs;
use crate::error::{Error, Result};
use crate::options::{self, Form, Keep};
use crate::report::{self, Cell, Constant, Key, Table};
use crate::schema::{cells, col};

use super::defaults::Page;
use super::scope::{Ask, ProjectCosts, scoped, strict};
use super::{Stage, inputs, method, output, pack, page, plans};

/// What files without a figure of reports lack.
const NOTHING: &str = "the files hold no rows of spend, posts, profiles or outcomes (`social-roi inspect` shows what they hold)";

/// Runs the command.
pub fn run(args: &ReportArgs, stage: &mut Stage<'_>) -> Result<u8> {
    let mut destination = output::destination(&args.output, stage)?;
    if let Some(folder) = &args.pack {
        pack::free(folder, args.output.force)?;
    }
    destination.render.lang = options::lang(args.lang.as_deref(), args.scope.calendar.as_deref())?;
    let by = words(args.by.as_deref().unwrap_or(col::PLATFORM));
    let calendar = options::reckoning(args.scope.calendar.as_deref(), &args.scope.reckoned)?;
    for name in &by {
        Key::parse(name, calendar)?;
    }
    let credit = options::credit(args.model.as_deref(), args.lookback_days.as_deref())?;
    let metrics = words(args.metrics.as_deref().unwrap_or_default());
    plans::refuse_ledger(&metrics, &super::project::registry(stage))?;
    let tables = plans::tables(&metrics, &super::project::registry(stage));
    let journeys = plans::journeys(
        &tables,
        args.lookback_days.as_deref(),
        &*super::project::found(stage)?,
    );
    let ask = Ask {
        tables: &tables,
        journeys: journeys.as_ref(),
        costs: ProjectCosts::OfPaidMedia,
        by: &by,
        compare: args.compare.as_deref(),
        credit: credit.as_ref(),
        keep: if args.pack.is_some() {
            Keep::Method
        } else {
            destination.keep()
        },
        page: match args.pack.is_some() || destination.form == Form::Html {
            true => Page::Wanted,
            false => Page::None,
        },
        without_money: false,
        pipeline: false,
    };
    let mut scoped = scoped(&args.input, &args.scope, ask, stage)?;
    if let Some(credit) = &credit {
        method::set_credit(&mut scoped.method, credit);
    }
    scoped.options.by = if args.by.is_none() && has_no_platform(&tables, &scoped.dataset) {
        Vec::new()
    } else {
        by
    };
    scoped.options.metrics = metrics;
    scoped.options.sort = args.sort.as_deref().map(|name| {
        name.strip_prefix('-')
            .map_or_else(|| (name.to_owned(), false), |name| (name.to_owned(), true))
    });
    scoped.options.top = args.top;
    if scoped.dataset.frames.is_empty() {
        inputs::warn(&scoped.dataset.warnings, stage)?;
        let nothing = Error::NothingToReport {
            why: NOTHING.into(),
        };
        // A file of an earlier run would pass for this one's.
        if args.pack.is_some() || destination.file.is_some() {
            return Err(nothing);
        }
        writeln!(stage.err, "{nothing}")?;
        return Ok(u8::from(scoped.failed));
    }
    let report = report::report(&scoped.dataset, &scoped.options, &scoped.registry)?;
    inputs::warn(&report.warnings, stage)?;
    output::tell(&scoped.idle, &destination, stage)?;
    let sums = report.rows_sum_platforms || destination.render.totals;
    if let Some(claims) = report
        .claims
        .as_ref()
        .filter(|_| sums && !destination.has_notes())
    {
        writeln!(stage.err, "note: {claims}")?;
    }
    let (failed, rejected, rows) = (scoped.failed, scoped.rejected, scoped.rows);
    let table = &report.table;
    let definitions = || report::metric_definitions(table, &scoped.registry);
    match (&args.pack, destination.form) {
        (Some(folder), _) => {
            pack::write(
                args,
                folder,
                &scoped,
                &report,
                &destination.render.lang,
                stage,
            )?;
        }
        (None, Form::Html) => {
            let text = page::of_report(args, &scoped, &report, &destination.render.lang, stage)?;
            output::allow(destination.file.as_deref(), destination.existing)?;
            output::write_bytes(destination.file.as_deref(), text.as_bytes(), stage)?;
        }
        (None, _) => output::write_tables(
            &[("Report", table)],
            || frame(table),
            || method::told(scoped.method, table, definitions(), &report.warnings),
            &destination,
            stage,
        )?,
    }
    strict(stage, rejected, rows, report.warnings.len())?;
    Ok(u8::from(failed))
}

/// Whether the metrics asked for read tables that know no platform, such as the company's own figures.
fn has_no_platform(tables: &[&str], dataset: &report::Dataset) -> bool {
    let lacks = |table: &&str| {
        let frame = dataset.frames.get(table);
        frame.is_none_or(|frame| frame.column(col::PLATFORM).is_err())
    };
    !tables.is_empty() && tables.iter().all(lacks)
}

/// Comma-separated words.
pub fn words(text: &str) -> Vec<String> {
    text.split(',')
        .map(str::trim)
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

/// A table of figures as a frame: exact sums as decimals, counts as integers, quotients as floats.
pub fn frame(table: &Table) -> Result<DataFrame> {
    let rows = table.rows.len();
    let keys = table.keys.iter().enumerate().map(|(at, key)| {
        cells::text_column(
            &key.name,
            table.rows.iter().map(|row| row.keys[at].as_deref()),
        )
    });
    let metrics = table.metrics.iter().enumerate().map(|(at, metric)| {
        column(
            &metric.name,
            table.rows.iter().map(|row| &row.cells[at]).collect(),
        )
    });
    let extra = table
        .constants()
        .map(|(name, value)| constant(name, value, rows));
    Ok(DataFrame::new(
        rows,
        keys.chain(metrics).chain(extra).collect(),
    )?)
}

fn constant(name: &str, value: &Constant, rows: usize) -> Column {
    match value {
        Constant::Text(text) => {
            cells::text_column(name, std::iter::repeat_n(Some(text.as_str()), rows))
        }
        Constant::Count(count) => cells::count_column(name, vec![Some(*count); rows]),
        Constant::Share(share) => Column::from(Series::new(name.into(), vec![*share; rows])),
        Constant::Flag(flag) => Column::from(Series::new(name.into(), vec![*flag; rows])),
    }
}

fn column(name: &str, column: Vec<&Cell>) -> Column {
    if column.iter().any(|cell| matches!(cell, Cell::Text(_))) {
        let text = |cell: &&Cell| match cell {
            Cell::Text(text) => Some(text.clone()),
            _ => None,
        };
        let texts: Vec<Option<String>> = column.iter().map(text).collect();
        return cells::text_column(name, texts.iter().map(Option::as_deref));
    }
    let counts = column
        .iter()
        .all(|cell| matches!(cell, Cell::Count(_) | Cell::Undefined { .. }));
    let ratios = column.iter().any(|cell| matches!(cell, Cell::Ratio(_)));
    if ratios {
        let floats: Vec<Option<f64>> = column
            .iter()
            .map(|cell| match cell {
                Cell::Ratio(ratio) => Some(*ratio),
                Cell::Count(count) => Some(*count as f64),
                Cell::Amount(amount) => Some(amount.to_f64()),
                Cell::Text(_) | Cell::Undefined { .. } => None,
            })
            .collect();
        return Column::from(Series::new(name.into(), floats));
    }
    if counts {
        let whole = column.iter().map(|cell| {
            if let Cell::Count(count) = cell {
                Some(*count)
            } else {
                None
            }
        });
        return cells::count_column(name, whole.collect());
    }
    let units = column.iter().map(|cell| match cell {
        Cell::Amount(amount) => Some(amount.0),
        Cell::Count(count) => Some(crate::schema::Amount::whole(*count).0),
        _ => None,
    });
    cells::amount_column(name, units.collect())
}
