//! Removal effects from the definition alone: states in a map, a dense matrix, Gauss with pivoting. Slow and plain, on purpose
//! unlike the program.

use std::collections::BTreeMap;

use super::journeys::Owned;

/// The last touches, with `None` for before the first; conversion and null are ends.
type State = Vec<Option<u32>>;

#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
enum To {
    State(State),
    Conversion,
    Null,
}

/// Transitions of a chain by state.
type Counts = BTreeMap<State, BTreeMap<To, f64>>;

/// P(conversion | start) and the removal effect of each channel.
pub fn removal_effects(journeys: &[Owned], order: usize, channels: u32) -> (f64, Vec<f64>) {
    let counts = counted(journeys, order);
    let whole = conversion(&counts, order, None);
    let effect = |channel| 1.0 - conversion(&counts, order, Some(channel)) / whole;
    (whole, (0..channels).map(effect).collect())
}

/// The same for more states than a dense matrix holds: h = r + Q h, again and again until nothing changes.
pub fn iterated_removal_effects(
    journeys: &[Owned],
    order: usize,
    channels: u32,
) -> (f64, Vec<f64>) {
    let counts = counted(journeys, order);
    let whole = iterated(&counts, order, None);
    let effect = |channel| 1.0 - iterated(&counts, order, Some(channel)) / whole;
    (whole, (0..channels).map(effect).collect())
}

fn iterated(counts: &Counts, order: usize, removed: Option<u32>) -> f64 {
    let states: Vec<&State> = counts.keys().collect();
    let mut rows: Vec<(f64, Vec<(usize, f64)>)> = Vec::new();
    for state in &states {
        let all: f64 = counts[*state].values().sum();
        let (mut ends, mut links) = (0.0, Vec::new());
        for (to, count) in &counts[*state] {
            match to {
                To::Conversion => ends += count / all,
                To::State(next) if removed.is_none() || !next.contains(&removed) => {
                    links.push((states.binary_search(&next).unwrap(), count / all));
                }
                _ => {}
            }
        }
        rows.push((ends, links));
    }
    let mut h = vec![0.0; states.len()];
    loop {
        let mut change: f64 = 0.0;
        for at in 0..rows.len() {
            let (ends, links) = &rows[at];
            let value = ends + links.iter().map(|(to, share)| share * h[*to]).sum::<f64>();
            change = change.max((value - h[at]).abs());
            h[at] = value;
        }
        if change < 1e-17 {
            return h[states.binary_search(&&vec![None; order]).unwrap()];
        }
    }
}

fn counted(journeys: &[Owned], order: usize) -> Counts {
    let mut counts = Counts::new();
    let mut count = |from: &State, to: To, by: f64| {
        *counts
            .entry(from.clone())
            .or_default()
            .entry(to)
            .or_default() += by;
    };
    for journey in journeys {
        let (converted, failed) = (journey.conversions.to_f64(), journey.nulls.to_f64());
        let mut state: State = vec![None; order];
        for channel in &journey.channels {
            let mut next = state[1..].to_vec();
            next.push(Some(*channel));
            count(&state, To::State(next.clone()), converted + failed);
            state = next;
        }
        count(&state, To::Conversion, converted);
        count(&state, To::Null, failed);
    }
    counts
}

fn conversion(counts: &Counts, order: usize, removed: Option<u32>) -> f64 {
    let states: Vec<&State> = counts.keys().collect();
    let size = states.len();
    let mut rows = vec![vec![0.0; size + 1]; size];
    for (at, state) in states.iter().enumerate() {
        let all: f64 = counts[*state].values().sum();
        rows[at][at] += 1.0;
        for (to, count) in &counts[*state] {
            match to {
                To::Conversion => rows[at][size] += count / all,
                To::State(next) if removed.is_none() || !next.contains(&removed) => {
                    let place = states.binary_search(&next).unwrap();
                    rows[at][place] -= count / all;
                }
                _ => {}
            }
        }
    }
    let start = states.binary_search(&&vec![None; order]).unwrap();
    solved(rows)[start]
}

fn solved(mut rows: Vec<Vec<f64>>) -> Vec<f64> {
    let size = rows.len();
    for pivot in 0..size {
        let best = (pivot..size)
            .max_by(|a, b| rows[*a][pivot].abs().total_cmp(&rows[*b][pivot].abs()))
            .unwrap();
        rows.swap(pivot, best);
        let row = rows[pivot].clone();
        for other in &mut rows[pivot + 1..] {
            let factor = other[pivot] / row[pivot];
            if factor != 0.0 {
                other[pivot..]
                    .iter_mut()
                    .zip(&row[pivot..])
                    .for_each(|(entry, by)| *entry -= factor * by);
            }
        }
    }
    let mut x = vec![0.0; size];
    for at in (0..size).rev() {
        let known: f64 = (at + 1..size).map(|other| rows[at][other] * x[other]).sum();
        x[at] = (rows[at][size] - known) / rows[at][at];
    }
    x
}
