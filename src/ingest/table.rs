//! One found table, read: conventions decided, rows filled, totals reconciled, constants and currency set.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;
use polars::prelude::{Column, DataFrame};
use rayon::prelude::*;

use crate::error::{Error, Result, Warning};
use crate::schema::cells::{day_number, day_of};
use crate::schema::{self, Kind, col};

use super::blocks;
use super::columns::{Cells, NO_DAY};
use super::date::{self, DateOrder, Label};
use super::discover::{Form, Found, Stretch};
use super::evidence::{self, Given};
use super::fill::{self, Filled, Frame, Rejected};
use super::header;
use super::number::{self, DecimalMark};
use super::plan::Plan;
use super::profile::{Assigned, Card, ColumnRule, Layout, Match, Profile};
use super::reading::{Reading, Reject, Status};
use super::records::{Field, Records};
use super::row::Fault;
use super::totals;
use super::{IngestOptions, named_for};

/// How to see every rejected row.
const REJECTS_HINT: &str = "`--rejects FILE` writes all of them with their reasons";

/// Rejected rows that are kept with their text when nobody asks for all.
const SAMPLES: usize = 10;

/// Where a table was found.
#[derive(Clone, Copy, Debug)]
pub struct Place<'t> {
    /// The file as shown.
    pub path: &'t str,
    /// Named by the user.
    pub named: bool,
    /// The delimiter.
    pub delimiter: u8,
    /// A workbook or parquet file.
    pub origin: Option<&'static str>,
}

/// What the preamble says of days.
#[derive(Clone, Copy, Debug, Default)]
struct Preamble {
    range: Option<(NaiveDate, NaiveDate)>,
    generated: Option<NaiveDate>,
}

/// The reading of a table that failed after its format was known.
pub fn failed(found: &Found, place: &Place<'_>, error: &Error) -> Reading {
    let mut reading = Reading::failed(place.path, place.named, error);
    describe(&mut reading, profile_of(found), found, place);
    reading.hint = error.hint();
    reading
}

fn profile_of(found: &Found) -> &Arc<Profile> {
    match &found.form {
        Form::Rows(found) => &found.profile,
        Form::Card(profile, _) | Form::Block(profile) => profile,
    }
}

fn describe(reading: &mut Reading, profile: &Profile, found: &Found, place: &Place<'_>) {
    reading.table = Some(profile.table.name);
    reading.profile = Some(profile.name.clone());
    reading.title = Some(profile.title.clone());
    reading.evidence = Some(profile.evidence);
    reading.basis.clone_from(&profile.basis);
    reading.header_line = Some(found.header_line);
    reading.delimiter = place
        .origin
        .map_or_else(|| delimiter_name(place.delimiter), str::to_owned);
}

fn delimiter_name(delimiter: u8) -> String {
    match delimiter {
        b'\t' => "tab".into(),
        b',' => "comma".into(),
        b';' => "semicolon".into(),
        other => format!("`{}`", other as char),
    }
}

/// Reads one table.
///
/// # Errors
/// What makes the whole table unreadable: unclear conventions, a total that is none, a record that never ends.
pub fn read(
    text: &str,
    found: &Found,
    place: &Place<'_>,
    options: &IngestOptions,
) -> Result<Reading> {
    let profile = profile_of(found);
    let mut reading = Reading::new(place.path, place.named);
    describe(&mut reading, profile, found, place);
    if let Some(reason) = &profile.refuse {
        reading.status = Status::Refused;
        reading.message.clone_from(reason);
        return Ok(reading);
    }
    if let Form::Block(profile) = &found.form {
        return read_block(text, found, place, options, reading, profile);
    }
    let matched = match &found.form {
        Form::Rows(matched) => matched.clone(),
        Form::Card(profile, card) => card_match(profile, card, &found.header),
        Form::Block(_) => unreachable!("blocks were read above"),
    };
    let mut plan = Plan::new(&matched, &found.header);
    plan.as_of = options.as_of;
    read_rows(text, &mut plan, found, place, options, reading)
}

/// A titled card as a profile with two columns.
fn card_match(profile: &Arc<Profile>, card: &Card, header: &[String]) -> Match {
    let kind = |name: &str| {
        profile
            .table
            .column(name)
            .map_or(Kind::Count, |column| column.kind)
    };
    let column =
        |name: &str, kind| super::profile::ProfileColumn::plain(name, kind, ColumnRule::default());
    let mut one = (**profile).clone();
    one.layout = Layout::Rows;
    one.columns = vec![
        column(col::DATE, Kind::Date),
        column(&card.column, kind(&card.column)),
    ];
    if card.platform.is_some() {
        one.platform.clone_from(&card.platform);
    }
    let cells = header.len().min(2);
    let assigned = (0..cells)
        .map(|cell| Assigned {
            column: cell,
            cell,
            currency: None,
        })
        .collect();
    Match {
        profile: Arc::new(one),
        assigned,
    }
}

/// A block of shares, through a text of its own with one share a row.
fn read_block(
    text: &str,
    found: &Found,
    place: &Place<'_>,
    options: &IngestOptions,
    reading: Reading,
    profile: &Arc<Profile>,
) -> Result<Reading> {
    let block = blocks::block(text, place.delimiter, &found.rows);
    let title = found
        .header
        .iter()
        .find(|cell| !cell.trim().is_empty())
        .cloned()
        .unwrap_or_default();
    let quote = |cell: &str| format!("\"{}\"", cell.replace('"', "\"\""));
    let rows: String = block
        .shares
        .iter()
        .map(|(segment, share)| format!("{},{},{}\n", quote(&title), quote(segment), quote(share)))
        .collect();
    let column =
        |name: &str, kind| super::profile::ProfileColumn::plain(name, kind, ColumnRule::default());
    let mut one = (**profile).clone();
    one.layout = Layout::Rows;
    one.columns = vec![
        column(col::SECTION, Kind::Name),
        column(col::SEGMENT, Kind::Name),
        column(col::SHARE, Kind::Quantity),
    ];
    let assigned = (0..3)
        .map(|cell| Assigned {
            column: cell,
            cell,
            currency: None,
        })
        .collect();
    let matched = Match {
        profile: Arc::new(one),
        assigned,
    };
    let mut plan = Plan::new(
        &matched,
        &[col::SECTION.into(), col::SEGMENT.into(), col::SHARE.into()],
    );
    let inner = Found {
        rows: vec![Stretch {
            start: 0,
            end: rows.len(),
            line: found.header_line + 1,
        }],
        ..found.clone()
    };
    let own = Place {
        delimiter: b',',
        ..*place
    };
    let mut reading = read_rows(&rows, &mut plan, &inner, &own, options, reading)?;
    if block.mangled > 0 {
        let what = format!(
            "{} figures under `{title}` were turned into dates by a spreadsheet and are left empty",
            block.mangled
        );
        reading.warnings.push(
            Warning::file(place.path, what)
                .hint("export again and open the file without saving it in a spreadsheet"),
        );
    }
    Ok(reading)
}

fn read_rows(
    text: &str,
    plan: &mut Plan,
    found: &Found,
    place: &Place<'_>,
    options: &IngestOptions,
    mut reading: Reading,
) -> Result<Reading> {
    let preamble = preamble(&found.preamble, options.date_order);
    let given = Given {
        order: options.date_order,
        mark: options.decimal,
        range: preamble.range,
    };
    let conventions =
        evidence::conventions(text, place.delimiter, plan, &found.rows, &given, place.path)?;
    plan.mark = conventions.mark;
    plan.order = conventions.order;
    let days = preamble.range.map_or((NO_DAY, NO_DAY), |(from, to)| {
        (day_number(from), day_number(to))
    });
    let frame = Frame {
        text,
        delimiter: place.delimiter,
        path: place.path,
        days,
    };
    let mut filled = fill::fill(frame, plan, &found.rows)?;
    if plan.profile.start_dates {
        span_from_starts(&mut filled, days);
    }
    reading.totals = totals::reconcile(&mut filled, plan, days, place.path)?;
    reading.decimal = conventions
        .mark_seen
        .then_some(if conventions.mark == DecimalMark::Dot {
            "point"
        } else {
            "comma"
        });
    reading.date_order = conventions.order.map(|order| match order {
        DateOrder::Dmy => "dmy",
        DateOrder::Mdy => "mdy",
        DateOrder::Ymd => "ymd",
    });
    reading.generated = preamble.generated;
    tell_columns(&mut reading, plan);
    tell_rows(&mut reading, plan, &filled, text, place, options);
    finish(&mut reading, plan, filled, place, options)?;
    Ok(reading)
}

/// Rows that all begin with the report, which goes on for days, sum up the whole of it.
fn span_from_starts(filled: &mut Filled, (from, to): (i32, i32)) {
    let all_begin = filled
        .starts
        .iter()
        .zip(&filled.ends)
        .all(|(start, end)| *start == from && *end == from);
    if from != NO_DAY && to > from && all_begin {
        filled.ends.fill(to);
    }
}

fn preamble(lines: &[String], order: Option<DateOrder>) -> Preamble {
    let mut said = Preamble::default();
    let (mut start, mut end) = (None, None);
    for line in lines {
        match date::labelled_date(line) {
            Some((Label::Start, day)) => start = Some(day),
            Some((Label::End, day)) => end = Some(day),
            Some((Label::Generated, day)) => said.generated = Some(day),
            None => said.range = date::range_in(line, order).or(said.range),
        }
    }
    said.range = start.zip(end).or(said.range);
    said
}

fn tell_columns(reading: &mut Reading, plan: &Plan) {
    let told = plan
        .slots
        .iter()
        .filter_map(|slot| Some((slot.name.clone(), plan.header.get(slot.cell?)?.clone())));
    reading.columns = told.collect();
    reading.ignored = plan.ignored();
    reading.level = plan.level();
    reading.breakdowns = if reading.level.is_some() {
        plan.breakdowns()
    } else {
        Vec::new()
    };
}

fn tell_rows(
    reading: &mut Reading,
    plan: &Plan,
    filled: &Filled,
    text: &str,
    place: &Place<'_>,
    options: &IngestOptions,
) {
    reading.used = filled.used;
    reading.rejected = filled.rejected.len() as u64;
    if filled.continuations > 0 {
        reading.left_out.insert(
            "further lines of the record above".into(),
            filled.continuations,
        );
    }
    for (rule, count) in &filled.excluded {
        let (rule, _) = &plan.profile.exclude[*rule];
        let why = rule.matches.as_ref().map_or_else(
            || format!("`{}` is filled", rule.column),
            |matches| format!("`{}` is {matches}", rule.column),
        );
        reading.left_out.insert(why, *count);
    }
    let shown = if options.keep_rejects {
        filled.rejected.len()
    } else {
        filled.rejected.len().min(SAMPLES)
    };
    reading.rejects = filled.rejected[..shown]
        .iter()
        .map(|rejected| reject(rejected, plan, text, place))
        .collect();
    if reading.rejected > 0 {
        let what = format!(
            "{} of {} rows rejected; {}",
            reading.rejected,
            reading.rows(),
            first_reject(&reading.rejects[0])
        );
        reading
            .warnings
            .push(Warning::file(place.path, what).hint(REJECTS_HINT));
    }
    for check in reading
        .totals
        .iter()
        .filter(|check| check.verdict == totals::Verdict::Differs)
    {
        let what = format!(
            "{} of the rows is {}, but `{}` (line {}) says {}",
            check.column, check.sum, check.label, check.line, check.expected
        );
        reading.warnings.push(Warning::file(place.path, what));
    }
    if reading.evidence == Some(super::Evidence::Documented) && reading.used > 0 {
        let what = format!(
            "format `{}` is known from documentation only; check the figures against the platform",
            plan.profile.name
        );
        reading.warnings.push(Warning::file(place.path, what));
    }
}

/// Where and why the first row was rejected.
fn first_reject(first: &Reject) -> String {
    let column = first
        .column
        .as_ref()
        .map_or_else(String::new, |column| format!(", column `{column}`"));
    format!(
        "first: line {}{column}: expected {}, found `{}`",
        first.line, first.expected, first.found
    )
}

/// A rejected row with its text, personal cells masked.
fn reject(rejected: &Rejected, plan: &Plan, text: &str, place: &Place<'_>) -> Reject {
    let mut records = Records::new(
        text,
        place.delimiter,
        rejected.start,
        text.len(),
        rejected.line,
    );
    let mut fields: Vec<Field> = Vec::new();
    let _ = records.next(&mut fields);
    // In a row with more fields than the header nobody knows which of them are the personal ones.
    let shifted = fields.len() > plan.header.len() && plan.personal.contains(&true);
    let personal = |at: usize| plan.personal.get(at).copied().unwrap_or(false);
    let cell = |at: usize| {
        if shifted || personal(at) {
            "***".to_owned()
        } else {
            fields.get(at).map_or_else(String::new, |field| {
                clipped(&header::harmless(&field.text(text)), 80)
            })
        }
    };
    let cells: Vec<String> = (0..fields.len()).map(cell).collect();
    let at = rejected.cell as usize;
    Reject {
        file: place.path.into(),
        line: rejected.line,
        column: plan.header.get(at).cloned(),
        expected: match Fault::of(rejected.fault) {
            Fault::TooManyFields => format!("{} fields", plan.header.len()),
            fault => fault.expected().into(),
        },
        found: if at < fields.len() {
            cells[at].clone()
        } else {
            format!("{} fields", fields.len())
        },
        text: clipped(&cells.join(","), 500),
    }
}

fn clipped(text: &str, limit: usize) -> String {
    if text.chars().count() <= limit {
        text.to_owned()
    } else {
        text.chars().take(limit - 1).chain(['…']).collect()
    }
}

/// Constants, channel, currency, days: the columns that no cell of the file fills.
fn finish(
    reading: &mut Reading,
    plan: &Plan,
    filled: Filled,
    place: &Place<'_>,
    options: &IngestOptions,
) -> Result<()> {
    let rows = filled.used as usize;
    if rows == 0 {
        (reading.status, reading.message) = match reading.rejects.first() {
            Some(first) => (
                Status::Error,
                format!("no row could be read; {}", first_reject(first)),
            ),
            None if filled.no_data => {
                (Status::NoRows, "the file says that there is no data".into())
            }
            None if !reading.left_out.is_empty() => {
                (Status::NoRows, "every row is left out".into())
            }
            None => (Status::NoRows, "a header without rows".into()),
        };
        reading.hint = (reading.rejected > 0).then(|| REJECTS_HINT.into());
        return Ok(());
    }
    let names = plan
        .slots
        .iter()
        .filter(|slot| slot.kept)
        .map(|slot| slot.name.clone());
    let mut columns: BTreeMap<String, Cells> = names.zip(filled.columns).collect();
    for day in [
        col::DATE,
        col::PERIOD_START,
        col::PERIOD_END,
        col::DAY_OFFSET,
    ] {
        columns.remove(day);
    }
    note_derived(reading, plan, &columns);
    columns.retain(|_, cells| !cells.is_blank());
    warn_of_cells(reading, plan, &columns, place);
    set_names(&mut columns, plan, rows, place, options);
    set_currency(reading, &mut columns, plan, rows, place, options);
    if !columns.contains_key(col::PLATFORM)
        && matches!(plan.table.name, "ad_spend" | "posts" | "profiles_daily")
    {
        let what = "the file does not say which network it is from";
        reading
            .warnings
            .push(Warning::file(place.path, what).hint(format!(
                "say it with `--platform-of '{}=instagram'`",
                base(place.path)
            )));
    }
    let known = filled
        .starts
        .iter()
        .zip(&filled.ends)
        .filter(|(start, _)| **start != NO_DAY);
    let span = known.fold(None, |span: Option<(i32, i32)>, (start, end)| {
        Some(span.map_or((*start, *end), |(a, b)| (a.min(*start), b.max(*end))))
    });
    reading.dates = span.and_then(|(from, to)| Some((day_of(from)?, day_of(to)?)));
    if plan.slot(col::PERIOD_START).is_some()
        && plan.slot(col::PERIOD_END).is_none()
        && span.is_none()
        && plan.slot(col::DATE).is_none()
    {
        let what = "the rows say when they begin but not when they end: they count as `(no date)`";
        reading.warnings.push(Warning::file(place.path, what));
    }
    let mut filled_columns: Vec<(&str, Cells)> = plan
        .table
        .columns
        .iter()
        .filter_map(|column| {
            columns
                .remove(column.name)
                .map(|cells| (column.name, cells))
        })
        .collect();
    filled_columns.push((col::PERIOD_START, Cells::Days(filled.starts)));
    filled_columns.push((col::PERIOD_END, Cells::Days(filled.ends)));
    let frame: Vec<Column> = filled_columns
        .into_par_iter()
        .map(|(name, cells)| cells.into_column(name))
        .collect();
    reading.frame = Some(DataFrame::new(rows, frame)?);
    Ok(())
}

fn base(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

fn note_derived(reading: &mut Reading, plan: &Plan, columns: &BTreeMap<String, Cells>) {
    for (slot, rule) in &plan.derive {
        let derivation = &plan.profile.derive[*rule];
        let came = plan.slots[*slot].cell.is_none()
            && columns
                .get(&derivation.column)
                .is_some_and(|cells| !cells.is_blank());
        if let (Some(mark), true) = (&derivation.mark, came) {
            reading
                .notes
                .push(format!("{mark} ({})", base(&reading.path)));
        }
    }
}

fn warn_of_cells(
    reading: &mut Reading,
    plan: &Plan,
    columns: &BTreeMap<String, Cells>,
    place: &Place<'_>,
) {
    for (name, cells) in columns {
        let kind = plan.table.column(name).map(|column| column.kind);
        if let (Some(Kind::Id), Cells::Words(words)) = (kind, cells) {
            let damaged = words.count(number::is_damaged_id);
            if damaged > 0 {
                let what = format!(
                    "{damaged} identifiers in `{name}` were rounded by a spreadsheet (like 6.49E+17): different ones may look the same"
                );
                reading.warnings.push(
                    Warning::file(place.path, what)
                        .hint("export again and do not save the file in a spreadsheet"),
                );
            }
        }
    }
    if let Some(credits) = columns
        .get(col::SPEND)
        .map(Cells::negatives)
        .filter(|count| *count > 0)
    {
        reading.warnings.push(Warning::file(
            place.path,
            format!("{credits} rows have negative spend (credits); they are counted"),
        ));
    }
}

/// Platform, channel, account and other constants.
fn set_names(
    columns: &mut BTreeMap<String, Cells>,
    plan: &Plan,
    rows: usize,
    place: &Place<'_>,
    options: &IngestOptions,
) {
    let has = |name: &str| plan.table.column(name).is_some();
    for (name, text) in &plan.profile.constants {
        let kind = plan
            .table
            .column(name)
            .map_or(Kind::Name, |column| column.kind);
        columns
            .entry(name.clone())
            .or_insert_with(|| Cells::constant_of(kind, text, rows));
    }
    if has(col::PLATFORM) {
        if let Some(Cells::Words(words)) = columns.get_mut(col::PLATFORM) {
            words.rename(|name| {
                schema::network(name).map_or_else(|| name.to_lowercase(), str::to_owned)
            });
        }
        let stated =
            named_for(&options.platform_of, place.path).or(plan.profile.platform.as_deref());
        if let Some(platform) = stated {
            columns.insert(col::PLATFORM.into(), Cells::constant(platform, rows));
        }
    }
    if let Some(account) = named_for(&options.account_of, place.path).filter(|_| has(col::ACCOUNT))
    {
        columns.insert(col::ACCOUNT.into(), Cells::constant(account, rows));
    }
    if has(col::CHANNEL) && matches!(plan.table.name, "ad_spend" | "posts" | "profiles_daily") {
        set_channel(columns, plan, rows);
    }
}

/// The channel of spend: the profile's, else by campaign type, else the platform's usual one.
fn set_channel(columns: &mut BTreeMap<String, Cells>, plan: &Plan, rows: usize) {
    if columns.contains_key(col::CHANNEL) {
        return;
    }
    if let Some(channel) = &plan.profile.channel {
        columns.insert(col::CHANNEL.into(), Cells::constant(channel, rows));
        return;
    }
    let platform = match columns.get(col::PLATFORM) {
        Some(Cells::Words(words)) => words.clone(),
        _ => return,
    };
    let types = match columns.get(col::CAMPAIGN_TYPE) {
        Some(Cells::Words(words)) => Some(words.clone()),
        _ => None,
    };
    let paid = plan.table.name == "ad_spend";
    let mut channel = Cells::of(Kind::Name);
    for row in 0..rows {
        let platform = platform.word(row).unwrap_or_default();
        let by_type = types
            .as_ref()
            .and_then(|types| types.word(row))
            .and_then(|kind| schema::channel_of_campaign_type(platform, kind));
        match by_type.or_else(|| {
            if paid {
                schema::channel_of_platform(platform)
            } else {
                schema::channel_of_network(platform)
            }
        }) {
            Some(name) => channel.push_text(name),
            None => channel.push(&super::columns::Cell::Null),
        }
    }
    columns.insert(col::CHANNEL.into(), channel);
}

/// Currency by the file's column, its headers, or `--currency-of`.
fn set_currency(
    reading: &mut Reading,
    columns: &mut BTreeMap<String, Cells>,
    plan: &Plan,
    rows: usize,
    place: &Place<'_>,
    options: &IngestOptions,
) {
    if plan.table.column(col::CURRENCY).is_none() {
        return;
    }
    if let Some(Cells::Words(words)) = columns.get_mut(col::CURRENCY) {
        words.rename(|code| header::harmless(code.trim()).to_uppercase());
    }
    let given = named_for(&options.currency_of, place.path);
    match (
        columns.get(col::CURRENCY),
        plan.header_currency.as_deref(),
        given,
    ) {
        (_, _, Some(code)) => {
            columns.insert(col::CURRENCY.into(), Cells::constant(code, rows));
        }
        (None, Some(code), None) => {
            columns.insert(col::CURRENCY.into(), Cells::constant(code, rows));
        }
        _ => {}
    }
    if let Some(Cells::Words(words)) = columns.get(col::CURRENCY) {
        reading.currencies = words.distinct();
        let foreign: Vec<&String> = reading
            .currencies
            .iter()
            .filter(|code| !schema::is_currency(code))
            .collect();
        if let Some(code) = foreign.first() {
            reading.warnings.push(Warning::file(
                place.path,
                format!("`{code}` is not an ISO 4217 currency code"),
            ));
        }
    }
    let money = plan
        .table
        .columns
        .iter()
        .any(|column| column.kind == Kind::Money && columns.contains_key(column.name));
    reading.no_currency = money && reading.currencies.is_empty();
}

impl Cells {
    /// One text of a kind in every row.
    fn constant_of(kind: Kind, text: &str, rows: usize) -> Self {
        let number = schema::Amount::from_plain(text).filter(|_| fill::is_numeric(kind));
        let Some(number) = number else {
            return Self::constant(text, rows);
        };
        let mut cells = Self::of(kind);
        for _ in 0..rows {
            cells.push(&super::columns::Cell::Amount(number.0));
        }
        cells
    }

    /// One word in every row.
    pub fn constant(word: &str, rows: usize) -> Self {
        Self::Words(super::columns::Words::constant(word, rows))
    }
}
