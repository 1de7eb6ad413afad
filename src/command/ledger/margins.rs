//! The contribution margin: one of all, and of each line its own where months have theirs.

use crate::error::{Error, Result};
use crate::options::Scope;
use crate::project::{Margin, Project};
use crate::report::ledger::{Input, LedgerInputs, Origin, grouped};
use crate::schema::{Amount, col};

use super::assumptions::origin;
use super::exports::{Measured, Sum};
use super::held::Fall;

/// The key of the contribution margin.
pub const MARGIN: &str = "margin";

/// What falls into some days, at the margin of those days and of the products that it is of: what crosses months with
/// margins of their own is shared out by days. A product of its own margin has it in every month.
///
/// # Errors
/// [`Error::TooLarge`].
pub fn falls(project: &Project, sum: &Sum, given: &LedgerInputs) -> Result<Vec<Fall>> {
    match own(project, given) {
        Some(margin) => at_margin(margin, sum),
        None => {
            let months = sum.months.iter();
            let plain = months.map(|(days, money)| Fall {
                days: *days,
                money: *money,
                worth: *money,
            });
            Ok(plain.collect())
        }
    }
}

fn at_margin(margin: &Margin, sum: &Sum) -> Result<Vec<Fall>> {
    let mut found = Vec::new();
    for (days, money) in &sum.months {
        let listed = sum.products.range((*days, 0)..=(*days, usize::MAX));
        let (mut rest, mut worth) = (*money, Amount::ZERO);
        for ((_, product), own) in listed {
            let margin = margin.products.get(*product).map(|(_, margin)| *margin);
            let own_worth = margin.and_then(|margin| own.times(margin));
            worth = own_worth
                .and_then(|own| worth.plus(own))
                .ok_or_else(too_large)?;
            rest = rest - *own;
        }
        let parts = margin.stretches(days);
        let last = parts.len().saturating_sub(1);
        let mut left = (*money, rest, worth);
        for (place, part) in parts.into_iter().enumerate() {
            let share = |whole: Amount, left: Amount| match place == last {
                true => Some(left),
                false => whole
                    .times(Amount::whole(part.days()))?
                    .over(Amount::whole(days.days())),
            };
            let own = share(*money, left.0).ok_or_else(too_large)?;
            let unlisted = share(rest, left.1).ok_or_else(too_large)?;
            let listed = share(worth, left.2).ok_or_else(too_large)?;
            left = (left.0 - own, left.1 - unlisted, left.2 - listed);
            let worth = unlisted.times(margin.of(None, &part));
            let worth = worth.and_then(|worth| worth.plus(listed));
            found.push(Fall {
                days: part,
                money: own,
                worth: worth.ok_or_else(too_large)?,
            });
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
    let varies = !margin.months.is_empty() || !margin.products.is_empty();
    (varies && place == margin.spot.to_string()).then_some(margin)
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
    let input = Input::assumption(&key, own, evidence)
        .titled("margin, weighted by the revenue of its months and products")
        .in_unit(col::SHARE);
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
    let expires = margin.evidence.expires;
    if let Some(day) = expires.filter(|day| *day < given.period.end) {
        notes.push(format!("the margin expired on {day} ({})", margin.spot));
    }
    let (base, mixed) = mix(margin, measured)?;
    if mixed {
        let whose = match (margin.months.is_empty(), margin.products.is_empty()) {
            (false, true) => "months",
            (true, _) => col::PRODUCTS,
            (false, false) => "months and products",
        };
        notes.push(format!(
            "margin: {whose} have their own, weighted by their revenue to {} ({})",
            base, margin.spot
        ));
    }
    notes.extend(of_products(margin, measured, &given.currency));
    let mut input = Input::assumption(MARGIN, base, origin(&margin.evidence))
        .in_unit(col::SHARE)
        .stated_at(margin.spot.to_string());
    if !mixed || base == margin.range.base {
        (input.low, input.high) = (margin.range.low, margin.range.high);
    }
    given.inputs.push(input);
    Ok(())
}

/// How much of the credited revenue the margins of products hold for, and why not for the rest.
fn of_products(margin: &Margin, measured: &Measured, currency: &str) -> Option<String> {
    if margin.products.is_empty() {
        return None;
    }
    let spot = &margin.spot;
    let (mut all, mut itemised, mut listed) = (Amount::ZERO, Amount::ZERO, Amount::ZERO);
    for sum in measured.earned.values() {
        all += sum.money;
        itemised += sum.itemised;
        listed += sum.products.values().copied().sum();
    }
    if itemised == Amount::ZERO {
        return Some(format!(
            "margins of products count for no line, as no order at hand says what was bought: {} counts for all ({spot})",
            margin.range.base
        ));
    }
    let text = |money: Amount| {
        let text = format!("{} {currency}", grouped(money, 2));
        text.trim_end().to_owned()
    };
    Some(format!(
        "margins of products: {} of {} credited is of products with a margin of their own, {} of other products and {} of orders that name none, at the margin of all ({spot})",
        text(listed),
        text(all),
        text(itemised - listed),
        text(all - itemised)
    ))
}

/// The margin of the period: where months or products have their own, weighted by the revenue of each.
fn mix(margin: &Margin, measured: &Measured) -> Result<(Amount, bool)> {
    let is_plain = |sum: &Sum| sum.products.is_empty();
    if margin.months.is_empty() && measured.earned.values().all(is_plain) {
        return Ok((margin.range.base, false));
    }
    let (mut revenue, mut value) = (Amount::ZERO, Amount::ZERO);
    for sum in measured.earned.values() {
        for fall in at_margin(margin, sum)? {
            revenue = revenue.plus(fall.money).ok_or_else(too_large)?;
            value = value.plus(fall.worth).ok_or_else(too_large)?;
        }
    }
    Ok(match value.over(revenue) {
        Some(base) if revenue > Amount::ZERO => (base, true),
        _ => (margin.range.base, false),
    })
}
