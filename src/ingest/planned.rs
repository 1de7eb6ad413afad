//! What files hold, known by their headers alone: sheets of costs, hours, budgets … among exports.

use crate::schema::plan;

use super::discover::{self, Form};
use super::profile::Profiles;
use super::source::{self, Content, Document, Source};
use super::workbook::Dates;
use super::{decode, is_listed};

/// The sheets among the sources, as reading would show them, each with its table.
pub fn plan_sheets(sources: &[Source], profiles: &Profiles) -> Vec<(String, &'static str)> {
    let all = tables_of(sources, profiles).into_iter();
    all.filter(|(_, table)| plan::is_plan(table)).collect()
}

/// The tables of the sources, as reading would show them, by their headers. No row is read, and what cannot be opened is
/// none.
pub fn tables_of(sources: &[Source], profiles: &Profiles) -> Vec<(String, &'static str)> {
    let mut found = Vec::new();
    for source in sources.iter().filter(|source| is_listed(&source.path)) {
        let documents = source::bytes(source)
            .and_then(|bytes| source::opened(&source.shown, bytes, Dates::Days))
            .unwrap_or_default();
        for document in documents {
            let tables = tables(&document, profiles);
            found.extend(
                tables
                    .into_iter()
                    .map(|table| (document.shown.clone(), table)),
            );
        }
    }
    found
}

fn tables(document: &Document, profiles: &Profiles) -> Vec<&'static str> {
    let decoded;
    let (text, delimiter) = match &document.content {
        Content::Table { text, .. } => (text.as_str(), Some(b',')),
        Content::Bytes(bytes) => {
            let Ok(read) = decode::decode(bytes, &document.shown) else {
                return Vec::new();
            };
            decoded = read;
            (&decoded.text[..], None)
        }
    };
    let layout = discover::layout(text, profiles, delimiter).called(&document.shown, profiles);
    let tables = layout.tables.iter().filter_map(|table| match &table.form {
        Form::Rows(matched) => Some(matched.profile.table.name),
        _ => None,
    });
    tables.collect()
}
