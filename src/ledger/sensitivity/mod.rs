//! What the ROI hangs on: one input at a time, all at once, at random, and what would have to be true for it to pay.

mod again;
mod lever;
mod one_figure;
mod scenario;
mod simulation;
mod switching;
mod tornado;
mod what_if;

pub use again::{Move, bar_again};
pub use lever::Levers;
pub use one_figure::{Record, one_figure};
pub use scenario::{Scenario, is_searched, scenarios};
pub use simulation::{Simulation, simulate};
pub use switching::Switching;
pub use tornado::{Bar, TOP, Tornado, tornado, usual_tornado};
pub(super) use what_if::MARGINS;
pub use what_if::{cost_of, cost_type, further, has, is_about, key_of, what_if};
