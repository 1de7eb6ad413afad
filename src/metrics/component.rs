//! One aggregate of one table, such as `sum(ad_spend.spend)`.

use std::fmt;

use super::computed::{COMPUTED, CONTRIBUTION_JOINED, ORDERS_JOINED, REVENUE_JOINED, VALUE};
use super::computed_tables::COMPUTED_TABLES;
use crate::schema::{Kind, Table, table};

/// What is done with a column.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Operation {
    /// The sum of a column.
    Sum(&'static str),
    /// The number of rows.
    Rows,
    /// A count of people, which only a single row can state.
    Unique(&'static str),
    /// The sum of a column, defined only where its rows are of one basis.
    Uniform {
        /// The column summed.
        column: &'static str,
        /// The column that says what it counts.
        basis: &'static str,
    },
    /// The latest value of a stock, summed over accounts.
    Last(&'static str),
    /// The earliest value of a stock, summed over accounts.
    First(&'static str),
    /// The mean over days of a stock, summed over accounts.
    Mean(&'static str),
    /// The number of different days.
    Days,
    /// The number of different texts in a column.
    Distinct(&'static str),
    /// The median of a column.
    Median(&'static str),
    /// The 90th percentile of a column, interpolated between neighbours.
    P90(&'static str),
    /// The mean over rows of each row's own ratio.
    MeanOfRatios {
        /// Columns added up for the numerator; blanks count as zero where one is present.
        numerators: Vec<&'static str>,
        /// The column divided by.
        denominator: &'static str,
    },
}

/// An aggregate of one table over the rows that its mask lets through.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Component {
    /// The canonical table.
    pub table: &'static str,
    /// What is aggregated.
    pub operation: Operation,
    /// Each group must have a non-blank column for a row to count: the joint rule of ratios.
    pub mask: Vec<Vec<&'static str>>,
}

impl Component {
    /// The columns it reads, mask left out.
    pub fn columns(&self) -> Vec<&'static str> {
        match &self.operation {
            Operation::Sum(c)
            | Operation::Unique(c)
            | Operation::Uniform { column: c, .. }
            | Operation::Last(c)
            | Operation::First(c)
            | Operation::Mean(c)
            | Operation::Distinct(c)
            | Operation::Median(c)
            | Operation::P90(c) => vec![c],
            Operation::Rows | Operation::Days => Vec::new(),
            Operation::MeanOfRatios {
                numerators,
                denominator,
            } => numerators.iter().copied().chain([*denominator]).collect(),
        }
    }

    /// Whether it is a stock: aggregated per account first, then summed over accounts.
    pub fn by_account(&self) -> bool {
        matches!(
            self.operation,
            Operation::Last(_) | Operation::First(_) | Operation::Mean(_)
        )
    }

    /// Whether it counts whole things, so that its value prints without decimals.
    pub fn is_count(&self) -> bool {
        match &self.operation {
            Operation::Rows | Operation::Days | Operation::Distinct(_) => true,
            Operation::Mean(_)
            | Operation::Median(_)
            | Operation::P90(_)
            | Operation::MeanOfRatios { .. } => false,
            _ => self
                .columns()
                .iter()
                .all(|name| kind(self.table, name) == Some(Kind::Count)),
        }
    }

    /// Whether it counts events, whole or shared out (conversions).
    pub fn counts_events(&self) -> bool {
        let columns = self.columns();
        let counted =
            |name: &&str| matches!(kind(self.table, name), Some(Kind::Count | Kind::Quantity));
        self.is_count() || (!columns.is_empty() && columns.iter().all(counted))
    }

    /// Whether it sums what of outcomes joined to spend.
    pub fn is_of_joined(&self) -> bool {
        let joined = [REVENUE_JOINED, VALUE, CONTRIBUTION_JOINED, ORDERS_JOINED];
        let is_sum = |name: &&'static str| self.operation == Operation::Sum(name);
        self.table == "conversions" && joined.iter().any(is_sum)
    }

    /// Whether it reads a column that the report computes.
    pub fn is_computed(&self) -> bool {
        let added = |name: &&str| {
            COMPUTED
                .iter()
                .any(|(table, c)| *table == self.table && c.name == *name)
                || COMPUTED_TABLES.iter().any(|table| table.name == self.table)
        };
        self.columns().iter().any(added)
    }
}

/// The table of that name, canonical or computed.
pub(super) fn known_table(name: &str) -> Option<&'static Table> {
    let added = || COMPUTED_TABLES.iter().find(|table| table.name == name);
    table(name).or_else(added)
}

/// The kind of a column, canonical or computed.
pub(super) fn kind(table_name: &str, name: &str) -> Option<Kind> {
    let canonical = known_table(table_name).and_then(|table| table.column(name));
    let added = || {
        COMPUTED
            .iter()
            .find(|(table, c)| *table == table_name && c.name == name)
            .map(|(_, c)| c)
    };
    canonical.or_else(added).map(|column| column.kind)
}

impl fmt::Display for Component {
    /// The text it is parsed from; a mask follows as `where a and (b or c)`.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let table = self.table;
        match &self.operation {
            Operation::Sum(c) => write!(out, "sum({table}.{c}")?,
            Operation::Rows => write!(out, "rows({table}")?,
            Operation::Unique(c) => write!(out, "unique({table}.{c}")?,
            Operation::Uniform { column, basis } => {
                write!(out, "uniform({table}.{column} by {table}.{basis}")?
            }
            Operation::Last(c) => write!(out, "last({table}.{c}")?,
            Operation::First(c) => write!(out, "first({table}.{c}")?,
            Operation::Mean(c) => write!(out, "mean({table}.{c}")?,
            Operation::Days => write!(out, "days({table}")?,
            Operation::Distinct(c) => write!(out, "distinct({table}.{c}")?,
            Operation::Median(c) => write!(out, "median({table}.{c}")?,
            Operation::P90(c) => write!(out, "p90({table}.{c}")?,
            Operation::MeanOfRatios {
                numerators,
                denominator,
            } => {
                let sum: Vec<_> = numerators
                    .iter()
                    .map(|name| format!("{table}.{name}"))
                    .collect();
                write!(
                    out,
                    "mean_of_ratios({} / {table}.{denominator}",
                    sum.join(" + ")
                )?;
            }
        }
        for (at, group) in self.mask.iter().enumerate() {
            out.write_str(if at == 0 { " where " } else { " and " })?;
            match group.as_slice() {
                [one] => out.write_str(one)?,
                several => write!(out, "({})", several.join(" or "))?,
            }
        }
        out.write_str(")")
    }
}
