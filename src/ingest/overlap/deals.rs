//! Deals in several exports, or on several rows of one: each counts once, in its newest state.

use std::cmp::Ordering;
use std::collections::{BTreeMap, HashMap};

use crate::error::{Result, Warning};
use crate::schema::{Instant, cells, col};

use super::{Overlap, Reading, drop_rows, frame, indexes, newer};

/// A row of a reading.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Place {
    reading: usize,
    row: usize,
}

/// What rows of one deal are compared by.
struct Columns<'f> {
    ids: Vec<Option<&'f str>>,
    modified: Vec<Option<i64>>,
    state: Vec<Option<&'f str>>,
    stage: Vec<Option<&'f str>>,
    closed: Vec<Option<&'f str>>,
    amount: Vec<Option<i128>>,
}

impl<'f> Columns<'f> {
    fn of(reading: &'f Reading) -> Self {
        let frame = frame(reading);
        let rows = frame.height();
        let text = |name: &str| cells::texts(frame, name).unwrap_or_else(|| vec![None; rows]);
        let moment = |text: Option<&str>| Some(Instant::of_iso_day(text?)?.at);
        Self {
            ids: text(col::DEAL_ID),
            modified: text(col::MODIFIED_AT).into_iter().map(moment).collect(),
            state: text(col::STATUS),
            stage: text(col::STAGE),
            closed: text(col::CLOSED_AT),
            amount: cells::amounts(frame, col::AMOUNT).unwrap_or_else(|| vec![None; rows]),
        }
    }

    /// Whether two rows say the same of their deal.
    fn agree(&self, one: usize, two: usize) -> bool {
        self.state[one] == self.state[two]
            && self.stage[one] == self.stage[two]
            && self.closed[one] == self.closed[two]
            && self.amount[one] == self.amount[two]
    }
}

/// Takes the older rows of every deal away: by the moment at which each was last changed where both state it, else by the
/// newer export. Rows of one file that differ, without such a moment, all count and are told. [`Overlap::Sum`] leaves
/// deals of several files as they are.
pub(super) fn newest_deals(readings: &mut [Reading], policy: Overlap) -> Result<()> {
    let deals = indexes(readings, "deals");
    let columns: HashMap<usize, Columns<'_>> = deals
        .iter()
        .map(|at| (*at, Columns::of(&readings[*at])))
        .collect();
    // Several places of a deal are rows of one file that differ.
    let mut best: HashMap<(Option<&str>, &str), Vec<Place>> = HashMap::new();
    let mut lost: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    let mut unlike: BTreeMap<usize, Vec<String>> = BTreeMap::new();
    for at in &deals {
        for (row, id) in columns[at].ids.iter().enumerate() {
            let Some(id) = id else { continue };
            let own = Place { reading: *at, row };
            let key = (readings[*at].vendor(), *id);
            let places = best.entry(key).or_default();
            let Some(known) = places.first().copied() else {
                places.push(own);
                continue;
            };
            if known.reading != own.reading && policy == Overlap::Sum {
                continue;
            }
            let moments = [known, own].map(|place| columns[&place.reading].modified[place.row]);
            let by_moment = match moments {
                [Some(known), Some(own)] => known.cmp(&own),
                _ => Ordering::Equal,
            };
            let known_stays = match by_moment {
                Ordering::Equal if known.reading == own.reading => {
                    if !places.iter().any(|place| columns[at].agree(place.row, row)) {
                        places.push(own);
                        let ids = unlike.entry(*at).or_default();
                        ids.extend((!ids.iter().any(|known| known == id)).then(|| (*id).into()));
                        continue;
                    }
                    true
                }
                Ordering::Equal => newer(&readings[known.reading], &readings[own.reading]),
                order => order == Ordering::Greater,
            };
            let gone = match known_stays {
                true => vec![own],
                false => std::mem::replace(places, vec![own]),
            };
            for place in gone {
                lost.entry(place.reading).or_default().push(place.row);
            }
        }
    }
    drop(best);
    drop(columns);
    for (at, rows) in lost {
        let what = match rows.len() {
            1 => "1 deal stands on a newer row or in a newer export too and counts once".into(),
            several => format!(
                "{several} deals stand on newer rows or in newer exports too and count once"
            ),
        };
        drop_rows(&mut readings[at], &rows, what)?;
    }
    for (at, ids) in unlike {
        let what = match &ids[..] {
            [one] => format!("deal `{one}` stands on several rows that differ: each counts"),
            [first, ..] => format!(
                "{} deals stand on several rows that differ, `{first}` first: each counts",
                ids.len()
            ),
            [] => continue,
        };
        let hint = "export one row for each deal, or the day of its last change too (`Last Modified Date`, `modified_at`)";
        let warning = Warning::file(&readings[at].path, what).hint(hint);
        readings[at].warnings.push(warning);
    }
    Ok(())
}
