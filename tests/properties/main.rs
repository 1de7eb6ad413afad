//! What may change about a file without changing a figure, and that nothing makes the reader panic.
#![allow(clippy::unwrap_used)] // a test that cannot go on fails

mod containers;
mod damage;
mod dress;
mod export;
#[path = "../reading/mod.rs"]
mod reading;

use proptest::prelude::*;

/// So many cases, unless `PROPTEST_CASES` says how many.
fn cases(cases: u32) -> ProptestConfig {
    let default = ProptestConfig {
        failure_persistence: None,
        ..ProptestConfig::default()
    };
    if std::env::var_os("PROPTEST_CASES").is_some() {
        default
    } else {
        ProptestConfig { cases, ..default }
    }
}
