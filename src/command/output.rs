//! Results to standard output or to a file; a file is written whole or not at all.

use std::path::Path;

use polars::prelude::DataFrame;
use polars_io::parquet::write::ParquetWriter;

use crate::cli::OutputArgs;
use crate::error::{Error, Result};
use crate::options::{self, Destination, Existing, Form};
use crate::render;
use crate::report::{Method, Table};

use super::{Stage, method};

/// Columns of the narrowest terminal that lines are broken for.
const NARROWEST: usize = 40;

/// Columns of a terminal that does not tell them.
const UNKNOWN: usize = 80;

/// Where a table goes, before anything is read for it.
///
/// # Errors
/// Wrong words, and as [`allow`].
pub fn destination(args: &OutputArgs, stage: &Stage<'_>) -> Result<Destination> {
    let destination = options::destination(args, &stage.global, stage.terminal)?;
    allow(destination.file.as_deref(), destination.existing)?;
    Ok(destination)
}

/// Refuses to write over a file that is to stay.
///
/// # Errors
/// [`Error::Exists`].
pub fn allow(file: Option<&Path>, existing: Existing) -> Result<()> {
    match file {
        Some(path) if existing == Existing::Keep && path.is_file() => Err(Error::Exists {
            path: path.to_path_buf(),
        }),
        _ => Ok(()),
    }
}

/// Whether JSON is wanted where only text and JSON can be had: by name, else by the file's extension.
///
/// # Errors
/// Any other format.
pub fn is_json(format: Option<&str>, file: Option<&Path>) -> Result<bool> {
    match format {
        None => Ok(file.is_some_and(|path| {
            path.extension()
                .is_some_and(|extension| extension == "json")
        })),
        Some("text") => Ok(false),
        Some("json") => Ok(true),
        Some(other) => Err(Error::BadOption {
            what: format!("--format {other}"),
            why: "expected text or json".into(),
        }),
    }
}

/// What stands under the figures where there are notes, on standard error where there are none.
///
/// # Errors
/// A standard error that cannot be written.
pub fn tell(notes: &[String], destination: &Destination, stage: &mut Stage<'_>) -> Result<()> {
    if destination.is_bare() {
        for note in notes {
            writeln!(stage.err, "note: {note}")?;
        }
    }
    Ok(())
}

/// Writes lines for people: on a terminal none is wider than it.
///
/// # Errors
/// As [`write_bytes`].
pub fn write_lines(file: Option<&Path>, text: &str, stage: &mut Stage<'_>) -> Result<()> {
    let text = render::fitted(text, limit(file, stage));
    write_bytes(file, text.as_bytes(), stage)
}

/// The columns of the terminal, where lines for people go there.
pub fn limit(file: Option<&Path>, stage: &Stage<'_>) -> Option<usize> {
    let terminal = &stage.terminal;
    let is_seen = terminal.out && file.is_none();
    is_seen.then(|| terminal.width.unwrap_or(UNKNOWN).max(NARROWEST))
}

/// Writes bytes to a file (beside it first, then renamed) or to standard output.
///
/// # Errors
/// [`Error::Unwritable`], [`Error::Output`].
pub fn write_bytes(file: Option<&Path>, bytes: &[u8], stage: &mut Stage<'_>) -> Result<()> {
    let Some(path) = file else {
        stage.out.write_all(bytes)?;
        stage.out.flush()?;
        return Ok(());
    };
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    if let Some(folder) = folder.filter(|folder| !folder.exists()) {
        return Err(Error::NoFolderFor {
            path: path.to_path_buf(),
            folder: folder.to_path_buf(),
        });
    }
    let unwritable = |source| Error::Unwritable {
        path: path.to_path_buf(),
        source,
    };
    if path.exists() && !path.is_file() {
        return std::fs::write(path, bytes).map_err(unwritable);
    }
    let name = path
        .file_name()
        .map_or_else(|| "out".into(), |name| name.to_string_lossy().into_owned());
    let beside = path.with_file_name(format!(".{name}.{}.part", std::process::id()));
    let written = std::fs::write(&beside, bytes).and_then(|()| std::fs::rename(&beside, path));
    written.map_err(|source| {
        let _ = std::fs::remove_file(&beside);
        unwritable(source)
    })
}

/// Writes tables, each with a name, where the user wants them: a workbook holds all, any other form the first. `frame` is
/// made only for parquet, `method` only for documents.
///
/// # Errors
/// As [`write_bytes`] and [`allow`].
pub fn write_tables(
    tables: &[(&str, &Table)],
    frame: impl FnOnce() -> Result<DataFrame>,
    method: impl FnOnce() -> Method,
    destination: &Destination,
    stage: &mut Stage<'_>,
) -> Result<()> {
    let [(name, table), ..] = tables else {
        return Ok(());
    };
    let mut bytes = Vec::new();
    match destination.form {
        Form::Text(format) => render::write(table, format, &destination.render, &mut bytes)?,
        Form::Parquet => {
            let mut frame = frame()?;
            ParquetWriter::new(&mut bytes).finish(&mut frame)?;
        }
        Form::Html => {
            let lang = &destination.render.lang;
            bytes = render::html::table(name, table, &method(), lang)?.into_bytes();
        }
        Form::Xlsx => {
            let method = method();
            let moment = method::moment(&method, stage)?;
            bytes = render::workbook(tables, &method, moment, &destination.render.lang)?;
        }
    }
    allow(destination.file.as_deref(), destination.existing)?;
    write_bytes(destination.file.as_deref(), &bytes, stage)
}
