//! Collects the export profiles: adding one is adding a file to `src/ingest/profiles`.

use std::fmt::Write;
use std::path::Path;
use std::{env, fs};

fn main() {
    let folder = Path::new(&env::var("CARGO_MANIFEST_DIR").expect("cargo sets it"))
        .join("src/ingest/profiles");
    println!("cargo:rerun-if-changed={}", folder.display());
    let mut paths: Vec<_> = fs::read_dir(&folder)
        .expect("the folder of profiles exists")
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| {
            path.extension()
                .is_some_and(|extension| extension == "toml")
        })
        .collect();
    paths.sort();
    let mut list = String::from("&[");
    for path in paths {
        let name = path
            .file_name()
            .and_then(|name| name.to_str())
            .expect("profile names are ASCII");
        write!(
            list,
            "({name:?}, include_str!({:?})),",
            path.display().to_string()
        )
        .expect("writing to a string");
    }
    list.push(']');
    let out = Path::new(&env::var("OUT_DIR").expect("cargo sets it")).join("profiles.rs");
    fs::write(out, list).expect("the build folder is writable");
}
