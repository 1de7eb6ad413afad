//! Figures that are weighed with others, where another one is supposed: what they multiply is weighed anew, so that the
//! ledger is the one of a project that says so.

use proptest::prelude::*;
use serde_json::Value;

use crate::dated::{MARGIN, assumption, folder, input, line, of};
use crate::{json, number, printed, program};

fn ranged(key: &str, base: &str, period: &str, range: &str) -> String {
    let plain = assumption(key, base, period);
    plain.replace("source", &format!("{range}\nsource"))
}

fn near(found: f64, expected: f64) {
    assert!((found - expected).abs() < 1e-6, "{found} for {expected}");
}

fn bar(found: &Value, key: &str) -> Value {
    let bars = found["tornado"]["bars"].as_array().unwrap();
    let own = bars.iter().filter(|bar| bar["key"] == key);
    let own: Vec<&Value> = own.collect();
    assert_eq!(own.len(), 1, "{key} in {bars:#?}");
    own[0].clone()
}

/// Meta's own κ of 0.4 holds from 16 July on; before, that of all ads stands in: 1,000 × 0.6 and 600 × 0.4 at a margin of
/// a half, over 200 of media.
fn standing_in() -> tempfile::TempDir {
    let own = assumption("kappa_meta", "0.4", "2026-07-16..2026-07-31");
    let of_ads = ranged("kappa_paid", "0.6", "", "low = 0.5\nhigh = 0.7");
    folder(
        &[("2026-07-06", 1000), ("2026-07-20", 600)],
        &format!("{MARGIN}{own}{of_ads}"),
    )
}

#[test]
fn what_stands_in_is_supposed_on_its_days_and_what_it_stands_in_for_on_others() {
    let folder = standing_in();
    let value = |more: &str| number(&of(folder.path(), &format!("2026-07 {more}")), "/value");
    near(value(""), 420.0);
    // 0.5 × (1,000 × 0.2 + 600 × 0.4)
    near(value("--what-if kappa_paid=0.2"), 220.0);
    near(value("--what-if kappa_meta=0.5"), 450.0);
    near(
        value("--what-if kappa_meta=0.5 --what-if kappa_paid=0.1"),
        200.0,
    );
}

/// At 0.5 it is worth 370, at 0.7 it is 470, over 200; it pays for media from (200 − 120) / 500 on. Meta's own κ would
/// have to be (200 − 300) / 300 on its days, below zero: that is no break-even.
#[test]
fn the_tornado_moves_what_stands_in_and_its_switching_value_holds() {
    let folder = standing_in();
    let found = of(folder.path(), "2026-07");
    let paid = bar(&found, "kappa_paid");
    near(number(&paid, "/roi_low/value"), 0.85);
    near(number(&paid, "/roi_high/value"), 1.35);
    near(number(&paid, "/switching/value/value"), 0.16);
    let own = bar(&found, "kappa_meta");
    near(number(&own, "/base"), 0.4);
    assert_eq!(own["switching"]["value"]["status"], "not_possible");
    for (key, value) in [("kappa_paid", "0.16"), ("kappa_meta", "-0.333333333333")] {
        let then = of(folder.path(), &format!("2026-07 --what-if {key}={value}"));
        near(number(&then, "/roi/value"), 0.0);
        near(
            number(&then["what_if"][0], "/after"),
            value.parse().unwrap(),
        );
    }
}

/// Between 0.3 and 0.5 for 600, beside 0.5 to 0.7 for 1,000: the mean lies between 680 / 1,600 and 1,000 / 1,600.
#[test]
fn explain_tells_the_range_of_a_mean_and_that_of_its_entries() {
    let own = ranged(
        "kappa_meta",
        "0.4",
        "2026-07-16..2026-07-31",
        "low = 0.3\nhigh = 0.5",
    );
    let of_ads = ranged("kappa_paid", "0.6", "", "low = 0.5\nhigh = 0.7");
    let folder = folder(
        &[("2026-07-06", 1000), ("2026-07-20", 600)],
        &format!("{MARGIN}{own}{of_ads}"),
    );
    let told = printed(
        folder.path(),
        "explain input.kappa_meta meta.csv orders.csv --quiet --period 2026-07",
    );
    let note =
        "range 0.425 to 0.625 of the mean, 0.3 to 0.5 of its entries, which the tornado moves";
    assert!(told.contains(note), "{told}");
}

/// 1,000 in July at κ 0.4 and a margin of 0.2, 3,000 in August at 0.8 and 0.6, over 400 of media: 80 + 1,440.
fn both_change() -> tempfile::TempDir {
    let kappas = ranged("kappa_meta", "0.4", "2026-07", "low = 0.3\nhigh = 0.5")
        + &ranged("kappa_meta", "0.8", "2026-08", "low = 0.7\nhigh = 0.9");
    let months = "month = { \"2026-07\" = 0.2, \"2026-08\" = 0.6 }\n";
    folder(
        &[("2026-07-06", 1000), ("2026-08-06", 3000)],
        &format!("{MARGIN}{months}{kappas}"),
    )
}

#[test]
fn what_was_caused_is_supposed_at_the_margins_of_its_months() {
    let folder = both_change();
    let period = "2026-07..2026-08";
    near(number(&of(folder.path(), period), "/value"), 1_520.0);
    // 1,000 × 0.5 × 0.2 + 3,000 × 0.5 × 0.6
    let half = of(folder.path(), &format!("{period} --what-if kappa_meta=0.5"));
    near(number(&half, "/value"), 1_000.0);
    near(number(&input(&half, "kappa_meta"), "/base"), 0.5);
    // 1,000 × 0.4 × 0.5 + 3,000 × 0.8 × 0.5
    let margin = of(folder.path(), &format!("{period} --what-if margin=0.5"));
    near(number(&margin, "/value"), 1_400.0);
}

/// All lows: 1,000 × 0.3 × 0.2 + 3,000 × 0.7 × 0.6 = 1,320; all highs 1,720; both over 400. ROI is zero at a κ of
/// 400 / 2,000, and at a margin of 400 / 2,800.
#[test]
fn the_tornado_has_one_bar_of_each_and_moves_every_month() {
    let folder = both_change();
    let found = of(folder.path(), "2026-07..2026-08");
    let kappa = bar(&found, "kappa_meta");
    near(number(&kappa, "/roi_low/value"), 2.3);
    near(number(&kappa, "/roi_high/value"), 3.3);
    near(number(&kappa, "/switching/value/value"), 0.2);
    let margin = bar(&found, "margin");
    near(number(&margin, "/switching/value/value"), 1.0 / 7.0);
    let keys = found["tornado"]["bars"].as_array().unwrap();
    let of_lines = keys
        .iter()
        .filter(|bar| bar["key"].as_str().unwrap().starts_with("margin_"));
    assert_eq!(of_lines.count(), 0, "{keys:#?}");
    let told = printed(
        folder.path(),
        "explain input.margin meta.csv orders.csv --quiet --period 2026-07..2026-08",
    );
    assert!(told.contains("used by L-02:meta"), "{told}");
    assert!(told.contains("ROI is zero at 0.143"), "{told}");
}

/// The same ends, of the line and of the scenarios: 1,320 and 1,720, not the mean κ at the mean margin.
#[test]
fn ends_of_lines_and_scenarios_are_those_of_every_month() {
    let folder = both_change();
    let found = of(folder.path(), "2026-07..2026-08");
    let own = line(&found, "L-02:meta");
    near(number(&own, "/amount_low"), 1_320.0);
    near(number(&own, "/amount_high"), 1_720.0);
    let names = ["all low", "all high", "worst", "best"];
    for (row, (name, value)) in names
        .into_iter()
        .zip([1_320.0, 1_720.0, 1_320.0, 1_720.0])
        .enumerate()
    {
        let scenario = &found["scenarios"][row];
        assert_eq!(scenario["name"], name);
        near(number(scenario, "/value"), value);
    }
}

/// Two shares of labour, 100 hours at 10 in each of two months: 0.1 and 0.3 of 1,000. One figure is supposed for both;
/// hours are those of one record, and that is said.
#[test]
fn shares_of_one_name_are_one_figure_and_hours_are_records() {
    let months = ["2026-07", "2026-08"];
    let mut project = MARGIN.to_owned();
    for (month, share) in months.into_iter().zip(["0.1", "0.3"]) {
        project += &format!(
            "[[labour]]\nperiod = \"{month}\"\nfunction = \"paid\"\nhours = 100\nloaded_rate = 10\n\
             [[costs]]\nperiod = \"{month}\"\nfunction = \"paid\"\ncost_type = \"overhead\"\nshare_of_labour = {share}\n"
        );
    }
    let folder = folder(&[("2026-07-06", 8000)], &project);
    let cost = |more: &str| {
        number(
            &of(folder.path(), &format!("2026-07..2026-08 {more}")),
            "/cost/total",
        )
    };
    near(cost(""), 400.0 + 2_000.0 + 400.0);
    near(cost("--what-if overhead=0.5"), 400.0 + 2_000.0 + 1_000.0);
    let found = of(folder.path(), "2026-07..2026-08");
    // 4,000 = 2,400 + 2,000 × 0.8
    near(
        number(&bar(&found, "overhead"), "/switching/value/value"),
        0.8,
    );
    near(number(&bar(&found, "overhead"), "/base"), 0.2);
    near(cost("--what-if hours_paid=0"), 400.0 + 1_000.0 + 300.0);
    let told = json(
        folder.path(),
        "ledger meta.csv orders.csv --quiet --period 2026-07..2026-08 --what-if hours_paid=0",
    );
    let note = "--what-if hours_paid is about the record of 1–31 Jul 2026 alone: others of that name stay as they are (hours_paid_2), and cost.labour stands for all of its type";
    assert!(
        told["notes"].to_string().contains(note),
        "{}",
        told["notes"]
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    /// Entries of Meta's own κ, of that of all ads and of that of everything on any days, margins of months: what is
    /// supposed is what a project comes to in which every entry of the key has that figure, and the switching value that
    /// the tornado names is a return of zero.
    #[test]
    fn supposing_is_writing_down(
        sales in prop::collection::vec((0..92_i64, 50..5_000_i64), 1..8),
        entries in prop::collection::vec((0..3_usize, 0..60_i64, 5..60_i64, 1..20_i64), 1..5),
        months in any::<bool>(),
        supposed in (0..3_usize, 1..20_i64),
    ) {
        const KEYS: [&str; 3] = ["kappa_meta", "kappa_paid", "kappa_all"];
        let first: chrono::NaiveDate = "2026-07-01".parse().unwrap();
        let day = |number: i64| first + chrono::Days::new(number as u64);
        let mut base = MARGIN.to_owned();
        if months {
            base += "month = { \"2026-07\" = 0.2, \"2026-09\" = 0.7 }\n";
        }
        // Entries of one key hold on days of their own.
        let mut free = [0_i64; 3];
        let mut written: Vec<(usize, String, String)> = Vec::new();
        for (key, start, length, value) in entries {
            let start = start.max(free[key]);
            let end = (start + length).min(91);
            if start > end {
                continue;
            }
            free[key] = end + 1;
            let value = format!("{:.1}", value as f64 / 10.0);
            let days = format!("{}..{}", day(start), day(end));
            written.push((key, value, days));
        }
        let project = |supposed: Option<(usize, &str)>| {
            let own = written.iter().map(|(key, value, days)| match supposed {
                Some((other, value)) if other == *key => assumption(KEYS[*key], value, days),
                _ => assumption(KEYS[*key], value, days),
            });
            base.clone() + &own.collect::<String>()
        };
        let days: Vec<String> = sales.iter().map(|(at, _)| day(*at).to_string()).collect();
        let orders: Vec<(&str, i64)> = days.iter().map(String::as_str).zip(sales.iter().map(|(_, money)| *money)).collect();
        let (key, value) = (supposed.0, format!("{:.1}", supposed.1 as f64 / 10.0));
        // What holds on no day of revenue is in no figure; there κ is what is implied.
        let is_sold = |days: &str| {
            let (first, last) = days.split_once("..").unwrap();
            sales.iter().any(|(at, _)| (first..=last).contains(&day(*at).to_string().as_str()))
        };
        prop_assume!(written.iter().any(|(own, _, days)| *own == key && is_sold(days)));
        let copy = folder(&orders, &project(None));
        let quarter = "2026-07..2026-09";
        let line = format!("ledger meta.csv orders.csv --quiet --period {quarter} --what-if {}={value}", KEYS[key]);
        // A key that no line takes cannot be supposed.
        let then = match program(copy.path()).args(line.split(' ')).args(["--format", "json"]).output().unwrap() {
            output if output.status.success() => serde_json::from_slice::<Value>(&output.stdout).unwrap(),
            output => {
                let said = String::from_utf8_lossy(&output.stderr).into_owned();
                prop_assert!(said.contains("input of the ledger"), "{}", said);
                return Ok(());
            }
        };
        let said = project(Some((key, &value)));
        let other = folder(&orders, &said);
        let expected = of(other.path(), quarter);
        let (found, expected) = (number(&then, "/value"), number(&expected, "/value"));
        prop_assert!((found - expected).abs() < 1e-4, "{found} {expected}\n{said}");
        let found = of(copy.path(), quarter);
        for bar in found["tornado"]["bars"].as_array().unwrap() {
            let Some(zero) = bar["switching"]["value"]["value"].as_f64() else { continue };
            let key = bar["key"].as_str().unwrap();
            let then = of(copy.path(), &format!("{quarter} --what-if {key}={zero:.12}"));
            let net = number(&then, "/net");
            prop_assert!(net.abs() < 1e-4, "{key} at {zero}: {net}");
        }
    }
}
