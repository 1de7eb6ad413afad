//! The lines of a saved ledger with their formulas: what its value and its full cost are made of.
//!
//! What the formulas do not reproduce is not supposed: [`Model::holds`] is false then, and no effect is told.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::ledger::{Record, one_figure};
use crate::schema::col;

use super::figures::line_title;
use super::formula::{Formula, near};
use super::records::goes_by;

/// A value or a cost.
#[derive(Clone, Debug, Default)]
pub struct Line {
    /// What it is, whatever its number: the same in two ledgers where it is the same thing.
    pub identity: Vec<String>,
    /// The note that tells it apart from what is alike otherwise; empty where none was said.
    pub detail: String,
    /// What it is, for people.
    pub title: String,
    /// The id of a line of value; empty for costs.
    pub id: String,
    /// Whether it is a cost.
    pub is_cost: bool,
    /// Whether an export of an ad platform says it.
    pub is_exported: bool,
    /// The days it is for, as they are written.
    pub period: String,
    /// What it comes to by the ledger's own word, before the share that counts.
    pub amount: Option<f64>,
    /// The share of it that counts: 0 of a line that is left out.
    pub share: f64,
    /// What covers the rest.
    pub covered_by: String,
    /// The formula; `None` where it cannot be read.
    pub formula: Option<Formula>,
    /// How it is credited, graded and left out, in words.
    pub method: Vec<String>,
}

/// A saved ledger as far as it can be worked out again.
#[derive(Clone, Debug, Default)]
pub struct Model {
    /// Lines of value, then costs.
    pub lines: Vec<Line>,
    /// Values of inputs by key.
    pub inputs: BTreeMap<String, f64>,
    /// Of records that are one figure with another input (the margins of lines, a κ that several lines weigh), its key.
    pub records: BTreeMap<String, String>,
    /// What counts of the lines of value, and the full cost; `None` where a formula cannot be worked out.
    pub sums: Option<(f64, f64)>,
    /// The ROI as the ledger says it.
    pub roi: Option<f64>,
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

impl Model {
    /// That of a ledger.
    pub fn of(ledger: &Value) -> Self {
        let inputs = list(&ledger["inputs"]).iter();
        let inputs: BTreeMap<String, f64> = inputs
            .filter_map(|input| Some((text(&input["key"]), input["base"].as_f64()?)))
            .collect();
        let values = list(&ledger["lines"]).iter();
        let costs = list(&ledger["cost"]["lines"]).iter();
        let lines = values
            .map(|line| value_line(line, &inputs))
            .chain(costs.map(|line| cost_line(line, &inputs)))
            .collect();
        let mut model = Self {
            lines,
            records: records(list(&ledger["inputs"])),
            inputs,
            sums: None,
            roi: ledger["roi"][col::VALUE].as_f64(),
        };
        model.sums = model.summed(false).zip(model.summed(true));
        model
    }

    fn summed(&self, is_cost: bool) -> Option<f64> {
        let own = self.lines.iter().filter(|line| line.is_cost == is_cost);
        let counted = own.filter(|line| line.share != 0.0);
        counted.map(|line| self.counted(line)).sum()
    }

    /// What of a line counts, by its formula.
    pub fn counted(&self, line: &Line) -> Option<f64> {
        if line.share == 0.0 {
            return Some(0.0);
        }
        let value = line.formula.as_ref()?.value(&|key| self.input(key))?;
        Some(value * line.share)
    }

    /// The value of an input.
    pub fn input(&self, key: &str) -> Option<f64> {
        self.inputs.get(key).copied()
    }

    /// The key that an input goes by.
    pub fn name<'m>(&'m self, key: &'m str) -> &'m str {
        self.records.get(key).map_or(key, String::as_str)
    }

    /// Whether its formulas give its own ROI.
    pub fn holds(&self) -> bool {
        let found = self.sums.filter(|(_, cost)| *cost != 0.0);
        let found = found.map(|(value, cost)| (value - cost) / cost);
        found
            .zip(self.roi)
            .is_some_and(|(found, told)| near(found, told))
    }
}

/// Inputs that are one figure with another one, and its key.
fn records(inputs: &[Value]) -> BTreeMap<String, String> {
    fn record(input: &Value) -> Option<Record<'_>> {
        Some(Record {
            key: input["key"].as_str()?,
            goes_by: goes_by(input),
            is_measured: input["kind"] == "measured",
            place: input["place"].as_str(),
        })
    }
    let records: Vec<Record> = inputs.iter().filter_map(record).collect();
    let one = one_figure(&records).into_iter();
    one.map(|(key, of)| (key.to_owned(), of.to_owned()))
        .collect()
}

/// The inputs of a ledger, with the mean in the place of a figure that has several records: that is what its effect is of.
pub fn told(ledger: &Value) -> Vec<Value> {
    let means = list(&ledger["means"]);
    let inputs = list(&ledger["inputs"]).iter();
    let told = inputs.map(|input| {
        let mean = means.iter().find(|mean| mean["key"] == input["key"]);
        mean.unwrap_or(input).clone()
    });
    told.collect()
}

fn formula(line: &Value, amount: Option<f64>, inputs: &BTreeMap<String, f64>) -> Option<Formula> {
    let keys: Vec<String> = list(&line["inputs"]).iter().map(text).collect();
    // Ledgers that name no keys beside a formula: any of theirs may be meant.
    let keys = match keys.is_empty() {
        false => keys,
        true => vec![text(&line["formula"])],
    };
    let value = |key: &str| inputs.get(key).copied();
    Formula::read(line["formula"].as_str()?, &keys, amount, &value)
}

fn value_line(line: &Value, inputs: &BTreeMap<String, f64>) -> Line {
    let amount = line["amount"][col::VALUE].as_f64();
    let is_counted = line["include"] == true;
    // On days that another line covers it does not count.
    let part = line["part"]["counted"].as_f64().zip(amount);
    let share = match part {
        _ if !is_counted => 0.0,
        Some((counted, amount)) if amount != 0.0 => counted / amount,
        _ => 1.0,
    };
    let [id, title, scope] = ["id", "title", "scope"].map(|key| text(&line[key]));
    let title = line_title(&id, &title, &scope);
    let mut method: Vec<String> = ["method", "grade"].map(|key| text(&line[key])).to_vec();
    method.push(match is_counted {
        true => String::new(),
        false => "not counted".into(),
    });
    Line {
        identity: vec![id.clone()],
        title,
        id,
        period: text(&line["period"]),
        amount,
        share,
        formula: formula(line, amount, inputs),
        method,
        ..Line::default()
    }
}

fn cost_line(line: &Value, inputs: &BTreeMap<String, f64>) -> Line {
    let (amount, counted) = (line["amount"].as_f64(), line["counted"].as_f64());
    let share = match amount.zip(counted) {
        Some((amount, counted)) if amount != 0.0 => counted / amount,
        _ => 1.0,
    };
    let said = |key: &str| text(&line[key]);
    let [kind, function, recorded] = ["cost_type", "function", "recorded_in"].map(said);
    let [platform, note, more] = ["platform", "note", "detail"].map(said);
    let mut of = kind.clone();
    if !function.is_empty() {
        of.push_str(&format!(", {function}"));
    }
    let mut names: Vec<&str> = Vec::new();
    for name in [&platform, &note, &more] {
        if !name.is_empty() && !names.contains(&&name[..]) {
            names.push(name);
        }
    }
    let title = match names.is_empty() {
        true => of,
        false => format!("{of}: {}", names.join(", ")),
    };
    let is_exported = recorded == "export";
    Line {
        identity: vec![kind, function, recorded, platform, note],
        detail: more,
        title,
        is_cost: true,
        is_exported,
        period: said("period"),
        amount,
        share,
        covered_by: said("covered_by"),
        formula: formula(line, amount, inputs),
        ..Line::default()
    }
}
