//! Ratios and prices of a line that change within the period: each is weighted by what stands before it in the formula,
//! so that a line is the sum of what it is in every month.

use crate::error::{Error, Result};
use crate::report::ledger::{Expression, LedgerInputs, LineSpec, Rule};
use crate::schema::{Amount, Grade};
use crate::time::Period;

use super::complete::{ANY, Needed};
use super::fall::Fall;
use super::held::{Ask, Held};

/// The line with a weighted figure in the place of every one that changes. `counted` is the key whose amounts its weights
/// are already.
///
/// # Errors
/// [`Error::TooLarge`].
pub fn weighted(
    mut line: LineSpec,
    counted: &str,
    held: &mut Held,
    given: &mut LedgerInputs,
) -> Result<LineSpec> {
    let Some(amount) = line.amount.clone() else {
        return Ok(line);
    };
    let known: Vec<String> = match counted {
        // Its weights are those of the whole line.
        "" => {
            let keys = amount.keys().into_iter();
            keys.filter(|key| !key.starts_with(RISK))
                .map(str::to_owned)
                .collect()
        }
        counted => vec![counted.to_owned()],
    };
    let changes = |key: &&str| held.changes(key, &given.period);
    if !amount.keys().iter().any(changes) {
        return Ok(line);
    }
    let (falls, of_what) = match line.falls.is_empty() {
        true => {
            let days = fall(line.period, Amount::whole(line.period.days()));
            (vec![days], Some("days".to_owned()))
        }
        false => {
            let own = line.falls.iter();
            let falls = own.map(|(days, weight)| fall(*days, *weight)).collect();
            (falls, Some(counted.replace('_', " ")))
        }
    };
    let mut weigher = Weigher {
        known: &known,
        // The weights of a whole line are money.
        of_what: of_what.filter(|what| !what.is_empty()),
        whole: falls.clone(),
        held,
        given,
        renamed: Vec::new(),
    };
    let (amount, falls) = weigher.of(&amount, falls)?;
    for (key, own) in weigher.renamed {
        for causal in line.causal.iter_mut().filter(|causal| **causal == key) {
            causal.clone_from(&own);
        }
    }
    line.falls = falls.iter().map(|fall| (fall.days, fall.worth)).collect();
    line.amount = Some(amount);
    Ok(line)
}

/// The figures that a line of a count cannot do without, with the days of their entries; of those that hold on all days alike
/// there are none.
pub fn needed<'l>(line: &'l LineSpec, counted: &str, held: &Held) -> Vec<Needed<'l>> {
    let keys = line.amount.iter().flat_map(Expression::keys);
    let keys = keys.filter(|key| *key != counted && !is_optional(line.rule, key));
    let needed = |key: &'l str| {
        let pieces = || chain(key).into_iter().flat_map(|key| held.of(key));
        let tested: Vec<Period> = match key == CONTROL {
            true => pieces().flat_map(|piece| piece.graded(Grade::A2)).collect(),
            false => Vec::new(),
        };
        // Where no day has a test, the line says so itself.
        let (days, what) = match tested.is_empty() {
            true => (pieces().map(|piece| piece.days).collect(), ANY),
            false => (tested, "result of a test"),
        };
        Needed { key, days, what }
    };
    let all = keys.map(needed);
    all.filter(|one| !one.days.is_empty()).collect()
}

/// What customers without the care did, which a test shows.
const CONTROL: &str = "retention_control";

/// How the keys of factors of trust begin.
const RISK: &str = "risk_factor";

/// Whether a key stands for one where nobody states it. Minutes saved are money only where somebody says that paid hours fell.
fn is_optional(rule: Rule, key: &str) -> bool {
    match key {
        "realised" | "realised_care" => rule != Rule::Handling,
        "contacts_per_resolution" => true,
        other => other.starts_with(RISK),
    }
}

/// The keys whose entries a figure takes, the first one that holds on a day before the others.
fn chain(key: &str) -> Vec<&str> {
    match key {
        "realised_care" => vec![key, "realised"],
        _ => vec![key],
    }
}

fn fall(days: Period, weight: Amount) -> Fall {
    Fall::plain(days, weight, weight)
}

/// Goes through a formula from left to right, with what falls into which days so far.
struct Weigher<'w> {
    /// Keys that the weights hold already.
    known: &'w [String],
    /// What the weights are at first, in words; money of the ledger where nobody says.
    of_what: Option<String>,
    /// The weights at first.
    whole: Vec<Fall>,
    held: &'w mut Held,
    given: &'w mut LedgerInputs,
    /// Keys, and those of their weighted figures.
    renamed: Vec<(String, String)>,
}

impl Weigher<'_> {
    /// The formula with weighted figures, and what falls into which days after it.
    fn of(&mut self, formula: &Expression, falls: Vec<Fall>) -> Result<(Expression, Vec<Fall>)> {
        let keys = formula.keys();
        let is_known = |key: &&str| self.known.iter().any(|known| known == key);
        if !keys.is_empty() && keys.iter().all(is_known) {
            return Ok((formula.clone(), falls));
        }
        Ok(match formula {
            Expression::Input(key) => {
                let (key, falls) = self.input(key, falls)?;
                (Expression::Input(key), falls)
            }
            Expression::Number(number) => (formula.clone(), times(falls, *number)?),
            Expression::Product(parts) => {
                let (mut factors, mut falls) = (Vec::new(), falls);
                for part in parts {
                    let (factor, after) = self.of(part, falls)?;
                    factors.push(factor);
                    falls = after;
                }
                (Expression::Product(factors), falls)
            }
            Expression::Sum(parts) => {
                let (mut terms, mut all) = (Vec::new(), Vec::new());
                for part in parts {
                    let (term, after) = self.of(part, falls.clone())?;
                    terms.push(term);
                    all.extend(after);
                }
                (Expression::Sum(terms), all)
            }
            Expression::Difference(first, second) => {
                let (first, mut all) = self.of(first, falls.clone())?;
                let (second, less) = self.of(second, falls)?;
                all.extend(times(less, Amount::whole(-1))?);
                (first - second, all)
            }
            // What is divided by is a constant.
            Expression::Quotient(over, under) => {
                let (over, after) = self.of(over, falls)?;
                (over / (**under).clone(), after)
            }
        })
    }

    fn input(&mut self, key: &str, falls: Vec<Fall>) -> Result<(String, Vec<Fall>)> {
        if !self.held.changes(key, &self.given.period) {
            let base = self.given.input(key).map(|input| input.base);
            return Ok((
                key.to_owned(),
                times(falls, base.unwrap_or(Amount::whole(1)))?,
            ));
        }
        let of_what = match (&self.of_what, falls == self.whole) {
            (Some(_), false) => Some("of what stands before it"),
            (what, _) => what.as_deref(),
        };
        let ask = Ask {
            keys: &chain(key),
            own: key,
            of: None,
            grade: Grade::D1,
            bare: "what it multiplies counts in full on these days",
            of_what,
        };
        let (own, after) = self.held.weighted(&ask, falls, self.given)?;
        let own = own.unwrap_or_else(|| key.to_owned());
        if own != key {
            self.renamed.push((key.to_owned(), own.clone()));
        }
        Ok((own, after))
    }
}

fn times(falls: Vec<Fall>, factor: Amount) -> Result<Vec<Fall>> {
    let one = |fall: Fall| fall.map(|amount| amount.times(factor));
    let all: Option<Vec<Fall>> = falls.into_iter().map(one).collect();
    all.ok_or_else(|| Error::TooLarge {
        what: "what a line falls into by days".into(),
    })
}
