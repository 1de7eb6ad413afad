//! Lines that the reader and the schema both take or both refuse, and those that the reader alone can refuse.

mod beyond;
mod evidence;
mod money;
mod names;
mod settings;

pub use beyond::BEYOND;

/// Lines of a section: those that both take, and those that both refuse. Every kind of value stands here.
pub type Cases = (
    &'static str,
    &'static [&'static str],
    &'static [&'static str],
);

/// The lines of every section.
pub fn cases() -> impl Iterator<Item = Cases> {
    settings::CASES
        .into_iter()
        .chain(names::CASES)
        .chain(money::CASES)
        .chain(evidence::CASES)
}
