//! Whether a record is a total, and by which sign.

use crate::ingest::number;
use crate::ingest::records::Field;
use crate::schema::Kind;

use super::RowReader;

/// What makes a record a total.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    /// Its label.
    Label,
    /// Its empty names alone.
    Blank,
    /// A label that a campaign may bear too: the sums decide.
    Doubtful,
}

impl RowReader<'_> {
    /// The sign by which a record is a total, if it is one.
    pub(super) fn total(&mut self, text: &str, fields: &[Field]) -> Option<Sign> {
        if let Some(sign) = self.labelled(text, fields) {
            return Some(sign);
        }
        if self.plan.profile.totals.blank_dimensions && !self.plan.dimensions.is_empty() {
            let blank = |cell: &usize| {
                fields
                    .get(*cell)
                    .is_none_or(|field| number::is_null(field.raw(text)))
            };
            if self.plan.dimensions.iter().all(blank) {
                self.label = "(row without names)".into();
                return Some(Sign::Blank);
            }
        }
        None
    }

    fn labelled(&mut self, text: &str, fields: &[Field]) -> Option<Sign> {
        let totals = &self.plan.profile.totals;
        let cell = |at: usize| fields.get(at).map_or("", |field| field.trimmed(text));
        if !totals.extra_field.is_empty() && fields.len() > self.plan.header.len() {
            let extra = fields[self.plan.header.len()].text(text);
            if totals
                .extra_field
                .iter()
                .any(|label| *label == extra.trim())
            {
                self.label = extra.trim().to_owned();
                return Some(Sign::Label);
            }
        }
        if totals.prefix.is_empty() && totals.equals.is_empty() && totals.doubtful.is_empty() {
            return None;
        }
        let is = |labels: &[String], at: usize| labels.iter().any(|label| label == cell(at));
        let begins = |at: usize| {
            let starts = |prefix: &String| cell(at).starts_with(prefix.as_str());
            totals.prefix.iter().any(starts)
        };
        let first = (0..fields.len()).find(|at| !cell(*at).is_empty())?;
        let dimensions = || self.plan.dimensions.iter().copied();
        let labelled = Some(first)
            .filter(|at| begins(*at) || is(&totals.equals, *at))
            .or_else(|| dimensions().find(|at| is(&totals.equals, *at)));
        if let Some(at) = labelled.filter(|at| !self.is_marked(text, fields, *at)) {
            self.label = cell(at).to_owned();
            return Some(Sign::Label);
        }
        let doubtful = dimensions().find(|at| is(&totals.doubtful, *at))?;
        self.label = cell(doubtful).to_owned();
        let named = |at: usize| {
            let slots = self.plan.slots.iter();
            let kinds = slots
                .filter(|slot| slot.cell == Some(at))
                .map(|slot| slot.kind);
            kinds.into_iter().any(|kind| kind == Kind::Name)
        };
        Some(if named(doubtful) {
            Sign::Doubtful
        } else {
            Sign::Label
        })
    }

    /// Whether a cell is filled, beside that of the label, that only rows have: then the label is a row's own name.
    fn is_marked(&self, text: &str, fields: &[Field], label: usize) -> bool {
        let filled = |at: &usize| {
            fields
                .get(*at)
                .is_some_and(|field| !number::is_null(field.raw(text)))
        };
        let marks = self.plan.row_marks.iter();
        marks.filter(|at| **at != label).any(filled)
    }
}
