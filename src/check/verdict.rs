//! A case judged by every rule that is asked for.

use super::rules::{GROUPS, rules};
use super::{Case, Finding, Limits, Place, Rule, Settings, Severity};

/// What came of a check.
#[derive(Clone, Debug, Default)]
pub struct Verdict {
    /// The findings: the worst first, then by rule.
    pub findings: Vec<Finding>,
    /// Rules that could not be checked, or not wholly, and why, in the order of rules.
    pub unchecked: Vec<(&'static Rule, String)>,
    /// How many files were looked at.
    pub files: usize,
    /// Where a finding without a place of its own is told: the project file, else the first file.
    pub anchor: Option<String>,
    /// What the reader should know of the whole.
    pub told: Vec<String>,
    /// The working folder, which whole paths of code hosts begin with; empty where it is not known.
    pub folder: String,
}

impl Verdict {
    /// How many findings are that bad.
    pub fn count(&self, severity: Severity) -> usize {
        let same = |finding: &&Finding| finding.severity == severity;
        self.findings.iter().filter(same).count()
    }

    /// How bad the worst is.
    pub fn worst(&self) -> Option<Severity> {
        self.findings.iter().map(|finding| finding.severity).max()
    }

    /// Where a finding is told.
    pub fn place(&self, finding: &Finding) -> Option<Place> {
        let anchor = || self.anchor.as_deref().map(Place::file);
        finding.place.clone().or_else(anchor)
    }
}

/// Judges a case.
pub fn check(case: &Case<'_>, settings: &Settings) -> Verdict {
    // Whatever rules are asked for: over a project with faults none of them says that all is well.
    let mut heard = settings.clone();
    if !case.faults.is_empty() && !heard.only.is_empty() {
        heard.only.push(super::rules::PROJECT.into());
    }
    let mut court = Court {
        settings: &heard,
        findings: Vec::new(),
        unchecked: Vec::new(),
    };
    for group in GROUPS {
        if group.rules.iter().any(|rule| court.hears(rule)) {
            (group.judge)(case, &mut court);
        }
    }
    let order: Vec<&'static Rule> = rules().collect();
    let at = |rule: &Rule| order.iter().position(|known| **known == *rule);
    let (mut findings, mut unchecked) = (court.findings, court.unchecked);
    // What one rule found keeps the order in which it was found, which the rule fixes.
    findings.sort_by(|a, b| {
        let by_rule = || at(a.rule).cmp(&at(b.rule));
        b.severity.cmp(&a.severity).then_with(by_rule)
    });
    unchecked.sort_by_key(|(rule, _)| at(rule));
    unchecked.dedup();
    let first = case.files.first().map(|file| file.path.clone());
    let project = case.plan.as_ref().map(|plan| plan.file.clone());
    let mut paths: Vec<&str> = case.files.iter().map(|file| &file.path[..]).collect();
    paths.sort_unstable();
    paths.dedup();
    Verdict {
        findings,
        unchecked,
        files: paths.len(),
        anchor: project.or(first),
        told: case.told.clone(),
        folder: case.folder.clone(),
    }
}

/// Where rules bring what they find.
pub(super) struct Court<'s> {
    settings: &'s Settings,
    findings: Vec<Finding>,
    unchecked: Vec<(&'static Rule, String)>,
}

impl Court<'_> {
    /// Where good ends.
    pub fn limits(&self) -> &Limits {
        &self.settings.limits
    }

    /// Whether the rule is to be checked.
    pub fn hears(&self, rule: &Rule) -> bool {
        self.settings.severity(rule).is_some()
    }

    /// Adds a finding, mended as its rule says.
    pub fn add(
        &mut self,
        rule: &'static Rule,
        place: Option<Place>,
        found: impl Into<String>,
        expected: impl Into<String>,
    ) {
        self.add_mended(rule, place, found, expected, rule.mend);
    }

    /// Adds a finding that is mended in its own way.
    pub fn add_mended(
        &mut self,
        rule: &'static Rule,
        place: Option<Place>,
        found: impl Into<String>,
        expected: impl Into<String>,
        mend: impl Into<String>,
    ) {
        if let Some(severity) = self.settings.severity(rule) {
            self.findings.push(Finding {
                rule,
                severity,
                place,
                found: found.into(),
                expected: expected.into(),
                mend: mend.into(),
            });
        }
    }

    /// Says that rules could not be checked, or not wholly.
    pub fn leave(&mut self, rules: &'static [Rule], why: impl Into<String>) {
        let why = why.into();
        for rule in rules {
            if self.hears(rule) {
                self.unchecked.push((rule, why.clone()));
            }
        }
    }
}
