//! `diff`: what moved between two saved results, and why.

use std::path::{Path, PathBuf};

use crate::cli::DiffArgs;
use crate::error::{Error, Result};
use crate::options::{Form, Keep};
use crate::render::Format;
use crate::report::diff::{self, Saved};

use super::{Stage, ledger, method, output, project};

/// The exit code of `--exit-code` where anything differs.
const DIFFERS: u8 = 3;

/// The manifest of a pack.
const MANIFEST: &str = "manifest.json";

/// Runs the command.
pub fn run(args: &DiffArgs, stage: &mut Stage<'_>) -> Result<u8> {
    let destination = output::destination(&args.output, stage)?;
    let (before, after) = (read(&args.before)?, read(&args.after)?);
    let found = diff::diff(&before, &after, &project::registry(stage))?;
    let how = method::method(std::iter::empty(), Keep::Figures, stage)?;
    match destination.form {
        Form::Text(Format::Json) => {
            let mut text = serde_json::to_string_pretty(&found).map_err(std::io::Error::from)?;
            text.push('\n');
            output::write_bytes(destination.file.as_deref(), text.as_bytes(), stage)?;
        }
        Form::Text(Format::Table | Format::Tall | Format::Markdown) | Form::Html | Form::Xlsx => {
            let sections = diff::sections(&found);
            ledger::tables(&sections, &[], how, &[], &destination, stage)?;
        }
        Form::Text(Format::Csv | Format::Tsv | Format::Ndjson) | Form::Parquet => {
            let tidy = [("Difference", diff::tidy(&found))];
            ledger::tables(&tidy, &[], how, &[], &destination, stage)?;
        }
    }
    let differs = args.exit_code && !found.is_empty();
    Ok(if differs { DIFFERS } else { 0 })
}

/// A saved result with the manifest beside it.
fn read(path: &Path) -> Result<Saved> {
    let path = if path.is_dir() {
        path.join(MANIFEST)
    } else {
        path.to_path_buf()
    };
    let shown = path.display().to_string();
    let text = text_of(&path, &shown)?;
    let beside: Option<PathBuf> = path.parent().map(|folder| folder.join(MANIFEST));
    let beside = beside.and_then(|path| std::fs::read_to_string(path).ok());
    diff::saved(&shown, &text, beside.as_deref())
}

fn text_of(path: &Path, shown: &str) -> Result<String> {
    let bytes = std::fs::read(path).map_err(|source| match source.kind() {
        std::io::ErrorKind::NotFound => Error::Missing {
            path: shown.to_owned(),
            similar: Vec::new(),
        },
        _ => Error::Unreadable {
            path: shown.to_owned(),
            source,
        },
    })?;
    String::from_utf8(bytes).map_err(|_| Error::NotSaved {
        path: shown.to_owned(),
        what: "is no text".into(),
    })
}
