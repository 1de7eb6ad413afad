//! Currencies, rates, margin and cost.

use super::{META, SHOP, Story};

const US: &str = "Day,Campaign name,Amount spent (USD),Impressions,Link clicks,Purchases,Purchases conversion value\n\
    2026-01-05,US,110.00,9000,90,3,220.00\n\
    2026-01-06,US,55.00,1000,10,1,33.00\n";

const RATES: &str = "date,from,to,rate\n2026-01-05,USD,EUR,0.90\n2026-01-06,USD,EUR,0.80\n";

#[test]
fn two_currencies_without_rates_are_an_error_that_names_the_files() {
    let said = [
        "error: two currencies in one report: EUR in meta.csv; USD in us.csv",
        "hint: convert with `--currency EUR --rates rates.csv` (columns date, from, to, rate), or report the files apart",
    ];
    let story = Story::new(&[("meta.csv", META), ("us.csv", US), ("r.csv", RATES)]);
    story.report("meta.csv us.csv").fails(1, &said);
    // Rates alone do not say which currency is wanted.
    story
        .report("meta.csv us.csv --rates r.csv")
        .fails(1, &said);
}

/// 110 × 0.90 + 55 × 0.80 = 143 spent, 220 × 0.90 + 33 × 0.80 = 224.40 claimed.
#[test]
fn spend_and_value_are_converted_at_the_rate_of_their_day() {
    let story = Story::new(&[("meta.csv", META), ("us.csv", US), ("rates.csv", RATES)]);
    let expected = [
        "campaign,spend,claimed_revenue,currency,cost_types,margin_given",
        "Spring,150,550,EUR,1,false",
        "US,143,224.4,EUR,1,false",
        "Autumn,30.5,0,EUR,1,false",
    ];
    let what = "--currency EUR --by campaign --metrics spend,claimed_revenue";
    story
        .report(&format!("meta.csv us.csv --rates rates.csv {what}"))
        .prints(&expected);
    // Among the inputs it is recognised for what it is.
    story.report(&format!(". {what}")).prints(&expected);
}

/// 1.25 dollars per euro: 110 / 1.25 + 55 / 1.25 = 132; the rate of the 5th holds on the 6th.
#[test]
fn a_rate_serves_the_other_way_round_and_for_days_after() {
    let rates = "date,from,to,rate\n2026-01-05,EUR,USD,1.25\n";
    let story = Story::new(&[("us.csv", US), ("rates.csv", rates)]);
    story
        .report("us.csv --rates rates.csv --currency EUR --metrics spend")
        .prints(&[
            "platform,spend,currency,cost_types,margin_given",
            "meta,132,EUR,1,false",
        ]);
}

#[test]
fn a_rate_older_than_seven_days_is_no_rate() {
    let on = |day: &str| format!("date,from,to,rate\n{day},USD,EUR,0.5\n");
    let (seven, eight) = (on("2025-12-30"), on("2025-12-28"));
    let one_day = "Day,Campaign name,Amount spent (USD),Impressions\n2026-01-06,US,55.00,1000\n";
    let story = Story::new(&[
        ("us.csv", one_day),
        ("seven.csv", &seven),
        ("eight.csv", &eight),
    ]);
    story
        .report("us.csv --currency EUR --rates seven.csv --metrics spend")
        .prints(&[
            "platform,spend,currency,cost_types,margin_given",
            "meta,27.5,EUR,1,false",
        ]);
    story
        .report("us.csv --currency EUR --rates eight.csv --metrics spend")
        .fails(
            1,
            &[
                "error: no rate USD to EUR for 2026-01-06 or the 7 days before it (us.csv)",
                "hint: add rows for those days to the rates file; a rate holds on its day and the 7 days after it",
            ],
        );
}

/// A dollar has a rate on 1 January, which holds until the 8th, and on 1 February; rows of 5 and 12 January, 20 to 25
/// January and 3 and 20 February lack one on 12, 20 to 25 January and 20 February. None of the days from the 12th to the
/// 25th has one, so that they are one stretch; 1 to 8 February parts it from the 20th. A pound has none at all.
#[test]
fn every_pair_and_stretch_of_days_without_a_rate_is_told_at_once() {
    let us = "Day,Campaign name,Amount spent (USD),Impressions,Reporting starts,Reporting ends\n\
        2026-01-05,US,1,10,2026-01-05,2026-01-05\n\
        2026-01-12,US,1,10,2026-01-12,2026-01-12\n\
        2026-02-03,US,1,10,2026-02-03,2026-02-03\n\
        2026-02-20,US,1,10,2026-02-20,2026-02-20\n";
    let later = "Campaign name,Amount spent (USD),Impressions,Reporting starts,Reporting ends\n\
        US,1,10,2026-01-20,2026-01-25\n";
    let uk = "Day,Campaign name,Amount spent (GBP),Impressions\n2026-01-06,UK,1,10\n";
    let rates = "date,from,to,rate\n2026-01-01,USD,EUR,0.9\n2026-02-01,USD,EUR,0.9\n";
    let story = Story::new(&[
        ("us.csv", us),
        ("later.csv", later),
        ("uk.csv", uk),
        ("rates.csv", rates),
    ]);
    story
        .report("us.csv later.csv uk.csv --currency EUR --rates rates.csv --metrics spend")
        .fails(
            1,
            &[
                "error: no rate GBP to EUR for 2026-01-06 or the 7 days before it (uk.csv); \
                 no rate USD to EUR for 2026-01-12..2026-01-25, 2026-02-20 or the 7 days before it (later.csv, us.csv)",
                "hint: add rows for those days to the rates file; a rate holds on its day and the 7 days after it",
            ],
        );
    story
        .report("us.csv --currency EUR --metrics spend")
        .fails(
            1,
            &[
                "error: no rate USD to EUR for 2026-01-05..2026-02-20 or the 7 days before it (us.csv)",
                "hint: name a CSV of date, from, to, rate with `--rates FILE`, or as `rates` of [money]; a rate holds on its day and the 7 days after it",
            ],
        );
}

#[test]
fn a_wrong_currency_is_wrong_usage() {
    let story = Story::new(&[("meta.csv", META)]);
    story
        .report("meta.csv --currency EURO")
        .fails(2, &["error: `EURO` is not an ISO 4217 currency code"]);
}

/// The shop's files state no currency: 300 + 150 dollars of the spring at 0.90 are 405 euros.
#[test]
fn currency_of_says_what_a_file_does_not() {
    let rates = "date,from,to,rate\n2026-01-05,USD,EUR,0.90\n2026-02-04,USD,EUR,0.90\n";
    let story = Story::new(&[("meta.csv", META), ("shop.csv", SHOP), ("rates.csv", rates)]);
    let what = "meta.csv shop.csv --where campaign=Spring --by campaign --metrics revenue";
    story
        .report(&format!(
            "{what} --currency EUR --rates rates.csv --currency-of shop.csv=USD"
        ))
        .prints(&[
            "campaign,revenue,currency,cost_types,margin_given,join_rate_spend,join_rate_value",
            "Spring,405,EUR,1,false,1.000000,0.912500",
        ]);
    story.report(what).is(
        0,
        &[
            "warning: shop.csv: its amounts state no currency; taken as EUR, the only one in the inputs",
            "hint: say it with `--currency-of 'shop.csv=EUR'`",
        ],
        &[
            "campaign,revenue,currency,cost_types,margin_given,join_rate_spend,join_rate_value",
            "Spring,450,EUR,1,false,1.000000,0.912500",
        ],
    );
}

/// Euros and dollars are in the inputs, and the shop says neither: `--currency EUR` asks for euros, it does not say that
/// these are euros.
#[test]
fn amounts_of_unknown_currency_beside_two_currencies_are_an_error() {
    let story = Story::new(&[
        ("meta.csv", META),
        ("us.csv", US),
        ("rates.csv", RATES),
        ("shop.csv", SHOP),
    ]);
    let what = "meta.csv us.csv shop.csv --rates rates.csv --currency EUR --metrics spend";
    story.report(what).fails(
        1,
        &[
            "error: shop.csv: amounts state no currency, and the inputs hold several: EUR, USD",
            "hint: say which with `--currency-of 'shop.csv=CODE'`, or by [[accounts]] of the project file: `account = \"NAME\"`, `files = [\"shop.csv\"]`, `currency = \"CODE\"`",
        ],
    );
    let outcome = story.report(&format!("{what} --currency-of shop.csv=EUR"));
    assert_eq!(outcome.code, Some(0), "{}", outcome.said);
    // Without the shop's amounts in the report their currency is no matter: 180.50 + 143.
    let ga4 = "# ----------------------------------------\n# Traffic acquisition\n# Account: Example\n# Property: Example\n\
        # ----------------------------------------\n# \n# All Users\n# Start date: 20260101\n# End date: 20260131\n\
        Session source / medium,Sessions,Engaged sessions,Total revenue\nfacebook / paid_social,40,30,290.00\n";
    std::fs::write(story.path("ga4.csv"), ga4).unwrap();
    let outcome = story.report(&format!("{what} ga4.csv --currency-of shop.csv=EUR"));
    assert!(
        outcome.out.contains("\nmeta,323.5,EUR,"),
        "{}{}",
        outcome.out,
        outcome.said
    );
}

/// The orders export says dollars and sums to what the analytics of the same days say: they are dollars too, and so are the
/// analytics of the month before. 100 + 50 dollars at 0.90 are 135 euros.
#[test]
fn a_file_with_the_same_sums_shows_the_currency() {
    let orders = "Name,Financial Status,Paid at,Currency,Subtotal,Shipping,Taxes,Total,Discount Amount,Created at,Lineitem quantity,\
        Lineitem name,Lineitem price,Cancelled at,Refunded Amount,Note Attributes,Id\n\
        #1,paid,2026-01-06 10:00:00 +0000,USD,100.00,0,0,100.00,0,2026-01-06 10:00:00 +0000,1,Thing,100.00,,0.00,,9001\n";
    let sums = |day: &str, net: &str| {
        format!(
            "Day,Order UTM source,Order UTM medium,Order UTM campaign,Orders,Net sales\n{day},,,,1,{net}\n"
        )
    };
    let rates = "date,from,to,rate\n2025-12-30,USD,EUR,0.90\n2026-01-05,USD,EUR,0.90\n";
    let story = Story::new(&[
        ("meta.csv", META),
        ("orders.csv", orders),
        ("january.csv", &sums("2026-01-06", "100")),
        ("december.csv", &sums("2025-12-31", "50")),
        ("rates.csv", rates),
    ]);
    let outcome = story.report(
        "meta.csv orders.csv january.csv december.csv --rates rates.csv --currency EUR --metrics revenue --totals",
    );
    assert!(
        outcome.said.starts_with(
            "warning: january.csv: its amounts and those of 1 more file state no currency; taken as USD, which orders.csv states for the same sums\n"
        ),
        "{}",
        outcome.said
    );
    assert!(outcome.out.contains("\ntotal,135,EUR,"), "{}", outcome.out);
    // Another sum shows nothing.
    std::fs::write(story.path("january.csv"), sums("2026-01-06", "99")).unwrap();
    story
        .report("meta.csv orders.csv january.csv --rates rates.csv --currency EUR")
        .fails(
            1,
            &[
                "error: january.csv: amounts state no currency, and the inputs hold several: EUR, USD",
                "hint: say which with `--currency-of 'january.csv=CODE'`, or by [[accounts]] of the project file: `account = \"NAME\"`, `files = [\"january.csv\"]`, `currency = \"CODE\"`",
            ],
        );
}

/// A name misspelt would leave the file in another currency than its user believes.
#[test]
fn an_option_about_a_file_that_is_not_there_is_a_warning() {
    let story = Story::new(&[("meta.csv", META), ("shop.csv", SHOP)]);
    let outcome = story.report(
        "meta.csv shop.csv --currency-of shopp.csv=USD --account-of x*.csv=ACME --platform-of meta.csv=meta --metrics spend",
    );
    assert_eq!(outcome.code, Some(0));
    let said: Vec<&str> = outcome.said.lines().take(3).collect();
    assert_eq!(
        said,
        [
            "warning: --currency-of shopp.csv=USD: none of the files read has that name",
            "hint: did you mean `shop.csv`?",
            "warning: --account-of x*.csv=ACME: none of the files read has that name",
        ]
    );
    let outcome = story.run_words(["inspect", "meta.csv", "--currency-of", "metta.csv=USD"]);
    assert_eq!(
        outcome.said,
        "warning: --currency-of metta.csv=USD: none of the files read has that name\nhint: did you mean `meta.csv`?\n"
    );
}

/// What Meta and TikTok claim may be the same orders: their sum is given, and never without a word.
#[test]
fn claims_of_several_platforms_are_not_summed_in_silence() {
    let tiktok = "Campaign name,Date,Cost,Impressions,Clicks (destination),Conversions,Currency\n\
        Dance,2026-01-05,20.00,1000,10,3,EUR\n";
    let story = Story::new(&[("meta.csv", META), ("tiktok.csv", tiktok)]);
    let note = "note: claimed_conversions: summed over 2 platforms, which may claim the same order";
    let what = "meta.csv tiktok.csv --metrics claimed_conversions";
    story.report(&format!("{what} --by channel")).is(
        0,
        &[note],
        &[
            "channel,claimed_conversions,currency,cost_types,margin_given",
            "Paid Social,9,EUR,1,false",
        ],
    );
    // By platform nothing is summed, but for the total.
    assert_eq!(story.report(what).said, "");
    assert_eq!(
        story.report(&format!("{what} --totals")).said,
        format!("{note}\n")
    );
    let table = story.report(&format!("{what} --format table --width 100"));
    assert!(table.out.lines().any(|line| line == note), "{}", table.out);
    assert_eq!(table.said, "");
}

#[test]
fn money_of_no_known_currency_is_shown_without_one() {
    let plain = META.replace(" (EUR)", "");
    let story = Story::new(&[("meta.csv", &plain)]);
    story.report("meta.csv --metrics spend").is(
        0,
        &[
            "warning: amounts state no currency in any file; they are shown without one",
            "hint: say it with `--currency-of 'meta.csv=EUR'`, or in a project once for all with `files` and `currency` of [[accounts]]",
        ],
        &[
            "platform,spend,cost_types,margin_given",
            "meta,180.5,1,false",
        ],
    );
}

/// ROI = (value − cost) / cost. Value: (450 + 61) × 0.4 = 204.40. Cost: 180.50 media + 60 + 20 = 260.50.
/// (204.40 − 260.50) / 260.50 = −0.2153550864.
#[test]
fn roi_is_margin_less_full_cost_over_full_cost() {
    let story = Story::new(&[("meta.csv", META), ("shop.csv", SHOP)]);
    story
        .report(
            "meta.csv shop.csv --currency-of shop.csv=EUR --margin 0.4 --cost labour=60 --cost tools=20 \
             --where platform=meta --metrics spend,revenue,value,full_cost,roas,roi",
        )
        .prints(&[
            "platform,spend,revenue,value,full_cost,roas,roi,currency,cost_types,margin_given,join_rate_spend,join_rate_value",
            // ROAS knows neither: 511 / 180.50.
            "meta,180.5,511,204.4,260.5,2.8310249307,-0.2153550864,EUR,3,true,1.000000,0.912500",
        ]);
}

/// Without a margin revenue is value, without costs media is the cost: (450 − 150) / 150 = 2, (61 − 30.50) / 30.50 = 1.
#[test]
fn roi_without_margin_and_cost_is_roas_less_one() {
    let story = Story::new(&[("meta.csv", META), ("shop.csv", SHOP)]);
    story
        .report("meta.csv shop.csv --currency-of shop.csv=EUR --by campaign --metrics roas,roi,overclaim_ratio")
        .prints(&[
            "campaign,roas,roi,overclaim_ratio,currency,cost_types,margin_given,join_rate_spend,join_rate_value",
            // 6 claimed over all 6 orders.
            "Spring,3,2,1,EUR,1,false,1.000000,0.912500",
            "Autumn,2,1,0,EUR,1,false,1.000000,0.912500",
            "(no match),,,,EUR,1,false,1.000000,0.912500",
        ]);
}

#[test]
fn margins_and_costs_that_are_none_are_wrong_usage() {
    let story = Story::new(&[("meta.csv", META)]);
    for (option, said) in [
        (
            "--margin 1.4",
            "error: --margin 1.4: expected a fraction above 0 and up to 1, like 0.4 or 40%",
        ),
        (
            "--margin 0,4",
            "error: --margin 0,4: expected a fraction above 0 and up to 1, like 0.4 or 40%; write 0.4",
        ),
        (
            "--margin 40",
            "error: --margin 40: expected a fraction above 0 and up to 1, like 0.4 or 40%; write 40%",
        ),
        (
            "--margin half",
            "error: --margin half: expected a fraction above 0 and up to 1, like 0.4 or 40%",
        ),
        (
            "--cost labour",
            "error: --cost labour: expected TYPE=AMOUNT, like labour=12000",
        ),
        (
            "--cost labour=much",
            "error: --cost labour=much: expected an amount of zero or more, like labour=12000",
        ),
        (
            "--cost labour=3.000,50",
            "error: --cost labour=3.000,50: expected an amount of zero or more, like labour=12000; write 3000.50",
        ),
        (
            "--cost labour=14,424",
            "error: --cost labour=14,424: expected an amount of zero or more, like labour=12000; write 14424 for thousands, or 14.4240",
        ),
        (
            "--cost labour=0,500",
            "error: --cost labour=0,500: expected an amount of zero or more, like labour=12000; write 0.500",
        ),
        (
            "--cost labour=1.234.567",
            "error: --cost labour=1.234.567: expected an amount of zero or more, like labour=12000; write 1234567",
        ),
        (
            "--cost labour=14.424",
            "error: --cost labour=14.424: expected no doubt about the dot: write 14424 for thousands, or 14.4240",
        ),
    ] {
        story
            .report(&format!("meta.csv {option}"))
            .fails(2, &[said]);
    }
}

/// 200 spent, 4 purchases and 400 claimed over 100 clicks: 50 each, 4 %, 2. The second day's blank claims are zeros.
#[test]
fn days_without_a_claim_count_in_the_ratios_of_claims() {
    let meta = "Campaign name,Day,Amount spent (EUR),Impressions,Link clicks,Purchases,Purchases conversion value\n\
        Spring,2026-01-05,100,1000,50,4,400\n\
        Spring,2026-01-06,100,1000,50,,\n";
    let story = Story::new(&[("meta.csv", meta)]);
    story
        .report("meta.csv --by campaign --metrics cpa,cvr,claimed_roas")
        .prints(&[
            "campaign,cpa,cvr,claimed_roas,currency,cost_types,margin_given",
            "Spring,50,0.04,2,EUR,1,false",
        ]);
}
