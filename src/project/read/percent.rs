//! Percent signs in sheets: a share may be written `40 %`, money, hours and counts may not.

use crate::project::fields::{Field, Kind};
use crate::schema::is_money_key;

/// What is expected where one does not fit.
pub const EXPECTED: &str = "an amount";

/// How to mend it.
pub const HINT: &str = "write the money itself, without a percent sign";

/// Columns of figures that may be shares, as their key or their metric says.
const ANY_FIGURE: [&str; 4] = ["base", "low", "high", "value"];

/// Whether a cell has a percent sign that does not fit its column, or the key of its row.
pub fn is_misplaced(
    text: &str,
    field: &Field,
    (_, cells): &(u64, Vec<String>),
    columns: &[Option<&'static Field>],
) -> bool {
    if !text.ends_with(['%', '٪']) {
        return false;
    }
    match field.kind {
        Kind::Share | Kind::Fraction => false,
        Kind::Number | Kind::Positive if ANY_FIGURE.contains(&field.key) => {
            let mut named = columns.iter().zip(cells);
            let key = named.find(|(field, _)| field.is_some_and(|field| field.key == "key"));
            key.is_some_and(|(_, key)| is_money_key(key.trim()))
        }
        Kind::Number | Kind::Positive | Kind::Above | Kind::Whole(..) => true,
        _ => false,
    }
}
