//! As what a change of ROI is told: more contacts and customers are volume in every line that multiplies them, and what
//! somebody assumes of each of them is an assumption.

use std::fs;

use crate::dated::{assumption, by_test};
use crate::{json, number};

fn count(key: &str, months: [u32; 2]) -> String {
    let of_month = |(month, value)| {
        format!("[[counts]]\nkey = \"{key}\"\nperiod = \"{month}\"\nvalue = {value}\n")
    };
    ["2026-08", "2026-09"]
        .into_iter()
        .zip(months)
        .map(of_month)
        .collect()
}

/// Effects of the change from August to September, over 200 of media in each: kind, name, size.
fn effects(project: &str) -> Vec<(String, f64)> {
    let folder = crate::dated::folder(&[], project);
    fs::remove_file(folder.path().join("orders.csv")).unwrap();
    let line = "ledger meta.csv --quiet --period 2026-09 --compare previous";
    let found = json(folder.path(), line);
    let all = found["change"]["roi_change"]["effects"].as_array().unwrap();
    let moved = all.iter().filter(|one| number(one, "/size").abs() > 1e-9);
    let told = moved.map(|one| {
        let [kind, name] = ["kind", "name"].map(|key| one[key].as_str().unwrap());
        (format!("{kind} {name}"), number(one, "/size"))
    });
    told.collect()
}

fn are(found: &[(String, f64)], expected: &[(&str, f64)]) {
    let names = |all: &[(String, f64)]| all.iter().map(|one| one.0.clone()).collect::<Vec<_>>();
    let own: Vec<(String, f64)> = expected
        .iter()
        .map(|(name, size)| ((*name).to_owned(), *size))
        .collect();
    assert_eq!(names(found), names(&own), "{found:?}");
    for ((name, size), (_, expected)) in found.iter().zip(expected) {
        assert!(
            (size - expected).abs() < 1e-9,
            "{name}: {size} for {expected}"
        );
    }
}

/// (9 − 6) minutes × 1,000 contacts × 40 × 0.7 / 60 is 1,400, of 1,500 it is 2,100: 700 of 200 of media. (0.9 − 0.8) × 50 of
/// each customer is 500 for 100 and 750 for 150; 100 × 0.4 × 6 × 0.7 is 168 for L-07 and 252, half of that for L-08; two
/// hires of 2,000 each are 4,000, three 6,000.
#[test]
fn more_contacts_and_customers_are_volume_in_every_line() {
    let project = [
        count("contacts_resolved", [100, 150]),
        count("community_resolved", [100, 150]),
        count("customers_served", [100, 150]),
        count("contacts_handled", [1000, 1500]),
        count("hires_social", [2, 3]),
        assumption("deflection_share", "0.4", ""),
        assumption("community_share", "0.2", ""),
        assumption("contact_cost", "6", ""),
        assumption("realised_care", "0.7", ""),
        assumption("retention", "0.9", ""),
        assumption("customer_contribution", "50", ""),
        assumption("minutes_before", "9", ""),
        assumption("minutes_now", "6", ""),
        assumption("loaded_rate", "40", ""),
        assumption("agency_share", "0.5", ""),
        assumption("agency_cost", "4000", ""),
        by_test("retention_control", "0.8", ""),
    ];
    are(
        &effects(&project.concat()),
        &[
            ("volume community_resolved", 42.0 / 200.0),
            ("volume contacts_handled", 700.0 / 200.0),
            ("volume contacts_resolved", 84.0 / 200.0),
            ("volume customers_served", 250.0 / 200.0),
            ("volume hires_social", 2000.0 / 200.0),
        ],
    );
}

/// 9 − 6 minutes of 1,000 contacts, then 10 − 5 of 1,500, at 40 × 0.7 / 60 each: 1,400, then 3,500. The logarithmic mean is
/// 2,100 / ln 2.5; contacts have ln 1.5 of it, the difference ln (5 / 3), of which each minute is a half. Where the minutes
/// before alone are others and the difference is what it was not, they have all of it.
#[test]
fn minutes_share_what_their_difference_does() {
    let handled = |contacts: [u32; 2], before: [&str; 2], now: [&str; 2]| {
        let of = |key: &str, [then, now]: [&str; 2]| {
            assumption(key, then, "2026-08") + &assumption(key, now, "2026-09")
        };
        [
            count("contacts_handled", contacts),
            of("minutes_before", before),
            of("minutes_now", now),
            assumption("loaded_rate", "40", ""),
            assumption("realised", "0.7", ""),
        ]
        .concat()
    };
    let mean = 2100.0 / 2.5_f64.ln() / 200.0;
    let minute = mean * (5.0_f64 / 3.0).ln() / 2.0;
    are(
        &effects(&handled([1000, 1500], ["9", "10"], ["6", "5"])),
        &[
            ("volume contacts_handled", mean * 1.5_f64.ln()),
            ("assumption minutes_before", minute),
            ("assumption minutes_now", minute),
        ],
    );
    // 3 − 1 = 2 of 1,000 contacts are 28 × 1000 / 60 each minute: 933.33, then 1,400 of 4 − 1 minutes.
    are(
        &effects(&handled([1000, 1000], ["3", "4"], ["1", "1"])),
        &[("assumption minutes_before", 28_000.0 / 60.0 / 200.0)],
    );
    // Faster work that slow preparation eats up: +1 and −1 minute cancel out.
    let each = 28_000.0 / 60.0 / 200.0;
    are(
        &effects(&handled([1000, 1000], ["9", "10"], ["6", "7"])),
        &[
            ("assumption minutes_before", each),
            ("assumption minutes_now", -each),
        ],
    );
}
