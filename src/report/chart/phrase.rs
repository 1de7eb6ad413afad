//! Sentences around a chart, in no language yet.

use crate::report::{Cell, Covered, MetricColumn};
use crate::time::{Grain, Period};

/// A sentence by its name, with what fills its places.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Phrase {
    /// Its name in the files of phrases.
    pub id: &'static str,
    /// Place and filling.
    pub arguments: Vec<(&'static str, Argument)>,
}

/// What fills a place of a sentence.
#[derive(Clone, Debug, PartialEq)]
pub enum Argument {
    /// Words that stand as they are: names.
    Text(String),
    /// A metric or key by its name.
    Name(String),
    /// What moved a figure: a metric, a type of cost, a count.
    Effect(String),
    /// An input of the ledger by its key.
    Input(String),
    /// A platform, campaign or other thing by its name.
    Titled(String),
    /// Several of these after one another.
    Names(Vec<String>),
    /// A whole number.
    Count(usize),
    /// Days.
    Period(Period),
    /// What figures cover.
    Covered(Covered),
    /// A stretch of time by its key.
    Time(Grain, String),
    /// A figure, with its column for unit and decimals.
    Figure(Cell, MetricColumn),
    /// A figure with its sign, also where it is a gain.
    Signed(Cell, MetricColumn),
    /// A change in whole percent, as a fraction of one.
    Change(f64),
    /// The same with so many decimals.
    Percent(f64, usize),
    /// A weekday, 0 for Monday to 6 for Sunday.
    Weekday(u32),
    /// A part of the sentence that is a phrase itself.
    Phrase(Phrase),
}

impl Phrase {
    /// A sentence without places.
    pub fn plain(id: &'static str) -> Self {
        Self {
            id,
            arguments: Vec::new(),
        }
    }

    /// The same with a place filled.
    #[must_use]
    pub fn with(mut self, place: &'static str, filling: Argument) -> Self {
        self.arguments.push((place, filling));
        self
    }

    /// The same with a name in a place.
    #[must_use]
    pub fn name(self, place: &'static str, name: &str) -> Self {
        self.with(place, Argument::Name(name.to_owned()))
    }

    /// The same with a whole number in a place.
    #[must_use]
    pub fn count(self, place: &'static str, count: usize) -> Self {
        self.with(place, Argument::Count(count))
    }

    /// The same with words in a place.
    #[must_use]
    pub fn text(self, place: &'static str, text: impl Into<String>) -> Self {
        self.with(place, Argument::Text(text.into()))
    }
}
