//! Metrics of journeys and of deals that a touch came before, by hand.

use super::{META, Story};

/// The catalogue's vector V1, day 0 being 1 September: u1 paid_social 0, email 3, paid_social 6, search 7, converts on day 8;
/// u2 organic_social 1, direct 4, converts on day 4; u3 paid_social 2, the same day; u4 direct 5, the same day; u5 untouched.
const LOG: &str = "user_id,timestamp,channel,conversion,value\n\
    u1,2026-09-01,paid_social,0,\n\
    u1,2026-09-04,email,0,\n\
    u1,2026-09-07,paid_social,0,\n\
    u1,2026-09-08,search,0,\n\
    u1,2026-09-09,,1,100\n\
    u2,2026-09-02,organic_social,0,\n\
    u2,2026-09-05,direct,0,\n\
    u2,2026-09-05,,1,50\n\
    u3,2026-09-03,paid_social,0,\n\
    u3,2026-09-03,,1,80\n\
    u4,2026-09-06,direct,0,\n\
    u4,2026-09-06,,1,20\n\
    u5,2026-09-06,,1,40\n";

/// A deal of u1; one of u2 and u4; one of u4 whom no social touch met; one of u3 that closed before the touch; one of
/// somebody whom the log does not know; an open one of u3.
const DEALS: &str = "Record ID,Deal Name,Deal Stage,Amount,Create Date,Close Date,Original Traffic Source,Associated Contact IDs\n\
    1,A,Closed won,1000,2026-08-20,2026-09-09,Direct Traffic,u1\n\
    2,B,Closed lost,500,2026-09-01,2026-09-05,Direct Traffic,u2;u4\n\
    3,C,Closed won,300,2026-09-01,2026-09-09,Direct Traffic,u4\n\
    4,D,Closed won,200,2026-09-01,2026-09-01,Direct Traffic,u3\n\
    5,E,Closed won,700,2026-09-01,2026-09-09,Direct Traffic,zz\n\
    6,F,Appointment scheduled,50,2026-09-02,,Direct Traffic,u3\n";

const METRICS: &str = "assist,path_len,path_len_p90,lag,lag_p90";
const HEAD: &str = "assist_ratio,path_length_median,path_length_p90,lag_days_median,lag_days_p90";

/// The figures of one row of CSV, constants left out.
fn figures(outcome: &super::Outcome, columns: usize) -> Vec<f64> {
    let line = outcome.out.lines().nth(1).unwrap_or_default();
    let cells = line.split(',').take(columns);
    cells
        .map(|cell| {
            cell.parse()
                .unwrap_or_else(|_| panic!("{cell}: {}{}", outcome.out, outcome.said))
        })
        .collect()
}

/// A table for people on one line.
fn told(story: &Story, words: &str) -> String {
    let outcome = story.report(&format!("{words} --format table --width 300"));
    let words: Vec<&str> = outcome.out.split_whitespace().collect();
    format!("{} {}", words.join(" "), outcome.said)
}

fn near(found: &[f64], expected: &[f64]) {
    assert_eq!(found.len(), expected.len());
    for (found, expected) in found.iter().zip(expected) {
        assert!((found - expected).abs() < 1e-9, "{found} is not {expected}");
    }
}

/// u1 and u2 have a social touch that is not their last, u3 a last one: 2 / 1. Touches 1, 1, 2, 4: median 1.5, and nine
/// tenths of the way from the first to the last lie at 2 + 0.7 × 2 = 3.4. Lags 0, 0, 3, 8: median 1.5 and 3 + 0.7 × 5 = 6.5.
#[test]
fn journeys_have_assists_lengths_and_lags() {
    let story = Story::new(&[("log.csv", LOG)]);
    let outcome = story.report(&format!(". --metrics {METRICS}"));
    assert!(
        outcome.out.starts_with(HEAD),
        "{}{}",
        outcome.out,
        outcome.said
    );
    near(&figures(&outcome, 5), &[2.0, 1.5, 3.4, 1.5, 6.5]);
    let told = told(&story, &format!(". --metrics {METRICS}"));
    for note in [
        "journeys that converted: 4; no lookback window, no filter of touch types; a conversion closes its journey; \
         what happened before the first day of the log is not in them; conversions without a touch, left out: 1",
        "path_length_median: rests on 4, fewer than 10",
        "lag_days_p90: rests on 4, fewer than 10",
    ] {
        assert!(told.contains(note), "{note}\n{told}");
    }
}

/// Three days: u1 keeps paid_social and search, ages 2 and 1. Touches 1, 1, 2, 2: median 1.5, p90 2. Lags 0, 0, 2, 3: 1 and
/// 2.7. The project file says the same as the option.
#[test]
fn a_window_cuts_journeys_off_and_says_so() {
    let expected = [2.0, 1.5, 2.0, 1.0, 2.7];
    let story = Story::new(&[("log.csv", LOG)]);
    let typed = format!(". --metrics {METRICS} --lookback-days 3");
    near(&figures(&story.report(&typed), 5), &expected);
    let told = told(&story, &typed);
    assert!(told.contains("a 3-day window for clicks"), "{told}");
    assert!(
        told.contains("; the window cuts longer journeys off"),
        "{told}"
    );
    let project = "[attribution]\nlookback_days = 3\n";
    let story = Story::new(&[("log.csv", LOG), ("social-roi.toml", project)]);
    near(
        &figures(&story.report(&format!("log.csv --metrics {METRICS}")), 5),
        &expected,
    );
}

/// Conversions from 5 September on: those of u1, u2 and u4; times group them by the day of the conversion.
#[test]
fn journeys_stand_in_the_period_of_their_conversion() {
    let story = Story::new(&[("log.csv", LOG)]);
    let outcome = story.report(". --metrics path_len,lag --period 2026-09-05..2026-09-30");
    near(&figures(&outcome, 2), &[2.0, 3.0]);
    let days = story.report(". --metrics path_len --by day");
    let lines: Vec<&str> = days.out.lines().skip(1).collect();
    assert!(lines[0].starts_with("2026-09-03,1,"), "{lines:?}");
    assert!(lines[1].starts_with("2026-09-05,2,"), "{lines:?}");
    assert!(lines[3].starts_with("2026-09-09,4,"), "{lines:?}");
}

/// 1,000 of u1, 500 of u2, 50 of u3 who is still open; 200 closed before the touch came.
#[test]
fn pipeline_counts_deals_that_a_social_touch_came_before() {
    let story = Story::new(&[("log.csv", LOG), ("hubspot.csv", DEALS)]);
    let what = ". --currency-of hubspot.csv=EUR --metrics pipe_inf";
    near(&figures(&story.report(what), 1), &[1550.0]);
    let months = story.report(&format!("{what} --by month"));
    let lines: Vec<&str> = months.out.lines().skip(1).collect();
    assert!(lines[0].starts_with("2026-08,1000,"), "{lines:?}");
    assert!(lines[1].starts_with("2026-09,550,"), "{lines:?}");
    let said = told(&story, what);
    assert!(
        said.contains("pipeline_influenced: 5 of 6 deals have a contact in the touch log; a deal counts once, however many channels touched it"),
        "{said}"
    );
    let channels = told(&story, &format!("{what} --by channel"));
    assert!(
        channels.contains("pipeline_influenced: known for the whole company, not by channel"),
        "{channels}"
    );
}

/// Without a touch log there is a dash, and a note that says what it takes.
#[test]
fn without_a_log_nothing_is_known_of_journeys() {
    let story = Story::new(&[("meta.csv", META)]);
    let outcome = story.report(&format!(
        ". --metrics spend,{METRICS},pipe_inf --format json --totals"
    ));
    let rows: serde_json::Value = serde_json::from_str(&outcome.out).unwrap();
    for name in HEAD.split(',').chain(["pipeline_influenced"]) {
        assert_eq!(rows[0][format!("{name}_status")], "not_supplied", "{name}");
    }
    let text = told(&story, &format!(". --metrics spend,{METRICS},pipe_inf"));
    for note in [
        "assist_ratio, path_length_median, path_length_p90, lag_days_median, lag_days_p90: needs a log of touches with a user each",
        "pipeline_influenced: needs a log of touches with a user each, and deals of a CRM with the contact of each",
    ] {
        assert!(text.contains(note), "{note}\n{text}");
    }
}

#[test]
fn the_list_of_metrics_knows_what_a_log_allows() {
    let story = Story::new(&[("log.csv", LOG), ("hubspot.csv", DEALS)]);
    let can = |inputs: &str| {
        let line = format!("metrics --quiet --can --format csv {inputs}");
        let outcome = story.run(&line);
        outcome.out
    };
    let both = can("log.csv hubspot.csv");
    for line in [
        "assist_ratio,S-07,sales,ratio,yes,,",
        "pipeline_influenced,S-04,sales,money,yes,,",
    ] {
        assert!(both.contains(line), "{both}");
    }
    assert!(can("log.csv").contains("pipeline_influenced,S-04,sales,money,no,influenced_deals,"));
    assert!(can("hubspot.csv").contains("lag_days_p90,S-08,sales,count,no,journeys,"));
}
