//! Names of sheets: what spreadsheets allow, each once.

/// UTF-16 units that a name may have.
const LONGEST: usize = 31;

/// A name that spreadsheets keep for themselves.
const RESERVED: &str = "history";

/// Names for the sheets, as near to those wanted as may be.
pub fn names<'n>(wanted: impl Iterator<Item = &'n str>) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for wanted in wanted {
        let base = allowed(wanted);
        let mut name = base.clone();
        let mut number = 1;
        while names.iter().any(|other| same(other, &name)) || same(RESERVED, &name) {
            number += 1;
            let mark = format!(" {number}");
            name = cut(&base, LONGEST - mark.len()).trim_end().to_owned() + &mark;
        }
        names.push(name);
    }
    names
}

/// Names are the same whatever their case.
fn same(a: &str, b: &str) -> bool {
    a.to_lowercase() == b.to_lowercase()
}

fn allowed(wanted: &str) -> String {
    let fit = |letter: char| match letter {
        '[' | ']' | ':' | '*' | '?' | '/' | '\\' => '_',
        letter if letter.is_control() || matches!(letter, '\u{FFFE}' | '\u{FFFF}') => '_',
        letter => letter,
    };
    let name: String = wanted.trim().chars().map(fit).collect();
    let edge = |letter: char| letter == '\'' || letter.is_whitespace();
    let name = cut(name.trim_matches(edge), LONGEST).trim_end_matches(edge);
    if name.is_empty() {
        "Sheet".to_owned()
    } else {
        name.to_owned()
    }
}

/// The beginning of a text in at most so many UTF-16 units.
pub fn cut(text: &str, units: usize) -> &str {
    let mut taken = 0;
    let end = text.char_indices().find(|(_, letter)| {
        taken += letter.len_utf16();
        taken > units
    });
    end.map_or(text, |(at, _)| &text[..at])
}

/// The text, or its beginning with a mark, in at most so many UTF-16 units.
pub fn shortened(text: &str, units: usize) -> String {
    if cut(text, units) == text {
        text.to_owned()
    } else {
        format!("{}…", cut(text, units - 1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_allowed_and_each_there_once() {
        let wanted = [
            "Report",
            "REPORT",
            "spend/revenue: [2026]?",
            "'quoted'",
            "",
            "\t",
            "History",
            "Every figure of the attribution models",
            "Every figure of the attribution models",
            "🚴🚴🚴🚴🚴🚴🚴🚴🚴🚴🚴🚴🚴🚴🚴🚴🚴",
            "a\u{1}b",
        ];
        let found = names(wanted.into_iter());
        assert_eq!(
            found,
            [
                "Report",
                "REPORT 2",
                "spend_revenue_ _2026__",
                "quoted",
                "Sheet",
                "Sheet 2",
                "History 2",
                "Every figure of the attribution",
                "Every figure of the attributi 2",
                "🚴🚴🚴🚴🚴🚴🚴🚴🚴🚴🚴🚴🚴🚴🚴",
                "a_b",
            ]
        );
        for name in &found {
            rust_xlsxwriter::utility::check_sheet_name(name).unwrap();
        }
    }
}
