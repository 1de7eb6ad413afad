//! Ledgers that are no equals of each other: of other periods, in another currency.

use serde_json::Value;

use super::story::Story;

/// What is of other days is matched by what it is, and bears the days of both; that the periods differ stands first.
#[test]
fn ledgers_of_other_periods_say_so_first_and_name_both_days() {
    let story = Story::example();
    story.save("a.json", "");
    let text = story.read("a.json");
    // The same company a month on: every record is of the later days, and the first cost is a tenth more.
    let mut later: Value =
        serde_json::from_str(&text.replace("2026-10-23..2026-11-21", "2026-11-22..2026-12-21"))
            .unwrap();
    assert_ne!(later["period"], story.json("a.json")["period"]);
    let key = later["cost"]["lines"][0]["inputs"][0].clone();
    let inputs = later["inputs"].as_array_mut().unwrap();
    let input = inputs.iter_mut().find(|input| input["key"] == key).unwrap();
    input["base"] = (input["base"].as_f64().unwrap() * 1.1).into();
    story.write("b.json", later.to_string());
    let diff = story.diff("a.json", "b.json");
    let first = diff["notes"][0].as_str().unwrap();
    assert!(
        first.starts_with("two periods, 23 Oct – 21 Nov 2026 and 22 Nov – 21 Dec 2026: "),
        "{first}"
    );
    assert!(first.contains("`ledger --compare`"), "{first}");
    let all = diff["causes"].as_array().unwrap().iter();
    let own = all.filter(|cause| cause["key"] == key).collect::<Vec<_>>();
    assert_eq!(own.len(), 1);
    let what = own[0]["what"].as_str().unwrap();
    assert!(
        what.ends_with(", 23 Oct – 21 Nov 2026 → 22 Nov – 21 Dec 2026"),
        "{what}"
    );
    let text = story.run("diff a.json b.json --format markdown").out;
    assert!(
        text.find("two periods, ") < text.find("What moved"),
        "{text}"
    );
}

/// Money of two currencies is shown with both and never subtracted; ratios are compared.
#[test]
fn money_of_two_currencies_is_not_subtracted() {
    let story = Story::example();
    story.save("a.json", "");
    let text = story.read("a.json").replace("\"EUR\"", "\"INR\"");
    let mut other: Value = serde_json::from_str(&text).unwrap();
    other["headline"]["net_value"] = serde_json::json!(-7_361_726.41);
    other["headline"]["bcr"] = serde_json::json!(0.5);
    story.write("b.json", other.to_string());
    let diff = story.diff("b.json", "a.json");
    assert_eq!(
        (&diff["currency_before"], &diff["currency"]),
        (&"INR".into(), &"EUR".into())
    );
    let of = |figure: &str| {
        let all = diff["moved"].as_array().unwrap().iter();
        all.clone()
            .find(|one| one["figure"] == figure)
            .unwrap()
            .clone()
    };
    assert_eq!(of("net_value")["change"], Value::Null);
    assert!(of("bcr")["change"].as_f64().unwrap() > 0.5);
    let told = "money is in INR in the first and in EUR in the second: it is not subtracted";
    assert!(
        diff["notes"][0].as_str().unwrap().starts_with(told),
        "{}",
        diff["notes"]
    );
    let text = story.run("diff b.json a.json --format markdown").out;
    assert!(
        text.contains("-7,361,726.41 INR") && text.contains("2,926.00 EUR"),
        "{text}"
    );
    assert!(
        !text.contains("money in EUR") && text.find(told) < text.find("What moved"),
        "{text}"
    );
}
