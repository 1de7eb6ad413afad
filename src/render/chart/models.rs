//! A dumbbell per channel: a marker for each attribution model on one scale, a line from the least to the most.

mod dumbbell;

use plotters::style::RGBColor;

use crate::report::{ChartData, MetricColumn, Row, UNATTRIBUTED};

use super::axis::value_columns;
use super::canvas::{Anchor, Canvas, Ink, Rect};
use super::frame::Frame;
use super::look::Look;
use super::marker::{Marker, Names};
use super::scale::{Scale, Ticks, ticks_from_zero};
use super::{Drawing, Refusal, drawing};
use dumbbell::{Dot, Line};

/// Models with a marker and colour of their own; further ones are small and grey.
const APART: usize = Marker::ALL.len();

/// Height of a row in body sizes, and where intervals need lanes of their own.
const PITCHES: (f64, f64) = (2.0, 3.2);

/// The least of both.
const TIGHT: (f64, f64) = (1.35, 1.65);

/// Part of the width that labels may take.
const LABELS: f64 = 0.3;

/// Part of the plot's width on either side that names of grey models may take.
const ENDS: f64 = 0.22;

/// Body sizes that the plot keeps, and from which it has more gridlines.
const PLOT: f64 = 11.0;
const WIDE: f64 = 20.0;

/// The column with the spread over the models.
const SPREAD: &str = "spread";

/// What all rows share.
struct Layout {
    place: Rect,
    scale: Scale,
    /// Where the plot ends.
    right: f64,
    labels: f64,
    has_spreads: bool,
    pitch: f64,
    /// Distance of the lanes of two models within a row.
    lane: f64,
    lanes: f64,
}

/// Draws it; the table has a row per channel and model.
pub(super) fn draw(data: &ChartData, look: &Look) -> Result<Drawing, Refusal> {
    let lines = lines(data, look);
    let names = names(data, look);
    let column = &data.table.metrics[0];
    let frame = Frame::new(data, look);
    let title = frame.headline.clone();
    let ruler = Canvas::new(look, 0.0);
    let (body, note) = (ruler.sizes.body, ruler.sizes.note);
    let spread = ruler.measure(&look.name(SPREAD), Ink::regular(note, ruler.theme.text));
    let room = ruler.width - 2.0 * ruler.sizes.margin - spread - body;
    let (head, foot) = (names.height(&ruler, room) + body * 0.6, note * 1.8);
    let bounded = lines
        .iter()
        .flat_map(|line| &line.dots)
        .any(|dot| dot.bounds.is_some());
    let pitch = |pitches: (f64, f64)| if bounded { pitches.1 } else { pitches.0 };
    let rows = lines.len() as f64 * body;
    let (mut canvas, plot) = frame.canvas(
        rows * pitch(PITCHES) + head + foot,
        rows * pitch(TIGHT) + head + foot,
    )?;
    let beside_spread = Rect {
        width: room,
        ..plot
    };
    names.draw(&mut canvas, beside_spread);
    let place = Rect {
        top: plot.top + head,
        height: plot.height - head - foot,
        ..plot
    };
    let models = names.entries.len();
    let layout = layout(&mut canvas, place, &lines, column, (models, bounded));
    for (at, line) in lines.iter().enumerate() {
        line.draw(&mut canvas, &layout, at);
    }
    spread_header(&mut canvas, &layout);
    let described = described(&lines, data, look);
    Ok(drawing(canvas, title, described))
}

fn is_same(a: &Row, b: &Row) -> bool {
    a.keys[..a.keys.len() - 1] == b.keys[..b.keys.len() - 1]
}

fn model(row: &Row) -> &str {
    row.keys
        .last()
        .and_then(Option::as_deref)
        .unwrap_or_default()
}

fn lines(data: &ChartData, look: &Look) -> Vec<Line> {
    let table = &data.table;
    let (column, spread) = (&table.metrics[0], table.metrics.len() - 1);
    let line = |rows: &[Row]| {
        let first = Row {
            keys: rows[0].keys[..rows[0].keys.len() - 1].to_vec(),
            summed_up: rows[0].summed_up,
            ..Row::default()
        };
        let key = first.keys[0].as_deref().unwrap_or_default();
        let dot = |(at, row): (usize, &Row)| {
            let ends = |at: usize| row.cells.get(at).filter(|_| at < spread)?.number();
            Some(Dot {
                model: look.name(model(row)),
                value: row.cells[0].number()?,
                bounds: ends(1).zip(ends(2)),
                text: look.figure(&row.cells[0], column),
                at,
            })
        };
        let is_plain = key == UNATTRIBUTED;
        Line {
            label: look.row_name(&first),
            dots: rows.iter().enumerate().filter_map(dot).collect(),
            spread: match rows[0].cells[spread].number() {
                Some(_) if !is_plain => look.figure(&rows[0].cells[spread], column),
                _ => String::new(),
            },
            is_plain,
        }
    };
    table.rows.chunk_by(is_same).map(line).collect()
}

/// The models above the plot: the first each with its marker, the others together.
fn names(data: &ChartData, look: &Look) -> Names {
    let theme = look.theme();
    let rows = data.table.rows.chunk_by(is_same).next().unwrap_or_default();
    let mut entries: Vec<(Marker, RGBColor, String)> = rows
        .iter()
        .zip(Marker::ALL.into_iter().zip(theme.categories))
        .map(|(row, (marker, color))| (marker, color, look.name(model(row))))
        .collect();
    if let Some(more) = rows.len().checked_sub(APART).filter(|more| *more > 0) {
        let count = look.lang.number(&more.to_string());
        let text = look.lang.phrase("chart.models.more", &[("count", &count)]);
        entries.push((Marker::Circle, theme.outline, text));
    }
    Names { entries }
}

/// Widths of the labels and of the spreads; these give way where the plot would be narrow.
fn widths(canvas: &Canvas<'_>, place: Rect, lines: &[Line]) -> (f64, f64) {
    let sizes = canvas.sizes;
    let ink = Ink::regular(sizes.body, canvas.theme.text);
    let small = Ink::regular(sizes.note, canvas.theme.secondary);
    let widest = |texts: &mut dyn Iterator<Item = &str>, ink: Ink| {
        let widths = texts.map(|text| canvas.measure(text, ink));
        widths.fold(0.0, f64::max)
    };
    let labels = widest(&mut lines.iter().map(|line| line.label.as_str()), ink);
    let labels = labels.min(place.width * LABELS);
    let spreads = widest(&mut lines.iter().map(|line| line.spread.as_str()), small);
    if spreads == 0.0 {
        return (labels, 0.0);
    }
    let header = canvas.measure(&canvas.look.name(SPREAD), small);
    let spreads = spreads.max(header) + sizes.body;
    if place.width - labels - spreads < sizes.body * PLOT {
        return (labels, 0.0);
    }
    (labels, spreads)
}

/// Labels, scale and gridlines.
fn layout(
    canvas: &mut Canvas<'_>,
    place: Rect,
    lines: &[Line],
    column: &MetricColumn,
    (models, bounded): (usize, bool),
) -> Layout {
    let sizes = canvas.sizes;
    let (labels, spreads) = widths(canvas, place, lines);
    let (left, right) = (
        place.left + labels + sizes.body,
        place.right() - spreads - sizes.dot * 1.5,
    );
    let is_wide = right - left > sizes.body * WIDE;
    let ticks = ticks(lines, if is_wide { 6 } else { 4 });
    let scale = scale(canvas, lines, &ticks, (left, right));
    let pitch = place.height / lines.len() as f64;
    let pitch = pitch.min(sizes.body * PITCHES.1 * 1.2);
    let plot = Rect {
        left: scale.start,
        top: place.top,
        width: scale.end - scale.start,
        height: pitch * lines.len() as f64,
    };
    value_columns(canvas, plot, &ticks, &scale, column, sizes.note);
    let lanes = models.clamp(1, APART) as f64;
    Layout {
        place,
        scale,
        right,
        labels,
        has_spreads: spreads > 0.0,
        pitch,
        lane: if bounded { pitch * 0.8 / lanes } else { 0.0 },
        lanes,
    }
}

/// Gridlines that enclose every marker and every interval.
fn ticks(lines: &[Line], count: usize) -> Ticks {
    let dots = lines.iter().flat_map(|line| &line.dots);
    let all = dots.flat_map(|dot| {
        let (low, high) = dot.bounds.unwrap_or((dot.value, dot.value));
        [dot.value, low, high]
    });
    let (low, high) = all.fold((0.0_f64, 0.0_f64), |(low, high), value| {
        (low.min(value), high.max(value))
    });
    ticks_from_zero(low, high, count)
}

/// The scale between two pixels, less what names of grey models need at either end.
fn scale(canvas: &Canvas<'_>, lines: &[Line], ticks: &Ticks, (left, right): (f64, f64)) -> Scale {
    let mut scale = Scale {
        from: ticks.ends().0,
        to: ticks.ends().1,
        start: left,
        end: right,
    };
    let most = (right - left) * ENDS;
    // What gives way to a name moves the others: a few rounds settle it.
    for _ in 0..4 {
        let (before, behind) = (
            beyond(canvas, lines, &scale, (-1.0, left)),
            beyond(canvas, lines, &scale, (1.0, right)),
        );
        scale.start = (scale.start + before).min(left + most);
        scale.end = (scale.end - behind).max(right - most);
    }
    scale
}

/// How far names of grey models reach beyond an edge of the plot.
fn beyond(canvas: &Canvas<'_>, lines: &[Line], scale: &Scale, (sign, edge): (f64, f64)) -> f64 {
    let small = Ink::regular(canvas.sizes.note, canvas.theme.secondary);
    let names = lines.iter().filter_map(|line| line.end_name(sign));
    let zero = scale.at(0.0);
    let beyond = names.map(|(name, value)| {
        let reach = canvas.measure(name, small) + canvas.sizes.dot * 2.5;
        let (from, to) = (scale.at(value), scale.at(value) + sign * reach);
        // What would lie across the axis stands elsewhere.
        match (from.min(to)..from.max(to)).contains(&zero) {
            true => 0.0,
            false => (to - edge) * sign,
        }
    });
    beyond.fold(0.0, f64::max)
}

fn spread_header(canvas: &mut Canvas<'_>, layout: &Layout) {
    if layout.has_spreads {
        let ink = Ink::regular(canvas.sizes.note, canvas.theme.secondary);
        // On the last line of the models' names.
        let lift = canvas.sizes.body * 1.1 + canvas.sizes.note * 0.5;
        let name = canvas.look.name(SPREAD);
        let place = (layout.place.right(), layout.place.top - lift);
        canvas.text(place, &name, ink, Anchor::End);
    }
}

fn described(lines: &[Line], data: &ChartData, look: &Look) -> String {
    let line = |line: &Line| {
        let end = |sign| {
            line.end(sign)
                .map(|dot| format!("{} {}", dot.model, dot.text))
        };
        match (end(-1.0), end(1.0)) {
            (Some(least), Some(most)) if least != most => {
                format!("{} {least} – {most}", line.label)
            }
            (Some(one), _) => format!("{} {one}", line.label),
            _ => line.label.clone(),
        }
    };
    let lines: Vec<String> = lines.iter().map(line).collect();
    format!("{}: {}", look.words(&data.subtitle), lines.join("; "))
}
