//! `report` and `explain` on small stories: whole standard output, whole standard error, exit code.
#![allow(clippy::unwrap_used)] // a test that cannot go on fails

mod analytics;
mod blanks;
mod chart_edges;
mod charts;
mod costs;
mod coverage;
mod deals;
mod explain;
mod exports;
mod faults;
mod forms;
mod jalali;
mod join;
mod journeys;
mod languages;
mod lifetime;
mod margins;
mod money;
mod overlap;
mod periods;
mod plans;
mod select;
mod stretches;
mod totals;
mod undated;

#[path = "../story/mod.rs"]
mod story;

use story::{Outcome, Story};

/// Two campaigns of one account: 100.00 + 50.00 and 30.50 spent; the second says nothing of purchases.
const META: &str = "Campaign name,Day,Amount spent (EUR),Impressions,Link clicks,Purchases,Purchases conversion value\n\
    Spring,2026-01-05,100.00,10000,200,4,400.00\n\
    Spring,2026-02-05,50.00,5000,100,2,150.00\n\
    Autumn,2026-01-10,30.50,3000,61,,\n";

/// Three orders of 300, one of 61, one of 150 that the campaigns of [`META`] brought, and one of 49 that a letter brought.
const SHOP: &str = "Day,Order UTM source,Order UTM medium,Order UTM campaign,Orders,Net sales\n\
    2026-01-06,facebook,paid_social,Spring,3,300\n\
    2026-01-12,facebook,paid_social,Autumn,1,61\n\
    2026-02-06,facebook,paid_social,Spring,1,150\n\
    2026-01-08,newsletter,email,january,1,49\n";

impl Story {
    /// `report --quiet` with words that hold no spaces; a pipe gets CSV.
    fn report(&self, words: &str) -> Outcome {
        self.run(&format!("report --quiet {words}"))
    }

    /// The names in the folder.
    fn names(&self) -> Vec<String> {
        let entries = std::fs::read_dir(self.path("")).unwrap();
        let mut names: Vec<String> = entries
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }
}

impl Outcome {
    fn is(&self, code: i32, said: &[&str], out: &[&str]) {
        assert_eq!(self.said, lines(said), "standard error");
        assert_eq!(self.out, lines(out), "standard output");
        assert_eq!(self.code, Some(code), "exit code");
    }

    /// It prints these lines and has nothing to say.
    fn prints(&self, out: &[&str]) {
        self.is(0, &[], out);
    }

    /// It says these lines and prints nothing.
    fn fails(&self, code: i32, said: &[&str]) {
        self.is(code, said, &[]);
    }
}

/// Lines, each with its end.
fn lines(lines: &[&str]) -> String {
    lines.iter().map(|line| format!("{line}\n")).collect()
}
