//! Whether rows that name no campaign are those of another export's campaigns: only sums that tie can tell.

use std::collections::BTreeMap;

use super::rows::{Row, meet};

/// Rows of which every selection is tried; more have to tie as a whole.
const FEW: usize = 12;

/// Which of the finer rows make up campaigns of the coarser export: all rows together what all campaigns spent, or
/// selections of them what one campaign spent, each row and each campaign once. Rows without spend tie with anything.
pub(super) fn tied(coarse: &[Row], fine: &[Row], any_day: bool) -> Vec<bool> {
    let near = |row: &Row| any_day || fine.iter().any(|other| meet(row.days, other.days));
    let mut campaigns: BTreeMap<&str, i128> = BTreeMap::new();
    for row in coarse.iter().filter(|row| near(row)) {
        *campaigns.entry(&row.key).or_default() += row.spend;
    }
    let mut sums: Vec<i128> = campaigns.into_values().filter(|sum| *sum != 0).collect();
    let all: i128 = fine.iter().map(|row| row.spend).sum();
    if sums.iter().sum::<i128>() == all || sums.contains(&all) {
        return vec![true; fine.len()];
    }
    let mut known: Vec<bool> = fine.iter().map(|row| row.spend == 0).collect();
    let open: Vec<usize> = (0..fine.len()).filter(|at| !known[*at]).collect();
    if open.len() > FEW {
        return known;
    }
    // The smallest selections first, so that a row that is a campaign of its own is not spent on a larger one.
    let mut selections: Vec<u32> = (1..1_u32 << open.len()).collect();
    selections.sort_by_key(|picked| (picked.count_ones(), *picked));
    for picked in selections {
        let own =
            |at: &&usize| picked & (1 << open.iter().position(|one| one == *at).unwrap_or(31)) != 0;
        let rows: Vec<usize> = open.iter().filter(own).copied().collect();
        if rows.iter().any(|at| known[*at]) {
            continue;
        }
        let sum: i128 = rows.iter().map(|at| fine[*at].spend).sum();
        if let Some(at) = sums.iter().position(|campaign| *campaign == sum) {
            sums.swap_remove(at);
            for row in rows {
                known[row] = true;
            }
        }
    }
    known
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(spend: &[(&str, i128)]) -> Vec<Row> {
        let row = |(key, spend): &(&str, i128)| Row {
            key: (*key).to_owned(),
            days: (Some(1), Some(31)),
            spend: *spend,
        };
        spend.iter().map(row).collect()
    }

    #[test]
    fn rows_tie_with_one_campaign_with_all_or_in_selections() {
        let campaigns = rows(&[("a", 100), ("b", 70), ("c", 25), ("d", 0)]);
        for (spend, expected) in [
            (vec![60, 40], vec![true, true]),
            (vec![150, 45], vec![true, true]),
            // 25 is campaign c, 30 + 40 is b, 33 is nobody's.
            (vec![25, 30, 40, 33], vec![true, true, true, false]),
            (vec![41, 59, 0], vec![true, true, true]),
            (vec![42, 57, 0], vec![false, false, true]),
        ] {
            let own: Vec<(&str, i128)> = spend.iter().map(|units| ("", *units)).collect();
            assert_eq!(tied(&campaigns, &rows(&own), false), expected, "{spend:?}");
        }
    }

    #[test]
    fn campaigns_of_other_days_tie_with_nothing() {
        let campaigns = rows(&[("a", 100)]);
        let mut later = rows(&[("", 100)]);
        later[0].days = (Some(40), Some(50));
        assert_eq!(tied(&campaigns, &later, false), [false]);
        assert_eq!(tied(&campaigns, &later, true), [true]);
    }
}
