//! The names of the diagonal and of the notable circles, each where it is free.

use super::{Point, radius};
use crate::render::chart::canvas::{Anchor, Canvas, Ink, Rect};

/// Points up to which every one is named where there is room; of more only the notable ones.
const NAMED: usize = 12;

/// How many of more points are named for what they lose, gain and cost.
const NOTABLE: usize = 4;

/// The name of the diagonal, under it or above it, as near to its upper end as there is room.
pub(super) fn name_line(
    canvas: &mut Canvas<'_>,
    plot: Rect,
    [from, to]: Line,
    margin: Option<f64>,
) {
    let size = canvas.sizes.note;
    let ink = Ink::regular(size, canvas.theme.secondary);
    let lang = &canvas.look.lang;
    let alone = lang.phrase("chart.spend-return.line", &[]);
    let with_margin = margin.map(|margin| {
        let margin = lang.percent(&trimmed(margin * 100.0));
        lang.phrase("chart.spend-return.margin", &[("margin", &margin)])
    });
    let rise = (to.1 - from.1) / (to.0 - from.0);
    // Where the margin has no room, what the line is of has.
    for text in with_margin.into_iter().chain([alone]) {
        let width = canvas.measure(&text, ink);
        for part in [1.0, 0.85, 0.7, 0.55, 0.4] {
            let (x, y) = (
                from.0 + (to.0 - from.0) * part,
                from.1 + (to.1 - from.1) * part,
            );
            let under = (x, y - rise * width + size * 1.3);
            let above = (x - size * 0.4, y - size * 0.6);
            for spot in [under, above] {
                let own = canvas.text_box(spot, &text, ink, Anchor::End);
                if plot.holds(own) && canvas.is_free(own) {
                    canvas.rimmed(spot, &text, ink, Anchor::End);
                    return;
                }
            }
        }
    }
}

fn trimmed(value: f64) -> String {
    let text = format!("{value:.1}");
    text.strip_suffix(".0").unwrap_or(&text).to_owned()
}

/// From its left end to its right one.
type Line = [(f64, f64); 2];

/// Names of the notable ones, each where it is free, off the axis and where there is such a place off the diagonal too.
pub(super) fn name_points(
    canvas: &mut Canvas<'_>,
    plot: Rect,
    points: &[Point<'_>],
    places: &[(f64, f64)],
    (axis, diagonal): (Option<Line>, Option<Line>),
) {
    let lines: Vec<Line> = axis.into_iter().chain(diagonal).collect();
    let lines = lines.as_slice();
    let sizes = canvas.sizes;
    let ink = Ink::regular(sizes.note, canvas.theme.text);
    // Names of points on the lowest line have room above the values of the axis.
    let area = Rect {
        height: plot.height + sizes.note * 0.4,
        ..plot
    };
    for at in notable(points) {
        let (x, y) = places[at];
        let away = radius(canvas, &points[at]) + sizes.note * 0.25;
        let room = plot.width * 0.34;
        let name = canvas.shortened(&points[at].name, room, ink);
        let slant = away * 0.75;
        let (up, down) = (-sizes.note * 0.15, sizes.note * 0.75);
        let spots = [
            ((x + away, y + sizes.note * 0.35), Anchor::Start),
            ((x - away, y + sizes.note * 0.35), Anchor::End),
            ((x, y - away), Anchor::Middle),
            ((x, y + away + sizes.note * 0.7), Anchor::Middle),
            ((x + slant, y - slant + up), Anchor::Start),
            ((x + slant, y + slant + down), Anchor::Start),
            ((x - slant, y - slant + up), Anchor::End),
            ((x - slant, y + slant + down), Anchor::End),
        ];
        let free = |(spot, anchor): &(_, Anchor)| {
            let own = canvas.text_box(*spot, &name, ink, *anchor);
            let nearest = is_nearest(canvas, own, at, points, places);
            (nearest && area.holds(own) && canvas.is_free(own)).then_some(own)
        };
        let is_off = |own: Rect, lines: &[Line]| !lines.iter().any(|line| is_crossed(own, *line));
        let chosen = spots
            .iter()
            .find(|spot| free(spot).is_some_and(|own| is_off(own, lines)))
            // Across the diagonal rather than nowhere, but never across the axis.
            .or_else(|| {
                let is_free =
                    |spot: &&_| free(spot).is_some_and(|own| is_off(own, axis.as_slice()));
                spots.iter().find(is_free)
            });
        if let Some((spot, anchor)) = chosen {
            canvas.rimmed(*spot, &name, ink, *anchor);
        }
    }
}

/// Whether a line from left to right runs through a box.
fn is_crossed(own: Rect, [from, to]: [(f64, f64); 2]) -> bool {
    let (left, right) = (own.left.max(from.0), own.right().min(to.0));
    if left > right || to.0 <= from.0 {
        return false;
    }
    let at = |x: f64| from.1 + (to.1 - from.1) * (x - from.0) / (to.0 - from.0);
    let (first, last) = (at(left), at(right));
    first.min(last) < own.bottom() && first.max(last) > own.top
}

/// Whether no other circle is as near to a name as its own.
fn is_nearest(
    canvas: &Canvas<'_>,
    name: Rect,
    own: usize,
    points: &[Point<'_>],
    places: &[(f64, f64)],
) -> bool {
    let distance = |at: usize| {
        let (x, y) = places[at];
        let across = (name.left - x).max(x - name.right()).max(0.0);
        let up = (name.top - y).max(y - name.bottom()).max(0.0);
        across.hypot(up) - radius(canvas, &points[at])
    };
    let limit = distance(own) + canvas.sizes.note * 0.2;
    (0..points.len()).all(|at| at == own || distance(at) > limit)
}

/// In order of what matters: the best and the worst return, the largest losses, the largest gains, the largest spend, then as many as there is room
/// for where they are few.
fn notable(points: &[Point<'_>]) -> Vec<usize> {
    let mut by_gain: Vec<usize> = (0..points.len()).collect();
    let gain = |at: &usize| points[*at].value - points[*at].spend;
    by_gain.sort_by(|a, b| gain(a).total_cmp(&gain(b)).then(a.cmp(b)));
    let mut by_spend: Vec<usize> = (0..points.len()).collect();
    let spend = |at: &usize| points[*at].spend;
    by_spend.sort_by(|a, b| spend(b).total_cmp(&spend(a)).then(a.cmp(b)));
    let mut by_return: Vec<usize> = by_spend.clone();
    by_return.retain(|at| points[*at].spend > 0.0 && !points[*at].is_other);
    let rate = |at: &usize| points[*at].value / points[*at].spend;
    by_return.sort_by(|a, b| rate(b).total_cmp(&rate(a)));
    // Of several that return nothing the one that cost most.
    let least = by_return.last().map(rate);
    let worst = by_return.iter().find(|at| Some(rate(at)) == least);
    let ends = by_return.first().into_iter().chain(worst);
    let losses = by_gain.iter().filter(|at| !points[**at].returns());
    let gains = by_gain.iter().rev();
    let chosen = ends.chain(losses.take(NOTABLE)).chain(gains.take(NOTABLE));
    let chosen = chosen.chain(by_spend.iter().take(NOTABLE));
    let others = points.iter().enumerate();
    let others = others.filter(|(_, point)| point.is_other || points.len() <= NAMED);
    let mut order: Vec<usize> = Vec::new();
    for at in chosen.copied().chain(others.map(|(at, _)| at)) {
        if !order.contains(&at) {
            order.push(at);
        }
    }
    order
}
