//! `chart`, driven as a user drives it.
#![allow(clippy::unwrap_used)] // a test that cannot go on fails

mod bad_input;
mod pictures;
mod readable;

use std::path::Path;
use std::process::{Command, Output};

/// The program in the repository's folder, where `sample-data` lies.
fn social_roi(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_social-roi"))
        .args(args)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .env_remove("SOURCE_DATE_EPOCH")
        .output()
        .unwrap()
}

/// Runs it and expects success.
fn done(args: &[&str]) -> Vec<u8> {
    let output = social_roi(args);
    let err = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{args:?}: {err}");
    output.stdout
}

/// The charts that `--list` names.
fn kinds() -> Vec<String> {
    let list = String::from_utf8(done(&["chart", "--list", "--format", "csv"])).unwrap();
    list.lines()
        .skip(1)
        .map(|line| line.split(',').next().unwrap().to_owned())
        .collect()
}

/// A chart of the sample data.
fn chart(kind: &str, more: &[&str]) -> Vec<u8> {
    let mut args = vec!["chart", kind, "sample-data", "--currency", "EUR", "--quiet"];
    args.extend(more);
    done(&args)
}

fn exists(path: &Path) -> bool {
    path.exists()
}
