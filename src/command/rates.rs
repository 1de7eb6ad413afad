//! Rates of currencies: those of a file that is named, else those among the inputs.

use std::path::Path;

use crate::cli::InputArgs;
use crate::error::{Error, Result};
use crate::ingest::{self, Rates, Reading};
use crate::options::{self, Keep};

use super::inputs;

/// The rates of `--rates`, with what was read for them, else those among the inputs.
///
/// # Errors
/// A file that holds none; [`Error::BadProject`] with everything that is wrong in its rows.
pub fn rates(
    readings: &[Reading],
    file: Option<&Path>,
    keep: Keep,
) -> Result<(Rates, Vec<Reading>)> {
    let Some(path) = file else {
        return Ok((sound(readings)?, Vec::new()));
    };
    ingest::regular(path, &path.display().to_string(), "CSV of rates")?;
    let sources = ingest::sources(&[path.display().to_string()])?;
    let own = ingest::read(
        &sources,
        &inputs::profiles(&[])?,
        &options::ingest(&InputArgs::default(), keep)?,
        &|| {},
    )?;
    let rates = sound(&own)?;
    if rates.is_empty() {
        return Err(Error::NoRates {
            path: path.display().to_string(),
            found: ingest::instead_of_rates(&own),
        });
    }
    Ok((rates, own))
}

/// Rates of which nothing is wrong.
fn sound(readings: &[Reading]) -> Result<Rates> {
    match ingest::rate_faults(readings) {
        faults if faults.is_empty() => Ok(Rates::of(readings)),
        faults => Err(Error::BadProject { faults }),
    }
}
