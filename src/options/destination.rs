//! Where a result goes and in what form.

use std::path::{Path, PathBuf};
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
    /// What becomes of a file of that name.
    pub existing: Existing,
}

impl Destination {
    /// What it needs of the files beside the figures.
    pub fn keep(&self) -> Keep {
        match self.form {
            Form::Text(_) | Form::Parquet => Keep::Figures,
            Form::Html | Form::Xlsx => Keep::Method,
        }
    }

    /// Whether it holds figures and no word about them.
    pub fn is_bare(&self) -> bool {
        !self.has_notes() && self.form != Form::Html
    }

    /// Whether notes stand under the figures.
    pub fn has_notes(&self) -> bool {
        matches!(
            self.form,
            Form::Text(Format::Table | Format::Tall | Format::Markdown) | Form::Xlsx
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
    /// A workbook.
    Xlsx,
}

/// What becomes of a file that is there already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Existing {
    /// It is replaced: pipelines make data anew.
    Replace,
    /// It stays, and writing is refused: somebody may have worked on a finished document.
    Keep,
}

impl Existing {
    /// Documents stay unless `--force` was typed.
    pub fn of_document(force: bool) -> Self {
        if force { Self::Replace } else { Self::Keep }
    }
}

/// Where a table goes: the format by name, else by the file's extension, else a table for a terminal and CSV for a pipe.
///
/// # Errors
/// An unknown format, a workbook that would go to the screen.
pub fn destination(args: &OutputArgs, global: &Global, terminal: &Terminal) -> Result<Destination> {
    let named = args.format.as_deref().map(form).transpose()?;
    let form = match (args.tall, named, &args.output) {
        (true, _, _) => Form::Text(Format::Tall),
        (false, Some(form), _) => form,
        (false, None, Some(path)) => of_path(path)?,
        (false, None, None) if terminal.out => Form::Text(Format::Table),
        (false, None, None) => Form::Text(Format::Csv),
    };
    let to_terminal = args.output.is_none() && terminal.out;
    if form == Form::Xlsx && to_terminal {
        return Err(Error::BadOption {
            what: "--format xlsx".into(),
            why: "a workbook is not for the screen; name a file with `-o FILE.xlsx`".into(),
        });
    }
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
        existing: match form {
            Form::Text(_) | Form::Parquet => Existing::Replace,
            Form::Html | Form::Xlsx => Existing::of_document(args.force),
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

/// The form that a file's extension asks for; CSV where it has none.
fn of_path(path: &Path) -> Result<Form> {
    let Some(extension) = path.extension().and_then(|extension| extension.to_str()) else {
        return Ok(Form::Text(Format::Csv));
    };
    match extension.to_ascii_lowercase().as_str() {
        "parquet" => Ok(Form::Parquet),
        "xlsx" => Ok(Form::Xlsx),
        "html" | "htm" => Ok(Form::Html),
        _ => Format::of_path(path)
            .map(Form::Text)
            .ok_or_else(|| Error::BadOption {
                what: format!("-o {}", path.display()),
                why: format!(
                    "`.{extension}` is no format; expected .csv, .tsv, .json, .ndjson, .md, .txt, .parquet, .xlsx or .html, or give --format"
                ),
            }),
    }
}

fn form(name: &str) -> Result<Form> {
    match name {
        "parquet" => Ok(Form::Parquet),
        "xlsx" => Ok(Form::Xlsx),
        "html" => Ok(Form::Html),
        _ => Format::from_str(name)
            .map(Form::Text)
            .map_err(|_| Error::BadOption {
                what: format!("--format {name}"),
                why:
                    "expected table, tall, csv, tsv, json, ndjson, markdown, parquet, xlsx or html"
                        .into(),
            }),
    }
}
