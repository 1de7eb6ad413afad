//! Headers that `--map` names and a file does not have, in words.

use crate::schema::nearest;

/// How to name the headers of a file with `--map`.
pub fn said(columns: &[String], header: &str) -> String {
    let near = columns.first().and_then(|column| {
        let cells = header.split(',').map(str::trim);
        nearest(column, cells)
    });
    let near = near.map_or_else(String::new, |near| format!("did you mean `{near}`? "));
    format!(
        "{near}behind each `=` of `--map` stands a header of the file, as in `--map spend=Their Header`; `==text` is a text of every row"
    )
}
