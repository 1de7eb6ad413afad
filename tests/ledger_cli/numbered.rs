//! Names of roles and platforms that end in a number are names: none of them is a record of another.

use serde_json::Value;

use super::october::{EVIDENCE, october};
use crate::media::written;
use crate::{json, number};

fn input(found: &Value, key: &str) -> f64 {
    let inputs = found["inputs"].as_array().unwrap();
    let own = inputs.iter().find(|input| input["key"] == key);
    number(own.unwrap_or_else(|| panic!("no {key}")), "/base")
}

/// 10 h × 40 and 20 h × 60; at 50 for the first alone 500 + 1,200. A second rate of one role moves with the first.
#[test]
fn a_role_whose_name_ends_in_a_number_has_a_rate_of_its_own() {
    let hours = |role: &str, hours: u32, rate: u32| {
        format!(
            "[[labour]]\nperiod = \"2026-10\"\nfunction = \"paid\"\nrole = \"{role}\"\nhours = {hours}\nloaded_rate = {rate}\n"
        )
    };
    let labour = |project: &str, asked: &str| {
        let folder = october(100, 1000, "", project);
        let found = json(
            folder.path(),
            &format!("ledger --period 2026-10 --quiet {asked}"),
        );
        number(&found, "/cost/total") - 100.0
    };
    let both = hours("designer", 10, 40) + &hours("designer_2", 20, 60);
    assert_eq!(labour(&both, ""), 1_600.0);
    assert_eq!(labour(&both, "--what-if rate_designer=50"), 1_700.0);
    assert_eq!(labour(&both, "--what-if rate_designer_2=50"), 1_400.0);
    // The second rate of `designer` has the key that the other role has above: 11 × 50, and 10 × 40 + 1 × 41 + 20 × 50.
    let three = hours("designer", 10, 40)
        + &hours("designer", 1, 41)
        + "note = \"another\"\n"
        + &hours("designer_2", 20, 60);
    assert_eq!(labour(&three, ""), 400.0 + 41.0 + 1_200.0);
    assert_eq!(
        labour(&three, "--what-if rate_designer=50"),
        550.0 + 1_200.0
    );
    assert_eq!(
        labour(&three, "--what-if rate_designer_2_2=50"),
        441.0 + 1_000.0
    );
}

/// 1,000 of each at a margin of 0.4: 400 × (0.5 + 0.9), at 0.6 for the first alone 400 × 1.5.
#[test]
fn a_platform_whose_name_ends_in_a_number_has_a_caused_share_of_its_own() {
    let day = "2026-10-05";
    let kappa = |key: &str, base: &str, low: &str, high: &str| {
        format!(
            "[[assumptions]]\nkey = \"{key}\"\nbase = {base}\nlow = {low}\nhigh = {high}\n{EVIDENCE}"
        )
    };
    let project =
        kappa("kappa_shopnet", "0.5", "0.3", "0.7") + &kappa("kappa_shopnet_2", "0.9", "0.8", "1");
    let folder = written(
        &[(day, "shopnet", 10), (day, "shopnet_2", 10)],
        &[(day, "shopnet", 1000), (day, "shopnet_2", 1000)],
        &project,
    );
    let line = "ledger --period 2026-10 --quiet";
    let found = json(folder.path(), line);
    assert_eq!(number(&found, "/value"), 560.0);
    let bars = found["tornado"]["bars"].as_array().unwrap().clone();
    let bar = |key: &str| number(bars.iter().find(|bar| bar["key"] == key).unwrap(), "/base");
    assert_eq!([bar("kappa_shopnet"), bar("kappa_shopnet_2")], [0.5, 0.9]);
    let found = json(
        folder.path(),
        &format!("{line} --what-if kappa_shopnet=0.6"),
    );
    assert_eq!(number(&found, "/value"), 600.0);
    let found = json(
        folder.path(),
        &format!("{line} --what-if revenue_shopnet=2000"),
    );
    assert_eq!(input(&found, "revenue_shopnet_2"), 1_000.0);
}
