//! Shared cost by function, month by month.

use social_roi::ledger::{
    AllocationKey, Booking, Input, Ledger, LedgerInputs, Origin, RecordedIn, Work, ledger, what_if,
};
use social_roi::schema::{Amount, CostType, Function};
use social_roi::time::Period;

use crate::worked::{amount, days};

fn months() -> [Period; 3] {
    [
        days("2026-01-01", "2026-01-31"),
        days("2026-02-01", "2026-02-28"),
        days("2026-03-01", "2026-03-31"),
    ]
}

fn work(given: &mut LedgerInputs, function: Function, period: Period, hours: &str) {
    given.work(Work {
        function: Some(function),
        period,
        role: String::new(),
        hours: amount(hours),
        rate: "rate".into(),
        origin: Origin::rows("labour.csv", 1),
    });
}

fn tools(given: &mut LedgerInputs, function: Option<Function>, period: Period, money: &str) {
    given.book(Booking {
        cost_type: CostType::Tools,
        function,
        period,
        amount: amount(money),
        recorded_in: RecordedIn::Sheet,
        platform: None,
        estimated: false,
        note: String::new(),
        origin: Origin::rows("costs.csv", 1),
    });
}

/// January: ads 10 h, care 30 h. February: ads 20 h. March: no hours. An hour costs 1.
fn given(shared: [&str; 3]) -> LedgerInputs {
    let [january, february, march] = months();
    let mut given = LedgerInputs::new(days("2026-01-01", "2026-03-31"), "EUR");
    let source = Origin::document("source", "owner", "2026-01-01".parse().ok());
    given
        .inputs
        .push(Input::assumption("rate", amount("1"), source));
    work(&mut given, Function::Paid, january, "10");
    work(&mut given, Function::Care, january, "30");
    work(&mut given, Function::Paid, february, "20");
    for (month, money) in [january, february, march].into_iter().zip(shared) {
        tools(&mut given, None, month, money);
    }
    given.settings.buckets = months().to_vec();
    given
}

fn shared(found: &Ledger, function: Option<Function>) -> Amount {
    let mut rows = found.functions.rows.iter();
    let row = rows.find(|row| row.function == function);
    row.map_or(Amount::ZERO, |row| row.shared_cost)
}

fn of(found: &Ledger) -> [Amount; 3] {
    [Some(Function::Paid), Some(Function::Care), None].map(|function| shared(found, function))
}

/// Ads: a quarter of 100, all of 200, three quarters of 40; care the rest. By the hours of the quarter each had 170.
#[test]
fn shared_cost_of_a_month_goes_by_the_hours_of_that_month() {
    let mut given = given(["100", "200", "40"]);
    let march = months()[2];
    tools(&mut given, Some(Function::Paid), march, "300");
    tools(&mut given, Some(Function::Care), march, "100");
    let found = ledger(&given).unwrap();
    assert_eq!(of(&found), ["255", "85", "0"].map(amount));
    assert_eq!(found.functions.key, AllocationKey::Hours);
    let told =
        "1–31 Mar 2026: no hours of a function are on record, and shared cost goes by direct cost";
    assert!(
        found.notes.iter().any(|note| note == told),
        "{:?}",
        found.notes
    );
    // By direct cost: of January 10 of 40 hours at 1, of February all, of March three quarters.
    given.settings.allocation = AllocationKey::DirectCost;
    assert_eq!(of(&ledger(&given).unwrap()), ["255", "85", "0"].map(amount));
}

/// March has neither: 30 hours of ads and 30 of care in the quarter share its 60.
#[test]
fn a_month_without_any_key_takes_that_of_the_whole_period() {
    let given = given(["100", "200", "60"]);
    let found = ledger(&given).unwrap();
    assert_eq!(of(&found), ["255", "105", "0"].map(amount));
    let told = "1–31 Mar 2026: neither hours nor direct cost of a function are on record, and shared cost goes by the hours of the whole period";
    assert!(
        found.notes.iter().any(|note| note == told),
        "{:?}",
        found.notes
    );
}

/// A cost of the quarter lies in its months by days: 31, 28 and 31 of 90. With 30 hours of ads in January half of its part
/// goes to ads; February and March stay.
#[test]
fn a_cost_of_the_quarter_goes_by_its_days_and_what_is_supposed_of_a_month_stays_there() {
    let mut given = given(["0", "0", "0"]);
    work(&mut given, Function::Care, months()[2], "5");
    let quarter = given.period;
    tools(&mut given, None, quarter, "90");
    let found = ledger(&given).unwrap();
    // 31 / 4 + 28; 31 × 3/4 + 31
    assert_eq!(of(&found), ["35.75", "54.25", "0"].map(amount));
    let supposed = what_if(&given, &[("hours_paid".into(), amount("30"))]).unwrap();
    assert_eq!(
        of(&ledger(&supposed).unwrap()),
        ["43.5", "46.5", "0"].map(amount)
    );
}

/// An invoice for media of the quarter that an export covers in January is one of February and March: 590 of 900, 280 and
/// 310.
#[test]
fn what_another_record_covers_is_no_cost_of_its_days() {
    let mut given = given(["0", "0", "0"]);
    let quarter = given.period;
    let mut media = |period, money: &str, recorded_in| {
        given.book(Booking {
            cost_type: CostType::Media,
            function: Some(Function::Paid),
            period,
            amount: amount(money),
            recorded_in,
            platform: Some("meta".into()),
            estimated: false,
            note: String::new(),
            origin: Origin::rows("media.csv", 1),
        });
    };
    media(months()[0], "500", RecordedIn::Export);
    media(quarter, "900", RecordedIn::Sheet);
    let found = ledger(&given).unwrap();
    let costs: Vec<Amount> = found.over_time.rows.iter().map(|row| row.cost).collect();
    // Hours cost 40, 20 and nothing.
    assert_eq!(costs, ["540", "300", "310"].map(amount));
}
