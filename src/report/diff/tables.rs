//! A comparison as tables: for people what moved and why, for programs one row for each.

use crate::report::ledger::grouped;
use crate::report::table::{Cell, KeyColumn, MetricColumn, Row, Table, Unit};
use crate::schema::{Amount, col};

use super::figures::days;
use super::numbers::{Written, measured, nothing, numbers, quantities};
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

fn why(diff: &Diff, reasons: &[&Cause], written: Written) -> Table {
    let points = |change: f64| match written {
        Written::Words => Cell::Text(points(change)),
        Written::Numbers => Cell::Ratio(100.0 * change),
    };
    let reason = |cause: &Cause| {
        let mut row = reason(cause);
        if written == Written::Numbers {
            quantities(cause, &mut row);
            row.cells[2] = cause.effect_on_roi.map_or_else(nothing, points);
        }
        row
    };
    let mut rows: Vec<Row> = reasons.iter().map(|cause| reason(cause)).collect();
    if let Some(whole) = &diff.whole {
        if reasons.iter().any(|cause| cause.effect_on_roi.is_some()) && whole.rest.abs() >= SEEN {
            rows.push(row(
                &["rest", "what no effect tells"],
                vec![
                    Cell::Text("—".into()),
                    Cell::Text("—".into()),
                    points(whole.rest),
                ],
            ));
        }
        let percent = |roi: f64| match written {
            Written::Words => Cell::Text(figure(roi, Unit::Rate, 0)),
            Written::Numbers => Cell::Ratio(roi),
        };
        let cells = vec![
            percent(whole.before),
            percent(whole.after),
            points(whole.change),
        ];
        rows.push(Row {
            column: Some(Box::new(measured(Unit::Rate, 2))),
            ..row(&["together", "ROI"], cells)
        });
    }
    let metrics = match written {
        Written::Words => ["before", "after", "effect on ROI"].map(told_numbers),
        Written::Numbers => [
            column("before", Unit::Own),
            column("after", Unit::Own),
            MetricColumn {
                decimals: 2,
                ..column("effect on ROI", Unit::Points)
            },
        ],
    };
    Table {
        title: "Why the ROI moved".into(),
        keys: keys(&["cause", "which"]),
        metrics: metrics.to_vec(),
        wraps: true,
        rows,
        ..Table::default()
    }
}

/// The least change of the ROI that is seen in a table.
const SEEN: f64 = 0.000_05;

fn points(change: f64) -> String {
    let sign = if change > 0.0 { "+" } else { "" };
    format!("{sign}{} pp", fixed(100.0 * change, 2))
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
fn kind(cause: &Cause) -> String {
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

fn side(text: &str) -> String {
    match text {
        "" => "—".into(),
        text => text.into(),
    }
}

/// The words with two decimals at most in each figure: all of them stand in JSON and CSV. What would be nought keeps its
/// digits.
fn shorter(text: &str) -> String {
    let word = |word: &str| {
        let long = word.split_once('.').filter(|(whole, fraction)| {
            let plain = whole.trim_start_matches('-').replace(',', "");
            let digits =
                |text: &str| !text.is_empty() && text.bytes().all(|of| of.is_ascii_digit());
            digits(&plain) && digits(fraction) && fraction.len() > 2
        });
        let number = long.and_then(|_| Amount::from_plain(&word.replace(',', "")));
        let rounded = number.map(|number| grouped(number, 2));
        match rounded {
            Some(rounded) if rounded != "0.00" => rounded,
            _ => word.to_owned(),
        }
    };
    let words: Vec<String> = text.split(' ').map(word).collect();
    words.join(" ")
}

fn reason(cause: &Cause) -> Row {
    let effect = cause.effect_on_roi.map_or_else(|| "—".to_owned(), points);
    let told = |text: &str| side(&shorter(text));
    let cells = [told(&cause.before), told(&cause.after), effect];
    row(&[&kind(cause), &cause.what], cells.map(Cell::Text).to_vec())
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
        "full_cost" => "full cost",
        other => other,
    }
}

pub(super) fn keys(names: &[&str]) -> Vec<KeyColumn> {
    names.iter().map(|name| KeyColumn::of(name)).collect()
}

/// A column of numbers with their units as words, which no narrow screen drops.
fn told_numbers(name: &str) -> MetricColumn {
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
            match moved.unit {
                Unit::Rate => format!("{sign}{} pp", fixed(100.0 * change, 2 + more)),
                unit => format!("{sign}{}", figure(change, unit, more)),
            }
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

/// Decimals beyond the usual ones that it takes to see a figure move.
pub(super) fn further(moved: &Moved) -> u8 {
    // As many as the ledger itself has of it.
    let least = u8::from(moved.figure == "bcr");
    let (Some(before), Some(after)) = (moved.before.number(), moved.after.number()) else {
        return least;
    };
    let alike = |more: &u8| figure(before, moved.unit, *more) == figure(after, moved.unit, *more);
    (least..MOST).find(|more| !alike(more)).unwrap_or(MOST)
}

/// Decimals that are added at most.
const MOST: u8 = 6;

fn figure(number: f64, unit: Unit, more: u8) -> String {
    match unit {
        Unit::Rate => format!("{} %", fixed(100.0 * number, 2 + more)),
        Unit::Percent => format!("{} %", fixed(number, 2 + more)),
        Unit::Points => format!("{} pp", fixed(number, 2 + more)),
        Unit::Count | Unit::People if number.fract() == 0.0 => fixed(number, more),
        _ => fixed(number, 2 + more),
    }
}

fn fixed(number: f64, decimals: u8) -> String {
    let amount = Amount::from_plain(&format!("{number:.9}"));
    amount.map_or_else(|| number.to_string(), |amount| grouped(amount, decimals))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_among_words_have_two_decimals_at_most() {
        for (text, told) in [
            ("88.815789 EUR", "88.82 EUR"),
            ("1,578.767761 EUR; 93 rows", "1,578.77 EUR; 93 rows"),
            ("8,400.8 EUR; 9 rows", "8,400.8 EUR; 9 rows"),
            ("0.48 share; 0.44 to 0.515", "0.48 share; 0.44 to 0.52"),
            ("0.0004 share", "0.0004 share"),
            ("version 1.234.5", "version 1.234.5"),
            ("", ""),
        ] {
            assert_eq!(shorter(text), told, "{text}");
        }
    }
}
