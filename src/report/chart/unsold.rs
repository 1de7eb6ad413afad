//! Rows of campaigns that are not to sell and that no order names: their return is not known, and least of all is it the
//! worst.

use std::collections::BTreeSet;

use crate::error::Result;
use crate::report::keys::{Key, keyed};
use crate::report::unsold::Unsold;
use crate::report::{Table, narrowed};
use crate::schema::cells;

use super::ReportSource;
use super::left_out::LeftOut;

/// Why they have no return.
const UNSOLD: &str = "not to sell, by function, goal or objective, and no order names it";

impl ReportSource<'_> {
    /// Takes those rows out of a table by one key: their keys, and a sentence that says so.
    pub(super) fn without_unsold(
        &self,
        table: &mut Table,
        by: &str,
    ) -> Result<(Vec<String>, Vec<String>)> {
        let unsold = self.unsold(by)?;
        let mut left_out = LeftOut::default();
        let mut apart = Vec::new();
        table.rows.retain(|row| {
            let key = row.keys.first().cloned().flatten().unwrap_or_default();
            let is_sold = !unsold.contains(&key);
            if !is_sold {
                left_out.add(key.clone(), UNSOLD);
                apart.push(key);
            }
            is_sold
        });
        Ok((apart, left_out.sentences()))
    }

    /// The keys of which all spend is of such campaigns.
    fn unsold(&self, by: &str) -> Result<BTreeSet<String>> {
        let key = Key::parse(by, self.options.calendar)?;
        let is_time = matches!(key, Key::Time(..));
        if is_time || !Unsold::of(self.dataset).rows.contains(&true) {
            return Ok(BTreeSet::new());
        }
        let (now, _) = narrowed(self.dataset, self.options, self.options.period.as_ref())?;
        let Some(spend) = now.frames.get("ad_spend") else {
            return Ok(BTreeSet::new());
        };
        let spend = keyed("ad_spend", spend, &[key], false)?;
        let keys = cells::texts(&spend, by).unwrap_or_default();
        let bare = Unsold::of(&now).bare;
        let (mut sold, mut unsold) = (BTreeSet::new(), BTreeSet::new());
        for (key, bare) in keys.into_iter().zip(bare) {
            let own = if bare { &mut unsold } else { &mut sold };
            own.extend(key);
        }
        Ok(unsold
            .difference(&sold)
            .map(|key| (*key).to_owned())
            .collect())
    }
}
