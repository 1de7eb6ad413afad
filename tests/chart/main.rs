//! `chart`, driven as a user drives it.
#![allow(clippy::unwrap_used)] // a test that cannot go on fails

mod bad_input;
mod ledger;
mod pictures;
mod readable;

use std::path::Path;
use std::process::{Command, Output};

/// The program in the repository's folder, where `sample-data` lies.
fn social_roi(args: &[&str]) -> Output {
    social_roi_in("", args)
}

/// The program in a folder of the repository.
fn social_roi_in(folder: &str, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_social-roi"))
        .args(args)
        .current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(folder))
        .env_remove("SOURCE_DATE_EPOCH")
        .output()
        .unwrap()
}

/// Runs it and expects success.
fn done(args: &[&str]) -> Vec<u8> {
    done_in("", args)
}

/// Runs it in a folder of the repository and expects success.
fn done_in(folder: &str, args: &[&str]) -> Vec<u8> {
    let output = social_roi_in(folder, args);
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

/// The folder of the worked example of a ledger.
const EXAMPLE: &str = "tests/fixtures/worked_example";

/// A chart of the sample data; those that need a project are of the worked example and of the small project.
fn chart(kind: &str, more: &[&str]) -> Vec<u8> {
    let project = "examples/project/social-roi.toml";
    let mut args = vec!["chart", kind];
    args.extend(match kind {
        "ladder" | "waterfall" | "tornado" => {
            args.extend(["--period", "1405-08", "--quiet"]);
            args.extend(more);
            return done_in(EXAMPLE, &args);
        }
        "pacing" | "bridge" => vec!["sample-data", "--project", project, "--quiet"],
        _ => vec!["sample-data", "--currency", "EUR", "--quiet"],
    });
    args.extend(more);
    done(&args)
}

fn exists(path: &Path) -> bool {
    path.exists()
}
