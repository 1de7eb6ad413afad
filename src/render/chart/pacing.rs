//! Budgets: a panel each, with what is planned so far and the bands around it, what is spent, and where that leads.

mod bands;
mod end;
mod head;

use plotters::style::Color;

use crate::report::{Cell, ChartData, Grain, MetricColumn, Row};

use super::axis::{value_lines, value_room};
use super::bars::{Bar, Bars, Shape};
use super::canvas::{Anchor, Canvas, Ink, Rect};
use super::frame::Frame;
use super::key::Colours;
use super::look::Look;
use super::scale::{Scale, Ticks, ticks_from_zero};
use super::{Drawing, Refusal, described, drawing};
pub(super) use bands::reading;
use bands::{bands, percent};
use end::beside;

/// Opacity of both bands.
const OPACITY: [f64; 2] = [0.14, 0.26];

/// Panels side by side at most.
const ACROSS: usize = 3;

/// Width below which panels stand under one another, and the least height of one, in body sizes.
const NARROW: f64 = 17.0;
const LEAST: f64 = 11.0;

/// What is left free above the largest amount, for the figure at the end of a line.
const HEADROOM: f64 = 1.1;

/// Days of a budget from which months are marked; shorter ones have marks within a month.
const MONTHS: usize = 45;

/// Days of a budget up to which no month comes twice.
const YEAR: usize = 366;

/// One budget.
pub(super) struct Panel<'d> {
    key: &'d str,
    rows: Vec<&'d Row>,
    bands: [f64; 2],
}

/// What all panels share.
struct Shared {
    /// Room of the amounts at the axis.
    axis: f64,
    /// Whether the budgets are for the same days, which the subtitle says then.
    same_days: bool,
    /// Lines of the head, of which the name is the first.
    lines: usize,
}

impl<'d> Panel<'d> {
    fn values(&self, at: usize) -> Vec<Option<f64>> {
        self.rows.iter().map(|row| row.cells[at].number()).collect()
    }

    /// The last day with spend.
    fn last(&self) -> Option<&'d Row> {
        let known = |row: &&&Row| row.cells[1].number().is_some();
        self.rows.iter().rfind(known).copied()
    }

    /// Whether all of its days are known, so that nothing is left to project.
    fn is_over(&self) -> bool {
        let ends = self.last().zip(self.rows.last());
        ends.is_some_and(|(last, end)| std::ptr::eq(last, *end))
    }

    /// The smallest and the largest amount that is drawn, zero among them.
    fn ends(&self) -> (f64, f64) {
        let planned = self.values(0).into_iter().flatten();
        let others = [1, 3].into_iter().flat_map(|at| self.values(at)).flatten();
        let planned = planned.map(|amount| amount * (1.0 + self.bands[0]));
        let all = planned.chain(others);
        all.fold((0.0_f64, 0.0_f64), |(low, high), amount| {
            (low.min(amount), high.max(amount))
        })
    }
}

/// Draws it; keys are budget and day.
pub(super) fn draw(data: &ChartData, look: &Look) -> Result<Drawing, Refusal> {
    let panels = panels(data);
    let mut colours = colours(data, look);
    if panels.iter().all(Panel::is_over) {
        colours.dashes.truncate(1);
    }
    let column = &data.table.metrics[0];
    let legend = colours.height(look);
    let frame = Frame::new(data, look);
    let title = frame.headline.clone();
    let sizes = look.sizes();
    let wide = f64::from(look.size.width) / sizes.body;
    let count = panels.len().max(1);
    let gap = sizes.body * 1.6;
    let ruler = Canvas::new(look, 0.0);
    let within = ruler.width - 2.0 * sizes.margin;
    let bold = Ink::bold(sizes.note, ruler.theme.text);
    let heads = panels.iter().flat_map(|panel| panel.head(data, look));
    let widest = heads
        .map(|text| ruler.measure(&text, bold))
        .fold(0.0, f64::max)
        + sizes.note;
    let usual = if count == 4 { 2 } else { count.min(ACROSS) };
    let across = usual.min((wide / NARROW) as usize).max(1);
    // No line with figures is cut: fewer panels side by side have more room.
    let fits = |across: &usize| (within + gap) / *across as f64 - gap >= widest;
    let across = (1..=across).rev().find(fits).unwrap_or(1);
    let rooms = panels
        .iter()
        .map(|panel| value_room(&ruler, &panel.ticks(), column, sizes.note));
    let shared = Shared {
        axis: rooms.fold(0.0, f64::max),
        same_days: panels.windows(2).all(|two| two[0].days() == two[1].days()),
        lines: match panels.iter().any(|panel| panel.last().is_some()) {
            true => 3,
            false => 2,
        },
    };
    let down = count.div_ceil(across) as f64;
    let width = f64::from(look.size.width) / across as f64;
    let wanted = if across == 1 {
        width * 0.45
    } else {
        width * 0.62
    };
    let wanted = wanted.max(sizes.body * 14.0);
    let least = sizes.body * LEAST;
    let (mut canvas, plot) = frame.canvas(down * wanted + legend, down * least + legend)?;
    let plot = colours.draw(&mut canvas, plot);
    let size = ((plot.width + gap) / across as f64, plot.height / down);
    for (at, panel) in panels.iter().enumerate() {
        let (column, row) = (at % across, at / across);
        let cell = Rect {
            left: plot.left + column as f64 * size.0,
            top: plot.top + row as f64 * size.1,
            width: size.0 - gap,
            height: size.1 - gap * 0.6,
        };
        panel.draw(&mut canvas, cell, data, &shared);
    }
    let said = panels.iter().map(|panel| {
        let state = panel.state(data, look).join(", ");
        format!("{}: {state}", panel.title(look, false))
    });
    let described = described(data, look, said);
    Ok(drawing(canvas, title, described))
}

fn colours(data: &ChartData, look: &Look) -> Colours {
    let theme = look.theme();
    let word = |id: &str| look.lang.phrase(id, &[]);
    let band = |id: &str, share: f64| {
        let share = percent(share, look);
        look.said(id, &[("part", &share)])
    };
    let grey = |opacity: f64| {
        let mixed = |back: u8, front: u8| {
            (f64::from(back) * (1.0 - opacity) + f64::from(front) * opacity).round() as u8
        };
        let (back, front) = (theme.background, theme.outline);
        plotters::style::RGBColor(
            mixed(back.0, front.0),
            mixed(back.1, front.1),
            mixed(back.2, front.2),
        )
    };
    let [beyond, inside] = bands(data);
    // The inner band lies on the outer one.
    let inner = 1.0 - (1.0 - OPACITY[0]) * (1.0 - OPACITY[1]);
    Colours {
        entries: vec![
            (theme.one, word("chart.pacing.spent"), false),
            (grey(inner), band("chart.pacing.inner", inside), true),
            (grey(OPACITY[0]), band("chart.pacing.outer", beyond), true),
        ],
        dashes: vec![
            (theme.outline, word("chart.pacing.plan")),
            (theme.one, word("chart.pacing.pace")),
        ],
    }
}

/// The budgets of the table.
fn panels(data: &ChartData) -> Vec<Panel<'_>> {
    let mut panels: Vec<Panel<'_>> = Vec::new();
    for row in &data.table.rows {
        let name = row.keys[0].as_deref().unwrap_or_default();
        match panels.last_mut() {
            Some(panel) if panel.key == name => panel.rows.push(row),
            _ => panels.push(Panel {
                key: name,
                rows: vec![row],
                bands: bands(data),
            }),
        }
    }
    panels
}

/// Its budgets as bars of what is spent over what is planned to date, for a terminal.
pub(super) fn bars(data: &ChartData, look: &Look) -> Bars {
    let theme = look.theme();
    let panels = panels(data);
    let over = panels.iter().filter(|panel| panel.is_over()).count();
    let aside = match over {
        0 => "chart.pacing.projected",
        over if over == panels.len() => "chart.pacing.spent",
        _ => "chart.pacing.end",
    };
    let rows = panels.into_iter().map(|panel| {
        let index = panel.last().and_then(|row| row.cells[2].number());
        let mut state = panel.state(data, look).into_iter();
        Bar {
            says: String::new(),
            short: String::new(),
            label: panel.title(look, false),
            value: index,
            text: index.map_or_else(String::new, |index| panel.told_index(index, look)),
            aside: state.next_back().unwrap_or_default(),
            color: match panel.pace() {
                "on_plan" => theme.one,
                _ => theme.worse,
            },
            shape: Shape::Plain,
        }
    });
    Bars {
        rows: rows.collect(),
        aside: look.lang.phrase(aside, &[]),
        mark: Some((1.0, look.lang.phrase("chart.pacing.plan", &[]))),
        ..Bars::default()
    }
}

impl<'d> Panel<'d> {
    /// What the budget asks for, by its name.
    fn pace(&self) -> &str {
        match self.last().and_then(|row| row.cells.last()) {
            Some(Cell::Text(word)) => word,
            _ => "",
        }
    }

    /// The first and the last of its days.
    fn days(&self) -> (Option<&'d str>, Option<&'d str>) {
        let key = |row: &&'d Row| row.keys[1].as_deref();
        let (first, last) = (self.rows.first(), self.rows.last());
        (first.and_then(key), last.and_then(key))
    }

    /// Gridlines of its amounts.
    fn ticks(&self) -> Ticks {
        let (low, high) = self.ends();
        let leads = self.values(3).iter().flatten().nth(1).is_some();
        ticks_from_zero(low, if leads { high * HEADROOM } else { high }, 5)
    }

    fn draw(&self, canvas: &mut Canvas<'_>, cell: Rect, data: &ChartData, shared: &Shared) {
        let (sizes, look) = (canvas.sizes, canvas.look);
        let column = &data.table.metrics[0];
        let head = sizes.body * 2.0 + sizes.note * 1.35 * (shared.lines - 1) as f64;
        self.draw_head(canvas, cell, data, shared);
        let ticks = self.ticks();
        let plot = Rect {
            left: cell.left + shared.axis,
            top: cell.top + head,
            width: cell.width - shared.axis - sizes.dot * 1.5,
            height: cell.height - head - sizes.note * 1.7,
        };
        let scale = Scale {
            from: ticks.ends().0,
            to: ticks.ends().1,
            start: plot.bottom(),
            end: plot.top,
        };
        value_lines(canvas, plot, &ticks, &scale, column, sizes.note);
        let count = self.rows.len();
        let place = |at: usize| match count {
            1 => plot.left + plot.width / 2.0,
            _ => plot.left + plot.width * at as f64 / (count - 1) as f64,
        };
        let state = self.state(data, look).join(", ");
        let title = format!("{}: {state}", self.title(look, false));
        canvas.titled(&title, |canvas| self.lines(canvas, &place, &scale, column));
        let y = plot.bottom() + sizes.note * 1.45;
        self.marks(canvas, &place, y, (cell.left, cell.right()));
    }

    /// Marks of time under the plot: the first days of months, in a short budget days within the month.
    fn marks(
        &self,
        canvas: &mut Canvas<'_>,
        place: &dyn Fn(usize) -> f64,
        y: f64,
        edges: (f64, f64),
    ) {
        let look = canvas.look;
        let ink = Ink::regular(canvas.sizes.note, canvas.theme.secondary);
        let is_long = self.rows.len() >= MONTHS;
        // The title says which year it is.
        let has_year = self.rows.len() > YEAR;
        let days: &[&str] = if is_long {
            &["-01"]
        } else {
            &["-01", "-11", "-21"]
        };
        let mut end = f64::NEG_INFINITY;
        for (at, row) in self.rows.iter().enumerate() {
            // The reader's calendar, which the subtitle has too.
            let key = &look
                .lang
                .own_day_key(row.keys[1].as_deref().unwrap_or_default());
            if self.rows.len() > 1 && !days.iter().any(|day| key.ends_with(day)) {
                continue;
            }
            let month = key.get(5..7).and_then(|month| month.parse().ok());
            let label = match (month, key.get(..7)) {
                (Some(month), _) if is_long && !has_year => look.lang.month_short(month),
                (_, Some(month)) if is_long => look.lang.bucket(Grain::Month, month),
                _ => look.lang.day_key(key),
            };
            let width = canvas.measure(&label, ink);
            let left = (place(at) - width / 2.0).min(edges.1 - width).max(edges.0);
            if left >= end + ink.size * 0.8 {
                canvas.text((left, y), &label, ink, Anchor::Start);
                end = left + width;
            }
        }
    }

    fn lines(
        &self,
        canvas: &mut Canvas<'_>,
        place: &dyn Fn(usize) -> f64,
        scale: &Scale,
        column: &MetricColumn,
    ) {
        let (theme, sizes) = (canvas.theme, canvas.sizes);
        let planned = self.values(0);
        let times = |factor: f64| -> Vec<(f64, f64)> {
            let points = planned.iter().enumerate();
            points
                .filter_map(|(at, value)| Some((place(at), scale.at((*value)? * factor))))
                .collect()
        };
        for (band, opacity) in self.bands.into_iter().zip(OPACITY) {
            let lower = times(1.0 - band).into_iter().rev();
            let edge: Vec<(f64, f64)> = times(1.0 + band).into_iter().chain(lower).collect();
            if edge.len() > 3 {
                canvas.polygon(&edge, theme.outline.mix(opacity));
            }
        }
        let points = |at: usize| -> Vec<(f64, f64)> {
            let values = self.values(at).into_iter().enumerate();
            values
                .filter_map(|(day, value)| Some((place(day), scale.at(value?))))
                .collect()
        };
        let plan = times(1.0);
        if plan.len() > 1 {
            canvas.dashed(&plan, theme.outline, sizes.zero);
        }
        let (spent, projected) = (points(1), points(3));
        if projected.len() > 1 {
            canvas.dashed(&projected, theme.one, sizes.line * 0.7);
            if let Some((x, y)) = projected.last().copied() {
                canvas.circle((x, y), sizes.dot, theme.background);
                canvas.ring((x, y), sizes.dot, theme.one, sizes.line * 0.7);
                let end = self.rows.last();
                let text = end.map(|row| canvas.look.figure(&row.cells[3], column));
                let ink = Ink::bold(sizes.note, theme.text);
                let text = text.unwrap_or_default();
                let lines = [&plan, &projected, &spent];
                let left = x - canvas.measure(&text, ink);
                let beside = beside((x, y), left, lines, (ink.size, sizes.dot), scale);
                canvas.rimmed((x, beside), &text, ink, Anchor::End);
            }
        }
        if spent.len() > 1 {
            canvas.line(&spent, theme.one, sizes.line);
        }
        if let Some(end) = spent.last() {
            canvas.circle(*end, sizes.dot, theme.one);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{
        assert_readable_everywhere, chart_data, hostile_figures, hostile_names, missing,
        pacing_columns,
    };
    use crate::report::{Cell, Kind};

    #[test]
    fn budgets_can_be_read_whatever_the_figures() {
        for (budgets, days) in [(1, 1), (1, 30), (2, 31), (6, 5)] {
            for (what, figures) in hostile_figures(days) {
                let mut rows = Vec::new();
                for name in hostile_names(budgets) {
                    for (at, figure) in figures.iter().enumerate() {
                        let is_past = at <= days / 2;
                        let of = |is_there: bool| if is_there { figure.clone() } else { missing() };
                        let cells = vec![
                            Cell::Ratio(1_000.0 * (at + 1) as f64),
                            of(is_past),
                            Cell::Ratio(1.033),
                            of(!is_past),
                            missing(),
                            Cell::Text("watch".into()),
                        ];
                        let day = format!("2026-10-{:02}", at + 1);
                        rows.push((vec![name.clone(), day], cells));
                    }
                }
                let metrics = pacing_columns();
                let data = chart_data(Kind::Pacing, &["budget", "date"], metrics, rows);
                assert_readable_everywhere(&data, &format!("{budgets} of {days} days, {what}"));
            }
        }
    }
}
