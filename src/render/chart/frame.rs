//! What stands around every chart: headline and subtitle above, scope and assumptions below.

use crate::lang::Lang;
use crate::render::told;
use crate::report::{ChartData, Constant, Row, Table, UNIT, Unit};
use crate::schema::col;

use super::Refusal;
use super::canvas::{Anchor, Canvas, Ink, Rect};
use super::look::{Caption, Look, Size};
use super::style::SIDES;

/// Lines of footnotes; more are counted and left to the table.
const NOTE_LINES: usize = 7;

/// Sentences under a picture that has its own.
const SENTENCES: usize = 2;

/// Lines of footnotes that stay where a fixed height is short.
const LEAST_NOTES: usize = 2;

/// Space at the edges of a picture whose words stand beside it: half of the widest stroke.
const EDGE: f64 = 2.0;

/// Narrower pictures that may grow in height have room for headlines of three lines.
const SMALL: u32 = 640;

/// Height of a line in type sizes.
const LEADING: f64 = 1.3;

/// The lines around a chart, broken for its width.
pub(super) struct Frame<'d> {
    look: &'d Look,
    pub headline: String,
    title: Vec<String>,
    subtitle: Vec<String>,
    notes: Vec<String>,
    /// Whether its notes are sentences of its own, of which none is left to the table.
    speaks: bool,
}

impl<'d> Frame<'d> {
    /// The frame of that chart.
    pub fn new(data: &ChartData, look: &'d Look) -> Self {
        // Only measures: nothing is drawn on it.
        let ruler = Canvas::new(look, 0.0);
        let (theme, sizes) = (ruler.theme, ruler.sizes);
        let room = ruler.width - 2.0 * sizes.margin;
        let headline = look.title.clone().unwrap_or_else(|| look.headline(data));
        let lines = match look.size {
            Size {
                width,
                height: None,
            } if width < SMALL => 3,
            _ => 2,
        };
        if look.caption == Caption::Beside {
            return Self {
                look,
                headline,
                title: Vec::new(),
                subtitle: Vec::new(),
                notes: Vec::new(),
                speaks: data.sentences.is_some(),
            };
        }
        Self {
            title: ruler.wrapped(&headline, room, Ink::bold(sizes.title, theme.text), lines),
            subtitle: ruler.wrapped(
                &look.words(&data.subtitle),
                room,
                Ink::regular(sizes.subtitle, theme.secondary),
                lines,
            ),
            notes: footnotes(&ruler, data, room),
            speaks: data.sentences.is_some(),
            headline,
            look,
        }
    }

    /// Space at the picture's edges.
    fn margin(&self) -> f64 {
        match self.look.caption {
            Caption::Drawn => self.look.sizes().margin,
            Caption::Beside => EDGE,
        }
    }

    /// Height of what stands above the plot.
    fn head(&self) -> f64 {
        let sizes = self.look.sizes();
        if self.look.caption == Caption::Beside {
            return self.margin();
        }
        self.margin()
            + self.title.len() as f64 * sizes.title * LEADING
            + self.subtitle.len() as f64 * sizes.subtitle * LEADING
            + sizes.body
    }

    /// Height of what stands below the plot.
    fn foot(&self) -> f64 {
        let sizes = self.look.sizes();
        let notes = self.notes.len() as f64 * sizes.note * LEADING;
        self.margin()
            + notes
            + if self.notes.is_empty() {
                0.0
            } else {
                sizes.body
            }
    }

    /// Height that is left for the plot, where the picture's height is fixed.
    pub fn room(&self) -> Option<f64> {
        let height = f64::from(self.look.size.height?);
        Some(height - self.head() - self.foot())
    }

    /// The surface with the frame drawn, and the place for the plot: `wanted` pixels high, or what a fixed height
    /// leaves, but never below `least`.
    ///
    /// # Errors
    /// A picture too small for its plot.
    pub fn canvas(mut self, wanted: f64, least: f64) -> Result<(Canvas<'d>, Rect), Refusal> {
        while self.room().is_some_and(|room| room < least) && self.notes.len() > LEAST_NOTES {
            self.notes.truncate(self.notes.len() - 2);
            if !self.speaks {
                self.notes
                    .push(self.look.lang.phrase("chart.all_notes", &[]));
            }
        }
        let plot = self.room().unwrap_or(wanted.max(least));
        let height = (self.head() + plot + self.foot()).ceil();
        if plot < least {
            return Err(Refusal::TooSmall {
                width: self.look.size.width,
                least: (self.head() + least + self.foot()).ceil() as u32,
            });
        }
        if height > f64::from(*SIDES.end()) {
            return Err(Refusal::TooLarge);
        }
        let mut canvas = Canvas::new(self.look, height);
        let (theme, sizes) = (canvas.theme, canvas.sizes);
        let title = Ink::bold(sizes.title, theme.text);
        let subtitle = Ink::regular(sizes.subtitle, theme.secondary);
        let mut y = sizes.margin;
        for (lines, ink) in [(&self.title, title), (&self.subtitle, subtitle)] {
            for line in lines {
                canvas.text(
                    (sizes.margin, y + ink.size * 0.95),
                    line,
                    ink,
                    Anchor::Start,
                );
                y += ink.size * LEADING;
            }
        }
        let mut y = height - sizes.margin - self.notes.len() as f64 * sizes.note * LEADING;
        for line in &self.notes {
            let ink = Ink::regular(sizes.note, theme.secondary);
            canvas.text((sizes.margin, y + sizes.note), line, ink, Anchor::Start);
            y += sizes.note * LEADING;
        }
        let plot = Rect {
            left: self.margin(),
            top: self.head(),
            width: canvas.width - 2.0 * self.margin(),
            height: height - self.head() - self.foot(),
        };
        Ok((canvas, plot))
    }
}

/// Scope, currency, what is not drawn and the assumptions, broken into lines.
fn footnotes(ruler: &Canvas<'_>, data: &ChartData, room: f64) -> Vec<String> {
    let table = &data.table;
    // What the subtitle says already is not said again.
    let subtitle = ruler.look.words(&data.subtitle);
    let covered = told(&table.scope, &ruler.look.lang);
    let is_told = !covered.is_empty() && subtitle.contains(&covered);
    let has_currency = currency(table).is_some_and(|code| subtitle.contains(code));
    let scope = match (is_told, has_currency) {
        (true, _) => String::new(),
        (false, true) => covered,
        (false, false) => scope(table, &ruler.look.lang),
    };
    let ink = Ink::regular(ruler.sizes.note, ruler.theme.secondary);
    if let Some(own) = &data.sentences {
        let told = own
            .iter()
            .take(SENTENCES)
            .map(|phrase| ruler.look.words(phrase));
        let said = [scope].into_iter().chain(told);
        let said = said.filter(|sentence| !sentence.is_empty());
        return said
            .flat_map(|sentence| ruler.wrapped(&sentence, room, ink, 3))
            .collect();
    }
    let sentences: Vec<&String> = [&scope]
        .into_iter()
        .chain(ordered(&data.left_out, &table.notes))
        .filter(|sentence| !sentence.is_empty())
        .collect();
    let mut lines = Vec::new();
    for (at, sentence) in sentences.iter().enumerate() {
        let own = ruler.wrapped(sentence, room, ink, 3);
        let left = sentences.len() - at;
        let is_last = left == 1;
        if lines.len() + own.len() + usize::from(!is_last) > NOTE_LINES {
            let count = ruler.look.lang.number(&left.to_string());
            lines.push(
                ruler
                    .look
                    .lang
                    .phrase("chart.more_notes", &[("count", &count)]),
            );
            break;
        }
        lines.extend(own);
    }
    lines
}

/// Notes in the order in which they have room: how the picture is to be read, what limits its figures, what is not
/// drawn, all others.
fn ordered<'n>(of_picture: &'n [String], of_figures: &'n [String]) -> Vec<&'n String> {
    const LIMITS: [&str; 3] = ["join by ", "cost: ", "margin not given"];
    let limit = |note: &&String| LIMITS.iter().position(|start| note.starts_with(start));
    let (lacks, told): (Vec<&String>, Vec<&String>) = of_picture
        .iter()
        .partition(|note| note.starts_with("not drawn: "));
    let (mut limits, others): (Vec<&String>, Vec<&String>) =
        of_figures.iter().partition(|note| limit(note).is_some());
    limits.sort_by_key(limit);
    [told, limits, lacks, others].concat()
}

/// The days that the figures cover, and the currency where any figure is money.
pub(super) fn scope(table: &Table, lang: &Lang) -> String {
    let covered = told(&table.scope, lang);
    [
        Some(covered.as_str()),
        currency(table).filter(|code| has_money(table, code)),
    ]
    .into_iter()
    .flatten()
    .filter(|part| !part.is_empty())
    .collect::<Vec<_>>()
    .join(" · ")
}

/// The currency of the table's money.
fn currency(table: &Table) -> Option<&str> {
    table.constants().find_map(|(name, value)| match value {
        Constant::Text(code) if name == col::CURRENCY => Some(code.as_str()),
        _ => None,
    })
}

/// Whether a column is money, or a row where each has a unit of its own.
fn has_money(table: &Table, code: &str) -> bool {
    let mut columns = table.metrics.iter();
    let units = table.keys.iter().position(|key| key.name == UNIT);
    let mut rows = table.rows.iter();
    let is_own = |row: &Row| units.is_some_and(|at| row.keys[at].as_deref() == Some(code));
    columns.any(|column| column.unit == Unit::Money) || rows.any(is_own)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_limits_the_figures_most_is_noted_first() {
        let of_picture = [
            "not drawn: B: money was spent without an outcome",
            "no change of the last month: the files end on 2026-10-06, before it does",
        ];
        let of_figures = [
            "roas and roi: joined revenue over the spend of platforms that occur in the outcomes; credited, not caused",
            "cost: media only (1 of 8 cost types)",
            "margin not given: revenue counted as value",
            "join by campaign name: 62.4 % of revenue (1.00 of 2.00); 100.0 % of spend has outcomes",
        ];
        let (of_picture, of_figures) =
            (of_picture.map(str::to_owned), of_figures.map(str::to_owned));
        let ordered = ordered(&of_picture, &of_figures);
        let starts: Vec<&str> = ordered.iter().map(|note| &note[..4]).collect();
        assert_eq!(starts, ["no c", "join", "cost", "marg", "not ", "roas"]);
    }
}
