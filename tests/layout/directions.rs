//! Who may use whom.

use std::collections::BTreeSet;

use super::rust::crate_paths;
use super::sources::sources;

/// Which modules a module may use, itself and `error` aside: `docs/decisions/0001-layout.md` says why.
const DIRECTIONS: &[(&str, &[&str])] = &[
    ("main", &["lib", "options"]),
    ("lib", &["cli", "command", "error", "options"]),
    (
        "command",
        &[
            "cli", "options", "project", "ingest", "metrics", "check", "report", "render", "lang",
        ],
    ),
    ("cli", &[]),
    ("options", &["cli", "lang"]),
    ("render", &["report", "lang"]),
    ("check", &["report"]),
    (
        "report",
        &["metrics", "attribution", "ledger", "schema", "time"],
    ),
    ("metrics", &["schema", "time"]),
    ("attribution", &["random", "schema", "time"]),
    ("ledger", &["random", "schema", "time"]),
    ("ingest", &["schema", "time"]),
    ("project", &["schema", "time"]),
    ("lang", &["schema", "time"]),
    ("random", &[]),
    ("schema", &[]),
    ("time", &[]),
    ("error", &[]),
];

/// Single paths beyond the directions: who, what (the path or what lies under it), why.
const EXCEPTIONS: &[(&str, &str, &[&str])] = &[
    (
        "error",
        "periods bring their own messages and hints",
        &["time::PeriodError"],
    ),
    (
        "options",
        "what the words mean for reading",
        &["ingest::IngestOptions", "ingest::TouchOptions"],
    ),
    (
        "options",
        "a choice of the user",
        &[
            "ingest::date::DateOrder",
            "ingest::number::DecimalMark",
            "render::CsvFor",
            "render::Format",
            "render::chart::Shade",
            "report::Filter",
            "report::Test",
            "ingest::Overlap",
            "attribution::Collapse",
            "attribution::Granularity",
            "attribution::PathReset",
            "attribution::Ties",
            "attribution::transform::Transform",
            "report::By",
            "report::Measure",
            "report::Seen",
            "report::Show",
            "report::OutcomeKind",
            "report::Outcomes",
        ],
    ),
    (
        "options",
        "what the words mean for pictures",
        &[
            "render::chart::Caption",
            "render::chart::Fonts",
            "render::chart::Look",
        ],
    ),
    (
        "render",
        "constant columns are known by their names",
        &["schema::col"],
    ),
    (
        "options",
        "what the words mean for output",
        &["render::RenderOptions"],
    ),
    (
        "options",
        "a default is stated once",
        &["attribution::SAMPLES"],
    ),
    (
        "options",
        "what the words mean",
        &["report::AttributeOptions", "report::Journeys"],
    ),
    (
        "options",
        "amounts and currency codes are values, not a layer",
        &["schema"],
    ),
    ("options", "periods are values, not a layer", &["time"]),
    (
        "check",
        "amounts, costs and columns are values, not a layer",
        &["schema"],
    ),
    ("check", "periods are values, not a layer", &["time"]),
    (
        "command",
        "`formats` prints the canonical tables",
        &["schema"],
    ),
    (
        "command",
        "relative periods are resolved against the data at hand",
        &["time"],
    ),
];

/// Each exception by itself: who uses what.
fn exceptions() -> impl Iterator<Item = (&'static str, &'static str)> {
    let of = |(who, _, uses): &'static (&str, &str, &[&str])| uses.iter().map(|what| (*who, *what));
    EXCEPTIONS.iter().flat_map(of)
}

fn allowed(layer: &str, path: &str) -> bool {
    let target = path.split("::").next().unwrap_or_default();
    let (_, uses) = DIRECTIONS
        .iter()
        .find(|(name, _)| *name == layer)
        .unwrap_or_else(|| {
            panic!("no directions for the module `{layer}`: add it to tests/layout/directions.rs")
        });
    // What every module may use; `schema` and `time` use nothing of ours, not even `error`.
    let error = target == "error" && !["schema", "time"].contains(&layer);
    let under = |base: &str| path == base || path.starts_with(&format!("{base}::"));
    target == layer
        || error
        || uses.contains(&target)
        || exceptions().any(|(who, what)| who == layer && under(what))
}

#[test]
fn every_module_uses_only_what_lies_below_it() {
    let mut wrong = Vec::new();
    for source in sources() {
        let crate_name = if source.layer() == "main" {
            "social_roi"
        } else {
            "crate"
        };
        let mut paths = crate_paths(&source.text, crate_name);
        match source.layer() {
            // The crate's root names its modules without `crate::`.
            "lib" => paths = root_paths(&source.text),
            "main" => paths.retain(|path| path != "run"),
            _ => {}
        }
        wrong.extend(
            paths
                .iter()
                .filter(|path| !allowed(source.layer(), path))
                .map(|path| format!("{}: {} uses crate::{path}", source.path, source.layer())),
        );
    }
    assert!(
        wrong.is_empty(),
        "against the directions of docs/decisions/0001-layout.md:\n{}",
        wrong.join("\n")
    );
}

/// Modules of the crate that `lib.rs` names: `options::Terminal`, `command::run`.
fn root_paths(text: &str) -> BTreeSet<String> {
    let names = DIRECTIONS.iter().map(|(name, _)| *name);
    names
        .filter(|name| text.contains(&format!("{name}::")))
        .map(str::to_owned)
        .collect()
}

#[test]
fn no_module_reaches_over_the_crate_root_with_super() {
    for source in sources() {
        let depth = source.modules.len();
        let climb = "super::".repeat(depth.max(1));
        let climbs = source.text.contains(&climb);
        assert!(
            !climbs,
            "{}: `{climb}` leaves its layer; write `crate::`",
            source.path
        );
    }
}

#[test]
fn layers_have_directions_and_exceptions_are_used() {
    let sources = sources();
    for source in &sources {
        assert!(
            DIRECTIONS.iter().any(|(name, _)| *name == source.layer()),
            "{}: no directions for `{}`",
            source.path,
            source.layer()
        );
    }
    for (who, what) in exceptions() {
        let used = sources
            .iter()
            .filter(|source| source.layer() == who)
            .any(|source| {
                let under = |path: &String| path == what || path.starts_with(&format!("{what}::"));
                crate_paths(&source.text, "crate").iter().any(under)
            });
        assert!(used, "no file of {who} uses {what}: take the exception out");
    }
}
