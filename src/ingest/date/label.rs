//! Dates behind a label in the lines above a report: `Report Start: August 18, 2019, 12:00 AM`.

use chrono::NaiveDate;

use super::DateCell;
use super::scan::{Folded, Scan};
use super::written::{Written, past_weekday};
use crate::ingest::number::glyph::is_blank;

/// What a labelled date says about a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Label {
    /// The first day it covers.
    Start,
    /// The last day it covers.
    End,
    /// The day it was made.
    Generated,
}

/// Beginnings of the words that give a label its sense, in lower case without accents. A report's making goes
/// first, because its label may also hold one of the others.
const SENSES: [(Label, &[&str]); 3] = [
    (
        Label::Generated,
        &[
            "generat",
            "genere",
            "gerado",
            "gerada",
            "geracao",
            "generad",
            "generaz",
            "generac",
            "gegenereerd",
            "erstell",
            "erzeugt",
            "aangemaakt",
            "creat",
        ],
    ),
    (
        Label::Start,
        &[
            "start",
            "begin",
            "inici",
            "debut",
            "inizi",
            "anfang",
            "berichtsbeginn",
            "berichtsstart",
        ],
    ),
    (
        Label::End,
        &[
            "end",
            "eind",
            "fin",
            "fim",
            "termin",
            "encerr",
            "berichtsende",
        ],
    ),
];

/// Longest label that is looked at.
const LABEL_LIMIT: usize = 80;

/// The date of a line such as `# Start date: 20250101` or `Einddatum van rapport: 30 september 2026 23:59`.
///
/// A numeric date that reads both ways is left out.
pub fn labelled_date(line: &str) -> Option<(Label, NaiveDate)> {
    let at = line.find([':', '：']).filter(|&at| at <= LABEL_LIMIT)?;
    let label = sense(&line[..at])?;
    let text = line[at..]
        .trim_start_matches([':', '：'])
        .trim_start_matches(|c| is_blank(c) || c == '"');
    let scan = Scan::new(text);
    let written = dated(scan).or_else(|| dated(past_weekday(scan)?))?;
    match written.reading(None) {
        Ok(DateCell::Day(moment)) => Some((label, moment.day)),
        _ => None,
    }
}

fn dated(mut scan: Scan<'_>) -> Option<Written> {
    Written::next(&mut scan).filter(|_| !scan.is_inside_token())
}

fn sense(label: &str) -> Option<Label> {
    let words = || {
        label
            .split(|c: char| !c.is_alphabetic())
            .filter_map(Folded::of)
    };
    SENSES
        .iter()
        .find(|(_, stems)| {
            words().any(|word| stems.iter().any(|stem| word.as_str().starts_with(stem)))
        })
        .map(|(label, _)| *label)
}
