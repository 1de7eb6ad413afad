//! Costs that were typed are those of the period asked for: what the other one cost is not known.
//!
//! September and October 2026 with 900 and 2,000 of Meta's spend and orders of 2,250 and 6,000, at a margin of 0.4.

use std::fs;
use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};

use crate::{json, number, printed, refused};

fn written() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    write(
        "ads.csv",
        "date,platform,campaign,currency,spend,impressions,clicks,conversions\n\
         2026-09-05,meta,A,EUR,900,1000,100,3\n2026-10-05,meta,A,EUR,2000,1000,100,3\n",
    );
    write(
        "orders.csv",
        "date,conv_id,source,medium,utm_campaign,currency,orders,revenue\n\
         2026-09-05,o1,facebook,paid_social,A,EUR,1,2250\n2026-10-05,o2,facebook,paid_social,A,EUR,1,6000\n",
    );
    write(
        "social-roi.toml",
        "sources = [\"ads.csv\", \"orders.csv\"]\n[money]\ncurrency = \"EUR\"\n[margin]\nbase = 0.4\nsource = \"s\"\nowner = \"o\"\ndate = 2026-01-01\n",
    );
    folder
}

const COMPARED: &str = "ledger --period 2026-10 --compare previous --quiet";

/// October: (2,400 − 3,000) / 3,000. September's labour is not known; its return on media is.
#[test]
fn a_typed_cost_is_not_that_of_the_other_period() {
    let folder = written();
    let found = json(folder.path(), &format!("{COMPARED} --cost labour=1000"));
    assert_eq!(number(&found, "/roi/value"), -0.2);
    let change = &found["change"];
    assert_eq!(change["roi"]["value"], serde_json::Value::Null);
    assert_eq!(change["roi"]["status"], "not_supplied");
    assert_eq!(change["net"], serde_json::Value::Null);
    assert_eq!(change["roi_change"]["status"], "not_supplied");
    assert_eq!(number(change, "/roas/before"), 2.5);
    assert_eq!(number(change, "/roas/after"), 3.0);
    let told = "--cost gives labour of this period: what 1–30 Sep 2026 cost is not known, so that its ROI is not either";
    let notes = found["notes"].as_array().unwrap();
    assert!(notes.iter().any(|note| note == told), "{notes:?}");
    let text = printed(
        folder.path(),
        &format!("{COMPARED} --cost labour=1000 --format markdown"),
    );
    assert!(text.contains("it cannot be said: --cost gives labour"));
    // Media of both are on record, so that the headline has the return whose change is told: 2.50 and 3.00.
    let roas = text.lines().find(|line| line.starts_with("| media ROAS"));
    let cells: Vec<&str> = roas.unwrap().split('|').map(str::trim).collect();
    assert_eq!(cells[2..5], ["2.50", "3.00", "+0.50"], "{text}");
    assert!(text.contains("Why media ROAS changed"), "{text}");
    let (code, told) = refused(
        folder.path(),
        "chart bridge --metrics roi --period 2026-10 --compare previous --cost labour=1000 --quiet -o out.svg",
    );
    assert!(code != 0 && told.contains("--cost gives labour"), "{told}");
    // Without a typed cost both periods are media alone: (900 − 900) / 900.
    let known = json(folder.path(), COMPARED);
    assert_eq!(number(&known, "/change/roi/value"), 0.0);
}

/// Typed media is in October's return and in no change of it.
#[test]
fn typed_media_leaves_the_other_period_without_a_return_on_media() {
    let found = json(written().path(), &format!("{COMPARED} --cost media=1000"));
    assert_eq!(number(&found, "/beside/media_roas/value"), 2.0);
    assert_eq!(found["change"]["roas"]["status"], "not_supplied");
    assert_eq!(number(&found, "/change/revenue/change"), 3_750.0);
}

/// October alone of a quarter, all three months of the one before: unlike stretches, and the first note says so.
#[test]
fn a_quarter_that_is_not_over_is_not_like_a_whole_one() {
    let folder = written();
    let ads = folder.path().join("ads.csv");
    let more = "2026-07-05,meta,A,EUR,900,1000,100,3\n2026-08-05,meta,A,EUR,900,1000,100,3\n";
    let text = fs::read_to_string(&ads).unwrap() + more;
    fs::write(&ads, text).unwrap();
    let line = "ledger --period 2026-Q4 --compare previous --quiet";
    let unlike = &json(folder.path(), line)["change"]["unlike"];
    assert_eq!(unlike["now"], serde_json::json!([31, 92]));
    assert_eq!(unlike["before"], serde_json::json!([92, 92]));
    let text = printed(folder.path(), &format!("{line} --format markdown"));
    let told = "media and value are on record for 31 of 92 days, before for 92 of 92 days";
    assert!(text.contains(told), "{text}");
    let alike = &json(folder.path(), COMPARED)["change"]["unlike"];
    assert!(alike.is_null(), "{alike}");
}

/// What stands under a title of the printed ledger, up to the next blank line behind its rows.
fn section<'t>(text: &'t str, title: &str) -> &'t str {
    let at = text
        .find(title)
        .unwrap_or_else(|| panic!("{title}: {text}"));
    &text[at..]
}

/// September: (900 − 900) / 900 = 0 %; October: (2,400 − 2,000) / 2,000 = +20 %.
#[test]
fn the_headline_has_what_it_was_what_it_is_and_the_change() {
    let folder = written();
    let text = printed(folder.path(), &format!("{COMPARED} --format table"));
    let line = |name: &str| -> Vec<String> {
        let line = text.lines().find(|line| line.starts_with(name)).unwrap();
        let cells = line
            .split("  ")
            .map(str::trim)
            .filter(|cell| !cell.is_empty());
        cells.map(str::to_owned).collect()
    };
    let words =
        |cells: &[&str]| -> Vec<String> { cells.iter().map(|cell| (*cell).to_owned()).collect() };
    assert_eq!(
        line("figure")[..4],
        words(&["figure", "before", "now", "change"])
    );
    let roi = "ROI, with assumptions";
    assert_eq!(
        line(roi)[..4],
        words(&[roi, "0.0 %", "+20.0 %", "+20.0 pp"])
    );
    assert_eq!(
        line("net value")[..4],
        words(&["net value", "0.00", "400.00", "+400.00"])
    );
    assert_eq!(
        line("media ROAS")[..4],
        words(&["media ROAS", "2.50", "3.00", "+0.50"])
    );
    assert!(text.contains("note: before: 1–30 Sep 2026\n"), "{text}");
    // What the other period cost is not known.
    let typed = printed(
        folder.path(),
        &format!("{COMPARED} --cost labour=1000 --format table"),
    );
    let net = typed
        .lines()
        .find(|line| line.starts_with("net value"))
        .unwrap();
    assert_eq!(net.split_whitespace().nth(2), Some("—"), "{net}");
}

/// Names in words: keys are for those who type them.
#[test]
fn what_moved_the_roi_has_names_and_no_keys() {
    let folder = written();
    let text = printed(folder.path(), &format!("{COMPARED} --format table"));
    let why = section(&text, "Why ROI changed");
    let why = &why[..why.find("What is taken").unwrap_or(why.len())];
    assert!(!why.contains('_'), "{why}");
}

/// One sentence and the exit code of a report of nothing, not tables of noughts.
#[test]
fn a_period_without_anything_is_refused_with_the_days_on_record() {
    let folder = written();
    let told = "nothing to report: no value and no cost falls into 1–31 Jan 2027; files and project hold 1 Sep – 31 Oct 2026";
    for line in [
        "ledger --period 2027-01 --quiet",
        "ledger --period 2027-01 --compare previous --quiet",
        "chart ladder --period 2027-01 --quiet",
        "chart waterfall --period 2027-01 --quiet",
        "chart tornado --period 2027-01 --quiet",
        "chart bridge --period 2027-01 --compare previous --quiet",
    ] {
        let (code, said) = refused(folder.path(), line);
        assert_eq!(code, 1, "{line}");
        assert!(said.contains(told), "{line}: {said}");
    }
    // A cost that is typed falls into it.
    let typed = json(
        folder.path(),
        "ledger --period 2027-01 --cost labour=1000 --quiet",
    );
    assert_eq!(number(&typed, "/net"), -1000.0);
}

/// Two of eight types: which are missing stands beside the return.
#[test]
fn the_headline_names_the_types_of_cost_that_are_missing() {
    let folder = written();
    let line = "ledger --period 2026-10 --cost labour=1000 --quiet --format table";
    let text = printed(folder.path(), line);
    let row = text
        .lines()
        .find(|line| line.starts_with("cost types"))
        .unwrap();
    let told = "missing: tools, agency, content, creators, training, overhead";
    assert!(row.contains("2 of 8") && row.ends_with(told), "{row}");
    let alone = printed(
        folder.path(),
        "ledger --period 2026-10 --quiet --format table",
    );
    assert!(
        alone.contains("over media alone (1 of 8 cost types)"),
        "{alone}"
    );
}

/// September: 900 of value over 900 of media; October: 2,400 over 2,000. Changes are numbers of the workbook: 20 points,
/// 400 of net value and 0.2 of the ratio; on a screen all of them have their sign, as the effects have.
#[test]
fn changes_are_numbers_with_their_sign() {
    let folder = written();
    printed(folder.path(), &format!("{COMPARED} -o x.xlsx"));
    let bytes = fs::read(folder.path().join("x.xlsx")).unwrap();
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
    let sheet = book.worksheet_range("Headline").unwrap();
    let row = |name: &str| {
        let own = sheet.rows().find(|row| row[0] == Data::String(name.into()));
        own.unwrap()[1..4].to_vec()
    };
    let number = |cell: &Data| match cell {
        Data::Float(number) => (number * 1e6).round() / 1e6,
        other => panic!("{other:?} is no number"),
    };
    for (name, figures) in [
        ("ROI, with assumptions", [0.0, 0.2, 20.0]),
        ("net value", [0.0, 400.0, 400.0]),
        ("benefit–cost ratio", [1.0, 1.2, 0.2]),
        ("media ROAS", [2.5, 3.0, 0.5]),
    ] {
        let own: Vec<f64> = row(name).iter().map(number).collect();
        assert_eq!(own, figures, "{name}");
    }
    let text = printed(folder.path(), &format!("{COMPARED} --format table"));
    for told in ["+20.0 pp", "+400.00", "+0.200", "+0.50"] {
        assert!(text.contains(told), "{told}\n{text}");
    }
    let effects = text.split("Why revenue of ads changed").nth(1).unwrap();
    let total = effects.lines().find(|line| line.starts_with("total"));
    assert!(total.unwrap().ends_with(" +3,750.00"), "{effects}");
}

/// Of October's cost 2,000 are media and 1,000 typed tools: two thirds in the sheet, 66.7 % in a table.
#[test]
fn a_workbook_has_shares_exact() {
    let folder = written();
    let line = "ledger --period 2026-10 --quiet --cost tools=1000";
    printed(folder.path(), &format!("{line} -o x.xlsx"));
    let bytes = fs::read(folder.path().join("x.xlsx")).unwrap();
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
    let sheet = book.worksheet_range("Costs").unwrap();
    let head = sheet.rows().next().unwrap();
    let at = head
        .iter()
        .position(|cell| cell.to_string().starts_with("share"));
    let media = sheet
        .rows()
        .find(|row| row[0] == Data::String("media".into()));
    match media.unwrap()[at.unwrap()] {
        Data::Float(share) => assert!((share - 2.0 / 3.0).abs() < 1e-9, "{share}"),
        ref other => panic!("{other:?} is no number"),
    }
    let table = printed(folder.path(), &format!("{line} --format table"));
    assert!(table.contains("66.7"), "{table}");
}
