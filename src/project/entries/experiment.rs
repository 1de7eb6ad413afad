//! Tests that measured an increment.

use chrono::{Months, NaiveDate};

use crate::error::Spot;
use crate::project::read::{Condition, Record};
use crate::schema::{Amount, Bounds, Function, Grade, col, platform_of_source};

use super::Book;
use super::assumption::{self, Evidence, Range};
use super::tested::{self, Names};

/// One group of an experiment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// Whether it was treated, or is the control.
    pub treated: bool,
    /// People in it.
    pub n: Amount,
    /// How many of them converted.
    pub conversions: Amount,
    /// What they brought.
    pub revenue: Option<Amount>,
    /// What was spent on them.
    pub spend: Option<Amount>,
}

/// One experiment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Experiment {
    /// Its name.
    pub id: String,
    /// How it was done.
    pub method: String,
    /// The duty it is about.
    pub function: Option<Function>,
    /// What it is about; empty for everything.
    pub scope: Vec<Condition>,
    /// Its first and its last day.
    pub days: (NaiveDate, NaiveDate),
    /// Its result: incremental over attributed conversions, with its interval.
    pub incrementality: Option<Range>,
    /// Its groups.
    pub cells: Vec<Cell>,
    /// A1 where it was randomised, A2 else.
    pub grade: Grade,
    /// Where it comes from, and until when it holds: 12 months after its end where nobody says.
    pub evidence: Evidence,
    /// Where it stands.
    pub spot: Spot,
}

/// The key of the result.
const INCREMENTALITY: &str = "incrementality";

/// Methods that assign people or regions at random.
pub const RANDOMISED: [&str; 3] = ["holdout", "conversion_lift", "geo"];

/// How long a result holds after its last day, where nobody says (metric P-32).
const HOLDS_FOR: Months = Months::new(12);

/// What a record is about, each platform by its canonical name.
fn scope(record: &Record, book: &mut Book<'_>) -> Vec<Condition> {
    let mut found = record.scope("scope").unwrap_or_default();
    for one in found.iter_mut().filter(|one| one.key == col::PLATFORM) {
        match platform_of_source(&one.value) {
            Some(name) => name.clone_into(&mut one.value),
            None => tested::unknown(
                record.spot("scope"),
                "experiments.scope",
                &one.value,
                Names::Platforms,
                book,
            ),
        }
    }
    found
}

/// The experiments of the records.
pub fn experiments(records: &[Record], book: &mut Book<'_>) -> Vec<Experiment> {
    let mut found: Vec<Experiment> = Vec::new();
    let mut named: Vec<(String, &Spot)> = Vec::new();
    for record in records {
        if let (Some(start), Some(end)) = (record.day("start"), record.day("end"))
            && end < start
        {
            let expected = format!("a day from {start} on");
            book.fault(
                record.spot("end"),
                "experiments.end",
                &expected,
                end.to_string(),
                "",
            );
        }
        let scope = scope(record, book);
        let incrementality = assumption::range(record, INCREMENTALITY, "experiments", book);
        let bounds = Bounds::of(INCREMENTALITY);
        assumption::bounded(record, INCREMENTALITY, bounds, "experiments", book);
        let cells: Vec<Cell> = record
            .records("cells")
            .iter()
            .filter_map(|cell| group(cell, book))
            .collect();
        let grade = grade(record, book);
        if let Some(id) = record.text("exp_id") {
            let place = record.spot("exp_id");
            if let Some((_, first)) = named.iter().find(|(known, _)| *known == id) {
                let twice = format!("`{id}` again, after {}:{}", first.file, first.line);
                let key = "experiments.exp_id";
                book.fault(place, key, "each experiment once", twice, "");
            }
            named.push((id, &record.spot));
        }
        let (Some(id), Some(method), Some(grade), Some(start), Some(end)) = (
            record.text("exp_id"),
            record.text("method"),
            grade,
            record.day("start"),
            record.day("end"),
        ) else {
            continue;
        };
        let mut evidence = Evidence::of(record);
        evidence.expires = evidence
            .expires
            .or_else(|| end.checked_add_months(HOLDS_FOR));
        found.push(Experiment {
            id,
            method,
            function: record.function("function").flatten(),
            scope,
            days: (start, end),
            incrementality,
            cells,
            grade,
            evidence,
            spot: record.spot.clone(),
        });
    }
    found
}

/// The grade of a test by its method, if that is known; a fault where it is above what the method can show.
fn grade(record: &Record, book: &mut Book<'_>) -> Option<Grade> {
    let method = record.text("method")?;
    let default = if RANDOMISED.contains(&method.as_str()) {
        Grade::A1
    } else {
        Grade::A2
    };
    // Regions may have been picked by hand.
    let unsaid = if method == "geo" { Grade::A2 } else { default };
    let grade = record.grade("grade").unwrap_or(unsaid);
    if grade < default || grade > Grade::A2 {
        let best = default.name();
        let hint = format!("{method} is {best} at best; without a test it is no experiment");
        let expected = match default {
            Grade::A1 => "A1 or A2",
            _ => "A2",
        };
        let found = format!("`{}`", grade.name());
        let place = record.spot("grade");
        book.fault(place, "experiments.grade", expected, found, &hint);
    }
    Some(grade)
}

fn group(record: &Record, book: &mut Book<'_>) -> Option<Cell> {
    let (n, conversions) = (record.amount("n")?, record.amount("conversions")?);
    if conversions > n {
        let expected = format!("up to {n}");
        let key = "experiments.cells.conversions";
        book.fault(
            record.spot("conversions"),
            key,
            &expected,
            conversions.to_string(),
            "people who converted, each once",
        );
    }
    Some(Cell {
        treated: record.text("cell")? == "treated",
        n,
        conversions,
        revenue: record.amount("revenue"),
        spend: record.amount("spend"),
    })
}
