//! Periods and times by the Jalali calendar. In 1405, 1 Shahrivar is 23 August 2026, 1 Mehr 23 September, 1 Aban 23 October.

use super::Story;

/// The last day of Mordad, first and last of Shahrivar and of Mehr, and 1 Aban: a power of two for each day.
const MONTHS: &str = "Campaign name,Day,Amount spent (EUR)\n\
    Spring,2026-08-22,1\n\
    Spring,2026-08-23,2\n\
    Spring,2026-09-22,4\n\
    Spring,2026-09-23,8\n\
    Autumn,2026-10-22,16\n\
    Autumn,2026-10-23,32\n";

fn story() -> Story {
    Story::new(&[("meta.csv", MONTHS)])
}

#[test]
fn times_are_those_of_the_calendar_and_csv_names_it() {
    let story = story();
    let report = |by: &str| {
        story.report(&format!(
            "meta.csv --calendar jalali --metrics spend --by {by}"
        ))
    };
    report("month").prints(&[
        "month,spend,currency,cost_types,margin_given,calendar",
        "1405-05,1,EUR,1,false,jalali",
        "1405-06,6,EUR,1,false,jalali",
        "1405-07,24,EUR,1,false,jalali",
        "1405-08,32,EUR,1,false,jalali",
    ]);
    report("quarter").prints(&[
        "quarter,spend,currency,cost_types,margin_given,calendar",
        "1405-Q2,7,EUR,1,false,jalali",
        "1405-Q3,56,EUR,1,false,jalali",
    ]);
    report("year,day").prints(&[
        "year,day,spend,currency,cost_types,margin_given,calendar",
        "1405,1405-05-31,1,EUR,1,false,jalali",
        "1405,1405-06-01,2,EUR,1,false,jalali",
        "1405,1405-06-31,4,EUR,1,false,jalali",
        "1405,1405-07-01,8,EUR,1,false,jalali",
        "1405,1405-07-30,16,EUR,1,false,jalali",
        "1405,1405-08-01,32,EUR,1,false,jalali",
    ]);
}

#[test]
fn periods_filters_and_the_as_of_day_follow_it() {
    let story = story();
    let spend = |words: &str, expected: &str| {
        story
            .report(&format!(
                "meta.csv --calendar jalali --metrics spend {words}"
            ))
            .prints(&[
                "platform,spend,currency,cost_types,margin_given,calendar",
                &format!("meta,{expected},EUR,1,false,jalali"),
            ]);
    };
    spend("--period 1405-07", "24");
    spend("--period ۱۴۰۵-۰۷", "24");
    spend("--period 1405-Q2", "7");
    spend("--period 1405", "63");
    spend("--period 1405-06-31..1405-07-01", "12");
    spend("--period last-month --as-of 1405-07-10", "6");
    spend("--period last-month --as-of 2026-10-02", "6");
    spend("--period last-quarter --as-of 1405-07-10", "7");
    spend("--period this-month --as-of 1405-07-10", "8");
    spend("--where month=1405-07", "24");
    spend("--where quarter=1405-Q3", "56");
}

#[test]
fn a_table_says_whose_months_it_shows() {
    story()
        .report("meta.csv --calendar jalali --metrics spend --period last-month --compare previous --format table --width 80")
        .prints(&[
            "platform  spend  spend previous  spend change  spend Δ",
            "            EUR             EUR           EUR        %",
            "──────────────────────────────────────────────────────",
            "Meta      24.00            6.00         18.00   +300.0",
            "──────────────────────────────────────────────────────",
            "total     24.00            6.00         18.00   +300.0",
            "",
            "1 row · 5 columns · 1–30 Mehr 1405 vs 1–31 Shahrivar 1405 (full months)",
            "note: last-month is 1–30 Mehr 1405: counted from 1405-08-01, the last day in the",
            "      data (`--as-of` decides otherwise)",
            "note: months, years and days are those of the Jalali calendar",
        ]);
}

/// 30 over 15 August to 13 September: 8 days of Mordad, 22 of Shahrivar.
#[test]
fn rows_that_cross_a_jalali_month_are_refused_or_shared_out() {
    let span = "Campaign name,Amount spent (EUR),Reporting starts,Reporting ends\n\
        Spring,30,2026-08-15,2026-09-13\n";
    let story = Story::new(&[("meta.csv", span)]);
    let words = "meta.csv --calendar jalali --metrics spend --by month";
    story.report(words).fails(
        1,
        &[
            "error: meta.csv: 1 row spans several months (first: 2026-08-15 to 2026-09-13)",
            "hint: export again with a breakdown by month, or use `--spread-periods` to share them out by days",
        ],
    );
    story.report(&format!("{words} --spread-periods")).prints(&[
        "month,spend,currency,cost_types,margin_given,calendar",
        "1405-05,8,EUR,1,false,jalali",
        "1405-06,22,EUR,1,false,jalali",
    ]);
}

/// 100 on the last day of Shahrivar, 40 on the first of Mehr.
#[test]
fn credit_over_journeys_is_worked_out_by_jalali_months() {
    let log = "user_id,timestamp,channel,conversion,value\n\
        a,2026-09-22,email,1,100\n\
        b,2026-09-23,email,1,40\n";
    let outcome = Story::new(&[("log.csv", log)]).report(
        "log.csv --currency-of log.csv=EUR --model last --calendar jalali --by month --metrics revenue",
    );
    let months = outcome.out.lines().map(|line| {
        let fields: Vec<&str> = line.split(',').take(2).collect();
        fields.join(",")
    });
    let expected = ["month,revenue", "1405-06,100", "1405-07,40"];
    assert_eq!(months.collect::<Vec<_>>(), expected, "{}", outcome.said);
}

/// 8 on 1 Mehr and 16 on 30 Mehr.
#[test]
fn a_figure_is_explained_for_a_jalali_month() {
    let outcome = story().run_words([
        "explain",
        "spend",
        "meta.csv",
        "--quiet",
        "--calendar",
        "jalali",
        "--period",
        "1405-07",
    ]);
    let first = outcome.out.lines().next();
    assert_eq!(
        first,
        Some("spend = 24 EUR   Media spend (P-01)"),
        "{}",
        outcome.said
    );
}

#[test]
fn what_the_calendar_lacks_is_refused() {
    let story = story();
    story.report("meta.csv --period 1405-07").fails(
        2,
        &[
            "error: expected a period of the Gregorian calendar, found `1405-07`",
            "hint: the year looks Jalali: give `--calendar jalali`",
        ],
    );
    story
        .report("meta.csv --calendar jalali --period 2026-09")
        .fails(
            2,
            &[
                "error: expected a period of the Jalali calendar, found `2026-09`",
                "hint: the year looks Gregorian: give `--calendar gregorian`",
            ],
        );
    for words in ["--by week", "--where week=1405-W10"] {
        story
            .report(&format!("meta.csv --calendar jalali {words}"))
            .fails(
                2,
                &[
                    "error: expected a part of the Jalali calendar, which numbers no weeks, found `week`",
                    "hint: write days, months, quarters or years, or give `--calendar gregorian` for ISO weeks",
                ],
            );
    }
    story
        .report("meta.csv --calendar lunar")
        .fails(2, &["error: --calendar lunar: expected gregorian, jalali"]);
    story
        .report("meta.csv --calendar jalali --period 1404-01")
        .fails(
            1,
            &[
                "error: nothing to report: no rows in 1–31 Farvardin 1404; the files cover 31 Mordad – 1 Aban 1405",
            ],
        );
}
