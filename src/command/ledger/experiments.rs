//! What own experiments say of how much credit was caused: the valid one of each key corrects lines, an old one is no
//! more than an assumption.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use crate::project::{Experiment, Project, Range};
use crate::report::ledger::{Input, InputKind, LedgerInputs};
use crate::schema::{Function, Grade, col};
use crate::time::{Calendar, Grain, Period};

use super::assumptions::{KAPPA_OF_ALL, origin};
use super::carried::is_sound;
use super::held::{Held, Piece, overlay};
use super::mean::PLACES;

/// The key of the incrementality that an experiment measured; `None` where it is about less than a platform.
pub fn kappa_key(experiment: &Experiment) -> Option<String> {
    match (&experiment.scope[..], experiment.function) {
        ([], Some(function)) => Some(format!("kappa_{}", function.name())),
        ([], None) => Some(KAPPA_OF_ALL.into()),
        ([one], None | Some(Function::Paid)) if one.key == col::PLATFORM => {
            Some(format!("kappa_{}", one.value))
        }
        _ => None,
    }
}

/// Days on which an experiment is valid, and those on which it is no more than an assumption. It holds from the month in
/// which it began until it expires.
pub fn days(
    one: &Experiment,
    calendar: Calendar,
    period: &Period,
) -> (Option<Period>, Option<Period>) {
    let first = Grain::Month.bucket(one.days.0, calendar).start();
    let last = one.evidence.expires.unwrap_or(NaiveDate::MAX);
    let valid = Period::new(first, last.max(first)).ok();
    let old = last
        .succ_opt()
        .and_then(|day| Period::new(day.max(first), NaiveDate::MAX).ok());
    let within = |days: Option<Period>| days.and_then(|days| days.overlap(period));
    (within(valid).filter(|_| last >= first), within(old))
}

/// Says what was caused on which days: of each key the valid experiment that ended last, else what is assumed, else an
/// experiment that expired, as a documented assumption, else one without source or owner, whose line is refused.
pub fn add(
    project: &Project,
    calendar: Calendar,
    held: &mut Held,
    given: &mut LedgerInputs,
    notes: &mut Vec<String>,
) {
    let mut order: Vec<&Experiment> = project.experiments.iter().collect();
    order.sort_by(|one, two| (one.days.1, &one.id).cmp(&(two.days.1, &two.id)));
    order.reverse();
    let known = |one: &&Experiment| one.incrementality.is_some();
    let stating = order.iter().copied().filter(known);
    let keys: BTreeSet<String> = stating.filter_map(kappa_key).collect();
    for key in keys {
        let own = || {
            order
                .iter()
                .copied()
                .filter(|one| kappa_key(one).as_ref() == Some(&key))
        };
        let (mut valid, mut old, mut unsound) = (Vec::new(), Vec::new(), Vec::new());
        for one in own() {
            let Some(input) = input(one, &key) else {
                continue;
            };
            let (measured, assumed) = days(one, calendar, &given.period);
            if let Some(days) = measured {
                let input = input.clone();
                let pieces = match is_sound(one) {
                    true => &mut valid,
                    false => &mut unsound,
                };
                *pieces = overlay(std::mem::take(pieces), vec![Piece { days, input }]);
            }
            // Without source, owner and date an old figure is nobody's word.
            let assumed = assumed.filter(|_| one.evidence.is_documented());
            if let Some(days) = assumed {
                let base = Input::assumption(&key, input.base, input.origin.clone());
                let input = Input {
                    kind: base.kind,
                    grade: None,
                    ..input
                };
                old = overlay(old, vec![Piece { days, input }]);
            }
        }
        let stated = held.of(&key).to_vec();
        // A test that nobody answers for takes the place of nothing that somebody does.
        let pieces = overlay(overlay(overlay(valid, stated), old), unsound);
        for one in own() {
            let place = one.spot.to_string();
            let is_old = |piece: &Piece| {
                piece.input.kind == InputKind::Assumption
                    && piece.input.place.as_ref() == Some(&place)
            };
            let counts = |piece: &Piece| piece.input.place.as_ref() == Some(&place);
            if grade(one) != one.grade && pieces.iter().any(counts) {
                notes.push(format!(
                    "the experiment {} is A2, not A1: a result of a test has an interval, `low` and `high` ({})",
                    one.id, one.spot
                ));
            }
            let old = pieces.iter().filter(|piece| is_old(piece));
            let old: i64 = old.map(|piece| piece.days.days()).sum();
            if old > 0 {
                let day = one.evidence.expires.unwrap_or_default();
                let all = given.period.days();
                let grade = match old == all {
                    true => ", D1".to_owned(),
                    false => format!(
                        "; what is credited in all of the period is D1, as {old} of {all} days rest on that"
                    ),
                };
                notes.push(format!(
                    "the experiment {} expired on {day}: its incrementality is an assumption from then on{grade} ({})",
                    one.id, one.spot
                ));
            }
        }
        given.remove(&key);
        if let [one] = &pieces[..]
            && one.days.covers(&given.period)
        {
            given.inputs.push(one.input.clone());
        }
        if !pieces.is_empty() {
            held.hold(&key, pieces);
        }
    }
}

/// The first days of what changes within a period: of entries and of experiments, so that revenue of either side of such
/// a day is told apart.
pub fn borders(project: &Project, calendar: Calendar) -> BTreeSet<NaiveDate> {
    let always = Period {
        start: NaiveDate::MIN,
        end: NaiveDate::MAX,
    };
    let assumed = project.assumptions.iter().filter_map(|one| one.period);
    let tested = project.experiments.iter().flat_map(|one| {
        let (valid, old) = days(one, calendar, &always);
        let own = Period::new(one.days.0, one.days.1).ok();
        [valid, old, own].into_iter().flatten()
    });
    let margins = project.margin.iter().flat_map(|margin| &margin.months);
    let all = assumed.chain(tested).chain(margins.map(|(days, _)| *days));
    all.flat_map(|days| [Some(days.start), days.end.succ_opt()])
        .flatten()
        .collect()
}

/// How well an experiment supports its figure: one without an interval is no better than A2.
fn grade(one: &Experiment) -> Grade {
    let has_interval = |range: &Range| range.low.is_some() && range.high.is_some();
    match one.incrementality.as_ref().is_some_and(has_interval) {
        true => one.grade,
        false => one.grade.max(Grade::A2),
    }
}

/// The input that an experiment is; `None` where it states nothing.
fn input(one: &Experiment, key: &str) -> Option<Input> {
    let range = one.incrementality?;
    let mut evidence = one.evidence.clone();
    evidence.date = evidence.date.or(Some(one.days.1));
    let mut input = Input::experiment(key, range.base, grade(one), origin(&evidence))
        .titled(format!("incrementality by {}", one.id))
        .in_unit(col::SHARE)
        .stated_at(one.spot.to_string());
    (input.low, input.high) = (range.low, range.high);
    Some(input)
}

/// A sentence for every experiment of a stated incrementality that no line uses.
pub fn unused(
    project: &Project,
    calendar: Calendar,
    held: &Held,
    given: &LedgerInputs,
) -> Vec<String> {
    let used = |one: &Experiment| {
        let place = one.spot.to_string();
        let own = |key: &String| {
            let input = given.input(key);
            let places = input.and_then(|input| input.place.as_deref());
            places.is_some_and(|all| all.split(PLACES).any(|one| one == place))
        };
        given.lines.iter().any(|line| line.causal.iter().any(own))
    };
    let left = project
        .experiments
        .iter()
        .filter(|one| one.incrementality.is_some() && !used(one));
    left.map(|one| {
        let why = why_unused(one, calendar, held, given);
        format!(
            "the experiment {} corrects no line: {why} ({})",
            one.id, one.spot
        )
    })
    .collect()
}

fn why_unused(one: &Experiment, calendar: Calendar, held: &Held, given: &LedgerInputs) -> String {
    let Some(key) = kappa_key(one) else {
        return "it is about a part of a platform".into();
    };
    if one.days.0 > given.period.end {
        return "it begins after the period".into();
    }
    if !is_sound(one) {
        return "it lacks a source or an owner, and what is documented counts before it".into();
    }
    let place = one.spot.to_string();
    let pieces = held.of(&key);
    let other = |piece: &&Piece| piece.input.place.as_ref() != Some(&place);
    match (
        pieces.iter().find(other),
        days(one, calendar, &given.period),
    ) {
        (Some(piece), _) if pieces.iter().all(|piece| other(&piece)) => format!(
            "{key} stands elsewhere ({})",
            piece.input.place.as_deref().unwrap_or_default()
        ),
        (_, (None, Some(_))) if pieces.is_empty() => "it expired, and lacks a date".into(),
        _ => format!("none takes {key}"),
    }
}
