//! Paths as flows between classes of touches, and where each flow lies.

use std::collections::BTreeMap;

use plotters::style::RGBColor;

use crate::render::chart::canvas::Rect;
use crate::render::chart::look::Look;
use crate::report::{ChartData, MORE, OTHER, Row, UNATTRIBUTED, folded};

/// Channels with a colour of their own.
const CHANNELS: usize = 5;

/// Between two bars in body sizes, room for a label; and the part of the height that the gaps of the fullest column may
/// take. Columns with fewer bars have wider ones.
const GAP: f64 = 1.7;
const GAPS: f64 = 0.4;

/// What touches look alike: a channel, the other channels, folded touches, the other paths.
pub struct Class {
    /// What it is called.
    pub label: String,
    /// Its colour.
    pub color: RGBColor,
    /// Sums others up.
    pub is_grey: bool,
}

/// A path by its classes.
struct Flow {
    steps: Vec<usize>,
    conversions: f64,
}

/// All that is drawn.
pub struct Flows {
    /// From top to bottom.
    pub classes: Vec<Class>,
    /// Touches of the longest path.
    pub columns: usize,
    /// Whether any path folds touches, so that the last column is the last touch.
    pub is_folded: bool,
    flows: Vec<Flow>,
}

impl Flows {
    /// All conversions drawn.
    pub fn total(&self) -> f64 {
        self.flows.iter().map(|flow| flow.conversions).sum()
    }

    /// Conversions from class to class, from a column to the next.
    pub fn links(&self, column: usize) -> Vec<Vec<f64>> {
        let mut sums = vec![vec![0.0; self.classes.len()]; self.classes.len()];
        for flow in &self.flows {
            if let [from, to, ..] = flow.steps[column.min(flow.steps.len())..] {
                sums[from][to] += flow.conversions;
            }
        }
        sums
    }
}

/// The paths of the table, with at most `columns` touches.
pub fn flows(data: &ChartData, look: &Look, columns: usize) -> Flows {
    let drawn = data.table.rows.iter();
    let drawn = drawn.filter(|row| first(row) != UNATTRIBUTED);
    let paths: Vec<(Vec<String>, f64)> = drawn
        .map(|row| {
            let keys: Vec<String> = row.keys.iter().flatten().cloned().collect();
            let conversions = row.cells[0].number().unwrap_or_default().max(0.0);
            (folded(&keys, columns), conversions)
        })
        .collect();
    let channels = channels(&paths);
    let apart = channels.len().min(CHANNELS);
    let of_step = |step: &String| match channels.iter().position(|name| *name == step) {
        Some(at) => at.min(apart),
        None if step.starts_with(MORE) => apart + 1,
        None => apart + 2,
    };
    let lengths = paths.iter().map(|(path, _)| path.len());
    let mut steps = paths.iter().flat_map(|(path, _)| path);
    Flows {
        columns: lengths.max().unwrap_or(1).max(1),
        is_folded: steps.any(|step| step.starts_with(MORE)),
        flows: paths
            .iter()
            .map(|(path, conversions)| Flow {
                steps: path.iter().map(of_step).collect(),
                conversions: *conversions,
            })
            .collect(),
        classes: classes(&channels, &paths, look),
    }
}

/// The largest channels each, then the other channels, folded touches and the other paths.
fn classes(channels: &[&String], paths: &[(Vec<String>, f64)], look: &Look) -> Vec<Class> {
    let theme = look.theme();
    let (apart, others) = channels.split_at(channels.len().min(CHANNELS));
    let counted = |id: &str, count: &str| {
        let count = look.lang.number(count.trim());
        look.lang.phrase(id, &[("count", &count)])
    };
    let after = |start: &str| -> Vec<&str> {
        let steps = paths.iter().flat_map(|(path, _)| path);
        let mut counts: Vec<&str> = steps.filter_map(|step| step.strip_prefix(start)).collect();
        counts.sort_unstable();
        counts.dedup();
        counts
    };
    let others = match others {
        [one] => (*one).clone(),
        several => counted("other", &several.len().to_string()),
    };
    let hidden = match after(MORE)[..] {
        [one] => counted("chart.paths.more", one),
        _ => look.lang.phrase("chart.paths.more_of_several", &[]),
    };
    let rest = after(OTHER).first().copied().unwrap_or_default();
    let rest = counted("chart.paths.other", rest);
    let apart = apart.iter().zip(theme.categories);
    let apart = apart.map(|(name, color)| Class {
        label: (*name).clone(),
        color,
        is_grey: false,
    });
    let grey = [others, hidden, rest].map(|label| Class {
        label,
        color: theme.other,
        is_grey: true,
    });
    apart.chain(grey).collect()
}

fn first(row: &Row) -> &str {
    row.keys
        .first()
        .and_then(Option::as_deref)
        .unwrap_or_default()
}

/// Channels by the conversions that they had a touch in, the most first.
fn channels(paths: &[(Vec<String>, f64)]) -> Vec<&String> {
    let mut sums: BTreeMap<&String, f64> = BTreeMap::new();
    for (path, conversions) in paths {
        for (at, step) in path.iter().enumerate() {
            let is_channel = !step.starts_with(MORE) && !step.starts_with(OTHER);
            if is_channel && !path[..at].contains(step) {
                *sums.entry(step).or_default() += conversions;
            }
        }
    }
    let mut order: Vec<(&String, f64)> = sums.into_iter().collect();
    order.sort_by(|(a, a_sum), (b, b_sum)| b_sum.total_cmp(a_sum).then(a.cmp(b)));
    order.into_iter().map(|(name, _)| name).collect()
}

/// A stretch of a column.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Span {
    /// Its upper end.
    pub top: f64,
    /// Its height.
    pub height: f64,
}

/// Where everything lies.
pub struct Layout {
    /// The place of the columns.
    pub place: Rect,
    /// From column to column.
    pub pitch: f64,
    /// Width of a bar.
    pub bar: f64,
    /// Pixels of a conversion.
    pub pixels: f64,
    /// Columns of touches; the conversions stand behind them.
    pub columns: usize,
    nodes: BTreeMap<(usize, usize), Span>,
    lanes: BTreeMap<(usize, usize, usize), Span>,
}

impl Layout {
    /// Left edge of a column.
    pub fn x(&self, column: usize) -> f64 {
        self.place.left + self.pitch * column as f64
    }

    /// Every bar by column and class.
    pub fn nodes(&self) -> impl Iterator<Item = ((usize, usize), Span)> + '_ {
        self.nodes.iter().map(|(key, span)| (*key, *span))
    }

    /// The bar of a class in a column.
    pub fn node(&self, column: usize, class: usize) -> Option<Span> {
        self.nodes.get(&(column, class)).copied()
    }

    /// Where what converted after a class of touches in an earlier column passes a later one.
    pub fn lane(&self, column: usize, end: usize, class: usize) -> Option<Span> {
        self.lanes.get(&(column, end, class)).copied()
    }

    /// The rectangle of a bar.
    pub fn bar_at(&self, column: usize, span: Span) -> Rect {
        Rect {
            left: self.x(column),
            top: span.top,
            width: self.bar,
            height: span.height,
        }
    }
}

/// Bars from the top, what has converted at the bottom, the latest uppermost, so that flows cross little.
pub fn layout(flows: &Flows, place: Rect, body: f64) -> Layout {
    let columns = flows.columns;
    let most = (0..columns).map(|column| flows.bars(column).len()).max();
    let most = most.unwrap_or(0).max(1) as f64;
    let gaps = most * (body * GAP).min(place.height * GAPS / most);
    let total = flows.total();
    let bar = body * 0.55;
    let mut layout = Layout {
        place,
        pitch: (place.width - bar) / columns as f64,
        bar,
        pixels: if total > 0.0 {
            (place.height - gaps).max(0.0) / total
        } else {
            0.0
        },
        columns,
        nodes: BTreeMap::new(),
        lanes: BTreeMap::new(),
    };
    for column in 0..=columns {
        let bars = flows.bars(column);
        let gap = (body * GAP).min(gaps / bars.len().max(1) as f64);
        let mut top = place.top;
        for (class, conversions) in bars {
            let height = conversions * layout.pixels;
            layout.nodes.insert((column, class), Span { top, height });
            top += height + gap;
        }
        layout.pass(flows, column);
    }
    layout
}

impl Flows {
    /// Classes that touches of a column are of, with their conversions.
    fn bars(&self, column: usize) -> Vec<(usize, f64)> {
        self.sums(|flow| flow.steps.get(column).copied())
    }

    /// Classes of last touches in a column, with the conversions that follow.
    fn ends(&self, column: usize) -> Vec<(usize, f64)> {
        self.sums(|flow| (flow.steps.len() == column + 1).then(|| flow.steps[column]))
    }

    fn sums(&self, class: impl Fn(&Flow) -> Option<usize>) -> Vec<(usize, f64)> {
        let mut sums = vec![0.0; self.classes.len()];
        for flow in &self.flows {
            if let Some(class) = class(flow) {
                sums[class] += flow.conversions;
            }
        }
        let sums = sums.into_iter().enumerate();
        sums.filter(|(_, sum)| *sum > 0.0).collect()
    }
}

impl Layout {
    /// Lays out what has converted before a column, from the bottom.
    fn pass(&mut self, flows: &Flows, column: usize) {
        let mut bottom = self.place.bottom();
        for end in 0..column {
            for (class, conversions) in flows.ends(end).into_iter().rev() {
                let height = conversions * self.pixels;
                bottom -= height;
                let span = Span {
                    top: bottom,
                    height,
                };
                self.lanes.insert((column, end, class), span);
            }
        }
    }
}
