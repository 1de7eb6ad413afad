//! What is wrong in the project file and its sheets.

use crate::check::verdict::Court;
use crate::check::{Case, Place, Rule, Severity};

pub static RULES: [Rule; 1] = [Rule {
    id: "project",
    title: "The project file is wrong",
    severity: Severity::Error,
    about: "an entry of the project file or of its sheets that cannot be taken as it stands; other commands stop there",
    mend: "correct the entry; `social-roi help project` lists the keys",
}];

pub fn judge(case: &Case<'_>, court: &mut Court<'_>) {
    for fault in &case.faults {
        let found = match &fault.key[..] {
            "" => fault.found.clone(),
            key => format!("{key}: {}", fault.found),
        };
        let mend = fault.hint.as_deref().unwrap_or(RULES[0].mend);
        let place = Some(Place::from(&fault.spot));
        court.add_mended(&RULES[0], place, found, &fault.expected, mend);
    }
}
