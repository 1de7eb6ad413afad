//! The shape of the source: who may use whom, where column names live, how long a file may be.
#![allow(clippy::unwrap_used)] // a test that cannot go on fails

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

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

/// Lines that a file may have before its tests.
const LENGTH: usize = 400;

/// Longer files: which, how long they may be, why they are one file.
const LONG: &[(&str, usize, &str)] = &[(
    "src/schema/tables.rs",
    600,
    "one list of tables and columns, data in all but name",
)];

/// One file of `src`.
struct Source {
    /// From the repository's root, with `/`.
    path: String,
    /// Its module names below the crate, outermost first; empty for `lib.rs` and `main.rs`.
    modules: Vec<String>,
    /// The text before its tests, without comments; string literals are kept.
    text: String,
    /// Lines before its tests.
    lines: usize,
}

impl Source {
    fn layer(&self) -> &str {
        match self.path.as_str() {
            "src/main.rs" => "main",
            "src/lib.rs" => "lib",
            _ => &self.modules[0],
        }
    }
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Every file of `src` that is not a test of its own.
fn sources() -> Vec<Source> {
    let mut paths = Vec::new();
    collect(&root().join("src"), &mut paths);
    paths.sort();
    let texts: Vec<(PathBuf, String)> = paths
        .into_iter()
        .map(|path| {
            let text = fs::read_to_string(&path).unwrap();
            (path, text)
        })
        .collect();
    let tests: BTreeSet<PathBuf> = texts
        .iter()
        .flat_map(|(path, text)| test_files(path, text))
        .collect();
    let found: Vec<Source> = texts
        .iter()
        .filter(|(path, _)| !tests.contains(path))
        .map(|(path, text)| source(path, text))
        .collect();
    assert!(found.len() > 50, "only {} files found", found.len());
    found
}

fn collect(folder: &Path, paths: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, paths);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            paths.push(path);
        }
    }
}

/// The files of `#[cfg(test)] mod name;` declarations.
fn test_files(path: &Path, text: &str) -> Vec<PathBuf> {
    let stem = path.file_stem().unwrap().to_str().unwrap();
    let folder = if ["mod", "lib", "main"].contains(&stem) {
        path.parent().unwrap().to_path_buf()
    } else {
        path.with_extension("")
    };
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    let mut found = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        if *line != "#[cfg(test)]" {
            continue;
        }
        let next = lines[at + 1..].iter().take(2);
        let own_path = next
            .clone()
            .find_map(|line| line.strip_prefix("#[path = \"")?.strip_suffix("\"]"));
        for name in next.filter_map(|line| line.strip_prefix("mod ")?.strip_suffix(';')) {
            match own_path {
                Some(own) => found.push(path.parent().unwrap().join(own)),
                None => found.extend([
                    folder.join(format!("{name}.rs")),
                    folder.join(name).join("mod.rs"),
                ]),
            }
        }
    }
    found
}

fn source(path: &Path, text: &str) -> Source {
    let shown = path
        .strip_prefix(root())
        .unwrap()
        .to_str()
        .unwrap()
        .replace('\\', "/");
    let inner = shown.trim_start_matches("src/").trim_end_matches(".rs");
    let mut modules: Vec<String> = inner.split('/').map(str::to_owned).collect();
    if ["mod", "lib", "main"].contains(&modules.last().unwrap().as_str()) {
        modules.pop();
    }
    let body = before_tests(text);
    Source {
        path: shown,
        modules,
        lines: body.lines().count(),
        text: without_comments(body),
    }
}

/// Inline tests close a file.
fn before_tests(text: &str) -> &str {
    let starts = text.match_indices("#[cfg(test)]").map(|(at, _)| at);
    let inline = |at: &usize| {
        let declaration = text[*at..].lines().nth(1).unwrap_or_default();
        declaration.starts_with("mod ") && declaration.ends_with('{')
    };
    starts
        .into_iter()
        .find(inline)
        .map_or(text, |at| &text[..at])
}

/// Blanks `//` and `/* */` comments; a string literal may hold either.
fn without_comments(text: &str) -> String {
    let mut out = String::new();
    for piece in pieces(text) {
        match piece {
            Piece::Code(text) | Piece::Literal(text) => out.push_str(text),
            Piece::Comment => out.push(' '),
        }
    }
    out
}

enum Piece<'t> {
    Code(&'t str),
    /// With its quotes.
    Literal(&'t str),
    Comment,
}

/// Splits Rust into code, string literals and comments: as much of a lexer as this test needs.
fn pieces(text: &str) -> Vec<Piece<'_>> {
    let bytes = text.as_bytes();
    let (mut found, mut start, mut at) = (Vec::new(), 0, 0);
    while at < bytes.len() {
        let rest = &text[at..];
        let (length, comment) = if rest.starts_with("//") {
            (rest.find('\n').unwrap_or(rest.len()), true)
        } else if rest.starts_with("/*") {
            (rest.find("*/").map_or(rest.len(), |end| end + 2), true)
        } else if let Some(length) = raw_literal(rest).filter(|_| !within_word(bytes, at)) {
            (length, false)
        } else if rest.starts_with('"') {
            (literal(rest), false)
        } else if let Some(length) = character(rest) {
            at += length;
            continue;
        } else {
            at += rest.chars().next().unwrap().len_utf8();
            continue;
        };
        found.push(Piece::Code(&text[start..at]));
        found.push(if comment {
            Piece::Comment
        } else {
            Piece::Literal(&text[at..at + length])
        });
        at += length;
        start = at;
    }
    found.push(Piece::Code(&text[start..]));
    found
}

fn within_word(bytes: &[u8], at: usize) -> bool {
    at > 0 && (bytes[at - 1].is_ascii_alphanumeric() || bytes[at - 1] == b'_')
}

fn literal(rest: &str) -> usize {
    let mut escaped = false;
    for (at, letter) in rest.char_indices().skip(1) {
        match letter {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return at + 1,
            _ => {}
        }
    }
    rest.len()
}

/// `r"…"`, `r#"…"#` and so on.
fn raw_literal(rest: &str) -> Option<usize> {
    let hashes = rest
        .strip_prefix('r')?
        .bytes()
        .take_while(|byte| *byte == b'#')
        .count();
    let body = rest[1 + hashes..].strip_prefix('"')?;
    let end = format!("\"{}", "#".repeat(hashes));
    body.find(&end).map(|at| 1 + hashes + 1 + at + end.len())
}

/// `'"'` and `'\''`, which would else open a string; a lifetime is none.
fn character(rest: &str) -> Option<usize> {
    let body = rest.strip_prefix('\'')?;
    if body.starts_with('\\') {
        return body[2..].find('\'').map(|at| at + 4);
    }
    let first = body.chars().next()?;
    body[first.len_utf8()..]
        .starts_with('\'')
        .then(|| first.len_utf8() + 2)
}

/// Every `crate::…` path, groups spread out: `crate::schema::{Amount, col}` is two.
fn crate_paths(text: &str, crate_name: &str) -> BTreeSet<String> {
    let code: String = pieces(text)
        .into_iter()
        .map(|piece| {
            if let Piece::Code(code) = piece {
                code
            } else {
                " "
            }
        })
        .collect();
    let start = format!("{crate_name}::");
    let mut found = BTreeSet::new();
    for (at, _) in code.match_indices(&start) {
        if !within_word(code.as_bytes(), at) {
            spread(&code[at + start.len()..], "", &mut found);
        }
    }
    found
}

/// Reads one tree of a path and returns what is left.
fn spread<'t>(text: &'t str, prefix: &str, found: &mut BTreeSet<String>) -> &'t str {
    let text = text.trim_start();
    if let Some(mut rest) = text.strip_prefix('{') {
        loop {
            rest = spread(rest, prefix, found).trim_start();
            if let Some(next) = rest.strip_prefix(',') {
                rest = next.trim_start();
            }
            if rest.is_empty() || rest.starts_with('}') {
                return rest.get(1..).unwrap_or_default();
            }
        }
    }
    let end = text
        .find(|letter: char| !letter.is_alphanumeric() && letter != '_')
        .unwrap_or(text.len());
    let (name, mut rest) = text.split_at(end);
    if name.is_empty() {
        // A glob, or the name of a macro variable: the path so far is what is used.
        found.insert(prefix.to_owned());
        return rest.get(1..).unwrap_or_default();
    }
    let path = match (prefix, name) {
        (prefix, "self") => prefix.to_owned(),
        ("", name) => name.to_owned(),
        (prefix, name) => format!("{prefix}::{name}"),
    };
    if let Some(next) = rest.strip_prefix("::") {
        return spread(next, &path, found);
    }
    if let Some(renamed) = rest.trim_start().strip_prefix("as ") {
        rest = renamed
            .trim_start()
            .trim_start_matches(|letter: char| letter.is_alphanumeric() || letter == '_');
    }
    found.insert(path);
    rest
}

fn allowed(layer: &str, path: &str) -> bool {
    let target = path.split("::").next().unwrap_or_default();
    let (_, uses) = DIRECTIONS
        .iter()
        .find(|(name, _)| *name == layer)
        .unwrap_or_else(|| {
            panic!("no directions for the module `{layer}`: add it to tests/layout.rs")
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

/// The ids of literal calls of `Lang::phrase`.
fn phrases(text: &str) -> BTreeSet<String> {
    let calls = text
        .match_indices("phrase(")
        .map(|(at, call)| at + call.len());
    let literal = |start: usize| {
        text[start..]
            .trim_start()
            .strip_prefix('"')?
            .split('"')
            .next()
    };
    calls.filter_map(literal).map(str::to_owned).collect()
}

#[test]
fn phrases_stand_in_the_english_file() {
    let english = fs::read_to_string(root().join("src/lang/en.toml")).unwrap();
    let english: toml::Table = english.parse().unwrap();
    let known = english["phrases"].as_table().unwrap();
    let mut found = 0;
    for source in sources() {
        for id in phrases(&source.text) {
            found += 1;
            assert!(
                known.contains_key(&id),
                "{}: no phrase `{id}` in src/lang/en.toml",
                source.path
            );
        }
    }
    assert!(found > 3, "only {found} phrases found");
}

#[test]
fn files_are_short_enough_to_hold_one_idea() {
    let mut wrong = Vec::new();
    for source in sources() {
        let limit = LONG
            .iter()
            .find(|(path, _, _)| source.path.starts_with(path))
            .map_or(LENGTH, |(_, limit, _)| *limit);
        if source.lines > limit {
            wrong.push(format!(
                "{}: {} lines before its tests, at most {limit}",
                source.path, source.lines
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn paths_are_found_in_groups_and_not_in_comments() {
    let text = "use crate::schema::{self, Amount, amount::{ONE as Unit, SCALE}};\n// crate::cli::Cli\nlet x = crate::time::day(\"crate::render\");\nuse crate::report::*;";
    let found: Vec<String> = crate_paths(text, "crate").into_iter().collect();
    let expected = [
        "report",
        "schema",
        "schema::Amount",
        "schema::amount::ONE",
        "schema::amount::SCALE",
        "time::day",
    ];
    assert_eq!(found, expected);
}

#[test]
fn quotes_in_characters_and_raw_literals_do_not_confuse_the_scan() {
    let text = "let a = '\"'; let b = '\\''; fn f<'s>(s: &'s str) {} g(r#\"sp\"end\"#, \"spend\"); // \"date\"";
    let literals: Vec<&str> = pieces(text)
        .iter()
        .filter_map(|piece| {
            if let Piece::Literal(text) = piece {
                Some(*text)
            } else {
                None
            }
        })
        .collect();
    assert_eq!(literals, ["r#\"sp\"end\"#", "\"spend\""]);
}
