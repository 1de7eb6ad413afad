//! Figures beside their targets: ROAS of January 2026 is 900 / 310 = 2.903, CPA 10, spend 310.

use super::Story;

fn target(metric: &str, period: &str, value: &str) -> String {
    format!(
        "[[targets]]\nmetric = \"{metric}\"\nperiod = \"{period}\"\nvalue = {value}\nsource = \"Plan\"\nowner = \"Marketing\"\n"
    )
}

fn levels(story: &Story, words: &str) -> [usize; 3] {
    ["target-missed", "target-near", "target-unclear"].map(|rule| story.findings(rule, words).len())
}

#[test]
fn a_target_is_reached_nearly_reached_or_missed() {
    for (value, found) in [
        ("2.9", [0, 0, 0]),
        ("2.95", [0, 1, 0]),
        ("3.22", [0, 1, 0]),
        ("3.23", [1, 0, 0]),
    ] {
        let story = Story::sound(&target("roas", "2026-01", value));
        assert_eq!(levels(&story, ""), found, "target {value}");
    }
}

/// Target over figure: 9 / 10 is 90 %, 8.9 / 10 is 89 %.
#[test]
fn less_is_better_where_the_metric_or_the_target_says_so() {
    for (value, found) in [("10", [0, 0, 0]), ("9", [0, 1, 0]), ("8.9", [1, 0, 0])] {
        let story = Story::sound(&target("cpa", "2026-01", value));
        assert_eq!(levels(&story, ""), found, "target {value}");
    }
    let own = format!(
        "{}direction = \"lower\"\n",
        target("spend", "2026-01", "200")
    );
    assert_eq!(levels(&Story::sound(&own), ""), [1, 0, 0]);
    // What something cost is to be low: 310 of 200 is too much, of 310 it is not.
    for (value, found) in [("200", [1, 0, 0]), ("310", [0, 0, 0])] {
        let story = Story::sound(&target("spend", "2026-01", value));
        assert_eq!(levels(&story, ""), found, "target {value}");
    }
    // Of what is neither, the target has to say it.
    let neither = Story::sound(&target("impressions", "2026-01", "1000"));
    let verdict = neither.checked("");
    let finding = &verdict["findings"][0];
    assert_eq!(finding["rule"], "target-unclear");
    assert_eq!(
        finding["found"],
        "impressions, 1–31 Jan 2026: neither more nor less of it is better as such"
    );
    assert_eq!(
        finding["mend"],
        "add `direction = \"higher\"` or `direction = \"lower\"` to the target, or a cell of the column `direction`"
    );
}

#[test]
fn a_finding_has_the_entry_the_figure_and_the_exit_code() {
    let story = Story::sound(&format!(
        "{}scope = \"platform=meta\"\n",
        target("roas", "2026-01", "4")
    ));
    let verdict = story.checked("");
    let finding = &verdict["findings"][0];
    assert_eq!(
        finding["found"],
        "roas of platform=meta, 1–31 Jan 2026: 2.90 ×, 72.6 % of the target"
    );
    assert_eq!(finding["expected"], "4.00 × or more");
    assert_eq!(finding["severity"], "error");
    let text = story.read("social-roi.toml");
    let line = text.lines().position(|line| line == "[[targets]]").unwrap() + 1;
    assert_eq!(finding["line"], line);
    assert_eq!(story.run("check").code, Some(3));
}

#[test]
fn days_that_still_run_make_sums_notes_and_ratios_warnings() {
    let story = Story::sound(&target("orders", "2026-01", "20"));
    let [severity, _, found] = story.finding("target-unclear", "--as-of 2026-01-11");
    assert_eq!(severity, "note");
    assert_eq!(
        found,
        "orders, 1–31 Jan 2026: 1, 5.0 % of the target; 21 days still to come"
    );
    assert_eq!(levels(&story, ""), [1, 0, 0]);
    let story = Story::sound(&target("cpa", "2026-Q1", "5"));
    assert_eq!(levels(&story, ""), [0, 1, 0]);
    // Days that have not begun say nothing.
    let story = Story::sound(&target("cpa", "2026-Q2", "5"));
    assert_eq!(levels(&story, ""), [0, 0, 0]);
}

#[test]
fn what_is_undefined_or_lacks_days_is_a_note() {
    let story = Story::sound(&target("engagements", "2026-01", "100"));
    let [severity, _, found] = story.finding("target-unclear", "");
    assert_eq!(severity, "note");
    assert!(
        found.starts_with("engagements, 1–31 Jan 2026: undefined: "),
        "{found}"
    );
    let story = Story::sound(&target("spend", "2025-11..2026-01", "9000"));
    let found = story.finding("target-unclear", "");
    assert!(
        found[2].contains("; the files hold no ads of meta of 1 Nov – 31 Dec 2025"),
        "{found:?}"
    );
    // ctr rests on impressions: three of them are few.
    let few = Story::sound(&target("ctr", "2026-01", "0.5"));
    few.write("exports/meta.csv", b"Campaign name,Day,Amount spent (EUR),Impressions,Link clicks\nSpring,2026-01-01,5.00,2,0\nSpring,2026-01-31,5.00,1,1\n");
    assert!(few.finding("target-unclear", "")[2].ends_with("it rests on too few to be judged"));
}

#[test]
fn money_is_compared_in_one_currency() {
    let story = Story::sound(&format!(
        "{}currency = \"USD\"\n",
        target("cpa", "2026-01", "10")
    ));
    let outcome = story.run("check --quiet");
    assert!(
        outcome.out.contains("there is no rate from USD to EUR"),
        "{}",
        outcome.out
    );
    // 10 USD are 8 EUR: 80 % of the figure.
    story.write("rates.csv", b"date,from,to,rate\n2026-01-01,USD,EUR,0.8\n2026-01-06,USD,EUR,0.8\n2026-01-12,USD,EUR,0.8\n2026-01-18,USD,EUR,0.8\n2026-01-24,USD,EUR,0.8\n2026-01-30,USD,EUR,0.8\n");
    let found = story.finding("target-missed", "--rates rates.csv");
    assert!(
        found[2].contains("10.00 EUR, 80.0 % of the target"),
        "{found:?}"
    );
}

/// 27.90 over 310 is 0.09, 90 % of 0.1: the border belongs to what is near.
#[test]
fn the_border_is_near() {
    let story = Story::sound(&target("roas", "2026-01", "0.1"));
    story.write(
        "exports/shop.csv",
        "Day,Order UTM source,Order UTM medium,Order UTM campaign,Orders,Net sales\n\
         2026-01-01,facebook,paid_social,Spring,1,27.9\n2026-01-31,,,,1,1\n",
    );
    assert_eq!(levels(&story, ""), [0, 1, 0]);
}

#[test]
fn the_band_is_the_projects() {
    let near = format!(
        "{}[check]\ntarget_near = 0.7\n",
        target("roas", "2026-01", "4")
    );
    assert_eq!(levels(&Story::sound(&near), ""), [0, 1, 0]);
}

/// Campaigns that the mapping gives a goal to: ROAS is that of the goal's campaigns, 900 / 310.
#[test]
fn a_target_of_a_goal_is_judged_where_the_mapping_gives_goals() {
    let project = |goal: &str, value: &str| {
        format!(
            "[[mapping]]\ncampaign = \"Spring\"\ngoal = \"orders\"\n{}scope = \"goal={goal}\"\n",
            target("roas", "2026-01", value)
        )
    };
    assert_eq!(
        levels(&Story::sound(&project("orders", "2.9")), ""),
        [0, 0, 0]
    );
    let story = Story::sound(&project("orders", "4"));
    assert_eq!(levels(&story, ""), [1, 0, 0]);
    assert_eq!(
        story.finding("target-missed", "")[2],
        "roas of goal=orders, 1–31 Jan 2026: 2.90 ×, 72.6 % of the target"
    );
    // A pattern is one on goals too.
    assert_eq!(levels(&Story::sound(&project("ord*", "4")), ""), [1, 0, 0]);
}

/// What nothing in the files bears has no figure of zero that misses a target.
#[test]
fn a_scope_that_nothing_bears_is_unclear_and_not_missed() {
    for (scope, expected) in [
        (
            "goal=awareness",
            "a goal that a rule of [[mapping]] gives to campaigns of the files",
        ),
        ("platform=tiktok", "a scope that rows of the files have"),
        ("function=care", "a scope that rows of the files have"),
    ] {
        let entry = format!("{}scope = \"{scope}\"\n", target("spend", "2026-01", "500"));
        let story = Story::sound(&entry);
        assert_eq!(levels(&story, ""), [0, 0, 1], "{scope}");
        let verdict = story.checked("");
        let finding = &verdict["findings"][0];
        assert_eq!(
            finding["found"],
            format!("spend of {scope}, 1–31 Jan 2026: nothing in the files is {scope}")
        );
        assert_eq!(finding["expected"], expected);
    }
}

/// Exports and targets alone: no costs, no margin, no budget are needed to judge them.
#[test]
fn targets_are_judged_in_a_project_of_exports_and_targets_alone() {
    let project = format!(
        "sources = [\"exports\"]\n{}",
        target("spend", "2026-01", "200")
    );
    let higher = format!("{project}direction = \"higher\"\n");
    for (project, found) in [(&higher, [0, 0, 0]), (&project, [1, 0, 0])] {
        let story = Story::new(&[
            ("social-roi.toml", project),
            ("exports/meta.csv", &super::january("Spring")),
        ]);
        assert_eq!(levels(&story, ""), found);
    }
}

/// Orders of January bring 900, of which 0.4 is contribution: 360. Ads cost 310, seven other types 5 each: 345 in all (the
/// invoice of media is in the export). ROI is 15 / 345 = 4.35 %, in `ledger` as in `check`, where the ads alone would be
/// the same. 100 hours of care at 10 take it to 360 / 1,345 − 1 = −73.2 % and net value to −985, which no report of ads
/// knows.
#[test]
fn the_one_return_of_a_project_is_that_of_the_ledger() {
    let care =
        "[[labour]]\nperiod = \"2026-01\"\nfunction = \"care\"\nhours = 100\nloaded_rate = 10\n";
    let aims = format!(
        "{}{}{}",
        target("roi", "2026-01", "0.04"),
        target("net_value", "2026-01", "10"),
        target("bcr", "2026-01", "1.04"),
    );
    assert_eq!(levels(&Story::sound(&aims), ""), [0, 0, 0]);
    let story = Story::sound(&format!("{care}{aims}"));
    let found: Vec<String> = story
        .findings("target-missed", "")
        .into_iter()
        .map(|finding| finding[2].clone())
        .collect();
    assert_eq!(
        found,
        [
            "roi, 1–31 Jan 2026: -73.23 %",
            "net_value, 1–31 Jan 2026: -985.00 EUR",
            "bcr, 1–31 Jan 2026: 0.27 ×, 25.7 % of the target",
        ]
    );
    // A scope leaves the ledger: those are the ads alone.
    let scoped = format!(
        "{care}{}scope = \"platform=meta\"\n",
        target("roi", "2026-01", "0.05")
    );
    let near = Story::sound(&scoped).finding("target-missed", "");
    assert_eq!(
        near[2],
        "roi of platform=meta of ads, as in `report` and not in `ledger`, 1–31 Jan 2026: 4.35 %, 87.0 % of the target"
    );
    // The report of targets has the same figures: 360 / 1,345 over 1.04.
    let report = story.run(
        "report --quiet --metrics target_attainment,goals_met --by metric --totals --format json",
    );
    let rows: serde_json::Value = serde_json::from_str(&report.out).unwrap();
    let of = |name: &str| {
        let rows = rows.as_array().unwrap();
        rows.iter().find(|row| row["metric"] == name).unwrap()
    };
    let bcr = of("bcr")["target_attainment"].as_f64().unwrap();
    assert!((bcr - 360.0 / 1_345.0 / 1.04).abs() < 1e-9, "{bcr}");
    for name in ["roi", "net_value", "bcr", "total"] {
        assert_eq!(of(name)["goals_met"], 0, "{name}");
    }
}

/// A function's return is a figure of the ledger too: care costs 1,000 and brings nothing.
#[test]
fn the_return_of_a_function_is_judged_by_the_ledger() {
    let care =
        "[[labour]]\nperiod = \"2026-01\"\nfunction = \"care\"\nhours = 100\nloaded_rate = 10\n";
    let aim = target("roi_by_function", "2026-01", "0.5");
    let story = Story::sound(&format!("{care}{aim}scope = \"function=care\"\n"));
    let found = story.finding("target-missed", "");
    assert_eq!(
        found[2],
        "roi_by_function of function=care, 1–31 Jan 2026: -100.00 %"
    );
    let whole = Story::sound(&format!("{care}{aim}")).finding("target-unclear", "");
    assert!(whole[2].contains(": undefined: "), "{whole:?}");
}

/// Figures of costs and hours are judged by `check` as `report` has them: eight types of eight; 310 of media and seven
/// times 5 are 345 of cost.
#[test]
fn targets_of_cost_are_judged_as_in_reports() {
    for (metric, value, found) in [
        ("cost_completeness", "1", [0, 0, 0]),
        ("programme_cost", "345", [0, 0, 0]),
        ("programme_cost", "344", [0, 1, 0]),
        ("cac_paid", "5", [0, 0, 1]),
        ("overclaim_ratio", "1", [1, 0, 0]),
    ] {
        let story = Story::sound(&target(metric, "2026-01", value));
        assert_eq!(levels(&story, ""), found, "{metric} {value}");
    }
}

/// 310 for 31,000 impressions are a CPM of 10; others pay 8, which is 80 %.
#[test]
fn a_figure_worse_than_a_benchmark_is_a_note() {
    let benchmark = |metric: &str, value: &str, more: &str| {
        format!(
            "[[benchmarks]]\nmetric = \"{metric}\"\nvalue = {value}\nsource = \"Trade body\"\ndate = 2025-11-01\n{more}"
        )
    };
    let found = |entry: &str, words: &str| {
        let story = Story::sound(entry);
        let findings = story.findings("benchmark-below", words);
        (findings, story.unchecked("benchmark-below", words))
    };
    let (notes, _) = found(&benchmark("cpm", "8", "scope = \"platform=meta\"\n"), "");
    assert_eq!(notes[0][0], "note");
    assert_eq!(
        notes[0][2],
        "cpm of platform=meta, 1–31 Jan 2026: 10.00 EUR against the benchmark of 8.00 EUR, 80.0 % of it (Trade body, 2025-11-01)"
    );
    assert!(found(&benchmark("cpm", "10", ""), "").0.is_empty());
    let (notes, _) = found(&benchmark("roas", "4", "period = \"2026\"\n"), "");
    assert!(
        notes[0][2].starts_with("roas, 1–31 Jan 2026: 2.90 × against"),
        "{notes:?}"
    );
    // Which way is better may have to be said; other days and a scope of nothing are no comparison.
    for (entry, why) in [
        (
            benchmark("impressions", "5", ""),
            "`direction` of the benchmark has to say which",
        ),
        (
            benchmark("cpm", "8", "period = \"2024\"\n"),
            "the files have no day that it is about",
        ),
        (
            benchmark("cpm", "8", "scope = \"platform=tiktok\"\n"),
            "nothing in the files is platform=tiktok",
        ),
        (
            benchmark("cpm", "8", "scope = \"platform=facebook\"\n"),
            "nothing in the files is platform=facebook; ads of facebook are of the platform `meta`",
        ),
    ] {
        let (notes, unchecked) = found(&entry, "");
        assert!(notes.is_empty(), "{notes:?}");
        assert!(unchecked[0].ends_with(why), "{unchecked:?}");
    }
    let severe = format!(
        "{}[check]\nseverity = {{ benchmark-below = \"error\" }}\n",
        benchmark("cpm", "8", "")
    );
    let story = Story::sound(&severe);
    assert_eq!(story.finding("benchmark-below", "")[0], "error");
    let sarif = story.run("check --quiet --format sarif --fail-on never");
    assert!(sarif.out.contains("\"benchmark-below\""), "{}", sarif.out);
}

/// ROAS is 2.90323 in January and nothing is known of its first ten days alone: the target is for all of them.
#[test]
fn a_target_is_for_all_of_its_days() {
    let story = Story::sound(&target("roas", "2026-01", "4"));
    assert_eq!(levels(&story, "--period 2026-01"), [1, 0, 0]);
    assert_eq!(levels(&story, "--period 2026-01-01..2026-01-10"), [0, 0, 0]);
    let why = story.unchecked("target-missed", "--period 2026-01-01..2026-01-10");
    assert!(
        why[0].contains("a target is for all of its days"),
        "{why:?}"
    );
}

#[test]
fn figures_have_as_many_decimals_as_tell_them_apart() {
    let story = Story::sound(&target("roas", "2026-01", "2.9033"));
    let verdict = story.checked("");
    let finding = &verdict["findings"][0];
    assert_eq!(
        finding["found"],
        "roas, 1–31 Jan 2026: 2.9032 ×, 99.997 % of the target"
    );
    assert_eq!(finding["expected"], "2.9033 × or more");
    assert_eq!(
        finding["mend"],
        "`social-roi report --by campaign` shows where"
    );
    let unclear = Story::sound(&target("ctr", "2026-01", "0.1"));
    let verdict = unclear.checked("--rule target-unclear");
    let mend = verdict["findings"][0]["mend"].as_str().unwrap();
    assert!(mend.contains("`social-roi explain ctr`"), "{mend}");
}

/// An outcome may be there though the platform claims none.
#[test]
fn a_cost_per_conversion_without_claims_says_so() {
    let story = Story::sound(&target("cpa", "2026-01", "60"));
    let text = story.read("exports/meta.csv");
    story.write(
        "exports/meta.csv",
        text.replace("1000,1\n", "1000,0\n").as_bytes(),
    );
    let [_, _, found] = story.finding("target-unclear", "");
    assert_eq!(
        found,
        "cpa, 1–31 Jan 2026: undefined: no conversion claimed"
    );
}

/// 40 is 4,000 %: nobody means that, and of a share above one the project file is wrong already.
#[test]
fn per_cent_that_are_written_as_they_are_are_beyond_belief() {
    let story = Story::sound(&target("roi", "2026-01", "40"));
    let place = story.finding("target-scale", "");
    assert_eq!(place[0], "warning");
    assert_eq!(place[2], "roi of 40, which is 4,000 %");
    let verdict = story.checked("--rule target-scale");
    assert_eq!(verdict["findings"][0]["mend"], "write 0.4 for 40 %");
    // Before any export is read, and where there is none.
    let alone = story.run("check --project-only").out;
    assert!(
        alone.contains("note: roi of 40, which is 4,000 % (social-roi.toml:"),
        "{alone}"
    );
    assert!(alone.contains("): write 0.4 for 40 %"), "{alone}");
    for file in ["meta.csv", "shop.csv"] {
        story.write(&format!("exports/{file}"), b"");
    }
    let found = story.findings("target-scale", "");
    assert_eq!(found.len(), 1, "{found:?}");
    for (metric, value, found) in [
        ("roi", "9.9", 0),
        ("roas", "99", 0),
        ("roas", "400", 1),
        ("spend", "40000", 0),
    ] {
        let story = Story::sound(&target(metric, "2026-01", value));
        let all = story.findings("target-scale", "");
        assert_eq!(all.len(), found, "{metric} {value}");
    }
}

/// Two orders after touches: 620 after an ad and a newsletter, half to each; 100 after the newsletter alone.
const LOG: &str = "user_id,timestamp,source,medium,campaign,event,revenue,currency,conversion_id\n\
    u1,2026-01-01T08:00:00,facebook,paid_social,Spring,click,,EUR,\n\
    u1,2026-01-02T08:00:00,newsletter,email,News,click,,EUR,\n\
    u1,2026-01-03T08:00:00,,,,purchase,620,EUR,o1\n\
    u2,2026-01-31T08:00:00,newsletter,email,News,click,,EUR,\n\
    u2,2026-01-31T09:00:00,,,,purchase,100,EUR,o2\n";

/// By the project's linear model ads brought 620 / 2 = 310: over 310 of spend in January 1, over 150 of its first fifteen
/// days 2.07. The shop, whose orders name the ad last, would say 900 / 310.
#[test]
fn targets_are_judged_by_the_model_of_the_project() {
    let more = format!(
        "[attribution]\nmodel = \"linear\"\n{}{}{}",
        target("roas", "2026-01", "2"),
        target("roas", "2026-01-01..2026-01-15", "2"),
        target("revenue_joined", "2026-01", "3100"),
    );
    let story = Story::sound(&more);
    story.write("exports/touches.csv", LOG.as_bytes());
    let missed = story.findings("target-missed", "");
    let found: Vec<&str> = missed.iter().map(|[_, _, found]| &found[..]).collect();
    assert_eq!(
        found,
        [
            "roas, 1–31 Jan 2026: 1.00 ×, 50.0 % of the target",
            "revenue_joined, 1–31 Jan 2026: 310.00 EUR, 10.0 % of the target"
        ]
    );
    assert_eq!(levels(&story, ""), [2, 0, 0]);
    let outcome = story.run("check --quiet");
    assert_eq!(outcome.code, Some(3));
    assert!(!outcome.out.contains("--model"), "{}", outcome.out);
    // `report` has the same shares, also where its own days are others.
    let shares = story.run("report --quiet --metrics target_attainment --by metric --format csv");
    assert!(
        shares.out.contains("\nrevenue_joined,0.1,"),
        "{}",
        shares.out
    );
    let roas = "explain roas --quiet --period 2026-01";
    let told = story.run(roas).out;
    assert!(told.starts_with("roas = 1 ratio"), "{told}");
    assert!(
        told.contains(
            "\n  note: (journeys): credit by the model linear to the touches of exports/touches.csv (5 rows), \
             summed by source, medium and campaign\n"
        ),
        "{told}"
    );
}

/// Nobody typed a model, and neither command has an option for one.
#[test]
fn a_touch_log_without_a_model_is_told_with_a_repair_that_the_command_has() {
    let story = Story::new(&[
        ("social-roi.toml", "sources = [\"exports\"]\n"),
        ("exports/meta.csv", &super::january("Spring")),
        ("exports/touches.csv", LOG),
    ]);
    let mend = "`model = \"linear\"` under [attribution] of the project file, or another of the models of `attribute`, \
        credits them";
    let verdict = story.checked("--rule reading");
    assert_eq!(verdict["findings"][0]["mend"], mend);
    let said = story.run("explain roas --quiet").said;
    assert!(said.ends_with(&format!("\nhint: {mend}\n")), "{said}");
    let said = story.run("report --quiet").said;
    assert!(
        said.contains("\nhint: `--model linear`, or another"),
        "{said}"
    );
}

/// Three currencies lack a rate: that of an export, and those of two assumptions.
#[test]
fn all_rates_that_are_missing_are_told_at_once() {
    let price = |key: &str, unit: &str| {
        format!(
            "[[assumptions]]\nkey = \"{key}\"\nbase = 6\nunit = \"{unit}\"\nsource = \"Care\"\nowner = \"Care\"\ndate = 2026-01-01\n"
        )
    };
    let project = format!(
        "sources = [\"exports\"]\n[money]\ncurrency = \"EUR\"\nrates = \"rates.csv\"\n{}{}{}",
        price("contact_cost", "NOK per contact"),
        price("agency_cost", "USD"),
        price("brand_effect", "SEK"),
    );
    let story = Story::new(&[
        ("social-roi.toml", &project),
        ("rates.csv", "date,from,to,rate\n2026-01-01,USD,EUR,0.9\n"),
        (
            "exports/meta.csv",
            "Campaign name,Day,Amount spent (GBP),Impressions,Purchases\nSpring,2026-01-02,10.00,1000,1\n",
        ),
    ]);
    let verdict = story.checked("");
    let [_, _, stopped] = story.finding("unsafe-figures", "");
    assert!(
        stopped.starts_with("no rate GBP to EUR for 2026-01-02"),
        "{stopped}"
    );
    assert_eq!(
        verdict["told"],
        serde_json::json!([
            "`contact_cost` is in NOK (social-roi.toml:5:1), and there is no rate NOK to EUR for 2026-01-02..2026-01-02: \
             a ledger that takes it needs one",
            "`brand_effect` is in SEK (social-roi.toml:19:1), and there is no rate SEK to EUR for 2026-01-02..2026-01-02: \
             a ledger that takes it needs one"
        ])
    );
}
