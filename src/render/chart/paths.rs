//! Journeys as ribbons from touch to touch, as wide as they convert; those that have converted flow on below the others to
//! the bar at the end.

mod flows;

use plotters::style::{Color, RGBColor};

use crate::report::{Cell, ChartData};

use super::canvas::{Anchor, Canvas, Ink, Rect};
use super::frame::Frame;
use super::look::Look;
use super::{Drawing, Refusal, drawing};
use flows::{Flows, Layout, Span, flows, layout};

/// Opacity of ribbons between touches, and of those that have converted.
const RIBBON: f64 = 0.42;
const CONVERTED: f64 = 0.22;

/// Points along a curve.
const POINTS: usize = 20;

/// Body sizes that a column needs for its labels.
const COLUMN: f64 = 7.5;

/// Most touches that are drawn.
const TOUCHES: usize = 5;

/// Draws it; keys are the touches of a path, the first metric its conversions.
pub(super) fn draw(data: &ChartData, look: &Look) -> Result<Drawing, Refusal> {
    let sizes = look.sizes();
    let width = f64::from(look.size.width) - 2.0 * sizes.margin;
    let columns = (width / (sizes.body * COLUMN)) as usize;
    let flows = flows(data, look, columns.clamp(3, TOUCHES));
    let frame = Frame::new(data, look);
    let title = frame.headline.clone();
    let head = sizes.note * 2.3;
    let wanted = (width * 0.5).max(sizes.body * 18.0);
    let (mut canvas, plot) = frame.canvas(head + wanted, head + sizes.body * 14.0)?;
    let place = Rect {
        top: plot.top + head,
        height: plot.height - head,
        ..plot
    };
    let layout = layout(&flows, place, sizes.body);
    heads(&mut canvas, &flows, &layout);
    links(&mut canvas, &flows, &layout);
    nodes(&mut canvas, &flows, &layout, data);
    end(&mut canvas, &flows, &layout, data);
    labels(&mut canvas, &flows, &layout, data);
    let described = described(data, look);
    Ok(drawing(canvas, title, described))
}

/// What stands over the columns.
fn heads(canvas: &mut Canvas<'_>, flows: &Flows, layout: &Layout) {
    let look = canvas.look;
    let ink = Ink::regular(canvas.sizes.note, canvas.theme.secondary);
    let y = layout.place.top - ink.size * 1.1;
    for column in 0..flows.columns {
        let number = look.lang.number(&(column + 1).to_string());
        let text = if flows.is_folded && column + 1 == flows.columns {
            look.lang.phrase("chart.paths.last", &[])
        } else {
            look.lang
                .phrase("chart.paths.touch", &[("number", &number)])
        };
        let text = canvas.shortened(&text, layout.pitch - ink.size * 0.5, ink);
        let place = (layout.x(column), y);
        if canvas.is_free(canvas.text_box(place, &text, ink, Anchor::Start)) {
            canvas.text(place, &text, ink, Anchor::Start);
        }
    }
}

/// The ribbons, node by node from the top.
fn links(canvas: &mut Canvas<'_>, flows: &Flows, layout: &Layout) {
    for column in 0..flows.columns {
        let sums = flows.links(column);
        let mut reached: Vec<f64> = vec![0.0; flows.classes.len()];
        for (from, class) in flows.classes.iter().enumerate() {
            let Some(node) = layout.node(column, from) else {
                continue;
            };
            let mut top = node.top;
            for (to, reached) in reached.iter_mut().enumerate() {
                let height = sums[from][to] * layout.pixels;
                let Some(target) = layout.node(column + 1, to).filter(|_| height > 0.0) else {
                    continue;
                };
                let x = (layout.x(column) + layout.bar, layout.x(column + 1));
                let sides = (top, target.top + *reached);
                ribbon(
                    canvas,
                    &[(x.0, sides.0), (x.1, sides.1)],
                    height,
                    class.color,
                    RIBBON,
                );
                top += height;
                *reached += height;
            }
            converted(
                canvas,
                layout,
                (column, from),
                Span { top, ..node },
                class.color,
            );
        }
    }
}

/// What converts after a touch flows below all that is still under way.
fn converted(
    canvas: &mut Canvas<'_>,
    layout: &Layout,
    (column, class): (usize, usize),
    node: Span,
    color: RGBColor,
) {
    let mut points = vec![(layout.x(column) + layout.bar, node.top)];
    let mut height = 0.0;
    for later in column + 1..=layout.columns {
        let Some(lane) = layout.lane(later, column, class) else {
            return;
        };
        height = lane.height;
        points.push((layout.x(later), lane.top));
        if later < layout.columns {
            points.push((layout.x(later) + layout.bar, lane.top));
        }
    }
    ribbon(canvas, &points, height, color, CONVERTED);
}

/// A ribbon of one height whose upper edge runs through these points.
fn ribbon(
    canvas: &mut Canvas<'_>,
    points: &[(f64, f64)],
    height: f64,
    color: RGBColor,
    opacity: f64,
) {
    if height <= 0.0 {
        return;
    }
    let mut edge: Vec<(f64, f64)> = points.first().copied().into_iter().collect();
    for pair in points.windows(2) {
        let ((x, y), (to_x, to_y)) = (pair[0], pair[1]);
        let steps = if y == to_y { 1 } else { POINTS };
        edge.extend((1..=steps).map(|step| {
            let part = step as f64 / steps as f64;
            // Leaves and arrives level.
            let eased = part * part * (3.0 - 2.0 * part);
            (x + (to_x - x) * part, y + (to_y - y) * eased)
        }));
    }
    let lower = edge.iter().rev().map(|(x, y)| (*x, y + height));
    let outline: Vec<(f64, f64)> = edge.iter().copied().chain(lower).collect();
    canvas.polygon(&outline, color.mix(opacity));
}

/// The bars, each with its name and figure for whoever points at it.
fn nodes(canvas: &mut Canvas<'_>, flows: &Flows, layout: &Layout, data: &ChartData) {
    for ((column, class), span) in layout.nodes() {
        let bar = layout.bar_at(column, span);
        let figure = figure(canvas, layout, span, data);
        let class = &flows.classes[class];
        canvas.titled(&format!("{}: {figure}", class.label), |canvas| {
            canvas.rect(bar, class.color);
            if class.is_grey {
                canvas.frame(bar, canvas.theme.outline, canvas.sizes.grid);
            }
        });
    }
}

/// The conversions of a bar.
fn figure(canvas: &Canvas<'_>, layout: &Layout, span: Span, data: &ChartData) -> String {
    let conversions = (span.height / layout.pixels.max(f64::MIN_POSITIVE)).round();
    canvas
        .look
        .figure(&Cell::Ratio(conversions), &data.table.metrics[0])
}

/// The bar of all conversions, with their number above it.
fn end(canvas: &mut Canvas<'_>, flows: &Flows, layout: &Layout, data: &ChartData) {
    let look = canvas.look;
    let height = flows.total() * layout.pixels;
    let span = Span {
        top: layout.place.bottom() - height,
        height,
    };
    canvas.rect(layout.bar_at(flows.columns, span), canvas.theme.zero);
    let total = Cell::Ratio(flows.total().round());
    let total = look.figure(&total, &data.table.metrics[0]);
    let text = format!("{total} {}", look.lang.phrase("chart.paths.end", &[]));
    let ink = Ink::regular(canvas.sizes.note, canvas.theme.text);
    let text = canvas.shortened(&text, layout.pitch * 1.5, ink);
    let place = (layout.place.right(), span.top - ink.size * 0.4);
    canvas.text(place, &text, ink, Anchor::End);
}

/// Names and figures beside the bars, the largest first; what finds no place has its title.
fn labels(canvas: &mut Canvas<'_>, flows: &Flows, layout: &Layout, data: &ChartData) {
    let mut nodes: Vec<_> = layout.nodes().collect();
    nodes
        .sort_by(|(a, a_span), (b, b_span)| b_span.height.total_cmp(&a_span.height).then(a.cmp(b)));
    for ((column, class), span) in nodes {
        let figure = figure(canvas, layout, span, data);
        let name = &flows.classes[class].label;
        node_label(canvas, layout, column, span, (name, &figure));
    }
}

fn node_label(
    canvas: &mut Canvas<'_>,
    layout: &Layout,
    column: usize,
    span: Span,
    (name, figure): (&str, &str),
) {
    let sizes = canvas.sizes;
    let ink = Ink::regular(sizes.note, canvas.theme.text);
    let quiet = Ink::regular(sizes.note, canvas.theme.secondary);
    let left = layout.x(column) + layout.bar + sizes.note * 0.4;
    let room = layout.pitch - layout.bar - sizes.note * 0.8;
    let middle = span.top + span.height / 2.0;
    let beside = canvas.measure(figure, quiet) + sizes.note * 0.5;
    let is_high = span.height >= ink.size * 2.5;
    let fits = canvas.measure(name, ink) + beside <= room;
    let (lines, name_room) = match (fits, is_high) {
        (true, _) => (1, room - beside),
        (false, true) => (2, room),
        (false, false) => (1, room - beside),
    };
    // Less than a few letters say nothing.
    let name = if name_room < ink.size * 2.5 {
        String::new()
    } else {
        canvas.shortened(name, name_room, ink)
    };
    let shift = if lines == 2 { ink.size * 0.6 } else { 0.0 };
    let baseline = middle + ink.size * 0.35 - shift;
    let own = Rect {
        left,
        // Some scripts reach further up and down than their line.
        top: baseline - ink.size * 1.1,
        width: room,
        height: ink.size * if lines == 2 { 2.8 } else { 1.6 },
    };
    if name.is_empty() || own.top < layout.place.top - sizes.note || !canvas.is_free(own) {
        return;
    }
    // Bands run behind names: they are seen through a veil.
    let width = canvas.measure(&name, ink) + if lines == 2 { 0.0 } else { beside };
    let veil = Rect {
        left: left - ink.size * 0.2,
        top: baseline - ink.size,
        width: width.min(room) + ink.size * 0.4,
        height: ink.size * if lines == 2 { 2.6 } else { 1.3 },
    };
    canvas.rect(veil, canvas.theme.background.mix(0.78));
    let drawn = canvas.text((left, baseline), &name, ink, Anchor::Start);
    let place = if lines == 2 {
        (left, baseline + ink.size * 1.2)
    } else {
        (drawn.right() + sizes.note * 0.5, baseline)
    };
    canvas.text(place, figure, quiet, Anchor::Start);
}

fn described(data: &ChartData, look: &Look) -> String {
    let row = |row: &crate::report::Row| {
        let keys = row.keys.iter().flatten().map(|key| look.key_name(key));
        let figure = look.figure(&row.cells[0], &data.table.metrics[0]);
        format!("{} {figure}", keys.collect::<Vec<_>>().join(" → "))
    };
    let rows: Vec<String> = data.table.rows.iter().map(row).collect();
    format!("{}: {}", look.words(&data.subtitle), rows.join("; "))
}
