//! What stands around every chart: headline and subtitle above, scope and assumptions below.

mod notes;

use crate::lang::Lang;
use crate::render::told;
use crate::report::{ChartData, Constant, Covered, Row, Table, UNIT, Unit};
use crate::schema::col;

use super::Refusal;
use super::canvas::{Anchor, Canvas, Ink, Rect};
use super::look::{Caption, Look, Size};
use super::style::SIDES;
use notes::Notes;

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
    notes: Notes,
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
                notes: Notes::default(),
            };
        }
        Self {
            title: ruler.balanced(&headline, room, Ink::bold(sizes.title, theme.text), lines),
            subtitle: ruler.balanced(
                &unbroken(&look.words(&data.subtitle), &data.table.scope, &look.lang),
                room,
                Ink::regular(sizes.subtitle, theme.secondary),
                lines,
            ),
            notes: Notes::of(&ruler, data, room),
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
        let above = if self.notes.len() == 0 {
            0.0
        } else {
            sizes.body
        };
        self.margin() + self.notes.len() as f64 * sizes.note * LEADING + above
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
        let is_short = |frame: &Self| frame.room().is_some_and(|room| room < least);
        while is_short(&self) && self.notes.give_way(self.look) {}
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
        for line in self.notes.lines() {
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

/// The text without a place for a line's end within the days that figures cover.
fn unbroken(text: &str, covered: &Covered, lang: &Lang) -> String {
    let days = [covered.days, covered.compared].into_iter().flatten();
    let own = days.map(|days| lang.period(days));
    let told = covered.in_english().into_iter().chain(own);
    told.fold(text.to_owned(), |text, days| {
        text.replace(&days, &days.replace(' ', "\u{a0}"))
    })
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
