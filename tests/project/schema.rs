//! The JSON Schema says what the reader takes: every key of either is accepted by both, any other refused by both.

mod cases;
mod validator;

use serde_json::Value;

use super::{Story, checked};
use cases::{BEYOND, cases};
use validator::{Schema, json};

fn schema() -> (String, Schema) {
    let text = Story::new(&[]).run("check --project-schema").out;
    let value = serde_json::from_str(&text).unwrap();
    (text, Schema(value))
}

#[test]
fn the_schema_of_the_documents_is_that_of_the_program() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/social-roi.schema.json");
    let (text, _) = schema();
    if std::env::var_os("SOCIAL_ROI_BLESS").is_some() {
        std::fs::write(path, &text).unwrap();
    }
    let kept = std::fs::read_to_string(path).unwrap_or_default();
    assert!(
        kept == text,
        "docs/social-roi.schema.json is stale: `just bless` writes it"
    );
}

/// A profile that can be read.
const PROFILE: &str = "name = \"mine\"\ntitle = \"Mine\"\ntable = \"ad_spend\"\nplatform = \"mine\"\nevidence = \"seen\"\n\
                       [signature]\nheaders = [\"Boost type\"]\n[columns]\nspend = [\"Cost\"]\n";

/// Keys in whose place the template has another one in force.
const INSTEAD: [&str; 8] = [
    "share_of_labour",
    "annual_pay",
    "on_cost",
    "paid_hours",
    "leave_hours",
    "holiday_hours",
    "utilisation",
    "rates",
];

/// The text that `init` writes, every line in force but those that another line stands in the place of.
fn everything() -> String {
    let story = Story::new(&[]);
    assert_eq!(story.run("init").code, Some(0));
    let text = story.read("social-roi.toml");
    let line = |line: &str| {
        let rest = line.strip_prefix('#').filter(|rest| {
            let key = rest.split(' ').next().unwrap();
            rest.starts_with('[')
                || rest.contains(" = ")
                    && key.chars().all(|c| c.is_ascii_lowercase() || c == '_')
                    && !key.is_empty()
        });
        let line = rest
            .unwrap_or(line)
            .replace("key = \"hours\"", "key = \"shares\"");
        let key = line.split(' ').next().unwrap();
        if INSTEAD.contains(&key) || line.contains("plan/") {
            String::new()
        } else {
            line
        }
    };
    text.lines().map(|text| line(text) + "\n").collect()
}

#[test]
fn every_key_of_the_template_is_accepted_by_both() {
    let text = everything();
    // No folder of exports and none of profiles is there.
    let there = |line: &&str| !line.starts_with("sources") && !line.starts_with("profiles");
    let lines = text.lines().filter(there);
    let out = checked(&lines.map(|line| format!("{line}\n")).collect::<String>());
    assert!(
        out.starts_with("social-roi.toml: nothing wrong"),
        "{out}\n{text}"
    );
    let (_, schema) = schema();
    let value: toml::Value = toml::from_str(&text).unwrap();
    assert!(schema.takes(&json(&value)));
    // Every key of the schema stands in the template.
    missing(
        &schema.0,
        &json(&value),
        "",
        &[&INSTEAD[..], &["sheets"]].concat(),
    );
}

fn missing(schema: &Value, value: &Value, path: &str, instead: &[&str]) {
    let Some(properties) = schema["properties"].as_object() else {
        return;
    };
    for (key, inner) in properties {
        if instead.contains(&key.as_str()) {
            continue;
        }
        let own = &value[key];
        assert!(!own.is_null(), "{path}{key} does not stand in the template");
        let path = format!("{path}{key}.");
        match own {
            Value::Array(rows) if inner["items"].is_object() => {
                missing(&inner["items"], &rows[0], &path, instead)
            }
            own => missing(inner, own, &path, instead),
        }
    }
}

/// A document with everything that one row or table of a section needs, but for the lines that are its own.
fn document(section: &str, lines: &str) -> String {
    let needed = match section {
        "margin" => "base = 0.4",
        "creators" => "codes = \"ANNA10\"",
        "mapping" => "campaign = \"Jobs *\"\ngoal = \"applications\"",
        "accounts" => "account = \"Northwind Ads\"",
        "costs" => {
            "period = \"2026-09\"\nfunction = \"paid\"\ncost_type = \"overhead\"\namount = 1"
        }
        "roles" => "role = \"writer\"\nloaded_rate = 38",
        "labour" => "period = \"2026-09\"\nfunction = \"care\"\nhours = 8\nloaded_rate = 38",
        "assumptions" => {
            "key = \"minutes_now\"\nbase = 0.5\nsource = \"Survey\"\nowner = \"Care\"\ndate = 2026-06-30"
        }
        "counts" => "key = \"contacts_resolved\"\nperiod = \"2026-09\"\nvalue = 5",
        "savings" => {
            "period = \"2026-09\"\nfunction = \"recruiting\"\nwhat = \"avoided_purchase\"\namount = 9\nsource = \"Plan\"\n\
             owner = \"People\"\ndate = 2026-05-03"
        }
        "targets" => "metric = \"roas\"\nperiod = \"2026-09\"\nvalue = 4",
        "benchmarks" => "metric = \"ctr\"\nvalue = 0.01\nsource = \"A report\"\ndate = 2026-03-01",
        "budget" => "period = \"2026-Q4\"\nplanned = 20000",
        "experiments" => {
            "exp_id = \"spring\"\nmethod = \"holdout\"\nstart = 2026-03-01\nend = 2026-04-15\nsource = \"Lift\"\nowner = \"Paid\""
        }
        "finance" => "period = \"2026-09\"",
        "metrics" => {
            "name = \"spend_per_share\"\ntitle = \"Spend per share\"\nunit = \"money\"\nnum = \"sum(ad_spend.spend)\""
        }
        _ => "",
    };
    let head = match section {
        "" => String::new(),
        "money" | "calendar" | "attribution" | "creators" | "margin" | "allocation" | "check"
        | "sheets" => {
            format!("[{section}]\n")
        }
        _ => format!("[[{section}]]\n"),
    };
    // Further tables follow what is needed.
    let (lines, further) = match lines.find("\n[") {
        Some(at) => lines.split_at(at + 1),
        None => (lines, ""),
    };
    // A line of its own stands in the place of the needed one of that key; `-key` leaves that out.
    let key = |line: &str| {
        line.split(" =")
            .next()
            .unwrap()
            .trim_start_matches('-')
            .to_owned()
    };
    let own: Vec<String> = lines.lines().map(key).collect();
    let kept = needed.lines().filter(|line| !own.contains(&key(line)));
    let added = lines.lines().filter(|line| !line.starts_with('-'));
    head + &kept.chain(added).collect::<Vec<_>>().join("\n") + "\n" + further
}

/// What both say of a document: whether they take it.
fn verdicts(schema: &Schema, text: &str) -> (bool, bool) {
    let value: toml::Value = toml::from_str(text).unwrap_or_else(|error| panic!("{error}\n{text}"));
    // No schema knows which files there are.
    let files = ["exports/a.csv", "x", "y.csv"].map(|name| (name, ""));
    let own = [("social-roi.toml", text), ("mine.toml", PROFILE)];
    let story = Story::new(&[&files[..], &own].concat());
    let read = story
        .checked()
        .starts_with("social-roi.toml: nothing wrong");
    (read, schema.takes(&json(&value)))
}

#[test]
fn both_take_and_both_refuse_the_same() {
    let (_, schema) = schema();
    let mut differ = Vec::new();
    for (section, taken, refused) in cases() {
        for (lines, right) in [(taken, true), (refused, false)] {
            for lines in lines {
                let text = document(section, lines);
                let (read, fits) = verdicts(&schema, &text);
                if (read, fits) != (right, right) {
                    differ.push(format!(
                        "taken by the reader: {read}, by the schema: {fits}\n{text}"
                    ));
                }
            }
        }
    }
    assert!(
        differ.is_empty(),
        "{} differ:\n{}",
        differ.len(),
        differ.join("\n")
    );
}

#[test]
fn what_only_the_reader_can_say_is_a_short_list() {
    let (_, schema) = schema();
    for (rule, section, lines) in BEYOND {
        let text = document(section, lines);
        assert_eq!(verdicts(&schema, &text), (false, true), "{rule}:\n{text}");
    }
}
