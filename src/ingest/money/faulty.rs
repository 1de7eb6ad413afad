//! What is wrong in files of rates: rows that cannot be read, rates that are none, two rates for one pair and day.

use std::collections::HashMap;
use std::path::Path;

use crate::error::{Fault, Spot};
use crate::ingest::{Reading, Reject, source};
use crate::schema::{Amount, cells, col};

/// Everything that is wrong in the rates among what was read, in the order of files and lines.
pub fn rate_faults(readings: &[Reading]) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut known = HashMap::new();
    let is_rates = |reading: &&Reading| reading.table == Some("rates");
    for reading in readings.iter().filter(is_rates) {
        faults.extend(reading.rejects.iter().map(rejected));
        rows(reading, &mut known, &mut faults);
    }
    faults.sort();
    faults
}

fn rejected(reject: &Reject) -> Fault {
    Fault {
        spot: Spot {
            file: reject.file.clone(),
            line: reject.line,
            column: 1,
        },
        key: reject.column.clone().unwrap_or_default(),
        expected: reject.expected.clone(),
        found: format!("`{}`", reject.found),
        hint: None,
    }
}

/// A pair of currencies on a day.
type Pair = (String, String, i32);

fn rows(reading: &Reading, known: &mut HashMap<Pair, (Amount, Spot)>, faults: &mut Vec<Fault>) {
    let Some(frame) = &reading.frame else { return };
    let texts = |name| cells::texts(frame, name).unwrap_or_else(|| vec![None; frame.height()]);
    let (from, to) = (texts(col::FROM), texts(col::TO));
    let days = cells::days(frame, col::PERIOD_START);
    let rates = cells::amounts(frame, col::RATE).unwrap_or_else(|| vec![None; frame.height()]);
    let header = reading.header_line.unwrap_or(1);
    let lines = lines(reading, header, frame.height());
    for row in 0..frame.height() {
        let spot = Spot {
            file: reading.path.clone(),
            line: lines.get(row).copied().unwrap_or(header),
            column: 1,
        };
        let mut fault = |key: &str, expected: &str, found: String, hint: Option<String>| {
            faults.push(Fault {
                spot: spot.clone(),
                key: key.into(),
                expected: expected.into(),
                found,
                hint,
            });
        };
        let lacks = [
            (col::DATE, "a day", days[row].is_none()),
            (col::FROM, "a currency", from[row].is_none()),
            (col::TO, "a currency", to[row].is_none()),
            (col::RATE, "a number above zero", rates[row].is_none()),
        ];
        for (key, expected, _) in lacks.iter().filter(|(_, _, lacks)| *lacks) {
            fault(key, expected, "nothing".into(), None);
        }
        let (Some(from), Some(to), Some(day), Some(rate)) =
            (from[row], to[row], days[row], rates[row].map(Amount))
        else {
            continue;
        };
        if rate <= Amount::ZERO {
            let hint = format!("how many {to} one {from} is");
            fault(
                col::RATE,
                "a number above zero",
                format!("`{rate}`"),
                Some(hint),
            );
            continue;
        }
        let pair = (from.to_uppercase(), to.to_uppercase(), day);
        match known.get(&pair) {
            Some((other, first)) if *other != rate => {
                let day = cells::day_of(day).map_or_else(String::new, |day| day.to_string());
                let expected = format!("one rate of {from} to {to} for {day}");
                let found = format!("`{rate}`, after `{other}` of {}:{}", first.file, first.line);
                let hint = Some("take one of the lines away".into());
                fault(col::RATE, &expected, found, hint);
            }
            Some(_) => {}
            None => {
                known.insert(pair, (rate, spot));
            }
        }
    }
}

/// The lines of the rows of a frame, which does not hold them: those of the file but for what was rejected and blank rows.
/// Nothing where the file tells another number of rows.
fn lines(reading: &Reading, header: u64, rows: usize) -> Vec<u64> {
    let Ok(found) = source::cells(Path::new(&reading.path), None, "rates") else {
        return Vec::new();
    };
    let is_used = |(line, row): &&(u64, Vec<String>)| {
        let rejected = reading.rejects.iter().any(|reject| reject.line == *line);
        *line > header && !rejected && row.iter().any(|cell| !cell.trim().is_empty())
    };
    let used = found.rows.iter().filter(is_used);
    let lines: Vec<u64> = used.map(|(line, _)| *line).collect();
    match lines.len() == rows {
        true => lines,
        false => Vec::new(),
    }
}

/// What a file named as one of rates holds instead, in words.
pub fn instead_of_rates(readings: &[Reading]) -> String {
    let Some(reading) = readings.first() else {
        return "an empty file".into();
    };
    match (reading.table, &reading.title) {
        (Some("rates"), _) => "no rows".into(),
        (Some(_), Some(title)) => title.clone(),
        _ => {
            let found = reading.message.split_once("found ");
            found.map_or_else(|| reading.message.clone(), |(_, found)| found.to_owned())
        }
    }
}
