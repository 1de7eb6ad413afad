//! Attribution models against worked examples, reference results and laws.
#![allow(clippy::unwrap_used)] // a test that cannot go on fails

mod chains;
mod definition;
mod journeys;
mod reference;
mod vectors;
