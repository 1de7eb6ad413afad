//! A month of a company: four lines of value, six types of cost, and how sure each assumption is.

use social_roi::ledger::formulas::{
    Credited, Deflected, deflection, organic, paid_attributed, recruiting,
};
use social_roi::ledger::{Booking, Input, LedgerInputs, Origin, RecordedIn, Work};
use social_roi::schema::{Amount, CostType, Function, Grade};
use social_roi::time::Period;

/// An amount of plain text.
pub fn amount(text: &str) -> Amount {
    Amount::from_plain(text).expect("plain decimal text")
}

/// Days from ISO text.
pub fn days(start: &str, end: &str) -> Period {
    let day = |text: &str| text.parse().expect("an ISO day");
    Period::new(day(start), day(end)).expect("a start before its end")
}

fn stated(source: &str) -> Origin {
    Origin::document(source, "analyst", "2026-10-01".parse().ok())
}

fn share(key: &str, base: &str, low: &str, high: &str, source: &str) -> Input {
    Input::assumption(key, amount(base), stated(source))
        .within(amount(low), amount(high))
        .in_unit("share")
}

/// The inputs of the ledger.
pub fn inputs() -> LedgerInputs {
    let month = days("2026-10-23", "2026-11-21");
    let mut given = LedgerInputs::new(month, "EUR");
    given.settings.period_name = "Aban 1405".into();
    given.settings.as_of = "2026-11-25".into();
    given.settings.overhead_of_labour = Some("overhead".into());
    given.settings.buckets = vec![month];
    values(&mut given);
    lines(&mut given);
    costs(&mut given);
    given
}

fn values(given: &mut LedgerInputs) {
    let measured = |key: &str, base: &str, unit: &str, rows| {
        Input::measured(key, amount(base), Origin::rows(format!("{key}.csv"), rows)).in_unit(unit)
    };
    let money = |key: &str, base: &str, low: &str, high: &str, unit: &str, source: &str| {
        Input::assumption(key, amount(base), stated(source))
            .within(amount(low), amount(high))
            .in_unit(unit)
    };
    given.inputs = vec![
        measured("revenue_paid", "120000", "EUR", 1_510),
        measured("revenue_organic", "42000", "EUR", 640),
        measured("contacts_resolved", "5200", "contacts", 5_200),
        measured("hires_social", "4", "hires", 4),
        Input::experiment(
            "kappa_paid",
            amount("0.70"),
            Grade::A1,
            stated("geo holdout of spring"),
        )
        .within(amount("0.45"), amount("0.95"))
        .in_unit("share"),
        // A range around what is implied, as well supported as the credit.
        share("kappa_organic", "1", "0.3", "1.0", "no experiment yet").graded(Grade::B1),
        share("margin", "0.40", "0.35", "0.45", "finance"),
        share(
            "deflection_share",
            "0.40",
            "0.25",
            "0.55",
            "survey of customers",
        )
        .graded(Grade::C2),
        share("realised", "0.70", "0.5", "1.0", "head of care"),
        share("agency_share", "0.50", "0.3", "0.7", "head of recruiting"),
        money(
            "contact_cost",
            "6.50",
            "5",
            "8",
            "EUR",
            "contract of the call centre",
        ),
        money(
            "agency_cost",
            "4500",
            "3500",
            "6000",
            "EUR",
            "last three agency invoices",
        ),
        money("loaded_rate", "38", "32", "45", "EUR/h", "payroll"),
        Input::assumption("overhead", amount("0.10"), stated("controlling")).in_unit("share"),
    ];
}

fn lines(given: &mut LedgerInputs) {
    let credited = |revenue| Credited {
        revenue,
        margin: Some("margin"),
        kappa: None,
    };
    let care = Deflected {
        resolved: "contacts_resolved",
        share: "deflection_share",
        contacts_per_resolution: None,
        unit_cost: "contact_cost",
        realised: Some("realised"),
    };
    given.lines = vec![
        paid_attributed("", given.period, credited("revenue_paid")),
        organic("", given.period, credited("revenue_organic")),
        deflection("", given.period, care),
        recruiting(
            "",
            given.period,
            "hires_social",
            "agency_share",
            "agency_cost",
        ),
    ];
}

fn costs(given: &mut LedgerInputs) {
    let period = given.period;
    for (cost_type, function, money, recorded_in, file) in [
        (
            CostType::Media,
            Some(Function::Paid),
            "18000",
            RecordedIn::Export,
            "meta.csv",
        ),
        (
            CostType::Tools,
            None,
            "3200",
            RecordedIn::Sheet,
            "costs.csv",
        ),
        (
            CostType::Agency,
            None,
            "2500",
            RecordedIn::Sheet,
            "costs.csv",
        ),
        (
            CostType::Content,
            None,
            "4200",
            RecordedIn::Sheet,
            "costs.csv",
        ),
    ] {
        given.book(Booking {
            cost_type,
            function,
            period,
            amount: amount(money),
            recorded_in,
            platform: None,
            estimated: false,
            note: String::new(),
            origin: Origin::rows(file, 1),
        });
    }
    for (function, hours) in [
        (Function::Paid, "230"),
        (Function::Organic, "380"),
        (Function::Care, "260"),
        (Function::Recruiting, "40"),
    ] {
        given.work(Work {
            function: Some(function),
            period,
            role: "team".into(),
            hours: amount(hours),
            rate: "loaded_rate".into(),
            origin: Origin::rows("labour.csv", 1),
        });
    }
}
