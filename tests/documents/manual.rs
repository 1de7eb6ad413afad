//! The pages of the manual name what there is, and fit a screen as the help does.

use std::collections::BTreeSet;

use clap::CommandFactory;
use social_roi::cli::Cli;

use crate::{pages, program, text_of};

/// Lines that `--help` may take.
const HELP_LINES: usize = 45;

/// Columns that a page of the manual may take.
const PAGE_COLUMNS: usize = 110;

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
