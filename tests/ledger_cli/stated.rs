//! Lines of counts and assumptions, earned media value and present value, with figures worked out by hand.

use std::fs;

use serde_json::Value;

use crate::{json, number};

const SPEND: &str = "Campaign name,Day,Impressions,Link clicks,Amount spent (EUR),Reporting starts,Reporting ends\n\
                     Sale,2026-10-05,10000,200,1000,2026-10-05,2026-10-05\n";

fn assumption(key: &str, base: &str, more: &str) -> String {
    format!(
        "[[assumptions]]\nkey = \"{key}\"\nbase = {base}\nsource = \"Survey\"\nowner = \"Care\"\ndate = 2026-09-01\n{more}"
    )
}

fn count(key: &str, value: &str) -> String {
    format!("[[counts]]\nkey = \"{key}\"\nperiod = \"2026-10\"\nvalue = {value}\n")
}

fn folder(project: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let project = format!("[money]\ncurrency = \"EUR\"\n{project}");
    fs::write(folder.path().join("meta.csv"), SPEND).unwrap();
    fs::write(folder.path().join("social-roi.toml"), project).unwrap();
    folder
}

const LINE: &str = "ledger meta.csv --period 2026-10 --quiet";

fn line(found: &Value, id: &str) -> Value {
    let lines = found["lines"].as_array().unwrap();
    let line = lines.iter().find(|line| line["id"] == id);
    line.unwrap_or_else(|| panic!("no {id} in {lines:#?}"))
        .clone()
}

/// L-08: 1,000 × 0.4 × 5 × 0.5 = 1,000; L-09: (0.80 − 0.75) × 200 × 100 = 1,000; L-10: (10 − 8) × 600 × 30 × 0.5 / 60
/// = 300.
#[test]
fn community_retention_and_handling_are_valued() {
    let project = [
        count("community_resolved", "1000"),
        count("customers_served", "200"),
        count("contacts_handled", "600"),
        assumption("community_share", "0.4", ""),
        assumption("contact_cost", "5", "unit = \"EUR per contact\"\n"),
        assumption("realised", "0.5", ""),
        assumption("retention", "0.80", ""),
        assumption("retention_control", "0.75", ""),
        assumption("customer_contribution", "100", "unit = \"EUR\"\n"),
        assumption("minutes_before", "10", ""),
        assumption("minutes_now", "8", ""),
        assumption("loaded_rate", "30", "unit = \"EUR per hour\"\n"),
    ];
    let folder = folder(&project.concat());
    let found = json(folder.path(), LINE);
    for (id, value) in [("L-08", 1_000.0), ("L-09", 1_000.0), ("L-10", 300.0)] {
        assert_eq!(number(&line(&found, id), "/amount/value"), value, "{id}");
    }
}

/// (0.80 − 0.75) × 200 × 100 = 1,000, which counts where a test answers for the share of the control, with its interval.
#[test]
fn retention_counts_where_a_test_answers_for_its_control() {
    let test = "[[experiments]]\nexp_id = \"care-1\"\nmethod = \"difference_in_differences\"\nstart = 2026-04-01\n\
                end = 2026-05-31\nsource = \"Report\"\nowner = \"Care\"\n";
    let ends = "low = 0.70\nhigh = 0.80\n";
    for (more, source, counts) in [
        (format!("{ends}grade = \"A2\"\n"), "Report of care-1", true),
        ("grade = \"A2\"\n".to_owned(), "Report of care-1", false),
        (format!("{ends}grade = \"A2\"\n"), "Report", false),
        (ends.to_owned(), "Report of care-1", false),
    ] {
        let control = assumption("retention_control", "0.75", &more);
        let project = [
            count("customers_served", "200"),
            assumption("retention", "0.80", ""),
            control.replace("\"Survey\"", &format!("\"{source}\"")),
            assumption("customer_contribution", "100", "unit = \"EUR\"\n"),
            test.to_owned(),
        ];
        let found = json(folder(&project.concat()).path(), LINE);
        let own = line(&found, "L-09");
        assert_eq!(number(&own, "/amount/value"), 1_000.0);
        assert_eq!(own["include"], counts, "{more} {source}");
        match counts {
            true => assert_eq!(own["grade"], "A2"),
            false => assert_eq!(
                own["why_not"],
                "memo: retention_control is no result of a test: it needs `low` and `high`, `grade` A1 or A2, and an \
                 experiment (exp_id) that its `source` names"
            ),
        }
    }
}

/// A share of 0.4 in January and of 0.5 in March, no entry in February: the mean of its entries, (0.4 × 31 + 0.5 × 31) / 62
/// = 0.45, is the figure of the tornado and of the list of what is taken on somebody's word.
#[test]
fn a_figure_of_some_days_is_one_in_the_tornado_and_among_what_is_stated() {
    let share = |base: &str, month: &str| {
        let ends = format!("low = 0.3\nhigh = 0.6\nperiod = \"2026-{month}\"\n");
        assumption("deflection_share", base, &ends)
    };
    let resolved = "[[counts]]\nkey = \"contacts_resolved\"\nperiod = \"2026-Q1\"\nvalue = 900\n";
    let project = [
        resolved.to_owned(),
        share("0.4", "01"),
        share("0.5", "03"),
        assumption("contact_cost", "5", "unit = \"EUR per contact\"\n"),
    ];
    let folder = folder(&project.concat());
    let spend = SPEND.replace("2026-10-05", "2026-01-05");
    fs::write(folder.path().join("meta.csv"), spend).unwrap();
    let text = crate::printed(
        folder.path(),
        "ledger meta.csv --period 2026-Q1 --quiet --format table",
    );
    for title in ["What the ROI hangs on", "What is taken on somebody's word"] {
        let rows = crate::table(&text, title);
        let own = rows.iter().find(|row| row[0] == "deflection_share");
        let own = own.unwrap_or_else(|| panic!("{title}: {rows:?}"));
        let base: f64 = own[1].parse().unwrap();
        assert_eq!(base, 0.45, "{title}");
    }
}

/// 400 of base effect, without a margin: it counts where a model supports it and not as a judgement.
#[test]
fn a_brand_effect_counts_from_grade_c1_on() {
    let test = "[[experiments]]\nexp_id = \"brand\"\nmethod = \"geo\"\nstart = 2026-04-01\nend = 2026-05-31\n\
                source = \"Report\"\nowner = \"Brand\"\n";
    for (grade, source, counts) in [
        ("C1", "Model calibrated with brand", true),
        ("C1", "Model", false),
        ("D1", "Model", false),
    ] {
        let more = format!("unit = \"EUR\"\ngrade = \"{grade}\"\n");
        let own = assumption("brand_effect", "400", &more);
        let (head, tail) = own.split_once("source = \"").unwrap();
        let (_, tail) = tail.split_once('"').unwrap();
        let folder = folder(&format!("{head}source = \"{source}\"{tail}{test}"));
        let found = line(&json(folder.path(), LINE), "L-14");
        assert_eq!(number(&found, "/amount/value"), 400.0);
        assert_eq!(found["include"], counts, "{grade} {found}");
    }
}

/// 1,000 of media in October 2026, 2,200 saved in October 2027: −1,000 + 2,200 / 1.08 = 1,037.04 at 8 % a year, but for
/// the quarter of a day by which 365 days are no mean year. A horizon of a year or less has no present value.
#[test]
fn present_value_discounts_net_value() {
    let folder = folder(
        "[[savings]]\nperiod = \"2027-10\"\nfunction = \"recruiting\"\nwhat = \"cancelled_contract\"\namount = 2200\n\
         source = \"Cancellation\"\nowner = \"People\"\ndate = 2026-09-01\n",
    );
    let year = "ledger meta.csv --period 2026-10..2027-10 --quiet";
    let npv = |line: &str| json(folder.path(), line)["over_time"]["npv"].clone();
    let plain = npv(&format!("{year} --npv 0"));
    assert_eq!(plain["value"].as_f64(), Some(1_200.0), "{plain}");
    let discounted = npv(&format!("{year} --npv 8%"));
    let found = discounted["value"].as_f64().unwrap();
    assert!((found - 1_037.04).abs() < 1.0, "{found}");
    let short = npv(&format!("{LINE} --npv 8%"));
    assert_eq!(short["status"], "short_horizon", "{short}");
}

/// What an assumption says of organic social is not said of creators: 500 × 0.5, and 800 whole.
#[test]
fn creators_have_a_caused_share_of_their_own() {
    let folder = folder(&assumption("kappa_organic", "0.5", "unit = \"share\"\n"));
    let orders = "date,conv_id,source,medium,utm_campaign,currency,orders,revenue\n\
                  2026-10-05,one,instagram,social,bio,EUR,1,500\n\
                  2026-10-05,two,creator,social,x,EUR,1,800\n";
    fs::write(folder.path().join("orders.csv"), orders).unwrap();
    let line_of_both = "ledger meta.csv orders.csv --period 2026-10 --quiet";
    let found = json(folder.path(), line_of_both);
    for (id, value) in [("L-03", 250.0), ("L-04", 800.0)] {
        assert_eq!(number(&line(&found, id), "/amount/value"), value, "{id}");
    }
}
