//! A ledger as one tidy table: a row for each figure, with the section that it stands in.

mod change;
mod line;

use change::change;
use line::{FRACTION, Line};

use super::LedgerReport;
use super::words::{key, money, nothing, owns, ratio, table, texts};
use crate::ledger::{Figure, Reason};
use crate::report::table::{Cell, Row, Table};
use crate::schema::{Amount, col};
use crate::time::Calendar;

/// Every figure of the ledger.
pub fn tidy(report: &LedgerReport, calendar: Calendar) -> Table {
    let mut rows = headline(report);
    rows.extend(ladder(report));
    rows.extend(lines(report));
    rows.extend(costs(report));
    rows.extend(functions(report));
    rows.extend(months(report, calendar));
    rows.extend(inputs(report));
    rows.extend(sensitivity(report));
    rows.extend(change(report));
    rows.extend(missing(report));
    let mut found = table(
        "",
        vec![key(col::SECTION), key("item"), key("figure")],
        vec![
            owns(col::VALUE, 1),
            texts("unit", 2),
            owns("low", 3),
            owns("high", 3),
            texts("function", 4),
            texts("grade", 4),
            texts(col::STATUS, 5),
            texts("detail", 6),
        ],
        rows,
    );
    found.extra = Vec::new();
    found
}

fn headline(report: &LedgerReport) -> Vec<Row> {
    let (head, ledger) = (&report.headline, &report.ledger);
    let currency = ledger.currency.as_str();
    let of = |figure, unit| Line {
        section: "headline",
        figure,
        unit,
        ..Line::default()
    };
    let amount = |amount: Amount| Cell::Amount(amount);
    let mut rows = vec![
        of("roi_supported", FRACTION).row(ratio(head.roi_supported)),
        of("roi_with_assumptions", FRACTION).row(ratio(head.roi_with_assumptions)),
        of(col::VALUE, currency).row(money(ledger.known(ledger.value))),
        of("full_cost", currency).row(amount(ledger.cost.total)),
        of("net_value", currency).row(money(head.net_value)),
        of("bcr", "ratio").row(ratio(head.bcr)),
        of("media_roas", "ratio").row(ratio(head.media_roas)),
        of("iroas", "ratio").row(ratio(head.iroas)),
        of("poas", "ratio").row(ratio(ledger.beside.poas)),
        of("break_even_roas", "ratio").row(ratio(head.break_even_roas)),
        of("full_cost_roas", "ratio").row(ratio(ledger.beside.full_cost_roas)),
        of("roas_headroom", FRACTION).row(ratio(ledger.beside.roas_headroom)),
        of("break_even_cpa", currency).row(ratio(head.break_even_cpa)),
        of("payback", "months").row(ratio(ledger.over_time.payback)),
        of("npv", currency).row(ratio(ledger.over_time.npv)),
    ];
    let completeness = &ledger.cost.completeness;
    let recorded = i64::try_from(completeness.recorded).unwrap_or_default();
    let detail = completeness.sentence();
    let line = Line {
        detail,
        ..of("cost_types_on_record", "types")
    };
    rows.push(line.row(Cell::Count(recorded)));
    if let Some(roi) = report.roi_on_record {
        rows.push(of("roi_on_record", FRACTION).row(ratio(roi)));
    }
    for one in &report.what_if {
        let of = |figure| Line {
            section: "what_if",
            item: &one.key,
            figure,
            ..Line::default()
        };
        rows.push(of("on_record").row(amount(one.before)));
        rows.push(of("supposed").row(amount(one.after)));
    }
    rows
}

fn ladder(report: &LedgerReport) -> Vec<Row> {
    let currency = report.ledger.currency.as_str();
    let of_value = |amount| money(report.ledger.known(amount));
    let steps = report.ledger.ladder.iter().flat_map(|step| {
        let of = |figure, unit| Line {
            section: "ladder",
            item: &step.label,
            figure,
            unit,
            ..Line::default()
        };
        [
            of(col::VALUE, currency).row(of_value(step.value)),
            of("net_value", currency).row(of_value(step.net)),
            of("roi", FRACTION).row(ratio(step.roi)),
            of("bcr", "ratio").row(ratio(step.bcr)),
        ]
    });
    let mix = report.ledger.evidence.iter().map(|of| {
        let line = Line {
            section: "evidence",
            item: of.rung.name(),
            figure: "share_of_value",
            unit: FRACTION,
            ..Line::default()
        };
        line.row(ratio(of.share))
    });
    steps.chain(mix).collect()
}

fn lines(report: &LedgerReport) -> Vec<Row> {
    let all = report
        .ledger
        .lines
        .iter()
        .chain(&report.ledger.earned_media);
    all.flat_map(|line| {
        let of = |figure, detail: String| Line {
            section: "value_line",
            item: &line.id,
            figure,
            unit: &line.currency,
            low: line.amount_low,
            high: line.amount_high,
            function: line.function.map_or("", |function| function.name()),
            grade: line.grade.name(),
            detail,
        };
        let part = || line.part.as_ref().map(ToString::to_string);
        let why = line.why_not.as_ref().map(ToString::to_string);
        let why = why.or_else(part).unwrap_or_default();
        if let Some(quantity) = line.quantity {
            return vec![of("quantity", why).row(Cell::Amount(quantity))];
        }
        let counted = match line.include {
            true if line.part.is_some() => Cell::Amount(line.counted()),
            true => money(line.amount),
            false => Cell::Amount(Amount::ZERO),
        };
        vec![
            of(col::AMOUNT, line.formula.clone()).row(money(line.amount)),
            Line {
                low: None,
                high: None,
                ..of("counted", why)
            }
            .row(counted),
        ]
    })
    .collect()
}

fn costs(report: &LedgerReport) -> Vec<Row> {
    let currency = report.ledger.currency.as_str();
    let types = report.ledger.cost.by_type.iter().flat_map(|total| {
        let kind = total.cost_type;
        let coverage = report.coverage.iter().find(|of| of.cost_type == kind);
        let of = |figure, unit, detail: String| Line {
            section: "cost",
            item: kind.name(),
            figure,
            unit,
            detail,
            ..Line::default()
        };
        let recorded = coverage.map_or_else(String::new, |of| of.recorded_in.join(", "));
        let days = coverage.map_or(0, |of| of.days);
        vec![
            of(col::AMOUNT, currency, recorded).row(money(
                total
                    .amount
                    .map_or(Figure::Undefined(Reason::NotSupplied), Figure::Defined),
            )),
            of("estimated", currency, String::new()).row(Cell::Amount(total.estimated)),
            of("days_on_record", "days", String::new()).row(Cell::Count(days)),
        ]
    });
    types.collect()
}

fn functions(report: &LedgerReport) -> Vec<Row> {
    let currency = report.ledger.currency.as_str();
    let of_value = |amount| money(report.ledger.known(amount));
    let rows = report.ledger.functions.rows.iter().flat_map(|of| {
        let name = of
            .function
            .map_or("(unallocated)", |function| function.name());
        let line = |figure, unit| Line {
            section: "function",
            item: name,
            figure,
            unit,
            function: of.function.map_or("", |function| function.name()),
            ..Line::default()
        };
        [
            line(col::VALUE, currency).row(of_value(of.value)),
            line("direct_cost", currency).row(Cell::Amount(of.direct_cost)),
            line("shared_cost", currency).row(Cell::Amount(of.shared_cost)),
            line("net_value", currency).row(of_value(of.net)),
            line("roi", FRACTION).row(ratio(of.roi)),
        ]
    });
    rows.collect()
}

fn months(report: &LedgerReport, calendar: Calendar) -> Vec<Row> {
    let currency = report.ledger.currency.as_str();
    let of_value = |amount| money(report.ledger.known(amount));
    let rows = report.ledger.over_time.rows.iter().flat_map(|of| {
        let days = of
            .period
            .map_or_else(|| "(other days)".into(), |days| days.iso(calendar));
        let line = |figure, unit| Line {
            section: "month",
            item: &days,
            figure,
            unit,
            ..Line::default()
        };
        [
            line(col::VALUE, currency).row(of_value(of.value)),
            line("full_cost", currency).row(Cell::Amount(of.cost)),
            line("net_value", currency).row(of_value(of.net)),
            line("roi", FRACTION).row(ratio(of.roi)),
        ]
    });
    rows.collect()
}

fn inputs(report: &LedgerReport) -> Vec<Row> {
    let rows = report.ledger.inputs.iter().map(|input| {
        let line = Line {
            section: "input",
            item: &input.key,
            figure: "base",
            unit: &input.unit,
            low: input.low,
            high: input.high,
            grade: input.grade.map_or("", |grade| grade.name()),
            detail: super::parts::origin(input),
            ..Line::default()
        };
        line.row(Cell::Amount(input.base))
    });
    rows.collect()
}

fn sensitivity(report: &LedgerReport) -> Vec<Row> {
    let of = |section, item, figure, unit| Line {
        section,
        item,
        figure,
        unit,
        ..Line::default()
    };
    let mut rows: Vec<Row> = Vec::new();
    for bar in &report.tornado.bars {
        let swing = bar.swing.map_or_else(nothing, Cell::Ratio);
        let note = bar.note().or(bar.switching.note()).unwrap_or_default();
        let at = |roi| match bar.low {
            Some(_) => ratio(roi),
            None => nothing(),
        };
        rows.extend([
            of("tornado", &bar.key, "roi_at_low", FRACTION).row(at(bar.roi_low)),
            of("tornado", &bar.key, "roi_at_high", FRACTION).row(at(bar.roi_high)),
            of("tornado", &bar.key, "swing", FRACTION).row(swing),
            Line {
                detail: note.into(),
                ..of("tornado", &bar.key, "switching_value", "")
            }
            .row(ratio(bar.switching.value)),
        ]);
    }
    let currency = report.ledger.currency.as_str();
    for one in &report.scenarios {
        rows.extend([
            of("scenario", one.name, "net_value", currency).row(match report.ledger.unknown {
                Some(reason) => ratio(Figure::Undefined(reason)),
                None => Cell::Ratio(one.net),
            }),
            of("scenario", one.name, "roi", FRACTION).row(ratio(one.roi)),
        ]);
    }
    if let Some(draws) = &report.simulation {
        for (figure, value) in [
            ("p_roi_above_0", draws.probability_positive),
            ("roi_5", draws.low),
            ("roi_median", draws.median),
            ("roi_mean", draws.mean),
            ("roi_95", draws.high),
        ] {
            rows.push(of("simulation", "", figure, FRACTION).row(ratio(value)));
        }
    }
    rows
}

fn missing(report: &LedgerReport) -> Vec<Row> {
    let rows = report.missing.iter().map(|of| {
        let line = Line {
            section: "missing",
            item: &of.what,
            detail: of.how.clone(),
            ..Line::default()
        };
        line.row(nothing())
    });
    rows.collect()
}
