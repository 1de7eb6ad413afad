//! `diff`: what moved between two saved results, and why.

use std::path::Path;

use crate::cli::DiffArgs;
use crate::error::{Error, Result};
use crate::options::{Form, Keep};
use crate::render::Format;
use crate::report::diff::{self, Saved, Written};

use super::saved::{self, MANIFEST, STDIN};
use super::{Stage, ledger, method, output, project};

/// The exit code of `--exit-code` where anything differs.
const DIFFERS: u8 = 3;

/// Runs the command.
pub fn run(args: &DiffArgs, stage: &mut Stage<'_>) -> Result<u8> {
    let destination = output::destination(&args.output, stage)?;
    if args.before.as_os_str() == STDIN && args.after.as_os_str() == STDIN {
        return Err(Error::BadOption {
            what: "- -".into(),
            why: "standard input can be read once; name a file for one of the two".into(),
        });
    }
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
            let written = match destination.form {
                Form::Xlsx => Written::Numbers,
                _ => Written::Words,
            };
            let sections = diff::sections(&found, written);
            let page = ledger::Page::default();
            ledger::tables(&sections, &page, how, &[], &destination, stage)?;
        }
        Form::Text(Format::Csv | Format::Tsv | Format::Ndjson) | Form::Parquet => {
            let tidy = [("Difference", diff::tidy(&found))];
            ledger::tables(
                &tidy,
                &ledger::Page::default(),
                how,
                &[],
                &destination,
                stage,
            )?;
        }
    }
    let differs = args.exit_code && !found.is_empty();
    Ok(if differs { DIFFERS } else { 0 })
}

/// A saved result with the manifest beside it; a folder stands for the manifest of its pack.
fn read(path: &Path) -> Result<Saved> {
    let manifest = path.join(MANIFEST);
    let path = match manifest.is_file() {
        true => &manifest,
        false => path,
    };
    let shown = path.display().to_string();
    let text = saved::text(path, &shown)?;
    let beside = path.parent().map(|folder| folder.join(MANIFEST));
    let beside = beside
        .filter(|beside| beside.is_file() && path.is_file())
        .and_then(|beside| saved::text(&beside, &shown).ok());
    diff::saved(&shown, &text, beside.as_deref())
}
