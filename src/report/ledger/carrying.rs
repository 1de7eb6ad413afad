//! The figures that carry a ledger as a table: each with what it is made of and, beside another period, what it was and by
//! how much it changed.

use super::LedgerReport;
use super::change::LedgerChange;
use super::change_tables::pinned;
use super::difference;
use super::headline::Headline;
use super::sections::partly_covered;
use super::tables::supposing;
use super::twice::not_twice;
use super::words::{
    self, cost_called, cost_counted, decimals, fixed, grouped, key, nothing, of_unit, owns, ratio,
    row, short, table, text, texts,
};
use crate::ledger::{Figure, Ledger, Reason};
use crate::report::table::{Cell, Row, Table, Unit};
use crate::schema::{CostType, col};
use crate::time::Calendar;

/// The figures that carry the ledger, and what each is made of; and the notes that stand further below, as they are for
/// those who check it.
pub(super) fn headline(report: &LedgerReport, calendar: Calendar) -> (Table, Vec<String>) {
    let (ledger, head) = (&report.ledger, &report.headline);
    let places = decimals(ledger.cost.total.max(ledger.value));
    let money = |amount| grouped(amount, places);
    let before = Before {
        change: report.change.as_ref(),
    };
    let figure = |name: &str, of: fn(&Headline) -> Figure, decimals: u8, reads: &str| {
        let then = before.known().map(|then| ratio(of(then)));
        let cells = before.cells(then, ratio(of(head)), reads);
        of_unit(Unit::Ratio, "", decimals, row(&[name], cells))
    };
    let amount = |name: &str, then: Option<Cell>, now: Cell, decimals: u8, reads: &str| {
        let cells = before.cells(then, now, reads);
        of_unit(Unit::Money, "", decimals, row(&[name], cells))
    };
    let returned = |name: &str, of: fn(&Headline) -> Figure, reads: &str| {
        let percent = |headline| ratio(of(headline).map(|roi: f64| 100.0 * roi));
        let then = before.known().map(percent);
        let cells = before.cells(then, percent(head), reads);
        of_unit(Unit::Percent, "%", 1, row(&[name], cells))
    };
    let refused = ledger.refused();
    let worth = match (ledger.unknown, refused.is_empty()) {
        (Some(_), _) => "not known".to_owned(),
        (None, true) => money(ledger.value),
        (None, false) => format!(
            "of at least {} (without {})",
            money(ledger.value),
            refused.join(", ")
        ),
    };
    let net = format!(
        "value {worth} less {} {}{}",
        cost_called(ledger),
        money(ledger.cost.total),
        cost_counted(ledger)
    );
    let bcr = format!("value / {}", cost_called(ledger));
    let (roas, order) = (roas_reads(ledger), order_reads(ledger));
    let over = match is_of_media_alone(ledger) {
        true => {
            let known = &ledger.cost.completeness;
            format!(
                ", over media alone ({} of {} cost types)",
                known.recorded, known.of
            )
        }
        false => String::new(),
    };
    let as_supposed = match report.what_if.is_empty() {
        true => "",
        false => ", as supposed",
    };
    // A sheet of the figures alone has no title that says so.
    let supposed = report.what_if.iter().map(|of| {
        let reads = format!("supposed; on record {}", short(of.before.to_f64()));
        let cells = before.cells(None, text(short(of.after.to_f64())), &reads);
        row(&[&format!("if {}", of.key)], cells)
    });
    let mut rows: Vec<Row> = supposed.collect();
    rows.extend([
        returned(
            "ROI, supported (A+B)",
            |of| of.roi_supported,
            &match over.is_empty() {
                true => format!("measured and attributed value only{as_supposed}"),
                false => format!("measured and attributed{over}{as_supposed}"),
            },
        ),
        returned(
            "ROI, with assumptions",
            |of| of.roi_with_assumptions,
            &format!("every documented line{over}{as_supposed}"),
        ),
        amount(
            "net value",
            before.known().map(|then| words::money(then.net_value)),
            words::money(head.net_value),
            places,
            &net,
        ),
        figure("benefit–cost ratio", |of| of.bcr, 3, &bcr),
        media_roas(head, &before, &roas),
        figure(
            "iROAS",
            |of| of.iroas,
            2,
            match head.iroas {
                Figure::Undefined(Reason::NotSupplied) => "needs a test of every platform",
                _ => "revenue shown to be caused / media",
            },
        ),
        amount(
            "break-even CPA",
            before.known().map(|then| ratio(then.break_even_cpa)),
            ratio(head.break_even_cpa),
            2,
            &order,
        ),
    ]);
    rows.extend(cost_types(ledger, &before));
    if ledger.over_time.npv.value().is_some() {
        let reads = "net value by month, discounted";
        rows.push(amount(
            "present value",
            None,
            ratio(ledger.over_time.npv),
            0,
            reads,
        ));
    }
    if ledger.over_time.rows.len() > 1 {
        let reads = match ledger.over_time.payback.value() {
            Some(months) if months <= 0.0 => "value has paid for cost from the start",
            _ => "until value has paid for cost",
        };
        let then = before.known().map(|then| ratio(then.payback));
        let cells = before.cells(then, ratio(ledger.over_time.payback), reads);
        rows.push(of_unit(
            Unit::Count,
            "",
            1,
            row(&["payback, months"], cells),
        ));
    }
    let title = format!(
        "Value ledger{}, {}{}",
        supposing(report),
        ledger.period.told(calendar),
        match ledger.currency.as_str() {
            "" => String::new(),
            code => format!(", {code}"),
        }
    );
    let mut found = table(
        &title,
        vec![key("figure")],
        match before.change {
            None => vec![pinned(owns(col::VALUE, 1)), texts("what_it_is", 2)],
            Some(_) => vec![
                owns("before", 1),
                pinned(owns("now", 1)),
                owns("change", 1),
                texts("what_it_is", 2),
            ],
        },
        rows,
    );
    found.wraps = true;
    if let Some(change) = before.change {
        let days = change.period.told(calendar);
        let unlike = change.unlike.map(|unlike| {
            let told = |(days, of): (i64, i64)| format!("{days} of {of} days");
            format!(
                ", on record for {}; now for {}: a part of every change is that",
                told(unlike.before),
                told(unlike.now)
            )
        });
        let unlike = match change.is_without_record {
            true => match change.uncounted.is_empty() {
                true => ", of which nothing is on record: nothing can be set beside it".to_owned(),
                false => ", of which no cost is on record: nothing can be set beside it".to_owned(),
            },
            false => unlike.unwrap_or_default(),
        };
        found.notes.push(format!("before: {days}{unlike}"));
        let before = change.uncounted.iter();
        found
            .notes
            .extend(before.map(|sentence| format!("before: {sentence}")));
        found.notes.extend(change.outcomes_apart());
    }
    found.notes.extend(difference::of_ledger(ledger, places));
    found.notes.push(ledger.sentence.to_string());
    let said = ledger.cost.completeness.sentence();
    // They stand under the costs.
    let of_costs = not_twice(&ledger.cost.lines);
    let notes = ledger.notes.iter();
    let notes = notes.filter(|note| **note != said && !of_costs.contains(note));
    let banner = head.banner.as_ref();
    let (first, mut further): (Vec<String>, Vec<String>) =
        notes.cloned().partition(|note| Some(note) == banner);
    found.notes.extend(first);
    further.extend(partly_covered(&report.coverage));
    (found, further)
}

/// What the return on media is, and where media alone breaks even: by what ads caused, which is not all that is credited to
/// them.
fn roas_reads(ledger: &Ledger) -> String {
    let reads = "credited revenue / media";
    let Some(even) = ledger.beside.break_even_roas.value() else {
        return reads.into();
    };
    let even = fixed(even, 2);
    let Some(as_caused) = ledger.beside.break_even_as_caused else {
        return format!("{reads}; media alone breaks even at {even}");
    };
    let own = as_caused.value().map_or_else(String::new, |own| {
        format!(", at {} with the ledger's κ", fixed(own, 2))
    });
    format!("{reads}; media alone breaks even at {even} if ads caused all of it{own}")
}

/// What an order of ads may cost.
fn order_reads(ledger: &Ledger) -> String {
    let reads = "average order of ads × margin";
    match ledger.beside.break_even_as_caused {
        Some(_) => format!("{reads}, if ads caused all of it"),
        None => reads.into(),
    }
}

/// The return on media beside that of the other period, where that is known whatever else its cost is: where its change
/// is told.
fn media_roas(head: &Headline, before: &Before<'_>, reads: &str) -> Row {
    let split = before.change.and_then(|change| change.roas.as_ref().ok());
    let split = split.map(|split| Cell::Ratio(split.before));
    let then = before.known().map(|then| ratio(then.media_roas));
    let cells = before.cells(then.or(split), ratio(head.media_roas), reads);
    of_unit(Unit::Ratio, "", 2, row(&["media ROAS"], cells))
}

/// Whether media is all the cost on record, which nobody may take for a full cost.
fn is_of_media_alone(ledger: &Ledger) -> bool {
    let known = &ledger.cost.completeness;
    known.recorded == 1 && !known.missing.contains(&CostType::Media)
}

/// What is missing of the cost, where it is more than media and less than all.
fn cost_types(ledger: &Ledger, before: &Before<'_>) -> Option<Row> {
    let known = &ledger.cost.completeness;
    let then = before.known().filter(|then| then.cost_types > 0);
    let differs = then.is_some_and(|then| then.cost_types != known.recorded);
    if !differs && (known.is_full() || is_of_media_alone(ledger)) || known.recorded == 0 {
        return None;
    }
    let names: Vec<&str> = known.missing.iter().map(|kind| kind.name()).collect();
    let reads = match names.is_empty() {
        true => "none is missing".to_owned(),
        false => format!("missing: {}", names.join(", ")),
    };
    let told = |recorded: usize, of: usize| text(format!("{recorded} of {of}"));
    let then = then.map(|then| told(then.cost_types, then.cost_types_of));
    let value = told(known.recorded, known.of);
    Some(row(&["cost types"], before.cells(then, value, &reads)))
}

/// What the figures are set beside, where anything is.
struct Before<'c> {
    change: Option<&'c LedgerChange>,
}

impl<'c> Before<'c> {
    /// The figures of the other period, where its whole cost is known.
    fn known(&self) -> Option<&'c Headline> {
        self.change?.headline.as_ref()
    }

    /// The cells of a row: the figure, beside another period with that of it and the change, and what it is.
    fn cells(&self, then: Option<Cell>, now: Cell, reads: &str) -> Vec<Cell> {
        if self.change.is_none() {
            return vec![now, text(reads)];
        }
        let then = then.unwrap_or_else(nothing);
        let change = match (then.exact(), now.exact(), then.number(), now.number()) {
            (Some(then), Some(now), ..) => Cell::Amount(now - then),
            (.., Some(then), Some(now)) => Cell::Ratio(now - then),
            _ => nothing(),
        };
        vec![then, now, change, text(reads)]
    }
}

/// A change with its sign; what prints as nought has none.
pub(super) fn moved(change: f64, decimals: u8, unit: &str) -> String {
    let plain = fixed(change, decimals.into());
    let is_more = change > 0.0 && plain.contains(|digit: char| matches!(digit, '1'..='9'));
    let sign = if is_more { "+" } else { "" };
    format!("{sign}{plain}{unit}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_has_its_sign_and_nought_has_none() {
        for (change, told) in [
            (0.036, "+0.04 pp"),
            (-0.036, "-0.04 pp"),
            (0.001, "0.00 pp"),
            (-0.001, "0.00 pp"),
            (1234.5, "+1,234.50 pp"),
        ] {
            assert_eq!(moved(change, 2, " pp"), told, "{change}");
        }
    }
}
