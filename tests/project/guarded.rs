//! What is no regular file is refused at once: a device never ends, a pipe may never begin.
#![cfg(unix)]

use std::time::Duration;

use super::Story;

/// Runs in the folder and gives it some time: what hangs fails.
fn refused(story: &Story, words: &str) -> String {
    let output = assert_cmd::Command::new(env!("CARGO_BIN_EXE_social-roi"))
        .current_dir(story.path(""))
        .timeout(Duration::from_secs(60))
        .args(words.split_whitespace())
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(1), "{words}");
    String::from_utf8(output.stderr).unwrap()
}

fn fifo(story: &Story, name: &str) {
    let path = story.path(name);
    let made = std::process::Command::new("mkfifo").arg(path).status();
    assert!(made.unwrap().success());
}

const SPEND: (&str, &str) = ("spend.csv", "channel,cost\nEmail,10\n");

#[test]
fn a_project_file_is_a_regular_file() {
    let story = Story::new(&[SPEND]);
    fifo(&story, "pipe.toml");
    for (path, what) in [
        ("/dev/zero", "a device or a pipe, expected a regular file"),
        ("pipe.toml", "a device or a pipe, expected a regular file"),
        (".", "a folder, expected a project file"),
    ] {
        for command in ["report spend.csv", "check", "ledger spend.csv"] {
            let said = refused(&story, &format!("{command} --project {path}"));
            assert!(said.contains(what), "{command} {path}: {said}");
        }
    }
}

#[test]
fn a_file_of_rates_is_a_regular_file() {
    let story = Story::new(&[SPEND]);
    fifo(&story, "rates.csv");
    for (path, what) in [
        ("/dev/zero", "a device or a pipe, expected a regular file"),
        ("rates.csv", "a device or a pipe, expected a regular file"),
        (".", "a folder, expected a CSV of rates"),
    ] {
        let said = refused(&story, &format!("report spend.csv --rates {path}"));
        assert!(said.contains(what), "{path}: {said}");
        let project = format!("[money]\ncurrency = \"EUR\"\nrates = \"{path}\"\n");
        let story = Story::new(&[SPEND, ("social-roi.toml", &project)]);
        if path == "rates.csv" {
            fifo(&story, path);
        }
        let said = refused(&story, "report spend.csv");
        assert!(said.contains("money.rates"), "{path}: {said}");
        assert!(said.contains(what), "{path}: {said}");
    }
}

#[test]
fn a_profile_is_a_regular_file() {
    let story = Story::new(&[SPEND]);
    fifo(&story, "own.toml");
    for path in ["/dev/zero", "own.toml"] {
        let said = refused(&story, &format!("report spend.csv --profile {path}"));
        assert!(said.contains("a device or a pipe"), "{path}: {said}");
    }
}
