//! Days of which media is on record, by platform: revenue of other days would be value without its cost.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::time::Period;

/// The days of which media is on record, whether an export holds it, an invoice or what was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MediaOnRecord {
    /// Of records that name no platform and may be of any.
    of_any: Vec<Period>,
    /// Of those that records name.
    named: BTreeMap<String, Vec<Period>>,
    /// Those of them that exports hold.
    exported: BTreeMap<String, Vec<Period>>,
}

impl MediaOnRecord {
    /// Media of every platform on all days.
    pub fn always() -> Self {
        let mut found = Self::default();
        found.add_always();
        found
    }

    /// Puts media of every platform on all days on record.
    pub fn add_always(&mut self) {
        let always = Period {
            start: NaiveDate::MIN,
            end: NaiveDate::MAX,
        };
        self.add(None, always);
    }

    /// Puts media that an export holds on record.
    pub fn add_exported(&mut self, platform: &str, days: Period) {
        self.add(Some(platform), days);
        let own = self.exported.entry(platform.to_owned()).or_default();
        own.push(days);
    }

    /// Puts media of a platform, of any where none is named, on record.
    pub fn add(&mut self, platform: Option<&str>, days: Period) {
        let own = match platform {
            Some(name) => self.named.entry(name.to_owned()).or_default(),
            None => &mut self.of_any,
        };
        if !own.iter().any(|known| known.covers(&days)) {
            own.push(days);
        }
    }

    /// Whether media of the platform, of some platform where none is named, is on record on some of these days.
    pub fn has(&self, platform: Option<&str>, days: &Period) -> bool {
        self.of(platform).any(|own| own.overlap(days).is_some())
    }

    /// What of some days has no media of the platform on record.
    pub fn missing(&self, platform: Option<&str>, days: &Period) -> Vec<Period> {
        days.without_all(self.of(platform).copied())
    }

    /// Whether media of the platform, of some platform where none is named, is on record on any day.
    pub fn knows(&self, platform: Option<&str>) -> bool {
        self.of(platform).next().is_some()
    }

    /// Whether revenue of ads of the platform, of some platform where none is named, counts: where media is on record on some
    /// of these days. What comes late, deals and what went back, counts whatever media is on record on its days, and so does
    /// what has no days.
    pub fn counts(&self, platform: Option<&str>, days: Option<&Period>, is_late: bool) -> bool {
        match days.filter(|_| !is_late) {
            Some(days) => self.has(platform, days),
            None => self.knows(platform),
        }
    }

    /// Whether media of a platform is on record and in no export: on these days, or on any where nobody says which. What
    /// comes late counts whatever media is on record on its days.
    pub fn is_beside_exports(&self, platform: &str, days: Option<&Period>, is_late: bool) -> bool {
        let exported = self.exported.get(platform).into_iter().flatten();
        let mut exported = exported.filter(|own| match days {
            Some(days) => own.overlap(days).is_some(),
            None => true,
        });
        self.counts(Some(platform), days, is_late) && exported.next().is_none()
    }

    fn of(&self, platform: Option<&str>) -> impl Iterator<Item = &Period> {
        let is_meant = move |name: &str| platform.is_none_or(|platform| name == platform);
        let named = self.named.iter().filter(move |(name, _)| is_meant(name));
        named.flat_map(|(_, days)| days).chain(&self.of_any)
    }
}
