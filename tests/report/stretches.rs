//! Shop reports by month or week: the column names whole months and weeks.

use super::Story;

const META: &str = "Campaign name,Day,Amount spent (EUR),Impressions,Link clicks\n\
    Spring,2026-01-05,100,10000,200\n\
    Spring,2026-02-05,50,5000,100\n";

/// 300 / 100 in January and 100 / 50 in February, however the months are written.
#[test]
fn a_shops_month_is_a_whole_month() {
    for [first, second] in [
        ["2026-01-01", "2026-02-01"],
        ["2026-01", "2026-02"],
        ["Jan 2026", "Feb 2026"],
        ["January 2026", "February 2026"],
        ["2026-01-01T00:00:00-05:00", "2026-02-01T00:00:00-05:00"],
    ] {
        let shop = format!(
            "\"Month\",\"Order UTM source\",\"Order UTM medium\",\"Order UTM campaign\",\"Orders\",\"Net sales\"\n\
             \"{first}\",\"facebook\",\"paid_social\",\"Spring\",3,300\n\
             \"{second}\",\"facebook\",\"paid_social\",\"Spring\",1,100\n"
        );
        let story = Story::new(&[("meta.csv", META), ("shop.csv", &shop)]);
        let what =
            "meta.csv shop.csv --currency-of shop.csv=EUR --metrics spend,orders,revenue,roas";
        story.report(&format!("{what} --by month")).prints(&[
            "month,spend,orders,revenue,roas,currency,cost_types,margin_given,join_rate_spend,join_rate_value",
            "2026-01,100,3,300,3,EUR,1,false,1.000000,1.000000",
            "2026-02,50,1,100,2,EUR,1,false,1.000000,1.000000",
        ]);
        story.report(&format!("{what} --period 2026-01")).prints(&[
            "platform,spend,orders,revenue,roas,currency,cost_types,margin_given,join_rate_spend,join_rate_value",
            "meta,100,3,300,3,EUR,1,false,1.000000,1.000000",
        ]);
    }
}

/// A week is seven days from the one that is named, so that two of them lie within January and one crosses its end.
#[test]
fn a_shops_week_is_seven_days() {
    let shop = "\"Week\",\"Order UTM campaign\",\"Net sales\",\"Orders\"\n\
        \"2026-01-04\",\"Spring\",70,2\n\
        \"2026-01-25\",\"Spring\",75,3\n\
        \"2026-02-01\",\"Spring\",5,1\n";
    let story = Story::new(&[("shop.csv", shop)]);
    let what = "shop.csv --currency-of shop.csv=EUR --metrics orders,revenue";
    story
        .report(&format!(
            "{what} --period 2026-01-04..2026-01-31 --by month"
        ))
        .prints(&[
            "month,orders,revenue,currency,cost_types,margin_given",
            "2026-01,5,145,EUR,1,false",
        ]);
}
