//! Lifetime values rest on the assumptions that hold on the last reported day.

use super::Story;

const SPEND: &str = "date,platform,campaign,spend,currency\n2025-06-10,meta,Spring,100,EUR\n2026-06-10,meta,Spring,100,EUR\n";

/// M 60 in 2025 and 30 in 2026, r 0.75, d 0.10: 60 × 0.75 / 0.35 = 128.57 and half of it.
#[test]
fn of_entries_of_several_years_that_of_the_period_counts() {
    let assumptions = "key,base,unit,source,owner,date,period\n\
        customer_margin,60,EUR,Cohorts,Finance,2026-01-15,2025\n\
        customer_margin,30,EUR,Cohorts,Finance,2026-01-15,2026\n\
        retention,0.75,share,Cohorts,Finance,2026-01-15,\n\
        discount_rate,0.10,share,Finance,Finance,2026-01-15,\n";
    let story = Story::new(&[("spend.csv", SPEND), ("assumptions.csv", assumptions)]);
    let clv = |period: &str| {
        let outcome = story.report(&format!(". --metrics clv {period}"));
        let last = outcome.out.lines().last().unwrap_or(&outcome.said);
        last.split(',').next().unwrap().to_owned()
    };
    assert_eq!(clv("--period 2025"), "128.571428571429");
    assert_eq!(clv("--period 2026"), "64.285714285714");
    // Over both years a customer is worth what one is worth at the end.
    assert_eq!(clv("--period 2025..2026"), "64.285714285714");
    assert_eq!(clv(""), "64.285714285714");
    // Nothing is assumed for 2024.
    assert_eq!(clv("--period 2024"), "");
}

/// Each of two periods has the margin of its own days; where several are of the days, a note says which counts.
#[test]
fn periods_that_are_compared_have_assumptions_of_their_own() {
    let assumptions = "key,base,unit,source,owner,date,period\n\
        customer_margin,60,EUR,Cohorts,Finance,2026-01-15,2025\n\
        customer_margin,30,EUR,Cohorts,Finance,2026-01-15,2026\n\
        retention,0.75,share,Cohorts,Finance,2026-01-15,\n\
        discount_rate,0.10,share,Finance,Finance,2026-01-15,\n";
    let story = Story::new(&[("spend.csv", SPEND), ("assumptions.csv", assumptions)]);
    let out = story.report(". --metrics clv --period 2026 --compare previous");
    let row = out.out.lines().last().unwrap();
    let expected = "64.285714285714,128.571428571429,-64.285714285715,-50,";
    assert!(row.starts_with(expected), "{row}");
    let out = story.report(". --metrics clv --period 2025..2026 --format markdown");
    let note = "customer_margin: of 2 entries for 1 Jan 2025 – 31 Dec 2026 that of its last day counts, 1 Jan – 31 Dec 2026 (assumptions.csv:3";
    assert!(out.out.contains(note), "{}", out.out);
}
