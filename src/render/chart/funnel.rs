//! Bars stage by stage with the rate from the stage before, a panel per group.

use crate::report::{ChartData, Row};

use super::bars::{Bar, Bars, Shape};
use super::canvas::{Anchor, Canvas, Ink, Rect};
use super::frame::Frame;
use super::look::Look;
use super::style::{PITCH, TIGHT_PITCH};
use super::{Drawing, Refusal, described, drawing};

/// A first stage that is more than this many times the next is drawn cut, so that the others can be told apart.
const TIMES: f64 = 20.0;

/// Width that a panel wants, in body sizes, and panels side by side at most.
const WIDE: f64 = 23.0;
const ACROSS: usize = 3;

/// One group and its stages.
pub(super) struct Panel {
    /// The group; empty where there is but one.
    pub name: String,
    /// Its stages.
    pub bars: Bars,
}

/// Draws it; the last key is the stage, the table has its count and its rate.
pub(super) fn draw(data: &ChartData, look: &Look) -> Result<Drawing, Refusal> {
    let panels = panels(data, look);
    let mut told = data.clone();
    told.left_out.splice(0..0, cut(&panels, look));
    let frame = Frame::new(&told, look);
    let title = frame.headline.clone();
    let said = panels.iter().map(|panel| {
        let stage = |bar: &Bar| format!("{} {} {}", bar.label, bar.text, bar.aside);
        let stages: Vec<String> = panel.bars.rows.iter().map(stage).collect();
        format!("{} {}", panel.name, stages.join(", "))
    });
    let described = described(data, look, said);
    let body = look.sizes().body;
    let height = |across: usize, pitch: f64| -> f64 {
        let rows = panels.chunks(across);
        let tallest = |row: &[Panel]| {
            let heights = row.iter().map(|panel| panel.bars.height(body, pitch));
            heights.fold(0.0, f64::max)
        };
        rows.map(|row| tallest(row) + body * 1.2).sum()
    };
    let wide = (f64::from(look.size.width) / body / WIDE) as usize;
    let usual = panels.len().min(wide.clamp(1, ACROSS));
    let fits = |across: &usize| {
        let room = frame.room();
        room.is_none_or(|room| height(*across, TIGHT_PITCH) <= room)
    };
    // A low picture takes more panels side by side.
    let most = panels.len().min(ACROSS).max(usual);
    let across = (usual..=most).find(fits).unwrap_or(usual);
    let wanted = (height(across, PITCH), height(across, TIGHT_PITCH));
    let (mut canvas, plot) = frame.canvas(wanted.0, wanted.1)?;
    let pitch = plot.height / wanted.0 * PITCH;
    let mut top = plot.top;
    for row in panels.chunks(across) {
        let own = row.iter().map(|panel| panel.bars.height(body, pitch));
        let own = own.fold(0.0, f64::max);
        let gap = if across > 1 { body * 1.6 } else { 0.0 };
        let width = (plot.width + gap) / across as f64;
        for (at, panel) in row.iter().enumerate() {
            let cell = Rect {
                left: plot.left + at as f64 * width,
                top,
                width: width - gap,
                height: panel.bars.height(body, pitch).min(own),
            };
            panel.draw(&mut canvas, cell);
        }
        top += own + body * 1.2 * pitch / PITCH;
    }
    Ok(drawing(canvas, title, described))
}

impl Panel {
    /// The first stage and the next, where it is cut, and how many times as much it is.
    fn cut(&self) -> Option<(&str, &str, f64)> {
        let [first, next, ..] = &self.bars.rows[..] else {
            return None;
        };
        let times = first.value? / next.value?;
        (first.shape == Shape::Cut).then_some((first.label.as_str(), next.label.as_str(), times))
    }

    fn draw(&self, canvas: &mut Canvas<'_>, cell: Rect) {
        let body = canvas.sizes.body;
        let ink = Ink::bold(body, canvas.theme.text);
        let name = canvas.shortened(&self.name, cell.width * 0.6, ink);
        canvas.text(
            (cell.left, cell.top + body * 0.9),
            &name,
            ink,
            Anchor::Start,
        );
        self.bars.draw(canvas, cell);
    }
}

/// That first bars are cut, and how long they would be; that panels have scales of their own.
pub(super) fn cut(panels: &[Panel], look: &Look) -> Vec<String> {
    let cuts: Vec<(&str, &str, f64)> = panels.iter().filter_map(Panel::cut).collect();
    let scales = look.lang.phrase("chart.funnel.scales", &[]);
    let Some((this, ..)) = cuts.first() else {
        return if panels.len() > 1 {
            vec![scales]
        } else {
            Vec::new()
        };
    };
    let mut nexts: Vec<&str> = cuts.iter().map(|(_, next, _)| *next).collect();
    nexts.dedup();
    let all = cuts.iter().map(|(.., times)| *times);
    let ends = (
        all.clone().fold(f64::MAX, f64::min),
        all.fold(0.0, f64::max),
    );
    let [least, most] = [ends.0, ends.1].map(|times| look.lang.number(&format!("{times:.0}")));
    let next = nexts.join(", ");
    let mut places = vec![("this", *this), ("next", next.as_str())];
    if least == most {
        places.push(("times", &least));
    } else {
        places.extend([("least", least.as_str()), ("most", most.as_str())]);
    }
    let phrase = match least == most {
        true => "chart.funnel.cut",
        false => "chart.funnel.cut_each",
    };
    let said = look.lang.phrase(phrase, &places);
    let scales = (panels.len() > 1).then_some(scales);
    scales.into_iter().chain([said]).collect()
}

/// The groups of the table.
pub(super) fn panels(data: &ChartData, look: &Look) -> Vec<Panel> {
    let keys = data.table.keys.len() - 1;
    let mut groups: Vec<Vec<&Row>> = Vec::new();
    for row in &data.table.rows {
        match groups.last_mut() {
            Some(group) if group[0].keys[..keys] == row.keys[..keys] => group.push(row),
            _ => groups.push(vec![row]),
        }
    }
    let panel = |group: &Vec<&Row>| Panel {
        name: group[0].keys[..keys]
            .iter()
            .flatten()
            .map(|key| look.key(key))
            .collect::<Vec<_>>()
            .join(" / "),
        bars: bars(data, look, group, keys),
    };
    groups.iter().map(panel).collect()
}

fn bars(data: &ChartData, look: &Look, group: &[&Row], stage: usize) -> Bars {
    let metrics = &data.table.metrics;
    let count = |at: usize| group.get(at).and_then(|row| row.cells[0].number());
    // Where nothing follows there is nothing to tell apart.
    let is_far = |(first, next): (f64, f64)| next > 0.0 && first > next * TIMES;
    let is_long = group.len() > 2 && count(0).zip(count(1)).is_some_and(is_far);
    let rows = group.iter().enumerate().map(|(at, row)| {
        let is_cut = at == 0 && is_long;
        Bar {
            says: String::new(),
            short: String::new(),
            label: look.name(row.keys[stage].as_deref().unwrap_or_default()),
            value: row.cells[0].number(),
            text: look.figure(&row.cells[0], &metrics[0]),
            aside: match at {
                0 => String::new(),
                _ => look.figure(&row.cells[1], &metrics[1]),
            },
            color: look.theme().one,
            shape: if is_cut { Shape::Cut } else { Shape::Plain },
        }
    });
    Bars {
        rows: rows.collect(),
        aside: look.lang.phrase("chart.funnel.rate", &[]),
        is_close: true,
        ..Bars::default()
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{
        assert_readable_everywhere, chart_data, column, hostile_figures, hostile_names,
    };
    use crate::report::{Kind, Unit};

    const STAGES: [&str; 5] = [
        "impressions",
        "clicks",
        "landing_page_views",
        "leads",
        "claimed_conversions",
    ];

    #[test]
    fn stages_can_be_read_whatever_the_figures() {
        for (groups, stages) in [(1, 1), (1, 2), (1, 5), (2, 5), (6, 3)] {
            for (what, figures) in hostile_figures(stages) {
                let mut rows = Vec::new();
                for name in hostile_names(groups) {
                    for (stage, figure) in STAGES.iter().zip(&figures) {
                        let cells = vec![figure.clone(), figure.clone()];
                        rows.push((vec![name.clone(), (*stage).to_owned()], cells));
                    }
                }
                let metrics = vec![
                    column("count", Unit::Count),
                    column("of_stage_before", Unit::Rate),
                ];
                let data = chart_data(Kind::Funnel, &["campaign", "stage"], metrics, rows);
                assert_readable_everywhere(&data, &format!("{groups} × {stages} {what}"));
            }
        }
    }
}
