//! Touch logs that lie to their reader: quotes, money without conversion, orders at one moment, days without a time.

use super::Story;

#[test]
fn a_quote_that_never_closes_swallows_no_row() {
    // 1000 rows convert, each worth 1; in the middle one the channel begins with a quote.
    for quote in [
        "\"email,1,1",
        "\"email,1,1\nq,2026-01-01T00:00:00,\"email\",0,",
    ] {
        let rows: String = (0..1000)
            .map(|row| {
                let rest = if row == 500 { quote } else { "email,1,1" };
                format!("u{row},2026-01-01T00:00:00,{rest}\n")
            })
            .collect();
        let log = format!("user_id,timestamp,channel,conversion,value\n{rows}");
        let outcome = Story::new(&[("log.csv", &log)]).attribute("log.csv -q --models last");
        let figure = |channel| outcome.figure(channel, "last", "conversions");
        assert_eq!(figure("email"), Some(999.0));
        assert_eq!(figure("\"\"\"email\""), Some(1.0));
    }
}

const HEAD: &str = "user_id,timestamp,channel,event,value\n";

#[test]
fn money_without_conversion_is_no_credit() {
    // 30 was bought and 5 came back; 70 and 12.5 lay in carts only.
    let log = format!(
        "{HEAD}a,2026-09-01T10:00:00,email,add_to_cart,70\na,2026-09-01T10:05:00,email,view_item,12.5\n\
         a,2026-09-01T10:10:00,email,purchase,30\na,2026-09-02T10:10:00,,refund,-5\n"
    );
    let outcome = Story::new(&[("log.csv", &log)]).attribute("log.csv --models last");
    assert_eq!(outcome.figure("email", "last", "value"), Some(25.0));
    assert_eq!(outcome.figure("email", "last", "conversions"), Some(1.0));
    let told = "2 rows that do not convert state a value (82.5 in all), which is not counted";
    assert!(outcome.said.contains(told), "{}", outcome.said);
}

const TOUCHES: &str = "user_id,timestamp,channel\na,2026-09-01T10:00:00,email\n";

#[test]
fn orders_below_zero_are_refunds() {
    // Two orders, one of them refunded: 100 + 50 - 50 by 2 conversions.
    let orders = "user_id,timestamp,value\na,2026-09-02T10:00:00,100\n\
        a,2026-09-02T10:00:00,50\na,2026-09-03T10:00:00,-50\n";
    let story = Story::new(&[("log.csv", TOUCHES), ("orders.csv", orders)]);
    let outcome = story.attribute("log.csv orders.csv -q --models last --path-reset none");
    assert_eq!(outcome.figure("email", "last", "value"), Some(100.0));
    assert_eq!(outcome.figure("email", "last", "conversions"), Some(2.0));
}

#[test]
fn equal_orders_of_one_moment_are_two() {
    let row = "a,2026-09-02T10:00:00,50\n";
    let plain = format!("user_id,timestamp,value\n{row}{row}");
    let named = "user_id,timestamp,value,Order ID\na,2026-09-02T10:00:00,50,1\n\
        a,2026-09-02T10:00:00,50,2\na,2026-09-02T10:00:00,50,2\n";
    let story = Story::new(&[
        ("log.csv", TOUCHES),
        ("plain.csv", &plain),
        ("named.csv", named),
    ]);
    for orders in ["plain.csv", "named.csv"] {
        let words = format!("log.csv {orders} -q --models last --path-reset none");
        let outcome = story.attribute(&words);
        assert_eq!(
            outcome.figure("email", "last", "conversions"),
            Some(2.0),
            "{orders}"
        );
    }
}

#[test]
fn an_order_of_a_day_comes_after_the_touches_of_that_day() {
    let orders = "user_id,date,value\na,2026-09-01,50\n";
    let story = Story::new(&[("log.csv", TOUCHES), ("orders.csv", orders)]);
    let outcome = story.attribute("log.csv orders.csv -q --models last");
    assert_eq!(outcome.figure("email", "last", "value"), Some(50.0));
    let mixed = format!("{TOUCHES}a,2026-09-02,search\nb,2026-09-03,search\n");
    let outcome = Story::new(&[("log.csv", &mixed)]).attribute("log.csv --models last");
    let told = "2 times are days without a time of day";
    assert!(outcome.said.contains(told), "{}", outcome.said);
}

#[test]
fn what_is_no_currency_rejects_its_row() {
    let log = "user_id,timestamp,channel,conversion,value,currency\n\
        a,2026-09-01T10:00:00,email,1,3,eur\nb,2026-09-01T10:00:00,email,1,4,EURO\n";
    let outcome = Story::new(&[("log.csv", log)]).attribute("log.csv --models last");
    assert_eq!(outcome.figure("email", "last", "value"), Some(3.0));
    let told = "column `currency`: expected a currency code, found `EURO`";
    assert!(outcome.said.contains(told), "{}", outcome.said);
}

#[test]
fn a_campaign_alone_is_a_touch() {
    let log = "user_id,timestamp,campaign,conversion,value\n\
        a,2026-09-01T10:00:00,Spring,0,\na,2026-09-02T10:00:00,Autumn,1,8\n";
    let story = Story::new(&[("log.csv", log)]);
    let outcome = story.attribute("log.csv -q --models linear --by campaign");
    assert!(
        outcome.out.contains("Spring,linear,0.5,"),
        "{}{}",
        outcome.out,
        outcome.said
    );
    assert!(
        outcome.out.contains("Autumn,linear,0.5,"),
        "{}",
        outcome.out
    );
}

#[test]
fn rejected_rows_show_nobody() {
    let log = "user_id,timestamp,channel,conversion,value,email_address\n\
        a,2026-09-01T10:00:00,email,1,many,ann@example.org\n\
        bob,2026-09-01T10:00:00,bob@example.org,email,1,4,x,y\n\
        a,2026-09-01T10:00:00,email,1,3,ann@example.org\n";
    let story = Story::new(&[("log.csv", log)]);
    let outcome = story.attribute("log.csv -q --models last --rejects rejects.csv");
    assert_eq!(outcome.code, 0, "{}", outcome.said);
    let rejects = std::fs::read_to_string(story.0.path().join("rejects.csv")).unwrap();
    for row in [
        "\"***,2026-09-01T10:00:00,email,1,many,***\"",
        "\"***,***,***,***,***,***,***,***\"",
    ] {
        assert!(rejects.contains(row), "{rejects}");
    }
}

#[test]
fn decimal_commas_after_the_first_megabyte_are_seen() {
    // 60,000 rows of value 1, then one of 1,5: more than a megabyte without any mark.
    let rows: String = (0..60_000)
        .map(|row| format!("u{row};2026-09-01T10:00:00;email;1;1\n"))
        .collect();
    let log = format!(
        "user_id;timestamp;channel;conversion;value\n{rows}z;2026-09-01T10:00:00;email;1;1,5\n"
    );
    let outcome = Story::new(&[("log.csv", &log)]).attribute("log.csv -q --models last");
    assert_eq!(outcome.figure("email", "last", "value"), Some(60_001.5));
}
