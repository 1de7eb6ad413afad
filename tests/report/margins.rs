//! Margins of months: no figure hangs on how a period is cut.

use super::Story;

/// Half of revenue, in August a fifth.
const PROJECT: &str = "sources = [\"exports\"]\n[money]\ncurrency = \"EUR\"\n\
    [margin]\nbase = 0.5\nmonth = { \"2026-08\" = 0.2 }\n\
    source = \"Books\"\nowner = \"Finance\"\ndate = 2026-01-01\n";

const CONSTANTS: &str = "currency,cost_types,margin_given,join_rate_spend,join_rate_value";
const ALL: &str = "EUR,1,true,1.000000,1.000000";

/// Orders of every month from July to September, spend of 300 a month.
fn story(orders: &str) -> Story {
    let spend = "period_start,period_end,platform,account,campaign,currency,spend,impressions,clicks\n\
        2026-07-01,2026-07-31,meta,A,M1,EUR,300,100,10\n\
        2026-08-01,2026-08-31,meta,A,M1,EUR,300,100,10\n\
        2026-09-01,2026-09-30,meta,A,M1,EUR,300,100,10\n";
    let story = Story::new(&[("social-roi.toml", PROJECT)]);
    story.write("exports/ads.csv", spend);
    story.write("exports/orders.csv", orders);
    story
}

const HEAD: &str = "source,medium,utm_campaign,currency,orders,revenue";

/// One row of 9200 over 92 days.
fn quarter() -> Story {
    let row = "2026-07-01,2026-09-30,facebook,paid_social,M1,EUR,92,9200";
    story(&format!("period_start,period_end,{HEAD}\n{row}\n"))
}

/// Of 1000, 500 and 200 in July, August and September: 500 + 100 + 100 = 700.
#[test]
fn contribution_of_days_is_at_the_margin_of_their_month() {
    let rows = [
        "07-03,M1,EUR,5,1000",
        "08-03,M1,EUR,5,500",
        "09-03,,EUR,2,200",
    ];
    let rows = rows.map(|row| {
        let (day, rest) = row.split_once(',').unwrap();
        format!("2026-{day},facebook,paid_social,{rest}\n")
    });
    let story = story(&format!("date,{HEAD}\n{}", rows.concat()));
    let tail = "EUR,1,true,1.000000,0.882353";
    let what = "--metrics revenue,total_contribution --totals";
    story.report(&format!("{what} --by month")).prints(&[
        &format!("month,revenue,total_contribution,{CONSTANTS}"),
        &format!("2026-07,1000,500,{tail}"),
        &format!("2026-08,500,100,{tail}"),
        &format!("2026-09,200,100,{tail}"),
        &format!("total,1700,700,{tail}"),
    ]);
    let row = |words: &str| {
        let out = story
            .report(&format!("--metrics total_contribution --totals {words}"))
            .out;
        let last = out.lines().last().unwrap().to_owned();
        last.split(',').take(3).collect::<Vec<_>>().join(",")
    };
    assert_eq!(row("--period 2026-08"), "total,100,EUR");
    assert_eq!(row("--period 2026-Q3"), "total,700,EUR");
    // August beside July, each at its own.
    assert_eq!(row("--period 2026-08 --compare previous"), "total,100,500");
}

/// Of 9200 over 92 days 3100, 3100 and 3000 are of the months: worth 1550, 620 and 1500 over 300 each, 3670 over 900.
#[test]
fn a_row_of_a_quarter_is_worth_the_margin_of_each_of_its_months() {
    let story = quarter();
    let what = "--metrics poas,roi,break_even_roas";
    let head = "poas,roi,break_even_roas";
    let whole = "4.0777777778,3.0777777778,2.5068119891";
    story
        .report(&format!("{what} --by month --spread-periods --totals"))
        .prints(&[
            &format!("month,{head},{CONSTANTS}"),
            &format!("2026-07,5.1666666667,4.1666666667,2,{ALL}"),
            &format!("2026-08,2.0666666667,1.0666666667,5,{ALL}"),
            &format!("2026-09,5,4,2,{ALL}"),
            &format!("total,{whole},{ALL}"),
        ]);
    for (words, figures) in [
        (
            "--period 2026-08 --spread-periods",
            "2.0666666667,1.0666666667,5",
        ),
        (
            "--where month=2026-08 --spread-periods",
            "2.0666666667,1.0666666667,5",
        ),
        ("--period 2026-Q3", whole),
        ("", whole),
    ] {
        story.report(&format!("{what} {words}")).prints(&[
            &format!("platform,{head},{CONSTANTS}"),
            &format!("meta,{figures},{ALL}"),
        ]);
    }
}

/// Every day of the quarter has one order of 100; of July an order is worth 50 and of August 20, however few days of it
/// are asked for: from 28 August to 3 September (4 × 20 + 3 × 50) / 7.
#[test]
fn orders_shared_out_by_days_are_exact_in_ratios() {
    let story = quarter();
    for (days, orders, worth) in [
        ("2026-07-10..2026-07-10", "1", "50"),
        ("2026-08-01..2026-08-03", "3", "20"),
        ("2026-08-28..2026-09-03", "7", "32.8571428571"),
    ] {
        let what = "--metrics orders,break_even_cpa,aov --spread-periods --where platform=meta";
        let out = story.report(&format!("{what} --period {days}")).out;
        let row = format!("meta,{orders},{worth},100,");
        assert!(out.lines().nth(1).unwrap().starts_with(&row), "{out}");
    }
    // Ten orders of 31 days: 10/31 of an order, of 100 and so worth 50 each, on every day.
    let uneven = self::story(&format!(
        "period_start,period_end,{HEAD}\n2026-07-01,2026-07-31,facebook,paid_social,M1,EUR,10,1000\n"
    ));
    let days =
        uneven.report("--metrics orders,break_even_cpa --by day --spread-periods --period 2026-07");
    let row = |at: usize| days.out.lines().nth(at).unwrap().to_owned();
    assert!(
        row(1).starts_with("2026-07-01,0.322580645161,50,"),
        "{}",
        row(1)
    );
    assert!(
        row(31).starts_with("2026-07-31,0.32258064516"),
        "{}",
        row(31)
    );
}

/// Spend of a campaign that no outcome of August is of: 0 of 300, which the total is too.
#[test]
fn a_month_in_which_nothing_joins_has_a_return_of_nothing() {
    let orders =
        "2026-07-03,facebook,paid_social,M1,EUR,5,1000\n2026-08-03,google,cpc,G1,EUR,5,500\n";
    let story = story(&format!("date,{HEAD}\n{orders}"));
    let what = "--metrics spend,revenue_joined,roas,roi --totals --period 2026-08";
    let tail = "EUR,1,true,1.000000,0.000000";
    let rows = [
        &format!("platform,spend,revenue_joined,roas,roi,{CONSTANTS}"),
        &format!("meta,300,0,0,-1,{tail}"),
        &format!("(no match),,,,,{tail}"),
        &format!("total,300,0,0,-1,{tail}"),
    ];
    let out = story.report(what).out;
    assert!(out.lines().eq(rows), "{out}");
}

/// 434 with outcomes and 50 credited to a campaign without any are 384 in all: 113 % would be no share.
#[test]
fn a_credit_leaves_no_share_of_spend() {
    let story = story(&format!(
        "date,{HEAD}\n2026-07-03,facebook,paid_social,M1,EUR,5,1000\n"
    ));
    let spend = "date,platform,account,campaign,currency,spend\n\
        2026-07-01,meta,A,M1,EUR,434\n2026-07-05,meta,A,M2,EUR,-50\n";
    story.write("exports/ads.csv", spend);
    let outcome = story.report("--metrics spend,joined_spend_share --format json");
    let rows: serde_json::Value = serde_json::from_str(&outcome.out).unwrap();
    assert_eq!(rows[0]["spend"], 384);
    assert_eq!(rows[0]["joined_spend_share_status"], "no_share");
    assert_eq!(rows[0]["join_rate_spend"], serde_json::Value::Null);
}

/// 1000 at a half are 500 of value over 300 a month; the whole is worth 4.08 of spend, over which no one margin's line stands.
#[test]
fn a_chart_of_several_margins_draws_what_revenue_is_worth() {
    let story = quarter();
    let chart = |words: &str| {
        let outcome = story.run(&format!(
            "chart spend-return --quiet --spread-periods {words}"
        ));
        assert_eq!(outcome.code, Some(0), "{}", outcome.said);
        outcome
    };
    let several = chart("");
    several.mentions("at the margin of its days");
    several.mentions("value 3,670");
    assert!(!several.out.contains("break-even at a margin"));
    chart("--format csv").plots(&[
        "campaign,spend,revenue_joined,value,orders_joined",
        "M1,900,9200,3670,92",
    ]);
    // Within August there is one: 3100 at a fifth.
    let one = chart("--period 2026-08");
    assert!(!one.out.contains("at the margin of its days"));
    one.mentions("revenue joined");
}

/// A margin among the assumptions is the margin of `report` as of `ledger`.
#[test]
fn an_assumed_margin_is_the_margin() {
    let assumed = |more: &str| {
        format!(
            "[[assumptions]]\nkey = \"margin\"\nbase = {more}source = \"Books\"\nowner = \"Finance\"\ndate = 2026-01-01\n"
        )
    };
    let head = "sources = [\"exports\"]\n[money]\ncurrency = \"EUR\"\n";
    let rows = "2026-07-03,2026-07-03,facebook,paid_social,M1,EUR,5,1000\n\
                2026-08-03,2026-08-03,facebook,paid_social,M1,EUR,5,500\n";
    let story = story(&format!("period_start,period_end,{HEAD}\n{rows}"));
    story.write("social-roi.toml", &(head.to_owned() + &assumed("0.3\n")));
    // 1500 × 0.3 of 600 spent.
    let what = "exports --period 2026-07-01..2026-08-31 --metrics value,roi --format csv";
    let out = story.report(what).out;
    let total: Vec<&str> = out.lines().last().unwrap().split(',').collect();
    assert!(total.contains(&"450") && total.contains(&"-0.25"), "{out}");
    story.write(
        "social-roi.toml",
        &(head.to_owned() + "[margin]\nbase = 0.4\n" + &assumed("0.3\n")),
    );
    let told = story.report(what).said;
    assert!(
        told.contains("assumptions.key `margin`: expected the margin in one place, found [margin] too (social-roi.toml:4:1)"),
        "{told}"
    );
}
