//! Which export is this: the profiles (data, one TOML file each) and how a header is matched with them.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use regex::Regex;
use serde::Deserialize;

use crate::error::{Error, Result};
use crate::schema::{self, Kind, Table, col};

use super::formula::Formula;
use super::header::{normalised, split_currency};

/// How sure we are of a format.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Evidence {
    /// Seen in real files, or in several independent readers of real files.
    Seen,
    /// Known from the vendor's pages or from memory.
    Documented,
    /// Named by the user with `--map`.
    Mapped,
}

impl Evidence {
    /// The words for it in output.
    pub fn words(self) -> &'static str {
        match self {
            Self::Seen => "seen in real files",
            Self::Documented => "from documentation",
            Self::Mapped => "named with --map",
        }
    }
}

/// Shape of the file under its header.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Layout {
    /// One record a row.
    #[default]
    Rows,
    /// A title names the metric of a two-column table.
    Cards,
    /// Stacked blocks of shares.
    Blocks,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct SignatureText {
    needs: Vec<Vec<String>>,
    headers: Vec<String>,
    any: Vec<String>,
    without: Vec<String>,
    preamble: Option<String>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
enum ColumnText {
    Plain(Vec<String>),
    Full(ColumnRule),
}

/// How one canonical column is read from the file.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ColumnRule {
    /// Header texts, best first.
    pub headers: Vec<String>,
    /// Multiplies the number.
    pub factor: Option<String>,
    /// A bare number is a percent.
    pub percent: bool,
    /// A regular expression whose first group is the cell.
    pub extract: Option<String>,
    /// The sign is turned.
    pub negate: bool,
    /// Header whose identifier tells the year of a date without one.
    pub year_from_id: Option<String>,
    /// Kind of an `[extra]` column.
    pub kind: Option<String>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
enum DeriveText {
    Plain(String),
    Marked { formula: String, mark: String },
}

/// Fills a column from another one in rows where a third matches.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fallback {
    /// The column to copy.
    pub from: String,
    /// The column to look at.
    pub when: String,
    /// What must be found in it, whatever the case.
    pub matches: String,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct ValuesText {
    date_order: Option<String>,
    decimal: Option<String>,
    nulls: Vec<String>,
    language_hints: BTreeMap<String, String>,
    start_dates: bool,
}

/// Which rows are totals.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Totals {
    /// A row without any dimension is one, if it equals the sum of the others.
    pub blank_dimensions: bool,
    /// A dimension cell is exactly this.
    pub equals: Vec<String>,
    /// The first filled cell starts with this.
    pub prefix: Vec<String>,
    /// A field beyond the header says this.
    pub extra_field: Vec<String>,
    /// Canonical columns to compare.
    pub compare: Vec<String>,
    /// Which of several totals to compare.
    pub main: Vec<String>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct FooterText {
    rows: Vec<String>,
}

/// A rule that leaves rows out.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Exclude {
    /// Canonical or extra column.
    pub column: String,
    /// Regular expression, whatever the case.
    #[serde(default)]
    pub matches: Option<String>,
    /// Any content at all.
    #[serde(default)]
    pub filled: bool,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct RowsText {
    first_of: Option<String>,
    exclude: Vec<Exclude>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct PersonalText {
    headers: Vec<String>,
}

/// What a card's title says.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Card {
    /// The canonical column.
    pub column: String,
    /// The network, where the title names it.
    #[serde(default)]
    pub platform: Option<String>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct BlocksText {
    titles: Vec<String>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ProfileText {
    name: String,
    title: String,
    #[serde(default)]
    vendor: String,
    table: String,
    platform: Option<String>,
    channel: Option<String>,
    evidence: Evidence,
    #[serde(default)]
    basis: Option<String>,
    #[serde(default, rename = "where")]
    source: String,
    date_from: Option<String>,
    refuse: Option<String>,
    #[serde(default)]
    priority: i32,
    #[serde(default)]
    layout: Layout,
    #[serde(default)]
    signature: SignatureText,
    #[serde(default)]
    columns: BTreeMap<String, ColumnText>,
    #[serde(default)]
    extra: BTreeMap<String, ColumnText>,
    #[serde(default)]
    derive: BTreeMap<String, DeriveText>,
    #[serde(default)]
    fallback: BTreeMap<String, Fallback>,
    #[serde(default)]
    constants: BTreeMap<String, String>,
    #[serde(default)]
    values: ValuesText,
    #[serde(default)]
    totals: Totals,
    #[serde(default)]
    footer: FooterText,
    #[serde(default)]
    rows: RowsText,
    #[serde(default)]
    personal: PersonalText,
    #[serde(default)]
    cards: BTreeMap<String, Card>,
    #[serde(default)]
    blocks: BlocksText,
}

/// A text or a regular expression to find in a header or a row.
#[derive(Clone, Debug)]
pub enum Pattern {
    /// The whole normalised text.
    Text(String),
    /// `re:` patterns.
    Regex(Regex),
}

impl Pattern {
    fn new(text: &str) -> std::result::Result<Self, String> {
        match text.strip_prefix("re:") {
            Some(pattern) => expression(pattern).map(Self::Regex),
            None => Ok(Self::Text(normalised(text))),
        }
    }

    /// Whether a normalised text matches.
    pub fn matches(&self, normalised: &str) -> bool {
        match self {
            Self::Text(text) => text == normalised,
            Self::Regex(pattern) => pattern.is_match(normalised),
        }
    }
}

/// A regular expression in the linear-time engine, whatever the case, with a bounded program.
pub fn expression(pattern: &str) -> std::result::Result<Regex, String> {
    regex::RegexBuilder::new(pattern)
        .case_insensitive(true)
        .size_limit(1 << 20)
        .build()
        .map_err(|error| format!("`{pattern}` is not a usable regular expression: {error}"))
}

/// One column as the reader uses it.
#[derive(Clone, Debug)]
pub struct ProfileColumn {
    /// Canonical or extra name.
    pub name: String,
    /// How to read its cells.
    pub kind: Kind,
    /// Where it is found and what is done with it.
    pub rule: ColumnRule,
    /// Header alternatives, normalised.
    patterns: Vec<Pattern>,
    /// [`ColumnRule::extract`], compiled.
    pub extract: Option<Regex>,
    /// Not of the canonical table: only formulas and row rules use it.
    pub extra: bool,
}

impl ProfileColumn {
    /// A column that is assigned by position.
    pub fn plain(name: &str, kind: Kind, rule: ColumnRule) -> Self {
        Self {
            name: name.into(),
            kind,
            rule,
            patterns: Vec::new(),
            extract: None,
            extra: false,
        }
    }
}

/// A formula that fills a column.
#[derive(Clone, Debug)]
pub struct Derivation {
    /// The column to fill.
    pub column: String,
    /// What to compute.
    pub formula: Formula,
    /// A note to print where it was used.
    pub mark: Option<String>,
}

/// One export format.
#[derive(Clone, Debug)]
#[allow(missing_docs)]
pub struct Profile {
    pub name: String,
    pub title: String,
    pub vendor: String,
    pub table: &'static Table,
    pub platform: Option<String>,
    pub channel: Option<String>,
    pub evidence: Evidence,
    pub basis: Option<String>,
    /// Where a user gets the file.
    pub source: String,
    pub date_from: Option<String>,
    pub refuse: Option<String>,
    pub priority: i32,
    pub layout: Layout,
    pub columns: Vec<ProfileColumn>,
    pub derive: Vec<Derivation>,
    pub fallback: Vec<(String, Fallback, Regex)>,
    pub constants: Vec<(String, String)>,
    pub date_order: Option<super::date::DateOrder>,
    pub decimal: Option<super::number::DecimalMark>,
    pub nulls: Vec<String>,
    /// The day column says when a row's span begins, unless the report is by day.
    pub start_dates: bool,
    pub language_hints: Vec<(String, super::number::DecimalMark)>,
    pub totals: Totals,
    pub footer: Vec<Pattern>,
    pub first_of: Option<String>,
    pub exclude: Vec<(Exclude, Option<Regex>)>,
    pub personal: Vec<Pattern>,
    pub cards: Vec<(String, Card)>,
    pub titles: Vec<String>,
    needs: Vec<Vec<String>>,
    headers: Vec<Pattern>,
    any: Vec<Pattern>,
    without: Vec<Pattern>,
    preamble: Option<Regex>,
    /// The header must hold little else (canonical tables, so that a stray `date` column is not taken for one).
    strict: bool,
}

/// A header cell assigned to a column.
#[derive(Clone, Debug)]
pub struct Assigned {
    /// Index in [`Profile::columns`].
    pub column: usize,
    /// Index of the cell in the header.
    pub cell: usize,
    /// The currency in the header's brackets.
    pub currency: Option<String>,
}

/// A header that fits a profile.
#[derive(Clone, Debug)]
pub struct Match {
    /// The profile.
    pub profile: Arc<Profile>,
    /// Which cell fills which column.
    pub assigned: Vec<Assigned>,
}

impl Match {
    /// Better matches first: priority, then columns used, then fewer columns known.
    fn score(&self) -> (i32, usize) {
        (self.profile.priority, self.assigned.len())
    }
}

impl Profile {
    /// Reads a profile from TOML.
    ///
    /// # Errors
    /// [`Error::BadProfile`] names what is wrong.
    pub fn parse(text: &str, path: &str) -> Result<Self> {
        let bad = |what: String| Error::BadProfile {
            path: path.into(),
            what,
        };
        let parsed: ProfileText = toml::from_str(text).map_err(|error| bad(error.to_string()))?;
        build(parsed).map_err(bad)
    }

    /// A canonical table as a format of its own.
    fn canonical(table: &'static Table) -> Self {
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
            date_from: None,
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
            start_dates: false,
            language_hints: Vec::new(),
            totals: Totals::default(),
            footer: Vec::new(),
            first_of: None,
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

    /// Assigns the cells of a header, if the signature holds.
    fn matched(self: &Arc<Self>, header: &[String], preamble: &str) -> Option<Match> {
        if self.layout != Layout::Rows {
            return None;
        }
        let assigned = self.assign(header);
        let found = |name: &String| {
            assigned
                .iter()
                .any(|one| self.columns[one.column].name == *name)
        };
        let present = |pattern: &Pattern| header.iter().any(|cell| pattern.matches(cell));
        let holds = self.needs.iter().all(|group| group.iter().any(found))
            && self.headers.iter().all(present)
            && (self.any.is_empty() || self.any.iter().any(present))
            && !self.without.iter().any(present)
            && self
                .preamble
                .as_ref()
                .is_none_or(|pattern| pattern.is_match(preamble))
            && (!self.strict || self.mostly_canonical(&assigned, header));
        holds.then(|| Match {
            profile: Arc::clone(self),
            assigned,
        })
    }

    fn mostly_canonical(&self, assigned: &[Assigned], header: &[String]) -> bool {
        let filled = header.iter().filter(|cell| !cell.is_empty()).count();
        assigned.len() >= 2 && assigned.len() * 10 >= filled * 6
    }

    fn assign(&self, header: &[String]) -> Vec<Assigned> {
        let mut assigned = Vec::new();
        for (index, column) in self.columns.iter().enumerate() {
            if let Some((cell, currency)) = column
                .patterns
                .iter()
                .find_map(|pattern| find_cell(pattern, column.kind, header))
            {
                assigned.push(Assigned {
                    column: index,
                    cell,
                    currency,
                });
            }
        }
        assigned
    }

    /// What keeps a header from matching, in words.
    fn missing(&self, header: &[String]) -> (usize, String) {
        let assigned = self.assign(header);
        let found = |name: &String| {
            assigned
                .iter()
                .any(|one| self.columns[one.column].name == *name)
        };
        let lacking: Vec<String> = self
            .needs
            .iter()
            .filter(|group| !group.iter().any(found))
            .map(|group| {
                group
                    .iter()
                    .take(3)
                    .cloned()
                    .collect::<Vec<_>>()
                    .join(" or ")
            })
            .collect();
        let hits = assigned.len();
        let what = if lacking.is_empty() {
            "its own marks".to_owned()
        } else {
            lacking.join(", ")
        };
        (
            hits,
            format!("{} ({hits} columns known, lacks {what})", self.name),
        )
    }

    /// Position of a column by name.
    pub fn column_index(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|column| column.name == name)
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

fn find_cell(pattern: &Pattern, kind: Kind, header: &[String]) -> Option<(usize, Option<String>)> {
    let exact = header
        .iter()
        .position(|cell| pattern.matches(cell))
        .map(|at| (at, None));
    if exact.is_some() || kind != Kind::Money {
        return exact;
    }
    header.iter().enumerate().find_map(|(at, cell)| {
        let (name, code) = split_currency(cell)?;
        pattern.matches(name).then_some((at, Some(code)))
    })
}

fn kind_of(name: &str) -> std::result::Result<Kind, String> {
    Ok(match name {
        "money" => Kind::Money,
        "count" => Kind::Count,
        "quantity" => Kind::Quantity,
        "rate" => Kind::Rate,
        "name" => Kind::Name,
        "id" => Kind::Id,
        "date" => Kind::Date,
        "seconds" => Kind::Seconds,
        other => return Err(format!("`{other}` is no kind of column")),
    })
}

fn column(
    name: &str,
    text: ColumnText,
    kind: Kind,
    extra: bool,
) -> std::result::Result<ProfileColumn, String> {
    let rule = match text {
        ColumnText::Plain(headers) => ColumnRule {
            headers,
            ..ColumnRule::default()
        },
        ColumnText::Full(rule) => rule,
    };
    let kind = rule.kind.as_deref().map_or(Ok(kind), kind_of)?;
    Ok(ProfileColumn {
        name: name.into(),
        kind,
        patterns: rule
            .headers
            .iter()
            .map(|header| Pattern::new(header))
            .collect::<std::result::Result<_, _>>()?,
        extract: rule.extract.as_deref().map(expression).transpose()?,
        rule,
        extra,
    })
}

fn patterns(texts: &[String]) -> std::result::Result<Vec<Pattern>, String> {
    texts.iter().map(|text| Pattern::new(text)).collect()
}

fn mark(text: &str) -> std::result::Result<super::number::DecimalMark, String> {
    match text {
        "." => Ok(super::number::DecimalMark::Dot),
        "," => Ok(super::number::DecimalMark::Comma),
        other => Err(format!("`{other}` is no decimal mark")),
    }
}

/// A date order by its short name.
pub fn order(text: &str) -> std::result::Result<super::date::DateOrder, String> {
    use super::date::DateOrder::{Dmy, Mdy, Ymd};
    match text {
        "dmy" => Ok(Dmy),
        "mdy" => Ok(Mdy),
        "ymd" => Ok(Ymd),
        other => Err(format!("`{other}` is no date order")),
    }
}

fn build(text: ProfileText) -> std::result::Result<Profile, String> {
    let table =
        schema::table(&text.table).ok_or_else(|| format!("`{}` is no table", text.table))?;
    let mut columns = Vec::new();
    for (name, rule) in text.columns {
        let known = table
            .column(&name)
            .ok_or_else(|| format!("table `{}` has no column `{name}`", table.name))?;
        columns.push(column(&name, rule, known.kind, false)?);
    }
    for (name, rule) in text.extra {
        columns.push(column(&name, rule, Kind::Name, true)?);
    }
    let derive = text.derive.into_iter().map(|(column, rule)| {
        let (formula, mark) = match rule {
            DeriveText::Plain(formula) => (formula, None),
            DeriveText::Marked { formula, mark } => (formula, Some(mark)),
        };
        Ok(Derivation {
            column,
            formula: Formula::parse(&formula)?,
            mark,
        })
    });
    let fallback = text
        .fallback
        .into_iter()
        .map(|(column, rule)| expression(&rule.matches).map(|found| (column, rule, found)));
    let exclude = text.rows.exclude.into_iter().map(|rule| {
        let pattern = rule.matches.as_deref().map(expression).transpose()?;
        Ok::<_, String>((rule, pattern))
    });
    let hints = text
        .values
        .language_hints
        .iter()
        .map(|(header, text)| Ok::<_, String>((normalised(header), mark(text)?)));
    let order = text.values.date_order.as_deref().map(order).transpose()?;
    Ok(Profile {
        derive: derive.collect::<std::result::Result<_, String>>()?,
        fallback: fallback.collect::<std::result::Result<_, _>>()?,
        exclude: exclude.collect::<std::result::Result<_, _>>()?,
        language_hints: hints.collect::<std::result::Result<_, _>>()?,
        date_order: order,
        decimal: text.values.decimal.as_deref().map(mark).transpose()?,
        nulls: text.values.nulls,
        start_dates: text.values.start_dates,
        footer: patterns(&text.footer.rows)?,
        personal: patterns(&text.personal.headers)?,
        headers: patterns(&text.signature.headers)?,
        any: patterns(&text.signature.any)?,
        without: patterns(&text.signature.without)?,
        preamble: text
            .signature
            .preamble
            .as_deref()
            .map(expression)
            .transpose()?,
        needs: text.signature.needs,
        cards: text
            .cards
            .into_iter()
            .map(|(title, card)| (normalised(&title), card))
            .collect(),
        titles: text
            .blocks
            .titles
            .iter()
            .map(|title| normalised(title))
            .collect(),
        constants: text.constants.into_iter().collect(),
        first_of: text.rows.first_of,
        totals: text.totals,
        columns,
        name: text.name,
        title: text.title,
        vendor: text.vendor,
        table,
        platform: text.platform,
        channel: text.channel,
        evidence: text.evidence,
        basis: text.basis,
        source: text.source,
        date_from: text.date_from,
        refuse: text.refuse,
        priority: text.priority,
        layout: text.layout,
        strict: false,
    })
}

/// All profiles that a run knows.
#[derive(Clone, Debug)]
pub struct Profiles {
    all: Vec<Arc<Profile>>,
    /// Normalised header text → profiles that know it, to skip the rest quickly.
    index: HashMap<String, Vec<usize>>,
    /// Profiles that must be asked whatever the header.
    always: Vec<usize>,
}

/// The profiles in the binary.
static BUILT_IN: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/profiles.rs"));

impl Profiles {
    /// The built-in profiles, the canonical tables, and the user's own (which win).
    ///
    /// # Errors
    /// [`Error::BadProfile`] for a user's profile that cannot be read.
    pub fn new(own: Vec<Profile>) -> Result<Self> {
        let mut all: Vec<Arc<Profile>> = Vec::new();
        for mut profile in own {
            profile.priority += 50;
            all.push(Arc::new(profile));
        }
        for (path, text) in BUILT_IN {
            all.push(Arc::new(Profile::parse(text, path)?));
        }
        all.extend(
            schema::TABLES
                .iter()
                .map(|table| Arc::new(Profile::canonical(table))),
        );
        Ok(Self::indexed(all))
    }

    /// One profile alone.
    pub fn only(profile: Profile) -> Self {
        Self::indexed(vec![Arc::new(profile)])
    }

    fn indexed(all: Vec<Arc<Profile>>) -> Self {
        let mut index: HashMap<String, Vec<usize>> = HashMap::new();
        let mut always = Vec::new();
        for (at, profile) in all.iter().enumerate() {
            let regexes = profile.columns.iter().any(|column| {
                column
                    .patterns
                    .iter()
                    .any(|pattern| matches!(pattern, Pattern::Regex(_)))
            });
            if profile.needs.is_empty() || regexes {
                always.push(at);
                continue;
            }
            let texts = profile.columns.iter().flat_map(|column| &column.patterns);
            for pattern in texts {
                if let Pattern::Text(text) = pattern {
                    let known = index.entry(text.clone()).or_default();
                    if known.last() != Some(&at) {
                        known.push(at);
                    }
                }
            }
        }
        Self { all, index, always }
    }

    /// Every profile.
    pub fn all(&self) -> &[Arc<Profile>] {
        &self.all
    }

    /// The profile that fits a normalised header best.
    pub fn best(&self, header: &[String], preamble: &str) -> Option<Match> {
        let mut asked = vec![false; self.all.len()];
        let mut best: Option<Match> = None;
        let by_currency = header
            .iter()
            .filter_map(|cell| split_currency(cell).map(|(name, _)| name));
        let known = header
            .iter()
            .map(String::as_str)
            .chain(by_currency)
            .filter_map(|cell| self.index.get(cell))
            .flatten();
        for at in known.chain(&self.always) {
            if std::mem::replace(&mut asked[*at], true) {
                continue;
            }
            if let Some(found) = self.all[*at].matched(header, preamble)
                && best
                    .as_ref()
                    .is_none_or(|best| found.score() > best.score())
            {
                best = Some(found);
            }
        }
        best
    }

    /// The card that a title line announces.
    pub fn card(&self, title: &str) -> Option<(Arc<Profile>, Card)> {
        let title = normalised(title);
        let cards = self
            .all
            .iter()
            .filter(|profile| profile.layout == Layout::Cards);
        cards.into_iter().find_map(|profile| {
            let (_, card) = profile.cards.iter().find(|(known, _)| *known == title)?;
            Some((Arc::clone(profile), card.clone()))
        })
    }

    /// The block profile that a title line belongs to.
    pub fn block(&self, title: &str) -> Option<Arc<Profile>> {
        let title = normalised(title);
        let blocks = self
            .all
            .iter()
            .filter(|profile| profile.layout == Layout::Blocks);
        blocks
            .into_iter()
            .find(|profile| profile.titles.contains(&title))
            .cloned()
    }

    /// A profile whose preamble matches, for reports that hold nothing but their preamble.
    pub fn by_preamble(&self, preamble: &str) -> Option<Arc<Profile>> {
        let fits = |profile: &&Arc<Profile>| {
            profile
                .preamble
                .as_ref()
                .is_some_and(|pattern| pattern.is_match(preamble))
        };
        self.all.iter().find(fits).cloned()
    }

    /// The profiles nearest to a header that none fits, in words.
    pub fn closest(&self, header: &[String]) -> Vec<String> {
        let mut near: Vec<(usize, String)> = self
            .all
            .iter()
            .map(|profile| profile.missing(header))
            .filter(|(hits, _)| *hits > 1)
            .collect();
        near.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
        near.into_iter().take(3).map(|(_, text)| text).collect()
    }
}

/// The day columns, which every dated table shares.
pub fn is_period_column(name: &str) -> bool {
    [col::DATE, col::PERIOD_START, col::PERIOD_END].contains(&name)
}
