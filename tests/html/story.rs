//! A small company in two months, whose every figure can be worked out by hand.

use tempfile::TempDir;

use super::done;

/// August: 300 spent, 10 orders of 1,000 claimed. September: 450 spent (300, 100, 50), 13 orders of 1,590 claimed; the
/// third campaign claims nothing.
const META: &str = "Campaign name,Day,Amount spent (EUR),Impressions,Link clicks,Purchases,Purchases conversion value\n\
    Spring,2026-08-01,120.00,12000,240,5,500.00\n\
    Spring,2026-08-31,80.00,8000,160,3,300.00\n\
    Autumn,2026-08-10,100.00,10000,150,2,200.00\n\
    Spring,2026-09-01,180.00,18000,400,8,900.00\n\
    Spring,2026-09-30,120.00,12000,200,4,600.00\n\
    Autumn,2026-09-10,100.00,10000,120,1,90.00\n\
    Summer,2026-09-12,50.00,5000,50,,\n";

/// August: 80 orders of 750 join campaigns. September: 110 of 1,260 join (1,200 and 60), 30 of 240 do not.
const SHOP: &str = "Day,Order UTM source,Order UTM medium,Order UTM campaign,Orders,Net sales\n\
    2026-08-05,facebook,paid_social,Spring,60,600\n\
    2026-08-12,facebook,paid_social,Autumn,20,150\n\
    2026-09-06,facebook,paid_social,Spring,100,1200\n\
    2026-09-15,facebook,paid_social,Autumn,10,60\n\
    2026-09-08,newsletter,email,january,30,240\n";

/// A platform that claims two orders in September and states no revenue for them, and what the shop booked of it.
pub const TIKTOK: &str = "Campaign name,Ad Group Name,Ad Name,Date,Cost,CPC (Destination),CPM,Impression,Clicks (Destination),CTR (Destination),Conversions,CPA,Currency\n\
    Winter,Group A,Video 1,2026-09-16,100.00,1,11,9000,100,1,2,50,EUR\n";
pub const TIKTOK_SALES: &str = "Day,Order UTM source,Order UTM medium,Order UTM campaign,Orders,Net sales\n\
    2026-09-20,tiktok,paid_social,Winter,2,300\n";

/// Two posts of September: 30 engagements of 1,000 impressions, 10 of 500.
const POSTS: &str = "Post id,Date,Post text,Post Link,Impressions,Likes,Engagements,Bookmarks,Shares,New follows,Replies,Reposts,Profile visits,Detail Expands,URL Clicks,Hashtag Clicks,Permalink Clicks\n\
    2044000000000000301,\"Mon, Sep 14, 2026\",\"Rye, again\",https://x.com/example/status/2044000000000000301,1000,20,40,2,3,1,4,1,5,2,3,0,0\n\
    2043000000000000112,\"Fri, Sep 11, 2026\",Line one,https://x.com/example/status/2043000000000000112,500,6,20,1,1,0,1,1,2,1,1,0,0\n";

/// The folder of the story.
pub fn folder() -> TempDir {
    with(&[])
}

/// The same with further files.
pub fn with(more: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let own = [("meta.csv", META), ("shop.csv", SHOP), ("x.csv", POSTS)];
    for (name, text) in own.iter().chain(more) {
        std::fs::write(folder.path().join(name), text).unwrap();
    }
    folder
}

/// Its page.
pub fn page(more: &[&str]) -> String {
    let folder = folder();
    let args = ["report", ".", "--quiet", "--format", "html"];
    done(folder.path(), &[&args[..], more].concat())
}
