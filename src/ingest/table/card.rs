//! A titled card, read as rows of two columns.

use std::sync::Arc;

use crate::ingest::profile::{Assigned, Card, ColumnRule, Layout, Match, Profile, ProfileColumn};
use crate::schema::{Kind, col};

/// A titled card as a profile with two columns.
pub fn card_match(profile: &Arc<Profile>, card: &Card, header: &[String]) -> Match {
    let kind = |name: &str| {
        profile
            .table
            .column(name)
            .map_or(Kind::Count, |column| column.kind)
    };
    let column = |name: &str, kind| ProfileColumn::plain(name, kind, ColumnRule::default());
    let mut one = (**profile).clone();
    one.layout = Layout::Rows;
    one.columns = vec![
        column(col::DATE, Kind::Date),
        column(&card.column, kind(&card.column)),
    ];
    if card.platform.is_some() {
        one.platform.clone_from(&card.platform);
    }
    let cells = header.len().min(2);
    let assigned = (0..cells)
        .map(|cell| Assigned {
            column: cell,
            cell,
            currency: None,
        })
        .collect();
    Match {
        profile: Arc::new(one),
        assigned,
    }
}
