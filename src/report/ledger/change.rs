//! Why a ledger changed from one period to another.

use serde::{Serialize, Serializer};

use super::facts::{Facts, roas_of};
use super::headline::Headline;
use crate::ledger::change::{
    AssumptionChange, Channel, Customers, Decomposition, EffectSize, Recorded, Supposing, Unsplit,
    assumptions_changed, customers_change, is_by_days, revenue_change, roi_change,
};
use crate::ledger::{Figure, Ledger, Plain, Reason, Settings, ValueLine};
use crate::schema::{Amount, CostType};
use crate::time::{Calendar, Comparison, Period};

/// The change from another period, exactly split.
#[derive(Clone, Debug, Serialize)]
pub struct LedgerChange {
    /// The other period.
    #[serde(serialize_with = "period")]
    pub period: Period,
    /// By which rule it was found: `previous`, `year`.
    pub rule: &'static str,
    /// ROI of the other period.
    pub roi: Figure,
    /// The figures that carry the ledger of the other period; `None` where its cost is not known, or where nothing of it is
    /// on record.
    pub headline: Option<Headline>,
    /// Net value of the other period; `None` where its cost is not known, or where nothing of it is on record.
    #[serde(serialize_with = "crate::ledger::plain_amount_or_null")]
    pub net: Option<Amount>,
    /// Types of cost that were typed for this period, so that what the other one cost is not known.
    pub unknown_costs: Vec<&'static str>,
    /// The change of the revenue that is credited to ads.
    #[serde(skip)]
    pub revenue: Decomposition<Amount>,
    /// The same, where a period without such a record has no revenue instead of none of it.
    #[serde(flatten)]
    pub on_record: OnRecord,
    /// Platforms that are in neither side of the change of revenue, as one of the periods knows media without outcomes, or
    /// outcomes without media.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub platforms_left_out: Vec<String>,
    /// Sentences about revenue of the other period that counts nowhere, as what it cost is on no record.
    #[serde(skip)]
    pub uncounted: Vec<String>,
    /// Nothing of the other period is on record: neither value nor cost.
    #[serde(skip)]
    pub is_without_record: bool,
    /// The change of its return on media; without one the reason why.
    #[serde(serialize_with = "or_reason")]
    pub roas: Result<Decomposition<f64>, Reason>,
    /// The change of all revenue by customers, orders of each and revenue of each order (metric S-18); `None` where
    /// nothing counts customers, else without one the reason why.
    #[serde(
        serialize_with = "known_or_reason",
        skip_serializing_if = "Option::is_none"
    )]
    pub customers: Option<Result<Decomposition<Amount>, Reason>>,
    /// Revenue of orders that name no customer and are not in that change, where there is any.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub without_customer: Option<Apart>,
    /// The change of ROI; without one the reason why.
    #[serde(serialize_with = "or_reason")]
    pub roi_change: Result<Decomposition<f64>, Reason>,
    /// Assumptions that changed.
    pub assumptions: Vec<AssumptionChange>,
    /// Entries of which other days lie in each period.
    #[serde(skip)]
    pub by_days: Vec<ByDays>,
    /// Types of cost whose records are fuller in one of the periods: a part of the change is a gap in the records.
    pub gaps: Vec<Gap>,
    /// Where other parts of the two periods are on record, so that they are not alike.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unlike: Option<Unlike>,
    /// The shares of media of which the files hold no outcomes, in the other period and in this one, where they are apart.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub without_outcomes: Option<(f64, f64)>,
}

/// An entry of which more of its days lie in one period than in the other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ByDays {
    /// The key of the entry.
    pub key: String,
    /// Its days in the other period.
    pub before: i64,
    /// Its days in this one.
    pub now: i64,
}

/// Entries of amounts that count in both periods with other numbers of their days.
fn by_days(then: &Ledger, now: &Ledger) -> Vec<ByDays> {
    let of = |line: &ValueLine| {
        let own = now
            .lines
            .iter()
            .find(|own| own.include && own.id == line.id)?;
        let key = own
            .inputs
            .first()
            .filter(|key| line.inputs.first() == Some(*key))?;
        let (was, is) = (then.input(key)?, now.input(key)?);
        let (before, now) = (line.period.days(), own.period.days());
        (is_by_days(was, is) && before != now).then(|| ByDays {
            key: key.clone(),
            before,
            now,
        })
    };
    let lines = then.lines.iter().filter(|line| line.include);
    lines.filter_map(of).collect()
}

/// The shares of media without outcomes, where they differ by more than one tenth.
fn without_outcomes(then: &Ledger, now: &Ledger) -> Option<(f64, f64)> {
    let share = |ledger: &Ledger| ledger.beside.media_without_outcomes.value();
    let (before, now) = (share(then)?, share(now)?);
    ((before - now).abs() > 0.1).then_some((before, now))
}

/// What programs read of changes, under their names.
#[derive(Clone, Debug, Serialize)]
pub struct OnRecord {
    /// That of the revenue of ads.
    pub revenue: RecordedRevenue,
}

/// The change of the revenue of ads as far as it is on record.
#[derive(Clone, Debug, Serialize)]
pub struct RecordedRevenue {
    /// Of the other period; `None` where no outcome of its media is on record.
    #[serde(serialize_with = "crate::ledger::plain_amount_or_null")]
    pub before: Option<Amount>,
    /// Of this period likewise, of platforms that both have on record.
    #[serde(serialize_with = "crate::ledger::plain_amount_or_null")]
    pub after: Option<Amount>,
    /// After less before, where both are known.
    #[serde(serialize_with = "crate::ledger::plain_amount_or_null")]
    pub change: Option<Amount>,
    /// Why one of them is not known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<&'static str>,
    /// Effects by kind and name.
    pub effects: Vec<EffectSize<Amount>>,
    /// Terms that are new, gone or without logarithm.
    pub unsplit: Vec<Unsplit<Amount>>,
}

impl RecordedRevenue {
    /// Of a split whose periods have such a record or not. Without one of both nothing is split.
    fn of(split: &Decomposition<Amount>, before: bool, after: bool) -> Self {
        let both = before && after;
        Self {
            before: before.then_some(split.before),
            after: after.then_some(split.after),
            change: both.then_some(split.change),
            status: (!both).then(|| Reason::NotSupplied.code()),
            effects: split.effects.clone(),
            unsplit: split.unsplit.clone(),
        }
    }
}

/// Revenue of the two periods that is in no change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Apart {
    /// Of the other period.
    #[serde(serialize_with = "crate::ledger::plain_amount")]
    pub before: Amount,
    /// Of this one.
    #[serde(serialize_with = "crate::ledger::plain_amount")]
    pub after: Amount,
}

/// Days with media or value, and days of the period.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Unlike {
    /// Those of the other period.
    pub before: (i64, i64),
    /// Those of this one.
    pub now: (i64, i64),
}

/// Periods whose share of days on record differs by more than one tenth.
fn unlike(then: &Ledger, now: &Ledger) -> Option<Unlike> {
    let on_record = |ledger: &Ledger| (ledger.active_days(), ledger.period.days());
    let (before, now) = (on_record(then), on_record(now));
    are_apart(before, now).then_some(Unlike { before, now })
}

/// Whether two shares differ by more than one tenth.
fn are_apart(before: (i64, i64), now: (i64, i64)) -> bool {
    10 * (before.0 * now.1 - now.0 * before.1).abs() > before.1 * now.1
}

/// A type of cost that is on record for other parts of two periods.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Gap {
    /// The type.
    pub cost_type: &'static str,
    /// Days on record then, and days of that period.
    pub before: (i64, i64),
    /// Days on record now, and days of this period.
    pub now: (i64, i64),
}

/// Types whose share of days on record differs by more than one tenth.
fn gaps(then: &Ledger, now: &Ledger) -> Vec<Gap> {
    let of_type = |kind: &CostType| {
        let on_record = |ledger: &Ledger| {
            (
                ledger.cost.days_of(*kind, &ledger.period),
                ledger.period.days(),
            )
        };
        let (before, now) = (on_record(then), on_record(now));
        are_apart(before, now).then_some(Gap {
            cost_type: kind.name(),
            before,
            now,
        })
    };
    CostType::FULL.iter().filter_map(of_type).collect()
}

fn period<S: Serializer>(period: &Period, out: S) -> Result<S::Ok, S::Error> {
    out.serialize_str(&period.iso(Calendar::Gregorian))
}

/// The split, or `{"status": code}`.
fn or_reason<T: Plain + Copy, S: Serializer>(
    found: &Result<Decomposition<T>, Reason>,
    out: S,
) -> Result<S::Ok, S::Error> {
    #[derive(Serialize)]
    struct Status {
        status: &'static str,
    }
    match found {
        Ok(split) => split.serialize(out),
        Err(reason) => Status {
            status: reason.code(),
        }
        .serialize(out),
    }
}

/// As [`or_reason`], where there is one.
fn known_or_reason<S: Serializer>(
    found: &Option<Result<Decomposition<Amount>, Reason>>,
    out: S,
) -> Result<S::Ok, S::Error> {
    match found {
        Some(found) => or_reason(found, out),
        None => out.serialize_none(),
    }
}

impl LedgerChange {
    /// Adds the change by customers; a factor of zero in either period has no logarithm, so that nothing is split.
    pub fn set_customers(
        &mut self,
        then: Option<Result<Customers, Reason>>,
        now: Option<Result<Customers, Reason>>,
    ) {
        let Some((then, now)) = then.zip(now) else {
            return;
        };
        let apart = |of: &Result<Customers, Reason>| of.map_or(Amount::ZERO, |of| of.apart);
        let (before, after) = (apart(&then), apart(&now));
        let any = before != Amount::ZERO || after != Amount::ZERO;
        self.without_customer = any.then_some(Apart { before, after });
        let split = then.and_then(|then| {
            let found = customers_change(then, now?);
            match found.unsplit.first() {
                Some(one) => Err(one.reason),
                None => Ok(found),
            }
        });
        self.customers = Some(split);
    }

    /// That outcomes of other shares of media are on record, so that a part of the change is that.
    pub(super) fn outcomes_apart(&self) -> Option<String> {
        let (before, now) = self.without_outcomes?;
        let percent = |share: f64| format!("{:.1} %", 100.0 * share);
        Some(format!(
            "of {} of media the files hold no outcomes, before of {}: a part of the change is that",
            percent(now),
            percent(before)
        ))
    }

    /// Why the cost of the other period is not known, where it is not.
    pub fn unknown(&self) -> Option<String> {
        let types = self.unknown_costs.join(" and ");
        (!types.is_empty()).then(|| {
            format!(
                "--cost gives {types} of this period: what {} cost is not known, so that its ROI is not either",
                self.period
            )
        })
    }

    /// The change between two ledgers; `supposed` is the ROI of the second with another figure of a key, `facts` are those of ad platforms then and now, `settings` those of the other
    /// period, with the types of cost that are not known of it and the days of which outcomes are on record.
    pub(super) fn of(
        (before, after): (Recorded<'_>, Recorded<'_>),
        supposed: &Supposing<'_>,
        rule: Comparison,
        facts: &Facts,
        settings: &Settings,
    ) -> Self {
        let (then, now) = (before.ledger, after.ledger);
        let unknown = &settings.unknown_costs;
        let channels = facts.on_record();
        let revenue = revenue_change(&channels.0, &channels.1);
        // Platforms that one of the periods does not know are in neither.
        let platforms_left_out = facts.left_out();
        let are_all =
            channels.0.is_empty() && channels.1.is_empty() && !platforms_left_out.is_empty();
        let is_left_out = |ledger: &Ledger| are_all || ledger.beside.media_roas.value().is_some();
        let has_outcomes = |period: &Period| match &settings.outcome_days {
            Some(days) => days.iter().any(|days| days.overlap(period).is_some()),
            None => true,
        };
        let is_known = |own: &[Channel], ledger: &Ledger| {
            !own.is_empty() || (has_outcomes(&ledger.period) && !is_left_out(ledger))
        };
        let is_without_record = then.lines.is_empty() && then.cost.lines.is_empty();
        let has_cost = unknown.is_empty() && !is_without_record;
        let roas = match unknown.contains(&CostType::Media) {
            true => Err(Reason::NotSupplied),
            false => roas_of(then, now, facts),
        };
        Self {
            period: then.period,
            rule: rule.name(),
            roi: then.roi,
            headline: has_cost.then(|| Headline::of(then)),
            net: (has_cost && then.unknown.is_none()).then_some(then.net),
            unknown_costs: unknown.iter().map(|kind| kind.name()).collect(),
            on_record: OnRecord {
                revenue: RecordedRevenue::of(
                    &revenue,
                    is_known(&channels.0, then),
                    is_known(&channels.1, now),
                ),
            },
            revenue,
            platforms_left_out,
            uncounted: settings.left_out.clone(),
            is_without_record,
            roas,
            customers: None,
            without_customer: None,
            roi_change: roi_change(then, now, (&channels.0, &channels.1)),
            assumptions: assumptions_changed(before, after, supposed),
            by_days: by_days(then, now),
            gaps: gaps(then, now),
            unlike: unlike(then, now),
            without_outcomes: without_outcomes(then, now),
        }
    }
}
