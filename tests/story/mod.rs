//! A folder with the files of one story, and what the program does in it.

// Every test crate that includes this module uses a part of it.
#![allow(dead_code)]

mod program;

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use program::program;
use tempfile::TempDir;

/// A folder with the files of one story.
pub struct Story(TempDir);

/// What one run of the program did.
pub struct Outcome {
    /// Standard output.
    pub out: String,
    /// Standard error.
    pub said: String,
    pub code: Option<i32>,
}

impl Story {
    /// Files by their paths below the folder.
    pub fn new(files: &[(&str, &str)]) -> Self {
        let story = Self(tempfile::tempdir().unwrap());
        for (name, content) in files {
            story.write(name, content.as_bytes());
        }
        story
    }

    pub fn path(&self, name: impl AsRef<Path>) -> PathBuf {
        self.0.path().join(name)
    }

    pub fn write(&self, name: &str, content: impl AsRef<[u8]>) {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, content).unwrap();
    }

    pub fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path(name)).unwrap()
    }

    pub fn bytes(&self, name: &str) -> Vec<u8> {
        std::fs::read(self.path(name)).unwrap()
    }

    /// Runs the program in the folder with words that hold no spaces; a pipe gets its output.
    pub fn run(&self, words: &str) -> Outcome {
        self.run_words(words.split_whitespace())
    }

    /// The same with words of any kind.
    pub fn run_words(&self, words: impl IntoIterator<Item = impl AsRef<OsStr>>) -> Outcome {
        let output = program()
            .current_dir(self.0.path())
            .args(words)
            .output()
            .unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        Outcome {
            out: text(output.stdout),
            said: text(output.stderr),
            code: output.status.code(),
        }
    }
}
