//! Results to standard output or to a file; a file is written whole or not at all.

use std::path::Path;

use polars::prelude::DataFrame;
use polars_io::parquet::write::ParquetWriter;

use crate::error::{Error, Result};
use crate::options::{Destination, Form};
use crate::render;
use crate::report::Table;

use super::Stage;

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
    std::fs::write(&beside, bytes).map_err(unwritable)?;
    std::fs::rename(&beside, path).map_err(|source| {
        let _ = std::fs::remove_file(&beside);
        unwritable(source)
    })
}

/// Writes a table where the user wants it; `frame` is made only for parquet.
///
/// # Errors
/// As [`write_bytes`].
pub fn write_table(
    table: &Table,
    frame: impl FnOnce() -> Result<DataFrame>,
    destination: &Destination,
    stage: &mut Stage<'_>,
) -> Result<()> {
    let mut bytes = Vec::new();
    match destination.form {
        Form::Text(format) => render::write(table, format, &destination.render, &mut bytes)?,
        Form::Parquet => {
            let mut frame = frame()?;
            ParquetWriter::new(&mut bytes).finish(&mut frame)?;
        }
        Form::Html => {
            bytes = render::html::table("Table", table, &Default::default(), &Default::default())?
                .into_bytes();
        }
    }
    write_bytes(destination.file.as_deref(), &bytes, stage)
}
