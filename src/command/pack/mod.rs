//! `report --pack`: a period as a folder of finished files: page, charts, tables, workbook, manifest.

mod charts;
mod folder;
mod ledger;
mod manifest;

use std::path::Path;

use crate::cli::ReportArgs;
use crate::error::{Error, Result};
use crate::lang::Lang;
use crate::metrics::Registry;
use crate::render::chart::Look;
use crate::render::{self, Format, RenderOptions};
use crate::report::{self, ChartData, Method, Report, ReportOptions, Table};
use crate::schema::col;

use super::scope::Scoped;
use super::{Stage, method, page};
use charts::Drawn;
use folder::Folder;
use manifest::LeftOut;

pub use charts::of_journeys;
pub use folder::free;

/// Tables of a pack: name, keys, metrics (those that the data allow where none are named).
const TABLES: [(&str, &[&str]); 5] = [
    ("platforms", &[col::PLATFORM]),
    ("channels", &[col::CHANNEL]),
    ("campaigns", &[col::PLATFORM, col::CAMPAIGN]),
    ("months", &["month"]),
    ("platforms_by_month", &[col::PLATFORM, "month"]),
];

/// Writes the pack.
///
/// # Errors
/// As the report and its charts, but for those that the data cannot fill; as [`Folder::write`].
pub fn write(
    args: &ReportArgs,
    place: &Path,
    scoped: &Scoped,
    main: &Report,
    lang: &Lang,
    stage: &mut Stage<'_>,
) -> Result<()> {
    let look = Look {
        lang: lang.clone(),
        ..Look::default()
    };
    let mut left_out = Vec::new();
    let journeys = of_journeys(args, scoped, &mut left_out, stage)?;
    let of_ledger = ledger::of_ledger(args, &mut left_out, stage)?;
    let mut drawn = charts::of_report(scoped, &mut left_out)?;
    drawn.extend(journeys.iter().cloned());
    drawn.extend(of_ledger.charts);
    let pictures = charts::pictures(&drawn, &look, &mut left_out)?;
    let tables = tables(scoped, &mut left_out)?;
    let method = method_of(&scoped.method, &tables, &drawn, main, &scoped.registry);

    let page = page::page(args, scoped, main, (journeys, of_ledger.answer), lang)?;
    let mut folder = Folder::default();
    folder.add("index.html", page.into_bytes());
    for Drawn {
        name,
        svg,
        png,
        csv,
    } in pictures
    {
        folder.add(&format!("charts/{name}.svg"), svg);
        folder.add(&format!("charts/{name}.png"), png);
        folder.add(&format!("charts/{name}.csv"), csv);
    }
    for (name, table) in &tables {
        folder.add(&format!("data/{name}.csv"), rendered(table, Format::Csv)?);
    }
    let mut sheets: Vec<(&str, &Table)> =
        tables.iter().map(|(name, table)| (*name, table)).collect();
    for (file, sheet, table) in &of_ledger.tables {
        folder.add(&format!("data/{file}.csv"), rendered(table, Format::Csv)?);
        sheets.push((sheet, table));
    }
    let moment = method::moment(&method, stage)?;
    folder.add(
        "report.xlsx",
        render::workbook(&sheets, &method, moment, lang)?,
    );
    let figures = rendered(&main.table, Format::Json)?;
    let manifest = manifest::text(&method, &figures, &left_out, folder.listed())?;
    folder.add(crate::ingest::MANIFEST, manifest);
    folder.write(place, args.output.force)
}

fn rendered(table: &Table, format: Format) -> Result<Vec<u8>> {
    let options = RenderOptions {
        totals: format == Format::Json,
        ..RenderOptions::default()
    };
    let mut bytes = Vec::new();
    render::write(table, format, &options, &mut bytes)?;
    Ok(bytes)
}

/// The tables that the data can fill.
fn tables(scoped: &Scoped, left_out: &mut Vec<LeftOut>) -> Result<Vec<(&'static str, Table)>> {
    let mut tables = Vec::new();
    for (name, by) in TABLES {
        let options = ReportOptions {
            by: by.iter().map(|key| (*key).to_owned()).collect(),
            // A time in the keys stands beside no other period.
            compare: scoped.options.compare.filter(|_| !by.contains(&"month")),
            ..scoped.options.clone()
        };
        match report::report(&scoped.dataset, &options, &scoped.registry) {
            Ok(report) => tables.push((name, report.table)),
            Err(error) => left_out.push(LeftOut::soft(&format!("data/{name}.csv"), error)?),
        }
    }
    Ok(tables)
}

/// How all of it came about.
fn method_of(
    read: &Method,
    tables: &[(&str, Table)],
    drawn: &[ChartData],
    main: &Report,
    known: &Registry,
) -> Method {
    let of_charts = drawn.iter().map(|data| &data.table);
    let all = tables.iter().map(|(_, table)| table).chain(of_charts);
    all.fold(read.clone(), |method, table| {
        let definitions = report::metric_definitions(table, known);
        method::told(method, table, definitions, &main.warnings)
    })
}

/// Whether an error says that the data cannot fill this part, and not that figures are unsafe.
fn is_soft(error: &Error) -> bool {
    matches!(
        error,
        Error::NothingToReport { .. } | Error::NothingToDraw { .. } | Error::SpansBuckets { .. }
    )
}
