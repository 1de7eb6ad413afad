//! The tables of a ledger: lines of value, costs by type, functions, months.

use super::LedgerReport;
use super::twice::not_twice;
use super::words::{
    column, cost_called, cost_counted, decimals, headed, key, money, nothing, or_nothing, rate,
    ratio, row, table, text, texts,
};
use crate::ledger::{FunctionRow, Ledger, ValueLine, elsewhere};
use crate::report::Covered;
use crate::report::table::{Cell, MetricColumn, Table, Unit};
use crate::schema::{Amount, Rung, col};
use crate::time::Calendar;

/// A column of money in the ledger's currency.
fn amounts(ledger: &Ledger, name: &str, rank: u32) -> MetricColumn {
    let size = ledger.cost.total.max(ledger.value);
    column(name, Unit::Money, &ledger.currency, rank, decimals(size))
}

fn covered(ledger: &Ledger) -> Covered {
    Covered::days(ledger.period, Calendar::Gregorian)
}

/// The column of a rung's own share of value.
pub const SHARE_OF_VALUE: &str = "share_of_value";

/// What the figures of a table suppose, as a part of its title.
pub(super) fn supposing(report: &LedgerReport) -> String {
    let supposed = report.supposed();
    supposed.map_or_else(String::new, |inputs| format!(" if {inputs}"))
}

/// ROI by how well the value is supported, over one full cost.
pub fn ladder(report: &LedgerReport) -> Table {
    let ledger = &report.ledger;
    let says = |rung: Option<Rung>| match rung {
        Some(Rung::A) => "measured",
        Some(Rung::B) => "and attributed",
        Some(Rung::C) => "and modelled",
        Some(Rung::D) => "and assumed",
        None => "and undocumented",
    };
    let share = |rung: Option<Rung>| {
        let own = ledger.evidence.iter().find(|of| Some(of.rung) == rung);
        own.map_or_else(nothing, |of| ratio(of.share))
    };
    let of_value = |amount| money(ledger.known(amount));
    let rows = ledger.ladder.iter().map(|step| {
        row(
            &[&step.label],
            vec![
                text(says(step.rung)),
                of_value(step.value),
                Cell::Amount(ledger.cost.total),
                of_value(step.net),
                ratio(step.roi),
                ratio(step.bcr),
                share(step.rung),
            ],
        )
    });
    table(
        &format!(
            "Evidence ladder{}, over the same {}{}",
            supposing(report),
            cost_called(ledger),
            cost_counted(ledger)
        ),
        vec![key("rung")],
        vec![
            texts("counts", 2),
            amounts(ledger, col::VALUE, 2),
            headed(amounts(ledger, "full_cost", 3), cost_called(ledger)),
            amounts(ledger, "net_value", 4),
            rate("roi", 1),
            column("bcr", Unit::Ratio, "×", 5, 3),
            headed(rate(SHARE_OF_VALUE, 6), "rung's own share"),
        ],
        rows.collect(),
    )
}

/// The lines of value: what counts, and why the others do not.
pub fn value_lines(report: &LedgerReport) -> Table {
    let ledger = &report.ledger;
    let money_lines: Vec<&ValueLine> = ledger
        .lines
        .iter()
        .filter(|line| line.quantity.is_none())
        .collect();
    let mut found = lines_table("Value lines", ledger, &money_lines);
    let counted = [
        text(""),
        text(""),
        nothing(),
        nothing(),
        nothing(),
        money(ledger.known(ledger.value)),
    ];
    found.total = Some(row(&["", ""], counted.to_vec()));
    found.scope = covered(ledger);
    let memos = || ledger.lines.iter().filter(|line| line.quantity.is_some());
    let mut codes: Vec<&str> = memos().map(|line| line.rule.code()).collect();
    codes.sort_unstable();
    codes.dedup();
    let memos: Vec<String> = memos()
        .filter_map(|line| {
            let size = super::words::grouped(line.quantity?, 0);
            Some(format!("{size} {}", line.currency))
        })
        .collect();
    let mut methods: Vec<&str> = Vec::new();
    for line in &money_lines {
        let is_credit = line.valuation != crate::ledger::Valuation::ComparableCost;
        if is_credit && !line.method.is_empty() && !methods.contains(&line.method.as_str()) {
            methods.push(&line.method);
        }
    }
    if !methods.is_empty() {
        found
            .notes
            .push(format!("credit by {}", methods.join(", ")));
    }
    if !memos.is_empty() {
        found.notes.push(format!(
            "memo, no money ({}): {}",
            codes.join(", "),
            memos.join(", ")
        ));
    }
    found
}

/// Earned media value, in a box of its own.
pub fn earned_media(report: &LedgerReport) -> Option<Table> {
    let ledger = &report.ledger;
    let lines: Vec<&ValueLine> = ledger.earned_media.iter().collect();
    if lines.is_empty() {
        return None;
    }
    let mut found = lines_table(
        "Earned media value: in no sum, and no part of ROI",
        ledger,
        &lines,
    );
    let prices = "volumes × stated prices: what exposure would have cost, not what it returned";
    found.notes.push(prices.into());
    Some(found)
}

fn lines_table(title: &str, ledger: &Ledger, lines: &[&ValueLine]) -> Table {
    let cells = |line: &ValueLine| {
        let counted = match (&line.why_not, line.include) {
            (_, true) if line.part.is_some() => Cell::Amount(line.counted()),
            (_, true) => money(line.amount),
            (Some(why), false) => Cell::Undefined {
                code: why.code(),
                sentence: why.to_string(),
            },
            (None, false) => nothing(),
        };
        let grade = match line.not_significant {
            true => format!("{} ns", line.grade.name()),
            false => line.grade.name().to_owned(),
        };
        let amount = match line.amount.value() {
            Some(amount) => Cell::Amount(amount),
            None => nothing(),
        };
        vec![
            text(line.function.map_or("", |function| function.name())),
            text(grade),
            amount,
            or_nothing(line.amount_low),
            or_nothing(line.amount_high),
            counted,
        ]
    };
    let rows = lines
        .iter()
        .map(|line| row(&[&line.id, line.title], cells(line)));
    let mut found = table(
        title,
        vec![key("line"), key("what")],
        vec![
            texts("function", 7),
            texts("grade", 3),
            amounts(ledger, "base", 2),
            amounts(ledger, "low", 5),
            amounts(ledger, "high", 6),
            amounts(ledger, "counted", 1),
        ],
        rows.collect(),
    );
    for line in lines.iter().filter(|line| line.include) {
        let part = line.part.iter();
        found
            .notes
            .extend(part.map(|part| format!("{}: {part}; the other days count", line.id)));
    }
    if lines.iter().any(|line| line.not_significant) {
        let note = "ns: the interval of its estimate holds zero; it counts at its point value, as dropping it would bias the sum";
        found.notes.push(note.into());
    }
    found
}

/// Costs by type, with what is an estimate and for how many days it is on record.
pub fn costs(report: &LedgerReport) -> Table {
    let ledger = &report.ledger;
    let whole = ledger.cost.total;
    let share_of = |amount: Amount| amount.to_f64() / whole.to_f64();
    let rows = ledger.cost.by_type.iter().filter_map(|total| {
        let kind = total.cost_type;
        let coverage = report.coverage.iter().find(|of| of.cost_type == kind);
        // Most periods have no incidents: a missing row is no gap.
        if total.amount.is_none() && !ledger.cost.completeness.missing.contains(&kind) {
            return None;
        }
        let Some(amount) = total.amount else {
            let gap = Cell::Undefined {
                code: "not_supplied",
                sentence: "not on record".into(),
            };
            let rest = vec![nothing(), nothing(), text(""), text("")];
            return Some(row(&[kind.name()], [vec![gap], rest].concat()));
        };
        let share = match whole {
            Amount::ZERO => nothing(),
            _ => Cell::Ratio(share_of(amount)),
        };
        let days = coverage.map_or_else(String::new, |of| match of.days == of.of {
            true => "all".into(),
            false => format!("{} of {}", of.days, of.of),
        });
        let recorded = coverage.map_or_else(String::new, |of| of.recorded_in.join(", "));
        let cells = vec![
            Cell::Amount(amount),
            share,
            Cell::Amount(total.estimated),
            text(days),
            text(recorded),
        ];
        Some(row(&[kind.name()], cells))
    });
    let mut found = table(
        match ledger.cost.completeness.is_full() {
            true => "Full cost by type",
            false => "Cost on record by type",
        },
        vec![key("cost_type")],
        vec![
            amounts(ledger, col::AMOUNT, 1),
            rate(col::SHARE, 3),
            amounts(ledger, "estimated", 4),
            texts("days", 5),
            texts("recorded_in", 6),
        ],
        rows.collect(),
    );
    let estimated = ledger
        .cost
        .by_type
        .iter()
        .map(|total| total.estimated)
        .sum();
    let total = vec![
        Cell::Amount(ledger.cost.total),
        match ledger.cost.total {
            Amount::ZERO => nothing(),
            _ => Cell::Ratio(1.0),
        },
        Cell::Amount(estimated),
        text(""),
        text(""),
    ];
    found.total = Some(row(&[""], total));
    found.notes = not_twice(&ledger.cost.lines);
    found
}

/// Value and cost of each function, with the row of what no key reached.
pub fn by_function(report: &LedgerReport) -> Table {
    let ledger = &report.ledger;
    let rows = ledger.functions.rows.iter().map(|of| {
        let name = of
            .function
            .map_or("(unallocated)", |function| function.name());
        row(
            &[name],
            vec![
                money(ledger.known(of.value)),
                Cell::Amount(of.direct_cost),
                Cell::Amount(of.shared_cost),
                money(ledger.known(of.net)),
                ratio(of.roi),
            ],
        )
    });
    let mut found = table(
        "By function",
        vec![key("function")],
        vec![
            amounts(ledger, col::VALUE, 2),
            amounts(ledger, "direct_cost", 4),
            amounts(ledger, "shared_cost", 5),
            amounts(ledger, "net_value", 1),
            rate("roi", 3),
        ],
        rows.collect(),
    );
    let sum =
        |of: fn(&FunctionRow) -> Amount| Cell::Amount(ledger.functions.rows.iter().map(of).sum());
    found.total = Some(row(
        &[""],
        vec![
            money(ledger.known(ledger.value)),
            sum(|of| of.direct_cost),
            sum(|of| of.shared_cost),
            money(ledger.known(ledger.net)),
            ratio(ledger.roi),
        ],
    ));
    found.scope = covered(ledger);
    let by = ledger.functions.key.words();
    found.notes.push(format!(
        "shared cost by {by}; net value adds up, ROI does not"
    ));
    found.notes.extend(elsewhere(&ledger.functions.rows));
    found
}

/// Value and cost by month.
pub fn by_month(report: &LedgerReport, calendar: Calendar) -> Table {
    let ledger = &report.ledger;
    let rows = ledger.over_time.rows.iter().map(|of| {
        let month = of.period.map_or_else(
            || "(other days)".to_owned(),
            |days| calendar.iso(days.start).chars().take(7).collect(),
        );
        row(
            &[&month],
            vec![
                money(ledger.known(of.value)),
                Cell::Amount(of.cost),
                money(ledger.known(of.net)),
                ratio(of.roi),
            ],
        )
    });
    let mut found = table(
        "By month",
        vec![key("month")],
        vec![
            amounts(ledger, col::VALUE, 2),
            headed(amounts(ledger, "full_cost", 3), cost_called(ledger)),
            amounts(ledger, "net_value", 1),
            rate("roi", 4),
        ],
        rows.collect(),
    );
    found.total = Some(row(
        &[""],
        vec![
            money(ledger.known(ledger.value)),
            Cell::Amount(ledger.cost.total),
            money(ledger.known(ledger.net)),
            ratio(ledger.roi),
        ],
    ));
    found.scope = covered(ledger);
    found
}
