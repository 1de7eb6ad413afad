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
    /// The months of which exports hold media: days without spend have no row, and what comes late is the ads' too.
    months: BTreeMap<String, Vec<Period>>,
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

    /// Puts the month on record of which an export holds a row.
    pub fn add_month(&mut self, platform: &str, month: Period) {
        let own = self.months.entry(platform.to_owned()).or_default();
        own.push(month);
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

    /// Whether media of the platform, of some platform where none is named, is on record on some of these days, or in an
    /// export of their month.
    pub fn has(&self, platform: Option<&str>, days: &Period) -> bool {
        let mut all = self.of(platform).chain(self.months_of(platform));
        all.any(|own| own.overlap(days).is_some())
    }

    /// What of some days has no media of the platform on record.
    pub fn missing(&self, platform: Option<&str>, days: &Period) -> Vec<Period> {
        let all = self.of(platform).chain(self.months_of(platform));
        days.without_all(all.copied())
    }

    /// The stretch of days before an export begins or after it ends within a month that holds these days; `None` where media
    /// is on record on some of them themselves.
    pub fn beyond_export(&self, platform: &str, days: &Period) -> Option<Period> {
        let mut months = self.months_of(Some(platform));
        let month = months.find(|month| month.overlap(days).is_some())?;
        let stretches = month.without_all(self.of(Some(platform)).copied());
        stretches.into_iter().find(|own| own.covers(days))
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

    fn months_of(&self, platform: Option<&str>) -> impl Iterator<Item = &Period> {
        let is_meant = move |name: &str| platform.is_none_or(|platform| name == platform);
        let months = self.months.iter().filter(move |(name, _)| is_meant(name));
        months.flat_map(|(_, months)| months)
    }

    fn of(&self, platform: Option<&str>) -> impl Iterator<Item = &Period> {
        let is_meant = move |name: &str| platform.is_none_or(|platform| name == platform);
        let named = self.named.iter().filter(move |(name, _)| is_meant(name));
        named.flat_map(|(_, days)| days).chain(&self.of_any)
    }
}
