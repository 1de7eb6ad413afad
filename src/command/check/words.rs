//! What the words of `check` mean: form, rules, limits, which findings fail.

use std::path::Path;

use crate::check::{Limits, Settings, Severity, rule, rules};
use crate::error::{Error, Result};
use crate::project::CheckSettings;
use crate::report::ledger::Bands;

/// A form of output.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// For people.
    Text,
    /// For programs.
    Json,
    /// For code hosts and editors.
    Sarif,
    /// For GitHub's annotations.
    GitHub,
}

impl Form {
    /// By name, else by the file's name.
    ///
    /// # Errors
    /// Any other name.
    pub fn of(name: Option<&str>, file: Option<&Path>) -> Result<Self> {
        let path = file.map(|path| path.to_string_lossy().to_lowercase());
        let ends = |end: &str| path.as_ref().is_some_and(|path| path.ends_with(end));
        match name {
            None if ends(".sarif") || ends(".sarif.json") => Ok(Self::Sarif),
            None if ends(".json") => Ok(Self::Json),
            None | Some("text" | "table") => Ok(Self::Text),
            Some("json") => Ok(Self::Json),
            Some("sarif") => Ok(Self::Sarif),
            Some("github") => Ok(Self::GitHub),
            Some(other) => Err(Error::BadOption {
                what: format!("--format {other}"),
                why: "expected text, json, sarif or github".into(),
            }),
        }
    }
}

/// From which severity on a finding makes the check fail; `None` for never. `--strict` takes warnings in.
///
/// # Errors
/// Any other word.
pub fn fail_on(text: Option<&str>, strict: bool) -> Result<Option<Severity>> {
    match text {
        None if strict => Ok(Some(Severity::Warning)),
        None => Ok(Some(Severity::Error)),
        Some("never") => Ok(None),
        Some(name) => match Severity::named(name) {
            Some(bound) if strict => Ok(Some(bound.min(Severity::Warning))),
            Some(bound) => Ok(Some(bound)),
            None => Err(Error::BadOption {
                what: format!("--fail-on {name}"),
                why: "expected error, warning, note or never".into(),
            }),
        },
    }
}

/// The rules that were typed, and what the project says of limits and severities.
///
/// # Errors
/// An unknown rule, with the nearest.
pub fn settings(typed: Option<&str>, project: &CheckSettings) -> Result<Settings> {
    let mut only = Vec::new();
    for name in typed.iter().flat_map(|names| names.split(',')) {
        let name = name.trim();
        if rule(name).is_none() {
            let near = crate::schema::nearest(name, rules().map(|rule| rule.id));
            return Err(Error::UnknownName {
                what: "rule",
                name: name.into(),
                nearest: near.map(str::to_owned).into_iter().collect(),
            });
        }
        only.push(name.to_owned());
    }
    let severities = project.severities.iter();
    Ok(Settings {
        limits: limits(project),
        severities: severities
            .map(|(rule, word)| (rule.clone(), Severity::named(word)))
            .collect(),
        only,
    })
}

fn limits(project: &CheckSettings) -> Limits {
    let own = Limits::default();
    let or = |amount: Option<crate::schema::Amount>, default: f64| {
        amount.map_or(default, crate::schema::Amount::to_f64)
    };
    Limits {
        join_rate: or(project.join_rate, own.join_rate),
        pacing: bands(project),
        waste_factor: or(project.waste_factor, own.waste_factor),
        target_near: or(project.target_near, own.target_near),
        expires_months: or(project.expires_months, own.expires_months.into()) as u32,
    }
}

/// How far from the plan a pace may be, as the project says.
pub fn bands(project: &CheckSettings) -> Bands {
    let own = Bands::default();
    let or = |amount: Option<crate::schema::Amount>, default: f64| {
        amount.map_or(default, crate::schema::Amount::to_f64)
    };
    let watch = or(project.pacing_watch, own.watch);
    Bands {
        watch,
        act: or(project.pacing_act, own.act.max(watch)),
    }
}
