//! Rows along time: what `--by channel,week` means, and a row for every stretch of time, gaps included.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::error::{Error, Result};
use crate::metrics::Reason;
use crate::report::{Cell, Row, Table};
use crate::time::{Bucket, Calendar, Grain, Period, PeriodSpec};

use super::ReportSource;
use super::rank::has_figure;

/// How rows run along time: the last key is the time.
#[derive(Clone, Copy, Debug)]
pub(super) struct Along<'s> {
    /// The key beside time, where one is named.
    pub beside: Option<&'s str>,
    /// The stretches of time.
    pub grain: Grain,
    calendar: Calendar,
}

impl<'s> Along<'s> {
    /// What `--by month`, `--by channel,week` and the like mean.
    pub fn of(source: &'s ReportSource<'_>) -> Result<Self> {
        let calendar = source.options.calendar;
        let (mut beside, mut grain) = (None, Grain::Month);
        for word in source.asked.by.iter().flat_map(|by| by.split(',')) {
            match word.parse::<Grain>() {
                Ok(_) => grain = Grain::of(word, calendar)?,
                Err(_) if beside.is_none() => beside = Some(word),
                Err(_) => {
                    return Err(Error::BadOption {
                        what: format!("--by {}", source.asked.by.as_deref().unwrap_or_default()),
                        why: "expected one key and a stretch of time, as in channel,week".into(),
                    });
                }
            }
        }
        Ok(Self {
            beside,
            grain,
            calendar,
        })
    }

    /// The stretch of time that a row is about; `None` for rows without a date.
    pub fn bucket(&self, row: &Row) -> Option<Bucket> {
        let label = key(row, row.keys.len() - 1);
        let spec = PeriodSpec::parse(label, self.calendar).ok()?;
        // A label names its days itself, so that no day counts as today.
        let period = spec.resolve(NaiveDate::MIN).ok()?;
        self.grain.fits(period.start, period.end, self.calendar)
    }

    /// Takes the rows out that have no figure or no date, with a sentence where any had none.
    pub fn dated(&self, table: &mut Table) -> Option<String> {
        table.rows.retain(has_figure);
        let whole = table.rows.len();
        table.rows.retain(|row| self.bucket(row).is_some());
        let without = whole - table.rows.len();
        (without > 0).then(|| format!("not drawn: {without} without a date"))
    }

    /// A row for every stretch of time beside every other key; where nothing was stated a gap.
    ///
    /// The stretches run from the first to the last of the period, or of the rows where none is given.
    pub fn complete(&self, table: &mut Table, period: Option<&Period>) {
        let mut times: Vec<Bucket> = match period {
            Some(period) => self.grain.buckets(period, self.calendar),
            None => table
                .rows
                .iter()
                .filter_map(|row| self.bucket(row))
                .collect(),
        };
        times.sort();
        let (Some(first), Some(last)) = (times.first().copied(), times.last().copied()) else {
            return;
        };
        let mut besides: Vec<Vec<Option<String>>> = Vec::new();
        for row in &table.rows {
            let beside = &row.keys[..row.keys.len() - 1];
            if !besides.iter().any(|known| known == beside) {
                besides.push(beside.to_vec());
            }
        }
        let mut rows: BTreeMap<Vec<Option<String>>, Row> = std::mem::take(&mut table.rows)
            .into_iter()
            .map(|row| (row.keys.clone(), row))
            .collect();
        for beside in besides {
            let mut time = first;
            while time <= last {
                let mut keys = beside.clone();
                keys.push(Some(time.label()));
                let own = rows.remove(&keys);
                table.rows.push(own.unwrap_or_else(|| Row {
                    keys,
                    cells: vec![gap(); table.metrics.len()],
                }));
                time = time.next();
            }
        }
    }
}

/// The text of a key.
pub(super) fn key(row: &Row, at: usize) -> &str {
    row.keys[at].as_deref().unwrap_or_default()
}

/// No figure, because nothing was stated.
pub(super) fn gap() -> Cell {
    Reason::NotSupplied.into()
}
