//! The rules of real exports, one test each: what a reader must survive in the files that people download.
#![allow(clippy::unwrap_used)] // a test that cannot go on fails

mod bytes;
mod cells;
mod dates;
mod headers;
mod rows;

#[path = "../reading/mod.rs"]
mod reading;

use social_roi::ingest::Reading;
use social_roi::schema::Amount;

use reading::sum;

fn total(reading: &Reading, column: &str) -> Amount {
    sum(std::slice::from_ref(reading), column)
        .unwrap_or_else(|| panic!("no `{column}` in {:?}", reading.columns))
}

/// What is said of a file, without the folder it was written to.
fn said(reading: &Reading) -> String {
    reading.message.replace(&reading.path, "FILE")
}

fn warnings(reading: &Reading) -> Vec<&str> {
    reading
        .warnings
        .iter()
        .map(|warning| warning.what.as_str())
        .collect()
}
