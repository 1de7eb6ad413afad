//! A formula is a sum of products of components; the two sides of a ratio may be joined row by row.

use std::fmt;

use super::component::{Component, Operation};
use super::computed::{ORDERS_JOINED, REVENUE_JOINED};
use crate::schema::{Amount, col};

/// A sum of terms.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Formula {
    /// The terms, in the order written.
    pub terms: Vec<Term>,
}

/// A product of a number and components, added or subtracted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// Subtracted, and therefore required: a blank would not count as zero.
    pub negative: bool,
    /// The product of the numbers in it, 1 where there are none.
    pub factor: Amount,
    /// What is multiplied.
    pub components: Vec<Component>,
}

impl Formula {
    /// Every component, in the order written.
    pub fn components(&self) -> impl Iterator<Item = &Component> {
        self.terms.iter().flat_map(|term| &term.components)
    }

    /// What a row needs to count on this side: one of the added columns, and every subtracted one.
    fn groups(&self) -> Vec<Vec<&'static str>> {
        let mut groups = vec![Vec::new()];
        for term in &self.terms {
            for name in term.components.iter().flat_map(Component::columns) {
                if term.negative {
                    groups.push(vec![name]);
                } else if !groups[0].contains(&name) {
                    groups[0].push(name);
                }
            }
        }
        groups.retain(|group| !group.is_empty());
        groups
    }
}

/// Restricts both sides of a ratio to the rows that have both, where both come from one table and neither is a stock.
pub(super) fn join(numerator: &mut Formula, denominator: &mut Formula) {
    let all = || numerator.components().chain(denominator.components());
    let Some(first) = all().next() else { return };
    let joint = all().all(|c| c.table == first.table && is_summed(&c.operation));
    if !joint {
        return;
    }
    let mut groups = numerator.groups();
    for group in denominator.groups() {
        if !groups.contains(&group) {
            groups.push(group);
        }
    }
    for term in numerator.terms.iter_mut().chain(&mut denominator.terms) {
        for component in &mut term.components {
            let own = component.columns();
            // A group with the component's own column holds wherever the component has a value.
            let others = groups
                .iter()
                .filter(|group| !group.iter().any(|name| own.contains(name)));
            component.mask = others.cloned().collect();
        }
    }
}

/// Takes outcomes that join spend alone into a ratio of outcomes and spend: no row of others states both sides, so that they
/// would count in the whole and in no row.
pub(super) fn join_outcomes(numerator: &mut Formula, denominator: &mut Formula) {
    let is_of = |side: &Formula, table: &str| side.components().any(|own| own.table == table);
    let crosses = |one: &Formula, other: &Formula| is_of(one, OUTCOMES) && is_of(other, SPEND);
    if !crosses(numerator, denominator) && !crosses(denominator, numerator) {
        return;
    }
    for term in numerator.terms.iter_mut().chain(&mut denominator.terms) {
        for own in &mut term.components {
            if own.table != OUTCOMES {
                continue;
            }
            own.operation = match own.operation {
                Operation::Sum(col::REVENUE) => Operation::Sum(REVENUE_JOINED),
                Operation::Sum(col::ORDERS) => Operation::Sum(ORDERS_JOINED),
                ref other => other.clone(),
            };
        }
    }
}

const OUTCOMES: &str = "conversions";
const SPEND: &str = "ad_spend";

/// Restricts a difference of sums of one table to the rows that have both sides: follows of one network less unfollows
/// of another are no net figure.
pub(super) fn join_difference(formula: &mut Formula) {
    let columns = |negative: bool| -> Vec<&'static str> {
        let terms = formula
            .terms
            .iter()
            .filter(|term| term.negative == negative);
        terms
            .flat_map(|term| &term.components)
            .flat_map(Component::columns)
            .collect()
    };
    let (added, subtracted) = (columns(false), columns(true));
    let Some(first) = formula.components().next() else {
        return;
    };
    let joint = formula
        .components()
        .all(|c| c.table == first.table && is_summed(&c.operation));
    if !joint || added.is_empty() || subtracted.is_empty() {
        return;
    }
    for term in &mut formula.terms {
        let other = if term.negative { &added } else { &subtracted };
        for component in &mut term.components {
            component.mask = vec![other.clone()];
        }
    }
}

fn is_summed(operation: &Operation) -> bool {
    matches!(
        operation,
        Operation::Sum(_) | Operation::Rows | Operation::Unique(_) | Operation::Uniform { .. }
    )
}

impl fmt::Display for Formula {
    /// The formula as it can be parsed again, masks left out.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, term) in self.terms.iter().enumerate() {
            match (at, term.negative) {
                (0, _) => {}
                (_, true) => out.write_str(" - ")?,
                (_, false) => out.write_str(" + ")?,
            }
            if term.factor != Amount::whole(1) {
                write!(out, "{} * ", term.factor)?;
            }
            for (at, component) in term.components.iter().enumerate() {
                let bare = Component {
                    mask: Vec::new(),
                    ..component.clone()
                };
                write!(out, "{}{bare}", if at == 0 { "" } else { " * " })?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ratio_within_one_table_counts_only_rows_with_both_sides() {
        for (numerator, denominator, masked) in [
            (
                "sum(ad_spend.spend)",
                "sum(ad_spend.clicks)",
                "sum(ad_spend.spend where clicks) / sum(ad_spend.clicks where spend)",
            ),
            (
                "sum(posts.reactions) + sum(posts.shares)",
                "sum(posts.reach)",
                "sum(posts.reactions where reach) sum(posts.shares where reach) / sum(posts.reach where (reactions or shares))",
            ),
            (
                "sum(posts.shares)",
                "rows(posts)",
                "sum(posts.shares) / rows(posts where shares)",
            ),
            (
                "sum(conversions.revenue_joined)",
                "sum(ad_spend.spend_covered)",
                "sum(conversions.revenue_joined) / sum(ad_spend.spend_covered)",
            ),
        ] {
            let (mut above, mut below) = (
                Formula::parse(numerator).unwrap(),
                Formula::parse(denominator).unwrap(),
            );
            join(&mut above, &mut below);
            let print = |side: &Formula| {
                side.components()
                    .map(ToString::to_string)
                    .collect::<Vec<_>>()
                    .join(" ")
            };
            assert_eq!(format!("{} / {}", print(&above), print(&below)), masked);
        }
    }
}
