//! `report --pack`: whole, reproducible, never in the place of something else.
#![allow(clippy::unwrap_used)] // a test that cannot go on fails

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;
use sha2::{Digest, Sha256};

/// Makes a pack of the sample data's third quarter.
fn pack(place: &Path, more: &[&str], threads: &str) -> Output {
    Command::new(env!("CARGO_BIN_EXE_social-roi"))
        .args([
            "report",
            "sample-data",
            "--currency",
            "EUR",
            "--period",
            "2026-Q3",
            "--quiet",
            "--pack",
        ])
        .arg(place)
        .args(more)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .env("RAYON_NUM_THREADS", threads)
        .env("POLARS_MAX_THREADS", threads)
        .env_remove("SOURCE_DATE_EPOCH")
        .output()
        .unwrap()
}

/// Every file below a folder, by path.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(folder).unwrap().to_str().unwrap();
                found.insert(name.replace('\\', "/"), fs::read(&path).unwrap());
            }
        }
    }
    found
}

fn error(output: &Output) -> String {
    let err = String::from_utf8_lossy(&output.stderr);
    let lines = err.lines().skip_while(|line| !line.starts_with("error:"));
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn a_pack_is_the_same_wherever_and_with_however_many_threads_it_is_made() {
    let folder = tempfile::tempdir().unwrap();
    let (one, two) = (folder.path().join("one"), folder.path().join("two"));
    for (place, threads) in [(&one, "1"), (&two, "2")] {
        let output = pack(place, &[], threads);
        assert!(output.status.success(), "{}", error(&output));
        assert!(output.stdout.is_empty());
    }
    let (one, two) = (files(&one), files(&two));
    assert!(one.keys().eq(two.keys()));
    for (name, bytes) in &one {
        assert!(*bytes == two[name], "{name} differs");
    }
    for name in [
        "index.html",
        "report.xlsx",
        "manifest.json",
        "charts/roi.svg",
        "charts/roi.png",
        "data/platforms.csv",
    ] {
        assert!(one.contains_key(name), "{name}");
    }
    manifest_lists(&one);
}

/// The manifest names every input and every file with its hash, and says what is left out.
fn manifest_lists(files: &BTreeMap<String, Vec<u8>>) {
    let manifest: Value = serde_json::from_slice(&files["manifest.json"]).unwrap();
    let hash = |bytes: &[u8]| -> String {
        Sha256::digest(bytes)
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect()
    };
    let listed = manifest["files"].as_array().unwrap();
    assert_eq!(listed.len(), files.len() - 1, "all but the manifest itself");
    for file in listed {
        let bytes = &files[file["path"].as_str().unwrap()];
        assert_eq!(file["sha256"], hash(bytes), "{file}");
        assert_eq!(file["bytes"], bytes.len(), "{file}");
    }
    let inputs = manifest["inputs"].as_array().unwrap();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    assert!(inputs.len() > 60);
    for input in inputs.iter().filter(|input| !input["sha256"].is_null()) {
        let bytes = fs::read(root.join(input["file"].as_str().unwrap())).unwrap();
        assert_eq!(input["sha256"], hash(&bytes), "{input}");
    }
    assert_eq!(
        manifest["command"],
        "social-roi report sample-data --currency EUR --period 2026-Q3"
    );
    let charts = files.keys().filter(|name| name.ends_with(".svg")).count();
    let left_out = manifest["left_out"].as_array().unwrap();
    let missing = left_out
        .iter()
        .filter(|one| one["file"].as_str().unwrap().starts_with("charts/"));
    assert_eq!(charts + missing.count(), 13);
    let figures = manifest["figures"].as_array().unwrap();
    assert!(
        figures
            .iter()
            .any(|row| row["platform"] == "meta" && row["spend"].is_number())
    );
}

#[test]
fn a_folder_with_something_else_in_it_is_never_replaced() {
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join("q3");
    fs::create_dir(&place).unwrap();
    fs::write(place.join("mine.txt"), "mine").unwrap();
    for (more, said) in [
        (
            &[][..],
            format!(
                "error: {} exists\nhint: `--force` replaces it",
                place.display()
            ),
        ),
        (
            &["--force"][..],
            format!(
                "error: --pack {}: expected a new or empty folder, or a pack: it holds mine.txt, which no pack wrote; nothing is overwritten",
                place.display()
            ),
        ),
    ] {
        let output = pack(&place, more, "2");
        assert!(!output.status.success());
        assert_eq!(error(&output), said);
        assert_eq!(files(&place).len(), 1);
    }
    assert_eq!(
        fs::read_dir(folder.path()).unwrap().count(),
        1,
        "nothing half-written"
    );
}

#[test]
fn a_folder_with_a_manifest_of_something_else_is_never_replaced() {
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join("site");
    fs::create_dir_all(place.join("assets")).unwrap();
    fs::write(place.join("manifest.json"), "{\"name\": \"mine\"}").unwrap();
    fs::write(place.join("assets/app.js"), "mine").unwrap();
    let output = pack(&place, &["--force"], "2");
    assert!(error(&output).contains("it holds assets/app.js and 1 more, which no pack wrote"));
    assert_eq!(files(&place).len(), 2);
    let here = pack(Path::new("."), &[], "2");
    assert_eq!(
        error(&here),
        "error: --pack .: expected a folder of its own, as in `--pack q3`"
    );
}

#[test]
fn a_comparison_changes_no_chart_that_compares_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let run = |more: &[&str]| {
        let output = Command::new(env!("CARGO_BIN_EXE_social-roi"))
            .args([
                "report",
                "sample-data/tiktok_ads",
                "--quiet",
                "--period",
                "2026-06",
            ])
            .args(more)
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .output()
            .unwrap();
        assert!(output.status.success(), "{}", error(&output));
    };
    let [alone, beside] = ["alone", "beside"].map(|name| folder.path().join(name));
    run(&["--pack", alone.to_str().unwrap()]);
    run(&["--compare", "previous", "--pack", beside.to_str().unwrap()]);
    let (alone, beside) = (files(&alone), files(&beside));
    for name in ["pareto", "mix", "funnel", "sparkline"] {
        let file = format!("charts/{name}.csv");
        assert!(alone.contains_key(&file), "{file}");
        assert_eq!(alone[&file], beside[&file], "{file}");
    }
}

#[test]
fn a_pack_is_replaced_with_force_and_never_read_as_exports() {
    let folder = tempfile::tempdir().unwrap();
    let exports = folder.path().join("exports");
    fs::create_dir(&exports).unwrap();
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-data/tiktok_ads");
    for entry in fs::read_dir(sample).unwrap() {
        let path = entry.unwrap().path();
        fs::copy(&path, exports.join(path.file_name().unwrap())).unwrap();
    }
    let run = |more: &[&str]| {
        Command::new(env!("CARGO_BIN_EXE_social-roi"))
            .args(["report", "exports", "--quiet"])
            .args(more)
            .current_dir(folder.path())
            .output()
            .unwrap()
    };
    let before = run(&["--format", "csv"]);
    let first = run(&["--pack", "exports/pack"]);
    assert!(first.status.success(), "{}", error(&first));
    let again = run(&["--pack", "exports/pack"]);
    assert_eq!(
        error(&again),
        "error: exports/pack exists\nhint: `--force` replaces it"
    );
    let made = files(&exports.join("pack"));
    let notes = exports.join("pack/data/notes.txt");
    fs::write(&notes, "mine").unwrap();
    let refused = run(&["--pack", "exports/pack", "--force"]);
    assert_eq!(
        error(&refused),
        "error: --pack exports/pack: expected a new or empty folder, or a pack: it holds data/notes.txt, which no pack wrote; nothing is overwritten"
    );
    fs::remove_file(&notes).unwrap();
    let forced = run(&["--pack", "exports/pack", "--force"]);
    assert!(forced.status.success(), "{}", error(&forced));
    assert!(
        made == files(&exports.join("pack")),
        "the same exports, the same pack"
    );
    assert_eq!(
        run(&["--format", "csv"]).stdout,
        before.stdout,
        "packs are no exports"
    );
}

#[test]
fn the_workflows_run_on_the_sample_data() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for file in ["github/social-roi.yml", "gitlab/.gitlab-ci.yml"] {
        let text = fs::read_to_string(root.join("examples/ci").join(file)).unwrap();
        let commands: Vec<&str> = text
            .lines()
            .filter_map(|line| line.find("social-roi ").map(|at| &line[at..]))
            .filter(|line| {
                let words = ["inspect", "check", "report"];
                words
                    .iter()
                    .any(|word| line.starts_with(&format!("social-roi {word} ")))
            })
            .collect();
        assert!(commands.len() >= 3, "{file}");
        let folder = tempfile::tempdir().unwrap();
        for command in commands {
            let words = command
                .replace("\"$EXPORTS\"", root.join("sample-data").to_str().unwrap())
                .replace("\"$CURRENCY\"", "EUR")
                .replace("\"$PERIOD\"", "last-quarter");
            let output = Command::new(env!("CARGO_BIN_EXE_social-roi"))
                .args(words.split(' ').skip(1))
                .current_dir(folder.path())
                .output()
                .unwrap();
            assert!(output.status.success(), "{command}: {}", error(&output));
        }
        assert!(folder.path().join("pack/index.html").is_file(), "{file}");
    }
}

/// The page says whose its own ROI is, and then what the ledger says, figure for figure.
fn leads_with_both(found: &BTreeMap<String, Vec<u8>>) {
    let page = String::from_utf8_lossy(&found["index.html"]);
    let lead = page
        .lines()
        .find(|line| line.starts_with("<p class=\"lead\">"));
    let lead = lead.unwrap();
    let headline = String::from_utf8_lossy(&found["data/ledger_headline.csv"]);
    let figure = |name: &str| {
        let line = headline.lines().find(|line| line.contains(name)).unwrap();
        let (_, rest) = line.split_once(&format!("{name}\",")).unwrap();
        rest.split(',').next().unwrap().parse::<f64>().unwrap()
    };
    let (supported, all) = (figure("supported (A+B)"), figure("with assumptions"));
    let ads = lead.find(": an ROI of ads of ").unwrap();
    let ledger = format!(
        "Over all of social media and its full cost (Q3 2026): ROI {supported:+.1}% on measured and attributed value, \
         {all:+.1}% with models and assumptions; "
    );
    let ledger = lead.find(&ledger);
    assert!(ledger.is_some_and(|at| at > ads), "{lead}");
}

/// A project's ledger stands in the pack: its tables, its charts, its sheets; without a project nothing of it.
#[test]
fn a_pack_of_a_project_holds_its_ledger() {
    let folder = tempfile::tempdir().unwrap();
    let (with, without) = (folder.path().join("with"), folder.path().join("without"));
    let output = pack(&with, &["--project", "sample-data/social-roi.toml"], "2");
    assert!(output.status.success(), "{}", error(&output));
    let found = files(&with);
    for name in [
        "data/ledger_headline.csv",
        "data/ledger_ladder.csv",
        "data/ledger_value_lines.csv",
        "data/ledger_costs.csv",
        "charts/ladder.svg",
        "charts/waterfall.png",
        "charts/tornado.csv",
        "charts/pacing.svg",
    ] {
        assert!(
            found.contains_key(name),
            "{name} is not in {:?}",
            found.keys()
        );
    }
    let manifest: Value = serde_json::from_slice(&found["manifest.json"]).unwrap();
    let inputs = manifest["inputs"].as_array().unwrap();
    let named = |path: &str, format: &str| {
        let own = inputs.iter().filter(|input| input["path"] == path);
        let own: Vec<&Value> = own.collect();
        assert_eq!(own.len(), 1, "{path}: {own:?}");
        assert_eq!(own[0]["format"], format);
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let bytes = fs::read(root.join(path)).unwrap();
        let hash = Sha256::digest(&bytes);
        let hash: String = hash.iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(own[0]["sha256"], hash.as_str());
    };
    named("sample-data/social-roi.toml", "project");
    named("sample-data/plan/labour.csv", "sheet");
    let lines = String::from_utf8_lossy(&found["data/ledger_value_lines.csv"]);
    assert!(lines.contains("L-02:meta"), "{lines}");
    leads_with_both(&found);
    let output = pack(&without, &[], "2");
    assert!(output.status.success(), "{}", error(&output));
    assert!(files(&without).keys().all(|name| !name.contains("ledger")));
}
