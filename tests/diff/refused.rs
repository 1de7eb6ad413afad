//! What cannot be compared: other files, cut ones, devices.

use super::told::reports;

#[test]
fn what_cannot_be_compared_is_refused_with_a_reason() {
    let story = reports();
    story.save("l.json", "");
    let whole = story.read("l.json");
    story.write("cut.json", &whole[..3000]);
    story.write("other.json", "{\"name\": \"something\"}");
    story.write("empty.json", "");
    let hint = "hint: `ledger --format json -o FILE` and `report --format json -o FILE` write what can be compared\n";
    for (words, said) in [
        (
            "a.json l.json",
            "error: l.json: is a ledger, and a.json is a report\n",
        ),
        (
            "a.json other.json",
            "error: other.json: is neither a ledger nor a report of social-roi\n",
        ),
        ("a.json empty.json", "error: empty.json: is empty\n"),
        (
            "meta.csv a.json",
            "error: meta.csv: line 1, column 1: no JSON\n",
        ),
    ] {
        let outcome = story.run(&format!("diff {words}"));
        assert_eq!(outcome.code, Some(1), "{words}");
        assert_eq!(outcome.said, format!("{said}{hint}"));
    }
    let cut = story.run("diff cut.json l.json").said;
    assert!(
        cut.starts_with("error: cut.json: ends at line ")
            && cut.contains("in the middle: it is cut off"),
        "{cut}"
    );
    let missing = story.run("diff a.json none.json");
    assert_eq!(
        (missing.code, &missing.said[..]),
        (Some(1), "error: none.json: no such file or folder\n")
    );
    assert_eq!(story.run("diff a.json").code, Some(2));
}

#[cfg(unix)]
#[test]
fn devices_are_refused_and_pipes_that_were_meant_are_read() {
    let story = reports();
    let hint = "hint: `ledger --format json -o FILE` and `report --format json -o FILE` write what can be compared\n";
    let fifo = story.path("pipe");
    assert!(
        std::process::Command::new("mkfifo")
            .arg(&fifo)
            .status()
            .unwrap()
            .success()
    );
    std::fs::create_dir(story.path("folder")).unwrap();
    for (words, said) in [
        (
            "/dev/zero a.json",
            "/dev/zero: is a device or a pipe, expected a regular file",
        ),
        (
            "a.json /dev/zero",
            "/dev/zero: is a device or a pipe, expected a regular file",
        ),
        (
            "a.json pipe",
            "pipe: is a device or a pipe, expected a regular file",
        ),
        ("folder a.json", "folder: is a folder without manifest.json"),
    ] {
        let outcome = story.run(&format!("diff {words}"));
        assert_eq!(outcome.code, Some(1), "{words}");
        assert_eq!(outcome.said, format!("error: {said}\n{hint}"));
    }
    let twice = story.run("diff - -");
    assert_eq!(
        (twice.code, &twice.said[..]),
        (
            Some(2),
            "error: - -: standard input can be read once; name a file for one of the two\n"
        )
    );
    let whole = story.run("diff a.json b.json").out;
    for words in [
        "diff - b.json",
        "diff /dev/stdin b.json",
        "diff /dev/fd/0 b.json",
    ] {
        let mut command = assert_cmd::Command::new(env!("CARGO_BIN_EXE_social-roi"));
        command.current_dir(story.path("")).args(words.split(' '));
        let output = command.write_stdin(story.bytes("a.json")).output().unwrap();
        let text = String::from_utf8(output.stdout).unwrap();
        let figures = |text: &str| -> Vec<String> {
            text.lines()
                .filter(|line| line.starts_with("moved"))
                .map(str::to_owned)
                .collect()
        };
        assert_eq!(figures(&text), figures(&whole), "{words}");
    }
    for (font, why) in [
        ("/dev/zero", "a device or a pipe, expected a regular file"),
        ("pipe", "a device or a pipe, expected a regular file"),
        ("folder", "a folder, expected a font file (.ttf, .otf)"),
    ] {
        let outcome = story.run(&format!("chart --list --font {font}"));
        let outcome = match outcome.code {
            Some(0) => story.run(&format!("chart trend meta.csv --font {font} -o t.svg")),
            _ => outcome,
        };
        let said = format!("error: --font {font}: {why}\n");
        assert!(outcome.said.starts_with(&said), "{}", outcome.said);
    }
}
