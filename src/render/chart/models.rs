//! A dumbbell per channel: a marker for each attribution model on one scale, a line from the least to the most.

use plotters::style::{Color, RGBColor};

use crate::report::{ChartData, MetricColumn, Row, UNATTRIBUTED};

use super::axis::value_columns;
use super::canvas::{Anchor, Canvas, Ink, Rect};
use super::frame::Frame;
use super::label::label;
use super::look::Look;
use super::marker::{Marker, Names};
use super::scale::{Scale, ticks_from_zero};
use super::style::BAND;
use super::{Drawing, Refusal, drawing};

/// Models with a marker and colour of their own; further ones are small and grey.
const APART: usize = Marker::ALL.len();

/// Height of a row in body sizes, and where intervals need lanes of their own.
const PITCHES: (f64, f64) = (2.0, 3.2);

/// The least of both.
const TIGHT: (f64, f64) = (1.35, 1.9);

/// Part of the width that labels may take.
const LABELS: f64 = 0.3;

/// Part of the plot's width on either side that names of grey models may take.
const ENDS: f64 = 0.22;

/// One model in one row.
struct Dot {
    model: String,
    value: f64,
    bounds: Option<(f64, f64)>,
    text: String,
    /// Its place among the models.
    at: usize,
}

/// One channel.
struct Line {
    label: String,
    dots: Vec<Dot>,
    spread: String,
    /// The same under every model: what no touch can be credited with.
    is_plain: bool,
}

impl Line {
    fn end(&self, sign: f64) -> Option<&Dot> {
        let further = |best, dot| {
            let is_further = |a: &Dot, b: &Dot| a.value * sign > b.value * sign;
            if is_further(dot, best) { dot } else { best }
        };
        self.dots.iter().reduce(further)
    }

    /// The name of the model at an end, where its marker does not tell it.
    fn end_name(&self, sign: f64) -> Option<(&str, f64)> {
        let end = self.end(sign).filter(|_| !self.is_plain)?;
        let told = self
            .dots
            .iter()
            .any(|dot| dot.at < APART && dot.value == end.value);
        (!told).then_some((end.model.as_str(), end.value))
    }
}

/// What all rows share.
struct Layout {
    place: Rect,
    scale: Scale,
    labels: f64,
    pitch: f64,
    /// Distance of the lanes of two models within a row.
    lane: f64,
    models: usize,
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
    let room = ruler.width - 2.0 * ruler.sizes.margin;
    let (head, foot) = (names.height(&ruler, room) + body * 1.4, note * 1.8);
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
    names.draw(&mut canvas, plot);
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
    spread_header(&mut canvas, &layout, data);
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
            cells: Vec::new(),
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

/// Labels, scale and gridlines.
fn layout(
    canvas: &mut Canvas<'_>,
    place: Rect,
    lines: &[Line],
    column: &MetricColumn,
    (models, bounded): (usize, bool),
) -> Layout {
    let sizes = canvas.sizes;
    let ink = Ink::regular(sizes.body, canvas.theme.text);
    let small = Ink::regular(sizes.note, canvas.theme.secondary);
    let widest = |texts: &mut dyn Iterator<Item = &str>, ink: Ink| {
        texts
            .map(|text| canvas.measure(text, ink))
            .fold(0.0, f64::max)
    };
    let labels = widest(&mut lines.iter().map(|line| line.label.as_str()), ink);
    let labels = labels.min(place.width * LABELS);
    let spreads = widest(&mut lines.iter().map(|line| line.spread.as_str()), small);
    let header = canvas.measure(&canvas.look.name("spread"), small);
    let spreads = if spreads > 0.0 {
        spreads.max(header) + sizes.body
    } else {
        0.0
    };
    let left = place.left + labels + sizes.body;
    let right = place.right() - spreads - sizes.dot;
    let dots = || lines.iter().flat_map(|line| &line.dots);
    let all = dots().flat_map(|dot| {
        let (low, high) = dot.bounds.unwrap_or((dot.value, dot.value));
        [dot.value, low, high]
    });
    let (low, high) = all.fold((0.0_f64, 0.0_f64), |(low, high), value| {
        (low.min(value), high.max(value))
    });
    let ticks = ticks_from_zero(
        low,
        high,
        if right - left > sizes.body * 20.0 {
            6
        } else {
            4
        },
    );
    let mut scale = Scale {
        from: ticks.ends().0,
        to: ticks.ends().1,
        start: left,
        end: right,
    };
    let needed = |sign: f64, edge: f64, scale: &Scale| {
        let names = lines.iter().filter_map(|line| line.end_name(sign));
        let beyond = names.map(|(name, value)| {
            let reach = canvas.measure(name, small) + sizes.dot * 2.5;
            (scale.at(value) + sign * reach - edge) * sign
        });
        beyond.fold(0.0, f64::max).min((right - left) * ENDS)
    };
    let (before, behind) = (needed(-1.0, left, &scale), needed(1.0, right, &scale));
    (scale.start, scale.end) = (left + before, right - behind);
    let plot = Rect {
        left: scale.start,
        width: scale.end - scale.start,
        ..place
    };
    value_columns(canvas, plot, &ticks, &scale, column, sizes.note);
    let pitch = place.height / lines.len() as f64;
    let pitch = pitch.min(sizes.body * PITCHES.1 * 1.2);
    Layout {
        place,
        scale,
        labels,
        pitch,
        lane: if bounded {
            pitch * 0.75 / models.max(1) as f64
        } else {
            0.0
        },
        models,
    }
}

impl Line {
    fn draw(&self, canvas: &mut Canvas<'_>, layout: &Layout, at: usize) {
        let (sizes, theme) = (canvas.sizes, canvas.theme);
        let middle = layout.place.top + (at as f64 + 0.5) * layout.pitch;
        let texts = self
            .dots
            .iter()
            .map(|dot| format!("{} {}", dot.model, dot.text));
        let title = format!("{}: {}", self.label, texts.collect::<Vec<_>>().join("; "));
        canvas.titled(&title, |canvas| {
            let right = layout.place.left + layout.labels;
            label(
                canvas,
                &self.label,
                right,
                layout.labels,
                (middle, layout.pitch),
            );
            if let (Some(least), Some(most)) = (self.end(-1.0), self.end(1.0)) {
                let ends = [least, most].map(|dot| (layout.scale.at(dot.value), middle));
                canvas.line(&ends, theme.other, sizes.line * 1.4);
            }
            // Those with a colour of their own lie above the grey ones, the first on top.
            for dot in self.dots.iter().rev() {
                self.dot(canvas, layout, middle, dot);
            }
            for sign in [-1.0, 1.0] {
                self.name_end(canvas, layout, middle, sign);
            }
            let small = Ink::regular(sizes.note, theme.secondary);
            let place = (layout.place.right(), middle + sizes.note * 0.35);
            canvas.text(place, &self.spread, small, Anchor::End);
        });
    }

    fn dot(&self, canvas: &mut Canvas<'_>, layout: &Layout, middle: f64, dot: &Dot) {
        let (sizes, theme) = (canvas.sizes, canvas.theme);
        let lanes = layout.models.min(APART);
        let (marker, color) = match Marker::ALL.get(dot.at) {
            Some(marker) if !self.is_plain => (*marker, theme.categories[dot.at]),
            _ => (Marker::Circle, theme.outline),
        };
        let is_small = dot.at >= APART;
        let lane = dot.at as f64 - (lanes as f64 - 1.0) / 2.0;
        let y = if is_small || self.is_plain {
            middle
        } else {
            middle + lane * layout.lane
        };
        if let Some((low, high)) = dot.bounds.filter(|_| !is_small && !self.is_plain) {
            let (start, end) = (layout.scale.at(low), layout.scale.at(high));
            let bar = Rect {
                left: start,
                top: y - layout.lane * 0.35,
                width: end - start,
                height: layout.lane * 0.7,
            };
            canvas.rect(bar, color.mix(BAND));
            canvas.frame(bar, color.mix(0.6), 0.75);
        }
        let size = if is_small { 0.85 } else { 1.4 };
        // Lanes keep markers apart only where these are no higher.
        let radius = (sizes.dot * size).min(if layout.lane > 0.0 {
            (layout.lane * 0.62).max(sizes.dot * 0.6)
        } else {
            sizes.dot * size
        });
        marker.draw(canvas, (layout.scale.at(dot.value), y), radius, color);
    }

    fn name_end(&self, canvas: &mut Canvas<'_>, layout: &Layout, middle: f64, sign: f64) {
        let Some((name, value)) = self.end_name(sign) else {
            return;
        };
        let ink = Ink::regular(canvas.sizes.note, canvas.theme.secondary);
        let anchor = if sign < 0.0 {
            Anchor::End
        } else {
            Anchor::Start
        };
        let x = layout.scale.at(value) + sign * canvas.sizes.dot * 2.0;
        let place = (x, middle + ink.size * 0.35);
        let own = canvas.text_box(place, name, ink, anchor);
        let (left, right) = (
            layout.place.left + layout.labels + canvas.sizes.body * 0.4,
            layout.place.right(),
        );
        if own.left >= left && own.right() <= right && canvas.is_free(own) {
            canvas.text(place, name, ink, anchor);
        }
    }
}

fn spread_header(canvas: &mut Canvas<'_>, layout: &Layout, data: &ChartData) {
    let spread = data.table.metrics.len() - 1;
    let has_spread = |row: &Row| row.cells[spread].number().is_some();
    if data.table.rows.iter().any(has_spread) {
        let ink = Ink::regular(canvas.sizes.note, canvas.theme.secondary);
        let place = (
            layout.place.right(),
            layout.place.top - canvas.sizes.body * 0.35,
        );
        let name = canvas.look.name("spread");
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
