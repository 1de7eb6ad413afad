//! As much of a reader of Rust as these tests need: strings, comments, and the paths that code names.

use std::collections::BTreeSet;

pub enum Piece<'t> {
    Code(&'t str),
    /// With its quotes.
    Literal(&'t str),
    Comment,
}

/// Splits Rust into code, string literals and comments: as much of a lexer as this test needs.
pub fn pieces(text: &str) -> Vec<Piece<'_>> {
    let bytes = text.as_bytes();
    let (mut found, mut start, mut at) = (Vec::new(), 0, 0);
    while at < bytes.len() {
        let rest = &text[at..];
        let (length, comment) = if rest.starts_with("//") {
            (rest.find('\n').unwrap_or(rest.len()), true)
        } else if rest.starts_with("/*") {
            (rest.find("*/").map_or(rest.len(), |end| end + 2), true)
        } else if let Some(length) = raw_literal(rest).filter(|_| !within_word(bytes, at)) {
            (length, false)
        } else if rest.starts_with('"') {
            (literal(rest), false)
        } else if let Some(length) = character(rest) {
            at += length;
            continue;
        } else {
            at += rest.chars().next().unwrap().len_utf8();
            continue;
        };
        found.push(Piece::Code(&text[start..at]));
        found.push(if comment {
            Piece::Comment
        } else {
            Piece::Literal(&text[at..at + length])
        });
        at += length;
        start = at;
    }
    found.push(Piece::Code(&text[start..]));
    found
}

fn within_word(bytes: &[u8], at: usize) -> bool {
    at > 0 && (bytes[at - 1].is_ascii_alphanumeric() || bytes[at - 1] == b'_')
}

fn literal(rest: &str) -> usize {
    let mut escaped = false;
    for (at, letter) in rest.char_indices().skip(1) {
        match letter {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return at + 1,
            _ => {}
        }
    }
    rest.len()
}

/// `r"…"`, `r#"…"#` and so on.
fn raw_literal(rest: &str) -> Option<usize> {
    let hashes = rest
        .strip_prefix('r')?
        .bytes()
        .take_while(|byte| *byte == b'#')
        .count();
    let body = rest[1 + hashes..].strip_prefix('"')?;
    let end = format!("\"{}", "#".repeat(hashes));
    body.find(&end).map(|at| 1 + hashes + 1 + at + end.len())
}

/// `'"'` and `'\''`, which would else open a string; a lifetime is none.
fn character(rest: &str) -> Option<usize> {
    let body = rest.strip_prefix('\'')?;
    if body.starts_with('\\') {
        return body[2..].find('\'').map(|at| at + 4);
    }
    let first = body.chars().next()?;
    body[first.len_utf8()..]
        .starts_with('\'')
        .then(|| first.len_utf8() + 2)
}

/// Every `crate::…` path, groups spread out: `crate::schema::{Amount, col}` is two.
pub fn crate_paths(text: &str, crate_name: &str) -> BTreeSet<String> {
    let code: String = pieces(text)
        .into_iter()
        .map(|piece| {
            if let Piece::Code(code) = piece {
                code
            } else {
                " "
            }
        })
        .collect();
    let start = format!("{crate_name}::");
    let mut found = BTreeSet::new();
    for (at, _) in code.match_indices(&start) {
        if !within_word(code.as_bytes(), at) {
            spread(&code[at + start.len()..], "", &mut found);
        }
    }
    found
}

/// Reads one tree of a path and returns what is left.
fn spread<'t>(text: &'t str, prefix: &str, found: &mut BTreeSet<String>) -> &'t str {
    let text = text.trim_start();
    if let Some(mut rest) = text.strip_prefix('{') {
        loop {
            rest = spread(rest, prefix, found).trim_start();
            if let Some(next) = rest.strip_prefix(',') {
                rest = next.trim_start();
            }
            if rest.is_empty() || rest.starts_with('}') {
                return rest.get(1..).unwrap_or_default();
            }
        }
    }
    let end = text
        .find(|letter: char| !letter.is_alphanumeric() && letter != '_')
        .unwrap_or(text.len());
    let (name, mut rest) = text.split_at(end);
    if name.is_empty() {
        // A glob, or the name of a macro variable: the path so far is what is used.
        found.insert(prefix.to_owned());
        return rest.get(1..).unwrap_or_default();
    }
    let path = match (prefix, name) {
        (prefix, "self") => prefix.to_owned(),
        ("", name) => name.to_owned(),
        (prefix, name) => format!("{prefix}::{name}"),
    };
    if let Some(next) = rest.strip_prefix("::") {
        return spread(next, &path, found);
    }
    if let Some(renamed) = rest.trim_start().strip_prefix("as ") {
        rest = renamed
            .trim_start()
            .trim_start_matches(|letter: char| letter.is_alphanumeric() || letter == '_');
    }
    found.insert(path);
    rest
}

#[test]
fn paths_are_found_in_groups_and_not_in_comments() {
    let text = "use crate::schema::{self, Amount, amount::{ONE as Unit, SCALE}};\n// crate::cli::Cli\nlet x = crate::time::day(\"crate::render\");\nuse crate::report::*;";
    let found: Vec<String> = crate_paths(text, "crate").into_iter().collect();
    let expected = [
        "report",
        "schema",
        "schema::Amount",
        "schema::amount::ONE",
        "schema::amount::SCALE",
        "time::day",
    ];
    assert_eq!(found, expected);
}

#[test]
fn quotes_in_characters_and_raw_literals_do_not_confuse_the_scan() {
    let text = "let a = '\"'; let b = '\\''; fn f<'s>(s: &'s str) {} g(r#\"sp\"end\"#, \"spend\"); // \"date\"";
    let literals: Vec<&str> = pieces(text)
        .iter()
        .filter_map(|piece| {
            if let Piece::Literal(text) = piece {
                Some(*text)
            } else {
                None
            }
        })
        .collect();
    assert_eq!(literals, ["r#\"sp\"end\"#", "\"spend\""]);
}
