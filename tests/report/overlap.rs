//! The same money in two files counts once.

use super::{META, Story};

/// The money of `META` by ad set: 60 + 40 are the 100 of the 5th of January.
const SETS: &str = "Campaign name,Ad set name,Day,Amount spent (EUR),Impressions,Link clicks\n\
    Spring,Cold,2026-01-05,60.00,6000,120\n\
    Spring,Warm,2026-01-05,40.00,4000,80\n\
    Spring,Cold,2026-02-05,50.00,5000,100\n\
    Autumn,Cold,2026-01-10,30.50,3000,61\n";

const HEADER: &str = "platform,spend,currency,cost_types,margin_given";

#[test]
fn equal_rows_of_two_files_count_once() {
    let story = Story::new(&[("a.csv", META), ("b.csv", META)]);
    story.report("a.csv b.csv --metrics spend").is(
        0,
        &["warning: b.csv: 3 rows stand in it too and count once: a.csv"],
        &[HEADER, "meta,180.5,EUR,1,false"],
    );
}

#[test]
fn differing_rows_are_an_error_unless_the_user_decides() {
    let later = META.replace("100.00", "101.00");
    let story = Story::new(&[("a.csv", META), ("b.csv", &later)]);
    story.report("a.csv b.csv --metrics spend").fails(
        1,
        &[
            "error: a.csv and b.csv differ on the same rows: `meta / Spring` on 2026-01-05 has 100 in the first and 101 in the second",
            "hint: `--on-overlap newest` takes the newer export, `--on-overlap sum` adds both; if these are two accounts, \
             name them with `--account-of 'FILE=NAME'`",
        ],
    );
    // Neither file says when it was made and both end on one day: the one named later is the newer.
    story
        .report("a.csv b.csv --metrics spend --on-overlap newest")
        .is(
            0,
            &["warning: a.csv: 3 rows stand in it too; the newer export counts: b.csv"],
            &[HEADER, "meta,181.5,EUR,1,false"],
        );
    story
        .report("b.csv a.csv --metrics spend --on-overlap newest")
        .is(
            0,
            &["warning: b.csv: 3 rows stand in it too; the newer export counts: a.csv"],
            &[HEADER, "meta,180.5,EUR,1,false"],
        );
    story
        .report("a.csv b.csv --metrics spend --on-overlap sum")
        .prints(&[HEADER, "meta,362,EUR,1,false"]);
    story
        .report("a.csv b.csv --on-overlap smu")
        .fails(2, &["error: --on-overlap smu: expected error, newest, sum"]);
}

#[test]
fn two_accounts_are_added() {
    let later = META.replace("100.00", "101.00");
    let story = Story::new(&[("a.csv", META), ("b.csv", &later)]);
    story
        .report("a.csv b.csv --metrics spend --by account --account-of a.csv=Vienna --account-of b.csv=Graz")
        .prints(&[
            "account,spend,currency,cost_types,margin_given",
            "Graz,181.5,EUR,1,false",
            "Vienna,180.5,EUR,1,false",
        ]);
}

#[test]
fn campaigns_and_their_ad_sets_are_not_added() {
    let story = Story::new(&[("campaigns.csv", META), ("sets.csv", SETS)]);
    story.report("campaigns.csv sets.csv --metrics spend").is(
        0,
        &[
            "warning: sets.csv: 180.50 EUR of spend at level ad group is the money of campaigns.csv at level campaign again; it counts once",
            "hint: if these are two accounts, name them with `--account-of 'FILE=NAME'`",
        ],
        &[HEADER, "meta,180.5,EUR,1,false"],
    );
}

#[test]
fn by_ad_group_takes_the_finer_export() {
    let story = Story::new(&[("campaigns.csv", META), ("sets.csv", SETS)]);
    let said = [
        "warning: campaigns.csv: 180.50 EUR of spend stands in sets.csv too, at level ad_group with 180.50 EUR; the finer rows count",
        "hint: if these are two accounts, name them with `--account-of 'FILE=NAME'`",
    ];
    story
        .report("campaigns.csv sets.csv --metrics spend,impressions --by ad_group")
        .is(
            0,
            &said,
            &[
                "ad_group,spend,impressions,currency,cost_types,margin_given",
                "Cold,140.5,14000,EUR,1,false",
                "Warm,40,4000,EUR,1,false",
            ],
        );
    story
        .report("campaigns.csv sets.csv --metrics spend --where ad_group=Warm")
        .is(0, &said, &[HEADER, "meta,40,EUR,1,false"]);
}

/// The orders export and the shop's analytics of the same day sum to the same: they are one sale each.
#[test]
fn sales_of_the_shop_and_of_web_analytics_are_not_added() {
    let shop = "Day,Order UTM source,Order UTM medium,Order UTM campaign,Orders,Net sales\n\
        2026-01-06,facebook,paid_social,Spring,3,300\n";
    let ga4 = "# ----------------------------------------\n# Traffic acquisition\n# Account: Example\n# Property: Example\n\
        # ----------------------------------------\n# \n# All Users\n# Start date: 20260101\n# End date: 20260131\n\
        Session source / medium,Sessions,Engaged sessions,Total revenue\nfacebook / paid_social,40,30,290.00\n";
    let story = Story::new(&[("meta.csv", META), ("shop.csv", shop), ("ga4.csv", ga4)]);
    let all = "meta.csv shop.csv ga4.csv --currency-of shop.csv=EUR --currency-of ga4.csv=EUR --totals --metrics revenue";
    let header =
        "platform,revenue,currency,cost_types,margin_given,join_rate_spend,join_rate_value";
    story.report(all).is(
        0,
        &[
            "warning: outcomes of analytics (ga4.csv) are left out: the same sale would count twice beside shop",
            "hint: `--outcomes analytics` counts them instead",
            "warning: the files hold outcomes of 1–31 Jan 2026: 50.00 of spend of other days is left out of roas and roi",
            "hint: give outcomes and spend of the same days",
        ],
        &[
            header,
            // Spring spent 150 of 180.50.
            "meta,300,EUR,1,false,0.831025,1.000000",
            "total,300,EUR,1,false,0.831025,1.000000",
        ],
    );
}

#[test]
fn reach_is_never_summed() {
    let reach = "Campaign name,Day,Amount spent (EUR),Impressions,Reach\n\
        Spring,2026-01-05,10,100,80\nSpring,2026-01-06,10,100,50\n";
    let story = Story::new(&[("meta.csv", reach)]);
    story
        .report("meta.csv --by campaign --metrics impressions,reach,frequency")
        .prints(&[
            "campaign,impressions,reach,frequency,currency,cost_types,margin_given",
            "Spring,200,,,EUR,1,false",
        ]);
    // One row is its platform's own count: 100 / 80 = 1.25, 100 / 50 = 2.
    story
        .report("meta.csv --by day --metrics impressions,reach,frequency")
        .prints(&[
            "day,impressions,reach,frequency,currency,cost_types,margin_given",
            "2026-01-05,100,80,1.25,EUR,1,false",
            "2026-01-06,100,50,2,EUR,1,false",
        ]);
}

#[test]
fn claims_of_two_platforms_make_no_roas() {
    let tiktok = "Campaign name,Ad Group Name,Ad Name,Date,Cost,Impression,Clicks (Destination),Conversions,Currency\n\
        Quiet,G,V,2026-01-05,20,1000,10,0,EUR\n";
    let pinterest = "Date,Campaign name,Ad group name,Spend in account currency,Impressions,Pin clicks,Outbound clicks,CTR,eCPC,\
        Total conversions,Checkouts,Checkout value in account currency,Checkout ROAS\n\
        2026-01-05,Living,Oak,20,1000,90,40,0.82%,0.5,9,2,80,4\n";
    let spring = META.replace("Autumn,2026-01-10,30.50,3000,61,,\n", "");
    let story = Story::new(&[
        ("meta.csv", &spring),
        ("pin.csv", pinterest),
        ("tiktok.csv", tiktok),
    ]);
    let said = [
        "warning: pin.csv: format `pinterest_ads` is known from documentation only; check the figures against the platform",
        "note: claimed_revenue: summed over 2 platforms, which may claim the same order",
    ];
    story
        .report("meta.csv pin.csv --currency-of pin.csv=EUR --totals --metrics claimed_revenue,claimed_roas")
        .is(
            0,
            &said,
            &[
                "platform,claimed_revenue,claimed_roas,currency,cost_types,margin_given",
                // 550 / 150.
                "meta,550,3.6666666667,EUR,1,false",
                "pinterest,80,4,EUR,1,false",
                "total,630,,EUR,1,false",
            ],
        );
}

/// Ad sets that name no campaign: 60 + 40 and 30.5 + 50 are campaigns of [`META`]; 35 is nobody's.
#[test]
fn ad_sets_without_campaigns_count_once_only_where_their_sums_tie() {
    let sets = |last: &str| {
        format!(
            "Ad set name,Reporting starts,Reporting ends,Amount spent (EUR),Impressions,Reach\n\
             Cold,2026-01-01,2026-01-31,60.00,6000,100\n\
             Warm,2026-01-01,2026-01-31,40.00,4000,100\n{last}"
        )
    };
    let campaigns = "Campaign name,Reporting starts,Reporting ends,Amount spent (EUR),Impressions,Reach\n\
        Spring,2026-01-01,2026-01-31,100.00,10000,200\n\
        Autumn,2026-01-01,2026-01-31,30.50,3000,61\n";
    let story = Story::new(&[
        ("campaigns.csv", campaigns),
        ("tied.csv", &sets("")),
        (
            "other.csv",
            &sets("Far,2026-01-01,2026-01-31,35.00,4000,100\n"),
        ),
    ]);
    let out = [HEADER, "meta,130.5,EUR,1,false"];
    story.report("campaigns.csv tied.csv --metrics spend").is(
        0,
        &[
            "warning: tied.csv: 100.00 EUR of spend at level ad group is the money of campaigns.csv at level campaign again; it counts once",
            "hint: if these are two accounts, name them with `--account-of 'FILE=NAME'`",
        ],
        &out,
    );
    story.report("campaigns.csv other.csv --metrics spend").fails(
        1,
        &[
            "error: other.csv: 35.00 EUR of spend at level ad group names no campaign and sums to none of campaigns.csv (level campaign): it is money of other campaigns, or the same money again",
            "hint: `--on-overlap sum` counts both, `--account-of 'other.csv=NAME'` says that it is another account; or export it again with the campaign's name, or leave it out",
        ],
    );
    // What ties counts once even then; what does not is added.
    story
        .report("campaigns.csv other.csv --metrics spend --on-overlap sum")
        .is(
            0,
            &[
                "warning: other.csv: 100.00 EUR of spend at level ad group is the money of campaigns.csv at level campaign again; it counts once",
                "hint: if these are two accounts, name them with `--account-of 'FILE=NAME'`",
            ],
            &[HEADER, "meta,165.5,EUR,1,false"],
        );
    // The account of one file, named by hand, tells the two apart.
    story
        .report("campaigns.csv other.csv --metrics spend --account-of other.csv=Graz")
        .prints(&[HEADER, "meta,265.5,EUR,1,false"]);
}

/// Ten orders of 10, 20 … 100, 550 in all, as two exports of one shop write them.
fn two_layouts(own: impl Fn(u32) -> u32) -> Story {
    let mut canonical = "date,conv_id,revenue,currency\n".to_owned();
    let mut mapped = "Bestellt,Nummer,Netto,Geld\n".to_owned();
    for order in 1..=10 {
        canonical.push_str(&format!("2026-01-{order:02},#{order},{}0,EUR\n", order));
        mapped.push_str(&format!("2026-01-{order:02},{order},{}0,EUR\n", own(order)));
    }
    Story::new(&[("own.csv", &mapped), ("shop.csv", &canonical)])
}

const LAYOUT: &str = "--map date=Bestellt,conv_id=Nummer,revenue=Netto,currency=Geld";

#[test]
fn the_same_orders_in_files_of_two_formats_are_told_and_not_merged() {
    let header = "platform,orders,revenue,currency,cost_types,margin_given";
    let story = two_layouts(|order| order);
    let words = format!("own.csv shop.csv --metrics orders,revenue {LAYOUT}");
    let twice = "warning: shop.csv: 10 orders with 550.00 of revenue stand in own.csv too, in another format, and count twice";
    let mend = "hint: leave one of the two files out, here and in `sources`; if these are two shops, name them with \
        `--account-of 'FILE=NAME'`";
    story.report(&words).is(
        0,
        &[twice, mend],
        &[header, "(no match),20,1100,EUR,1,false"],
    );
    let ledger = story.run(&format!("ledger --quiet own.csv shop.csv {LAYOUT}"));
    assert!(ledger.said.contains(twice), "{}", ledger.said);
    // Nothing is told where the user says that both count.
    for more in [
        "--on-overlap sum",
        "--account-of own.csv=A --account-of shop.csv=B",
    ] {
        story
            .report(&format!("{words} {more}"))
            .prints(&[header, "(no match),20,1100,EUR,1,false"]);
    }
}

/// Two shops that count their orders from 1: the second takes 5 more for each, 550 + 10 × 50 = 1,050 beside 550.
#[test]
fn equal_numbers_with_other_revenue_are_orders_of_two_shops() {
    let words = format!("own.csv shop.csv --metrics revenue {LAYOUT}");
    two_layouts(|order| order + 5).report(&words).prints(&[
        "platform,revenue,currency,cost_types,margin_given",
        "(no match),1600,EUR,1,false",
    ]);
}

/// Two orders of new customers, one of a customer who came back; of the others nothing is known: 2 of 3.
#[test]
fn the_kind_of_customer_says_which_orders_are_of_new_ones() {
    let shop = "date,conv_id,revenue,currency,customer_type\n\
        2026-01-01,1,10,EUR,new\n2026-01-02,2,10,EUR,New\n2026-01-03,3,10,EUR,returning\n\
        2026-01-04,4,10,EUR,\n2026-01-05,5,10,EUR,VIP\n";
    let story = Story::new(&[("shop.csv", shop)]);
    story
        .report("shop.csv --metrics orders,new_customer_orders,new_customer_share")
        .prints(&[
            "platform,orders,new_customer_orders,new_customer_share,currency,cost_types,margin_given",
            "(no match),5,2,0.6666666667,EUR,1,false",
        ]);
}

/// A sales summary by kind of customer: 26 of 90 known orders are of new customers, of the three of the others nothing is
/// known.
#[test]
fn a_summary_by_kind_of_customer_counts_its_new_ones() {
    let summary = "\"New or returning customer\",\"Day\",\"Customers\",\"Orders\",\"Total sales\"\n\
        \"New\",\"2026-02-01\",26,26,3905.4\n\"Returning\",\"2026-02-01\",64,64,15220.15\n\
        \"Newsletter\",\"2026-02-01\",3,3,100\n";
    let story = Story::new(&[("summary.csv", summary)]);
    story
        .report("summary.csv --metrics orders,new_customer_orders,new_customer_share --currency-of summary.csv=EUR")
        .prints(&[
            "platform,orders,new_customer_orders,new_customer_share,currency,cost_types,margin_given",
            "(no match),93,26,0.2888888889,EUR,1,false",
        ]);
}
