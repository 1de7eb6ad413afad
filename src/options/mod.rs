//! What the program will do: the typed words with their meaning resolved. The only reader of environment and terminal.

mod attribute;
mod chart;
mod destination;
mod ledger;
mod scope;
mod typed;
mod words;

use std::io::IsTerminal;

use chrono::{DateTime, Datelike, Utc};

use crate::cli::{ColorWhen, InputArgs};
use crate::error::{Error, Result};
use crate::ingest::IngestOptions;
use crate::ingest::date::DateOrder;
use crate::ingest::number::DecimalMark;
use crate::time::day;
use words::{choice, globs};

pub use attribute::{attribute, credit, journeys, touches, without_model};
pub use chart::{Picture, PictureForm, of_journeys, of_ledger, picture};
pub use destination::{Destination, Existing, Form, destination, lang};
pub use ledger::{Counting, LedgerOptions, LedgerTable, counting, ledger};
pub use scope::{Scope, calendar, overlap, reckoning, scope};
pub use typed::typed;
pub use words::currency;

/// What is kept of files beside their rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Keep {
    /// Nothing: figures are all that is wanted.
    #[default]
    Figures,
    /// What says how the figures came about: fingerprints of the files and every rejected row.
    Method,
}

/// What the environment says about the two output streams and the date of documents.
#[derive(Clone, Debug, Default)]
pub struct Terminal {
    /// Standard output is a terminal.
    pub out: bool,
    /// Standard error is a terminal.
    pub err: bool,
    /// Columns of the terminal.
    pub width: Option<usize>,
    /// `NO_COLOR` is set and not empty.
    pub no_color: bool,
    /// `CLICOLOR_FORCE` or `FORCE_COLOR` asks for colour.
    pub force_color: bool,
    /// `SOURCE_DATE_EPOCH`, where it is set and not empty.
    pub source_date_epoch: Option<String>,
}

impl Terminal {
    /// Looks at the process's own streams and environment.
    pub fn of_process() -> Self {
        let set = |name: &str| std::env::var(name).is_ok_and(|value| !value.is_empty());
        let force =
            |name: &str| std::env::var(name).is_ok_and(|value| !value.is_empty() && value != "0");
        let columns = std::env::var("COLUMNS")
            .ok()
            .and_then(|columns| columns.parse().ok());
        Self {
            out: std::io::stdout().is_terminal(),
            err: std::io::stderr().is_terminal(),
            width: terminal_size::terminal_size()
                .map(|(width, _)| usize::from(width.0))
                .or(columns),
            no_color: set("NO_COLOR"),
            force_color: force("CLICOLOR_FORCE") || force("FORCE_COLOR"),
            source_date_epoch: std::env::var("SOURCE_DATE_EPOCH")
                .ok()
                .filter(|seconds| !seconds.is_empty()),
        }
    }

    /// The moment that `SOURCE_DATE_EPOCH` gives to documents.
    ///
    /// # Errors
    /// What is no number of seconds since 1970, or lies beyond the years of documents.
    pub fn source_date(&self) -> Result<Option<DateTime<Utc>>> {
        let Some(text) = &self.source_date_epoch else {
            return Ok(None);
        };
        let seconds = text.parse().ok();
        let moment = seconds.and_then(|seconds| DateTime::from_timestamp(seconds, 0));
        moment
            .filter(|moment| (1970..=9999).contains(&moment.year()))
            .map(Some)
            .ok_or_else(|| Error::BadOption {
                what: format!("SOURCE_DATE_EPOCH={text}"),
                why: "expected seconds since 1970, like 1767225600".into(),
            })
    }

    /// Colour on standard output: `--color`, then `NO_COLOR`, then the forcing variables, then the terminal.
    pub fn color(&self, when: ColorWhen) -> bool {
        match when {
            ColorWhen::Always => true,
            ColorWhen::Never => false,
            ColorWhen::Auto if self.no_color => false,
            ColorWhen::Auto => self.force_color || self.out,
        }
    }
}

/// How the files are read.
///
/// # Errors
/// Wrong words, named with their option.
pub fn ingest(args: &InputArgs, keep: Keep) -> Result<IngestOptions> {
    let orders = [
        ("dmy", DateOrder::Dmy),
        ("mdy", DateOrder::Mdy),
        ("ymd", DateOrder::Ymd),
    ];
    let marks = [
        ("dot", DecimalMark::Dot),
        ("comma", DecimalMark::Comma),
        (".", DecimalMark::Dot),
        (",", DecimalMark::Comma),
    ];
    let mut currency_of = globs(
        "currency-of",
        &args.currency_of,
        "FILE=CURRENCY, like shop.csv=EUR",
    )?;
    for (_, code) in &mut currency_of {
        *code = currency(code)?;
    }
    Ok(IngestOptions {
        date_order: args
            .date_order
            .as_deref()
            .map(|text| choice("date-order", text, &orders))
            .transpose()?,
        decimal: args
            .decimal
            .as_deref()
            .map(|text| choice("decimal", text, &marks))
            .transpose()?,
        currency_of,
        account_of: globs(
            "account-of",
            &args.account_of,
            "FILE=NAME, like ads_de.csv=Germany",
        )?,
        platform_of: globs(
            "platform-of",
            &args.platform_of,
            "FILE=NAME, like posts.csv=mastodon",
        )?,
        map: map(&args.map)?,
        as_of: args.as_of.as_deref().map(day).transpose()?,
        zone: None,
        keep_rejects: args.rejects.is_some() || keep == Keep::Method,
        fingerprint: keep == Keep::Method,
        touch: crate::ingest::TouchOptions::default(),
    })
}

/// `--map spend=Their Header,campaign=Other`: a comma belongs to a header unless `name=` follows it.
fn map(texts: &[String]) -> Result<Vec<(String, String)>> {
    let mut pairs: Vec<(String, String)> = Vec::new();
    for part in texts.iter().flat_map(|text| text.split(',')) {
        match part.split_once('=') {
            Some((name, header)) if is_column_name(name.trim()) => {
                pairs.push((name.trim().into(), header.trim().into()))
            }
            _ => match pairs.last_mut() {
                Some((_, header)) => {
                    header.push(',');
                    header.push_str(part);
                }
                None => {
                    return Err(Error::BadOption {
                        what: format!("--map {part}"),
                        why: "expected COLUMN=HEADER".into(),
                    });
                }
            },
        }
    }
    Ok(pairs)
}

fn is_column_name(text: &str) -> bool {
    !text.is_empty()
        && text
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
}
