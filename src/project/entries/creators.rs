//! Discount codes of creators and affiliates.

use glob::Pattern;

use crate::error::Spot;
use crate::project::read::{Record, shown};

use super::Book;

/// A pattern, as a regular expression, that takes every code: it has no letter of any.
pub const EVERYTHING: &str = "^\\s*[*?]*\\*[*?]*\\s*$";

/// A code, or a pattern of several.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Code {
    /// As it was written.
    pub text: String,
    /// The same in small letters: shops take a code in capitals or not.
    pattern: Pattern,
    /// Where it stands.
    pub spot: Spot,
}

/// What tells the orders that creators brought.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Creators {
    /// Their codes, in order.
    pub codes: Vec<Code>,
}

impl Creators {
    /// Every entry, by its place, that takes a code of an order; the first code that any takes first, and of several
    /// entries that take one code the first of the file. `coupon` is what the order states, several codes with commas,
    /// semicolons or line ends between them.
    pub fn entries<'c>(&'c self, coupon: &'c str) -> impl Iterator<Item = usize> + 'c {
        let codes = coupon.split([',', ';', '\n']);
        let codes = codes
            .map(|code| code.trim().to_lowercase())
            .filter(|code| !code.is_empty());
        codes.flat_map(move |code| {
            let all = self.codes.iter().enumerate();
            let taken = all.filter(move |(_, entry)| entry.pattern.matches(&code));
            taken.map(|(at, _)| at)
        })
    }

    /// Where the first stands.
    pub fn spot(&self) -> Option<&Spot> {
        self.codes.first().map(|code| &code.spot)
    }
}

/// The codes of the section: each once, none that takes every code.
pub fn creators(record: Option<&Record>, book: &mut Book<'_>) -> Creators {
    let mut found = Creators::default();
    let Some(record) = record else {
        return found;
    };
    let texts = record.texts("codes");
    if texts.as_ref().is_some_and(Vec::is_empty) {
        let hint = "leave [creators] out where they have no codes";
        book.fault(
            record.spot("codes"),
            "creators.codes",
            "at least one code",
            "none",
            hint,
        );
    }
    for text in texts.unwrap_or_default() {
        let mut fault = |expected: &str, found: String, hint: &str| {
            book.fault(&text.spot, "creators.codes", expected, found, hint);
        };
        let folded = text.value.to_lowercase();
        let Ok(pattern) = Pattern::new(&folded) else {
            let hint = "`*` stands for any text, `?` for one letter";
            fault("a pattern", shown(&text.value), hint);
            continue;
        };
        let is_wild = |sign: char| matches!(sign, '*' | '?');
        if folded.contains('*') && folded.chars().all(is_wild) {
            let hint = "every order with a code would be a creator's: write the letters that theirs begin or end with";
            fault("a pattern with letters of a code", shown(&text.value), hint);
            continue;
        }
        let mut known = found.codes.iter();
        if let Some(same) = known.find(|code| code.pattern == pattern) {
            let again = format!(
                "{} again, after line {}",
                shown(&text.value),
                same.spot.line
            );
            fault(
                "each code once",
                again,
                "shops take a code in capitals or not: take one away",
            );
            continue;
        }
        found.codes.push(Code {
            text: text.value,
            pattern,
            spot: text.spot,
        });
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(codes: &[&str]) -> Creators {
        let code = |text: &&str| Code {
            text: (*text).to_owned(),
            pattern: Pattern::new(&text.to_lowercase()).unwrap(),
            spot: Spot::default(),
        };
        Creators {
            codes: codes.iter().map(code).collect(),
        }
    }

    #[test]
    fn codes_are_taken_in_capitals_or_not_one_by_one() {
        let creators = of(&["ANNA10", "Lena-*", "MÜLLER?"]);
        let entries = |coupon: &str| creators.entries(coupon).collect::<Vec<_>>();
        assert_eq!(entries("anna10"), [0]);
        assert_eq!(entries("HELLO10, LENA-5"), [1]);
        assert_eq!(entries("müller1;Anna10"), [2, 0]);
        assert_eq!(entries(" ANNA10\nlena-"), [0, 1]);
        assert!(entries("ANNA100").is_empty());
        assert!(entries("LENA 10, ,").is_empty());
    }

    #[test]
    fn a_pattern_of_everything_is_one_to_the_schema_too() {
        let everything = regex::Regex::new(EVERYTHING).unwrap();
        for text in ["*", " ** ", "?*", "*?"] {
            assert!(everything.is_match(text), "{text}");
        }
        for text in ["?", "A*", "*-10", "[*]"] {
            assert!(!everything.is_match(text), "{text}");
        }
    }
}
