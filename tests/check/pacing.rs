//! Spend beside its budget: 10 a day in January 2026, 310 in all.

use super::Story;

fn budget(period: &str, scope: &str, planned: &str) -> String {
    format!("[[budget]]\nperiod = \"{period}\"\nscope = \"{scope}\"\nplanned = {planned}\n")
}

fn levels(story: &Story, words: &str) -> (usize, usize) {
    let of = |rule: &str| story.findings(rule, words).len();
    (of("budget-off-plan"), of("budget-watch"))
}

/// 310 of 295 is 1.051, 310 of 296 is 1.047; 310 of 269 is 1.152, 310 of 270 is 1.148.
#[test]
fn the_bands_are_five_and_fifteen_percent() {
    for (planned, found) in [
        ("310", (0, 0)),
        ("296", (0, 0)),
        ("295", (0, 1)),
        ("270", (0, 1)),
        ("269", (1, 0)),
        ("326", (0, 0)),
        ("327", (0, 1)),
        ("364", (0, 1)),
        ("365", (1, 0)),
    ] {
        let story = Story::sound(&budget("2026-01", "all", planned));
        assert_eq!(levels(&story, ""), found, "planned {planned}");
    }
}

#[test]
fn a_finding_has_the_entry_the_figures_and_the_exit_code() {
    let story = Story::sound(&budget("2026-01", "platform=meta", "200"));
    let text = story.read("social-roi.toml");
    let line = text.lines().position(|line| line == "[[budget]]").unwrap() + 1;
    assert_eq!(
        story.finding("budget-off-plan", ""),
        [
            "error",
            &format!("social-roi.toml:{line}"),
            "budget of platform=meta for 1–31 Jan 2026: 310.00 of 200.00 EUR spent by 2026-01-31: 155.0 % of the plan"
        ]
    );
    assert_eq!(story.run("check").code, Some(3));
    assert_eq!(story.run("check --rule join-rate").code, Some(0));
}

/// A quarter of 900 over 90 days is 10 a day: after January on plan. As of the 20th, 19 days are over.
#[test]
fn a_budget_that_runs_is_judged_by_the_days_that_are_over() {
    let story = Story::sound(&budget("2026-Q1", "all", "900"));
    assert_eq!(levels(&story, ""), (0, 0));
    let story = Story::sound(&budget("2026-Q1", "all", "720"));
    let verdict = story.checked("--as-of 2026-01-20");
    let finding = &verdict["findings"][0];
    assert_eq!(finding["rule"], "budget-off-plan");
    assert_eq!(
        finding["found"],
        "budget of all for 1 Jan – 31 Mar 2026: 190.00 of 720.00 EUR spent by 2026-01-19: 125.0 % of the plan by then; 900.00 EUR at the end if it goes on"
    );
    // (720 − 190) / 71 days.
    assert!(
        finding["mend"]
            .as_str()
            .unwrap()
            .starts_with("7.46 EUR a day would use the budget up"),
        "{finding}"
    );
}

/// 190 of 150 are spent on the 19th: 40 too much, which no day can use up.
#[test]
fn an_overspent_budget_says_by_how_much() {
    let story = Story::sound(&budget("2026-01", "all", "150"));
    let verdict = story.checked("--as-of 2026-01-20");
    let mend = verdict["findings"][0]["mend"].as_str().unwrap();
    assert_eq!(
        mend,
        "the budget is overspent by 40.00 EUR: stop the campaigns that it is for, or raise the budget"
    );
    let chart = story.run("chart pacing --quiet --format csv --as-of 2026-01-20");
    let mut lines = chart.out.lines();
    let last = lines.rfind(|line| line.contains("2026-01-19"));
    assert!(last.unwrap().contains(",0,"), "{}", chart.out);
}

/// 620 for 62 days of December and January are 10 a day; the files begin in January, of which 310 are planned. 310 were
/// spent: on plan, in `pacing_index` too. 400 for them are 200 of January: 1.55.
#[test]
fn days_before_the_files_are_left_out_with_their_plan() {
    let story = Story::sound(&budget("2025-12..2026-01", "all", "620"));
    assert_eq!(levels(&story, ""), (0, 0));
    let story = Story::sound(&budget("2025-12..2026-01", "all", "400"));
    assert_eq!(
        story.finding("budget-off-plan", "")[2],
        "budget of all for 1 Dec 2025 – 31 Jan 2026: 310.00 of 200.00 EUR spent by 2026-01-31: 155.0 % of the plan; \
         its days until 2025-12-31 lie before those of the files and are left out with what was planned for them"
    );
    let report = story.run("report --quiet --metrics pacing_index --by month --format csv");
    assert!(report.out.contains("2026-01,1.55,"), "{}", report.out);
    assert_eq!(both(&story, "").0, ["act 1.55"]);
}

/// Of two campaigns one has a budget: what nothing plans for the other is not a plan of nothing.
#[test]
fn a_campaign_without_a_budget_has_no_plan() {
    let story = Story::sound(&budget("2026-01", "campaign=Spring", "310"));
    let more = super::january("Autumn");
    story.write(
        "exports/meta.csv",
        format!(
            "{}{}",
            super::january("Spring"),
            more.split_once('\n').unwrap().1
        ),
    );
    let report =
        story.run("report --quiet --metrics planned_spend,spend --by campaign --format json");
    let rows: serde_json::Value = serde_json::from_str(&report.out).unwrap();
    let of = |name: &str| {
        let rows = rows.as_array().unwrap();
        rows.iter().find(|row| row["campaign"] == name).unwrap()
    };
    assert_eq!(of("Spring")["planned_spend"], 310);
    assert_eq!(of("Autumn")["planned_spend"], serde_json::Value::Null);
    assert_eq!(of("Autumn")["planned_spend_status"], "not_supplied");
}

/// 22 of the 31 days of January 2026 are weekdays: 12 of the 22 until the 16th, so 220 of a plan of 220 are 120 then.
#[test]
fn weekdays_may_bear_the_plan() {
    let plan = format!(
        "{}daily_curve = \"weekdays\"\n",
        budget("2026-01", "all", "220")
    );
    let story = Story::sound(&plan);
    let found = story.finding("budget-off-plan", "--as-of 2026-01-17");
    assert!(
        found[2].contains("160.00 of 220.00 EUR spent by 2026-01-16: 133.3 % of the plan"),
        "{found:?}"
    );
}

#[test]
fn what_cannot_be_judged_is_said_or_passed_over() {
    // Not begun; before the exports; another platform, of which nothing is spent.
    let story = Story::sound(&budget("2026-06", "all", "100"));
    assert_eq!(levels(&story, ""), (0, 0));
    let story = Story::sound(&budget("2025-12", "all", "100"));
    let why = &story.unchecked("budget-watch", "")[0];
    assert!(
        why.ends_with("its days lie before those of the exports"),
        "{why}"
    );
    let story = Story::sound(&budget("2026-01", "platform=tiktok", "100"));
    assert!(story.finding("budget-off-plan", "")[2].contains("0.00 of 100.00 EUR"));
    let story = Story::sound(&budget("2026-01", "campaign=Spr*", "310"));
    assert_eq!(levels(&story, ""), (0, 0));
    let narrowed = story.unchecked("budget-watch", "--where platform=meta");
    assert_eq!(
        narrowed,
        ["--where narrows spend, and budgets are for all of it"]
    );
    assert_eq!(
        levels(&story, "--period 2026-02 --as-of 2026-02-10"),
        (0, 0)
    );
}

#[test]
fn the_bands_are_the_projects() {
    let bands = "[check]\npacing_watch = 0.4\npacing_act = 0.6\n";
    let story = Story::sound(&format!("{}{bands}", budget("2026-01", "all", "200")));
    assert_eq!(levels(&story, ""), (0, 1));
    let story = Story::sound(&format!("{}{bands}", budget("2026-01", "all", "230")));
    assert_eq!(levels(&story, ""), (0, 0));
}

/// The pace of each budget in the chart, beside what `check` finds of it.
fn both(story: &Story, words: &str) -> (Vec<String>, Vec<String>) {
    let outcome = story.run(&format!("chart pacing --quiet --format csv {words}"));
    let mut paces: Vec<String> = Vec::new();
    let mut names: Vec<String> = Vec::new();
    for line in outcome.out.lines().skip(1) {
        let record = csv::ReaderBuilder::new()
            .has_headers(false)
            .from_reader(line.as_bytes())
            .records()
            .next()
            .unwrap()
            .unwrap();
        // budget, date, planned, spent, pace_index, projected, needed_per_day, pace.
        if record[7].is_empty() {
            continue;
        }
        if names.last().map(String::as_str) != Some(&record[0]) {
            names.push(record[0].to_owned());
            paces.push(String::new());
        }
        // The last known day of a budget says how it goes.
        *paces.last_mut().unwrap() = format!("{} {}", &record[7], &record[4]);
    }
    let found = |rule: &str| story.findings(rule, words);
    let act = found("budget-off-plan").into_iter().map(|one| ("act", one));
    let watch = found("budget-watch").into_iter().map(|one| ("watch", one));
    let index = |text: &str| {
        let pace = text.split(": ").nth(2).unwrap();
        pace.split_once(" %").unwrap().0.to_owned()
    };
    let checked = act.chain(watch);
    let checked = checked.map(|(pace, one)| format!("{pace} {}", index(&one[2])));
    (paces, checked.collect())
}

/// Meta spends 10 a day until the 31st of January 2026, TikTok 10 a day until the 10th and nothing is known after.
fn two_platforms(budget: &str) -> Story {
    let project = format!("sources = [\"exports\"]\n[money]\ncurrency = \"EUR\"\n{budget}");
    let mut rows = "date,platform,campaign,currency,spend,impressions,clicks\n".to_owned();
    for day in 1..=31 {
        rows.push_str(&format!("2026-01-{day:02},meta,Spring,EUR,10,100,3\n"));
        if day <= 10 {
            rows.push_str(&format!("2026-01-{day:02},tiktok,Dance,EUR,10,100,3\n"));
        }
    }
    Story::new(&[("social-roi.toml", &project), ("exports/ads.csv", &rows)])
}

/// Worked by hand: spend so far over its plan so far, and what that asks for; the chart and `check` say the same.
#[test]
fn check_and_the_chart_of_pacing_judge_alike() {
    let bands = "[check]\npacing_watch = 0.01\npacing_act = 0.03\n";
    let wide = "[check]\npacing_watch = 0.25\npacing_act = 0.4\n";
    let weekdays = format!(
        "{}daily_curve = \"weekdays\"\n",
        budget("2026-01", "all", "410")
    );
    for (plan, words, expected) in [
        // 100 until the 10th of 310: TikTok is on plan on its own last day, not behind on that of Meta.
        (
            budget("2026-01", "platform=tiktok", "310"),
            "",
            "on_plan 1.000",
        ),
        // 100 of 80 until the 10th.
        (budget("2026-01", "platform=tiktok", "248"), "", "act 1.250"),
        (
            format!("{}{bands}", budget("2026-01", "platform=meta", "304")),
            "",
            "watch 1.020",
        ),
        (
            format!("{}{wide}", budget("2026-01", "platform=tiktok", "248")),
            "",
            "on_plan 1.250",
        ),
        // Both: 410 of 410, 410 of 350.
        (budget("2026-01", "all", "410"), "", "on_plan 1.000"),
        (budget("2026-01", "all", "350"), "", "act 1.171"),
        // All of it serves the paid function.
        (budget("2026-01", "function=paid", "380"), "", "watch 1.079"),
        // Part of the month, on the border: 100 of 95.238... is 1.05, of 95 more.
        (
            budget(
                "2026-01-01..2026-01-10",
                "platform=tiktok",
                "95.238095238095",
            ),
            "",
            "on_plan 1.050",
        ),
        (
            budget("2026-01-01..2026-01-10", "platform=tiktok", "95"),
            "",
            "watch 1.053",
        ),
        (
            budget("2026-01-01..2026-01-10", "platform=meta", "86.956521739130"),
            "",
            "watch 1.150",
        ),
        (
            budget("2026-01-01..2026-01-10", "platform=meta", "86"),
            "",
            "act 1.163",
        ),
        (
            budget("2026-01-11..2026-01-20", "platform=meta", "125"),
            "",
            "act 0.800",
        ),
        // As of the 6th five days are over: 50 of 50, whichever platform.
        (
            budget("2026-01", "platform=tiktok", "310"),
            "--as-of 2026-01-06",
            "on_plan 1.000",
        ),
        (
            budget("2026-01", "all", "620"),
            "--as-of 2026-01-06",
            "on_plan 1.000",
        ),
        // 2 of 22 weekdays until the 2nd: 40 of 37.27.
        (weekdays, "--as-of 2026-01-03", "watch 1.073"),
        // A quarter whose first month is known: 310 of 310.
        (
            budget("2026-Q1", "platform=meta", "900"),
            "",
            "on_plan 1.000",
        ),
        // Nothing of it was spent: known until the last day of all.
        (budget("2026-01", "platform=x", "310"), "", "act 0.000"),
        // Not begun, before the files, nothing planned: neither judges it.
        (budget("2026-02", "all", "310"), "", ""),
        (budget("2025-12", "all", "310"), "", ""),
        // 310 for 62 days are 155 of January: 410 of 155.
        (budget("2025-12..2026-01", "all", "310"), "", "act 2.645"),
        (
            budget("2026-01-15..2026-01-20", "platform=tiktok", "60"),
            "",
            "",
        ),
    ] {
        let story = two_platforms(&plan);
        let (drawn, found) = both(&story, words);
        let rounded: Vec<String> = drawn
            .iter()
            .map(|one| {
                let (pace, index) = one.split_once(' ').unwrap();
                format!("{pace} {:.3}", index.parse::<f64>().unwrap())
            })
            .collect();
        let expected: Vec<&str> = [expected]
            .into_iter()
            .filter(|one| !one.is_empty())
            .collect();
        assert_eq!(rounded, expected, "chart: {plan}{words}");
        // A finding says it in percent.
        let off_plan = expected.iter().filter(|one| !one.starts_with("on_plan"));
        let in_percent = |one: &&str| {
            let (pace, index) = one.split_once(' ').unwrap();
            format!("{pace} {:.1}", 100.0 * index.parse::<f64>().unwrap())
        };
        let expected: Vec<String> = off_plan.map(in_percent).collect();
        assert_eq!(found, expected, "check: {plan}{words}");
    }
}

/// A platform whose export ends early is as far as its own days in a report too: 100 of 100, not 100 of 310.
#[test]
fn a_report_knows_spend_until_the_same_day() {
    let story = two_platforms(&budget("2026-01", "platform=tiktok", "310"));
    let outcome = story.run("report --metrics pace --by platform --quiet --format csv");
    let row = outcome.out.lines().find(|row| row.starts_with("tiktok,"));
    assert_eq!(
        row.map(|row| &row[..9]),
        Some("tiktok,1,"),
        "{}",
        outcome.out
    );
}

#[test]
fn a_chart_leaves_out_budgets_of_which_conditions_hide_spend() {
    let plan = format!(
        "{}{}",
        budget("2026-01", "platform=tiktok", "310"),
        budget("2026-01", "all", "410")
    );
    let story = two_platforms(&plan);
    let outcome = story.run("chart pacing --quiet --format svg --where platform=tiktok");
    assert!(
        outcome.out.contains("Budgets that cannot be judged: 1."),
        "{}",
        outcome.out
    );
    let story = two_platforms(&budget("2026-01", "all", "410"));
    let outcome = story.run("chart pacing --quiet --where platform=tiktok");
    assert_eq!(
        outcome.said,
        "error: chart pacing: nothing to draw: not drawn: 1–31 Jan 2026: --where leaves out spend of it\n"
    );
}

#[test]
fn a_budget_for_what_no_file_has_is_told_as_that() {
    let story = Story::sound(&budget("2026-01", "platform=billboards", "200"));
    let found = story.finding("budget-off-plan", "");
    assert!(
        found[2].ends_with("; nothing in the files is platform=billboards"),
        "{found:?}"
    );
}

/// A budget of 310 dollars stays that in a report in dollars, whatever the rates of its days: 15 days of 10 euros at 0.5
/// and 16 at 1 are 300 + 160 = 460 dollars, 460 / 310 = 1.484.
#[test]
fn a_budget_in_the_currency_of_the_report_is_not_exchanged_twice() {
    let more = budget("2026-01", "all", "310") + "currency = \"USD\"\n";
    let story = Story::sound(&more);
    let text = story.read("social-roi.toml");
    let money = "currency = \"EUR\"\n";
    story.write(
        "social-roi.toml",
        text.replacen(money, &format!("{money}rates = \"rates.csv\"\n"), 1),
    );
    let rate = |day: u32| if day <= 15 { "0.5" } else { "1" };
    let rates = (1..=31).map(|day| format!("2026-01-{day:02},USD,EUR,{}\n", rate(day)));
    story.write(
        "rates.csv",
        format!("date,from,to,rate\n{}", rates.collect::<String>()),
    );
    let found = story.finding("budget-off-plan", "--currency USD");
    let told = "460.00 of 310.00 USD spent by 2026-01-31: 148.4 % of the plan";
    assert!(found[2].ends_with(told), "{}", found[2]);
}

/// Of January 155 are planned, 5 a day, and 10 a day were spent: of ten days 50 and 100.
#[test]
fn a_budget_is_judged_by_its_days_in_the_period_asked_for() {
    let story = Story::sound(&budget("2026-01", "", "155"));
    let found = story.finding("budget-off-plan", "--period 2026-01-01..2026-01-10");
    assert_eq!(
        found[2],
        "budget of all for 1–10 Jan 2026: 100.00 of 50.00 EUR spent by 2026-01-10: 200.0 % of the plan"
    );
    // A year of 3,650 is on plan in its January.
    let story = Story::sound(&budget("2026", "", "3650"));
    assert_eq!(levels(&story, "--period 2026-01"), (0, 0));
}
