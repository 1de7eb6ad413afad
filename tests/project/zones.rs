//! The time zone of the calendar: moments have their day in it, days that an export gives stay, and what mixes is told.

use super::Story;

/// Two orders of the last evening of September: of New York, which is October in UTC, and of Berlin, which is not.
const ORDERS: &str = "Name,Financial Status,Currency,Subtotal,Shipping,Taxes,Total,Created at\n\
                      #1,paid,EUR,100.00,0.00,0.00,100.00,2026-09-30 23:30:00 -0500\n\
                      #2,paid,EUR,10.00,0.00,0.00,10.00,2026-09-30 23:30:00 +0200\n";

fn zone(name: &str) -> String {
    format!("[calendar]\ntime_zone = \"{name}\"\n")
}

/// Orders and revenue by month: the rows of the CSV.
fn months(project: &str, file: (&str, &str), words: &str) -> Vec<String> {
    let story = Story::new(&[("social-roi.toml", project), file]);
    let outcome = story.run(&format!(
        "report {} --by month --metrics orders,revenue --format csv --quiet {words}",
        file.0
    ));
    assert_eq!(outcome.code, Some(0), "{}", outcome.said);
    let cells = |row: &str| row.split(',').take(3).collect::<Vec<_>>().join(",");
    outcome.out.lines().skip(1).map(cells).collect()
}

#[test]
fn an_order_falls_on_the_day_of_the_reporting_time_zone() {
    let orders = ("orders.csv", ORDERS);
    for (zone, expected) in [
        ("UTC", &["2026-09,1,10", "2026-10,1,100"][..]),
        ("Europe/Berlin", &["2026-09,1,10", "2026-10,1,100"]),
        ("America/New_York", &["2026-09,1,10", "2026-10,1,100"]),
        ("America/Chicago", &["2026-09,2,110"]),
        ("-05:00", &["2026-09,2,110"]),
        ("Asia/Tehran", &["2026-10,2,110"]),
    ] {
        assert_eq!(months(&self::zone(zone), orders, ""), expected, "{zone}");
    }
    // Without a zone the day is the one that the export writes.
    assert_eq!(months("", orders, ""), ["2026-09,2,110"]);
}

#[test]
fn periods_hold_the_moments_of_their_days() {
    let berlin = zone("Europe/Berlin");
    let orders = ("orders.csv", ORDERS);
    assert_eq!(
        months(&berlin, orders, "--period 2026-10"),
        ["2026-10,1,100"]
    );
    assert_eq!(
        months(&berlin, orders, "--period 2026-09"),
        ["2026-09,1,10"]
    );
}

#[test]
fn a_header_says_the_zone_of_times_that_say_none() {
    let payments = "id,Created date (UTC),Amount,Currency,Status\n\
                    ch_1,2026-09-30 23:30:00,100.00,eur,Paid\nch_2,2026-09-30 21:30:00,10.00,eur,Paid\n";
    let file = ("payments.csv", payments);
    let october = months(&zone("Europe/Berlin"), file, "");
    assert_eq!(october, ["2026-09,1,10", "2026-10,1,100"]);
    assert_eq!(months("", file, ""), ["2026-09,2,110"]);
}

#[test]
fn a_day_without_a_time_is_no_moment() {
    let orders = "Name,Financial Status,Currency,Subtotal,Shipping,Taxes,Total,Created at\n\
                  #1,paid,EUR,100.00,0.00,0.00,100.00,2026-10-01 00:00:00 +0000\n\
                  #2,paid,EUR,10.00,0.00,0.00,10.00,2026-10-01\n";
    let rows = months(&zone("America/New_York"), ("orders.csv", orders), "");
    assert_eq!(rows, ["2026-10,2,110"]);
}

/// A touch and a conversion of the last evening of September in New York, and a conversion of the day alone.
const LOG: &str = "user_id,timestamp,channel,conversion,value\n\
                   u1,2026-09-30T23:00:00-05:00,Email,0,\nu1,2026-09-30T23:30:00-05:00,Email,1,100\n\
                   u2,2026-09-30T20:00:00,Email,0,\nu2,2026-09-30T21:00:00,Email,1,10\n";

#[test]
fn conversions_of_journeys_count_in_the_month_of_the_zone() {
    let credit = |project: &str, period: &str| {
        let story = Story::new(&[("social-roi.toml", project), ("log.csv", LOG)]);
        let words =
            format!("attribute log.csv --models last --period {period} --format csv --quiet");
        let outcome = story.run(&words);
        assert_eq!(outcome.code, Some(0), "{}", outcome.said);
        let row = outcome.out.lines().nth(1).unwrap_or_default();
        let cells: Vec<&str> = row.split(',').collect();
        [cells[0], cells[1], cells[2], cells[4]].join(",")
    };
    // Without a zone moments count in UTC, and a time without a zone is one of UTC.
    assert_eq!(credit("", "2026-09"), "Email,last,1,10");
    assert_eq!(credit("", "2026-10"), "Email,last,1,100");
    let chicago = zone("America/Chicago");
    assert_eq!(credit(&chicago, "2026-09"), "Email,last,2,110");
    // 21:00 of Berlin is of its own evening, and 23:30 of Chicago the next morning.
    let berlin = zone("Europe/Berlin");
    assert_eq!(credit(&berlin, "2026-09"), "Email,last,1,10");
    assert_eq!(credit(&berlin, "2026-10"), "Email,last,1,100");
}

#[test]
fn a_conversion_of_a_day_alone_counts_on_that_day_in_every_zone() {
    let log = "user_id,timestamp,channel,conversion,value\n\
               u1,2026-09-29T10:00:00,Email,0,\nu1,2026-09-30,,1,100\n";
    for name in ["UTC", "Asia/Tehran", "America/New_York", "Europe/Berlin"] {
        let story = Story::new(&[("social-roi.toml", &zone(name)), ("log.csv", log)]);
        let outcome = story.run(
            "attribute log.csv --models last --period 2026-09 --lookback-days 1 --format csv --quiet",
        );
        assert!(
            outcome.out.contains("Email,last,1,1,100,"),
            "{name}: {}",
            outcome.out
        );
    }
}

/// Spend by day of an account of New York.
const SPEND: &str = "date,channel,spend,account\n2026-09-30,Paid Social,10,Harbour Ads\n";

#[test]
fn days_of_an_account_in_another_zone_are_told() {
    let project = "[calendar]\ntime_zone = \"Europe/Berlin\"\n[[accounts]]\naccount = \"Harbour Ads\"\n\
                   time_zone = \"America/New_York\"\nfiles = [\"spend.csv\"]\n";
    let story = Story::new(&[("social-roi.toml", project), ("spend.csv", SPEND)]);
    let outcome = story.run("report spend.csv --by channel --metrics spend --format csv");
    let warning = "warning: spend.csv: days of Harbour Ads are those of America/New_York, up to 6 h from Europe/Berlin: a row \
                   without a time stays on its day, so that days and months mix both";
    assert!(outcome.said.contains(warning), "{}", outcome.said);
    // An account of the same clocks mixes nothing, nor does a report without a zone.
    for project in [
        project.replace("America/New_York", "Europe/Paris"),
        project.replace("[calendar]\ntime_zone = \"Europe/Berlin\"\n", ""),
    ] {
        let story = Story::new(&[("social-roi.toml", &project), ("spend.csv", SPEND)]);
        let outcome = story.run("report spend.csv --by channel --metrics spend --format csv");
        assert!(
            !outcome.said.contains("days of Harbour Ads"),
            "{}",
            outcome.said
        );
    }
}

#[test]
fn the_zone_stands_under_the_table() {
    let under = |project: &str| {
        let story = Story::new(&[("social-roi.toml", project), ("orders.csv", ORDERS)]);
        story
            .run("report orders.csv --by month --metrics orders --format table --quiet")
            .out
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
    };
    let told = under(&zone("Europe/Berlin"));
    let note = "times that state a zone have their day in Europe/Berlin, as social-roi.toml says; other days are those that \
                their export gives";
    assert!(told.contains(note), "{told}");
    let accounts = "[[accounts]]\naccount = \"Harbour Ads\"\ntime_zone = \"America/New_York\"\n";
    let told = under(accounts);
    let note = "days are those that each export gives: social-roi.toml says time zones of accounts (America/New_York) and none of \
                [calendar]";
    assert!(told.contains(note), "{told}");
    assert!(!under("").contains("zone"));
}
