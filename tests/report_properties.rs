//! What may change about the rows of an export without changing a figure of the report, and what follows from a change.
#![allow(clippy::unwrap_used)] // a test that cannot go on fails

use std::ffi::OsString;

use proptest::prelude::*;
use social_roi::options::Terminal;
use tempfile::TempDir;

const HEADER: &str = "Campaign name,Day,Amount spent (EUR),Impressions,Link clicks,Purchases,Purchases conversion value";

/// One campaign on one day.
#[derive(Clone, Debug)]
struct Row {
    campaign: usize,
    day: u32,
    cents: u64,
    clicks: u64,
    purchases: Option<u64>,
}

impl Row {
    fn line(&self, factor: u64) -> String {
        let money = |cents: u64| format!("{}.{:02}", cents / 100, cents % 100);
        let name = ["Spring", "Autumn, late", "Été 100 %"][self.campaign];
        let (bought, value) = self.purchases.map_or_else(Default::default, |count| {
            (count.to_string(), money(count * 4999))
        });
        format!(
            "\"{name}\",2026-{:02}-{:02},{},{},{},{bought},{value}",
            1 + self.day / 28,
            1 + self.day % 28,
            money(self.cents * factor),
            self.clicks * 37,
            self.clicks
        )
    }
}

fn export(rows: &[Row], factor: u64) -> String {
    let lines = rows.iter().map(|row| row.line(factor));
    [HEADER.to_owned()]
        .into_iter()
        .chain(lines)
        .collect::<Vec<_>>()
        .join("\n")
        + "\n"
}

/// Rows of which no two are of one campaign and day, and the same rows in another order.
fn shuffled() -> impl Strategy<Value = (Vec<Row>, Vec<Row>)> {
    let row = (
        0_u64..5_000_000,
        1_u64..900,
        proptest::option::of(0_u64..40),
    );
    let rows =
        proptest::collection::btree_map((0_usize..3, 0_u32..80), row, 2..40).prop_map(|rows| {
            let row = |((campaign, day), (cents, clicks, purchases))| Row {
                campaign,
                day,
                cents,
                clicks,
                purchases,
            };
            rows.into_iter().map(row).collect::<Vec<_>>()
        });
    rows.prop_flat_map(|rows| (Just(rows.clone()), Just(rows).prop_shuffle()))
}

/// The report on the files of a folder, which must succeed and say nothing.
fn report(files: &[String], more: &[&str]) -> String {
    let folder: TempDir = tempfile::tempdir().unwrap();
    for (at, content) in files.iter().enumerate() {
        std::fs::write(folder.path().join(format!("{at}.csv")), content).unwrap();
    }
    let terminal = Terminal {
        no_color: true,
        ..Terminal::default()
    };
    let path = folder.path().to_str().unwrap();
    let words = [
        &["social-roi", "report", path, "--quiet", "--format", "csv"][..],
        more,
    ]
    .concat();
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let code = social_roi::run(
        words.into_iter().map(OsString::from),
        &terminal,
        &mut out,
        &mut err,
    );
    let said = String::from_utf8(err).unwrap();
    assert_eq!((code, said.as_str()), (0, ""), "{files:?}");
    String::from_utf8(out).unwrap()
}

/// The figures of one column, by key.
fn column(csv: &str, name: &str) -> Vec<(String, Option<f64>)> {
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let at = reader
        .headers()
        .unwrap()
        .iter()
        .position(|column| column == name)
        .unwrap();
    let records = reader.records().map(Result::unwrap);
    records
        .map(|record| (record[0].to_owned(), record[at].parse().ok()))
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 8, ..ProptestConfig::default() })]

    #[test]
    fn shuffling_or_splitting_an_export_changes_no_figure((rows, mixed) in shuffled(), cut in 0.0..1.0_f64) {
        let (first, second) = mixed.split_at((cut * mixed.len() as f64) as usize);
        for by in ["platform", "campaign", "month,campaign"] {
            let more = ["--by", by, "--totals"];
            let whole = report(&[export(&rows, 1)], &more);
            prop_assert_eq!(&report(&[export(&mixed, 1)], &more), &whole);
            prop_assert_eq!(&report(&[export(first, 1), export(second, 1)], &more), &whole);
        }
    }

    #[test]
    fn spend_times_k_gives_cost_per_click_times_k_and_leaves_rates((rows, _) in shuffled(), factor in 2_u64..50) {
        let more = ["--by", "campaign", "--sort", "campaign", "--metrics", "spend,cpc,ctr,claimed_revenue"];
        let (once, times) = (report(&[export(&rows, 1)], &more), report(&[export(&rows, factor)], &more));
        for name in ["ctr", "claimed_revenue"] {
            prop_assert_eq!(column(&once, name), column(&times, name));
        }
        for name in ["spend", "cpc"] {
            for ((key, once), (other, times)) in column(&once, name).into_iter().zip(column(&times, name)) {
                prop_assert_eq!(&key, &other);
                let (once, times) = (once.unwrap() * factor as f64, times.unwrap());
                // Quotients are printed with ten decimals, of which the last is rounded.
                prop_assert!((once - times).abs() <= 1e-9 * times.abs() + factor as f64 * 1e-10, "{} {}: {} {}", key, name, once, times);
            }
        }
    }

    #[test]
    fn the_rows_of_every_grouping_sum_to_what_was_spent((rows, _) in shuffled()) {
        let cents: u64 = rows.iter().map(|row| row.cents).sum();
        for by in ["platform", "campaign", "month", "day"] {
            let out = report(&[export(&rows, 1)], &["--by", by, "--metrics", "spend"]);
            let sum: f64 = column(&out, "spend").into_iter().filter_map(|(_, spend)| spend).sum();
            prop_assert_eq!((sum * 100.0).round() as u64, cents, "by {}", by);
        }
    }
}
