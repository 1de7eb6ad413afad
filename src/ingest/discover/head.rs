//! The header of a table and what reads it.

use crate::ingest::header::normalised;
use crate::ingest::profile::Profiles;
use crate::ingest::records::{Records, is_blank};

use super::stretch::line_text;
use super::{Form, Found, HEADER_DEPTH, Stretch};

/// The first record of a stretch that is a known header, with the stretch's rest as its rows.
pub fn header_in(
    text: &str,
    delimiter: u8,
    part: Stretch,
    carried: &[String],
    profiles: &Profiles,
) -> Option<Found> {
    let mut records = Records::new(text, delimiter, part.start, part.end, part.line);
    let mut fields = Vec::new();
    let mut preamble: Vec<String> = carried.to_vec();
    let mut title: Option<String> = None;
    for _ in 0..HEADER_DEPTH {
        let Some(Ok(span)) = records.next(&mut fields) else {
            return None;
        };
        if is_blank(&fields, text) {
            continue;
        }
        let cells: Vec<String> = fields
            .iter()
            .map(|field| field.text(text).into_owned())
            .collect();
        let (at, line) = records.position();
        let rows = vec![Stretch {
            start: at,
            end: part.end,
            line,
        }];
        let below = records.clone();
        if let Some(form) = form(&cells, title.as_deref(), &preamble, profiles)
            .filter(|form| !matches!(form, Form::Block(_)) || holds_shares(text, below))
        {
            return Some(Found {
                preamble,
                header_line: span.line,
                header: cells,
                form,
                rows,
            });
        }
        let shown = line_text(text, delimiter, &fields, span);
        title = Some(shown.clone());
        preamble.push(shown);
    }
    None
}

fn form(
    cells: &[String],
    title: Option<&str>,
    preamble: &[String],
    profiles: &Profiles,
) -> Option<Form> {
    if cells[0].starts_with('#') {
        return None;
    }
    let header: Vec<String> = cells.iter().map(|cell| normalised(cell)).collect();
    let filled: Vec<&String> = header.iter().filter(|cell| !cell.is_empty()).collect();
    if let ([first, _], Some(title)) = (&filled[..], title)
        && is_day_header(first)
        && let Some((profile, card)) = profiles.card(title)
    {
        return Some(Form::Card(profile, card));
    }
    if let [one] = filled[..]
        && let Some(profile) = profiles.block(one)
    {
        return Some(Form::Block(profile));
    }
    profiles.best(&header, &preamble.join("\n")).map(Form::Rows)
}

/// Whether the record under a block's title is one of shares: cards have the same titles, but days under them.
fn holds_shares(text: &str, mut below: Records<'_>) -> bool {
    let mut fields = Vec::new();
    let Some(Ok(_)) = below.next(&mut fields) else {
        return false;
    };
    let filled = fields
        .iter()
        .filter(|field| !field.raw(text).trim().is_empty())
        .count();
    filled > 1 && !is_day_header(&normalised(&fields[0].text(text)))
}

fn is_day_header(normalised: &str) -> bool {
    matches!(normalised, "date" | "datum" | "fecha" | "data")
}
