//! What counts: options, assumptions without documents, comparison, currencies, credit over journeys, wrong words.

use std::fs;
use std::path::Path;

use crate::{folder, json, number, printed, refused, table};

const LINE: &str = "ledger --period 1405-08 --quiet";

/// The worked example in a folder of its own, with more in its project file.
pub fn with(more: &str) -> tempfile::TempDir {
    let copy = tempfile::tempdir().unwrap();
    for part in [
        "exports/meta_ads.csv",
        "exports/orders_by_utm.csv",
        "plan/costs.csv",
        "plan/labour.csv",
        "plan/assumptions.csv",
        "social-roi.toml",
    ] {
        let to = copy.path().join(part);
        fs::create_dir_all(to.parent().unwrap()).unwrap();
        fs::copy(folder().join(part), to).unwrap();
    }
    add(copy.path(), more);
    copy
}

fn add(folder: &Path, more: &str) {
    let path = folder.join("social-roi.toml");
    let text = fs::read_to_string(&path).unwrap();
    fs::write(path, text + "\n" + more).unwrap();
}

#[test]
fn draws_depend_on_the_seed_alone() {
    let line = format!("{LINE} --monte-carlo 10000 --seed 7");
    let found = json(&folder(), &line);
    assert_eq!(
        found.pointer("/simulation"),
        json(&folder(), &line).pointer("/simulation")
    );
    let positive = number(&found, "/simulation/probability_positive/value");
    assert!((positive - 0.4686).abs() < 0.02, "{positive}");
    let text = printed(&folder(), &format!("{line} --format table --width 100"));
    assert_eq!(table(&text, "Random draws")[3][0], "7");
}

#[test]
fn savings_in_the_books_are_measured_and_studies_assumed() {
    let copy = with(
        "[[savings]]\nperiod = \"1405-08\"\nfunction = \"it\"\nwhat = \"cancelled_contract\"\namount = 1500\nvendor = \"Old tool\"\nsource = \"Cancellation\"\nowner = \"IT\"\ndate = 2026-10-01\n\
         [[savings]]\nperiod = \"1405-08\"\nfunction = \"innovation\"\nwhat = \"avoided_purchase\"\namount = 2000\nsource = \"Plan of research\"\nowner = \"Insight\"\ndate = 2026-10-01\n",
    );
    let found = json(copy.path(), LINE);
    let line = |id: &str| {
        let lines = found["lines"].as_array().unwrap();
        let line = lines.iter().find(|line| line["id"] == id).unwrap();
        (
            line["grade"].as_str().unwrap().to_owned(),
            number(line, "/amount/value"),
        )
    };
    assert_eq!(line("L-12:old_tool"), ("A3".into(), 1_500.0));
    assert_eq!(line("L-13:2"), ("D1".into(), 2_000.0));
    assert_eq!(number(&found, "/net"), 2_926.0 + 3_500.0);
}

#[test]
fn losses_and_earned_media_count_only_where_asked_for_and_the_latter_never() {
    let assumption = |key: &str, base: &str| {
        format!(
            "[[assumptions]]\nkey = \"{key}\"\nbase = {base}\nunit = \"EUR\"\nsource = \"Register\"\nowner = \"Risk\"\ndate = 2026-10-01\n"
        )
    };
    let copy = with(
        &[
            assumption("expected_loss_before", "9000"),
            assumption("expected_loss_after", "4000"),
        ]
        .concat(),
    );
    assert_eq!(number(&json(copy.path(), LINE), "/net"), 2_926.0);
    let with_risk = json(copy.path(), &format!("{LINE} --include-risk"));
    assert_eq!(number(&with_risk, "/net"), 7_926.0);
    assert_eq!(number(&with_risk, "/ladder/2/value"), 59_864.0);
    let shown = json(copy.path(), &format!("{LINE} --show-emv"));
    assert_eq!(number(&shown, "/net"), 2_926.0);
}

#[test]
fn factors_of_trust_are_applied_only_where_asked_for() {
    let copy = with(
        "[[assumptions]]\nkey = \"risk_factor_care\"\nbase = 0.5\nunit = \"share\"\nsource = \"Controlling\"\nowner = \"Finance\"\ndate = 2026-10-01\n",
    );
    assert_eq!(number(&json(copy.path(), LINE), "/value"), 68_864.0);
    let adjusted = json(copy.path(), &format!("{LINE} --risk-adjust"));
    assert_eq!(number(&adjusted, "/value"), 68_864.0 - 9_464.0 / 2.0);
}

#[test]
fn an_experiment_without_an_owner_is_refused_and_shown_on_a_rung_of_its_own() {
    let copy = with("");
    let path = copy.path().join("social-roi.toml");
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, text.replace("owner = \"head of paid media\"\n", "")).unwrap();
    let (code, told) = refused(copy.path(), LINE);
    assert_eq!(code, 1);
    assert!(
        told.contains("experiments `holdout-spring`: expected `owner`, found nothing"),
        "{told}"
    );
    let shown = json(copy.path(), &format!("{LINE} --allow-undocumented"));
    assert_eq!(number(&shown, "/ladder/4/value"), 68_864.0);
    assert_eq!(number(&shown, "/value"), 35_264.0);
    let why = &shown["lines"][0]["why_not"];
    assert_eq!(why, "kappa_paid: not documented, on a rung of its own");
}

#[test]
fn a_test_of_incremental_revenue_covers_the_credit_of_its_platform() {
    let copy = with(
        "[[assumptions]]\nkey = \"incremental_revenue_meta\"\nbase = 70000\nlow = 50000\nhigh = 90000\nunit = \"EUR\"\ngrade = \"A1\"\nsource = \"lift-autumn\"\nowner = \"Analyst\"\ndate = 2026-11-25\n\
         [[experiments]]\nexp_id = \"lift-autumn\"\nmethod = \"conversion_lift\"\nstart = 2026-10-23\nend = 2026-11-21\nsource = \"Lift study\"\nowner = \"Analyst\"\n",
    );
    let found = json(copy.path(), LINE);
    let lines = found["lines"].as_array().unwrap();
    let line = |id: &str| lines.iter().find(|line| line["id"] == id).unwrap();
    assert_eq!(number(line("L-01:meta"), "/amount/value"), 28_000.0);
    assert_eq!(line("L-02:meta")["why_not"], "covered by L-01:meta");
}

#[test]
fn shares_of_the_project_leave_an_unallocated_row() {
    let copy = with("[allocation]\nshares = { paid = 0.5, organic = 0.3 }\n");
    let found = json(copy.path(), LINE);
    let rows = found["functions"]["rows"].as_array().unwrap();
    let left = rows.last().unwrap();
    assert!(left["function"].is_null());
    assert_eq!(number(left, "/shared_cost"), 9_900.0 * 0.2);
    let net: f64 = rows.iter().map(|row| number(row, "/net")).sum();
    assert!((net - 2_926.0).abs() < 1e-9);
}

#[test]
fn another_currency_leaves_every_ratio() {
    let copy = with("");
    let mut rates = String::from("date,from,to,rate\n");
    for day in 15..=31 {
        rates += &format!("2026-10-{day},EUR,CHF,0.5\n");
    }
    for day in 1..=25 {
        rates += &format!("2026-11-{day:02},EUR,CHF,0.5\n");
    }
    fs::write(copy.path().join("rates.csv"), rates).unwrap();
    let found = json(
        copy.path(),
        &format!("{LINE} --currency CHF --rates rates.csv"),
    );
    assert_eq!(found["currency"], "CHF");
    assert_eq!(number(&found, "/net"), 1_463.0);
    assert!((number(&found, "/roi/value") - 2_926.0 / 65_938.0).abs() < 1e-12);
    let (code, error) = refused(copy.path(), &format!("{LINE} --currency CHF"));
    assert_eq!(code, 1, "{error}");
    assert!(
        error.starts_with("error: no rate EUR to CHF for 2026-10-23"),
        "{error}"
    );
}

#[test]
fn a_comparison_splits_the_change_without_a_rest() {
    let copy = with("[[labour]]\nperiod = \"1405-07\"\nfunction = \"paid\"\nhours = 100\n");
    let spend = "Campaign name,Day,Impressions,Link clicks,Amount spent (EUR),Reporting starts,Reporting ends\n\
                 Harvest_Conv,2026-10-01,100000,2000,9000,2026-10-01,2026-10-01\n";
    fs::write(copy.path().join("exports/earlier.csv"), spend).unwrap();
    let orders = fs::read_to_string(copy.path().join("exports/orders_by_utm.csv")).unwrap();
    let row = "\"2026-10-02\",\"facebook\",\"paid_social\",\"Harvest_Conv\",500,50000,0,0,50000,0,0,0,10000,60000\n";
    fs::write(copy.path().join("exports/orders_by_utm.csv"), orders + row).unwrap();
    let found = json(copy.path(), &format!("{LINE} --compare previous"));
    assert_eq!(found["change"]["period"], "2026-09-23..2026-10-22");
    for (split, unit) in [("revenue", 1e-6), ("roas", 1e-9), ("roi_change", 1e-9)] {
        let split = &found["change"][split];
        let sum = |list: &str, key: &str| -> f64 {
            let list = split[list].as_array().unwrap();
            list.iter().map(|one| number(one, key)).sum()
        };
        let parts = sum("effects", "/size") + sum("unsplit", "/change");
        assert!((parts - number(split, "/change")).abs() < unit, "{split}");
    }
    let text = printed(
        copy.path(),
        &format!("{LINE} --compare previous --format table --width 80"),
    );
    for title in [
        "Why revenue of ads changed",
        "Why media ROAS changed",
        "Why ROI changed",
    ] {
        assert!(text.contains(title), "{text}");
    }
}

#[test]
fn wrong_words_are_named_with_their_option() {
    for (options, code, expected) in [
        (
            "--by campaign",
            2,
            "error: --by campaign: expected function, line, month",
        ),
        (
            "--what-if margn=0.3",
            2,
            "error: unknown input of the ledger `margn`\nhint: did you mean `margin`? `social-roi explain ledger` lists all, as `input.` and the key; `cost.tools` stands for a whole type of cost",
        ),
        (
            "--what-if margin=45",
            2,
            "error: --what-if margin=45: expected a fraction above 0 and up to 1: 45 % is 0.45",
        ),
        (
            "--what-if kappa_paid=60",
            2,
            "error: --what-if kappa_paid=60: expected a fraction from -1 to 3: 60 % is 0.6",
        ),
        (
            "--what-if cost.tools=-5",
            2,
            "error: --what-if cost.tools=-5: expected a number of zero or more",
        ),
        (
            "--what-if revenue_meta=-100",
            2,
            "error: --what-if revenue_meta=-100: expected a number of zero or more",
        ),
        (
            "--what-if margin",
            2,
            "error: --what-if margin: expected KEY=VALUE, like margin=0.35",
        ),
        (
            "--what-if margin=much",
            2,
            "error: --what-if margin=much: expected a plain number, like margin=0.35 or margin=35%",
        ),
        (
            "--npv 12",
            2,
            "error: --npv 12: expected a rate of a year from 0 to below 1, like 0.08 or 8%",
        ),
        (
            "--monte-carlo 0",
            2,
            "error: --monte-carlo 0: expected 1 to 10000000 draws, like 10000",
        ),
    ] {
        let found = refused(&folder(), &format!("{LINE} {options}"));
        assert_eq!(found, (code, expected.to_owned()), "{options}");
    }
}

#[test]
fn credit_over_journeys_is_taken_where_a_model_is_named() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let line = "ledger sample-data --currency EUR --quiet --model linear";
    let found = json(root, line);
    let lines = found["lines"].as_array().unwrap();
    let meta = lines.iter().find(|line| line["id"] == "L-02:meta").unwrap();
    assert_eq!(meta["method"], "linear over journeys");
    let files: Vec<&str> = meta["source"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|file| file.as_str())
        .collect();
    assert!(
        files.contains(&"sample-data/journeys/touchpoints.csv"),
        "{files:?}"
    );
}

/// The orders of employees are among those of organic social, those of creators are not.
#[test]
fn creators_and_employees_have_lines_of_their_own() {
    let copy = with("");
    let path = copy.path().join("exports/orders_by_utm.csv");
    let orders = fs::read_to_string(&path).unwrap();
    let rows = "\"2026-11-01\",\"kim\",\"influencer\",\"spring\",10,1000,0,0,1000,0,0,0,200,1200\n\
                \"2026-11-01\",\"linkedin\",\"employee\",,20,2000,0,0,2000,0,0,0,400,2400\n";
    fs::write(&path, orders + rows).unwrap();
    let found = json(copy.path(), LINE);
    let lines = found["lines"].as_array().unwrap();
    let line = |id: &str| lines.iter().find(|line| line["id"] == id).unwrap();
    assert_eq!(number(line("L-04"), "/amount/value"), 400.0);
    assert_eq!(line("L-04")["grade"], "B2");
    assert_eq!(number(line("L-03"), "/amount/value"), 16_800.0);
    assert_eq!(number(line("L-05"), "/amount/value"), 800.0);
    assert_eq!(line("L-05")["why_not"], serde_json::Value::Null);
    assert_eq!(number(&found, "/value"), 68_864.0 + 400.0 + 800.0);
}

#[test]
fn deals_won_are_lines_of_sales() {
    let folder = tempfile::tempdir().unwrap();
    let deals = "date,deal_id,stage,status,amount,currency,source\n\
                 2026-10-05,D1,closed,won,5000,EUR,Organic Social\n\
                 2026-10-08,D2,closed,won,3000,EUR,Paid Social\n\
                 2026-10-09,D3,open,open,9000,EUR,Organic Social\n";
    let spend = "Campaign name,Day,Impressions,Link clicks,Amount spent (EUR),Reporting starts,Reporting ends\n\
                 Sale,2026-10-05,10000,200,1000,2026-10-05,2026-10-05\n";
    fs::write(folder.path().join("deals.csv"), deals).unwrap();
    fs::write(folder.path().join("meta.csv"), spend).unwrap();
    let found = json(folder.path(), "ledger deals.csv meta.csv --quiet");
    let lines = found["lines"].as_array().unwrap();
    let amount = |id: &str| {
        number(
            lines.iter().find(|line| line["id"] == id).unwrap(),
            "/amount/value",
        )
    };
    assert_eq!(
        (amount("L-06:organic"), amount("L-06:ads")),
        (5_000.0, 3_000.0)
    );
    assert_eq!(number(&found, "/roi/value"), 7.0);
}
