//! Web analytics told twice: two files of the same days by different dimensions.

use super::Story;

/// A GA4 report of January 2026.
fn ga4(header: &str, rows: &str) -> String {
    format!(
        "# ----------------------------------------\n# Traffic acquisition\n# Account: Example\n# Property: Example\n\
         # ----------------------------------------\n# \n# All Users\n# Start date: 20260101\n# End date: 20260131\n\
         {header},Sessions,Engaged sessions,Total revenue\n{rows}"
    )
}

const OPTIONS: &str =
    "--outcomes analytics --currency-of *.csv=EUR --by platform --totals --metrics revenue";
const HEADER: &str =
    "platform,revenue,currency,cost_types,margin_given,join_rate_spend,join_rate_value";
const META: &str = "Campaign name,Day,Amount spent (EUR)\nSpring,2026-01-05,100\n";

/// 290 by source and medium, and 200 + 90 by campaign of that source and medium: 290 once, 200 of it the spring's.
#[test]
fn one_revenue_by_two_dimensions_counts_once() {
    let story = Story::new(&[
        ("meta.csv", META),
        (
            "medium.csv",
            &ga4(
                "Session source / medium",
                "facebook / paid_social,40,30,290.00\n",
            ),
        ),
        (
            "campaign.csv",
            &ga4(
                "Session source / medium,Session campaign",
                "facebook / paid_social,Spring,30,20,200.00\nfacebook / paid_social,(not set),10,10,90.00\n",
            ),
        ),
    ]);
    let outcome = story.report(&format!("meta.csv medium.csv campaign.csv {OPTIONS}"));
    assert!(
        outcome.said.starts_with(
            "warning: medium.csv: its revenue is that of campaign.csv again, with the same sums; it counts once\n"
        ),
        "{}",
        outcome.said
    );
    assert_eq!(
        outcome.out.lines().collect::<Vec<_>>(),
        [
            HEADER,
            "meta,200,EUR,1,false,1.000000,0.689655",
            "(no match),90,EUR,1,false,1.000000,0.689655",
            "total,290,EUR,1,false,1.000000,0.689655",
        ]
    );
}

/// 290 against 250 of the same days: nobody knows which, unless the user says.
#[test]
fn different_revenue_of_the_same_days_is_an_error_that_names_both() {
    let story = Story::new(&[
        ("meta.csv", META),
        (
            "a.csv",
            &ga4(
                "Session source / medium",
                "facebook / paid_social,40,30,290.00\n",
            ),
        ),
        (
            "b.csv",
            &ga4(
                "Session source / medium,Session campaign",
                "facebook / paid_social,Spring,30,20,250.00\n",
            ),
        ),
    ]);
    let what = format!("meta.csv a.csv b.csv {OPTIONS}");
    story.report(&what).fails(
        1,
        &[
            "error: a.csv and b.csv differ on the same rows: revenue of `facebook / paid_social` has 290 in the first and 250 in the second",
            "hint: `--on-overlap newest` takes the newer export, `--on-overlap sum` adds both; if these are two accounts, name them with `--account-of 'FILE=NAME'`",
        ],
    );
    let total = |more: &str| {
        let outcome = story.report(&format!("{what} {more}"));
        outcome.out.lines().last().unwrap_or_default().to_owned()
    };
    assert!(total("--on-overlap sum").starts_with("total,540,"));
    assert!(total("--account-of a.csv=One --account-of b.csv=Two").starts_with("total,540,"));
    // Where the shop counts, analytics do not, and need not agree.
    let shop = "Day,Order UTM campaign,Orders,Net sales\n2026-01-06,Spring,3,300\n";
    std::fs::write(story.path("shop.csv"), shop).unwrap();
    let outcome = story.report("meta.csv a.csv b.csv shop.csv --metrics revenue --totals");
    assert_eq!(outcome.code, Some(0), "{}", outcome.said);
    assert!(
        outcome
            .out
            .ends_with("total,300,EUR,1,false,1.000000,1.000000\n"),
        "{}",
        outcome.out
    );
}
