//! Spend and what platforms claim, by platform, month and campaign.

use std::collections::BTreeSet;

use serde_json::Value;

use super::{BY_CAMPAIGN, BY_MONTH, BY_PLATFORM, Line, lines, plain, platforms, run, truth};

/// Columns of `report` and their names in the truth.
const PAID: [(&str, &str); 5] = [
    ("spend", "spend"),
    ("impressions", "impressions"),
    ("clicks", "link_clicks"),
    ("claimed_conversions", "claimed_conversions"),
    ("claimed_revenue", "claimed_value"),
];

/// What a line of paid media must say: the truth in euros where it was in another currency.
fn assert_paid(line: &Line, truth: &Value, what: &str) {
    for (column, name) in PAID {
        let in_euros = truth.get(format!("{name}_eur")).unwrap_or(&truth[name]);
        // Meta leaves a claim blank where nobody bought: that is a zero.
        let expected = plain(in_euros);
        assert_eq!(line[column], expected, "{column} of {what}");
    }
}

#[test]
fn each_platform_spends_and_claims_what_its_exports_were_made_from() {
    for (platform, ads) in platforms() {
        assert_paid(&BY_PLATFORM[&vec![platform.clone()]], ads, platform);
    }
}

#[test]
fn each_month_of_each_platform_is_exact() {
    let mut seen = BTreeSet::new();
    for (platform, ads) in platforms() {
        for (month, truth) in ads["by_month"].as_object().unwrap() {
            let key = vec![platform.clone(), month.clone()];
            assert_paid(&BY_MONTH[&key], truth, &key.join(" "));
            seen.insert(key);
        }
    }
    let spending = BY_MONTH
        .iter()
        .filter(|(_, line)| !line["spend"].is_empty());
    let spending: BTreeSet<_> = spending.map(|(key, _)| key.clone()).collect();
    assert_eq!(spending, seen, "months with spend");
}

#[test]
fn each_campaign_is_exact_and_no_other_campaign_spends() {
    let mut seen = BTreeSet::new();
    for (platform, ads) in platforms() {
        for (campaign, truth) in ads["by_campaign"].as_object().unwrap() {
            let key = vec![platform.clone(), campaign.clone()];
            assert_paid(&BY_CAMPAIGN[&key], truth, &key.join(" "));
            seen.insert(key);
        }
    }
    seen.insert(vec!["(no match)".to_owned(); 2]);
    let found: BTreeSet<_> = BY_CAMPAIGN.keys().cloned().collect();
    assert_eq!(found, seen, "campaigns");
}

#[test]
fn a_month_in_two_meta_exports_counts_once() {
    let june = ["--metrics", "spend,impressions,clicks"];
    let alone = run(&[
        &["sample-data/meta/Tannholm-Ad-sets-Jun-1-2026-to-Jun-30-2026.csv"][..],
        &june,
    ]
    .concat())
    .0;
    let both = run(&[
        &[
            "sample-data/meta/Tannholm-Ad-sets-Apr-1-2026-to-Jun-30-2026.csv",
            "sample-data/meta/Tannholm-Ad-sets-Jun-1-2026-to-Jun-30-2026.csv",
            "--period",
            "2026-06",
        ][..],
        &june,
    ]
    .concat());
    assert_eq!(both.0, alone);
    let line = &lines(&alone, 1)[&vec!["meta".to_owned()]];
    assert_eq!(
        line["spend"],
        plain(truth("/ads/meta/by_month/2026-06/spend"))
    );
    assert_eq!(
        both.1,
        "warning: sample-data/meta/Tannholm-Ad-sets-Jun-1-2026-to-Jun-30-2026.csv: 358 rows stand in it too and count \
         once: sample-data/meta/Tannholm-Ad-sets-Apr-1-2026-to-Jun-30-2026.csv\n"
    );
}
