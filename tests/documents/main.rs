//! What the README and the manual say is what the program does: their examples run, their options exist.
//!
//! `SOCIAL_ROI_BLESS=1 cargo test --test documents` writes the output blocks of the README and the tutorial again.
#![allow(clippy::unwrap_used)] // a test that cannot go on fails

mod examples;
mod manual;
mod output;
#[path = "../story/program.rs"]
mod program;
mod readme;

use std::fs;
use std::path::PathBuf;

use assert_cmd::Command;

/// Documents whose examples stand in fences and whose output is the program's.
const GUIDES: [&str; 2] = ["README.md", "docs/tutorial.md"];

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn text_of(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The program in the repository's root.
fn program() -> Command {
    let mut command = program::program();
    command.current_dir(root());
    command
}

/// The manual's pages by command; the program's own page is called `social-roi`.
fn pages() -> Vec<(String, String)> {
    let mut names: Vec<String> = fs::read_dir(root().join("docs/manual"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
        .into_iter()
        .map(|file| {
            (
                file.trim_end_matches(".md").to_owned(),
                text_of(&format!("docs/manual/{file}")),
            )
        })
        .collect()
}

/// The bodies of the fences of a language.
fn fences(text: &str, language: &str) -> Vec<String> {
    let opening = format!("```{language}\n");
    let bodies = text.split(&opening).skip(1);
    bodies
        .map(|rest| rest.split("```").next().unwrap_or_default().to_owned())
        .collect()
}
