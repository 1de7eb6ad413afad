//! Daily figures of one profile in two files.

use std::collections::HashMap;

use polars::prelude::DataFrame;

use crate::error::{Error, Result, Warning};
use crate::schema::{self, Amount, Kind, cells, col};

use super::rows::day_text;
use super::{Overlap, Reading, frame, indexes, may_share};

/// Day and figure of one profile column in two files: equal ones count once.
pub(super) fn profiles(readings: &mut [Reading], policy: Overlap) -> Result<()> {
    let tables = indexes(readings, "profiles_daily");
    for (at, first) in tables.iter().enumerate() {
        for second in &tables[at + 1..] {
            let (a, b) = (&readings[*first], &readings[*second]);
            let stated =
                frame(a).column(col::PLATFORM).is_ok() && frame(b).column(col::PLATFORM).is_ok();
            if stated && may_share(a, b) {
                same_days(readings, *first, *second, policy)?;
            }
        }
    }
    Ok(())
}

fn same_days(readings: &mut [Reading], first: usize, second: usize, policy: Overlap) -> Result<()> {
    let (a, b) = (frame(&readings[first]), frame(&readings[second]));
    let table = schema::table("profiles_daily").expect("it is a canonical table");
    let figures = table
        .columns
        .iter()
        .filter(|column| column.kind == Kind::Count);
    let common: Vec<&str> = figures
        .map(|column| column.name)
        .filter(|name| a.column(name).is_ok() && b.column(name).is_ok())
        .collect();
    let key = |frame: &DataFrame| {
        let names = [col::PLATFORM, col::ACCOUNT].map(|name| cells::texts(frame, name));
        let days = cells::days(frame, col::PERIOD_START);
        let name = |column: &Option<Vec<Option<&str>>>, row: usize| {
            column
                .as_ref()
                .and_then(|column| column[row])
                .unwrap_or("")
                .to_owned()
        };
        (0..frame.height())
            .map(|row| (name(&names[0], row), name(&names[1], row), days[row]))
            .collect::<Vec<_>>()
    };
    let known: HashMap<_, usize> = key(a)
        .into_iter()
        .enumerate()
        .map(|(row, key)| (key, row))
        .collect();
    let keys_b = key(b);
    let (mut blank, mut different) = (HashMap::<&str, Vec<bool>>::new(), None);
    for name in &common {
        let (ours, theirs) = (
            cells::amounts(a, name).unwrap_or_default(),
            cells::amounts(b, name).unwrap_or_default(),
        );
        for (row, key) in keys_b.iter().enumerate() {
            if let (Some(at), Some(value)) = (known.get(key), theirs[row]) {
                let Some(own) = ours[*at] else { continue };
                blank
                    .entry(name)
                    .or_insert_with(|| vec![false; keys_b.len()])[row] = true;
                if own != value && different.is_none() {
                    different = Some((
                        format!(
                            "`{}` {name} on {}",
                            key.0,
                            key.2.map_or_else(String::new, day_text)
                        ),
                        own,
                        value,
                    ));
                }
            }
        }
    }
    if blank.is_empty() || policy == Overlap::Sum {
        return Ok(());
    }
    if let (Some((key, own, value)), Overlap::Error) = (&different, policy) {
        return Err(Error::OverlapDiffers {
            first: readings[first].path.clone(),
            second: readings[second].path.clone(),
            key: key.clone(),
            first_value: Amount(*own).to_string(),
            second_value: Amount(*value).to_string(),
            rows: 1,
        });
    }
    blank_cells(readings, first, second, &blank)
}

/// Takes figures that the first reading has too out of the second.
fn blank_cells(
    readings: &mut [Reading],
    first: usize,
    second: usize,
    blank: &HashMap<&str, Vec<bool>>,
) -> Result<()> {
    let mut own = frame(&readings[second]).clone();
    let mut count = 0;
    for (name, mask) in blank {
        count += mask.iter().filter(|hit| **hit).count();
        let units = cells::amounts(&own, name).unwrap_or_default();
        let whole = units.iter().zip(mask).map(|(units, hit)| {
            if *hit {
                None
            } else {
                units.map(|units| (units / schema::ONE) as i64)
            }
        });
        own.with_column(cells::count_column(name, whole.collect()))?;
    }
    let text = format!(
        "{count} daily figures stand in {} too and count once",
        readings[first].path
    );
    let path = readings[second].path.clone();
    readings[second].frame = Some(own);
    readings[second].warnings.push(Warning::file(&path, text));
    Ok(())
}
