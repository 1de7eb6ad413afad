//! What is not known is not printed as nothing: lines refused for want of a source, credit without its media, periods on
//! record for other days.

use std::fs;
use std::path::Path;

use super::{json, printed, refused};

const MEDIA: &str = "\"Campaign name\",Day,Impressions,\"Link clicks\",Purchases,\"Purchases conversion value\",\"Amount spent (EUR)\",\"Reporting starts\",\"Reporting ends\"\n\
    Launch_Conv,2026-09-03,5000,40,2,150,900,2026-09-03,2026-09-03\n\
    Launch_Conv,2026-09-20,5000,44,1,70,900,2026-09-20,2026-09-20\n";

const ORDERS: &str = "Name,Financial Status,Paid at,Currency,Subtotal,Shipping,Taxes,Total,Created at,Lineitem quantity,Lineitem name,Lineitem price,Note Attributes\n\
    \"#1\",paid,2026-09-05 06:48:36 +0200,EUR,500,0,0,500,2026-09-05 06:48:36 +0200,1,Bag,500,\"utm_source: facebook\nutm_medium: paid\nutm_campaign: Launch_Conv\"\n";

const MARGIN: &str = "sources = [\".\"]\n[money]\ncurrency = \"EUR\"\n[margin]\nbase = 0.4\n";

const TEXT: &str = "ledger --quiet --format table";

fn project(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        fs::write(folder.path().join(name), text).unwrap();
    }
    folder
}

fn sample() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-data")
}

#[test]
fn value_of_refused_lines_is_not_known_to_be_nothing() {
    let files = [
        ("meta.csv", MEDIA),
        ("orders.csv", ORDERS),
        ("social-roi.toml", MARGIN),
    ];
    let folder = project(&files);
    let found = json(folder.path(), "ledger --quiet");
    assert_eq!(found["roi"]["status"], "refused");
    assert_eq!(
        found["headline"]["net_value"],
        serde_json::Value::Null,
        "{}",
        found["headline"]
    );
    assert_eq!(found["missing"][0]["what"], "[margin]");
    assert_eq!(
        found["missing"][0]["how"],
        "source, owner, date (social-roi.toml:4:1): without them L-02:meta is refused"
    );
    let text = printed(folder.path(), TEXT);
    assert!(
        text.contains("¹ value is refused: what it needs has no source, owner and date"),
        "{text}"
    );
    assert!(
        text.contains("value not known less cost on record 1,800.00"),
        "{text}"
    );
    assert!(!text.contains("-1,800.00"), "{text}");
    let rows = printed(folder.path(), "ledger --quiet --format csv");
    assert!(
        rows.contains("headline,,value,,EUR,,,,,refused,\n"),
        "{rows}"
    );
    assert!(!rows.contains("-1800"), "{rows}");
    let (code, said) = refused(folder.path(), "chart ladder -o ladder.svg");
    assert_eq!(code, 1);
    assert!(
        said.contains(
            "no line of value counts; [margin]: source, owner, date (social-roi.toml:4:1)"
        ),
        "{said}"
    );
}

/// Beside a line that counts, a refused one makes the return a lower bound.
#[test]
fn a_refused_line_beside_others_makes_value_a_lower_bound() {
    let documented = "source = \"a survey\"\nowner = \"care\"\ndate = 2026-08-01\n";
    let saving = format!(
        "[[assumptions]]\nkey = \"contact_cost\"\nbase = 6\nunit = \"EUR per contact\"\n{documented}\
         [[assumptions]]\nkey = \"deflection_share\"\nbase = 0.5\nunit = \"share\"\n{documented}\
         [[counts]]\nkey = \"contacts_resolved\"\nvalue = 10\nperiod = \"2026-09\"\nsource = \"the inbox\"\n"
    );
    let text = format!("{MARGIN}{saving}");
    let folder = project(&[
        ("meta.csv", MEDIA),
        ("orders.csv", ORDERS),
        ("social-roi.toml", &text),
    ]);
    let text = printed(folder.path(), TEXT);
    assert!(
        text.contains("value of at least 30.00 (without L-02:meta) less cost on record 1,800.00"),
        "{text}"
    );
    assert!(text.contains("L-02:meta is refused (too low)"), "{text}");
    assert!(
        text.contains(
            "More value is refused, as what it needs has no source, owner and date: Meta."
        ),
        "{text}"
    );
}

#[test]
fn credit_without_media_asks_for_the_spend_and_not_for_orders() {
    let folder = project(&[("orders.csv", ORDERS), ("social-roi.toml", MARGIN)]);
    let found = json(folder.path(), "ledger --quiet");
    assert_eq!(found["missing"][0]["what"], "media of Meta");
    let how = found["missing"][0]["how"].as_str().unwrap();
    assert!(how.starts_with("export the spend: "), "{how}");
    let text = printed(folder.path(), TEXT);
    assert!(!text.contains("- outcomes: "), "{text}");
    assert!(!text.contains("Value lines"), "{text}");
    assert!(!text.contains("What the ROI hangs on"), "{text}");
    for kind in ["ladder", "waterfall", "tornado"] {
        let (code, said) = refused(folder.path(), &format!("chart {kind} -o chart.svg"));
        assert_eq!(code, 1);
        assert!(said.contains("the media of Meta is on no record"), "{said}");
    }
}

#[test]
fn a_period_half_on_record_says_so_at_the_top() {
    const LINE: &str = "ledger . --quiet --period 2026-Q3 --compare year";
    let text = printed(&sample(), &format!("{LINE} --format table"));
    let top: Vec<&str> = text
        .lines()
        .filter(|line| line.starts_with("note: "))
        .collect();
    assert_eq!(
        top[0],
        "note: before: 1 Jul – 30 Sep 2025, on record for 61 of 92 days; now for 92 of 92 days: a part of every change is that"
    );
    let gaps = "media, tools, agency, content, creators, labour, training, overhead for 92 of 92 days, before 61 of 92 days";
    assert!(text.contains(gaps), "{text}");
    let page = printed(&sample(), &format!("{LINE} --format html"));
    let said = "Of this period 92 of 92 days are on record, of the one before 61 of 92";
    assert!(page.find(said).unwrap() < page.find("<table").unwrap());
    let chart = printed(
        &sample(),
        "chart bridge . --quiet --period 2026-Q3 --compare year --format svg",
    );
    assert!(
        chart.contains("ROI from +12.2% to +3.9%; the largest effects may be gaps in the records"),
        "{chart}"
    );
}

#[test]
fn an_assumption_of_one_period_alone_says_so() {
    let text = printed(
        &sample(),
        "ledger . --quiet --period 2026-06 --compare previous --format table --width 80",
    );
    let at = text.find("Assumptions that changed").unwrap();
    let table = &text[at..];
    assert!(
        table.lines().nth(2).unwrap().contains("before")
            && table.lines().nth(2).unwrap().contains("after"),
        "{table}"
    );
    assert!(table.contains("no longer used in this period"), "{table}");
}

#[test]
fn the_answer_stands_under_the_title() {
    let lead = "of value against a full cost of";
    let text = printed(
        &sample(),
        "ledger . --quiet --period 2026-Q3 --format table",
    );
    let line = text.lines().nth(2).unwrap();
    assert!(line.contains(lead) && line.contains("ROI"), "{line}");
    let markdown = printed(
        &sample(),
        "ledger . --quiet --period 2026-Q3 --format markdown",
    );
    assert!(
        markdown.lines().nth(2).unwrap().contains(lead),
        "{markdown}"
    );
}

/// Names as tables, CSV and workbook show them are explained, and a metric of the same name says that it is another.
#[test]
fn names_that_the_ledger_shows_are_explained() {
    for (name, figure) in [
        ("media_roas", "ledger.media_roas"),
        ("roi_supported", "ledger.roi_supported"),
        ("kappa_meta", "input.kappa_meta"),
        ("margin", "input.margin"),
        ("contact_cost", "input.contact_cost"),
    ] {
        let text = printed(
            &sample(),
            &format!("explain {name} . --quiet --period 2026-Q3"),
        );
        assert!(text.starts_with(&format!("{figure} = ")), "{text}");
    }
    for name in ["net_value", "value", "full_cost", "roi"] {
        let text = printed(
            &sample(),
            &format!("explain {name} . --quiet --period 2026-Q3"),
        );
        let first = format!("the metric of `report`; the figure of `ledger` is `ledger.{name}`");
        assert!(text.starts_with(&first), "{text}");
    }
    let (code, said) = refused(&sample(), "explain kappa_met . --quiet --period 2026-Q3");
    assert_eq!(code, 2);
    assert!(said.contains("did you mean `input.kappa_meta`?"), "{said}");
}
