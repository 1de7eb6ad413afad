//! Outcomes of platforms whose media stands on an invoice or was typed, and in no export: there is no campaign to join, so
//! that the source of their UTM says whose they are.

use polars::prelude::DataFrame;

use crate::report::costs::days_of;
use crate::report::visit::{ANY_ADS, Earner, Visit};
use crate::schema::{cells, col};

use super::campaigns::Match;
use super::media::MediaOnRecord;

/// Gives outcomes without a campaign to the platform whose ads their source names, where its media of their days is on
/// record and in no export.
pub fn by_source(outcomes: &DataFrame, media: &MediaOnRecord, matches: &mut [Match]) {
    let missing = || vec![None; outcomes.height()];
    let text = |name: &str| cells::texts(outcomes, name).unwrap_or_else(missing);
    let (source, medium, utm, content) = (
        text(col::SOURCE),
        text(col::MEDIUM),
        text(col::UTM_CAMPAIGN),
        text(col::CONTENT),
    );
    let (channel, deals) = (text(col::CHANNEL_GROUP), text(col::DEAL_ID));
    let revenue = cells::amounts(outcomes, col::REVENUE);
    let went_back = |row: usize| {
        let own = revenue.as_ref().and_then(|all| all[row]);
        own.is_some_and(|own| own < 0)
    };
    let days = days_of(outcomes);
    for (row, found) in matches.iter_mut().enumerate() {
        if *found != Match::None {
            continue;
        }
        let visit = Visit {
            source: source[row],
            medium: medium[row],
            utm: utm[row],
            content: content[row],
            channel: channel[row],
        };
        let Some(Earner::Ads(name)) = visit.earner().filter(|own| !is_any(own)) else {
            continue;
        };
        // Deals are won, and money goes back, long after the ads.
        let is_late = deals[row].is_some() || went_back(row);
        if media.is_beside_exports(&name, days[row].as_ref(), is_late) {
            *found = Match::Platform(name);
        }
    }
}

fn is_any(earner: &Earner) -> bool {
    matches!(earner, Earner::Ads(name) if name == ANY_ADS)
}
