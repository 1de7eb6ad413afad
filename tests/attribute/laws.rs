//! What must not change a figure: the order of rows and files, how they are cut, how many threads there are.

use proptest::prelude::*;

use super::{Story, run};

const HEAD: &str = "user_id,timestamp,channel,conversion,value\n";

/// A row of a log: no two rows of a user share their time, so that no tie needs the order of the file.
fn log() -> impl Strategy<Value = Vec<String>> {
    let row = (
        0..6_u32,
        0..5_usize,
        prop::bool::weighted(0.3),
        0..10_000_u32,
    );
    prop::collection::vec(row, 1..60).prop_map(|rows| {
        let row = |(at, (user, channel, converts, cents)): (usize, &(u32, usize, bool, u32))| {
            let channel = ["email", "search", "social", "direct", ""][*channel];
            let value = if *converts {
                format!("{}.{:02}", cents / 100, cents % 100)
            } else {
                String::new()
            };
            format!(
                "u{user},2026-09-{:02}T{:02}:{:02}:00,{channel},{},{value}\n",
                1 + at % 28,
                at / 28,
                user,
                u8::from(*converts)
            )
        };
        rows.iter().enumerate().map(row).collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn order_and_cuts_of_rows_change_no_byte(rows in log(), seed in any::<u64>()) {
        let whole = format!("{HEAD}{}", rows.concat());
        let mut shuffled = rows.clone();
        let mut state = seed;
        for at in (1..shuffled.len()).rev() {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            shuffled.swap(at, (state >> 33) as usize % (at + 1));
        }
        let (left, right) = shuffled.split_at(shuffled.len() / 2);
        let (left, right) = (format!("{HEAD}{}", left.concat()), format!("{HEAD}{}", right.concat()));
        let mut files = vec![("whole.csv", whole.as_str()), ("left.csv", left.as_str())];
        if right.len() > HEAD.len() {
            files.push(("right.csv", right.as_str()));
        }
        let story = Story::new(&files);
        let expected = story.attribute("whole.csv -q --bootstrap 20");
        prop_assert_eq!(expected.code, 0, "{}", expected.said);
        let inputs = if files.len() == 3 { ["left.csv right.csv", "right.csv left.csv"] } else { ["left.csv", "left.csv"] };
        for input in inputs {
            prop_assert_eq!(&story.attribute(&format!("{input} -q --bootstrap 20")).out, &expected.out);
        }
    }

    #[test]
    fn every_model_that_sums_keeps_the_totals(rows in log()) {
        let story = Story::new(&[("log.csv", &format!("{HEAD}{}", rows.concat()))]);
        let outcome = story.attribute("log.csv -q");
        prop_assert_eq!(outcome.code, 0, "{}", outcome.said);
        let converting = rows.iter().filter(|row| row.contains(",1,")).count() as f64;
        let table = super::rows(&outcome.out);
        for model in ["first", "last", "last-non-direct", "linear", "time-decay", "position", "j-shaped", "inverse-j", "shapley", "shapley-ordered"] {
            let own = table.iter().filter(|row| row["model"] == model);
            let sum: f64 = own.map(|row| row["conversions"].parse::<f64>().unwrap()).sum();
            prop_assert!((sum - converting).abs() < 1e-9, "{}: {} of {}", model, sum, converting);
        }
    }
}

#[test]
fn one_thread_and_two_write_the_same_bytes() {
    let rows: String = (0..20_000)
        .map(|row: u32| {
            let (user, channel) = (
                row.wrapping_mul(2_654_435_761) % 3_000,
                row.wrapping_mul(40_503) % 7,
            );
            format!(
                "u{user},2026-09-{:02}T{:02}:{:02}:{:02},c{channel},{},{}.37\n",
                1 + row % 28,
                row % 24,
                row % 60,
                row % 59,
                u8::from(row.is_multiple_of(11)),
                row % 90
            )
        })
        .collect();
    let story = Story::new(&[("log.csv", &format!("{HEAD}{rows}"))]);
    let with = |threads: &str| {
        let mut command = assert_cmd::Command::new(env!("CARGO_BIN_EXE_social-roi"));
        let args = [
            "attribute",
            "log.csv",
            "-q",
            "--bootstrap",
            "50",
            "--seed",
            "7",
        ];
        let output = command
            .current_dir(story.0.path())
            .env("RAYON_NUM_THREADS", threads)
            .args(args)
            .output()
            .unwrap();
        assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
        output.stdout
    };
    assert_eq!(with("1"), with("2"));
    assert_eq!(with("2"), with("5"));
}

#[test]
fn a_resampled_interval_holds_the_figure_and_narrows_to_nothing_without_variation() {
    let same: String = (0..400)
        .map(|user| format!("u{user},2026-09-01,only,1,10\n"))
        .collect();
    let story = Story::new(&[("log.csv", &format!("{HEAD}{same}"))]);
    let outcome = run(
        story.0.path(),
        &[
            "attribute",
            "log.csv",
            "-q",
            "--models",
            "linear",
            "--bootstrap",
            "400",
        ],
        "",
    );
    let figure = |column: &str| outcome.figure("only", "linear", column).unwrap();
    // A sum over 400 users, each drawn a Poisson(1) number of times, is 400 give or take 20: 90 % within 1.645 of those.
    assert!(
        (figure("conversions_low") - 367.1).abs() < 8.0,
        "{}",
        figure("conversions_low")
    );
    assert!(
        (figure("conversions_high") - 432.9).abs() < 8.0,
        "{}",
        figure("conversions_high")
    );
    assert!((figure("value_low") - 10.0 * figure("conversions_low")).abs() < 1e-6);
}
