//! The manual's page of the project file lists every key, with the words of the schema.

use serde_json::Value;

use super::Story;

/// Columns that a page may take.
const WIDTH: usize = 108;

const BEGIN: &str = "<!-- keys: written by `just bless` -->\n";
const END: &str = "<!-- end of keys -->";

#[test]
fn the_page_lists_every_key() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/manual/project.md");
    let page = std::fs::read_to_string(path).unwrap();
    let schema: Value =
        serde_json::from_str(&Story::new(&[]).run("check --project-schema").out).unwrap();
    let mut keys = String::new();
    section(&mut keys, &schema["definitions"], &schema, "", false);
    let start = page.find(BEGIN).unwrap() + BEGIN.len();
    let end = page.find(END).unwrap();
    if std::env::var_os("SOCIAL_ROI_BLESS").is_some() {
        let blessed = [&page[..start], &keys, &page[end..]].concat();
        std::fs::write(path, blessed).unwrap();
    } else {
        assert!(
            page[start..end] == keys,
            "docs/manual/project.md is stale: `just bless` writes it\n{keys}"
        );
    }
}

/// Words that are few enough to be listed.
const FEW: usize = 20;

/// The words of a choice: its own, or those of the definition that it names.
fn choices<'s>(definitions: &'s Value, schema: &'s Value) -> Vec<&'s str> {
    let named = schema["allOf"][0]["$ref"].as_str();
    let name = named.and_then(|named| named.strip_prefix("#/definitions/"));
    let schema = name.map_or(schema, |name| &definitions[name]);
    let words = schema["anyOf"][0]["enum"].as_array();
    words
        .filter(|words| words.len() <= FEW)
        .map(|words| words.iter().flat_map(Value::as_str).collect())
        .unwrap_or_default()
}

fn section(text: &mut String, definitions: &Value, schema: &Value, name: &str, rows: bool) {
    let properties = schema["properties"].as_object().unwrap();
    if !name.is_empty() {
        let header = if rows {
            format!("[[{name}]]")
        } else {
            format!("[{name}]")
        };
        text.push_str(&format!("\n### {header}\n\n"));
        wrapped(text, "", "", schema["description"].as_str().unwrap());
        text.push('\n');
    }
    let required = schema["required"].as_array().cloned().unwrap_or_default();
    let mut inside = Vec::new();
    for (key, inner) in properties {
        if inner["properties"].is_object() || inner["items"]["properties"].is_object() {
            inside.push((key, inner));
            continue;
        }
        let needed = if required.contains(&Value::from(key.as_str())) {
            " (needed)"
        } else {
            ""
        };
        let choices = choices(definitions, inner);
        let one_of = match choices[..] {
            [] => String::new(),
            _ => format!("; one of {}", choices.join(", ")),
        };
        let words = format!(
            "{}{needed}{one_of}",
            inner["description"].as_str().unwrap().trim_end_matches('.')
        );
        wrapped(text, &format!("    {key:<24} "), &" ".repeat(29), &words);
    }
    for (key, inner) in inside {
        let path = if name.is_empty() {
            key.clone()
        } else {
            format!("{name}.{key}")
        };
        match inner["items"]["properties"].is_object() {
            true => section(text, definitions, &inner["items"], &path, true),
            false => section(text, definitions, inner, &path, false),
        }
    }
}

fn wrapped(text: &mut String, first: &str, next: &str, words: &str) {
    let mut line = first.to_owned();
    let mut empty = true;
    for word in words.split(' ') {
        if !empty && line.chars().count() + 1 + word.chars().count() > WIDTH {
            text.push_str(line.trim_end());
            text.push('\n');
            line = next.to_owned();
            empty = true;
        }
        if !empty {
            line.push(' ');
        }
        line.push_str(word);
        empty = false;
    }
    text.push_str(line.trim_end());
    text.push('\n');
}
