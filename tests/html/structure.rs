//! Whole in itself, reproducible, and usable by readers of any kind; a browser's audit is in `tests/browser`.

use std::collections::BTreeSet;
use std::path::Path;

use regex::Regex;

use super::{all, sample, section, social_roi, story};

fn pages() -> Vec<String> {
    vec![
        story::page(&["--period", "2026-09"]),
        sample(&["--period", "2026-Q3"]),
        sample(&["--period", "2026-Q3", "--lang", "ar"]),
    ]
}

#[test]
fn nothing_outside_the_page_is_needed_or_run() {
    for page in pages() {
        for address in all(r#"(?:src|href|srcset|action|poster|data)="([^"]*)""#, &page) {
            assert!(address.starts_with('#') || address == "data:,", "{address}");
        }
        for address in all(r"url\(([^)]{0,40})", &page) {
            let within = address.starts_with("data:font/woff2;base64,") || address.starts_with("#");
            assert!(within, "{address}");
        }
        let names: BTreeSet<&str> = all(r#"(\w+="http[^"]*")"#, &page).into_iter().collect();
        assert!(
            names.is_subset(&BTreeSet::from(["xmlns=\"http://www.w3.org/2000/svg\""])),
            "{names:?}"
        );
        for forbidden in [
            "<script",
            "javascript:",
            "@import",
            "<iframe",
            "<link rel=\"stylesheet",
        ] {
            assert!(!page.contains(forbidden), "{forbidden}");
        }
        let handlers = all(r#"<[^>]* (on[a-z]+)="#, &page);
        assert!(handlers.is_empty(), "{handlers:?}");
        assert!(page.contains("default-src 'none'"));
    }
}

#[test]
fn names_are_unique_and_references_lead_somewhere() {
    for page in pages() {
        let names = all(r#" id="([^"]*)""#, &page);
        let unique: BTreeSet<&str> = names.iter().copied().collect();
        assert_eq!(names.len(), unique.len());
        for pattern in [
            r##"href="#([^"]+)""##,
            r#"aria-labelledby="([^"]+)""#,
            r#"popovertarget="([^"]+)""#,
            r"url\(#([^)]+)\)",
        ] {
            for name in all(pattern, &page) {
                assert!(unique.contains(name), "{name}");
            }
        }
    }
}

#[test]
fn every_table_has_a_caption_and_headings() {
    for page in pages() {
        let tables = all(r"(?s)<table[^>]*>(.*?)</table>", &page);
        assert!(tables.len() > 4, "{}", tables.len());
        for table in tables {
            assert_eq!(all("(<caption>)", table).len(), 1, "{table}");
            assert!(!all("(<th scope=\"col\")", table).is_empty(), "{table}");
            let bodies = all(r"(?s)<t(?:body|foot)>(.*?)</t(?:body|foot)>", table).concat();
            let rows = all("(<tr)", &bodies).len();
            assert_eq!(rows, all("(<th scope=\"row\")", &bodies).len(), "{table}");
        }
    }
}

#[test]
fn headings_go_down_by_one_and_landmarks_are_there() {
    for page in pages() {
        let levels: Vec<u8> = all(r"<h([1-6])", &page)
            .iter()
            .map(|level| level.parse().unwrap())
            .collect();
        assert_eq!(levels.iter().filter(|level| **level == 1).count(), 1);
        assert_eq!(levels[0], 1);
        for pair in levels.windows(2) {
            assert!(pair[1] <= pair[0] + 1, "h{} after h{}", pair[1], pair[0]);
        }
        for landmark in [
            "<header",
            "<nav aria-label=",
            "<main id=\"main\"",
            "<footer",
        ] {
            assert_eq!(page.matches(landmark).count(), 1, "{landmark}");
        }
        assert!(page.contains("<a class=\"skip\" href=\"#main\">"));
        let pictures = all(r"(?s)<svg ([^>]*)>", &page);
        for picture in pictures {
            let told = picture.contains("role=\"img\"") || picture.contains("aria-hidden=\"true\"");
            assert!(told, "{picture}");
        }
    }
}

#[test]
fn undefined_figures_have_their_reason() {
    let page = story::page(&["--period", "2026-09"]);
    let organic = section(&page, "campaigns");
    assert!(!organic.contains("<td class=\"n\"></td>"));
    let page = sample(&["--period", "2026-Q3"]);
    let money = section(&page, "money");
    let undefined = "<span aria-hidden=\"true\">—<sup>1</sup></span><span class=\"hidden\">the column is blank in every row counted here</span>";
    assert!(money.contains(undefined), "{money}");
    assert!(money.contains("<li>the column is blank in every row counted here</li>"));
}

#[test]
fn charts_have_a_narrow_picture_and_their_figures() {
    let page = sample(&["--period", "2026-Q3"]);
    let figures = all("(?s)<figure>(.*?)</figure>", &page);
    assert!(figures.len() >= 5, "{}", figures.len());
    for figure in figures {
        for part in [
            "<figcaption>",
            "class=\"wide\"",
            "class=\"narrow\"",
            "<details>",
            "<table",
        ] {
            assert!(figure.contains(part), "{part}");
        }
        assert_eq!(figure.matches("<svg ").count(), 2);
    }
}

/// `tests/pack.rs` holds the same of the sample data.
#[test]
fn pages_are_the_same_whenever_and_with_however_many_threads_they_are_made() {
    let folder = story::folder();
    let page = |threads: &str| {
        let args = [
            "report", ".", "--quiet", "--format", "html", "--period", "2026-Q3",
        ];
        let output = social_roi(folder.path(), &args, threads);
        assert!(output.status.success());
        output.stdout
    };
    let first = page("2");
    assert!(first == page("2"));
    assert!(first == page("1"));
}

#[test]
fn a_finished_page_is_not_overwritten_unasked() {
    let folder = story::folder();
    let write = |more: &[&str]| {
        let args = ["report", "meta.csv", "--quiet", "-o", "page.html"];
        social_roi(folder.path(), &[&args[..], more].concat(), "2")
    };
    assert!(write(&[]).status.success());
    let again = write(&[]);
    assert_eq!(again.status.code(), Some(1));
    let said = String::from_utf8_lossy(&again.stderr).into_owned();
    assert_eq!(
        said,
        "error: page.html exists\nhint: `--force` replaces it\n"
    );
    assert!(write(&["--force"]).status.success());
}

#[test]
fn tables_of_other_commands_are_plain_pages() {
    let page = super::done(
        Path::new(env!("CARGO_MANIFEST_DIR")),
        &["metrics", "--format", "html"],
    );
    assert!(page.contains("<h1 id=\"headline\">Metrics</h1>"));
    assert!(page.contains("<th scope=\"row\">spend</th>"));
    let names = all(r#" id="([^"]*)""#, &page);
    assert_eq!(names.len(), names.iter().collect::<BTreeSet<_>>().len());
    assert!(
        !Regex::new("<script|http")
            .unwrap()
            .is_match(page.split("<body").nth(1).unwrap())
    );
}
