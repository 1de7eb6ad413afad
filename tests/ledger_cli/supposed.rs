//! What is supposed of a whole type of cost, and what is said where something has no use.

use super::{folder, json, number, printed, refused};

const LINE: &str = "ledger --period 1405-08 --quiet";

#[test]
fn a_type_of_cost_is_supposed_as_a_whole() {
    let before = json(&folder(), LINE);
    let of = |ledger: &serde_json::Value, kind: &str| {
        let types = ledger["cost"]["by_type"].as_array().unwrap().clone();
        let found = types.into_iter().find(|of| of["cost_type"] == kind);
        number(&found.unwrap(), "/amount")
    };
    let total = number(&before, "/cost/total");
    for kind in ["tools", "labour", "media"] {
        for value in [0.0, 5000.0] {
            let after = json(&folder(), &format!("{LINE} --what-if cost.{kind}={value}"));
            assert!((of(&after, kind) - value).abs() < 0.01, "{kind}: {after}");
            let known = of(&before, kind);
            assert_eq!(number(&after, "/what_if/0/before"), known);
            if kind != "labour" {
                let expected = total - known + value;
                assert!((number(&after, "/cost/total") - expected).abs() < 0.01);
            }
        }
    }
    let (code, said) = refused(&folder(), &format!("{LINE} --what-if cost.incidents=5"));
    assert_eq!(code, 2);
    assert_eq!(
        said,
        "error: --what-if cost.incidents=5: no cost of incidents is on record: `--cost incidents=5` adds one"
    );
    let (_, said) = refused(&folder(), &format!("{LINE} --what-if tools=0"));
    assert!(said.contains("hint: did you mean `cost.tools`"), "{said}");
}

#[test]
fn a_short_period_has_no_present_value_and_says_so() {
    let told = "--npv: no present value, as a period of up to twelve months needs no discounting";
    let text = json(&folder(), &format!("{LINE} --npv 8%"));
    let notes = text["notes"].as_array().unwrap();
    assert!(notes.iter().any(|note| note == told), "{notes:?}");
    let without = printed(&folder(), &format!("{LINE} --format json"));
    assert!(!without.contains(told));
}

#[test]
fn a_key_is_supposed_once() {
    let line = "ledger --period 1405-08 --quiet --what-if margin=0.3 --what-if kappa_paid=0.5 --what-if margin=0.2";
    let found = refused(&folder(), line);
    assert_eq!(found.0, 2);
    assert_eq!(
        found.1,
        "error: --what-if margin=0.2: `--what-if margin=0.3` stands before it: a key has one value"
    );
}

#[test]
fn a_margin_that_expired_is_told() {
    let copy = crate::counting::with("");
    let path = copy.path().join("social-roi.toml");
    let text = std::fs::read_to_string(&path).unwrap();
    let margin = "[margin]\n";
    assert!(text.contains(margin));
    let notes = |expires: &str| {
        let dated = text.replace(margin, &format!("{margin}expires = {expires}\n"));
        std::fs::write(&path, dated).unwrap();
        json(copy.path(), LINE)["notes"].to_string()
    };
    let told = notes("2026-10-31");
    assert!(
        told.contains("the margin expired on 2026-10-31 (social-roi.toml:"),
        "{told}"
    );
    assert!(!notes("2027-12-31").contains("expired"));
}
