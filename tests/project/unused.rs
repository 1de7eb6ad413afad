//! Keys of assumptions and counts that no line uses are told, with the one that was probably meant.

use super::Story;

/// An assumption of that key.
fn assumption(key: &str, base: &str) -> String {
    format!(
        "[[assumptions]]\nkey = \"{key}\"\nbase = {base}\nsource = \"Survey\"\nowner = \"Care\"\ndate = 2026-06-30\n"
    )
}

#[test]
fn a_key_that_no_line_uses_is_told_with_the_nearest() {
    let project = [
        assumption("kappa_gogle_ads", "0.5"),
        assumption("kappa_meta", "0.6"),
        "[[counts]]\nkey = \"customers_serve\"\nperiod = \"2026-09\"\nvalue = 5\n".to_owned(),
        "[[counts]]\nkey = \"zebras\"\nperiod = \"2026-09\"\nvalue = 5\n".to_owned(),
    ]
    .concat();
    let story = Story::new(&[("social-roi.toml", &project)]);
    let notes = [
        "no line of value uses `kappa_gogle_ads` (social-roi.toml:1:1): did you mean `kappa_google_ads`?",
        "no line of value uses `customers_serve` (social-roi.toml:13:1): did you mean `customers_served`?",
        "no line of value uses `zebras` (social-roi.toml:17:1)",
    ];
    let told: String = notes
        .iter()
        .map(|note| format!("  note: {note}\n"))
        .collect();
    assert_eq!(
        story.checked(),
        format!("social-roi.toml: nothing wrong\n{told}  assumptions  2\n  counts       2\n")
    );
    let json = story.run("check --project-only --format json").out;
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["notes"], serde_json::json!(notes));
    assert_eq!(json["valid"], true);
}

/// Every key that is known without its platform, with a figure that it may have.
const KEYS: [(&str, &str); 25] = [
    ("agency_cost", "9000"),
    ("agency_share", "0.3"),
    ("brand_effect", "5000"),
    ("community_resolved", "100"),
    ("community_share", "0.3"),
    ("contact_cost", "6"),
    ("contacts_handled", "900"),
    ("contacts_per_resolution", "1.2"),
    ("contacts_resolved", "400"),
    ("customer_contribution", "80"),
    ("customers_served", "50"),
    ("deflection_share", "0.4"),
    ("discount_rate", "0.08"),
    ("expected_loss_after", "500"),
    ("expected_loss_before", "900"),
    ("hires_social", "2"),
    ("loaded_rate", "38"),
    ("margin", "0.4"),
    ("minutes_before", "9"),
    ("minutes_now", "7"),
    ("realised", "0.8"),
    ("research_replaced", "0.5"),
    ("retention", "0.9"),
    ("retention_control", "0.8"),
    ("risk_factor", "0.9"),
];

#[test]
fn every_known_key_is_used_by_a_line() {
    let entries: String = KEYS
        .iter()
        .map(|(key, base)| assumption(key, base))
        .chain(
            ["incremental_revenue_paid", "kappa_meta", "emv_reach"].map(|key| assumption(key, "1")),
        )
        .collect();
    let project = format!(
        "sources = [\"meta.csv\"]\n[money]\ncurrency = \"EUR\"\n{entries}[[savings]]\nperiod = \"2026-09\"\nfunction = \"innovation\"\nwhat = \"avoided_purchase\"\namount = 900\nsource = \"Plan\"\nowner = \"Research\"\ndate = 2026-05-03\n[[costs]]\nperiod = \"2026-09\"\nfunction = \"shared\"\ncost_type = \"tools\"\namount = 10\n"
    );
    let story = Story::new(&[
        ("social-roi.toml", &project),
        ("meta.csv", crate::init::META),
    ]);
    assert!(!story.checked().contains("note:"), "{}", story.checked());
    // Without exports no line is about a platform.
    assert_eq!(
        notes(&story, "--risk-adjust"),
        ["no line of value and no cost here uses kappa_meta"]
    );
    let typed = story.path("social-roi.toml");
    std::fs::write(&typed, project.replace("kappa_meta", "kappa_facebook")).unwrap();
    assert_eq!(
        notes(&story, ""),
        [
            "no line of value and no cost here uses kappa_facebook (ads of facebook are of the platform `meta`)"
        ]
    );
    std::fs::write(typed, project.replace("kappa_meta", "kappa_mta")).unwrap();
    assert_eq!(
        notes(&story, ""),
        ["no line of value uses `kappa_mta` (social-roi.toml:160:1): did you mean `kappa_meta`?"]
    );
}

/// Notes of the ledger about what is of no use.
fn notes(story: &Story, options: &str) -> Vec<String> {
    let ledger = story.run(&format!("ledger --period 2026-09 --format json {options}"));
    assert_eq!(ledger.code, Some(0), "{}", ledger.said);
    let ledger: serde_json::Value = serde_json::from_str(&ledger.out).unwrap();
    let notes = ledger["notes"].as_array().unwrap().iter();
    notes
        .map(|note| note.as_str().unwrap().to_owned())
        .filter(|note| note.starts_with("no line of value"))
        .collect()
}

/// A platform of one's own is known from the exports alone, which `check --project-only` does not read.
#[test]
fn a_platform_that_exports_may_have_is_not_called_unused() {
    let project = format!(
        "sources = [\"ads.csv\"]\n{}{}",
        assumption("kappa_shop", "0.5"),
        assumption("kappa_mta", "0.5")
    );
    let ads = "platform,campaign,date,spend,currency\nshop,Spring,2026-09-01,10,EUR\n";
    let story = Story::new(&[("social-roi.toml", &project), ("ads.csv", ads)]);
    let json = story.run("check --project-only --format json").out;
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(
        json["notes"],
        serde_json::json!([
            "neither the program nor the project knows the platform of `kappa_shop` (social-roi.toml:2:1): `check` tells \
             whether the files have it",
            "no line of value uses `kappa_mta` (social-roi.toml:8:1): did you mean `kappa_meta`?"
        ])
    );
    let unused = |story: &Story| {
        let told = story.run("check --quiet --rule reading --format json").out;
        told.matches("no line of value uses").count()
    };
    assert_eq!(unused(&story), 1);
    let other = ads.replace("shop,", "meta,");
    std::fs::write(story.path("ads.csv"), other).unwrap();
    assert_eq!(unused(&story), 2);
}
