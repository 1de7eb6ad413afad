//! What falls into which month, in which currency, and what is only supposed.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::{json, number, printed};

/// Meta's spend of 200 a month, July and August, and orders: of July sold, of August refunded or sold.
fn exports(folder: &Path, august: i64) {
    let (sold, returned) = (august.max(0), august.min(0));
    let spend = "Campaign name,Day,Impressions,Link clicks,Amount spent (EUR),Reporting starts,Reporting ends\n\
                 Sale,2026-07-05,10000,200,200,2026-07-05,2026-07-05\n\
                 Sale,2026-08-05,10000,200,200,2026-08-05,2026-08-05\n";
    let orders = format!(
        "\"Day\",\"Order UTM source\",\"Order UTM medium\",\"Order UTM campaign\",\"Orders\",\"Gross sales\",\"Discounts\",\"Returns\",\"Net sales\",\"Shipping charges\",\"Duties\",\"Additional fees\",\"Taxes\",\"Total sales\"\n\
         \"2026-07-06\",\"facebook\",\"paid_social\",\"Sale\",30,3000,0,0,3000,0,0,0,0,3000\n\
         \"2026-08-07\",\"facebook\",\"paid_social\",\"Sale\",1,{sold},0,{returned},{august},0,0,0,0,{august}\n"
    );
    fs::write(folder.join("meta.csv"), spend).unwrap();
    fs::write(folder.join("orders.csv"), orders).unwrap();
}

const LINE: &str = "ledger meta.csv orders.csv --quiet --currency-of orders.csv=EUR";

/// A margin of 0.5, costs in another currency, and prices of care whose units say nothing or `€`.
const PROJECT: &str = "\
[money]\ncurrency = \"EUR\"\nrates = \"rates.csv\"\n\
[margin]\nbase = 0.5\nsource = \"accounts\"\nowner = \"finance\"\ndate = 2026-01-01\n\
[[costs]]\nperiod = \"2026-07..2026-08\"\nfunction = \"shared\"\ncost_type = \"tools\"\namount = 110\ncurrency = \"USD\"\n\
[[counts]]\nkey = \"contacts_resolved\"\nperiod = \"2026-07\"\nfunction = \"care\"\nvalue = 100\nsource = \"inbox\"\n\
[[counts]]\nkey = \"hires_social\"\nperiod = \"2026-07\"\nfunction = \"recruiting\"\nvalue = 2\nsource = \"list\"\n";

fn assumption(key: &str, base: &str, unit: &str) -> String {
    let unit = match unit {
        "" => String::new(),
        unit => format!("unit = \"{unit}\"\n"),
    };
    format!(
        "[[assumptions]]\nkey = \"{key}\"\nbase = {base}\n{unit}source = \"s\"\nowner = \"o\"\ndate = 2026-01-01\n"
    )
}

fn project(folder: &Path) {
    let more: String = [
        ("deflection_share", "0.4", "share"),
        ("realised", "1", "share"),
        ("contact_cost", "5", ""),
        ("agency_share", "0.5", "share"),
        ("agency_cost", "1000", "€ per hire"),
    ]
    .map(|(key, base, unit)| assumption(key, base, unit))
    .concat();
    fs::write(folder.join("social-roi.toml"), format!("{PROJECT}{more}")).unwrap();
    fs::write(folder.join("rates.csv"), "date,from,to,rate\n2026-07-01,EUR,USD,1.1\n2026-07-08,EUR,USD,1.1\n2026-07-15,EUR,USD,1.1\n2026-07-22,EUR,USD,1.1\n2026-07-29,EUR,USD,1.1\n2026-08-05,EUR,USD,1.1\n2026-08-12,EUR,USD,1.1\n2026-08-19,EUR,USD,1.1\n2026-08-26,EUR,USD,1.1\n").unwrap();
}

/// 3,000 sold in July, 1,000 of it taken back in August, at a margin of one half: 1,500 and −500.
#[test]
fn a_month_of_refunds_has_a_value_below_zero() {
    let folder = tempfile::tempdir().unwrap();
    exports(folder.path(), -1000);
    let found = json(
        folder.path(),
        &format!("{LINE} --margin 0.5 --period 2026-07..2026-08"),
    );
    assert_eq!(number(&found, "/over_time/rows/0/value"), 1_500.0);
    assert_eq!(number(&found, "/over_time/rows/1/value"), -500.0);
    assert_eq!(number(&found, "/value"), 1_000.0);
}

/// In dollars every amount is 1.1 times that in euros, whatever unit an assumption has; the invoice in dollars is its
/// own half of July: 55.
#[test]
fn another_currency_leaves_every_ratio_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    exports(folder.path(), 100);
    project(folder.path());
    let euros = json(folder.path(), &format!("{LINE} --period 2026-07"));
    let dollars = json(
        folder.path(),
        &format!("{LINE} --period 2026-07 --currency USD"),
    );
    // 1,500 of ads, 100 × 0.4 × 5 of care, 2 × 0.5 × 1,000 of recruiting.
    assert_eq!(number(&euros, "/value"), 2_700.0);
    let near =
        |found: f64, expected: f64| assert!((found - expected).abs() < 1e-6, "{found} {expected}");
    near(number(&dollars, "/value"), 2_970.0);
    near(number(&dollars, "/cost/total"), 220.0 + 55.0);
    near(number(&dollars, "/roi/value"), number(&euros, "/roi/value"));
}

/// What is supposed never passes for the record: not in rows for programs, not in one table alone.
#[test]
fn a_supposed_ledger_says_so_everywhere() {
    let folder = tempfile::tempdir().unwrap();
    exports(folder.path(), 100);
    project(folder.path());
    let line = format!("{LINE} --period 2026-07 --what-if margin=0.3");
    let csv = printed(folder.path(), &format!("{line} --format csv"));
    for row in [
        "what_if,margin,on_record,0.5,",
        "what_if,margin,supposed,0.3,",
        "headline,,roi_on_record,",
    ] {
        assert!(csv.contains(row), "no {row} in\n{csv}");
    }
    assert!(
        csv.contains("supposed by --what-if; 0.5 on record"),
        "{csv}"
    );
    assert!(
        !csv.contains("input,margin,base,0.3,share,,,,,ok,\"accounts"),
        "{csv}"
    );
    let months = printed(
        folder.path(),
        &format!("{line} --by month --format table --width 100"),
    );
    assert!(months.contains("note: supposes margin = 0.3"), "{months}");
}

/// Credits of 300 against 200 of media: nothing is a return on less than nothing.
#[test]
fn over_a_negative_cost_there_is_no_return() {
    let folder = tempfile::tempdir().unwrap();
    exports(folder.path(), 100);
    let credit = "[[costs]]\nperiod = \"2026-07\"\nfunction = \"paid\"\ncost_type = \"agency\"\namount = -300\ncurrency = \"EUR\"\n";
    fs::write(folder.path().join("social-roi.toml"), credit).unwrap();
    let found = json(
        folder.path(),
        &format!("{LINE} --margin 0.5 --period 2026-07"),
    );
    assert_eq!(number(&found, "/cost/total"), -100.0);
    assert_eq!(number(&found, "/net"), 1_600.0);
    assert_eq!(found["roi"]["status"], "negative_base");
    assert_eq!(found["ladder"][1]["roi"]["status"], "negative_base");
}

/// One month above zero and a sum below it at the end has not paid back.
#[test]
fn what_ends_below_zero_has_not_paid_back() {
    let folder = tempfile::tempdir().unwrap();
    exports(folder.path(), -4000);
    let found = json(
        folder.path(),
        &format!("{LINE} --margin 0.5 --period 2026-07..2026-08"),
    );
    assert_eq!(found["over_time"]["payback"]["status"], "not_reached");
    let text = printed(
        folder.path(),
        "explain ledger.payback meta.csv orders.csv --quiet --currency-of orders.csv=EUR --margin 0.5 --period 2026-07..2026-08",
    );
    assert!(text.contains("1–31 Aug 2026"), "{text}");
}

/// 1,000 of ads in July, half of it caused, at a margin of 0.2, and 1,000 of organic posts in August at 0.8: 100 and 800,
/// the same whether the months are asked for one by one or together.
#[test]
fn margins_of_months_leave_months_and_lines_adding_up() {
    let folder = tempfile::tempdir().unwrap();
    exports(folder.path(), 0);
    let orders = "\"Day\",\"Order UTM source\",\"Order UTM medium\",\"Order UTM campaign\",\"Orders\",\"Gross sales\",\"Discounts\",\"Returns\",\"Net sales\",\"Shipping charges\",\"Duties\",\"Additional fees\",\"Taxes\",\"Total sales\"\n\
                  \"2026-07-06\",\"facebook\",\"paid_social\",\"Sale\",30,1000,0,0,1000,0,0,0,0,1000\n\
                  \"2026-08-07\",\"instagram\",\"social\",,1,1000,0,0,1000,0,0,0,0,1000\n";
    fs::write(folder.path().join("orders.csv"), orders).unwrap();
    let margin = "[margin]\nbase = 0.5\nsource = \"s\"\nowner = \"o\"\ndate = 2026-01-01\nmonth = { \"2026-07\" = 0.2, \"2026-08\" = 0.8 }\n";
    let project = format!("{margin}{}", assumption("kappa_meta", "0.5", "share"));
    fs::write(folder.path().join("social-roi.toml"), project).unwrap();
    let value = |period: &str| {
        number(
            &json(folder.path(), &format!("{LINE} --period {period}")),
            "/value",
        )
    };
    assert_eq!(value("2026-07"), 100.0);
    assert_eq!(value("2026-08"), 800.0);
    let both = json(folder.path(), &format!("{LINE} --period 2026-07..2026-08"));
    assert_eq!(number(&both, "/value"), 900.0);
    assert_eq!(number(&both, "/over_time/rows/0/value"), 100.0);
    assert_eq!(number(&both, "/over_time/rows/1/value"), 800.0);
}

/// One margin supposed is that of every line, whatever months say: (1,000 × 0.5 + 1,000) × 0.3. The order of what is
/// supposed decides nothing, and what the other period lacks is not other there.
#[test]
fn a_margin_supposed_is_that_of_every_line() {
    let folder = tempfile::tempdir().unwrap();
    exports(folder.path(), 0);
    let orders = "\"Day\",\"Order UTM source\",\"Order UTM medium\",\"Order UTM campaign\",\"Orders\",\"Net sales\"\n\
                  \"2026-07-06\",\"facebook\",\"paid_social\",\"Sale\",30,1000\n\
                  \"2026-08-07\",\"instagram\",\"social\",,1,1000\n";
    fs::write(folder.path().join("orders.csv"), orders).unwrap();
    let margin = "[margin]\nbase = 0.5\nsource = \"s\"\nowner = \"o\"\ndate = 2026-01-01\nmonth = { \"2026-07\" = 0.2, \"2026-08\" = 0.8 }\n";
    let labour = "[[labour]]\nperiod = \"2026-08\"\nfunction = \"organic\"\nhours = 10\n";
    let rate = assumption("loaded_rate", "20", "EUR per hour");
    let kappa = assumption("kappa_meta", "0.5", "share");
    let project = format!("{margin}{labour}{rate}{kappa}");
    fs::write(folder.path().join("social-roi.toml"), project).unwrap();
    let found = |words: &str| json(folder.path(), &format!("{LINE} {words}"));
    let both = found("--period 2026-07..2026-08 --what-if margin=0.3");
    assert_eq!(number(&both, "/value"), 450.0);
    let labour = |ledger: &Value| {
        let types = ledger["cost"]["by_type"].as_array().unwrap().clone();
        let own = types.into_iter().find(|of| of["cost_type"] == "labour");
        number(&own.unwrap(), "/amount")
    };
    for words in [
        "cost.labour=1000 --what-if loaded_rate=60",
        "loaded_rate=60 --what-if cost.labour=1000",
    ] {
        let found = found(&format!("--period 2026-08 --what-if {words}"));
        assert!((labour(&found) - 1_000.0).abs() < 0.01, "{words}");
    }
    let compared = found("--period 2026-08 --compare previous --what-if cost.labour=0");
    assert_eq!(labour(&compared), 0.0);
    // July: 1,000 × 0.5 × 0.3 = 150, August 1,000 × 0.3 = 300, both at the margin supposed, over 200 of media each.
    let compared = found("--period 2026-08 --compare previous --what-if margin=0.3");
    assert_eq!(number(&compared, "/value"), 300.0);
    assert_eq!(number(&compared, "/change/roi/value"), -0.25);
}

/// 92 of tools over a quarter are 31 in August, and the month goes down to the entry; media to the rows of its export.
#[test]
fn a_month_goes_down_to_the_entries_of_its_costs() {
    let tools = "[[costs]]\nperiod = \"2026-Q3\"\nfunction = \"shared\"\ncost_type = \"tools\"\namount = 92\n";
    let project = format!("{}{tools}", crate::dated::MARGIN);
    let folder = crate::dated::folder(&[("2026-08-05", 1000)], &project);
    let told = printed(
        folder.path(),
        "explain month.2026-08 meta.csv orders.csv --quiet --period 2026-Q3",
    );
    let tools = "cost_tools 31.00 EUR of 92.00 EUR for 1 Jul – 30 Sep 2026 (social-roi.toml:8:1)\n";
    assert!(told.contains(tools), "{told}");
    assert!(told.contains(" 200.00 EUR (meta.csv, 1 row)\n"), "{told}");
}

/// August has the margin of its own that July has as base, so that the range moves July alone; κ differs by month. At the low
/// ends 3000 × 0.6 × 0.3 + 1000 × 0.1 × 0.4, at the high ones 3000 × 0.9 × 0.5 + 1000 × 0.3 × 0.4.
#[test]
fn a_months_margin_that_equals_the_base_has_no_range() {
    let folder = tempfile::tempdir().unwrap();
    exports(folder.path(), 1000);
    let evidence = "source = \"s\"\nowner = \"o\"\ndate = 2026-07-01\n";
    let kappa = |period: &str, [low, base, high]: [&str; 3]| {
        format!(
            "[[assumptions]]\nkey = \"kappa_meta\"\nperiod = \"{period}\"\nlow = {low}\nbase = {base}\nhigh = {high}\n{evidence}"
        )
    };
    let project = format!(
        "[money]\ncurrency = \"EUR\"\n[margin]\nbase = 0.4\nlow = 0.3\nhigh = 0.5\nmonth = {{ \"2026-08\" = 0.4 }}\n{evidence}{}{}",
        kappa("2026-07", ["0.6", "0.8", "0.9"]),
        kappa("2026-08", ["0.1", "0.2", "0.3"])
    );
    fs::write(folder.path().join("social-roi.toml"), project).unwrap();
    let found = json(folder.path(), &format!("{LINE} --period 2026-07..2026-08"));
    let lines = found["lines"].as_array().unwrap();
    let line = lines.iter().find(|line| line["id"] == "L-02:meta").unwrap();
    for (figure, expected) in [
        ("/amount/value", 3000.0 * 0.8 * 0.4 + 1000.0 * 0.2 * 0.4),
        ("/amount_low", 3000.0 * 0.6 * 0.3 + 1000.0 * 0.1 * 0.4),
        ("/amount_high", 3000.0 * 0.9 * 0.5 + 1000.0 * 0.3 * 0.4),
    ] {
        let own = number(line, figure);
        assert!(
            (own - expected).abs() < 1e-9,
            "{figure}: {own}, not {expected}"
        );
    }
}
