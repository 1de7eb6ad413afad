//! Steps between channels: from where to where, how often, and with what probability.

use std::collections::BTreeMap;

use crate::error::{Error, Result, Warning};
use crate::report::attribution::{Place, Step, transitions};
use crate::report::{AttributeOptions, Cell, Evidence, KeyColumn, MetricColumn, Row, Unit};
use crate::schema::{Amount, col};

use super::rank::{ROWS, is_alike};
use super::{Argument, ChartData, Kind, MORE, OTHER, Phrase, UNATTRIBUTED, table_of};

/// Before the first touch.
pub const START: &str = "(start)";

/// Converted.
pub const CONVERSION: &str = "(conversion)";

/// Never converted.
pub const NULL: &str = "(null)";

/// A row per step that any journey took: from the start, then from each channel, the busiest first.
pub(super) fn data(
    evidence: &Evidence<'_>,
    options: &AttributeOptions,
) -> Result<(ChartData, Vec<Warning>)> {
    let (found, steps, warnings) = transitions(evidence, options)?;
    let steps = named(&steps, options.top.unwrap_or(ROWS).max(2));
    let rows = rows(&steps);
    let Some(headline) = headline(&rows) else {
        return Err(Error::NothingToDraw {
            chart: Kind::Transitions.name(),
            why: "no journey has a touch".into(),
        });
    };
    let mut table = table_of(&found);
    // Steps have no money.
    table.extra.clear();
    table.keys = [col::FROM, col::TO].map(KeyColumn::of).to_vec();
    table.metrics = columns();
    table.rows = rows;
    if !steps.keys().any(|(_, to)| to == NULL) {
        let note = "no journey without a conversion was given: every road ends in one";
        table.notes.insert(0, note.into());
    }
    let data = ChartData {
        spare: None,
        kind: Kind::Transitions,
        sentences: None,
        headline,
        subtitle: Phrase::plain("chart.transitions.subtitle"),
        left_out: Vec::new(),
        table,
    };
    Ok((data, warnings))
}

/// A channel's name; one that is called like an end, or like what stands for several, stands in quotes.
pub(super) fn apart(name: &str) -> String {
    let is_taken = [START, CONVERSION, NULL, UNATTRIBUTED].contains(&name)
        || [OTHER, MORE].iter().any(|word| name.starts_with(word));
    if is_taken {
        format!("\"{name}\"")
    } else {
        name.to_owned()
    }
}

type Counts = BTreeMap<(String, String), Amount>;

/// Counts of steps by name, the channels beyond the limit as one.
fn named(steps: &[Step], limit: usize) -> Counts {
    let mut visits: BTreeMap<&str, Amount> = BTreeMap::new();
    for step in steps {
        if let Place::Channel(name) = &step.to {
            *visits.entry(name).or_default() += step.count;
        }
    }
    let mut order: Vec<(&str, Amount)> = visits.into_iter().collect();
    order.sort_by(|(a, a_count), (b, b_count)| b_count.cmp(a_count).then(a.cmp(b)));
    let rest = if order.len() > limit {
        order.split_off(limit - 1)
    } else {
        Vec::new()
    };
    let name = |place: &Place| match place {
        Place::Start => START.to_owned(),
        Place::Conversion => CONVERSION.to_owned(),
        Place::Null => NULL.to_owned(),
        Place::Channel(name) if rest.iter().any(|(other, _)| other == name) => {
            format!("{OTHER} {}", rest.len())
        }
        Place::Channel(name) => apart(name),
    };
    let mut counts = Counts::new();
    for step in steps {
        *counts
            .entry((name(&step.from), name(&step.to)))
            .or_default() += step.count;
    }
    counts
}

/// Steps with their probability, which is their count over all that left; in the order of what is busiest.
fn rows(counts: &Counts) -> Vec<Row> {
    let mut left: BTreeMap<&str, Amount> = BTreeMap::new();
    let mut reached: BTreeMap<&str, Amount> = BTreeMap::new();
    for ((from, to), count) in counts {
        *left.entry(from).or_default() += *count;
        *reached.entry(to).or_default() += *count;
    }
    let place = |name: &str| match name {
        START => 0,
        CONVERSION => 3,
        NULL => 4,
        name if name.starts_with(OTHER) => 2,
        _ => 1,
    };
    let rank = |name: &str| {
        let busy = reached.get(name).copied().unwrap_or_default();
        (place(name), std::cmp::Reverse(busy), name.to_owned())
    };
    let mut steps: Vec<_> = counts.iter().collect();
    steps.sort_by_key(|((from, to), _)| (rank(from), rank(to)));
    steps
        .into_iter()
        .map(|((from, to), count)| Row {
            keys: vec![Some(from.clone()), Some(to.clone())],
            cells: vec![
                Cell::Amount(*count),
                Cell::Ratio(count.to_f64() / left[from.as_str()].to_f64()),
            ],
            ..Row::default()
        })
        .collect()
}

fn columns() -> Vec<MetricColumn> {
    let column = |name: &str, unit, label: &str, rank| MetricColumn {
        name: name.into(),
        header: name.into(),
        unit_label: label.into(),
        unit,
        rank,
        pinned: true,
        decimals: 1,
    };
    vec![
        column("count", Unit::Count, "", 2),
        column("probability", Unit::Rate, "%", 1),
    ]
}

/// Fewer visits say nothing of a channel.
const VISITS: f64 = 30.0;

/// The channel that most often leads straight to conversion, of those with enough visits; where none converts, the one
/// that journeys most often begin with; neither where several are alike.
fn headline(rows: &[Row]) -> Option<Phrase> {
    rows.first()?;
    let is = |row: &Row, at: usize, name: &str| row.keys[at].as_deref() == Some(name);
    let name = |row: &Row, at: usize| row.keys[at].clone().unwrap_or_default();
    let left = |from: &str| -> f64 {
        let own = rows.iter().filter(|row| is(row, 0, from));
        own.filter_map(|row| row.cells[0].number()).sum()
    };
    let told = |row: &&Row| {
        let is_rest = [0, 1].iter().any(|at| name(row, *at).starts_with(OTHER));
        !is_rest && left(&name(row, 0)) >= VISITS && row.cells[1].number() > Some(0.0)
    };
    let first = |of: &dyn Fn(&Row) -> bool| -> Option<&Row> {
        let mut own: Vec<&Row> = rows.iter().filter(told).filter(|row| of(row)).collect();
        own.sort_by(|a, b| {
            let number = |row: &Row| row.cells[1].number().unwrap_or_default();
            number(b).total_cmp(&number(a))
        });
        match own[..] {
            [best, next, ..] if is_alike(&best.cells[1], &next.cells[1], &columns()[1]) => None,
            [best, ..] => Some(best),
            [] => None,
        }
    };
    let figure = |row: &Row| Argument::Figure(row.cells[1].clone(), columns().swap_remove(1));
    let converts = |row: &Row| is(row, 1, CONVERSION);
    if let Some(best) = first(&converts) {
        return Some(
            Phrase::plain("chart.transitions.headline")
                .text("place", name(best, 0))
                .with("probability", figure(best)),
        );
    }
    let any = rows.iter().filter(told).any(converts);
    Some(match first(&|row| is(row, 0, START)).filter(|_| !any) {
        Some(begin) => Phrase::plain("chart.transitions.begin")
            .text("place", name(begin, 1))
            .with("probability", figure(begin)),
        None => Phrase::plain("chart.transitions.plain"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn step(from: Place, to: Place, count: i64) -> Step {
        Step {
            from,
            to,
            count: Amount::whole(count),
        }
    }

    fn channel(name: &str) -> Place {
        Place::Channel(name.into())
    }

    fn found(rows: &[Row]) -> Vec<(String, f64, f64)> {
        let text = |row: &Row| {
            format!(
                "{} {}",
                row.keys[0].as_ref().unwrap(),
                row.keys[1].as_ref().unwrap()
            )
        };
        let number = |cell: &Cell| cell.number().unwrap();
        rows.iter()
            .map(|row| (text(row), number(&row.cells[0]), number(&row.cells[1])))
            .collect()
    }

    /// a 6 times and b 4 times at the start; a to b 2, a converts 3, a ends 1; b converts 1, b ends 5.
    fn steps() -> Vec<Step> {
        vec![
            step(Place::Start, channel("b"), 4),
            step(Place::Start, channel("a"), 6),
            step(channel("a"), channel("b"), 2),
            step(channel("a"), Place::Conversion, 3),
            step(channel("a"), Place::Null, 1),
            step(channel("b"), Place::Conversion, 1),
            step(channel("b"), Place::Null, 5),
        ]
    }

    #[test]
    fn probabilities_are_shares_of_what_leaves() {
        let rows = rows(&named(&steps(), 12));
        let expected = [
            ("(start) a", 6.0, 0.6),
            ("(start) b", 4.0, 0.4),
            ("a b", 2.0, 2.0 / 6.0),
            ("a (conversion)", 3.0, 0.5),
            ("a (null)", 1.0, 1.0 / 6.0),
            ("b (conversion)", 1.0, 1.0 / 6.0),
            ("b (null)", 5.0, 5.0 / 6.0),
        ];
        let expected = expected.map(|(text, count, share)| (text.to_owned(), count, share));
        assert_eq!(found(&rows), expected);
        // Six visits tell nothing; sixty do.
        assert_eq!(headline(&rows).unwrap().id, "chart.transitions.plain");
        let many = steps().into_iter().map(|step| Step {
            count: step.count + step.count + step.count + step.count + step.count + step.count,
            ..step
        });
        let many: Vec<Step> = many.collect();
        let headline = headline(&super::rows(&named(&many, 12))).unwrap();
        assert_eq!(headline.id, "chart.transitions.headline");
        assert_eq!(headline.arguments[0].1, Argument::Text("a".into()));
    }

    #[test]
    fn channels_beyond_the_limit_are_one_with_summed_counts() {
        let mut steps = steps();
        // c is visited once, b six times, a six times.
        steps.push(step(Place::Start, channel("c"), 1));
        steps.push(step(channel("c"), Place::Conversion, 1));
        let rows = rows(&named(&steps, 2));
        let expected = [
            ("(start) a", 6.0, 6.0 / 11.0),
            ("(start) (other) 2", 5.0, 5.0 / 11.0),
            ("a (other) 2", 2.0, 2.0 / 6.0),
            ("a (conversion)", 3.0, 0.5),
            ("a (null)", 1.0, 1.0 / 6.0),
            ("(other) 2 (conversion)", 2.0, 2.0 / 7.0),
            ("(other) 2 (null)", 5.0, 5.0 / 7.0),
        ];
        let expected = expected.map(|(text, count, share)| (text.to_owned(), count, share));
        assert_eq!(found(&rows), expected);
    }

    #[test]
    fn a_channel_that_is_called_like_an_end_stands_apart_from_it() {
        let steps = [
            step(Place::Start, channel("(null)"), 1),
            step(channel("(null)"), Place::Null, 1),
        ];
        let rows = rows(&named(&steps, 12));
        let names: Vec<String> = found(&rows).into_iter().map(|(text, ..)| text).collect();
        assert_eq!(names, ["(start) \"(null)\"", "\"(null)\" (null)"]);
    }
}
