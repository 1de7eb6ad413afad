//! Periods, rows that span several of them, comparisons.

use super::{META, Story};

/// 100.01 over 20 days, 12 of them in January; 30 over the 31 days of January.
const SPANS: &str = "Campaign name,Amount spent (EUR),Impressions,Reporting starts,Reporting ends\n\
    Spring,100.01,1000,2026-01-20,2026-02-08\n\
    Autumn,30,310,2026-01-01,2026-01-31\n";

const HEADER: &str = "month,spend,currency,cost_types,margin_given";

#[test]
fn a_row_that_spans_two_months_is_refused_by_month() {
    let story = Story::new(&[("meta.csv", SPANS)]);
    story.report("meta.csv --by month").fails(
        1,
        &[
            "error: meta.csv: 1 row spans several months (first: 2026-01-20 to 2026-02-08)",
            "hint: export again with a breakdown by month, or use `--spread-periods` to share them out by days",
        ],
    );
    // Where it lies inside one bucket it counts whole.
    story
        .report("meta.csv --by quarter --metrics spend")
        .prints(&[
            "quarter,spend,currency,cost_types,margin_given",
            "2026-Q1,130.01,EUR,1,false",
        ]);
}

/// January: 100.01 × 12/20 + 30 = 90.006; February: 100.01 × 8/20 = 40.004.
#[test]
fn spread_periods_shares_money_out_by_days_exactly() {
    let story = Story::new(&[("meta.csv", SPANS)]);
    story
        .report("meta.csv --by month --metrics spend --spread-periods")
        .prints(&[
            HEADER,
            "2026-01,90.006,EUR,1,false",
            "2026-02,40.004,EUR,1,false",
        ]);
}

/// Counts too: 1000 × 12/20 + 310 = 910 and 1000 × 8/20 = 400.
#[test]
fn spread_periods_shares_counts_out_by_days() {
    let story = Story::new(&[("meta.csv", SPANS)]);
    story
        .report("meta.csv --by month --metrics spend,impressions --spread-periods")
        .prints(&[
            "month,spend,impressions,currency,cost_types,margin_given",
            "2026-01,90.006,910,EUR,1,false",
            "2026-02,40.004,400,EUR,1,false",
        ]);
}

/// 25 January to 3 February: 10 of the spring's 20 days and the last 7 of the autumn's 31: 50.005, and of 30 what
/// is left after 24 days, 30 − 23.225806451612.
#[test]
fn a_period_takes_its_share_of_rows_that_cross_its_bounds() {
    let story = Story::new(&[("meta.csv", SPANS)]);
    story
        .report("meta.csv --period 2026-01-25..2026-02-03 --metrics spend --spread-periods")
        .prints(&[
            "platform,spend,currency,cost_types,margin_given",
            "meta,56.779193548388,EUR,1,false",
        ]);
}

/// January holds the autumn's 31 days whole and 12 of the spring's 20: who was reached in those 12 days is not known, and
/// so not in January either, though the autumn's 300 are. February holds a part alone.
#[test]
fn the_reach_of_a_part_of_a_row_is_unknown() {
    let spans = "Campaign name,Amount spent (EUR),Impressions,Reach,Reporting starts,Reporting ends\n\
        Spring,100,1000,500,2026-01-20,2026-02-08\n\
        Autumn,30,310,300,2026-01-01,2026-01-31\n\
        Late,30,310,200,2026-03-01,2026-03-31\n";
    let story = Story::new(&[("meta.csv", spans)]);
    let outcome = story.report(
        "meta.csv --by month --metrics reach,frequency,impressions --spread-periods --format json",
    );
    let rows: serde_json::Value = serde_json::from_str(&outcome.out).unwrap();
    for row in 0..2 {
        for metric in ["reach", "frequency"] {
            assert_eq!(rows[row][metric], serde_json::Value::Null, "{metric} {row}");
            assert_eq!(rows[row][format!("{metric}_status")], "non_additive");
        }
    }
    assert_eq!(rows[0]["impressions"], 910);
    assert_eq!(rows[2]["reach"], 200);
    let outcome =
        story.report("meta.csv --period 2026-02 --metrics reach --spread-periods --format json");
    let rows: serde_json::Value = serde_json::from_str(&outcome.out).unwrap();
    assert_eq!(rows[0]["reach_status"], "non_additive");
}

#[test]
fn rows_without_a_date_are_in_every_total_and_in_no_period() {
    let undated = "Campaign name,Amount spent (EUR),Impressions\nWinter,12.50,100\n";
    let story = Story::new(&[("meta.csv", META), ("undated.csv", undated)]);
    story
        .report("meta.csv undated.csv --by month --metrics spend --totals")
        .prints(&[
            HEADER,
            "2026-01,130.5,EUR,1,false",
            "2026-02,50,EUR,1,false",
            "(no date),12.5,EUR,1,false",
            "total,193,EUR,1,false",
        ]);
    story
        .report("meta.csv undated.csv --period 2026-01 --metrics spend --format table --width 80")
        .is(
            0,
            &[
                "warning: 1 row of ad_spend has no date and is in no period (12.50 in money)",
                "hint: export again with a breakdown by day or month, or leave out `--period`",
            ],
            &[
                "platform   spend",
                "             EUR",
                "────────────────",
                "Meta      130.50",
                "────────────────",
                "total     130.50",
                "",
                "1 row · 2 columns · 1–31 Jan 2026",
            ],
        );
}

const COMPARED: &str = "campaign,spend,spend_previous,spend_change,spend_change_pct,ctr,ctr_previous,ctr_change,ctr_change_pp,\
    currency,cost_types,margin_given";

/// February against January: 50 − 100 = −50 is −50 %, the rate stays 2 %; the autumn is gone, its rate has no denominator.
#[test]
fn compare_previous_adds_what_was_and_what_changed() {
    let story = Story::new(&[("meta.csv", META)]);
    story
        .report("meta.csv --period 2026-02 --compare previous --by campaign --metrics spend,ctr")
        .prints(&[
            COMPARED,
            "Spring,50,100,-50,-50,0.02,0.02,0,0,EUR,1,false",
            "Autumn,0,30.5,-30.5,,,0.0203333333,,,EUR,1,false",
        ]);
}

#[test]
fn what_is_new_or_gone_says_so() {
    let story = Story::new(&[("meta.csv", META)]);
    for (period, campaign, status) in [("2026-02", "Autumn", "gone"), ("2026-01", "Autumn", "new")]
    {
        let outcome = story.report(&format!(
            "meta.csv --period {period} --compare previous --by campaign --where campaign={campaign} --metrics spend --format json"
        ));
        let rows: serde_json::Value = serde_json::from_str(&outcome.out).unwrap();
        assert_eq!(rows[0]["campaign"], campaign);
        assert_eq!(rows[0]["spend_change_pct"], serde_json::Value::Null);
        assert_eq!(rows[0]["spend_change_pct_status"], status, "{period}");
    }
}

/// The spring of 2026 spent 150 in its first quarter, that of 2025 only 60: 90 more, 150 %.
#[test]
fn compare_year_takes_the_same_months_a_year_before() {
    let before = "Campaign name,Day,Amount spent (EUR),Impressions,Link clicks\nSpring,2025-02-20,60.00,3000,30\n";
    let story = Story::new(&[("now.csv", META), ("before.csv", before)]);
    story
        .report("now.csv before.csv --period 2026-Q1 --compare year --where campaign=Spring --by campaign --metrics spend")
        .prints(&[
            "campaign,spend,spend_previous,spend_change,spend_change_pct,currency,cost_types,margin_given",
            "Spring,150,60,90,150,EUR,1,false",
        ]);
}

#[test]
fn a_comparison_without_a_period_takes_the_last_whole_month_and_says_so() {
    let story = Story::new(&[("meta.csv", META)]);
    story
        .report("meta.csv --compare previous --metrics spend --format table --width 100")
        .is(
            0,
            &[
                "warning: a part is compared with a whole: the files hold no ads of meta of 1–31 Dec 2025",
                "hint: compare days that the files cover (--period FROM..TO)",
            ],
            &[
            "platform   spend  spend previous  spend change  spend Δ",
            "             EUR             EUR           EUR        %",
            "────────────────────────────────────────────────────────",
            "Meta      130.50            0.00        130.50        —¹",
            "────────────────────────────────────────────────────────",
            "total     130.50            0.00        130.50        —¹",
            "",
            "1 row · 5 columns · 1–31 Jan 2026 vs 1–31 Dec 2025",
            "¹ new: it was zero before",
            "note: last-month is 1–31 Jan 2026: counted from 2026-02-05, the last day in the data (`--as-of`",
            "      decides otherwise)",
        ]);
    story
        .report("meta.csv --period last-month --as-of 2026-03-10 --metrics spend")
        .prints(&[
            "platform,spend,currency,cost_types,margin_given",
            "meta,50,EUR,1,false",
        ]);
}

#[test]
fn wrong_periods_and_comparisons_are_wrong_usage() {
    let story = Story::new(&[("meta.csv", META)]);
    story.report("meta.csv --compare quarter").fails(
        2,
        &[
            "error: expected a comparison, found `quarter`",
            "hint: write previous or year",
        ],
    );
    story.report("meta.csv --period 2026-13").fails(
        2,
        &[
            "error: expected a period of the calendar, found `2026-13`",
            "hint: days run to the end of their month, months from 01 to 12, quarters from Q1 to Q4, ISO weeks from W01 to W52 or W53",
        ],
    );
    story.report("meta.csv --by month --compare previous").fails(
        2,
        &["error: --compare: compares one period with another, so it cannot stand beside a time in --by"],
    );
}

/// What runs up to today ends on the last day in the data, where no other day is given; a last month is over before it.
#[test]
fn words_up_to_today_end_with_the_data() {
    let row = |day: &str| format!("{day},meta,A,10,EUR\n");
    let spend = |days: &[&str]| {
        let rows: String = days.iter().map(|day| row(day)).collect();
        format!("date,platform,campaign,spend,currency\n{rows}")
    };
    let story = Story::new(&[(
        "spend.csv",
        &spend(&["2026-01-05", "2026-02-15", "2026-03-31"]),
    )]);
    let spent = |words: &str| {
        let outcome = story.report(&format!("spend.csv --metrics spend {words}"));
        let last = outcome.out.lines().last().unwrap_or(&outcome.said);
        last.split(',').nth(1).unwrap_or(last).to_owned()
    };
    assert_eq!(spent("--period this-month"), "10");
    assert_eq!(spent("--period year-to-date"), "30");
    assert_eq!(spent("--period 2026-02-01.."), "20");
    assert_eq!(spent("--period last-month"), "10");
    let table = story.report("spend.csv --metrics spend --period year-to-date --format table");
    assert!(table.out.contains("1 Jan – 31 Mar 2026"), "{}", table.out);
}

/// Meta's export begins in February, TikTok's in January: what Meta spent in January is not known, though a day of it is
/// no further from its export than a silence; and no file tells of posts in February.
#[test]
fn a_period_that_no_file_of_a_platform_reaches_is_unknown() {
    let rows = |platform: &str, days: std::ops::RangeInclusive<u32>, month: u32| -> String {
        let row = |day| format!("2026-{month:02}-{day:02},{platform},m,EUR,10\n");
        days.map(row).collect()
    };
    let head = "date,platform,campaign,currency,spend\n";
    let meta = format!("{head}{}", rows("meta", 1..=28, 2));
    let tiktok = format!(
        "{head}{}{}",
        rows("tiktok", 1..=31, 1),
        rows("tiktok", 1..=28, 2)
    );
    let mut posts = String::from("date,platform,post_id,views\n");
    for day in 1..=31 {
        posts += &format!("2026-01-{day:02},instagram,p{day},5\n");
    }
    let story = Story::new(&[
        ("meta.csv", &meta),
        ("tiktok.csv", &tiktok),
        ("posts.csv", &posts),
    ]);
    let files = "meta.csv tiktok.csv posts.csv";
    let out = story.report(&format!(
        "{files} --period 2026-02 --compare previous --metrics spend"
    ));
    let lines: Vec<&str> = out.out.lines().collect();
    assert!(lines.contains(&"meta,280,,,,EUR,1,false"), "{}", out.out);
    assert!(
        lines.contains(&"tiktok,280,310,-30,-9.6774193548,EUR,1,false"),
        "{}",
        out.out
    );
    let out = story.report(&format!(
        "{files} --period 2026-02 --metrics spend,posts,views"
    ));
    let lines: Vec<&str> = out.out.lines().collect();
    assert!(lines.contains(&"meta,280,,,EUR,1,false"), "{}", out.out);
}

/// The touch log ends in May, the spend in February: of the log no figure here is made.
#[test]
fn a_file_that_counts_nowhere_decides_no_period() {
    let log = "user,timestamp,channel,conversion,revenue\nu1,2026-05-10 08:00:00,Email,1,20\n";
    let story = Story::new(&[("meta.csv", META), ("log.csv", log)]);
    let table = story
        .report("meta.csv log.csv --metrics spend --compare previous --format table")
        .out;
    let note = "last-month is 1–31 Jan 2026: counted from 2026-02-05, the last day in the data";
    assert!(table.contains(note), "{table}");
}
