//! Formulas over components: `1000 * sum(ad_spend.spend)`, `sum(posts.reactions) + sum(posts.comments)`.
//!
//! ```text
//! formula   = term, { ("+" | "-"), term }
//! term      = factor, { "*", factor }
//! factor    = number | operation "(" argument ")"
//! ```

use std::fmt;

use thiserror::Error;

use super::component::{Component, Operation, kind};
use crate::schema::{Amount, TABLES, Table, table};

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

/// Why a formula can't be read.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum FormulaError {
    /// The text is no formula.
    #[error("`{0}` is no formula: expected a sum of `operation(table.column)`")]
    Syntax(String),
    /// An operation that does not exist.
    #[error("unknown operation `{0}`: expected sum, rows, unique, uniform, last, first, mean, days or mean_of_ratios")]
    Operation(String),
    /// A table that does not exist.
    #[error("unknown table `{0}`")]
    Table(String),
    /// A column that the table does not have.
    #[error("table `{table}` has no column `{column}`")]
    Column {
        /// The table named.
        table: String,
        /// The column missed.
        column: String,
    },
}

impl Formula {
    /// Reads a formula.
    ///
    /// # Errors
    /// Where the text is no formula or names an operation, table or column that does not exist.
    pub fn parse(text: &str) -> Result<Self, FormulaError> {
        let text = text.replace('−', "-");
        let terms = split(&text, &['+', '-'])
            .into_iter()
            .map(|(sign, term)| parse_term(sign == '-', term))
            .collect::<Result<_, _>>()?;
        Ok(Self { terms })
    }

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
            let others = groups.iter().filter(|group| !group.iter().any(|name| own.contains(name)));
            component.mask = others.cloned().collect();
        }
    }
}

fn is_summed(operation: &Operation) -> bool {
    matches!(
        operation,
        Operation::Sum(_) | Operation::Rows | Operation::Unique(_) | Operation::Uniform { .. }
    )
}

/// Splits at the marks outside parentheses; each part comes with the mark before it, the first with `+`.
fn split<'a>(text: &'a str, marks: &[char]) -> Vec<(char, &'a str)> {
    let (mut parts, mut depth, mut start, mut mark) = (Vec::new(), 0_i32, 0, '+');
    for (at, character) in text.char_indices() {
        match character {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ if depth == 0 && marks.contains(&character) => {
                parts.push((mark, text[start..at].trim()));
                (start, mark) = (at + character.len_utf8(), character);
            }
            _ => {}
        }
    }
    parts.push((mark, text[start..].trim()));
    parts
}

fn parse_term(negative: bool, text: &str) -> Result<Term, FormulaError> {
    let (mut factor, mut components) = (Amount::whole(1), Vec::new());
    for (_, part) in split(text, &['*']) {
        if let Some(number) = Amount::from_plain(part) {
            factor = factor.times(number).ok_or_else(|| FormulaError::Syntax(text.into()))?;
        } else {
            components.push(parse_component(part)?);
        }
    }
    if components.is_empty() {
        return Err(FormulaError::Syntax(text.into()));
    }
    Ok(Term { negative, factor, components })
}

fn parse_component(text: &str) -> Result<Component, FormulaError> {
    let syntax = || FormulaError::Syntax(text.into());
    let (name, argument) = text
        .strip_suffix(')')
        .and_then(|text| text.split_once('('))
        .ok_or_else(syntax)?;
    let (name, argument) = (name.trim(), argument.trim());
    let (table, operation) = match name {
        "rows" => (known_table(argument)?.name, Operation::Rows),
        "days" => (known_table(argument)?.name, Operation::Days),
        "uniform" => uniform(argument)?.ok_or_else(syntax)?,
        "mean_of_ratios" => mean_of_ratios(argument)?.ok_or_else(syntax)?,
        _ => {
            let make: fn(&'static str) -> Operation = match name {
                "sum" => Operation::Sum,
                "unique" => Operation::Unique,
                "last" => Operation::Last,
                "first" => Operation::First,
                "mean" => Operation::Mean,
                _ => return Err(FormulaError::Operation(name.into())),
            };
            let (table, column) = known_column(argument)?;
            (table, make(column))
        }
    };
    Ok(Component { table, operation, mask: Vec::new() })
}

type Parsed = Result<Option<(&'static str, Operation)>, FormulaError>;

fn uniform(argument: &str) -> Parsed {
    let Some((counted, basis)) = argument.split_once(" by ") else {
        return Ok(None);
    };
    let (table, column) = known_column(counted.trim())?;
    let (basis_table, basis) = known_column(basis.trim())?;
    Ok((table == basis_table).then_some((table, Operation::Uniform { column, basis })))
}

fn mean_of_ratios(argument: &str) -> Parsed {
    let Some((sum, under)) = argument.split_once('/') else {
        return Ok(None);
    };
    let (table, denominator) = known_column(under.trim())?;
    let mut numerators = Vec::new();
    for part in sum.split('+') {
        let (part_table, column) = known_column(part.trim())?;
        if part_table != table {
            return Ok(None);
        }
        numerators.push(column);
    }
    Ok(Some((table, Operation::MeanOfRatios { numerators, denominator })))
}

fn known_table(name: &str) -> Result<&'static Table, FormulaError> {
    table(name).ok_or_else(|| FormulaError::Table(name.into()))
}

fn known_column(text: &str) -> Result<(&'static str, &'static str), FormulaError> {
    let (table_name, name) = text.split_once('.').ok_or_else(|| FormulaError::Syntax(text.into()))?;
    let table = known_table(table_name)?;
    let missing = || FormulaError::Column { table: table_name.into(), column: name.into() };
    kind(table.name, name).ok_or_else(missing)?;
    let canonical = TABLES.iter().flat_map(|table| table.columns).map(|column| column.name);
    let computed = super::COMPUTED.iter().map(|(_, column)| column.name);
    let name = canonical.chain(computed).find(|known| *known == name).ok_or_else(missing)?;
    Ok((table.name, name))
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
                let bare = Component { mask: Vec::new(), ..component.clone() };
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
    fn formulas_print_as_they_were_written() {
        for text in [
            "sum(ad_spend.spend)",
            "1000 * sum(ad_spend.spend)",
            "sum(posts.reactions) + sum(posts.comments)",
            "sum(conversions.value) - sum(ad_spend.cost)",
            "rows(posts) * mean(profiles_daily.followers_end)",
            "last(profiles_daily.followers_end) - first(profiles_daily.followers_end)",
            "uniform(ad_spend.results by ad_spend.result_type)",
            "mean_of_ratios(posts.reactions + posts.shares / posts.reach)",
        ] {
            assert_eq!(Formula::parse(text).unwrap().to_string(), text);
        }
    }

    #[test]
    fn what_is_no_formula_is_refused_by_name() {
        for (text, error) in [
            ("", FormulaError::Syntax("".into())),
            ("1000", FormulaError::Syntax("1000".into())),
            ("sum(ad_spend.spend", FormulaError::Syntax("sum(ad_spend.spend".into())),
            ("spend", FormulaError::Syntax("spend".into())),
            ("median(ad_spend.spend)", FormulaError::Operation("median".into())),
            ("rows(spending)", FormulaError::Table("spending".into())),
            ("uniform(ad_spend.results)", FormulaError::Syntax("uniform(ad_spend.results)".into())),
            ("sum(ad_spend.spent)", FormulaError::Column { table: "ad_spend".into(), column: "spent".into() }),
        ] {
            assert_eq!(Formula::parse(text), Err(error), "{text}");
        }
    }

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
            ("sum(posts.shares)", "rows(posts)", "sum(posts.shares) / rows(posts where shares)"),
            (
                "sum(conversions.revenue_joined)",
                "sum(ad_spend.spend_covered)",
                "sum(conversions.revenue_joined) / sum(ad_spend.spend_covered)",
            ),
        ] {
            let (mut above, mut below) = (Formula::parse(numerator).unwrap(), Formula::parse(denominator).unwrap());
            join(&mut above, &mut below);
            let print = |side: &Formula| side.components().map(ToString::to_string).collect::<Vec<_>>().join(" ");
            assert_eq!(format!("{} / {}", print(&above), print(&below)), masked);
        }
    }
}
