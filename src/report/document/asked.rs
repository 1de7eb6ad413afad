//! The table that rows, metrics or their order were asked for, beside what a document shows anyway.

use crate::error::Result;
use crate::report::{Phrase, ReportOptions, report};

use super::draft::Draft;
use super::span::Built;
use super::{Content, Section};

const ID: &str = "asked";

/// The table as it was asked for; a comparison beside time is left to the tiles.
///
/// # Errors
/// As [`report`].
pub fn section(draft: &mut Draft<'_>) -> Result<Built> {
    if !draft.source.asked {
        return Ok(Err(None));
    }
    let options = ReportOptions {
        compare: None,
        ..draft.source.options.clone()
    };
    let table = report(draft.source.dataset, &options, draft.source.registry)?.table;
    let caption = Phrase::plain("document.asked.table");
    let figures = draft.traced(ID, caption, table)?;
    Ok(Ok(Section {
        id: ID,
        title: Phrase::plain("document.asked"),
        lead: Vec::new(),
        parts: vec![Content::Figures(figures)],
    }))
}
