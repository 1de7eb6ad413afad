//! The examples of the manual and the guides run.

use std::fs;
use std::path::Path;
use std::process::Output;

use crate::{GUIDES, fences, pages, program, root, text_of};

/// Options that take a file to write.
const WRITING: [&str; 4] = ["-o", "--output", "--rejects", "--pack"];

/// A command line of a document.
pub struct Example {
    pub words: Vec<String>,
    /// What `<` names.
    pub input: Option<String>,
}

/// Lines that start with `$ social-roi`; a backslash at the end goes on in the next line.
fn examples(text: &str) -> Vec<Example> {
    let joined = text.replace("\\\n", " ");
    joined
        .lines()
        .filter_map(|line| line.trim_start().strip_prefix("$ social-roi "))
        .map(example)
        .collect()
}

/// What follows `|` or `>` is the reader's shell and left out.
pub fn example(line: &str) -> Example {
    let mut words = words(line).into_iter();
    let mut found = Example {
        words: Vec::new(),
        input: None,
    };
    while let Some((word, quoted)) = words.next() {
        match word.as_str() {
            "|" | ">" if !quoted => break,
            "<" if !quoted => found.input = words.next().map(|(file, _)| file),
            _ => found.words.push(word),
        }
    }
    found
}

/// Words as a shell splits them, and whether a part of each was quoted.
fn words(line: &str) -> Vec<(String, bool)> {
    let (mut found, mut word, mut open, mut quoted) = (Vec::new(), String::new(), None, false);
    for letter in line.chars().chain([' ']) {
        match (open, letter) {
            (Some(quote), letter) if letter == quote => open = None,
            (Some(_), letter) => word.push(letter),
            (None, '\'' | '"') => (open, quoted) = (Some(letter), true),
            (None, letter) if letter.is_whitespace() => {
                if quoted || !word.is_empty() {
                    found.push((std::mem::take(&mut word), quoted));
                }
                quoted = false;
            }
            (None, letter) => word.push(letter),
        }
    }
    assert!(open.is_none(), "an open quote in `{line}`");
    found
}

/// Runs an example in the repository's root; files that it writes go to `folder`.
pub fn run(example: &Example, folder: &Path) -> Output {
    let mut command = program();
    // `init` writes where it runs, or into a copy of the exports.
    if example.words[0] == "init" {
        command.current_dir(folder);
        if let Some(copy) = example.words.get(1).filter(|word| !word.starts_with('-')) {
            copy_exports(&root().join("sample-data"), &folder.join(copy));
        }
    }
    let mut writes = false;
    for word in &example.words {
        if writes {
            command.arg(folder.join(Path::new(word).file_name().expect("a file to write")));
        } else {
            command.arg(word);
        }
        writes = WRITING.contains(&word.as_str());
    }
    if let Some(file) = &example.input {
        command.write_stdin(fs::read(root().join(file)).expect("the example's input"));
    }
    command.output().expect("the program starts")
}

/// Copies a folder but for a project file and its sheets.
fn copy_exports(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        match path.is_dir() {
            true if path.ends_with("plan") => {}
            true => copy_exports(&path, &target),
            false if path.ends_with("social-roi.toml") => {}
            false => drop(fs::copy(&path, &target).unwrap()),
        }
    }
}

/// Whether an example is about the copy that the tutorial has its reader fill in: `tests/project/tutorial.rs` follows it.
fn needs_filled_in(example: &Example) -> bool {
    let names_copy = |word: &String| word.starts_with("my-exports/");
    example.words.iter().any(names_copy)
}

/// What is wrong with the examples of a document.
fn faults(name: &str, text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for example in examples(text) {
        if needs_filled_in(&example) {
            continue;
        }
        let folder = tempfile::tempdir().unwrap();
        let output = run(&example, folder.path());
        let messages = String::from_utf8_lossy(&output.stderr);
        let written = fs::read_dir(folder.path()).unwrap().count();
        let silent = output.stdout.is_empty() && written == 0;
        let failed = output.status.code() != Some(0)
            || messages.lines().any(|line| line.starts_with("error:"));
        if failed || silent {
            let shown = example.words.join(" ");
            let code = output.status.code();
            found.push(format!("{name}: social-roi {shown}\n  exit code {code:?}, wrote nothing: {silent}\n{messages}"));
        }
    }
    found
}

#[test]
fn every_example_of_the_manual_runs() {
    let faults: Vec<String> = pages()
        .iter()
        .flat_map(|(name, text)| faults(name, text))
        .collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_example_of_the_guides_runs() {
    for guide in GUIDES {
        let text = text_of(guide);
        let fenced: String = fences(&text, "console").concat();
        assert_eq!(
            examples(&fenced).len(),
            examples(&text).len(),
            "an example of {guide} stands outside a ```console fence"
        );
        let faults = faults(guide, &fenced);
        assert!(faults.is_empty(), "{}", faults.join("\n"));
    }
}

#[test]
fn every_page_has_three_examples() {
    for (name, text) in pages() {
        assert!(
            examples(&text).len() >= 3,
            "{name}.md has {} examples",
            examples(&text).len()
        );
    }
    assert!(examples(&text_of("README.md")).len() >= 3);
}

#[test]
fn words_split_as_a_shell_splits_them() {
    let example = example("report 'a b/*.csv' --where campaign=~\"^X y\" - < in.csv | head -3");
    assert_eq!(
        example.words,
        ["report", "a b/*.csv", "--where", "campaign=~^X y", "-"]
    );
    assert_eq!(example.input.as_deref(), Some("in.csv"));
}
