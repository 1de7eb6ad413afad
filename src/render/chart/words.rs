//! Words and figures of a chart in the language of its readers.

use crate::report::{
    Argument, CONVERSION, Cell, ChartData, MORE, MetricColumn, NULL, OTHER, Phrase, Row, START,
    Unit, platform_title,
};

use super::look::{Caption, Look};
use crate::lang::Lang;
use crate::render::number::Figures;
use crate::render::text::{ISOLATE, ISOLATE_END, harmless};
use crate::render::told;

impl Look {
    /// A phrase with its places filled.
    pub(in crate::render) fn words(&self, phrase: &Phrase) -> String {
        let filled: Vec<(&str, String)> = phrase
            .arguments
            .iter()
            .map(|(place, argument)| (*place, self.apart(argument)))
            .collect();
        let arguments: Vec<(&str, &str)> = filled
            .iter()
            .map(|(place, text)| (*place, text.as_str()))
            .collect();
        self.lang.phrase(phrase.id, &arguments)
    }

    /// What fills a place; in a picture whose language runs to the left, kept apart from the direction of the sentence,
    /// so that a sign stays with its figure and a figure with its unit.
    fn apart(&self, argument: &Argument) -> String {
        let filling = self.filling(argument);
        match (self.caption, argument) {
            // Its own parts are kept apart already.
            (Caption::Beside, _) | (_, Argument::Phrase(_) | Argument::Input(_)) => filling,
            (Caption::Drawn, _) => self.isolated(&filling),
        }
    }

    /// A name or a figure that keeps its own direction within a sentence that runs to the left.
    pub(super) fn isolated(&self, text: &str) -> String {
        match self.lang.is_rtl() {
            true => format!("{ISOLATE}{}{ISOLATE_END}", harmless(text)),
            false => text.to_owned(),
        }
    }

    /// A phrase of the picture with names and figures in its places.
    pub(super) fn said(&self, id: &str, fillings: &[(&str, &str)]) -> String {
        let apart: Vec<String> = fillings
            .iter()
            .map(|(_, text)| self.isolated(text))
            .collect();
        let places = fillings.iter().zip(&apart);
        let fillings: Vec<(&str, &str)> = places
            .map(|((place, _), text)| (*place, text.as_str()))
            .collect();
        self.lang.phrase(id, &fillings)
    }

    /// The chart's headline.
    pub(super) fn headline(&self, data: &ChartData) -> String {
        capitalised(&self.words(&data.headline))
    }

    /// A heading within a line: without its capital letter, but in German and in acronyms.
    pub(super) fn within(&self, heading: &str) -> String {
        let mut chars = heading.chars();
        match chars.next() {
            Some(first) if !self.lang.code().starts_with("de") && !is_acronym(heading) => {
                first.to_lowercase().chain(chars).collect()
            }
            _ => heading.to_owned(),
        }
    }

    /// What moved a figure, as headline and bars of a bridge call it.
    pub(super) fn effect(&self, name: &str) -> String {
        let heading = self.lang.heading(name);
        heading.map_or_else(|| self.thing(name), |own| self.within(&own))
    }

    /// What fills a place of a phrase.
    pub(in crate::render) fn filling(&self, argument: &Argument) -> String {
        match argument {
            Argument::Text(text) => platform_title(text).unwrap_or(text).to_owned(),
            Argument::Name(name) => match self.lang.heading(name) {
                Some(heading) if is_acronym(&heading) => heading,
                Some(_) => self.name(name),
                None => self.thing(name),
            },
            Argument::Effect(name) => self.effect(name),
            Argument::Input(key) => self.input(key),
            Argument::Titled(name) => self.titled(name),
            Argument::Names(names) => {
                let names: Vec<String> = names.iter().map(|name| self.effect(name)).collect();
                names.join(if self.lang.is_rtl() { "، " } else { ", " })
            }
            Argument::Count(count) => self.lang.number(&count.to_string()),
            Argument::Period(period) => self.lang.period(*period),
            Argument::Covered(covered) => told(covered, &self.lang),
            Argument::Time(grain, key) => self.lang.bucket(*grain, key),
            Argument::Figure(cell, column) => self.figure(cell, column),
            Argument::Signed(cell, column) => self.signed(cell, column),
            Argument::Change(change) => self.whole_percent(*change, true),
            Argument::Percent(change, decimals) => self.percent(*change, *decimals),
            Argument::Weekday(day) => self.lang.weekday_short(*day),
            Argument::Phrase(phrase) => self.words(phrase),
        }
    }

    /// A metric or key as readers call it; in a document as its headings do.
    pub(in crate::render) fn name(&self, name: &str) -> String {
        let word = match self.caption {
            Caption::Drawn => self.lang.metric(name),
            Caption::Beside => self.lang.heading(name),
        };
        word.unwrap_or_else(|| name.replace('_', " "))
    }

    /// What a row stands for; one that sums others up says how many.
    pub(in crate::render) fn row_name(&self, row: &Row) -> String {
        let keys = row.keys.iter().flatten().enumerate();
        let name = |(at, key): (usize, &String)| match row.summed_up {
            Some(count) if at == 0 => self.counted("other", &count.to_string()),
            _ => self.key(key),
        };
        keys.map(name).collect::<Vec<String>>().join(" / ")
    }

    /// A key as readers call it: a word of the program in their language, a platform as it writes itself.
    pub(in crate::render) fn key(&self, text: &str) -> String {
        match self.lang.key("", text) {
            said if said != text => said,
            _ => platform_title(text).unwrap_or(text).to_owned(),
        }
    }

    fn counted(&self, id: &str, count: &str) -> String {
        let count = self.lang.number(count);
        self.lang.phrase(id, &[("count", &count)])
    }

    /// A place of a journey as readers call it; what stands for several or for none has words of its own. A channel that
    /// is called like one of these stands in quotes.
    pub(super) fn key_name(&self, key: &str) -> String {
        let counted = [(OTHER, "other"), (MORE, "chart.paths.more")];
        let counted = counted
            .iter()
            .find_map(|(start, id)| Some((key.strip_prefix(start)?.trim(), *id)));
        match (counted, key) {
            (Some((count, id)), _) => self.counted(id, count),
            (None, START) => self.lang.phrase("chart.start", &[]),
            (None, CONVERSION) => self.lang.phrase("chart.conversion", &[]),
            (None, NULL) => self.lang.phrase("chart.null", &[]),
            (None, name) => self.key(name),
        }
    }

    /// A figure in a cell: without its unit, three digits at most where that is enough.
    pub(super) fn in_cell(&self, value: f64, unit: Unit) -> String {
        let value = match unit {
            Unit::Rate => value * 100.0,
            _ => value,
        };
        if value.abs() >= 1000.0 {
            return self.lang.compact(value);
        }
        let decimals = usize::from(value.abs() < 9.95);
        let plain = format!("{value:.decimals$}");
        self.lang
            .number(if plain == "-0.0" { "0.0" } else { &plain })
    }

    /// Whether a row sums others up.
    pub(super) fn is_other(&self, row: &Row) -> bool {
        row.summed_up.is_some()
    }

    /// A figure with its unit; `—` where it is undefined.
    pub(in crate::render) fn figure(&self, cell: &Cell, column: &MetricColumn) -> String {
        let size = cell.number().unwrap_or_default();
        if let Some(number) = cell.number().filter(|_| column.is_drawn_short(size)) {
            return self.short(number, column);
        }
        let rounded = MetricColumn {
            decimals: column.drawn_decimals(size),
            ..column.clone()
        };
        let cells = [cell.clone()];
        match Figures::of(&rounded, cells.iter()).human(cell, &Lang::default()) {
            Some(plain) => self.with_unit(&plain, column),
            None => "—".into(),
        }
    }

    /// A fraction in percent with its sign and so many decimals; nought has none.
    pub(super) fn percent(&self, fraction: f64, decimals: usize) -> String {
        let told = format!("{:+.decimals$}", 100.0 * fraction);
        match told.bytes().any(|letter| matches!(letter, b'1'..=b'9')) {
            true => self.lang.percent(&told),
            false => self.lang.percent(told.trim_start_matches(['+', '-'])),
        }
    }

    /// A fraction in whole percent; with its sign where it is a change.
    pub(super) fn whole_percent(&self, fraction: f64, is_change: bool) -> String {
        let percent = (100.0 * fraction).round();
        // Nought has no sign.
        let percent = if percent == 0.0 { 0.0 } else { percent };
        match is_change && percent != 0.0 {
            true => self.lang.percent(&format!("{percent:+.0}")),
            false => self.lang.percent(&format!("{percent:.0}")),
        }
    }

    /// A figure with that many decimals whatever its size, as among others of its column.
    pub(super) fn even(&self, cell: &Cell, column: &MetricColumn, decimals: u8) -> String {
        let size = cell.number().unwrap_or_default();
        if column.is_drawn_short(size) {
            return self.short(size, column);
        }
        let rounded = MetricColumn {
            decimals,
            ..column.clone()
        };
        let cells = [cell.clone()];
        match Figures::of(&rounded, cells.iter()).human(cell, &Lang::default()) {
            Some(plain) => self.with_unit(&plain, column),
            None => "—".into(),
        }
    }

    /// A figure without its unit, for one that stands before another of the same.
    pub(super) fn bare(&self, cell: &Cell, column: &MetricColumn) -> String {
        let plain = MetricColumn {
            unit_label: String::new(),
            ..column.clone()
        };
        self.figure(cell, &plain)
    }

    /// A change with its sign and an arrow, which say the same as its colour.
    pub(super) fn change(&self, cell: &Cell, column: &MetricColumn) -> String {
        let text = self.figure(cell, column);
        match cell.number().filter(|_| !is_nothing(&text)) {
            Some(number) if number > 0.0 => format!("▲ {text}"),
            Some(number) if number < 0.0 => format!("▼ {text}"),
            _ => text,
        }
    }

    /// A figure of many digits, rounded to three.
    fn short(&self, number: f64, column: &MetricColumn) -> String {
        let text = self.lang.compact(number * hundredfold(column.unit));
        match (column.unit, column.unit_label.as_str()) {
            (_, "") => text,
            (_, label) => format!("{text} {label}"),
        }
    }

    /// A figure with its sign, for what lies above or below a line.
    pub(in crate::render) fn signed(&self, cell: &Cell, column: &MetricColumn) -> String {
        let text = self.figure(cell, column);
        match cell.number() {
            // Points and changes in percent have their sign already.
            Some(number) if number > 0.0 && !text.contains('+') => format!("+{text}"),
            _ => text,
        }
    }

    /// The unit of an input: a currency stays, what it is for is translated where the language has a word.
    pub(super) fn unit_of_input(&self, unit: &str) -> String {
        match unit.split_once(' ') {
            Some((code, rest)) => format!("{code} {}", self.lang.unit(rest)),
            None => self.lang.unit(unit),
        }
    }

    fn with_unit(&self, plain: &str, column: &MetricColumn) -> String {
        match column.unit {
            Unit::Rate | Unit::Percent => self.lang.percent(plain),
            _ if column.unit_label.is_empty() => self.lang.number(plain),
            // No line breaks between a number and its unit.
            _ => format!(
                "{}\u{a0}{}",
                self.lang.number(plain),
                self.lang.unit(&column.unit_label)
            ),
        }
    }

    /// A value of an axis, short; a rate in percent.
    pub(super) fn tick(&self, value: f64, unit: Unit, step: f64) -> String {
        let (value, step) = match unit {
            Unit::Rate => (value * 100.0, step * 100.0),
            _ => (value, step),
        };
        let text = if value.abs() >= 1000.0 {
            self.lang.compact(value)
        } else {
            let decimals = (-step.log10().floor()).clamp(0.0, 6.0) as usize;
            let value = if value.abs() < step / 1e6 { 0.0 } else { value };
            self.lang.number(&format!("{value:.decimals$}"))
        };
        match unit {
            Unit::Rate | Unit::Percent if value.abs() < 1000.0 => {
                let decimals = (-step.log10().floor()).clamp(0.0, 6.0) as usize;
                self.lang.percent(&format!("{value:.decimals$}"))
            }
            _ => text,
        }
    }

    /// A value of an axis with its unit, for the outermost line.
    pub(super) fn tick_with_unit(&self, value: f64, column: &MetricColumn, step: f64) -> String {
        let text = self.tick(value, column.unit, step);
        match column.unit {
            Unit::Rate | Unit::Percent => text,
            _ if column.unit_label.is_empty() => text,
            _ => format!("{text} {}", column.unit_label),
        }
    }
}

/// Rates are fractions of one and drawn in percent.
fn hundredfold(unit: Unit) -> f64 {
    if unit == Unit::Rate { 100.0 } else { 1.0 }
}

/// Decimals of figures of one column that stand below one another: none where the largest is large.
pub(super) fn even_decimals(column: &MetricColumn, largest: f64) -> u8 {
    match column.unit {
        Unit::Money if largest >= 1000.0 => 0,
        Unit::Points | Unit::Percent | Unit::Rate => 1,
        _ => column.decimals,
    }
}

/// Whether a heading is written in capitals wherever it stands: `CPM`.
fn is_acronym(heading: &str) -> bool {
    let mut letters = heading.chars().filter(|letter| letter.is_alphabetic());
    letters.by_ref().take(2).all(char::is_uppercase)
}

/// The text with a capital letter, where its script has any.
pub(super) fn capital(text: &str) -> String {
    let mut chars = text.chars();
    match chars.next() {
        Some(first) => first.to_uppercase().chain(chars).collect(),
        None => String::new(),
    }
}

/// A headline begins with a capital letter, where its script has any; a name that has one within stays as it is.
fn capitalised(text: &str) -> String {
    let first = text.split(' ').next().unwrap_or_default();
    let is_word = first.chars().all(char::is_lowercase);
    let mut chars = text.chars();
    match chars.next().filter(|_| is_word) {
        Some(char) => char.to_uppercase().chain(chars).collect(),
        None => text.to_owned(),
    }
}

/// Whether a figure is zero as it is written, in any digits: a change that is too small to show has no direction.
pub(super) fn is_nothing(figure: &str) -> bool {
    let is_zero = |digit: char| matches!(digit, '0' | '\u{660}' | '\u{6f0}');
    !figure
        .chars()
        .any(|char| char.is_numeric() && !is_zero(char))
}

#[cfg(test)]
mod tests {
    use super::is_nothing;

    #[test]
    fn a_change_that_is_written_as_zero_has_no_direction() {
        for text in ["+0.0 pp", "\u{6f0}٫\u{6f0}", "\u{660}", "—"] {
            assert!(is_nothing(text), "{text}");
        }
        for text in ["+0.1 pp", "\u{6f0}٫\u{6f4}", "-10"] {
            assert!(!is_nothing(text), "{text}");
        }
    }
}
