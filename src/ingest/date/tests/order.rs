//! The order of day and month that a column shows.

use super::*;

fn verdict(cells: &[&str]) -> OrderVerdict {
    let mut evidence = OrderEvidence::default();
    cells.iter().for_each(|cell| evidence.observe(cell));
    evidence.verdict()
}

#[test]
fn a_column_settles_its_order_or_says_why_not() {
    let ambiguous = |sample: &str, dmy, mdy| OrderVerdict::Ambiguous {
        sample: sample.to_owned(),
        dmy: day(dmy),
        mdy: day(mdy),
    };
    let contradiction = |dmy: &str, mdy: &str| OrderVerdict::Contradiction {
        dmy_only: dmy.to_owned(),
        mdy_only: mdy.to_owned(),
    };
    for (cells, expected) in [
        (&["", "--", "Total"] as &[&str], OrderVerdict::NotNeeded),
        (
            &[
                "2026-01-02",
                "2026/01/13",
                "Feb 3, 2026",
                "20260102",
                "2026. 9. 1.",
                "February 28",
            ],
            OrderVerdict::NotNeeded,
        ),
        (&["1/1/2026", "02.02.2026"], OrderVerdict::BothAgree),
        (
            &["10/1/2024"],
            ambiguous("10/1/2024", "2024-01-10", "2024-10-01"),
        ),
        (
            &["1/1/2026", "3/4/26 10:00", "10/1/2024"],
            ambiguous("3/4/26 10:00", "2026-04-03", "2026-03-04"),
        ),
        (&["10/1/2024", "10/13/2024"], OrderVerdict::Order(Mdy)),
        (&["10/1/2024", "13.10.2024"], OrderVerdict::Order(Dmy)),
        (
            &["10-1-2024 10:00", "13-1-2024 10:00"],
            OrderVerdict::Order(Dmy),
        ),
        (&["1/17/18"], OrderVerdict::Order(Mdy)),
        (&["01/09/2026 - 30/09/2026"], OrderVerdict::Order(Dmy)),
        (&["99-12-31", "98-01-02"], OrderVerdict::Order(Ymd)),
        (
            &["13/10/2024", "10/13/2024"],
            contradiction("13/10/2024", "10/13/2024"),
        ),
        (
            &["99-12-31", "13/10/2024"],
            contradiction("13/10/2024", "99-12-31"),
        ),
        (&["31/02/2026", "13/25/2026"], OrderVerdict::NotNeeded),
    ] {
        assert_eq!(verdict(cells), expected, "{cells:?}");
        let mut merged = OrderEvidence::default();
        for cell in cells {
            let mut part = OrderEvidence::default();
            part.observe(cell);
            merged.merge(part);
        }
        assert_eq!(merged.verdict(), expected, "{cells:?} merged");
    }
}
