//! The value ledger: the worked example of the metric catalogue to its printed digits, and laws over random ledgers.
#![allow(clippy::unwrap_used, clippy::expect_used)] // a test that cannot go on fails

#[path = "../../examples/value_ledger/worked.rs"]
mod worked;

mod changes;
mod counting;
mod example;
mod functions;
mod laws;
mod months;
