//! Assumptions in the money of another currency: each by the rate of the days of what it multiplies, so that a quarter is
//! the sum of its months; one figure, with one value wherever it is told.
//!
//! A dollar is 0.50 euros in July, 1.00 in August and 1.50 in September 2026.

use std::fmt::Write;
use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::dated::{MARGIN, folder, input, line, of};
use crate::{json, number, printed};

const EVIDENCE: &str = "source = \"s\"\nowner = \"o\"\ndate = 2026-01-01\n";

fn written(project: &str) -> tempfile::TempDir {
    let project = format!("rates = \"rates.csv\"\n{MARGIN}{project}");
    let folder = folder(&[("2026-07-05", 1000), ("2026-09-05", 1000)], &project);
    let mut rates = String::from("date,from,to,rate\n");
    for (month, days, rate) in [(7, 31, "0.5"), (8, 31, "1"), (9, 30, "1.5")] {
        for day in 1..=days {
            let _ = writeln!(rates, "2026-{month:02}-{day:02},USD,EUR,{rate}");
        }
    }
    fs::write(folder.path().join("rates.csv"), rates).unwrap();
    folder
}

fn assumed(key: &str, base: &str, more: &str) -> String {
    format!("[[assumptions]]\nkey = \"{key}\"\nbase = {base}\n{more}{EVIDENCE}")
}

fn count(key: &str, period: &str, value: u32) -> String {
    format!("[[counts]]\nkey = \"{key}\"\nperiod = \"{period}\"\nvalue = {value}\n")
}

fn price(key: &str, base: &str) -> String {
    assumed(key, base, "unit = \"USD\"\n")
}

/// Half of 100 contacts of each of these periods would have called, at 10 dollars each, 8 to 14.
fn contacts(periods: &[&str]) -> String {
    let counts: String = periods
        .iter()
        .map(|period| count("contacts_resolved", period, 100))
        .collect();
    counts
        + &assumed("deflection_share", "0.5", "")
        + &assumed("contact_cost", "10", "low = 8\nhigh = 14\nunit = \"USD\"\n")
}

fn amount(found: &Value, id: &str) -> f64 {
    number(&line(found, id), "/amount/value")
}

/// What ledgers of these periods come to, line by line, for a line.
fn sum(folder: &Path, periods: &[&str], id: &str) -> f64 {
    let all = periods.iter().map(|period| {
        let found = of(folder, period);
        let lines = found["lines"].as_array().unwrap().iter();
        let own = lines.filter(|line| line["id"] == id);
        own.map(|line| number(line, "/amount/value")).sum::<f64>()
    });
    all.sum()
}

const MONTHS: [&str; 3] = ["2026-07", "2026-08", "2026-09"];

/// 2 hires of September × 0.5 × 1,000 × 1.5 = 1,500; 100 contacts of July × 0.5 × 10 × 0.5 = 250. By the mean rate of the
/// quarter, 91.5 / 92, they would be 994.57 and 497.28.
#[test]
fn a_price_in_dollars_has_the_rate_of_the_days_of_what_it_multiplies() {
    let project = contacts(&["2026-07"])
        + &count("hires_social", "2026-09", 2)
        + &assumed("agency_share", "0.5", "")
        + &price("agency_cost", "1000");
    let folder = written(&project);
    let found = of(folder.path(), "2026-Q3");
    for (id, expected) in [("L-11", 1500.0), ("L-07", 250.0)] {
        assert_eq!(amount(&found, id), expected, "{id}");
        assert_eq!(sum(folder.path(), &MONTHS, id), expected, "{id}");
    }
    // What falls into a month is what the ledger of that month has.
    let rows = found["over_time"]["rows"].as_array().unwrap();
    for (row, month) in rows.iter().zip(MONTHS) {
        let own = of(folder.path(), month);
        assert!((number(row, "/value") - number(&own, "/value")).abs() < 1e-9);
    }
}

/// 50 contacts of each month at 5, 10 and 15 euros: 1,500, and at the ends of 8 and 14 dollars 1,200 and 2,100. At 12 euros
/// on every day they are 1,800.
#[test]
fn it_is_one_lever_whose_range_has_the_same_rates() {
    let folder = written(&contacts(&MONTHS));
    let found = of(folder.path(), "2026-Q3");
    let own = line(&found, "L-07");
    let ends = ["/amount/value", "/amount_low", "/amount_high"].map(|at| number(&own, at));
    assert_eq!(ends, [1500.0, 1200.0, 2100.0]);
    let bars = found["tornado"]["bars"].as_array().unwrap();
    let bars: Vec<&Value> = bars
        .iter()
        .filter(|bar| bar["key"].as_str().unwrap().starts_with("contact_cost"))
        .collect();
    assert_eq!(bars.len(), 1);
    assert_eq!(
        ["/base", "/low", "/high"].map(|at| number(bars[0], at)),
        [10.0, 8.0, 14.0]
    );
    // Cost is the media of 600; value is 1,000 of revenue at half, and the contacts.
    let roi = |value: f64| (1000.0 + value - 600.0) / 600.0;
    assert!((number(bars[0], "/roi_low/value") - roi(1200.0)).abs() < 1e-9);
    assert!((number(bars[0], "/roi_high/value") - roi(2100.0)).abs() < 1e-9);
    let supposed = json(
        folder.path(),
        "ledger meta.csv orders.csv --quiet --period 2026-Q3 --what-if contact_cost=12",
    );
    assert_eq!(amount(&supposed, "L-07"), 1800.0);
    assert_eq!(number(&supposed, "/what_if/0/before"), 10.0);
}

/// 100 contacts of July, of 1 August to 10 September, and of the rest: every split of the quarter into days gives the same
/// sum, as each part has the mean rate of its own days.
#[test]
fn any_division_of_the_days_adds_up() {
    let folder = written(&contacts(&[
        "2026-07",
        "2026-08-01..2026-09-10",
        "2026-09-11..2026-09-30",
    ]));
    let whole = amount(&of(folder.path(), "2026-Q3"), "L-07");
    // 50 × 10 at 0.5, at (31 × 1 + 10 × 1.5) / 41, and at 1.5.
    let expected = 250.0 + 500.0 * 46.0 / 41.0 + 750.0;
    assert!((whole - expected).abs() < 1e-6, "{whole}");
    for parts in [
        &["2026-07-01..2026-08-15", "2026-08-16..2026-09-30"][..],
        &["2026-07-01..2026-09-04", "2026-09-05..2026-09-30"],
        &MONTHS,
    ] {
        let found = sum(folder.path(), parts, "L-07");
        assert!((found - expected).abs() < 1e-6, "{parts:?}: {found}");
    }
}

fn hours(periods: &[&str]) -> String {
    let one = |period: &&str| {
        format!("[[labour]]\nperiod = \"{period}\"\nfunction = \"care\"\nhours = 10\n")
    };
    periods.iter().map(one).collect()
}

fn labour(found: &Value) -> f64 {
    let types = found["cost"]["by_type"].as_array().unwrap();
    let own = types.iter().find(|one| one["cost_type"] == "labour");
    number(own.unwrap(), "/amount")
}

/// What `explain`, the tornado and `--what-if` say of a key.
fn told(folder: &Path, key: &str) -> (String, f64, f64) {
    let of = "meta.csv orders.csv --quiet --period 2026-Q3";
    let explained = printed(folder, &format!("explain input.{key} {of}"));
    let first = explained.lines().next().unwrap().to_owned();
    let found = json(folder, &format!("ledger {of} --top 20 --what-if {key}=25"));
    let record = json(folder, &format!("ledger {of} --top 20"));
    let bars = record["tornado"]["bars"].as_array().unwrap();
    let bar = bars.iter().find(|bar| bar["key"] == key).unwrap();
    (
        first,
        number(bar, "/base"),
        number(&found, "/what_if/0/before"),
    )
}

/// 20 dollars an hour are 30 euros in September, on whose days all the hours are.
#[test]
fn a_rate_of_hours_in_dollars_is_one_figure_everywhere() {
    let rate = assumed(
        "loaded_rate",
        "20",
        "low = 10\nhigh = 30\nunit = \"USD per hour\"\n",
    );
    let folder = written(&(hours(&["2026-09"]) + &rate));
    let found = of(folder.path(), "2026-Q3");
    assert_eq!(labour(&found), 300.0);
    assert_eq!(number(&input(&found, "loaded_rate"), "/base"), 30.0);
    let (explained, bar, before) = told(folder.path(), "loaded_rate");
    assert!(
        explained.starts_with("input.loaded_rate = 30.00 EUR/h "),
        "{explained}"
    );
    assert_eq!((bar, before), (30.0, 30.0));
    assert!(!found["notes"].to_string().contains("uses loaded_rate"));
    let supposed = json(
        folder.path(),
        "ledger meta.csv orders.csv --quiet --period 2026-Q3 --what-if loaded_rate=40",
    );
    assert_eq!(labour(&supposed), 400.0);
}

/// A role of 40 dollars is 20 euros in July and 60 in September: of 10 hours each, 40 in the mean.
#[test]
fn a_role_in_dollars_is_told_by_the_mean_of_its_hours() {
    let role =
        format!("[[roles]]\nrole = \"us\"\nloaded_rate = 40\ncurrency = \"USD\"\n{EVIDENCE}");
    let hours = hours(&["2026-07", "2026-09"]).replace("hours = 10", "role = \"us\"\nhours = 10");
    let folder = written(&(role + &hours));
    assert_eq!(labour(&of(folder.path(), "2026-Q3")), 800.0);
    let (explained, bar, before) = told(folder.path(), "rate_us");
    assert!(
        explained.starts_with("input.rate_us = 40.00 EUR/h "),
        "{explained}"
    );
    assert_eq!((bar, before), (40.0, 40.0));
    let table = printed(
        folder.path(),
        "ledger meta.csv orders.csv --quiet --period 2026-Q3 --format table",
    );
    assert!(!table.contains("rate_us_2  "), "{table}");
}

/// 100 contacts of July that take 6 minutes less are 10 hours at 10 euros; 10 hours of September cost 30 each. Of both
/// hours together the rate is 20; at 25 they are 250 saved and 250 spent.
#[test]
fn hours_saved_and_hours_worked_are_at_the_rate_of_their_own_days() {
    let saved = count("contacts_handled", "2026-07", 100)
        + &assumed("minutes_before", "12", "")
        + &assumed("minutes_now", "6", "")
        + &assumed("realised", "1", "");
    let rate = assumed(
        "loaded_rate",
        "20",
        "low = 10\nhigh = 30\nunit = \"USD per hour\"\n",
    );
    let folder = written(&(hours(&["2026-09"]) + &saved + &rate));
    let found = of(folder.path(), "2026-Q3");
    assert_eq!((amount(&found, "L-10"), labour(&found)), (100.0, 300.0));
    assert_eq!(sum(folder.path(), &MONTHS, "L-10"), 100.0);
    let (explained, bar, before) = told(folder.path(), "loaded_rate");
    assert!(
        explained.starts_with("input.loaded_rate = 20.00 EUR/h "),
        "{explained}"
    );
    assert_eq!((bar, before), (20.0, 20.0));
    let supposed = json(
        folder.path(),
        "ledger meta.csv orders.csv --quiet --period 2026-Q3 --what-if loaded_rate=25",
    );
    assert_eq!(
        (amount(&supposed, "L-10"), labour(&supposed)),
        (250.0, 250.0)
    );
    // At half the rate, half of both.
    let bars = found["tornado"]["bars"].as_array().unwrap();
    let own = bars.iter().find(|bar| bar["key"] == "loaded_rate").unwrap();
    let roi = |saved: f64, cost: f64| (1000.0 + saved) / (600.0 + cost) - 1.0;
    assert!((number(own, "/roi_low/value") - roi(50.0, 150.0)).abs() < 1e-9);
    assert!((number(own, "/roi_high/value") - roi(150.0, 450.0)).abs() < 1e-9);
}

/// Hours saved of which nobody says what was realised count for nothing: the rate is that of hours worked alone. 20 dollars
/// are 30 euros in September, and 23.125 on 22 days of August and 10 of September: 26.5625 of 10 hours each. With the 10
/// hours saved in August at 20 it would be 24.375.
#[test]
fn a_line_that_is_refused_weighs_in_no_figure() {
    let saved = count("contacts_handled", "2026-08", 100)
        + &assumed("minutes_before", "12", "")
        + &assumed("minutes_now", "6", "");
    let rate = assumed("loaded_rate", "20", "unit = \"USD per hour\"\n");
    let crossing = hours(&["2026-08-10..2026-09-10"]) + "note = \"another person\"\n";
    let folder = written(&(hours(&["2026-09"]) + &crossing + &saved + &rate));
    let of = "meta.csv orders.csv --quiet";
    let explained = printed(
        folder.path(),
        &format!("explain input.loaded_rate {of} --period 2026-Q3"),
    );
    let first = "input.loaded_rate = 26.56 EUR/h ";
    assert!(explained.starts_with(first), "{explained}");
    let note = "note: used by cost.labour; also by L-10, of which nothing counts\n";
    assert!(explained.contains(note), "{explained}");
    assert!(!explained.contains("weighted over"), "{explained}");
    let (_, bar, before) = told(folder.path(), "loaded_rate");
    assert_eq!((bar, before), (26.5625, 26.5625));
    // Five of its 32 days, before; 27 of them and half of September, after.
    let compared = json(
        folder.path(),
        &format!("ledger {of} --period 2026-08-15..2026-09-15 --compare previous"),
    );
    let rates = compared["change"]["assumptions"].as_array().unwrap();
    let own = rates.iter().find(|of| of["key"] == "loaded_rate").unwrap();
    let part = 10.0 * 27.0 / 32.0;
    let after = (part * 23.125 + 5.0 * 30.0) / (part + 5.0);
    assert!((number(own, "/before") - 23.125).abs() < 1e-9, "{own}");
    assert!((number(own, "/after") - after).abs() < 1e-6, "{own}");
}

/// A purchase of 410 on 31 days of August and 10 of September that was avoided: one entry, of which more days lie in the
/// one month than in the other, whatever its currency.
#[test]
fn an_entry_of_other_days_is_no_assumption_and_no_rate() {
    for currency in ["EUR", "USD"] {
        let saving = format!(
            "[[savings]]\nperiod = \"2026-08-01..2026-09-10\"\nfunction = \"organic\"\nwhat = \"avoided_purchase\"\n\
             amount = 410\ncurrency = \"{currency}\"\nvendor = \"v\"\n{EVIDENCE}"
        );
        let folder = written(&(saving + &hours(&["2026-08"]) + &assumed("loaded_rate", "20", "")));
        let of = "ledger meta.csv orders.csv --quiet --period 2026-09 --compare previous";
        let found = json(folder.path(), of);
        let effects = found["change"]["roi_change"]["effects"].as_array().unwrap();
        let own = effects.iter().find(|of| of["name"] == "saving_v").unwrap();
        assert_eq!(own["kind"], "volume", "{currency}");
        let changed = found["change"]["assumptions"].to_string();
        assert!(!changed.contains("saving_v"), "{changed}");
        let table = printed(folder.path(), &format!("{of} --format table"));
        let told = "saving: v: one entry, nobody changed it; days of it in this period: 10, in the other: 31";
        assert!(table.contains(told), "{table}");
    }
}

/// 100 dollars of July are 50 euros.
#[test]
fn explain_says_what_was_stated_and_by_which_rate() {
    let cost = "[[costs]]\nperiod = \"2026-07\"\nfunction = \"paid\"\ncost_type = \"agency\"\namount = 100\ncurrency = \"USD\"\n";
    let role = "[[roles]]\nrole = \"us\"\nannual_pay = 50000\non_cost = 0.2\npaid_hours = 2080\nleave_hours = 200\nholiday_hours = 80\nutilisation = 0.85\n";
    let hours = hours(&["2026-07"]).replace("hours = 10", "role = \"us\"\nhours = 10");
    let folder = written(&(contacts(&["2026-07", "2026-09"]) + cost + role + &hours));
    let of = |figure: &str| {
        let told = format!("explain {figure} meta.csv orders.csv --quiet --period 2026-Q3");
        printed(folder.path(), &told)
    };
    let stated = "10 USD at 0.5 EUR each, the mean rate of 1–31 Jul 2026; social-roi.toml:";
    let price = of("input.contact_cost");
    assert!(
        price.contains(&format!(
            "note: 5 of 50 of what stands before it on 1–31 Jul 2026 ({stated}"
        )),
        "{price}"
    );
    let agency = of("cost.agency");
    let stated = "50.00 EUR (100 USD at 0.5 EUR each, the mean rate of 1–31 Jul 2026; social-roi.toml, 1 row)";
    assert!(agency.contains(stated), "{agency}");
    // 60,000 / 1,800 / 0.85 = 39.2157; the role has no source.
    let labour = of("cost.labour");
    assert!(labour.contains("rate_us 39.22 EUR/h\n"), "{labour}");
}

/// 10 dollars are 10 euros in August and 15 in September: 50 contacts, 250 more of 200 of media. Nobody assumes another
/// price.
#[test]
fn a_rate_that_moved_is_no_assumption_that_changed() {
    let folder = written(&contacts(&["2026-08", "2026-09"]));
    let of = "ledger meta.csv orders.csv --quiet --period 2026-09 --compare previous";
    let found = json(folder.path(), of);
    let changed = &found["change"]["assumptions"][0];
    assert_eq!(changed["by_rate_of"], "10 USD");
    assert!((number(changed, "/effect_on_roi") - 1.25).abs() < 1e-9);
    let effects = found["change"]["roi_change"]["effects"].as_array().unwrap();
    let price = effects
        .iter()
        .find(|one| one["name"] == "contact_cost")
        .unwrap();
    assert_eq!(price["kind"], "rate");
    let table = printed(folder.path(), &format!("{of} --format table"));
    assert!(!table.contains("Assumptions that changed"), "{table}");
    let told = "by the rates of currencies alone: contact_cost is 10 USD in both, 10.00 EUR → 15.00 EUR (+125.0 pp)";
    assert!(table.contains(told), "{table}");
}

/// 10,000,000 rial at 0.00000094 of a euro are 9.40; one alone is no millionth.
#[test]
fn a_small_rate_keeps_its_digits() {
    for (base, value) in [("10000000", "9.40"), ("1", "0.00000094")] {
        let price = assumed("contact_cost", base, "unit = \"IRR\"\n");
        let share = assumed("deflection_share", "0.5", "");
        let folder = written(&(count("contacts_resolved", "2026-07", 100) + &share + &price));
        let mut rates = String::from("date,from,to,rate\n");
        for day in 1..=31 {
            let _ = writeln!(rates, "2026-07-{day:02},IRR,EUR,0.00000094");
        }
        fs::write(folder.path().join("rates.csv"), rates).unwrap();
        let line = "explain input.contact_cost meta.csv orders.csv --quiet --period 2026-07";
        let text = printed(folder.path(), line);
        let told = format!("{base} IRR at 0.00000094 EUR each");
        assert!(text.contains(&told), "{text}");
        assert!(
            text.contains(&format!("input.contact_cost = {value} EUR")),
            "{text}"
        );
    }
}
