//! Lines of value, explained; those too that the ledger has not, and why.

use super::super::parts::{INPUT, counts, keys, line_part, money, printed};
use super::super::words::grouped;
use super::{LedgerExplanation, LedgerPart};
use crate::ledger::{Figure, Ledger, Rule};

/// A line of value, or all lines of its number.
pub fn of_line(name: &str, ledger: &Ledger) -> Option<LedgerExplanation> {
    let all = || ledger.lines.iter().chain(&ledger.earned_media);
    // `L-02` alone is the first of its lines where none bears just that name.
    let exact: Vec<_> = all().filter(|line| line.id == name).collect();
    let lines = match exact.is_empty() {
        true => all()
            .filter(|line| line.id.split(':').next() == Some(name))
            .collect(),
        false => exact,
    };
    let first = lines.first()?;
    let mut parts = Vec::new();
    let mut notes = Vec::new();
    let each = lines.iter().map(|line| (line_part(line), line.counted()));
    let each = printed(each.collect(), |amount| money(amount, ledger));
    for (line, own) in lines.iter().zip(each) {
        if lines.len() > 1 {
            parts.push(match line.quantity {
                Some(quantity) => LedgerPart {
                    value: format!("{} {}", grouped(quantity, 0), line.currency),
                    ..own
                },
                None => own,
            });
        }
        let known: Vec<&str> = line.inputs.iter().map(String::as_str).collect();
        for part in keys(ledger, &known) {
            if !parts.contains(&part) {
                parts.push(part);
            }
        }
        notes.push(match &line.why_not {
            None => counts(line, ledger),
            Some(why) => format!("{} does not count: {why}", line.id),
        });
        for input in line.inputs.iter().filter_map(|key| ledger.input(key)) {
            let made_of = input.made_of.iter();
            notes.extend(made_of.map(|part| format!("{}: {part}", input.key)));
        }
        if !line.method.is_empty() {
            notes.push(format!("{}: {}", line.id, line.method));
        }
    }
    let formula = match lines.len() {
        1 if first.quantity.is_some() => first.inputs.join(", "),
        1 => first.formula.clone(),
        _ => "sum of its lines".into(),
    };
    let sum = lines.iter().map(|line| line.counted()).sum();
    let value = match (lines.len(), first.amount, first.quantity) {
        (1, _, Some(quantity)) => format!("{} {}", grouped(quantity, 0), first.currency),
        (1, Figure::Defined(amount), _) => money(amount, ledger),
        (1, Figure::Undefined(reason), _) => format!("— ({})", reason.sentence()),
        _ => money(sum, ledger),
    };
    Some(LedgerExplanation {
        figure: name.into(),
        title: first.title.into(),
        value,
        formula,
        parts,
        notes,
    })
}

/// Inputs whose presence makes a line; any of the first group, and all of the second. A word that ends with `_` stands
/// for every key that begins so.
struct Needs {
    /// Its formula over them.
    formula: &'static str,
    /// One of these is what makes the line.
    begins: &'static [&'static str],
    /// What else its formula takes.
    takes: &'static [&'static str],
    /// Where they come from.
    from: &'static str,
}

fn needs(rule: Rule) -> Needs {
    let of = |formula, begins, takes, from| Needs {
        formula,
        begins,
        takes,
        from,
    };
    match rule {
        Rule::PaidExperiment => of(
            "incremental revenue × margin",
            &["incremental_revenue_"],
            &["margin"],
            "an assumption `incremental_revenue_NAME`, or [[experiments]] whose cells give revenue and whose days hold the period",
        ),
        Rule::PaidAttributed => of(
            "attributed net revenue × κ × margin",
            &["revenue_"],
            &["margin"],
            "orders of a shop that join campaigns of the ads, or a touch log",
        ),
        Rule::Organic => of(
            "net revenue attributed to organic social × κ × margin",
            &["revenue_organic"],
            &["margin"],
            "orders whose source is a network and whose medium is no ad",
        ),
        Rule::Creators => of(
            "revenue by code or link × κ × margin",
            &["revenue_creators"],
            &["margin"],
            "orders whose UTM source, medium or content says creators (influencer, creator, affiliate), or that used a code of [creators]",
        ),
        Rule::Advocacy => of(
            "revenue tagged with employees × κ × margin",
            &["revenue_employees"],
            &["margin"],
            "orders whose UTM source, medium or content says employees: employee, employee_advocacy",
        ),
        Rule::Deals => of(
            "attributed amount of deals won × κ × margin",
            &["deals_"],
            &["margin"],
            "an export of deals with a source or a campaign",
        ),
        Rule::Deflection => of(
            "contacts × share × contact cost × realised share",
            &["contacts_resolved", "care_contacts"],
            &["deflection_share", "contact_cost"],
            "an export of a help desk, or `contacts_resolved` under [[counts]]; shares and costs under [[assumptions]]",
        ),
        Rule::CommunityDeflection => of(
            "questions × share × contact cost × realised share",
            &["community_resolved"],
            &["community_share", "contact_cost"],
            "`community_resolved` under [[counts]]; share and cost under [[assumptions]]",
        ),
        Rule::Retention => of(
            "(retention − retention of the control) × customers served × contribution",
            &["customers_served"],
            &["retention", "retention_control", "customer_contribution"],
            "`customers_served` under [[counts]], the rest under [[assumptions]]; it counts with a control of grade A1 or A2",
        ),
        Rule::Handling => of(
            "(minutes before − minutes now) × contacts × loaded rate × realised share / 60",
            &["contacts_handled"],
            &["minutes_before", "minutes_now", "loaded_rate"],
            "`contacts_handled` under [[counts]], the rest under [[assumptions]]",
        ),
        Rule::Recruiting => of(
            "hires × share of the agency × cost of the agency",
            &["hires_social"],
            &["agency_share", "agency_cost"],
            "`hires_social` under [[counts]], the rest under [[assumptions]]",
        ),
        Rule::CashSaving => of(
            "the amount that left the books",
            &["saving_"],
            &[],
            "[[savings]] with `what = \"cancelled_contract\"`",
        ),
        Rule::Research => of(
            "price of the study × share replaced",
            &["saving_"],
            &[],
            "[[savings]] with `what = \"avoided_purchase\"`",
        ),
        Rule::Brand => of(
            "base effect of a model × margin",
            &["brand_effect"],
            &["margin"],
            "an assumption `brand_effect`, of grade C1 or better where it is to count",
        ),
        Rule::Risk => of(
            "expected losses before − after",
            &["expected_loss_before"],
            &["expected_loss_after"],
            "assumptions of these names; they count with `--include-risk`",
        ),
        Rule::EarnedMedia => of(
            "volumes × stated prices, in no sum",
            &["emv_"],
            &[],
            "assumptions `emv_impressions`, `emv_engagements` or `emv_new_follows`, beside exports of posts or profiles; shown with `--show-emv`",
        ),
        Rule::Reach => of(
            "counts, no money",
            &[],
            &[],
            "exports of posts and profiles",
        ),
    }
}

/// A line of the catalogue that the ledger has not: what it would be, what of it is on record, and what is missing.
pub fn absent(name: &str, ledger: &Ledger) -> Option<LedgerExplanation> {
    let rule = Rule::ALL.into_iter().find(|rule| rule.code() == name)?;
    let needs = needs(rule);
    let bears = |word: &str, key: &str| key == word || word.ends_with('_') && key.starts_with(word);
    let words = needs.begins.iter().chain(needs.takes);
    let given = words.clone().flat_map(|word| {
        let inputs = ledger.inputs.iter();
        inputs.filter(move |input| bears(word, &input.key))
    });
    let given: Vec<&str> = given.map(|input| input.key.as_str()).collect();
    let lacks = |word: &&&str| !given.iter().any(|key| bears(word, key));
    let missing: Vec<String> = words
        .filter(lacks)
        .map(|word| match word.ends_with('_') {
            true => format!("`{INPUT}{word}…`"),
            false => format!("`{INPUT}{word}`"),
        })
        .collect();
    let mut notes = vec![format!(
        "{name} is not in this ledger: nothing on record makes it"
    )];
    if !missing.is_empty() {
        notes.push(format!("not on record: {}", missing.join(", ")));
    }
    notes.push(format!("it comes from {}", needs.from));
    Some(LedgerExplanation {
        figure: name.into(),
        title: rule.title().into(),
        value: "— (not in the ledger)".into(),
        formula: needs.formula.into(),
        parts: keys(ledger, &given),
        notes,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_catalogue_says_what_it_needs() {
        for rule in Rule::ALL {
            let needs = needs(rule);
            assert!(
                !needs.formula.is_empty() && !needs.from.is_empty(),
                "{rule:?}"
            );
            let own = needs.begins.iter().chain(needs.takes);
            for word in own.filter(|word| !word.ends_with('_')) {
                let known = crate::schema::is_known_key(word, &[]);
                let measured = word.starts_with("revenue_");
                assert!(known || measured, "{word}");
            }
        }
    }
}
