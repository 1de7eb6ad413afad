//! The files of `src`, each without its tests and comments.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use super::rust::{Piece, pieces};

/// One file of `src`.
pub struct Source {
    /// From the repository's root, with `/`.
    pub path: String,
    /// Its module names below the crate, outermost first; empty for `lib.rs` and `main.rs`.
    pub modules: Vec<String>,
    /// The text before its tests, without comments; string literals are kept.
    pub text: String,
    /// Lines before its tests.
    pub lines: usize,
}

impl Source {
    pub fn layer(&self) -> &str {
        match self.path.as_str() {
            "src/main.rs" => "main",
            "src/lib.rs" => "lib",
            _ => &self.modules[0],
        }
    }
}

pub fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Every file of `src` that is not a test of its own.
pub fn sources() -> Vec<Source> {
    let mut paths = Vec::new();
    collect(&root().join("src"), &mut paths);
    paths.sort();
    let texts: Vec<(PathBuf, String)> = paths
        .into_iter()
        .map(|path| {
            let text = fs::read_to_string(&path).unwrap();
            (path, text)
        })
        .collect();
    let tests: BTreeSet<PathBuf> = texts
        .iter()
        .flat_map(|(path, text)| test_files(path, text))
        .collect();
    let found: Vec<Source> = texts
        .iter()
        .filter(|(path, _)| !tests.contains(path))
        .map(|(path, text)| source(path, text))
        .collect();
    assert!(found.len() > 50, "only {} files found", found.len());
    found
}

fn collect(folder: &Path, paths: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, paths);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            paths.push(path);
        }
    }
}

/// The files of `#[cfg(test)] mod name;` declarations.
fn test_files(path: &Path, text: &str) -> Vec<PathBuf> {
    let stem = path.file_stem().unwrap().to_str().unwrap();
    let folder = if ["mod", "lib", "main"].contains(&stem) {
        path.parent().unwrap().to_path_buf()
    } else {
        path.with_extension("")
    };
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    let mut found = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        if *line != "#[cfg(test)]" {
            continue;
        }
        let next = lines[at + 1..].iter().take(2);
        let own_path = next
            .clone()
            .find_map(|line| line.strip_prefix("#[path = \"")?.strip_suffix("\"]"));
        for name in next.filter_map(|line| line.strip_prefix("mod ")?.strip_suffix(';')) {
            match own_path {
                Some(own) => found.push(path.parent().unwrap().join(own)),
                None => found.extend([
                    folder.join(format!("{name}.rs")),
                    folder.join(name).join("mod.rs"),
                ]),
            }
        }
    }
    found
}

fn source(path: &Path, text: &str) -> Source {
    let shown = path
        .strip_prefix(root())
        .unwrap()
        .to_str()
        .unwrap()
        .replace('\\', "/");
    let inner = shown.trim_start_matches("src/").trim_end_matches(".rs");
    let mut modules: Vec<String> = inner.split('/').map(str::to_owned).collect();
    if ["mod", "lib", "main"].contains(&modules.last().unwrap().as_str()) {
        modules.pop();
    }
    let body = before_tests(text);
    Source {
        path: shown,
        modules,
        lines: body.lines().count(),
        text: without_comments(body),
    }
}

/// Inline tests close a file.
fn before_tests(text: &str) -> &str {
    let starts = text.match_indices("#[cfg(test)]").map(|(at, _)| at);
    let inline = |at: &usize| {
        let declaration = text[*at..].lines().nth(1).unwrap_or_default();
        declaration.starts_with("mod ") && declaration.ends_with('{')
    };
    starts
        .into_iter()
        .find(inline)
        .map_or(text, |at| &text[..at])
}

/// Blanks `//` and `/* */` comments; a string literal may hold either.
fn without_comments(text: &str) -> String {
    let mut out = String::new();
    for piece in pieces(text) {
        match piece {
            Piece::Code(text) | Piece::Literal(text) => out.push_str(text),
            Piece::Comment => out.push(' '),
        }
    }
    out
}
