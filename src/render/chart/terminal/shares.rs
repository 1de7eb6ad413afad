//! Shares over time: a bar of a hundred per cent a line, each group in a pattern of its own.

use crate::render::chart::mix::sums;
use crate::render::chart::trend::times;
use crate::render::page::Style;
use crate::render::text::width;
use crate::report::{Row, Table};

use super::{Screen, left, right};

/// A pattern for each group.
const PATTERNS: [&str; 6] = ["█", "▒", "▞", "░", "╳", "·"];

/// Columns that a bar keeps.
const LEAST: usize = 12;

impl Screen<'_> {
    /// Draws a line per stretch of time under the names of the groups.
    pub fn shares(&mut self, table: &Table) {
        let look = self.look;
        let times = times(table, look);
        let groups: Vec<&[Row]> = table.rows.chunks(times.len().max(1)).collect();
        self.legend(&groups, table);
        let sums = sums(table, look, times.len());
        let widest = |texts: &[String]| texts.iter().map(|text| width(text)).max().unwrap_or(0);
        let (before, behind) = (widest(&times), widest(&sums));
        let room = self.width.saturating_sub(before + behind + 2).max(LEAST);
        for (at, (time, sum)) in times.iter().zip(&sums).enumerate() {
            let share = |rows: &&[Row]| rows[at].cells[1].number().unwrap_or(0.0).max(0.0);
            let shares: Vec<f64> = groups.iter().map(share).collect();
            let columns = apportioned(&shares, room);
            let bar: String = columns
                .iter()
                .zip(PATTERNS.iter().cycle())
                .map(|(columns, pattern)| pattern.repeat(*columns))
                .collect();
            let line = format!(
                "{} {} {}",
                left(time, before),
                left(&bar, room),
                right(sum, behind)
            );
            self.page.push(&line, Style::Plain);
        }
    }

    /// Every group's pattern and name, with its newest share.
    fn legend(&mut self, groups: &[&[Row]], table: &Table) {
        let look = self.look;
        let mut line = String::new();
        for (rows, pattern) in groups.iter().zip(PATTERNS.iter().cycle()) {
            let name = Row {
                keys: vec![rows[0].keys[0].clone()],
                summed_up: rows[0].summed_up,
                ..Row::default()
            };
            let newest = rows
                .last()
                .map(|row| look.figure(&row.cells[1], &table.metrics[1]));
            let newest = newest.unwrap_or_default();
            let name = self.fitted(&look.row_name(&name), self.width / 2);
            let entry = format!("{pattern}{pattern} {name} {newest}");
            if !line.is_empty() && width(&line) + 3 + width(&entry) > self.width {
                self.page.push(&line, Style::Plain);
                line.clear();
            }
            if !line.is_empty() {
                line += "   ";
            }
            line += &entry;
        }
        self.page.push(&line, Style::Plain);
        self.page.push("", Style::Plain);
    }
}

/// Whole columns for shares that sum to one, the largest remainders rounded up; none for none.
fn apportioned(shares: &[f64], columns: usize) -> Vec<usize> {
    let exact: Vec<f64> = shares.iter().map(|share| share * columns as f64).collect();
    let mut whole: Vec<usize> = exact.iter().map(|share| (share + 1e-9) as usize).collect();
    let sum: f64 = exact.iter().sum();
    let left = (sum.round() as usize).saturating_sub(whole.iter().sum());
    let mut order: Vec<usize> = (0..shares.len()).collect();
    let rest = |at: &usize| exact[*at] - whole[*at] as f64;
    order.sort_by(|a, b| rest(b).total_cmp(&rest(a)).then(a.cmp(b)));
    for at in order.into_iter().take(left) {
        whole[at] += 1;
    }
    whole
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_of_shares_fill_the_bar_whatever_the_remainders() {
        assert_eq!(apportioned(&[0.5, 0.3, 0.2], 10), [5, 3, 2]);
        assert_eq!(
            apportioned(&[1.0 / 3.0, 1.0 / 3.0, 1.0 / 3.0], 10),
            [4, 3, 3]
        );
        assert_eq!(apportioned(&[0.96, 0.04], 10), [10, 0]);
        assert_eq!(apportioned(&[0.0, 0.0], 10), [0, 0]);
    }
}
