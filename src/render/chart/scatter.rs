//! A dot per post, a panel per platform on the same scales, the others in grey behind; the best and the worst by name.

use plotters::style::{Color, RGBColor};

use crate::report::{BEST, Cell, ChartData, PANELS, Row, WORST, median};

use super::axis::{value_lines, value_room};
use super::canvas::{Anchor, Canvas, Ink, Rect};
use super::frame::Frame;
use super::look::Look;
use super::reach::{Reach, reach};
use super::scale::{Scale, Ticks, ticks_from_zero};
use super::{Drawing, Refusal, drawing};

/// Posts up to which every dot has its title and stands in grey behind the other panels: more would hide the grid, and
/// swell the file.
const CROWD: usize = 1500;

/// Least width and height of a panel in body sizes.
const LEAST: (f64, f64) = (15.0, 9.0);

/// Opacity of dots, so that crowds look dense.
const DOT: f64 = 0.5;

/// A post.
struct Dot<'d> {
    base: f64,
    rate: f64,
    label: &'d str,
    is_named: bool,
    /// The rate as text.
    text: String,
}

/// Places of a name around its dot: the side, and how far down.
const SPOTS: [(f64, f64); 6] = [
    (1.0, 0.35),
    (-1.0, 0.35),
    (1.0, -0.6),
    (-1.0, -0.6),
    (1.0, 1.4),
    (-1.0, 1.4),
];

/// Dots that a name may cover before a shorter one is better.
const SHORTER: usize = 4;

/// The posts of a platform.
struct Panel<'d> {
    name: String,
    color: RGBColor,
    dots: Vec<Dot<'d>>,
}

/// What all panels share.
struct Axes<'a> {
    reach: Reach,
    ticks: Ticks,
    medians: (f64, f64),
    data: &'a ChartData,
}

/// Draws it; keys are platform and post, metrics what it reached, its rate and whether it is named.
pub(super) fn draw(data: &ChartData, look: &Look) -> Result<Drawing, Refusal> {
    let panels = panels(data, look);
    let axes = axes(data, &panels);
    let frame = Frame::new(data, look);
    let title = frame.headline.clone();
    let sizes = look.sizes();
    let width = f64::from(look.size.width) - 2.0 * sizes.margin;
    let most = ((width / (sizes.body * LEAST.0)) as usize).clamp(1, 3);
    let across = if panels.len() == 4 {
        most.min(2)
    } else {
        most.min(panels.len())
    }
    .max(1);
    let down = panels.len().div_ceil(across).max(1) as f64;
    let (head, foot) = (sizes.note * 1.8, sizes.note * 1.1);
    let wanted = (width / across as f64 * 0.66).max(sizes.body * LEAST.1);
    let (mut canvas, plot) = frame.canvas(
        wanted * down + head + foot,
        sizes.body * LEAST.1 * down + head + foot,
    )?;
    axis_names(&mut canvas, plot, &axes);
    let place = Rect {
        top: plot.top + head,
        height: plot.height - head - foot,
        ..plot
    };
    let size = (place.width / across as f64, place.height / down);
    let gap = sizes.body * 1.2;
    for (at, panel) in panels.iter().enumerate() {
        let (column, row) = (at % across, at / across);
        let cell = Rect {
            left: place.left + column as f64 * size.0,
            top: place.top + row as f64 * size.1,
            width: size.0 - if column + 1 < across { gap } else { 0.0 },
            height: size.1 - gap * 0.4,
        };
        panel.draw(&mut canvas, cell, &panels, &axes);
    }
    let described = described(&panels, data, look);
    Ok(drawing(canvas, title, described))
}

/// Platforms in the order of the table, those beyond the limit together.
fn panels<'d>(data: &'d ChartData, look: &Look) -> Vec<Panel<'d>> {
    let theme = look.theme();
    let platform = |row: &Row| look.key(row.keys[0].as_deref().unwrap_or_default());
    let groups: Vec<&[Row]> = data
        .table
        .rows
        .chunk_by(|a, b| a.keys[0] == b.keys[0])
        .collect();
    let dot = |row: &'d Row| {
        let named = &row.cells[2];
        Some(Dot {
            base: row.cells[0].number()?,
            rate: row.cells[1].number()?,
            label: row.keys[1].as_deref().unwrap_or_default(),
            is_named: matches!(named, Cell::Text(text) if text == BEST || text == WORST),
            text: look.figure(&row.cells[1], &data.table.metrics[1]),
        })
    };
    let dots = |rows: &'d [Row]| rows.iter().filter_map(dot).collect::<Vec<_>>();
    let apart = groups.iter().take(PANELS).zip(theme.categories);
    let mut panels: Vec<Panel<'d>> = apart
        .map(|(rows, color)| Panel {
            name: platform(&rows[0]),
            color,
            dots: dots(rows),
        })
        .collect();
    if let Some(rest) = groups.get(PANELS..).filter(|rest| !rest.is_empty()) {
        let count = look.lang.number(&rest.len().to_string());
        panels.push(Panel {
            name: match rest {
                [one] => platform(&one[0]),
                _ => look.lang.phrase("other", &[("count", &count)]),
            },
            color: theme.outline,
            dots: rest.iter().flat_map(|rows| dots(rows)).collect(),
        });
    }
    panels
}

fn axes<'a>(data: &'a ChartData, panels: &[Panel<'_>]) -> Axes<'a> {
    let dots = || panels.iter().flat_map(|panel| &panel.dots);
    let bases: Vec<f64> = dots().map(|dot| dot.base).collect();
    let rates: Vec<f64> = dots().map(|dot| dot.rate).collect();
    let (low, high) = rates.iter().fold((0.0_f64, 0.0_f64), |(low, high), rate| {
        (low.min(*rate), high.max(*rate))
    });
    Axes {
        reach: reach(&bases),
        ticks: ticks_from_zero(low, high, 5),
        medians: (
            median(bases).unwrap_or_default(),
            median(rates).unwrap_or_default(),
        ),
        data,
    }
}

/// What is measured up, over the panels; what is measured across, under them.
fn axis_names(canvas: &mut Canvas<'_>, plot: Rect, axes: &Axes<'_>) {
    let look = canvas.look;
    let ink = Ink::regular(canvas.sizes.note, canvas.theme.secondary);
    let [base, rate] = [0, 1].map(|at| look.name(&axes.data.table.metrics[at].name));
    let base = if axes.reach.is_log() {
        format!("{base} ({})", look.lang.phrase("chart.scatter.log", &[]))
    } else {
        base
    };
    canvas.text(
        (plot.left, plot.top + ink.size * 0.9),
        &rate,
        ink,
        Anchor::Start,
    );
    let below = (plot.right(), plot.bottom() - ink.size * 0.2);
    canvas.text(below, &base, ink, Anchor::End);
}

impl Panel<'_> {
    fn draw(&self, canvas: &mut Canvas<'_>, cell: Rect, all: &[Panel<'_>], axes: &Axes<'_>) {
        let (sizes, theme) = (canvas.sizes, canvas.theme);
        let small = sizes.note;
        let rate = &axes.data.table.metrics[1];
        let room = value_room(canvas, &axes.ticks, rate, small);
        let plot = Rect {
            left: cell.left + room,
            top: cell.top + sizes.body * 2.0,
            width: cell.width - room - sizes.dot,
            height: cell.height - sizes.body * 2.0 - small * 1.8,
        };
        self.head(canvas, cell);
        let up = Scale {
            from: axes.ticks.ends().0,
            to: axes.ticks.ends().1,
            start: plot.bottom(),
            end: plot.top,
        };
        value_lines(canvas, plot, &axes.ticks, &up, rate, small);
        let along = axes.reach.over(plot.left, plot.right());
        axes.reach.lines(canvas, plot, &along, cell);
        let (base, rate) = axes.medians;
        let (across, down) = (along.at(base), up.at(rate));
        let middle = [
            [(across, plot.top), (across, plot.bottom())],
            [(plot.left, down), (plot.right(), down)],
        ];
        let middle = middle.iter().skip(usize::from(base <= 0.0));
        let at = |dot: &Dot<'_>| (along.at(dot.base), up.at(dot.rate));
        let is_crowd = all.iter().map(|panel| panel.dots.len()).sum::<usize>() > CROWD;
        for panel in all
            .iter()
            .filter(|panel| !is_crowd && panel.name != self.name)
        {
            for dot in &panel.dots {
                canvas.circle(at(dot), sizes.dot * 0.5, theme.grid);
            }
        }
        for line in middle {
            canvas.dashed(line, theme.outline, sizes.grid);
        }
        self.dots(canvas, is_crowd, &at);
        for dot in self.dots.iter().filter(|dot| dot.is_named) {
            canvas.ring(at(dot), sizes.dot * 1.3, theme.text, sizes.grid * 1.4);
            let places: Vec<(f64, f64)> = self.dots.iter().map(at).collect();
            name(canvas, plot, &places, (at(dot), dot));
        }
    }

    fn dots(&self, canvas: &mut Canvas<'_>, is_crowd: bool, at: &dyn Fn(&Dot<'_>) -> (f64, f64)) {
        for dot in &self.dots {
            let draw = |canvas: &mut Canvas<'_>| {
                canvas.circle(at(dot), canvas.sizes.dot * 0.8, self.color.mix(DOT));
            };
            if is_crowd {
                draw(canvas);
            } else {
                canvas.titled(&format!("{}: {}", dot.label, dot.text), draw);
            }
        }
    }

    /// The platform and how many posts it has.
    fn head(&self, canvas: &mut Canvas<'_>, cell: Rect) {
        let sizes = canvas.sizes;
        let bold = Ink::bold(sizes.body, canvas.theme.text);
        let quiet = Ink::regular(sizes.body, canvas.theme.secondary);
        let baseline = cell.top + sizes.body;
        let count = canvas.look.lang.number(&self.dots.len().to_string());
        let radius = sizes.dot * 1.2;
        let room = cell.width - canvas.measure(&count, quiet) - sizes.body * 2.0;
        let centre = (cell.left + radius, baseline - sizes.body * 0.35);
        canvas.circle(centre, radius, self.color);
        let name = canvas.shortened(&self.name, room, bold);
        let left = cell.left + radius * 2.0 + sizes.body * 0.4;
        let drawn = canvas.text((left, baseline), &name, bold, Anchor::Start);
        let left = drawn.right() + sizes.body * 0.5;
        canvas.text((left, baseline), &count, quiet, Anchor::Start);
    }
}

/// Writes a post's rate and the beginning of its text beside its dot, where that covers few others.
fn name(
    canvas: &mut Canvas<'_>,
    plot: Rect,
    places: &[(f64, f64)],
    ((x, y), dot): ((f64, f64), &Dot<'_>),
) {
    let ink = Ink::regular(canvas.sizes.note, canvas.theme.text);
    let (reach, lift) = (canvas.sizes.dot * 2.4, ink.size * 0.9);
    let whole = format!("{} {}", dot.text, dot.label);
    let texts = [0.55, 0.4].map(|share| {
        let room = plot.width * share;
        canvas.wrapped(&whole, room, ink, 1).concat()
    });
    // A figure alone is better than none.
    let texts = texts.into_iter().chain([dot.text.clone()]);
    let mut best: Option<(usize, (f64, f64), String, Anchor)> = None;
    for (at, text) in texts.enumerate() {
        for (side, down) in SPOTS {
            let anchor = if side > 0.0 {
                Anchor::Start
            } else {
                Anchor::End
            };
            let place = (x + side * reach, y + down * lift);
            let own = canvas.text_box(place, &text, ink, anchor);
            // Some scripts reach further up and down than their line.
            let apart = Rect {
                top: own.top - ink.size * 0.3,
                height: own.height + ink.size * 0.6,
                ..own
            };
            let covered = places.iter().filter(|place| own.has(**place)).count();
            let cost = covered + at * SHORTER;
            if plot.holds(own)
                && canvas.is_free(apart)
                && best.as_ref().is_none_or(|(least, ..)| cost < *least)
            {
                best = Some((cost, place, text.clone(), anchor));
            }
        }
    }
    if let Some((_, place, text, anchor)) = best {
        canvas.rimmed(place, &text, ink, anchor);
    }
}

fn described(panels: &[Panel<'_>], data: &ChartData, look: &Look) -> String {
    let panel = |panel: &Panel<'_>| {
        let named = panel.dots.iter().filter(|dot| dot.is_named);
        let named: Vec<String> = named
            .map(|dot| format!("{} {}", dot.text, dot.label))
            .collect();
        let count = look.lang.number(&panel.dots.len().to_string());
        format!("{} {count}: {}", panel.name, named.join(", "))
    };
    let panels: Vec<String> = panels.iter().map(panel).collect();
    format!("{}: {}", look.words(&data.subtitle), panels.join("; "))
}
