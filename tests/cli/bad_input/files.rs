//! Files and folders that are not there or cannot be read.

use super::{MAP_HINT, gzip, meta, meta_shown};
use crate::{Trial, lines};

#[test]
fn good_files_are_shown_beside_every_kind_of_bad_ones() {
    let bomb = zstd::encode_all(&vec![b'a'; 70 << 20][..], 1).unwrap();
    let unknown = format!("  hint      {MAP_HINT} in/e.csv anyway");
    let shown = meta_shown(
        "in/a.csv",
        "UTF-8",
        &["  rows      1 read = 1 used + 0 rejected"],
        &[],
    );
    let bad = lines(&[
        "in/b.csv",
        "  status    error: not text: a PNG picture",
        "",
        "in/c.csv.gz",
        "  status    error: compressed data ends early or is broken: incomplete deflate stream",
        "  hint      download the export again",
        "",
        "in/d.csv.zst",
        "  status    error: expands beyond the limit of 64 MB",
        "  hint      unpack it yourself if you trust it",
        "",
        "in/e.csv",
        "  status    unknown: expected a known export, found an unknown header (line 1: `colour,size`)",
        &unknown,
        "",
        "5 tables: 1 ok, 1 unknown, 3 error",
    ]);
    let whole = gzip(meta(&"A,1.50,10\nB,2.75,20\n".repeat(300)).as_bytes());
    Trial::new(&["inspect", "in"])
        .file("in/a.csv", meta("A,1.50,10\n"))
        .file("in/b.csv", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")
        .file("in/c.csv.gz", &whole[..whole.len() / 2])
        .file("in/d.csv.zst", bomb)
        .file("in/e.csv", "colour,size\nred,3\n")
        .file("in/notes.md", "not an export")
        .file("in/.hidden.csv", "colour,size\n")
        .stdout(shown + &bad)
        .code(1)
        .run();
}

#[test]
fn a_missing_file_names_its_likely_twin() {
    Trial::new(&["inspect", "campaings.csv"])
        .file("campaigns.csv", meta(""))
        .stderr(
            "error: campaings.csv: no such file or folder\nhint: did you mean `campaigns.csv`?\n",
        )
        .code(1)
        .run();
    Trial::new(&["inspect", "*.tsv"])
        .stderr("error: *.tsv: no such file or folder\nhint: name the folder that holds the exports in its place; `**` stands for all folders below\n")
        .code(1)
        .run();
}

#[test]
fn a_folder_without_exports_is_an_error() {
    Trial::new(&["inspect", "in"])
        .file("in/notes.md", "x")
        .stderr("error: in: holds no export that can be read\n")
        .code(1)
        .run();
}

#[cfg(unix)]
#[test]
fn a_link_to_nowhere_does_not_hide_its_neighbours() {
    let trial = Trial::new(&["inspect", "in"]).file("in/a.csv", meta("A,1.50,10\n"));
    std::os::unix::fs::symlink("gone.csv", trial.path().join("in/b.csv")).unwrap();
    trial
        .stdout(
            meta_shown(
                "in/a.csv",
                "UTF-8",
                &["  rows      1 read = 1 used + 0 rejected"],
                &[],
            ) + "in/b.csv\n  status    error: cannot be read: no such file or directory\n\n\
                 2 tables: 1 ok, 1 error\n",
        )
        .code(1)
        .run();
}

#[cfg(unix)]
#[test]
#[allow(clippy::print_stderr)]
fn a_folder_that_cannot_be_read_is_named() {
    use std::os::unix::fs::PermissionsExt;
    let trial = Trial::new(&["inspect", "locked"]).file("locked/a.csv", meta("A,1.50,10\n"));
    let locked = trial.path().join("locked");
    std::fs::set_permissions(&locked, std::fs::Permissions::from_mode(0o000)).unwrap();
    if std::fs::read_dir(&locked).is_ok() {
        eprintln!("skipped: this user can read every folder");
        return;
    }
    let folder = trial
        .stderr("error: locked: cannot be read: permission denied\n")
        .code(1)
        .run();
    std::fs::set_permissions(
        folder.path().join("locked"),
        std::fs::Permissions::from_mode(0o700),
    )
    .unwrap();
}
