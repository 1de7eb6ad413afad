//! Charts at their edges: comparisons that are none, names that clash, rates of different rows, part periods.

use super::{META, SHOP, Story};

/// Two months of spend, clicks and orders that join them.
fn months() -> Story {
    Story::new(&[("meta.csv", META), ("shop.csv", SHOP)])
}

#[test]
fn a_chart_that_compares_nothing_takes_no_comparison() {
    let story = months();
    for words in [
        "roi",
        "spend-return",
        "funnel",
        "mix",
        "pareto",
        "sparkline",
        "heatmap",
    ] {
        let compared = story.chart(&format!("{words} --period 2026-02 --compare previous"));
        assert_eq!(compared.code, Some(2), "{words}: {}", compared.said);
        let refused = format!("chart {words} takes no --compare; what it shows is chosen with ");
        assert!(compared.said.contains(&refused), "{}", compared.said);
    }
}

#[test]
fn groups_with_other_stages_are_no_rivals_in_the_headline() {
    // Of google no clicks are stated: its orders are none of clicks.
    let story = Story::new(&[(
        "ads.csv",
        "date,platform,campaign,spend,impressions,clicks,leads\n\
        2026-01-05,meta,A,9,10000,100,10\n\
        2026-01-05,tiktok,B,9,10000,50,10\n\
        2026-01-05,google,C,9,10000,,10\n",
    )]);
    story
        .chart("funnel --by platform --metrics impressions,clicks,leads")
        .headed("Leads of clicks: TikTok 20.0%, Meta 10.0%");
}

/// 10 leads of 50 clicks; the 500 clicks of the other file state no leads.
#[test]
fn a_rate_of_two_stages_is_one_over_the_rows_that_state_both() {
    let story = Story::new(&[
        (
            "a.csv",
            "date,platform,campaign,spend,impressions,clicks,leads\n2026-01-05,meta,A,9,1000,50,10\n",
        ),
        (
            "b.csv",
            "date,platform,campaign,spend,impressions,clicks\n2026-01-06,meta,B,9,9000,500\n",
        ),
    ]);
    story
        .chart("funnel --metrics impressions,clicks,leads --format csv")
        .plots(&[
            "stage,count,of_stage_before",
            "impressions,10000,",
            "clicks,550,0.055",
            "leads,10,0.2",
        ]);
    story
        .chart("funnel --metrics impressions,clicks,leads")
        .mentions("leads_of_clicks covers 9.1 % of clicks (50 of 550)");
}

/// Twelve rows of their own and one that sums two others up; a campaign bears the name of such a row.
#[test]
fn a_campaign_called_like_the_others_is_a_row_of_its_own() {
    let mut file = "date,platform,campaign,spend\n2026-01-05,meta,(other),500\n".to_owned();
    for at in 1..=3 {
        file += &format!("2026-01-05,meta,c{at},{at}\n");
    }
    let story = Story::new(&[("spend.csv", &file)]);
    let chart = story.chart("pareto");
    chart.headed("(other) takes 98.8% of spend");
    chart.mentions(">(other)<");
    story
        .chart("mix --by campaign --top 3")
        .headed("(other) takes 98.8% of spend");
}

/// Spend of 10 a day from the first to the last day.
fn daily(platform: &str, spend: i32, first: &str, days: u64) -> String {
    let first: chrono::NaiveDate = first.parse().unwrap();
    let rows = (0..days).map(|day| {
        let day = first + chrono::Days::new(day);
        format!("{day},{platform},A,{spend},100\n")
    });
    rows.collect()
}

fn ads(parts: &[String]) -> Story {
    let head = "date,platform,campaign,spend,clicks\n".to_owned();
    Story::new(&[("ads.csv", &(head + &parts.concat()))])
}

#[test]
fn a_month_that_the_files_end_in_is_compared_with_no_whole_one() {
    let story = ads(&[daily("meta", 10, "2026-09-01", 40)]);
    let refused = story.chart("compare --period 2026-10 --compare previous");
    refused.mentions_error(
        "error: chart compare: nothing to draw: not drawn: spend, clicks, cpc: the files hold no ads of meta of 11–31 Oct 2026",
    );
    // Of the days that are there both sides are whole.
    let chart = story.chart("compare --period 2026-10-01..2026-10-10 --compare previous");
    assert_eq!(chart.code, Some(0), "{}", chart.said);
    let report = story.report(
        "ads.csv --currency EUR --period 2026-10 --compare previous --metrics spend --format table --width 100",
    );
    assert!(report.said.contains(
        "warning: a part is compared with a whole: the files hold no ads of meta of 11–31 Oct 2026\n\
         hint: compare days that the files cover (--period FROM..TO)\n"
    ), "{}", report.said);
    assert!(
        report.out.contains("1–31 Oct 2026 vs 1–30 Sep 2026\n"),
        "{}",
        report.out
    );
}

/// A campaign that pauses over the last days of a file in which another goes on is no missing export.
#[test]
fn a_pause_at_the_end_of_a_file_that_goes_on_is_no_missing_export() {
    let story = ads(&[
        daily("meta", 10, "2026-08-01", 61),
        daily("x", 5, "2026-08-01", 50),
    ]);
    story
        .chart("compare --period 2026-09 --compare previous --metrics spend --format csv")
        .plots(&[
            "metric,unit,now,previous,change,change_pct,change_pp,verdict",
            "spend,EUR,395,465,-70,-15.0537634409,,",
        ]);
}

#[test]
fn tiles_compare_no_first_stretch_that_the_period_cuts() {
    let story = ads(&[daily("meta", 10, "2026-07-01", 92)]);
    let chart =
        story.chart("sparkline --metrics spend --period 2026-07-20..2026-09-30 --format csv");
    chart.plots(&[
        "month,spend,spend_change_pct,spend_verdict",
        "2026-07,120,,",
        "2026-08,310,,",
        "2026-09,300,-3.2258064516,",
    ]);
    story
        .chart("sparkline --metrics spend --period 2026-07-20..2026-09-30")
        .mentions("no change from or to 2026-07: the period asked for begins on 2026-07-20");
    story
        .chart("sparkline --metrics spend --period 2026-07-01..2026-09-20")
        .mentions("no change from or to 2026-09: the period asked for ends on 2026-09-20");
}

/// Spend ends on 10 September, orders go on: 300 of their 900 have media beside them, and a third of a month is no month.
#[test]
fn each_metric_of_a_tile_is_judged_by_the_tables_that_it_reads() {
    let mut orders =
        "Day,Order UTM source,Order UTM medium,Order UTM campaign,Orders,Net sales\n".to_owned();
    let first: chrono::NaiveDate = "2026-08-01".parse().unwrap();
    for day in 0..61 {
        let day = first + chrono::Days::new(day);
        orders += &format!("{day},meta,paid_social,A,2,30\n");
    }
    let head = "date,platform,campaign,spend,clicks\n".to_owned();
    let spend = head + &daily("meta", 10, "2026-08-01", 41);
    let story = Story::new(&[("ads.csv", &spend), ("shop.csv", &orders)]);
    let chart = story.chart("sparkline --metrics revenue,roas --format csv");
    let rows: Vec<&str> = chart.out.lines().collect();
    assert!(
        rows[2].starts_with("2026-09,900,-3.2258064516,worse,"),
        "{}",
        rows[2]
    );
    assert!(rows[2].contains(",3,,,"), "{}", rows[2]);
    story.chart("sparkline --metrics revenue,roas").mentions(
        "no change of roas from or to 2026-09: the files hold no ads of meta of 11–30 Sep 2026",
    );
}

#[test]
fn trends_and_shares_say_which_stretch_is_a_part() {
    let story = ads(&[
        daily("meta", 10, "2026-09-01", 40),
        daily("x", 10, "2026-09-01", 40),
    ]);
    for kind in ["trend", "mix"] {
        story
            .chart(kind)
            .mentions("2026-10 is a part: the files hold no ads of meta, x of 11–31 Oct 2026");
    }
}

/// August has 31 days, September 30; google was used in August only.
#[test]
fn what_has_no_partner_in_a_trend_is_said_with_its_amount() {
    let story = ads(&[
        daily("meta", 10, "2026-08-01", 61),
        daily("google", 1, "2026-08-01", 31),
    ]);
    let words = "trend --by platform,day --period 2026-09 --compare previous";
    story.chart(words).mentions(
        "not drawn: 2026-08-31 of the period before (spend 11.00): no day of its length stands beside it",
    );
    let figures = story.chart(&format!("{words} --format csv")).out;
    assert!(figures.contains("\ngoogle,2026-09-01,,1,"), "{figures}");
}

/// 1 February 2026 is a Sunday: its week has one day in the month; that of 1 January has four. Both months end on a
/// Saturday.
#[test]
fn weeks_that_a_period_cuts_stand_beside_none_of_another_length() {
    let story = ads(&[daily("meta", 10, "2026-01-01", 59)]);
    let words = "trend --by platform,week --period 2026-02 --compare previous";
    story.chart(&format!("{words} --format csv")).plots(&[
        "platform,week,spend,spend_previous",
        "meta,2026-W05,10,",
        "meta,2026-W06,70,70",
        "meta,2026-W07,70,70",
        "meta,2026-W08,70,70",
        "meta,2026-W09,60,60",
    ]);
    let table = story.chart(&format!("{words} --format table --width 200"));
    table.mentions(
        "not drawn: 2026-W01 of the period before (spend 40.00): no week of its length stands beside it",
    );
    // What other notes leave no room for is counted.
    story.chart(words).mentions("further notes");
}

#[test]
fn money_without_a_date_is_told_with_its_share() {
    let story = Story::new(&[(
        "spend.csv",
        "date,platform,campaign,spend\n2026-01-05,meta,A,100\n,meta,A,900\n",
    )]);
    for kind in ["trend", "mix"] {
        story
            .chart(kind)
            .mentions("not drawn: 900.00 EUR of 1,000.00 (90 %) without a date");
    }
}

#[test]
fn nobody_wins_where_all_are_alike() {
    let meta = "Campaign name,Day,Amount spent (EUR)\nA,2026-01-05,10\nB,2026-01-05,10\n";
    let shop = "Day,Order UTM campaign,Orders,Net sales\n2026-01-05,A,1,20\n2026-01-05,B,1,20\n";
    let story = Story::new(&[("meta.csv", meta), ("shop.csv", shop)]);
    story.chart("roi --by campaign").headed("All return 100%");
    let spend = "date,platform,campaign,spend\n\
        2026-01-05,meta,A,60\n2026-01-05,x,B,40\n2026-02-05,meta,A,60\n2026-02-05,x,B,40\n";
    Story::new(&[("spend.csv", spend)])
        .chart("mix")
        .headed("Shares of spend");
}

/// 900 of 1,000 bear no campaign: no campaign takes them.
#[test]
fn what_has_no_name_takes_nothing() {
    let story = Story::new(&[(
        "spend.csv",
        "date,platform,campaign,spend\n2026-01-05,meta,,900\n2026-01-05,meta,A,100\n",
    )]);
    story
        .chart("pareto")
        .headed("Largest first: spend by campaign");
}

/// Posts as an export states them: when, and how many reacted.
fn posts(rows: &[(&str, i32)]) -> Story {
    let mut file = "date,published_at,platform,post_id,reach,reactions\n".to_owned();
    for (at, (time, reactions)) in rows.iter().enumerate() {
        file += &format!("{},{time},facebook,{at},100,{reactions}\n", &time[..10]);
    }
    Story::new(&[("posts.csv", &file)])
}

/// 6 April 2026 is a Monday: half past seven in a zone four hours ahead is half past three in UTC.
#[test]
fn hours_of_several_zones_are_told_in_one() {
    let story = posts(&[
        ("2026-04-06T07:30:00+04:00", 5),
        ("2026-04-06T07:30:00Z", 9),
        ("2026-04-06T07:30:00", 50),
    ]);
    let chart = story.chart("heatmap --metrics organic_engagements --format csv");
    let rows: Vec<&str> = chart.out.lines().skip(1).collect();
    assert_eq!(rows.len(), 2, "{}", chart.out);
    assert!(rows[0].starts_with("1,03,5,1"), "{}", rows[0]);
    assert!(rows[1].starts_with("1,07,9,1"), "{}", rows[1]);
    let chart = story.chart("heatmap --metrics organic_engagements");
    chart.mentions("hours in UTC; the exports state the zones +04:00, Z");
    chart.mentions("not drawn: 1 posts that state no time zone, beside 2 that do");
}

#[test]
fn no_hour_is_best_where_none_has_an_engagement() {
    let times = [
        "2026-04-06T07:00:00",
        "2026-04-13T07:10:00",
        "2026-04-20T07:20:00",
    ];
    posts(&times.map(|time| (time, 0)))
        .chart("heatmap --metrics engagement_rate_by_reach")
        .headed("Engagement rate by reach is the same at every hour with enough posts");
    posts(&times.map(|time| (time, 0)))
        .chart("scatter")
        .headed("Every post by engagement rate by reach");
}

#[test]
fn more_posts_are_no_better_ones_and_have_a_column_of_their_own() {
    let story = posts(&[
        ("2026-04-06T07:00:00", 1),
        ("2026-04-13T07:10:00", 2),
        ("2026-04-20T07:20:00", 3),
    ]);
    let chart = story.chart("heatmap --metrics posts");
    assert!(
        chart
            .out
            .contains("<title>Posts is highest on Mon from 7 to 8 h"),
        "{}",
        &chart.out[..300]
    );
    let figures = story.chart("heatmap --metrics posts --format csv").out;
    assert!(
        figures.starts_with("weekday,hour,posts,posts_counted"),
        "{figures}"
    );
}

#[test]
fn what_is_no_money_needs_no_currency() {
    let eur = "date,platform,campaign,spend,clicks,currency\n2026-01-05,meta,A,9,10,EUR\n";
    let usd = "date,platform,campaign,spend,clicks,currency\n2026-01-05,x,B,9,30,USD\n";
    let story = Story::new(&[("a.csv", eur), ("b.csv", usd)]);
    let run = |words: &str| story.run(&format!("chart --quiet {words}"));
    let clicks = run("pareto --metrics clicks --format csv a.csv b.csv");
    assert_eq!(clicks.code, Some(0), "{}", clicks.said);
    assert!(clicks.out.contains("\nB,30,0.75,0.75"), "{}", clicks.out);
    assert_ne!(run("pareto --format csv a.csv b.csv").code, Some(0));
}

/// The rate of x is the larger one, the spend of meta.
#[test]
fn panels_of_a_rate_stand_in_the_order_of_spend() {
    let story = ads(&[
        daily("meta", 10, "2026-08-01", 31),
        daily("x", 1, "2026-06-01", 92),
    ]);
    let figures = story.chart("trend --metrics cpc --format csv").out;
    let first = figures.lines().nth(1).unwrap();
    assert!(first.starts_with("meta,"), "{figures}");
}

#[test]
fn a_panel_that_ends_in_a_gap_shows_no_old_figure_as_its_newest() {
    let story = ads(&[
        daily("meta", 10, "2026-07-01", 92),
        daily("x", 7, "2026-07-01", 31),
    ]);
    let chart = story.chart("trend");
    assert!(
        !chart.out.contains("<title>X: 217.00 EUR</title>"),
        "an old figure"
    );
    chart.mentions("<title>X: —</title>");
}
