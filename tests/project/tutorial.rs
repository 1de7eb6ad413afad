//! Step 4 of the tutorial, followed to the letter: `init` in a copy of the sample, the lines that it shows, its commands.

use std::fs;
use std::path::{Path, PathBuf};

use super::Story;

const COPY: &str = "my-exports";

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The text of step 4.
fn step() -> String {
    let text = fs::read_to_string(root().join("docs/tutorial.md")).unwrap();
    let from = text.split("\n## 4. ").nth(1).unwrap();
    from.split("\n## 5. ").next().unwrap().to_owned()
}

/// The bodies of the fences of a language.
fn fences(text: &str, language: &str) -> Vec<String> {
    let opening = format!("```{language}\n");
    let bodies = text.split(&opening).skip(1);
    bodies
        .map(|rest| rest.split("```").next().unwrap().to_owned())
        .collect()
}

/// Copies the sample without its project file and its sheets.
fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.ends_with("plan") || path.ends_with("social-roi.toml") {
            continue;
        }
        match path.is_dir() {
            true => copy(&path, &target),
            false => drop(fs::copy(&path, &target).unwrap()),
        }
    }
}

/// Puts the rows of a block below the header of the sheet that has it.
fn fill_in(story: &Story, block: &str) {
    let (header, rows) = block.split_once('\n').unwrap();
    let sheets = fs::read_dir(story.path(COPY).join("plan")).unwrap();
    let paths: Vec<PathBuf> = sheets.map(|entry| entry.unwrap().path()).collect();
    let has = |path: &&PathBuf| fs::read_to_string(path).unwrap().lines().next() == Some(header);
    let Some(sheet) = paths.iter().find(has) else {
        panic!("no sheet of `init` begins with `{header}`");
    };
    let template = fs::read_to_string(sheet).unwrap();
    let filled = template.replacen(&format!("{header}\n"), &format!("{header}\n{rows}"), 1);
    fs::write(sheet, filled).unwrap();
}

/// Writes the lines of a block over those that stand behind a `#`, in the same table.
fn uncomment(story: &Story, block: &str) {
    let name = format!("{COPY}/social-roi.toml");
    let text = story.read(&name);
    let mut lines = block.lines();
    let table = lines.next().unwrap();
    let (before, after) = text.split_once(&format!("#{table}\n")).unwrap();
    let mut after: Vec<String> = after.lines().map(str::to_owned).collect();
    for line in lines {
        let key = line.split_once(" = ").unwrap().0;
        let start = format!("#{key} = ");
        let place = after.iter().position(|hidden| hidden.starts_with(&start));
        after[place.unwrap()] = line.to_owned();
    }
    story.write(&name, format!("{before}{table}\n{}\n", after.join("\n")));
}

#[test]
fn step_four_of_the_tutorial_works_to_the_letter() {
    let step = step();
    let commands: Vec<String> = fences(&step, "console")
        .concat()
        .lines()
        .filter_map(|line| line.strip_prefix("$ social-roi "))
        .map(str::to_owned)
        .collect();
    let about: Vec<&String> = commands
        .iter()
        .filter(|command| command.contains(COPY))
        .collect();
    let [init, check, ledger] = about[..] else {
        panic!("{commands:?}");
    };
    let story = Story::new(&[]);
    copy(&root().join("sample-data"), &story.path(COPY));
    assert_eq!(story.run(init).code, Some(0));
    for block in fences(&step, "csv") {
        fill_in(&story, &block);
    }
    for block in fences(&step, "toml") {
        uncomment(&story, &block);
    }
    let checked = story.run(check);
    assert_eq!(
        checked.out,
        "\
my-exports/social-roi.toml: nothing wrong
  currency     EUR
  margin       0.48
  accounts     4
  costs        1
  labour       1
  assumptions  1
"
    );
    let outcome = story.run(ledger);
    assert_eq!(outcome.code, Some(0), "{}", outcome.said);
    let types = "cost: 3 of 8 cost types (without tools, content, creators, training, overhead)";
    assert!(outcome.out.contains(types), "{}", outcome.out);
    assert!(step.contains("3 of 8 types of cost"));
}

#[test]
fn the_tutorial_names_the_lists_without_a_sheet() {
    let story = Story::new(&[]);
    story.run("init");
    for list in ["mapping", "savings", "experiments"] {
        assert!(!story.path(format!("plan/{list}.csv")).exists(), "{list}");
    }
    assert!(step().contains("Mappings, savings and experiments have no sheet"));
}
