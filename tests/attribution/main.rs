//! Attribution models against worked examples, reference results and laws.
#![allow(clippy::unwrap_used)] // a test that cannot go on fails

mod bootstrap;
mod chains;
mod definition;
mod journeys;
mod laws;
mod orders;
mod parameters;
mod reference;
mod shapley;
mod vectors;
