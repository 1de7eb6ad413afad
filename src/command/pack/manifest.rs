//! The manifest of a pack: what it was made from, by which command, and what it holds.

use serde::Serialize;
use serde_json::Value;

use crate::error::{Error, Result};
use crate::report::{InputFile, Method, RejectedRow, Setting};

use super::folder::Listed;

/// Something that the data could not fill.
#[derive(Serialize)]
pub struct LeftOut {
    file: String,
    why: String,
}

impl LeftOut {
    /// A file that is not there, and why.
    pub fn new(file: &str, why: &str) -> Self {
        Self {
            file: file.into(),
            why: why.into(),
        }
    }

    /// The same for an error that says the data cannot fill it.
    ///
    /// # Errors
    /// Any other error, as it is.
    pub fn soft(file: &str, error: Error) -> Result<Self> {
        if super::is_soft(&error) {
            Ok(Self::new(file, &error.to_string()))
        } else {
            Err(error)
        }
    }
}

/// The manifest; `made_by` comes first, which is how a folder is known as a pack.
#[derive(Serialize)]
struct Manifest<'m> {
    made_by: &'m str,
    command: &'m str,
    settings: &'m [Setting],
    figures: Value,
    assumptions: &'m [String],
    warnings: &'m [String],
    inputs: &'m [InputFile],
    rejected_rows: u64,
    rejected: &'m [RejectedRow],
    left_out: &'m [LeftOut],
    files: Vec<Listed>,
}

/// The manifest's text; `figures` is the main table as JSON.
///
/// # Errors
/// None for tables of ours.
pub fn text(
    method: &Method,
    figures: &[u8],
    left_out: &[LeftOut],
    files: Vec<Listed>,
) -> Result<Vec<u8>> {
    let broken = |error: serde_json::Error| Error::Output(error.into());
    let manifest = Manifest {
        made_by: &method.program,
        command: &method.command,
        settings: &method.settings,
        figures: serde_json::from_slice(figures).map_err(broken)?,
        assumptions: &method.assumptions,
        warnings: &method.warnings,
        inputs: &method.inputs,
        rejected_rows: method.rejected_in_all,
        rejected: &method.rejected,
        left_out,
        files,
    };
    let mut text = serde_json::to_vec_pretty(&manifest).map_err(broken)?;
    text.push(b'\n');
    Ok(text)
}
