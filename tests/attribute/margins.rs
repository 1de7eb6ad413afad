//! Margins of a project beside credit: each conversion at that of its day.

use super::Story;

const LOG: &str = "user_id,timestamp,source,medium,campaign,conversion,value,currency\n\
    a,2026-07-03T10:00:00,facebook,paid_social,Spring,1,1000,EUR\n\
    b,2026-08-05T10:00:00,facebook,paid_social,Spring,0,,EUR\n\
    b,2026-08-31T23:30:00,newsletter,email,January,1,400,EUR\n";

const META: &str = "Campaign name,Day,Amount spent (EUR),Impressions,Link clicks\n\
    Spring,2026-07-05,100.00,10000,200\n\
    Spring,2026-08-05,100.00,10000,200\n";

fn story(margins: &str) -> Story {
    let project = format!(
        "sources = [\"*.csv\"]\n[money]\ncurrency = \"EUR\"\n[margin]\nbase = 0.5\n{margins}\n\
         source = \"Books\"\nowner = \"Finance\"\ndate = 2026-01-01\n"
    );
    Story::new(&[
        ("log.csv", LOG),
        ("meta.csv", META),
        ("social-roi.toml", &project),
    ])
}

/// Linear: of July 1000 at a half, of August half of 400 at a fifth: (500 + 40 − 200) / 200.
#[test]
fn each_conversion_is_worth_the_margin_of_its_day() {
    let story = story("month = { \"2026-08\" = 0.2 }");
    let roi = |words: &str, model: &str| {
        story
            .attribute(&format!("log.csv meta.csv -q --by campaign {words}"))
            .figure("Spring", model, "roi")
    };
    assert_eq!(roi("--models linear", "linear"), Some(1.7));
    // First touch: all of 400 as well.
    assert_eq!(roi("--models first", "first"), Some(1.9));
    // By campaign the last touch that is no direct visit asks for the channel: 500 over 200.
    assert_eq!(
        roi("--models last-non-direct", "last-non-direct"),
        Some(1.5)
    );
    // Within one month its margin is the only one.
    assert_eq!(
        roi("--models linear --period 2026-08", "linear"),
        Some(-0.6)
    );
    assert_eq!(roi("--models linear --period 2026-07", "linear"), Some(4.0));
    // What is typed holds for all.
    assert_eq!(roi("--models linear --margin 0.5", "linear"), Some(2.0));
}

#[test]
fn the_note_says_which_margin_counted() {
    let words = "log.csv meta.csv --by campaign --models linear --format table";
    let said = |margins: &str| {
        let outcome = story(margins).attribute(words);
        format!("{}{}", outcome.out, outcome.said).replace('\n', " ")
    };
    let by_day = said("month = { \"2026-08\" = 0.2 }");
    let squeezed = by_day.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(
        squeezed.contains("value at the margin of each conversion's day"),
        "{by_day}"
    );
    let one = said("product = { \"Tent\" = 0.3 }");
    let squeezed = one.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(squeezed.contains("value × margin 0.5 less cost"), "{one}");
    assert!(
        squeezed.contains("margins of products in social-roi.toml are those of the ledger"),
        "{one}"
    );
}
