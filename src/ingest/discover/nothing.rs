//! A text without a known table.

use crate::ingest::records::{Records, is_blank};

use super::stretch::line_text;

/// What a text without a known table looks like.
#[derive(Debug, Default)]
pub struct Nothing {
    /// The widest record near the top, with its line.
    pub header: Option<(u64, Vec<String>)>,
    /// The first lines as text.
    pub preamble: Vec<String>,
    /// The text has no content at all.
    pub empty: bool,
}

pub fn nothing(text: &str, delimiter: u8, start: usize, line: u64) -> Nothing {
    let mut records = Records::new(text, delimiter, start, text.len(), line);
    let mut fields = Vec::new();
    let mut nothing = Nothing {
        empty: true,
        ..Nothing::default()
    };
    for _ in 0..20 {
        let Some(Ok(span)) = records.next(&mut fields) else {
            break;
        };
        if is_blank(&fields, text) {
            continue;
        }
        nothing.empty = false;
        nothing
            .preamble
            .push(line_text(text, delimiter, &fields, span));
        let wider = nothing
            .header
            .as_ref()
            .is_none_or(|(_, cells)| fields.len() > cells.len());
        if wider {
            nothing.header = Some((
                span.line,
                fields
                    .iter()
                    .map(|field| field.text(text).into_owned())
                    .collect(),
            ));
        }
    }
    nothing
}
