//! Header cells: the form in which they are compared, and what they carry beside their name.

/// The comparable form of a header: no marks, soft hyphens or odd spaces, full-width brackets narrowed, one case.
pub fn normalised(cell: &str) -> String {
    let mut text = String::with_capacity(cell.len());
    let mut space = false;
    for c in cell.chars() {
        match c {
            '\u{feff}'
            | '\u{ad}'
            | '\u{200b}'
            | '\u{200e}'
            | '\u{200f}'
            | '\u{202a}'..='\u{202e}' => {}
            c if c.is_whitespace() => space = true,
            c => {
                if space && !text.is_empty() {
                    text.push(' ');
                }
                space = false;
                match c {
                    '（' => text.push('('),
                    '）' => text.push(')'),
                    '’' | '‘' => text.push('\''),
                    c => text.extend(c.to_lowercase()),
                }
            }
        }
    }
    text
}

/// A trailing currency in brackets: `amount spent (inr)` → (`amount spent`, `INR`).
///
/// Only codes count: `(sec)` and `(%)` are part of the name. `(all)` is the Albanian lek in a header of money alone, and
/// there only in capitals: see [`is_lek`].
pub fn split_currency(normalised: &str) -> Option<(&str, String)> {
    let (name, rest) = normalised.rsplit_once(" (")?;
    let code = rest.strip_suffix(')')?.to_uppercase();
    crate::schema::is_currency(&code).then_some((name, code))
}

/// Whether a header that ends in `(all)` means the currency: platforms write codes in capitals, and "all" small.
pub fn is_lek(header: &str) -> bool {
    header.trim_end().ends_with("(ALL)")
}

/// A header as people should see it.
pub fn shown(cell: &str) -> String {
    let cell = cell.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    harmless(&cell.replace('\u{ad}', ""))
}

/// A cell's text for a message: a control character in it must not move the cursor or break the line.
pub fn harmless(text: &str) -> String {
    let visible = |c: char| match c {
        '\t' | '\n' | '\r' => ' ',
        c if c.is_control() => char::REPLACEMENT_CHARACTER,
        c => c,
    };
    text.chars().map(visible).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_hyphens_spaces_and_case_do_not_matter() {
        for (cell, form) in [
            ("\u{feff}Campaign name", "campaign name"),
            ("Vi\u{ad}deo\u{ad}ti\u{ad}tel", "videotitel"),
            ("Phone number clicks ", "phone number clicks"),
            (
                "Klickrate\u{a0}der  Impressionen (%)",
                "klickrate der impressionen (%)",
            ),
            ("Website URL (Ad level）", "website url (ad level)"),
            ("URL Clicks", "url clicks"),
        ] {
            assert_eq!(normalised(cell), form);
        }
    }

    #[test]
    fn only_currencies_are_cut_off() {
        assert_eq!(
            split_currency("amount spent (inr)"),
            Some(("amount spent", "INR".into()))
        );
        for name in [
            "duration (sec)",
            "start date (in utc)",
            "klickrate (%)",
            "amount spent",
            "clicks (destination)",
        ] {
            assert_eq!(split_currency(name), None, "{name}");
        }
        assert!(is_lek("Amount spent (ALL)"));
        assert!(!is_lek("Clicks (all)"));
    }
}
