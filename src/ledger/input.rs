//! What the formulas of the ledger are made of: measured values and assumptions, each with where it comes from.

use chrono::NaiveDate;
use serde::{Serialize, Serializer};

use super::plain;
use crate::schema::{Amount, Grade, Rung};
use crate::time::{Calendar, Period};

/// How a value is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum InputKind {
    /// Summed or counted from rows of files.
    Measured,
    /// Stated by somebody.
    Assumption,
    /// Estimated by an experiment; its interval is its range.
    Experiment,
    /// Nobody stated it, but the formula needs it: an attributed line takes all its revenue as caused (κ = 1).
    Implicit,
}

/// Rows of a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FileRows {
    /// The file as the user would write it.
    pub file: String,
    /// How many of its rows were counted.
    pub rows: u64,
}

/// Who stated a value, on what ground, and when.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Document {
    /// What it rests on.
    pub source: String,
    /// Who answers for it.
    pub owner: String,
    /// The day it was stated.
    #[serde(serialize_with = "plain::day_or_null")]
    pub date: Option<NaiveDate>,
}

impl Document {
    /// Whether source, owner and day are all there.
    pub fn is_complete(&self) -> bool {
        !self.source.trim().is_empty() && !self.owner.trim().is_empty() && self.date.is_some()
    }
}

/// Where a value comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    /// Rows of files.
    Files(Vec<FileRows>),
    /// An entry that somebody made.
    Document(Document),
    /// The formula itself: what it takes where nothing was given, as a sentence.
    Formula(String),
}

impl Origin {
    /// Rows of one file.
    pub fn rows(file: impl Into<String>, rows: u64) -> Self {
        Self::Files(vec![FileRows {
            file: file.into(),
            rows,
        }])
    }

    /// An entry with source, owner and day.
    pub fn document(
        source: impl Into<String>,
        owner: impl Into<String>,
        date: Option<NaiveDate>,
    ) -> Self {
        Self::Document(Document {
            source: source.into(),
            owner: owner.into(),
            date,
        })
    }

    /// Whether it can be followed to files or to a complete entry; files of which no row counts show a zero.
    pub fn is_traceable(&self) -> bool {
        match self {
            Self::Files(files) => !files.is_empty(),
            Self::Document(document) => document.is_complete(),
            Self::Formula(_) => true,
        }
    }
}

/// Money as it is stated in another currency than that of the ledger, and what became of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Exchanged {
    /// The amount as stated.
    #[serde(serialize_with = "plain::amount")]
    pub amount: Amount,
    /// The currency of it.
    pub currency: String,
    /// That of the ledger.
    pub to: String,
    /// What one unit of it is in the currency of the ledger: the mean of its days.
    #[serde(serialize_with = "plain::amount")]
    pub rate: Amount,
    /// Its days.
    #[serde(serialize_with = "plain::period")]
    pub days: Period,
    /// Whether the rate is no mean of the days, but of those of several parts of them, by what is multiplied on each.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub is_weighted: bool,
}

impl Exchanged {
    /// What is stated, where all are one amount in one other currency, with the mean rate that makes a base of it.
    pub fn of_all<'e>(
        base: Amount,
        mut all: impl Iterator<Item = Option<&'e Self>>,
    ) -> Option<Self> {
        let mut found = all.next()??.clone();
        for own in all {
            let own = own?;
            if (own.amount, &own.currency) != (found.amount, &found.currency) {
                return None;
            }
            found.is_weighted |=
                own.is_weighted || (own.days, own.rate) != (found.days, found.rate);
            found.days.start = found.days.start.min(own.days.start);
            found.days.end = found.days.end.max(own.days.end);
        }
        if found.is_weighted {
            found.rate = base.over(found.amount)?;
        }
        Some(found)
    }

    /// The amount, its currency, the rate and its days, in words.
    pub fn told(&self) -> String {
        let which = match self.is_weighted {
            true => "the mean rate of parts of",
            false => "the mean rate of",
        };
        let days = self.days.told(Calendar::Gregorian);
        let how = match self.is_weighted {
            true => ", each weighted by what it multiplies",
            false => "",
        };
        format!(
            "{} {} at {} {} each, {which} {days}{how}",
            self.amount, self.currency, self.rate, self.to
        )
    }
}

/// One value that formulas name by its key.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Input {
    /// The name in formulas and in `--what-if`, unique in a ledger.
    pub key: String,
    /// What it is, in words.
    pub title: String,
    /// The value, in `unit`.
    #[serde(serialize_with = "plain::amount")]
    pub base: Amount,
    /// The lowest value thought possible.
    #[serde(serialize_with = "plain::amount_or_null")]
    pub low: Option<Amount>,
    /// The highest.
    #[serde(serialize_with = "plain::amount_or_null")]
    pub high: Option<Amount>,
    /// The unit: a currency, `EUR/h`, `share`, `contacts`.
    pub unit: String,
    /// How it is known.
    pub kind: InputKind,
    /// How well it is supported, where it is a causal link: an experiment A, a credit B, a survey C.
    #[serde(serialize_with = "plain::name_or_null")]
    pub grade: Option<Grade>,
    /// How well it is supported on which days, where what it rests on expires in one of their months.
    #[serde(skip)]
    pub grades: Vec<(Period, Grade)>,
    /// Where it comes from.
    pub origin: Origin,
    /// Pairs of amounts whose quotients the base and the ends are, where they are weighted: what they multiply is not cut at
    /// the twelfth decimal of a quotient.
    #[serde(skip)]
    pub quotients: Vec<(Amount, Amount)>,
    /// What it was worked out from, in sentences, where nobody stated it as it is.
    #[serde(skip)]
    pub made_of: Vec<String>,
    /// Whether it is an amount of its days, which differs from period to period though nobody changed it.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub of_days: bool,
    /// The figures whose mean it is: each holds on days of its own, and is supposed under its own key.
    #[serde(serialize_with = "keys", skip_serializing_if = "Vec::is_empty")]
    pub weighs: Vec<Weighed>,
    /// Where somebody stated it: file, line, column.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// What was stated, where that is in another currency than the ledger.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub exchanged: Option<Exchanged>,
    /// Whether it is supposed in place of what counted in full: which of two lines counts is decided as on the record.
    #[serde(skip)]
    pub stood_in_full: bool,
    /// The name that it was to have, where an input has that already: it is a further record of it, its key has a number.
    pub record_of: Option<String>,
    /// The key under which it is supposed, where that is another than its own: it is the same figure.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub goes_by: Option<String>,
}

/// A figure within a mean.
#[derive(Clone, Debug, PartialEq)]
pub struct Weighed {
    /// Its key.
    pub key: String,
    /// Its part of all that the mean multiplies.
    pub share: f64,
    /// Its lowest, base and highest value.
    pub ends: [Amount; 3],
}

fn keys<S: Serializer>(weighed: &[Weighed], out: S) -> Result<S::Ok, S::Error> {
    let mut keys: Vec<&str> = weighed.iter().map(|one| &one.key[..]).collect();
    keys.sort_unstable();
    keys.dedup();
    out.collect_seq(keys)
}

/// The title of an input that has none of its own.
pub(super) fn titled(key: &str) -> String {
    key.replace(['_', '.'], " ")
}

impl Input {
    fn new(key: impl Into<String>, base: Amount, kind: InputKind, origin: Origin) -> Self {
        let key = key.into();
        Self {
            title: titled(&key),
            key,
            base,
            low: None,
            high: None,
            unit: String::new(),
            kind,
            grade: None,
            grades: Vec::new(),
            origin,
            quotients: Vec::new(),
            made_of: Vec::new(),
            of_days: false,
            weighs: Vec::new(),
            place: None,
            exchanged: None,
            stood_in_full: false,
            record_of: None,
            goes_by: None,
        }
    }

    /// A value summed or counted from rows of files.
    pub fn measured(key: impl Into<String>, base: Amount, origin: Origin) -> Self {
        Self::new(key, base, InputKind::Measured, origin)
    }

    /// A value that somebody stated.
    pub fn assumption(key: impl Into<String>, base: Amount, origin: Origin) -> Self {
        Self::new(key, base, InputKind::Assumption, origin)
    }

    /// An estimate of an experiment.
    pub fn experiment(key: impl Into<String>, base: Amount, grade: Grade, origin: Origin) -> Self {
        Self::new(key, base, InputKind::Experiment, origin).graded(grade)
    }

    /// The one that a formula takes where nothing was given; `why` says what that means.
    pub fn implicit(key: impl Into<String>, why: impl Into<String>) -> Self {
        let origin = Origin::Formula(why.into());
        Self::new(key, Amount::whole(1), InputKind::Implicit, origin)
    }

    /// The same with a range.
    #[must_use]
    pub fn within(mut self, low: Amount, high: Amount) -> Self {
        (self.low, self.high) = (Some(low), Some(high));
        self
    }

    /// The same with a unit.
    #[must_use]
    pub fn in_unit(mut self, unit: impl Into<String>) -> Self {
        self.unit = unit.into();
        self
    }

    /// The same with a grade.
    #[must_use]
    pub fn graded(mut self, grade: Grade) -> Self {
        self.grade = Some(grade);
        self
    }

    /// The same with the place where it was stated.
    #[must_use]
    pub fn stated_at(mut self, place: impl Into<String>) -> Self {
        self.place = Some(place.into());
        self
    }

    /// The same at a value that somebody supposes, about which nobody documented a range. What an entry stated keeps its
    /// grade: what if it had said so? What no entry stated, and what nobody answers for, is an assumption then.
    #[must_use]
    pub fn supposed(self, value: Amount) -> Self {
        let is_stated = !self.is_in_full() && self.origin.is_traceable();
        let (kind, grade, grades) = match is_stated {
            true => (self.kind, self.grade, self.grades.clone()),
            false => (InputKind::Assumption, None, Vec::new()),
        };
        Self {
            base: value,
            low: None,
            high: None,
            exchanged: None,
            kind,
            grade,
            grades,
            stood_in_full: self.is_in_full() || self.stood_in_full,
            ..self
        }
    }

    /// The same with two amounts whose quotient the base, or an end, is.
    #[must_use]
    pub fn quotient_of(mut self, over: Amount, under: Amount) -> Self {
        self.quotients.push((over, under));
        self
    }

    /// The two amounts whose quotient a value of it is; `None` where it is none of those known.
    pub fn exact_quotient(&self, value: Amount) -> Option<(Amount, Amount)> {
        let mut known = self.quotients.iter().copied();
        known.find(|(over, under)| over.over(*under) == Some(value))
    }

    /// How a base was weighted, as its title has it behind the name; `None` where it is a figure that somebody gave.
    pub fn weighting(&self) -> Option<&str> {
        self.exact_quotient(self.base)?;
        Some(self.title.split_once(", ")?.1)
    }

    /// The same with a title.
    #[must_use]
    pub fn titled(mut self, title: impl Into<String>) -> Self {
        self.title = title.into();
        self
    }

    /// Lowest and highest value, a missing end being the base; `None` where neither was given.
    pub fn range(&self) -> Option<(Amount, Amount)> {
        (self.low.is_some() || self.high.is_some()).then(|| {
            (
                self.low.unwrap_or(self.base),
                self.high.unwrap_or(self.base),
            )
        })
    }

    /// Whether a credit that it multiplies is as well supported as it is without it: the formula takes it without anybody's
    /// word, or an entry says so by its grade, B1, that of credit alone.
    pub fn is_in_full(&self) -> bool {
        let is_credit = self.kind == InputKind::Assumption && self.grade == Some(Grade::B1);
        self.kind == InputKind::Implicit || is_credit
    }

    /// Whether it is an estimate of a test whose interval holds zero.
    pub fn is_insignificant(&self) -> bool {
        let is_tested = self.grade.is_some_and(|grade| grade.rung() == Rung::A);
        (is_tested || self.kind == InputKind::Experiment)
            && self
                .range()
                .is_some_and(|(low, high)| low <= Amount::ZERO && Amount::ZERO <= high)
    }
}
