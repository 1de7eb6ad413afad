//! Metrics of the project's own.

use crate::error::Spot;
use crate::project::read::{Record, Value};

use super::Book;

/// A metric of the project's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnMetric {
    /// Its column.
    pub name: String,
    /// Its record in the form of the metric registry: TOML.
    pub toml: String,
    /// Its formulas and where each stands: `num`, `den`.
    pub formulas: Vec<(&'static str, String, Spot)>,
    /// Nothing of it is missing and all can be read; a metric with less is not computed.
    pub whole: bool,
    /// Where it stands.
    pub spot: Spot,
}

/// The metrics of the records.
pub fn metrics(records: &[Record], book: &mut Book<'_>) -> Vec<OwnMetric> {
    let mut found: Vec<OwnMetric> = Vec::new();
    for record in records {
        let name = record.text("name").unwrap_or_default();
        let same = found.iter().find(|known| known.name == name);
        if let Some(same) = same.filter(|_| !name.is_empty()) {
            let twice = format!(
                "`{name}` again, after {}:{}",
                same.spot.file, same.spot.line
            );
            book.fault(
                record.spot("name"),
                "metrics.name",
                "each metric once",
                twice,
                "",
            );
        }
        // What is missing or cannot be read is told already.
        let needed = ["name", "title", "unit", "num"];
        let whole = needed.iter().all(|key| record.has(key))
            && record.keys().all(|key| record.value(key).is_some());
        let formula = |key: &'static str| {
            let text = record.text(key)?;
            Some((key, text, record.spot(key).clone()))
        };
        let lines = record.keys().filter_map(|key| {
            let value = match record.value(key)? {
                Value::Text(text) => toml::Value::from(text.as_str()),
                Value::Texts(texts) => toml::Value::from(
                    texts
                        .iter()
                        .map(|text| text.value.as_str())
                        .collect::<Vec<_>>(),
                ),
                _ => return None,
            };
            Some(format!("{key} = {value}\n"))
        });
        let body: String = lines.collect();
        found.push(OwnMetric {
            name,
            toml: format!("[[metric]]\n{body}"),
            formulas: ["num", "den"].into_iter().filter_map(formula).collect(),
            whole,
            spot: record.spot("name").clone(),
        });
    }
    found
}
