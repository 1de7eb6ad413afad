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
const EXCEPTIONS: &[(&str, &str, &str)] = &[
    (
        "error",
        "time::PeriodError",
        "periods bring their own messages and hints",
    ),
    (
        "options",
        "ingest::IngestOptions",
        "what the words mean for reading",
    ),
    ("options", "ingest::date::DateOrder", "a choice of the user"),
    (
        "options",
        "ingest::number::DecimalMark",
        "a choice of the user",
    ),
    ("options", "render::CsvFor", "a choice of the user"),
    ("options", "render::Format", "a choice of the user"),
    (
        "options",
        "render::chart::Caption",
        "what the words mean for pictures",
    ),
    (
        "options",
        "render::chart::Fonts",
        "what the words mean for pictures",
    ),
    (
        "options",
        "render::chart::Look",
        "what the words mean for pictures",
    ),
    ("options", "render::chart::Shade", "a choice of the user"),
    (
        "render",
        "schema::col",
        "constant columns are known by their names",
    ),
    (
        "options",
        "render::RenderOptions",
        "what the words mean for output",
    ),
    ("options", "report::Filter", "a choice of the user"),
    ("options", "report::Test", "a choice of the user"),
    ("options", "ingest::Overlap", "a choice of the user"),
    (
        "options",
        "ingest::TouchOptions",
        "what the words mean for reading",
    ),
    ("options", "attribution::Collapse", "a choice of the user"),
    (
        "options",
        "attribution::Granularity",
        "a choice of the user",
    ),
    ("options", "attribution::PathReset", "a choice of the user"),
    ("options", "attribution::Ties", "a choice of the user"),
    (
        "options",
        "attribution::SAMPLES",
        "a default is stated once",
    ),
    (
        "options",
        "attribution::transform::Transform",
        "a choice of the user",
    ),
    ("options", "report::AttributeOptions", "what the words mean"),
    ("options", "report::By", "a choice of the user"),
    ("options", "report::Journeys", "what the words mean"),
    ("options", "report::Measure", "a choice of the user"),
    ("options", "report::Seen", "a choice of the user"),
    ("options", "report::Show", "a choice of the user"),
    ("options", "report::OutcomeKind", "a choice of the user"),
    ("options", "report::Outcomes", "a choice of the user"),
    (
        "options",
        "schema",
        "amounts and currency codes are values, not a layer",
    ),
    ("options", "time", "periods are values, not a layer"),
    (
        "check",
        "schema",
        "amounts, costs and columns are values, not a layer",
    ),
    ("check", "time", "periods are values, not a layer"),
    ("command", "schema", "`formats` prints the canonical tables"),
    (
        "command",
        "time",
        "relative periods are resolved against the data at hand",
    ),
];

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
        || EXCEPTIONS
            .iter()
            .any(|(who, what, _)| *who == layer && under(what))
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
    for (who, what, _) in EXCEPTIONS {
        let used = sources
            .iter()
            .filter(|source| source.layer() == *who)
            .any(|source| {
                let under = |path: &String| path == what || path.starts_with(&format!("{what}::"));
                crate_paths(&source.text, "crate").iter().any(under)
            });
        assert!(used, "no file of {who} uses {what}: take the exception out");
    }
}
