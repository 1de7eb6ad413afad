//! A metric's formula as people write it: `1000 × spend / impressions, from ad_spend`.

use super::component::{Component, Operation};
use super::formula::{Formula, Term};
use super::record::Metric;
use crate::schema::Amount;

impl Metric {
    /// The formula as the registry writes it, a sum within a ratio in brackets.
    pub fn formula(&self) -> String {
        let side = |formula: &Formula| match formula.terms.len() {
            1 => formula.to_string(),
            _ => format!("({formula})"),
        };
        match &self.denominator {
            Some(denominator) => format!("{} / {}", side(&self.numerator), side(denominator)),
            None => self.numerator.to_string(),
        }
    }

    /// The formula in words; each column bears its table where there are several.
    pub fn in_words(&self) -> String {
        let mut tables: Vec<&str> = self.components().map(|part| part.table).collect();
        tables.dedup();
        let naming = match tables[..] {
            [_] => Naming::Column,
            _ => Naming::TableToo,
        };
        let side = |formula: &Formula| match formula.terms.len() {
            1 => words(formula, naming),
            _ => format!("({})", words(formula, naming)),
        };
        let formula = match &self.denominator {
            Some(denominator) => format!("{} / {}", side(&self.numerator), side(denominator)),
            None => words(&self.numerator, naming),
        };
        let columns = self.components().any(|part| !part.columns().is_empty());
        match tables[..] {
            [table] if columns => format!("{formula}, from {table}"),
            _ => formula,
        }
    }
}

/// Whether columns say which table they are from.
#[derive(Clone, Copy)]
enum Naming {
    Column,
    TableToo,
}

fn words(formula: &Formula, naming: Naming) -> String {
    let mut text = String::new();
    for (at, term) in formula.terms.iter().enumerate() {
        text += match (at, term.negative) {
            (0, _) => "",
            (_, true) => " − ",
            (_, false) => " + ",
        };
        text += &product(term, naming);
    }
    text
}

fn product(term: &Term, naming: Naming) -> String {
    let factor = Some(term.factor).filter(|factor| *factor != Amount::whole(1));
    let parts = term.components.iter().map(|part| named(part, naming));
    let factors = factor.iter().map(ToString::to_string).chain(parts);
    factors.collect::<Vec<_>>().join(" × ")
}

fn named(part: &Component, naming: Naming) -> String {
    let what = match &part.operation {
        Operation::Sum(column) => spaced(column),
        Operation::Rows => format!("rows of {}", part.table),
        Operation::Unique(column) => format!("unique {}", spaced(column)),
        Operation::Uniform { column, basis } => {
            format!("{} of one {}", spaced(column), spaced(basis))
        }
        Operation::Last(column) => format!("last {}", spaced(column)),
        Operation::First(column) => format!("first {}", spaced(column)),
        Operation::Mean(column) => format!("mean {}", spaced(column)),
        Operation::Days => "days".into(),
        Operation::Distinct(column) => format!("different {}", spaced(column)),
        Operation::Median(column) => format!("median {}", spaced(column)),
        Operation::P90(column) => format!("90th percentile of {}", spaced(column)),
        Operation::MeanOfRatios {
            numerators,
            denominator,
        } => {
            let sum: Vec<String> = numerators.iter().map(|column| spaced(column)).collect();
            format!(
                "mean over rows of ({}) / {}",
                sum.join(" + "),
                spaced(denominator)
            )
        }
    };
    match (naming, &part.operation) {
        (Naming::Column, _) | (_, Operation::Rows) => what,
        (Naming::TableToo, _) => format!("{what} ({})", part.table),
    }
}

fn spaced(column: &str) -> String {
    column.replace('_', " ")
}

#[cfg(test)]
mod tests {
    use crate::metrics::registry;

    #[test]
    fn formulas_read_as_people_write_them() {
        for (name, words) in [
            ("spend", "spend, from ad_spend"),
            ("cpm", "1000 × spend / impressions, from ad_spend"),
            ("posts", "rows of posts"),
            (
                "engagement_rate_by_reach",
                "(reactions + comments + shares + saves) / reach, from posts",
            ),
            (
                "net_new_followers",
                "new follows − unfollows, from profiles_daily",
            ),
            (
                "roas",
                "revenue joined (conversions) / spend covered (ad_spend)",
            ),
            (
                "roi",
                "(value (conversions) − cost (ad_spend)) / cost (ad_spend)",
            ),
            ("results", "results of one result type, from ad_spend"),
        ] {
            let metric = registry().metric(name).unwrap();
            assert_eq!(metric.in_words(), words, "{name}");
        }
    }
}
