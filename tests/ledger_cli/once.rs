//! No value twice and none without its cost: what tests cover, whom an order belongs to, totals of other days, old
//! experiments.
//!
//! Every month from July to October 2026 has 200 of Meta's spend, 1,000 of orders joined to it and 500 of Instagram's
//! organic orders, at a margin of one half: 500 and 250 of value.

use std::fs;

use serde_json::Value;

use crate::{json, number, refused};

const ORDERS: &str = "\"Day\",\"Order UTM source\",\"Order UTM medium\",\"Order UTM campaign\",\"Orders\",\"Gross sales\",\"Discounts\",\"Returns\",\"Net sales\",\"Shipping charges\",\"Duties\",\"Additional fees\",\"Taxes\",\"Total sales\"\n";

/// A day, what the order says of its visit, and its money.
fn order(day: &str, visit: [&str; 3], money: u32) -> String {
    let [source, medium, campaign] = visit;
    format!(
        "\"{day}\",\"{source}\",\"{medium}\",\"{campaign}\",1,{money},0,0,{money},0,0,0,0,{money}\n"
    )
}

const EVIDENCE: &str = "source = \"s\"\nowner = \"o\"\ndate = 2026-01-01\n";

/// An assumption; one that is graded A1 has the test that it takes.
fn assumption(key: &str, base: &str, more: &str) -> String {
    let head = format!("[[assumptions]]\nkey = \"{key}\"\nbase = {base}\n{more}\n");
    if !more.contains("A1") {
        return format!("{head}{EVIDENCE}");
    }
    let own = EVIDENCE.replace("\"s\"", &format!("\"Report of test-{key}\""));
    format!(
        "{head}low = {base}\nhigh = {base}\n{own}[[experiments]]\nexp_id = \"test-{key}\"\nmethod = \"holdout\"\n\
         start = 2026-05-01\nend = 2026-06-28\n{EVIDENCE}"
    )
}

fn experiment(scope: &str, end: &str, more: &str) -> String {
    format!(
        "[[experiments]]\nexp_id = \"holdout\"\nmethod = \"holdout\"\n{scope}\nstart = {end}-01\nend = {end}-28\nincrementality = 0.5\n{more}\n{EVIDENCE}"
    )
}

fn written(spend: &str, orders: &str, more: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: String| fs::write(folder.path().join(name), text).unwrap();
    if !spend.is_empty() {
        let head = "Campaign name,Day,Impressions,Link clicks,Amount spent (EUR),Reporting starts,Reporting ends\n";
        write("meta.csv", format!("{head}{spend}"));
    }
    write("orders.csv", format!("{ORDERS}{orders}"));
    write(
        "social-roi.toml",
        format!(
            "sources = [\"*.csv\"]\n[money]\ncurrency = \"EUR\"\n[margin]\nbase = 0.5\n{EVIDENCE}{more}"
        ),
    );
    folder
}

fn with(more: &str) -> tempfile::TempDir {
    let (mut spend, mut orders) = (String::new(), String::new());
    for month in ["2026-07", "2026-08", "2026-09", "2026-10"] {
        spend += &format!("C,{month}-05,1000,100,200,{month}-05,{month}-05\n");
        orders += &order(
            &format!("{month}-06"),
            ["facebook", "paid_social", "C"],
            1000,
        );
        orders += &order(&format!("{month}-07"), ["instagram", "social", ""], 500);
    }
    written(&spend, &orders, more)
}

const JULY: &str = "ledger --period 2026-07 --quiet";

fn july(more: &str) -> Value {
    json(with(more).path(), JULY)
}

/// The same with what nobody documents.
fn shown(more: &str) -> Value {
    json(with(more).path(), &format!("{JULY} --allow-undocumented"))
}

/// The amount and the grade of a line.
fn line(found: &Value, id: &str) -> (f64, String) {
    let lines = found["lines"].as_array().unwrap();
    let one = lines.iter().find(|one| one["id"] == id);
    let one = one.unwrap_or_else(|| panic!("no {id}"));
    (
        number(one, "/amount/value"),
        one["grade"].as_str().unwrap().to_owned(),
    )
}

fn notes(found: &Value) -> String {
    found["notes"].to_string()
}

/// 900 of a test is 450: in place of everything, of organic social alone, of Meta alone by whatever name.
#[test]
fn a_test_covers_what_it_was_about() {
    for (name, value) in [
        ("all", 450.0),
        ("organic", 950.0),
        ("paid", 700.0),
        ("facebook", 700.0),
        ("Meta", 700.0),
        ("meta_ads", 700.0),
        ("tiktok", 1_200.0),
    ] {
        let found = july(&assumption(
            &format!("incremental_revenue_{name}"),
            "900",
            "grade = \"A1\"",
        ));
        assert_eq!(number(&found, "/value"), value, "{name}");
    }
}

#[test]
fn a_test_of_a_platform_covers_its_ads_for_other_functions() {
    let found = july(
        &(assumption("incremental_revenue_meta", "900", "grade = \"A1\"")
            + "[[mapping]]\ncampaign = \"C\"\nfunction = \"recruiting\"\n"),
    );
    assert_eq!(number(&found, "/value"), 700.0);
}

#[test]
fn a_test_of_nothing_known_is_refused() {
    let copy = with(&assumption(
        "incremental_revenue_metta",
        "900",
        "grade = \"A1\"",
    ));
    let (code, text) = refused(copy.path(), JULY);
    assert!(code != 0 && text.contains("did you mean `meta`?"), "{text}");
    assert_ne!(refused(copy.path(), "check --quiet").0, 0);
}

/// 1,000 of employees at κ 1 and 1,000 of Instagram at κ 0.9, at a margin of one half: 500 + 450.
#[test]
fn employees_have_lines_of_their_own() {
    let orders = order("2026-07-06", ["linkedin", "employee", ""], 1000)
        + &order("2026-07-07", ["instagram", "social", ""], 1000);
    let organic = assumption("kappa_organic", "0.9", "");
    let of = |more: &str| {
        let folder = written("", &orders, &format!("{organic}{more}"));
        number(&json(folder.path(), JULY), "/value")
    };
    assert_eq!(of(""), 900.0);
    assert_eq!(of(&assumption("kappa_employees", "1", "")), 950.0);
    let tested = assumption("incremental_revenue_organic", "100", "grade = \"A1\"");
    assert_eq!(of(&tested), 50.0);
}

/// Ads without an export: their revenue counts where their media is on record in these days, and nowhere else.
#[test]
fn revenue_of_ads_needs_media_of_its_days_and_platform() {
    let orders = order("2026-07-06", ["facebook", "paid_social", ""], 1000)
        + &order("2026-07-07", ["instagram", "social", ""], 500);
    let of = |month: &str, vendor: &str| {
        let media = format!(
            "[[costs]]\nperiod = \"2026-{month}\"\nfunction = \"paid\"\ncost_type = \"media\"\namount = 100\nvendor = \"{vendor}\"\n"
        );
        let tools = "[[costs]]\nperiod = \"2026-07\"\nfunction = \"paid\"\ncost_type = \"tools\"\namount = 100\n";
        let found = json(
            written("", &orders, &format!("{media}{tools}")).path(),
            JULY,
        );
        (
            number(&found, "/value"),
            notes(&found).contains("left out: their media"),
        )
    };
    assert_eq!(of("08", "Meta"), (250.0, true));
    assert_eq!(of("07", "TikTok"), (250.0, true));
    assert_eq!(of("07", "Meta"), (750.0, false));
    assert_eq!(of("07", "Some house"), (750.0, false));
}

/// κ 0.5 of Meta: 250 of its 500. It is measured for twelve months after the end, then no more than an assumption, day by
/// day: the orders are of 6 July.
#[test]
fn an_experiment_grows_old() {
    let of = |end: &str, more: &str| {
        let found = july(&experiment("scope = \"platform=facebook\"", end, more));
        let told = notes(&found).contains("the experiment holdout expired on");
        (line(&found, "L-02:meta"), told)
    };
    let interval = "low = 0.4\nhigh = 0.6\n";
    assert_eq!(of("2026-01", interval), ((250.0, "A1".into()), false));
    // Without an interval it is no result of a test with one.
    assert_eq!(of("2026-01", ""), ((250.0, "A2".into()), false));
    let told = notes(&july(&experiment(
        "scope = \"platform=facebook\"",
        "2026-01",
        "",
    )));
    assert!(
        told.contains("the experiment holdout is A2, not A1"),
        "{told}"
    );
    assert_eq!(of("2025-06", ""), ((250.0, "D1".into()), true));
    assert_eq!(
        of("2025-06", &format!("{interval}expires = 2026-07-31")),
        ((250.0, "A1".into()), false)
    );
    assert_eq!(
        of("2026-01", &format!("{interval}expires = 2026-07-30")),
        ((250.0, "A1".into()), true)
    );
    assert_eq!(
        of("2026-01", "expires = 2026-07-05"),
        ((250.0, "D1".into()), true)
    );
}

#[test]
fn an_experiment_of_no_line_is_told_of_and_one_of_no_platform_refused() {
    for (scope, why) in [
        ("function = \"care\"", "none takes kappa_care"),
        ("scope = \"platform=tiktok\"", "none takes kappa_tiktok"),
        ("scope = \"campaign=C\"", "it is about a part of a platform"),
    ] {
        let found = july(&experiment(scope, "2026-01", ""));
        let told = format!("the experiment holdout corrects no line: {why}");
        assert!(notes(&found).contains(&told), "{}", notes(&found));
        assert_eq!(number(&found, "/value"), 750.0);
    }
    let copy = with(&experiment("scope = \"platform=mta\"", "2026-01", ""));
    let (_, text) = refused(copy.path(), JULY);
    assert!(text.contains("did you mean `meta`?"), "{text}");
}

/// July: 1,700 over 140; August: 1,600 over 200.
#[test]
fn why_the_return_on_media_changed_is_about_the_return_of_the_headline() {
    let spend = "C,2026-07-05,1000,100,100,2026-07-05,2026-07-05\nJ,2026-07-05,1000,100,40,2026-07-05,2026-07-05\n\
                 C,2026-08-05,1000,100,150,2026-08-05,2026-08-05\nJ,2026-08-05,1000,100,50,2026-08-05,2026-08-05\n";
    let of =
        |day: &str, campaign: &str, money| order(day, ["facebook", "paid_social", campaign], money);
    let orders = of("2026-07-06", "C", 1000)
        + &of("2026-07-06", "J", 700)
        + &of("2026-08-06", "C", 1500)
        + &of("2026-08-06", "J", 100);
    let mapping = "[[mapping]]\ncampaign = \"J\"\nfunction = \"recruiting\"\n";
    let folder = written(spend, &orders, mapping);
    let found = json(
        folder.path(),
        "ledger --period 2026-08 --compare previous --quiet",
    );
    let roas = number(&found, "/beside/media_roas/value");
    assert_eq!(roas, 8.0);
    let text = crate::printed(
        folder.path(),
        "ledger --period 2026-08 --compare previous --quiet --format csv",
    );
    let effects = text.lines().filter_map(|line| {
        let cells: Vec<&str> = line.split(',').collect();
        let effect = cells[0] == "roas_change" && cells[2] == "effect";
        effect.then(|| cells[3].parse::<f64>().unwrap())
    });
    let change = 1_600.0 / 200.0 - 1_700.0 / 140.0;
    assert!((effects.sum::<f64>() - change).abs() < 1e-8);
}

/// 3,000 of a quarter: 31 of its 92 days, at a margin of one half.
#[test]
fn totals_count_by_their_days() {
    let quarter = assumption(
        "incremental_revenue_meta",
        "3000",
        "grade = \"A1\"\nperiod = \"2026-Q3\"",
    );
    let found = july(&quarter);
    let expected = 3_000.0 * 31.0 / 92.0 * 0.5;
    assert!((line(&found, "L-01:meta").0 - expected).abs() < 1e-6);
    let whole = json(
        with(&quarter).path(),
        "ledger --period 2026-07..2026-09 --quiet",
    );
    assert_eq!(line(&whole, "L-01:meta").0, 1_500.0);
    let year = |key: &str, base: &str| assumption(key, base, "period = \"2026\"");
    let risk = year("expected_loss_before", "120000") + &year("expected_loss_after", "60000");
    let found = json(
        with(&risk).path(),
        "ledger --period 2026-07 --include-risk --quiet",
    );
    let expected = 60_000.0 * 31.0 / 365.0;
    assert!((line(&found, "L-15").0 - expected).abs() < 1e-4);
    let always = july(&assumption(
        "incremental_revenue_meta",
        "900",
        "grade = \"A1\"",
    ));
    assert!(notes(&always).contains("has no period and is taken for that of the ledger"));
}

#[test]
fn hires_of_the_company_are_not_those_of_social_media() {
    let count = |key: &str| {
        format!(
            "[[counts]]\nkey = \"{key}\"\nperiod = \"2026-07\"\nfunction = \"recruiting\"\nvalue = 4\nsource = \"list\"\n"
        )
    };
    let prices = assumption("agency_share", "0.5", "") + &assumption("agency_cost", "1000", "");
    let found = july(&(count("hires") + &prices));
    assert_eq!(number(&found, "/value"), 750.0);
    let found = july(&(count("hires_social") + &prices));
    assert_eq!(number(&found, "/value"), 2_750.0);
}

#[test]
fn prices_of_exposure_without_a_volume_are_told_of() {
    let copy = with(&assumption("emv_impressions", "0.01", ""));
    let found = json(copy.path(), &format!("{JULY} --show-emv"));
    assert!(notes(&found).contains("no export holds a volume"));
}

/// The line of a test of Meta at 900 in July, an interval, and an experiment, each as written.
fn claim(evidence: &str, ends: &str, test: &str) -> String {
    format!(
        "[[assumptions]]\nkey = \"incremental_revenue_meta\"\nbase = 900\nperiod = \"2026-07\"\ngrade = \"A1\"\n{ends}\n\
         source = \"{evidence}\"\nowner = \"o\"\ndate = 2026-07-31\n{test}"
    )
}

fn test_of_spring(more: &str) -> String {
    format!("[[experiments]]\nexp_id = \"spring\"\nstart = 2026-04-01\nend = 2026-04-30\n{more}\n")
}

/// 900 × 0.5 = 450 where a test stands behind it, in place of credit of 500; else the credit counts, B1, and the claim is
/// D1, with the reason.
#[test]
fn a_written_grade_counts_as_far_as_its_evidence_goes() {
    let sound = "method = \"holdout\"\nsource = \"Report\"\nowner = \"Analyst\"";
    let did = "method = \"difference_in_differences\"\nsource = \"Report\"\nowner = \"Analyst\"";
    let ends = "low = 500\nhigh = 1300";
    for (claim, grade, why) in [
        (
            claim("Result of spring", ends, &test_of_spring(sound)),
            "A1",
            "",
        ),
        (
            claim("Result of spring", ends, &test_of_spring(did)),
            "A2",
            "is graded A2, not A1: so is the experiment spring",
        ),
        (
            claim("Our lift study", ends, &test_of_spring(sound)),
            "D1",
            "is graded D1, not A1: its `source` names no experiment (exp_id) with a source and an owner",
        ),
        (
            claim("Result of spring", "", &test_of_spring(sound)),
            "D1",
            "a result of a test has an interval: `low` and `high`",
        ),
        (
            claim(
                "Result of spring",
                ends,
                &test_of_spring(&format!("{sound}\nexpires = 2026-07-30")),
            ),
            "D1",
            "the experiment spring expired on 2026-07-30",
        ),
        (
            claim(
                "Result of spring",
                &format!("{ends}\nexpires = 2026-07-31"),
                &test_of_spring(sound),
            ),
            "A1",
            "",
        ),
    ] {
        let found = july(&claim);
        let is_measured = grade.starts_with('A');
        assert_eq!(line(&found, "L-01:meta"), (450.0, grade.into()), "{claim}");
        // Organic social has 250 beside it.
        let value = if is_measured { 700.0 } else { 750.0 };
        assert_eq!(number(&found, "/value"), value, "{claim}");
        let told = notes(&found);
        assert_eq!(told.contains("is graded"), !why.is_empty(), "{told}");
        assert!(told.contains(why), "{told}");
    }
}

/// κ 0.5 of a survey, C2, until it expires: 250 of 500, and D1 from then on.
#[test]
fn an_assumption_that_expired_is_no_more_than_one() {
    for (expires, grade) in [("2026-07-31", "C2"), ("2026-07-30", "D1")] {
        let more = format!("grade = \"C2\"\nexpires = {expires}");
        let found = july(&assumption("kappa_meta", "0.5", &more));
        assert_eq!(line(&found, "L-02:meta"), (250.0, grade.into()));
        let told = notes(&found)
            .contains("the assumption kappa_meta is graded D1, not C2: it expired on 2026-07-30");
        assert_eq!(told, grade == "D1");
    }
}

/// −100 to 1,900 holds zero: the line counts and says so, as that of an experiment does.
#[test]
fn a_test_whose_interval_holds_zero_is_marked() {
    for (low, is_marked) in [("-100", true), ("100", false)] {
        let sound = "method = \"geo\"\nsource = \"Report\"\nowner = \"Analyst\"";
        let ends = format!("low = {low}\nhigh = 1900");
        let found = july(&claim("spring", &ends, &test_of_spring(sound)));
        let lines = found["lines"].as_array().unwrap();
        let tested = lines.iter().find(|one| one["id"] == "L-01:meta").unwrap();
        assert_eq!(tested["not_significant"], is_marked);
        assert_eq!(number(&found, "/value"), 700.0);
    }
}

/// κ 0.4 that somebody answers for, and a test at 0.8 that nobody does: 1,000 × 0.5 × 0.4 = 200. Alone the test is shown
/// where that is asked for, and the line counts in no rung above.
#[test]
fn a_test_that_nobody_answers_for_replaces_nothing() {
    let test = "[[experiments]]\nexp_id = \"e\"\nmethod = \"holdout\"\nscope = \"platform=meta\"\n\
                start = 2026-04-01\nend = 2026-04-30\nincrementality = 0.8\n";
    for key in ["kappa_meta", "kappa_paid", "kappa_all"] {
        let found = shown(&format!("{}{test}", assumption(key, "0.4", "")));
        assert_eq!(line(&found, "L-02:meta"), (200.0, "D1".into()), "{key}");
        let told = notes(&found);
        let why = "the experiment e corrects no line: it lacks a source or an owner, and what is documented counts before it";
        assert!(told.contains(why), "{told}");
    }
    let found = shown(test);
    let lines = found["lines"].as_array().unwrap();
    let line = lines.iter().find(|one| one["id"] == "L-02:meta").unwrap();
    assert_eq!(
        (&line["grade"], &line["include"]),
        (&"D2".into(), &false.into())
    );
}

const DEALS: &str = "Record ID,Deal Name,Deal Stage,Amount,Currency,Close Date,Create Date,Original Traffic Source,Associated Contact IDs\n\
                     1,a,Closed won,9000,EUR,2026-07-20 10:00,2026-07-01 10:00,Paid Social,11\n\
                     2,b,Closed won,3000,EUR,2026-07-21 10:00,2026-07-01 10:00,Organic Social,12\n";

/// Deals won through ads, 9,000, and through posts, 3,000, at a margin of one half, without a shop. A test of the ads
/// brought those deals too: 900 × 0.5 in place of 4,500.
#[test]
fn a_test_of_ads_counts_in_place_of_the_deals_that_they_brought() {
    let of = |more: &str| {
        let folder = with(more);
        fs::remove_file(folder.path().join("orders.csv")).unwrap();
        fs::write(folder.path().join("deals.csv"), DEALS).unwrap();
        json(folder.path(), JULY)
    };
    assert_eq!(number(&of(""), "/value"), 4_500.0 + 1_500.0);
    for (name, value) in [
        ("meta", 450.0 + 1_500.0),
        ("paid", 450.0 + 1_500.0),
        ("organic", 450.0 + 4_500.0),
        ("creators", 450.0 + 4_500.0 + 1_500.0),
        ("all", 450.0),
    ] {
        let tested = assumption(
            &format!("incremental_revenue_{name}"),
            "900",
            "grade = \"A1\"\nperiod = \"2026-07\"",
        );
        let found = of(&tested);
        assert_eq!(number(&found, "/value"), value, "{name}");
    }
    let found = of(&assumption(
        "incremental_revenue_meta",
        "900",
        "grade = \"A1\"\nperiod = \"2026-07\"",
    ));
    let lines = found["lines"].as_array().unwrap();
    let deals = lines.iter().find(|one| one["id"] == "L-06:ads").unwrap();
    assert_eq!(deals["why_not"], "covered by L-01:meta");
}
