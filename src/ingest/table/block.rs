//! A titled block of shares, read as rows of three columns.

use std::sync::Arc;

use crate::error::{Result, Warning};
use crate::ingest::IngestOptions;
use crate::ingest::blocks;
use crate::ingest::discover::{Found, Stretch};
use crate::ingest::plan::Plan;
use crate::ingest::profile::{Assigned, ColumnRule, Layout, Match, Profile, ProfileColumn};
use crate::ingest::reading::Reading;
use crate::schema::{Kind, col};

use super::{Place, read_rows};

/// A block of shares, through a text of its own with one share a row.
pub fn read_block(
    text: &str,
    found: &Found,
    place: &Place<'_>,
    options: &IngestOptions,
    reading: Reading,
    profile: &Arc<Profile>,
) -> Result<Reading> {
    let block = blocks::block(text, place.delimiter, &found.rows);
    let title = found
        .header
        .iter()
        .find(|cell| !cell.trim().is_empty())
        .cloned()
        .unwrap_or_default();
    let quote = |cell: &str| format!("\"{}\"", cell.replace('"', "\"\""));
    let rows: String = block
        .shares
        .iter()
        .map(|(segment, share)| format!("{},{},{}\n", quote(&title), quote(segment), quote(share)))
        .collect();
    let column = |name: &str, kind| ProfileColumn::plain(name, kind, ColumnRule::default());
    let mut one = (**profile).clone();
    one.layout = Layout::Rows;
    one.columns = vec![
        column(col::SECTION, Kind::Name),
        column(col::SEGMENT, Kind::Name),
        column(col::SHARE, Kind::Quantity),
    ];
    let assigned = (0..3)
        .map(|cell| Assigned {
            column: cell,
            cell,
            currency: None,
        })
        .collect();
    let matched = Match {
        profile: Arc::new(one),
        assigned,
    };
    let mut plan = Plan::new(
        &matched,
        &[col::SECTION.into(), col::SEGMENT.into(), col::SHARE.into()],
    );
    let inner = Found {
        rows: vec![Stretch {
            start: 0,
            end: rows.len(),
            line: found.header_line + 1,
        }],
        ..found.clone()
    };
    let own = Place {
        delimiter: b',',
        ..*place
    };
    let mut reading = read_rows(&rows, &mut plan, &inner, &own, options, reading)?;
    if block.mangled > 0 {
        let what = format!(
            "{} figures under `{title}` were turned into dates by a spreadsheet and are left empty",
            block.mangled
        );
        reading.warnings.push(
            Warning::file(place.path, what)
                .hint("export again and open the file without saving it in a spreadsheet"),
        );
    }
    Ok(reading)
}
