//! What stands under a table: how many rows, why cells are blank, which figures have more digits than a spreadsheet
//! holds, and the table's own notes.

use crate::lang::Lang;
use crate::render::{rows, told};
use crate::report::Table;

use super::columns::Column;

/// Rows that a remark names.
const NAMED: usize = 5;

/// Figures of too many digits that are told one by one.
const TOLD: usize = 20;

/// Things to remark about cells, gathered while they are written. A row is its place in the table; the total comes after
/// all others.
#[derive(Default)]
pub struct Remarks {
    blank: Vec<Blank>,
    exact: Vec<String>,
    cut: usize,
}

/// Blank cells of one reason.
struct Blank {
    reason: String,
    /// Column, then the rows where it is blank.
    columns: Vec<(usize, Vec<usize>)>,
}

impl Remarks {
    /// A cell is blank for that reason.
    pub fn blank(&mut self, reason: &str, column: usize, row: usize) {
        if reason.is_empty() {
            return;
        }
        let at = self.blank.iter().position(|blank| blank.reason == reason);
        let at = at.unwrap_or_else(|| {
            self.blank.push(Blank {
                reason: reason.into(),
                columns: Vec::new(),
            });
            self.blank.len() - 1
        });
        let columns = &mut self.blank[at].columns;
        match columns.iter_mut().find(|(known, _)| *known == column) {
            Some((_, rows)) => rows.push(row),
            None => columns.push((column, vec![row])),
        }
    }

    /// A cell holds more digits than a spreadsheet keeps.
    pub fn exact(&mut self, table: &Table, column: &Column, row: usize, figure: &str) {
        let name = named(table, row);
        self.exact.push(format!(
            "{} of {name} is {figure}, of which a spreadsheet keeps 15 digits",
            column.name
        ));
    }

    /// A text was too long for a cell.
    pub fn cut(&mut self) {
        self.cut += 1;
    }

    /// The lines under the table.
    pub fn lines(&self, table: &Table, columns: &[Column], lang: &Lang) -> Vec<String> {
        let mut lines = vec![summary(table, lang)];
        for blank in &self.blank {
            lines.extend(blank.lines(table, columns));
        }
        lines.extend(
            self.exact
                .iter()
                .take(TOLD)
                .map(|text| format!("exact: {text}")),
        );
        if self.exact.len() > TOLD {
            let more = self.exact.len() - TOLD;
            lines.push(format!(
                "exact: {more} more figures have over 15 digits; CSV holds them all"
            ));
        }
        if self.cut > 0 {
            let texts = if self.cut == 1 {
                "text is"
            } else {
                "texts are"
            };
            lines.push(format!(
                "cut: {} {texts} longer than a cell can hold",
                self.cut
            ));
        }
        lines.extend(table.notes.iter().map(|note| format!("note: {note}")));
        lines
    }
}

impl Blank {
    /// One line for the columns that are blank in the same rows.
    fn lines(&self, table: &Table, columns: &[Column]) -> Vec<String> {
        let mut groups: Vec<(Vec<&str>, &[usize])> = Vec::new();
        for (column, rows) in &self.columns {
            let header = columns[*column].name.as_str();
            match groups.iter_mut().find(|(_, known)| known == rows) {
                Some((headers, _)) => headers.push(header),
                None => groups.push((vec![header], rows)),
            }
        }
        let line = |(headers, rows): (Vec<&str>, &[usize])| {
            format!(
                "blank: {} of {}: {}",
                headers.join(", "),
                rows_named(table, rows),
                self.reason
            )
        };
        groups.into_iter().map(line).collect()
    }
}

fn summary(table: &Table, lang: &Lang) -> String {
    let rows = rows(table, lang);
    if table.scope.is_empty() {
        rows
    } else {
        format!("{rows} · {}", told(&table.scope, lang))
    }
}

fn rows_named(table: &Table, rows: &[usize]) -> String {
    if rows.len() == table.rows.len() + usize::from(table.total.is_some()) {
        return "every row".into();
    }
    let first = rows.iter().take(NAMED).map(|row| named(table, *row));
    let mut text = first.collect::<Vec<_>>().join("; ");
    if rows.len() > NAMED {
        text += &format!("; and {} more", rows.len() - NAMED);
    }
    text
}

fn named(table: &Table, row: usize) -> String {
    let Some(row) = table.rows.get(row) else {
        return "the total".into();
    };
    let keys: Vec<&str> = row.keys.iter().flatten().map(String::as_str).collect();
    keys.join(" / ")
}
