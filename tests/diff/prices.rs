//! Prices and costs in another currency, which the rates of currencies alone moved.

use serde_json::Value;

use super::story::Story;
use super::told::{cause, near};

const EVIDENCE: &str = "source = \"s\"\nowner = \"o\"\ndate = 2026-01-01\n";

/// A dollar in euros in July and in August.
fn rates(july: &str, august: &str) -> String {
    let day =
        |month: u32, day: u32, rate: &str| format!("2026-{month:02}-{day:02},USD,EUR,{rate}\n");
    let month =
        |month: u32, rate: &str| (1..=31).map(|at| day(month, at, rate)).collect::<String>();
    format!("date,from,to,rate\n{}{}", month(7, july), month(8, august))
}

/// 10 hours of each month at 20 dollars; half of 100 contacts of each would have called at 10 dollars; an invoice of 30
/// dollars of August.
fn project(rates: &str) -> String {
    let month = |month: &str| {
        format!(
            "[[counts]]\nkey = \"contacts_resolved\"\nperiod = \"{month}\"\nvalue = 100\n\
             [[labour]]\nperiod = \"{month}\"\nfunction = \"care\"\nhours = 10\n"
        )
    };
    let assumed = |key: &str, base: &str, more: &str| {
        format!("[[assumptions]]\nkey = \"{key}\"\nbase = {base}\n{more}{EVIDENCE}")
    };
    format!(
        "[money]\ncurrency = \"EUR\"\nrates = \"{rates}\"\n[margin]\nbase = 0.5\n{EVIDENCE}{}{}{}{}{}\
         [[costs]]\nperiod = \"2026-08\"\nfunction = \"paid\"\ncost_type = \"agency\"\namount = 30\ncurrency = \"USD\"\n",
        assumed(
            "loaded_rate",
            "20",
            "low = 10\nhigh = 30\nunit = \"USD per hour\"\n"
        ),
        assumed("contact_cost", "10", "unit = \"USD\"\n"),
        assumed("deflection_share", "0.5", ""),
        month("2026-07"),
        month("2026-08"),
    )
}

fn story() -> Story {
    let meta = "Campaign name,Day,Amount spent (EUR),Impressions\nSpring,2026-07-05,100,1000\nSpring,2026-08-05,100,1000\n";
    let shop = "Day,Order UTM source,Order UTM medium,Order UTM campaign,Orders,Net sales\n\
        2026-07-06,facebook,paid_social,Spring,3,1000\n2026-08-06,facebook,paid_social,Spring,3,1000\n";
    Story::new(&[
        ("social-roi.toml", &project("rates.csv")),
        ("meta.csv", meta),
        ("shop.csv", shop),
        ("rates.csv", &rates("0.5", "1")),
        ("others.csv", &rates("0.6", "1.1")),
    ])
}

fn save(story: &Story, file: &str) {
    let line = format!(
        "ledger meta.csv shop.csv --quiet --period 2026-07..2026-08 --currency-of shop.csv=EUR --format json -o {file}"
    );
    let outcome = story.run(&line);
    assert_eq!(outcome.code, Some(0), "{}", outcome.said);
}

/// Under another name the rates are 0.60 and 1.10 instead of 0.50 and 1.00, so that the project file is another one too:
/// hours at 10 and 20 are at 12 and 22, so 15 and 17 in the mean, contacts at 7.50 are at 8.50, and the invoice of 30 is 33.
/// Value is 1,000 + 100 × mean price, cost 200 + 20 × mean rate + invoice.
#[test]
fn what_rates_under_another_name_moved_is_of_the_rates() {
    let story = story();
    save(&story, "a.json");
    story.write("social-roi.toml", project("others.csv"));
    save(&story, "b.json");
    let diff = story.diff("a.json", "b.json");
    let kinds = diff["causes"].as_array().unwrap().iter();
    let own: Vec<&Value> = kinds.filter(|of| !of["key"].is_null()).collect();
    assert_eq!(own.len(), 3, "{}", diff["causes"]);
    let of = |key: &str| {
        let one = own.iter().find(|of| of["key"] == key).unwrap();
        assert_eq!(one["kind"], "rates", "{one}");
        *one
    };
    let values = |one: &Value, before: f64, after: f64| {
        near(&one["before_value"], before);
        near(&one["after_value"], after);
    };
    let (rate, price) = (of("loaded_rate"), of("contact_cost"));
    values(rate, 15.0, 17.0);
    values(price, 7.5, 8.5);
    values(of("cost_agency_paid"), 30.0, 33.0);
    // By hand: ΔV · (1/C₀ + 1/C₁) / 2 of the price, −ΔC · (V₀ + V₁) / (2 · C₀ · C₁) of the rate of all hours.
    let (v0, v1) = (1000.0 + 750.0, 1000.0 + 850.0);
    let (c0, c1) = (200.0 + 300.0 + 30.0, 200.0 + 340.0 + 33.0);
    near(&price["effect_on_roi"], 100.0 * (1.0 / c0 + 1.0 / c1) / 2.0);
    near(&rate["effect_on_roi"], -40.0 * (v0 + v1) / (2.0 * c0 * c1));
}

/// Somebody assumes 25 dollars and the rates move: that is no move of the rates alone.
#[test]
fn a_price_that_somebody_changed_too_is_an_assumption() {
    let story = story();
    save(&story, "a.json");
    let other = project("others.csv").replace("base = 20\n", "base = 25\n");
    story.write("social-roi.toml", other);
    save(&story, "b.json");
    let diff = story.diff("a.json", "b.json");
    // 25 dollars are 15 and 27.50: 21.25 in the mean.
    near(
        &cause(&diff, "assumption", "loaded_rate")["after_value"],
        21.25,
    );
}

/// What no counted formula uses is told without an effect, and why.
#[test]
fn an_effect_that_is_left_out_has_its_reason() {
    let story = story();
    save(&story, "a.json");
    let project = project("rates.csv").replacen("owner = \"o\"", "owner = \"p\"", 3);
    story.write("social-roi.toml", project);
    save(&story, "b.json");
    let diff = story.diff("a.json", "b.json");
    let notes = diff["notes"].to_string();
    let told = "without an effect on the ROI, as no value and no cost that counts rests on another figure of it: ";
    assert!(notes.contains(told), "{notes}");
    let mut without = story.json("a.json");
    without["roi"] = serde_json::json!({"value": null, "status": "no_cost"});
    story.write("c.json", without.to_string());
    let notes = story.diff("c.json", "b.json")["notes"].to_string();
    let told = "the first ledger has no ROI, so that no effect on it is told";
    assert!(notes.contains(told), "{notes}");
}
