//! What charts plot, as data, and how they are drawn with characters: each figure worked out by hand from the story.

use social_roi::options::Terminal;

use super::{META, Outcome, SHOP, Story, lines};

/// 60 and 90 spent on A, 40 and −10 (a credit) on B, nothing on C.
const CREDIT: &str = "date,platform,campaign,spend\n\
    2026-01-05,meta,A,60\n\
    2026-01-06,tiktok,B,40\n\
    2026-02-05,meta,A,90\n\
    2026-02-06,tiktok,B,-10\n\
    2026-02-07,x,C,0\n";

/// Clicks of two months: 3 → 7, 200 → 203, 0 → 7, 100 → 150.
const CLICKS: &str = "date,platform,campaign,spend,clicks\n\
    2026-01-05,meta,A,60,3\n\
    2026-02-05,meta,A,60,7\n\
    2026-01-05,meta,B,60,200\n\
    2026-02-05,meta,B,60,203\n\
    2026-02-05,meta,C,60,7\n\
    2026-01-05,meta,D,60,100\n\
    2026-02-05,meta,D,60,150\n";

fn shop() -> Story {
    Story::new(&[("meta.csv", META), ("shop.csv", SHOP)])
}

impl Story {
    /// `chart --quiet` on everything in the folder, in euros.
    pub(super) fn chart(&self, words: &str) -> Outcome {
        let mut args = vec!["chart", "--quiet", "--currency", "EUR"];
        let names = self.names();
        args.extend(words.split_whitespace());
        args.extend(names.iter().map(String::as_str));
        self.run_words(&args)
    }

    /// The same on a terminal of that many columns: what it prints and what it says.
    pub(super) fn typed(&self, words: &str, columns: usize) -> (String, String) {
        let mut args: Vec<String> = ["social-roi", "chart", "--quiet", "--currency", "EUR"]
            .map(str::to_owned)
            .to_vec();
        args.extend(words.split_whitespace().map(str::to_owned));
        let names = self.names().into_iter();
        args.extend(names.map(|name| self.path(name).display().to_string()));
        let terminal = Terminal {
            out: true,
            width: Some(columns),
            no_color: true,
            ..Terminal::default()
        };
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let args = args.into_iter().map(Into::into);
        assert_eq!(social_roi::run(args, &terminal, &mut out, &mut err), 0);
        let text = |bytes| String::from_utf8(bytes).unwrap();
        (text(out), text(err))
    }
}

impl Outcome {
    /// The figures alone: the columns of the currency and what follows, which are the same in every row, are cut off.
    pub(super) fn plots(&self, out: &[&str]) {
        let kept = |line: &str| {
            let kept = line.rsplit_once(",currency,").or(line.rsplit_once(",EUR,"));
            kept.map_or(line, |(kept, _)| kept).to_owned()
        };
        let found: Vec<String> = self.out.lines().map(kept).collect();
        assert_eq!(found, out, "{}", self.said);
    }

    /// The headline of a picture.
    pub(super) fn headed(&self, headline: &str) {
        let title = self.out.split("<title>").nth(1).unwrap_or(&self.said);
        assert_eq!(title.split("</title>").next().unwrap(), headline);
    }

    pub(super) fn mentions(&self, sentence: &str) {
        assert!(self.out.contains(sentence), "`{sentence}` in {}", self.out);
    }
}

#[test]
fn spend_stands_against_the_revenue_that_joins_it() {
    let story = shop();
    let chart = story.chart("spend-return");
    chart.headed("All 2 return their media spend");
    story.chart("spend-return --format csv").plots(&[
        "campaign,spend,revenue_joined,value,orders_joined",
        "Spring,150,450,450,4",
        "Autumn,30.5,61,61,1",
    ]);
}

/// 450 × 0.4 = 180 of value on 150 of spend; 61 × 0.4 = 24.4 on 30.5.
#[test]
fn a_margin_moves_the_break_even_line() {
    let story = shop();
    let figures = story.chart("spend-return --margin 0.4 --format csv");
    figures.plots(&[
        "campaign,spend,revenue_joined,value,orders_joined",
        "Spring,150,450,180,4",
        "Autumn,30.5,61,24.4,1",
    ]);
    assert!(
        figures
            .out
            .lines()
            .all(|line| line.ends_with(",margin") || line.ends_with(",0.400000"))
    );
    let chart = story.chart("spend-return --margin 0.4");
    chart.headed("1 of 2 return less than their media spend");
}

#[test]
fn spend_without_an_outcome_is_drawn_and_other_platforms_are_named() {
    let google =
        "date,platform,campaign,spend\n2026-01-05,meta,Winter,20\n2026-01-05,tiktok,Test,5\n";
    let story = Story::new(&[("a.csv", META), ("b.csv", SHOP), ("c.csv", google)]);
    story.chart("spend-return --format csv").plots(&[
        "campaign,spend,revenue_joined,value,orders_joined",
        "Spring,150,450,450,4",
        "Autumn,30.5,61,61,1",
        "Winter,20,0,0,0",
    ]);
    let chart = story.chart("spend-return");
    chart.headed("1 of 3 return less than their media spend");
    chart.mentions("not drawn: Test: the files given do not hold what this needs");
}

/// 361 of 18,000 and 5 of 361.
#[test]
fn stages_follow_one_another_with_their_rates() {
    let story = shop();
    story.chart("funnel --format csv").plots(&[
        "stage,count,of_stage_before",
        "impressions,18000,",
        "clicks,361,0.0200555556",
        "orders_joined,5,0.0138504155",
    ]);
    let chart = story.chart("funnel");
    chart.headed("Orders joined: 1.39% of clicks");
    chart.mentions("Last stage: orders on record that join a campaign");
    chart.mentions(
        "bar of impressions cut: to scale it would be 50 times as long as that of clicks",
    );
    story.chart("funnel --by campaign --format csv").plots(&[
        "campaign,stage,count,of_stage_before",
        "Spring,impressions,15000,",
        "Spring,clicks,300,0.02",
        "Spring,orders_joined,4,0.0133333333",
        "Autumn,impressions,3000,",
        "Autumn,clicks,61,0.0203333333",
        "Autumn,orders_joined,1,0.0163934426",
    ]);
    let chart = story.chart("funnel --by campaign");
    chart.headed("Orders joined of clicks: Autumn 1.64%, Spring 1.33%");
}

/// Without a shop the platform's claims: 6 over 361 clicks, as Meta leaves blank what is nought.
#[test]
fn without_orders_a_funnel_ends_with_what_the_platforms_claim() {
    let story = Story::new(&[("meta.csv", META)]);
    story.chart("funnel --format csv").plots(&[
        "stage,count,of_stage_before",
        "impressions,18000,",
        "clicks,361,0.0200555556",
        "claimed_conversions,6,0.0166204986",
    ]);
    story
        .chart("funnel")
        .mentions("Last stage: conversions as the platforms claim them");
}

#[test]
fn no_rate_leads_between_stages_of_different_platforms() {
    let story = Story::new(&[
        (
            "a.csv",
            "date,platform,campaign,spend,impressions,clicks,landing_page_views\n2026-01-05,meta,A,9,1000,100,80\n",
        ),
        (
            "b.csv",
            "date,platform,campaign,spend,impressions,clicks\n2026-01-05,tiktok,B,9,1000,50\n",
        ),
    ]);
    story.chart("funnel --format csv").plots(&[
        "stage,count,of_stage_before",
        "impressions,2000,",
        "clicks,150,0.075",
        "landing_page_views,80,",
    ]);
    story.chart("funnel").mentions(
        "no rate from clicks (meta, tiktok) to landing page views (meta): they cover different platforms",
    );
    story.chart("funnel --by platform --format csv").plots(&[
        "platform,stage,count,of_stage_before",
        "meta,impressions,1000,",
        "meta,clicks,100,0.1",
        "meta,landing_page_views,80,0.8",
        "tiktok,impressions,1000,",
        "tiktok,clicks,50,0.05",
    ]);
}

/// 361 of 410 and 49 of 410; in February nothing but the campaign.
#[test]
fn shares_are_those_of_each_month() {
    shop().chart("mix --metrics revenue --format csv").plots(&[
        "channel,month,revenue,revenue_share",
        "Paid Social,2026-01,361,0.8804878049",
        "Paid Social,2026-02,150,1",
        "Email,2026-01,49,0.1195121951",
        "Email,2026-02,,",
    ]);
}

#[test]
fn credits_are_no_part_of_a_whole() {
    let story = Story::new(&[("spend.csv", CREDIT)]);
    story.chart("mix --format csv").plots(&[
        "platform,month,spend,spend_share",
        "meta,2026-01,60,0.6",
        "meta,2026-02,90,1",
        "tiktok,2026-01,40,0.4",
        "tiktok,2026-02,-10,",
        "x,2026-01,,",
        "x,2026-02,0,0",
    ]);
    let chart = story.chart("mix");
    chart.headed("meta: from 60.0% to 100% of spend");
    chart.mentions("not drawn: tiktok 2026-02 (-10): credits are no part of a whole");
}

/// Seven platforms of which the five largest stand alone: 7, 6, 5, 4, 3 and 2 + 1 of 28.
#[test]
fn the_smallest_groups_are_summed_up_exactly() {
    let mut file = "date,platform,campaign,spend\n".to_owned();
    for at in 1..=7 {
        file += &format!("2026-01-05,p{at},A,{at}\n");
    }
    let story = Story::new(&[("spend.csv", &file)]);
    story.chart("mix --format csv").plots(&[
        "platform,month,spend,spend_share",
        "p7,2026-01,7,0.25",
        "p6,2026-01,6,0.2142857143",
        "p5,2026-01,5,0.1785714286",
        "p4,2026-01,4,0.1428571429",
        "p3,2026-01,3,0.1071428571",
        "(other) 2,2026-01,3,0.1071428571",
    ]);
}

/// 150 of 180.50, then all.
#[test]
fn few_rows_take_most_of_a_sum() {
    let story = shop();
    story.chart("pareto --format csv").plots(&[
        "campaign,spend,spend_share,spend_cumulative",
        "Spring,150,0.8310249307,0.8310249307",
        "Autumn,30.5,0.1689750693,1",
    ]);
    story.chart("pareto").headed("Spring takes 83.1% of spend");
    let story = Story::new(&[("spend.csv", CREDIT)]);
    let chart = story.chart("pareto --by platform");
    chart.headed("Meta takes 83.3% of spend");
    chart.mentions("not drawn: 1 with a spend of 0");
}

/// Thirty campaigns of 1 each: 24 take 80 %, 22 stand alone beside the rest.
#[test]
fn a_long_tail_is_counted_in_the_headline_and_summed_up_in_the_chart() {
    let mut file = "date,platform,campaign,spend\n".to_owned();
    for at in 1..=30 {
        file += &format!("2026-01-05,meta,c{at:02},1\n");
    }
    let story = Story::new(&[("spend.csv", &file)]);
    story.chart("pareto").headed("24 of 30 take 80.0% of spend");
    let figures = story.chart("pareto --format csv").out;
    let rows: Vec<&str> = figures.lines().skip(1).collect();
    assert_eq!(rows.len(), 24);
    assert!(
        rows[23].starts_with("(other) 7,7,0.2333333333,1,"),
        "{}",
        rows[23]
    );
}

/// Spend 50 after 130.50: −80.5 / 130.5; orders 1 after 5, too few for per cent, and so is an aov over them; ctr
/// 100 / 5,000 after 261 / 13,000.
#[test]
fn periods_are_compared_in_the_unit_of_each_metric() {
    let story = shop();
    story
        .chart("compare --period 2026-02 --metrics ctr,spend,orders,aov --format csv")
        .plots(&[
            "metric,unit,now,previous,change,change_pct,change_pp,verdict",
            "spend,EUR,50,130.5,-80.5,-61.6858237548,,",
            "orders,,1,5,-4,,,",
            "aov,EUR,150,82,68,,,",
            "ctr,%,2,2.0076923077,-0.0076923077,,-0.0076923077,",
        ]);
    let chart = story.chart("compare --period 2026-02 --metrics ctr,spend,orders,aov");
    chart.headed("Spend changed most: -61.7%");
    chart.mentions("1–28 Feb 2026 vs 1–31 Jan 2026 (full months)");
    chart.mentions("5 → 1");
}

#[test]
fn a_small_base_is_told_in_counts() {
    let story = Story::new(&[("spend.csv", CLICKS)]);
    let words = "compare --by campaign --metrics clicks --period 2026-02";
    story.chart(&format!("{words} --format csv")).plots(&[
        "campaign,clicks,clicks_previous,clicks_change,clicks_change_pct,clicks_verdict",
        "D,150,100,50,50,better",
        "B,203,200,3,1.5,",
        "A,7,3,4,,",
        "C,7,0,7,,",
    ]);
    let chart = story.chart(words);
    chart.headed("Better: D +50.0%");
    chart.mentions("3 → 7");
    chart.mentions("0 → 7");
    chart.mentions("▲ +50.0%");
}

/// Ads by campaign and month, a row of spend each.
fn spend(rows: &[(&str, [f64; 2])]) -> String {
    let mut file = "date,platform,campaign,spend\n".to_owned();
    for (campaign, months) in rows {
        for (month, spend) in ["01", "02"].iter().zip(months) {
            if *spend > 0.0 {
                file += &format!("2026-{month}-05,meta,{campaign},{spend}\n");
            }
        }
    }
    file
}

/// D returns 90 on 10 and E loses 4 of 5: neither may hide among the others, which return 329 of 270.
#[test]
fn the_best_and_the_worst_return_are_drawn_however_little_was_spent() {
    let rows = [
        ("A", 100.0),
        ("B", 90.0),
        ("C", 80.0),
        ("D", 10.0),
        ("E", 5.0),
    ];
    let file = spend(&rows.map(|(name, spend)| (name, [spend, 0.0])));
    let mut shop = SHOP.lines().next().unwrap().to_owned();
    for (campaign, sales) in [("A", 110), ("B", 99), ("C", 120), ("D", 100), ("E", 1)] {
        shop += &format!("\n2026-01-06,facebook,paid_social,{campaign},1,{sales}");
    }
    let story = Story::new(&[("meta.csv", &file), ("shop.csv", &shop)]);
    story
        .chart("roi --by campaign --top 3 --format csv")
        .plots(&[
            "campaign,spend,roi",
            "D,10,9",
            "(other) 3,270,0.2185185185",
            "E,5,-0.8",
        ]);
    let chart = story.chart("roi --by campaign --top 3");
    chart.headed("D returns most: 900%; E least: -80.0%");
}

/// C doubles and E is new: C is named and drawn, E is no part of the change of the others.
#[test]
fn the_largest_change_is_drawn_and_what_is_new_changes_no_sum_of_the_others() {
    let file = spend(&[
        ("A", [100.0, 110.0]),
        ("B", [90.0, 99.0]),
        ("C", [10.0, 20.0]),
        ("D", [80.0, 88.0]),
        ("E", [0.0, 50.0]),
    ]);
    let story = Story::new(&[("meta.csv", &file)]);
    let words = "compare --by campaign --period 2026-02 --top 3";
    story.chart(&format!("{words} --format csv")).plots(&[
        "campaign,spend,spend_previous,spend_change,spend_change_pct,spend_verdict",
        "C,20,10,10,100,",
        "(other) 2,187,170,17,10,",
        "A,110,100,10,10,",
    ]);
    let chart = story.chart(words);
    chart.headed("C changed most of those in both periods: +100.0%");
    chart.mentions("not drawn: E: new: it was zero before");
}

/// Orders and a rate have no unit in Latin letters; money has.
#[test]
fn in_persian_every_change_reads_from_the_right() {
    let story = shop();
    let chart = story.chart("compare --period 2026-02 --metrics spend,orders,ctr --lang fa");
    let mut shown = String::new();
    for piece in chart.out.split('<') {
        shown += piece.split_once('>').map_or("", |(_, text)| text);
    }
    for (before, now) in [
        ("۱۳۰٫۵۰\u{2069}", "۵۰٫۰۰\u{2069}\u{a0}EUR"),
        ("۵\u{2069}", "۱\u{2069}"),
        ("۲٫۰۱٪\u{2069}", "۲٫۰۰٪\u{2069}"),
    ] {
        let whole = format!("\u{2067}\u{2066}{before} ← \u{2066}{now}\u{2069}");
        assert!(shown.contains(&whole), "{whole} in {shown}");
    }
}

/// 2,000 and 4,000 impressions for 80 clicks each: 25 and 50 times.
#[test]
fn panels_of_stages_say_how_much_each_is_cut_and_that_their_scales_differ() {
    let heads = "date,platform,campaign,spend,impressions,clicks,conversions\n";
    let file = format!("{heads}2026-01-05,meta,A,9,2000,80,4\n2026-01-05,tiktok,B,9,4000,80,4\n");
    let story = Story::new(&[("ads.csv", &file)]);
    let words = "funnel --by platform --metrics impressions,clicks,claimed_conversions";
    for size in ["320", "1200x700"] {
        let chart = story.chart(&format!("{words} --size {size}"));
        chart.mentions("each panel has a scale of its own");
        let shown = chart.out.replace("</text>", "");
        for rate in [">4.00%", ">2.00%", ">5.00%"] {
            assert!(shown.contains(rate), "{rate} at {size}");
        }
    }
    story.chart(words).mentions(
        "bars of impressions cut: to scale they would be 25 to 50 times as long as those of clicks",
    );
    let none = format!("{heads}2026-01-05,linkedin,A,9,2000,0,0\n");
    let chart = Story::new(&[("ads.csv", &none)]).chart("funnel");
    assert!(!chart.out.contains("cut"), "{}", chart.out);
}

#[test]
fn changes_are_drawn_on_a_terminal_with_the_decimals_of_each_metric() {
    let words = "compare --period 2026-02 --metrics ctr,spend,orders,aov";
    let (out, _) = shop().typed(words, 60);
    let drawn: Vec<&str> = out.lines().take(8).collect();
    assert_eq!(
        drawn,
        [
            "Spend changed most: -61.7 %",
            "1–28 Feb 2026 vs 1–31 Jan 2026 (full months)",
            "",
            "spend   ▼ -61.7 % ██████████████████│",
            "orders                              │5 → 1",
            "aov                                 │82.00 EUR → 150.00 EUR",
            "in percentage points, on a scale of its own:",
            "ctr                     ▼ -0.01 pp ▐│",
        ]
    );
}

#[test]
fn colours_of_changes_are_told_and_counts_have_neither_currency_nor_decimals() {
    let ads = "date,platform,campaign,spend,clicks\n2026-01-05,meta,A,100,200\n2026-02-05,meta,A,50,150\n";
    let story = Story::new(&[("ads.csv", ads)]);
    let words = "compare --period 2026-02 --metrics";
    let all = story.chart(&format!("{words} cpc,clicks,spend --lang de"));
    for word in [">besser<", ">schlechter<", ">ohne Wertung<"] {
        all.mentions(word);
    }
    let one = story.chart(&format!("{words} cpc"));
    one.mentions(">better<");
    assert!(!one.out.contains(">worse<"), "{}", one.out);
    let story = shop();
    let counts = story.chart("mix --by channel --metrics orders");
    counts.mentions(">5<");
    assert!(!counts.out.contains("EUR"), "{}", counts.out);
    let money = story.chart("mix --by channel --metrics revenue");
    money.mentions(" · EUR<");
}

/// 2 a day are 62, then 3 a day 84; of the third month six days are there.
#[test]
fn tiles_tell_the_change_of_whole_months_only() {
    let mut whole = "date,platform,campaign,spend\n".to_owned();
    for (month, days, spend) in [(1, 31, 2), (2, 28, 3)] {
        for day in 1..=days {
            whole += &format!("2026-{month:02}-{day:02},meta,A,{spend}\n");
        }
    }
    let story = Story::new(&[("spend.csv", &whole)]);
    story
        .chart("sparkline --metrics spend --format csv")
        .plots(&[
            "month,spend,spend_change_pct,spend_verdict",
            "2026-01,62,,",
            "2026-02,84,35.4838709677,",
        ]);
    for day in 1..=6 {
        whole += &format!("2026-03-{day:02},meta,A,5\n");
    }
    let story = Story::new(&[("spend.csv", &whole)]);
    story
        .chart("sparkline --metrics spend --format csv")
        .plots(&[
            "month,spend,spend_change_pct,spend_verdict",
            "2026-01,62,,",
            "2026-02,84,35.4838709677,",
            "2026-03,30,,",
        ]);
    story
        .chart("sparkline --metrics spend")
        .mentions("no change from or to 2026-03: the files hold no ads of meta of 7–31 Mar 2026");
}

#[test]
fn a_trend_has_the_period_before_behind_it() {
    shop()
        .chart("trend --period 2026-02 --compare previous --format csv")
        .plots(&[
            "platform,month,spend,spend_previous",
            "meta,2026-02,50,130.5",
        ]);
}

#[test]
fn what_is_compared_stands_beside_the_month_it_belongs_to() {
    // Nothing is on record before February of the year before, and nothing of January 2027.
    let spend = "date,platform,campaign,spend\n2026-02-05,meta,A,60\n2026-03-05,meta,A,90\n2027-03-05,meta,A,40\n";
    Story::new(&[("spend.csv", spend)])
        .chart("trend --period 2027-Q1 --compare year --currency-of *=EUR --format csv")
        .plots(&[
            "platform,month,spend,spend_previous",
            "meta,2027-01,,",
            "meta,2027-02,,60",
            "meta,2027-03,40,90",
        ]);
}

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

impl Outcome {
    pub(super) fn mentions_error(&self, line: &str) {
        assert_eq!(
            self.said.lines().find(|line| line.starts_with("error")),
            Some(line)
        );
    }
}

/// 180 / 150 − 1 = 20 % and 24.4 / 30.5 − 1 = −20 %: seven columns each.
#[test]
fn returns_are_drawn_on_a_terminal() {
    let (out, _) = shop().typed("roi --by campaign --margin 0.4", 50);
    assert_eq!(
        out,
        lines(&[
            "Spring returns most: 20.0 %; Autumn least: -20.0 %",
            "Return on investment by campaign: (value − cost) /",
            "cost",
            "",
            "                 break-even                  spend",
            "Spring                │███████ +20.0 %  150.00 EUR",
            "Autumn -20.0 % ███████│                  30.50 EUR",
            "",
            "5 Jan – 6 Feb 2026 · EUR",
            "note: not drawn: (no match): no campaign with",
            "      spend goes with it",
            "note: roas and roi: joined revenue over the spend",
            "      of platforms that occur in the outcomes;",
            "      credited, not caused",
            "note: margin 0.4: value is revenue × margin",
            "note: cost: media only (1 of 8 cost types)",
            "note: join by campaign name: 91.2 % of revenue",
            "      (511.00 of 560.00); 100.0 % of spend has",
            "      outcomes",
            "note: 1 UTM campaign matches no spend and stands",
            "      under (no match): `january` 49.00",
        ])
    );
}

/// Seventeen columns for 361 clicks: 5 orders are two of their 136 eighths.
#[test]
fn stages_are_drawn_on_a_terminal() {
    let (out, _) = shop().typed("funnel", 60);
    let drawn: Vec<&str> = out.lines().take(7).collect();
    assert_eq!(
        drawn,
        [
            "Orders joined: 1.39 % of clicks",
            "Last stage: orders on record that join a campaign",
            "",
            "                                         of the stage before",
            "impressions   │████████████//███ 18,000",
            "clicks        │█████████████████ 361                  2.01 %",
            "orders joined │▎ 5                                    1.39 %",
        ]
    );
    assert!(out.contains(
        "note: bar of impressions cut: to scale it would be 50 times\n      as long as that of clicks\n"
    ));
}

/// 80 of 100 are 26 of 32 eighths, 40 are 13, 10 are 3; −20 of −50 is half of two lines; a month without a row is blank.
#[test]
fn months_are_drawn_on_a_terminal() {
    let story = Story::new(&[(
        "spend.csv",
        "date,platform,campaign,spend\n\
        2026-01-05,meta,A,80\n\
        2026-03-05,meta,A,40\n\
        2026-01-06,tiktok,B,0\n\
        2026-02-06,tiktok,B,-20\n\
        2026-03-07,tiktok,B,10\n",
    )]);
    let (out, said) = story.typed("trend --currency-of *=EUR", 40);
    assert!(
        said.ends_with("1 rows have negative spend (credits); they are counted\n"),
        "{said}"
    );
    assert_eq!(
        out,
        lines(&[
            "Spend by month",
            "A panel per platform",
            "",
            "meta                         40.00 EUR",
            "100 EUR ▂▂▂▂▂▂▂▂▂",
            "        █████████",
            "        █████████           ▅▅▅▅▅▅▅▅▅",
            "        █████████           █████████",
            "      0 ──────────────────────────────",
            "",
            "-50 EUR",
            "",
            "tiktok                       10.00 EUR",
            "100 EUR",
            "",
            "",
            "        ▁▁▁▁▁▁▁▁▁           ▃▃▃▃▃▃▃▃▃",
            "      0 ──────────────────────────────",
            "                  █████████",
            "-50 EUR",
            "        Jan 2026  Feb 2026  Mar 2026",
            "",
            "5 Jan – 7 Mar 2026 · EUR",
        ])
    );
}

/// 60 : 40 and 90 : 30 of 27 columns.
#[test]
fn shares_are_drawn_on_a_terminal() {
    let story = Story::new(&[(
        "spend.csv",
        "date,platform,campaign,spend\n\
        2026-01-05,meta,A,60\n\
        2026-01-05,tiktok,B,40\n\
        2026-02-05,meta,A,90\n\
        2026-02-05,tiktok,B,30\n",
    )]);
    let (out, said) = story.typed("mix --currency-of *=EUR", 40);
    assert_eq!(said, "");
    assert_eq!(
        out,
        lines(&[
            "meta: from 60.0 % to 75.0 % of spend",
            "Shares of spend by platform, month by",
            "month, with sums",
            "",
            "██ meta 75.0 %   ▒▒ tiktok 25.0 %",
            "",
            "Jan 2026 ████████████████▒▒▒▒▒▒▒▒▒▒▒ 100",
            "Feb 2026 ████████████████████▒▒▒▒▒▒▒ 120",
            "",
            "5 Jan – 5 Feb 2026 · EUR",
        ])
    );
}

#[test]
fn other_charts_show_their_figures_on_a_terminal_and_say_how_they_are_drawn() {
    let story = Story::new(&[("spend.csv", CLICKS)]);
    let (out, said) = story.typed("pareto --currency-of *=EUR", 80);
    assert_eq!(
        said,
        "note: these are the figures of chart pareto; `-o chart.svg` draws it (or .png, .pdf)\n"
    );
    assert!(
        out.starts_with("campaign   spend  spend share  spend cumulative\n"),
        "{out}"
    );
}
