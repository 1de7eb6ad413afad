//! The contribution margin: one of all, and of each line its own where months have theirs.

use crate::error::{Error, Result};
use crate::options::Scope;
use crate::project::{Margin, Project};
use crate::report::ledger::{Input, LedgerInputs, Origin};
use crate::schema::{Amount, col};
use crate::time::Period;

use super::assumptions::origin;
use super::exports::Measured;
use super::held::Fall;

/// The key of the contribution margin.
pub const MARGIN: &str = "margin";

/// What falls into some days, at the margin of those days: what crosses months with margins of their own is shared out by
/// days.
///
/// # Errors
/// [`Error::TooLarge`].
pub fn falls<'f>(
    project: &Project,
    months: impl IntoIterator<Item = (&'f Period, &'f Amount)>,
    given: &LedgerInputs,
) -> Result<Vec<Fall>> {
    let own = own(project, given);
    let mut found = Vec::new();
    for (days, money) in months {
        let at = |days: Period, money: Amount| -> Result<Fall> {
            let margin = own.map_or(Amount::whole(1), |margin| margin.of(None, &days));
            let worth = money.times(margin).ok_or_else(too_large)?;
            Ok(Fall { days, money, worth })
        };
        let mut left = *money;
        let parts = own.map_or_else(|| vec![*days], |margin| margin.stretches(days));
        let last = parts.len().saturating_sub(1);
        for (place, part) in parts.into_iter().enumerate() {
            let share = match place == last {
                true => left,
                false => {
                    let whole = money.times(Amount::whole(part.days()));
                    let share = whole.and_then(|whole| whole.over(Amount::whole(days.days())));
                    share.ok_or_else(too_large)?
                }
            };
            left = left - share;
            found.push(at(part, share)?);
        }
    }
    Ok(found)
}

fn too_large() -> Error {
    Error::TooLarge {
        what: "revenue at its margin".into(),
    }
}

/// The margin of the project's section, where it has more than one figure and nothing was typed in its place.
fn own<'p>(project: &'p Project, given: &LedgerInputs) -> Option<&'p Margin> {
    let place = given.input(MARGIN)?.place.as_deref()?;
    let margin = project.margin.as_ref()?;
    (!margin.months.is_empty() && place == margin.spot.to_string()).then_some(margin)
}

/// The margin of a line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OfLine {
    /// The key of the margin of what was caused.
    pub key: Option<String>,
    /// The key of that of all revenue, where it is another.
    pub of_revenue: Option<String>,
}

/// The margin of a line, weighted by what falls into the days of each. `revenue` is what is credited, `caused` what of it
/// was caused, both at the margin of their days.
///
/// # Errors
/// [`Error::TooLarge`].
pub fn of_line(
    project: &Project,
    part: &str,
    revenue: &[Fall],
    caused: &[Fall],
    given: &mut LedgerInputs,
) -> Result<OfLine> {
    if given.input(MARGIN).is_none() {
        return Ok(OfLine::default());
    }
    if own(project, given).is_none() {
        return Ok(OfLine {
            key: Some(MARGIN.into()),
            of_revenue: None,
        });
    }
    let own = weighted(caused, given)?;
    let of_revenue = weighted(revenue, given)?;
    let key = add_own(&format!("{MARGIN}_{part}"), own, given);
    let of_revenue = match of_revenue == own {
        true => None,
        false => Some(add_own(
            &format!("{MARGIN}_{part}_credited"),
            of_revenue,
            given,
        )),
    };
    Ok(OfLine {
        key: Some(key),
        of_revenue,
    })
}

/// The margin that makes these falls worth what they are; `None` where it is that of all.
fn weighted(falls: &[Fall], given: &mut LedgerInputs) -> Result<Option<Amount>> {
    let sizes = falls.iter().flat_map(|fall| [fall.money, fall.worth]);
    Amount::size_of_all(sizes).ok_or_else(too_large)?;
    let money: Amount = falls.iter().map(|fall| fall.money).sum();
    let worth: Amount = falls.iter().map(|fall| fall.worth).sum();
    if money == Amount::ZERO && worth != Amount::ZERO {
        given.settings.notes.push(format!(
            "margin: revenue of a line sums to nothing, though at the margins of its days it is worth {worth}, which no line counts"
        ));
    }
    let all = given.input(MARGIN).map(|input| input.base);
    Ok(worth.over(money).filter(|own| Some(*own) != all))
}

/// Adds a line's own margin, and returns its key.
fn add_own(key: &str, own: Option<Amount>, given: &mut LedgerInputs) -> String {
    let (Some(own), Some(all)) = (own, given.input(MARGIN)) else {
        return MARGIN.into();
    };
    let (place, evidence) = (all.place.clone(), all.origin.clone());
    let key = given.free_key(key);
    let input = Input::assumption(&key, own, evidence).in_unit(col::SHARE);
    given.inputs.push(match place {
        Some(place) => input.stated_at(place),
        None => input,
    });
    key
}

/// The margin that was typed, else that of the project's section, else an assumption of that name.
pub fn add(
    project: &Project,
    scope: &Scope,
    measured: &Measured,
    given: &mut LedgerInputs,
    notes: &mut Vec<String>,
) -> Result<()> {
    if let Some(typed) = scope.margin {
        given.inputs.retain(|known| known.key != MARGIN);
        let origin = Origin::Formula("typed as --margin".into());
        let input = Input::assumption(MARGIN, typed, origin);
        given.inputs.push(input.in_unit(col::SHARE));
        return Ok(());
    }
    let Some(margin) = &project.margin else {
        if given.input(MARGIN).is_none() {
            let why = "not given: revenue counted as value";
            given
                .inputs
                .push(Input::implicit(MARGIN, why).in_unit(col::SHARE));
        }
        return Ok(());
    };
    given.inputs.retain(|known| known.key != MARGIN);
    notes.extend(margin.gap());
    let (base, mixed) = mix(margin, measured)?;
    if mixed {
        notes.push(format!(
            "margin: months have their own, weighted by their revenue to {base} ({})",
            margin.spot
        ));
    }
    if !margin.products.is_empty() {
        notes.push(format!(
            "margins of products count for no line, as outcomes name no product ({})",
            margin.spot
        ));
    }
    let mut input = Input::assumption(MARGIN, base, origin(&margin.evidence))
        .in_unit(col::SHARE)
        .stated_at(margin.spot.to_string());
    if !mixed || base == margin.range.base {
        (input.low, input.high) = (margin.range.low, margin.range.high);
    }
    given.inputs.push(input);
    Ok(())
}

/// The margin of the period: where months have their own, weighted by the revenue of each.
fn mix(margin: &Margin, measured: &Measured) -> Result<(Amount, bool)> {
    if margin.months.is_empty() {
        return Ok((margin.range.base, false));
    }
    let (mut revenue, mut value) = (Amount::ZERO, Amount::ZERO);
    for sum in measured.earned.values() {
        for (days, money) in &sum.months {
            let worth = money.times(margin.of(None, days)).ok_or_else(too_large)?;
            revenue = revenue.plus(*money).ok_or_else(too_large)?;
            value = value.plus(worth).ok_or_else(too_large)?;
        }
    }
    Ok(match value.over(revenue) {
        Some(base) if revenue > Amount::ZERO => (base, true),
        _ => (margin.range.base, false),
    })
}
