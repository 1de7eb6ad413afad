//! Stacked audience blocks: a title, then shares by age and gender, city, country or format, in whatever shape.

use super::discover::Stretch;
use super::records::{Records, is_blank};

/// Shares of one block.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Block {
    /// Segment and figure as it stands.
    pub shares: Vec<(String, String)>,
    /// Figures that a spreadsheet turned into dates (`3.май`).
    pub mangled: u64,
}

/// Reads the rows under a block's title.
pub fn block(text: &str, delimiter: u8, rows: &[Stretch]) -> Block {
    let mut table: Vec<Vec<String>> = Vec::new();
    let mut fields = Vec::new();
    for stretch in rows {
        let mut records = Records::new(text, delimiter, stretch.start, stretch.end, stretch.line);
        while let Some(Ok(_)) = records.next(&mut fields) {
            if !is_blank(&fields, text) {
                table.push(
                    fields
                        .iter()
                        .map(|field| field.text(text).trim().to_owned())
                        .collect(),
                );
            }
        }
    }
    shares(&table)
}

fn shares(table: &[Vec<String>]) -> Block {
    let mut block = Block::default();
    let (Some(first), rest) = (table.first(), table.get(1..).unwrap_or_default()) else {
        return block;
    };
    let figures = |row: &Vec<String>| {
        row.iter()
            .filter(|cell| !cell.is_empty())
            .all(|cell| is_figure(cell))
    };
    if let [values] = rest {
        let labels = first
            .iter()
            .zip(values)
            .filter(|(label, _)| !label.is_empty());
        if figures(values) && !figures(first) {
            for (label, value) in labels {
                block.add(label.clone(), value);
            }
            return block;
        }
    }
    for row in rest {
        block.add_row(first, row);
    }
    block
}

impl Block {
    fn add(&mut self, segment: String, figure: &str) {
        if is_mangled(figure) {
            self.mangled += 1;
            self.shares.push((segment, String::new()));
        } else if !figure.is_empty() {
            self.shares.push((segment, figure.to_owned()));
        }
    }

    /// A label (perhaps split over cells, as `Lviv`, `Ukraine`) and one figure for each further header cell.
    fn add_row(&mut self, header: &[String], row: &[String]) {
        let at = row
            .iter()
            .position(|cell| is_figure(cell) && !cell.is_empty());
        let Some(at) = at.filter(|at| *at > 0) else {
            if let Some(figure) = row.first().filter(|cell| is_figure(cell)) {
                self.add("all".into(), figure);
            }
            return;
        };
        let label: Vec<&str> = row[..at]
            .iter()
            .map(String::as_str)
            .filter(|cell| !cell.is_empty())
            .collect();
        let label = label.join(", ");
        let several = header.iter().filter(|cell| !cell.is_empty()).count() > 2
            || header.first().is_some_and(String::is_empty);
        for (offset, figure) in row[at..].iter().enumerate() {
            match header
                .get(at + offset)
                .filter(|name| several && !name.is_empty())
            {
                Some(name) => self.add(format!("{label} {name}"), figure),
                None => self.add(label.clone(), figure),
            }
        }
    }
}

fn is_figure(cell: &str) -> bool {
    let plain = cell.trim_end_matches('%');
    is_mangled(cell)
        || (!plain.is_empty()
            && plain
                .bytes()
                .all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b',')))
}

/// `3.май`, `17-Jun`: a figure that a spreadsheet read as a day.
fn is_mangled(cell: &str) -> bool {
    let digits = cell.bytes().take_while(u8::is_ascii_digit).count();
    let rest = &cell[digits..];
    (1..=2).contains(&digits)
        && rest.starts_with(['.', '-', '/'])
        && (3..=5).contains(&rest.chars().skip(1).count())
        && rest.chars().skip(1).all(char::is_alphabetic)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str, delimiter: u8) -> Block {
        block(
            text,
            delimiter,
            &[Stretch {
                start: 0,
                end: text.len(),
                line: 1,
            }],
        )
    }

    fn pairs(expected: &[(&str, &str)]) -> Vec<(String, String)> {
        expected
            .iter()
            .map(|(a, b)| ((*a).to_owned(), (*b).to_owned()))
            .collect()
    }

    #[test]
    fn every_shape_of_block_is_read() {
        let matrix = of("\"\",Women,Men\n18-24,10.6,6.5\n", b',');
        assert_eq!(
            matrix.shares,
            pairs(&[("18-24 Women", "10.6"), ("18-24 Men", "6.5")])
        );
        let across = of("\"Bern, Switzerland\",Basel\n13.7,5.7\n", b',');
        assert_eq!(
            across.shares,
            pairs(&[("Bern, Switzerland", "13.7"), ("Basel", "5.7")])
        );
        let down = of("Top cities\tValue\nBern\t Switzerland\t15.3%\n", b'\t');
        assert_eq!(down.shares, pairs(&[("Bern, Switzerland", "15.3%")]));
        let single = of("FB_PAGE\tFOLLOW\n30222\t\n", b'\t');
        assert_eq!(single.shares, pairs(&[("FB_PAGE", "30222")]));
    }

    #[test]
    fn figures_that_became_dates_are_counted_and_left_empty() {
        let block = of(";Women;Men\n18-24;3.май;15\n", b';');
        assert_eq!(
            (block.mangled, block.shares),
            (1, pairs(&[("18-24 Women", ""), ("18-24 Men", "15")]))
        );
    }
}
