//! Columns that the report adds to the canonical frames before they are summed: joined and allocated money.
//!
//! They are blank where a figure can't be known (a platform that occurs in no outcome), so a scope in which all are
//! blank counts as not supplied.

use crate::schema::Kind::{Count, Money};
use crate::schema::{Column, col};

/// Spend of platforms that occur in the outcomes.
pub const SPEND_COVERED: &str = "spend_covered";
/// Spend and allocated other cost of those platforms.
pub const COST: &str = "cost";
/// Revenue of outcomes joined to spend.
pub const REVENUE_JOINED: &str = "revenue_joined";
/// Joined revenue times margin.
pub const VALUE: &str = col::VALUE;
/// Orders of outcomes joined to spend.
pub const ORDERS_JOINED: &str = "orders_joined";

/// Marks a row that stands for some days of a longer one.
pub const IS_PART: &str = "is_part";

/// What the campaign of a row is to bring, by a rule of the project.
pub const GOAL: &str = "goal";
/// The name that a platform lists for a campaign that counts under another one.
pub const LISTED_CAMPAIGN: &str = "listed_campaign";
/// The name that the campaign of an outcome's UTM counts under.
pub const MAPPED_CAMPAIGN: &str = "mapped_campaign";
/// Where the rule stands that says what the campaign of a row is for.
pub const RULE: &str = "mapping_rule";

/// The added columns, each with the table it is added to.
pub static COMPUTED: &[(&str, Column)] = &[
    (
        "ad_spend",
        Column {
            name: SPEND_COVERED,
            kind: Money,
            doc: "spend of platforms that occur in the outcomes",
        },
    ),
    (
        "ad_spend",
        Column {
            name: COST,
            kind: Money,
            doc: "spend and allocated other cost of platforms that occur in the outcomes",
        },
    ),
    (
        "conversions",
        Column {
            name: REVENUE_JOINED,
            kind: Money,
            doc: "revenue of outcomes joined to spend",
        },
    ),
    (
        "conversions",
        Column {
            name: VALUE,
            kind: Money,
            doc: "joined revenue times margin",
        },
    ),
    (
        "conversions",
        Column {
            name: ORDERS_JOINED,
            kind: Count,
            doc: "orders of outcomes joined to spend",
        },
    ),
];
