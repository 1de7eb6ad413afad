//! Ratios and prices of a line that change within the period: each is weighted by what stands before it in the formula,
//! so that a line is the sum of what it is in every month.

use crate::error::{Error, Result};
use crate::report::ledger::{Expression, LedgerInputs, LineSpec};
use crate::schema::{Amount, Grade};
use crate::time::Period;

use super::fall::Fall;
use super::held::{Ask, Gap, Held};

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
    let falls = match line.falls.is_empty() {
        true => vec![fall(line.period, Amount::whole(line.period.days()))],
        false => {
            let own = line.falls.iter();
            own.map(|(days, weight)| fall(*days, *weight)).collect()
        }
    };
    let mut weigher = Weigher {
        known: &known,
        held,
        given,
        renamed: Vec::new(),
        left_out: Vec::new(),
    };
    let bare = weigher.bare(&amount);
    let is_bare = |fall: &Fall| fall.days.without_all(bare.iter().copied()).is_empty();
    if falls.iter().all(is_bare) {
        return Ok(without_value(line, &amount, held, given));
    }
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

/// The line of which no day has all figures: no ledger of any of its days had a value of it.
fn without_value(
    mut line: LineSpec,
    amount: &Expression,
    held: &Held,
    given: &mut LedgerInputs,
) -> LineSpec {
    let mut keys = amount.keys();
    keys.retain(|key| held.changes(key, &given.period) && gap(key) == Gap::Nothing);
    given.settings.notes.push(format!(
        "{} has no value: on none of its days is there an entry of each of {}",
        line.id(),
        keys.join(", ")
    ));
    (line.amount, line.falls) = (None, Vec::new());
    line
}

/// How the keys of factors of trust begin.
const RISK: &str = "risk_factor";

/// Keys that stand for one where nobody states them, beside factors of trust.
const OPTIONAL: [&str; 3] = ["contacts_per_resolution", "realised", "realised_care"];

fn gap(key: &str) -> Gap {
    match OPTIONAL.contains(&key) || key.starts_with(RISK) {
        true => Gap::Full("what it multiplies counts in full on these days"),
        false => Gap::Nothing,
    }
}

fn fall(days: Period, weight: Amount) -> Fall {
    Fall::plain(days, weight, weight)
}

/// Goes through a formula from left to right, with what falls into which days so far.
struct Weigher<'w> {
    /// Keys that the weights hold already.
    known: &'w [String],
    held: &'w mut Held,
    given: &'w mut LedgerInputs,
    /// Keys, and those of their weighted figures.
    renamed: Vec<(String, String)>,
    /// Days on which the difference at hand lacks one of its figures: nothing of it counts on them.
    left_out: Vec<Period>,
}

impl Weigher<'_> {
    /// Days on which a figure of the formula has no entry, so that the formula has no value.
    fn bare(&self, formula: &Expression) -> Vec<Period> {
        let period = self.given.period;
        let mut keys = formula.keys();
        keys.retain(|key| !self.known.iter().any(|known| known == key));
        keys.retain(|key| self.held.changes(key, &period) && gap(key) == Gap::Nothing);
        let days = keys.into_iter().flat_map(|key| {
            let pieces = self.held.of(key).iter();
            period.without_all(pieces.map(|piece| piece.days))
        });
        days.collect()
    }

    /// The formula with weighted figures, and what falls into which days after it.
    fn of(&mut self, formula: &Expression, falls: Vec<Fall>) -> Result<(Expression, Vec<Fall>)> {
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
            Expression::Sum(_) | Expression::Difference(..) => {
                let outer = self.left_out.clone();
                self.left_out.extend(self.bare(formula));
                let found = self.terms(formula, falls)?;
                self.left_out = outer;
                found
            }
            // What is divided by is a constant.
            Expression::Quotient(over, under) => {
                let (over, after) = self.of(over, falls)?;
                (over / (**under).clone(), after)
            }
        })
    }

    /// The same of terms, all of which count on the same days: one that has no figure on a day is not nothing.
    fn terms(&mut self, formula: &Expression, falls: Vec<Fall>) -> Result<(Expression, Vec<Fall>)> {
        Ok(match formula {
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
            other => self.of(other, falls)?,
        })
    }

    fn input(&mut self, key: &str, falls: Vec<Fall>) -> Result<(String, Vec<Fall>)> {
        if self.known.iter().any(|known| known == key) {
            return Ok((key.to_owned(), falls));
        }
        let gap = gap(key);
        let left_out = match gap {
            Gap::Nothing => self.left_out.clone(),
            Gap::Full(_) => Vec::new(),
        };
        if !self.held.changes(key, &self.given.period) && left_out.is_empty() {
            let base = self.given.input(key).map(|input| input.base);
            return Ok((
                key.to_owned(),
                times(falls, base.unwrap_or(Amount::whole(1)))?,
            ));
        }
        let all = ["realised_care", "realised"];
        let keys = match key == all[0] {
            true => &all[..],
            false => &[key],
        };
        let ask = Ask {
            keys,
            own: key,
            of: None,
            grade: Grade::D1,
            gap,
            left_out: &left_out,
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
