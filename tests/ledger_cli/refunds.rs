//! Refunds on the day of their order, or on their own.

use std::fs;
use std::path::Path;

use crate::{json, number};

/// 1,000 paid in July, 400 of it refunded in August; 500 paid in August; 300 paid in July and refunded on no known day.
const PAYMENTS: &str = "id,Created date (UTC),Amount,Amount Refunded,Currency,Status,Refunded date (UTC),UTM Source,UTM Medium,UTM Campaign\n\
                        ch_1,2026-07-06 10:00:00,1000.00,400.00,eur,Paid,2026-08-09 11:00:00,facebook,paid_social,Sale\n\
                        ch_2,2026-08-06 10:00:00,500.00,0.00,eur,Paid,,facebook,paid_social,Sale\n\
                        ch_3,2026-07-07 10:00:00,300.00,300.00,eur,Refunded,,facebook,paid_social,Sale\n";

fn folder(payments: &str, policy: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let spend = "Campaign name,Day,Impressions,Link clicks,Amount spent (EUR),Reporting starts,Reporting ends\n\
                 Sale,2026-07-05,10000,200,200,2026-07-05,2026-07-05\n\
                 Sale,2026-08-05,10000,200,200,2026-08-05,2026-08-05\n";
    let project = format!(
        "[money]\ncurrency = \"EUR\"\n{policy}[margin]\nbase = 0.5\nsource = \"s\"\nowner = \"o\"\ndate = 2026-01-01\n"
    );
    for (name, text) in [
        ("meta.csv", spend),
        ("payments.csv", payments),
        ("social-roi.toml", &project),
    ] {
        fs::write(folder.path().join(name), text).unwrap();
    }
    folder
}

fn value(folder: &Path, period: &str) -> f64 {
    let line = format!("ledger meta.csv payments.csv --quiet --period {period}");
    number(&json(folder, &line), "/value")
}

const ON_REFUND: &str = "refunds = \"refund\"\n";

/// By the order, July is 600 × 0.5 and August 500 × 0.5; by the refund, July is 1,000 × 0.5 and August (500 − 400) × 0.5.
/// Both are 550 together.
#[test]
fn a_refund_falls_on_the_day_that_the_project_says() {
    let orders = folder(PAYMENTS, "");
    let refunds = folder(PAYMENTS, ON_REFUND);
    let of = |folder: &Path| {
        ["2026-07", "2026-08", "2026-07..2026-08"].map(|period| value(folder, period))
    };
    assert_eq!(of(orders.path()), [300.0, 250.0, 550.0]);
    assert_eq!(of(refunds.path()), [500.0, 50.0, 550.0]);
    let found = json(
        refunds.path(),
        "ledger meta.csv payments.csv --quiet --period 2026-07..2026-08",
    );
    let notes = found["notes"].to_string();
    let note = "refunds fall on their own day (`refunds` of social-roi.toml); 1 refund without a day of its own falls on that of its order";
    assert!(notes.contains(note), "{notes}");
}

/// `report` follows the same rule, month by month, and neither orders nor refunds change together.
#[test]
fn report_has_the_same_days() {
    let refunds = folder(PAYMENTS, ON_REFUND);
    let found = crate::printed(
        refunds.path(),
        "report payments.csv --quiet --by month --metrics revenue,orders,refunds --format csv",
    );
    for row in ["2026-07,1000,2,300,", "2026-08,100,1,400,"] {
        assert!(found.contains(row), "no {row} in\n{found}");
    }
}

/// Where no export has the day of a refund nothing changes, and that is told.
#[test]
fn without_a_day_of_refunds_nothing_changes_and_that_is_told() {
    let payments = PAYMENTS.replace("Refunded date (UTC)", "Another date");
    let copy = folder(&payments, ON_REFUND);
    assert_eq!(value(copy.path(), "2026-07"), 300.0);
    let found = json(
        copy.path(),
        "ledger meta.csv payments.csv --quiet --period 2026-07",
    );
    let notes = found["notes"].to_string();
    let note = "`refunds` of social-roi.toml was not applied: no export at hand has the day of its refunds";
    assert!(notes.contains(note), "{notes}");
}

/// 1,000 at a half less 900 at a fifth are 320 of 100: no margin, so that nothing breaks even at 0.31; what was earned stays.
#[test]
fn refunds_at_other_margins_leave_no_break_even() {
    let head = PAYMENTS.lines().next().unwrap();
    let sold = "ch_1,2026-07-06 10:00:00,1000.00,900.00,eur,Paid,2026-08-09 11:00:00,facebook,paid_social,Sale";
    let folder = folder(&format!("{head}\n{sold}\n"), ON_REFUND);
    let project = folder.path().join("social-roi.toml");
    let text = fs::read_to_string(&project).unwrap();
    let own = "base = 0.5\nmonth = { \"2026-08\" = 0.2 }";
    fs::write(&project, text.replace("base = 0.5", own)).unwrap();
    let words = "meta.csv payments.csv --quiet --period 2026-07..2026-08";
    let found = json(folder.path(), &format!("ledger {words}"));
    for name in ["break_even_roas", "full_cost_roas"] {
        assert_eq!(found["beside"][name]["status"], "no_share", "{name}");
    }
    assert_eq!(number(&found, "/beside/poas/value"), 0.8);
    let report = crate::printed(
        folder.path(),
        &format!("report {words} --metrics poas,break_even_roas --format json"),
    );
    assert!(report.contains("no_share"), "{report}");
    assert!(report.contains("0.8"), "{report}");
}
