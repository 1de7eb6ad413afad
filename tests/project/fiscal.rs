//! Fiscal years and the day that weeks begin with, as the project's calendar says.

use super::Story;

/// 1 spent on 31 March, 2 on 1 April, 4 on 30 June, 8 on 1 July 2025, 16 on 31 March, 32 on 1 April 2026.
const META: &str = "Campaign name,Day,Amount spent (EUR)\n\
    Spring,2025-03-31,1\n\
    Spring,2025-04-01,2\n\
    Spring,2025-06-30,4\n\
    Spring,2025-07-01,8\n\
    Spring,2026-03-31,16\n\
    Spring,2026-04-01,32\n";

fn story(calendar: &str) -> Story {
    let project = format!("sources = [\"meta.csv\"]\n[calendar]\n{calendar}");
    Story::new(&[("social-roi.toml", &project), ("meta.csv", META)])
}

/// Key and spend of every row.
fn rows(story: &Story, words: &str) -> Vec<String> {
    let line = format!("report --quiet --format csv --metrics spend {words}");
    let outcome = story.run(&line);
    assert_eq!(outcome.code, Some(0), "{}", outcome.said);
    let row = |row: &str| row.split(',').take(2).collect::<Vec<_>>().join(",");
    outcome.out.lines().skip(1).map(row).collect()
}

/// From April: FY2026 is April 2025 to March 2026.
#[test]
fn years_and_quarters_are_fiscal_and_named_after_the_year_they_end_in() {
    let story = story("fiscal_year_start = 4\n");
    assert_eq!(
        rows(&story, "--by year"),
        ["FY2025,1", "FY2026,30", "FY2027,32"]
    );
    assert_eq!(
        rows(&story, "--by quarter"),
        [
            "FY2025-Q4,1",
            "FY2026-Q1,6",
            "FY2026-Q2,8",
            "FY2026-Q4,16",
            "FY2027-Q1,32"
        ]
    );
    assert_eq!(rows(&story, "--period FY2026"), ["meta,30"]);
    assert_eq!(rows(&story, "--period fy2026-q1"), ["meta,6"]);
    assert_eq!(rows(&story, "--period FY2026-Q2..FY2026-Q4"), ["meta,24"]);
    // A plain year or quarter stays the calendar's.
    assert_eq!(rows(&story, "--period 2026"), ["meta,48"]);
    assert_eq!(rows(&story, "--period 2026-Q1"), ["meta,16"]);
    assert_eq!(
        rows(&story, "--period last-quarter --as-of 2026-04-02"),
        ["meta,16"]
    );
    assert_eq!(
        rows(&story, "--period last-year --as-of 2026-04-02"),
        ["meta,30"]
    );
    assert_eq!(
        rows(&story, "--period year-to-date --as-of 2026-04-02"),
        ["meta,32"]
    );
}

/// Years from February: the first quarter runs to April and is none of the calendar's.
#[test]
fn fiscal_quarters_may_cross_those_of_the_calendar() {
    let story = story("fiscal_year_start = 2\n");
    assert_eq!(
        rows(&story, "--by quarter"),
        ["FY2026-Q1,3", "FY2026-Q2,12", "FY2027-Q1,48"]
    );
    assert_eq!(rows(&story, "--period FY2026-Q1"), ["meta,3"]);
}

#[test]
fn labels_for_people_say_fiscal() {
    let story = story("fiscal_year_start = 4\n");
    let out = story
        .run("report --quiet --by quarter --format table --metrics spend")
        .out;
    assert!(out.contains("FY2026-Q1   6.00"), "{out}");
    let page = story
        .run("report --quiet --by quarter --format html --metrics spend")
        .out;
    assert!(page.contains("FY2026 Q1"), "{page}");
}

/// FY2026-Q1 is 6; the fiscal quarter before it, January to March 2025, is 1.
#[test]
fn comparisons_set_fiscal_periods_side_by_side() {
    let story = story("fiscal_year_start = 4\n");
    let out = story
        .run("report --quiet --period FY2026-Q1 --compare previous --metrics spend --format table")
        .out;
    assert!(
        out.contains("1 Apr – 30 Jun 2025 vs 1 Jan – 31 Mar 2025"),
        "{out}"
    );
    // FY2027 up to 2 April 2026 beside FY2026 up to 2 April 2025: 32 against 2.
    let line = "report --quiet --period year-to-date --as-of 2026-04-02 --metrics spend --format csv --compare";
    let out = story.run(&format!("{line} year")).out;
    assert!(out.contains("meta,32,2,30"), "{out}");
}

#[test]
fn without_a_fiscal_year_its_name_is_refused() {
    let outcome = story("week_start = \"monday\"\n").run("report --period FY2026");
    assert_eq!(outcome.code, Some(2), "{}", outcome.said);
    assert!(
        outcome.said.contains(
            "error: expected a period of the calendar, as no fiscal year is set, found `FY2026`"
        ),
        "{}",
        outcome.said
    );
    assert_eq!(rows(&story(""), "--by year"), ["2025,15", "2026,48"]);
}

/// 29 March 2026 is a Sunday: from Sunday to Saturday 31 March and 1 April 2026 share a week, and so do 30 June and
/// 1 July 2025; 31 March and 1 April 2025 too.
#[test]
fn weeks_begin_with_the_day_that_was_said() {
    let sunday = story("week_start = \"sunday\"\n");
    assert_eq!(
        rows(&sunday, "--by week"),
        [
            "2025-03-30..2025-04-05,3",
            "2025-06-29..2025-07-05,12",
            "2026-03-29..2026-04-04,48"
        ]
    );
    // From Tuesday, 1 April 2025 begins one.
    let tuesday = rows(&story("week_start = \"tuesday\"\n"), "--by week");
    assert_eq!(
        tuesday[..2],
        ["2025-03-25..2025-03-31,1", "2025-04-01..2025-04-07,2"]
    );
    let monday = rows(&story("week_start = \"monday\"\n"), "--by week");
    assert_eq!(monday, rows(&story(""), "--by week"));
    assert_eq!(monday[0], "2025-W14,3");
    assert_eq!(
        rows(&sunday, "--period last-week --as-of 2026-04-05"),
        ["meta,48"]
    );
}

/// Jalali years from Mehr (7): 1 Mehr 1403 to the last of Shahrivar 1404 is FY1404; all of 2025 up to 22 September lies
/// in it, and 31 March and 1 April 2026 (11 and 12 Farvardin 1405) in FY1405. Weeks from Saturday.
#[test]
fn jalali_years_and_weeks_follow_too() {
    let story = story("system = \"jalali\"\nfiscal_year_start = 7\nweek_start = \"saturday\"\n");
    assert_eq!(rows(&story, "--by year"), ["FY1404,15", "FY1405,48"]);
    assert_eq!(rows(&story, "--period FY1405-Q3"), ["meta,48"]);
    // 29 March 2025 is a Saturday, 9 Farvardin 1404.
    assert_eq!(rows(&story, "--by week")[0], "1404-01-09..1404-01-15,3");
    // The month is one of the project's calendar: beside another one it says nothing.
    assert_eq!(
        rows(&story, "--by year --calendar gregorian"),
        ["2025,15", "2026,48"]
    );
}
