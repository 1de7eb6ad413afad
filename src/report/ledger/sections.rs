//! A ledger as tables for people, in the order in which they are read: the figures that carry it, the ladder, lines,
//! costs, functions, months, what it hangs on, what is missing.

use super::LedgerReport;
use super::assumed::assumed;
use super::carrying::headline;
use super::change_tables::change;
use super::sensitivity::tornado;
use super::tables::{by_function, by_month, costs, earned_media, ladder, value_lines};
use super::words::{
    column, cost_called, decimals, even, headed, key, of_input, owns, rate, ratio, row, signed,
    table, text, texts,
};
use crate::ledger::Scenario;
use crate::report::ledger::coverage::Coverage;
use crate::report::table::{Cell, Table, Unit};
use crate::schema::{CostType, col};
use crate::time::Calendar;

/// The tables, each with a short name for a sheet.
pub fn sections(report: &LedgerReport, calendar: Calendar) -> Vec<(&'static str, Table)> {
    let (headline, further) = headline(report, calendar);
    let mut ladder = ladder(report);
    ladder.notes.extend(further);
    let mut found = vec![("Headline", headline), ("Ladder", ladder)];
    found.extend(lines(report).map(|table| ("Value lines", table)));
    found.extend(earned_media(report).map(|table| ("Earned media", table)));
    found.push(("Costs", costs(report)));
    found.push(("Functions", by_function(report)));
    if report.ledger.over_time.rows.len() > 1 {
        found.push(("Months", by_month(report, calendar)));
    }
    if !report.tornado.bars.is_empty() {
        found.push(("Sensitivity", tornado(report)));
    }
    if report.tornado.bars.iter().any(|bar| bar.low.is_some()) {
        found.push(("Scenarios", scenarios(report)));
    }
    found.extend(simulation(report).map(|table| ("Simulation", table)));
    found.extend(what_if(report).map(|table| ("What if", table)));
    found.extend(change(report));
    found.extend(assumed(report).map(|table| ("Assumptions", table)));
    found.extend(missing(report).map(|table| ("Missing", table)));
    found
}

/// The lines of value; `None` where there is neither one nor anything to say of others.
fn lines(report: &LedgerReport) -> Option<Table> {
    let found = value_lines(report);
    (!found.rows.is_empty() || !found.notes.is_empty()).then_some(found)
}

/// Types of cost that are on record for a part of the days, those of the same days in one sentence.
pub(super) fn partly_covered(coverage: &[Coverage]) -> Vec<String> {
    let mut alike: Vec<(i64, i64, Vec<&str>)> = Vec::new();
    let partly = |of: &&Coverage| of.days < of.of && of.cost_type != CostType::Incidents;
    for one in coverage.iter().filter(partly) {
        match alike.iter_mut().find(|(days, _, _)| *days == one.days) {
            Some((_, _, names)) => names.push(one.cost_type.name()),
            None => alike.push((one.days, one.of, vec![one.cost_type.name()])),
        }
    }
    let told = alike.into_iter().map(|(days, of, names)| {
        let verb = if names.len() == 1 { "is" } else { "are" };
        format!(
            "{} {verb} on record for {days} of {of} days",
            names.join(", ")
        )
    });
    told.collect()
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
    let same = |one: &Scenario, two: &Scenario| one.value == two.value && one.cost == two.cost;
    let (ends, extremes): (Vec<&Scenario>, Vec<&Scenario>) = report
        .scenarios
        .iter()
        .partition(|of| extreme(of.name).is_none());
    let is_new = |of: &&&Scenario| !ends.iter().any(|end| same(end, of));
    let further = extremes.iter().filter(is_new);
    let rows = ends.iter().chain(further).map(|of| {
        let also = extremes.iter().filter(|one| same(one, of));
        let says: Vec<&str> = also.filter_map(|one| extreme(one.name)).collect();
        let cells = vec![
            Cell::Ratio(of.value),
            Cell::Ratio(of.cost),
            Cell::Ratio(of.net),
            ratio(of.roi),
            text(says.join(", ")),
        ];
        row(&[of.name], cells)
    });
    let mut found = table(
        "Everything at once",
        vec![key("scenario")],
        vec![
            money(col::VALUE, 2),
            headed(money("full_cost", 3), cost_called(&report.ledger)),
            money("net_value", 4),
            rate("roi", 1),
            texts("what", 5),
        ],
        rows.collect(),
    );
    found
        .notes
        .extend(report.is_searched.then(|| SEARCHED.into()));
    found
}

/// What a scenario of the lowest or the highest ROI is, in words; `None` for one that takes the same end of every range.
fn extreme(name: &str) -> Option<&'static str> {
    match name {
        "worst" => Some("the ends with the lowest ROI"),
        "best" => Some("the ends with the highest ROI"),
        _ => None,
    }
}

/// How worst and best were found where not every combination of ends was looked at.
pub(super) const SEARCHED: &str =
    "worst and best were searched for: not every combination of so many ranges is looked at";

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
        let cells = vec![Cell::Amount(of.before), Cell::Amount(of.after)];
        let values = [of.before, of.after].map(|of| Some(of.to_f64()));
        let unit = report.ledger.input(&of.key).map(|input| input.unit.clone());
        (
            unit.unwrap_or_default(),
            of_input(values, row(&[&of.key], cells)),
        )
    });
    let mut found = table(
        "What if",
        vec![key("input")],
        vec![owns("on_record", 1), owns("supposed", 1)],
        even(rows),
    );
    found.notes.push(format!(
        "ROI {} in place of {} on the record; every figure here supposes it",
        signed(report.ledger.roi),
        signed(on_record)
    ));
    let weighted = report.what_if.iter().filter_map(|of| {
        let how = of.weighted.as_ref()?;
        Some(format!("{} on record is {how}", of.key))
    });
    found.notes.extend(weighted);
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
