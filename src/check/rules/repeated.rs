//! Orders that stand in files of two formats, and so count twice.

use crate::check::verdict::Court;
use crate::check::{Case, Place, Rule, Severity};

pub static RULES: [Rule; 1] = [Rule {
    id: "orders-twice",
    title: "The same orders stand in two files",
    severity: Severity::Error,
    about: "orders whose numbers and revenue stand in two files of different formats: they count twice in every figure",
    mend: "leave one of the two files out",
}];

pub fn judge(case: &Case<'_>, court: &mut Court<'_>) {
    if let Some(why) = case.lacks_data() {
        return court.leave(&RULES, why);
    }
    for warning in &case.repeated {
        let place = warning.place.as_ref().map(|place| Place::file(&place.file));
        let mend = warning.hint.as_deref().unwrap_or(RULES[0].mend);
        court.add_mended(&RULES[0], place, &warning.what, "each order once", mend);
    }
}
