//! Filled columns to the frame of a reading, with what no cell of the file says.

use std::collections::BTreeMap;

use polars::prelude::{Column, DataFrame};
use rayon::prelude::*;

use crate::error::{Result, Warning};
use crate::ingest::columns::{Cells, NO_DAY};
use crate::ingest::fill::Filled;
use crate::ingest::plan::Plan;
use crate::ingest::reading::{Reading, Status};
use crate::ingest::{IngestOptions, deals, number};
use crate::schema::cells::day_of;
use crate::schema::{Kind, col};

use super::Place;
use super::currency::set_currency;
use super::names::set_names;
use super::reject::first_reject;
use super::tell::REJECTS_HINT;

/// Constants, channel, currency, days: the columns that no cell of the file fills.
pub fn finish(
    reading: &mut Reading,
    plan: &Plan,
    filled: Filled,
    place: &Place<'_>,
    options: &IngestOptions,
) -> Result<()> {
    let rows = filled.used as usize;
    if rows == 0 {
        (reading.status, reading.message) = match reading.rejects.first() {
            Some(first) => (
                Status::Error,
                format!("no row could be read; {}", first_reject(first)),
            ),
            None if filled.no_data => {
                (Status::NoRows, "the file says that there is no data".into())
            }
            None if !reading.left_out.is_empty() => {
                (Status::NoRows, "every row is left out".into())
            }
            None => (Status::NoRows, "a header without rows".into()),
        };
        reading.hint = (reading.rejected > 0).then(|| REJECTS_HINT.into());
        return Ok(());
    }
    let names = plan
        .slots
        .iter()
        .filter(|slot| slot.kept)
        .map(|slot| slot.name.clone());
    let mut columns: BTreeMap<String, Cells> = names.zip(filled.columns).collect();
    for day in [
        col::DATE,
        col::PERIOD_START,
        col::PERIOD_END,
        col::DAY_OFFSET,
    ] {
        columns.remove(day);
    }
    note_derived(reading, plan, &columns);
    columns.retain(|_, cells| !cells.is_blank());
    warn_of_cells(reading, plan, &columns, place);
    set_names(reading, &mut columns, plan, rows, place, options);
    set_currency(reading, &mut columns, plan, rows, place, options);
    if !columns.contains_key(col::PLATFORM)
        && matches!(plan.table.name, "ad_spend" | "posts" | "profiles_daily")
    {
        let what = "the file does not say which network it is from";
        reading
            .warnings
            .push(Warning::file(place.path, what).hint(format!(
                "say it with `--platform-of '{}=instagram'`",
                base(place.path)
            )));
    }
    let known = filled
        .starts
        .iter()
        .zip(&filled.ends)
        .filter(|(start, _)| **start != NO_DAY);
    let span = known.fold(None, |span: Option<(i32, i32)>, (start, end)| {
        Some(span.map_or((*start, *end), |(a, b)| (a.min(*start), b.max(*end))))
    });
    reading.dates = span.and_then(|(from, to)| Some((day_of(from)?, day_of(to)?)));
    if plan.slot(col::PERIOD_START).is_some()
        && plan.slot(col::PERIOD_END).is_none()
        && span.is_none()
        && plan.slot(col::DATE).is_none()
    {
        let what = "the rows say when they begin but not when they end: they count as `(no date)`";
        reading.warnings.push(Warning::file(place.path, what));
    }
    let mut filled_columns: Vec<(&str, Cells)> = plan
        .table
        .columns
        .iter()
        .filter_map(|column| {
            columns
                .remove(column.name)
                .map(|cells| (column.name, cells))
        })
        .collect();
    filled_columns.push((col::PERIOD_START, Cells::Days(filled.starts)));
    filled_columns.push((col::PERIOD_END, Cells::Days(filled.ends)));
    let frame: Vec<Column> = filled_columns
        .into_par_iter()
        .map(|(name, cells)| cells.into_column(name))
        .collect();
    reading.frame = Some(DataFrame::new(rows, frame)?);
    if plan.table.name == "deals" {
        deals::settle(reading, plan.days[0].is_some(), options.as_of)?;
    }
    Ok(())
}

fn base(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

fn note_derived(reading: &mut Reading, plan: &Plan, columns: &BTreeMap<String, Cells>) {
    for (slot, rule) in &plan.derive {
        let derivation = &plan.profile.derive[*rule];
        let came = plan.slots[*slot].cell.is_none()
            && columns
                .get(&derivation.column)
                .is_some_and(|cells| !cells.is_blank());
        if let (Some(mark), true) = (&derivation.mark, came) {
            reading
                .notes
                .push(format!("{mark} ({})", base(&reading.path)));
        }
    }
}

fn warn_of_cells(
    reading: &mut Reading,
    plan: &Plan,
    columns: &BTreeMap<String, Cells>,
    place: &Place<'_>,
) {
    for (name, cells) in columns {
        let kind = plan.table.column(name).map(|column| column.kind);
        if let (Some(Kind::Id), Cells::Words(words)) = (kind, cells) {
            let damaged = words.count(number::is_damaged_id);
            if damaged > 0 {
                let what = format!(
                    "{damaged} identifiers in `{name}` were rounded by a spreadsheet (like 6.49E+17): different ones may look the same"
                );
                reading.warnings.push(
                    Warning::file(place.path, what)
                        .hint("export again and do not save the file in a spreadsheet"),
                );
            }
        }
    }
    if let Some(credits) = columns
        .get(col::SPEND)
        .map(Cells::negatives)
        .filter(|count| *count > 0)
    {
        reading.warnings.push(Warning::file(
            place.path,
            format!("{credits} rows have negative spend (credits); they are counted"),
        ));
    }
}
