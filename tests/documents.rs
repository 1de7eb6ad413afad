//! What the README and the manual say is what the program does: their examples run, their options exist.
//!
//! `SOCIAL_ROI_BLESS=1 cargo test --test documents` writes the output blocks of the README and the tutorial again.
#![allow(clippy::unwrap_used)] // a test that cannot go on fails

#[path = "story/program.rs"]
mod program;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;

use assert_cmd::Command;
use clap::CommandFactory;
use social_roi::cli::Cli;

/// Lines that `--help` may take.
const HELP_LINES: usize = 45;

/// Columns that a page of the manual may take.
const PAGE_COLUMNS: usize = 110;

/// Options that take a file to write.
const WRITING: [&str; 4] = ["-o", "--output", "--rejects", "--pack"];

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

/// A command line of a document.
struct Example {
    words: Vec<String>,
    /// What `<` names.
    input: Option<String>,
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
fn example(line: &str) -> Example {
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
fn run(example: &Example, folder: &Path) -> Output {
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

/// The bodies of the fences of a language.
fn fences(text: &str, language: &str) -> Vec<String> {
    let opening = format!("```{language}\n");
    let bodies = text.split(&opening).skip(1);
    bodies
        .map(|rest| rest.split("```").next().unwrap_or_default().to_owned())
        .collect()
}

/// How much of an output a guide shows.
enum Part {
    Whole,
    /// So many lines from the top.
    Top(usize),
    /// The table that begins with this title.
    Table(String),
}

impl Part {
    fn named(text: &str) -> Self {
        match (text, text.parse()) {
            ("", _) => Self::Whole,
            (_, Ok(lines)) => Self::Top(lines),
            (title, _) => Self::Table(title.to_owned()),
        }
    }

    fn of(&self, printed: &str) -> Vec<String> {
        let lines = printed.lines().map(|line| line.trim_end().to_owned());
        match self {
            Self::Whole => lines.collect(),
            Self::Top(count) => lines.take(*count).chain(["…".to_owned()]).collect(),
            Self::Table(title) => {
                let mut lines = lines.skip_while(|line| !line.starts_with(title));
                let head: Vec<String> = lines.by_ref().take(2).collect();
                let body = lines.take_while(|line| !line.is_empty());
                head.into_iter().chain(body).collect()
            }
        }
    }
}

/// What a guide shows of a command's output.
struct Block {
    command: String,
    part: Part,
    /// Where the ```text fence begins and ends.
    place: std::ops::Range<usize>,
}

/// The output blocks of a guide: `<!-- output: social-roi … -->`, or `<!-- output 12: … -->` for the first twelve lines,
/// `<!-- output By function: … -->` for the table of that title.
fn output_blocks(text: &str) -> Vec<Block> {
    const MARKER: &str = "<!-- output";
    const OPENING: &str = "```text\n";
    text.match_indices(MARKER)
        .map(|(at, _)| {
            let (part, rest) = text[at + MARKER.len()..]
                .split_once(": social-roi ")
                .expect("a command in the marker");
            let command = rest.split(" -->").next().expect("the marker's end");
            let fence = at
                + text[at..]
                    .find(OPENING)
                    .expect("a ```text fence after the marker");
            let start = fence + OPENING.len();
            Block {
                command: command.to_owned(),
                part: Part::named(part.trim()),
                place: start..start + text[start..].find("```").expect("the fence's end"),
            }
        })
        .collect()
}

#[test]
fn output_in_the_guides_is_what_the_program_prints() {
    let bless = std::env::var_os("SOCIAL_ROI_BLESS").is_some();
    for guide in GUIDES {
        let mut text = text_of(guide);
        let blocks = output_blocks(&text);
        assert!(!blocks.is_empty(), "{guide} shows no output");
        for block in blocks.into_iter().rev() {
            let folder = tempfile::tempdir().unwrap();
            let output = run(&example(&block.command), folder.path());
            let printed = String::from_utf8(output.stdout).expect("output is UTF-8");
            let printed = block.part.of(&printed);
            assert!(!printed.is_empty(), "{guide}: social-roi {}", block.command);
            let printed: String = printed.iter().map(|line| format!("{line}\n")).collect();
            if bless {
                text.replace_range(block.place, &printed);
            } else {
                assert_eq!(
                    text[block.place], printed,
                    "{guide}: social-roi {} prints something else: `just bless` writes it",
                    block.command
                );
            }
        }
        if bless {
            fs::write(root().join(guide), text).unwrap();
        }
    }
}

#[test]
fn figures_in_bold_stand_in_an_output() {
    let text = text_of("docs/tutorial.md");
    let shown: String = output_blocks(&text)
        .into_iter()
        .map(|block| text[block.place].to_owned())
        .collect();
    let bold: Vec<&str> = text.split("**").skip(1).step_by(2).collect();
    assert!(bold.len() > 3, "{bold:?}");
    for figure in bold {
        assert!(shown.contains(figure), "no output shows {figure}");
    }
}

#[test]
fn help_fits_a_screen() {
    let mut long = Vec::new();
    let commands: Vec<String> = Cli::command()
        .get_subcommands()
        .map(|command| command.get_name().to_owned())
        .collect();
    for words in std::iter::once(vec!["--help".to_owned()]).chain(
        commands
            .into_iter()
            .map(|command| vec![command, "--help".to_owned()]),
    ) {
        let output = program().args(&words).output().unwrap();
        assert_eq!(
            output.status.code(),
            Some(0),
            "social-roi {}",
            words.join(" ")
        );
        let lines = String::from_utf8(output.stdout).unwrap().lines().count();
        assert!(lines > 3, "social-roi {} says nothing", words.join(" "));
        if lines > HELP_LINES {
            long.push(format!(
                "social-roi {}: {lines} lines, at most {HELP_LINES}",
                words.join(" ")
            ));
        }
    }
    assert!(long.is_empty(), "{}", long.join("\n"));
}

/// Long options of a command, with those of every command.
fn options(command: &clap::Command) -> BTreeSet<String> {
    command
        .get_arguments()
        .filter_map(|argument| argument.get_long())
        .map(|long| format!("--{long}"))
        .collect()
}

/// Every `--option` in a text.
fn mentioned(text: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for (at, _) in text.match_indices("--") {
        let inside = text[..at].ends_with(|letter: char| letter.is_alphanumeric() || letter == '-');
        let end = text[at + 2..].find(|letter: char| !letter.is_ascii_lowercase() && letter != '-');
        let name = &text[at..end.map_or(text.len(), |end| at + 2 + end)];
        if !inside
            && name.len() > 3
            && name[2..].starts_with(|letter: char| letter.is_ascii_lowercase())
        {
            found.insert(name.trim_end_matches('-').to_owned());
        }
    }
    found
}

#[test]
fn pages_name_every_option_and_no_other() {
    let program = Cli::command();
    let global = options(&program);
    let every: BTreeSet<String> = program
        .get_subcommands()
        .flat_map(options)
        .chain(global.iter().cloned())
        .chain(["--version".to_owned()])
        .collect();
    for (name, text) in pages() {
        let said = mentioned(&text);
        let unknown: Vec<&String> = said.difference(&every).collect();
        assert!(
            unknown.is_empty(),
            "{name}.md names options that do not exist: {unknown:?}"
        );
        let own = match program.find_subcommand(&name) {
            Some(command) => options(command),
            None => global.clone(),
        };
        let silent: Vec<&String> = own
            .difference(&said)
            .filter(|option| name == "social-roi" || !global.contains(*option))
            .collect();
        assert!(silent.is_empty(), "{name}.md is silent about {silent:?}");
    }
    let cargo = ["--release", "--path"].map(str::to_owned);
    let readme = mentioned(&text_of("README.md"));
    let unknown: Vec<&String> = readme
        .iter()
        .filter(|option| !every.contains(*option) && !cargo.contains(option))
        .collect();
    assert!(
        unknown.is_empty(),
        "README.md names options that do not exist: {unknown:?}"
    );
}

/// Keys that a page does not name are keys that nobody finds.
#[test]
fn the_page_of_reports_names_every_key() {
    let page = text_of("docs/manual/report.md");
    let (_, rest) = page.split_once("## WHAT STANDS IN A ROW").unwrap();
    let section = rest.split("\n## ").next().unwrap();
    let named: BTreeSet<&str> = section
        .split(|c: char| !c.is_ascii_lowercase() && c != '_')
        .collect();
    let times = social_roi::time::Grain::ALL.map(social_roi::time::Grain::name);
    for key in social_roi::report::KEYS.into_iter().chain(times) {
        assert!(
            named.contains(key),
            "--by {key} is not in docs/manual/report.md"
        );
    }
}

#[test]
fn every_command_has_a_page_and_every_page_a_command() {
    let mut commands: BTreeSet<String> = Cli::command()
        .get_subcommands()
        .map(|command| command.get_name().to_owned())
        .filter(|name| name != "help")
        .collect();
    // Pages about no command: the program itself, and its project file.
    commands.extend(["social-roi".into(), "project".into()]);
    let named: BTreeSet<String> = pages().into_iter().map(|(name, _)| name).collect();
    assert_eq!(commands, named);
}

#[test]
fn pages_fit_the_width_of_a_terminal() {
    for (name, text) in pages() {
        for line in text.lines() {
            assert!(
                line.chars().count() <= PAGE_COLUMNS,
                "{name}.md is wider than {PAGE_COLUMNS}: {line}"
            );
        }
    }
}

#[test]
fn the_readme_is_short_and_its_glossary_names_metrics() {
    let text = text_of("README.md");
    assert!(text.lines().count() < 250, "{} lines", text.lines().count());
    let registry = text_of("src/metrics/registry.toml");
    let glossary = text
        .split("## Metric glossary")
        .nth(1)
        .expect("a glossary")
        .split("\n## ")
        .next()
        .unwrap_or_default();
    let first_cells = glossary
        .lines()
        .filter(|line| line.starts_with("| `"))
        .filter_map(|line| line.split('|').nth(1));
    let names: Vec<&str> = first_cells
        .flat_map(|cell| cell.split('`').skip(1).step_by(2))
        .collect();
    assert!(names.len() >= 15, "{names:?}");
    for name in names {
        assert!(
            registry.contains(&format!("\nname = \"{name}\"\n")),
            "the README explains `{name}`, which is no metric"
        );
    }
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
