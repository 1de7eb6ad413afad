//! The project file: what is wrong in it, what it means for reports, what `init` writes, its schema.
#![allow(clippy::unwrap_used)] // a test that cannot go on fails

mod bad_input;
mod defaults;
mod fiscal;
mod guarded;
mod init;
mod manual;
mod mapping;
mod meaning;
mod schema;
mod shares;
mod sheets;
mod silent_loss;
mod unused;
mod zones;

use tempfile::TempDir;

/// A folder with the files of one story.
struct Story(TempDir);

/// What one run of the program did.
struct Outcome {
    out: String,
    said: String,
    code: Option<i32>,
}

impl Story {
    fn new(files: &[(&str, &str)]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        for (name, content) in files {
            let path = folder.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, content).unwrap();
        }
        Self(folder)
    }

    fn run(&self, words: &str) -> Outcome {
        let mut command = assert_cmd::Command::new(env!("CARGO_BIN_EXE_social-roi"));
        for name in ["COLUMNS", "NO_COLOR", "CLICOLOR_FORCE", "FORCE_COLOR"] {
            command.env_remove(name);
        }
        let output = command
            .current_dir(self.0.path())
            .args(words.split_whitespace())
            .output()
            .unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        Outcome {
            out: text(output.stdout),
            said: text(output.stderr),
            code: output.status.code(),
        }
    }

    /// What `check` says of the project, and that its exit code fits.
    fn checked(&self) -> String {
        let outcome = self.run("check --project-only");
        assert_eq!(outcome.said, "");
        let right = outcome.out.contains("nothing wrong");
        assert_eq!(
            outcome.code,
            Some(if right { 0 } else { 3 }),
            "{}",
            outcome.out
        );
        outcome.out
    }
}

/// What `check` says of a project file without sheets.
fn checked(project: &str) -> String {
    Story::new(&[("social-roi.toml", project)]).checked()
}
