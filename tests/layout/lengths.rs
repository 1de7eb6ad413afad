//! How long a file may be.

use super::sources::sources;

/// Lines that a file may have before its tests.
const LENGTH: usize = 400;

/// Longer files: which, how long they may be, why they are one file.
const LONG: &[(&str, usize, &str)] = &[(
    "src/schema/tables.rs",
    600,
    "one list of tables and columns, data in all but name",
)];

#[test]
fn files_are_short_enough_to_hold_one_idea() {
    let mut wrong = Vec::new();
    for source in sources() {
        let limit = LONG
            .iter()
            .find(|(path, _, _)| source.path.starts_with(path))
            .map_or(LENGTH, |(_, limit, _)| *limit);
        if source.lines > limit {
            wrong.push(format!(
                "{}: {} lines before its tests, at most {limit}",
                source.path, source.lines
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
