//! What is known of ad platforms in two periods, for the change of what their ads brought.

use std::collections::BTreeSet;

use crate::ledger::change::{Channel, Decomposition, roas_change};
use crate::ledger::{Ledger, Reason};

/// What is known of ad platforms in two periods.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    /// In the other period.
    pub before: Vec<Channel>,
    /// In this one.
    pub now: Vec<Channel>,
    /// Platforms of whose media of one of the periods no outcome is known, or of whose outcomes no media.
    pub unknown: BTreeSet<String>,
}

impl Facts {
    /// Those of platforms that both periods know.
    pub(super) fn on_record(&self) -> (Vec<Channel>, Vec<Channel>) {
        let is_known = |channel: &&Channel| !self.unknown.contains(&channel.name);
        let of = |own: &[Channel]| own.iter().filter(is_known).cloned().collect();
        (of(&self.before), of(&self.now))
    }

    /// Those that one of the periods does not know, with media or revenue in the other.
    pub(super) fn left_out(&self) -> Vec<String> {
        let all = self.before.iter().chain(&self.now);
        let names = all.map(|channel| channel.name.as_str());
        let names: BTreeSet<&str> = names.filter(|name| self.unknown.contains(*name)).collect();
        names.into_iter().map(str::to_owned).collect()
    }
}

/// The change of the headline's return on media, where both periods have one.
pub(super) fn roas_of(
    then: &Ledger,
    now: &Ledger,
    facts: &Facts,
) -> Result<Decomposition<f64>, Reason> {
    let reasons = [then, now].map(|ledger| ledger.beside.media_roas.reason());
    match reasons.into_iter().flatten().next() {
        Some(reason) => Err(reason),
        None => roas_change(&facts.before, &facts.now),
    }
}
