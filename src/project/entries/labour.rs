//! Hours of people, and what an hour costs.

use crate::error::Spot;
use crate::project::read::Record;
use crate::schema::{Amount, Function, currency_of_unit, mistyped, nearest};
use crate::time::{Calendar, Period};

use super::assumption::{Assumption, Evidence};
use super::overlap::{self, Sharing};
use super::{Book, Money};

/// The assumption that has the rate of hours without one of their own.
const LOADED_RATE: &str = "loaded_rate";

/// What a role has in the place of a rate, to work it out from.
pub const RATE_PARTS: [&str; 6] = [
    "annual_pay",
    "on_cost",
    "paid_hours",
    "leave_hours",
    "holiday_hours",
    "utilisation",
];

/// A role and what an hour of it costs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Role {
    /// Its name.
    pub role: String,
    /// What an hour costs: the rate itself, or annual pay × (1 + on-cost) / (paid hours − leave − holidays) /
    /// utilisation.
    pub loaded_rate: Amount,
    /// Its currency, where it says one.
    pub currency: Option<String>,
    /// Where it comes from.
    pub evidence: Evidence,
    /// Where it stands.
    pub spot: Spot,
}

/// Hours of one role for one duty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LabourEntry {
    /// The days worked.
    pub period: Period,
    /// The duty served; `None` where several share it.
    pub function: Option<Function>,
    /// The role.
    pub role: Option<String>,
    /// Hours.
    pub hours: Amount,
    /// What an hour costs.
    pub rate: Money,
    /// Where the rate stands: the row itself, its role, or the assumption `loaded_rate`.
    pub rate_spot: Spot,
    /// Whether the rate is an assumption `loaded_rate`, so that its range counts.
    pub rate_assumed: bool,
    /// The goal of the organisation that the hours serve.
    pub goal: Option<String>,
    /// Anything else.
    pub note: Option<String>,
    /// Where it stands.
    pub spot: Spot,
}

impl LabourEntry {
    /// What the hours cost in the currency of reports; `None` where it is too much for an amount.
    pub fn cost(&self) -> Option<Amount> {
        self.hours.times(self.rate.reported)
    }
}

/// The roles of the records, and the names of those whose rate is a fault: hours of theirs are no further one.
pub fn roles(records: &[Record], book: &mut Book<'_>) -> (Vec<Role>, Vec<String>) {
    let mut found: Vec<Role> = Vec::new();
    let mut faulty = Vec::new();
    for record in records {
        let rate = loaded_rate(record, book);
        let Some(role) = record.text("role") else {
            continue;
        };
        if let Some(same) = found.iter().find(|known| is_same(&known.role, &role)) {
            let twice = format!(
                "`{role}` again, after {}:{}",
                same.spot.file, same.spot.line
            );
            book.fault(
                record.spot("role"),
                "roles.role",
                "each role once",
                twice,
                "",
            );
        }
        match rate {
            Some(loaded_rate) => found.push(Role {
                role,
                loaded_rate,
                currency: record.text("currency"),
                evidence: Evidence::of(record),
                spot: record.spot.clone(),
            }),
            None => faulty.push(role),
        }
    }
    (found, faulty)
}

/// F-02 of the metric catalogue: annual pay × (1 + on-cost) / (paid hours − leave − holidays) / utilisation.
fn loaded_rate(record: &Record, book: &mut Book<'_>) -> Option<Amount> {
    let given = |key: &&str| record.has(key);
    if record.has("loaded_rate") {
        if let Some(part) = RATE_PARTS.iter().find(|key| given(key)) {
            let hint = "give the rate, or what it is worked out from";
            book.fault(
                record.spot(part),
                &format!("roles.{part}"),
                "`loaded_rate` alone",
                "both",
                hint,
            );
        }
        return record.amount("loaded_rate");
    }
    if !record.has("annual_pay") || !record.has("paid_hours") {
        let hint = "annual_pay and paid_hours are the least; on_cost, leave_hours, holiday_hours and utilisation mend them";
        book.fault(
            &record.spot,
            "roles",
            "`loaded_rate`, or `annual_pay` and `paid_hours`",
            "neither",
            hint,
        );
        return None;
    }
    let or = |key: &str, default: Amount| {
        if record.has(key) {
            record.amount(key)
        } else {
            Some(default)
        }
    };
    let one = Amount::whole(1);
    let paid = record.amount("paid_hours")?;
    let hours = paid - or("leave_hours", Amount::ZERO)? - or("holiday_hours", Amount::ZERO)?;
    if hours <= Amount::ZERO {
        book.fault(
            record.spot("paid_hours"),
            "roles.paid_hours",
            "more paid hours than leave and holidays",
            format!("{hours} left"),
            "all three are hours of a year",
        );
        return None;
    }
    let pay = record
        .amount("annual_pay")?
        .times(one + or("on_cost", Amount::ZERO)?)?;
    pay.over(hours)?.over(or("utilisation", one)?)
}

/// The hours of the records; those that cross two assumed rates are shared out by days, one entry for each rate.
pub fn labour(
    records: &[Record],
    (roles, faulty): (&[Role], &[String]),
    assumptions: &[Assumption],
    book: &mut Book<'_>,
) -> Vec<LabourEntry> {
    let mut loaded_rates: Vec<&Assumption> = assumptions
        .iter()
        .filter(|known| known.key == LOADED_RATE)
        .collect();
    loaded_rates.sort_by_key(|known| known.period.map(|period| period.start));
    let mut dated = Vec::new();
    let mut found = Vec::new();
    let mut unrated: Vec<Spot> = Vec::new();
    for record in records {
        let (function, hours) = (record.function("function"), record.amount("hours"));
        let role = record.text("role");
        let is_faulty = |name: &String| faulty.iter().any(|faulty| is_same(faulty, name));
        if !record.has("loaded_rate") && role.as_ref().is_some_and(is_faulty) {
            continue;
        }
        // A fault of one cell hides none of another: without hours the rate is looked for all the same.
        let rate = rate(record, roles, &loaded_rates, book);
        let Some(period) = record.period("period") else {
            continue;
        };
        if let (Some(function), Some(_)) = (function, hours) {
            let what = [record.text("note"), record.text("goal")];
            let what = format!("{function:?} {role:?} {what:?}");
            dated.push((what, period, record.spot("period").clone()));
        }
        let shared = hours.unwrap_or(Amount::ZERO);
        let parts = match rate {
            Found::One(rate) => vec![(period, shared, rate)],
            Found::ByDays => assumed(record, &loaded_rates, period, shared, book),
            Found::None => continue,
        };
        for (period, part, rate) in parts {
            let (place, key) = match (rate.assumed, rate.of_role) {
                (true, _) => (&rate.spot, "assumptions.unit"),
                (false, true) => (&rate.spot, "roles.currency"),
                (false, false) => (record.spot("currency"), "labour.currency"),
            };
            // A role without a rate of its currency is told once.
            if rate.of_role && unrated.contains(place) {
                continue;
            }
            let converted = book.converted(place, key, rate.amount, rate.currency, &period);
            if rate.of_role && converted.is_none() {
                unrated.push(place.clone());
            }
            let (Some(function), Some(_)) = (function, hours) else {
                continue;
            };
            let money = converted.filter(|money| is_held(record, part, money, book));
            found.extend(money.map(|money| LabourEntry {
                period,
                function,
                role: role.clone(),
                hours: part,
                rate: money,
                rate_spot: rate.spot,
                rate_assumed: rate.assumed,
                goal: record.text("goal"),
                note: record.text("note"),
                spot: record.spot.clone(),
            }));
        }
    }
    overlap::check(dated, Sharing::None, "labour", book);
    found
}

/// Whether hours × rate is an amount at all; a fault where it is too much for one.
fn is_held(record: &Record, hours: Amount, rate: &Money, book: &mut Book<'_>) -> bool {
    let held = hours.times(rate.reported).is_some();
    if !held {
        book.fault(
            record.spot("hours"),
            "labour.hours",
            "hours × rate of less than 170 septillion",
            format!("{hours} × {}", rate.reported),
            "take a zero or two away: no team works that much",
        );
    }
    held
}

struct Rate {
    amount: Amount,
    currency: Option<String>,
    spot: Spot,
    assumed: bool,
    of_role: bool,
}

enum Found {
    One(Rate),
    /// The assumptions that hold on the days of the hours.
    ByDays,
    None,
}

/// The currency that the unit of an assumption begins with.
fn currency_of(assumption: &Assumption) -> Option<String> {
    let unit = assumption.unit.as_deref()?;
    currency_of_unit(unit).map(|(_, code)| code.to_owned())
}

/// The parts of hours, each with the rate that holds on its days; the last has what is left of them. A fault where none
/// holds on some.
fn assumed(
    record: &Record,
    rates: &[&Assumption],
    period: Period,
    hours: Amount,
    book: &mut Book<'_>,
) -> Vec<(Period, Amount, Rate)> {
    let mut found: Vec<(Period, Amount, Rate)> = Vec::new();
    let (mut days, mut left) = (0, hours);
    for one in rates {
        let common = match &one.period {
            None => Some(period),
            Some(own) => own.overlap(&period),
        };
        let Some(common) = common else { continue };
        days += common.days();
        let part = if days == period.days() {
            left
        } else {
            hours.of_days(common.days(), period.days())
        };
        left = left - part;
        let rate = Rate {
            amount: one.range.base,
            currency: currency_of(one).or_else(|| book.currency.clone()),
            spot: one.spot.clone(),
            assumed: true,
            of_role: false,
        };
        found.push((common, part, rate));
    }
    if days < period.days() {
        let (own, lacking) = (period.iso(Calendar::Gregorian), period.days() - days);
        book.fault(
            record.spot("period"),
            "labour.period",
            "days that an assumption `loaded_rate` holds for",
            format!("{own}, with none on {lacking} of {} days", period.days()),
            "add an assumption `loaded_rate` with a `period` of those days, or give the row a `loaded_rate`",
        );
    }
    found
}

/// Whether two names are of one role: capitals and spaces around it make no other one.
fn is_same(one: &str, other: &str) -> bool {
    one.trim().to_lowercase() == other.trim().to_lowercase()
}

/// The row's own rate, else its role's, else those that are assumed.
fn rate(record: &Record, roles: &[Role], assumed: &[&Assumption], book: &mut Book<'_>) -> Found {
    if record.has("loaded_rate") {
        let Some(amount) = record.amount("loaded_rate") else {
            return Found::None;
        };
        return Found::One(Rate {
            amount,
            currency: record.text("currency").or_else(|| book.currency.clone()),
            spot: record.spot("loaded_rate").clone(),
            assumed: false,
            of_role: false,
        });
    }
    let name = record.text("role");
    let role = name
        .as_ref()
        .and_then(|name| roles.iter().find(|role| is_same(&role.role, name)));
    if let Some(role) = role {
        return Found::One(Rate {
            amount: role.loaded_rate,
            currency: role.currency.clone().or_else(|| book.currency.clone()),
            spot: role.spot.clone(),
            assumed: false,
            of_role: true,
        });
    }
    let names = || roles.iter().map(|role| role.role.as_str());
    let mistyped = name.as_ref().and_then(|name| mistyped(name, names()));
    // A role that is none of [[roles]] has the assumed rate.
    if !assumed.is_empty() && mistyped.is_none() {
        return Found::ByDays;
    }
    let near = mistyped.or_else(|| nearest(name.as_ref()?, names()));
    let (spot, found) = name.map_or((&record.spot, "hours without a rate".to_owned()), |name| {
        (
            record.spot("role"),
            format!("`{name}`, which no role is called"),
        )
    });
    let hint = near.map_or_else(
        || "give `loaded_rate`, a `role` of [[roles]], or an assumption `loaded_rate`".to_owned(),
        |near| format!("did you mean `{near}`?"),
    );
    book.fault(spot, "labour", "a rate for these hours", found, &hint);
    Found::None
}
