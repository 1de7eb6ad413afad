//! `diff` through the binary: what moved between two ledgers or reports, and why, with effects proven by other runs.
#![allow(clippy::unwrap_used)] // a test that cannot go on fails

mod costs;
mod forms;
mod grounds;
mod means;
mod prices;
mod refused;
mod reports;
mod told;
mod unlike;

#[path = "../story/mod.rs"]
mod story;
