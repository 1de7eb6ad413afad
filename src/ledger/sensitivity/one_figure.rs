//! Which records are one figure, that has one value wherever it is told: every margin, and what stands in one entry, of
//! which lines have records of their own by their days.

use std::collections::{BTreeMap, HashSet};

use super::what_if::MARGINS;

/// A record as far as that is asked.
#[derive(Clone, Copy, Debug)]
pub struct Record<'r> {
    /// Its key.
    pub key: &'r str,
    /// The key under which it is supposed, where that is another one.
    pub goes_by: Option<&'r str>,
    /// Whether it is counted from rows, which no two records have in common.
    pub is_measured: bool,
    /// Where it stands; `None` of what nobody wrote down.
    pub place: Option<&'r str>,
}

/// Of each record that is one figure with that of another key, that key. Records of several entries are figures of their
/// own.
pub fn one_figure<'r>(records: &[Record<'r>]) -> BTreeMap<&'r str, &'r str> {
    let keys: HashSet<&str> = records.iter().map(|record| record.key).collect();
    let mut groups: BTreeMap<&str, Vec<&Record<'r>>> = BTreeMap::new();
    for record in records {
        let other = record.goes_by.filter(|key| keys.contains(key));
        let key = other.unwrap_or(record.key);
        groups.entry(key).or_default().push(record);
    }
    let is_one = |(key, own): &(&str, Vec<&Record<'_>>)| {
        let is_entry = || {
            let first = own[0].place;
            own.iter().all(|one| !one.is_measured && one.place == first)
        };
        own.len() > 1 && (*key == MARGINS || is_entry())
    };
    let one = groups.into_iter().filter(is_one);
    let pairs = one.flat_map(|(key, own)| {
        let others = own.into_iter().filter(move |one| one.key != key);
        others.map(move |one| (one.key, key))
    });
    pairs.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_of_one_entry_are_one_figure_and_those_of_several_are_not() {
        let record = |key, goes_by, place| Record {
            key,
            goes_by,
            is_measured: false,
            place,
        };
        let all = [
            record("margin", None, Some("a:1")),
            record("margin_meta", Some("margin"), Some("a:9")),
            record("loaded_rate", None, Some("a:2")),
            record("loaded_rate_2", Some("loaded_rate"), Some("a:2")),
            record("contact_cost", None, Some("a:3")),
            record("contact_cost_2", Some("contact_cost"), Some("a:3")),
            record("contact_cost_3", Some("contact_cost"), Some("a:4")),
            // Its name ends in a number.
            record("kappa_shop", None, Some("a:5")),
            record("kappa_shop_2", None, Some("a:5")),
            Record {
                is_measured: true,
                ..record("rate", None, None)
            },
            Record {
                is_measured: true,
                ..record("rate_2", Some("rate"), None)
            },
        ];
        let found: Vec<_> = one_figure(&all).into_iter().collect();
        assert_eq!(
            found,
            [("loaded_rate_2", "loaded_rate"), ("margin_meta", "margin")]
        );
    }
}
