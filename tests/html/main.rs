//! `report -o page.html`, driven as a user drives it: what the page says, that it is whole and safe, and that readers of
//! any kind can use it. `tests/browser/pages.sh` looks at pages in a browser.
#![allow(clippy::unwrap_used)] // a test that cannot go on fails

mod document;
mod escaping;
mod figures;
mod honest;
mod languages;
mod page;
mod story;
mod structure;

use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Command, Output};
use std::sync::{Arc, Mutex, OnceLock};

use regex::Regex;

/// The program in a folder, with so many threads.
fn social_roi(folder: &Path, args: &[&str], threads: &str) -> Output {
    Command::new(env!("CARGO_BIN_EXE_social-roi"))
        .args(args)
        .current_dir(folder)
        .env("RAYON_NUM_THREADS", threads)
        .env("POLARS_MAX_THREADS", threads)
        .env_remove("SOURCE_DATE_EPOCH")
        .output()
        .unwrap()
}

/// Standard output of a run that must succeed.
fn done(folder: &Path, args: &[&str]) -> String {
    let output = social_roi(folder, args, "2");
    let err = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{args:?}: {err}");
    String::from_utf8(output.stdout).unwrap()
}

/// A page of the sample data, made once for all tests.
fn sample(more: &[&str]) -> String {
    static PAGES: Mutex<BTreeMap<String, Arc<OnceLock<String>>>> = Mutex::new(BTreeMap::new());
    let place = Arc::clone(PAGES.lock().unwrap().entry(more.join(" ")).or_default());
    let made = || {
        let args = [
            "report",
            "sample-data",
            "--currency",
            "EUR",
            "--quiet",
            "--format",
            "html",
        ];
        let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
        done(folder, &[&args[..], more].concat())
    };
    place.get_or_init(made).clone()
}

/// Everything that a pattern's first group finds.
fn all<'t>(pattern: &str, text: &'t str) -> Vec<&'t str> {
    let pattern = Regex::new(pattern).unwrap();
    let captures = pattern.captures_iter(text);
    captures
        .map(|found| found.get(1).unwrap().as_str())
        .collect()
}

/// The page below its head, without pictures, tags and entities: what readers read.
fn text(html: &str) -> String {
    let body = html.split("<body").nth(1).unwrap();
    let pictures = Regex::new("(?s)<svg .*?</svg>").unwrap();
    let tags = Regex::new("<[^>]*>").unwrap();
    let spaces = Regex::new(r"\s+").unwrap();
    let text = pictures.replace_all(body, "");
    let text = tags.replace_all(&text, "");
    let text = text
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#x27;", "'")
        .replace("&#x2f;", "/")
        .replace("&amp;", "&");
    spaces.replace_all(&text, " ").into_owned()
}

/// The section of that name.
fn section<'t>(html: &'t str, id: &str) -> &'t str {
    let start = html.find(&format!("<section id=\"{id}\"")).unwrap();
    let end = html[start..].find("</section>").unwrap();
    &html[start..start + end]
}
