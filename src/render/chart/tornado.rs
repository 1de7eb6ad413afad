//! Bars from the ROI at an input's low to that at its high, around the ROI at the base of all; the range and where ROI is
//! zero stand under each name.

use crate::report::{Cell, ChartData, MetricColumn, Row, Unit, with_fewer_bars};

use super::axis::value_columns;
use super::canvas::{Anchor, Canvas, Ink, Rect};
use super::frame::Frame;
use super::key::Colours;
use super::look::Look;
use super::scale::{Scale, Ticks, ticks};
use super::style::{BAR, smaller_letters};
use super::words::capital;
use super::{Drawing, Refusal, described, drawing};

mod labels;

use labels::{Labels, label};

/// What a row has above and below its label in body sizes, at most and at least.
const AROUND: (f64, f64) = (0.9, 0.1);

/// Height of what stands over the bars, in body sizes.
const HEAD: f64 = 1.4;

/// Height of what stands under them, in sizes of notes.
const FOOT: f64 = 1.4;

/// The line at zero is drawn where it lies no further from the bars than this many times their span.
const FAR: f64 = 0.75;

/// Between the end of a bar and its figure, in body sizes.
const GAP: f64 = 0.35;

/// Part of the room beside the labels that values keep; figures at the ends of bars give way.
const LEAST: f64 = 0.5;

/// Rounds in which the scale makes room for what stands at its ends.
const ROUNDS: usize = 8;

/// One bar.
pub(super) struct Bar {
    /// The input.
    pub name: String,
    /// The same with the key of the input, by which tables and options name it.
    pub keyed: String,
    /// The range and where ROI is zero, in words, as far as there are any.
    under: Vec<String>,
    /// ROI at the low and at the high; `None` without a range.
    ends: Option<(f64, f64)>,
    /// The same in words; that there is no range in place of both.
    texts: [String; 2],
    /// Both returns in words.
    told: String,
}

/// The column of an input's unit.
const UNIT: usize = 9;

/// Draws it; the table has base, low and high of the input, ROI at each, swing and switching value. Where a fixed height
/// is too low for its letters, they shrink; where it is for the smallest, bars give way if nobody asked for a number.
pub(super) fn draw(data: &ChartData, look: &Look) -> Result<Drawing, Refusal> {
    let mut refused = match drawn(data, look) {
        Err(refusal @ Refusal::TooSmall { .. }) => refusal,
        settled => return settled,
    };
    let mut smaller = look.clone();
    for letters in smaller_letters(look.letters()) {
        smaller.letters = Some(letters);
        match drawn(data, &smaller) {
            Err(refusal @ Refusal::TooSmall { .. }) => refused = refusal,
            settled => return settled,
        }
    }
    let mut fewer = with_fewer_bars(data);
    while let Some(data) = fewer {
        match drawn(&data, &smaller) {
            Err(refusal @ Refusal::TooSmall { .. }) => refused = refusal,
            settled => return settled,
        }
        fewer = with_fewer_bars(&data);
    }
    Err(refused)
}

fn drawn(data: &ChartData, look: &Look) -> Result<Drawing, Refusal> {
    let bars = bars(data, look);
    let colours = match bars.iter().any(|bar| bar.ends.is_some()) {
        true => colours(look),
        false => Colours::default(),
    };
    let frame = Frame::new(data, look);
    let title = frame.headline.clone();
    let sizes = look.sizes();
    let around = colours.height(look) + sizes.body * HEAD + sizes.note * FOOT;
    let labels = Labels::of(&bars, look);
    let row = |more: f64| sizes.body * (labels.height(look) + more);
    let height = |more: f64| bars.len() as f64 * row(more) + around;
    let (mut canvas, plot) = frame.canvas(height(AROUND.0), height(AROUND.1))?;
    let plot = colours.draw(&mut canvas, plot);
    let column = &data.table.metrics[3];
    let base = data.table.rows.iter().find_map(|row| row.cells[3].number());
    Plot {
        bars: &bars,
        labels: &labels,
        base: base.unwrap_or_default(),
        column,
    }
    .draw(&mut canvas, plot);
    let said = bars
        .iter()
        .map(|bar| format!("{} {} ({})", bar.name, bar.told, bar.under.join(", ")));
    let described = described(data, look, said);
    Ok(drawing(canvas, title, described))
}

fn colours(look: &Look) -> Colours {
    let theme = look.theme();
    let word = |id: &str| look.lang.phrase(id, &[]);
    Colours {
        entries: vec![
            (theme.other, word("chart.tornado.low"), true),
            (theme.one, word("chart.tornado.high"), false),
        ],
        ..Colours::default()
    }
}

/// Its bars.
pub(super) fn bars(data: &ChartData, look: &Look) -> Vec<Bar> {
    let column = &data.table.metrics[3];
    let bar = |row: &Row| {
        let number = |at: usize| row.cells[at].number();
        let ends = number(4).zip(number(5));
        let range = look.lang.phrase("chart.tornado.no_range", &[]);
        let [low, high] = [4, 5].map(|at| look.signed(&row.cells[at], column));
        let key = row.keys[0].as_deref().unwrap_or_default();
        let name = capital(&look.input(key));
        let is_said = name.to_lowercase() == key.replace('_', " ").to_lowercase();
        Bar {
            keyed: match is_said {
                true => name.clone(),
                false => format!("{name} ({})", look.isolated(key)),
            },
            name,
            under: ends
                .and_then(|_| number(1).zip(number(2)))
                .map(|range| range_of(range, row, look))
                .into_iter()
                .flatten()
                .chain(switching(row, look))
                .collect(),
            ends,
            told: match ends {
                None => range.clone(),
                Some(_) => format!("{low} … {high}"),
            },
            texts: match ends {
                None => [String::new(), range],
                Some(_) => [low, high],
            },
        }
    };
    data.table.rows.iter().map(bar).collect()
}

/// Low and high with their unit; shares have none. Where letters run to the left, what the unit is for stands apart: in
/// one run with a currency it would come first.
fn range_of((low, high): (f64, f64), row: &Row, look: &Look) -> Vec<String> {
    // Both ends have as many decimals.
    let decimals = decimals(low).max(decimals(high));
    let [low, high] = [low, high].map(|end| with_decimals(look, end, decimals));
    let range = format!("{low}–{high}");
    let unit = match row.cells.get(UNIT) {
        Some(Cell::Text(unit)) if unit != "share" && !unit.is_empty() => look.unit_of_input(unit),
        _ => return vec![range],
    };
    match unit.split_once(' ') {
        Some((code, rest)) if look.lang.is_rtl() => {
            vec![format!("{range}\u{a0}{code}"), rest.to_owned()]
        }
        _ => vec![format!("{range}\u{a0}{unit}")],
    }
}

/// Where ROI is zero, or on which side of it ROI stays; nothing where that is not known.
fn switching(row: &Row, look: &Look) -> Option<String> {
    let pays = row.cells[3].number().is_some_and(|roi| roi >= 0.0);
    match (&row.cells[7], row.cells[7].number()) {
        (_, Some(value)) => {
            Some(look.said("chart.tornado.switch", &[("value", &input(look, value))]))
        }
        (Cell::Undefined { code, .. }, None) if *code != "not_supplied" => {
            let id = match pays {
                true => "chart.tornado.pays",
                false => "chart.tornado.never",
            };
            Some(look.lang.phrase(id, &[]))
        }
        _ => None,
    }
}

/// A value of an input, as short as it is exact to three digits or so.
fn input(look: &Look, value: f64) -> String {
    with_decimals(look, value, decimals(value))
}

/// The decimals of a value of an input.
fn decimals(value: f64) -> usize {
    let size = value.abs();
    let decimals = if size >= 1_000.0 {
        0
    } else if size >= 10.0 {
        2
    } else {
        3
    };
    let plain = format!("{value:.decimals$}");
    match plain.split_once('.') {
        Some((_, fraction)) => fraction.trim_end_matches('0').len(),
        None => 0,
    }
}

fn with_decimals(look: &Look, value: f64, decimals: usize) -> String {
    let column = MetricColumn {
        name: String::new(),
        header: String::new(),
        unit_label: String::new(),
        unit: Unit::Ratio,
        rank: 1,
        pinned: false,
        decimals: u8::try_from(decimals).unwrap_or_default(),
    };
    // A large ratio is drawn without decimals, which this has none of either.
    look.figure(&Cell::Ratio(value), &column)
}

/// What is drawn in the plot.
struct Plot<'p> {
    bars: &'p [Bar],
    labels: &'p Labels,
    base: f64,
    column: &'p MetricColumn,
}

impl Plot<'_> {
    /// The lowest and the highest return, and whether zero is among them.
    fn ticks(&self) -> (Ticks, bool) {
        let all = self.bars.iter().filter_map(|bar| bar.ends);
        let ends = all.flat_map(|(low, high)| [low, high]).chain([self.base]);
        let (low, high) = ends.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), end| {
            (low.min(end), high.max(end))
        });
        let span = (high - low).max(0.02);
        // Without any range there is no scale but that from zero.
        let has_none = self.bars.iter().all(|bar| bar.ends.is_none());
        let reaches = has_none || low - span * FAR <= 0.0 && 0.0 <= high + span * FAR;
        let (low, high) = match reaches {
            true => (low.min(0.0), high.max(0.0)),
            false => (low, high),
        };
        (ticks(low, high.max(low + 0.01), 5), reaches)
    }

    /// Where values lie between labels and the picture's edge, and whether figures have room at the ends of bars.
    fn scale(
        &self,
        canvas: &Canvas<'_>,
        ticks: &Ticks,
        has_zero: bool,
        (start, end): (f64, f64),
    ) -> (Scale, bool) {
        let small = Ink::regular(canvas.sizes.note, canvas.theme.secondary);
        let gap = canvas.sizes.body * GAP;
        let (from, to) = ticks.ends();
        let least = (end - start) * LEAST;
        // The outermost figures of the axis stand in the middle of their lines.
        let tick = |value: f64| {
            let text = canvas.look.tick_with_unit(value, self.column, ticks.step);
            canvas.measure(&text, small) / 2.0
        };
        let of = |with_ends: bool| {
            let mut scale = Scale {
                from,
                to,
                start,
                end,
            };
            // The narrower the scale, the more room its figures need beside it: a few rounds settle it.
            for _ in 0..ROUNDS {
                let (mut before, mut behind) = (start, end - tick(to));
                for bar in self.bars {
                    let lines = self.lines(&scale, has_zero);
                    for (x, text, anchor) in bar.figures(canvas, &scale, lines, with_ends) {
                        let width = canvas.measure(text, small);
                        match anchor {
                            Anchor::End => before = before.max(start + scale.start - x + width),
                            _ => behind = behind.min(end + scale.end - x - width),
                        }
                    }
                }
                (scale.start, scale.end) = (before, behind.max(before + gap));
            }
            scale
        };
        let scale = of(true);
        match scale.end - scale.start >= least {
            true => (scale, true),
            false => {
                let scale = of(false);
                let end = scale.end.max(scale.start + canvas.sizes.body * 2.0);
                (Scale { end, ..scale }, false)
            }
        }
    }

    /// Where the lines stand that no figure may stand on.
    fn lines(&self, scale: &Scale, has_zero: bool) -> Lines {
        Lines {
            base: self.base,
            zero: has_zero.then(|| scale.at(0.0)),
        }
    }

    fn draw(&self, canvas: &mut Canvas<'_>, plot: Rect) {
        let sizes = canvas.sizes;
        let body = sizes.body;
        let labels = self.labels.width;
        let gap = body * 0.5;
        let (ticks, has_zero) = self.ticks();
        let start = plot.left + labels + gap;
        let (scale, has_ends) = self.scale(canvas, &ticks, has_zero, (start, plot.right()));
        let lines = self.lines(&scale, has_zero);
        let head = body * HEAD;
        let inner = Rect {
            left: scale.start,
            top: plot.top + head,
            width: scale.end - scale.start,
            height: plot.height - head - sizes.note * FOOT,
        };
        value_columns(canvas, inner, &ticks, &scale, self.column, sizes.note);
        let pitch = inner.height / self.bars.len().max(1) as f64;
        for (at, bar) in self.bars.iter().enumerate() {
            let row = Rect {
                left: plot.left,
                top: inner.top + at as f64 * pitch,
                width: labels,
                height: pitch,
            };
            let title = format!("{}: {} ({})", bar.keyed, bar.told, bar.under.join(", "));
            canvas.titled(&title, |canvas| {
                label(canvas, &self.labels.each[at], row);
                bar.draw(canvas, row, &scale, lines, has_ends);
            });
        }
        let x = scale.at(self.base);
        let ends = [(x, inner.top - body * 0.2), (x, inner.bottom())];
        canvas.dashed(&ends, canvas.theme.text, sizes.zero);
        let base = canvas.look.signed(&Cell::Ratio(self.base), self.column);
        let base = canvas
            .look
            .lang
            .phrase("chart.tornado.base", &[("roi", &base)]);
        let zero = canvas.look.lang.phrase("break-even", &[]);
        let mut words = vec![(x, base)];
        if has_zero {
            words.push((scale.at(0.0), zero));
        }
        words.sort_by(|a, b| a.0.total_cmp(&b.0));
        above(canvas, plot, plot.top + body * 1.1, &words);
    }
}

/// One or two words over lines of the plot, from the left, pushed apart where they would touch.
fn above(canvas: &mut Canvas<'_>, plot: Rect, y: f64, words: &[(f64, String)]) {
    let ink = Ink::regular(canvas.sizes.note, canvas.theme.secondary);
    let width = |text: &str| canvas.measure(text, ink);
    let mut lefts: Vec<f64> = words
        .iter()
        .map(|(x, text)| x - width(text) / 2.0)
        .collect();
    let gap = ink.size;
    if let [(_, one), (_, other)] = words {
        let (one, other) = (width(one), width(other));
        let short = (lefts[0] + one + gap - lefts[1]).max(0.0);
        (lefts[0], lefts[1]) = (lefts[0] - short / 2.0, lefts[1] + short / 2.0);
        let over = (lefts[1] + other - plot.right()).max(0.0);
        (lefts[0], lefts[1]) = (lefts[0].min(lefts[1] - over - gap - one), lefts[1] - over);
    }
    for ((_, text), left) in words.iter().zip(lefts) {
        let room = plot.right() - canvas.measure(text, ink);
        let left = left.min(room).max(plot.left);
        if canvas.is_clear(canvas.text_box((left, y), text, ink, Anchor::Start)) {
            canvas.text((left, y), text, ink, Anchor::Start);
        }
    }
}

/// The lines at the base and at zero.
#[derive(Clone, Copy)]
struct Lines {
    /// ROI at the base.
    base: f64,
    /// The pixel of zero, where it is drawn.
    zero: Option<f64>,
}

impl Bar {
    /// What stands beside the bar, clear of the line at zero: the figures at its ends where they have room, or that it
    /// has no range.
    fn figures(
        &self,
        canvas: &Canvas<'_>,
        scale: &Scale,
        lines: Lines,
        with_ends: bool,
    ) -> Vec<(f64, &str, Anchor)> {
        let gap = canvas.sizes.body * GAP;
        let ink = Ink::regular(canvas.sizes.note, canvas.theme.secondary);
        let clear = |x: f64, text: &str, anchor: Anchor| {
            let reach = canvas.measure(text, ink) + gap / 2.0;
            match lines.zero {
                Some(zero)
                    if anchor == Anchor::End && (x - reach..x + gap / 2.0).contains(&zero) =>
                {
                    zero - gap
                }
                Some(zero)
                    if anchor == Anchor::Start && (x - gap / 2.0..x + reach).contains(&zero) =>
                {
                    zero + gap
                }
                _ => x,
            }
        };
        let base = lines.base;
        let [low_text, high_text] = &self.texts;
        let mut figures: Vec<(f64, &str, Anchor)> = Vec::new();
        match self.ends {
            None => {
                let clear_of_it = scale.at(base) + canvas.sizes.dot + gap;
                figures.push((clear_of_it, high_text, Anchor::Start));
            }
            Some((low, high)) => {
                let (left, right) = match low <= high {
                    true => ((low, low_text), (high, high_text)),
                    false => ((high, high_text), (low, low_text)),
                };
                if with_ends && left.0 < base {
                    figures.push((scale.at(left.0) - gap, left.1, Anchor::End));
                }
                if with_ends && (right.0 > base || left.0 >= base) {
                    figures.push((scale.at(right.0) + gap, right.1, Anchor::Start));
                }
            }
        }
        let moved = figures.into_iter();
        moved
            .map(|(x, text, anchor)| (clear(x, text, anchor), text, anchor))
            .collect()
    }

    fn draw(
        &self,
        canvas: &mut Canvas<'_>,
        row: Rect,
        scale: &Scale,
        lines: Lines,
        with_ends: bool,
    ) {
        let (theme, sizes) = (canvas.theme, canvas.sizes);
        let high = (row.height * BAR).min(sizes.body * 1.7);
        let center = row.top + row.height / 2.0;
        let place = |from: f64, to: f64| Rect {
            left: from.min(to),
            top: center - high / 2.0,
            width: (to - from).abs(),
            height: high,
        };
        let middle = scale.at(lines.base);
        match self.ends {
            // A hollow sliver at the base, as nobody knows how far it goes.
            None => {
                let half = sizes.dot;
                canvas.frame(place(middle - half, middle + half), theme.outline, 1.0);
            }
            Some((low, high)) => {
                let light = place(middle, scale.at(low));
                if light.width > 0.0 {
                    canvas.rect(light, theme.other);
                    canvas.frame(light, theme.outline, 1.0);
                }
                let full = place(middle, scale.at(high));
                if full.width > 0.0 {
                    canvas.rect(full, theme.one);
                }
            }
        }
        let ink = Ink::regular(sizes.note, theme.secondary);
        let baseline = center + ink.size * 0.35;
        for (x, text, anchor) in self.figures(canvas, scale, lines, with_ends) {
            canvas.rimmed((x, baseline), text, ink, anchor);
        }
    }
}

#[cfg(test)]
mod tests;
