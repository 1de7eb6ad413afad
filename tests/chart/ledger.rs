//! Charts of the ledger: the figures of the metric catalogue's worked example, and what they say where something lacks.

use crate::{EXAMPLE, chart, done_in, social_roi, social_roi_in};

/// The rows of a chart's figures, without the header; no field of these has a comma but names in quotes.
fn rows(kind: &str, more: &[&str]) -> Vec<Vec<String>> {
    let args: Vec<&str> = more.iter().chain(&["--format", "csv"]).copied().collect();
    let text = String::from_utf8(chart(kind, &args)).unwrap();
    let line = |line: &str| {
        let line = line.rsplit_once('"').map_or(line, |(_, rest)| rest);
        line.split(',').map(str::to_owned).collect()
    };
    text.lines().skip(1).map(line).collect()
}

fn percent(text: &str) -> String {
    format!("{:+.1}", 100.0 * text.parse::<f64>().unwrap())
}

/// Section 5.4: −49.0, −23.6, −9.2 and +4.4 %, over one full cost of 65,938.
#[test]
fn the_ladder_has_the_rungs_of_the_worked_example() {
    let rows = rows("ladder", &[]);
    let found: Vec<(&str, String, &str)> = rows
        .iter()
        .map(|row| (row[0].as_str(), percent(&row[1]), row[3].as_str()))
        .collect();
    let expected = [
        ("A", "-49.0"),
        ("A+B", "-23.6"),
        ("A+B+C", "-9.2"),
        ("A+B+C+D", "+4.4"),
    ];
    let expected = expected.map(|(rung, roi)| (rung, roi.to_owned(), "65938"));
    assert_eq!(found, expected);
}

/// Section 5.5: nine swings with the values at which ROI is zero, and overhead, for which nobody gave a range.
#[test]
fn the_tornado_has_the_swings_of_the_worked_example() {
    let rows = rows("tornado", &[]);
    let swing = |text: &str| match text {
        "" => String::new(),
        text => format!("{:.3}", text.parse::<f64>().unwrap() / 100.0),
    };
    let found: Vec<(&str, String)> = rows
        .iter()
        .map(|row| (row[0].as_str(), swing(&row[7])))
        .collect();
    let expected = [
        ("kappa_paid", "0.364"),
        ("loaded_rate", "0.205"),
        ("margin", "0.191"),
        ("kappa_organic", "0.178"),
        ("agency_share", "0.109"),
        ("deflection_share", "0.108"),
        ("realised", "0.103"),
        ("agency_cost", "0.076"),
        ("contact_cost", "0.066"),
        ("overhead", ""),
    ];
    assert_eq!(
        found,
        expected.map(|(name, swing)| (name, swing.to_owned()))
    );
    assert_eq!(
        [percent(&rows[0][5]), percent(&rows[0][6])],
        ["-13.8", "+22.6"]
    );
    let switching = rows[0][8].parse::<f64>().unwrap();
    assert_eq!(format!("{switching:.3}"), "0.639");
    let svg = String::from_utf8(chart("tornado", &["--format", "svg"])).unwrap();
    for words in [
        "break-even at 0.639",
        "no range given",
        "base +4.4%",
        "break-even",
    ] {
        assert!(svg.contains(words), "{words}");
    }
    // Inputs of one unit have as many decimals all down.
    let table = String::from_utf8(chart("tornado", &["--format", "table"])).unwrap();
    let of = |name: &str| -> Vec<String> {
        let row = table.lines().find(|line| line.starts_with(name)).unwrap();
        row.split_whitespace().map(str::to_owned).collect()
    };
    let decimals = |name: &str| of(name)[1].split_once('.').map_or(0, |(_, of)| of.len());
    assert_eq!(decimals("kappa_paid"), decimals("agency_share"), "{table}");
    assert_eq!(decimals("loaded_rate"), decimals("contact_cost"), "{table}");
    let three = rows_of_top(3);
    assert_eq!(three, ["kappa_paid", "loaded_rate", "margin"]);
}

fn rows_of_top(top: usize) -> Vec<String> {
    let rows = rows("tornado", &["--top", &top.to_string()]);
    rows.into_iter().map(|row| row[0].clone()).collect()
}

/// Section 5.4: 68,864 of value less 65,938 of cost is 2,926, each line of value in the letter of its grade.
#[test]
fn the_waterfall_leads_from_value_to_net_value_step_by_step() {
    let rows = rows("waterfall", &[]);
    let mut level = 0;
    for row in &rows {
        let amount: i64 = row[3].parse().unwrap();
        level = if row[1] == "total" {
            amount
        } else {
            level + amount
        };
        assert_eq!(row[4], level.to_string(), "{row:?}");
    }
    assert_eq!(level, 2_926);
    let value: Vec<(&str, &str, &str)> = rows[..5]
        .iter()
        .map(|row| (row[0].as_str(), row[2].as_str(), row[3].as_str()))
        .collect();
    assert_eq!(
        value,
        [
            ("paid", "A", "33600"),
            ("organic", "B", "16800"),
            ("care", "C", "9464"),
            ("recruiting", "D", "9000"),
            ("value", "", "68864"),
        ]
    );
}

#[test]
fn what_is_supposed_is_drawn_and_said() {
    let rows = rows("ladder", &["--what-if", "kappa_paid=0.639041666666667"]);
    assert_eq!(percent(&rows[3][1]), "+0.0");
    let supposed = ["--what-if", "margin=0.35", "--format", "svg"];
    let svg = String::from_utf8(chart("ladder", &supposed)).unwrap();
    assert!(svg.contains("Supposed: margin = 0.35 in place of 0.4."));
}

/// The effects of every figure sum to its change, whatever is summed up.
#[test]
fn a_bridge_leads_from_the_earlier_figure_to_the_present_one() {
    for (metric, scale) in [("roi", 100.0), ("roas", 1.0), ("revenue", 1.0)] {
        let rows = rows("bridge", &["--metrics", metric]);
        let number = |row: &Vec<String>, at: usize| row[at].parse::<f64>().unwrap();
        let (first, last) = (&rows[0], &rows[rows.len() - 1]);
        assert_eq!([&first[0], &last[0]], ["before", "now"], "{metric}");
        let effects = &rows[1..rows.len() - 1];
        assert!(effects.len() > 3, "{metric}");
        let sum: f64 = effects.iter().map(|row| number(row, 2) / scale).sum();
        let change = number(last, 3) - number(first, 3);
        assert!(
            (sum - change).abs() < 1e-6 * change.abs().max(1.0),
            "{metric}: {sum} {change}"
        );
    }
}

/// The last quarter has one month on record, so that media is far smaller and cheaper: what it brings and what it costs
/// count together.
#[test]
fn the_headline_of_a_bridge_nets_what_a_cause_brings_and_costs() {
    for quarter in ["2026-Q3", "2026-Q4"] {
        let of = |form: &str| {
            let compared = ["--period", quarter, "--compare", "previous"];
            let args = [
                &["chart", "bridge", "--quiet", "--format", form],
                &compared[..],
            ]
            .concat();
            String::from_utf8(done_in("sample-data", &args))
                .unwrap()
                .replace('\u{a0}', " ")
        };
        let (table, svg) = (of("csv"), of("svg"));
        let rows: Vec<Vec<&str>> = table
            .lines()
            .map(|line| line.split(',').collect())
            .collect();
        let media = rows.iter().filter(|row| row[0] == "media");
        let sizes: Vec<f64> = media.map(|row| row[2].parse().unwrap()).collect();
        assert!(
            sizes.len() == 2 && sizes[0] < -20.0 && sizes[1] > 20.0,
            "{sizes:?}"
        );
        let title = svg
            .split("<title>")
            .nth(1)
            .unwrap()
            .split('<')
            .next()
            .unwrap();
        // Neither media alone: both together are less than the largest other cause, or go the other way.
        assert!(!title.contains("media") && !title.contains("++"), "{title}");
        let (largest, said) = match quarter {
            "2026-Q3" => ("cpm", "most by price: CPM (-11.6 pp)"),
            // Labour of two months is on no record yet, so that its effect may be none.
            _ => ("labour", "the largest effects may be gaps in the records"),
        };
        let row = rows.iter().find(|row| row[0] == largest).unwrap();
        let size = row[2].parse::<f64>().unwrap();
        assert!(title.contains(said), "{title}");
        assert!(size.abs() > (sizes[0] + sizes[1]).abs() || size * (sizes[0] + sizes[1]) < 0.0);
    }
}

/// Headline, subtitle and bars call an effect by one name, and volume and cost of media are netted in words.
#[test]
fn a_bridge_nets_media_in_its_subtitle_and_names_effects_in_every_language() {
    for (lang, net, name) in [
        (
            "en",
            "volume and cost of media together -5.0 pp",
            "volume: contacts resolved",
        ),
        (
            "de",
            "Menge und Kosten von Media zusammen -5,0 Pp.",
            "Menge: gelöste Anfragen",
        ),
    ] {
        let args = [
            "chart", "bridge", "--quiet", "--period", "2026-Q3", "--lang", lang, "--size", "2000",
            "--format", "svg",
        ];
        let svg = String::from_utf8(done_in("sample-data", &args)).unwrap();
        let svg = svg.replace('\u{a0}', " ");
        assert!(svg.contains(net), "{lang}");
        assert!(svg.contains(name), "{lang}");
    }
}

/// Implied incrementality that turns the ROI is drawn though nobody gave a range.
#[test]
fn implied_incrementality_that_turns_the_roi_is_drawn() {
    let args = ["chart", "tornado", "--quiet", "--period", "2026-Q3"];
    let of = |more: &[&str]| {
        String::from_utf8(done_in("sample-data", &[&args[..], more].concat())).unwrap()
    };
    let table = of(&["--format", "csv"]);
    let names: Vec<&str> = table
        .lines()
        .skip(1)
        .filter_map(|line| line.split(',').next())
        .collect();
    assert_eq!(names.len(), 12);
    assert_eq!(names[10..], ["kappa_linkedin", "kappa_tiktok"]);
    let svg = of(&["--format", "svg"]).replace('\u{a0}', " ");
    for said in [
        "4,000–6,500 EUR per hire",
        "Not drawn: 5 inputs without a range.",
    ] {
        assert!(svg.contains(said), "{said}");
    }
    assert_eq!(of(&["--top", "3", "--format", "csv"]).lines().count(), 4);
}

/// What is summed up in one bar is named with its size where the bar is pointed at, the largest first.
#[test]
fn smaller_effects_of_a_bridge_are_named_in_their_title() {
    let args = [
        "chart",
        "bridge",
        "--quiet",
        "--period",
        "2026-Q3",
        "--compare",
        "previous",
    ];
    let svg = done_in("sample-data", &[&args[..], &["--format", "svg"]].concat());
    let svg = String::from_utf8(svg).unwrap().replace('\u{a0}', " ");
    let start = svg.find("<title>7 smaller effects: ▲ +0.5 pp (").unwrap();
    let title = svg[start..].split('<').nth(1).unwrap();
    let (_, named) = title.rsplit_once(" pp (").unwrap();
    let sizes: Vec<f64> = named
        .trim_end_matches(')')
        .split("; ")
        .map(|part| {
            part.trim_end_matches(" pp")
                .rsplit_once(' ')
                .unwrap()
                .1
                .parse()
                .unwrap()
        })
        .collect();
    assert!(
        named.starts_with("cost: content ▲ +0.4 pp; mix: functions ▼ -0.4 pp; "),
        "{named}"
    );
    assert_eq!(sizes.len(), 7);
    assert!((sizes.iter().sum::<f64>() - 0.5).abs() < 0.35, "{sizes:?}");
}

/// 11,174.81 EUR of 9,000 in October, as `report` has them: beyond 15 %, so something has to be done.
#[test]
fn pacing_sets_the_spend_of_the_exports_beside_the_budget() {
    let rows = rows("pacing", &[]);
    assert_eq!(rows.len(), 31);
    let last = &rows[30];
    assert_eq!(last[2], "9000");
    assert_eq!(last[7], "act");
    let args = [
        "report",
        "sample-data",
        "--currency",
        "EUR",
        "--quiet",
        "--period",
        "2026-10",
    ];
    let more = ["--by", "platform", "--metrics", "spend", "--format", "csv"];
    let report = done_in("", &[&args[..], &more].concat());
    let report = String::from_utf8(report).unwrap();
    assert!(report.contains(&format!("meta,{},", last[3])), "{report}");
    let halfway = chart("pacing", &["--as-of", "2026-10-11", "--format", "svg"]);
    let halfway = String::from_utf8(halfway).unwrap();
    assert!(halfway.contains("heads for"), "no projection");
}

fn refused(folder: &str, args: &[&str]) -> (String, Option<i32>) {
    let output = social_roi_in(folder, args);
    let err = String::from_utf8(output.stderr).unwrap();
    let line = err.lines().find(|line| line.starts_with("error:"));
    (line.unwrap_or_default().to_owned(), output.status.code())
}

#[test]
fn charts_of_the_ledger_say_what_they_lack_and_where_to_write_it() {
    let (line, code) = refused(EXAMPLE, &["chart", "pacing", "--quiet"]);
    assert_eq!(code, Some(1));
    assert_eq!(
        line,
        "error: chart pacing: nothing to draw: no budget; [[budget]] in social-roi.toml has one: period = \"2026-10\", planned = 9000, and scope = \"platform=meta\" where it is for less than everything"
    );
    let (line, code) = refused("", &["chart", "ladder", "sample-data/meta", "--quiet"]);
    assert_eq!(code, Some(1));
    assert!(line.starts_with("error: chart ladder: nothing to draw: no line of value; orders of a shop, deals or a touch log have it"), "{line}");
    for (typed, said) in [
        (["ladder", "--top", "3"], "chart ladder takes no --top"),
        (
            ["roi", "--what-if", "margin=1"],
            "chart roi takes no --what-if",
        ),
        (
            ["pacing", "--compare", "year"],
            "chart pacing takes no --compare",
        ),
        (
            ["bridge", "--metrics", "ctr"],
            "expected roi, roas or revenue",
        ),
    ] {
        let args = [
            &["chart"],
            &typed[..],
            &["sample-data", "--currency", "EUR", "--quiet"],
        ]
        .concat();
        let (line, code) = refused("", &args);
        assert_eq!(code, Some(2), "{line}");
        assert!(line.contains(said), "{line}");
    }
}

/// Exports alone make a ledger: no project is needed for its charts.
#[test]
fn exports_without_a_project_fill_ladder_waterfall_tornado_and_bridge() {
    for kind in ["ladder", "waterfall", "tornado", "bridge"] {
        let args = [
            "chart",
            kind,
            "sample-data",
            "--currency",
            "EUR",
            "--quiet",
            "--format",
            "svg",
        ];
        let output = social_roi(&args);
        let svg = String::from_utf8(output.stdout).unwrap();
        let found = crate::readable::faults(&crate::pictures::without_fonts(&svg));
        assert_eq!(found, Vec::<String>::new(), "{kind}");
    }
}

/// Spend and orders alone: no full cost, no ranges.
fn of_media_alone(kind: &str, more: &[&str]) -> String {
    let inputs = ["tiktok_ads", "shopify"].map(|name| format!("sample-data/{name}"));
    let folder = tempfile::tempdir().unwrap();
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let inputs = inputs.map(|path| root.join(path).display().to_string());
    let project = folder.path().join("social-roi.toml");
    std::fs::write(&project, "").unwrap();
    let mut args = vec!["chart", kind, &inputs[0], &inputs[1], "--quiet"];
    let project = project.display().to_string();
    args.extend(["--project", &project, "--margin", "0.5"]);
    args.extend(more);
    String::from_utf8(crate::done(&args)).unwrap()
}

#[test]
fn a_return_over_media_alone_says_so_in_every_language() {
    for (language, words) in [
        ("en", "ROI over media alone (1 of 8 cost types): +144.4%"),
        ("de", "nur über Mediakosten (1 von 8 Kostenarten)"),
        ("es", "solo sobre medios (1 de 8 tipos de coste)"),
        ("fa", "تنها بر هزینهٔ تبلیغات"),
        ("ar", "على تكلفة الإعلانات وحدها"),
    ] {
        let svg = of_media_alone("ladder", &["--format", "svg", "--lang", language]);
        assert!(svg.contains(words), "{language}: {words}");
    }
}

#[test]
fn an_input_without_a_range_has_no_bar_and_no_legend() {
    let svg = of_media_alone("tornado", &["--format", "svg"]);
    assert!(svg.contains("no range given"));
    assert!(!svg.contains("input at its low"));
    // The background is the only rectangle.
    assert_eq!(svg.matches("<rect ").count(), 1);
}

#[test]
fn rows_of_a_narrow_ladder_go_by_their_letters_and_keep_the_value() {
    let svg = String::from_utf8(chart(
        "ladder",
        &["--format", "svg", "--size", "320x240", "--title", "ROI"],
    ))
    .unwrap();
    for words in [">A+B+C+D<", ">value<"] {
        assert!(svg.contains(words), "{words}");
    }
}

#[test]
fn costs_of_the_waterfall_fall_and_top_sums_up_the_smallest() {
    let all = rows("waterfall", &[]);
    let costs = |rows: &[Vec<String>]| -> Vec<f64> {
        let costs = rows.iter().filter(|row| row[1] == "cost");
        costs.map(|row| row[3].parse().unwrap()).collect()
    };
    let amounts = costs(&all);
    assert!(amounts.len() > 3 && amounts.is_sorted(), "{amounts:?}");
    let few = rows("waterfall", &["--top", "5"]);
    let others = few.iter().filter(|row| row[0].starts_with("(other)"));
    assert_eq!(others.count(), 2);
    // The sums are the same.
    assert_eq!(few.last(), all.last());
    assert_eq!(few.len(), 5 + 2);
}

/// The axis counts by the calendar of the subtitle.
#[test]
fn days_of_budgets_are_of_the_reader_s_calendar() {
    let args = ["--format", "svg", "--lang", "fa", "--period", "2026-10"];
    let svg = String::from_utf8(chart("pacing", &args)).unwrap();
    assert!(svg.contains("آبان"));
    let (_, drawn) = svg.split_once("</desc>").unwrap();
    // The subtitle alone names the days of the other calendar too.
    assert!(drawn.matches("اکتبر").count() <= 1, "{drawn}");
}

/// In little room rungs go by their letters and keep what they stand for below, as rows are as high as that takes.
#[test]
fn rungs_of_a_narrow_ladder_keep_their_words() {
    let svg = String::from_utf8(chart("ladder", &["--format", "svg", "--size", "400"])).unwrap();
    for words in [">A+B<", ">and attributed<", ">A<", ">measured<"] {
        assert!(svg.contains(words), "{words}");
    }
}

/// That an input has no range takes no room from the figures at the ends of the bars.
#[test]
fn a_narrow_tornado_has_its_figures_in_german_too() {
    let args = ["--format", "svg", "--size", "400", "--lang", "de"];
    let svg = String::from_utf8(chart("tornado", &args)).unwrap();
    assert!(svg.contains(">keine Spanne<"));
    assert!(
        svg.contains(">-13,8\u{a0}%<") || svg.contains(">-13,8 %<"),
        "{svg}"
    );
}

/// Two budgets of 310 for the 31 days of January, each with 10 a day spent: both are on plan, and nobody says all two.
#[test]
fn two_budgets_on_plan_are_both() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: String| std::fs::write(folder.path().join(name), text).unwrap();
    let mut ads = "date,platform,campaign,currency,spend\n".to_owned();
    for day in 1..=31 {
        for platform in ["meta", "tiktok"] {
            ads += &format!("2026-01-{day:02},{platform},Of {platform},EUR,10\n");
        }
    }
    write("ads.csv", ads);
    let budget = |platform: &str| {
        format!(
            "[[budget]]\nperiod = \"2026-01\"\nscope = \"platform={platform}\"\nplanned = 310\n"
        )
    };
    let both = [budget("meta"), budget("tiktok")].concat();
    write(
        "social-roi.toml",
        format!("sources = [\"ads.csv\"]\n[money]\ncurrency = \"EUR\"\n{both}"),
    );
    let project = folder.path().join("social-roi.toml");
    let project = project.display().to_string();
    for (language, words) in [
        ("en", "Both budgets are on plan"),
        ("de", "Beide Budgets liegen im Plan"),
    ] {
        let args = ["chart", "pacing", "--quiet", "--format", "svg", "--project"];
        let args = [&args[..], &[&project, "--lang", language]].concat();
        let svg = String::from_utf8(crate::done(&args)).unwrap();
        assert!(svg.contains(words), "{language}: {words}");
    }
}
