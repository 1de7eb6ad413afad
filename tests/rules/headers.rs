//! Which column is which, and the currency that a header holds.

use social_roi::schema::{Amount, col};

use super::total;
use crate::reading::{amount, one};

/// Rule 7.
#[test]
fn of_two_columns_with_one_name_the_first_counts() {
    let posts = one(
        "Post ID,Page ID,Page name,Title,Publish time,Post type,Permalink,Views,Reach,Reactions,Views\n\
         1,7,Example,Hello,03/18/2025 09:48,Photos,https://example.com/1,10,8,2,99\n",
    );
    assert_eq!(
        (posts.used, total(&posts, col::VIEWS)),
        (1, Amount::whole(10))
    );
    let sales = one(
        "Order UTM campaign,Orders,Net sales,Orders (previous_month),Orders (previous_month) \n\
         Spring,7,70.50,4,0.75\nAutumn,3,30.25,6,-0.5\n",
    );
    assert_eq!(
        (total(&sales, col::ORDERS), total(&sales, col::REVENUE)),
        (Amount::whole(10), amount("100.75"))
    );
    assert_eq!(
        sales.ignored,
        ["Orders (previous_month)", "Orders (previous_month)"]
    );
}

/// Rule 8.
#[test]
fn headers_are_compared_without_marks_hyphens_odd_spaces_and_case() {
    let ads = one(
        "\u{feff}\u{feff}CAMPAIGN  name\u{a0}, amount Spent (eur) ,IMPRESSIONS\u{200b}\nA,1.50,10\n",
    );
    assert_eq!(
        (
            ads.profile.as_deref(),
            total(&ads, col::SPEND),
            &ads.currencies[..]
        ),
        (Some("meta_ads"), amount("1.5"), &["EUR".to_owned()][..])
    );
    let videos = one(
        "Vi\u{ad}deo,Vi\u{ad}deo\u{ad}ti\u{ad}tel,Veröffentlichungs\u{ad}zeitpunkt des Videos,Auf\u{ad}rufe\nabc,X,\"Feb 19, 2023\",10\n",
    );
    assert_eq!(
        (videos.profile.as_deref(), total(&videos, col::VIEWS)),
        (Some("youtube_table"), Amount::whole(10))
    );
    let fullwidth = one("Campaign name,Cost,Clicks (destination）,Impression\nA,1.50,3,10\n");
    assert_eq!(
        (fullwidth.profile.as_deref(), total(&fullwidth, col::CLICKS)),
        (Some("tiktok_ads"), Amount::whole(3))
    );
}

/// Rule 9.
#[test]
fn currency_stands_in_the_header_in_a_column_or_nowhere() {
    for (text, currencies) in [
        ("Campaign name,Amount spent (IDR)\nA,1000\n", &["IDR"][..]),
        (
            "Campaign,Currency code,Cost,Impr.\nA,GBP,1.50,10\nB,EUR,2.50,10\n",
            &["EUR", "GBP"],
        ),
        (
            "Campaign name,Amount spent,Reach,Clicks (all)\nA,1000,5,6\n",
            &[],
        ),
        (
            "Campaign name,Cost,Clicks (destination),Impression\nA,1.50,3,10\n",
            &[],
        ),
    ] {
        let report = one(text);
        assert_eq!(report.currencies, currencies, "{text}");
        assert_eq!(report.no_currency, currencies.is_empty(), "{text}");
    }
}
