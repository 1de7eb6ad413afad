//! The outputs that the guides show are those of the program.

use std::fs;

use crate::examples::{example, run};
use crate::{GUIDES, root, text_of};

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
