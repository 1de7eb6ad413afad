//! The head of a budget's panel: its name, how it goes, what is spent of what.

use crate::report::{ChartData, MetricColumn, PACE, Row, decimals_of_pace};

use super::super::canvas::{Anchor, Canvas, Ink, Rect};
use super::super::look::Look;
use super::super::named::titled;
use super::super::words::capital;
use super::{Panel, Shared};

impl Panel<'_> {
    /// What it is for, and when, unless the subtitle says when.
    pub(super) fn title(&self, look: &Look, same_days: bool) -> String {
        // The key ends with the days; without a name it is those alone.
        let name = self.key.rsplit_once(", ").map(|(name, _)| titled(name));
        let (first, last) = self.days();
        let days = first.zip(last);
        let days = days.and_then(|(first, last)| look.lang.days_of_keys(first, last));
        match (name, days) {
            (Some(name), Some(days)) if !same_days => {
                format!("{} · {}", look.isolated(&name), look.isolated(&days))
            }
            (Some(name), _) => name,
            (None, Some(days)) => days,
            (None, None) => self.key.to_owned(),
        }
    }

    /// Pace and index, what is spent of what, where it leads.
    pub(super) fn state(&self, data: &ChartData, look: &Look) -> Vec<String> {
        let (Some(last), Some(end)) = (self.last(), self.rows.last()) else {
            return Vec::new();
        };
        let columns = &data.table.metrics;
        let figure = |row: &Row, at: usize| look.figure(&row.cells[at], &columns[at]);
        let mut told: Vec<String> = self.told_pace(last, data, look).into_iter().collect();
        // As exact as what is planned, nought too.
        let exact = MetricColumn {
            unit_label: String::new(),
            ..columns[1].clone()
        };
        let decimals = exact.drawn_decimals(end.cells[0].number().unwrap_or_default());
        let spent = look.even(&last.cells[1], &exact, decimals);
        let of = [("spent", spent), ("planned", figure(end, 0))];
        let of = [(of[0].0, of[0].1.as_str()), (of[1].0, of[1].1.as_str())];
        told.push(look.said("chart.pacing.of", &of));
        let leads = match self.is_over() {
            true => figure(last, 1),
            false => figure(end, 3),
        };
        told.push(leads);
        told
    }

    /// `On plan · 102% of the plan so far`.
    fn told_pace(&self, last: &Row, data: &ChartData, look: &Look) -> Option<String> {
        let has_pace = data.table.metrics.iter().any(|column| column.name == PACE);
        if self.pace().is_empty() || !has_pace {
            return None;
        }
        let id = format!("chart.pacing.{}", self.pace());
        let pace = capital(&look.lang.phrase(&id, &[]));
        let Some(index) = last.cells[2].number() else {
            return Some(pace);
        };
        let index = self.percent(index, look);
        let id = match self.is_over() {
            true => "chart.pacing.index.over",
            false => "chart.pacing.index",
        };
        let so_far = look.said(id, &[("index", &index)]);
        Some(format!("{pace} · {so_far}"))
    }

    /// Spend over plan in percent, and what that asks for where it is off the plan: `127% · off plan`.
    pub(super) fn told_index(&self, index: f64, look: &Look) -> String {
        let told = self.percent(index, look);
        match self.pace() {
            pace @ ("watch" | "act") => {
                let pace = look.lang.phrase(&format!("chart.pacing.{pace}"), &[]);
                format!("{told} · {pace}")
            }
            _ => told,
        }
    }

    /// Spend over plan in percent, as exact as its bands ask for: 94.7 % is not within 5 % of the plan.
    pub(super) fn percent(&self, index: f64, look: &Look) -> String {
        let decimals = decimals_of_pace(index - 1.0, &self.bands);
        look.lang.percent(&format!("{:.decimals$}", 100.0 * index))
    }

    /// The lines under the name.
    pub(super) fn head(&self, data: &ChartData, look: &Look) -> Vec<String> {
        let mut state = self.state(data, look);
        // Where it leads stands at the end of the line.
        state.pop();
        state
    }

    /// The name, how the budget goes with a dot in the colour of that, and what is spent.
    pub(super) fn draw_head(
        &self,
        canvas: &mut Canvas<'_>,
        cell: Rect,
        data: &ChartData,
        shared: &Shared,
    ) {
        let (sizes, theme) = (canvas.sizes, canvas.theme);
        let bold = Ink::bold(sizes.body, theme.text);
        let name = self.title(canvas.look, shared.same_days);
        let name = canvas.shortened(&name, cell.width, bold);
        let mut y = cell.top + sizes.body;
        canvas.text((cell.left, y), &name, bold, Anchor::Start);
        let lines = self.head(data, canvas.look);
        let has_pace = lines.len() > 1;
        for (at, text) in lines.iter().enumerate() {
            y += sizes.note * 1.35;
            if !has_pace || at > 0 {
                let ink = Ink::regular(sizes.note, theme.secondary);
                canvas.text((cell.left, y), text, ink, Anchor::Start);
                continue;
            }
            let color = match self.pace() {
                "on_plan" => theme.one,
                _ => theme.worse,
            };
            let ink = Ink::bold(sizes.note, theme.text);
            let radius = ink.size * 0.32;
            let dot = (cell.left + radius, y - ink.size * 0.33);
            canvas.circle(dot, radius, color);
            canvas.text((cell.left + ink.size, y), text, ink, Anchor::Start);
        }
    }
}
