//! Cells that a platform leaves blank where nothing happened, and those whose meaning nobody knows.

use super::Story;

fn assert_row(header: &str, lines: &str, metrics: &str, figures: &str) {
    let story = Story::new(&[("meta.csv", &format!("{header}\n{lines}"))]);
    story
        .report(&format!("meta.csv --metrics {metrics}"))
        .prints(&[
            &format!("platform,{metrics},currency,cost_types,margin_given"),
            &format!("meta,{figures},EUR,1,false"),
        ]);
}

/// 200 spent on 2,000 impressions; 50 clicks on the first day, none on the second: 200 / 50 = 4, 50 / 2000 = 2.5 %.
#[test]
fn meta_leaves_clicks_blank_where_nobody_clicked() {
    assert_row(
        "Campaign name,Day,Amount spent (EUR),Impressions,Link clicks",
        "Spring,2026-01-05,100,1000,50\nSpring,2026-01-06,100,1000,\n",
        "clicks,cpc,ctr",
        "50,4,0.025",
    );
}

/// 100 × 4 + 0 = 400 claimed over 200 spent.
#[test]
fn a_blank_purchase_roas_claims_nothing_and_its_spend_counts() {
    assert_row(
        "Campaign name,Day,Amount spent (EUR),Purchase ROAS (return on ad spend)",
        "Spring,2026-01-05,100,4\nSpring,2026-01-06,100,\n",
        "claimed_revenue,claimed_roas",
        "400,2",
    );
}

/// The value of shared items alone is blank, yet 100 × 4 was claimed: a blank beside a stated ratio is no zero.
#[test]
fn a_blank_value_beside_a_stated_roas_is_derived_not_zero() {
    assert_row(
        "Campaign name,Day,Amount spent (EUR),Purchases conversion value for shared items only,Purchase ROAS (return on ad spend)",
        "Spring,2026-01-05,100,,4\n",
        "claimed_revenue",
        "400",
    );
}

/// Purchases known only as results: 4 for 100, none for 100, and 300 whose results are of no stated kind and may be
/// purchases or not. 200 / 4 = 50; the 300 would make it 125, as if nothing had been bought there.
#[test]
fn results_of_unknown_kind_are_no_purchases_of_zero() {
    assert_row(
        "Campaign name,Day,Amount spent (EUR),Results,Result indicator",
        "Spring,2026-01-05,100,4,actions:purchase\nAutumn,2026-01-05,100,,actions:purchase\nMixed,2026-01-05,300,,\n",
        "claimed_conversions,cpa",
        "4,50",
    );
}

/// The same said under the table, because 300 of 500 are left out.
#[test]
fn a_ratio_over_a_part_of_the_spend_says_over_which_part() {
    let story = Story::new(&[(
        "meta.csv",
        "Campaign name,Day,Amount spent (EUR),Results,Result indicator\n\
         Spring,2026-01-05,200,4,actions:purchase\nMixed,2026-01-05,300,,\n",
    )]);
    story
        .report("meta.csv --metrics spend,cpa --format table --width 120")
        .prints(&[
            "platform   spend    cpa",
            "             EUR    EUR",
            "───────────────────────",
            "Meta      500.00  50.00",
            "───────────────────────",
            "total     500.00  50.00",
            "",
            "1 row · 3 columns · 5 Jan 2026",
            "note: cpa covers 40.0 % of spend (200.00 of 500.00): the other rows do not state what it needs",
        ]);
}

/// Google writes 0.00 where nobody bought, so that its blanks are no zeros: 100 / 4 = 25.
#[test]
fn blanks_of_platforms_that_write_their_zeros_stay_unknown() {
    let google = "Campaign,Campaign status,Currency code,Cost,Impr.,Clicks,Conversions,Day\n\
        Search,Enabled,EUR,100.00,1000,10,4.00,2026-01-05\nBrand,Enabled,EUR,100.00,1000,10, --,2026-01-05\n";
    let story = Story::new(&[("google.csv", google)]);
    story.report("google.csv --metrics spend,cpa").prints(&[
        "platform,spend,cpa,currency,cost_types,margin_given",
        "google_ads,200,25,EUR,1,false",
    ]);
}
