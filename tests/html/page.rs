//! What the page says, against figures worked out by hand, and the page as a whole.

use regex::Regex;

use super::{story, text};

/// September against August: 1,260 / 450 = 2.80 after 750 / 300 = 2.50, +12 %. ROI 180 % after 150 %: +30 points.
#[test]
fn the_finding_stands_first() {
    let page = story::page(&["--period", "2026-09"]);
    let text = text(&page);
    for sentence in [
        "2.80 EUR of revenue credited per 1 EUR spent, up from 2.50 EUR",
        "1,260 EUR of credited revenue less 450.00 EUR of cost leaves 810.00 EUR: an ROI of 180%.",
        "ROI moved by +30.0 pp against August 2026.",
        "Cost is media alone, and revenue is credited by campaign tag, not proven to be caused.",
        "compared with August 2026 · money in EUR · cost on record: 1 of 8 types · before margin · 84.0% of revenue joins a campaign · as of 30 Sep 2026",
    ] {
        assert!(text.contains(sentence), "{sentence}\n{text}");
    }
}

/// Summer spent 50 of 450 and sold nothing. Where it is left out, Autumn is credited with 60 for 100.
#[test]
fn there_is_to_decide_what_returned_least() {
    let whole = text(&story::page(&["--period", "2026-09"]));
    let question =
        "Stop Summer, or mend its tags? It spent 50.00 EUR, and no sale is credited to it.";
    assert!(whole.contains(question), "{whole}");
    let without = text(&story::page(&[
        "--period",
        "2026-09",
        "--where",
        "campaign!=Summer",
    ]));
    let question = "Keep Autumn? It cost 100.00 EUR in all and is credited with 60.00 EUR of revenue: 40.00 EUR less.";
    assert!(without.contains(question), "{without}");
    let paid = text(&story::page(&[
        "--period",
        "2026-09",
        "--where",
        "campaign=Spring",
    ]));
    assert!(!paid.contains("To decide"), "{paid}");
}

/// Summer is to recruit: no order is to come of it, and it is ranked with no campaign that sells.
#[test]
fn a_campaign_that_sells_nothing_is_no_sale_missed() {
    let project = "[[mapping]]\ncampaign = \"Summer\"\nfunction = \"recruiting\"\n";
    let folder = story::with(&[("social-roi.toml", project)]);
    let args = ["report", ".", "--quiet", "--format", "html"];
    let period = ["--period", "2026-09"];
    let text = text(&super::done(folder.path(), &[&args[..], &period].concat()));
    assert!(!text.contains("Stop Summer"), "{text}");
    assert!(
        text.contains("Keep Autumn? It cost 100.00 EUR in all"),
        "{text}"
    );
    assert!(!text.contains("Summer least"), "{text}");
}

/// 1,590 claimed over 1,260 booked for the same campaigns: +26.2 %. 240 of 1,500 booked (16 %) match none.
#[test]
fn claims_are_set_beside_the_books() {
    let text = text(&story::page(&["--period", "2026-09"]));
    for sentence in [
        "The platforms claim 1,590 EUR; the books credit their campaigns with 1,260 EUR. They claim 26.2% more than the books credit them with.",
        "Of 1,500 EUR booked in all, 240.00 EUR (16.0%) matches no campaign with spend.",
    ] {
        assert!(text.contains(sentence), "{sentence}\n{text}");
    }
}

/// TikTok claims orders without their revenue: its 100 spent and 300 booked are in the books of no comparison.
#[test]
fn a_platform_that_claims_no_revenue_is_named_beside_the_comparison() {
    let folder = story::with(&[
        ("tiktok.csv", story::TIKTOK),
        ("more.csv", story::TIKTOK_SALES),
    ]);
    let args = ["report", ".", "--quiet", "--format", "html"];
    let period = ["--period", "2026-09"];
    let text = text(&super::done(folder.path(), &[&args[..], &period].concat()));
    for sentence in [
        "1,560 EUR of credited revenue less 550.00 EUR of cost leaves 1,010 EUR",
        "The platforms claim 1,590 EUR; the books credit their campaigns with 1,260 EUR.",
        "Left out of both figures: TikTok, whose exports state no claimed revenue.",
    ] {
        assert!(text.contains(sentence), "{sentence}\n{text}");
    }
}

/// 13 orders claimed for 450 after 10 for 300: fewer than thirty, so both figures stand and no per cent.
#[test]
fn few_events_carry_no_percentage() {
    let page = story::page(&["--period", "2026-09"]);
    let text = text(&page);
    assert!(
        text.contains("30.00 EUR → 34.62 EUR vs August 2026"),
        "{text}"
    );
    assert!(text.contains("+50.0% (up) vs August 2026"), "{text}");
}

/// Labour is given for September alone: what August cost is not known, and the page says so in place of a change.
#[test]
fn a_cost_of_one_period_is_no_comparison() {
    let text = text(&story::page(&[
        "--period",
        "2026-09",
        "--cost",
        "labour=50",
    ]));
    let note = "ROI 152% What earlier periods cost beside media was not given.";
    assert!(text.contains(note), "{text}");
    assert!(!text.contains("ROI moved"), "{text}");
}

/// The project says what the months from April on cost beside media: 50, in August 100. Value of 1,260 and 750 makes an
/// ROI of (1,260 − 500) / 500 after (750 − 400) / 400, and a line from April on, where it is (300 − 150) / 150; what
/// March cost nobody says.
#[test]
fn costs_of_a_project_are_known_for_earlier_months() {
    let cost = |month: &str, amount: u32| {
        format!(
            "[[costs]]\nperiod = \"{month}\"\nfunction = \"paid\"\ncost_type = \"tools\"\namount = {amount}\n"
        )
    };
    let before = ["2026-04", "2026-05", "2026-06", "2026-07"];
    let project = format!(
        "sources = [\".\"]\n[money]\ncurrency = \"EUR\"\n{}{}{}",
        before.map(|month| cost(month, 50)).concat(),
        cost("2026-08", 100),
        cost("2026-09", 50)
    );
    let months = || ["2026-03"].into_iter().chain(before);
    let spent: String = months()
        .map(|month| format!("Spring,{month}-10,100.00,1000,10,1,10.00\n"))
        .collect();
    let spent = format!(
        "Campaign name,Day,Amount spent (EUR),Impressions,Link clicks,Purchases,Purchases conversion value\n{spent}"
    );
    let sold: String = months()
        .map(|month| format!("{month}-11,facebook,paid_social,Spring,10,300\n"))
        .collect();
    let sold = format!(
        "Day,Order UTM source,Order UTM medium,Order UTM campaign,Orders,Net sales\n{sold}"
    );
    let folder = story::with(&[
        ("social-roi.toml", &project),
        ("meta-before.csv", &spent),
        ("shop-before.csv", &sold),
    ]);
    let line = "report --period 2026-09 --quiet --format html";
    let args: Vec<&str> = line.split(' ').collect();
    let page = super::done(folder.path(), &args);
    let text = text(&page);
    assert!(!text.contains("cost beside media was not given"), "{text}");
    let moved = "ROI of ads of 152%. ROI moved by +64.5 pp against August 2026.";
    assert!(text.contains(moved), "{text}");
    let line = "\"ROI: Apr 2026 100%, May 2026 100%, Jun 2026 100%, Jul 2026 100%, Aug 2026 87.5%, Sep 2026 152%\"";
    assert!(page.contains(line), "{line}");
}

#[test]
fn a_month_is_a_page_and_a_quarter_a_book() {
    let sections = |period: &str| -> Vec<String> {
        let page = story::page(&["--period", period]);
        super::all("<section id=\"([^\"]*)\"", &page)
            .into_iter()
            .map(str::to_owned)
            .collect()
    };
    let end = ["data", "method", "sources", "traces"];
    let month = ["summary", "money", "campaigns", "organic"];
    assert_eq!(sections("2026-09"), [&month[..], &end].concat());
    let quarter = [
        "summary",
        "reconciliation",
        "money",
        "campaigns",
        "development",
        "channels",
        "organic",
    ];
    assert_eq!(sections("2026-Q3"), [&quarter[..], &end].concat());
}

#[test]
fn what_is_left_out_is_named_with_what_it_needs() {
    let text = text(&story::page(&["--period", "2026-09"]));
    let line = "Left out for want of data: Credit by attribution model (needs a log of touches).";
    assert!(text.contains(line), "{text}");
}

#[test]
fn rows_and_metrics_that_were_asked_for_have_a_section() {
    let page = story::page(&["--by", "campaign", "--metrics", "spend,cpc", "--top", "1"]);
    let asked = super::section(&page, "asked");
    assert_eq!(
        super::all("<th scope=\"row\">([^<]*)</th>", asked),
        ["Spring", "Total"]
    );
    assert!(!super::all("<section id=\"(asked)\"", &story::page(&[])).contains(&"asked"));
}

/// The whole page but for its styles, as it was looked at.
#[test]
fn the_page_is_as_it_was_looked_at() {
    let page = story::page(&["--period", "2026-09"]);
    let style = Regex::new("(?s)<style>.*?</style>").unwrap();
    insta::assert_snapshot!("page", style.replace(&page, "<style></style>"));
}
