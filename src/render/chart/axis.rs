//! Gridlines with their values, and the labels of a time axis.

use crate::report::MetricColumn;

use super::canvas::{Anchor, Canvas, Ink, Rect};
use super::scale::{Scale, Ticks};

/// Width that the values of a vertical axis take, with the gap to the plot.
pub(super) fn value_room(
    canvas: &Canvas<'_>,
    ticks: &Ticks,
    column: &MetricColumn,
    size: f64,
) -> f64 {
    let ink = Ink::regular(size, canvas.theme.secondary);
    let widths = labels(canvas, ticks, column)
        .into_iter()
        .map(|label| canvas.measure(&label, ink));
    widths.fold(0.0, f64::max) + size * 0.6
}

/// What stands at each gridline, the unit at the highest only.
fn labels(canvas: &Canvas<'_>, ticks: &Ticks, column: &MetricColumn) -> Vec<String> {
    let last = ticks.values.len() - 1;
    ticks
        .values
        .iter()
        .enumerate()
        .map(|(at, value)| {
            if at == last {
                canvas.look.tick_with_unit(*value, column, ticks.step)
            } else {
                canvas.look.tick(*value, column.unit, ticks.step)
            }
        })
        .collect()
}

/// Gridlines across the plot with their values left of it; the line at zero is darker.
pub(super) fn value_lines(
    canvas: &mut Canvas<'_>,
    plot: Rect,
    ticks: &Ticks,
    scale: &Scale,
    column: &MetricColumn,
    size: f64,
) {
    let theme = canvas.theme;
    let ink = Ink::regular(size, theme.secondary);
    let last = ticks.values.len() - 1;
    let pitch = (scale.at(ticks.values[0]) - scale.at(ticks.values[1])).abs();
    // Where lines lie closer than their labels are high, the outermost speak for all.
    let crowded = pitch < size * 1.25;
    for (at, (value, label)) in ticks
        .values
        .iter()
        .zip(labels(canvas, ticks, column))
        .enumerate()
    {
        let y = scale.at(*value);
        if crowded && at != 0 && at != last && *value != 0.0 {
            continue;
        }
        let ends = [(plot.left, y), (plot.right(), y)];
        if *value == 0.0 {
            canvas.line(&ends, theme.zero, canvas.sizes.zero);
        } else {
            canvas.line(&ends, theme.grid, canvas.sizes.grid);
        }
        let place = (plot.left - size * 0.6, y + size * 0.35);
        if canvas.is_free(canvas.text_box(place, &label, ink, Anchor::End)) {
            canvas.text(place, &label, ink, Anchor::End);
        }
    }
}

/// Labels under a time axis: the first, the last and as many between as have room.
pub(super) fn time_labels(
    canvas: &mut Canvas<'_>,
    places: &[f64],
    labels: &[String],
    y: f64,
    edges: (f64, f64),
    size: f64,
) {
    let ink = Ink::regular(size, canvas.theme.secondary);
    let gap = size * 1.2;
    let count = labels.len();
    let boxed = |at: usize| {
        let width = canvas.measure(&labels[at], ink);
        let left = (places[at] - width / 2.0).min(edges.1 - width).max(edges.0);
        (left, left + width)
    };
    let fits = |step: usize| {
        let shown: Vec<(f64, f64)> = shown(count, step).map(boxed).collect();
        shown.windows(2).all(|two| two[0].1 + gap <= two[1].0)
    };
    let Some(step) = (1..count.max(2)).find(|step| fits(*step)) else {
        return;
    };
    let lefts: Vec<(usize, f64)> = shown(count, step).map(|at| (at, boxed(at).0)).collect();
    for (at, left) in lefts {
        canvas.text((left, y), &labels[at], ink, Anchor::Start);
    }
}

/// Every `step`th place counted from the last, so that the newest is always labelled.
fn shown(count: usize, step: usize) -> impl Iterator<Item = usize> {
    (0..count).filter(move |at| (count - 1 - at).is_multiple_of(step))
}

/// Gridlines down the plot with their values below it; the line at zero is darker.
pub(super) fn value_columns(
    canvas: &mut Canvas<'_>,
    plot: Rect,
    ticks: &Ticks,
    scale: &Scale,
    column: &MetricColumn,
    size: f64,
) {
    let theme = canvas.theme;
    let ink = Ink::regular(size, theme.secondary);
    for value in &ticks.values {
        let x = scale.at(*value);
        let ends = [(x, plot.top), (x, plot.bottom())];
        if *value == 0.0 {
            canvas.line(&ends, theme.zero, canvas.sizes.zero);
        } else {
            canvas.line(&ends, theme.grid, canvas.sizes.grid);
        }
    }
    let labels = labels(canvas, ticks, column);
    let y = plot.bottom() + size * 1.3;
    let edges = (canvas.sizes.margin, canvas.width - canvas.sizes.margin);
    // The outermost and zero speak first where not all have room.
    let speaks_first = |at: &usize| {
        let is_end = *at == 0 || *at + 1 == labels.len();
        (!is_end, ticks.values[*at] != 0.0, usize::MAX - at)
    };
    let mut order: Vec<usize> = (0..labels.len()).collect();
    order.sort_by_key(speaks_first);
    for at in order {
        let width = canvas.measure(&labels[at], ink);
        let middle = scale.at(ticks.values[at]) - width / 2.0;
        let left = middle.min(edges.1 - width).max(edges.0);
        let own = canvas.text_box((left, y), &labels[at], ink, Anchor::Start);
        let apart = Rect {
            left: own.left - size * 0.6,
            width: own.width + size * 1.2,
            ..own
        };
        if canvas.is_clear(apart) {
            canvas.text((left, y), &labels[at], ink, Anchor::Start);
        }
    }
}
