//! The lines of a text for people: their styles, and the sentences above and under the figures.

use super::grid::mark;
use super::text::{harmless, wrapped};
use super::{RenderOptions, rows, told};
use crate::lang::Lang;
use crate::report::Table;

/// Notes are not set wider than a reader's eye follows.
pub(super) const WIDEST_NOTE: usize = 100;

/// How a line is set where the terminal takes styles.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    Plain,
    Bold,
    Dim,
}

/// Lines in the making.
pub(super) struct Page {
    pub(super) text: String,
    pub(super) width: Option<usize>,
    color: bool,
}

impl Page {
    pub(super) fn new(options: &RenderOptions) -> Self {
        Self {
            text: String::new(),
            width: options.width,
            color: options.color,
        }
    }

    /// One line, without blanks at its end.
    pub(super) fn push(&mut self, line: &str, style: Style) {
        let line = line.trim_end();
        match style {
            Style::Bold if self.color && !line.is_empty() => {
                self.text += &format!("\x1b[1m{line}\x1b[0m")
            }
            Style::Dim if self.color && !line.is_empty() => {
                self.text += &format!("\x1b[2m{line}\x1b[0m")
            }
            _ => self.text += line,
        }
        self.text.push('\n');
    }

    /// A sentence over as many lines as it takes.
    pub(super) fn wrap(&mut self, lead: &str, text: &str, style: Style) {
        for line in wrapped(lead, text, self.width.map(|width| width.min(WIDEST_NOTE))) {
            self.push(&line, style);
        }
    }

    /// The title and the blank line under it.
    pub(super) fn title(&mut self, title: &str) {
        if !title.is_empty() {
            self.wrap("", &harmless(title), Style::Bold);
            self.push("", Style::Plain);
        }
    }

    /// What the figures come to, and the blank line under it.
    pub(super) fn lead(&mut self, lead: &str) {
        if !lead.is_empty() {
            self.wrap("", &harmless(lead), Style::Plain);
            self.push("", Style::Plain);
        }
    }

    /// How much is shown of how much, and what it covers.
    pub(super) fn summary(&mut self, table: &Table, shown: usize, lang: &Lang) {
        let covered = told(&table.scope, lang);
        let all = table.keys.len() + table.metrics.len();
        let rows = rows(table, lang);
        let [shown_text, all_text] = [shown, all].map(|count| lang.number(&count.to_string()));
        let columns = if shown < all {
            lang.phrase("columns-of", &[("shown", &shown_text), ("all", &all_text)])
        } else {
            lang.phrase("columns", &[("count", &all_text)])
        };
        let mut line = format!("{rows} · {columns}");
        if !table.scope.is_empty() {
            line += &format!(" · {}", harmless(&covered));
        }
        self.wrap("", &line, Style::Plain);
    }

    /// The numbered reasons, then the notes.
    pub(super) fn footnotes(&mut self, reasons: &[String], notes: &[String]) {
        for (at, reason) in reasons.iter().enumerate() {
            self.wrap(&format!("{} ", mark(at + 1)), reason, Style::Dim);
        }
        for note in notes {
            self.wrap("note: ", &harmless(note), Style::Dim);
        }
    }
}
