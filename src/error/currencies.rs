//! Currencies that stand side by side, in words.

/// A number of things, in words where there are two.
pub fn how_many(count: usize) -> String {
    match count {
        2 => "two".into(),
        count => count.to_string(),
    }
}

/// Each currency with the first files that hold it.
pub fn currency_list(found: &[(String, Vec<String>)]) -> String {
    let one = |(code, files): &(String, Vec<String>)| {
        let more = if files.len() > 3 {
            format!(" and {} more", files.len() - 3)
        } else {
            String::new()
        };
        format!(
            "{code} in {}{more}",
            files.iter().take(3).cloned().collect::<Vec<_>>().join(", ")
        )
    };
    found.iter().map(one).collect::<Vec<_>>().join("; ")
}
