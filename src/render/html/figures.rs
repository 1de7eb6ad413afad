//! Tables as the template draws them: headings, names, figures with their traces, numbered reasons.

use serde::Serialize;

use super::words::Words;
use crate::render::number::Figures;
use crate::report::{Argument, Cell, Listing, Row, Table, Traced, Unit};

/// Tables of so many rows or fewer are kept on one page of paper.
const SHORT: usize = 20;

/// What stands for a figure that there is not.
const UNDEFINED: &str = "—";

/// A table.
#[derive(Debug, Default, Serialize)]
pub struct TableView {
    /// Its number on the page.
    pub id: usize,
    /// What it shows.
    pub caption: String,
    /// Headings of the columns.
    pub heads: Vec<Head>,
    /// The rows.
    pub rows: Vec<RowView>,
    /// The last row, over all others.
    pub total: Option<RowView>,
    /// Why figures are undefined, by number.
    pub reasons: Vec<String>,
    /// Kept whole in print.
    pub short: bool,
}

/// The heading of a column.
#[derive(Debug, Default, Serialize)]
pub struct Head {
    /// Its words.
    pub text: String,
    /// The unit of its figures.
    pub unit: String,
    /// Figures stand below it.
    pub figures: bool,
    /// The number of the trace of the whole column.
    pub trace: Option<usize>,
    /// What the trace comes to, in a line.
    pub hint: String,
}

/// A row.
#[derive(Debug, Default, Serialize)]
pub struct RowView {
    /// What it stands for.
    pub name: String,
    /// Every further cell.
    pub cells: Vec<CellView>,
}

/// A cell.
#[derive(Debug, Default, Serialize)]
pub struct CellView {
    /// What is written there.
    pub text: String,
    /// It is a stretch of time.
    pub time: bool,
    /// It is a figure.
    pub figure: bool,
    /// It is words of the program or of a document.
    pub words: bool,
    /// The number of its trace.
    pub trace: Option<usize>,
    /// What the trace comes to, in a line.
    pub hint: String,
    /// The number of the reason why it is undefined.
    pub reason: Option<usize>,
    /// The same as it is written.
    pub mark: String,
}

/// Says in a few words where a figure of a place and a column comes from.
pub type Hint<'h> = &'h dyn Fn(usize, &str) -> String;

impl Words<'_> {
    /// A table of figures; `hint` says in a few words where the figure of a place and a column comes from.
    pub fn figures(&self, traced: &Traced, id: usize, hint: Hint<'_>) -> TableView {
        let table = &traced.table;
        let mut view = self.table(table, id);
        view.caption = self.phrase(&traced.caption);
        let keys = table.keys.len().saturating_sub(1);
        let rows = view.rows.iter_mut().chain(&mut view.total);
        let cells = table.rows.iter().chain(&table.total);
        for ((row, place), cells) in rows.zip(&traced.places).zip(cells) {
            let Some(place) = place else { continue };
            let columns = row.cells.iter_mut().skip(keys).zip(&table.metrics);
            for ((cell, column), figure) in columns.zip(&cells.cells) {
                if figure.number().is_some() {
                    cell.hint = hint(*place, &column.name);
                    cell.trace = Some(place + 1).filter(|_| !cell.hint.is_empty());
                }
            }
        }
        view
    }

    /// A table without traces.
    pub fn table(&self, table: &Table, id: usize) -> TableView {
        let mut reasons = Vec::new();
        let columns: Vec<Figures> = (0..table.metrics.len())
            .map(|at| {
                let cells = table.rows.iter().chain(&table.total);
                let cells = cells.filter_map(move |row| row.cells.get(at));
                Figures::of(&table.metrics[at], cells)
            })
            .collect();
        let mut row = |row: &Row| self.row(table, row, &columns, &mut reasons);
        let rows: Vec<RowView> = table.rows.iter().map(&mut row).collect();
        let total = table.total.as_ref().map(row).map(|total| RowView {
            name: self.say("document.total"),
            ..total
        });
        TableView {
            id,
            caption: table.title.clone(),
            heads: self.heads(table),
            short: rows.len() <= SHORT,
            rows,
            total,
            reasons,
        }
    }

    fn heads(&self, table: &Table) -> Vec<Head> {
        let keys = table.keys.iter().map(|key| Head {
            text: self.heading(&key.name, &key.header),
            ..Head::default()
        });
        let metrics = table.metrics.iter().map(|metric| Head {
            text: self.heading(&metric.name, &metric.header),
            unit: self.lang().unit(&metric.unit_label),
            figures: metric.unit != Unit::Text,
            ..Head::default()
        });
        keys.chain(metrics).collect()
    }

    fn row(
        &self,
        table: &Table,
        row: &Row,
        columns: &[Figures],
        reasons: &mut Vec<String>,
    ) -> RowView {
        let further = (1..table.keys.len()).map(|at| CellView {
            text: self.key(table, row, at).unwrap_or_default(),
            time: table.keys[at].grain().is_some(),
            ..CellView::default()
        });
        let mut cells: Vec<CellView> = further.collect();
        for ((cell, figures), column) in row.cells.iter().zip(columns).zip(&table.metrics) {
            let text = match cell {
                Cell::Text(text) => Some(self.name(&self.lang().key(&column.name, text))),
                cell => self.figure(*figures, cell, row),
            };
            let reason = match cell {
                Cell::Undefined { code, sentence } if !sentence.is_empty() => {
                    Some(number(self.reason(code, sentence), reasons))
                }
                _ => None,
            };
            cells.push(CellView {
                text: text.unwrap_or_else(|| UNDEFINED.into()),
                figure: column.unit != Unit::Text,
                words: matches!(cell, Cell::Text(_)),
                mark: reason.map_or_else(String::new, |number| self.count(number as u64)),
                reason,
                ..CellView::default()
            });
        }
        let name = if row.summed_up.is_some() {
            self.look.row_name(row)
        } else {
            self.key(table, row, 0).unwrap_or_default()
        };
        RowView {
            name: if name.is_empty() {
                UNDEFINED.into()
            } else {
                name
            },
            cells,
        }
    }

    /// A list that is no figures.
    pub fn listing(&self, listing: &Listing, id: usize) -> TableView {
        let is_figure =
            |argument: &Argument| matches!(argument, Argument::Count(_) | Argument::Figure(..));
        let heads = listing.heads.iter().enumerate().map(|(at, head)| Head {
            text: match &head.arguments[..] {
                [(_, Argument::Name(name))] => self.heading(name, &name.replace('_', " ")),
                _ => self.phrase(head),
            },
            figures: listing.rows.iter().any(|row| is_figure(&row[at])),
            ..Head::default()
        });
        let rows = listing.rows.iter().map(|row| RowView {
            name: self.argument(&row[0]),
            cells: row[1..]
                .iter()
                .map(|cell| CellView {
                    text: self.argument(cell),
                    figure: is_figure(cell),
                    time: matches!(cell, Argument::Period(_)),
                    ..CellView::default()
                })
                .collect(),
        });
        TableView {
            id,
            caption: self.phrase(&listing.caption),
            heads: heads.collect(),
            rows: rows.collect(),
            short: listing.rows.len() <= SHORT,
            ..TableView::default()
        }
    }
}

/// The number of a reason, from 1; equal ones share it.
fn number(reason: String, reasons: &mut Vec<String>) -> usize {
    let known = reasons.iter().position(|known| *known == reason);
    1 + known.unwrap_or_else(|| {
        reasons.push(reason);
        reasons.len() - 1
    })
}
