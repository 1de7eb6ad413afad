//! Where a ledger goes: all sections for people, one object as JSON, tidy rows for programs.

use std::borrow::Cow;

use serde::Serialize;

use crate::error::{Result, Warning};
use crate::options::{Destination, Form, LedgerTable};
use crate::render::{self, Format};
use crate::report::ledger::{
    LedgerReport, adding_up, by_function, by_month, sections, tidy_ledger, value_lines,
};
use crate::report::{
    ChartData, InputFile, Kind, Method, Phrase, Setting, Table, chart_of_ledger, lead_of_ledger,
};
use crate::time::Calendar;

use crate::command::{Stage, method, output, report};

/// Writes it.
///
/// # Errors
/// As [`output::write_bytes`].
pub fn write(
    found: &LedgerReport,
    calendar: Calendar,
    how: Method,
    only: Option<LedgerTable>,
    warnings: &[Warning],
    destination: &Destination,
    stage: &mut Stage<'_>,
) -> Result<()> {
    if let Some(only) = only {
        let (name, mut table) = match only {
            LedgerTable::Function => ("Functions", by_function(found)),
            LedgerTable::Line => ("Value lines", value_lines(found)),
            LedgerTable::Month => ("Months", by_month(found, calendar)),
        };
        let supposed = found.supposed().into_iter();
        table
            .notes
            .extend(supposed.map(|of| format!("supposes {of}")));
        return tables(
            &[(name, table)],
            &Page::default(),
            how,
            warnings,
            destination,
            stage,
        );
    }
    match destination.form {
        Form::Text(Format::Json) => {
            let saved = Saved::of(found, &how);
            let mut text = serde_json::to_string_pretty(&saved).map_err(std::io::Error::from)?;
            text.push('\n');
            output::write_bytes(destination.file.as_deref(), text.as_bytes(), stage)
        }
        Form::Text(Format::Table | Format::Tall | Format::Markdown) | Form::Html | Form::Xlsx => {
            let mut all = sections(found, calendar);
            if destination.form == Form::Xlsx {
                // Sheets for people hold words; formulas of other sheets link to figures.
                all.push(("Figures", tidy_ledger(found, calendar)));
            }
            let page = match destination.form {
                Form::Html => Page::of(found, calendar),
                _ => Page::default(),
            };
            if let (Form::Text(_), Some((_, first))) = (destination.form, all.first_mut()) {
                let lead = lead_of_ledger(found, calendar);
                first.lead = render::html::lead(&lead, &destination.render.lang);
            }
            tables(&all, &page, how, warnings, destination, stage)
        }
        Form::Text(Format::Csv | Format::Tsv | Format::Ndjson) | Form::Parquet => {
            let tidy = tidy_ledger(found, calendar);
            tables(
                &[("Ledger", tidy)],
                &Page::default(),
                how,
                warnings,
                destination,
                stage,
            )
        }
    }
}

/// Charts of a page, by the section that each stands in.
const CHARTS: [(&str, Kind); 4] = [
    ("Ladder", Kind::Ladder),
    ("Value lines", Kind::Waterfall),
    ("Sensitivity", Kind::Tornado),
    ("ROI change", Kind::Bridge),
];

/// What a page has besides its tables.
#[derive(Default)]
pub struct Page {
    /// Its first sentences.
    pub lead: Vec<Phrase>,
    /// Charts, each with the section that it stands in.
    pub charts: Vec<(&'static str, ChartData)>,
}

impl Page {
    /// What the ledger can fill. What has no chart has its table all the same.
    fn of(found: &LedgerReport, calendar: Calendar) -> Self {
        let drawn = CHARTS.into_iter().filter_map(|(section, kind)| {
            let data = chart_of_ledger(kind, found, &[], None, calendar).ok()?;
            Some((section, data))
        });
        Self {
            lead: lead_of_ledger(found, calendar),
            charts: drawn.collect(),
        }
    }
}

/// A ledger with what it rests on, which `diff` compares.
#[derive(Serialize)]
struct Saved<'s> {
    #[serde(flatten)]
    ledger: &'s LedgerReport,
    basis: Basis<'s>,
}

/// Program, settings and files.
#[derive(Serialize)]
struct Basis<'s> {
    made_by: &'s str,
    settings: &'s [Setting],
    inputs: &'s [InputFile],
}

impl<'s> Saved<'s> {
    fn of(ledger: &'s LedgerReport, how: &'s Method) -> Self {
        Self {
            ledger,
            basis: Basis {
                made_by: &how.program,
                settings: &how.settings,
                inputs: &how.inputs,
            },
        }
    }
}

/// Several tables where the user wants them: one after the other as text and page, a sheet each in a workbook.
///
/// # Errors
/// As [`output::write_tables`].
pub fn tables(
    all: &[(&str, Table)],
    page: &Page,
    how: Method,
    warnings: &[Warning],
    destination: &Destination,
    stage: &mut Stage<'_>,
) -> Result<()> {
    let method = || {
        all.iter().fold(how, |how, (_, table)| {
            method::told(how, table, Vec::new(), warnings)
        })
    };
    let printed: Vec<(&str, Cow<'_, Table>)> = all
        .iter()
        .map(|(name, table)| match destination.form {
            Form::Html | Form::Text(Format::Table | Format::Tall | Format::Markdown) => {
                (*name, adding_up(table))
            }
            _ => (*name, Cow::Borrowed(table)),
        })
        .collect();
    let named: Vec<(&str, &Table)> = printed
        .iter()
        .map(|(name, table)| (*name, &**table))
        .collect();
    let several = all.len() > 1;
    if let (true, Form::Text(format)) = (several, destination.form) {
        let mut bytes = Vec::new();
        render::write_all(&named, format, &destination.render, &mut bytes)?;
        return output::write_bytes(destination.file.as_deref(), &bytes, stage);
    }
    if let (true, Form::Html) = (several, destination.form) {
        let lang = &destination.render.lang;
        let charts = page.charts.iter().map(|(of, data)| (*of, data));
        let charts: Vec<(&str, &ChartData)> = charts.collect();
        let text = render::html::tables(&page.lead, &named, &charts, &method(), lang)?;
        output::allow(destination.file.as_deref(), destination.existing)?;
        return output::write_bytes(destination.file.as_deref(), text.as_bytes(), stage);
    }
    output::write_tables(
        &named,
        || report::frame(named[0].1),
        method,
        destination,
        stage,
    )
}
