//! Words and figures of a page: in the language of its readers, names kept apart from the text around them.

use crate::lang::Lang;
use crate::render::chart::Look;
use crate::render::number::Figures;
use crate::render::text::{harmless, is_right_to_left};
use crate::report::{
    Amount, Argument, Cell, Grain, KeyColumn, MetricColumn, Phrase, Row, Table, Unit,
    platform_title,
};

/// The words of one page.
pub struct Words<'l> {
    /// The look of its charts, whose words are the page's too.
    pub look: &'l Look,
}

impl Words<'_> {
    /// The language.
    pub fn lang(&self) -> &Lang {
        &self.look.lang
    }

    /// A phrase without places.
    pub fn say(&self, id: &str) -> String {
        self.lang().phrase(id, &[])
    }

    /// A phrase with its places filled.
    pub fn phrase(&self, phrase: &Phrase) -> String {
        let filled: Vec<(&str, String)> = phrase
            .arguments
            .iter()
            .map(|(place, argument)| (*place, self.argument(argument)))
            .collect();
        let arguments: Vec<(&str, &str)> = filled
            .iter()
            .map(|(place, text)| (*place, text.as_str()))
            .collect();
        self.lang().phrase(phrase.id, &arguments)
    }

    /// What fills a place of a phrase, or a cell of a list.
    pub fn argument(&self, argument: &Argument) -> String {
        match argument {
            Argument::Text(text) => self.name(text),
            Argument::Phrase(phrase) => self.phrase(phrase),
            Argument::Figure(cell, column) => self.told(cell, column),
            other => self.look.filling(other),
        }
    }

    /// A name, isolated where it may run against the text around it; a platform writes itself as it does.
    pub fn name(&self, name: &str) -> String {
        let name = harmless(platform_title(name).unwrap_or(name));
        let against = name.chars().any(is_right_to_left) != self.lang().is_rtl();
        if against && !name.is_empty() {
            format!("\u{2068}{name}\u{2069}")
        } else {
            name
        }
    }

    /// The heading of a metric's or key's column.
    pub fn heading(&self, name: &str, header: &str) -> String {
        let own = || header.split(' ').map(acronym).collect::<Vec<_>>().join(" ");
        self.lang().heading(name).unwrap_or_else(|| match own() {
            own if own.starts_with("iROAS") => own,
            own => capital(&own),
        })
    }

    /// What stands in a row's place of a key: a name, or a stretch of time.
    pub fn key(&self, table: &Table, row: &Row, at: usize) -> Option<String> {
        let text = row.keys.get(at)?.as_deref()?;
        Some(self.key_text(&table.keys[at], text))
    }

    /// What a key says: a name, or a stretch of time.
    pub fn key_text(&self, key: &KeyColumn, text: &str) -> String {
        match key.grain() {
            Some(Grain::Day) => self.lang().day_key(text),
            Some(grain) => self.lang().bucket(grain, text),
            None => match self.lang().key(&key.name, text) {
                said if said != text => said,
                _ => self.name(text),
            },
        }
    }

    /// The figures of a column, with the same decimals all down; without units. `None` where there is none.
    pub fn figure(&self, figures: Figures, cell: &Cell, row: &Row) -> Option<String> {
        match cell {
            Cell::Text(text) => Some(self.name(text)),
            cell => {
                let text = figures.told(cell, row, self.lang())?;
                Some(text.replace(' ', "\u{a0}"))
            }
        }
    }

    /// A figure with its unit, as it stands in a sentence; no line ends between the two.
    pub fn told(&self, cell: &Cell, column: &MetricColumn) -> String {
        self.look.figure(cell, column).replace(' ', "\u{a0}")
    }

    /// An exact sum of a trace: whole, or with two decimals.
    pub fn amount(&self, amount: Amount) -> String {
        let column = MetricColumn {
            name: String::new(),
            header: String::new(),
            unit_label: String::new(),
            unit: Unit::Count,
            rank: 1,
            pinned: false,
            decimals: 2,
        };
        let cell = [Cell::Amount(amount)];
        let figures = Figures::of(&column, cell.iter());
        figures.human(&cell[0], self.lang()).unwrap_or_default()
    }

    /// A whole number.
    pub fn count(&self, count: u64) -> String {
        self.amount(Amount::whole(i64::try_from(count).unwrap_or(i64::MAX)))
    }

    /// Why a figure is undefined.
    pub fn reason(&self, code: &str, sentence: &str) -> String {
        let id = format!("reason.{code}");
        let said = self.say(&id);
        if said == id {
            sentence.to_owned()
        } else {
            said
        }
    }
}

/// Figures that are written in capitals, as columns name them.
const ACRONYMS: [&str; 12] = [
    "aov", "bcr", "clv", "cpa", "cpc", "cpm", "ctr", "cvr", "emv", "npv", "roas", "roi",
];

/// A word of a heading as readers write it.
fn acronym(word: &str) -> String {
    match word {
        "iroas" => "iROAS".into(),
        word if ACRONYMS.contains(&word) => word.to_uppercase(),
        word => word.to_owned(),
    }
}

/// Sentences of the program, which may quote names.
pub fn sentences(sentences: &[String]) -> Vec<String> {
    sentences.iter().map(|text| harmless(text)).collect()
}

/// The text with its first letter large.
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(|first| first.to_uppercase().to_string());
    first.unwrap_or_default() + letters.as_str()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_begin_large_and_keep_acronyms() {
        let look = Look::default();
        let words = Words { look: &look };
        for (header, heading) in [
            ("bcr", "BCR"),
            ("effect on roi", "Effect on ROI"),
            ("rung's own share", "Rung's own share"),
            ("iroas", "iROAS"),
        ] {
            assert_eq!(words.heading("", header), heading);
        }
    }
}
