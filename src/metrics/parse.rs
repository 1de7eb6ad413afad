//! Reads formulas over components: `1000 * sum(ad_spend.spend)`, `sum(posts.reactions) + sum(posts.comments)`.
//!
//! ```text
//! formula   = term, { ("+" | "-"), term }
//! term      = factor, { "*", factor }
//! factor    = number | operation "(" argument ")"
//! ```

use thiserror::Error;

use super::component::{self, Component, Operation, kind};
use super::computed::COMPUTED;
use super::computed_tables::COMPUTED_TABLES;
use super::formula::{Formula, Term};
use crate::schema::{Amount, TABLES, Table, col, nearest};

/// Why a formula can't be read.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum FormulaError {
    /// The text is no formula.
    #[error("`{0}` is no formula: expected a sum of `operation(table.column)`")]
    Syntax(String),
    /// An operation that does not exist.
    #[error(
        "unknown operation `{0}`: expected sum, rows, unique, uniform, last, first, mean, median, p90, days, distinct or mean_of_ratios"
    )]
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

/// Words for a table that people know it by.
const ALSO: [(&str, &str); 12] = [
    ("outcomes", "conversions"),
    (col::ORDERS, "conversions"),
    ("sales", "conversions"),
    ("shop", "conversions"),
    (col::REVENUE, "conversions"),
    ("ads", "ad_spend"),
    (col::SPEND, "ad_spend"),
    ("media", "ad_spend"),
    (col::CONTENT, "posts"),
    ("followers", "profiles_daily"),
    ("web", "sessions"),
    ("pipeline", "deals"),
];

/// Operations of formulas.
const OPERATIONS: [&str; 12] = [
    "sum",
    "rows",
    "unique",
    "uniform",
    "last",
    "first",
    "mean",
    "median",
    "p90",
    "days",
    "distinct",
    "mean_of_ratios",
];

impl FormulaError {
    /// How to mend it: the name that was meant, or where the names stand.
    pub fn hint(&self) -> String {
        let meant = |near: &str| format!("did you mean `{near}`?");
        match self {
            Self::Syntax(_) => "write it like `sum(ad_spend.spend)`; `social-roi metrics` shows the form of formulas".into(),
            Self::Operation(typed) => nearest(typed, OPERATIONS).map_or_else(
                || "`social-roi metrics` shows the form of formulas".into(),
                meant,
            ),
            Self::Table(typed) => {
                let also = ALSO.iter().find(|(word, _)| *word == typed.to_lowercase());
                let names: Vec<&str> = TABLES.iter().map(|table| table.name).collect();
                let near = also
                    .map(|(_, table)| *table)
                    .or_else(|| nearest(typed, names.iter().copied()));
                let list = "`social-roi formats TABLE` shows the columns of a table";
                match near {
                    Some(near) => format!("did you mean `{near}`? {list}"),
                    None => format!("tables: {}; {list}", names.join(", ")),
                }
            }
            Self::Column { table, column } => {
                let own = TABLES.iter().chain(COMPUTED_TABLES).filter(|own| own.name == table);
                let names = own.flat_map(|own| own.columns).map(|column| column.name);
                let computed = COMPUTED.iter().filter(|(own, _)| own == table);
                let names = names.chain(computed.map(|(_, column)| column.name));
                nearest(column, names).map_or_else(
                    || format!("`social-roi formats {table}` shows its columns"),
                    meant,
                )
            }
        }
    }
}

impl Formula {
    /// Everything that is wrong with a text as a formula, part by part.
    pub fn faults(text: &str) -> Vec<FormulaError> {
        let plain = text.replace('−', "-");
        let terms = split(&plain, &['+', '-']).into_iter();
        let parts = terms.flat_map(|(_, term)| split(term, &['*']));
        let found = parts.filter(|(_, part)| Amount::from_plain(part).is_none());
        let faults = found.filter_map(|(_, part)| parse_component(part).err());
        let mut faults: Vec<FormulaError> = faults.collect();
        if faults.is_empty() {
            faults.extend(Self::parse(text).err());
        }
        faults.dedup();
        faults
    }

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
            factor = factor
                .times(number)
                .ok_or_else(|| FormulaError::Syntax(text.into()))?;
        } else {
            components.push(parse_component(part)?);
        }
    }
    if components.is_empty() {
        return Err(FormulaError::Syntax(text.into()));
    }
    Ok(Term {
        negative,
        factor,
        components,
    })
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
                "median" => Operation::Median,
                "p90" => Operation::P90,
                "distinct" => Operation::Distinct,
                _ => return Err(FormulaError::Operation(name.into())),
            };
            let (table, column) = known_column(argument)?;
            (table, make(column))
        }
    };
    Ok(Component {
        table,
        operation,
        mask: Vec::new(),
    })
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
    Ok(Some((
        table,
        Operation::MeanOfRatios {
            numerators,
            denominator,
        },
    )))
}

fn known_table(name: &str) -> Result<&'static Table, FormulaError> {
    component::known_table(name).ok_or_else(|| FormulaError::Table(name.into()))
}

fn known_column(text: &str) -> Result<(&'static str, &'static str), FormulaError> {
    let (table_name, name) = text
        .split_once('.')
        .ok_or_else(|| FormulaError::Syntax(text.into()))?;
    let table = known_table(table_name)?;
    let missing = || FormulaError::Column {
        table: table_name.into(),
        column: name.into(),
    };
    kind(table.name, name).ok_or_else(missing)?;
    let canonical = TABLES
        .iter()
        .chain(COMPUTED_TABLES)
        .flat_map(|table| table.columns)
        .map(|column| column.name);
    let computed = COMPUTED.iter().map(|(_, column)| column.name);
    let name = canonical
        .chain(computed)
        .find(|known| *known == name)
        .ok_or_else(missing)?;
    Ok((table.name, name))
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
            "rows(deals) * median(deals.cycle_days)",
            "p90(journeys.lag_days)",
            "0.125 * distinct(all_costs.complete_type)",
            "uniform(ad_spend.results by ad_spend.result_type)",
            "mean_of_ratios(posts.reactions + posts.shares / posts.reach)",
        ] {
            assert_eq!(Formula::parse(text).unwrap().to_string(), text);
        }
    }

    #[test]
    fn every_fault_of_a_formula_is_found_with_what_was_meant() {
        let hints = |text: &str| -> Vec<String> {
            Formula::faults(text)
                .iter()
                .map(FormulaError::hint)
                .collect()
        };
        let found = hints("sum(outcomes.value) - 2 * sum(ad_spend.spned) + summ(posts.reach)");
        assert_eq!(found.len(), 3, "{found:?}");
        assert!(
            found[0].starts_with("did you mean `conversions`?"),
            "{found:?}"
        );
        assert_eq!(found[1], "did you mean `spend`?");
        assert_eq!(found[2], "did you mean `sum`?");
        let found = hints("rows(qqq)");
        assert!(found[0].contains("tables: ") && found[0].contains("social-roi formats"));
        assert_eq!(Formula::faults("7 * 3").len(), 1);
        assert!(Formula::faults("1000 * sum(ad_spend.spend)").is_empty());
    }

    #[test]
    fn what_is_no_formula_is_refused_by_name() {
        for (text, error) in [
            ("", FormulaError::Syntax("".into())),
            ("1000", FormulaError::Syntax("1000".into())),
            (
                "sum(ad_spend.spend",
                FormulaError::Syntax("sum(ad_spend.spend".into()),
            ),
            ("spend", FormulaError::Syntax("spend".into())),
            (
                "variance(ad_spend.spend)",
                FormulaError::Operation("variance".into()),
            ),
            ("rows(spending)", FormulaError::Table("spending".into())),
            (
                "uniform(ad_spend.results)",
                FormulaError::Syntax("uniform(ad_spend.results)".into()),
            ),
            (
                "sum(ad_spend.spent)",
                FormulaError::Column {
                    table: "ad_spend".into(),
                    column: "spent".into(),
                },
            ),
        ] {
            assert_eq!(Formula::parse(text), Err(error), "{text}");
        }
    }
}
