//! Column names stand in the schema alone; everywhere else they are `col::…`.

use std::collections::BTreeSet;
use std::fs;

use super::rust::{Piece, pieces};
use super::sources::{root, sources};

/// Where a word that is also a column's name means something else: file, words, what they are.
const WORDS: &[(&str, &[&str], &str)] = &[
    (
        "src/command/explain.rs",
        &["source"],
        "a label: whose definition it is",
    ),
    (
        "src/command/metrics.rs",
        &["title"],
        "a column of the list of metrics",
    ),
    (
        "src/project",
        PROJECT_KEYS,
        "keys and words of the project file",
    ),
    (
        "src/command/check/project_only.rs",
        &["currency"],
        "a key of its JSON, a label",
    ),
    ("src/cli/check.rs", &["format"], "an option"),
    (
        "src/check/form/sarif.rs",
        &["level", "results", "region"],
        "keys of the format",
    ),
    (
        "src/check/rules/waste.rs",
        &["brand", "reach"],
        "words in objectives",
    ),
    ("src/cli/chart.rs", &["format"], "an option"),
    ("src/cli/mod.rs", &["format"], "an option"),
    (
        "src/report/chart/ledger/waterfall.rs",
        &["value", "level"],
        "places of phrases, the height of a step",
    ),
    (
        "src/report/chart/ledger/bridge.rs",
        &["rate"],
        "a kind of effect",
    ),
    (
        "src/render/html/page.rs",
        &["currency"],
        "a place of a phrase",
    ),
    (
        "src/report/document/data.rs",
        &["title", "value", "spend"],
        "places of phrases",
    ),
    (
        "src/report/document/finding.rs",
        &["spend", "value", "campaign", "share"],
        "places of phrases",
    ),
    (
        "src/report/document/money.rs",
        &["platform", "share"],
        "places of phrases",
    ),
    (
        "src/report/document/organic.rs",
        &["engagements"],
        "a place of a phrase",
    ),
    (
        "src/report/document/reconciliation.rs",
        &["share"],
        "a place of a phrase",
    ),
    (
        "src/report/keys.rs",
        &["source"],
        "a word that people type for a channel",
    ),
    (
        "src/command/formats.rs",
        &["format", "title", "from"],
        "labels of the list",
    ),
    (
        "src/command/inspect.rs",
        &["path", "currency", "level", "status"],
        "keys of its JSON",
    ),
    (
        "src/render/xlsx/method.rs",
        &["format", "source", "status"],
        "headers of the sheet",
    ),
    (
        "src/ingest/date/range",
        &["to"],
        "the English word between two dates",
    ),
    (
        "src/ingest/discover",
        &["date"],
        "a header in four languages",
    ),
    (
        "src/ingest/touch",
        &["conversion", "impressions", "views"],
        "what logs call their events",
    ),
    (
        "src/report/diff",
        &["amount", "basis", "source"],
        "keys of saved ledgers, kinds of causes",
    ),
    ("src/ingest/overlap", LEVELS, "names of levels"),
    ("src/ingest/plan", LEVELS, "names of levels"),
    (
        "src/ingest/profile",
        &["rate", "date"],
        "kinds in a profile's TOML",
    ),
    (
        "src/metrics/record.rs",
        &["rate"],
        "a unit in the registry's TOML",
    ),
    (
        "src/time/bucket.rs",
        &["date"],
        "what people also type for a day",
    ),
];

const PROJECT_KEYS: &[&str] = &[
    "account",
    "amount",
    "campaign",
    "channel",
    "country",
    "currency",
    "customers",
    "date",
    "from",
    "orders",
    "owner",
    "platform",
    "rate",
    "refunds",
    "revenue",
    "shares",
    "source",
    "spend",
    "status",
    "title",
    "type",
    "value",
];

const LEVELS: &[&str] = &[
    "account",
    "campaign_group",
    "campaign",
    "ad_group",
    "ad",
    "keyword",
    "search_term",
];

/// The column names of `schema::col`, but those that tables bear too.
fn columns() -> BTreeSet<String> {
    let text = fs::read_to_string(root().join("src/schema/tables.rs")).unwrap();
    let start = text.rfind("columns! {").expect("the list of columns");
    let list = &text[start..start + text[start..].find("\n}").expect("its end")];
    let mut names: BTreeSet<String> = list
        .split('"')
        .skip(1)
        .step_by(2)
        .map(str::to_owned)
        .collect();
    assert!(names.len() > 100, "only {} columns found", names.len());
    for table in social_roi::schema::TABLES {
        names.remove(table.name);
    }
    names
}

#[test]
fn column_names_stand_in_the_schema_alone() {
    let columns = columns();
    let mut wrong = Vec::new();
    for source in sources().iter().filter(|source| source.layer() != "schema") {
        let words = WORDS
            .iter()
            .find(|(path, _, _)| source.path.starts_with(path))
            .map_or(&[][..], |(_, words, _)| words);
        for piece in pieces(&source.text) {
            let Piece::Literal(literal) = piece else {
                continue;
            };
            let text = literal.trim_matches('"');
            if columns.contains(text) && !words.contains(&text) {
                wrong.push(format!(
                    "{}: {literal} is a column: write `col::…`",
                    source.path
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
