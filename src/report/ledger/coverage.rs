//! For how many days of the period each type of cost is on record: a type that stands there for one month of twelve is
//! on record, but not in full.

use serde::Serialize;

use crate::ledger::Ledger;
use crate::schema::{Amount, CostType};

/// How much of the period a type of cost covers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Coverage {
    /// The type.
    #[serde(serialize_with = "name")]
    pub cost_type: CostType,
    /// Days of the period on which any of it is on record.
    pub days: i64,
    /// Days of the period.
    pub of: i64,
    /// Where it is recorded, in words.
    pub recorded_in: Vec<&'static str>,
}

fn name<S: serde::Serializer>(kind: &CostType, out: S) -> Result<S::Ok, S::Error> {
    out.serialize_str(kind.name())
}

/// The types on record.
pub fn coverage(ledger: &Ledger) -> Vec<Coverage> {
    let of_type = |cost_type: CostType| {
        let lines: Vec<_> = ledger
            .cost
            .lines
            .iter()
            .filter(|line| line.cost_type == cost_type)
            .collect();
        if lines.is_empty() {
            return None;
        }
        let mut recorded_in: Vec<&'static str> = Vec::new();
        for line in lines
            .iter()
            .filter(|line| line.covered_by.is_none() || line.counted != Amount::ZERO)
        {
            let words = line.recorded_in.words();
            if !recorded_in.contains(&words) {
                recorded_in.push(words);
            }
        }
        Some(Coverage {
            cost_type,
            days: ledger.cost.days_of(cost_type, &ledger.period),
            of: ledger.period.days(),
            recorded_in,
        })
    };
    CostType::ALL.into_iter().filter_map(of_type).collect()
}
