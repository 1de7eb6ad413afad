//! Where figures come from, as the template draws it: both sides, sums, rows, and the files by number.

use serde::Serialize;

use super::words::Words;
use crate::render::text::harmless;
use crate::report::{
    Amount, Cell, Document, FigureTrace, Method, MetricColumn, RowTrace, SUMMARY, Subject, Trace,
};

/// What stands between two sides.
const OVER: &str = "÷";

/// Where the figures of one row come from.
#[derive(Debug, Serialize)]
pub struct TraceView {
    /// Its number on the page.
    pub id: usize,
    /// What they are of.
    pub subject: String,
    /// The figures.
    pub figures: Vec<FigureView>,
    /// Every sum in them, once.
    pub parts: Vec<PartView>,
}

/// Where one figure comes from.
#[derive(Debug, Serialize)]
pub struct FigureView {
    /// The column.
    pub name: String,
    /// The figure as it comes about.
    pub figure: String,
    /// The same of earlier periods.
    pub earlier: Vec<EarlierView>,
}

/// One sum.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct PartView {
    /// As the registry writes it.
    pub component: String,
    /// How many rows count in it.
    pub rows: String,
    /// The files, by number.
    pub sources: Vec<Sources>,
}

/// A run of files.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct Sources {
    /// The first.
    pub first: usize,
    /// The last; the first where it is one.
    pub last: usize,
    /// The paths of both.
    pub paths: (String, String),
}

/// An earlier figure.
#[derive(Debug, Serialize)]
pub struct EarlierView {
    /// The period.
    pub period: String,
    /// The figure as it comes about.
    pub figure: String,
}

/// The traces of a section.
#[derive(Debug, Serialize)]
pub struct TraceGroup {
    /// The section's heading.
    pub title: String,
    /// Its traces.
    pub traces: Vec<TraceView>,
}

impl Words<'_> {
    /// The traces of a document by section, in order.
    pub fn traces(&self, document: &Document) -> Vec<TraceGroup> {
        let title = |id: &str| {
            let section = document.sections.iter().find(|section| section.id == id);
            section.map_or_else(
                || self.say("document.summary"),
                |section| self.phrase(&section.title),
            )
        };
        let mut groups: Vec<(&str, TraceGroup)> = Vec::new();
        for (at, told) in document.traces.iter().enumerate() {
            let view = self.trace(at, told, &document.method);
            match groups.iter_mut().find(|(id, _)| *id == told.section) {
                Some((_, group)) => group.traces.push(view),
                None => groups.push((
                    told.section,
                    TraceGroup {
                        title: title(told.section),
                        traces: vec![view],
                    },
                )),
            }
        }
        groups.into_iter().map(|(_, group)| group).collect()
    }

    fn trace(&self, at: usize, told: &RowTrace, method: &Method) -> TraceView {
        let subject = match &told.subject {
            Subject::Whole if told.section == SUMMARY => String::new(),
            Subject::Whole => self.say("document.total"),
            Subject::Row(names) => {
                let named = names.iter().map(|(key, text)| self.key_text(key, text));
                let names: Vec<String> = named.collect();
                names.join(" · ")
            }
            Subject::Chart(headline) => self.phrase(headline),
        };
        let mut parts: Vec<PartView> = Vec::new();
        for figure in &told.figures {
            for part in self.parts(&figure.trace, method) {
                if !parts.contains(&part) {
                    parts.push(part);
                }
            }
        }
        TraceView {
            id: at + 1,
            subject,
            figures: told.figures.iter().map(|told| self.traced(told)).collect(),
            parts,
        }
    }

    fn traced(&self, told: &FigureTrace) -> FigureView {
        let earlier = told.earlier.iter().map(|earlier| EarlierView {
            period: self.lang().period(earlier.period),
            figure: self.equation(&earlier.value, &told.column, &earlier.trace),
        });
        FigureView {
            name: self.heading(&told.column.name, &told.column.header),
            figure: self.equation(&told.value, &told.column, &told.trace),
            earlier: earlier.collect(),
        }
    }

    /// Both sides in figures; of a sum the exact sum.
    fn sides(&self, trace: &Trace) -> String {
        let value = |value: Option<Amount>| value.map_or_else(|| "—".into(), |v| self.amount(v));
        match trace.denominator {
            Some(_) => format!(
                "{} {OVER} {}",
                value(trace.numerator_value),
                value(trace.denominator_value)
            ),
            None => value(trace.numerator_value),
        }
    }

    /// The figure as it comes about: `3.19 × = 158,041 ÷ 49,618`, or the exact sum with its unit.
    fn equation(&self, value: &Cell, column: &MetricColumn, trace: &Trace) -> String {
        let sides = self.sides(trace);
        match trace.denominator {
            Some(_) => format!("{} = {sides}", self.told(value, column)),
            None if column.unit_label.is_empty() => sides,
            None => format!("{sides}\u{a0}{}", self.lang().unit(&column.unit_label)),
        }
    }

    fn parts(&self, trace: &Trace, method: &Method) -> Vec<PartView> {
        let part = |part: &crate::report::Part| {
            let rows = self.lang().phrase(
                "document.trace.rows",
                &[
                    ("counted", &self.count(part.counted)),
                    ("rows", &self.count(part.rows)),
                ],
            );
            let files = part.files.iter().filter(|file| file.counted > 0);
            PartView {
                component: part.component.clone(),
                rows,
                sources: runs(files.filter_map(|file| source(method, &file.file)), method),
            }
        };
        trace.parts.iter().map(part).collect()
    }

    /// In a few words where a figure of a row comes from, for whoever points at it.
    pub fn hint(&self, told: &RowTrace, column: &str, method: &Method) -> String {
        let own = told.figures.iter().find(|told| told.column.name == column);
        own.map_or_else(String::new, |told| {
            let (sides, files) = (self.sides(&told.trace), self.files(&told.trace, method));
            format!("{} = {sides}\n{files}", formula(&told.trace))
        })
    }

    /// The files that count in any of the sums, by name, the first few.
    fn files(&self, trace: &Trace, method: &Method) -> String {
        const NAMED: usize = 3;
        let files = trace.parts.iter().flat_map(|part| &part.files);
        let files = files.filter(|file| file.counted > 0);
        let mut numbers: Vec<usize> = files
            .filter_map(|file| source(method, &file.file))
            .collect();
        numbers.sort_unstable();
        numbers.dedup();
        let named = numbers.iter().take(NAMED);
        let mut text: Vec<String> = named
            .map(|number| harmless(&method.inputs[number - 1].path))
            .collect();
        if numbers.len() > NAMED {
            let more = self.count((numbers.len() - NAMED) as u64);
            text.push(
                self.lang()
                    .phrase("document.trace.more", &[("count", &more)]),
            );
        }
        text.join(", ")
    }
}

fn formula(trace: &Trace) -> String {
    let Some(denominator) = &trace.denominator else {
        return trace.numerator.clone();
    };
    let side = |formula: &str| match formula.contains(" + ") || formula.contains(" - ") {
        true => format!("({formula})"),
        false => formula.to_owned(),
    };
    format!("{} / {}", side(&trace.numerator), side(denominator))
}

/// The number of a file in the list of sources, from 1.
fn source(method: &Method, file: &str) -> Option<usize> {
    let at = method.inputs.iter().position(|input| input.path == file)?;
    Some(at + 1)
}

/// Numbers as runs, in order.
fn runs(numbers: impl Iterator<Item = usize>, method: &Method) -> Vec<Sources> {
    let mut numbers: Vec<usize> = numbers.collect();
    numbers.sort_unstable();
    numbers.dedup();
    let path = |number: usize| {
        let input = method.inputs.get(number - 1);
        input.map_or_else(String::new, |input| harmless(&input.path))
    };
    let mut runs: Vec<Sources> = Vec::new();
    for number in numbers {
        match runs.last_mut() {
            Some(run) if run.last + 1 == number => {
                run.last = number;
                run.paths.1 = path(number);
            }
            _ => runs.push(Sources {
                first: number,
                last: number,
                paths: (path(number), path(number)),
            }),
        }
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbouring_files_are_one_run() {
        let runs: Vec<(usize, usize)> = runs([5, 3, 4, 4, 9].into_iter(), &Method::default())
            .iter()
            .map(|run| (run.first, run.last))
            .collect();
        assert_eq!(runs, [(3, 5), (9, 9)]);
    }
}
