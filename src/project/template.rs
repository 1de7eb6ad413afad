//! A commented project file, and a template of each sheet, made from the tables of keys.

use std::fmt::Write;

use super::fields::{Field, Kind, Need, ROOT, Section};

/// What was found in a folder, to begin with.
#[derive(Clone, Debug, Default)]
pub struct Seen {
    /// Inputs, relative to the project file.
    pub sources: Vec<String>,
    /// One line per kind of export: `meta: Meta Ads Manager, 3 files, 2026-08-01 to 2026-10-31, EUR`.
    pub files: Vec<String>,
    /// Currencies of the exports, the one with most rows first.
    pub currencies: Vec<String>,
    /// A file of rates, relative to the project file.
    pub rates: Option<String>,
    /// Accounts: their names and platforms.
    pub accounts: Vec<(String, String)>,
    /// Exports that state no currency where others state several: the files of each folder, relative to the project file.
    pub silent: Vec<Vec<String>>,
}

/// Columns of a line in the template.
const WIDTH: usize = 100;

/// The text of a project file that fits what was seen. Everything that was not seen is commented out, with an example.
pub fn template(seen: &Seen) -> String {
    let mut text = String::new();
    let _ = writeln!(text, "#:schema ./{}", super::SCHEMA_NAME);
    comment(
        &mut text,
        "The project file of social-roi: where the exports lie, what money means, what social media costs beside media, what is assumed, what is aimed at. Take the `#` away from what you fill in. `social-roi check --project-only` tells what is wrong; `social-roi help project` says more.",
    );
    if !seen.files.is_empty() {
        text.push_str("#\n");
        comment(&mut text, "Exports found here when this file was written:");
        for file in &seen.files {
            let _ = writeln!(text, "#   {file}");
        }
    }
    for field in ROOT.fields {
        text.push('\n');
        comment(&mut text, field.doc);
        match field.kind {
            Kind::Table(section) => table(&mut text, section, seen),
            Kind::Rows(section) => rows(&mut text, section, seen),
            _ => {
                let _ = writeln!(text, "{}", assignment(field, given(field.key, seen)));
            }
        }
    }
    text
}

/// What was seen that belongs to a key.
fn given(path: &str, seen: &Seen) -> Option<String> {
    match path {
        "sources" if !seen.sources.is_empty() => {
            let list: Vec<String> = seen.sources.iter().map(|source| quoted(source)).collect();
            Some(format!("[{}]", list.join(", ")))
        }
        // Several currencies cannot become one without rates.
        "money.currency" if seen.currencies.len() == 1 || seen.rates.is_some() => {
            seen.currencies.first().map(|code| quoted(code))
        }
        "money.rates" => seen.rates.as_deref().map(quoted),
        _ => None,
    }
}

fn quoted(text: &str) -> String {
    toml::Value::from(text).to_string()
}

fn comment(text: &mut String, words: &str) {
    let mut line = String::from("#");
    for word in words.split(' ') {
        if line.chars().count() + 1 + word.chars().count() > WIDTH {
            let _ = writeln!(text, "{line}");
            line = String::from("#");
        }
        line.push(' ');
        line.push_str(word);
    }
    let _ = writeln!(text, "{line}");
}

/// `key = value`, commented out where it is an example.
fn assignment(field: &Field, value: Option<String>) -> String {
    match value {
        Some(value) => format!("{} = {value}", field.key),
        None => format!("#{} = {}", field.key, field.example),
    }
}

/// The same with what it means.
fn line(text: &mut String, field: &Field, value: Option<String>) {
    let start = assignment(field, value);
    let needed = if field.need == Need::Required {
        " (needed)"
    } else {
        ""
    };
    let words = one_of(field);
    let _ = writeln!(text, "{start:<34} # {}{needed}{words}", field.doc);
}

/// ` One of booked, estimated.`, where a value is one of a few words.
fn one_of(field: &Field) -> String {
    let words = field.kind.words().unwrap_or_default();
    match words[..] {
        [] => String::new(),
        _ => format!(" One of {}.", words.join(", ")),
    }
}

fn table(text: &mut String, section: &Section, seen: &Seen) {
    // A header alone is an empty table, which a section with needed keys may not be.
    let hidden = section.required().next().is_some();
    let _ = writeln!(text, "{}[{}]", if hidden { "#" } else { "" }, section.name);
    for field in section.fields {
        let value = given(&format!("{}.{}", section.name, field.key), seen);
        let sheet = section.name == "sheets";
        line(
            text,
            field,
            value.or_else(|| sheet.then(|| field.example.to_owned())),
        );
    }
    if section.name == "money" && seen.currencies.len() > 1 && seen.rates.is_none() {
        comment(
            text,
            &format!(
                "The exports are in {}: name a file of rates above.",
                seen.currencies.join(", ")
            ),
        );
    }
}

fn rows(text: &mut String, section: &Section, seen: &Seen) {
    if section.name == "accounts" {
        for (account, platform) in &seen.accounts {
            let _ = writeln!(text, "[[accounts]]\naccount = {}", quoted(account));
            if !platform.is_empty() {
                let _ = writeln!(text, "platform = {}", quoted(platform));
            }
            text.push('\n');
        }
        for files in &seen.silent {
            unsaid(text, files, &seen.currencies);
        }
    }
    example(text, section, section.name);
}

/// An account of files that state no currency, to be filled in.
fn unsaid(text: &mut String, files: &[String], currencies: &[String]) {
    let first = files.first().map_or("", |file| file);
    let folder = first.rsplit_once('/').map_or(first, |(folder, _)| folder);
    let name = folder.rsplit('/').next().unwrap_or(folder);
    let list: Vec<String> = files.iter().map(|file| quoted(file)).collect();
    comment(
        text,
        &format!(
            "These state no currency, and the exports are in {}: take the `#` away and say which is theirs.",
            currencies.join(", ")
        ),
    );
    let _ = writeln!(
        text,
        "#[[accounts]]\n#account = {}\n#files = [{}]\n#currency = {}\n",
        quoted(name),
        list.join(", "),
        quoted("CODE")
    );
}

fn example(text: &mut String, section: &Section, path: &str) {
    let _ = writeln!(text, "#[[{path}]]");
    // Rows inside a row begin sections of their own, so that every other key comes before them.
    let mut inside = Vec::new();
    for field in section.fields {
        match field.kind {
            Kind::Rows(inner) => inside.push(inner),
            _ => line(text, field, None),
        }
    }
    for inner in inside {
        example(text, inner, &format!("{path}.{}", inner.name));
    }
}

/// The templates of the lists that may be sheets, by name.
pub fn sheet_templates() -> Vec<(&'static str, String)> {
    let sheets = ROOT.field("sheets").map(|field| &field.kind);
    let Some(Kind::Table(sheets)) = sheets else {
        return Vec::new();
    };
    let one = |name: &'static str| match &ROOT.field(name)?.kind {
        Kind::Rows(section) => Some((name, sheet_template(section))),
        _ => None,
    };
    sheets.keys().filter_map(one).collect()
}

/// A sheet's headers, and what they mean in lines that are not read.
fn sheet_template(section: &Section) -> String {
    let keys: Vec<&str> = section.keys().collect();
    let mut text = keys.join(",");
    text.push('\n');
    for field in section.fields {
        let needed = if field.need == Need::Required {
            " (needed)"
        } else {
            ""
        };
        let example = field.example.trim_matches('"').trim_matches(['[', ']']);
        let words = one_of(field);
        let words = format!(
            "# {}: {}{needed}{words} Example: {example}",
            field.key, field.doc
        );
        let _ = writeln!(text, "\"{}\"", words.replace('"', "\"\""));
    }
    text
}
