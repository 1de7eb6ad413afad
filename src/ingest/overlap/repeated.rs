//! Orders that stand in files of different formats. Nothing says that two formats are exports of one shop, and two shops
//! may give the same numbers: such orders are told, never merged.

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use rayon::prelude::*;

use crate::error::Warning;
use crate::schema::{Amount, cells, col};

use super::{Overlap, Reading, days_meet, frame, is_same_money, names_meet};

/// Two files that hold the same orders, as their numbers and their money say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repeated {
    /// The file that was read first.
    pub first: String,
    /// The file that holds them again.
    pub second: String,
    /// How many orders stand in both.
    pub orders: usize,
    /// Their revenue, once.
    pub revenue: Amount,
}

/// How to tell such orders of one shop from those of two.
const ONE_OF_THEM: &str = "leave one of the two files out, here and in `sources`; if these are two shops, name them with `--account-of \
     'FILE=NAME'`";

impl Repeated {
    /// What the user should know of them.
    pub fn warning(&self) -> Warning {
        let what = format!(
            "{} orders with {} of revenue stand in {} too, in another format, and count twice",
            self.orders,
            self.revenue.grouped(),
            self.first
        );
        Warning::file(&self.second, what).hint(ONE_OF_THEM)
    }
}

/// The orders that stand in two of the files that count, where their formats differ: those of one format are merged by
/// their numbers. Nothing is looked at where all are of one format, or where the user wants everything added up.
pub fn repeated_orders(readings: &[Reading], counted: &[usize], policy: Overlap) -> Vec<Repeated> {
    let states_orders = |reading: &&Reading| {
        let own = reading.frame.as_ref();
        reading.table == Some("conversions")
            && own.is_some_and(|own| own.column(col::CONV_ID).is_ok())
    };
    let files = counted.iter().map(|at| &readings[*at]);
    let files: Vec<&Reading> = files.filter(states_orders).collect();
    let mut pairs: BTreeMap<(usize, usize), Tally> = BTreeMap::new();
    for (at, first) in files.iter().enumerate() {
        for (beside, second) in files.iter().enumerate().skip(at + 1) {
            if may_repeat(first, second) {
                pairs.insert((at, beside), Tally::default());
            }
        }
    }
    if pairs.is_empty() || policy == Overlap::Sum {
        return Vec::new();
    }
    let is_paired = |at: &usize| pairs.keys().any(|(one, other)| one == at || other == at);
    let paired = (0..files.len()).filter(is_paired);
    let mut entries: Vec<Entry> = paired.flat_map(|at| entries(files[at], at)).collect();
    entries.par_sort_unstable_by_key(|entry| (entry.order, entry.file));
    let mut own: Vec<Entry> = Vec::new();
    for same in entries.chunk_by(|one, other| one.order == other.order) {
        own.clear();
        own.extend(
            same.chunk_by(|one, other| one.file == other.file)
                .map(whole),
        );
        for (at, first) in own.iter().enumerate() {
            for second in &own[at + 1..] {
                if let Some(tally) = pairs.get_mut(&(first.file, second.file)) {
                    tally.add(first, second);
                }
            }
        }
    }
    let same = pairs.into_iter().filter(|(_, tally)| tally.is_same());
    same.map(|((first, second), tally)| Repeated {
        first: files[first].path.clone(),
        second: files[second].path.clone(),
        orders: tally.alike,
        revenue: Amount(tally.units),
    })
    .collect()
}

/// Whether two files of different formats may be of one shop.
fn may_repeat(first: &Reading, second: &Reading) -> bool {
    first.path != second.path
        && first.vendor() != second.vendor()
        && days_meet(first, second)
        && names_meet(first, second, col::ACCOUNT)
}

/// What a row says of its order.
#[derive(Clone, Copy)]
struct Entry {
    /// Its number, hashed.
    order: u64,
    file: usize,
    day: Option<i32>,
    units: i128,
}

/// The rows of a file that name their order and its revenue: without one nothing counts twice.
fn entries(reading: &Reading, file: usize) -> Vec<Entry> {
    let own = frame(reading);
    let numbers = cells::texts(own, col::CONV_ID).unwrap_or_default();
    let days = cells::days(own, col::PERIOD_START);
    let units = cells::amounts(own, col::REVENUE).unwrap_or_else(|| vec![None; own.height()]);
    let rows = numbers.into_iter().zip(days).zip(units);
    rows.filter_map(|((number, day), units)| {
        Some(Entry {
            order: hashed(number?)?,
            file,
            day,
            units: units?,
        })
    })
    .collect()
}

/// A number as every format writes it: Shopify sets `#` before it.
fn hashed(number: &str) -> Option<u64> {
    let number = number.trim().trim_start_matches('#');
    let mut hasher = DefaultHasher::new();
    number.hash(&mut hasher);
    (!number.is_empty()).then(|| hasher.finish())
}

/// The rows of one order in one file as one: its items and refunds are rows of their own in some.
fn whole(rows: &[Entry]) -> Entry {
    Entry {
        day: rows.iter().filter_map(|row| row.day).min(),
        units: rows.iter().map(|row| row.units).sum(),
        ..rows[0]
    }
}

/// The fewest shared numbers that are no chance.
const FEWEST: usize = 3;

/// What the numbers that stand in two files have in common.
#[derive(Default)]
struct Tally {
    shared: usize,
    alike: usize,
    near: usize,
    units: i128,
}

impl Tally {
    fn add(&mut self, first: &Entry, second: &Entry) {
        self.shared += 1;
        if is_same_money(first.units, second.units) {
            self.alike += 1;
            self.units += first.units;
        }
        // Time zones move an order by a day.
        let apart = first.day.zip(second.day);
        let is_near = apart.is_none_or(|(one, other)| one.abs_diff(other) <= 1);
        self.near += usize::from(is_near);
    }

    /// Nine in ten of the shared numbers have the same revenue, and most are of the same day or the next: two shops with
    /// numbers of their own agree in few.
    fn is_same(&self) -> bool {
        self.shared >= FEWEST && self.alike * 10 >= self.shared * 9 && self.near * 2 > self.shared
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::ONE;

    fn entry(units: i128, day: i32) -> Entry {
        Entry {
            order: 1,
            file: 0,
            day: Some(day),
            units: units * ONE,
        }
    }

    fn tally(pairs: &[(Entry, Entry)]) -> Tally {
        let mut tally = Tally::default();
        for (first, second) in pairs {
            tally.add(first, second);
        }
        tally
    }

    /// 9 of 10 is the least; the tenth has another revenue.
    #[test]
    fn nearly_all_shared_numbers_must_have_the_same_revenue() {
        let mut pairs = vec![(entry(5, 10), entry(5, 11)); 9];
        pairs.push((entry(5, 10), entry(6, 10)));
        let nine = tally(&pairs);
        assert!(nine.is_same());
        assert_eq!((nine.alike, nine.units), (9, 45 * ONE));
        pairs.push((entry(5, 10), entry(7, 10)));
        assert!(!tally(&pairs).is_same());
    }

    #[test]
    fn equal_prices_on_other_days_are_other_orders() {
        let far = (entry(5, 10), entry(5, 12));
        let near = (entry(5, 10), entry(5, 9));
        assert!(!tally(&[far, near]).is_same());
        assert!(tally(&[far, near, near]).is_same());
    }

    #[test]
    fn a_number_is_the_same_with_and_without_its_mark() {
        assert_eq!(hashed("#1001"), hashed(" 1001 "));
        assert_ne!(hashed("1001"), hashed("1002"));
        assert_eq!(hashed("#"), None);
    }
}
