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
