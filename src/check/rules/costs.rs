//! Whether the cost is full and the value a value (metric G-15).

use crate::check::verdict::Court;
use crate::check::{Case, Rule, Severity};
use crate::schema::CostType;

pub static RULES: [Rule; 3] = [
    Rule {
        id: "labour-cost",
        title: "No hours of people on record: ROI is overstated",
        severity: Severity::Warning,
        about: "labour is mostly the largest cost beside media; without it every ROI is too high",
        mend: "hours under [[labour]] of the project file, or `--cost labour=12000`",
    },
    Rule {
        id: "cost-types",
        title: "Types of cost are missing",
        severity: Severity::Note,
        about: "which of the eight types of a full cost are on record: media, tools, agency, content, creators, labour, training, overhead",
        mend: "amounts under [[costs]] of the project file, or `--cost tools=900`; 0 where there is none",
    },
    Rule {
        id: "no-margin",
        title: "No contribution margin: revenue counts as value",
        severity: Severity::Note,
        about: "without a margin the ROI takes all revenue for value",
        mend: "[margin] of the project file, or `--margin 0.4`",
    },
];

pub fn judge(case: &Case<'_>, court: &mut Court<'_>) {
    if !case.faults.is_empty() {
        return court.leave(&RULES, "the project file has faults");
    }
    if case.recorded.is_empty() {
        return court.leave(&RULES, "there is no cost in the files");
    }
    let has = |kind: &CostType| case.recorded.contains(kind);
    let names = |kinds: Vec<CostType>| -> String {
        let names: Vec<&str> = kinds.into_iter().map(CostType::name).collect();
        names.join(", ")
    };
    let (known, missing): (Vec<CostType>, Vec<CostType>) =
        CostType::FULL.into_iter().partition(has);
    if !has(&CostType::Labour) {
        let found = "no labour cost: every ROI of these files is overstated";
        court.add(&RULES[0], None, found, "hours and what they cost");
    }
    if !missing.is_empty() {
        let found = format!(
            "{} of {} types of cost on record ({}); missing: {}",
            known.len(),
            CostType::FULL.len(),
            names(known),
            names(missing)
        );
        court.add(
            &RULES[1],
            None,
            found,
            "every type on record, 0 where there is none",
        );
    }
    if !case.margin_given {
        let found = "no margin is known, so that all revenue counts as value";
        court.add(
            &RULES[2],
            None,
            found,
            "the share of revenue that is left after variable cost",
        );
    }
}
