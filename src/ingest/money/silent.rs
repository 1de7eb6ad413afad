//! Amounts of files that state no currency.

use std::collections::BTreeMap;

use crate::error::{Error, Result, Warning};
use crate::ingest::{Reading, overlap};
use crate::schema::{cells, col};

use super::currencies;

/// Gives every amount that counts a currency, or says which files nobody knows it of.
pub(super) fn fill(
    readings: &mut [Reading],
    counted: &[usize],
    known: &[String],
    target: Option<&str>,
    warnings: &mut Vec<Warning>,
) -> Result<()> {
    let silent: Vec<usize> = counted
        .iter()
        .copied()
        .filter(|at| lacks(&readings[*at]))
        .collect();
    let shown = shown_by_sums(readings, counted, &silent, known);
    let mut told: BTreeMap<(String, String), Vec<String>> = BTreeMap::new();
    let mut unknown: Vec<String> = Vec::new();
    for at in silent {
        let own = currencies(&readings[at]);
        let by_sums = readings[at]
            .profile
            .as_ref()
            .and_then(|profile| shown.get(profile));
        let (code, why) = match (&own[..], known, by_sums, target) {
            ([one], ..) => (one.clone(), String::new()),
            (_, [one], ..) => (one.clone(), "the only one in the inputs".to_owned()),
            (_, _, Some((code, path)), _) => (
                code.clone(),
                format!("which {path} states for the same sums"),
            ),
            (_, [], _, Some(code)) => (code.to_owned(), "the currency of the report".to_owned()),
            (_, [], _, None) => continue,
            _ => {
                unknown.push(readings[at].path.clone());
                continue;
            }
        };
        if own.is_empty() {
            let key = (code.clone(), why);
            told.entry(key).or_default().push(readings[at].path.clone());
        }
        set(&mut readings[at], &code)?;
    }
    if !unknown.is_empty() {
        unknown.dedup();
        return Err(Error::CurrencyUnknown {
            files: unknown,
            known: known.to_vec(),
            idle: Vec::new(),
        });
    }
    tell(told, warnings);
    if known.is_empty()
        && target.is_none()
        && let Some(first) = counted.first()
    {
        warnings.push(
            Warning::run("amounts state no currency in any file; they are shown without one").hint(
                format!(
                    "say it with `--currency-of '{}=EUR'`, or in a project once for all with `files` and `currency` of [[accounts]]",
                    readings[*first].path
                ),
            ),
        );
    }
    Ok(())
}

/// Whether some row states no currency.
fn lacks(reading: &Reading) -> bool {
    let Some(frame) = &reading.frame else {
        return false;
    };
    cells::constant(frame, col::CURRENCY).is_none()
        && cells::texts(frame, col::CURRENCY).is_none_or(|codes| codes.iter().any(Option::is_none))
}

fn set(reading: &mut Reading, code: &str) -> Result<()> {
    let Some(frame) = &mut reading.frame else {
        return Ok(());
    };
    let codes = cells::texts(frame, col::CURRENCY).unwrap_or_else(|| vec![None; frame.height()]);
    let codes: Vec<String> = codes
        .into_iter()
        .map(|own| own.unwrap_or(code).to_owned())
        .collect();
    let codes = codes.iter().map(|code| Some(code.as_str()));
    frame.with_column(cells::text_column(col::CURRENCY, codes))?;
    Ok(())
}

/// Formats of silent files whose sums are those of a file that states one currency: the code, and that file. Formats
/// that different files show differently are left out.
fn shown_by_sums(
    readings: &[Reading],
    counted: &[usize],
    silent: &[usize],
    known: &[String],
) -> BTreeMap<String, (String, String)> {
    let mut shown: BTreeMap<String, (String, String)> = BTreeMap::new();
    let mut unclear: Vec<String> = Vec::new();
    if known.len() < 2 {
        return shown;
    }
    for at in silent {
        let Some(profile) = readings[*at].profile.clone() else {
            continue;
        };
        for other in counted.iter().filter(|other| !silent.contains(other)) {
            let [code] = &currencies(&readings[*other])[..] else {
                continue;
            };
            if !overlap::same_money(&readings[*at], &readings[*other]) {
                continue;
            }
            let path = readings[*other].path.clone();
            let (first, _) = shown
                .entry(profile.clone())
                .or_insert_with(|| (code.clone(), path));
            if first != code {
                unclear.push(profile.clone());
            }
        }
    }
    shown.retain(|profile, _| !unclear.contains(profile));
    shown
}

fn tell(told: BTreeMap<(String, String), Vec<String>>, warnings: &mut Vec<Warning>) {
    for ((code, why), files) in told {
        let more = match files.len() {
            0 | 1 => String::new(),
            2 => " and those of 1 more file".to_owned(),
            all => format!(" and those of {} more files", all - 1),
        };
        let what = format!("its amounts{more} state no currency; taken as {code}, {why}");
        warnings.push(
            Warning::file(&files[0], what)
                .hint(format!("say it with `--currency-of '{}={code}'`", files[0])),
        );
    }
}
