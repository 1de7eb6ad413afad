//! Deals, customers and the margin that they bring.

use super::{FINANCE, story};
use crate::{META, Story};

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
