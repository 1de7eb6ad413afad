//! Profiles that no file describes: the canonical tables themselves, and what the user spells out with `--map`.

use crate::error::{Error, Result};
use crate::ingest::header::normalised;
use crate::schema::{self, Table, col};

use super::{ColumnRule, Evidence, Layout, Pattern, Profile, ProfileColumn, Totals};

impl Profile {
    /// A canonical table as a format of its own.
    pub(super) fn canonical(table: &'static Table) -> Self {
        let columns = table
            .columns
            .iter()
            .map(|column| ProfileColumn {
                name: column.name.into(),
                kind: column.kind,
                rule: ColumnRule {
                    headers: vec![column.name.into()],
                    ..ColumnRule::default()
                },
                patterns: vec![Pattern::Text(column.name.into())],
                extract: None,
                extra: false,
            })
            .collect();
        let mut profile = Self::bare(&format!("canonical_{}", table.name), table);
        profile.title = format!("social-roi's own table `{}`", table.name);
        profile.source =
            "written by you or by another program, with the columns of `social-roi formats`".into();
        profile.columns = columns;
        profile.needs = table
            .required
            .iter()
            .map(|name| vec![(*name).to_owned()])
            .collect();
        profile.strict = true;
        profile.priority = -10;
        profile
    }

    /// A profile that the user spelled out with `--map canonical=Their Header,…`; `canonical==text` is a constant.
    ///
    /// # Errors
    /// [`Error::BadMap`] for unknown or clashing column names.
    pub fn from_map(pairs: &[(String, String)]) -> Result<Self> {
        let names: Vec<&str> = pairs.iter().map(|(name, _)| name.as_str()).collect();
        let fits = |table: &&Table| names.iter().all(|name| table.column(name).is_some());
        let table = schema::TABLES
            .iter()
            .find(fits)
            .ok_or_else(|| map_error(&names))?;
        let mut profile = Self::bare("map", table);
        profile.title = "columns named with --map".into();
        profile.evidence = Evidence::Mapped;
        profile.priority = 100;
        for (name, header) in pairs {
            let column = table
                .column(name)
                .expect("every name was found in the table");
            if let Some(text) = header.strip_prefix('=') {
                profile.constants.push((name.clone(), text.to_owned()));
                continue;
            }
            profile.columns.push(ProfileColumn {
                name: name.clone(),
                kind: column.kind,
                rule: ColumnRule {
                    headers: vec![header.clone()],
                    ..ColumnRule::default()
                },
                patterns: vec![Pattern::Text(normalised(header))],
                extract: None,
                extra: false,
            });
            profile.needs.push(vec![name.clone()]);
        }
        Ok(profile)
    }

    fn bare(name: &str, table: &'static Table) -> Self {
        Self {
            name: name.into(),
            title: String::new(),
            vendor: "social-roi".into(),
            table,
            platform: None,
            channel: None,
            evidence: Evidence::Seen,
            basis: None,
            source: String::new(),
            // Posts have their day from when they were published.
            date_from: table
                .column(col::PUBLISHED_AT)
                .map(|_| col::PUBLISHED_AT.to_owned()),
            refuse: None,
            priority: 0,
            layout: Layout::Rows,
            columns: Vec::new(),
            derive: Vec::new(),
            fallback: Vec::new(),
            constants: Vec::new(),
            date_order: None,
            decimal: None,
            nulls: Vec::new(),
            blank_is_zero: Vec::new(),
            start_dates: false,
            language_hints: Vec::new(),
            totals: Totals::default(),
            footer: Vec::new(),
            first_of: None,
            items: None,
            exclude: Vec::new(),
            personal: Vec::new(),
            cards: Vec::new(),
            titles: Vec::new(),
            needs: Vec::new(),
            headers: Vec::new(),
            any: Vec::new(),
            without: Vec::new(),
            preamble: None,
            strict: false,
        }
    }
}

fn map_error(names: &[&str]) -> Error {
    let known = |name: &&&str| {
        schema::TABLES
            .iter()
            .any(|table| table.column(name).is_some())
    };
    match names.iter().find(|name| !known(name)) {
        Some(name) => Error::UnknownName {
            what: "column in --map:",
            name: (**name).to_owned(),
            nearest: nearest_column(name),
        },
        None => Error::BadMap {
            what: format!("no table has all of {}", names.join(", ")),
        },
    }
}

fn nearest_column(name: &str) -> Vec<String> {
    let mut scored: Vec<(f64, &str)> = schema::TABLES
        .iter()
        .flat_map(|table| table.columns)
        .map(|column| (strsim::jaro_winkler(name, column.name), column.name))
        .filter(|(score, _)| *score > 0.8)
        .collect();
    scored.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
    scored.dedup_by(|a, b| a.1 == b.1);
    scored
        .into_iter()
        .take(2)
        .map(|(_, name)| name.to_owned())
        .collect()
}
