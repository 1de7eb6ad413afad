//! What is supposed instead of the record, and figures that are weighed with others: the ledger is made again where one of
//! them is another.

use serde::Serialize;

use crate::error::Result;
use crate::ledger::{
    Bar, Input, Ledger, LedgerInputs, Move, Origin, Scenario, bar_again, cost_of, cost_type,
    is_about, ledger, scenarios, what_if,
};
use crate::schema::Amount;
use crate::time::Calendar;

/// What a ledger is made from, as often as some of its figures are others.
pub trait Source {
    /// What is on record.
    fn record(&self) -> &LedgerInputs;

    /// The same where figures that it weighs with others are moved.
    ///
    /// # Errors
    /// As the record itself.
    fn moved(&self, moves: &[(String, Move)]) -> Result<LedgerInputs>;
}

/// A value that stands for another one.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Supposed {
    /// The key of the input.
    pub key: String,
    /// What was on record.
    #[serde(serialize_with = "crate::ledger::plain_amount")]
    pub before: Amount,
    /// How that was weighted over months, products or days; `None` where it is a figure that somebody gave.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub weighted: Option<String>,
    /// What is supposed.
    #[serde(serialize_with = "crate::ledger::plain_amount")]
    pub after: Amount,
}

/// What was supposed. `recorded` is the ledger on the record.
pub(super) fn supposed(
    given: &LedgerInputs,
    recorded: Option<&Ledger>,
    changes: &[(String, Amount)],
) -> Vec<Supposed> {
    let before = |key: &str| {
        let whole = cost_type(key).and_then(|kind| cost_of(recorded?, kind));
        whole.unwrap_or_else(|| supposed_before(given, key))
    };
    let each = changes.iter().map(|(key, after)| Supposed {
        key: key.clone(),
        before: before(key),
        weighted: weighting(given, key),
        after: *after,
    });
    each.collect()
}

/// A sentence about what is supposed of one record of a cost among several of its name.
pub(super) fn of_records(given: &LedgerInputs, changes: &[(String, Amount)]) -> Vec<String> {
    let told = changes.iter().filter_map(|(key, _)| {
        let cost = given.costs.iter();
        let cost = cost.into_iter().find(|cost| cost.amount.keys().contains(&key.as_str()))?;
        let is_other = |other: &&Input| {
            let number = other.key.strip_prefix(key.as_str());
            let number = number.and_then(|number| number.strip_prefix('_'));
            number.is_some_and(|number| number.parse::<usize>().is_ok())
                && !is_about(key, &other.key, &given.inputs)
        };
        let others = given.inputs.iter().filter(is_other);
        let others: Vec<&str> = others.map(|other| other.key.as_str()).collect();
        let days = cost.period.told(Calendar::Gregorian);
        (!others.is_empty()).then(|| {
            format!(
                "--what-if {key} is about the record of {days} alone: others of that name stay as they are ({}), and cost.{} stands for all of its type",
                others.join(", "),
                cost.cost_type.name()
            )
        })
    });
    told.collect()
}

/// The bars of figures that are weighed with others and are not supposed: each moved by itself, and weighed anew.
pub(super) fn moved_bars(
    source: &dyn Source,
    now: &Ledger,
    supposed: &[(String, Amount)],
) -> Result<Vec<Bar>> {
    let left = left(source, supposed).into_iter();
    left.map(|input| {
        let again = |to: Move| {
            let moves = [(input.key.clone(), to)];
            ledger(&supposed_of(source, supposed, &moves)?)
        };
        bar_again(input, now, &again)
    })
    .collect()
}

/// Figures that are weighed with others and are not supposed.
fn left<'s>(source: &'s dyn Source, supposed: &[(String, Amount)]) -> Vec<&'s Input> {
    let moved = source.record().moved.iter();
    let is_left = |input: &&Input| supposed.iter().all(|(key, _)| *key != input.key);
    moved.filter(is_left).collect()
}

/// Figures of which every combination of ends is a ledger of its own; of more, all at their lows and all at their highs.
const EVERY: u32 = 4;

/// The ledgers in which every figure that is weighed with others is at an end of its range: all at their lows first, all
/// at their highs last. Nothing where none has a range.
pub(super) fn at_ends(source: &dyn Source, supposed: &[(String, Amount)]) -> Result<Vec<Ledger>> {
    let mut ranged = left(source, supposed);
    ranged.retain(|input| input.range().is_some());
    let count = u32::try_from(ranged.len()).unwrap_or(u32::MAX);
    let corners: Vec<u32> = match count {
        0 => return Ok(Vec::new()),
        1..=EVERY => (0..1 << count).collect(),
        _ => vec![0, u32::MAX],
    };
    let ledgers = corners.into_iter().map(|corner| {
        let ends = ranged.iter().enumerate().map(|(at, input)| {
            let is_high = corner.checked_shr(at as u32).unwrap_or(1) & 1 == 1;
            let end = if is_high { Move::High } else { Move::Low };
            (input.key.clone(), end)
        });
        let moves: Vec<(String, Move)> = ends.collect();
        ledger(&supposed_of(source, supposed, &moves)?)
    });
    ledgers.collect()
}

/// Widens the ranges of lines to what the ledgers at the ends say.
pub(super) fn widen(now: &mut Ledger, at_ends: &[Ledger]) {
    for line in &mut now.lines {
        let own = at_ends.iter().filter_map(|ledger| ledger.line(&line.id));
        let ends = own.filter_map(|line| {
            let amount = line.amount.value()?;
            let low = line.amount_low.unwrap_or(amount);
            Some((low, line.amount_high.unwrap_or(amount)))
        });
        let ends: Vec<(Amount, Amount)> = ends.collect();
        let low = ends.iter().map(|(low, _)| *low).min();
        let high = ends.iter().map(|(_, high)| *high).max();
        if line.amount_low.is_some() && low.is_some() {
            (line.amount_low, line.amount_high) = (low, high);
        }
    }
}

/// Scenarios of the ledgers at the ends: the first, the last, the one with the lowest ROI and the one with the highest.
pub(super) fn scenarios_of(now: &Ledger, at_ends: &[Ledger]) -> Vec<Scenario> {
    let [first, .., last] = at_ends else {
        return scenarios(now);
    };
    let of = |ledger: &Ledger, name: &str| {
        let mut all = scenarios(ledger).into_iter();
        all.find(|scenario| scenario.name == name)
    };
    let by_roi = |name: &'static str| {
        let mut all: Vec<Scenario> = at_ends.iter().filter_map(|one| of(one, name)).collect();
        all.sort_by(|one, two| {
            let roi = |of: &Scenario| of.roi.value().unwrap_or(f64::NAN);
            roi(one).total_cmp(&roi(two))
        });
        match name {
            "worst" => all.into_iter().next(),
            _ => all.into_iter().next_back(),
        }
    };
    let all = [
        of(first, "all low"),
        of(last, "all high"),
        by_roi("worst"),
        by_roi("best"),
    ];
    all.into_iter().flatten().collect()
}

/// The inputs with other values, each of which says that it is supposed: no source stands for it. Further figures
/// may be moved.
pub(super) fn supposed_of(
    source: &dyn Source,
    changes: &[(String, Amount)],
    further: &[(String, Move)],
) -> Result<LedgerInputs> {
    let given = source.record();
    let is_weighed = |key: &str| {
        given.moved.iter().any(|input| input.key == key) || given.means.iter().any(|of| of == key)
    };
    let weighed = changes.iter().filter(|(key, _)| is_weighed(key));
    let moves = weighed.map(|(key, value)| (key.clone(), Move::To(*value)));
    let moves: Vec<(String, Move)> = moves.chain(further.iter().cloned()).collect();
    let again = match moves.is_empty() {
        true => None,
        false => Some(source.moved(&moves)?),
    };
    // What was moved is what its entries say already.
    let others = changes.iter().filter(|(key, _)| !is_weighed(key));
    let others: Vec<(String, Amount)> = others.cloned().collect();
    let mut found = what_if(again.as_ref().unwrap_or(given), &others)?;
    for (key, _) in changes {
        let how = weighting(given, key).map_or_else(String::new, |how| format!(", {how}"));
        let before = supposed_before(given, key);
        let why = format!("supposed by --what-if; {before} on record{how}");
        let is_own: Vec<bool> = found
            .inputs
            .iter()
            .map(|input| is_about(key, &input.key, &found.inputs))
            .collect();
        for (input, _) in found.inputs.iter_mut().zip(is_own).filter(|(_, own)| *own) {
            input.origin = Origin::Formula(why.clone());
            input.place = None;
        }
    }
    Ok(found)
}

/// What an input is on the record; what nobody gave is one.
fn supposed_before(given: &LedgerInputs, key: &str) -> Amount {
    on_record(given, key).map_or(Amount::whole(1), |input| input.base)
}

/// How the value of an input is weighted, where it is.
fn weighting(given: &LedgerInputs, key: &str) -> Option<String> {
    on_record(given, key)?.weighting().map(str::to_owned)
}

/// The input of a key, else the figures of it that are weighed with others.
fn on_record<'i>(given: &'i LedgerInputs, key: &str) -> Option<&'i Input> {
    let weighed = || given.moved.iter().find(|input| input.key == key);
    given.input(key).or_else(weighed)
}
