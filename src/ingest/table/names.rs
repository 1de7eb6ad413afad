//! Constants of a table: platform, channel, account and what the profile sets.

use std::collections::BTreeMap;

use crate::ingest::columns::{Cell, Cells, Words};
use crate::ingest::plan::Plan;
use crate::ingest::reading::Reading;
use crate::ingest::{IngestOptions, named_for};
use crate::schema::{self, Kind, col};

use super::Place;

/// Platform, channel, account and other constants.
pub fn set_names(
    reading: &mut Reading,
    columns: &mut BTreeMap<String, Cells>,
    plan: &Plan,
    rows: usize,
    place: &Place<'_>,
    options: &IngestOptions,
) {
    let has = |name: &str| plan.table.column(name).is_some();
    for (name, text) in &plan.profile.constants {
        let kind = plan
            .table
            .column(name)
            .map_or(Kind::Name, |column| column.kind);
        columns
            .entry(name.clone())
            .or_insert_with(|| Cells::constant_of(kind, text, rows));
    }
    if has(col::PLATFORM) {
        if let Some(Cells::Words(words)) = columns.get_mut(col::PLATFORM) {
            words.rename(|name| {
                schema::network(name).map_or_else(|| name.to_lowercase(), str::to_owned)
            });
        }
        let stated =
            named_for(&options.platform_of, place.path).or(plan.profile.platform.as_deref());
        if let Some(platform) = stated {
            columns.insert(col::PLATFORM.into(), Cells::constant(platform, rows));
        }
    }
    if let Some(account) = named_for(&options.account_of, place.path).filter(|_| has(col::ACCOUNT))
    {
        reading.account_given = !columns.contains_key(col::ACCOUNT);
        columns.insert(col::ACCOUNT.into(), Cells::constant(account, rows));
    }
    if has(col::CHANNEL) && matches!(plan.table.name, "ad_spend" | "posts" | "profiles_daily") {
        set_channel(columns, plan, rows);
    }
}

/// The channel of spend: the profile's, else by campaign type, else the platform's usual one.
fn set_channel(columns: &mut BTreeMap<String, Cells>, plan: &Plan, rows: usize) {
    if columns.contains_key(col::CHANNEL) {
        return;
    }
    if let Some(channel) = &plan.profile.channel {
        columns.insert(col::CHANNEL.into(), Cells::constant(channel, rows));
        return;
    }
    let platform = match columns.get(col::PLATFORM) {
        Some(Cells::Words(words)) => words.clone(),
        _ => return,
    };
    let types = match columns.get(col::CAMPAIGN_TYPE) {
        Some(Cells::Words(words)) => Some(words.clone()),
        _ => None,
    };
    let paid = plan.table.name == "ad_spend";
    let mut channel = Cells::of(Kind::Name);
    for row in 0..rows {
        let platform = platform.word(row).unwrap_or_default();
        let by_type = types
            .as_ref()
            .and_then(|types| types.word(row))
            .and_then(|kind| schema::channel_of_campaign_type(platform, kind));
        match by_type.or_else(|| {
            if paid {
                schema::channel_of_platform(platform)
            } else {
                schema::channel_of_network(platform)
            }
        }) {
            Some(name) => channel.push_text(name),
            None => channel.push(&Cell::Null),
        }
    }
    columns.insert(col::CHANNEL.into(), channel);
}

impl Cells {
    /// One text of a kind in every row.
    fn constant_of(kind: Kind, text: &str, rows: usize) -> Self {
        let number = schema::Amount::from_plain(text).filter(|_| kind.is_summable());
        let Some(number) = number else {
            return Self::constant(text, rows);
        };
        let mut cells = Self::of(kind);
        for _ in 0..rows {
            cells.push(&Cell::Amount(number.0));
        }
        cells
    }

    /// One word in every row.
    pub fn constant(word: &str, rows: usize) -> Self {
        Self::Words(Words::constant(word, rows))
    }
}
