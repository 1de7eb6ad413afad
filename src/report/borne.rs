//! What rows of spend bear beside their own spend. Media that no export holds stands against outcomes by one rule,
//! whatever figure is over it: on the days that the files hold outcomes of, where they hold those of its platform. It goes
//! over the spend of the platform that has outcomes, that of no named platform over all such spend.

use std::collections::BTreeMap;

use polars::prelude::DataFrame;

use crate::metrics::computed;
use crate::schema::{Amount, CostType, Function, cells, col};
use crate::time::Period;

use super::costs::{CostOf, allocated, dated, place, raise, typed, typed_media};
use super::keys::FUNCTION;
use super::options::{DatedCost, ReportOptions};
use super::unspent::{Bears, Outcomes, Unspent};

/// What rows bear beside their own spend.
pub struct Borne {
    /// Each row's share of the cost beside media.
    pub beside: Vec<i128>,
    /// Of media that no export holds and paid media bear, that which stands against outcomes.
    pub known: Vec<i128>,
    /// The rest of it.
    other: Vec<i128>,
    /// Of media of whatever function that no export holds, that which stands against outcomes.
    pub media: Vec<i128>,
    /// What no row can bear, as nothing was spent in its days.
    pub left: Vec<Unspent>,
}

impl Borne {
    /// All that a row bears of the cost.
    pub fn all(&self, row: usize) -> i128 {
        self.beside[row] + self.known[row] + self.other[row]
    }

    /// What each row of spend of so much bears: of what paid media cost by spend of paid media, of all else by all spend.
    pub fn of(
        spend: &DataFrame,
        units: &[Option<i128>],
        options: &ReportOptions,
        whose: CostOf,
        outcomes: &Outcomes<'_>,
    ) -> Self {
        let rows = Rows::of(spend, units);
        let place = place(spend);
        let of_all = typed(options).filter(|(kind, _)| *kind != CostType::Media);
        let mut beside = allocated(units, of_all.map(|(_, amount)| *amount).sum(), &place);
        let is_media = |part: &&DatedCost| part.cost_type == CostType::Media;
        let (own, costs): (Vec<&DatedCost>, Vec<&DatedCost>) =
            options.dated_costs.iter().partition(is_media);
        let paid = rows.of_platform(units, None, Whose::Paid);
        let (shares, unspent) = dated(spend, &paid, &costs, &place);
        raise(&mut beside, shares);
        let mut left = BTreeMap::new();
        for (days, amount) in unspent {
            left_over(&mut left, (None, days, Bears::Cost)).0 += amount;
        }
        let mut own = rows.media(&own, Whose::Paid, outcomes, &place);
        for (of, amount) in own.left {
            left_over(&mut left, of).0 += amount;
        }
        let others: Vec<&DatedCost> = match whose {
            CostOf::ThisPeriod => options.other_media.iter().collect(),
            CostOf::AnotherPeriod => Vec::new(),
        };
        let mut all = rows.media(&others, Whose::Any, outcomes, &place);
        for (of, amount) in all.left {
            left_over(&mut left, of).1 += amount;
        }
        // Of no days at all: as far as the spend has outcomes.
        let has_covered = rows.covered.iter().flatten().any(|units| *units > 0);
        let typed = typed_media(options);
        match has_covered {
            true => {
                let shares = allocated(&rows.covered, typed, &place);
                raise(&mut own.known, shares.clone());
                raise(&mut all.known, shares);
            }
            false => raise(&mut own.other, allocated(units, typed, &place)),
        }
        // Without a cost of its own a row of media alone stays.
        let is_wanted = |media: Amount| !options.costs.is_empty() || media != Amount::ZERO;
        let left = left.into_iter().filter(|(_, (_, media))| is_wanted(*media));
        let left = left.map(|((platform, days, bears), (amount, media))| Unspent {
            platform: platform.map(str::to_owned),
            days,
            bears,
            amount,
            media,
        });
        Self {
            beside,
            known: own.known,
            other: own.other,
            media: all.known,
            left: left.collect(),
        }
    }
}

/// What of something that a row bears is of the part of its spend that outcomes cover.
pub fn of_covered(whole: i128, covered: i128, spend: i128) -> i128 {
    match covered == spend {
        true => whole,
        false => Amount(whole).portion(Amount(covered), Amount(spend)).0,
    }
}

/// A platform's media, or all else, of some days.
type Of<'p> = (Option<&'p str>, Option<Period>, Bears);

/// Cost, and media of whatever function, that no row bears.
type Left<'p> = BTreeMap<Of<'p>, (Amount, Amount)>;

fn left_over<'l, 'p>(left: &'l mut Left<'p>, of: Of<'p>) -> &'l mut (Amount, Amount) {
    left.entry(of).or_default()
}

/// Whose rows bear a cost.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Whose {
    /// Those of paid media.
    Paid,
    /// All.
    Any,
}

/// Shares of media that no export holds.
struct Media<'p> {
    known: Vec<i128>,
    other: Vec<i128>,
    left: Vec<(Of<'p>, Amount)>,
}

/// Rows of spend.
struct Rows<'f> {
    frame: &'f DataFrame,
    units: &'f [Option<i128>],
    covered: Vec<Option<i128>>,
    platforms: Vec<Option<&'f str>>,
    functions: Vec<Option<&'f str>>,
}

impl<'f> Rows<'f> {
    fn of(frame: &'f DataFrame, units: &'f [Option<i128>]) -> Self {
        let text = |name| cells::texts(frame, name).unwrap_or_else(|| vec![None; units.len()]);
        let covered = cells::amounts(frame, computed::SPEND_COVERED);
        Self {
            frame,
            units,
            covered: covered.unwrap_or_else(|| vec![None; units.len()]),
            platforms: text(col::PLATFORM),
            functions: text(FUNCTION),
        }
    }

    /// Of amounts of the rows, those of a platform, of all where none is named.
    fn of_platform(
        &self,
        amounts: &[Option<i128>],
        platform: Option<&str>,
        whose: Whose,
    ) -> Vec<Option<i128>> {
        let is_its = |row: usize| {
            (platform.is_none() || self.platforms[row] == platform) && self.is_of(row, whose)
        };
        let own = amounts.iter().enumerate();
        own.map(|(row, units)| units.filter(|_| is_its(row)))
            .collect()
    }

    fn is_of(&self, row: usize, whose: Whose) -> bool {
        let is_paid = || self.functions[row].is_none_or(|own| own == Function::Paid.name());
        whose == Whose::Any || is_paid()
    }

    fn media<'p, P: Ord>(
        &self,
        parts: &[&'p DatedCost],
        whose: Whose,
        outcomes: &Outcomes<'_>,
        place: &dyn Fn(usize) -> P,
    ) -> Media<'p> {
        let mut found = Media {
            known: vec![0; self.units.len()],
            other: vec![0; self.units.len()],
            left: Vec::new(),
        };
        let mut apart: BTreeMap<Option<&str>, [Vec<DatedCost>; 2]> = BTreeMap::new();
        for part in parts {
            let (own, rest) = outcomes.apart(part);
            let [known, other] = apart.entry(part.platform.as_deref()).or_default();
            known.extend(own);
            other.extend(rest);
        }
        let mut bear = |spent: &[Option<i128>], parts: &[&DatedCost], platform, bears| {
            let (shares, left) = dated(self.frame, spent, parts, place);
            let left = left.into_iter();
            let left = left.map(|(days, amount)| ((platform, days, bears), amount));
            found.left.extend(left);
            shares
        };
        for (platform, [known, other]) in &apart {
            let spent = self.of_platform(self.units, *platform, whose);
            let covered = self.of_platform(&self.covered, *platform, whose);
            // Of a platform the days tell what is known of the rest.
            let rest = platform.map_or(Bears::Other, |_| Bears::Known);
            let known: Vec<&DatedCost> = known.iter().collect();
            let other: Vec<&DatedCost> = other.iter().collect();
            let shares = bear(&covered, &known, *platform, Bears::Known);
            raise(&mut found.known, shares);
            raise(&mut found.other, bear(&spent, &other, *platform, rest));
        }
        found
    }
}
