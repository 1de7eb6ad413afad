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
    let theme = look.theme();
    let drawn = data
        .table
        .rows
        .iter()
        .filter(|row| first(row) != UNATTRIBUTED);
    let paths: Vec<(Vec<String>, f64)> = drawn
        .map(|row| {
            let keys: Vec<String> = row.keys.iter().flatten().cloned().collect();
            let conversions = row.cells[0].number().unwrap_or_default().max(0.0);
            (folded(&keys, columns), conversions)
        })
        .collect();
    let channels = channels(&paths);
    let apart = channels.len().min(CHANNELS);
    let class = |label: String, color, is_grey| Class {
        label,
        color,
        is_grey,
    };
    let names = channels.iter().take(apart).zip(theme.categories);
    let mut classes: Vec<Class> = names
        .map(|(name, color)| class((*name).clone(), color, false))
        .collect();
    let others = &channels[apart..];
    let counted = |id: &str, count: &str| {
        let count = look.lang.number(count);
        look.lang.phrase(id, &[("count", &count)])
    };
    let rest = data
        .table
        .rows
        .iter()
        .find_map(|row| first(row).strip_prefix(OTHER));
    let mut hidden: Vec<&str> = paths
        .iter()
        .flat_map(|(path, _)| path)
        .filter_map(|step| step.strip_prefix(MORE))
        .collect();
    hidden.sort_unstable();
    hidden.dedup();
    let (others, hidden, rest) = (
        match others {
            [one] => (*one).clone(),
            several => counted("other", &several.len().to_string()),
        },
        match hidden[..] {
            [one] => counted("chart.paths.more", one.trim()),
            _ => look.lang.phrase("chart.paths.more_of_several", &[]),
        },
        counted("chart.paths.other", rest.unwrap_or_default().trim()),
    );
    classes.extend([others, hidden, rest].map(|label| class(label, theme.other, true)));
    let of_step = |step: &String| match channels.iter().position(|name| *name == step) {
        Some(at) => at.min(apart),
        None if step.starts_with(MORE) => apart + 1,
        None => apart + 2,
    };
    let is_folded = paths
        .iter()
        .flat_map(|(path, _)| path)
        .any(|step| step.starts_with(MORE));
    Flows {
        columns: paths
            .iter()
            .map(|(path, _)| path.len())
            .max()
            .unwrap_or(1)
            .max(1),
        is_folded,
        flows: paths
            .iter()
            .map(|(path, conversions)| Flow {
                steps: path.iter().map(of_step).collect(),
                conversions: *conversions,
            })
            .collect(),
        classes,
    }
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
    let (columns, classes) = (flows.columns, flows.classes.len());
    let sum = |keep: &dyn Fn(&Flow) -> bool| -> f64 {
        let kept = flows.flows.iter().filter(|flow| keep(flow));
        kept.map(|flow| flow.conversions).sum()
    };
    let node =
        |column: usize, class: usize| sum(&|flow: &Flow| flow.steps.get(column) == Some(&class));
    let ended = |end: usize, class: usize| {
        sum(&|flow: &Flow| flow.steps.len() == end + 1 && flow.steps[end] == class)
    };
    let gaps = (0..columns).map(|column| {
        (0..classes)
            .filter(|class| node(column, *class) > 0.0)
            .count()
    });
    let most = gaps.max().unwrap_or(0).max(1) as f64;
    let gaps = most * (body * GAP).min(place.height * GAPS / most);
    let total = flows.total();
    let pixels = if total > 0.0 {
        (place.height - gaps).max(0.0) / total
    } else {
        0.0
    };
    let bar = body * 0.55;
    let mut layout = Layout {
        place,
        pitch: (place.width - bar) / columns as f64,
        bar,
        pixels,
        columns,
        nodes: BTreeMap::new(),
        lanes: BTreeMap::new(),
    };
    for column in 0..=columns {
        let bars = (0..classes).filter(|class| node(column, *class) > 0.0);
        let gap = (body * GAP).min(gaps / bars.count().max(1) as f64);
        let mut top = place.top;
        for class in 0..classes {
            let height = node(column, class) * pixels;
            if height > 0.0 {
                layout.nodes.insert((column, class), Span { top, height });
                top += height + gap;
            }
        }
        let mut bottom = place.bottom();
        for end in 0..column {
            for class in (0..classes).rev() {
                let height = ended(end, class) * pixels;
                if height > 0.0 {
                    bottom -= height;
                    let span = Span {
                        top: bottom,
                        height,
                    };
                    layout.lanes.insert((column, end, class), span);
                }
            }
        }
    }
    layout
}
