//! What keeps every figure from being made: contradictions among the files.

use crate::check::verdict::Court;
use crate::check::{Case, Rule, Severity};

pub static RULES: [Rule; 1] = [Rule {
    id: "unsafe-figures",
    title: "No figure can be made safely",
    severity: Severity::Error,
    about: "files that contradict each other, currencies without a rate, rows that cross the bounds of the period",
    mend: "mend the files, or say by an option how they are meant",
}];

pub fn judge(case: &Case<'_>, court: &mut Court<'_>) {
    if let Some((what, hint)) = &case.stopped {
        let mend = hint.as_deref().unwrap_or(RULES[0].mend);
        court.add_mended(&RULES[0], None, what, "files that agree", mend);
    }
}
