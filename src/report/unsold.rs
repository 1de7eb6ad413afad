//! Campaigns that are not to sell: what they bring, applicants or being known, stands in no order, so that orders say
//! nothing of their return.

use std::collections::{HashMap, HashSet};

use polars::prelude::DataFrame;

use crate::metrics::computed::GOAL;
use crate::schema::{Function, cells, col};

use super::dataset::Dataset;
use super::keys::FUNCTION;

/// Words in an objective or a goal that say nobody is to convert.
const SEEN: &str = "alcance|aware|bekannt|brand|couverture|impression|naamsbekendheid|notoriedad|notoriet|notoriété|reach|\
                    reconocimiento|reichweite|videoview";

/// Whether an objective or a goal says that nobody is to convert.
fn says_seen(text: &str) -> bool {
    let text = text.to_lowercase().replace([' ', '-', '_'], "");
    SEEN.split('|').any(|word| text.contains(word))
}

/// The campaigns that outcomes join, by platform.
pub fn joined_campaigns(outcomes: &DataFrame) -> HashMap<&str, HashSet<&str>> {
    let mut found: HashMap<&str, HashSet<&str>> = HashMap::new();
    let columns = [col::PLATFORM, col::CAMPAIGN].map(|name| cells::texts(outcomes, name));
    let [Some(platforms), Some(campaigns)] = columns else {
        return found;
    };
    for (platform, campaign) in platforms.into_iter().zip(campaigns) {
        if let (Some(platform), Some(campaign)) = (platform, campaign) {
            found.entry(platform).or_default().insert(campaign.trim());
        }
    }
    found
}

/// What rows of spend are for, as far as orders can show it.
pub struct Unsold {
    /// Rows of campaigns that are not to sell: by their function, or as their objective or goal says that they are to be
    /// seen. Brand campaigns may do either: they are to sell where an order names them.
    pub rows: Vec<bool>,
    /// Rows of those that no order names.
    pub bare: Vec<bool>,
}

impl Unsold {
    /// Those of the spend of a dataset, once its outcomes are joined.
    pub fn of(now: &Dataset) -> Self {
        let none = Self {
            rows: Vec::new(),
            bare: Vec::new(),
        };
        let Some(spend) = now.frames.get("ad_spend") else {
            return none;
        };
        let missing = || vec![None; spend.height()];
        let columns = [FUNCTION, GOAL, col::OBJECTIVE, col::PLATFORM, col::CAMPAIGN];
        let [functions, goals, objectives, platforms, campaigns] =
            columns.map(|name| cells::texts(spend, name).unwrap_or_else(missing));
        let outcomes = now.frames.get("conversions");
        let joined = outcomes.map(joined_campaigns).unwrap_or_default();
        let is_bare = |row: usize| {
            let own = joined.get(platforms[row].unwrap_or_default());
            own.is_none_or(|own| !own.contains(campaigns[row].unwrap_or_default().trim()))
        };
        let is_unsold = |row: usize| {
            let says = [goals[row], objectives[row]].into_iter().flatten();
            says.into_iter().any(says_seen)
                || match functions[row].and_then(Function::named) {
                    Some(Function::Brand) => is_bare(row),
                    Some(function) => !function.sells(),
                    None => false,
                }
        };
        let rows: Vec<bool> = (0..spend.height()).map(is_unsold).collect();
        let bare = (0..spend.height()).map(|row| rows[row] && is_bare(row));
        Self {
            bare: bare.collect(),
            rows,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Six campaigns; orders name the second and the fourth.
    #[test]
    fn functions_and_goals_say_what_is_not_to_sell() {
        let text = |name: &str, texts: [&str; 6]| {
            cells::text_column(
                name,
                texts
                    .into_iter()
                    .map(|text| Some(text).filter(|text| !text.is_empty())),
            )
        };
        let spend = DataFrame::new(
            6,
            vec![
                text(col::PLATFORM, ["meta"; 6]),
                text(col::CAMPAIGN, ["a", "b", "c", "d", "e", "f"]),
                text(
                    FUNCTION,
                    ["recruiting", "care", "brand", "brand", "paid", ""],
                ),
                text(GOAL, ["", "", "", "", "Brand awareness", "orders"]),
            ],
        )
        .unwrap();
        let outcomes = DataFrame::new(
            2,
            vec![
                cells::text_column(col::PLATFORM, [Some("meta"); 2].into_iter()),
                cells::text_column(col::CAMPAIGN, [Some("b"), Some("d")].into_iter()),
            ],
        )
        .unwrap();
        let mut now = Dataset::default();
        now.frames.insert("ad_spend", spend);
        now.frames.insert("conversions", outcomes);
        let found = Unsold::of(&now);
        assert_eq!(found.rows, [true, true, true, false, true, false]);
        assert_eq!(found.bare, [true, false, true, false, true, false]);
    }
}
