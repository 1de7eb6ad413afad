//! Days of a line that are refused, as a ledger of those days alone would refuse the line: what it takes on them is nobody's
//! word, or no result of a test where it needs one. On its other days it counts.

use serde::{Serialize, Serializer};

use super::build::Book;
use super::line::WhyNot;
use super::plain;
use super::rule::Inclusion;
use super::spec::LineSpec;
use crate::schema::{Amount, Grade};
use crate::time::Period;

/// Days on which a line does not count, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RefusedDays {
    /// Why.
    #[serde(serialize_with = "sentence")]
    pub why: WhyNot,
    /// The days.
    #[serde(serialize_with = "plain::period")]
    pub period: Period,
}

impl RefusedDays {
    /// One more key that nobody documents on them.
    fn add(&mut self, key: &str) {
        if let WhyNot::Untraceable(keys) | WhyNot::Undocumented(keys) = &mut self.why
            && !keys.iter().any(|known| known == key)
        {
            keys.push(key.to_owned());
        }
    }

    /// Whether they stand on the rung of what is not documented.
    pub(super) fn is_shown(&self) -> bool {
        matches!(self.why, WhyNot::Undocumented(_))
    }
}

fn sentence<S: Serializer>(why: &WhyNot, out: S) -> Result<S::Ok, S::Error> {
    why.to_string().serialize(out)
}

/// The refused days of a line; none where it is worth nothing on the others, as it is refused as a whole then. `shown` says
/// that what is not documented stands on a rung of its own.
pub(super) fn refused(spec: &LineSpec, book: &Book, shown: bool) -> Vec<RefusedDays> {
    let days = spec.own_days();
    let mut found: Vec<RefusedDays> = Vec::new();
    for key in spec.amount.iter().flat_map(|amount| amount.keys()) {
        let Some(input) = book.find(key) else {
            continue;
        };
        for (graded, grade) in &input.grades {
            let Some(why) = why(spec, key, *grade, shown) else {
                continue;
            };
            // Days that another figure of the line has refused already.
            let both = |one: &&mut RefusedDays| {
                *grade == Grade::D2 && one.period.overlap(graded).is_some()
            };
            found.iter_mut().filter(both).for_each(|one| one.add(key));
            let known = found.iter().map(|one| one.period).collect::<Vec<_>>();
            let own = days.iter().filter_map(|days| days.overlap(graded));
            let new = own.flat_map(|own| own.without_all(known.iter().copied()));
            found.extend(new.map(|period| RefusedDays {
                why: why.clone(),
                period,
            }));
        }
    }
    let is_left = left(spec, &found).iter().any(|left| {
        let mut falls = spec.falls.iter();
        let own = |(days, weight): &(Period, Amount)| {
            *weight != Amount::ZERO && days.overlap(left).is_some()
        };
        spec.falls.is_empty() || falls.any(own)
    });
    if !is_left {
        return Vec::new();
    }
    found.sort_by_key(|one| one.period);
    found
}

/// The days of a line without those that are refused.
pub(super) fn left<'r>(
    spec: &LineSpec,
    refused: impl IntoIterator<Item = &'r RefusedDays>,
) -> Vec<Period> {
    let refused: Vec<Period> = refused.into_iter().map(|one| one.period).collect();
    let days = spec.own_days().into_iter();
    days.flat_map(|days| days.without_all(refused.iter().copied()))
        .collect()
}

/// Why a figure of this grade supports no day of a line.
fn why(spec: &LineSpec, key: &str, grade: Grade, shown: bool) -> Option<WhyNot> {
    if grade == Grade::D2 {
        let keys = vec![key.to_owned()];
        return Some(match shown {
            true => WhyNot::Undocumented(keys),
            false => WhyNot::Untraceable(keys),
        });
    }
    let (most, why) = spec.rule.inclusion().needs()?;
    let is_causal = spec.causal.iter().any(|causal| causal == key);
    (is_causal && grade > most).then_some(why)
}

impl Inclusion {
    /// The weakest grade with which a line counts that needs more than documents, and why it does not below.
    pub(super) fn needs(self) -> Option<(Grade, WhyNot)> {
        match self {
            Self::WithControl => Some((Grade::A2, WhyNot::NoControl)),
            Self::WithCalibration => Some((Grade::C1, WhyNot::NotCalibrated)),
            _ => None,
        }
    }
}
