//! Assumptions that changed between two periods: one row for each key, whose effect is that of `--what-if` with the figure
//! of the other period.
//!
//! Two months of 61 days against two of 61 days before: 400 of Meta's spend now, 200 then.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::dated::assumption;
use crate::{json, number, printed};

const EVIDENCE: &str = "source = \"s\"\nowner = \"o\"\ndate = 2026-01-01\n";

fn written(margin: &str, more: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    write(
        "ads.csv",
        "date,platform,campaign,currency,spend,impressions,clicks,conversions\n\
         2026-07-10,meta,A,EUR,200,1000,100,3\n2026-08-10,meta,A,EUR,200,1000,100,3\n\
         2026-09-10,meta,A,EUR,200,1000,100,3\n",
    );
    write(
        "orders.csv",
        "date,conv_id,source,medium,utm_campaign,currency,orders,revenue\n\
         2026-07-10,o1,facebook,paid_social,A,EUR,1,1000\n2026-07-10,o2,instagram,social,,EUR,1,1000\n\
         2026-07-10,o3,linkedin,employee,,EUR,1,1000\n\
         2026-08-10,o4,facebook,paid_social,A,EUR,1,1000\n2026-09-10,o5,facebook,paid_social,A,EUR,1,1000\n\
         2026-08-10,o6,instagram,social,,EUR,1,1000\n2026-09-10,o7,linkedin,employee,,EUR,1,500\n\
         2026-08-10,o8,linkedin,employee,,EUR,1,500\n",
    );
    write(
        "social-roi.toml",
        &format!(
            "sources = [\"ads.csv\", \"orders.csv\"]\n[money]\ncurrency = \"EUR\"\n[margin]\nbase = 0.5\n{EVIDENCE}{margin}{more}"
        ),
    );
    folder
}

const NOW: &str = "ledger --period 2026-08-01..2026-09-30 --quiet";

fn compared(folder: &Path) -> Value {
    json(folder, &format!("{NOW} --compare previous"))
}

/// The keys that changed, and what that did to the ROI.
fn changed(found: &Value) -> Vec<(String, f64)> {
    let all = found["change"]["assumptions"].as_array().unwrap();
    let one = |of: &Value| {
        (
            of["key"].as_str().unwrap().to_owned(),
            number(of, "/effect_on_roi"),
        )
    };
    all.iter().map(one).collect()
}

/// 0.4 in August: 1,000 of Meta, 1,000 of organic and 500 of employees are worth 0.1 less each, 250 of 400 of cost.
#[test]
fn a_margin_of_a_month_has_its_effect() {
    let folder = written("[margin.month]\n\"2026-08\" = 0.4\n", "");
    let found = compared(folder.path());
    let changes = changed(&found);
    assert_eq!(changes.len(), 1, "{changes:?}");
    assert_eq!(changes[0].0, "margin");
    assert!((changes[0].1 + 0.625).abs() < 1e-9, "{changes:?}");
    let supposed = json(folder.path(), &format!("{NOW} --what-if margin=0.5"));
    let effect = number(&found, "/roi/value") - number(&supposed, "/roi/value");
    assert!((effect - changes[0].1).abs() < 1e-12);
    // The split of the change has the margin of every line as one effect, and parts the revenue of ads.
    let effects = found["change"]["roi_change"]["effects"].as_array().unwrap();
    let named = |name: &str| effects.iter().filter(|one| one["name"] == name).count();
    assert_eq!(
        (named("margin"), named("L-02:meta"), named("media")),
        (1, 0, 2)
    );
    let table = printed(
        folder.path(),
        &format!("{NOW} --compare previous --format table"),
    );
    assert!(!table.contains("margin_organic_credited"), "{table}");
}

/// κ of organic social is 0.8 until August, then 0.4: of 1,000 in August, of 500 of employees in each month. At 0.8 on all
/// days the 500 of September were worth 0.4 × 500 × 0.5 = 100 more, of 400.
#[test]
fn one_key_is_one_row_whatever_lines_weigh_of_it() {
    let kappa = assumption("kappa_organic", "0.8", "2026-01..2026-08")
        + &assumption("kappa_organic", "0.4", "2026-09..2026-12");
    let folder = written("", &kappa);
    let changes = changed(&compared(folder.path()));
    assert_eq!(changes.len(), 1, "{changes:?}");
    assert_eq!(changes[0].0, "kappa_organic");
    assert!((changes[0].1 + 0.25).abs() < 1e-9, "{changes:?}");
}

/// Between two saved ledgers too, a margin of a month is one cause with its whole effect: the 250 of above, of 400.
#[test]
fn a_margin_of_a_month_is_one_cause_between_saved_ledgers() {
    let folder = written("", "");
    let save = |name: &str| {
        let text = printed(folder.path(), &format!("{NOW} --format json"));
        fs::write(folder.path().join(name), text).unwrap();
    };
    save("a.json");
    let project = folder.path().join("social-roi.toml");
    let text = fs::read_to_string(&project).unwrap();
    fs::write(&project, text + "[margin.month]\n\"2026-08\" = 0.4\n").unwrap();
    save("b.json");
    for (of, effect) in [("a.json b.json", -0.625), ("b.json a.json", 0.625)] {
        let found = json(folder.path(), &format!("diff {of} --quiet"));
        let causes = found["causes"].as_array().unwrap().iter();
        let of_ledger: Vec<&Value> = causes.filter(|one| one["kind"] != "source").collect();
        assert_eq!(of_ledger.len(), 1, "{of_ledger:#?}");
        assert_eq!(of_ledger[0]["kind"], "margin");
        let told = number(of_ledger[0], "/effect_on_roi");
        assert!((told - effect).abs() < 1e-9, "{told}");
        assert!(number(&found, "/whole/rest").abs() < 1e-9);
    }
}
