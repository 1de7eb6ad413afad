//! Where figures come from: both sides of each, and what every file gives to each of their sums.

use std::collections::HashMap;

use serde::{Serialize, Serializer};

use crate::error::Result;
use crate::metrics::{Component, Metric, sides};
use crate::schema::{Amount, col};

use super::dataset::Dataset;
use super::figures::Figures;
use super::keys::Key;

/// What one file gives to a sum.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FromFile {
    /// The file.
    pub file: String,
    /// Rows of it in scope.
    pub rows: u64,
    /// Rows that count in the sum.
    pub counted: u64,
    /// Their sum, exact.
    #[serde(serialize_with = "exact")]
    pub sum: Option<Amount>,
}

/// One sum of a formula.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Part {
    /// The sum as the registry writes it, with the rows it is restricted to.
    pub component: String,
    /// Its value; `None` where the column was not supplied.
    #[serde(serialize_with = "exact")]
    pub sum: Option<Amount>,
    /// Rows in scope.
    pub rows: u64,
    /// Rows that count: not blank, and with the other side of the ratio.
    pub counted: u64,
    /// By file.
    pub files: Vec<FromFile>,
}

/// Both sides of a figure, and the sums they are made of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Trace {
    /// The formula of the numerator.
    pub numerator: String,
    /// What the numerator comes to.
    #[serde(serialize_with = "exact")]
    pub numerator_value: Option<Amount>,
    /// The formula of the denominator.
    pub denominator: Option<String>,
    /// What the denominator comes to.
    #[serde(serialize_with = "exact")]
    pub denominator_value: Option<Amount>,
    /// Every sum.
    pub parts: Vec<Part>,
}

/// Sums by group, by group and file, and which of the latter are of a group.
type ByGroup = (Figures, Figures, HashMap<Vec<String>, Vec<usize>>);

/// Traces all figures of a report, from sums that are made once.
pub struct Tracer {
    whole: Figures,
    /// Without keys there are no groups.
    groups: Option<ByGroup>,
}

impl Tracer {
    /// Sums the metrics over a narrowed dataset, by these keys.
    ///
    /// # Errors
    /// As [`Figures::of`].
    pub fn of(dataset: &Dataset, keys: &[Key], metrics: &[&Metric], spread: bool) -> Result<Self> {
        let file = Key::Name(col::FILE);
        let whole = Figures::of(dataset, std::slice::from_ref(&file), metrics, spread)?;
        if keys.is_empty() {
            return Ok(Self {
                whole,
                groups: None,
            });
        }
        let by_file = [keys, &[file]].concat();
        let by_file = Figures::of(dataset, &by_file, metrics, spread)?;
        let mut files: HashMap<Vec<String>, Vec<usize>> = HashMap::new();
        for (at, group) in by_file.groups.iter().enumerate() {
            let own = group[..keys.len()].to_vec();
            files.entry(own).or_default().push(at);
        }
        let by_key = Figures::of(dataset, keys, metrics, spread)?;
        Ok(Self {
            whole,
            groups: Some((by_key, by_file, files)),
        })
    }

    /// The sums over everything.
    pub fn whole(&self) -> &Figures {
        &self.whole
    }

    /// Where the figure of a metric over a group comes from, or over everything.
    pub fn trace(&self, metric: &Metric, group: Option<&[String]>) -> Trace {
        let total = |component: &Component| match (&self.groups, group) {
            (Some((figures, ..)), Some(group)) => figures.total(component, Some(group)),
            _ => self.whole.total(component, None),
        };
        let (numerator, denominator) = sides(metric, &total);
        let mut seen: Vec<&Component> = Vec::new();
        for component in metric.components() {
            if !seen.contains(&component) {
                seen.push(component);
            }
        }
        let part = |component: &Component| {
            let whole = total(component);
            Part {
                component: component.to_string(),
                sum: whole.sum,
                rows: whole.rows,
                counted: whole.n,
                files: self.files(component, group),
            }
        };
        Trace {
            numerator: metric.numerator.to_string(),
            numerator_value: numerator.ok(),
            denominator: metric.denominator.as_ref().map(ToString::to_string),
            denominator_value: denominator.and_then(std::result::Result::ok),
            parts: seen.into_iter().map(part).collect(),
        }
    }

    fn files(&self, component: &Component, group: Option<&[String]>) -> Vec<FromFile> {
        if let (Some((_, figures, _)), Some(group)) = (&self.groups, group)
            && figures.is_of_days(component)
        {
            let own = figures.of_days(component, group).into_iter();
            let own = own.map(|(file, total)| FromFile {
                file,
                rows: total.rows,
                counted: total.n,
                sum: total.sum,
            });
            return own.collect();
        }
        let (figures, places) = match (&self.groups, group) {
            (Some((_, figures, files)), Some(group)) => {
                (figures, files.get(group).cloned().unwrap_or_default())
            }
            _ => (&self.whole, (0..self.whole.groups.len()).collect()),
        };
        let from = |at: usize| {
            let group = &figures.groups[at];
            let total = figures.total(component, Some(group));
            (total.rows > 0).then(|| FromFile {
                file: group.last().cloned().unwrap_or_default(),
                rows: total.rows,
                counted: total.n,
                sum: total.sum,
            })
        };
        places.into_iter().filter_map(from).collect()
    }
}

/// As text, because a float in between would lose digits.
fn exact<S: Serializer>(
    amount: &Option<Amount>,
    serializer: S,
) -> std::result::Result<S::Ok, S::Error> {
    match amount {
        Some(amount) => serializer.collect_str(amount),
        None => serializer.serialize_none(),
    }
}
