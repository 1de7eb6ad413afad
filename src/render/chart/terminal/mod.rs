//! Charts drawn with characters: aligned, in block characters, colour only where the terminal takes it and never
//! alone in saying anything.

mod bars;
mod figures;
mod lines;
mod shares;

use crate::render::RenderOptions;
use crate::render::page::{Page, Style};
use crate::render::text::{Cut, harmless, isolated, shortened, width};
use crate::report::{ChartData, Kind};

use super::frame::scope;
use super::look::Look;
use super::{compare, funnel, ladder, pacing, roi};

pub use figures::figures;

/// Columns of a terminal that charts use: no fewer and no more.
const COLUMNS: std::ops::RangeInclusive<usize> = 40..=200;

/// Blocks of a cell filled from the left, by eighths.
const FROM_LEFT: [&str; 9] = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉", "█"];

/// Blocks of a cell filled from below, by eighths.
const FROM_BELOW: [char; 9] = [' ', '▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

/// The chart as lines of text; `None` where its kind has no such form.
pub fn typed(data: &ChartData, look: &Look, options: &RenderOptions) -> Option<String> {
    let look = &Look {
        lang: look.lang.for_terminal(),
        ..look.clone()
    };
    let room = options.width.unwrap_or(80);
    let options = RenderOptions {
        width: Some(room.clamp(*COLUMNS.start(), *COLUMNS.end())),
        ..options.clone()
    };
    let mut screen = Screen {
        page: Page::new(&options),
        width: options.width.unwrap_or_default(),
        color: options.color,
        look,
    };
    let title = look.title.clone();
    let title = title.unwrap_or_else(|| look.headline(data));
    screen.page.wrap("", &harmless(&title), Style::Bold);
    let subtitle = look.words(&data.subtitle);
    screen.page.wrap("", &harmless(&subtitle), Style::Dim);
    screen.page.push("", Style::Plain);
    let mut further = Vec::new();
    match data.kind {
        Kind::Roi => screen.bars(&roi::bars(data, look)),
        Kind::Compare => screen.bars(&compare::bars(data, look)),
        Kind::Ladder => screen.bars(&ladder::bars(data, look)),
        Kind::Pacing => {
            screen.bars(&pacing::bars(data, look));
            further.push(pacing::reading(data, look));
        }
        Kind::Funnel => {
            let panels = funnel::panels(data, look);
            screen.panels(&panels);
            further.extend(funnel::cut(&panels, look));
        }
        Kind::Trend => screen.lines(&data.table),
        Kind::Mix => screen.shares(&data.table),
        _ => return None,
    }
    screen.foot(data, &further);
    // Lines are cut by columns here: nothing is gained by spaces that do not break, and they copy badly.
    Some(screen.page.text.replace('\u{a0}', " "))
}

/// What is drawn on.
struct Screen<'l> {
    page: Page,
    width: usize,
    color: bool,
    look: &'l Look,
}

/// Colours, of which a terminal has few that can be read on any background.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Paint {
    Blue,
    Orange,
    Grey,
}

impl Screen<'_> {
    /// The text in its colour, where the terminal takes any.
    fn painted(&self, text: &str, paint: Paint) -> String {
        let code = match paint {
            Paint::Blue => "36",
            Paint::Orange => "33",
            Paint::Grey => "2",
        };
        if self.color && !text.is_empty() {
            format!("\x1b[{code}m{text}\x1b[0m")
        } else {
            text.to_owned()
        }
    }

    /// A name in at most that many columns.
    fn fitted(&self, text: &str, room: usize) -> String {
        isolated(&shortened(&harmless(text), room, Cut::Middle))
    }

    /// Stages, group under group.
    fn panels(&mut self, panels: &[funnel::Panel]) {
        for (at, panel) in panels.iter().enumerate() {
            if at > 0 {
                self.page.push("", Style::Plain);
            }
            if !panel.name.is_empty() {
                let name = self.fitted(&panel.name, self.width);
                self.page.push(&name, Style::Bold);
            }
            self.bars(&panel.bars);
        }
    }

    /// Days, currency, what is not drawn and the assumptions.
    fn foot(&mut self, data: &ChartData, further: &[String]) {
        self.page.push("", Style::Plain);
        self.page.wrap(
            "",
            &harmless(&scope(&data.table, &self.look.lang)),
            Style::Plain,
        );
        self.page.footnotes(&[], &data.left_out);
        self.page.footnotes(&[], further);
        self.page.footnotes(&[], &data.table.notes);
    }
}

/// The text, which is narrower, with blanks behind it.
fn left(text: &str, columns: usize) -> String {
    format!("{text}{}", " ".repeat(columns.saturating_sub(width(text))))
}

/// The text, which is narrower, with blanks before it.
fn right(text: &str, columns: usize) -> String {
    format!("{}{text}", " ".repeat(columns.saturating_sub(width(text))))
}
