//! Tables whose every figure says where it comes from.

use crate::error::Result;
use crate::metrics::Metric;
use crate::report::{Cell, Key, KeyColumn, MetricColumn, Phrase, Table, Trace, Tracer};
use crate::time::{Comparison, Period};

use super::draft::Draft;

/// Figures, each row with the place of its traces.
#[derive(Clone, Debug, PartialEq)]
pub struct Traced {
    /// What they are.
    pub caption: Phrase,
    /// The figures.
    pub table: Table,
    /// Places in [`super::Document::traces`] by row, the total's last; `None` where a row has no figure.
    pub places: Vec<Option<usize>>,
}

/// Where the figures of one row come from.
#[derive(Clone, Debug, PartialEq)]
pub struct RowTrace {
    /// The section that they stand in.
    pub section: &'static str,
    /// What they are of.
    pub subject: Subject,
    /// The figures, in order.
    pub figures: Vec<FigureTrace>,
}

/// What figures are of.
#[derive(Clone, Debug, PartialEq)]
pub enum Subject {
    /// Everything.
    Whole,
    /// A row of a table: its keys and what they say.
    Row(Vec<(KeyColumn, String)>),
    /// All that a chart draws.
    Chart(Phrase),
}

/// Where one figure comes from.
#[derive(Clone, Debug, PartialEq)]
pub struct FigureTrace {
    /// Its column.
    pub column: MetricColumn,
    /// The figure.
    pub value: Cell,
    /// Both sides, sums and files.
    pub trace: Trace,
    /// The same of the periods that it is set beside.
    pub earlier: Vec<Earlier>,
}

/// Where an earlier figure comes from.
#[derive(Clone, Debug, PartialEq)]
pub struct Earlier {
    /// How the period was found.
    pub comparison: Comparison,
    /// The period.
    pub period: Period,
    /// The figure.
    pub value: Cell,
    /// Both sides, sums and files.
    pub trace: Trace,
}

impl Draft<'_> {
    /// Keeps where figures come from; the place, where there is any figure.
    pub fn keep(
        &mut self,
        section: &'static str,
        subject: Subject,
        figures: Vec<FigureTrace>,
    ) -> Option<usize> {
        if figures.is_empty() {
            return None;
        }
        self.traces.push(RowTrace {
            section,
            subject,
            figures,
        });
        Some(self.traces.len() - 1)
    }

    /// The table with every figure traced by its keys.
    ///
    /// # Errors
    /// As [`Tracer::of`].
    pub fn traced(
        &mut self,
        section: &'static str,
        caption: Phrase,
        table: Table,
    ) -> Result<Traced> {
        let calendar = self.source.options.calendar;
        let keys: Vec<Key> = table
            .keys
            .iter()
            .map(|key| Key::parse(&key.name, calendar))
            .collect::<Result<_>>()?;
        let groups: Vec<Vec<String>> = table
            .rows
            .iter()
            .map(|row| row.keys.iter().flatten().cloned().collect())
            .collect();
        self.traced_as(section, caption, table, (&keys, &groups))
    }

    /// The same with rows that bear other names than their groups.
    ///
    /// # Errors
    /// As [`Tracer::of`].
    pub fn traced_as(
        &mut self,
        section: &'static str,
        caption: Phrase,
        table: Table,
        (keys, groups): (&[Key], &[Vec<String>]),
    ) -> Result<Traced> {
        let metrics: Vec<Option<&Metric>> = table
            .metrics
            .iter()
            .map(|column| self.metric(&column.name))
            .collect();
        let known: Vec<&Metric> = metrics.iter().flatten().copied().collect();
        let tracer = Tracer::of(&self.now, keys, &known, self.source.options.spread)?;
        let rows = table.rows.iter().zip(groups).map(|(row, group)| {
            let keys = table.keys.iter().cloned().zip(&row.keys);
            let named = keys.filter_map(|(key, text)| Some((key, text.clone()?)));
            let subject = Subject::Row(named.collect());
            (row, subject, Some(&group[..]))
        });
        let total = table.total.iter().map(|row| (row, Subject::Whole, None));
        let mut places = Vec::new();
        for (row, subject, group) in rows.chain(total) {
            let cells = row.cells.iter().zip(&table.metrics).zip(&metrics);
            let defined = cells.filter(|((cell, _), _)| cell.number().is_some());
            let figures = defined.filter_map(|((cell, column), metric)| {
                Some(FigureTrace {
                    column: column.clone(),
                    value: cell.clone(),
                    trace: tracer.trace((*metric)?, group),
                    earlier: Vec::new(),
                })
            });
            let figures = figures.collect();
            places.push(self.keep(section, subject, figures));
        }
        Ok(Traced {
            caption,
            table,
            places,
        })
    }
}
