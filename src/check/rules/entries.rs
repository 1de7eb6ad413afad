//! Entries of the project that change no figure, though nothing is wrong with them.

use crate::check::verdict::Court;
use crate::check::{Case, Place, Rule, Severity};

pub static RULES: [Rule; 4] = [
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
    Rule {
        id: "media-whose",
        title: "A media cost does not say of which platform it is",
        severity: Severity::Note,
        about: "a media cost on days of exported media that names no platform, and no vendor who is one: without a vendor it is taken to be in the exports, with one to be beside them",
        mend: "name its `platform`: that of the export that holds it, or whoever was paid beside them",
    },
    Rule {
        id: "entry-outside",
        title: "Costs or hours are of days without data",
        severity: Severity::Note,
        about: "costs and hours before the first month of the files, so that no figure of them counts these",
        mend: "correct the year of the `period`, or add the exports of these days",
    },
];

pub fn judge(case: &Case<'_>, court: &mut Court<'_>) {
    let Some(plan) = &case.plan else {
        return;
    };
    for (rule, entries) in RULES
        .iter()
        .zip([&plan.empty, &plan.idle, &plan.whose, &plan.outside])
    {
        for entry in entries {
            let place = Some(Place::from(&entry.spot));
            court.add_mended(rule, place, &entry.found, &entry.expected, &entry.mend);
        }
    }
}
