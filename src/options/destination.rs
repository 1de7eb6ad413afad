//! Where a result goes and in what form.

use std::path::PathBuf;
use std::str::FromStr;

use crate::cli::{Global, OutputArgs};
use crate::error::{Error, Result};
use crate::lang::Lang;
use crate::render::{CsvFor, Format, RenderOptions};

use super::scope::calendar;
use super::words::choice;
use super::{Keep, Terminal};

/// Where a result goes and in what form.
#[derive(Clone, Debug)]
pub struct Destination {
    /// A file; standard output where `None`.
    pub file: Option<PathBuf>,
    /// The form.
    pub form: Form,
    /// How it is written.
    pub render: RenderOptions,
}

impl Destination {
    /// What it needs of the files beside the figures.
    pub fn keep(&self) -> Keep {
        match self.form {
            Form::Text(_) | Form::Parquet => Keep::Figures,
            Form::Html => Keep::Method,
        }
    }

    /// Whether notes stand under the figures.
    pub fn has_notes(&self) -> bool {
        matches!(
            self.form,
            Form::Text(Format::Table | Format::Tall | Format::Markdown)
        )
    }
}

/// A form of output.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// A text format.
    Text(Format),
    /// A parquet file.
    Parquet,
    /// A page for readers.
    Html,
}

/// Where a table goes: the format by name, else by the file's extension, else a table for a terminal and CSV for a pipe.
///
/// # Errors
/// An unknown format.
pub fn destination(args: &OutputArgs, global: &Global, terminal: &Terminal) -> Result<Destination> {
    let named = args.format.as_deref().map(form).transpose()?;
    let by_extension = args.output.as_deref().and_then(|path| {
        let parquet = path
            .extension()
            .is_some_and(|extension| extension == "parquet");
        if parquet {
            Some(Form::Parquet)
        } else if path
            .extension()
            .is_some_and(|extension| extension == "html")
        {
            Some(Form::Html)
        } else {
            Format::of_path(path).map(Form::Text)
        }
    });
    if let Some(path) = args.output.as_ref().filter(|path| {
        named.is_none()
            && path
                .extension()
                .is_some_and(|extension| extension == "xlsx")
    }) {
        return Err(Error::BadOption {
            what: format!("-o {}", path.display()),
            why: "workbooks are read, not yet written; `-o FILE.csv --csv-for excel` opens in Excel by a double click".into(),
        });
    }
    if let (None, None, Some(path)) = (named, by_extension, &args.output)
        && let Some(extension) = path.extension().and_then(|extension| extension.to_str())
    {
        return Err(Error::BadOption {
            what: format!("-o {}", path.display()),
            why: format!(
                "`.{extension}` is no format; expected .csv, .tsv, .json, .ndjson, .md, .txt or .parquet, or give --format"
            ),
        });
    }
    let default = if terminal.out && args.output.is_none() {
        Format::Table
    } else {
        Format::Csv
    };
    let form = match (args.tall, named.or(by_extension)) {
        (true, _) => Form::Text(Format::Tall),
        (false, Some(form)) => form,
        (false, None) => Form::Text(default),
    };
    let to_terminal = args.output.is_none() && terminal.out;
    let csv = [
        ("excel", CsvFor::Excel),
        ("excel-eu", CsvFor::ExcelEu),
        ("plain", CsvFor::Plain),
    ];
    Ok(Destination {
        file: args.output.clone(),
        form,
        render: RenderOptions {
            width: args.width.or(if to_terminal {
                terminal.width.or(Some(80))
            } else {
                None
            }),
            color: args.output.is_none() && terminal.color(global.color),
            totals: args.totals,
            raw_text: args.raw_text,
            csv_for: args
                .csv_for
                .as_deref()
                .map_or(Ok(CsvFor::Plain), |who| choice("csv-for", who, &csv))?,
            lang: Lang::default(),
        },
    })
}

/// The language of what people read, in the calendar that is asked for, else in its own.
///
/// # Errors
/// An unknown language or calendar.
pub fn lang(code: Option<&str>, named: Option<&str>) -> Result<Lang> {
    let named = named.map(|name| calendar(Some(name))).transpose()?;
    let english = Lang::default();
    Lang::new(code.unwrap_or(english.code()), named)
}

fn form(name: &str) -> Result<Form> {
    if name == "parquet" {
        return Ok(Form::Parquet);
    }
    if name == "html" {
        return Ok(Form::Html);
    }
    Format::from_str(name)
        .map(Form::Text)
        .map_err(|_| Error::BadOption {
            what: format!("--format {name}"),
            why: "expected table, tall, csv, tsv, json, ndjson, markdown or parquet".into(),
        })
}
