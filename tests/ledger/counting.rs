//! What counts and what does not: documents, overlaps, memos, costs recorded twice, shared cost.

use social_roi::ledger::formulas::{
    Credited, Handled, Retained, brand, earned_media, handling, paid_attributed, paid_experiment,
    reach, retention, risk,
};
use social_roi::ledger::{
    AllocationKey, Booking, Figure, Input, Ledger, LedgerInputs, Origin, Reason, RecordedIn, ledger,
};
use social_roi::schema::{Amount, CostType, Function, Grade};

use crate::worked::{amount, days, inputs};

fn computed(given: &LedgerInputs) -> Ledger {
    ledger(given).unwrap()
}

fn why_not(ledger: &Ledger, id: &str) -> String {
    let line = ledger.line(id).unwrap();
    line.why_not
        .as_ref()
        .map_or("counts".into(), ToString::to_string)
}

fn measured(key: &str, value: &str) -> Input {
    Input::measured(key, amount(value), Origin::rows("file.csv", 3))
}

fn experiment(key: &str, value: &str, grade: Grade) -> Input {
    let origin = Origin::document("test of spring", "analyst", "2026-05-01".parse().ok());
    Input::experiment(key, amount(value), grade, origin)
}

#[test]
fn a_line_without_documents_is_refused_or_stands_on_a_rung_of_its_own() {
    let mut given = inputs();
    let share = given
        .inputs
        .iter_mut()
        .find(|input| input.key == "agency_cost")
        .unwrap();
    share.origin = Origin::document("guess", "", None);
    let refused = computed(&given);
    assert_eq!(refused.line("L-11").unwrap().grade, Grade::D2);
    assert_eq!(
        why_not(&refused, "L-11"),
        "agency_cost: no file row and no entry with source, owner and date"
    );
    assert_eq!(refused.value, amount("59864"));
    assert_eq!(refused.ladder.len(), 4);
    given.settings.allow_undocumented = true;
    let shown = computed(&given);
    assert_eq!(shown.value, amount("59864"), "never in the headline");
    let last = shown.ladder.last().unwrap();
    assert_eq!(
        (last.rung, last.label.as_str()),
        (None, "A+B+C+D+undocumented")
    );
    assert_eq!(last.value, amount("68864"));
}

#[test]
fn a_line_that_lacks_an_input_says_which() {
    let mut given = inputs();
    given.inputs.retain(|input| input.key != "contact_cost");
    let ledger = computed(&given);
    let line = ledger.line("L-07").unwrap();
    assert!(!line.include && line.amount == Figure::Undefined(Reason::NotSupplied));
    assert_eq!(
        why_not(&ledger, "L-07"),
        "contact_cost: no file row and no entry with source, owner and date"
    );
}

#[test]
fn of_one_value_the_best_supported_line_counts() {
    let mut given = inputs();
    given.inputs.push(experiment("lift", "70000", Grade::A1));
    given.inputs.push(measured("claimed", "300000"));
    let claims = Credited {
        revenue: "claimed",
        margin: Some("margin"),
        kappa: Some("kappa_claimed"),
    };
    given
        .inputs
        .push(Input::implicit("kappa_claimed", "all of the claim"));
    given.lines.push(
        paid_attributed("claimed", given.period, claims)
            .graded(Grade::B3)
            .overlapping(["paid"]),
    );
    let before = computed(&given);
    assert_eq!(why_not(&before, "L-02:claimed"), "covered by L-02");
    given
        .lines
        .push(paid_experiment("", given.period, "lift", Some("margin")).overlapping(["all"]));
    let after = computed(&given);
    for id in ["L-02", "L-02:claimed", "L-03"] {
        assert_eq!(why_not(&after, id), "covered by L-01", "{id}");
    }
    assert_eq!(why_not(&after, "L-01"), "counts");
    assert_eq!(
        after.value,
        amount("46464"),
        "28,000 and care and recruiting"
    );
    let roas = after.beside.media_roas.value().unwrap();
    assert!(
        (roas - 120_000.0 / 18_000.0).abs() < 1e-12,
        "the claim is in no revenue"
    );
}

#[test]
fn an_experiment_that_shows_nothing_counts_at_its_point() {
    let mut given = inputs();
    let kappa = given
        .inputs
        .iter_mut()
        .find(|input| input.key == "kappa_paid")
        .unwrap();
    kappa.low = Some(amount("-0.2"));
    let ledger = computed(&given);
    let line = ledger.line("L-02").unwrap();
    assert!(line.include && line.not_significant);
    assert_eq!((line.grade, line.counted()), (Grade::A1, amount("33600")));
    assert_eq!(
        line.amount_low,
        Some(amount("-10800")),
        "-0.2 at a margin of 0.45, which makes a loss larger"
    );
}

#[test]
fn credit_without_an_experiment_is_attributed_and_its_incrementality_implied() {
    let mut given = inputs();
    given
        .inputs
        .retain(|input| !input.key.starts_with("kappa_"));
    let ledger = computed(&given);
    let line = ledger.line("L-02").unwrap();
    assert_eq!((line.grade, line.counted()), (Grade::B1, amount("48000")));
    assert_eq!(line.formula, "revenue_paid × kappa_paid × margin");
    assert_eq!(ledger.beside.iroas, Figure::Undefined(Reason::NotSupplied));
    let bars = social_roi::ledger::tornado(&ledger, &[], 20).bars;
    let implied = bars.iter().find(|bar| bar.key == "kappa_paid").unwrap();
    assert_eq!(implied.note(), Some("no range given"));
    assert!(implied.switching.value.value().unwrap() < 1.0);
    let guessed = Input::assumption(
        "kappa_paid",
        amount("0.8"),
        Origin::document(
            "a hunch, written down",
            "analyst",
            "2026-05-01".parse().ok(),
        ),
    );
    given.inputs.push(guessed);
    assert_eq!(computed(&given).line("L-02").unwrap().grade, Grade::D1);
}

#[test]
fn memos_and_exposure_are_in_no_sum() {
    let mut given = inputs();
    let period = given.period;
    for (key, value) in [
        ("retention", "0.90"),
        ("control", "0.85"),
        ("contribution", "120"),
        ("base_effect", "10000"),
        ("loss_before", "50000"),
        ("loss_after", "20000"),
        ("views", "1000000"),
        ("view_rate", "0.02"),
    ] {
        given.inputs.push(measured(key, value));
    }
    let kept = Retained {
        served: "contacts_resolved",
        retention: "retention",
        control: "control",
        contribution: "contribution",
    };
    given.lines.push(retention("", period, kept));
    given
        .lines
        .push(brand("", period, "base_effect", Some("margin")));
    given
        .lines
        .push(risk("", period, "loss_before", "loss_after"));
    given
        .lines
        .push(earned_media("", period, &[("views", "view_rate")]));
    given
        .lines
        .push(reach("followers", period, Amount::whole(12_000), "people"));
    let plain = computed(&given);
    assert_eq!(plain.value, amount("68864"));
    for (id, why) in [
        (
            "L-09",
            "memo: retention_control is no result of a test: it needs `low` and `high`, `grade` A1 or A2, and an experiment (exp_id) that its `source` names",
        ),
        ("L-14", "memo: no model calibrated with an experiment"),
        ("L-15", "memo: expected losses were not asked for"),
        ("L-17:followers", "memo: no money"),
    ] {
        assert_eq!(why_not(&plain, id), why);
    }
    assert_eq!(plain.earned_media, [], "only where it is asked for");
    given.settings.show_emv = true;
    let shown = computed(&given);
    assert_eq!(
        shown.earned_media[0].amount,
        Figure::Defined(amount("20000"))
    );
    assert!(!shown.earned_media[0].include);
    assert_eq!((shown.value, shown.roi), (plain.value, plain.roi));
    given.settings.include_risk = true;
    let risky = computed(&given);
    assert_eq!(risky.line("L-15").unwrap().grade, Grade::D1);
    assert_eq!(risky.ladder[2], plain.ladder[2], "on rung D alone");
    assert_eq!(risky.value, amount("98864"));
    let control = given
        .inputs
        .iter_mut()
        .find(|input| input.key == "control")
        .unwrap();
    control.grade = Some(Grade::A2);
    let tested = computed(&given);
    assert_eq!(
        tested.line("L-09").unwrap().counted(),
        amount("31200"),
        "5 % of 5,200 at 120"
    );
}

#[test]
fn handling_is_as_good_as_its_realised_share() {
    let mut given = inputs();
    for (key, value) in [("before", "12"), ("now", "9")] {
        given.inputs.push(measured(key, value).graded(Grade::C2));
    }
    let keys = Handled {
        minutes_before: "before",
        minutes_now: "now",
        contacts: "contacts_resolved",
        rate: "loaded_rate",
        realised: "realised",
    };
    given.lines.push(handling("", given.period, keys));
    let ledger = computed(&given);
    let line = ledger.line("L-10").unwrap();
    assert_eq!(
        (line.grade, line.counted()),
        (Grade::D1, amount("6916")),
        "3 × 5,200 × 38 × 0.7 / 60"
    );
}

fn booked(
    cost_type: CostType,
    money: &str,
    recorded_in: RecordedIn,
    platform: Option<&str>,
) -> Booking {
    Booking {
        cost_type,
        function: Some(Function::Paid),
        period: days("2026-10-23", "2026-11-21"),
        amount: amount(money),
        recorded_in,
        platform: platform.map(str::to_owned),
        estimated: false,
        note: String::new(),
        origin: Origin::rows("costs.csv", 1),
    }
}

#[test]
fn media_in_an_export_and_on_an_invoice_is_one_cost() {
    let mut given = inputs();
    let once = computed(&given).cost.total;
    given.book(booked(
        CostType::Media,
        "18150",
        RecordedIn::Sheet,
        Some("meta"),
    ));
    let twice = computed(&given);
    assert_eq!(twice.cost.total, once);
    let invoice = twice
        .cost
        .lines
        .iter()
        .find(|line| line.platform.is_some())
        .unwrap();
    assert_eq!(
        (invoice.amount, invoice.counted),
        (amount("18150"), Amount::ZERO)
    );
    assert_eq!(invoice.covered_by.as_deref(), Some("the platform's export"));
}

#[test]
fn an_invoice_counts_for_the_days_and_platforms_that_no_export_covers() {
    let mut given = LedgerInputs::new(days("2026-07-01", "2026-09-30"), "EUR");
    for (period, platform, money, recorded_in) in [
        (
            days("2026-07-01", "2026-07-31"),
            "meta",
            "1000",
            RecordedIn::Export,
        ),
        (
            days("2026-08-01", "2026-08-31"),
            "meta",
            "1000",
            RecordedIn::Export,
        ),
        (
            days("2026-07-01", "2026-09-30"),
            "meta",
            "3680",
            RecordedIn::Sheet,
        ),
        (
            days("2026-07-01", "2026-07-31"),
            "tiktok",
            "500",
            RecordedIn::Sheet,
        ),
    ] {
        let booking = booked(CostType::Media, money, recorded_in, Some(platform));
        given.book(Booking { period, ..booking });
    }
    let cost = computed(&given).cost;
    assert_eq!(cost.lines[2].counted, amount("1200"), "30 of 92 days");
    assert_eq!(cost.total, amount("3700"));
}

#[test]
fn booked_overhead_replaces_the_share_of_labour() {
    let mut given = inputs();
    given.book(Booking {
        function: None,
        ..booked(CostType::Overhead, "4000", RecordedIn::Sheet, None)
    });
    let cost = computed(&given).cost;
    assert_eq!(cost.of_type(CostType::Overhead), amount("4000"));
}

#[test]
fn spend_and_orders_alone_make_a_ledger_that_says_what_is_missing() {
    let period = days("2026-09-01", "2026-09-30");
    let mut given = LedgerInputs::new(period, "EUR");
    given.inputs.push(measured("revenue", "5000"));
    let keys = Credited {
        revenue: "revenue",
        margin: None,
        kappa: None,
    };
    given.lines.push(paid_attributed("meta", period, keys));
    given.book(booked(
        CostType::Media,
        "2000",
        RecordedIn::Export,
        Some("meta"),
    ));
    let ledger = computed(&given);
    assert_eq!(ledger.roi, Figure::Defined(1.5));
    assert_eq!(ledger.cost.completeness.recorded, 1);
    assert_eq!(
        ledger.notes,
        [
            "ROI overstated: labour is not on record, no margin, so that revenue counts as value",
            "cost: media only (1 of 8 cost types)",
            "kappa_meta: no experiment: all credited revenue is taken as caused",
            "margin_implicit: margin not given: revenue counted as value",
        ]
    );
    given.costs.clear();
    assert_eq!(computed(&given).roi, Figure::Undefined(Reason::NoCost));
}

#[test]
fn shared_cost_without_a_key_stays_unallocated() {
    let mut given = inputs();
    given.settings.allocation = AllocationKey::None;
    let ledger = computed(&given);
    let last = ledger.functions.rows.last().unwrap();
    assert_eq!(
        (last.function, last.cost(), last.net),
        (None, amount("9900"), amount("-9900"))
    );
    given.settings.allocation = AllocationKey::DirectCost;
    let by_cost = computed(&given).functions;
    assert_eq!(by_cost.rows.last().unwrap().cost(), Amount::ZERO);
    given.costs.retain(|cost| cost.function.is_none());
    given.settings.allocation = AllocationKey::Hours;
    let keyless = computed(&given).functions;
    assert_eq!(
        (keyless.key, keyless.rows.last().unwrap().cost()),
        (AllocationKey::None, amount("9900"))
    );
}

#[test]
fn a_cost_of_an_unknown_rate_and_a_key_given_twice_are_errors() {
    let mut given = inputs();
    given.settings.overhead_of_labour = Some("overhed".into());
    let error = ledger(&given).unwrap_err();
    assert_eq!(error.to_string(), "unknown input of the ledger `overhed`");
    let hint = error.hint().unwrap();
    assert!(hint.starts_with("did you mean `overhead`?"), "{hint}");
    let mut given = inputs();
    given.inputs.push(measured("margin", "0.5"));
    let error = ledger(&given).unwrap_err();
    assert_eq!(
        error.to_string(),
        "input `margin` of the ledger: expected one value, found two"
    );
}

#[test]
fn a_ledger_is_plain_data() {
    let json = serde_json::to_value(computed(&inputs())).unwrap();
    assert_eq!(json["period"], "2026-10-23..2026-11-21");
    assert_eq!(json["net"], 2926);
    assert_eq!(json["lines"][0]["grade"], "A1");
    assert_eq!(json["lines"][0]["amount"]["value"], 33600);
    assert_eq!(json["lines"][3]["function"], "recruiting");
    assert_eq!(json["inputs"][6]["origin"]["document"]["owner"], "analyst");
    assert_eq!(json["over_time"]["npv"]["status"], "not_supplied");
    assert!(json.get("model").is_none());
}
