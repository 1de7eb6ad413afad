//! Words and figures of a chart in the language of its readers.

use crate::report::{Argument, Cell, MetricColumn, OTHER, Phrase, Row, Unit};

use super::look::{Caption, Look};
use crate::lang::Lang;
use crate::render::number::Figures;

/// Money of this size and more is drawn without decimals.
const WHOLE_MONEY: f64 = 1000.0;

/// Figures of this size and more are drawn short: a chart is no place to count digits.
const SHORT: f64 = 1e7;

impl Look {
    /// A phrase with its places filled.
    pub(in crate::render) fn words(&self, phrase: &Phrase) -> String {
        let filled: Vec<(&str, String)> = phrase
            .arguments
            .iter()
            .map(|(place, argument)| (*place, self.filling(argument)))
            .collect();
        let arguments: Vec<(&str, &str)> = filled
            .iter()
            .map(|(place, text)| (*place, text.as_str()))
            .collect();
        self.lang.phrase(phrase.id, &arguments)
    }

    /// What fills a place of a phrase.
    pub(in crate::render) fn filling(&self, argument: &Argument) -> String {
        match argument {
            Argument::Text(text) => text.clone(),
            Argument::Name(name) => self.name(name),
            Argument::Count(count) => self.lang.number(&count.to_string()),
            Argument::Period(period) => self.lang.period(*period),
            Argument::Figure(cell, column) => self.figure(cell, column),
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
        let keys: Vec<&str> = row.keys.iter().flatten().map(String::as_str).collect();
        match keys.first().and_then(|key| key.strip_prefix(OTHER)) {
            Some(count) => {
                let count = self.lang.number(count.trim());
                self.lang.phrase("other", &[("count", &count)])
            }
            None => keys.join(" / "),
        }
    }

    /// A figure with its unit; `—` where it is undefined.
    pub(in crate::render) fn figure(&self, cell: &Cell, column: &MetricColumn) -> String {
        let size = cell.number().unwrap_or_default().abs();
        let decimals = match column.unit {
            Unit::Money if size >= WHOLE_MONEY => 0,
            Unit::Rate if size >= 1.0 => 0,
            Unit::Rate if size >= 0.1 => 1,
            Unit::Ratio if size >= 100.0 => 0,
            Unit::Points | Unit::Percent => 1,
            _ => column.decimals,
        };
        if let Some(number) = cell
            .number()
            .filter(|_| size * hundredfold(column.unit) >= SHORT)
        {
            return self.short(number, column);
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

    /// A figure of many digits, rounded to three.
    fn short(&self, number: f64, column: &MetricColumn) -> String {
        let text = self.lang.compact(number * hundredfold(column.unit));
        match (column.unit, column.unit_label.as_str()) {
            (_, "") => text,
            (_, label) => format!("{text} {label}"),
        }
    }

    /// A figure of a rate with its sign, for what lies above or below a line.
    pub(in crate::render) fn signed(&self, cell: &Cell, column: &MetricColumn) -> String {
        let text = self.figure(cell, column);
        match cell.number() {
            Some(number) if number > 0.0 => format!("+{text}"),
            _ => text,
        }
    }

    fn with_unit(&self, plain: &str, column: &MetricColumn) -> String {
        match column.unit {
            Unit::Rate | Unit::Percent => self.lang.percent(plain),
            _ if column.unit_label.is_empty() => self.lang.number(plain),
            _ => format!(
                "{} {}",
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
