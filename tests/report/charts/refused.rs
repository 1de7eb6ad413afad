//! Charts that cannot be drawn, and options that make no sense for one.

use crate::{META, SHOP, Story};

#[test]
fn a_chart_without_its_inputs_says_what_is_missing_and_which_exports_have_it() {
    let orders = Story::new(&[("shop.csv", SHOP)]);
    let ads = Story::new(&[("meta.csv", META)]);
    let spend = "no spend; ad platform exports have it (`social-roi formats` lists them)";
    let instead = format!("{spend}; `--metrics revenue` draws the revenue that these files hold");
    let revenue = "no revenue joined; exports of shops, payment providers, CRMs and web analytics have it (`social-roi formats` lists them)";
    for (story, words, why) in [
        (&orders, "spend-return", spend),
        (&ads, "spend-return", revenue),
        (
            &orders,
            "funnel",
            "no impressions and no clicks; ad platform exports have them (`social-roi formats` lists them)",
        ),
        (&orders, "mix", &instead),
        (&orders, "pareto", &instead),
        (&orders, "trend", &instead),
        (&orders, "sparkline --metrics spend", spend),
        (&orders, "compare --by campaign --period 2026-02", &instead),
        (&ads, "roi", revenue),
        (&ads, "mix --where campaign=Winter", ""),
    ] {
        let chart = story.chart(words);
        let kind = words.split(' ').next().unwrap();
        let expected = if why.is_empty() {
            "error: nothing to report: no row passes the conditions on campaign in --where; campaign is one of Autumn, Spring\n"
                .to_owned()
        } else {
            format!("error: chart {kind}: nothing to draw: {why}\n")
        };
        let said: String = chart
            .said
            .lines()
            .filter(|line| line.starts_with("error"))
            .map(|line| format!("{line}\n"))
            .collect();
        assert_eq!(said, expected, "{words}");
        assert_eq!((chart.code, chart.out.as_str()), (Some(1), ""), "{words}");
    }
}

#[test]
fn senseless_options_are_refused_with_what_was_expected() {
    let story = Story::new(&[("meta.csv", META)]);
    for (words, said) in [
        (
            "mix --metrics roas",
            "error: --metrics roas: chart mix draws shares of a sum, expected one like spend, clicks, orders or revenue",
        ),
        (
            "pareto --metrics spend,clicks",
            "error: --metrics spend,clicks: chart pareto draws one metric, expected one name",
        ),
        (
            "mix --by platform,channel",
            "error: --by platform,channel: expected one key and a stretch of time, as in channel,week",
        ),
        (
            "funnel --metrics spend",
            "error: --metrics spend: the stages of a funnel are counts, expected some like impressions,clicks,orders_joined",
        ),
        (
            "sparkline --by channel",
            "error: --by channel: chart sparkline has a point per stretch of time, expected day, week, month, quarter or year",
        ),
        (
            "compare --by month",
            "error: --by month: chart compare sets one period beside another, expected a key that is no time",
        ),
        (
            "compare --by campaign --metrics spend,clicks",
            "error: --metrics spend,clicks: chart compare with --by draws one metric, expected one name",
        ),
        (
            "compare --top 3",
            "error: --top 3: chart compare has rows to sum up with --by alone, as in --by campaign",
        ),
        (
            "roi --metrics nonsense",
            "error: unknown metric `nonsense`\nhint: `social-roi metrics` lists all",
        ),
        (
            "roi --metrics roas",
            "error: --metrics roas: chart roi takes no --metrics; what it shows is chosen with --by and --top",
        ),
        (
            "heatmap --by platform",
            "error: --by platform: chart heatmap takes no --by; what it shows is chosen with --metrics",
        ),
        (
            "scatter --metrics engagement_rate_by_reach,engagement_rate_by_views",
            "error: --metrics engagement_rate_by_reach,engagement_rate_by_views: chart scatter draws one metric, expected one name",
        ),
        (
            "funnel --top 3",
            "error: --top 3: chart funnel takes no --top; what it shows is chosen with --metrics and --by",
        ),
        (
            "mix --compare year",
            "error: --compare year: chart mix takes no --compare; what it shows is chosen with --metrics, --by and --top",
        ),
        (
            "roi --models linear",
            "error: --models linear: chart roi takes no --models; what it shows is chosen with --by and --top",
        ),
    ] {
        story.chart(words).fails(2, &[said]);
    }
    let mut file = "date,platform,campaign,spend\n".to_owned();
    for day in ["2026-01-01", "2026-06-30"] {
        file += &format!("{day},meta,A,1\n");
    }
    Story::new(&[("spend.csv", &file)])
        .chart("mix --by day")
        .mentions_error("error: --by platform,day: 181 columns, expected at most 120: a coarser grain (week, month, quarter) or a shorter --period");
}
