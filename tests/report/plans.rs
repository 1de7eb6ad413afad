//! Metrics over sheets of costs, hours, budget, targets, finance and assumptions, and over deals.

use super::{META, SHOP, Story};

const CONSTANTS: &str = "currency,cost_types,margin_given,join_rate_spend,join_rate_value";

/// Two months of the whole company.
const FINANCE: &str = "period,total_revenue,new_customer_revenue,new_customers,total_marketing_spend\n\
    2026-01,4000,1000,20,500\n\
    2026-02,3000,600,10,300\n";

const COSTS: &str = "period,function,cost_type,amount\n\
    2026-01,sales,agency,60\n\
    2026-02,organic,tools,25\n";

const LABOUR: &str = "period,function,hours,loaded_rate\n\
    2026-01,sales,2,20\n\
    2026-02,paid,3,30\n";

fn story(more: &[(&str, &str)]) -> Story {
    let mut files = vec![("meta.csv", META), ("shop.csv", SHOP)];
    files.extend(more);
    Story::new(&files)
}

/// 7000 / 800 = 8.75 and its inverse; 1600 / 800 = 2; (800 + 60 of an agency + 2 × 20 of hours) / 30 = 30.
#[test]
fn figures_of_the_whole_company_have_a_total_and_months() {
    let story = story(&[
        ("finance.csv", FINANCE),
        ("costs.csv", COSTS),
        ("labour.csv", LABOUR),
    ]);
    let metrics = "--metrics mer,adcost_ratio,amer,cac_b --currency-of shop.csv=EUR";
    let head = "mer,ad_cost_ratio,acquisition_mer,cac_blended";
    story.report(&format!(". {metrics}")).prints(&[
        &format!("{head},{CONSTANTS}"),
        "8.75,0.1142857143,2,30,EUR,4,false,1.000000,0.912500",
    ]);
    story.report(&format!(". {metrics} --by month")).prints(&[
        &format!("month,{head},{CONSTANTS}"),
        "2026-01,8,0.125,2,30,EUR,4,false,1.000000,0.912500",
        "2026-02,10,0.1,2,30,EUR,4,false,1.000000,0.912500",
    ]);
}

/// By platform the company's figures are undefined, never repeated; a note says where they are.
#[test]
fn a_figure_of_the_whole_company_is_no_platforms() {
    let story = story(&[("finance.csv", FINANCE)]);
    let what = ". --metrics mer,spend --currency-of shop.csv=EUR";
    let outcome = story.report(&format!("{what} --format json"));
    let rows: serde_json::Value = serde_json::from_str(&outcome.out).unwrap();
    assert_eq!(rows[0]["platform"], "meta");
    assert_eq!(rows[0]["mer"], serde_json::Value::Null);
    assert_eq!(rows[0]["mer_status"], "not_supplied");
    let outcome = story.report(&format!("{what} --format table --width 200"));
    assert!(outcome.out.contains("8.75"), "{}", outcome.out);
    let note = "note: mer: known for the whole company, not by platform (`--by month` and `--totals` show it)";
    assert!(outcome.out.contains(note), "{}", outcome.out);
}

/// A quarter's figures are shared out by days: January has 31 of 90 days, 31/90 of 9000 = 3100.
#[test]
fn figures_of_a_quarter_are_shared_out_by_days() {
    let story = Story::new(&[
        ("meta.csv", META),
        (
            "finance.csv",
            "period,total_revenue,total_marketing_spend\n2026-Q1,9000,900\n",
        ),
        (
            "costs.csv",
            "period,function,cost_type,amount\n2026-Q1,organic,tools,900\n",
        ),
    ]);
    story
        .report(". --period 2026-01 --metrics mer,programme_cost --by month")
        .prints(&[
            "month,mer,programme_cost,currency,cost_types,margin_given",
            // 100 + 30.50 of media and 310 of tools.
            "2026-01,10,440.5,EUR,2,false",
        ]);
}

/// Media 180.50, agency 60, tools 25, hours 2 × 20 + 3 × 30 = 130: 395.50, four of eight types.
#[test]
fn every_cost_on_record_stands_by_function_and_type() {
    let story = story(&[("costs.csv", COSTS), ("labour.csv", LABOUR)]);
    let what = ". --currency-of shop.csv=EUR --totals --metrics programme_cost,cost_compl,labour_hours,mean_loaded_rate";
    let head = "programme_cost,cost_completeness,labour_hours,mean_loaded_rate";
    let tail = "EUR,4,false,1.000000,0.912500";
    story.report(&format!("{what} --by function")).prints(&[
        &format!("function,{head},{CONSTANTS}"),
        &format!("paid,270.5,0.25,3,30,{tail}"),
        &format!("sales,100,0.25,2,20,{tail}"),
        &format!("organic,25,0.125,0,,{tail}"),
        &format!("total,395.5,0.5,5,26,{tail}"),
    ]);
}

/// The media of a cost sheet is that of the exports where they hold the days: 180.50, not 1180.50.
#[test]
fn media_of_a_sheet_is_not_booked_beside_the_exports() {
    let costs = "period,function,cost_type,amount\n2026-01,paid,media,1000\n2026-03,paid,media,7\n";
    let story = Story::new(&[("meta.csv", META), ("costs.csv", costs)]);
    story
        .report(". --metrics programme_cost --by cost_type --period 2026-Q1")
        .prints(&[
            "cost_type,programme_cost,currency,cost_types,margin_given",
            "media,187.5,EUR,1,false",
        ]);
}

/// Labour of 100 in September and 300 in October; a tenth of it for both months is 10 and 30. Where overhead of the second
/// half of October is booked, the share holds on 15 of its 31 days: 300 × 0.1 × 15 / 31 = 14.516129.
#[test]
fn a_share_of_labour_is_that_of_its_own_days() {
    let spend =
        "Campaign name,Day,Amount spent (EUR)\nSpring,2026-09-01,10\nSpring,2026-10-31,10\n";
    let costs = "period,function,cost_type,amount,share_of_labour\n\
                 2026-09..2026-10,shared,overhead,,0.1\n";
    let labour = "period,function,hours,loaded_rate\n2026-09,paid,10,10\n2026-10,paid,30,10\n";
    let story = Story::new(&[
        ("meta.csv", spend),
        ("costs.csv", costs),
        ("labour.csv", labour),
    ]);
    let overhead = |period: &str| {
        let what =
            format!(". --metrics programme_cost --by cost_type --period {period} --format json");
        let outcome = story.report(&what);
        let rows: serde_json::Value = serde_json::from_str(&outcome.out).unwrap();
        let rows = rows.as_array().unwrap().clone();
        let own = rows.iter().find(|row| row["cost_type"] == "overhead");
        own.unwrap()["programme_cost"].as_f64().unwrap()
    };
    assert_eq!(overhead("2026-09"), 10.0);
    assert_eq!(overhead("2026-10"), 30.0);
    assert_eq!(overhead("2026-09..2026-10"), 40.0);
    let booked = format!("{costs}2026-10-16..2026-10-31,paid,overhead,50,\n");
    story.write("costs.csv", booked);
    let found = overhead("2026-10");
    assert!(
        (found - 50.0 - 300.0 * 0.1 * 15.0 / 31.0).abs() < 1e-6,
        "{found}"
    );
}

/// An export of 1 May to 10 June at 10 a day, and an invoice of 3,000 for June: 100 and 20 of 30 days, as in the ledger.
#[test]
fn media_of_a_sheet_counts_for_days_that_no_export_holds() {
    let may = (1..=31).map(|day| format!("2026-05-{day:02}"));
    let days = may.chain((1..=10).map(|day| format!("2026-06-{day:02}")));
    let rows: String = days.map(|day| format!("Spring,{day},10\n")).collect();
    let spend = format!("Campaign name,Day,Amount spent (EUR)\n{rows}");
    let costs = "period,function,cost_type,amount\n2026-06,paid,media,3000\n";
    let story = Story::new(&[("meta.csv", &spend), ("costs.csv", costs)]);
    story
        .report(". --metrics programme_cost --by cost_type --period 2026-06")
        .prints(&[
            "cost_type,programme_cost,currency,cost_types,margin_given",
            "media,2100,EUR,1,false",
        ]);
}

/// Nothing for an agency is on record, which is not the same as no record: media, tools and agency are three of eight.
#[test]
fn a_cost_of_nothing_is_on_record() {
    let costs = "period,function,cost_type,amount\n2026-01,paid,tools,25\n2026-01,paid,agency,0\n";
    let story = Story::new(&[("meta.csv", META), ("costs.csv", costs)]);
    story
        .report(". --metrics cost_completeness --period 2026-01")
        .prints(&[
            "cost_completeness,currency,cost_types,margin_given",
            "0.375,EUR,3,false",
        ]);
}

/// The catalogue's example: 6,200 of 20,000 after 9 of 30 days is 1.0333; a platform's budget does not add to the whole's.
#[test]
fn pace_is_spend_to_date_over_what_was_planned_until_then() {
    let spend =
        "Campaign name,Day,Amount spent (EUR)\nSpring,2026-06-01,3000\nSpring,2026-06-09,3200\n";
    let budget = "period,scope,planned\n2026-06,platform=meta,20000\n";
    let story = Story::new(&[("meta.csv", spend), ("budget.csv", budget)]);
    let report = |more: &str| story.report(&format!(". --metrics pace,planned_spend {more}"));
    report("").prints(&[
        "platform,pacing_index,planned_spend,currency,cost_types,margin_given",
        "meta,1.0333333333,20000,EUR,1,false",
    ]);
    let both = format!("{budget}2026-06,,30000\n");
    std::fs::write(story.path("budget.csv"), both).unwrap();
    let outcome = report("--format json --totals");
    let rows: serde_json::Value = serde_json::from_str(&outcome.out).unwrap();
    let total = rows.as_array().unwrap().last().unwrap();
    assert_eq!(
        total["pacing_index_status"], "mixed_basis",
        "{}",
        outcome.out
    );
}

/// On weekdays alone: 1 to 9 June 2026 (a Monday to the Tuesday after) has 7 of June's 22 weekdays.
#[test]
fn a_curve_of_weekdays_plans_no_weekend() {
    let spend =
        "Campaign name,Day,Amount spent (EUR)\nSpring,2026-06-01,70\nSpring,2026-06-09,70\n";
    let budget = "period,planned,daily_curve\n2026-06,220,weekdays\n";
    let story = Story::new(&[("meta.csv", spend), ("budget.csv", budget)]);
    story.report(". --metrics pace").prints(&[
        "pacing_index,currency,cost_types,margin_given",
        "2,EUR,1,false",
    ]);
}

/// Spend per claimed purchase: 180.50 / 6; half of it would do: 15 / 30.0833 = 0.4986. Return in January: 361 / 130.50
/// = 2.7663 of 2.
#[test]
fn targets_stand_against_their_figures() {
    let targets = "metric,scope,period,value\ncpa,,2026-Q1,15\nroas,platform=meta,2026-01,2\n";
    let story = story(&[("targets.csv", targets)]);
    let what = ". --currency-of shop.csv=EUR --metrics attain,goals_met,goals_met_share --by metric --totals";
    let tail = "EUR,1,false,1.000000,0.912500";
    story.report(what).prints(&[
        &format!("metric,target_attainment,goals_met,goals_met_share,{CONSTANTS}"),
        &format!("roas,1.3831417625,1,1,{tail}"),
        &format!("cpa,0.4986149584,0,0,{tail}"),
        &format!("total,,1,0.5,{tail}"),
    ]);
}

/// 100 over 10 purchases are 10 EUR each; the target of 10 USD is one of 8 EUR, of which 80 % is met. Without a rate
/// nothing is. `check` says the same.
#[test]
fn a_target_in_another_currency_is_converted() {
    let meta = "Campaign name,Day,Amount spent (EUR),Impressions,Link clicks,Purchases\n\
        Spring,2026-01-15,100,10000,200,10\n";
    let project = "[money]\ncurrency = \"EUR\"\n[[targets]]\nmetric = \"cpa\"\nperiod = \"2026-01\"\nvalue = 10\n\
        currency = \"USD\"\nsource = \"plan\"\nowner = \"Ada\"\n";
    let rates: String = (1..=31)
        .map(|day| format!("2026-01-{day:02},USD,EUR,0.8\n"))
        .collect();
    let story = Story::new(&[
        ("meta.csv", meta),
        ("social-roi.toml", project),
        ("rates.csv", &format!("date,from,to,rate\n{rates}")),
    ]);
    let what = "meta.csv --metrics target_attainment,goals_met --totals";
    story
        .report(&format!("{what} --by metric --rates rates.csv"))
        .prints(&[
            "metric,target_attainment,goals_met,currency,cost_types,margin_given",
            "cpa,0.8,0,EUR,1,false",
            "total,0.8,0,EUR,1,false",
        ]);
    let check = story.run("check --quiet meta.csv --rates rates.csv");
    let found = "10.00 EUR, 80.0 % of the target";
    assert!(check.out.contains(found), "{}", check.out);
    let without = story.report(&format!("{what} --by metric --format markdown"));
    let why = "is left out: there is no rate from USD to EUR";
    assert!(without.out.contains(why), "{}", without.out);
    assert!(without.out.contains("| cpa       |"), "{}", without.out);
}

/// Autumn cost 30.50 without a purchase. With a target of 15 that is beyond twice as much; with one of 16 it is not;
/// ads for awareness are exempt; without a target nothing can be said.
#[test]
fn spend_without_outcome_needs_a_target() {
    let meta = META.replace("3000,61,,", "3000,61,0,0");
    let of = |targets: Option<&str>, meta: &str| {
        let story = Story::new(&[("meta.csv", meta)]);
        if let Some(value) = targets {
            let text = format!("metric,period,value\ncpa,2026,{value}\n");
            std::fs::write(story.path("targets.csv"), text).unwrap();
        }
        let outcome = story.report(". --metrics waste,waste_share");
        outcome.out.lines().nth(1).unwrap_or_default().to_owned()
    };
    assert_eq!(of(Some("15"), &meta), "meta,30.5,0.1689750693,EUR,1,false");
    assert_eq!(of(Some("16"), &meta), "meta,0,0,EUR,1,false");
    let aware: String = meta
        .lines()
        .enumerate()
        .map(|(at, line)| match at {
            0 => format!("{line},Objective\n"),
            _ => format!("{line},OUTCOME_AWARENESS\n"),
        })
        .collect();
    assert_eq!(of(Some("15"), &aware), "meta,0,0,EUR,1,false");
    let without = of(None, &meta);
    assert!(
        without.is_empty() || without == "meta,,,EUR,1,false",
        "{without}"
    );
}

/// The catalogue's example: 40 deals, a quarter won, 12,000 each, 45 days: 40 × 0.25 × 12,000 / 45 = 2,666.67 per day.
#[test]
fn deals_have_a_velocity() {
    let mut deals = String::from(
        "Record ID,Deal Name,Deal Stage,Amount,Create Date,Close Date,Original Traffic Source\n",
    );
    for at in 0..40 {
        let (stage, amount) = if at % 4 == 0 {
            ("Closed won", 12_000)
        } else {
            ("Closed lost", 9_000)
        };
        let source = if at < 10 {
            "Paid Social"
        } else {
            "Direct Traffic"
        };
        deals += &format!("{at},Deal {at},{stage},{amount},2026-01-01,2026-02-15,{source}\n");
    }
    let story = Story::new(&[("hubspot.csv", &deals)]);
    // Of the first ten deals 0, 4 and 8 are won: 3 × 12,000 + 7 × 9,000 = 99,000.
    let metrics = "win_r,matured_share,deal_avg,cycle,velocity,social_deals,pipe_src";
    let outcome = story.report(&format!(
        ". --currency-of hubspot.csv=EUR --metrics {metrics}"
    ));
    let lines: Vec<&str> = outcome.out.lines().collect();
    assert_eq!(
        lines[0].split(',').take(7).collect::<Vec<_>>(),
        [
            "win_rate",
            "deals_decided_share",
            "average_deal",
            "sales_cycle_days",
            "pipeline_velocity",
            "social_deals",
            "pipeline_sourced"
        ],
        "{}",
        outcome.said
    );
    assert!(
        lines[1].starts_with("0.25,1,12000,45,2666.6666666667,10,99000,"),
        "{}",
        lines[1]
    );
}

/// M 60, r 0.75, d 0.10: 60 × 0.75 / 0.35 = 128.57 and 60 × 1.10 / 0.35 = 188.57. 128.5714 × 30 / 800 = 4.8214;
/// 800 / (30 × 5) = 5.3333 months.
#[test]
fn customers_have_a_lifetime_value() {
    let assumptions = "key,base,unit,source,owner,date\n\
        customer_margin,60,EUR,Cohorts of 2025,Head of finance,2026-01-15\n\
        retention,0.75,share,Cohorts of 2025,Head of finance,2026-01-15\n\
        discount_rate,0.10,share,Finance,Head of finance,2026-01-15\n\
        monthly_contribution,5,EUR,Cohorts of 2025,Head of finance,2026-01-15\n";
    let story = Story::new(&[
        ("meta.csv", META),
        ("assumptions.csv", assumptions),
        ("finance.csv", FINANCE),
    ]);
    let outcome = story.report(". --metrics clv,clv_at_once,clv_cac,payback_cac");
    let lines: Vec<&str> = outcome.out.lines().collect();
    assert_eq!(lines[0].split(',').count(), 7, "{}", outcome.said);
    let figures: Vec<f64> = lines[1]
        .split(',')
        .take(4)
        .map(|text| text.parse().unwrap())
        .collect();
    for (figure, expected) in figures
        .iter()
        .zip([128.571_428, 188.571_428, 4.821_428, 5.333_333])
    {
        assert!((figure - expected).abs() < 1e-5, "{}", lines[1]);
    }
}

/// The catalogue's example: 42,000 × 1.28 / 1,800 = 29.87 per hour; at 85 % utilisation 35.14.
#[test]
fn hours_cost_their_roles_loaded_rate() {
    let project = "[[roles]]\nrole = \"community manager\"\nannual_pay = 42000\non_cost = 0.28\npaid_hours = 1800\n\
        [[roles]]\nrole = \"editor\"\nannual_pay = 42000\non_cost = 0.28\npaid_hours = 1800\nutilisation = 0.85\n";
    let labour = "period,function,role,hours\n2026-01,organic,community manager,10\n2026-02,organic,editor,10\n";
    let story = Story::new(&[
        ("meta.csv", META),
        ("social-roi.toml", project),
        ("labour.csv", labour),
    ]);
    let outcome = story.report(". --metrics mean_loaded_rate --by month");
    let found: Vec<f64> = outcome
        .out
        .lines()
        .skip(1)
        .map(|line| line.split(',').nth(1).unwrap().parse().unwrap())
        .collect();
    for (figure, expected) in found.iter().zip([29.8667, 35.1373]) {
        assert!(
            (figure - expected).abs() < 1e-3,
            "{}{}",
            outcome.out,
            outcome.said
        );
    }
    assert_eq!(found.len(), 2);
}

/// With a margin of 0.4: 560 × 0.4 = 224 of all orders; an order of ads, 511 / 5, brings 40.88; without a margin neither
/// is known.
#[test]
fn contribution_needs_a_margin() {
    let story = story(&[]);
    let what = ". --currency-of shop.csv=EUR --metrics cm,cpa_be --totals";
    let last = |words: &str| {
        let outcome = story.report(words);
        outcome.out.lines().last().unwrap_or_default().to_owned()
    };
    assert!(last(&format!("{what} --margin 0.4")).starts_with("total,224,40.88,"));
    let without = last(what);
    assert!(without.starts_with("total,,,"), "{without}");
}

/// A goal in the mapping: 150 of 180.50 is spent on Spring. Joined: both campaigns have orders, 511 of 560 is joined.
#[test]
fn spend_is_aligned_where_its_campaign_has_a_goal() {
    let project = "[[mapping]]\ncampaign = \"Spring*\"\ngoal = \"new customers\"\n";
    let story = story(&[("social-roi.toml", project)]);
    story
        .report(". --currency-of shop.csv=EUR --metrics align_spend,join_r,joined_revenue_share --totals --where platform=meta")
        .prints(&[
            &format!("platform,aligned_spend_share,joined_spend_share,joined_revenue_share,{CONSTANTS}"),
            "meta,0.8310249307,1,1,EUR,1,false,1.000000,0.912500",
            "total,0.8310249307,1,1,EUR,1,false,1.000000,0.912500",
        ]);
}

/// What no input holds is not supplied, and the note names the table and how to give it.
#[test]
fn what_is_not_there_is_named() {
    let story = Story::new(&[("meta.csv", META)]);
    let outcome = story.report(". --metrics spend,mer,mroas,win_r --format table --width 300");
    let text: String = outcome.out.split_whitespace().collect::<Vec<_>>().join(" ");
    for note in [
        "note: mer: needs the table finance: a sheet of it among the inputs or in [sheets] of the project file (`social-roi init` writes a template)",
        "note: marginal_roas: needs a fitted response curve, which no file holds",
        "note: win_rate: needs deals of a CRM (`social-roi formats`)",
    ] {
        assert!(text.contains(note), "{note}\n{text}");
    }
}

/// A sheet named in [sheets] and lying in the exports is read once, however it is named.
#[test]
fn a_sheet_named_twice_counts_once() {
    let project = "sources = [\".\"]\n[sheets]\ncosts = \"costs.csv\"\n";
    let story = Story::new(&[
        ("meta.csv", META),
        ("costs.csv", COSTS),
        ("social-roi.toml", project),
    ]);
    let expected = [
        "cost_type,programme_cost,currency,cost_types,margin_given",
        "media,180.5,EUR,3,false",
        "agency,60,EUR,3,false",
        "tools,25,EUR,3,false",
    ];
    for inputs in ["", ".", "meta.csv costs.csv"] {
        story
            .report(&format!("{inputs} --metrics programme_cost --by cost_type"))
            .prints(&expected);
    }
}

/// A sheet among the inputs is read as strictly as one that the project names: every fault at once, with its cell.
#[test]
fn a_bad_sheet_among_the_inputs_is_refused_with_its_cells() {
    let costs =
        "period,function,cost_type,amount\n2026-01,sale,agency,60\n2026-02,organic,tools,many\n";
    let story = Story::new(&[("meta.csv", META), ("costs.csv", costs)]);
    let outcome = story.report("meta.csv costs.csv");
    assert_eq!((outcome.out.as_str(), outcome.code), ("", Some(1)));
    for part in ["costs.csv:2:2", "`sale`", "costs.csv:3:", "`many`"] {
        assert!(outcome.said.contains(part), "{part}\n{}", outcome.said);
    }
}

#[test]
fn explain_reaches_the_sheet() {
    let story = story(&[("finance.csv", FINANCE)]);
    let outcome = story.run_words([
        "explain",
        "--quiet",
        "amer",
        ".",
        "--currency-of",
        "shop.csv=EUR",
    ]);
    for part in [
        "acquisition_mer = 2 ratio   Acquisition MER (P-26)",
        "sum(finance.new_customer_revenue) = 1,600",
        "2 rows  finance.csv",
    ] {
        assert!(outcome.out.contains(part), "{part}\n{}", outcome.out);
    }
    let definition = Story::new(&[]).run_words(["explain", "cac_b"]);
    assert!(
        definition
            .out
            .starts_with("cac_blended (P-27): Customer acquisition cost, blended\n")
    );
}

/// `metrics --can` knows what sheets allow and names the table that is missing.
#[test]
fn the_list_of_metrics_tells_what_sheets_allow() {
    let story = story(&[("finance.csv", FINANCE)]);
    let outcome = story.run_words([
        "metrics",
        "--quiet",
        "--can",
        ".",
        "--currency-of",
        "shop.csv=EUR",
        "--format",
        "csv",
    ]);
    for line in [
        "mer,P-24,sales,ratio,yes,,report,Z1r/A0,",
        "cac_blended,P-27,sales,money,yes,,",
        "pacing_index,P-35,paid,ratio,no,budget,",
        "clv,S-13,sales,money,no,assumptions,",
        "payback_months,F-07,sales,count,no,ledger,ledger,Z5/A5,",
    ] {
        assert!(
            outcome.out.contains(line),
            "{line}\n{}{}",
            outcome.out,
            outcome.said
        );
    }
}

/// A ledger takes the same sheet: an agency and tools beside media.
#[test]
fn a_ledger_uses_the_sheet_among_the_inputs() {
    let story = story(&[("costs.csv", COSTS)]);
    let outcome = story.run_words([
        "ledger",
        "--quiet",
        ".",
        "--currency-of",
        "shop.csv=EUR",
        "--format",
        "json",
    ]);
    let ledger: serde_json::Value = serde_json::from_str(&outcome.out).unwrap();
    let cost = ledger["headline"]["cost"].as_str().unwrap();
    assert!(cost.starts_with("cost: 3 of 8 cost types"), "{cost}");
}

/// A dash would look as if a file were missing: the figures are those of another command.
#[test]
fn figures_of_the_ledger_are_refused_with_the_way_to_them() {
    let story = Story::new(&[("meta.csv", META)]);
    for (name, metric) in [
        ("payback", "payback_months"),
        ("npv", "net_present_value"),
        ("roi_f", "roi_by_function"),
        ("ev_mix", "value_measured_share"),
        ("value_assumed_share", "value_assumed_share"),
    ] {
        story.report(&format!(". --metrics spend,{name}")).fails(
            2,
            &[
                &format!("error: `{metric}` is a figure of the value ledger, which a report of rows does not hold"),
                "hint: `social-roi ledger` with the same inputs computes it; `social-roi explain ledger.roi` follows its figures",
            ],
        );
    }
}

/// 511 × 0.4 / 180.50 = 1.1324; one over 0.4 is 2.5. A margin of one would tell a break-even that nobody has.
#[test]
fn returns_at_the_margin_need_one() {
    let story = story(&[]);
    let what = ". --currency-of shop.csv=EUR --metrics poas,break_even_roas,roas_headroom,roi";
    story
        .report(&format!("{what} --margin 0.4 --by platform --where platform=meta"))
        .prints(&[
            "platform,poas,break_even_roas,roas_headroom,roi,currency,cost_types,margin_given,join_rate_spend,join_rate_value",
            "meta,1.1324099723,2.5,0.1324099723,0.1324099723,EUR,1,true,1.000000,0.912500",
        ]);
    let outcome = story.report(&format!("{what} --format json --where platform=meta"));
    let rows: serde_json::Value = serde_json::from_str(&outcome.out).unwrap();
    for name in ["poas", "break_even_roas", "roas_headroom"] {
        assert_eq!(rows[0][name], serde_json::Value::Null, "{name}");
        assert_eq!(rows[0][format!("{name}_status")], "not_supplied", "{name}");
    }
    let outcome = story.report(&format!("{what} --format table --width 300"));
    let note = "note: poas, break_even_roas, roas_headroom: not known without a margin, as revenue is not what is left of it: \
        `--margin 0.45` or [margin] of the project file gives one";
    let text: String = outcome.out.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(text.contains(note), "{text}");
}

/// Every metric says what it is, how it combines and where it is found.
#[test]
fn the_list_of_metrics_tells_rule_place_and_meaning() {
    let story = Story::new(&[]);
    let outcome = story.run("metrics --format json");
    let rows: serde_json::Value = serde_json::from_str(&outcome.out).unwrap();
    for row in rows.as_array().unwrap() {
        for key in [
            "title", "unit", "from", "rule", "formula", "meaning", "source",
        ] {
            assert!(!row[key].as_str().unwrap().is_empty(), "{key} of {row}");
        }
    }
    let of = |name: &str| {
        let found = rows
            .as_array()
            .unwrap()
            .iter()
            .find(|row| row["metric"] == name);
        found.unwrap().clone()
    };
    for name in [
        "payback_months",
        "net_present_value",
        "roi_by_function",
        "value_assumed_share",
    ] {
        assert_eq!(of(name)["from"], "ledger", "{name}");
    }
    for name in ["value", "roi", "bcr", "net_value"] {
        let own = of(name);
        assert_eq!(own["from"], "report", "{name}");
        assert!(
            own["meaning"]
                .as_str()
                .unwrap()
                .contains("`social-roi ledger`"),
            "{name}"
        );
    }
}

/// 6 of 10 hours in January and 2 of 10 in February name a goal: 8 / 20.
#[test]
fn hours_are_aligned_where_their_row_names_a_goal() {
    let labour = "period,function,hours,loaded_rate,goal\n\
        2026-01,organic,6,20,more applications\n\
        2026-01,organic,4,20,\n\
        2026-02,paid,2,20,sales\n\
        2026-02,paid,8,20,\n";
    let told = |labour: &str, words: &str| {
        let story = Story::new(&[("meta.csv", META), ("labour.csv", labour)]);
        let line = format!(". --metrics align_hours {words}");
        let outcome = story.report(&line);
        assert_eq!(outcome.code, Some(0), "{}", outcome.said);
        outcome.out
    };
    let share = |out: String| -> Vec<String> {
        let rows = out.lines().skip(1);
        rows.map(|row| row.split(",EUR").next().unwrap().to_owned())
            .collect()
    };
    assert_eq!(share(told(labour, "")), ["0.4"]);
    assert_eq!(
        share(told(labour, "--by month")),
        ["2026-01,0.6", "2026-02,0.2"]
    );
    let untagged = "period,function,hours,loaded_rate\n2026-01,organic,6,20\n";
    let table = told(untagged, "--totals --format table --width 200");
    assert!(
        table.contains("note: aligned_hour_share: no row of hours names a `goal`"),
        "{table}"
    );
}

/// 60 × 0.8 / (1 + 0.1 − 0.8) = 160 a customer at a cost of 500 / 5 = 100, paid back by 5 a month in 20 months. A dollar is
/// 0.8 euro: in dollars 200; what is stated in dollars is 128 euro, paid back by 4 a month in 25 months.
#[test]
fn lifetime_values_are_converted_by_the_unit_of_their_assumptions() {
    let ads = "date,platform,account,campaign,currency,spend\n2026-07-01,meta,A,M1,EUR,50\n";
    let project = "sources = [\"ads.csv\", \"finance.csv\"]\n[sheets]\nassumptions = \"a.csv\"\n\
        [money]\ncurrency = \"EUR\"\nrates = \"r.csv\"\n";
    let rates: Vec<String> = (1..=31)
        .map(|day| format!("2026-07-{day:02},USD,EUR,0.8\n"))
        .collect();
    for (unit, currency, figures) in [
        ("EUR per customer", "EUR", "160,1.6,20,EUR"),
        ("EUR per customer", "USD", "200,1.6,20,USD"),
        ("", "USD", "200,1.6,20,USD"),
        ("USD per customer", "EUR", "128,1.28,25,EUR"),
        ("USD per customer", "USD", "160,1.28,25,USD"),
    ] {
        let assumed = format!(
            "key,base,low,high,unit,source,owner,date,period\n\
             customer_margin,60,50,70,{unit},s,o,2026-01-01,\n\
             retention,0.8,0.7,0.9,,s,o,2026-01-01,\n\
             discount_rate,0.1,0.1,0.1,,s,o,2026-01-01,\n\
             monthly_contribution,5,4,6,{unit},s,o,2026-01-01,\n"
        );
        let story = Story::new(&[
            ("social-roi.toml", project),
            ("ads.csv", ads),
            ("a.csv", &assumed),
            ("r.csv", &format!("date,from,to,rate\n{}", rates.concat())),
            (
                "finance.csv",
                "period,total_revenue,total_marketing_spend,new_customers\n2026-07,2000,500,5\n",
            ),
        ]);
        let what = format!("--metrics clv,clv_cac_ratio,cac_payback_months --currency {currency}");
        let out = story.report(&what).out;
        assert!(
            out.lines().last().unwrap().starts_with(figures),
            "{unit}: {out}"
        );
    }
}

/// 100 euros of January at half a euro the dollar are 200 dollars; 590 dollars of two months stay 590, though the rate of
/// February is another one.
#[test]
fn a_cost_in_the_currency_of_the_report_is_not_converted() {
    let mut rates = String::from("date,from,to,rate\n");
    for day in 1..=31 {
        rates += &format!("2026-01-{day:02},USD,EUR,0.5\n");
    }
    for day in 1..=28 {
        rates += &format!("2026-02-{day:02},USD,EUR,0.8\n");
    }
    let spend = "date,platform,campaign,currency,spend\n2026-01-05,meta,m,EUR,100\n2026-02-05,meta,m,EUR,0\n";
    let project = "[money]\ncurrency = \"EUR\"\nrates = \"rates.csv\"\n\
        [[costs]]\nperiod = \"2026-01..2026-02\"\nfunction = \"paid\"\ncost_type = \"tools\"\namount = 590\ncurrency = \"USD\"\n";
    let story = Story::new(&[
        ("spend.csv", spend),
        ("rates.csv", &rates),
        ("social-roi.toml", project),
    ]);
    let out = story.report("spend.csv --currency USD --metrics full_cost,programme_cost --totals");
    let total = out.out.lines().last().unwrap_or(&out.said);
    assert!(total.starts_with("total,790,790,USD,"), "{total}");
}
