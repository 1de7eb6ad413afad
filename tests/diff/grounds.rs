//! What two ledgers rest on: files, assumptions, days, versions; and the effects of what changed.

use serde_json::Value;

use super::story::Story;
use super::told::{cause, moved, near};

#[test]
fn the_same_ledger_differs_in_nothing() {
    let story = Story::example();
    story.save("a.json", "");
    story.save("b.json", "");
    let diff = story.diff("a.json", "b.json");
    assert_eq!(diff["moved"], Value::Array(vec![]));
    assert_eq!(diff["causes"], Value::Array(vec![]));
    assert_eq!(story.run("diff a.json b.json --exit-code").code, Some(0));
    let text = story.run("diff a.json b.json --format table").out;
    assert!(text.contains("note: no figure moved\n"), "{text}");
    assert!(
        text.contains("note: nothing differs in what they say they rest on\n"),
        "{text}"
    );
}

/// The effect of an input alone is what `--what-if` makes of the first ledger.
#[test]
fn an_assumption_has_the_effect_that_what_if_gives_it() {
    let story = Story::example();
    story.save("a.json", "");
    story.edit(
        "w/plan/assumptions.csv",
        "deflection_share,0.40",
        "deflection_share,0.45",
    );
    story.edit("w/social-roi.toml", "base = 0.40", "base = 0.42");
    story.save("b.json", "");
    let diff = story.diff("a.json", "b.json");
    assert_eq!(story.run("diff a.json b.json --exit-code").code, Some(3));

    // The other ledgers are those of the first with one input changed by hand.
    story.edit(
        "w/plan/assumptions.csv",
        "deflection_share,0.45",
        "deflection_share,0.40",
    );
    story.edit("w/social-roi.toml", "base = 0.42", "base = 0.40");
    let roi = |file: &str| story.json(file)["roi"]["value"].as_f64().unwrap();
    for (kind, key, before, after) in [
        ("assumption", "deflection_share", "0.4 share", "0.45 share"),
        ("margin", "margin", "0.4 share", "0.42 share"),
    ] {
        let value = after.split(' ').next().unwrap();
        story.save("c.json", &format!("--what-if {key}={value}"));
        let cause = cause(&diff, kind, key);
        assert_eq!(
            (&cause["before"], &cause["after"]),
            (&before.into(), &after.into())
        );
        near(&cause["effect_on_roi"], roi("c.json") - roi("a.json"));
    }
    story.save(
        "c.json",
        "--what-if deflection_share=0.45 --what-if margin=0.42",
    );
    let whole = &diff["whole"];
    near(&whole["told"], roi("c.json") - roi("a.json"));
    near(&whole["change"], roi("b.json") - roi("a.json"));
    near(&whole["rest"], 0.0);
}

/// METRICS.md 5.4: net 2,926 over 65,938. A thousand less revenue of Meta at κ 0.7 and margin 0.4 is 280 less value.
#[test]
fn restated_data_are_told_with_their_file_and_their_effect() {
    let story = Story::example();
    story.save("a.json", "");
    story.edit(
        "w/exports/orders_by_utm.csv",
        "-1000,-1000,60000",
        "-1000,-2000,59000",
    );
    story.save("b.json", "");
    let diff = story.diff("a.json", "b.json");
    let source = cause(&diff, "source", "w/exports/orders_by_utm.csv");
    let hash = |side: &str| source[side].as_str().unwrap().to_owned();
    assert!(
        hash("before").starts_with("sha256 ") && hash("before") != hash("after"),
        "{source}"
    );
    let data = cause(&diff, "data", "revenue_meta");
    assert_eq!(
        (&data["before"], &data["after"]),
        (&"120,000 EUR".into(), &"119,000 EUR".into())
    );
    near(&data["effect_on_roi"], -280.0 / 65_938.0);
    assert_eq!(
        moved(&diff, "headline", "", "net_value"),
        Some([2926.0, 2646.0, -280.0])
    );
    assert_eq!(
        moved(&diff, "line", "L-02:meta", "amount"),
        Some([33_600.0, 33_320.0, -280.0])
    );
    assert_eq!(moved(&diff, "cost", "labour", "amount"), None);
    assert_eq!(
        diff["causes"].as_array().unwrap().len(),
        2,
        "{}",
        diff["causes"]
    );
}

#[test]
fn files_that_are_new_gone_or_renamed() {
    let story = Story::example();
    story.save("a.json", "");
    let path = |name: &str| story.path("w/exports").join(name);
    std::fs::rename(path("meta_ads.csv"), path("meta.csv")).unwrap();
    story.save("b.json", "");
    // The same bytes under another name change nothing.
    assert_eq!(
        story.diff("a.json", "b.json")["moved"],
        Value::Array(vec![])
    );
    let causes = story.diff("a.json", "b.json")["causes"].to_string();
    assert!(!causes.contains("source"), "{causes}");
    story.write(
        "w/exports/more.csv",
        "Campaign name,Day,Amount spent (EUR),Impressions\nHarvest_Conv,2026-11-05,100.00,10\n",
    );
    story.save("c.json", "");
    let diff = story.diff("b.json", "c.json");
    let new = cause(&diff, "source", "w/exports/more.csv");
    assert_eq!(new["before"], "");
    assert!(
        new["after"]
            .as_str()
            .unwrap()
            .starts_with("1 row; 2026-11-05 to 2026-11-05; sha256 "),
        "{new}"
    );
    let diff = story.diff("c.json", "b.json");
    assert_eq!(cause(&diff, "source", "w/exports/more.csv")["after"], "");
    assert_eq!(moved(&diff, "cost", "media", "amount").unwrap()[2], -100.0);
}

#[test]
fn ranges_sources_and_lines_that_count_otherwise() {
    let story = Story::example();
    story.save("a.json", "");
    story.edit(
        "w/plan/assumptions.csv",
        "survey of 400 customers",
        "survey of 900 customers",
    );
    story.save("b.json", "");
    let diff = story.diff("a.json", "b.json");
    let one = cause(&diff, "assumption", "deflection_share");
    assert_eq!(
        (&one["before"], &one["after"], &one["effect_on_roi"]),
        (
            &"survey of 400 customers".into(),
            &"survey of 900 customers".into(),
            &Value::Null
        )
    );
    assert_eq!(diff["moved"], Value::Array(vec![]));
    story.save("c.json", "--what-if margin=0.5");
    let diff = story.diff("b.json", "c.json");
    assert_eq!(cause(&diff, "setting", "what if")["after"], "margin=0.5");
    assert!(
        cause(&diff, "margin", "margin")["after"]
            .as_str()
            .unwrap()
            .starts_with("0.5 share")
    );
}

#[test]
fn other_days_another_version_and_older_files_are_said() {
    let story = Story::example();
    story.save("a.json", "");
    story.save("b.json", "--period 1405-08 --as-of 2026-12-01");
    let diff = story.diff("a.json", "b.json");
    assert_eq!(cause(&diff, "setting", "as of")["after"], "2026-12-01");
    let mut old = story.json("a.json");
    old["basis"]["made_by"] = "social-roi 0.0.1".into();
    story.write("old.json", old.to_string());
    let diff = story.diff("old.json", "a.json");
    assert_eq!(
        cause(&diff, "program", "version")["before"],
        "social-roi 0.0.1"
    );
    old.as_object_mut().unwrap().remove("basis");
    story.write("old.json", old.to_string());
    let diff = story.diff("old.json", "a.json");
    assert_eq!(
        diff["notes"][0],
        "old.json was written by an older version and does not say which files and settings it rests on"
    );
}

/// A formula that does not give the ledger's own ROI is not trusted with an effect.
#[test]
fn no_effect_is_made_up() {
    let story = Story::example();
    story.save("a.json", "");
    story.save("b.json", "--what-if margin=0.5");
    let mut odd = story.json("a.json");
    odd["lines"][0]["formula"] = "margin".into();
    story.write("odd.json", odd.to_string());
    let diff = story.diff("odd.json", "b.json");
    assert_eq!(
        cause(&diff, "margin", "margin")["effect_on_roi"],
        Value::Null
    );
    assert!(
        diff["notes"].to_string().contains("no effect is told"),
        "{}",
        diff["notes"]
    );
}

/// The exports are the same to the byte, and a dollar is worth more euros: 150 at 0.86, then at 0.90.
#[test]
fn money_that_the_rates_alone_moved_is_of_the_rates() {
    let meta = "Campaign name,Day,Amount spent (USD),Impressions\nSpring,2026-01-05,150,1000\n";
    let shop = "Day,Order UTM source,Order UTM medium,Order UTM campaign,Orders,Net sales\n\
        2026-01-06,facebook,paid_social,Spring,3,300\n";
    let rates = |rate: &str| format!("date,from,to,rate\n2026-01-05,USD,EUR,{rate}\n");
    let story = Story::new(&[
        ("e/meta.csv", meta),
        ("e/shop.csv", shop),
        ("e/rates.csv", &rates("0.86")),
    ]);
    let save = |file: &str| {
        let line = format!(
            "ledger e --quiet --currency EUR --currency-of e/shop.csv=EUR --format json -o {file}"
        );
        assert_eq!(story.run(&line).code, Some(0));
    };
    save("a.json");
    story.write("e/rates.csv", rates("0.90").as_bytes());
    save("b.json");
    let diff = story.diff("a.json", "b.json");
    let kinds: Vec<&str> = diff["causes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|cause| cause["kind"].as_str().unwrap())
        .collect();
    assert_eq!(kinds, ["rates", "rates"]);
    // A restated export is data, whatever the rates do.
    story.edit("e/meta.csv", ",150,", ",160,");
    save("c.json");
    let diff = story.diff("a.json", "c.json");
    let media = cause(&diff, "data", "cost_media_paid");
    assert_eq!(media["before"], "129 EUR");
}

/// Printed effects are those that add up: a month of each invoice and of media in dollars, by date, with two decimals.
#[test]
fn effects_of_rates_stand_with_the_others_and_add_up() {
    let meta = "Campaign name,Day,Amount spent (USD),Impressions\nSpring,2026-01-05,150.55,1000\n\
        Spring,2026-02-05,190.55,1000\nSpring,2026-03-05,170.55,1000\n";
    let shop = "Day,Order UTM source,Order UTM medium,Order UTM campaign,Orders,Net sales\n\
        2026-01-06,facebook,paid_social,Spring,3,900\n2026-03-06,facebook,paid_social,Spring,3,300\n";
    let rates = |rate: &str| {
        let day = |at: u32| {
            format!(
                "2026-{:02}-{:02},USD,EUR,{rate}\n",
                at / 31 + 1,
                at % 31 + 1
            )
        };
        // Every sixth day or so: a rate holds for a week.
        let of_month = |month: u32| {
            [0, 5, 10, 15, 20, 25]
                .map(|at| day(31 * month + at))
                .concat()
        };
        let days = [0, 1, 2].map(of_month);
        format!("date,from,to,rate\n{}", days.concat())
    };
    let cost = |month: &str, amount: u32| {
        format!(
            "[[costs]]\nperiod = \"2026-{month}\"\nfunction = \"paid\"\ncost_type = \"tools\"\n\
             amount = {amount}\ncurrency = \"USD\"\nvendor = \"Scheduler\"\n"
        )
    };
    let project = format!(
        "sources = [\"e\"]\n[money]\ncurrency = \"EUR\"\nrates = \"rates.csv\"\n{}{}{}",
        cost("01", 120),
        cost("02", 140),
        cost("03", 130)
    );
    let story = Story::new(&[
        ("social-roi.toml", &project),
        ("e/meta.csv", meta),
        ("e/shop.csv", shop),
        ("rates.csv", &rates("0.8613")),
    ]);
    let save = |file: &str| {
        let line = format!(
            "ledger --quiet --period 2026-Q1 --currency-of e/shop.csv=EUR --format json -o {file}"
        );
        let outcome = story.run(&line);
        assert_eq!(outcome.code, Some(0), "{}", outcome.said);
    };
    save("a.json");
    story.write("rates.csv", rates("0.9017").as_bytes());
    save("b.json");
    let text = story.run("diff a.json b.json --format markdown").out;
    let (why, rest) = text.split_once("What they rest on").unwrap();
    let (_, why) = why.split_once("Why the ROI moved").unwrap();
    assert!(
        rest.contains("rates.csv") && !rest.contains("media"),
        "{text}"
    );
    let rows: Vec<Vec<&str>> = why
        .lines()
        .filter(|line| line.contains(" pp"))
        .map(|line| line.split('|').map(str::trim).collect())
        .collect();
    let points = |row: &[&str]| -> f64 {
        let cell = row.iter().find(|cell| cell.ends_with(" pp")).unwrap();
        cell.trim_end_matches(" pp")
            .replace('−', "-")
            .parse()
            .unwrap()
    };
    let (together, causes) = rows.split_last().unwrap();
    assert_eq!(causes.len(), 6, "{why}");
    assert!(causes.iter().all(|row| row[1] == "rates"), "{why}");
    let sum: f64 = causes.iter().map(|row| points(row)).sum();
    let rounding = 0.005 * rows.len() as f64;
    assert!((sum - points(together)).abs() <= rounding, "{sum}: {why}");
    for half in causes.chunks(3) {
        let month = |row: &Vec<&str>| {
            ["Jan", "Feb", "Mar"]
                .iter()
                .position(|of| row[2].contains(of))
        };
        let months: Vec<Option<usize>> = half.iter().map(month).collect();
        assert_eq!(months, [Some(0), Some(1), Some(2)], "{why}");
    }
    assert!(
        why.contains("129.67 EUR") && !why.contains("129.668"),
        "{why}"
    );
}

/// The worked example is moved to another folder, and changed there.
#[test]
fn the_path_of_a_file_is_no_change_of_what_it_says() {
    let story = Story::example();
    story.save("a.json", "");
    let renamed = |from: &str, to: &str| {
        let to = story.path(to);
        std::fs::create_dir_all(to.parent().unwrap()).unwrap();
        std::fs::rename(story.path(from), to).unwrap();
    };
    renamed("w", "copies/v");
    let save = |file: &str| {
        let line = format!("ledger --quiet --project copies/v/social-roi.toml -o {file}");
        let outcome = story.run(&line);
        assert_eq!(outcome.code, Some(0), "{}", outcome.said);
    };
    save("b.json");
    let diff = story.diff("a.json", "b.json");
    assert_eq!(diff["causes"], Value::Array(vec![]));
    assert_eq!(diff["moved"], Value::Array(vec![]));
    assert_eq!(diff["whole"]["told"].to_string(), "0.0");
    // What changed in the other folder is restated, not gone and new.
    story.edit(
        "copies/v/plan/assumptions.csv",
        "deflection_share,0.40",
        "deflection_share,0.45",
    );
    save("c.json");
    let diff = story.diff("a.json", "c.json");
    let causes = diff["causes"].as_array().unwrap();
    assert_eq!(causes.len(), 2, "{causes:#?}");
    cause(&diff, "assumption", "deflection_share");
    let file = cause(&diff, "source", "plan/assumptions.csv");
    assert!(
        ["before", "after"].map(|side| file[side].as_str().unwrap().starts_with("sha256 "))
            == [true; 2],
        "{file}"
    );
}

/// 760 over 76 days that a contract saves: 170 on 17 days of January, 280 in February. One entry of a project of which there
/// are two copies, with rates of their own.
#[test]
fn an_entry_of_a_project_in_another_folder_is_the_same_entry() {
    let project = "sources = [\"ads.csv\"]\n[money]\ncurrency = \"EUR\"\nrates = \"rates.csv\"\n\
        [[savings]]\nperiod = \"2026-01-15..2026-03-31\"\nfunction = \"it\"\nwhat = \"cancelled_contract\"\n\
        amount = 760\nsource = \"s\"\nowner = \"o\"\ndate = 2026-01-01\n";
    let ads = "date,platform,campaign,currency,spend,impressions,clicks\n\
        2026-01-05,meta,A,EUR,10,100,10\n2026-02-05,meta,A,EUR,10,100,10\n";
    let story = Story::new(&[]);
    for folder in ["one", "other/two"] {
        for (name, text) in [
            ("social-roi.toml", project),
            ("ads.csv", ads),
            ("rates.csv", "date,from,to,rate\n2026-01-01,USD,EUR,0.9\n"),
        ] {
            story.write(&format!("{folder}/{name}"), text);
        }
    }
    for (folder, month, file) in [("one", "01", "a.json"), ("other/two", "02", "b.json")] {
        let line = format!(
            "ledger --quiet --project {folder}/social-roi.toml --period 2026-{month} -o {file}"
        );
        let outcome = story.run(&line);
        assert_eq!(outcome.code, Some(0), "{}", outcome.said);
    }
    let diff = story.diff("a.json", "b.json");
    let days = cause(&diff, "days", "saving_1");
    assert_eq!(
        [&days["before_value"], &days["after_value"]],
        [170.0, 280.0]
    );
    let kinds: Vec<&str> = diff["causes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|cause| cause["kind"].as_str().unwrap())
        .collect();
    assert_eq!(kinds, ["setting", "days"], "{diff:#}");
}
