//! The document as data, before any page is made of it.

use std::fmt::Write;

use social_roi::ingest::{self, IngestOptions, Profiles};
use social_roi::metrics::registry;
use social_roi::report::{
    self, Argument, Content, Document, DocumentSource, JourneyCharts, Outcomes, Phrase,
    ReportOptions, Supplied,
};
use social_roi::time::{Calendar, PeriodSpec};

use super::story;

/// The story's document of a period.
fn document(period: &str) -> Document {
    let folder = story::folder();
    let sources = ingest::sources(&[folder.path().display().to_string()]).unwrap();
    let profiles = Profiles::new(Vec::new()).unwrap();
    let readings = ingest::read(&sources, &profiles, &IngestOptions::default(), &|| {}).unwrap();
    let supplied: Vec<Supplied<'_>> = readings
        .iter()
        .filter_map(|reading| {
            Some(Supplied {
                table: reading.table?,
                frame: reading.frame.as_ref()?,
                path: &reading.path,
                vendor: reading.vendor().unwrap_or_default(),
                notes: &reading.notes,
            })
        })
        .collect();
    let mut dataset = report::gather(&supplied, &Outcomes::default()).unwrap();
    report::join(&mut dataset, &report::MediaOnRecord::always()).unwrap();
    let spec = PeriodSpec::parse(period, Calendar::default()).unwrap();
    let options = ReportOptions {
        period: Some(spec.resolve("2026-10-01".parse().unwrap()).unwrap()),
        currency: Some("EUR".into()),
        ..ReportOptions::default()
    };
    let source = DocumentSource {
        dataset: &dataset,
        options: &options,
        registry: registry(),
        journeys: JourneyCharts::default(),
        ledger: None,
        asked: false,
    };
    report::document(&source).unwrap()
}

fn phrase(phrase: &Phrase) -> String {
    let places = phrase.arguments.iter();
    let places = places.map(|(place, argument)| format!("{place}={}", argument_text(argument)));
    let places: Vec<String> = places.collect();
    format!("{}({})", phrase.id, places.join(", "))
}

fn argument_text(argument: &Argument) -> String {
    match argument {
        Argument::Text(text) => format!("`{text}`"),
        Argument::Name(name) => name.clone(),
        Argument::Count(count) => count.to_string(),
        Argument::Period(period) => period.to_string(),
        Argument::Figure(cell, column) => format!("{:?} {}", cell.number(), column.unit_label),
        Argument::Phrase(inner) => phrase(inner),
        other => format!("{other:?}"),
    }
}

/// The document in lines.
fn told(document: &Document) -> String {
    let mut text = String::new();
    let _ = writeln!(
        text,
        "{:?} {:?}",
        document.span,
        document.days.map(|days| days.to_string())
    );
    let _ = writeln!(text, "headline {}", phrase(&document.headline));
    for (name, phrases) in [
        ("lead", &document.lead),
        ("decide", &document.decisions),
        ("fact", &document.facts),
    ] {
        for one in phrases {
            let _ = writeln!(text, "{name} {}", phrase(one));
        }
    }
    for tile in &document.tiles {
        let months = tile
            .months
            .iter()
            .filter(|(_, value)| value.is_some())
            .count();
        let _ = writeln!(
            text,
            "tile {} {:?}, {months} months",
            tile.column.name,
            tile.value.number()
        );
        for change in &tile.changes {
            let (before, course) = (change.before.number(), change.course);
            let _ = writeln!(
                text,
                "  {:?} {before:?} {course:?} {:?}",
                change.comparison, change.welcome
            );
        }
    }
    for section in &document.sections {
        let _ = writeln!(text, "section {}", section.id);
        for lead in &section.lead {
            let _ = writeln!(text, "  {}", phrase(lead));
        }
        for part in &section.parts {
            content(&mut text, part);
        }
    }
    text
}

fn content(text: &mut String, part: &Content) {
    let _ = match part {
        Content::Chart(data, place) => {
            let traced = if place.is_some() {
                "traced"
            } else {
                "untraced"
            };
            writeln!(
                text,
                "  chart {} {}, {traced}",
                data.kind.name(),
                phrase(&data.headline)
            )
        }
        Content::Listing(list) => writeln!(
            text,
            "  list {}: {} rows",
            phrase(&list.caption),
            list.rows.len()
        ),
        Content::Figures(traced) => {
            let columns: Vec<&str> = traced
                .table
                .metrics
                .iter()
                .map(|metric| &metric.name[..])
                .collect();
            let _ = writeln!(
                text,
                "  table {}: {}",
                phrase(&traced.caption),
                columns.join(", ")
            );
            for row in traced.table.rows.iter().chain(&traced.table.total) {
                let keys: Vec<&str> = row.keys.iter().flatten().map(|key| &key[..]).collect();
                let cells: Vec<Option<f64>> = row.cells.iter().map(|cell| cell.number()).collect();
                let _ = writeln!(text, "    {} {cells:?}", keys.join(" / "));
            }
            Ok(())
        }
    };
}

#[test]
fn a_month_as_data() {
    insta::assert_snapshot!("month", told(&document("2026-09")));
}

#[test]
fn a_quarter_as_data() {
    insta::assert_snapshot!("quarter", told(&document("2026-Q3")));
}

/// Numerator over denominator is the figure, and the files' parts are the whole.
#[test]
fn every_trace_makes_its_figure() {
    let document = document("2026-09");
    let mut ratios = 0;
    for row in &document.traces {
        for figure in &row.figures {
            let trace = &figure.trace;
            let numerator = trace.numerator_value.unwrap().to_f64();
            let value = figure.value.number().unwrap();
            let made = match trace.denominator_value {
                Some(denominator) => numerator / denominator.to_f64(),
                None => numerator,
            };
            assert!(
                (made - value).abs() < 1e-9,
                "{}: {made}, not {value}",
                figure.column.name
            );
            ratios += usize::from(trace.denominator_value.is_some());
            for part in &trace.parts {
                let counted: u64 = part.files.iter().map(|file| file.counted).sum();
                assert_eq!(counted, part.counted, "{}", part.component);
            }
        }
    }
    assert!(ratios > 10, "{ratios}");
}
