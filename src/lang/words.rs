//! The words of every language, one TOML file each: a translator needs no Rust.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use icu_locale_core::LanguageIdentifier;
use serde::Deserialize;

use crate::time::Calendar;

/// What one file holds.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Words {
    /// The language's code.
    pub(super) code: String,
    #[serde(default)]
    pub(super) right_to_left: bool,
    /// The calendar that its readers live by.
    #[serde(default, deserialize_with = "calendar")]
    pub(super) calendar: Calendar,
    /// The locale that the code stands for where it names no region, if it is another than the libraries take it for.
    #[serde(default, deserialize_with = "locale")]
    pub(super) without_region: Option<LanguageIdentifier>,
    /// The locale of its days and months, if it is not that of the code.
    #[serde(default, deserialize_with = "locale")]
    pub(super) dates: Option<LanguageIdentifier>,
    /// A percentage, around `{number}`; its sign follows the digits.
    pub(super) percent: String,
    /// The same in regions that write it otherwise.
    #[serde(default)]
    pub(super) percent_in: BTreeMap<String, String>,
    /// Large numbers on axes: powers of ten, rising, with the text around `{number}`.
    pub(super) compact: Vec<(u32, String)>,
    /// Sentences and headings by id.
    pub(super) phrases: BTreeMap<String, String>,
    /// Headers of metrics by name.
    #[serde(default)]
    pub(super) metrics: BTreeMap<String, String>,
    /// Headers of keys by name.
    #[serde(default)]
    pub(super) keys: BTreeMap<String, String>,
    /// Headings of metrics and keys in documents, by name, where they differ from those headers.
    #[serde(default)]
    pub(super) headings: BTreeMap<String, String>,
    /// Headers of a metric's changes by the end of their names, around `{metric}`.
    #[serde(default)]
    pub(super) changes: BTreeMap<String, String>,
    /// What stands in a key column for a value that there is not, by its English text.
    #[serde(default)]
    pub(super) placeholders: BTreeMap<String, String>,
    /// Units under headers.
    #[serde(default)]
    pub(super) units: BTreeMap<String, String>,
}

/// Every language, English first.
pub(super) static LANGUAGES: LazyLock<Vec<Words>> = LazyLock::new(|| {
    [
        include_str!("en.toml"),
        include_str!("de.toml"),
        include_str!("es.toml"),
        include_str!("fa.toml"),
        include_str!("ar.toml"),
    ]
    .map(|text| toml::from_str(text).expect("the languages are part of the program and tested"))
    .into()
});

fn calendar<'d, D: serde::Deserializer<'d>>(from: D) -> Result<Calendar, D::Error> {
    let name = String::deserialize(from)?;
    name.parse().map_err(serde::de::Error::custom)
}

fn locale<'d, D: serde::Deserializer<'d>>(from: D) -> Result<Option<LanguageIdentifier>, D::Error> {
    let code = String::deserialize(from)?;
    code.parse().map(Some).map_err(serde::de::Error::custom)
}

/// The text with the values of its `{places}`; a place without a value stays.
pub(super) fn filled(text: &str, arguments: &[(&str, &str)]) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        let Some((name, after)) = after.split_once('}') else {
            break;
        };
        out.push_str(before);
        match arguments.iter().find(|(known, _)| *known == name) {
            Some((_, value)) => out.push_str(value),
            None => out.extend(["{", name, "}"]),
        }
        rest = after;
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    /// The names between braces.
    fn places(text: &str) -> BTreeSet<&str> {
        text.split('{')
            .skip(1)
            .map(|piece| piece.split('}').next().unwrap())
            .collect()
    }

    #[test]
    fn every_language_has_the_phrases_of_english_with_their_places() {
        let english = &LANGUAGES[0].phrases;
        for words in LANGUAGES.iter() {
            let ids: Vec<&String> = words.phrases.keys().collect();
            assert_eq!(
                ids,
                english.keys().collect::<Vec<_>>(),
                "phrases of {}",
                words.code
            );
            for (id, text) in &words.phrases {
                assert_eq!(
                    places(text),
                    places(&english[id]),
                    "{id} in {}: {text}",
                    words.code
                );
                assert!(!text.trim().is_empty(), "{id} in {}", words.code);
            }
        }
    }

    #[test]
    fn patterns_have_their_one_place_and_powers_rise() {
        for words in LANGUAGES.iter() {
            let of = |place: &'static str| BTreeSet::from([place]);
            let percents = words.percent_in.values().chain([&words.percent]);
            let numbers = words.compact.iter().map(|(_, text)| text).chain(percents);
            for text in numbers {
                assert_eq!(places(text), of("number"), "{}: {text}", words.code);
            }
            for text in words.changes.values() {
                assert_eq!(places(text), of("metric"), "{}: {text}", words.code);
            }
            assert!(
                words.compact.is_sorted_by(|one, next| one.0 < next.0),
                "{}",
                words.code
            );
        }
    }

    #[test]
    fn other_languages_translate_the_same_columns() {
        let of = |words: &'static Words| {
            let maps = [
                &words.metrics,
                &words.keys,
                &words.changes,
                &words.placeholders,
            ];
            maps.map(|map| map.keys().collect::<Vec<_>>())
        };
        for words in &LANGUAGES[2..] {
            assert_eq!(of(words), of(&LANGUAGES[1]), "{}", words.code);
        }
    }

    #[test]
    fn a_value_that_looks_like_a_place_is_not_filled_again() {
        let text = filled("{a} and {b} and {c", &[("a", "{b}"), ("b", "2")]);
        assert_eq!(text, "{b} and 2 and {c");
        assert_eq!(filled("{unknown}!", &[]), "{unknown}!");
    }
}
