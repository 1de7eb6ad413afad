//! Where the ROI would be zero: a value that an input cannot have is none, in the tornado and in `explain` alike.

use std::fs;

use crate::dated::{MARGIN, folder};
use crate::{json, printed};

const OF: &str = "meta.csv orders.csv --quiet --period 2026-07";

/// 200 of media; Meta's 1,000 are worth 500 κ, organic social's 600 are worth 300: the ROI is zero at κ = −0.2, and with
/// 300 of organic at κ = 0.1.
#[test]
fn no_incrementality_below_zero_is_a_break_even() {
    let of = |organic: u32| {
        let folder = folder(&[("2026-07-05", 1000)], MARGIN);
        let orders = folder.path().join("orders.csv");
        let mut text = fs::read_to_string(&orders).unwrap();
        text += &format!("\"2026-07-05\",\"instagram\",\"social\",\"\",1,{organic}\n");
        fs::write(&orders, text).unwrap();
        let found = json(folder.path(), &format!("ledger {OF}"));
        let bars = found["tornado"]["bars"].as_array().unwrap();
        let bar = bars.iter().find(|bar| bar["key"] == "kappa_meta").unwrap();
        let value = bar["switching"]["value"].clone();
        let explained = printed(folder.path(), &format!("explain input.kappa_meta {OF}"));
        let table = printed(folder.path(), &format!("ledger {OF} --format table"));
        let line = |line: &&str| line.starts_with("kappa_meta ");
        (
            value,
            explained,
            table.lines().find(line).unwrap().to_owned(),
        )
    };
    let (value, explained, row) = of(600);
    assert_eq!(value["status"], "not_possible");
    let told = "note: always pays: no value that it can have makes ROI less than zero";
    assert!(explained.contains(told), "{explained}");
    assert!(row.ends_with("always pays"), "{row}");
    let (value, explained, _) = of(300);
    assert!((value["value"].as_f64().unwrap() - 0.1).abs() < 1e-9);
    assert!(
        explained.contains("note: ROI is zero at 0.100"),
        "{explained}"
    );
}
