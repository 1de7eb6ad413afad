//! Why a ledger changed, as tables: the effects of each figure, and the assumptions that are others.

use super::LedgerReport;
use super::carrying::moved;
use super::change::{ByDays, Gap, LedgerChange};
use super::named::named;
use super::words::{
    column, decimals, even, grouped, key, nothing, of_input, owns, row, signed, table, text, texts,
};
use crate::ledger::change::{AssumptionChange, Decomposition, EffectKind, NoEffect};
use crate::ledger::{Figure, Ledger, Plain};
use crate::report::table::{Cell, MetricColumn, Row, Table, Unit};
use crate::schema::{Amount, col};

/// The tables of a comparison; none where there is none.
pub fn change(report: &LedgerReport) -> Vec<(&'static str, Table)> {
    let Some(change) = &report.change else {
        return Vec::new();
    };
    let mut found = Vec::new();
    let currency = &report.ledger.currency;
    if !change.revenue.effects.is_empty() || !change.revenue.unsplit.is_empty() {
        let size = change.revenue.after.max(change.revenue.before);
        let mut table = effects(
            "Why revenue of ads changed",
            &change.revenue,
            &|amount: Amount| Cell::Amount(amount),
            (Unit::Money, currency, decimals(size)),
        );
        table.notes.insert(0, format!("against {}", change.period));
        found.push(("Revenue change", table));
    }
    if let Ok(split) = &change.roas {
        let table = effects(
            "Why media ROAS changed",
            split,
            &Cell::Ratio,
            (Unit::Ratio, "×", 3),
        );
        found.push(("ROAS change", table));
    }
    found.extend(customers(change, currency));
    let percent = |size: f64| Cell::Ratio(100.0 * size);
    match &change.roi_change {
        Ok(split) => {
            let mut table = effects("Why ROI changed", split, &percent, (Unit::Points, "pp", 1));
            table.notes.insert(
                0,
                format!(
                    "ROI {} after {}",
                    signed(Figure::Defined(split.after)),
                    signed(Figure::Defined(split.before))
                ),
            );
            table.notes.extend(twice(split));
            table.notes.extend(turned(&change.revenue, split));
            table.notes.extend(gaps(&change.gaps));
            table.notes.extend(rates(&change.assumptions, currency));
            table.notes.extend(by_days(&change.by_days));
            found.push(("ROI change", table));
        }
        Err(reason) => {
            let mut table = table("Why ROI changed", vec![key("effect")], vec![], vec![]);
            let why = change
                .unknown()
                .unwrap_or_else(|| reason.sentence().to_owned());
            table.notes.push(format!("it cannot be said: {why}"));
            table.notes.extend(rates(&change.assumptions, currency));
            found.push(("ROI change", table));
        }
    }
    let decided = change.assumptions.iter();
    let decided: Vec<&AssumptionChange> = decided.filter(|of| of.by_rate_of.is_none()).collect();
    if !decided.is_empty() {
        let mut table = assumptions(&decided, &report.ledger);
        if change.roi_change.is_ok() && decided.iter().any(|of| of.effect_on_roi.is_some()) {
            table.notes.push(ALONE.into());
        }
        table.notes.extend(with_others(&decided));
        found.push(("Assumptions changed", table));
    }
    if let Some((_, first)) = found.first_mut() {
        first.notes.splice(0..0, limits(change));
    }
    found
}

/// What of the change is a change of what is on record.
fn limits(change: &LedgerChange) -> Vec<String> {
    let mut told = Vec::new();
    if let Some(unlike) = &change.unlike {
        let days = |(days, of): (i64, i64)| format!("{days} of {of} days");
        told.push(format!(
            "media and value are on record for {}, before for {}: a part of the change is that; `--period` of the days on record compares like with like",
            days(unlike.now),
            days(unlike.before)
        ));
    }
    told.extend(change.outcomes_apart());
    if !change.platforms_left_out.is_empty() {
        let names = change.platforms_left_out.iter();
        let names: Vec<String> = names.map(|name| named(name)).collect();
        told.push(format!(
            "{} left out of the change of revenue: one of the periods has their media without outcomes, or outcomes without media",
            names.join(", ")
        ));
    }
    told
}

/// Why all revenue changed, by what customers did.
fn customers(change: &LedgerChange, currency: &str) -> Option<(&'static str, Table)> {
    let title = "Why revenue changed by customers";
    let table = match change.customers.as_ref()? {
        Ok(split) => {
            let size = split.after.max(split.before);
            let mut table = effects(
                title,
                split,
                &|amount: Amount| Cell::Amount(amount),
                (Unit::Money, currency, decimals(size)),
            );
            let whose = match change.without_customer {
                None => "all revenue, social or not",
                Some(_) => "revenue of orders that name their customer, social or not",
            };
            table.notes.insert(
                0,
                format!(
                    "{whose}, against {}: reach is customers, frequency orders of each, yield revenue of each order",
                    change.period
                ),
            );
            table.notes.extend(change.without_customer.map(|apart| {
                let money = |amount| grouped(amount, 2);
                format!(
                    "orders that name no customer are not in it: {} {currency} of revenue, before {}",
                    money(apart.after),
                    money(apart.before)
                )
            }));
            table
        }
        Err(reason) => {
            let mut table = table(title, vec![key("effect")], vec![], vec![]);
            let why = reason.sentence();
            table.notes.push(format!("n/a: it cannot be split: {why}"));
            table
        }
    };
    Some(("Customer change", table))
}

/// What stands in the split as volume and as cost, with both together.
fn twice(split: &Decomposition<f64>) -> Option<String> {
    let size = |kind: EffectKind| {
        let mut own = split.of_kind(kind);
        let media = own.find(|one| one.effect.name == MEDIA);
        media.map(|one| one.size).filter(|size| *size != 0.0)
    };
    let (brings, costs) = (size(EffectKind::Volume)?, size(EffectKind::Cost)?);
    Some(format!(
        "media moves ROI by what it brings ({}) and by what it costs ({}): {} together",
        points(brings),
        points(costs),
        points(brings + costs)
    ))
}

/// The volume and the cost of media.
const MEDIA: &str = "media";

fn points(size: f64) -> String {
    moved(100.0 * size, 1, " pp")
}

/// Effects that have one sign in the revenue of ads and the other in the ROI, and why that may be.
fn turned(revenue: &Decomposition<Amount>, roi: &Decomposition<f64>) -> Option<String> {
    let mut names: Vec<String> = Vec::new();
    for one in revenue
        .effects
        .iter()
        .filter(|one| one.size != Amount::ZERO)
    {
        let same = roi.effects.iter().find(|other| other.effect == one.effect);
        let is_turned = |other: f64| other != 0.0 && (other > 0.0) != (one.size > Amount::ZERO);
        if same.is_some_and(|other| is_turned(other.size)) {
            names.push(named(&one.effect.name));
        }
    }
    (!names.is_empty()).then(|| {
        format!(
            "{}: of the other sign than in the revenue of ads, as here each platform weighs by what its revenue counts \
             (incrementality × margin), and what an experiment or another line covers does not",
            names.join(", ")
        )
    })
}

/// What of the change may be a gap in the records.
fn gaps(gaps: &[Gap]) -> Option<String> {
    let mut alike: Vec<(&Gap, Vec<&str>)> = Vec::new();
    for gap in gaps {
        let same =
            |known: &&mut (&Gap, Vec<&str>)| (known.0.now, known.0.before) == (gap.now, gap.before);
        match alike.iter_mut().find(same) {
            Some((_, names)) => names.push(gap.cost_type),
            None => alike.push((gap, vec![gap.cost_type])),
        }
    }
    let days = |(days, of): (i64, i64)| format!("{days} of {of} days");
    let told = alike.into_iter().map(|(gap, names)| {
        let (names, now) = (names.join(", "), days(gap.now));
        format!("{names} for {now}, before {}", days(gap.before))
    });
    let told: Vec<String> = told.collect();
    (!told.is_empty()).then(|| {
        format!(
            "on record differently, so that their part may be a gap in the records and no change: {}",
            told.join("; ")
        )
    })
}

/// What an effect is of.
pub(super) fn kind(kind: EffectKind) -> &'static str {
    match kind {
        EffectKind::Volume => "volume",
        EffectKind::Mix => "mix",
        EffectKind::Price => "price",
        EffectKind::Rate => "rates",
        EffectKind::Value => "worth of each",
        EffectKind::Assumption => "assumption",
        EffectKind::Cost => "cost",
    }
}

/// The effects of a change, those of one kind together.
fn effects<T: Plain + Copy + Default + PartialEq>(
    title: &str,
    split: &Decomposition<T>,
    cell: &dyn Fn(T) -> Cell,
    (unit, label, decimals): (Unit, &str, u8),
) -> Table {
    let (still, moved): (Vec<_>, Vec<_>) = split
        .effects
        .iter()
        .partition(|one| one.size == T::default());
    let in_cost = split
        .of_kind(EffectKind::Cost)
        .any(|one| one.effect.name == MEDIA);
    let split_rows = moved.into_iter().map(|one| {
        let name = match (&one.effect.name[..], one.effect.kind) {
            (MEDIA, EffectKind::Volume) if in_cost => "media, what it brings".into(),
            (MEDIA, EffectKind::Cost) => "media, what it costs".into(),
            (name, _) => named(name),
        };
        row(&[&name, kind(one.effect.kind)], vec![cell(one.size)])
    });
    let rest = split.unsplit.iter().map(|one| {
        row(
            &[&named(&one.name), one.reason.sentence()],
            vec![cell(one.change)],
        )
    });
    let rows: Vec<Row> = split_rows.chain(rest).collect();
    let mut found = table(
        title,
        vec![key("effect"), key("kind")],
        vec![column("size", unit, label, 1, decimals)],
        rows,
    );
    found.total = Some(row(&["", ""], vec![cell(split.change)]));
    if !still.is_empty() {
        let names: Vec<String> = still.iter().map(|one| named(&one.effect.name)).collect();
        found
            .notes
            .push(format!("without effect: {}", names.join(", ")));
    }
    found
}

/// Entries that nobody changed, but of which other days lie in each period.
fn by_days(entries: &[ByDays]) -> Vec<String> {
    let told = entries.iter().map(|one| {
        format!(
            "{}: one entry, nobody changed it; days of it in this period: {}, in the other: {}",
            named(&one.key),
            one.now,
            one.before
        )
    });
    told.collect()
}

/// Prices that nobody changed, but the rate of their currency did.
fn rates(changes: &[AssumptionChange], currency: &str) -> Option<String> {
    let money = |amount: Amount| format!("{} {currency}", grouped(amount, 2));
    let moved = changes.iter().filter_map(|of| {
        let effect = match (of.effect_on_roi, of.no_effect) {
            (Some(effect), _) => format!(" ({})", points(effect)),
            (None, why) => why.map_or_else(String::new, |why| {
                format!(" (no effect is told: {})", why.sentence())
            }),
        };
        Some(format!(
            "{} is {} in both, {} → {}{}",
            of.key,
            of.by_rate_of.as_ref()?,
            money(of.before?),
            money(of.after?),
            effect
        ))
    });
    let moved: Vec<String> = moved.collect();
    (!moved.is_empty()).then(|| format!("by the rates of currencies alone: {}", moved.join("; ")))
}

/// What lines took in all, where something else stands in for a figure on some days.
fn with_others(changes: &[&AssumptionChange]) -> Option<String> {
    let taken = changes.iter().filter_map(|of| {
        let (before, after) = of.with_others?;
        let [before, after] = [before, after].map(|base| base.rounded(6));
        Some(format!("{} {before} → {after}", of.key))
    });
    let taken: Vec<String> = taken.collect();
    (!taken.is_empty()).then(|| {
        format!(
            "with what stands in for them on days without an entry of their own, lines take {}; all of that is under `Why ROI changed`",
            taken.join(", ")
        )
    })
}

/// What the effect of an assumption is, beside that of the split.
const ALONE: &str = "effect on ROI: of that change alone, with all else as it is now; the effects under `Why ROI changed` share \
     out what changes together, and add up";

fn without(why: NoEffect) -> Cell {
    Cell::Undefined {
        code: why.code(),
        sentence: why.sentence().into(),
    }
}

/// What a figure does to the ROI, or why that is not known.
pub(super) fn effect(of: &AssumptionChange, times: f64) -> Cell {
    match (of.effect_on_roi, of.no_effect) {
        (Some(effect), _) => Cell::Ratio(times * effect),
        // The side that lacks it says so.
        (None, None | Some(NoEffect::New | NoEffect::Gone)) => nothing(),
        (None, Some(why)) => without(why),
    }
}

fn assumptions(changes: &[&AssumptionChange], ledger: &Ledger) -> Table {
    let rows = changes.iter().map(|of| {
        let what = match (of.range_changed, of.document_changed) {
            (true, true) => "range and source",
            (true, false) => "range",
            (false, true) => col::SOURCE,
            (false, false) => "",
        };
        let cells = vec![
            of.before
                .map_or_else(|| without(NoEffect::New), Cell::Amount),
            of.after
                .map_or_else(|| without(NoEffect::Gone), Cell::Amount),
            effect(of, 100.0),
            text(what),
        ];
        let values = [of.before, of.after].map(|of| of.map(|of| of.to_f64()));
        let unit = ledger.input(&of.key).map(|input| input.unit.clone());
        (
            unit.unwrap_or_default(),
            of_input(values, row(&[&of.key], cells)),
        )
    });
    table(
        "Assumptions that changed",
        vec![key("input")],
        vec![
            pinned(owns("before", 1)),
            pinned(owns("after", 1)),
            column("effect_on_roi", Unit::Points, "pp", 2, 1),
            texts("also_changed", 3),
        ],
        even(rows),
    )
}

/// A column that stays though all of it says why there is no figure.
pub(super) fn pinned(column: MetricColumn) -> MetricColumn {
    MetricColumn {
        pinned: true,
        ..column
    }
}
