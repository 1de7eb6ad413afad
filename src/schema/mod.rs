//! The canonical tables: their columns, each with one sentence and its kind. Column names are constants here;
//! a string literal column name anywhere else is an error in review.

mod amount;
pub mod cells;
mod channel;
mod channels;
mod cost_type;
mod currency;
mod deal;
mod function;
mod grade;
mod item;
mod keys;
mod moment;
mod named;
mod nearest;
pub mod plan;
mod tables;
mod touch;

pub use amount::{Amount, ONE, SCALE};
pub use channel::{
    Media, ads_platform_of, channel_group, channel_of_campaign_type, channel_of_network,
    channel_of_platform, channel_told, channels, is_social, media, network, platform_of_source,
    platform_title, platform_titled, platforms, titled_platforms,
};
pub use cost_type::CostType;
pub use currency::{
    code_of_symbol, codes as currencies, decimals as currency_decimals, is_code as is_currency,
    of_unit as currency_of_unit,
};
pub use deal::DealState;
pub use function::Function;
pub use grade::{Grade, Rung};
pub use item::{Item, item, items};
pub use keys::{
    Bounds, INCREMENTAL, is_known_key, is_money_key, is_of_platforms, is_total_key, nearest_key,
};
pub use moment::{END_OF_DAY, Instant, is_day_alone};
pub use nearest::{mistyped, nearest};
pub use tables::{TABLES, col, table};
pub use touch::{TouchBatch, TouchFact, TouchKind, TouchRow, TouchSink, TouchType, User};

/// How a column's cells are read, and what physical type they get in a frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A name that repeats over rows (platform, campaign, source): text.
    Name,
    /// Free text, long or personal.
    Text,
    /// An identifier: text, never a number, checked for damage by spreadsheets.
    Id,
    /// A calendar day; a time of day is cut off.
    Date,
    /// An instant, kept as text in ISO form beside its day.
    Instant,
    /// Money in the row's currency: [`Amount`].
    Money,
    /// A whole count: 64-bit integer.
    Count,
    /// A count that may be fractional (conversions): [`Amount`].
    Quantity,
    /// A fraction of one; percent signs and percent columns are divided by 100: [`Amount`].
    Rate,
    /// A span in seconds; `0:05:12` reads as 312: [`Amount`].
    Seconds,
    /// Yes or no: `true`, `yes`, `1`.
    Flag,
}

impl Kind {
    /// Whether cells of this kind can be summed and compared with a total.
    pub fn is_summable(self) -> bool {
        matches!(
            self,
            Self::Money | Self::Count | Self::Quantity | Self::Seconds
        )
    }
}

/// One column of a canonical table.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    /// The name in frames and in output.
    pub name: &'static str,
    /// How its cells are read.
    pub kind: Kind,
    /// What it holds, in a sentence.
    pub doc: &'static str,
}

/// One canonical table.
#[derive(Clone, Copy, Debug)]
pub struct Table {
    /// The name that profiles and `inspect` use.
    pub name: &'static str,
    /// What a row is.
    pub doc: &'static str,
    /// Its columns, in the order of output.
    pub columns: &'static [Column],
    /// Columns without which a file can't fill the table.
    pub required: &'static [&'static str],
}

impl Table {
    /// The column of that name.
    pub fn column(&self, name: &str) -> Option<&'static Column> {
        self.columns.iter().find(|column| column.name == name)
    }
}
