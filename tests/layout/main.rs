//! The shape of the source: who may use whom, where column names live, how long a file may be.
#![allow(clippy::unwrap_used)] // a test that cannot go on fails

mod columns;
mod directions;
mod lengths;
mod phrases;
mod rust;
mod sources;
