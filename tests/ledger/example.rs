//! Sections 5.4 and 5.5 of the metric catalogue.

use social_roi::ledger::formulas::{self, Credited};
use social_roi::ledger::{
    Figure, Input, Levers, Move, Reason, Rule, TOP, Weighed, bar_again, ledger, scenarios,
    simulate, tornado, what_if,
};
use social_roi::schema::{CostType, Function, Grade, Rung};

use crate::worked::{amount, inputs};

fn percent(figure: Figure) -> String {
    format!("{:+.1}", 100.0 * figure.value().unwrap())
}

fn rounded(figure: Figure, decimals: usize) -> String {
    format!("{:.*}", decimals, figure.value().unwrap())
}

#[test]
fn the_ladder_of_the_worked_example() {
    let ledger = ledger(&inputs()).unwrap();
    let lines: Vec<(&str, Grade, String)> = ledger
        .lines
        .iter()
        .map(|line| (line.id.as_str(), line.grade, line.counted().to_string()))
        .collect();
    assert_eq!(
        lines,
        [
            ("L-02", Grade::A1, "33600".to_owned()),
            ("L-03", Grade::B1, "16800".into()),
            ("L-07", Grade::C2, "9464".into()),
            ("L-11", Grade::D1, "9000".into()),
        ]
    );
    assert_eq!(ledger.value, amount("68864"));
    assert_eq!(ledger.cost.total, amount("65938"));
    assert_eq!(ledger.net, amount("2926"));
    assert_eq!(ledger.cost.of_type(CostType::Labour), amount("34580"));
    assert_eq!(ledger.cost.of_type(CostType::Overhead), amount("3458"));
    let ladder: Vec<(&str, String)> = ledger
        .ladder
        .iter()
        .map(|rung| (rung.label.as_str(), percent(rung.roi)))
        .collect();
    assert_eq!(
        ladder,
        [
            ("A", "-49.0".to_owned()),
            ("A+B", "-23.6".into()),
            ("A+B+C", "-9.2".into()),
            ("A+B+C+D", "+4.4".into()),
        ]
    );
    assert_eq!(ledger.roi_through(Rung::D), ledger.roi);
    assert_eq!(rounded(ledger.bcr, 3), "1.044");
    assert_eq!(rounded(ledger.beside.media_roas, 2), "6.67");
    assert_eq!(rounded(ledger.beside.break_even_roas, 2), "2.50");
    // 65,938 / 18,000 / 0.4
    assert_eq!(rounded(ledger.beside.full_cost_roas, 2), "9.16");
    assert_eq!(rounded(ledger.beside.iroas, 2), "4.67");
}

#[test]
fn the_sentence_says_which_return_it_is() {
    let ledger = ledger(&inputs()).unwrap();
    assert_eq!(
        ledger.sentence.to_string(),
        "This is a total MROI of all social activity using baseline lift (paid), attribution (organic), \
         comparable cost (care, recruiting) over Aban 1405 / 23 Oct – 21 Nov 2026; cost: 6 of 8 cost types (without \
         creators, training), net of refunds, as of 2026-11-25"
    );
}

#[test]
fn the_tornado_of_the_worked_example() {
    let ledger = ledger(&inputs()).unwrap();
    let tornado = tornado(&ledger, &[], TOP);
    let bars: Vec<(&str, String)> = tornado
        .bars
        .iter()
        .map(|bar| {
            (
                bar.key.as_str(),
                bar.swing
                    .map_or("none".into(), |swing| format!("{swing:.3}")),
            )
        })
        .collect();
    assert_eq!(
        bars,
        [
            ("kappa_paid", "0.364".to_owned()),
            ("loaded_rate", "0.205".into()),
            ("margin", "0.191".into()),
            ("kappa_organic", "0.178".into()),
            ("agency_share", "0.109".into()),
            ("deflection_share", "0.108".into()),
            ("realised", "0.103".into()),
            ("agency_cost", "0.076".into()),
            ("contact_cost", "0.066".into()),
            ("overhead", "none".into()),
        ]
    );
    let bar = |key: &str| tornado.bars.iter().find(|bar| bar.key == key).unwrap();
    let ends = |key| (percent(bar(key).roi_low), percent(bar(key).roi_high));
    assert_eq!(ends("kappa_paid"), ("-13.8".to_owned(), "+22.6".into()));
    assert_eq!(ends("kappa_organic"), ("-13.4".to_owned(), "+4.4".into()));
    assert!(bar("loaded_rate").is_inverted());
    assert_eq!(bar("overhead").note(), Some("no range given"));
    assert_eq!(rounded(bar("kappa_paid").switching.value, 3), "0.639");
    assert_eq!(bar("kappa_paid").switching.within, Some(true));
}

#[test]
fn a_switching_value_put_back_gives_a_return_of_nothing() {
    let given = inputs();
    let now = ledger(&given).unwrap();
    for bar in tornado(&now, &[], TOP).bars {
        let value = bar.switching.value.value().unwrap();
        let changes = [(bar.key.clone(), amount(&format!("{value:.12}")))];
        let then = ledger(&what_if(&given, &changes).unwrap()).unwrap();
        let roi = then.roi.value().unwrap();
        assert!(roi.abs() < 1e-9, "{}: {roi}", bar.key);
    }
    assert_eq!(Levers::of(&now).switching_value("hires"), None);
}

/// All nine at their low or high, by hand: 120,000 × .35 × .45 + 42,000 × .35 × .3 + 5,200 × .25 × 5 × .5 +
/// 4 × .3 × 3,500 = 30,760 over 27,900 + 910 × 32 × 1.1 = 59,932; at the high end 109,880 over 72,945.
#[test]
fn scenarios_move_everything_at_once() {
    let found = scenarios(&ledger(&inputs()).unwrap());
    let of = |name| found.iter().find(|scenario| scenario.name == name).unwrap();
    let near = |a: f64, b: f64| assert!((a - b).abs() < 1e-6, "{a} for {b}");
    near(of("all low").value, 30_760.0);
    near(of("all low").cost, 59_932.0);
    near(
        of("all high").value,
        51_300.0 + 18_900.0 + 22_880.0 + 16_800.0,
    );
    near(of("all high").cost, 72_945.0);
    near(of("worst").cost, of("all high").cost);
    near(of("worst").value, of("all low").value);
    near(of("best").cost, of("all low").cost);
}

/// Where ads lose as many as one in five buyers, a higher margin is worse: 120,000 × .45 × −.2 + 42,000 × .45 × .3 +
/// 3,250 + 4,200 = 2,320; at .35 it is 3,460. One input at a time says that a lower margin is.
#[test]
fn the_worst_of_all_is_found_where_one_input_turns_what_another_does() {
    let mut given = inputs();
    let kappa = given.inputs.iter_mut().find(|of| of.key == "kappa_paid");
    kappa.unwrap().low = Some(amount("-0.2"));
    let found = scenarios(&ledger(&given).unwrap());
    let of = |name| found.iter().find(|scenario| scenario.name == name).unwrap();
    let near = |a: f64, b: f64| assert!((a - b).abs() < 1e-6, "{a} for {b}");
    near(of("all low").value, 3_460.0);
    near(of("worst").value, 2_320.0);
    near(of("worst").cost, 72_945.0);
}

#[test]
fn draws_depend_on_the_seed_alone_and_lie_between_the_scenarios() {
    let ledger = ledger(&inputs()).unwrap();
    let first = simulate(&ledger, 2_000, 7);
    assert_eq!(first, simulate(&ledger, 2_000, 7));
    assert_ne!(first.mean, simulate(&ledger, 2_000, 8).mean);
    assert_eq!((first.varied.len(), first.undefined), (9, 0));
    assert_eq!(first.without_range, ["overhead"]);
    let scenarios = scenarios(&ledger);
    let roi = |name| {
        let found = scenarios.iter().find(|scenario| scenario.name == name);
        found.unwrap().roi.value().unwrap()
    };
    let [low, median, high] = [first.low, first.median, first.high].map(|q| q.value().unwrap());
    assert!(roi("worst") < low && low < median && median < high && high < roi("best"));
}

#[test]
fn functions_add_up_to_the_ledger() {
    let ledger = ledger(&inputs()).unwrap();
    let rows = &ledger.functions.rows;
    let net = rows
        .iter()
        .map(|row| row.net)
        .sum::<social_roi::schema::Amount>();
    assert_eq!(net, ledger.net);
    let care = rows
        .iter()
        .find(|row| row.function == Some(Function::Care))
        .unwrap();
    // 260 of 910 hours: labour 9,880, overhead 988, and as much of 9,900 shared.
    assert_eq!(care.direct_cost, amount("10868"));
    assert_eq!(care.shared_cost, amount("2828.571428571429"));
    let last = rows.last().unwrap();
    assert_eq!((last.function, last.cost()), (None, amount("0")));
}

/// Against 200,000 draws of another program (tests/reference/ledger/month.py), within four standard errors of 10,000.
#[test]
fn draws_agree_with_another_program() {
    let found = simulate(&ledger(&inputs()).unwrap(), 10_000, 1);
    for (figure, expected, error) in [
        (found.probability_positive, 0.4686, 0.020),
        (found.mean, -0.0066, 0.0045),
        (found.low, -0.183, 0.0095),
        (found.median, -0.0088, 0.0060),
        (found.high, 0.178, 0.0095),
    ] {
        let value = figure.value().unwrap();
        assert!((value - expected).abs() < error, "{value} for {expected}");
    }
}

/// Revenue × κ × margin × κ: what the formula alone finds is found where the ledger is made again, and nothing without a range.
#[test]
fn a_curve_of_a_figure_of_several_days_is_searched_within_its_range() {
    let mut given = inputs();
    let lines = std::mem::take(&mut given.lines).into_iter();
    given.lines = lines
        .map(|line| match line.rule {
            Rule::PaidAttributed => line.adjusted("kappa_paid"),
            _ => line,
        })
        .collect();
    let now = ledger(&given).unwrap();
    let kappa = given.input("kappa_paid").unwrap().clone();
    let (low, high) = kappa.range().unwrap();
    let again = |to: Move| {
        let value = match to {
            Move::To(value) => value,
            Move::Low => low,
            Move::High => high,
        };
        ledger(&what_if(&given, &[("kappa_paid".into(), value)])?)
    };
    let expected = Levers::of(&now).switching_value("kappa_paid").unwrap();
    let expected = expected.value.value().unwrap();
    let found = bar_again(&kappa, &now, &again).unwrap();
    let value = found.switching.value.value().unwrap();
    assert!((value - expected).abs() < 1e-9, "{value} for {expected}");
    let bare = Input {
        low: None,
        high: None,
        ..kappa
    };
    let found = bar_again(&bare, &now, &again).unwrap();
    let why = found.switching.value.reason();
    assert_eq!(why, Some(Reason::NotSupplied));
}

/// Half of organic social at a figure without a range: it stays, and is named.
#[test]
fn a_figure_without_a_range_within_a_mean_is_told() {
    let mut given = inputs();
    let mut all = given.inputs.iter_mut();
    let organic = all.find(|input| input.key == "kappa_organic").unwrap();
    let (low, high) = organic.range().unwrap();
    let half = |key: &str, ends| Weighed {
        key: key.into(),
        share: 0.5,
        ends,
    };
    let fixed = half("kappa_all", [organic.base; 3]);
    organic.weighs = vec![half("kappa_organic", [low, organic.base, high]), fixed];
    let found = simulate(&ledger(&given).unwrap(), 10, 1);
    assert!(found.varied.contains(&"kappa_organic".to_owned()));
    assert!(found.without_range.contains(&"kappa_all".to_owned()));
}

/// Organic social at the incrementality of ads, once because its formula says so, once as the mean of that one figure:
/// each draw is the same, as one number moves both.
#[test]
fn a_draw_moves_a_figure_in_the_means_that_it_is_of_too() {
    let direct = {
        let mut given = inputs();
        let keys = Credited {
            revenue: "revenue_organic",
            margin: Some("margin"),
            kappa: Some("kappa_paid"),
        };
        let organic = formulas::organic("", given.period, keys);
        let line = given
            .lines
            .iter_mut()
            .find(|line| line.rule == Rule::Organic);
        *line.unwrap() = organic;
        given
    };
    let as_mean = {
        let mut given = inputs();
        let paid = given.input("kappa_paid").unwrap().clone();
        let (low, high) = paid.range().unwrap();
        let organic = given
            .inputs
            .iter_mut()
            .find(|input| input.key == "kappa_organic");
        let organic = organic.unwrap();
        (organic.base, organic.low, organic.high) = (paid.base, paid.low, paid.high);
        organic.weighs = vec![Weighed {
            key: paid.key,
            share: 1.0,
            ends: [low, paid.base, high],
        }];
        given
    };
    let draws = |given| simulate(&ledger(given).unwrap(), 2_000, 7);
    let (direct, as_mean) = (draws(&direct), draws(&as_mean));
    assert_eq!(as_mean.varied, direct.varied);
    for (found, expected) in [
        (as_mean.low, direct.low),
        (as_mean.median, direct.median),
        (as_mean.high, direct.high),
    ] {
        let (found, expected) = (found.value().unwrap(), expected.value().unwrap());
        assert!((found - expected).abs() < 1e-12, "{found} for {expected}");
    }
    let apart = draws(&inputs());
    assert_ne!(apart.varied, as_mean.varied);
}
