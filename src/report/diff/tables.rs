//! A comparison as tables: for people what moved and why, for programs one row for each.

use crate::report::ledger::grouped;
use crate::report::table::{Cell, KeyColumn, MetricColumn, Row, Table, Unit};
use crate::schema::{Amount, col};

use super::figures::days;
use super::numbers::{Written, numbers};
use super::why::why;
use super::{Cause, Diff, Moved, Side};

/// What is told without an effect on the ROI, where it is no input: what two results rest on.
const GROUNDS: [&str; 5] = ["program", "period", "setting", "rates", "source"];

/// Sections for people: what moved, why, and what differs in what they rest on. Every change stands once. A workbook has
/// numbers where text has words.
pub fn sections(diff: &Diff, written: Written) -> Vec<(&'static str, Table)> {
    let is_ledger = diff.kind == "ledger";
    let mut found = vec![("What moved", moved(diff, is_ledger, written))];
    let supposed = |cause: &&Cause| !(cause.kind == "setting" && cause.what == "what if");
    let (grounds, reasons): (Vec<&Cause>, Vec<&Cause>) = diff
        .causes
        .iter()
        .filter(supposed)
        .partition(|cause| GROUNDS.contains(&cause.kind) && cause.key.is_none());
    if is_ledger && !reasons.is_empty() {
        found.push(("Why", why(diff, &reasons, written)));
    }
    if !grounds.is_empty() || reasons.is_empty() {
        found.push(("What they rest on", rest_on(&grounds)));
    }
    // Notes are about the effects, where there are any.
    let at = found.iter().position(|(name, _)| *name == "Why");
    let at = at.unwrap_or(found.len() - 1);
    let (heads, others) = diff.notes.split_at(diff.heads);
    found[at].1.notes.extend(others.iter().cloned());
    if !heads.is_empty() {
        let table = Table {
            title: "Read this first".into(),
            keys: keys(&["note"]),
            rows: heads.iter().map(|note| row(&[note], Vec::new())).collect(),
            ..Table::default()
        };
        found.insert(0, ("Read this first", table));
    }
    found
}

fn moved(diff: &Diff, is_ledger: bool, written: Written) -> Table {
    let names = match is_ledger {
        true => ["of", "what"],
        false => ["row", "metric"],
    };
    let mut table = Table {
        title: "What moved".into(),
        keys: keys(&names),
        metrics: ["before", "after", "change"]
            .map(|name| match written {
                Written::Words => told_numbers(name),
                Written::Numbers => column(name, Unit::Own),
            })
            .to_vec(),
        wraps: true,
        rows: once(&diff.moved)
            .into_iter()
            .map(|moved| match written {
                Written::Numbers if diff.currency_before.is_none() || moved.unit != Unit::Money => {
                    numbers(moved)
                }
                _ => told(moved, diff),
            })
            .collect(),
        ..Table::default()
    };
    if diff.moved.is_empty() {
        table.notes.push("no figure moved".into());
    }
    let is_money = |moved: &Moved| moved.unit == Unit::Money;
    let is_one = diff.currency_before.is_none() && !diff.currency.is_empty();
    if diff.moved.iter().any(is_money) && is_one {
        table.notes.push(format!("money in {}", diff.currency));
    }
    table
}

/// Without sums that moved exactly as something before them did: a rung as the one below it, a function as its one line.
fn once(all: &[Moved]) -> Vec<&Moved> {
    let mut found: Vec<&Moved> = Vec::new();
    for moved in all {
        let is_sum = ["ladder", "function", "period"].contains(&&moved.section[..])
            || moved.figure == "roi_with_assumptions";
        let same = |known: &&Moved| {
            (known.unit, &known.before, &known.after) == (moved.unit, &moved.before, &moved.after)
        };
        if !(is_sum && found.iter().any(same)) {
            found.push(moved);
        }
    }
    found
}

fn rest_on(grounds: &[&Cause]) -> Table {
    let names: Vec<String> = grounds.iter().map(|cause| short(cause, grounds)).collect();
    let rows = grounds.iter().zip(&names).map(|(cause, name)| {
        let is_days = cause.kind == "period" && cause.what == "period";
        let told = |text: &str| match is_days {
            true => days(text),
            false => side(text),
        };
        let cells = [told(&cause.before), told(&cause.after)];
        let name = if is_days { "days" } else { name };
        row(&[&kind(cause), name], cells.map(Cell::Text).to_vec())
    });
    let mut table = Table {
        title: "What they rest on".into(),
        keys: keys(&["kind", "which"]),
        metrics: ["before", "after"].map(words).to_vec(),
        wraps: true,
        rows: rows.collect(),
        ..Table::default()
    };
    if grounds.is_empty() {
        let nothing = "nothing differs in what they say they rest on";
        table.notes.push(nothing.into());
    }
    table
}

/// The name of a file without its folders, where no other has it.
fn short(cause: &Cause, all: &[&Cause]) -> String {
    let last = |path: &str| path.rsplit(['/', '\\']).next().unwrap_or(path).to_owned();
    let own = last(&cause.what);
    let twins = all.iter().filter(|other| last(&other.what) == own);
    match ["source", "rates"].contains(&cause.kind) && twins.count() == 1 {
        true => own,
        false => cause.what.clone(),
    }
}

/// The kind in words, and whether it is new or gone.
pub(super) fn kind(cause: &Cause) -> String {
    let word = match cause.kind {
        "source" => "file",
        "line" => col::VALUE,
        other => other,
    };
    match (cause.before.is_empty(), cause.after.is_empty()) {
        _ if ["setting", "method", "program", "period"].contains(&cause.kind) => word.into(),
        (true, _) => format!("{word}, new"),
        (_, true) => format!("{word}, gone"),
        _ if word == "file" => "file, restated".into(),
        _ => word.into(),
    }
}

pub(super) fn side(text: &str) -> String {
    match text {
        "" => "—".into(),
        text => text.into(),
    }
}

/// Section and figure in words that people know.
pub(super) fn at(moved: &Moved) -> [String; 2] {
    let (title, figure) = (&moved.title, &moved.figure[..]);
    let words = match figure {
        "roi" => "ROI".to_owned(),
        "direct_cost" => "own cost".into(),
        other => other.replace('_', " "),
    };
    match &moved.section[..] {
        "headline" => ["ledger".into(), headline(figure).into()],
        "ladder" => ["evidence".into(), format!("{title}: {words}")],
        "line" => [col::VALUE.into(), title.clone()],
        "cost" => ["cost".into(), title.clone()],
        "period" => ["month".into(), format!("{title}: {words}")],
        "function" => ["function".into(), format!("{title}: {words}")],
        _ => [title.clone(), words],
    }
}

fn headline(figure: &str) -> &str {
    match figure {
        "roi_supported" => "ROI, supported (A+B)",
        "roi_with_assumptions" => "ROI, with assumptions",
        "net_value" => "net value",
        "bcr" => "benefit–cost ratio",
        "media_roas" => "media ROAS",
        "break_even_roas" => "break-even ROAS",
        "break_even_cpa" => "break-even CPA",
        "iroas" => "iROAS",
        "full_cost" => "cost on record",
        other => other,
    }
}

pub(super) fn keys(names: &[&str]) -> Vec<KeyColumn> {
    names.iter().map(|name| KeyColumn::of(name)).collect()
}

/// A column of numbers with their units as words, which no narrow screen drops.
pub(super) fn told_numbers(name: &str) -> MetricColumn {
    column(name, Unit::Own)
}

/// A column of words, which no narrow screen drops.
pub(super) fn words(name: &str) -> MetricColumn {
    column(name, Unit::Text)
}

pub(super) fn column(name: &str, unit: Unit) -> MetricColumn {
    MetricColumn {
        name: name.to_lowercase().replace(' ', "_"),
        header: name.into(),
        unit_label: String::new(),
        unit,
        rank: 1,
        pinned: true,
        decimals: 4,
    }
}

pub(super) fn row(keys: &[&str], cells: Vec<Cell>) -> Row {
    let key = |key: &&str| Some((*key).to_owned()).filter(|key| !key.is_empty());
    Row {
        keys: keys.iter().map(key).collect(),
        cells,
        ..Row::default()
    }
}

fn told(moved: &Moved, diff: &Diff) -> Row {
    let more = further(moved);
    let side = |side: &Side, currency: &str| match side {
        Side::Absent => "(not there)".to_owned(),
        Side::Undefined(why) => format!("— ({})", why.replace('_', " ")),
        Side::Number(number) => {
            let text = figure(*number, moved.unit, more);
            match (moved.unit, &diff.currency_before) {
                (Unit::Money, Some(_)) => format!("{text} {currency}"),
                _ => text,
            }
        }
    };
    let change = moved.change.map_or_else(
        || "—".to_owned(),
        |change| {
            let sign = if change > 0.0 { "+" } else { "" };
            format!("{sign}{}", difference(change, moved.unit, more))
        },
    );
    let currency_before = diff.currency_before.as_deref().unwrap_or_default();
    let cells = [
        side(&moved.before, currency_before),
        side(&moved.after, &diff.currency),
        change,
    ];
    let [of, what] = at(moved);
    row(&[&of, &what], cells.map(Cell::Text).to_vec())
}

/// By how much a figure moved, without the sign of what is more; that of a rate is in points.
fn difference(change: f64, unit: Unit, more: u8) -> String {
    match unit {
        Unit::Rate => format!("{} pp", fixed(100.0 * change, 2 + more)),
        unit => figure(change, unit, more),
    }
}

/// Decimals beyond the usual ones that it takes to see a figure move, and by how much.
pub(super) fn further(moved: &Moved) -> u8 {
    // As many as the ledger itself has of it.
    let least = u8::from(moved.figure == "bcr");
    let (Some(before), Some(after)) = (moved.before.number(), moved.after.number()) else {
        return least;
    };
    let is_seen = |more: &u8| {
        let change = difference(after - before, moved.unit, *more);
        let is_some = change.contains(|digit: char| matches!(digit, '1'..='9'));
        is_some && figure(before, moved.unit, *more) != figure(after, moved.unit, *more)
    };
    (least..MOST).find(is_seen).unwrap_or(MOST)
}

/// Decimals that are added at most.
const MOST: u8 = 6;

pub(super) fn figure(number: f64, unit: Unit, more: u8) -> String {
    match unit {
        Unit::Rate => format!("{} %", fixed(100.0 * number, 2 + more)),
        Unit::Percent => format!("{} %", fixed(number, 2 + more)),
        Unit::Points => format!("{} pp", fixed(number, 2 + more)),
        Unit::Count | Unit::People if number.fract() == 0.0 => fixed(number, more),
        _ => fixed(number, 2 + more),
    }
}

pub(super) fn fixed(number: f64, decimals: u8) -> String {
    let amount = Amount::from_plain(&format!("{number:.9}"));
    amount.map_or_else(|| number.to_string(), |amount| grouped(amount, decimals))
}
