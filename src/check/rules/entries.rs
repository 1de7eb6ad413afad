//! Entries of the project that change no figure, though nothing is wrong with them.

use crate::check::verdict::Court;
use crate::check::{Case, Place, Rule, Severity};

pub static RULES: [Rule; 2] = [
    Rule {
        id: "test-empty",
        title: "An experiment has no result",
        severity: Severity::Warning,
        about: "an entry of [[experiments]] without `incrementality` and `cells`, which no assumption names as its source",
        mend: "write what was measured, or take the entry away until the test is over",
    },
    Rule {
        id: "assumption-idle",
        title: "An assumption counts nowhere",
        severity: Severity::Note,
        about: "an assumption on whose days an experiment measured the same and counts before it",
        mend: "take the assumption away, or give it a `period` that no experiment holds for",
    },
];

pub fn judge(case: &Case<'_>, court: &mut Court<'_>) {
    let Some(plan) = &case.plan else {
        return;
    };
    for (rule, entries) in RULES.iter().zip([&plan.empty, &plan.idle]) {
        for entry in entries {
            let place = Some(Place::from(&entry.spot));
            court.add_mended(rule, place, &entry.found, &entry.expected, &entry.mend);
        }
    }
}
