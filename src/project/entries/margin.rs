//! Contribution margin: one figure, and those of products and months.

use chrono::NaiveDate;

use crate::error::Spot;
use crate::project::read::{Located, Record, Value};
use crate::schema::Amount;
use crate::time::{Calendar, Period, PeriodSpec};

use super::Book;
use super::assumption::{self, Assumption, Evidence, Range};
use super::overlap::{self, Sharing};

/// The share of net revenue that is left after variable cost.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Margin {
    /// Where no product and no month has its own.
    pub range: Range,
    /// Of single products, by name.
    pub products: Vec<(String, Amount)>,
    /// Of single periods, which do not overlap.
    pub months: Vec<(Period, Amount)>,
    /// Where it comes from.
    pub evidence: Evidence,
    /// Where it stands.
    pub spot: Spot,
}

/// The margin where it stands among the assumptions, for all days. What stands in both places is a fault, as nobody can tell
/// which of them counts.
pub fn assumed(
    own: Option<Margin>,
    assumptions: &mut Vec<Assumption>,
    book: &mut Book<'_>,
) -> Option<Margin> {
    let is_margin = |one: &Assumption| one.key == "margin";
    if let Some(own) = own {
        for twice in assumptions.iter().filter(|one| is_margin(one)) {
            book.fault(
                &twice.spot,
                "assumptions.key `margin`",
                "the margin in one place",
                format!("[margin] too ({})", own.spot),
                "take one of them away",
            );
        }
        return Some(own);
    }
    for one in assumptions.iter().filter(|one| is_margin(one)) {
        if let Some(period) = one.period {
            book.fault(
                &one.spot,
                "assumptions.period `margin`",
                "a margin for all days",
                format!("one for {period}"),
                "write [margin] with `base`, and those of months under `month`",
            );
        }
    }
    let at = assumptions
        .iter()
        .position(|one| is_margin(one) && one.period.is_none())?;
    let whole = assumptions.remove(at);
    Some(Margin {
        range: whole.range,
        products: Vec::new(),
        months: Vec::new(),
        evidence: whole.evidence,
        spot: whole.spot,
    })
}

impl Margin {
    /// What it lacks of source, owner and date, so that no line of the ledger may count with it.
    pub fn lacks(&self) -> Vec<&'static str> {
        let has = |there: bool, key| (!there).then_some(key);
        let evidence = &self.evidence;
        [
            has(evidence.source.is_some(), "source"),
            has(evidence.owner.is_some(), "owner"),
            has(evidence.date.is_some(), "date"),
        ]
        .into_iter()
        .flatten()
        .collect()
    }

    /// The sentence about what it lacks.
    pub fn gap(&self) -> Option<String> {
        let lacks = self.lacks();
        (!lacks.is_empty()).then(|| {
            format!(
                "[margin] has no {} ({}): reports use it, but every line of the ledger that needs it is refused",
                lacks.join(", no "),
                self.spot
            )
        })
    }

    /// The product with a margin of its own that a name or a stock number stands for: that very name or number, else the
    /// name before what tells its variants apart (`Tent` of `Tent - green`), in letters of any size.
    pub fn product(&self, name: &str, number: &str) -> Option<usize> {
        let plain = |text: &str| text.trim().to_lowercase();
        let at = |text: &str| {
            let text = plain(text);
            let same = |(known, _): &(String, Amount)| plain(known) == text;
            (!text.is_empty()).then(|| self.products.iter().position(same))?
        };
        let variant = || at(name.rsplit_once(" - ")?.0);
        at(name).or_else(|| at(number)).or_else(variant)
    }

    /// The days cut where months with margins of their own begin and end.
    pub fn stretches(&self, days: &Period) -> Vec<Period> {
        let mut left = vec![*days];
        let mut found = Vec::new();
        for common in self.months.iter().filter_map(|(own, _)| own.overlap(days)) {
            left = left.iter().flat_map(|one| one.without(&common)).collect();
            found.push(common);
        }
        found.extend(left);
        found.sort();
        found
    }

    /// Margins of months, then that of all other days; empty where one margin holds for all.
    pub fn by_days(&self) -> Vec<(Period, Amount)> {
        if self.months.is_empty() {
            return Vec::new();
        }
        let always = Period {
            start: NaiveDate::MIN,
            end: NaiveDate::MAX,
        };
        let months = self.months.iter().copied();
        months.chain([(always, self.range.base)]).collect()
    }

    /// What a command that counts without products says of those that have their own.
    pub fn without_products(&self, file: &str) -> Option<String> {
        (!self.products.is_empty()).then(|| {
            format!(
                "margins of products in {file} are those of the ledger: {} counted here for all",
                self.range.base
            )
        })
    }

    /// The margin of the days, with its range where no month has its own.
    pub fn range_of(&self, period: &Period) -> Range {
        match self.months.iter().find(|(months, _)| months.covers(period)) {
            Some((_, base)) => Range {
                base: *base,
                low: None,
                high: None,
            },
            None => self.range,
        }
    }

    /// The margin of a product, or of the days where no product is known or has its own.
    pub fn of(&self, product: Option<&str>, period: &Period) -> Amount {
        let own = product.and_then(|name| self.products.iter().find(|(known, _)| known == name));
        let month = || self.months.iter().find(|(months, _)| months.covers(period));
        own.map(|(_, margin)| *margin)
            .or_else(|| month().map(|(_, margin)| *margin))
            .unwrap_or(self.range.base)
    }
}

/// The margin of its section.
pub fn margin(record: Option<&Record>, book: &mut Book<'_>) -> Option<Margin> {
    let record = record?;
    assumption::expiry(record, "margin", book);
    let keyed = |key: &str| -> Vec<(Located<String>, Amount)> {
        let pairs = record.keyed(key).unwrap_or_default();
        let amount = |(key, value): (Located<String>, Located<Value>)| match value.value {
            Value::Amount(amount) => Some((key, amount)),
            _ => None,
        };
        pairs.into_iter().filter_map(amount).collect()
    };
    let mut dated = Vec::new();
    let mut months = Vec::new();
    for (key, margin) in keyed("month") {
        if let Some(period) = fixed(&key.value) {
            dated.push((String::new(), period, key.spot));
            months.push((period, margin));
        }
    }
    overlap::check(dated, Sharing::None, "margin.month", book);
    for end in ["low", "high"] {
        let one = Amount::whole(1);
        if record
            .amount(end)
            .is_some_and(|end| end <= Amount::ZERO || end > one)
        {
            return None;
        }
    }
    Some(Margin {
        range: assumption::range(record, "base", "margin", book)?,
        products: keyed("product")
            .into_iter()
            .map(|(key, margin)| (key.value, margin))
            .collect(),
        months,
        evidence: Evidence::of(record),
        spot: record.spot.clone(),
    })
}

/// The days of a key that was found to be a period.
fn fixed(text: &str) -> Option<Period> {
    Calendar::ALL.into_iter().find_map(|calendar| {
        let spec = PeriodSpec::parse(text, calendar).ok()?;
        spec.resolve(NaiveDate::MIN).ok()
    })
}
