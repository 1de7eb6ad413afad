//! Laws over random ledgers.

use proptest::prelude::*;
use social_roi::ledger::formulas::{
    Credited, Deflected, cash_saving, deflection, organic, paid_attributed, recruiting,
};
use social_roi::ledger::{
    AllocationKey, Booking, ByFunction, Figure, Input, Ledger, LedgerInputs, Origin, RecordedIn,
    TOP, Work, ledger, tornado, what_if,
};
use social_roi::schema::{Amount, CostType, Function, Grade};
use social_roi::time::Period;

use crate::worked::{amount, days};

/// Hundredths.
fn cents(number: i64) -> Amount {
    Amount(i128::from(number) * 10_000_000_000)
}

fn months() -> [Period; 3] {
    [
        days("2026-07-01", "2026-07-31"),
        days("2026-08-01", "2026-08-31"),
        days("2026-09-01", "2026-09-30"),
    ]
}

/// One value line: which formula, its measured value, a month, what it overlaps with, its grade.
type Value = (usize, i64, usize, usize, usize);

/// One cost: type, function (the last is shared), cents, month, hours instead of money.
type Cost = (usize, usize, i64, usize, bool);

fn document() -> Origin {
    Origin::document("source", "owner", "2026-01-01".parse().ok())
}

const PATHS: [&str; 5] = ["paid/meta", "paid", "organic", "organic/facebook", "all"];

fn given(values: &[Value], costs: &[Cost], assumptions: &[i64]) -> LedgerInputs {
    let quarter = days("2026-07-01", "2026-09-30");
    let mut given = LedgerInputs::new(quarter, "EUR");
    given.settings.buckets = months().to_vec();
    given.settings.overhead_of_labour = Some("overhead".into());
    for ((key, unit), base) in [
        ("margin", "share"),
        ("share", "share"),
        ("unit_cost", "EUR"),
        ("rate", "EUR/h"),
        ("overhead", "share"),
    ]
    .into_iter()
    .zip(assumptions)
    {
        let range = (cents(base / 2), cents(base * 3 / 2));
        let input = Input::assumption(key, cents(*base), document());
        given
            .inputs
            .push(input.within(range.0, range.1).in_unit(unit));
    }
    for (at, value) in values.iter().enumerate() {
        add_value(&mut given, at, *value);
    }
    for cost in costs {
        add_cost(&mut given, *cost);
    }
    given
}

fn add_value(given: &mut LedgerInputs, at: usize, (kind, size, month, path, grade): Value) {
    let key = format!("measured_{at}");
    let scope = format!("scope{at}");
    let period = months()[month];
    let keys = Credited {
        revenue: &key,
        margin: Some("margin"),
        kappa: None,
    };
    let care = Deflected {
        resolved: &key,
        share: "share",
        contacts_per_resolution: None,
        unit_cost: "unit_cost",
        realised: None,
    };
    let (line, unit) = match kind {
        0 => (
            paid_attributed(&scope, period, keys).overlapping([PATHS[path]]),
            "EUR",
        ),
        1 => (
            organic(&scope, period, keys).overlapping([PATHS[path]]),
            "EUR",
        ),
        2 => (deflection(&scope, period, care), "contacts"),
        3 => (
            recruiting(&scope, period, &key, "share", "unit_cost"),
            "hires",
        ),
        _ => (cash_saving(Function::It, &scope, period, &key), "EUR"),
    };
    given
        .lines
        .push(line.graded([Grade::A1, Grade::B1, Grade::B2, Grade::C1][grade]));
    given
        .inputs
        .push(Input::measured(&key, cents(size), Origin::rows("file.csv", 1)).in_unit(unit));
}

fn add_cost(given: &mut LedgerInputs, (kind, function, size, month, hours): Cost) {
    let functions = [
        Some(Function::Paid),
        Some(Function::Organic),
        Some(Function::Care),
        None,
    ];
    let (function, period) = (functions[function], months()[month]);
    let origin = Origin::rows("costs.csv", 1);
    if hours {
        return given.work(Work {
            function,
            period,
            role: String::new(),
            hours: cents(size),
            rate: "rate".into(),
            origin,
        });
    }
    given.book(Booking {
        cost_type: CostType::ALL[kind],
        function,
        period,
        amount: cents(size),
        recorded_in: RecordedIn::Sheet,
        platform: None,
        estimated: false,
        note: String::new(),
        origin,
    });
}

fn any_value() -> impl Strategy<Value = Value> {
    (
        0..5_usize,
        0..900_000_000_i64,
        0..3_usize,
        0..5_usize,
        0..4_usize,
    )
}

fn any_cost() -> impl Strategy<Value = Cost> {
    (
        0..9_usize,
        0..4_usize,
        1..90_000_000_i64,
        0..3_usize,
        any::<bool>(),
    )
}

fn any_given() -> impl Strategy<Value = LedgerInputs> {
    let assumptions = (
        1..100_i64,
        1..100_i64,
        1..9_000_i64,
        1..9_000_i64,
        0..50_i64,
    );
    let values = prop::collection::vec(any_value(), 0..7);
    (values, prop::collection::vec(any_cost(), 1..8), assumptions)
        .prop_map(|(values, costs, a)| given(&values, &costs, &[a.0, a.1, a.2, a.3, a.4]))
}

fn computed(given: &LedgerInputs) -> Ledger {
    ledger(given).unwrap()
}

fn value_of(ledger: &Ledger, function: Function) -> Amount {
    let row = ledger
        .functions
        .rows
        .iter()
        .find(|row| row.function == Some(function));
    row.map_or(Amount::ZERO, |row| row.value)
}

/// Whether lines may compete for a value, by paths and days, directly or through others.
fn related(given: &LedgerInputs, from: usize) -> Vec<bool> {
    let within = |one: &str, other: &str| {
        other == "all" || one == other || one.starts_with(&format!("{other}/"))
    };
    let meet = |a: usize, b: usize| {
        let (one, two) = (&given.lines[a], &given.lines[b]);
        let paths = one
            .overlaps
            .iter()
            .any(|p| two.overlaps.iter().any(|q| within(p, q) || within(q, p)));
        paths && one.period.overlap(&two.period).is_some()
    };
    let mut reached = vec![false; given.lines.len()];
    let mut open = vec![from];
    while let Some(at) = open.pop() {
        if !std::mem::replace(&mut reached[at], true) {
            open.extend((0..given.lines.len()).filter(|other| meet(at, *other)));
        }
    }
    reached
}

fn near(one: Figure, two: Figure) -> bool {
    match (one, two) {
        (Figure::Defined(a), Figure::Defined(b)) => (a - b).abs() <= 1e-9 * (1.0 + a.abs()),
        (a, b) => a == b,
    }
}

proptest! {
    #[test]
    fn every_rung_stands_over_the_same_cost(given in any_given()) {
        let ledger = computed(&given);
        for rung in &ledger.ladder {
            prop_assert_eq!(rung.value - rung.net, ledger.cost.total);
        }
        prop_assert_eq!(ledger.ladder[3].roi, ledger.roi);
        let evidence: Amount = ledger.evidence.iter().map(|one| one.value).sum();
        prop_assert_eq!(evidence, ledger.value);
    }

    #[test]
    fn net_value_adds_up_over_functions_lines_and_periods(given in any_given()) {
        let ledger = computed(&given);
        let functions: Amount = ledger.functions.rows.iter().map(|row| row.net).sum();
        let periods: Amount = ledger.over_time.rows.iter().map(|row| row.net).sum();
        let lines: Amount = ledger.lines.iter().map(|line| line.counted()).sum();
        let costs: Amount = ledger.cost.lines.iter().map(|line| line.counted).sum();
        let types: Amount = ledger.cost.by_type.iter().filter_map(|total| total.amount).sum();
        prop_assert_eq!(functions, ledger.net);
        prop_assert_eq!(periods, ledger.net);
        prop_assert_eq!(lines - costs, ledger.net);
        prop_assert_eq!(types, ledger.cost.total);
    }

    #[test]
    fn a_ledger_of_each_month_adds_up_to_that_of_the_quarter(given in any_given()) {
        let months: Amount = months()
            .into_iter()
            .map(|month| {
                let mut of_month = given.clone();
                of_month.lines.retain(|line| line.period == month);
                of_month.costs.retain(|cost| cost.period == month);
                computed(&of_month).net
            })
            .sum();
        prop_assert_eq!(months, computed(&given).net);
    }

    /// Each month has a cost of care, so that none lacks a key; hours are there in some.
    #[test]
    fn each_function_adds_up_over_months_by_every_key(given in any_given(), key in 0..4_usize) {
        let mut given = given;
        for month in 0..3 {
            add_cost(&mut given, (2, 2, 100, month, false));
        }
        given.settings.allocation = [
            AllocationKey::Hours,
            AllocationKey::DirectCost,
            AllocationKey::Shares,
            AllocationKey::None,
        ][key];
        given.settings.shares = vec![(Function::Paid, amount("0.6")), (Function::Care, amount("0.3"))];
        let quarter = computed(&given).functions;
        let months = months().map(|month| {
            let mut of_month = given.clone();
            of_month.period = month;
            of_month.settings.buckets = vec![month];
            of_month.lines.retain(|line| line.period == month);
            of_month.costs.retain(|cost| cost.period == month);
            computed(&of_month).functions
        });
        for function in Function::ALL.map(Some).into_iter().chain([None]) {
            let net = |of: &ByFunction| -> Amount {
                let own = of.rows.iter().filter(|row| row.function == function);
                own.map(|row| row.net).sum()
            };
            let sum: Amount = months.iter().map(net).sum();
            // Shares are of the whole, and round it once.
            let exact = given.settings.allocation != AllocationKey::Shares;
            let off = (sum - net(&quarter)).0.abs();
            prop_assert!(off <= if exact { 0 } else { 3 }, "{:?}: {}", function, off);
        }
    }

    #[test]
    fn taking_a_line_out_never_raises_an_unrelated_function(given in any_given(), which in any::<prop::sample::Index>()) {
        prop_assume!(!given.lines.is_empty());
        let at = which.index(given.lines.len());
        let reached = related(&given, at);
        let before = computed(&given);
        let mut fewer = given.clone();
        fewer.lines.remove(at);
        let after = computed(&fewer);
        for function in Function::ALL {
            let touched = given.lines.iter().zip(&reached).any(|(line, reached)| *reached && line.function == Some(function));
            if !touched {
                prop_assert_eq!(value_of(&after, function), value_of(&before, function), "{:?}", function);
            }
        }
        prop_assert_eq!(after.cost.total, before.cost.total);
    }

    #[test]
    fn nothing_counts_twice(given in any_given()) {
        let ledger = computed(&given);
        let counted: Vec<_> = ledger.lines.iter().filter(|line| line.include).collect();
        for (at, one) in counted.iter().enumerate() {
            for two in &counted[at + 1..] {
                let shared = one.overlap_group.iter().any(|path| two.overlap_group.contains(path));
                prop_assert!(!shared || one.period.overlap(&two.period).is_none(), "{} and {}", one.id, two.id);
            }
        }
    }

    #[test]
    fn the_order_of_rows_changes_no_figure(given in any_given()) {
        let mut turned = given.clone();
        turned.lines.reverse();
        turned.costs.reverse();
        turned.inputs.reverse();
        let (one, two) = (computed(&given), computed(&turned));
        prop_assert_eq!((one.value, one.cost.total, one.roi), (two.value, two.cost.total, two.roi));
        prop_assert_eq!(one.functions, two.functions);
        prop_assert_eq!(one.over_time, two.over_time);
        prop_assert_eq!(one.beside, two.beside);
    }

    #[test]
    fn another_currency_leaves_every_ratio(given in any_given(), rate in 1..5_000_i64) {
        let mut converted = given.clone();
        let times = |amount: Amount| amount.times(cents(rate)).unwrap();
        for input in converted.inputs.iter_mut().filter(|input| input.unit.starts_with("EUR")) {
            input.base = times(input.base);
            (input.low, input.high) = (input.low.map(times), input.high.map(times));
        }
        let (one, two) = (computed(&given), computed(&converted));
        prop_assert!(near(one.roi, two.roi) && near(one.bcr, two.bcr));
        prop_assert!(near(one.beside.media_roas, two.beside.media_roas));
        prop_assert!(near(one.over_time.payback, two.over_time.payback));
        for (a, b) in one.ladder.iter().zip(&two.ladder) {
            prop_assert!(near(a.roi, b.roi));
        }
        for (a, b) in one.evidence.iter().zip(&two.evidence) {
            prop_assert!(near(a.share, b.share));
        }
        for (a, b) in one.functions.rows.iter().zip(&two.functions.rows) {
            prop_assert!(a.function == b.function && near(a.roi, b.roi));
        }
        let swings = |ledger: &Ledger| -> f64 { tornado(ledger, &[], 50).bars.iter().filter_map(|bar| bar.swing).sum() };
        let (a, b) = (swings(&one), swings(&two));
        prop_assert!((a - b).abs() <= 1e-9 * (1.0 + a), "{a} {b}");
    }

    #[test]
    fn a_switching_value_put_back_gives_no_return(given in any_given()) {
        let now = computed(&given);
        for bar in tornado(&now, &[], TOP).bars {
            let Figure::Defined(value) = bar.switching.value else { continue };
            if value.abs() > 1e9 {
                continue;
            }
            let put = [(bar.key.clone(), amount(&format!("{value:.12}")))];
            let then = computed(&what_if(&given, &put).unwrap());
            if let Figure::Defined(roi) = then.roi {
                // Twelve decimals of the input are all that can be put back.
                let reach = now.net.to_f64().abs() / then.cost.total.to_f64().abs() * 1e-6;
                prop_assert!(roi.abs() <= 1e-6 + reach, "{} at {value}: {roi}", bar.key);
            }
        }
    }

    #[test]
    fn asking_what_if_nothing_changed_changes_nothing(given in any_given()) {
        let same: Vec<(String, Amount)> = given.inputs.iter().map(|input| (input.key.clone(), input.base)).collect();
        let (one, two) = (computed(&given), computed(&what_if(&given, &same).unwrap()));
        prop_assert_eq!((one.value, one.cost, one.roi), (two.value, two.cost, two.roi));
    }

    #[test]
    fn the_same_media_invoice_counts_once(given in any_given(), money in 1..90_000_000_i64, month in 0..3_usize) {
        let media = |recorded_in| Booking {
            cost_type: CostType::Media,
            function: Some(Function::Paid),
            period: months()[month],
            amount: cents(money),
            recorded_in,
            platform: Some("meta".into()),
            estimated: false,
            note: String::new(),
            origin: Origin::rows("meta.csv", 1),
        };
        let mut once = given;
        once.costs.retain(|cost| cost.cost_type != CostType::Media);
        once.book(media(RecordedIn::Export));
        let mut twice = once.clone();
        twice.book(media(RecordedIn::Sheet));
        prop_assert_eq!(computed(&once).cost.total, computed(&twice).cost.total);
    }
}

/// A large ledger: 200 lines and 100 costs.
#[test]
fn ten_thousand_draws_of_a_large_ledger_are_all_defined() {
    let values: Vec<Value> = (0..200)
        .map(|at| (at % 5, 5_000_000, at % 3, at % 5, at % 4))
        .collect();
    let costs: Vec<Cost> = (0..100)
        .map(|at| (at % 9, at % 4, 900_000, at % 3, at % 2 == 0))
        .collect();
    let ledger = computed(&given(&values, &costs, &[40, 50, 650, 3_800, 10]));
    let simulation = social_roi::ledger::simulate(&ledger, 10_000, 1);
    assert_eq!(simulation.undefined, 0);
    let again = social_roi::ledger::simulate(&ledger, 10_000, 1);
    assert_eq!(simulation, again);
}
