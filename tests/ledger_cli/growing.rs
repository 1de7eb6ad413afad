//! From spend and orders alone to a full cost: every further table raises completeness, and the gap is always named.

use std::fs;
use std::path::Path;

use crate::{json, number, printed};

const SPEND: &str = "Campaign name,Day,Impressions,Link clicks,Amount spent (EUR),Reporting starts,Reporting ends\n\
                     Sale,2026-10-05,10000,200,1000,2026-10-05,2026-10-05\n";
const ORDERS: &str = "\"Day\",\"Order UTM source\",\"Order UTM medium\",\"Order UTM campaign\",\"Orders\",\"Gross sales\",\"Discounts\",\"Returns\",\"Net sales\",\"Shipping charges\",\"Duties\",\"Additional fees\",\"Taxes\",\"Total sales\"\n\
                      \"2026-10-06\",\"facebook\",\"paid_social\",\"Sale\",40,4000,0,0,4000,0,0,0,800,4800\n\
                      \"2026-10-07\",\"instagram\",\"social\",,5,500,0,0,500,0,0,0,100,600\n";

fn exports(folder: &Path) {
    fs::write(folder.join("meta.csv"), SPEND).unwrap();
    fs::write(folder.join("orders.csv"), ORDERS).unwrap();
}

const LINE: &str = "ledger meta.csv orders.csv --period 2026-10 --quiet";

#[test]
fn spend_and_orders_work_and_say_what_is_missing() {
    let folder = tempfile::tempdir().unwrap();
    exports(folder.path());
    let text = printed(folder.path(), &format!("{LINE} --format table --width 100"));
    for sentence in [
        "cost: media only (1 of 8 cost types)",
        "note: ROI overstated: labour is not on record, no margin, so that revenue counts as value",
        "note: margin: not given: revenue counted as value",
        "What is missing (cost: media only (1 of 8 cost types))",
        "- labour: mostly the largest cost: hours under [[labour]] or `--cost labour=12000`",
    ] {
        assert!(text.contains(sentence), "no `{sentence}` in\n{text}");
    }
    let found = json(folder.path(), LINE);
    assert_eq!(number(&found, "/value"), 4_500.0);
    assert_eq!(number(&found, "/roi/value"), 3.5);
}

#[test]
fn every_further_table_raises_completeness() {
    let folder = tempfile::tempdir().unwrap();
    exports(folder.path());
    let mut project = String::from("[money]\ncurrency = \"EUR\"\n");
    let write = |text: &str| fs::write(folder.path().join("social-roi.toml"), text).unwrap();
    write(&project);
    let recorded = || number(&json(folder.path(), LINE), "/cost/completeness/recorded");
    assert_eq!(recorded(), 1.0);
    for (at, (kind, entry)) in [
        ("tools", "[[costs]]\nperiod = \"2026-10\"\nfunction = \"shared\"\ncost_type = \"tools\"\namount = 300\n"),
        ("agency", "[[costs]]\nperiod = \"2026-10\"\nfunction = \"paid\"\ncost_type = \"agency\"\namount = 200\nstatus = \"estimated\"\n"),
        ("content", "[[costs]]\nperiod = \"2026-10\"\nfunction = \"organic\"\ncost_type = \"content\"\namount = 100\n"),
        ("creators", "[[costs]]\nperiod = \"2026-10\"\nfunction = \"organic\"\ncost_type = \"creators\"\namount = 0\n"),
        ("labour", "[[labour]]\nperiod = \"2026-10\"\nfunction = \"organic\"\nhours = 20\nloaded_rate = 40\n"),
        ("training", "[[costs]]\nperiod = \"2026-10\"\nfunction = \"policy\"\ncost_type = \"training\"\namount = 50\n"),
        ("overhead", "[[costs]]\nperiod = \"2026-10\"\nfunction = \"shared\"\ncost_type = \"overhead\"\nshare_of_labour = 0.1\n"),
    ]
    .into_iter()
    .enumerate()
    {
        project += entry;
        write(&project);
        assert_eq!(recorded(), at as f64 + 2.0, "{kind}");
    }
    let found = json(folder.path(), LINE);
    // 1,000 + 300 + 200 + 100 + 0 + 800 + 50 + 80
    assert_eq!(number(&found, "/cost/total"), 2_530.0);
    assert_eq!(number(&found, "/cost/by_type/2/estimated"), 200.0);
    let text = printed(
        folder.path(),
        &format!("{LINE} --margin 0.4 --format table --width 100"),
    );
    assert!(!text.contains("ROI overstated"), "{text}");
    assert!(text.contains("; full cost, net of refunds"), "{text}");
}

#[test]
fn an_invoice_of_exported_media_counts_once() {
    let folder = tempfile::tempdir().unwrap();
    exports(folder.path());
    let project = "[[costs]]\nperiod = \"2026-10\"\nfunction = \"paid\"\ncost_type = \"media\"\namount = 1000\ncurrency = \"EUR\"\nvendor = \"Meta\"\n";
    fs::write(folder.path().join("social-roi.toml"), project).unwrap();
    assert_eq!(number(&json(folder.path(), LINE), "/cost/total"), 1_000.0);
    let text = printed(folder.path(), &format!("{LINE} --format table --width 100"));
    assert!(
        text.contains(
            "media 1,000.00 of Meta is not counted twice: it stands in the platform's export (meta)"
        ),
        "{text}"
    );
}

/// Meta's export knows nothing of another platform's invoice, nor of a vendor's who is no platform; one that names nobody is
/// taken to be in it.
#[test]
fn media_of_a_platform_that_no_export_holds_counts() {
    let folder = tempfile::tempdir().unwrap();
    exports(folder.path());
    let total = |more: &str| {
        let project = format!(
            "[[costs]]\nperiod = \"2026-10\"\nfunction = \"paid\"\ncost_type = \"media\"\namount = 400\ncurrency = \"EUR\"\n{more}"
        );
        fs::write(folder.path().join("social-roi.toml"), project).unwrap();
        let report = printed(
            folder.path(),
            "report . --period 2026-10 --metrics roi --totals --format json --quiet",
        );
        let left_out = printed(
            folder.path(),
            "report . --period 2026-10 --metrics roi --format table --width 100 --quiet",
        )
        .contains("media costs of social-roi.toml left out");
        assert!(report.contains("\"roi\""), "{report}");
        (number(&json(folder.path(), LINE), "/cost/total"), left_out)
    };
    assert_eq!(total("vendor = \"Reddit Inc.\"\n"), (1_400.0, false));
    assert_eq!(total("platform = \"reddit\"\n"), (1_400.0, false));
    assert_eq!(total("vendor = \"Meta Platforms\"\n"), (1_000.0, true));
    assert_eq!(total("platform = \"Facebook\"\n"), (1_000.0, true));
    assert_eq!(total("vendor = \"Agency\"\n"), (1_400.0, false));
    assert_eq!(total("note = \"reddit ads\"\n"), (1_400.0, false));
    assert_eq!(total("note = \"boosts on Facebook\"\n"), (1_000.0, true));
    assert_eq!(total("vendor = \"Radio X\"\n"), (1_400.0, false));
    // What is only taken to be in the export is told by a sentence of its own.
    assert_eq!(total(""), (1_000.0, false));
    assert_eq!(total("note = \"boosts\"\n"), (1_000.0, false));
}

#[test]
fn a_cost_of_a_part_of_the_period_says_so() {
    let folder = tempfile::tempdir().unwrap();
    exports(folder.path());
    let project = "[[labour]]\nperiod = \"2026-10-01..2026-10-10\"\nfunction = \"paid\"\nhours = 10\nloaded_rate = 40\ncurrency = \"EUR\"\n";
    fs::write(folder.path().join("social-roi.toml"), project).unwrap();
    let text = printed(folder.path(), &format!("{LINE} --format table --width 100"));
    assert!(
        text.contains("note: labour is on record for 10 of 31 days"),
        "{text}"
    );
}

#[test]
fn spend_alone_has_no_return_rather_than_one_of_nothing() {
    let folder = tempfile::tempdir().unwrap();
    exports(folder.path());
    let found = json(folder.path(), "ledger meta.csv --quiet");
    assert_eq!(found["roi"]["status"], "not_supplied");
    assert_eq!(found["ladder"][3]["roi"]["status"], "not_supplied");
    assert_eq!(number(&found, "/cost/total"), 1_000.0);
    assert_eq!(found["missing"][0]["what"], "outcomes");
}

#[test]
fn orders_alone_have_no_return_either() {
    let folder = tempfile::tempdir().unwrap();
    exports(folder.path());
    let found = json(
        folder.path(),
        "ledger orders.csv --quiet --currency-of orders.csv=EUR",
    );
    assert_eq!(found["roi"]["status"], "no_cost");
    let notes: Vec<&str> = found["notes"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|note| note.as_str())
        .collect();
    let left = "4,000.00 EUR credited to ads of meta is left out: their media is on no record, and value without its cost is no return";
    assert!(notes.contains(&left), "{notes:?}");
}

#[test]
fn without_a_period_the_months_count_that_spend_and_outcomes_both_have() {
    let folder = tempfile::tempdir().unwrap();
    exports(folder.path());
    let earlier = SPEND.replace("2026-10-05", "2026-08-05");
    fs::write(folder.path().join("august.csv"), earlier).unwrap();
    let found = json(
        folder.path(),
        "ledger meta.csv august.csv orders.csv --quiet",
    );
    assert_eq!(found["period"], "2026-10-01..2026-10-31");
    assert_eq!(number(&found, "/cost/total"), 1_000.0);
}

/// Email is no social activity; what came from `somesite / qr` may be, and is told apart.
#[test]
fn revenue_in_no_line_is_told_by_whether_its_tags_say_why() {
    let folder = tempfile::tempdir().unwrap();
    exports(folder.path());
    let more = "\"2026-10-08\",\"newsletter\",\"email\",,2,300,0,0,300,0,0,0,0,300\n\
                \"2026-10-09\",\"somesite\",\"qr\",\"autumn\",1,70,0,0,70,0,0,0,0,70\n";
    fs::write(folder.path().join("orders.csv"), format!("{ORDERS}{more}")).unwrap();
    let found = json(folder.path(), LINE);
    assert_eq!(number(&found, "/value"), 4_500.0);
    let notes: Vec<&str> = found["notes"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|note| note.as_str())
        .filter(|note| note.contains("4,870.00"))
        .collect();
    assert_eq!(notes.len(), 2, "{notes:?}");
    assert!(notes[0].starts_with("300.00 EUR of 4,870.00 EUR revenue is credited to no social"));
    assert!(notes[1].starts_with("70.00 EUR of 4,870.00 EUR revenue bears a source and medium"));
}

/// Hours of September, media and orders of October: 30 days of labour, but none of the 31 that matter.
#[test]
fn labour_of_another_month_than_media_is_missing_all_the_same() {
    let folder = tempfile::tempdir().unwrap();
    exports(folder.path());
    let labour = |month: &str| {
        let project = format!(
            "[[labour]]\nperiod = \"{month}\"\nfunction = \"paid\"\nhours = 10\nloaded_rate = 40\ncurrency = \"EUR\"\n"
        );
        fs::write(folder.path().join("social-roi.toml"), project).unwrap();
        let line = LINE.replace("2026-10", "2026-09..2026-10");
        json(folder.path(), &line)["headline"]["banner"].clone()
    };
    let told = "ROI may be too low or too high: media and outcomes are on record for 1–31 Oct 2026, other costs for other days too \
                (`--period 2026-10-01..2026-10-31` takes the days on record) (too low); \
                labour is on record for 0 of 31 days, no margin, so that revenue counts as value (too high)";
    assert_eq!(labour("2026-09"), told);
    let told = "ROI overstated: no margin, so that revenue counts as value";
    assert_eq!(labour("2026-10"), told);
}

/// What nobody measured stands in a table with who said so; what a file measured does not.
#[test]
fn what_is_assumed_is_shown_with_its_source() {
    let folder = tempfile::tempdir().unwrap();
    exports(folder.path());
    let project = "[[assumptions]]\nkey = \"kappa_meta\"\nbase = 0.5\nlow = 0.4\nhigh = 0.6\nsource = \"Survey of spring\"\nowner = \"Insights\"\ndate = 2026-05-01\n";
    fs::write(folder.path().join("social-roi.toml"), project).unwrap();
    let text = printed(folder.path(), &format!("{LINE} --format markdown"));
    let (_, table) = text.split_once("taken on somebody's word").unwrap();
    let row = table
        .lines()
        .find(|line| line.contains("kappa_meta"))
        .unwrap();
    for cell in [
        "0.4",
        "0.5",
        "0.6",
        "Survey of spring",
        "Insights",
        "2026-05-01",
        "social-roi.toml:1:1",
    ] {
        assert!(row.contains(cell), "no `{cell}` in {row}");
    }
    let named = |key: &str| {
        table
            .lines()
            .any(|line| line.starts_with(&format!("| {key} ")))
    };
    assert!(named("kappa_organic") && !named("revenue_meta"), "{table}");
}
