//! The commonest journeys: touch by touch from the first to the conversion.

use std::collections::BTreeMap;

use crate::error::{Error, Result, Warning};
use crate::report::attribution::{CommonPaths, common_paths};
use crate::report::{AttributeOptions, Cell, Evidence, KeyColumn, MetricColumn, Row, Unit};
use crate::schema::{Amount, col};

use super::transitions::apart;
use super::{Argument, ChartData, Kind, OTHER, Phrase, UNATTRIBUTED, table_of};

/// Paths of their own where nothing else is asked for.
const PATHS: usize = 25;

/// Touches that a path shows; longer ones fold their middle.
const STEPS: usize = 5;

/// What stands for the folded touches of a long path; their number follows.
pub const MORE: &str = "(more)";

/// A row per path, most conversions first, then the other paths together and the conversions without a touch.
pub(super) fn data(
    evidence: &Evidence<'_>,
    options: &AttributeOptions,
) -> Result<(ChartData, Vec<Warning>)> {
    let top = options.top.unwrap_or(PATHS).max(1);
    let (found, common, warnings) = common_paths(evidence, options, top)?;
    let Some((first, most)) = common.paths.first() else {
        return Err(Error::NothingToDraw {
            chart: Kind::Paths.name(),
            why: "no journey converted".into(),
        });
    };
    let all = found.total.conversions;
    let drawn: Amount = common
        .paths
        .iter()
        .map(|(_, conversions)| *conversions)
        .sum();
    let unattributed = found.unattributed.conversions;
    reconciled(drawn, common.others.1, unattributed, all)?;
    let mut table = table_of(&found);
    // Paths count conversions, not money.
    table.extra.clear();
    table.keys = keys();
    table.metrics = columns();
    table.rows = rows(&common, unattributed, all);
    let alike = |(_, own): &&(Vec<String>, Amount)| own == most;
    let ties = common.paths.iter().filter(alike).count();
    let headline = match first.len() {
        1 => "chart.paths.headline_one",
        _ => "chart.paths.headline",
    };
    let subtitle = match common.others.0 {
        0 => Phrase::plain("chart.paths.subtitle_all"),
        _ => Phrase::plain("chart.paths.subtitle")
            .with("count", count(common.paths.len()))
            .with("part", share(drawn, all))
            .with("all", conversions(all)),
    };
    // Shares are of all conversions; the picture has those with a touch.
    let width = match unattributed == Amount::ZERO {
        true => Phrase::plain("chart.paths.width"),
        false => Phrase::plain("chart.paths.width_touched")
            .with("touched", conversions(all - unattributed)),
    };
    let data = ChartData {
        spare: None,
        kind: Kind::Paths,
        sentences: None,
        headline: if ties > 1 {
            Phrase::plain("chart.paths.alike")
                .with("count", count(ties))
                .with("part", share(*most, all))
        } else {
            Phrase::plain(headline)
                .text("journey", first.join(" → "))
                .with("part", share(*most, all))
                .with("all", conversions(all))
        },
        subtitle: subtitle.with("width", Argument::Phrase(width)),
        left_out: left_out(unattributed, all),
        table,
    };
    Ok((data, warnings))
}

fn keys() -> Vec<KeyColumn> {
    let steps = (1..=STEPS).map(|step| format!("touch_{step}"));
    steps.map(|name| KeyColumn::of(&name)).collect()
}

/// What is drawn, what is summed up and what had no touch are all conversions, to the last digit.
fn reconciled(drawn: Amount, others: Amount, unattributed: Amount, all: Amount) -> Result<()> {
    let sum = drawn + others + unattributed;
    if sum == all {
        return Ok(());
    }
    Err(Error::Unreconciled {
        what: format!("the paths hold {sum} of {all} conversions"),
    })
}

fn columns() -> Vec<MetricColumn> {
    let column = |name: &str, unit, label: &str, rank| MetricColumn {
        name: name.into(),
        header: name.replace('_', " "),
        unit_label: label.into(),
        unit,
        rank,
        pinned: true,
        decimals: 1,
    };
    vec![
        column(col::CONVERSIONS, Unit::Count, "", 1),
        column("conversion_share", Unit::Rate, "%", 2),
    ]
}

fn share(part: Amount, all: Amount) -> Argument {
    Argument::Figure(ratio(part, all), columns().swap_remove(1))
}

fn count(number: usize) -> Argument {
    let number = i64::try_from(number).unwrap_or(i64::MAX);
    Argument::Figure(Cell::Count(number), columns().swap_remove(0))
}

fn conversions(number: Amount) -> Argument {
    Argument::Figure(Cell::Amount(number), columns().swap_remove(0))
}

fn ratio(part: Amount, all: Amount) -> Cell {
    Cell::Ratio(part.to_f64() / all.to_f64())
}

/// Paths that look alike when folded are one row.
fn rows(common: &CommonPaths, unattributed: Amount, all: Amount) -> Vec<Row> {
    let mut sums: BTreeMap<Vec<String>, usize> = BTreeMap::new();
    let mut paths: Vec<(Vec<String>, Amount)> = Vec::new();
    for (path, conversions) in &common.paths {
        let names: Vec<String> = path.iter().map(|name| apart(name)).collect();
        let steps = folded(&names, STEPS);
        match sums.get(&steps) {
            Some(at) => paths[*at].1 += *conversions,
            None => {
                sums.insert(steps.clone(), paths.len());
                paths.push((steps, *conversions));
            }
        }
    }
    let (others, of_others) = common.others;
    if others > 0 {
        paths.push((vec![format!("{OTHER} {others}")], of_others));
    }
    if unattributed != Amount::ZERO {
        paths.push((vec![UNATTRIBUTED.to_owned()], unattributed));
    }
    let row = |(steps, conversions): (Vec<String>, Amount)| Row {
        keys: (0..STEPS).map(|step| steps.get(step).cloned()).collect(),
        cells: vec![Cell::Amount(conversions), ratio(conversions, all)],
        ..Row::default()
    };
    paths.into_iter().map(row).collect()
}

/// The touches of a path in at most `steps` steps: the first ones, how many more there were, the last.
pub fn folded(path: &[String], steps: usize) -> Vec<String> {
    let steps = steps.max(3);
    if path.len() <= steps {
        return path.to_vec();
    }
    let (head, tail) = (&path[..steps - 2], &path[path.len() - 1..]);
    // A path that was folded before counts what it folded.
    let hidden = path[steps - 2..path.len() - 1].iter();
    let hidden = hidden.map(|step| more(step).unwrap_or(1)).sum::<usize>();
    let middle = [format!("{MORE} {hidden}")];
    [head, &middle, tail].concat()
}

fn more(step: &str) -> Option<usize> {
    step.strip_prefix(MORE)?.trim().parse().ok()
}

fn left_out(unattributed: Amount, all: Amount) -> Vec<String> {
    if unattributed == Amount::ZERO {
        return Vec::new();
    }
    let share = 100.0 * unattributed.to_f64() / all.to_f64();
    vec![format!(
        "not drawn: {unattributed} conversions ({share:.1} %) without a touch"
    )]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(text: &str) -> Vec<String> {
        text.split(' ').map(str::to_owned).collect()
    }

    #[test]
    fn long_paths_fold_their_middle_and_count_it() {
        assert_eq!(folded(&path("a b c d e"), 5), path("a b c d e"));
        let long = folded(&path("a b c d e f g"), 5);
        assert_eq!(long, ["a", "b", "c", "(more) 3", "g"]);
        assert_eq!(folded(&long, 3), ["a", "(more) 5", "g"]);
        assert_eq!(folded(&path("a b"), 1), path("a b"));
    }

    #[test]
    fn paths_that_look_alike_are_one_row_and_all_rows_sum_to_all_conversions() {
        let common = CommonPaths {
            paths: vec![
                (path("a b c d e f g"), Amount::whole(6)),
                (path("a"), Amount::whole(5)),
                (path("a b c x y z g"), Amount::whole(4)),
            ],
            others: (7, Amount::whole(3)),
        };
        let rows = rows(&common, Amount::whole(2), Amount::whole(20));
        let found: Vec<(Vec<&str>, &Cell)> = rows
            .iter()
            .map(|row| {
                (
                    row.keys.iter().flatten().map(String::as_str).collect(),
                    &row.cells[0],
                )
            })
            .collect();
        let amount = |number| Cell::Amount(Amount::whole(number));
        assert_eq!(
            found,
            [
                (vec!["a", "b", "c", "(more) 3", "g"], &amount(10)),
                (vec!["a"], &amount(5)),
                (vec!["(other) 7"], &amount(3)),
                (vec!["(unattributed)"], &amount(2)),
            ]
        );
        assert_eq!(rows[0].cells[1], Cell::Ratio(0.5));
        reconciled(
            Amount::whole(15),
            Amount::whole(3),
            Amount::whole(2),
            Amount::whole(20),
        )
        .unwrap();
    }
}
