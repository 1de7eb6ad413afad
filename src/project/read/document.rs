//! A TOML text to a record: every key known, every value of its kind, every fault with its place.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::error::Spot;
use crate::project::fields::{Field, Keys, Kind, Section};
use crate::schema::{Function, TABLES, nearest};

use super::cell::{self, Raw};
use super::record::{Located, Record, Value};
use super::{Faults, Form, broken, headers, mended, shown};

/// A text and where its lines begin.
pub struct Document<'t> {
    file: &'t str,
    text: &'t str,
    /// The byte that each line begins with.
    starts: Vec<usize>,
}

impl<'t> Document<'t> {
    /// A text of a file.
    pub fn new(file: &'t str, text: &'t str) -> Self {
        let after = text.match_indices('\n').map(|(end, _)| end + 1);
        Self {
            file,
            text,
            starts: std::iter::once(0).chain(after).collect(),
        }
    }

    /// The place of a byte.
    pub fn spot(&self, at: usize) -> Spot {
        let end = if self.text.is_char_boundary(at) {
            at
        } else {
            self.text.len()
        };
        let line = self.starts.partition_point(|start| *start <= end).max(1);
        let before = self.text.get(self.starts[line - 1]..end);
        Spot {
            file: self.file.to_owned(),
            line: line as u64,
            column: before.unwrap_or_default().chars().count() as u64 + 1,
        }
    }

    /// The line that the table of a byte begins on; where the line itself begins one, that of the table before it too.
    fn tables_of(&self, at: usize) -> Vec<u64> {
        let line = self.spot(at).line;
        let begins = |number: u64| {
            let start = self.starts[number as usize - 1];
            self.text[start..]
                .trim_start_matches([' ', '\t'])
                .starts_with('[')
        };
        let before = (1..line).rev().find(|number| begins(*number)).unwrap_or(1);
        if begins(line) {
            vec![before, line]
        } else {
            vec![before]
        }
    }

    fn source(&self, span: &Range<usize>) -> &'t str {
        self.text.get(span.clone()).unwrap_or_default()
    }
}

/// Reads a whole file by the keys of a section.
pub fn read(document: &Document<'_>, section: &'static Section, faults: &mut Faults) -> Record {
    let (table, errors) = DeTable::parse_recoverable(document.text);
    let mut reader = Reader {
        document,
        faults,
        broken: errors
            .iter()
            .flat_map(|error| document.tables_of(error.span().map_or(0, |span| span.start)))
            .collect(),
    };
    let record = reader.table(table.get_ref(), section, "", Document::spot(document, 0));
    let known: Vec<&str> = section.keys().collect();
    headers::tell_comments(document.text, &known, &mut faults.list);
    if errors.is_empty() {
        return record;
    }
    // What stands on a broken line, or is missing because of one, is no fault of its own.
    let broken: Vec<Spot> = errors
        .iter()
        .map(|error| document.spot(error.span().map_or(0, |span| span.start)))
        .collect();
    let on_broken = |spot: &Spot| broken.iter().any(|own| own.line == spot.line);
    faults.list.retain(|fault| !on_broken(&fault.spot));
    let lines: Vec<u64> = broken.iter().map(|spot| spot.line).collect();
    headers::drop_below(document.text, &lines, &mut faults.list);
    let mut told: Vec<u64> = Vec::new();
    for (error, spot) in errors.iter().zip(&broken) {
        let message = error.message();
        // Once a list does not end, nothing behind it is read as it was meant.
        if message.contains("array")
            && let Some((line, text)) = mended::open_list(document.text, spot.line as usize)
        {
            let spot = Spot {
                line: line as u64,
                column: 1,
                ..spot.clone()
            };
            let hint = format!("write `{}]`", text.trim_end_matches(','));
            let expected = "a list that ends with `]`";
            faults.add(&spot, "", expected, shown(text), Some(hint));
            break;
        }
        // The first word about a line says what is wrong with it.
        if told.contains(&spot.line) {
            continue;
        }
        told.push(spot.line);
        let (what, expected) = message
            .split_once(", expected ")
            .unwrap_or((message, "valid TOML"));
        // The reader of TOML names the characters that could follow.
        let expected = if expected == "newline, `#`" {
            "the end of the line"
        } else {
            expected
        };
        let line = document
            .text
            .lines()
            .nth(spot.line as usize - 1)
            .unwrap_or_default();
        let repair = broken::repair(line).or_else(|| mended::mended(line, message));
        if let Some((expected, hint)) = repair {
            faults.add(spot, "", expected, shown(line.trim()), Some(hint));
            continue;
        }
        faults.add(
            spot,
            "",
            expected,
            format!("{} ({what})", shown(line.trim())),
            Some("the line is not TOML: texts stand in quotes, decimals after a dot, one `key = value` per line".into()),
        );
    }
    record
}

struct Reader<'d, 'f> {
    document: &'d Document<'d>,
    faults: &'f mut Faults,
    /// Lines that tables with a broken line begin on: what is missing there may stand on it.
    broken: Vec<u64>,
}

type Entry<'v, 'i> = (&'v str, Range<usize>, &'v Spanned<DeValue<'i>>);

/// Entries in the order of the text.
fn entries<'v, 'i>(table: &'v DeTable<'i>) -> Vec<Entry<'v, 'i>> {
    let mut entries: Vec<Entry<'v, 'i>> = table
        .iter()
        .map(|(key, value)| (key.get_ref().as_ref(), key.span(), value))
        .collect();
    entries.sort_by_key(|(_, span, _)| span.start);
    entries
}

impl Reader<'_, '_> {
    fn table(
        &mut self,
        table: &DeTable<'_>,
        section: &'static Section,
        path: &str,
        spot: Spot,
    ) -> Record {
        let mut record = Record::at(spot);
        for (key, span, value) in entries(table) {
            let spot = self.document.spot(span.start);
            let path = if path.is_empty() {
                key.to_owned()
            } else {
                format!("{path}.{key}")
            };
            match section.field(key) {
                Some(field) => {
                    let read = self.field(field, value, &path);
                    let place = match field.kind {
                        Kind::Table(_) | Kind::Rows(_) => spot,
                        _ => self.document.spot(value.span().start),
                    };
                    record.set(field.key, read, place);
                }
                None => self.faults.unknown_key(&spot, &path, key, section),
            }
        }
        if !self.broken.contains(&record.spot.line) {
            self.faults.lacking(path, &record, section, Form::Toml);
        }
        record
    }

    fn field(
        &mut self,
        field: &'static Field,
        value: &Spanned<DeValue<'_>>,
        path: &str,
    ) -> Option<Value> {
        match (&field.kind, value.get_ref()) {
            (Kind::Table(section), DeValue::Table(table)) => {
                let spot = self.document.spot(value.span().start);
                Some(Value::Record(self.table(table, section, path, spot)))
            }
            (Kind::Rows(section), DeValue::Array(rows)) => self.rows(rows.iter(), section, path),
            (Kind::Rows(_) | Kind::Table(_), _) => {
                let (expected, written) = match field.kind {
                    Kind::Table(_) => ("a table", format!("[{path}]")),
                    _ => ("rows", format!("[[{path}]]")),
                };
                let hint = format!("begin it with `{written}`");
                self.misfit(value, path, expected, Some(hint));
                None
            }
            (Kind::Texts, _) => self.texts(&Kind::Text, value, path).map(Value::Texts),
            (Kind::Sources, DeValue::Table(table)) => {
                self.keyed(table, Keys::Tables, &Kind::Paths, path)
            }
            (Kind::Paths | Kind::Sources, _) => {
                self.texts(&Kind::Path, value, path).map(Value::Texts)
            }
            (Kind::Keyed(keys, kind), DeValue::Table(table)) => {
                self.keyed(table, *keys, kind, path)
            }
            (Kind::Keyed(..), _) => {
                self.misfit(
                    value,
                    path,
                    "a table",
                    Some(format!("write `{} = {}`", field.key, field.example)),
                );
                None
            }
            (kind, _) => self.scalar(kind, value, path),
        }
    }

    fn rows<'v, 'i: 'v>(
        &mut self,
        rows: impl Iterator<Item = &'v Spanned<DeValue<'i>>>,
        section: &'static Section,
        path: &str,
    ) -> Option<Value> {
        let mut records = Vec::new();
        for row in rows {
            if let DeValue::Table(table) = row.get_ref() {
                let spot = self.document.spot(row.span().start);
                records.push(self.table(table, section, path, spot));
            } else {
                let hint = Some(format!("begin each row with `[[{path}]]`"));
                self.misfit(row, path, "rows", hint);
            }
        }
        Some(Value::Records(records))
    }

    /// One text or several.
    fn texts(
        &mut self,
        kind: &Kind,
        value: &Spanned<DeValue<'_>>,
        path: &str,
    ) -> Option<Vec<Located<String>>> {
        let one: Vec<&Spanned<DeValue<'_>>>;
        let list = if let DeValue::Array(list) = value.get_ref() {
            one = list.iter().collect();
            &one[..]
        } else {
            &[value][..]
        };
        let mut texts = Vec::new();
        for text in list {
            match self.scalar(kind, text, path) {
                Some(Value::Text(value)) => texts.push(Located {
                    value,
                    spot: self.document.spot(text.span().start),
                }),
                _ => return None,
            }
        }
        Some(texts)
    }

    fn keyed(
        &mut self,
        table: &DeTable<'_>,
        keys: Keys,
        kind: &'static Kind,
        path: &str,
    ) -> Option<Value> {
        let mut found = Vec::new();
        for (key, span, value) in entries(table) {
            let spot = self.document.spot(span.start);
            let path = format!("{path}.{key}");
            if let Some((expected, hint)) = wrong_key(keys, key, &self.faults.rules) {
                self.faults.add(&spot, &path, expected, shown(key), hint);
                continue;
            }
            let read = match kind {
                Kind::Paths => self.texts(&Kind::Path, value, &path).map(Value::Texts),
                kind => self.scalar(kind, value, &path),
            };
            let place = self.document.spot(value.span().start);
            found.extend(read.map(|value| {
                let key = Located {
                    value: key.to_owned(),
                    spot,
                };
                (key, Located { value, spot: place })
            }));
        }
        Some(Value::Keyed(found))
    }

    fn scalar(&mut self, kind: &Kind, value: &Spanned<DeValue<'_>>, path: &str) -> Option<Value> {
        let source = self.document.source(&value.span());
        let raw = match value.get_ref() {
            DeValue::String(text) => Raw::Text(text),
            DeValue::Integer(number) if number.radix() == 10 => Raw::Number(number.as_str()),
            DeValue::Float(number) => Raw::Number(number.as_str()),
            DeValue::Boolean(flag) => Raw::Flag(*flag),
            DeValue::Datetime(moment) if moment.date.is_some() && moment.time.is_none() => {
                Raw::Date(source)
            }
            _ => Raw::Other,
        };
        match cell::value(kind, raw, self.faults) {
            Ok(value) => Some(value),
            Err(wrong) => {
                self.misfit(value, path, &wrong.expected, wrong.hint);
                None
            }
        }
    }

    fn misfit(
        &mut self,
        value: &Spanned<DeValue<'_>>,
        path: &str,
        expected: &str,
        hint: Option<String>,
    ) {
        let span = value.span();
        let found = shown(self.document.source(&span));
        self.faults
            .add(&self.document.spot(span.start), path, expected, found, hint);
    }
}

/// What is wrong with a free key.
fn wrong_key(keys: Keys, key: &str, rules: &[String]) -> Option<(&'static str, Option<String>)> {
    match keys {
        Keys::Names => None,
        Keys::Periods => cell::period(Raw::Text(key))
            .err()
            .map(|wrong| ("a period", wrong.hint)),
        Keys::Functions => Function::named(key).is_none().then(|| {
            let near = Function::meant(key).map(|near| format!("did you mean `{}`?", near.name()));
            let all = || format!("one of {}", Function::ALL.map(Function::name).join(", "));
            ("a function", Some(near.unwrap_or_else(all)))
        }),
        Keys::Rules => {
            let names = || rules.iter().map(String::as_str);
            if names().any(|name| name == key) {
                return None;
            }
            let near = nearest(key, names()).map(|near| format!("did you mean `{near}`?"));
            let all = || "`social-roi check --list-rules` names them".to_owned();
            Some(("a rule of check", Some(near.unwrap_or_else(all))))
        }
        Keys::Tables => {
            let mut names = TABLES.iter().map(|table| table.name).chain(["auto"]);
            if names.clone().any(|name| name == key) {
                return None;
            }
            let near = nearest(key, names.clone()).map(|near| format!("did you mean `{near}`?"));
            let all = near.unwrap_or_else(|| {
                let names: Vec<&str> = names.by_ref().collect();
                format!("one of {}", names.join(", "))
            });
            Some(("a canonical table", Some(all)))
        }
    }
}
