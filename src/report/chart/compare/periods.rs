//! Two periods side by side: what stands behind their figures, and the days that the files lack of either.

use std::collections::{BTreeMap, BTreeSet};

use crate::error::Result;
use crate::metrics::Metric;
use crate::report::extent::Extents;
use crate::report::{Cell, Key};
use crate::schema::col;
use crate::time::Period;

use super::super::ReportSource;
use super::super::change::{Behind, Told, Verdict, judged, not_covered};
use super::{CHANGE, no_comparison};

/// Both periods, with what stands behind their figures and the days that the files cover.
pub struct Periods<'s> {
    source: &'s ReportSource<'s>,
    now: Behind<'s>,
    before: Behind<'s>,
    days: [Period; 2],
    extents: Extents,
}

impl<'s> Periods<'s> {
    pub fn of(source: &'s ReportSource<'s>, keys: &[Key], metrics: &[&Metric]) -> Result<Self> {
        let both = source.options.period.zip(source.options.compare);
        let Some((now, (before, _))) = both else {
            return Err(no_comparison());
        };
        Ok(Self {
            source,
            now: Behind::of(source, Some(now), keys, metrics)?,
            before: Behind::of(source, Some(before), keys, metrics)?,
            days: [now, before],
            extents: source.extents()?,
        })
    }

    /// The platforms of each group, where the files lack days of any.
    pub fn platforms(
        &self,
        by: &str,
        metric: &Metric,
    ) -> Result<BTreeMap<Vec<String>, BTreeSet<String>>> {
        let mut platforms: BTreeMap<Vec<String>, BTreeSet<String>> = BTreeMap::new();
        let is_whole = |days: &Period| self.extents.holes(metric, days, None).is_empty();
        if self.days.iter().all(is_whole) {
            return Ok(platforms);
        }
        let by = [by, col::PLATFORM];
        let keys = if by[0] == by[1] { &by[..1] } else { &by[..] };
        for row in self.source.report(keys, &[&metric.name])?.table.rows {
            let stated = row.cells[..2].iter().any(|cell| cell.number().is_some());
            let keys: Vec<String> = row.keys.into_iter().flatten().collect();
            if let (true, Some(group), Some(platform)) = (stated, keys.first(), keys.last()) {
                let own = platforms.entry(vec![group.clone()]).or_default();
                own.insert(platform.clone());
            }
        }
        Ok(platforms)
    }

    /// Puts the change of a metric in its place, and what it means behind it.
    pub fn judge(
        &self,
        metric: &Metric,
        cells: &mut Vec<Cell>,
        group: Option<&[String]>,
        named: Option<&BTreeSet<String>>,
    ) {
        let calendar = self.source.options.calendar;
        let missing = self
            .days
            .iter()
            .find_map(|days| self.extents.missing(metric, days, named, *calendar));
        let told = |cell, behind| Told {
            cell,
            behind,
            group,
        };
        let (growth, verdict) = match missing {
            Some(missing) => (not_covered(missing), Verdict::Neither),
            None => judged(
                metric,
                told(&cells[0], &self.now),
                told(&cells[1], &self.before),
            ),
        };
        cells[CHANGE] = growth;
        cells.push(Cell::Text(verdict.word().into()));
    }
}
