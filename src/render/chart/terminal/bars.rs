//! Horizontal bars: to the right of a line at zero in eighths of a column, to the left of it in halves.

use crate::render::chart::bars::{Bar, Bars, Shape};
use crate::render::page::Style;
use crate::render::text::width;

use super::{FROM_LEFT, Paint, Screen, left, right};

/// Columns that bars keep; what stands at the right edge gives way, then the labels.
const LEAST: usize = 12;

/// Part of the width that labels may take.
const LABELS: f64 = 0.36;

/// Columns of everything.
#[derive(Debug)]
struct Columns {
    labels: usize,
    /// Figures left of bars that run to the left, and those bars.
    before: usize,
    left: usize,
    right: usize,
    /// Figures behind the others.
    behind: usize,
    asides: usize,
    /// Whether a label or what stands at the right edge has no room.
    is_cramped: bool,
}

impl Screen<'_> {
    /// Draws the bars, one a line.
    pub fn bars(&mut self, bars: &Bars) {
        let columns = self.columns(bars);
        if let Some(shorter) = bars.shorter().filter(|_| columns.is_cramped) {
            return self.bars(&shorter);
        }
        self.bar_heads(bars, &columns);
        let (low, high) = bars.ends();
        for row in &bars.rows {
            if row.shape == Shape::Heading {
                let text = self.fitted(&row.text, self.width);
                self.page.push(&text, Style::Dim);
                continue;
            }
            let mark = bars.mark.as_ref().map(|(value, _)| value / high);
            let mark = mark.filter(|part| part.is_finite() && (0.0..=1.0).contains(part));
            let mark = mark.map(|part| place(part, columns.right));
            let line = self.bar(row, bars.label(row), &columns, (low, high), mark);
            self.page.push(&line, Style::Plain);
        }
    }

    fn columns(&self, bars: &Bars) -> Columns {
        let widest = |texts: &mut dyn Iterator<Item = &str>| texts.map(width).max().unwrap_or(0);
        let drawn = || bars.rows.iter().filter(|row| row.shape != Shape::Heading);
        let runs_left = |row: &&Bar| row.value.is_some_and(|value| value < 0.0);
        let texts = |negative: bool| {
            let own = drawn().filter(|row| runs_left(row) == negative);
            let width = widest(&mut own.map(|row| row.text.as_str()));
            if width > 0 { width + 1 } else { 0 }
        };
        let labels = widest(&mut drawn().map(|row| bars.label(row)));
        let most = (self.width as f64 * LABELS) as usize;
        let asides = drawn().map(|row| row.aside.as_str());
        let asides = widest(&mut asides.chain([bars.aside.as_str()]));
        let mut columns = Columns {
            labels: labels.min(most),
            before: texts(true),
            left: 0,
            right: 0,
            behind: texts(false),
            asides: if asides > 0 { asides + 2 } else { 0 },
            is_cramped: false,
        };
        // A blank behind the labels and the line at zero.
        let taken = |columns: &Columns| {
            columns.labels + columns.before + columns.behind + columns.asides + 2
        };
        if taken(&columns) + LEAST > self.width {
            columns.asides = 0;
        }
        let short = (taken(&columns) + LEAST).saturating_sub(self.width);
        columns.labels = columns.labels.saturating_sub(short).max(4.min(labels));
        columns.is_cramped = columns.labels < labels || columns.asides < asides;
        let room = self.width.saturating_sub(taken(&columns)).max(2);
        let (low, high) = bars.ends();
        let share = if low < 0.0 { -low / (high - low) } else { 0.0 };
        let fewest = usize::from(low < 0.0);
        let most = room - usize::from(high > 0.0);
        columns.left = ((room as f64 * share).round() as usize).clamp(fewest, most.max(fewest));
        columns.right = room - columns.left;
        columns
    }

    /// What stands over the line at zero and over the asides.
    fn bar_heads(&mut self, bars: &Bars, columns: &Columns) {
        let zero = columns.labels + 1 + columns.before + columns.left;
        let mut line = String::new();
        if let Some((value, text)) = &bars.mark {
            let part = value / bars.ends().1;
            if part.is_finite() && (0.0..=1.0).contains(&part) {
                let at = zero + 1 + place(part, columns.right);
                line = left("", at.saturating_sub(width(text) / 2));
                line += text;
            }
        }
        if let Some(text) = &bars.at_zero {
            line = left("", zero.saturating_sub(width(text) / 2));
            line += text;
        }
        if columns.asides > 0
            && !bars.aside.is_empty()
            && width(&line) + width(&bars.aside) + 1 < self.width
        {
            let room = self.width - width(&line);
            line += &right(&bars.aside, room);
        }
        if !line.is_empty() {
            self.page.push(&line, Style::Dim);
        }
    }

    fn bar(
        &self,
        row: &Bar,
        name: &str,
        columns: &Columns,
        (low, high): (f64, f64),
        mark: Option<usize>,
    ) -> String {
        let label = left(&self.fitted(name, columns.labels), columns.labels);
        let paint = match row.shape {
            Shape::Light => Paint::Grey,
            _ if row.color == self.look.theme().worse => Paint::Orange,
            _ => Paint::Blue,
        };
        let value = row.value.unwrap_or(0.0);
        let size = (
            columns.before + columns.left,
            columns.right + columns.behind,
        );
        let (before, behind, shown) = if value < 0.0 {
            let blocks = leftward(value / low, columns.left);
            let text = format!("{} {}", row.text, self.painted(&blocks, paint));
            let shown = width(&row.text) + 1 + width(&blocks);
            (
                left("", size.0.saturating_sub(shown)) + &text,
                String::new(),
                0,
            )
        } else {
            let blocks = match row.shape {
                Shape::Cut => cut(columns.right),
                _ => rightward(value / high.max(f64::MIN_POSITIVE), columns.right),
            };
            let [blocks, tick, rest] = marked(blocks, mark);
            let is_bare = blocks.is_empty() && tick.is_empty();
            let gap = if is_bare { "" } else { " " };
            let shown =
                width(&blocks) + width(&tick) + width(&rest) + width(gap) + width(&row.text);
            let text = format!(
                "{}{tick}{}{gap}{}",
                self.painted(&blocks, paint),
                self.painted(&rest, paint),
                row.text
            );
            (left("", size.0), text, shown)
        };
        let line = format!("{label} {before}│{behind}");
        if columns.asides == 0 || row.aside.is_empty() {
            return line;
        }
        let rest = size.1.saturating_sub(shown) + columns.asides;
        line + &right(&row.aside, rest)
    }
}

/// Blocks to the right, in eighths; what is not nought is seen, however small.
fn rightward(part: f64, columns: usize) -> String {
    let eighths = (part * columns as f64 * 8.0).round() as usize;
    let eighths = eighths.clamp(usize::from(part > 0.0), columns * 8);
    "█".repeat(eighths / 8) + FROM_LEFT[eighths % 8]
}

/// The column of a part, counted from nought.
fn place(part: f64, columns: usize) -> usize {
    ((part * columns as f64).round() as usize).min(columns.max(1)) - usize::from(part > 0.0)
}

/// A bar with a tick in that column: what is before it, with blanks where the bar is shorter, the tick, what is behind it.
fn marked(blocks: String, mark: Option<usize>) -> [String; 3] {
    let Some(at) = mark else {
        return [blocks, String::new(), String::new()];
    };
    let cells: Vec<char> = blocks.chars().collect();
    let before: String = cells.iter().take(at).collect();
    let behind: String = cells.iter().skip(at + 1).collect();
    [left(&before, at), "┊".to_owned(), behind]
}

/// Blocks to the left, in halves.
fn leftward(part: f64, columns: usize) -> String {
    let halves = (part * columns as f64 * 2.0).round() as usize;
    let halves = halves.clamp(usize::from(part > 0.0), columns * 2);
    let half = if halves % 2 == 1 { "▐" } else { "" };
    half.to_owned() + &"█".repeat(halves / 2)
}

/// A bar that is longer than there is room.
fn cut(columns: usize) -> String {
    let end = columns / 5;
    "█".repeat(columns.saturating_sub(end + 2)) + "//" + &"█".repeat(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_fill_columns_by_eighths_to_the_right_and_by_halves_to_the_left() {
        for (part, to_right, to_left) in [
            (0.0, "", ""),
            (0.001, "▏", "▐"),
            (0.5, "██", "██"),
            (0.53, "██▏", "██"),
            (0.9, "███▋", "▐███"),
            (1.0, "████", "████"),
        ] {
            assert_eq!(rightward(part, 4), to_right, "{part}");
            assert_eq!(leftward(part, 4), to_left, "{part}");
        }
        assert_eq!(cut(10), "██████//██");
    }

    /// 6,350 of 5,000 planned by the last day: 27 % beyond the plan, which has a tick in the bar.
    #[test]
    fn a_pace_stands_beside_the_plan_with_what_it_asks_for() {
        use crate::render::RenderOptions;
        use crate::render::chart::look::Look;
        use crate::render::chart::terminal::typed;
        use crate::render::chart::tests::{chart_data, pacing_columns};
        use crate::report::{Cell, Kind};

        let metrics = pacing_columns();
        let cells = vec![
            Cell::Ratio(5000.0),
            Cell::Ratio(6350.0),
            Cell::Ratio(1.27),
            Cell::Ratio(6350.0),
            Cell::Ratio(0.0),
            Cell::Text("act".into()),
        ];
        let keys = ["platform=tiktok, 1–1 Oct 2026", "2026-10-01"].map(str::to_owned);
        let rows = vec![(keys.into(), cells)];
        let data = chart_data(Kind::Pacing, &["budget", "date"], metrics, rows);
        let options = RenderOptions {
            width: Some(80),
            ..RenderOptions::default()
        };
        let text = typed(&data, &Look::default(), &options).unwrap();
        let line = |word: &str| text.lines().find(|line| line.contains(word)).unwrap();
        let bar = line("127 % · off plan");
        let place = |line: &str, word: &str| line[..line.find(word).unwrap()].chars().count();
        assert_eq!(
            place(bar, "┊"),
            place(line("plan   "), "plan") + 2,
            "{text}"
        );
        assert!(
            text.contains("within 5 % of plan: on plan; within 15 %: watch"),
            "{text}"
        );
    }

    #[test]
    fn a_tick_stands_in_its_column_over_long_bars_and_behind_short_ones() {
        for (blocks, told) in [
            ("██████", "███┊██"),
            ("█▏", "█▏ ┊"),
            ("████", "███┊"),
            ("", "   ┊"),
        ] {
            assert_eq!(marked(blocks.into(), Some(3)).concat(), told, "{blocks}");
        }
        assert_eq!(marked("██".into(), None).concat(), "██");
        assert_eq!(
            (place(1.0, 40), place(0.5, 40), place(0.0, 40)),
            (39, 19, 0)
        );
    }
}
