//! What would make a ledger a full one, and where to write it.

use serde::Serialize;

use crate::ledger::{Bar, Document, InputKind, Ledger, LedgerInputs, Origin, WhyNot};
use crate::schema::{CostType, Function, col, platform_title};

/// The key of the contribution margin.
const MARGIN: &str = "margin";

/// What the usual saving of a function is made of: a count, and assumptions.
const SAVINGS: [(Function, [&str; 3]); 2] = [
    (
        Function::Care,
        ["contacts_resolved", "deflection_share", "contact_cost"],
    ),
    (
        Function::Recruiting,
        ["hires_social", "agency_share", "agency_cost"],
    ),
];

/// Something that the ledger lacks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Missing {
    /// What it is.
    pub what: String,
    /// What it would change, and where to write it.
    pub how: String,
}

/// What the ledger lacks, the weightiest first.
pub fn missing(inputs: &LedgerInputs, ledger: &Ledger, moved: &[Bar]) -> Vec<Missing> {
    let mut found = Vec::new();
    let mut add = |what: &str, how: String| {
        found.push(Missing {
            what: what.into(),
            how,
        });
    };
    for refused in undocumented(ledger) {
        add(&refused.what, refused.how);
    }
    let has_none = !ledger.lines.iter().any(|line| line.quantity.is_none());
    let left_out = names_without_media(ledger);
    if !left_out.is_empty() {
        add(
            &format!("media of {left_out}"),
            "export the spend: what is credited to these ads is left out, as their media is on no record".into(),
        );
    } else if has_none && inputs.settings.has_other_revenue {
        add(
            "outcomes of social media",
            "orders are on record, and none says that social media brought it: tag ads and posts with utm_source, utm_medium and utm_campaign".into(),
        );
    } else if has_none {
        add(
            "outcomes",
            "orders of a shop, deals, or a touch log with --model: without them nothing is known of a return"
                .into(),
        );
    }
    let lacks = |kind: CostType| ledger.cost.completeness.missing.contains(&kind);
    if lacks(CostType::Labour) {
        add(
            CostType::Labour.name(),
            "mostly the largest cost: hours under [[labour]] or `--cost labour=12000`".into(),
        );
    }
    let others: Vec<&str> = ledger
        .cost
        .completeness
        .missing
        .iter()
        .filter(|kind| **kind != CostType::Labour)
        .map(|kind| kind.name())
        .collect();
    if let Some(first) = others.first() {
        add(
            &others.join(", "),
            format!("cost: amounts under [[costs]] or `--cost {first}=900`, 0 where there is none"),
        );
    }
    let implicit: Vec<&str> = ledger
        .inputs
        .iter()
        .filter(|input| input.kind == InputKind::Implicit)
        .map(|input| input.key.as_str())
        .collect();
    if implicit.contains(&MARGIN) {
        add(
            "margin",
            "revenue counts as value until [margin] or --margin says otherwise".into(),
        );
    }
    let is_covered = |key: &str| {
        let mut own = ledger
            .lines
            .iter()
            .filter(|line| line.inputs.iter().any(|input| input == key));
        own.all(|line| matches!(line.why_not, Some(WhyNot::CoveredBy(_))))
    };
    let kappas: Vec<&str> = implicit
        .iter()
        .copied()
        .filter(|key| key.starts_with("kappa_") && !is_covered(key))
        .collect();
    if !kappas.is_empty() {
        add(
            &kappas.join(", "),
            "all credit is taken as caused: an experiment under [[experiments]], or an assumption of that name".into(),
        );
    }
    let levers = crate::ledger::Levers::of(ledger);
    let without_range: Vec<&str> = ledger
        .inputs
        .iter()
        .filter(|input| input.kind == InputKind::Assumption && input.range().is_none())
        .filter(|input| !matches!(input.origin, Origin::Formula(_)))
        .filter(|input| {
            let is_weighed = moved.iter().any(|bar| bar.key == input.key);
            is_weighed
                || levers.switching_value(&input.key).is_some_and(|found| {
                    found.value.reason() != Some(crate::ledger::Reason::NoEffect)
                })
        })
        .map(|input| input.key.as_str())
        .collect();
    if !without_range.is_empty() {
        add(
            &without_range.join(", "),
            "ranges: `low` and `high` say how far the figure may be off".into(),
        );
    }
    for (function, needed) in SAVINGS {
        let mut own = ledger.lines.iter();
        if own.any(|line| line.function == Some(function) && line.amount.value().is_some()) {
            continue;
        }
        let lacking = needed.iter().filter(|key| ledger.input(key).is_none());
        let lacking: Vec<&str> = lacking.copied().collect();
        let names = match lacking.as_slice() {
            [] => continue,
            [one] => (*one).to_owned(),
            [first @ .., last] => format!("{} and {last}", first.join(", ")),
        };
        let how = format!("value: {names} under [[counts]] and [[assumptions]]");
        add(function.name(), how);
    }
    found
}

/// Platforms by their titles whose credit is left out for want of media; empty where there is none.
pub fn names_without_media(ledger: &Ledger) -> String {
    let names = ledger.without_media.iter();
    let titles = names.map(|name| match platform_title(name) {
        Some(title) => title.trim_end_matches(" Ads").to_owned(),
        None => name.replace('_', " "),
    });
    titles.collect::<Vec<String>>().join(", ")
}

/// What entries lack for which lines of value are refused.
pub fn undocumented(ledger: &Ledger) -> Vec<Missing> {
    let mut found: Vec<(Missing, &str, Vec<&str>)> = Vec::new();
    for line in ledger.lines.iter() {
        let Some(WhyNot::Untraceable(keys)) = &line.why_not else {
            continue;
        };
        for input in keys.iter().filter_map(|key| ledger.input(key)) {
            let Origin::Document(document) = &input.origin else {
                continue;
            };
            // Margins of lines are of the same entry.
            let what = match input.key.split('_').next() {
                Some(MARGIN) => format!("[{MARGIN}]"),
                _ => input.key.clone(),
            };
            match found.iter_mut().find(|(known, ..)| known.what == what) {
                Some((.., lines)) if lines.contains(&line.id.as_str()) => {}
                Some((.., lines)) => lines.push(&line.id),
                None => {
                    let how = lacks(document).join(", ");
                    let place = input.place.as_deref().unwrap_or_default();
                    found.push((Missing { what, how }, place, vec![&line.id]));
                }
            }
        }
    }
    let told = found.into_iter().map(|(mut missing, place, lines)| {
        let place = match place {
            "" => String::new(),
            place => format!(" ({place})"),
        };
        let verb = if lines.len() == 1 { "is" } else { "are" };
        let lines = lines.join(", ");
        missing.how += &format!("{place}: without them {lines} {verb} refused");
        missing
    });
    told.collect()
}

/// What an entry does not say about itself.
fn lacks(document: &Document) -> Vec<&'static str> {
    let parts = [
        (document.source.trim().is_empty(), col::SOURCE),
        (document.owner.trim().is_empty(), col::OWNER),
        (document.date.is_none(), col::DATE),
    ];
    let lacking = parts.into_iter().filter(|(is_lacking, _)| *is_lacking);
    lacking.map(|(_, name)| name).collect()
}
