//! The binary on story files: whole standard output, whole standard error, exit code.

mod bad_input;
mod inspect;
mod misc;

#[path = "../story/program.rs"]
mod program;

use std::path::Path;

use tempfile::TempDir;

/// One run of the program in a folder of its own. What is not expected is expected to be empty; the code is 0.
#[must_use = "`run` runs it"]
struct Trial {
    folder: TempDir,
    args: Vec<String>,
    stdin: Vec<u8>,
    stdout: String,
    stderr: String,
    code: i32,
}

impl Trial {
    fn new(args: &[&str]) -> Self {
        Self {
            folder: tempfile::tempdir().expect("a temporary folder can be made"),
            args: args.iter().map(|arg| (*arg).to_owned()).collect(),
            stdin: Vec::new(),
            stdout: String::new(),
            stderr: String::new(),
            code: 0,
        }
    }

    /// A file in the folder, with the folders above it.
    fn file(self, name: &str, content: impl AsRef<[u8]>) -> Self {
        let path = self.path().join(name);
        let above = path.parent().expect("a file has a folder");
        std::fs::create_dir_all(above).expect("a folder can be made");
        std::fs::write(&path, content).expect("a file can be written");
        self
    }

    fn path(&self) -> &Path {
        self.folder.path()
    }

    fn stdin(mut self, content: impl AsRef<[u8]>) -> Self {
        self.stdin = content.as_ref().to_vec();
        self
    }

    fn stdout(mut self, text: impl Into<String>) -> Self {
        self.stdout = text.into();
        self
    }

    fn stderr(mut self, text: impl Into<String>) -> Self {
        self.stderr = text.into();
        self
    }

    fn code(mut self, code: i32) -> Self {
        self.code = code;
        self
    }

    /// Runs it and hands back standard output, standard error and the exit code.
    fn outcome(&self) -> (String, String, Option<i32>) {
        let output = program::program()
            .current_dir(self.path())
            .args(&self.args)
            .write_stdin(self.stdin.clone())
            .output()
            .expect("the program starts");
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("the program writes UTF-8");
        (
            text(output.stdout),
            text(output.stderr),
            output.status.code(),
        )
    }

    /// Runs it, holds it against what was expected and hands back the folder.
    fn run(self) -> TempDir {
        let (stdout, stderr, code) = self.outcome();
        assert_eq!(stderr, self.stderr, "standard error of {:?}", self.args);
        assert_eq!(stdout, self.stdout, "standard output of {:?}", self.args);
        assert_eq!(code, Some(self.code), "exit code of {:?}", self.args);
        self.folder
    }

    /// Runs it where only a part of standard output is looked at.
    fn output(self) -> String {
        self.outcome().0
    }

    /// Runs it with `--format json` and hands back the list.
    fn json(mut self, code: i32) -> serde_json::Value {
        self.args.extend(["--format", "json"].map(str::to_owned));
        let (stdout, stderr, found) = self.outcome();
        assert_eq!(
            (stderr.as_str(), found),
            ("", Some(code)),
            "{:?}",
            self.args
        );
        serde_json::from_str(&stdout).expect("`--format json` writes JSON")
    }
}

/// Lines, each with its end.
fn lines(lines: &[&str]) -> String {
    lines.iter().map(|line| format!("{line}\n")).collect()
}
