//! Posts in several exports: the newest counts.

use std::collections::HashMap;

use crate::error::Result;
use crate::schema::{cells, col};

use super::{Reading, drop_rows, frame, indexes, newer};

/// A post in several lifetime exports: the newest counts.
pub(super) fn newest_posts(readings: &mut [Reading]) -> Result<()> {
    let posts = indexes(readings, "posts");
    let mut best: HashMap<(String, String, Option<i32>), usize> = HashMap::new();
    let mut lost: HashMap<usize, Vec<usize>> = HashMap::new();
    let mut place: HashMap<(String, String, Option<i32>), Vec<usize>> = HashMap::new();
    for at in posts {
        for (row, key) in post_keys(&readings[at]).into_iter().enumerate() {
            let Some(key) = key else { continue };
            match best.get(&key).copied() {
                Some(known) if known == at => place.entry(key).or_default().push(row),
                Some(known) if newer(&readings[known], &readings[at]) => {
                    lost.entry(at).or_default().push(row)
                }
                Some(known) => {
                    lost.entry(known)
                        .or_default()
                        .extend(place.remove(&key).unwrap_or_default());
                    best.insert(key.clone(), at);
                    place.insert(key, vec![row]);
                }
                None => {
                    best.insert(key.clone(), at);
                    place.insert(key, vec![row]);
                }
            }
        }
    }
    let mut losers: Vec<_> = lost.into_iter().collect();
    losers.sort();
    for (at, rows) in losers {
        let what = format!(
            "{} posts stand in a newer export too and count once",
            rows.len()
        );
        drop_rows(&mut readings[at], &rows, what)?;
    }
    Ok(())
}

/// Platform, identifier or address, and the day of rows that are by day (a chart of views), of each post.
fn post_keys(reading: &Reading) -> Vec<Option<(String, String, Option<i32>)>> {
    let frame = frame(reading);
    let missing = || vec![None; frame.height()];
    let platform = cells::texts(frame, col::PLATFORM).unwrap_or_else(missing);
    let id = cells::texts(frame, col::POST_ID).unwrap_or_else(missing);
    let link = cells::texts(frame, col::PERMALINK).unwrap_or_else(missing);
    let by_day = frame.column(col::PUBLISHED_AT).is_err()
        || reading.basis.as_deref() == Some("in_period")
            && reading
                .profile
                .as_deref()
                .is_some_and(|name| name.contains("chart"));
    let days = if by_day {
        cells::days(frame, col::PERIOD_START)
    } else {
        vec![None; frame.height()]
    };
    (0..frame.height())
        .map(|row| {
            Some((
                platform[row].unwrap_or("").to_owned(),
                id[row].or(link[row])?.to_owned(),
                days[row],
            ))
        })
        .collect()
}
