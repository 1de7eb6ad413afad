//! A profile as its TOML file writes it.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::{Card, ColumnRule, Evidence, Exclude, Fallback, Layout, Totals};

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ProfileText {
    pub(super) name: String,
    pub(super) title: String,
    #[serde(default)]
    pub(super) vendor: String,
    pub(super) table: String,
    pub(super) platform: Option<String>,
    pub(super) channel: Option<String>,
    pub(super) evidence: Evidence,
    #[serde(default)]
    pub(super) basis: Option<String>,
    #[serde(default, rename = "where")]
    pub(super) source: String,
    pub(super) date_from: Option<String>,
    pub(super) refuse: Option<String>,
    #[serde(default)]
    pub(super) priority: i32,
    #[serde(default)]
    pub(super) layout: Layout,
    #[serde(default)]
    pub(super) signature: SignatureText,
    #[serde(default)]
    pub(super) columns: BTreeMap<String, ColumnText>,
    #[serde(default)]
    pub(super) extra: BTreeMap<String, ColumnText>,
    #[serde(default)]
    pub(super) derive: BTreeMap<String, DeriveText>,
    #[serde(default)]
    pub(super) fallback: BTreeMap<String, Fallback>,
    #[serde(default)]
    pub(super) constants: BTreeMap<String, String>,
    #[serde(default)]
    pub(super) values: ValuesText,
    #[serde(default)]
    pub(super) totals: Totals,
    #[serde(default)]
    pub(super) footer: FooterText,
    #[serde(default)]
    pub(super) rows: RowsText,
    #[serde(default)]
    pub(super) personal: PersonalText,
    #[serde(default)]
    pub(super) cards: BTreeMap<String, Card>,
    #[serde(default)]
    pub(super) blocks: BlocksText,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct SignatureText {
    pub(super) needs: Vec<Vec<String>>,
    pub(super) headers: Vec<String>,
    pub(super) any: Vec<String>,
    pub(super) without: Vec<String>,
    pub(super) preamble: Option<String>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
pub(super) enum ColumnText {
    Plain(Vec<String>),
    Full(ColumnRule),
}

#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
pub(super) enum DeriveText {
    Plain(String),
    Marked { formula: String, mark: String },
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct ValuesText {
    pub(super) date_order: Option<String>,
    pub(super) decimal: Option<String>,
    pub(super) nulls: Vec<String>,
    pub(super) blank_is_zero: Vec<String>,
    pub(super) language_hints: BTreeMap<String, String>,
    pub(super) start_dates: bool,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct FooterText {
    pub(super) rows: Vec<String>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct RowsText {
    pub(super) first_of: Option<String>,
    pub(super) exclude: Vec<Exclude>,
    pub(super) items: Option<ItemsText>,
}

/// Products of an order that stand on lines of their own.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ItemsText {
    /// The column of the product's name.
    pub(super) product: String,
    /// The column of its stock number.
    pub(super) number: Option<String>,
    /// A formula of its money.
    pub(super) money: String,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct PersonalText {
    pub(super) headers: Vec<String>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct BlocksText {
    pub(super) titles: Vec<String>,
}
