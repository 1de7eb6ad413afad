//! The same money in two files, counted once.
//!
//! Overlap is judged across files, never inside one. Two exports overlap where platform, account, level and days agree
//! and they name the same campaigns: equal rows count once, different ones are an error unless the user says which file
//! wins. Exports of another level or breakdown of the same account hold the same money again: one of them counts.

use std::collections::{HashMap, HashSet};

use polars::prelude::DataFrame;

use crate::error::{Error, Result, Warning};
use crate::schema::{Amount, Kind, cells, col};

use super::{Overlap, Reading};

/// Names that identify a row of spend, coarse to fine.
const KEYS: [&str; 20] = [
    col::PLATFORM,
    col::ACCOUNT,
    col::ACCOUNT_ID,
    col::CAMPAIGN_GROUP,
    col::CAMPAIGN,
    col::CAMPAIGN_ID,
    col::AD_GROUP,
    col::AD_GROUP_ID,
    col::AD,
    col::AD_ID,
    col::KEYWORD,
    col::SEARCH_TERM,
    col::AGE,
    col::GENDER,
    col::COUNTRY,
    col::REGION,
    col::PLACEMENT,
    col::DEVICE,
    col::OBJECTIVE,
    col::CAMPAIGN_TYPE,
];

/// How a report wants overlaps resolved.
#[derive(Clone, Debug, Default)]
pub struct Resolution<'r> {
    /// What to do with differing rows.
    pub policy: Overlap,
    /// Columns that the report groups or filters by: a finer export is preferred where one is among them.
    pub wanted: Vec<&'r str>,
}

/// Takes rows that stand in another file too out of the readings; each case is a warning on the reading that lost rows.
///
/// # Errors
/// [`Error::OverlapDiffers`] under [`Overlap::Error`].
pub fn resolve(readings: &mut [Reading], resolution: &Resolution<'_>) -> Result<()> {
    let spend: Vec<usize> = indexes(readings, "ad_spend");
    for (at, first) in spend.iter().enumerate() {
        for second in &spend[at + 1..] {
            if may_share(&readings[*first], &readings[*second]) {
                resolve_spend(readings, *first, *second, resolution)?;
            }
        }
    }
    newest_posts(readings)?;
    profiles(readings, resolution.policy)?;
    same_outcomes(readings, resolution.policy)
}

fn indexes(readings: &[Reading], table: &str) -> Vec<usize> {
    readings
        .iter()
        .enumerate()
        .filter(|(_, reading)| reading.table == Some(table) && reading.frame.is_some())
        .map(|(at, _)| at)
        .collect()
}

fn frame(reading: &Reading) -> &DataFrame {
    reading
        .frame
        .as_ref()
        .expect("only readings with a frame are compared")
}

/// Whether two readings can hold the same money: a platform and an account in common, days that meet.
fn may_share(first: &Reading, second: &Reading) -> bool {
    first.path != second.path
        && days_meet(first, second)
        && names_meet(first, second, col::PLATFORM)
        && names_meet(first, second, col::ACCOUNT)
        && names_meet(first, second, col::ACCOUNT_ID)
}

fn days_meet(first: &Reading, second: &Reading) -> bool {
    match (first.dates, second.dates) {
        (Some((a, b)), Some((c, d))) => a <= d && c <= b,
        _ => true,
    }
}

/// Whether a name is shared, or one of the two does not state it.
fn names_meet(first: &Reading, second: &Reading, column: &str) -> bool {
    let names = |reading: &Reading| -> HashSet<String> {
        if let Some(name) = cells::constant(frame(reading), column) {
            return HashSet::from([name.to_owned()]);
        }
        let texts = cells::texts(frame(reading), column).unwrap_or_default();
        let mut last = None;
        // Rows of one name stand together: ask the set only where the name changes.
        texts
            .into_iter()
            .flatten()
            .filter(|name| last.replace(*name) != Some(*name))
            .map(str::to_owned)
            .collect()
    };
    let (first, second) = (names(first), names(second));
    first.is_empty() || second.is_empty() || !first.is_disjoint(&second)
}

fn resolve_spend(
    readings: &mut [Reading],
    first: usize,
    second: usize,
    resolution: &Resolution<'_>,
) -> Result<()> {
    let (a, b) = (&readings[first], &readings[second]);
    if a.level == b.level && a.breakdowns == b.breakdowns {
        return same_level(readings, first, second, resolution.policy);
    }
    let (coarse, fine) = if fineness(a) <= fineness(b) {
        (first, second)
    } else {
        (second, first)
    };
    levels(readings, coarse, fine, resolution)
}

/// Coarser levels first, then fewer breakdowns.
fn fineness(reading: &Reading) -> (usize, usize) {
    let order = [
        "account",
        "campaign_group",
        "campaign",
        "ad_group",
        "search_term",
        "keyword",
        "ad",
    ];
    let level = reading
        .level
        .and_then(|level| order.iter().position(|known| *known == level))
        .unwrap_or(0);
    (level, reading.breakdowns.len())
}

/// First and last day of a row.
type Days = (Option<i32>, Option<i32>);

/// One row's place: its names, its days.
struct Row {
    key: String,
    days: Days,
    spend: i128,
}

fn rows(frame: &DataFrame, names: &[&str]) -> Vec<Row> {
    let columns: Vec<_> = names
        .iter()
        .filter_map(|name| cells::texts(frame, name))
        .collect();
    let (starts, ends) = (
        cells::days(frame, col::PERIOD_START),
        cells::days(frame, col::PERIOD_END),
    );
    let spend = cells::amounts(frame, col::SPEND).unwrap_or_else(|| vec![None; frame.height()]);
    (0..frame.height())
        .map(|row| Row {
            key: columns
                .iter()
                .map(|column| column[row].unwrap_or(""))
                .collect::<Vec<_>>()
                .join(" / "),
            days: (starts[row], ends[row]),
            spend: spend[row].unwrap_or(0),
        })
        .collect()
}

fn common_names(first: &DataFrame, second: &DataFrame) -> Vec<&'static str> {
    let has = |frame: &DataFrame, name: &str| frame.column(name).is_ok();
    KEYS.into_iter()
        .filter(|name| has(first, name) && has(second, name))
        .collect()
}

fn meet(first: Days, second: Days) -> bool {
    match (first, second) {
        ((Some(a), Some(b)), (Some(c), Some(d))) => a <= d && c <= b,
        ((None, _), (None, _)) => true,
        _ => false,
    }
}

/// What two exports of one level say about the rows they share.
#[derive(Default)]
struct Shared {
    first: Vec<usize>,
    second: Vec<usize>,
    equal: usize,
    different: Vec<(String, i128, i128)>,
    /// Some of the different rows cross each other's days, so that neither replaces the other.
    crossing: bool,
}

fn shared(first: &[Row], second: &[Row]) -> Shared {
    let mut by_key: HashMap<&str, (Vec<usize>, Vec<usize>)> = HashMap::new();
    for (at, row) in first.iter().enumerate() {
        by_key.entry(&row.key).or_default().0.push(at);
    }
    for (at, row) in second.iter().enumerate() {
        if let Some(known) = by_key.get_mut(row.key.as_str()) {
            known.1.push(at);
        }
    }
    let mut keys: Vec<&&str> = by_key.keys().collect();
    keys.sort();
    let mut shared = Shared::default();
    for key in keys {
        let (a, b) = &by_key[*key];
        for (ours, theirs) in meeting(first, a, second, b) {
            let sum =
                |rows: &[Row], at: &[usize]| at.iter().map(|at| rows[*at].spend).sum::<i128>();
            let (ours_sum, theirs_sum) = (sum(first, &ours), sum(second, &theirs));
            if ours_sum == theirs_sum {
                shared.equal += theirs.len();
            } else {
                let day = first[ours[0]]
                    .days
                    .0
                    .map(|day| format!(" on {}", day_text(day)))
                    .unwrap_or_default();
                shared.crossing |= ours
                    .iter()
                    .any(|at| first[*at].days != second[theirs[0]].days);
                shared
                    .different
                    .push((format!("`{key}`{day}"), ours_sum, theirs_sum));
            }
            shared.first.extend(ours);
            shared.second.extend(theirs);
        }
    }
    shared
}

/// Groups of rows of one key whose days meet: equal spans alone, crossing spans together.
fn meeting(
    first: &[Row],
    a: &[usize],
    second: &[Row],
    b: &[usize],
) -> Vec<(Vec<usize>, Vec<usize>)> {
    let mut groups: HashMap<Days, (Vec<usize>, Vec<usize>)> = HashMap::new();
    for at in a {
        groups.entry(first[*at].days).or_default().0.push(*at);
    }
    let mut crossing: (Vec<usize>, Vec<usize>) = Default::default();
    for at in b {
        match groups.get_mut(&second[*at].days) {
            Some(group) => group.1.push(*at),
            None if a
                .iter()
                .any(|other| meet(first[*other].days, second[*at].days)) =>
            {
                crossing.1.push(*at)
            }
            None => {}
        }
    }
    let mut found: Vec<_> = groups
        .into_values()
        .filter(|(_, theirs)| !theirs.is_empty())
        .collect();
    if !crossing.1.is_empty() {
        let settled: HashSet<usize> = found.iter().flat_map(|(ours, _)| ours).copied().collect();
        let meets = |at: &&usize| {
            !settled.contains(at)
                && crossing
                    .1
                    .iter()
                    .any(|other| meet(first[**at].days, second[*other].days))
        };
        crossing.0 = a.iter().filter(meets).copied().collect();
        if !crossing.0.is_empty() {
            found.push(crossing);
        }
    }
    found.sort();
    found
}

fn day_text(day: i32) -> String {
    cells::day_of(day).map_or_else(String::new, |day| day.to_string())
}

fn same_level(
    readings: &mut [Reading],
    first: usize,
    second: usize,
    policy: Overlap,
) -> Result<()> {
    let (a, b) = (frame(&readings[first]), frame(&readings[second]));
    let names = common_names(a, b);
    let (rows_a, rows_b) = (rows(a, &names), rows(b, &names));
    let shared = shared(&rows_a, &rows_b);
    if shared.second.is_empty() || policy == Overlap::Sum {
        return Ok(());
    }
    let refused = policy == Overlap::Error || shared.crossing;
    if let (Some((key, ours, theirs)), true) = (shared.different.first(), refused) {
        return Err(Error::OverlapDiffers {
            first: readings[first].path.clone(),
            second: readings[second].path.clone(),
            key: key.clone(),
            first_value: Amount(*ours).to_string(),
            second_value: Amount(*theirs).to_string(),
            rows: shared.different.len(),
        });
    }
    // Of equal rows the finer days stay; of different ones the newer export's, which is the later one named unless dates say else.
    let keep_first = if shared.different.is_empty() {
        shared.first.len() >= shared.second.len()
    } else {
        newer(&readings[first], &readings[second])
    };
    let (loser, lost, winner) = if keep_first {
        (second, &shared.second, first)
    } else {
        (first, &shared.first, second)
    };
    let what = if shared.different.is_empty() {
        "stand in it too and count once"
    } else {
        "stand in it too; the newer export counts"
    };
    let text = format!("{} rows {what}: {}", lost.len(), readings[winner].path);
    drop_rows(&mut readings[loser], lost, text)
}

/// Whether the first export is the newer one: by its own date, else by the end of its days; later arguments win ties.
fn newer(first: &Reading, second: &Reading) -> bool {
    let end = |reading: &Reading| reading.dates.map(|(_, end)| end);
    match (first.generated, second.generated) {
        (Some(a), Some(b)) if a != b => a > b,
        _ => end(first) > end(second),
    }
}

fn drop_rows(reading: &mut Reading, lost: &[usize], what: String) -> Result<()> {
    let mut mask = vec![true; frame(reading).height()];
    for at in lost {
        mask[*at] = false;
    }
    keep_rows(reading, &mask, what, None)
}

fn keep_rows(reading: &mut Reading, mask: &[bool], what: String, hint: Option<&str>) -> Result<()> {
    if mask.iter().all(|keep| *keep) {
        return Ok(());
    }
    reading.frame = Some(cells::kept(frame(reading), mask)?);
    let mut warning = Warning::file(&reading.path, what);
    if let Some(hint) = hint {
        warning = warning.hint(hint);
    }
    reading.warnings.push(warning);
    Ok(())
}

/// Two levels or breakdowns of one account: campaign by campaign where both name campaigns, else the file as a whole.
fn levels(
    readings: &mut [Reading],
    coarse: usize,
    fine: usize,
    resolution: &Resolution<'_>,
) -> Result<()> {
    let (a, b) = (frame(&readings[coarse]), frame(&readings[fine]));
    let by_campaign = [col::CAMPAIGN, col::CAMPAIGN_ID, col::CAMPAIGN_GROUP]
        .into_iter()
        .find(|name| a.column(name).is_ok() && b.column(name).is_ok());
    let shared = common_names(a, b);
    let whose = [col::PLATFORM, col::ACCOUNT, col::ACCOUNT_ID];
    let names: Vec<&str> = whose
        .into_iter()
        .filter(|name| shared.contains(name))
        .chain(by_campaign)
        .collect();
    let (rows_a, rows_b) = (rows(a, &names), rows(b, &names));
    let undated = |rows: &[Row]| rows.iter().all(|row| row.days.0.is_none());
    let any_day = undated(&rows_a) || undated(&rows_b);
    let coarse_rows = by_key(&rows_a);
    let again: Vec<bool> = rows_b
        .iter()
        .map(|row| {
            coarse_rows
                .get(row.key.as_str())
                .is_some_and(|rows| any_day || rows.iter().any(|other| meet(other.days, row.days)))
        })
        .collect();
    if !again.contains(&true) {
        return Ok(());
    }
    if resolution.policy == Overlap::Error && !any_day {
        refuse_half_covered(&rows_a, &rows_b, &readings[coarse], &readings[fine])?;
    }
    let wants_finer = resolution
        .wanted
        .iter()
        .any(|name| b.column(name).is_ok() && a.column(name).is_err());
    let spent = |rows: &[Row], mask: &[bool]| {
        Amount(
            rows.iter()
                .zip(mask)
                .filter(|(_, hit)| **hit)
                .map(|(row, _)| row.spend)
                .sum(),
        )
    };
    let fine_sum = spent(&rows_b, &again);
    let hint = "if these are two accounts, name them with `--account-of 'FILE=NAME'`";
    if wants_finer && by_campaign.is_some() {
        let keys: HashSet<&str> = rows_b.iter().map(|row| row.key.as_str()).collect();
        let meets = |row: &Row| {
            keys.contains(row.key.as_str())
                && (any_day
                    || rows_b
                        .iter()
                        .any(|other| other.key == row.key && meet(other.days, row.days)))
        };
        let replaced: Vec<bool> = rows_a.iter().map(meets).collect();
        let what = format!(
            "{} of spend stands in {} too, at level {} with {}; the finer rows count",
            spent(&rows_a, &replaced),
            readings[fine].path,
            readings[fine].level.unwrap_or("account"),
            fine_sum
        );
        let mask: Vec<bool> = replaced.iter().map(|hit| !hit).collect();
        return keep_rows(&mut readings[coarse], &mask, what, Some(hint));
    }
    let what = format!(
        "{} of spend at level {} is the money of {} at level {} again; it counts once",
        fine_sum,
        described(&readings[fine]),
        readings[coarse].path,
        described(&readings[coarse])
    );
    let mask: Vec<bool> = again.iter().map(|hit| !hit).collect();
    keep_rows(&mut readings[fine], &mask, what, Some(hint))
}

fn by_key(rows: &[Row]) -> HashMap<&str, Vec<&Row>> {
    let mut map: HashMap<&str, Vec<&Row>> = HashMap::new();
    for row in rows {
        map.entry(&row.key).or_default().push(row);
    }
    map
}

/// Rows of two levels may replace each other only where the days of one side lie within those of the other, or both say
/// the same money.
fn refuse_half_covered(
    coarse: &[Row],
    fine: &[Row],
    first: &Reading,
    second: &Reading,
) -> Result<()> {
    let (coarse, fine) = (by_key(coarse), by_key(fine));
    let mut keys: Vec<&&str> = coarse
        .keys()
        .filter(|key| fine.contains_key(*key))
        .collect();
    keys.sort();
    for key in keys {
        let (ours, theirs) = (&coarse[*key], &fine[*key]);
        let near = |rows: &[&Row], others: &[&Row]| -> (Vec<Days>, i128) {
            let rows = rows
                .iter()
                .filter(|row| others.iter().any(|other| meet(other.days, row.days)));
            rows.fold((Vec::new(), 0), |(mut days, sum), row| {
                days.push(row.days);
                (days, sum + row.spend)
            })
        };
        let ((our_days, our_sum), (their_days, their_sum)) =
            (near(ours, theirs), near(theirs, ours));
        if our_days.is_empty() || our_sum == their_sum {
            continue;
        }
        let within = |days: &[Days], others: &[Days]| {
            let merged = merged(others);
            days.iter().all(|(start, end)| {
                merged.iter().any(|(from, to)| {
                    start
                        .zip(*end)
                        .is_some_and(|(start, end)| *from <= start && end <= *to)
                })
            })
        };
        if !within(&their_days, &our_days) && !within(&our_days, &their_days) {
            return Err(Error::OverlapDiffers {
                first: first.path.clone(),
                second: second.path.clone(),
                key: format!("`{key}`"),
                first_value: Amount(our_sum).to_string(),
                second_value: Amount(their_sum).to_string(),
                rows: 1,
            });
        }
    }
    Ok(())
}

/// Days as spans without gaps between them.
fn merged(days: &[Days]) -> Vec<(i32, i32)> {
    let mut spans: Vec<(i32, i32)> = days
        .iter()
        .filter_map(|(start, end)| start.zip(*end))
        .collect();
    spans.sort_unstable();
    let mut merged: Vec<(i32, i32)> = Vec::new();
    for (start, end) in spans {
        match merged.last_mut() {
            Some(last) if start <= last.1 + 1 => last.1 = last.1.max(end),
            _ => merged.push((start, end)),
        }
    }
    merged
}

fn described(reading: &Reading) -> String {
    let level = reading.level.unwrap_or("account").replace('_', " ");
    if reading.breakdowns.is_empty() {
        level
    } else {
        format!("{level} by {}", reading.breakdowns.join(" and "))
    }
}

/// A post in several lifetime exports: the newest counts.
fn newest_posts(readings: &mut [Reading]) -> Result<()> {
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

/// Day and figure of one profile column in two files: equal ones count once.
fn profiles(readings: &mut [Reading], policy: Overlap) -> Result<()> {
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
    let table = crate::schema::table("profiles_daily").expect("it is a canonical table");
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
                units.map(|units| (units / crate::schema::ONE) as i64)
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

/// Two files of outcomes with equal sums over the names and days they share are the same money: the finer stays.
fn same_outcomes(readings: &mut [Reading], policy: Overlap) -> Result<()> {
    let tables: Vec<usize> = indexes(readings, "conversions");
    for (at, first) in tables.iter().enumerate() {
        for second in &tables[at + 1..] {
            let vendor = |reading: &Reading| {
                reading
                    .profile
                    .as_deref()
                    .and_then(|name| name.split('_').next())
                    .map(str::to_owned)
            };
            let (a, b) = (&readings[*first], &readings[*second]);
            let meet = a.path != b.path
                && days_meet(a, b)
                && names_meet(a, b, col::ACCOUNT)
                && vendor(a) == vendor(b);
            if meet && policy != Overlap::Sum && frame(a).height() > 0 && frame(b).height() > 0 {
                one_outcome(readings, *first, *second, policy)?;
            }
        }
    }
    Ok(())
}

fn one_outcome(
    readings: &mut [Reading],
    first: usize,
    second: usize,
    policy: Overlap,
) -> Result<()> {
    let (a, b) = (frame(&readings[first]), frame(&readings[second]));
    let span = common_span(&readings[first], &readings[second]);
    let (in_a, in_b) = (inside(a, span), inside(b, span));
    if !in_a.contains(&true) || !in_b.contains(&true) {
        return Ok(());
    }
    let orders = [a, b].map(|frame| frame.column(col::CONV_ID).is_ok());
    if orders == [true, true] {
        return same_orders(readings, first, second);
    }
    let (left, right) = (outcome_sums(a, &in_a, b), outcome_sums(b, &in_b, a));
    if left == right {
        let width = |frame: &DataFrame| (frame.width(), frame.height());
        let (winner, loser, mask) = if width(a) >= width(b) {
            (first, second, in_b)
        } else {
            (second, first, in_a)
        };
        let text = format!(
            "the outcomes of {} stand in it too, with the same sums; they count once",
            readings[winner].path
        );
        let keep: Vec<bool> = mask.iter().map(|hit| !hit).collect();
        return keep_rows(&mut readings[loser], &keep, text, None);
    }
    let shares_names = left
        .keys()
        .any(|key| !key.is_empty() && right.contains_key(key));
    if !shares_names && !left.contains_key("") {
        return Ok(());
    }
    if policy == Overlap::Newest {
        let (winner, loser, mask) = if newer(&readings[first], &readings[second]) {
            (first, second, in_b)
        } else {
            (second, first, in_a)
        };
        let text = format!(
            "the outcomes of {} cover the same days; the newer export counts",
            readings[winner].path
        );
        let keep: Vec<bool> = mask.iter().map(|hit| !hit).collect();
        return keep_rows(&mut readings[loser], &keep, text, None);
    }
    let mut keys: Vec<&String> = left.keys().chain(right.keys()).collect();
    keys.sort();
    let key = keys
        .into_iter()
        .find(|key| left.get(*key) != right.get(*key))
        .cloned()
        .unwrap_or_default();
    let value = |sums: &HashMap<String, i128>| {
        sums.get(&key)
            .map_or_else(|| "nothing".to_owned(), |units| Amount(*units).to_string())
    };
    Err(Error::OverlapDiffers {
        first: readings[first].path.clone(),
        second: readings[second].path.clone(),
        first_value: value(&left),
        second_value: value(&right),
        key: format!("revenue of `{key}`"),
        rows: 1,
    })
}

/// The days that both cover; `None` where one states none.
fn common_span(first: &Reading, second: &Reading) -> Option<(i32, i32)> {
    let number = |day: chrono::NaiveDate| cells::day_number(day);
    let ((a, b), (c, d)) = (first.dates?, second.dates?);
    Some((number(a.max(c)), number(b.min(d))))
}

fn inside(frame: &DataFrame, span: Option<(i32, i32)>) -> Vec<bool> {
    let Some((from, to)) = span else {
        return vec![true; frame.height()];
    };
    let days = cells::days(frame, col::PERIOD_START)
        .into_iter()
        .zip(cells::days(frame, col::PERIOD_END));
    days.map(|(start, end)| {
        start
            .zip(end)
            .is_some_and(|(start, end)| start >= from && end <= to)
    })
    .collect()
}

/// Revenue per UTM campaign (and source, medium, content where both have them).
fn outcome_sums(frame: &DataFrame, mask: &[bool], other: &DataFrame) -> HashMap<String, i128> {
    let names = [col::UTM_CAMPAIGN, col::SOURCE, col::MEDIUM, col::CONTENT];
    let shared: Vec<_> = names
        .into_iter()
        .filter(|name| other.column(name).is_ok())
        .filter_map(|name| cells::texts(frame, name))
        .collect();
    let money = [col::REVENUE, col::GROSS_BILLED, col::ORDERS]
        .into_iter()
        .find(|name| frame.column(name).is_ok() && other.column(name).is_ok());
    let units = money
        .and_then(|name| cells::amounts(frame, name))
        .unwrap_or_else(|| vec![None; frame.height()]);
    let mut sums: HashMap<String, i128> = HashMap::new();
    for row in (0..frame.height()).filter(|row| mask[*row]) {
        let key = shared
            .iter()
            .map(|column| column[row].unwrap_or(""))
            .collect::<Vec<_>>()
            .join(" / ");
        *sums.entry(key).or_default() += units[row].unwrap_or(0);
    }
    sums
}

/// Orders with the same identifier in two files: the newer file's line counts.
fn same_orders(readings: &mut [Reading], first: usize, second: usize) -> Result<()> {
    let ids = |reading: &Reading| -> Vec<Option<String>> {
        cells::texts(frame(reading), col::CONV_ID)
            .unwrap_or_default()
            .into_iter()
            .map(|id| id.map(str::to_owned))
            .collect()
    };
    let (winner, loser) = if newer(&readings[first], &readings[second]) {
        (first, second)
    } else {
        (second, first)
    };
    let known: HashSet<String> = ids(&readings[winner]).into_iter().flatten().collect();
    let again: Vec<usize> = ids(&readings[loser])
        .iter()
        .enumerate()
        .filter(|(_, id)| id.as_ref().is_some_and(|id| known.contains(id)))
        .map(|(row, _)| row)
        .collect();
    let text = format!(
        "{} orders stand in {} too and count once",
        again.len(),
        readings[winner].path
    );
    drop_rows(&mut readings[loser], &again, text)
}
