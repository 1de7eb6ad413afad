//! A phrase that the program asks for stands in the English file.

use std::collections::BTreeSet;
use std::fs;

use super::sources::{root, sources};

/// The ids of literal calls of `Lang::phrase`.
fn phrases(text: &str) -> BTreeSet<String> {
    let calls = text
        .match_indices("phrase(")
        .map(|(at, call)| at + call.len());
    let literal = |start: usize| {
        text[start..]
            .trim_start()
            .strip_prefix('"')?
            .split('"')
            .next()
    };
    calls.filter_map(literal).map(str::to_owned).collect()
}

#[test]
fn phrases_stand_in_the_english_file() {
    let english = fs::read_to_string(root().join("src/lang/en.toml")).unwrap();
    let english: toml::Table = english.parse().unwrap();
    let known = english["phrases"].as_table().unwrap();
    let mut found = 0;
    for source in sources() {
        for id in phrases(&source.text) {
            found += 1;
            assert!(
                known.contains_key(&id),
                "{}: no phrase `{id}` in src/lang/en.toml",
                source.path
            );
        }
    }
    assert!(found > 3, "only {found} phrases found");
}
