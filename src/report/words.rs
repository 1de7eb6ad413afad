//! Names and texts as they stand in sentences.

/// The first of a list, and how many more.
pub fn listed(names: &[impl AsRef<str>], most: usize) -> String {
    let shown: Vec<&str> = names.iter().take(most).map(AsRef::as_ref).collect();
    let shown = shown.join(", ");
    match names.len().checked_sub(most) {
        None | Some(0) => shown,
        Some(more) => format!("{shown} and {more} more"),
    }
}

/// A text on one line, ended at a word where it has more than so many letters.
pub fn excerpt(text: &str, letters: usize) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    let line = words.join(" ");
    if line.chars().count() <= letters {
        return line;
    }
    let head: String = line.chars().take(letters).collect();
    let whole = head.rsplit_once(' ').map_or(&head[..], |(whole, _)| whole);
    format!("{whole} …")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_name_the_first_and_count_the_others() {
        assert_eq!(listed(&["a", "b"], 2), "a, b");
        assert_eq!(listed(&["a", "b", "c"], 2), "a, b and 1 more");
        assert_eq!(listed(&[""; 0], 2), "");
    }

    #[test]
    fn long_texts_end_at_a_word() {
        assert_eq!(excerpt("Rain\n  is coming", 60), "Rain is coming");
        let short = excerpt(&"word ".repeat(30), 60);
        assert!(short.ends_with("word …"), "{short}");
        assert!(short.chars().count() <= 62, "{short}");
    }
}
