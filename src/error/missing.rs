//! An input that is not there: whether its name stands for many, and how to mend it.

/// Whether a name stands for all that are like it.
pub fn is_pattern(path: &str) -> bool {
    path.contains(['*', '?', '['])
}

/// How to mend a name of an input that is not there: the names that are like it; of a pattern, the folder in its place.
pub fn of_missing(path: &str, similar: &[String]) -> Option<String> {
    if !similar.is_empty() {
        return Some(format!("did you mean {}?", super::quoted(similar)));
    }
    is_pattern(path).then(|| {
        "name the folder that holds the exports in its place; `**` stands for all folders below"
            .into()
    })
}
