//! The ledger over months: payback and present value.

use social_roi::ledger::formulas::cash_saving;
use social_roi::ledger::{
    Booking, Figure, Input, LedgerInputs, Origin, Reason, RecordedIn, ledger,
};
use social_roi::schema::{CostType, Function};
use social_roi::time::Period;

use crate::worked::{amount, days};

fn years(first: i32, count: i32) -> Vec<Period> {
    let year = |year| days(&format!("{year}-01-01"), &format!("{year}-12-31"));
    (first..first + count).map(year).collect()
}

/// Savings and costs of years.
fn given(rows: &[(&str, &str)]) -> LedgerInputs {
    let years = years(2026, rows.len() as i32);
    let whole = Period::new(years[0].start, years[rows.len() - 1].end).unwrap();
    let mut given = LedgerInputs::new(whole, "EUR");
    for (at, (period, (saved, cost))) in years.iter().zip(rows).enumerate() {
        let key = format!("saved_{at}");
        given.inputs.push(Input::measured(
            &key,
            amount(saved),
            Origin::rows("books.csv", 1),
        ));
        given
            .lines
            .push(cash_saving(Function::Care, "", *period, &key));
        given.book(Booking {
            cost_type: CostType::Tools,
            function: Some(Function::Care),
            period: *period,
            amount: amount(cost),
            recorded_in: RecordedIn::Sheet,
            platform: None,
            estimated: false,
            note: String::new(),
            origin: Origin::rows("costs.csv", 1),
        });
    }
    given.settings.buckets = years;
    given
}

/// The worked example of F-08: 50,000 now, then three years of benefits at 10 %; twelve months are a year.
#[test]
fn the_present_value_over_years() {
    let mut given = given(&[
        ("0", "50000"),
        ("40000", "10000"),
        ("45000", "10000"),
        ("45000", "10000"),
    ]);
    assert_eq!(
        ledger(&given).unwrap().over_time.npv,
        Figure::Undefined(Reason::NotSupplied)
    );
    given.settings.discount_rate = Some(0.1);
    let over_time = ledger(&given).unwrap().over_time;
    let npv = over_time.npv.value().unwrap();
    assert!((npv - 32_494.37).abs() < 0.005, "{npv}");
    // −50, −20, +15: four sevenths of the third year.
    assert!((over_time.payback.value().unwrap() - (2.0 + 4.0 / 7.0)).abs() < 1e-12);
}

#[test]
fn twelve_months_are_not_discounted_and_losses_are_not_paid_back() {
    let mut given = given(&[("900", "1000")]);
    given.settings.discount_rate = Some(0.1);
    let over_time = ledger(&given).unwrap().over_time;
    assert_eq!(over_time.npv, Figure::Undefined(Reason::ShortHorizon));
    assert_eq!(over_time.payback, Figure::Undefined(Reason::NotReached));
}

/// A line of a quarter lies in its months by days; what lies in none has a row of its own.
#[test]
fn lines_are_spread_over_the_days_of_months() {
    let mut given = given(&[("36500", "7300")]);
    given.settings.buckets = vec![
        days("2026-01-01", "2026-01-31"),
        days("2026-02-01", "2026-02-28"),
    ];
    let rows = ledger(&given).unwrap().over_time.rows;
    let found: Vec<(bool, String)> = rows
        .iter()
        .map(|row| (row.period.is_some(), row.net.to_string()))
        .collect();
    assert_eq!(
        found,
        [
            (true, "2480".to_owned()),
            (true, "2240".into()),
            (false, "24480".into())
        ]
    );
}
