//! Rows that look like totals, and a currency that looks like a word.

use super::Story;

fn assert_campaigns(name: &str, content: &str, expected: &[&str]) {
    let story = Story::new(&[(name, content)]);
    let header = "campaign,spend,currency,cost_types,margin_given";
    story
        .report(&format!("{name} --by campaign --metrics spend"))
        .prints(&[&[header], expected].concat());
}

/// 100 + 50 = 150: the recall has a status, the total has none.
#[test]
fn a_campaign_called_total_is_a_campaign() {
    for (header, recall, total) in [
        (
            "Campaign,Campaign status",
            "Total: Recall,Enabled",
            "Total: Campaigns, --",
        ),
        (
            "Campaign status,Campaign",
            "Enabled,Total: Recall",
            "Total: Campaigns, --",
        ),
    ] {
        let first = if header.starts_with("Campaign,") {
            "Search,Enabled"
        } else {
            "Enabled,Search"
        };
        let content = format!(
            "{header},Currency code,Cost,Impr.,Clicks\n{first},EUR,100.00,1000,10\n{recall},EUR,50.00,500,5\n\
             {total},EUR,150.00,1500,15\n"
        );
        assert_campaigns(
            "google.csv",
            &content,
            &["Search,100,EUR,1,false", "Total: Recall,50,EUR,1,false"],
        );
    }
}

/// On the 5th All spent less than the spring alone, so that it is no sum of anything.
#[test]
fn a_campaign_called_all_is_a_campaign() {
    assert_campaigns(
        "meta.csv",
        "Campaign name,Day,Amount spent (EUR),Impressions\nSpring,2026-01-05,100,1000\nAll,2026-01-05,30,300\n\
         Spring,2026-01-06,50,500\nAll,2026-01-06,60,600\n",
        &["Spring,150,EUR,1,false", "All,90,EUR,1,false"],
    );
    // Alone in its account it has no rows to be the sum of.
    assert_campaigns(
        "meta.csv",
        "Campaign name,Day,Amount spent (EUR),Impressions\nAll,2026-01-05,30,300\n",
        &["All,30,EUR,1,false"],
    );
}

/// 10 + 20 = 30 of the spring, 5 of the autumn, 35 in all: none of the three is a campaign or an ad set.
#[test]
fn subtotals_called_all_are_not_counted() {
    assert_campaigns(
        "meta.csv",
        "Campaign name,Ad set name,Amount spent (EUR),Impressions\nAll,All,35,350\nSpring,All,30,300\nSpring,A,10,100\n\
         Spring,B,20,200\nAutumn,All,5,50\nAutumn,C,5,50\n",
        &["Spring,30,EUR,1,false", "Autumn,5,EUR,1,false"],
    );
}

/// A sum of more than the rows may be the total of rows that are not in the file: it stays out, and the check says so.
#[test]
fn an_all_that_may_be_a_total_of_more_stays_out_with_a_warning() {
    let story = Story::new(&[(
        "meta.csv",
        "Campaign name,Ad set name,Amount spent (EUR)\nSpring,All,40\nSpring,A,10\nSpring,B,20\n",
    )]);
    story.report("meta.csv --metrics spend").is(
        0,
        &["warning: meta.csv: spend of the rows is 30, but `All` (line 2) says 40"],
        &[
            "platform,spend,currency,cost_types,margin_given",
            "meta,30,EUR,1,false",
        ],
    );
}

/// The Albanian lek is ALL; `Clicks (all)` are clicks.
#[test]
fn lek_is_a_currency_and_all_is_not() {
    assert_campaigns(
        "meta.csv",
        "Campaign name,Day,Amount spent (ALL),Clicks (all)\nSpring,2026-01-05,1200,30\n",
        &["Spring,1200,ALL,1,false"],
    );
    let story = Story::new(&[(
        "meta.csv",
        "Campaign name,Day,Amount spent (EUR),Clicks (all)\nSpring,2026-01-05,12,30\n",
    )]);
    let outcome = story.report("meta.csv --metrics spend");
    assert!(
        outcome.out.ends_with("meta,12,EUR,1,false\n"),
        "{}",
        outcome.out
    );
}
