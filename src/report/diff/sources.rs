//! Files that two results rest on: the same, others, gone, new.

use serde_json::Value;

use crate::schema::col;

use super::{Cause, Diff};

/// A file with all its tables.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Source {
    path: String,
    is_rates: bool,
    hash: String,
    used: u64,
    rejected: u64,
    days: Option<(String, String)>,
}

/// The files of a basis, each once, in order.
fn sources(inputs: &[Value]) -> Vec<Source> {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let mut found: Vec<Source> = Vec::new();
    for input in inputs {
        let path = text(&input[col::PATH]);
        let at = found.iter().position(|known| known.path == path);
        let at = at.unwrap_or_else(|| {
            found.push(Source {
                path,
                hash: text(&input["sha256"]),
                is_rates: input["table"] == "rates",
                ..Source::default()
            });
            found.len() - 1
        });
        let source = &mut found[at];
        source.used += input["used"].as_u64().unwrap_or_default();
        source.rejected += input["rejected"].as_u64().unwrap_or_default();
        let days = (text(&input["first_day"]), text(&input["last_day"]));
        if !days.0.is_empty() {
            source.days = Some(match source.days.take() {
                Some((first, last)) => (first.min(days.0), last.max(days.1)),
                None => days,
            });
        }
    }
    found
}

impl Source {
    /// Rows, days and the beginning of the SHA-256, in words.
    fn told(&self) -> Vec<String> {
        let rows = if self.used == 1 { "row" } else { "rows" };
        let rows = match self.rejected {
            0 => format!("{} {rows}", self.used),
            rejected => format!("{} {rows}, {rejected} rejected", self.used),
        };
        let days = self.days.as_ref();
        let days = days.map_or_else(String::new, |(first, last)| format!("{first} to {last}"));
        let hash = self
            .hash
            .get(..12)
            .map_or_else(String::new, |hash| format!("sha256 {hash}"));
        vec![rows, days, hash]
    }
}

/// Adds the files that differ: by their path, else by their bytes under another path, which change nothing.
pub fn compared(before: &[Value], after: &[Value], found: &mut Diff) {
    let (then, now) = (sources(before), sources(after));
    let of = |sources: &[Source], path: &str| -> Option<Source> {
        sources.iter().find(|source| source.path == path).cloned()
    };
    let same_bytes = |sources: &[Source], source: &Source| {
        let same = |other: &&Source| !other.hash.is_empty() && other.hash == source.hash;
        sources.iter().any(|other| same(&other))
    };
    let mut add = |source: &Source, sides: (Vec<String>, Vec<String>)| {
        let (before, after) = differing(&sides.0, &sides.1);
        found.causes.push(Cause {
            kind: if source.is_rates { "rates" } else { "source" },
            what: source.path.clone(),
            before,
            after,
            ..Cause::default()
        });
    };
    for source in &then {
        match of(&now, &source.path) {
            Some(other) if other != *source => add(source, (source.told(), other.told())),
            Some(_) => {}
            None if same_bytes(&now, source) => {}
            None => add(source, (source.told(), Vec::new())),
        }
    }
    for source in &now {
        if of(&then, &source.path).is_none() && !same_bytes(&then, source) {
            add(source, (Vec::new(), source.told()));
        }
    }
}

/// The parts that differ, where both sides have parts.
pub fn differing(before: &[String], after: &[String]) -> (String, String) {
    let joined = |parts: &[String], others: &[String]| {
        let is_new =
            |(at, part): &(usize, &String)| others.is_empty() || others.get(*at) != Some(*part);
        let parts = parts.iter().enumerate().filter(is_new);
        let parts: Vec<&str> = parts
            .map(|(_, part)| &part[..])
            .filter(|part| !part.is_empty())
            .collect();
        parts.join("; ")
    };
    (joined(before, after), joined(after, before))
}
