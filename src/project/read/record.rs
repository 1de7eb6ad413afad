//! What was read: values with their places, in records by key.

use chrono::NaiveDate;

use crate::error::Spot;
use crate::schema::{Amount, CostType, Function, Grade};
use crate::time::Period;

/// A value and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Located<T> {
    /// The value.
    pub value: T,
    /// Where it stands.
    pub spot: Spot,
}

/// One condition of a scope: `platform=meta`, `campaign=Brand*`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Condition {
    /// A key of reports.
    pub key: String,
    /// What it is to be, with `*` and `?`.
    pub value: String,
}

/// What a key holds.
#[derive(Clone, Debug)]
pub enum Value {
    /// A text, a path, a word of a choice.
    Text(String),
    /// Several texts.
    Texts(Vec<Located<String>>),
    /// A number.
    Amount(Amount),
    /// A day.
    Day(NaiveDate),
    /// Days.
    Period(Period),
    /// Yes or no.
    Flag(bool),
    /// A function; nothing for `shared`.
    Function(Option<Function>),
    /// A type of cost.
    CostType(CostType),
    /// An evidence grade.
    Grade(Grade),
    /// Conditions; none for everything.
    Scope(Vec<Condition>),
    /// A table.
    Record(Record),
    /// Rows.
    Records(Vec<Record>),
    /// Free keys with their values.
    Keyed(Vec<(Located<String>, Located<Self>)>),
}

/// A table of the file, or a row.
#[derive(Clone, Debug, Default)]
pub struct Record {
    /// Where it begins.
    pub spot: Spot,
    cells: Vec<(&'static str, Located<Option<Value>>)>,
}

/// One accessor per kind: the value where it is of that kind.
macro_rules! accessors {
    ($($(#[$doc:meta])* $name:ident: $variant:ident -> $type:ty;)+) => {
        $($(#[$doc])*
        pub fn $name(&self, key: &str) -> Option<$type> {
            match self.value(key) {
                Some(Value::$variant(value)) => Some(value.clone()),
                _ => None,
            }
        })+
    };
}

impl Record {
    /// An empty one.
    pub fn at(spot: Spot) -> Self {
        Self {
            spot,
            cells: Vec::new(),
        }
    }

    /// Sets a key; a value that could not be read is known to be there.
    pub fn set(&mut self, key: &'static str, value: Option<Value>, spot: Spot) {
        self.cells.push((key, Located { value, spot }));
    }

    /// Whether the key was written, even if it could not be read.
    pub fn has(&self, key: &str) -> bool {
        self.cells.iter().any(|(own, _)| *own == key)
    }

    /// Where the key's value stands; where the record begins if it is not there.
    pub fn spot(&self, key: &str) -> &Spot {
        let cell = self.cells.iter().find(|(own, _)| *own == key);
        cell.map_or(&self.spot, |(_, cell)| &cell.spot)
    }

    /// The value of a key.
    pub fn value(&self, key: &str) -> Option<&Value> {
        let cell = self.cells.iter().find(|(own, _)| *own == key)?;
        cell.1.value.as_ref()
    }

    /// Every key that was written, in order.
    pub fn keys(&self) -> impl Iterator<Item = &'static str> {
        self.cells.iter().map(|(key, _)| *key)
    }

    /// What its writer calls it, in backticks, for messages.
    pub fn name(&self) -> Option<String> {
        let names = [
            "key", "metric", "role", "account", "exp_id", "name", "campaign",
        ];
        let name = names.into_iter().find_map(|key| self.text(key))?;
        Some(super::shown(&name))
    }

    accessors! {
        /// A text.
        text: Text -> String;
        /// Texts.
        texts: Texts -> Vec<Located<String>>;
        /// A number.
        amount: Amount -> Amount;
        /// A day.
        day: Day -> NaiveDate;
        /// Days.
        period: Period -> Period;
        /// Yes or no.
        flag: Flag -> bool;
        /// A function, nothing for `shared`.
        function: Function -> Option<Function>;
        /// A type of cost.
        cost_type: CostType -> CostType;
        /// A grade.
        grade: Grade -> Grade;
        /// Conditions.
        scope: Scope -> Vec<Condition>;
        /// Free keys.
        keyed: Keyed -> Vec<(Located<String>, Located<Value>)>;
    }

    /// A table inside it.
    pub fn record(&self, key: &str) -> Option<&Self> {
        match self.value(key) {
            Some(Value::Record(record)) => Some(record),
            _ => None,
        }
    }

    /// Rows inside it.
    pub fn records(&self, key: &str) -> &[Self] {
        match self.value(key) {
            Some(Value::Records(records)) => records,
            _ => &[],
        }
    }
}
