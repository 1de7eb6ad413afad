//! Every fault of a row is told at once: none hides another.

use super::{Story, checked};

const MONEY: &str = "[money]\ncurrency = \"EUR\"\n";

/// What must be told of a project file, one mark for each fault.
fn tells(project: &str, marks: &[&str]) {
    let out = checked(&format!("{MONEY}{project}"));
    for mark in marks {
        assert!(out.contains(mark), "{mark}: {out}");
    }
    assert!(
        out.ends_with(&format!("toml: {} faults\n", marks.len())),
        "{out}"
    );
}

#[test]
fn a_cost_of_a_wrong_function_or_amount_still_needs_a_rate() {
    let cost = "[[costs]]\nperiod = \"2026-01\"\ncost_type = \"tools\"\n";
    let rate = "costs.currency: expected EUR, or a rate USD to EUR for";
    tells(
        &format!("{cost}function = \"pade\"\namount = 5\ncurrency = \"USD\"\n"),
        &["costs.function: ", rate],
    );
    tells(
        &format!("{cost}function = \"paid\"\namount = \"x\"\ncurrency = \"USD\"\n"),
        &["costs.amount: ", rate],
    );
    tells(
        &format!("{cost}function = \"pade\"\n"),
        &["costs.function: ", "expected `amount` or `share_of_labour`"],
    );
}

#[test]
fn hours_savings_and_budgets_tell_every_fault() {
    tells(
        "[[labour]]\nperiod = \"2026-01\"\nfunction = \"pade\"\nhours = 5\n",
        &["labour.function: ", "expected a rate for these hours"],
    );
    tells(
        "[[labour]]\nperiod = \"2026-13\"\nfunction = \"paid\"\nhours = 5\nrole = \"Nobody\"\n",
        &["labour.period: ", "which no role is called"],
    );
    tells(
        "[[labour]]\nperiod = \"2026-01\"\nfunction = \"paid\"\nhours = \"x\"\nloaded_rate = 40\ncurrency = \"USD\"\n",
        &["labour.hours: ", "labour.currency: "],
    );
    tells(
        "[[budget]]\nperiod = \"2026-01\"\nplanned = \"x\"\ncurrency = \"USD\"\n",
        &["budget.planned: ", "budget.currency: "],
    );
    tells(
        "[[savings]]\nperiod = \"2026-01\"\nfunction = \"pade\"\nwhat = \"avoided_purchase\"\namount = 5\ncurrency = \"USD\"\nsource = \"s\"\nowner = \"o\"\ndate = 2026-01-01\n",
        &["savings.function: ", "savings.currency: "],
    );
}

#[test]
fn a_range_without_its_figure_and_a_test_without_its_days_are_looked_at() {
    tells(
        "[[assumptions]]\nkey = \"incremental_revenue_mata\"\nbase = \"x\"\nlow = 1\nhigh = 0.5\nsource = \"s\"\nowner = \"o\"\ndate = 2026-01-01\n",
        &[
            "assumptions.base: ",
            "expected a figure up to high 0.5",
            "assumptions.key: ",
        ],
    );
    tells(
        "[[experiments]]\nexp_id = \"e\"\nmethod = \"holdout\"\nstart = \"soon\"\nend = 2026-01-31\ngrade = \"C1\"\nsource = \"s\"\nowner = \"o\"\n",
        &["experiments.start: ", "experiments.grade: "],
    );
}

#[test]
fn a_row_of_a_sheet_tells_its_amount_and_its_currency() {
    let story = Story::new(&[
        (
            "social-roi.toml",
            "[money]\ncurrency = \"EUR\"\n[sheets]\ncosts = \"costs.csv\"\n",
        ),
        (
            "costs.csv",
            "period,function,cost_type,amount,currency\n2026-01,paid,tools,100 EUR,GBP\n",
        ),
    ]);
    let out = story.checked();
    assert!(out.contains("costs.csv:2:4: costs.amount: "), "{out}");
    assert!(
        out.contains("costs.csv:2:5: costs.currency: expected EUR, or a rate GBP to EUR"),
        "{out}"
    );
}

#[test]
fn a_period_turned_round_and_a_sheet_misspelt_are_told_with_what_was_meant() {
    let story = Story::new(&[
        (
            "social-roi.toml",
            "[sheets]\nbudget = \"plan/budgets.csv\"\n[[budget]]\nperiod = \"2026-06..2026-04\"\nplanned = 5\n",
        ),
        ("plan/budget.csv", "period,planned\n"),
    ]);
    let out = story.checked();
    assert!(out.contains("did you mean `plan/budget.csv`?"), "{out}");
    assert!(
        out.contains("its ends are turned round: did you mean 2026-04..2026-06?"),
        "{out}"
    );
}

/// A metric of one's own without note and source: nothing stands in their place, and rows that the program adds for cost
/// are not told where none of them counts.
#[test]
fn an_own_metric_is_explained_without_empty_words() {
    let story = Story::new(&[
        (
            "social-roi.toml",
            "sources = [\"meta.csv\"]\n[money]\ncurrency = \"EUR\"\n[[costs]]\nperiod = \"2026-02\"\nfunction = \"paid\"\ncost_type = \"tools\"\namount = 5\n[[metrics]]\nname = \"own\"\ntitle = \"Own\"\nunit = \"money\"\nnum = \"sum(ad_spend.spend)\"\nden = \"sum(ad_spend.impressions)\"\n",
        ),
        (
            "meta.csv",
            "Campaign name,Day,Amount spent (EUR),Impressions\nC1,2026-01-01,10.00,1000\nC1,2026-01-02,10.00,1000\n",
        ),
    ]);
    let outcome = story.run("explain own --quiet");
    assert_eq!(outcome.code, Some(0), "{}", outcome.said);
    for absent in ["()", "note: \n", "definition: \n", "(no source file)"] {
        assert!(!outcome.out.contains(absent), "{absent}: {}", outcome.out);
    }
    assert!(outcome.out.contains("2 of 2 rows count"), "{}", outcome.out);
}
