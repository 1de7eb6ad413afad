//! Text to records: TOML and sheets, by the tables of keys, with the place of everything and every fault collected.

mod broken;
mod cell;
mod document;
mod figure;
mod headers;
mod marks;
mod mended;
mod number;
mod percent;
mod record;
mod sheet;

pub use cell::SCOPES;
pub use document::{Document, read};
pub use marks::Marks;
pub use record::{Condition, Located, Record, Value};
pub use sheet::{Sheet, rows};

use crate::error::{Fault, Spot};
use crate::schema::nearest;

use super::fields::Section;

/// Where faults are collected, and what names are known.
#[derive(Clone, Debug, Default)]
pub struct Faults {
    /// What was found wrong.
    pub list: Vec<Fault>,
    /// Metrics that targets may name.
    pub metrics: Vec<String>,
    /// Those of them that are shares, from 0 to 1.
    pub shares: Vec<String>,
    /// Attribution models.
    pub models: Vec<String>,
    /// Rules of `check`.
    pub rules: Vec<String>,
    /// Assumptions without source, owner and date are taken.
    pub allow_undocumented: bool,
}

impl Faults {
    /// Adds one.
    pub fn add(
        &mut self,
        spot: &Spot,
        key: impl Into<String>,
        expected: impl Into<String>,
        found: impl Into<String>,
        hint: Option<String>,
    ) {
        self.list.push(Fault {
            spot: spot.clone(),
            key: key.into(),
            expected: expected.into(),
            found: found.into(),
            hint,
        });
    }

    /// A key that the section does not have.
    fn unknown_key(&mut self, spot: &Spot, path: &str, typed: &str, section: &Section) {
        let expected = if section.name.is_empty() {
            "a key of the project file".to_owned()
        } else {
            format!("a key of {}", section.name)
        };
        let hint = nearest(typed, section.keys()).map_or_else(
            || {
                let keys: Vec<&str> = section.keys().collect();
                format!("keys: {}", keys.join(", "))
            },
            |near| format!("did you mean `{near}`?"),
        );
        self.add(spot, path, expected, shown(typed), Some(hint));
    }

    /// Required keys that a record lacks, all in one fault.
    fn lacking(&mut self, path: &str, record: &Record, section: &Section, form: Form) {
        let is_let_off = |key: &&str| {
            let is_shown = ["assumptions", "experiments"].contains(&section.name);
            self.allow_undocumented && is_shown && EVIDENCE.contains(key)
        };
        let needed = section
            .required()
            .filter(|key| !record.has(key) && !is_let_off(key));
        let keys: Vec<String> = needed.map(|key| format!("`{key}`")).collect();
        let expected = match &keys[..] {
            [] => return,
            [one] => one.clone(),
            [first @ .., last] => format!("{} and {last}", first.join(", ")),
        };
        let name = record
            .name()
            .map_or_else(String::new, |name| format!(" {name}"));
        let found = if keys.len() == 1 {
            "nothing"
        } else {
            "none of them"
        };
        // What is said of the evidence that is missing says nothing of a figure that is.
        let is_evidence = |key: &str| EVIDENCE.iter().any(|own| key == format!("`{own}`"));
        let has_evidence = section.required().any(|key| EVIDENCE.contains(&key));
        let is_about = !has_evidence || keys.iter().all(|key| is_evidence(key));
        let hint = if section.lack.is_empty() || !is_about {
            let lacked = section
                .fields
                .iter()
                .find(|field| keys[0] == format!("`{}`", field.key));
            lacked.map(|field| match form {
                Form::Toml => format!("write `{} = {}`", field.key, field.example),
                Form::Cells => {
                    format!("fill in its cell, like {}", field.example.trim_matches('"'))
                }
            })
        } else {
            Some(section.lack.to_owned())
        };
        self.add(&record.spot, format!("{path}{name}"), expected, found, hint);
    }
}

/// Keys that say where a figure comes from.
const EVIDENCE: [&str; 3] = ["source", "owner", "date"];

/// How a record is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    /// As keys and values.
    Toml,
    /// As a row of a sheet.
    Cells,
}

/// A text as messages quote it: in backticks, on one line, cut where it is long.
pub fn shown(text: &str) -> String {
    let flat: String = text
        .chars()
        .map(|letter| if letter.is_control() { ' ' } else { letter })
        .collect();
    if flat.chars().count() > 40 {
        let start: String = flat.chars().take(39).collect();
        format!("`{start}…`")
    } else {
        format!("`{flat}`")
    }
}
