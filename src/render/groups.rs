//! Gaps between the rows of a long table: where one group ends and another begins, else after every few rows.

use std::collections::HashSet;

use crate::report::Row;

/// Tables of more rows than this have gaps; without groups after every [`EVERY`] rows.
const WITHOUT: usize = 10;
const EVERY: usize = 5;

/// The rows with a gap before them, after every few rows.
pub(super) fn by_count(rows: usize) -> Vec<usize> {
    match rows > WITHOUT {
        true => (EVERY..rows).step_by(EVERY).collect(),
        false => Vec::new(),
    }
}

/// The rows with a gap before them, by the first of the keys under which rows stand in groups. Groups of one row each
/// stay together.
pub(super) fn starts(rows: &[&Row], keys: usize) -> Vec<usize> {
    if rows.len() <= WITHOUT {
        return Vec::new();
    }
    let Some(sizes) = (0..keys).find_map(|key| sizes(rows, key)) else {
        return by_count(rows.len());
    };
    let mut found = Vec::new();
    let mut at = 0;
    for pair in sizes.windows(2) {
        at += pair[0];
        if pair[0] > 1 || pair[1] > 1 {
            found.push(at);
        }
    }
    found
}

/// How many rows each group of a key has; `None` where every row is one of its own, all are of one, or a group is torn.
fn sizes(rows: &[&Row], key: usize) -> Option<Vec<usize>> {
    let mut groups: Vec<(&str, usize)> = Vec::new();
    for row in rows {
        let name = row.keys.get(key).and_then(Option::as_deref);
        let name = group(name.unwrap_or_default());
        match groups.last_mut() {
            Some((last, size)) if *last == name => *size += 1,
            _ => groups.push((name, 1)),
        }
    }
    let names: HashSet<&str> = groups.iter().map(|(name, _)| *name).collect();
    let is_whole = names.len() == groups.len();
    let is_group = groups.len() > 1 && groups.len() < rows.len();
    (is_whole && is_group).then(|| groups.into_iter().map(|(_, size)| size).collect())
}

/// What a key groups by: `cost` for `cost, gone` as for `cost`.
fn group(name: &str) -> &str {
    name.split_once(", ").map_or(name, |(group, _)| group)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(kinds: &[&str]) -> Vec<Row> {
        let row = |(at, kind): (usize, &&str)| Row {
            keys: vec![Some(format!("effect {at}")), Some((*kind).to_owned())],
            ..Row::default()
        };
        kinds.iter().enumerate().map(row).collect()
    }

    fn of(kinds: &[&str]) -> Vec<usize> {
        let rows = rows(kinds);
        starts(&rows.iter().collect::<Vec<_>>(), 2)
    }

    #[test]
    fn gaps_stand_between_groups_and_single_rows_stay_together() {
        let kinds = [
            "volume",
            "volume",
            "mix",
            "price",
            "rate",
            "rate",
            "cost, gone",
            "cost",
            "cost",
            "cost",
            "new",
        ];
        assert_eq!(of(&kinds), [2, 4, 6, 10]);
    }

    #[test]
    fn without_groups_gaps_stand_after_every_few_rows() {
        let torn = ["a", "b", "a", "c", "d", "e", "f", "g", "h", "i", "j"];
        assert_eq!(of(&torn), [5, 10]);
        assert_eq!(of(&["one"; 11]), [5, 10]);
        assert_eq!(of(&["a", "a", "b"]), [0_usize; 0]);
    }
}
