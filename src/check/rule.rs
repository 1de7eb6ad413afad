//! One rule: its name, how bad what it finds is, what it is about and what to do.

use super::Severity;

/// A rule.
#[derive(Debug)]
pub struct Rule {
    /// Its name in settings and output: words with hyphens.
    pub id: &'static str,
    /// What it finds, in a few words.
    pub title: &'static str,
    /// How bad that is, where the project does not say.
    pub severity: Severity,
    /// What it looks at and why, in a sentence.
    pub about: &'static str,
    /// What to do about a finding.
    pub mend: &'static str,
}

impl PartialEq for Rule {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}
