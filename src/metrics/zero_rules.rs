//! Every zero rule and every reason, from totals to figures.

use super::component::Component;
use super::computed::{COST, VALUE};
use super::figure::{Figure, Reason, Value};
use super::{Total, figure, is_low_n, registry};
use crate::schema::{Amount, col};

/// A scope in which each named column has this total; every other column was not supplied.
fn figure_of(name: &str, totals: &[(&str, Total)], platforms: usize) -> Figure {
    let total = |component: &Component| {
        let named = |column: &str| component.columns() == [column];
        totals
            .iter()
            .find(|(column, _)| named(column))
            .map_or(Total::ABSENT, |(_, total)| *total)
    };
    figure(registry().metric(name).unwrap(), &total, platforms)
}

fn sum(text: &str) -> Total {
    Total {
        sum: Amount::from_plain(text),
        n: 1,
        rows: 1,
        ..Total::ABSENT
    }
}

const BLANK: Total = Total {
    rows: 3,
    ..Total::EMPTY
};

fn ratio(value: f64) -> Figure {
    Figure::Defined(Value::Ratio(value))
}

#[test]
fn every_zero_rule_gives_its_reason() {
    let undefined = Figure::Undefined;
    for (name, above, below, expected) in [
        ("ctr", sum("0"), sum("100"), ratio(0.0)),
        (
            "ctr",
            sum("0"),
            sum("0"),
            undefined(Reason::ZeroDenominator),
        ),
        ("cpm", sum("0"), sum("100"), ratio(0.0)),
        ("cpm", sum("5"), sum("2000"), ratio(2.5)),
        ("cpa", sum("500"), sum("0"), undefined(Reason::NoOutcomes)),
        ("cpa", sum("0"), sum("0"), undefined(Reason::NoSpend)),
        ("cpa", sum("0"), sum("4"), undefined(Reason::NoSpend)),
        ("cpa", sum("500"), sum("2.5"), ratio(200.0)),
        ("claimed_roas", sum("0"), sum("500"), ratio(0.0)),
        (
            "claimed_roas",
            sum("90"),
            sum("0"),
            undefined(Reason::NoSpend),
        ),
        ("break_even_roas", sum("100"), sum("40"), ratio(2.5)),
        (
            "break_even_roas",
            sum("100"),
            sum("-40"),
            undefined(Reason::NegativeBase),
        ),
        ("break_even_roas", sum("-100"), sum("-40"), ratio(2.5)),
        // 100 sold at a half, 90 given back at a fifth: 32 of 10 is no margin.
        (
            "break_even_roas",
            sum("10"),
            sum("32"),
            undefined(Reason::NoShare),
        ),
        ("break_even_roas", sum("100"), sum("100"), ratio(1.0)),
        (
            "break_even_roas",
            sum("0"),
            sum("4"),
            undefined(Reason::ZeroDenominator),
        ),
        (
            "break_even_roas",
            sum("-100"),
            sum("0"),
            undefined(Reason::ZeroDenominator),
        ),
        (
            "cpc",
            Total::ABSENT,
            sum("4"),
            undefined(Reason::NotSupplied),
        ),
        ("cpc", BLANK, sum("4"), undefined(Reason::MissingInput)),
        ("cpc", sum("4"), BLANK, undefined(Reason::MissingInput)),
        ("cpc", BLANK, Total::ABSENT, undefined(Reason::NotSupplied)),
        (
            "cpc",
            Total::EMPTY,
            Total::EMPTY,
            undefined(Reason::NoSpend),
        ),
        ("roas", sum("400"), BLANK, undefined(Reason::NotSupplied)),
    ] {
        let metric = registry().metric(name).unwrap();
        let columns: Vec<_> = metric.components().flat_map(Component::columns).collect();
        let got = figure_of(name, &[(columns[0], above), (columns[1], below)], 1);
        assert_eq!(got, expected, "{name} of {above:?} and {below:?}");
    }
}

#[test]
fn sums_tell_absent_blank_and_empty_apart() {
    let money = |text| Figure::Defined(Value::Amount(Amount::from_plain(text).unwrap()));
    for (name, column, total, expected) in [
        (
            "spend",
            col::SPEND,
            Total::ABSENT,
            Figure::Undefined(Reason::NotSupplied),
        ),
        (
            "spend",
            col::SPEND,
            BLANK,
            Figure::Undefined(Reason::MissingInput),
        ),
        ("spend", col::SPEND, Total::EMPTY, money("0")),
        ("spend", col::SPEND, sum("12.5"), money("12.5")),
        (
            "clicks",
            col::CLICKS,
            sum("7"),
            Figure::Defined(Value::Count(7)),
        ),
        (
            "claimed_conversions",
            col::CONVERSIONS,
            sum("7.5"),
            money("7.5"),
        ),
    ] {
        assert_eq!(
            figure_of(name, &[(column, total)], 1),
            expected,
            "{name} of {total:?}"
        );
    }
}

#[test]
fn people_mixed_results_and_claims_of_several_platforms_are_undefined() {
    let two_rows = Total {
        n: 2,
        rows: 2,
        ..sum("900")
    };
    let (reach, results) = (
        |total| [(col::REACH, total)],
        |total| [(col::RESULTS, total)],
    );
    let undefined = Figure::Undefined;
    assert_eq!(
        figure_of("reach", &reach(sum("900")), 1),
        Figure::Defined(Value::Count(900))
    );
    assert_eq!(
        figure_of("reach", &reach(two_rows), 1),
        undefined(Reason::NonAdditive)
    );
    let mixed = Total {
        kinds: 2,
        ..two_rows
    };
    assert_eq!(
        figure_of("results", &results(mixed), 1),
        undefined(Reason::MixedBasis)
    );
    let claims = [
        (col::CONVERSION_VALUE, sum("300")),
        (col::SPEND, sum("100")),
    ];
    assert_eq!(figure_of("claimed_roas", &claims, 1), ratio(3.0));
    assert_eq!(
        figure_of("claimed_roas", &claims, 2),
        undefined(Reason::NonAdditive)
    );
    assert_eq!(
        figure_of("claimed_roas", &claims[..1], 2),
        undefined(Reason::NotSupplied)
    );
    let caveat = |name, platforms| registry().metric(name).unwrap().caveat(platforms);
    assert_eq!(
        caveat("claimed_revenue", 2),
        Some("platforms may claim the same order")
    );
    assert_eq!(
        (caveat("claimed_revenue", 1), caveat("revenue", 2)),
        (None, None)
    );
}

#[test]
fn roi_is_value_less_cost_over_cost() {
    for (value, cost, expected) in [
        ("1200", "1000", ratio(0.2)),
        ("0", "1000", ratio(-1.0)),
        ("1200", "0", Figure::Undefined(Reason::NoSpend)),
        ("-160", "-500", Figure::Undefined(Reason::NegativeBase)),
    ] {
        assert_eq!(
            figure_of("roi", &[(VALUE, sum(value)), (COST, sum(cost))], 1),
            expected
        );
    }
    let no_outcomes_given = figure_of("roi", &[(COST, sum("1000"))], 1);
    assert_eq!(
        no_outcomes_given,
        Figure::Undefined(Reason::NotSupplied),
        "never -100 % for want of a file"
    );
}

#[test]
fn absent_engagements_count_as_zero_but_absent_losses_do_not() {
    let some = [(col::REACTIONS, sum("5")), (col::SHARES, BLANK)];
    assert_eq!(
        figure_of("organic_engagements", &some, 1),
        Figure::Defined(Value::Count(5))
    );
    let none = figure_of("organic_engagements", &[(col::SHARES, BLANK)], 1);
    assert_eq!(none, Figure::Undefined(Reason::MissingInput));
    let gained = [(col::NEW_FOLLOWS, sum("40"))];
    assert_eq!(
        figure_of("net_new_followers", &gained, 1),
        Figure::Undefined(Reason::NotSupplied)
    );
    let both = [gained[0], (col::UNFOLLOWS, sum("15"))];
    assert_eq!(
        figure_of("net_new_followers", &both, 1),
        Figure::Defined(Value::Count(25))
    );
}

#[test]
fn a_rate_on_fewer_than_its_minimum_is_marked() {
    let ctr = registry().metric("ctr").unwrap();
    for (impressions, low) in [("29", true), ("30", false), ("0", false)] {
        let total = |c: &Component| {
            sum(if c.columns() == [col::CLICKS] {
                "1"
            } else {
                impressions
            })
        };
        assert_eq!(is_low_n(ctr, &total), low, "{impressions}");
    }
}
