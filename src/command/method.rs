//! How the figures of a command came about: from what was read, what was asked for and what was shown.

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime};

use crate::cli::{AttributeArgs, InputArgs, ScopeArgs};
use crate::error::{Result, Warning};
use crate::ingest::{Reading, Reject};
use crate::options::Keep;
use crate::report::{
    AttributeOptions, Definition, InputFile, Method, RejectedRow, ReportOptions, TOLD, Table,
    attribution_definitions, model_definition,
};
use crate::schema::col;

use super::Stage;

/// The day of documents about no data: the first that archives can hold.
const NO_DAY: NaiveDate = NaiveDate::from_ymd_opt(1980, 1, 1).expect("a day of the calendar");

/// The program, the command line, and where it is to be kept, what was read.
///
/// # Errors
/// Only where the log of rejected rows is broken, which it is not.
pub fn method<'r>(
    readings: impl Iterator<Item = &'r Reading>,
    keep: Keep,
    stage: &Stage<'_>,
) -> Result<Method> {
    let mut method = Method {
        program: concat!("social-roi ", env!("CARGO_PKG_VERSION")).into(),
        command: stage.typed.clone(),
        ..Method::default()
    };
    for reading in readings.filter(|_| keep == Keep::Method) {
        method.inputs.push(input(reading));
        method.rejected_in_all += reading.rejected;
        let room = TOLD - method.rejected.len();
        let rejects = reading.first_rejects(room)?;
        method.rejected.extend(rejects.into_iter().map(rejected));
    }
    if keep == Keep::Method {
        super::own_files::add(&mut method, stage);
    }
    Ok(method)
}

fn input(reading: &Reading) -> InputFile {
    let fingerprint = reading.fingerprint.as_ref();
    let (first_day, last_day) = reading.dates.unzip();
    InputFile {
        path: reading.path.clone(),
        file: fingerprint.map_or_else(|| reading.path.clone(), |known| known.file.clone()),
        bytes: fingerprint.map(|known| known.bytes),
        sha256: fingerprint.map(|known| known.sha256.clone()),
        status: reading.status.words().into(),
        message: reading.message.clone(),
        format: reading.profile.clone().unwrap_or_default(),
        title: reading.title.clone().unwrap_or_default(),
        table: reading.table.unwrap_or_default().into(),
        encoding: reading.encoding.clone(),
        used: reading.used,
        rejected: reading.rejected,
        left_out: reading.left_out.clone(),
        first_day,
        last_day,
    }
}

fn rejected(reject: Reject) -> RejectedRow {
    RejectedRow {
        file: reject.file,
        line: reject.line,
        column: reject.column,
        expected: reject.expected,
        found: reject.found,
        row: reject.text,
    }
}

/// What a report was asked for: the settings that decide its figures.
pub fn set_scope(
    method: &mut Method,
    input: &InputArgs,
    args: &ScopeArgs,
    options: &ReportOptions,
) {
    let mut set = |name: &str, value: Option<String>| {
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            method.set(name, &value);
        }
    };
    let compared = options.compare.as_ref();
    let costs = options.costs.iter();
    let costs: Vec<String> = costs
        .map(|(kind, amount)| format!("{} {}", kind.name(), amount.rounded(2)))
        .collect();
    set("period", options.period.map(|period| period.to_string()));
    set(
        "compared with",
        compared.map(|(period, _)| period.to_string()),
    );
    set("as of", input.as_of.clone());
    set("calendar", args.calendar.clone());
    set(col::CURRENCY, options.currency.clone());
    set(
        "rates",
        args.rates.as_ref().map(|path| path.display().to_string()),
    );
    set("margin", options.margin.map(|margin| margin.to_string()));
    set("cost beside media", Some(costs.join(", ")));
    set("rows kept where", Some(args.filters.join(" and ")));
    set("outcomes", args.outcomes.clone());
    set(
        "rows that two files give differently",
        overlap(&args.on_overlap),
    );
}

/// How the tables of an attribution came about; most parameters stand among its notes.
pub fn of_attribution(
    mut method: Method,
    args: &AttributeArgs,
    options: &AttributeOptions,
    tables: &[Table],
    warnings: &[Warning],
) -> Method {
    set_attribution(&mut method, args, options);
    for table in tables {
        method = told(method, table, attribution_definitions(table), warnings);
    }
    method
}

fn set_attribution(method: &mut Method, args: &AttributeArgs, options: &AttributeOptions) {
    let mut set = |name: &str, value: Option<String>| {
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            method.set(name, &value);
        }
    };
    let by: Vec<&str> = options.by.iter().map(|key| key.name()).collect();
    set("credit by", Some(by.join(", ")));
    set("models", Some(options.models.join(", ")));
    set("period", options.period.map(|period| period.to_string()));
    set("as of", args.input.as_of.clone());
    set(col::CURRENCY, options.currency.clone());
    set(
        "rates",
        args.rates.as_ref().map(|path| path.display().to_string()),
    );
    set("margin", options.margin.map(|margin| margin.to_string()));
    set("lookback days", args.journeys.lookback_days.clone());
    set(
        "lookback days of views",
        args.journeys.view_lookback_days.clone(),
    );
    let resamples = options.bootstrap.map(|(resamples, level)| {
        let percent = level * 100.0;
        format!(
            "{percent} % from {resamples} resamples, seed {}",
            options.journeys.seed
        )
    });
    set("intervals", resamples);
    set(
        "rows that two files give differently",
        overlap(&args.on_overlap),
    );
}

/// What was said of overlaps, unless it is the default.
fn overlap(text: &str) -> Option<String> {
    (text != "error").then(|| text.to_owned())
}

/// The model whose credit stands in the place of outcomes.
pub fn set_credit(method: &mut Method, credit: &AttributeOptions) {
    for name in &credit.models {
        method.set("credit by model", name);
        method.definitions.extend(model_definition(name));
    }
}

/// The method of a table that is shown, complete.
pub fn told(
    mut method: Method,
    table: &Table,
    definitions: Vec<Definition>,
    warnings: &[Warning],
) -> Method {
    method.add(table, definitions);
    for warning in warnings {
        let text = warning.to_string();
        if !method.warnings.contains(&text) {
            method.warnings.push(text);
        }
    }
    method
}

/// The moment that documents bear: `SOURCE_DATE_EPOCH`, else the last day of the data. Never the clock's.
///
/// # Errors
/// A `SOURCE_DATE_EPOCH` that is no number of seconds.
pub fn moment(method: &Method, stage: &Stage<'_>) -> Result<NaiveDateTime> {
    let stated = stage.terminal.source_date()?;
    let day = method.last_day().unwrap_or(NO_DAY);
    Ok(stated.map_or_else(
        || day.and_time(NaiveTime::MIN),
        |seconds: DateTime<chrono::Utc>| seconds.naive_utc(),
    ))
}
