//! Budgets: a panel each, with what is planned so far and the bands around it, what is spent, and where that leads.

use plotters::style::Color;

use crate::report::{Cell, ChartData, Grain, MetricColumn, PACE, Row};

use super::axis::{time_labels, value_lines, value_room};
use super::bars::{Bar, Bars, Shape};
use super::canvas::{Anchor, Canvas, Ink, Rect};
use super::frame::Frame;
use super::key::Colours;
use super::look::Look;
use super::scale::{Scale, ticks_from_zero};
use super::{Drawing, Refusal, described, drawing};

/// How far from the plan spend is on it, and from where something has to be done (metric P-35).
const BANDS: [f64; 2] = [0.15, 0.05];

/// Opacity of both bands.
const OPACITY: [f64; 2] = [0.14, 0.26];

/// Panels side by side at most.
const ACROSS: usize = 3;

/// Width below which panels stand under one another, and the least height of one, in body sizes.
const NARROW: f64 = 20.0;
const LEAST: f64 = 9.0;

/// One budget.
pub(super) struct Panel<'d> {
    name: String,
    rows: Vec<&'d Row>,
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

    /// The smallest and the largest amount that is drawn, zero among them.
    fn ends(&self) -> (f64, f64) {
        let planned = self.values(0).into_iter().flatten();
        let others = [1, 3].into_iter().flat_map(|at| self.values(at)).flatten();
        let planned = planned.map(|amount| amount * (1.0 + BANDS[0]));
        let all = planned.chain(others);
        all.fold((0.0_f64, 0.0_f64), |(low, high), amount| {
            (low.min(amount), high.max(amount))
        })
    }
}

/// Draws it; keys are budget and day.
pub(super) fn draw(data: &ChartData, look: &Look) -> Result<Drawing, Refusal> {
    let panels = panels(data);
    let colours = colours(look);
    let legend = colours.height(look);
    let frame = Frame::new(data, look);
    let title = frame.headline.clone();
    let sizes = look.sizes();
    let wide = f64::from(look.size.width) / sizes.body;
    let count = panels.len().max(1);
    let usual = if count == 4 { 2 } else { count.min(ACROSS) };
    let across = usual.min((wide / NARROW) as usize).max(1);
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
    let gap = sizes.body * 1.6;
    let size = (plot.width / across as f64, plot.height / down);
    for (at, panel) in panels.iter().enumerate() {
        let (column, row) = (at % across, at / across);
        let cell = Rect {
            left: plot.left + column as f64 * size.0,
            top: plot.top + row as f64 * size.1,
            width: size.0 - if column + 1 < across { gap } else { 0.0 },
            height: size.1 - gap * 0.6,
        };
        panel.draw(&mut canvas, cell, data);
    }
    let said = panels
        .iter()
        .map(|panel| format!("{}: {}", panel.name, panel.state(data, look).join(", ")));
    let described = described(data, look, said);
    Ok(drawing(canvas, title, described))
}

fn colours(look: &Look) -> Colours {
    let theme = look.theme();
    let word = |id: &str| look.lang.phrase(id, &[]);
    let band = |id: &str, share: f64| {
        let share = look.lang.percent(&format!("{:.0}", 100.0 * share));
        look.said(id, &[("share", &share)])
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
    // The inner band lies on the outer one.
    let inner = 1.0 - (1.0 - OPACITY[0]) * (1.0 - OPACITY[1]);
    Colours {
        entries: vec![
            (theme.one, word("chart.pacing.spent"), false),
            (grey(inner), band("chart.pacing.inner", BANDS[1]), true),
            (grey(OPACITY[0]), band("chart.pacing.outer", BANDS[0]), true),
        ],
    }
}

/// The budgets of the table.
fn panels(data: &ChartData) -> Vec<Panel<'_>> {
    let mut panels: Vec<Panel<'_>> = Vec::new();
    for row in &data.table.rows {
        let name = row.keys[0].as_deref().unwrap_or_default();
        match panels.last_mut() {
            Some(panel) if panel.name == name => panel.rows.push(row),
            _ => panels.push(Panel {
                name: name.to_owned(),
                rows: vec![row],
            }),
        }
    }
    panels
}

/// Its budgets as bars of what is spent over what is planned to date, for a terminal.
pub(super) fn bars(data: &ChartData, look: &Look) -> Bars {
    let theme = look.theme();
    let index = &data.table.metrics[2];
    let rows = panels(data).into_iter().map(|panel| {
        let cell = panel.last().map(|row| &row.cells[2]);
        let mut state = panel.state(data, look).into_iter();
        Bar {
            label: panel.name.clone(),
            value: cell.and_then(Cell::number),
            text: cell.map_or_else(String::new, |cell| look.figure(cell, index)),
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
        aside: look.lang.phrase("chart.pacing.projected", &[]),
        ..Bars::default()
    }
}

impl Panel<'_> {
    /// What the budget asks for, by its name.
    fn pace(&self) -> &str {
        match self.last().and_then(|row| row.cells.last()) {
            Some(Cell::Text(word)) => word,
            _ => "",
        }
    }

    /// Index and pace, what is spent of what, where it leads.
    fn state(&self, data: &ChartData, look: &Look) -> Vec<String> {
        let columns = &data.table.metrics;
        let column = |name: &str| columns.iter().find(|column| column.name == name);
        let (Some(last), Some(end)) = (self.last(), self.rows.last()) else {
            return Vec::new();
        };
        let figure = |row: &Row, at: usize| look.figure(&row.cells[at], &columns[at]);
        let mut told = Vec::new();
        let index = figure(last, 2);
        if !self.pace().is_empty() && column(PACE).is_some() {
            let pace = look
                .lang
                .phrase(&format!("chart.pacing.{}", self.pace()), &[]);
            let so_far = look.lang.phrase("chart.pacing.index", &[("index", &index)]);
            told.push(format!("{so_far} · {pace}"));
        }
        let of = [("spent", figure(last, 1)), ("planned", figure(end, 0))];
        let of = [(of[0].0, of[0].1.as_str()), (of[1].0, of[1].1.as_str())];
        told.push(look.lang.phrase("chart.pacing.of", &of));
        let leads = match std::ptr::eq(last, *end) {
            true => figure(last, 1),
            false => figure(end, 3),
        };
        told.push(leads);
        told
    }

    fn draw(&self, canvas: &mut Canvas<'_>, cell: Rect, data: &ChartData) {
        let (sizes, look) = (canvas.sizes, canvas.look);
        let column = &data.table.metrics[0];
        let head = sizes.body * 3.4;
        self.head(canvas, cell, data);
        let ticks = ticks_from_zero(
            self.ends().0,
            self.ends().1,
            if cell.height > sizes.body * 12.0 {
                6
            } else {
                4
            },
        );
        let axis = value_room(canvas, &ticks, column, sizes.note);
        let plot = Rect {
            left: cell.left + axis,
            top: cell.top + head,
            width: cell.width - axis - sizes.dot * 1.5,
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
        let title = format!("{}: {}", self.name, self.state(data, look).join(", "));
        canvas.titled(&title, |canvas| self.lines(canvas, &place, &scale, column));
        let labels: Vec<String> = self
            .rows
            .iter()
            .map(|row| {
                look.lang
                    .bucket(Grain::Day, row.keys[1].as_deref().unwrap_or_default())
            })
            .collect();
        let places: Vec<f64> = (0..count).map(place).collect();
        let y = plot.bottom() + sizes.note * 1.45;
        time_labels(
            canvas,
            &places,
            &labels,
            y,
            (cell.left, cell.right()),
            sizes.note,
        );
    }

    /// The name, and how the budget goes.
    fn head(&self, canvas: &mut Canvas<'_>, cell: Rect, data: &ChartData) {
        let sizes = canvas.sizes;
        let bold = Ink::bold(sizes.body, canvas.theme.text);
        let state = self.state(data, canvas.look);
        let name = canvas.shortened(&self.name, cell.width, bold);
        canvas.text(
            (cell.left, cell.top + sizes.body),
            &name,
            bold,
            Anchor::Start,
        );
        let ink = Ink::regular(sizes.note, canvas.theme.secondary);
        let pace = match state.len() {
            3 => state[..2].join(" · "),
            _ => state.join(" · "),
        };
        let pace = canvas.shortened(&pace, cell.width, ink);
        let y = cell.top + sizes.body * 1.1 + ink.size * 1.2;
        canvas.text((cell.left, y), &pace, ink, Anchor::Start);
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
        for (band, opacity) in BANDS.into_iter().zip(OPACITY) {
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
                let text = self
                    .rows
                    .last()
                    .map(|row| canvas.look.figure(&row.cells[3], column));
                let ink = Ink::bold(sizes.note, theme.text);
                let above = y - sizes.dot - ink.size * 0.5;
                canvas.rimmed((x, above), &text.unwrap_or_default(), ink, Anchor::End);
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
        assert_readable_everywhere, chart_data, column, hostile_figures, hostile_names, missing,
    };
    use crate::report::{Cell, Kind, Unit};

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
                let metrics = vec![
                    column("planned", Unit::Money),
                    column("spent", Unit::Money),
                    column("pace_index", Unit::Ratio),
                    column("projected", Unit::Money),
                    column("needed_per_day", Unit::Money),
                    column("pace", Unit::Text),
                ];
                let data = chart_data(Kind::Pacing, &["budget", "date"], metrics, rows);
                assert_readable_everywhere(&data, &format!("{budgets} of {days} days, {what}"));
            }
        }
    }
}
