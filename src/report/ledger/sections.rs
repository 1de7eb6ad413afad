//! A ledger as tables for people, in the order in which they are read: the figures that carry it, the ladder, lines,
//! costs, functions, months, what it hangs on, what is missing.

use super::LedgerReport;
use super::change_tables::change;
use super::tables::{by_function, by_month, costs, earned_media, ladder, not_twice, value_lines};
use super::words::{
    column, decimals, fixed, grouped, headed, key, nothing, rate, ratio, row, short, signed, table,
    text, texts,
};
use crate::ledger::{Bar, Figure, Scenario};
use crate::report::table::{Cell, Table, Unit};
use crate::schema::col;
use crate::time::Calendar;

/// The tables, each with a short name for a sheet.
pub fn sections(report: &LedgerReport, calendar: Calendar) -> Vec<(&'static str, Table)> {
    let mut found = vec![
        ("Headline", headline(report, calendar)),
        ("Ladder", ladder(report)),
    ];
    found.push(("Value lines", value_lines(report)));
    found.extend(earned_media(report).map(|table| ("Earned media", table)));
    found.push(("Costs", costs(report)));
    found.push(("Functions", by_function(report)));
    if report.ledger.over_time.rows.len() > 1 {
        found.push(("Months", by_month(report, calendar)));
    }
    found.push(("Sensitivity", tornado(report)));
    if report.tornado.bars.iter().any(|bar| bar.low.is_some()) {
        found.push(("Scenarios", scenarios(report)));
    }
    found.extend(simulation(report).map(|table| ("Simulation", table)));
    found.extend(what_if(report).map(|table| ("What if", table)));
    found.extend(change(report));
    found.extend(missing(report).map(|table| ("Missing", table)));
    found
}

/// The figures that carry the ledger, as words, and what each is made of.
fn headline(report: &LedgerReport, calendar: Calendar) -> Table {
    let (ledger, head) = (&report.ledger, &report.headline);
    let places = decimals(ledger.cost.total.max(ledger.value));
    let money = |amount| grouped(amount, places);
    let figure = |figure: Figure, decimals: usize| match figure {
        Figure::Defined(value) => text(fixed(value, decimals)),
        undefined => ratio(undefined),
    };
    let percent = |figure: Figure| match figure {
        Figure::Defined(_) => text(signed(figure)),
        undefined => ratio(undefined),
    };
    let mut rows = vec![
        (
            "ROI, supported (A+B)",
            percent(head.roi_supported),
            "measured and attributed value only".to_owned(),
        ),
        (
            "ROI, with assumptions",
            percent(head.roi_with_assumptions),
            "every documented line".into(),
        ),
        (
            "net value",
            text(money(ledger.net)),
            format!(
                "value {} less full cost {}",
                money(ledger.value),
                money(ledger.cost.total)
            ),
        ),
        (
            "benefit–cost ratio",
            figure(head.bcr, 3),
            "value / full cost".into(),
        ),
        (
            "media ROAS",
            figure(head.media_roas, 2),
            match head.break_even_roas.value() {
                Some(even) => format!("revenue / media; breaks even at {}", fixed(even, 2)),
                None => "revenue / media".into(),
            },
        ),
        (
            "iROAS",
            figure(head.iroas, 2),
            "revenue shown to be caused / media".into(),
        ),
        (
            "break-even CPA",
            figure(head.break_even_cpa, 2),
            "average order of ads × margin".into(),
        ),
    ];
    if let Some(npv) = ledger.over_time.npv.value() {
        rows.push((
            "present value",
            text(fixed(npv, 0)),
            "net value by month, discounted".into(),
        ));
    }
    if ledger.over_time.rows.len() > 1 {
        let months = figure(ledger.over_time.payback, 1);
        rows.push((
            "payback, months",
            months,
            "until the sum of value has paid for the sum of cost".into(),
        ));
    }
    let rows = rows
        .into_iter()
        .map(|(name, value, reads)| row(&[name], vec![value, text(reads)]));
    let title = format!(
        "Value ledger, {}{}",
        ledger.period.told(calendar),
        match ledger.currency.as_str() {
            "" => String::new(),
            code => format!(", {code}"),
        }
    );
    let mut found = table(
        &title,
        vec![key("figure")],
        vec![texts(col::VALUE, 1), texts("what_it_is", 2)],
        rows.collect(),
    );
    found.notes.push(ledger.sentence.to_string());
    let said = ledger.cost.completeness.sentence();
    // They stand under the costs.
    let of_costs = not_twice(ledger);
    let notes = ledger.notes.iter();
    let notes = notes.filter(|note| **note != said && !of_costs.contains(note));
    found.notes.extend(notes.cloned());
    for coverage in report
        .coverage
        .iter()
        .filter(|of| of.days < of.of && of.cost_type != crate::schema::CostType::Incidents)
    {
        found.notes.push(format!(
            "{} is on record for {} of {} days",
            coverage.cost_type.name(),
            coverage.days,
            coverage.of
        ));
    }
    found
}

/// What the ROI hangs on.
fn tornado(report: &LedgerReport) -> Table {
    let ends = |bar: &Bar| match (bar.low, bar.high) {
        (Some(low), Some(high)) => format!("{} … {}", short(low.to_f64()), short(high.to_f64())),
        _ => "no range given".into(),
    };
    let rows = report.tornado.bars.iter().map(|bar| {
        let has_range = bar.low.is_some();
        let at = |figure| if has_range { ratio(figure) } else { nothing() };
        let switching = match (bar.switching.value.value(), bar.switching.within) {
            (Some(value), _) if value < 0.0 => "below 0".into(),
            (Some(value), Some(false)) => format!("({})", short(value)),
            (Some(value), _) => short(value),
            (None, _) => "—".into(),
        };
        row(
            &[&bar.key],
            vec![
                text(short(bar.base.to_f64())),
                text(ends(bar)),
                at(bar.roi_low),
                at(bar.roi_high),
                bar.swing
                    .map_or_else(nothing, |swing| Cell::Ratio(100.0 * swing)),
                text(switching),
            ],
        )
    });
    let mut found = table(
        "What the ROI hangs on: ROI with one input at its low and at its high",
        vec![key("input")],
        vec![
            texts("base", 3),
            texts("range", 5),
            headed(rate("roi_at_low", 2), "at low"),
            headed(rate("roi_at_high", 2), "at high"),
            column("swing", Unit::Ratio, "pp", 1, 1),
            headed(texts("switching_value", 4), "ROI 0 at"),
        ],
        rows.collect(),
    );
    found.notes.push(switching(report));
    if report.tornado.left_out > 0 {
        let more = report.tornado.left_out;
        found.notes.push(format!(
            "{more} further inputs move it less (`--top` shows more)"
        ));
    }
    found
}

/// What the last column of the tornado means, as far as it says it.
fn switching(report: &LedgerReport) -> String {
    let found = |test: &dyn Fn(&Bar, f64) -> bool| {
        let mut bars = report.tornado.bars.iter();
        bars.any(|bar| {
            bar.switching
                .value
                .value()
                .is_some_and(|value| test(bar, value))
        })
    };
    let mut note = String::from(
        "ROI 0 at: the switching value, where ROI would be zero, all else at its base",
    );
    if found(&|bar, value| value >= 0.0 && bar.switching.within == Some(false)) {
        note.push_str("; in brackets where that lies outside the range");
    }
    if found(&|_, value| value < 0.0) {
        note.push_str("; below 0 where no possible value does it");
    }
    note
}

/// All inputs moved together.
fn scenarios(report: &LedgerReport) -> Table {
    let size = report.ledger.cost.total.max(report.ledger.value);
    let money = |name: &str, rank| {
        column(
            name,
            Unit::Money,
            &report.ledger.currency,
            rank,
            decimals(size),
        )
    };
    // Where no input works the other way, the worst is all low and the best all high.
    let told = |of: &&Scenario| {
        let same = |other: &Scenario| other.value == of.value && other.cost == of.cost;
        let first = report.scenarios.iter().find(|other| same(other));
        first.is_some_and(|first| first.name == of.name)
    };
    let rows = report.scenarios.iter().filter(told).map(|of| {
        let says = match of.name {
            "worst" => "every input at its worse end",
            "best" => "every input at its better end",
            _ => "",
        };
        let cells = vec![
            Cell::Ratio(of.value),
            Cell::Ratio(of.cost),
            Cell::Ratio(of.net),
            ratio(of.roi),
            text(says),
        ];
        row(&[of.name], cells)
    });
    table(
        "Everything at once",
        vec![key("scenario")],
        vec![
            money(col::VALUE, 2),
            money("full_cost", 3),
            money("net_value", 4),
            rate("roi", 1),
            texts("what", 5),
        ],
        rows.collect(),
    )
}

/// What random draws say.
fn simulation(report: &LedgerReport) -> Option<Table> {
    let of = report.simulation.as_ref()?;
    let draws = Cell::Count(i64::try_from(of.draws).unwrap_or(i64::MAX));
    let cells = vec![
        draws,
        ratio(of.probability_positive),
        ratio(of.low),
        ratio(of.median),
        ratio(of.mean),
        ratio(of.high),
    ];
    let mut found = table(
        "Random draws of every input with a range",
        vec![key("seed")],
        vec![
            column("draws", Unit::Count, "", 6, 0),
            headed(rate("p_roi_above_0", 1), "ROI above 0 in"),
            headed(rate("roi_5", 2), "5 in 100 below"),
            headed(rate("roi_median", 3), "half below"),
            headed(rate("roi_mean", 4), "mean ROI"),
            headed(rate("roi_95", 2), "95 in 100 below"),
        ],
        vec![row(&[&of.seed.to_string()], cells)],
    );
    if !of.without_range.is_empty() {
        let keys = of.without_range.join(", ");
        found
            .notes
            .push(format!("at their base, as no range is given: {keys}"));
    }
    if of.undefined > 0 {
        found.notes.push(format!(
            "{} draws had no ROI and are left out",
            of.undefined
        ));
    }
    Some(found)
}

/// What was supposed instead of the record.
fn what_if(report: &LedgerReport) -> Option<Table> {
    let on_record = report.roi_on_record?;
    let rows = report.what_if.iter().map(|of| {
        let cells = vec![
            text(short(of.before.to_f64())),
            text(short(of.after.to_f64())),
        ];
        row(&[&of.key], cells)
    });
    let mut found = table(
        "What if",
        vec![key("input")],
        vec![texts("on_record", 1), texts("supposed", 1)],
        rows.collect(),
    );
    found.notes.push(format!(
        "ROI {} in place of {} on the record; every figure here supposes it",
        signed(report.ledger.roi),
        signed(on_record)
    ));
    Some(found)
}

/// What would make it a full ROI.
fn missing(report: &LedgerReport) -> Option<Table> {
    let rows = report
        .missing
        .iter()
        .map(|of| row(&[&of.what], vec![text(&of.how)]));
    let rows: Vec<_> = rows.collect();
    if rows.is_empty() {
        return None;
    }
    let title = format!(
        "What is missing ({})",
        report.ledger.cost.completeness.sentence()
    );
    Some(table(
        &title,
        vec![key("what")],
        vec![texts("how", 1)],
        rows,
    ))
}
