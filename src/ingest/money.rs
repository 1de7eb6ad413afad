//! Currencies: which one each amount is in, and conversion at the day of its row.

use std::collections::{BTreeMap, HashMap, HashSet};

use polars::prelude::DataFrame;

use crate::error::{Error, Result, Warning};
use crate::schema::{self, Amount, Kind, cells, col};

use super::Reading;

mod faulty;
mod gaps;
mod silent;
mod undecided;

pub use faulty::{instead_of_rates, rate_faults};

use gaps::Gaps;
pub use undecided::DealMoney;
use undecided::{Undecided, needs};

/// A rate holds for this many days at most.
const RATE_DAYS: i32 = 7;

/// Exchange rates by pair and day.
#[derive(Clone, Debug, Default)]
pub struct Rates {
    by_pair: HashMap<(String, String), BTreeMap<i32, Amount>>,
}

/// By how much means of inverse rates are larger than they are, so that small ones keep their digits.
const SCALE: i64 = 1_000_000;

/// What one unit of a currency is in another, as a fraction: where the rate of the other direction is what is known, an
/// amount is divided by it, as its inverse may have more than twelve decimals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rate {
    times: Amount,
    over: Amount,
}

impl Rate {
    fn of(rate: Amount) -> Self {
        Self {
            times: rate,
            over: Amount::whole(1),
        }
    }

    fn inverse(known: Amount) -> Self {
        Self {
            times: Amount::whole(1),
            over: known,
        }
    }

    /// The rate, at twelve decimals.
    pub fn rounded(self) -> Option<Amount> {
        self.times.over(self.over)
    }

    /// The amount in the other currency; `None` where it is too large.
    pub fn of_amount(self, amount: Amount) -> Option<Amount> {
        amount.times(self.times)?.over(self.over)
    }
}

impl Rates {
    /// The rates in every reading of a rates table.
    pub fn of(readings: &[Reading]) -> Self {
        let mut rates = Self::default();
        for frame in readings
            .iter()
            .filter(|reading| reading.table == Some("rates"))
            .filter_map(|reading| reading.frame.as_ref())
        {
            rates.add(frame);
        }
        rates
    }

    fn add(&mut self, frame: &DataFrame) {
        let (Some(from), Some(to)) = (cells::texts(frame, col::FROM), cells::texts(frame, col::TO))
        else {
            return;
        };
        let days = cells::days(frame, col::PERIOD_START);
        let rate = cells::amounts(frame, col::RATE).unwrap_or_default();
        for row in 0..frame.height() {
            if let (Some(from), Some(to), Some(day), Some(units)) = (
                from[row],
                to[row],
                days[row],
                rate[row].filter(|units| *units > 0),
            ) {
                self.by_pair
                    .entry((from.to_uppercase(), to.to_uppercase()))
                    .or_default()
                    .insert(day, Amount(units));
            }
        }
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.by_pair.is_empty()
    }

    /// The rate of a day: the pair's last within seven days, else the inverse of the other direction's.
    fn quote(&self, from: &str, to: &str, day: i32) -> Option<Rate> {
        if from == to {
            return Some(Rate::of(Amount::whole(1)));
        }
        let last = |from: &str, to: &str| {
            let known = self.by_pair.get(&(from.to_owned(), to.to_owned()))?;
            known
                .range(day - RATE_DAYS..=day)
                .next_back()
                .map(|(_, rate)| *rate)
        };
        last(from, to)
            .map(Rate::of)
            .or_else(|| last(to, from).map(Rate::inverse))
    }

    /// The mean of the rates of a span's days, for a row that sums up the whole span.
    pub fn over(&self, from: &str, to: &str, start: i32, end: i32) -> Option<Rate> {
        let days = (start..=end).map(|day| self.quote(from, to, day));
        let days: Vec<Rate> = days.collect::<Option<_>>()?;
        let first = *days.first()?;
        if days.iter().all(|day| *day == first) {
            return Some(first);
        }
        let one = Amount::whole(1);
        let scale = match days.iter().all(|day| day.over == one) {
            true => one,
            false => Amount::whole(SCALE),
        };
        let mut sum = Amount::ZERO;
        for day in &days {
            sum = sum.plus(scale.times(day.times)?.over(day.over)?)?;
        }
        Some(Rate {
            times: sum.over(Amount::whole(i64::try_from(days.len()).ok()?))?,
            over: scale,
        })
    }
}

/// [`settle_counted`] where every reading counts.
///
/// # Errors
/// As there.
pub fn settle(
    readings: &mut [Reading],
    rates: &Rates,
    wanted: Option<&str>,
    warnings: &mut Vec<Warning>,
) -> Result<Option<String>> {
    let all: Vec<usize> = (0..readings.len()).collect();
    settle_counted(readings, &all, DealMoney::All, rates, wanted, warnings)
}

/// Settles the currency of every amount that counts and converts to `wanted` where it is given; the currency of the
/// outcome. Readings that do not count (the same sale in another file) are left as they are.
///
/// Amounts without a currency are in the only currency in scope, with a warning. Where there are several, a file that
/// sums to the same as one that states its currency shows which it is, and so do other files of its format; else nobody
/// knows, and that is an error.
///
/// # Errors
/// [`Error::MixedCurrency`], [`Error::CurrencyUnknown`], [`Error::MissingRates`].
pub fn settle_counted(
    readings: &mut [Reading],
    counted: &[usize],
    deals: DealMoney,
    rates: &Rates,
    wanted: Option<&str>,
    warnings: &mut Vec<Warning>,
) -> Result<Option<String>> {
    let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let counted: Vec<usize> = counted
        .iter()
        .copied()
        .filter(|at| has_money(&readings[*at]))
        .collect();
    for reading in counted.iter().map(|at| &readings[*at]) {
        for code in undecided::needed(reading, deals) {
            found.entry(code).or_default().push(reading.path.clone());
        }
    }
    if found.is_empty() {
        for reading in counted.iter().map(|at| &readings[*at]) {
            for code in currencies(reading) {
                found.entry(code).or_default().push(reading.path.clone());
            }
        }
    }
    let known: Vec<String> = found.keys().cloned().collect();
    let target = match (wanted, &known[..]) {
        (Some(code), _) => Some(code.to_owned()),
        (None, [one]) => Some(one.clone()),
        (None, []) => None,
        (None, _) => {
            return Err(Error::MixedCurrency {
                found: found.into_iter().collect(),
            });
        }
    };
    silent::fill(readings, &counted, &known, target.as_deref(), warnings)?;
    if let Some(target) = &target {
        let (mut gaps, mut converted) = (Gaps::default(), Vec::new());
        for at in counted {
            if currencies(&readings[at]).iter().any(|code| code != target) {
                let needs = needs(&readings[at], deals);
                converted.push((at, factors(&readings[at], rates, target, needs, &mut gaps)));
            }
        }
        // What is missing is told of all files at once.
        gaps.refuse(rates, target)?;
        for (at, factors) in converted {
            warnings.extend(convert(&mut readings[at], &factors, target)?);
        }
    }
    Ok(target)
}

fn has_money(reading: &Reading) -> bool {
    reading.frame.is_some() && money_columns(reading).next().is_some()
}

/// Columns of money that the reading's frame holds.
fn money_columns(reading: &Reading) -> impl Iterator<Item = &'static str> {
    let frame = reading.frame.as_ref();
    let table = reading.table.and_then(schema::table);
    let columns = table
        .into_iter()
        .flat_map(|table| table.columns)
        .filter(|column| column.kind == Kind::Money);
    columns
        .map(|column| column.name)
        .filter(move |name| frame.is_some_and(|frame| frame.column(name).is_ok()))
}

/// Currencies of rows that are still in the frame.
fn currencies(reading: &Reading) -> Vec<String> {
    let Some(frame) = &reading.frame else {
        return Vec::new();
    };
    if let Some(code) = cells::constant(frame, col::CURRENCY) {
        return vec![code.to_owned()];
    }
    let mut codes: Vec<String> = Vec::new();
    let mut last = None;
    for code in cells::texts(frame, col::CURRENCY)
        .unwrap_or_default()
        .into_iter()
        .flatten()
    {
        if last.replace(code) != Some(code) && !codes.iter().any(|known| known == code) {
            codes.push(code.to_owned());
        }
    }
    codes
}

/// Converts the money of a reading by the rate of each row; what has none is left out, and told.
fn convert(
    reading: &mut Reading,
    factors: &[Option<Rate>],
    target: &str,
) -> Result<Option<Warning>> {
    let frame = reading.frame.as_ref().expect("it has money");
    let left_out = Undecided::of(frame, factors);
    let mut converted = frame.clone();
    for name in money_columns(reading) {
        let units = cells::amounts(frame, name).unwrap_or_default();
        let product = |(units, factor): (&Option<i128>, &Option<Rate>)| {
            let amount = factor.as_ref()?.of_amount(Amount((*units)?))?;
            Some(amount.0)
        };
        converted.with_column(cells::amount_column(
            name,
            units.iter().zip(factors).map(product).collect(),
        ))?;
    }
    converted.with_column(cells::text_column(
        col::CURRENCY,
        std::iter::repeat_n(Some(target), frame.height()),
    ))?;
    reading.frame = Some(converted);
    reading.currencies = vec![target.to_owned()];
    Ok(left_out.told(&reading.path, target))
}

/// A currency, and the first and last day of a row.
type Span<'c> = (&'c str, Option<i32>, Option<i32>);

/// The rate of each row, at its day or over its span; `None` where there is none, which is a gap unless the row needs none.
/// Without `needs` every row needs one.
fn factors(
    reading: &Reading,
    rates: &Rates,
    target: &str,
    needs: Option<Vec<bool>>,
    gaps: &mut Gaps,
) -> Vec<Option<Rate>> {
    let frame = reading.frame.as_ref().expect("it has money");
    let codes = cells::texts(frame, col::CURRENCY).unwrap_or_else(|| vec![None; frame.height()]);
    let (starts, ends) = (
        cells::days(frame, col::PERIOD_START),
        cells::days(frame, col::PERIOD_END),
    );
    let mut known: HashMap<Span<'_>, Option<Rate>> = HashMap::new();
    let mut told: HashSet<Span<'_>> = HashSet::new();
    let mut factors = Vec::with_capacity(frame.height());
    for row in 0..frame.height() {
        let code = codes[row].unwrap_or(target);
        let key = (code, starts[row], ends[row]);
        let factor = *known.entry(key).or_insert_with(|| match key {
            (code, _, _) if code == target => Some(Rate::of(Amount::whole(1))),
            (code, Some(start), Some(end)) => rates.over(code, target, start, end),
            _ => None,
        });
        let is_needed = || needs.as_ref().is_none_or(|needs| needs[row]);
        if factor.is_none() && is_needed() && told.insert(key) {
            gaps.add(rates, (code, target), (key.1, key.2), &reading.path);
        }
        factors.push(factor);
    }
    factors
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rates(pairs: &[(&str, &str, i32, &str)]) -> Rates {
        let mut rates = Rates::default();
        for (from, to, day, rate) in pairs {
            let rate = Amount::from_plain(rate).unwrap();
            rates
                .by_pair
                .entry(((*from).into(), (*to).into()))
                .or_default()
                .insert(*day, rate);
        }
        rates
    }

    #[test]
    fn a_rate_holds_for_seven_days_and_works_backwards() {
        let rates = rates(&[("USD", "EUR", 100, "0.8")]);
        let on = |from, to, day| {
            let rate = rates.over(from, to, day, day)?.rounded()?;
            Some(rate.to_string())
        };
        assert_eq!(on("USD", "EUR", 100), Some("0.8".into()));
        assert_eq!(on("USD", "EUR", 107), Some("0.8".into()));
        assert_eq!(on("USD", "EUR", 108), None);
        assert_eq!(on("USD", "EUR", 99), None);
        assert_eq!(on("EUR", "USD", 100), Some("1.25".into()));
        assert_eq!(on("GBP", "GBP", 1), Some("1".into()));
    }

    /// 110,000,000,000 rials at 1,130,000 to the euro are 97,345.13 euros; over days at 1,130,000 and 1,100,000 they are
    /// the mean of 97,345.1327… and 100,000, 98,672.57.
    #[test]
    fn a_rate_of_the_other_direction_divides() {
        let rates = rates(&[("EUR", "IRR", 10, "1130000"), ("EUR", "IRR", 11, "1100000")]);
        let of = |start, end| {
            let rate = rates.over("IRR", "EUR", start, end).unwrap();
            let euros = rate.of_amount(Amount::whole(110_000_000_000)).unwrap();
            format!("{}", euros.rounded(2))
        };
        assert_eq!(of(10, 10), "97345.13");
        assert_eq!(of(10, 11), "98672.57");
    }

    #[test]
    fn a_span_takes_the_mean_of_its_days() {
        let rates = rates(&[("USD", "EUR", 10, "0.8"), ("USD", "EUR", 12, "1.1")]);
        assert_eq!(
            rates
                .over("USD", "EUR", 10, 12)
                .and_then(Rate::rounded)
                .map(|rate| rate.to_string()),
            Some("0.9".into())
        );
    }
}
