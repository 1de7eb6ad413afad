//! Rows of a touch log in few bytes: who, when, through what, and what it earned. A reader fills batches, attribution
//! takes them in; no text of a row outlives its batch but the few distinct ones of its columns.

use super::Amount;

/// A user, as 128 bits of a hash of the identifier: no identifier is kept, and among 10⁹ users two share one with a
/// chance below 10⁻²⁰.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct User(pub u64, pub u64);

impl User {
    /// The user of an identifier.
    pub fn of(id: &[u8]) -> Self {
        let hash = xxhash_rust::xxh3::xxh3_128(id);
        Self((hash >> 64) as u64, hash as u64)
    }
}

/// How a touch came about; a view comes before a click at the same moment.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TouchType {
    /// An impression or a view.
    View,
    /// A click, a visit, a session: everything that is not a view.
    #[default]
    Click,
}

/// The columns of a row that recur over many rows.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TouchKind {
    /// The channel as the log names it.
    pub channel: Option<String>,
    /// Source, as in `utm_source`.
    pub source: Option<String>,
    /// Medium.
    pub medium: Option<String>,
    /// Campaign.
    pub campaign: Option<String>,
    /// A hash of the content, as rows that differ in it are no duplicates; 0 for none.
    pub content: u64,
    /// The interaction or event as the log names it.
    pub event: Option<String>,
    /// View or click.
    pub touch: TouchType,
    /// The platform whose click identifier the row bears.
    pub clicked: Option<&'static str>,
    /// A visit of a log of sources that names none: a direct one.
    pub direct: bool,
    /// The duty that its campaign serves, by a rule of the project.
    pub function: Option<String>,
    /// What its campaign is to bring, by a rule of the project.
    pub goal: Option<String>,
}

impl TouchKind {
    /// Whether the row names nothing that it came through: such a row can only be a conversion, if it converts.
    pub fn is_bare(&self) -> bool {
        self.channel.is_none()
            && self.source.is_none()
            && self.medium.is_none()
            && self.campaign.is_none()
            && self.clicked.is_none()
    }
}

/// What a row earned, and what tells it from an equal one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct TouchFact {
    /// Conversions at the row.
    pub conversions: Amount,
    /// Their value; refunds are negative.
    pub value: Amount,
    /// A hash of identifiers in the row (click, order); 0 for none.
    pub mark: u64,
    /// Index of its currency in [`TouchBatch::currencies`] plus one; 0 where the row states none.
    pub currency: u16,
}

/// One row: 32 bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TouchRow {
    /// Who.
    pub user: User,
    /// Microseconds since 1970-01-01 UTC.
    pub at: i64,
    /// Index into [`TouchBatch::kinds`].
    pub kind: u32,
    /// Index into [`TouchBatch::facts`] plus one; 0 for a row that earned nothing.
    pub fact: u32,
}

/// Rows of one stretch of one file.
#[derive(Clone, Debug, Default)]
pub struct TouchBatch {
    /// Where it stands among all batches: file, then place in the file. Rows of equal time keep this order.
    pub place: (u32, u32),
    /// Rows with a user.
    pub rows: Vec<TouchRow>,
    /// What rows that name no user earned: when, through which of [`TouchBatch::kinds`], what.
    pub nobody: Vec<(i64, u32, TouchFact)>,
    /// Rows without a user.
    pub nobody_rows: u64,
    /// What [`TouchRow::kind`] points to.
    pub kinds: Vec<TouchKind>,
    /// What [`TouchRow::fact`] points to.
    pub facts: Vec<TouchFact>,
    /// Codes of currencies.
    pub currencies: Vec<String>,
}

/// Takes batches in as they are read, from several threads and in any order.
pub trait TouchSink: Sync {
    /// Takes a batch.
    fn take(&self, batch: TouchBatch);
}
