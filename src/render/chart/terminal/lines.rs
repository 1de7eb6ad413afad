//! Figures over time as columns of blocks, a panel under the other on one scale.

use crate::render::chart::scale::ticks_from_zero;
use crate::render::chart::trend::{Band, Panel, bands, times};
use crate::render::page::Style;
use crate::render::text::width;
use crate::report::Table;

use super::{FROM_BELOW, Paint, Screen, left, right};

/// Lines of a panel above zero, and at most below it.
const HIGH: usize = 4;

/// Columns of one stretch of time at most, a blank among them.
const WIDEST: usize = 12;

/// How one band is laid out.
struct Plot {
    /// Columns of the values at the left.
    axis: usize,
    /// Columns of one stretch of time, and how many of them are shown.
    pitch: usize,
    shown: usize,
    /// Lines above and below zero, and the values that they reach.
    above: usize,
    below: usize,
    low: f64,
    high: f64,
}

impl Screen<'_> {
    /// Draws a panel per row of panels and metric.
    pub fn lines(&mut self, table: &Table) {
        let look = self.look;
        let bands = bands(table, look);
        let times = times(table, look);
        for (at, band) in bands.iter().enumerate() {
            if bands.len() > 1 {
                if at > 0 {
                    self.page.push("", Style::Plain);
                }
                let name = look.name(&band.column.name);
                self.page.push(&self.fitted(&name, self.width), Style::Bold);
            }
            self.band(band, &times);
        }
        if bands
            .iter()
            .flat_map(|band| &band.panels)
            .any(|panel| panel.before.is_some())
        {
            let said = look.lang.phrase("chart.trend.earlier", &[]);
            self.page.push("", Style::Plain);
            self.page.wrap("", &said, Style::Dim);
        }
    }

    fn band(&mut self, band: &Band, times: &[String]) {
        let ticks = ticks_from_zero(band.ends().0, band.ends().1, HIGH + 1);
        let (low, high) = ticks.ends();
        let axis = [high, 0.0, low].map(|value| self.axis_label(band, value, ticks.step));
        let axis = axis.iter().map(|label| width(label)).max().unwrap_or(0) + 1;
        let room = self.width.saturating_sub(axis + 1).max(1);
        let pitch = (room / times.len().max(1)).clamp(1, WIDEST);
        let deep = if high > 0.0 {
            -low / high * HIGH as f64
        } else {
            HIGH as f64
        };
        let plot = Plot {
            axis,
            pitch,
            shown: times.len().min(room / pitch),
            above: if high > 0.0 { HIGH } else { 0 },
            below: if low < 0.0 {
                (deep.ceil() as usize).clamp(1, HIGH)
            } else {
                0
            },
            low,
            high,
        };
        for (at, panel) in band.panels.iter().enumerate() {
            if at > 0 {
                self.page.push("", Style::Plain);
            }
            self.panel(band, panel, &plot, ticks.step);
        }
        let line = left("", axis) + &time_line(&times[times.len() - plot.shown..], &plot);
        self.page.push(&line, Style::Dim);
        if plot.shown < times.len() {
            let places = [("shown", plot.shown), ("all", times.len())];
            let filled =
                places.map(|(name, count)| (name, self.look.lang.number(&count.to_string())));
            let places = [0, 1].map(|at| (filled[at].0, filled[at].1.as_str()));
            let said = self.look.lang.phrase("chart.trend.last_shown", &places);
            self.page.wrap("", &said, Style::Dim);
        }
    }

    fn axis_label(&self, band: &Band, value: f64, step: f64) -> String {
        self.look.tick_with_unit(value, &band.column, step)
    }

    fn panel(&mut self, band: &Band, panel: &Panel, plot: &Plot, step: f64) {
        let wide = (plot.axis + plot.shown * plot.pitch)
            .max(plot.axis + 24)
            .min(self.width);
        let name = self.fitted(&panel.name, wide.saturating_sub(width(&panel.last) + 2));
        let head = left(&name, wide.saturating_sub(width(&panel.last))) + &panel.last;
        self.page.push(&head, Style::Bold);
        let now = &panel.now[panel.now.len() - plot.shown..];
        for line in (0..plot.above).rev() {
            let label = if line + 1 == plot.above {
                self.axis_label(band, plot.high, step)
            } else {
                String::new()
            };
            let blocks = now.iter().map(|value| above(*value, line, plot));
            self.push_line(&label, &blocks.collect::<String>(), plot, Paint::Blue);
        }
        let zero = self.look.tick(0.0, band.column.unit, step);
        let axis = "─".repeat(plot.shown * plot.pitch);
        self.push_line(&zero, &axis, plot, Paint::Grey);
        for line in 0..plot.below {
            let label = if line + 1 == plot.below {
                self.axis_label(band, plot.low, step)
            } else {
                String::new()
            };
            let blocks = now.iter().map(|value| below(*value, line, plot));
            self.push_line(&label, &blocks.collect::<String>(), plot, Paint::Orange);
        }
    }

    fn push_line(&mut self, label: &str, blocks: &str, plot: &Plot, paint: Paint) {
        let label = right(label, plot.axis - 1);
        let blocks = self.painted(blocks.trim_end(), paint);
        self.page.push(&format!("{label} {blocks}"), Style::Plain);
    }
}

/// One value in one line above zero: eighths from below; nought is the lowest of them, a gap is a blank.
fn above(value: Option<f64>, line: usize, plot: &Plot) -> String {
    let eighths = match value {
        Some(value) if value >= 0.0 && plot.high > 0.0 => {
            let all = (value / plot.high * plot.above as f64 * 8.0).round() as usize;
            all.max(1).saturating_sub(line * 8).min(8)
        }
        _ => 0,
    };
    column(FROM_BELOW[eighths], plot.pitch)
}

/// One value in one line below zero, in halves from above.
fn below(value: Option<f64>, line: usize, plot: &Plot) -> String {
    let halves = match value {
        Some(value) if value < 0.0 => {
            let all = (value / plot.low * plot.below as f64 * 2.0).round() as usize;
            all.max(1).saturating_sub(line * 2).min(2)
        }
        _ => 0,
    };
    column([' ', '▀', '█'][halves], plot.pitch)
}

/// The block over the columns of one stretch of time, with a blank between two where there is room.
fn column(block: char, pitch: usize) -> String {
    let filled = if pitch > 1 { pitch - 1 } else { 1 };
    left(&block.to_string().repeat(filled), pitch)
}

/// The first and the last time under the columns, and as many between as have room; where both have none, they stand
/// one behind the other.
fn time_line(times: &[String], plot: &Plot) -> String {
    let wide = plot.shown * plot.pitch;
    let (first, last) = match times {
        [first, .., last] => (first.as_str(), last.as_str()),
        [one] => return one.clone(),
        [] => return String::new(),
    };
    if width(first) + width(last) + 2 > wide {
        return format!("{first} … {last}");
    }
    // The last ends where its column does, so that nothing hangs over.
    let end = wide - width(last).max(plot.pitch.min(wide));
    let places = |step: usize| (0..times.len() - 1).step_by(step);
    let fits = |step: &usize| {
        places(*step).all(|at| {
            let behind = at * plot.pitch + width(&times[at]) + 1;
            let next = (at + step) * plot.pitch;
            behind
                <= end.min(if at + step < times.len() - 1 {
                    next
                } else {
                    end
                })
        })
    };
    let step = (1..times.len()).find(fits).unwrap_or(times.len() - 1);
    let mut line = String::new();
    for at in places(step) {
        line = left(&line, at * plot.pitch) + &times[at];
    }
    left(&line, end.min(wide - width(last))) + last
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLOT: Plot = Plot {
        axis: 0,
        pitch: 1,
        shown: 5,
        above: 2,
        below: 1,
        low: -50.0,
        high: 100.0,
    };

    /// 100 fills two lines, 50 one, 0 the lowest eighth; −25 half a line below; a gap is blank.
    #[test]
    fn columns_stand_on_zero_and_hang_from_it() {
        let values = [Some(100.0), Some(50.0), Some(0.0), None, Some(-25.0)];
        let line = |line: usize| values.map(|value| above(value, line, &PLOT)).concat();
        assert_eq!([line(1), line(0)], ["█    ", "██▁  "]);
        let under = values.map(|value| below(value, 0, &PLOT)).concat();
        assert_eq!(under, "    ▀");
    }

    #[test]
    fn the_first_and_the_last_time_are_named_even_where_there_is_little_room() {
        let times = ["2026-01", "2026-02", "2026-03"].map(str::to_owned);
        let plot = |pitch| Plot {
            pitch,
            shown: 3,
            ..PLOT
        };
        assert_eq!(time_line(&times, &plot(8)), "2026-01 2026-02 2026-03");
        assert_eq!(time_line(&times, &plot(6)), "2026-01    2026-03");
        assert_eq!(time_line(&times, &plot(4)), "2026-01 … 2026-03");
    }
}
