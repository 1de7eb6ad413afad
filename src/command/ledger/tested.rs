//! L-01 from the groups of an experiment: what the treated ones brought beyond the control.

use crate::error::Result;
use crate::project::{Experiment, INCREMENTAL, Project, Tested};
use crate::report::ledger::formulas::KAPPA;
use crate::report::ledger::{Group, Input, LedgerInputs, grouped, incremental_revenue};
use crate::schema::{Amount, Grade};
use crate::time::{Calendar, Period};

use super::assumptions::origin;
use super::carried::is_named;
use super::experiments::kappa_key;
use super::money::{Exchange, within};
use super::subjects::Subjects;
use super::totals::{grades, stretches};

/// What a test brought, which is a line of its own.
#[derive(Clone, Debug)]
pub struct Stated {
    /// The key of the incremental revenue.
    pub key: String,
    /// What was tested.
    pub tested: Tested,
    /// The stretches of days that it is about, and what of it lies in each; nothing where it is taken for all days.
    pub days: Vec<(Period, Amount)>,
    /// How well it is supported on which days.
    pub grades: Vec<(Period, Grade)>,
    /// What the treated cost in media beyond the control, where the groups say so.
    pub spent: Option<Amount>,
}

/// Every test: those by their groups, the one that ended last first, then what is assumed.
///
/// # Errors
/// A missing rate, a sum that is too large.
pub fn all(
    project: &Project,
    exchange: &Exchange<'_>,
    subjects: &Subjects,
    given: &mut LedgerInputs,
) -> Result<Vec<Stated>> {
    leave_out(subjects, given);
    let mut assumed = Vec::new();
    for input in &given.inputs {
        let tested = input.key.strip_prefix(INCREMENTAL).and_then(Tested::named);
        let Some(tested) = tested else { continue };
        assumed.push(Stated {
            key: input.key.clone(),
            tested,
            days: stretches(project, exchange, &input.key, &given.period)?,
            grades: grades(project, &input.key, &[given.period]),
            spent: None,
        });
    }
    let mut order: Vec<&Experiment> = project.experiments.iter().collect();
    // What an assumption says of a test needs no groups.
    let is_told = |one: &&Experiment| {
        let mut entries = project.assumptions.iter();
        one.cells.is_empty() && entries.any(|entry| is_named(entry, one))
    };
    order.retain(|one| one.incrementality.is_none() && !is_told(one));
    order.sort_by(|one, two| (one.days.1, &one.id).cmp(&(two.days.1, &two.id)));
    let mut found = Vec::new();
    for one in order.into_iter().rev() {
        found.extend(tested(one, exchange, subjects, given)?);
    }
    found.extend(assumed);
    Ok(found)
}

/// Takes what is assumed of tests away that the conditions leave only a part of.
fn leave_out(subjects: &Subjects, given: &mut LedgerInputs) {
    let is_out = |input: &&Input| {
        let tested = Tested::of_key(&input.key);
        tested.is_some_and(|tested| !subjects.pass(tested))
    };
    let out: Vec<Input> = given.inputs.iter().filter(is_out).cloned().collect();
    for Input { key, place, .. } in out {
        let place = place.unwrap_or_default();
        given
            .settings
            .notes
            .push(format!("{key} {LEFT_OUT} ({place})"));
        given.remove(&key);
    }
}

/// Why the conditions take a test away.
const LEFT_OUT: &str = "is left out: --where leaves out what was tested, or a part of it";

/// Incremental revenue by the groups of an experiment that states no incrementality, on those of its days that lie in the
/// period; a note about what it rests on, or why it gives none.
fn tested(
    one: &Experiment,
    exchange: &Exchange<'_>,
    subjects: &Subjects,
    given: &mut LedgerInputs,
) -> Result<Option<Stated>> {
    let (id, spot) = (&one.id, &one.spot);
    let days = Period {
        start: one.days.0,
        end: one.days.1,
    };
    let mut why_not = |why: &str| {
        let note = format!("the experiment {id} {why} ({spot})");
        given.settings.notes.push(note);
        Ok(None)
    };
    let Some(common) = days.overlap(&given.period) else {
        let told = days.told(Calendar::Gregorian);
        return why_not(&format!(
            "is about {told} and states no `incrementality`, so that it says nothing of these days"
        ));
    };
    if one.evidence.expires.is_some_and(|day| day < common.end) {
        return Ok(None);
    }
    let group = |treated: bool| {
        let mut sum = Group::default();
        for cell in one.cells.iter().filter(|cell| cell.treated == treated) {
            sum.n = sum.n.plus(cell.n)?;
            sum.conversions = sum.conversions.plus(cell.conversions)?;
            sum.revenue = sum.revenue.plus(cell.revenue?)?;
        }
        Some(sum)
    };
    let Some((treated, control)) = group(true).zip(group(false)) else {
        return why_not(
            "states no `incrementality` and no revenue of its cells, and gives no value",
        );
    };
    let Some(found) = incremental_revenue(&treated, &control) else {
        return why_not(
            "states no `incrementality`, nor conversions of a treated and of a control group",
        );
    };
    let Some(key) = kappa_key(one) else {
        return why_not("is about a part of a platform and gives no line");
    };
    let scope = key.strip_prefix(KAPPA).unwrap_or(&key);
    let Some(tested) = Tested::named(scope) else {
        return why_not("is about what no line of credit is of, and gives no line");
    };
    if !subjects.pass(tested) {
        return why_not(LEFT_OUT);
    }
    let part = |amount: Amount| -> Result<Amount> {
        let amount = exchange.convert(amount, &days, spot)?;
        Ok(within(amount, &days, &given.period).map_or(Amount::ZERO, |(part, _)| part))
    };
    let (base, low, high) = (part(found.base)?, part(found.low)?, part(found.high)?);
    let spent = beyond(one, &treated, &control);
    let spent = spent.map(part).transpose()?;
    let mut evidence = one.evidence.clone();
    evidence.date = evidence.date.or(Some(one.days.1));
    let name = format!("{INCREMENTAL}{scope}");
    let mut input = Input::experiment(name, base, one.grade, origin(&evidence))
        .titled(format!("incremental revenue by {id}"))
        .in_unit(&given.currency)
        .stated_at(spot.to_string());
    input.of_days = true;
    let size = |group: &Group| (grouped(group.revenue, 2), group.n);
    let ((treated_money, n), (control_money, m)) = (size(&treated), size(&control));
    input.made_of = vec![format!(
        "treated {treated_money} − control {control_money} × {n} / {m}"
    )];
    (input.low, input.high) = (Some(low), Some(high));
    let key = given.add(input);
    let told = days.told(Calendar::Gregorian);
    let share = match (days == given.period, given.period.covers(&days)) {
        (true, _) => String::new(),
        (false, true) => format!("; it is about {told} and counts on those days alone"),
        (false, false) => format!("; it is about {told} and counts by days"),
    };
    given.settings.notes.push(format!(
        "incremental revenue by the experiment {id}: treated − control × {} / {}; its interval takes order values as equal in both groups{share}",
        treated.n, control.n
    ));
    Ok(Some(Stated {
        key,
        tested,
        days: vec![(common, base)],
        grades: Vec::new(),
        spent,
    }))
}

/// Spend of the treated beyond that of as many of the control; `None` where a cell does not say.
fn beyond(one: &Experiment, treated: &Group, control: &Group) -> Option<Amount> {
    let of = |treated: bool| {
        let cells = one.cells.iter().filter(|cell| cell.treated == treated);
        cells.map(|cell| cell.spend).sum::<Option<Amount>>()
    };
    let counterfactual = of(false)?.times(treated.n)?.over(control.n)?;
    Some(of(true)? - counterfactual)
}
