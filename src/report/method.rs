//! How figures came about, as plain data for whatever stands beside them: the spreadsheet's sheet, the page's
//! appendix, the manifest of a pack.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize, Serializer};

use crate::metrics::{Metric, Registry, Unit, change_columns};

use super::Table;

/// Rejected rows that are told one by one.
pub const TOLD: usize = 1_000;

/// How figures came about: what they mean, what they rest on, what was left out.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Method {
    /// The program and its version.
    pub program: String,
    /// The command line as it was typed.
    pub command: String,
    /// What the figures cover and what was asked for, in order: the days, the currency, the margin.
    pub settings: Vec<Setting>,
    /// What every column of figures means.
    pub definitions: Vec<Definition>,
    /// Assumptions and what else must be said about the figures, one sentence each.
    pub assumptions: Vec<String>,
    /// What the user was warned of.
    pub warnings: Vec<String>,
    /// Every file that was looked at, in the order of reading.
    pub inputs: Vec<InputFile>,
    /// The first rows that could not be read, at most [`TOLD`]; personal cells are masked.
    pub rejected: Vec<RejectedRow>,
    /// Rows that could not be read, in all.
    pub rejected_in_all: u64,
}

/// Something that was asked for, or that follows from it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Setting {
    /// What.
    pub name: String,
    /// How it stands.
    pub value: String,
}

/// What one column of figures means; fields that do not apply are empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Definition {
    /// The column's name.
    pub name: String,
    /// The name in words.
    pub title: String,
    /// How it is worked out.
    pub formula: String,
    /// What it is measured in.
    pub unit: String,
    /// Its meaning and its pitfall.
    pub note: String,
    /// Whose definition it is.
    pub source: String,
}

/// A table of a file, as it was read. An archive or workbook of several tables has several, with one fingerprint.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct InputFile {
    /// The table as the user would write it, `a.zip/b.csv` inside an archive.
    pub path: String,
    /// The file that holds it.
    pub file: String,
    /// Size of that file in bytes; `None` where it could not be read.
    pub bytes: Option<u64>,
    /// SHA-256 of its bytes as they were read; `None` where it could not be read.
    pub sha256: Option<String>,
    /// What became of it: `ok`, `no rows`, `refused`, `unknown`, `error`.
    pub status: String,
    /// Why, where it was not read.
    pub message: String,
    /// The format's name; empty where none fits.
    pub format: String,
    /// What the format is.
    pub title: String,
    /// The canonical table that it fills.
    pub table: String,
    /// How its bytes were read as text.
    pub encoding: String,
    /// Rows used.
    pub used: u64,
    /// Rows that could not be read.
    pub rejected: u64,
    /// Rows left out by rule, with the reason.
    pub left_out: BTreeMap<String, u64>,
    /// First day of its rows.
    #[serde(serialize_with = "day")]
    pub first_day: Option<NaiveDate>,
    /// Last day of its rows.
    #[serde(serialize_with = "day")]
    pub last_day: Option<NaiveDate>,
}

/// A row that could not be read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct RejectedRow {
    /// The file.
    pub file: String,
    /// First line of the row.
    pub line: u64,
    /// Header of the cell at fault.
    pub column: Option<String>,
    /// What was expected there.
    pub expected: String,
    /// What was found.
    pub found: String,
    /// The row, personal cells masked.
    pub row: String,
}

impl Method {
    /// Takes in a table: its definitions, the days it covers, its constants and its notes, each once.
    pub fn add(&mut self, table: &Table, definitions: Vec<Definition>) {
        if !table.scope.is_empty() {
            self.set("days covered", &table.scope.text);
        }
        for (name, value) in table.constants() {
            self.set(name, &value.human());
        }
        for definition in definitions {
            if !self.definitions.contains(&definition) {
                self.definitions.push(definition);
            }
        }
        for note in &table.notes {
            if !self.assumptions.contains(note) {
                self.assumptions.push(note.clone());
            }
        }
    }

    /// Adds a setting that is not there yet.
    pub fn set(&mut self, name: &str, value: &str) {
        let setting = Setting {
            name: name.replace('_', " "),
            value: value.into(),
        };
        if !self.settings.contains(&setting) {
            self.settings.push(setting);
        }
    }

    /// The last day of the data.
    pub fn last_day(&self) -> Option<NaiveDate> {
        let counts = |input: &&InputFile| input.table != "rates";
        let counted = self.inputs.iter().filter(counts);
        counted.filter_map(|input| input.last_day).max()
    }

    /// Rejected rows beyond those told one by one.
    pub fn untold(&self) -> u64 {
        self.rejected_in_all
            .saturating_sub(self.rejected.len() as u64)
    }
}

/// What the columns of a report mean, by the registry.
pub fn metric_definitions(table: &Table, registry: &Registry) -> Vec<Definition> {
    let shown = |name: &str| table.metrics.iter().any(|column| column.name == name);
    let mut definitions = Vec::new();
    for column in &table.metrics {
        if let Some(metric) = registry.metric(&column.name) {
            definitions.push(definition(metric, &column.unit_label));
            let [previous, difference, growth] = change_columns(metric);
            if shown(&previous) {
                let unit = definitions
                    .last()
                    .map(|known: &Definition| known.unit.clone());
                let unit = unit.unwrap_or_default();
                definitions.extend(changes(metric, &unit, [previous, difference, growth]));
            }
        }
    }
    definitions
}

/// Money is in the currency of the column, where that is known.
fn definition(metric: &Metric, label: &str) -> Definition {
    let unit = match metric.unit {
        Unit::Money if !label.is_empty() => label.to_owned(),
        unit => unit.text().replace('_', " "),
    };
    Definition {
        name: metric.name.clone(),
        title: metric.title.clone(),
        formula: metric.in_words(),
        unit,
        note: metric.note.clone(),
        source: metric.source.clone(),
    }
}

fn changes(
    metric: &Metric,
    unit: &str,
    [previous, difference, growth]: [String; 3],
) -> [Definition; 3] {
    let name = &metric.name;
    let of = |name: String, title: &str, formula: String, unit: &str| Definition {
        name,
        title: format!("{}, {title}", metric.title),
        formula,
        unit: unit.into(),
        ..Definition::default()
    };
    let (relative, relative_unit) = match metric.unit {
        Unit::Rate => (format!("{name} − {previous}"), "percentage points"),
        _ => (format!("({name} − {previous}) / {previous}"), "percent"),
    };
    [
        of(
            previous.clone(),
            "in the period compared with",
            name.clone(),
            unit,
        ),
        of(difference, "change", format!("{name} − {previous}"), unit),
        of(growth, "relative change", relative, relative_unit),
    ]
}

/// ISO, or nothing.
fn day<S: Serializer>(day: &Option<NaiveDate>, serializer: S) -> Result<S::Ok, S::Error> {
    match day {
        Some(day) => serializer.collect_str(day),
        None => serializer.serialize_none(),
    }
}

#[cfg(test)]
mod tests {
    use crate::metrics::registry;
    use crate::report::{MetricColumn, Unit};

    use super::*;

    fn table(columns: &[&str]) -> Table {
        let column = |name: &&str| MetricColumn {
            name: (*name).into(),
            header: (*name).into(),
            unit_label: String::new(),
            unit: Unit::Count,
            rank: 1,
            pinned: false,
            decimals: 2,
        };
        Table {
            scope: "1–30 Sep 2026".into(),
            metrics: columns.iter().map(column).collect(),
            notes: vec!["credited, not caused".into()],
            ..Table::default()
        }
    }

    #[test]
    fn a_change_is_defined_beside_its_metric() {
        let columns = ["ctr", "ctr_previous", "ctr_change", "ctr_change_pp"];
        let found = metric_definitions(&table(&columns), registry());
        let formulas: Vec<(&str, &str)> = found
            .iter()
            .map(|definition| (definition.name.as_str(), definition.formula.as_str()))
            .collect();
        assert_eq!(
            formulas,
            [
                ("ctr", "clicks / impressions, from ad_spend"),
                ("ctr_previous", "ctr"),
                ("ctr_change", "ctr − ctr_previous"),
                ("ctr_change_pp", "ctr − ctr_previous"),
            ]
        );
    }

    #[test]
    fn what_several_tables_share_is_told_once() {
        let mut method = Method::default();
        for columns in [&["spend", "clicks"][..], &["spend", "ctr"]] {
            let table = table(columns);
            method.add(&table, metric_definitions(&table, registry()));
        }
        let names: Vec<&str> = method
            .definitions
            .iter()
            .map(|definition| definition.name.as_str())
            .collect();
        assert_eq!(names, ["spend", "clicks", "ctr"]);
        assert_eq!(method.assumptions, ["credited, not caused"]);
        assert_eq!(method.settings.len(), 1);
    }
}
