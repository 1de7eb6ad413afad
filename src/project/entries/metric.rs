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
    /// Where it stands.
    pub spot: Spot,
}

/// The metrics of the records.
pub fn metrics(records: &[Record], book: &mut Book<'_>) -> Vec<OwnMetric> {
    let mut found: Vec<OwnMetric> = Vec::new();
    for record in records {
        let Some(name) = record.text("name") else {
            continue;
        };
        if let Some(same) = found.iter().find(|known| known.name == name) {
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
        let is_whole = ["title", "unit", "num"].iter().all(|key| record.has(key))
            && record.keys().all(|key| record.value(key).is_some());
        if !is_whole {
            continue;
        }
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
            spot: record.spot("name").clone(),
        });
    }
    found
}
