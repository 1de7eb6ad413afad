//! The contribution margin: one of all, and of each line its own where months have theirs.

use std::collections::BTreeMap;

use crate::error::{Error, Result};
use crate::options::Scope;
use crate::project::{Margin, Project};
use crate::report::ledger::{Input, LedgerInputs, Origin, grouped};
use crate::schema::{Amount, col};
use crate::time::{Calendar, Period};

use super::assumptions::origin;
use super::exports::{Measured, Sum};
use super::fall::Fall;

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
            let plain = months.map(|(days, money)| Fall::plain(*days, *money, *money));
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
            let worth_at = |margin: Amount| {
                let worth = unlisted.times(margin);
                worth
                    .and_then(|worth| worth.plus(listed))
                    .ok_or_else(too_large)
            };
            let range = margin.range_of(&part);
            let worth = worth_at(range.base)?;
            let end = |end: Option<Amount>| end.map_or(Ok(worth), worth_at);
            found.push(Fall {
                days: part,
                money: own,
                worth,
                ends: [end(range.low)?, end(range.high)?],
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
    let Some(margin) = own(project, given) else {
        return Ok(OfLine {
            key: Some(MARGIN.into()),
            of_revenue: None,
        });
    };
    let figure = |own: &Option<Weighted>| own.as_ref().map(|own| (own.base, own.range));
    let own = weighted(caused, given)?;
    let of_revenue = weighted(revenue, given)?;
    let is_same = figure(&of_revenue) == figure(&own);
    let key = add_own(&format!("{MARGIN}_{part}"), own, margin, given);
    let credited = format!("{MARGIN}_{part}_credited");
    Ok(OfLine {
        key: Some(key),
        of_revenue: (!is_same).then(|| add_own(&credited, of_revenue, margin, given)),
    })
}

/// A margin that is weighted by what it multiplies.
struct Weighted {
    base: Amount,
    /// The revenue.
    money: Amount,
    /// What it is worth, and at the ends of the range.
    worth: [Amount; 3],
    /// Where the margin of all is at its ends, those of months and products being what they are.
    range: Option<(Amount, Amount)>,
    /// What falls into which days, in sentences.
    made_of: Vec<String>,
}

impl Weighted {
    /// The margin that makes these falls worth what they are; `None` where they sum to nothing.
    fn of(falls: &[Fall]) -> Result<Option<Self>> {
        let sizes = |fall: &Fall| [fall.money, fall.worth, fall.ends[0], fall.ends[1]];
        Amount::size_of_all(falls.iter().flat_map(sizes)).ok_or_else(too_large)?;
        let sum = |of: fn(&Fall) -> Amount| falls.iter().map(of).sum::<Amount>();
        let (money, worth) = (sum(|fall| fall.money), sum(|fall| fall.worth));
        let Some(base) = worth.over(money) else {
            return Ok(None);
        };
        let ends = [sum(|fall| fall.ends[0]), sum(|fall| fall.ends[1])];
        let moves = falls.iter().any(|fall| fall.ends != [fall.worth; 2]);
        let range = ends[0].over(money).zip(ends[1].over(money));
        Ok(Some(Self {
            base,
            money,
            worth: [worth, ends[0], ends[1]],
            // Refunds of one month may be worth more than the sales of the others.
            range: range
                .filter(|_| moves)
                .map(|(low, high)| (low.min(high).min(base), low.max(high).max(base))),
            made_of: made_of(falls),
        }))
    }

    /// An input of that margin.
    fn input(self, key: &str, origin: Origin) -> Input {
        let input = Input::assumption(key, self.base, origin);
        let all = self.worth.into_iter();
        let mut input = all.fold(input, |input, worth| input.quotient_of(worth, self.money));
        (input.low, input.high) = self.range.unzip();
        input.made_of = self.made_of;
        input.in_unit(col::SHARE)
    }
}

/// What falls into each stretch of days, and what it is worth at its margins.
fn made_of(falls: &[Fall]) -> Vec<String> {
    let mut found: BTreeMap<Period, (Amount, Amount)> = BTreeMap::new();
    for fall in falls {
        let own = found.entry(fall.days).or_default();
        (own.0, own.1) = (own.0 + fall.money, own.1 + fall.worth);
    }
    let sentences = found.into_iter().map(|(days, (money, worth))| {
        let days = days.told(Calendar::Gregorian);
        format!(
            "{days}: {} of revenue is worth {}",
            grouped(money, 2),
            grouped(worth, 2)
        )
    });
    sentences.collect()
}

/// What each product has of the revenue, and its margin; the rest is at that of its month or of all.
fn by_product(margin: &Margin, measured: &Measured) -> Vec<String> {
    let mut found: BTreeMap<usize, Amount> = BTreeMap::new();
    for sum in measured.earned.values() {
        for ((_, product), money) in &sum.products {
            *found.entry(*product).or_default() += *money;
        }
    }
    if found.is_empty() {
        return Vec::new();
    }
    let all: Amount = measured.earned.values().map(|sum| sum.money).sum();
    let rest = all - found.values().copied().sum::<Amount>();
    let sentences = found.into_iter().filter_map(|(at, money)| {
        let (name, margin) = margin.products.get(at)?;
        let money = grouped(money, 2);
        Some(format!("of {name}: {money} of revenue at {margin}"))
    });
    let at = match margin.months.is_empty() {
        true => margin.range.base.to_string(),
        false => "the margin of its month".into(),
    };
    let rest = format!("of all else: {} of revenue at {at}", grouped(rest, 2));
    sentences.chain([rest]).collect()
}

/// The margin that makes these falls worth what they are; `None` where it is that of all.
fn weighted(falls: &[Fall], given: &mut LedgerInputs) -> Result<Option<Weighted>> {
    let found = Weighted::of(falls)?;
    let worth: Amount = falls.iter().map(|fall| fall.worth).sum();
    let money: Amount = falls.iter().map(|fall| fall.money).sum();
    if money == Amount::ZERO && worth != Amount::ZERO {
        given.settings.notes.push(format!(
            "margin: revenue of a line sums to nothing, though at the margins of its days it is worth {}, which no line counts",
            grouped(worth, 2)
        ));
    }
    // Months may have one margin while the range of `base` moves some of them alone.
    let all = given.input(MARGIN);
    let all = all.map(|input| (input.base, input.low.zip(input.high)));
    Ok(found.filter(|own| Some((own.base, own.range)) != all))
}

/// Adds a line's own margin, and returns its key.
fn add_own(key: &str, own: Option<Weighted>, margin: &Margin, given: &mut LedgerInputs) -> String {
    let (Some(own), Some(all)) = (own, given.input(MARGIN)) else {
        return MARGIN.into();
    };
    let (place, evidence) = (all.place.clone(), all.origin.clone());
    let input = own.input(key, evidence).going_by(MARGIN);
    let whose = whose(margin);
    let input = input.titled(format!("margin, weighted by the revenue of its {whose}"));
    given.add_to(match place {
        Some(place) => input.stated_at(place),
        None => input,
    })
}

/// What has margins of its own.
fn whose(margin: &Margin) -> &'static str {
    match (margin.months.is_empty(), margin.products.is_empty()) {
        (false, true) => "months",
        (true, _) => col::PRODUCTS,
        (false, false) => "months and products",
    }
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
        given.remove(MARGIN);
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
    given.remove(MARGIN);
    notes.extend(margin.gap());
    let expires = margin.evidence.expires;
    if let Some(day) = expires.filter(|day| *day < given.period.end) {
        notes.push(format!("the margin expired on {day} ({})", margin.spot));
    }
    let mixed = mix(margin, measured)?;
    let whose = whose(margin);
    if let Some(mixed) = &mixed {
        notes.push(format!(
            "margin: {whose} have their own, weighted by their revenue to {} ({})",
            mixed.base.short(),
            margin.spot
        ));
    }
    notes.extend(of_products(margin, measured, &given.currency));
    let (own, range) = (origin(&margin.evidence), &margin.range);
    let input = match mixed {
        Some(mut mixed) => {
            mixed.made_of.extend(by_product(margin, measured));
            let input = mixed.input(MARGIN, own);
            input.titled(format!("margin, weighted by the revenue of its {whose}"))
        }
        None => {
            let mut input = Input::assumption(MARGIN, range.base, own).in_unit(col::SHARE);
            (input.low, input.high) = (range.low, range.high);
            input
        }
    };
    given.inputs.push(input.stated_at(margin.spot.to_string()));
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

/// The margin of the period where months or products have their own, weighted by the revenue of each; `None` where none
/// has, or where there is no revenue.
fn mix(margin: &Margin, measured: &Measured) -> Result<Option<Weighted>> {
    let is_plain = |sum: &Sum| sum.products.is_empty();
    if margin.months.is_empty() && measured.earned.values().all(is_plain) {
        return Ok(None);
    }
    let mut falls = Vec::new();
    for sum in measured.earned.values() {
        falls.extend(at_margin(margin, sum)?);
    }
    let found = Weighted::of(&falls)?;
    Ok(found.filter(|mixed| mixed.money > Amount::ZERO))
}
