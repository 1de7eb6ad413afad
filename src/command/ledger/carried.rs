//! The grade that the evidence of an assumption carries, whatever its author writes beside it.
//!
//! A1 and A2 are for tests: the entry has an interval and its source names an experiment of the project that is
//! documented and still holds; it is no better than that. A3 is for savings in the books, which have a section of their
//! own; B1 for credit that is reconciled to orders, which attribution alone shows, and so for a κ of one, which says no
//! more than that credit does; C1 for a model that an experiment
//! calibrates, which the source names. What expired is an assumption like any other (metric catalogue, section 5.2).

use chrono::{Datelike, NaiveDate};

use crate::project::{Assumption, Experiment, Project};
use crate::schema::{Amount, Grade, Rung};
use crate::time::Period;

use super::assumptions::is_kappa;

const ONE: Amount = Amount::whole(1);

/// The grade of an entry that is used until a day, and in what it falls short of the one that was written.
pub fn carried(
    assumption: &Assumption,
    project: &Project,
    until: NaiveDate,
) -> (Grade, Option<String>) {
    let written = assumption.grade;
    let (most, why) = match most(assumption, project, until) {
        Ok(most) => (most, String::new()),
        Err((most, why)) => (most, why),
    };
    let grade = written.max(most);
    let note = (grade > written).then(|| {
        format!(
            "the assumption {} is graded {}, not {}: {why} ({})",
            assumption.key,
            grade.name(),
            written.name(),
            assumption.spot
        )
    });
    (grade, note)
}

/// The grades of an entry on the days of a stretch, each month by its end as in a ledger of that month alone: it has
/// another one from the month on in which it, or the test that it rests on, has expired.
pub fn on_days(assumption: &Assumption, project: &Project, days: Period) -> Vec<(Period, Grade)> {
    let test = test_of(assumption, project);
    let evidence = test.map(|test| &test.evidence);
    let evidence = evidence.into_iter().chain([&assumption.evidence]);
    let within = |day: &NaiveDate| days.start <= *day && *day < days.end;
    let last = evidence.filter_map(|own| own.expires).filter(within).min();
    let parts = last.and_then(|last| {
        let start = last.succ_opt()?.with_day(1)?;
        let end = start.pred_opt().filter(|end| days.start <= *end)?;
        Some(vec![Period { end, ..days }, Period { start, ..days }])
    });
    let parts = parts.unwrap_or_else(|| vec![days]).into_iter();
    let graded = parts.map(|part| (part, carried(assumption, project, part.end).0));
    graded.collect()
}

/// The test that an entry rests on.
fn test_of<'p>(assumption: &Assumption, project: &'p Project) -> Option<&'p Experiment> {
    let mut tests = project.experiments.iter();
    tests.find(|one| is_named(assumption, one) && is_sound(one))
}

/// The best that an entry can be, with the reason where that is less than what was written.
fn most(
    assumption: &Assumption,
    project: &Project,
    until: NaiveDate,
) -> Result<Grade, (Grade, String)> {
    let written = assumption.grade;
    if let Some(day) = assumption.evidence.expires.filter(|day| *day < until) {
        return Err((Grade::D1, format!("it expired on {day}")));
    }
    match (written, test_of(assumption, project)) {
        (Grade::A3, _) => Err((
            Grade::D1,
            "a saving that is in the books stands in [[savings]]".into(),
        )),
        // Nothing but a range around what is implied.
        (Grade::B1, _) if is_kappa(&assumption.key) && assumption.range.base == ONE => Ok(written),
        (Grade::B1, _) => Err((
            Grade::B2,
            "B1 is for credit that is reconciled to orders".into(),
        )),
        (Grade::C1, None) => Err((
            Grade::C2,
            "no `source` names the experiment (exp_id) that calibrates its model".into(),
        )),
        (_, None) if written.rung() == Rung::A => Err((
            Grade::D1,
            "its `source` names no experiment (exp_id) with a source and an owner".into(),
        )),
        (_, Some(test)) if written.rung() == Rung::A => of_test(assumption, test, until),
        _ => Ok(written),
    }
}

/// A figure by a test is as good as the test, with an interval and as long as the test holds.
fn of_test(
    assumption: &Assumption,
    test: &Experiment,
    until: NaiveDate,
) -> Result<Grade, (Grade, String)> {
    let range = &assumption.range;
    if range.low.is_none() || range.high.is_none() {
        let why = "a result of a test has an interval: `low` and `high`";
        return Err((Grade::D1, why.into()));
    }
    if let Some(day) = test.evidence.expires.filter(|day| *day < until) {
        let why = format!("the experiment {} expired on {day}", test.id);
        return Err((Grade::D1, why));
    }
    let why = format!("so is the experiment {}", test.id);
    Err((test.grade, why))
}

/// Whether somebody answers for a test; its dates are always known.
pub fn is_sound(test: &Experiment) -> bool {
    test.evidence.source.is_some() && test.evidence.owner.is_some()
}

/// Whether the source of an entry names a test, as a word of its own.
pub fn is_named(assumption: &Assumption, test: &Experiment) -> bool {
    let source = assumption.evidence.source.as_deref().unwrap_or_default();
    let within = |sign: Option<char>| {
        sign.is_some_and(|sign| sign.is_alphanumeric() || matches!(sign, '-' | '_'))
    };
    source.match_indices(&test.id).any(|(at, id)| {
        let (before, after) = (&source[..at], &source[at + id.len()..]);
        !within(before.chars().next_back()) && !within(after.chars().next())
    })
}
