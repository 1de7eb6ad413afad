//! Rows along time: what `--by channel,week` means, and a row for every stretch of time, gaps included.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::error::{Error, Result};
use crate::metrics::{Metric, Reason};
use crate::report::extent::Extents;
use crate::report::join::money;
use crate::report::{Cell, MetricColumn, Row, Table, Unit};
use crate::schema::Amount;
use crate::time::{Bucket, Grain, Period, PeriodSpec, Reckoning};

use super::ReportSource;
use super::rank::has_figure;

/// How rows run along time: the last key is the time.
#[derive(Clone, Copy, Debug)]
pub(super) struct Along<'s> {
    /// The key beside time, where one is named.
    pub beside: Option<&'s str>,
    /// The stretches of time.
    pub grain: Grain,
    calendar: Reckoning,
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

    /// Takes the rows out that have no figure or no date, with a sentence where any had none: what of the first sum among
    /// the metrics they hold, else how many they are.
    pub fn dated(&self, table: &mut Table) -> Option<String> {
        table.rows.retain(has_figure);
        let rows = std::mem::take(&mut table.rows);
        let (dated, undated): (Vec<Row>, Vec<Row>) =
            rows.into_iter().partition(|row| self.bucket(row).is_some());
        table.rows = dated;
        if undated.is_empty() {
            return None;
        }
        let sums = (0..table.metrics.len()).find_map(|at| {
            let sum = |rows: &[Row]| -> Option<Amount> {
                let parts = rows.iter().filter_map(|row| row.cells[at].number());
                let exacts = rows.iter().filter_map(|row| row.cells[at].exact());
                (parts.count() == exacts.clone().count()).then(|| exacts.sum())
            };
            let (without, with) = (sum(&undated)?, sum(&table.rows)?);
            (without != Amount::ZERO).then(|| (&table.metrics[at], without, without + with))
        });
        let Some((column, without, all)) = sums else {
            return Some(format!("not drawn: {} without a date", undated.len()));
        };
        let unit = match &column.unit_label[..] {
            "" => column.name.replace('_', " "),
            label => label.to_owned(),
        };
        let share = if all > Amount::ZERO && without > Amount::ZERO {
            format!(" ({:.0} %)", 100.0 * without.to_f64() / all.to_f64())
        } else {
            String::new()
        };
        let (without, all) = (told(column, without), told(column, all));
        Some(format!(
            "not drawn: {without} {unit} of {all}{share} without a date"
        ))
    }

    /// The stretches of time that a period touches.
    pub fn buckets(&self, period: &Period) -> Vec<Bucket> {
        self.grain.buckets(period, self.calendar)
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
                    ..Row::default()
                }));
                time = time.next();
            }
        }
    }
}

/// Which stretches of time the files and the period asked for cover in part only.
pub(super) struct Parts {
    extents: Extents,
    period: Option<Period>,
    calendar: Reckoning,
}

impl Parts {
    /// Those of what a chart is asked for.
    pub fn of(source: &ReportSource<'_>) -> Result<Self> {
        Ok(Self {
            extents: source.extents()?,
            period: source.options.period,
            calendar: source.options.calendar,
        })
    }

    /// The same of another period.
    pub fn beside(self, period: Period) -> Self {
        Self {
            period: Some(period),
            ..self
        }
    }

    /// Why a stretch of time is covered in part only for a metric; a day always is whole.
    pub fn why(&self, metric: &Metric, time: Bucket) -> Option<String> {
        if time.grain() == Grain::Day {
            return None;
        }
        let asked = self.period;
        let from = asked.map_or(time.start(), |asked| asked.start.max(time.start()));
        let to = asked.map_or(time.end(), |asked| asked.end.min(time.end()));
        if from > time.start() {
            let day = self.calendar.iso(from);
            return Some(format!("the period asked for begins on {day}"));
        }
        if to < time.end() {
            let day = self.calendar.iso(to);
            return Some(format!("the period asked for ends on {day}"));
        }
        let period = Period::new(from, to).ok()?;
        self.extents.missing(metric, &period, None, *self.calendar)
    }

    /// Marks the rows of a table that are about a part of their time, and says of each time why.
    pub fn mark(&self, along: &Along<'_>, table: &mut Table, metrics: &[&Metric]) -> Vec<String> {
        let mut sentences: Vec<String> = Vec::new();
        for row in &mut table.rows {
            let Some(time) = along.bucket(row) else {
                continue;
            };
            let own = metrics.iter().zip(&row.cells);
            let stated = own.filter(|(_, cell)| cell.number().is_some());
            let whys: Vec<String> = stated
                .filter_map(|(metric, _)| self.why(metric, time))
                .collect();
            row.is_part = !whys.is_empty();
            for why in whys {
                let sentence = format!("{} is a part: {why}", time.label());
                if !sentences.contains(&sentence) {
                    sentences.push(sentence);
                }
            }
        }
        sentences
    }
}

/// A sum in a sentence: money with its decimals, counts without where they are whole.
pub(super) fn told(column: &MetricColumn, sum: Amount) -> String {
    let text = money(sum);
    match column.unit {
        Unit::Money => text,
        _ => text.trim_end_matches(".00").to_owned(),
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
