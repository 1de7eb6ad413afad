//! Tables of which a period holds nothing because the files say nothing of its days: what they would tell is unknown,
//! not zero.

use std::collections::BTreeSet;

use polars::prelude::DataFrame;

use crate::error::Result;
use crate::metrics::computed;
use crate::report::extent::Extents;
use crate::schema::{cells, col, plan};
use crate::time::Period;

use super::Dataset;

/// Why a table says nothing of a period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Absence {
    /// None of its rows has a date.
    Undated,
    /// Its rows are of other days.
    OtherDays,
}

/// Takes the tables out of a period's rows whose days the files do not reach, and keeps of the others which platforms
/// they tell of; `whole` has the rows of all days.
///
/// # Errors
/// Where polars refuses a column.
pub fn leave_out_absent(inside: &mut Dataset, whole: &Dataset, period: &Period) -> Result<()> {
    let extents = Extents::of(whole);
    // Credit stands in the place of outcomes of other days too.
    let has_outcomes =
        |table: &str| table == "conversions" && whole.outcome_days.span_meets(period);
    let reaches = |table: &str| has_outcomes(table) || !extents.reaching(table, period).is_empty();
    for (table, all) in &whole.frames {
        let told = |frame: &DataFrame| !plan::is_plan(table) && frame.height() > 0;
        let Some(frame) = inside.frames.get(table).filter(|_| told(all)) else {
            continue;
        };
        let absence = match cells::span(all, col::PERIOD_START, col::PERIOD_END) {
            None => Some(Absence::Undated),
            Some(_) if !reaches(table) => Some(Absence::OtherDays),
            Some(_) => None,
        };
        match absence.filter(|_| frame.height() == 0) {
            Some(absence) => {
                let mut none = frame.clone();
                if none.column(computed::REVENUE_JOINED).is_ok() {
                    none.with_column(cells::amount_column(computed::VALUE, Vec::new()))?;
                }
                inside.frames.remove(table);
                inside.absent.insert(table, (absence, none));
            }
            None => {
                let platforms = match *table {
                    // Orders are told of as a whole.
                    "conversions" => platforms(all),
                    _ => extents.reaching(table, period),
                };
                inside.told_of.insert(table, platforms);
            }
        }
    }
    Ok(())
}

fn platforms(frame: &DataFrame) -> BTreeSet<String> {
    let texts = cells::texts(frame, col::PLATFORM).unwrap_or_default();
    texts.into_iter().flatten().map(str::to_owned).collect()
}
