//! The formulas of a saved ledger, evaluated again with other inputs.
//!
//! A formula is written with ` + `, ` − `, ` × `, ` / ` and brackets over keys of inputs and numbers, as the ledger prints
//! them. What a formula does not reproduce is not supposed: [`Model::of`] then gives nothing.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::schema::col;

/// Relative distance within which a formula reproduces what the ledger says: both are the nearest floats of exact money.
const NEAR: f64 = 1e-9;

/// Lines, costs and inputs of a saved ledger.
pub struct Model {
    /// Formulas of lines that count, and what of each counts.
    values: Vec<String>,
    /// Formulas of costs, and the share of each that counts.
    costs: Vec<(String, f64)>,
    /// Inputs by key.
    pub inputs: BTreeMap<String, f64>,
}

impl Model {
    /// That of a ledger; `None` where its formulas do not give its own ROI.
    pub fn of(ledger: &Value) -> Option<Self> {
        let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let inputs = list(&ledger["inputs"]);
        let inputs = inputs
            .iter()
            .filter_map(|input| Some((text(&input["key"]), input["base"].as_f64()?)));
        let lines = list(&ledger["lines"]);
        let counted = lines.iter().filter(|line| line["include"] == true);
        let costs = list(&ledger["cost"]["lines"]);
        let costs = costs.iter().map(|line| {
            let (amount, counted) = (line["amount"].as_f64()?, line["counted"].as_f64()?);
            let share = if amount == 0.0 { 1.0 } else { counted / amount };
            Some((text(&line["formula"]), share))
        });
        let model = Self {
            values: counted.map(|line| text(&line["formula"])).collect(),
            costs: costs.collect::<Option<_>>()?,
            inputs: inputs.collect(),
        };
        let told = ledger["roi"][col::VALUE].as_f64()?;
        let found = model.roi(&model.inputs)?;
        ((found - told).abs() <= NEAR * told.abs().max(1.0)).then_some(model)
    }

    /// The ROI with these inputs; `None` without cost.
    pub fn roi(&self, inputs: &BTreeMap<String, f64>) -> Option<f64> {
        let evaluate = |formula: &String| evaluated(formula, inputs);
        let value: f64 = self.values.iter().map(evaluate).sum::<Option<f64>>()?;
        let cost = |(formula, share): &(String, f64)| Some(evaluate(formula)? * share);
        let cost: f64 = self.costs.iter().map(cost).sum::<Option<f64>>()?;
        (cost != 0.0).then(|| (value - cost) / cost)
    }

    /// What other values of some inputs alone do to the ROI.
    pub fn effect(&self, others: &[(&str, f64)]) -> Option<f64> {
        let mut inputs = self.inputs.clone();
        for (key, value) in others {
            *inputs.get_mut(*key)? = *value;
        }
        Some(self.roi(&inputs)? - self.roi(&self.inputs)?)
    }
}

/// A formula's value; `None` where it cannot be read, names what is not there, or divides by zero.
fn evaluated(formula: &str, inputs: &BTreeMap<String, f64>) -> Option<f64> {
    let spaced = formula.replace('(', " ( ").replace(')', " ) ");
    let mut words = spaced.split_whitespace().peekable();
    let found = sum(&mut words, inputs)?;
    words.next().is_none().then_some(found)
}

type Words<'w> = std::iter::Peekable<std::str::SplitWhitespace<'w>>;

fn sum(words: &mut Words<'_>, inputs: &BTreeMap<String, f64>) -> Option<f64> {
    let mut found = product(words, inputs)?;
    while let Some(mark) = words.next_if(|word| ["+", "−"].contains(word)) {
        let next = product(words, inputs)?;
        found += if mark == "+" { next } else { -next };
    }
    Some(found)
}

fn product(words: &mut Words<'_>, inputs: &BTreeMap<String, f64>) -> Option<f64> {
    let mut found = single(words, inputs)?;
    while let Some(mark) = words.next_if(|word| ["×", "/"].contains(word)) {
        let next = single(words, inputs)?;
        if mark == "×" {
            found *= next;
        } else if next == 0.0 {
            return None;
        } else {
            found /= next;
        }
    }
    Some(found)
}

fn single(words: &mut Words<'_>, inputs: &BTreeMap<String, f64>) -> Option<f64> {
    match words.next()? {
        "(" => {
            let found = sum(words, inputs)?;
            (words.next()? == ")").then_some(found)
        }
        word => inputs.get(word).copied().or_else(|| word.parse().ok()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_evaluated_as_they_read() {
        let inputs = [
            ("a", 2.0),
            ("b", 3.0),
            ("rate_community manager", 9.0),
            ("zero", 0.0),
        ];
        let inputs: BTreeMap<String, f64> = inputs
            .into_iter()
            .map(|(key, value)| (key.to_owned(), value))
            .collect();
        for (formula, value) in [
            ("a", Some(2.0)),
            ("a + b × a", Some(8.0)),
            ("(b − a) × b / 60", Some(0.05)),
            ("b / (a × a)", Some(0.75)),
            ("b − (a − b)", Some(4.0)),
            ("a / zero", None),
            ("a + ", None),
            ("a b", None),
            ("unknown × a", None),
            ("(a", None),
        ] {
            assert_eq!(evaluated(formula, &inputs), value, "{formula}");
        }
    }
}
