//! `formats`: which exports can be read, and what is known of each.

use std::io::Write;
use std::sync::Arc;

use polars::prelude::{Column, DataFrame, NamedFrom, Series};

use crate::cli::FormatsArgs;
use crate::error::{Error, Result};
use crate::ingest::Profile;
use crate::options::{Destination, Form, Keep};
use crate::render::Format;
use crate::report::{Cell, KeyColumn, Method, MetricColumn, Row, Table, Unit};
use crate::schema;

use super::{Stage, inputs, method, output};

/// Runs the command.
pub fn run(args: &FormatsArgs, stage: &mut Stage<'_>) -> Result<u8> {
    let profiles = inputs::profiles(&args.profile)?;
    if let Some(name) = &args.name {
        let text = match profiles.all().iter().find(|profile| profile.name == *name) {
            Some(profile) => one_format(profile),
            None => one_table(name).ok_or_else(|| unknown(name, profiles.all()))?,
        };
        output::write_bytes(args.output.output.as_deref(), text.as_bytes(), stage)?;
        return Ok(0);
    }
    let destination = output::destination(&args.output, stage)?;
    let is_narrow = |width: usize| width < WITH_EVIDENCE;
    let table = list(
        profiles.all(),
        destination.form == Form::Text(Format::Table)
            && destination.render.width.is_some_and(is_narrow),
    );
    let method = method::method(std::iter::empty(), Keep::Figures, stage)?;
    write_list("Formats", &table, method, &destination, stage)?;
    Ok(0)
}

/// Writes a table of words.
pub fn write_list(
    name: &'static str,
    table: &Table,
    method: Method,
    destination: &Destination,
    stage: &mut Stage<'_>,
) -> Result<()> {
    output::write_tables(
        &[(name, table)],
        || text_frame(table),
        || method::told(method, table, Vec::new(), &[]),
        destination,
        stage,
    )
}

fn unknown(name: &str, profiles: &[Arc<Profile>]) -> Error {
    let known = profiles
        .iter()
        .map(|profile| profile.name.as_str())
        .chain(schema::TABLES.iter().map(|table| table.name));
    let mut near: Vec<(f64, &str)> = known
        .map(|known| (strsim::jaro_winkler(name, known), known))
        .filter(|(score, _)| *score > 0.8)
        .collect();
    near.sort_by(|a, b| b.0.total_cmp(&a.0));
    Error::UnknownName {
        what: "format or table",
        name: name.into(),
        nearest: near
            .into_iter()
            .take(2)
            .map(|(_, known)| known.to_owned())
            .collect(),
    }
}

/// The width from which a line has room for what a format rests on.
const WITH_EVIDENCE: usize = 110;

fn list(profiles: &[Arc<Profile>], is_narrow: bool) -> Table {
    let key = |name: &str, header: &str| KeyColumn {
        name: name.into(),
        header: header.into(),
    };
    let rows = profiles.iter().map(|profile| {
        let keys = [
            Some(profile.name.as_str()),
            Some(profile.table.name),
            (!is_narrow).then(|| profile.evidence.words()),
            Some(profile.title.as_str()),
        ];
        let keys = keys.into_iter().flatten();
        Row {
            keys: keys.map(|key| Some(key.to_owned())).collect(),
            cells: Vec::new(),
            ..Row::default()
        }
    });
    let keys = [
        Some(key("format", "format")),
        Some(key("table", "table")),
        (!is_narrow).then(|| key("evidence", "evidence")),
        Some(key("title", "what it is")),
    ];
    Table {
        keys: keys.into_iter().flatten().collect(),
        rows: rows.collect(),
        notes: vec![
            "`social-roi formats NAME` says what is known of one format or canonical table".into(),
        ],
        ..Table::default()
    }
}

fn one_format(profile: &Profile) -> String {
    let mut text = Vec::new();
    let mut line = |label: &str, value: &str| {
        if !value.is_empty() {
            let _ = writeln!(text, "{label:<10}{value}");
        }
    };
    line("format", &profile.name);
    line("what", &profile.title);
    line("from", &profile.source);
    line("table", profile.table.name);
    line("evidence", profile.evidence.words());
    line("refused", profile.refuse.as_deref().unwrap_or_default());
    line(
        "personal",
        if profile.personal.is_empty() {
            ""
        } else {
            "some columns are personal and are never printed"
        },
    );
    let _ = writeln!(text, "\ncolumns (canonical ← headers known)");
    for column in profile.columns.iter().filter(|column| !column.extra) {
        let _ = writeln!(
            text,
            "  {} ← {}",
            column.name,
            column.rule.headers.join(" | ")
        );
    }
    for (title, card) in &profile.cards {
        let _ = writeln!(text, "  {} ← card titled `{title}`", card.column);
    }
    String::from_utf8(text).expect("written as text")
}

fn one_table(name: &str) -> Option<String> {
    let table = schema::table(name)?;
    let mut text = format!("{}: {}\n\n", table.name, table.doc);
    for column in table.columns {
        let required = if table.required.contains(&column.name) {
            " (required)"
        } else {
            ""
        };
        text.push_str(&format!(
            "  {:<26}{:<10}{}{required}\n",
            column.name,
            format!("{:?}", column.kind).to_lowercase(),
            column.doc
        ));
    }
    Some(text)
}

/// A table of words as a frame.
fn text_frame(table: &Table) -> Result<DataFrame> {
    let keys = table.keys.iter().enumerate().map(|(at, key)| {
        let cells: Vec<Option<&str>> = table
            .rows
            .iter()
            .map(|row| row.keys[at].as_deref())
            .collect();
        Column::from(Series::new(key.name.as_str().into(), cells))
    });
    let words = table
        .metrics
        .iter()
        .enumerate()
        .map(|(at, metric): (usize, &MetricColumn)| {
            debug_assert_eq!(metric.unit, Unit::Text);
            let cells: Vec<Option<&str>> = table
                .rows
                .iter()
                .map(|row| {
                    if let Cell::Text(text) = &row.cells[at] {
                        Some(text.as_str())
                    } else {
                        None
                    }
                })
                .collect();
            Column::from(Series::new(metric.name.as_str().into(), cells))
        });
    Ok(DataFrame::new(
        table.rows.len(),
        keys.chain(words).collect(),
    )?)
}
