//! What the program will do: the typed words with their meaning resolved. The only reader of environment and terminal.

mod attribute;
mod destination;
mod scope;
mod words;

use std::io::IsTerminal;

use crate::cli::{ColorWhen, InputArgs};
use crate::error::{Error, Result};
use crate::ingest::IngestOptions;
use crate::ingest::date::DateOrder;
use crate::ingest::number::DecimalMark;
use crate::time::day;
use words::{choice, globs};

pub use attribute::{attribute, credit, journeys, touches};
pub use destination::{Destination, Form, destination, lang};
pub use scope::{Scope, calendar, overlap, scope};
pub use words::currency;

/// What the environment says about the two output streams.
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
        }
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
pub fn ingest(args: &InputArgs) -> Result<IngestOptions> {
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
    let mut currency_of = globs("currency-of", &args.currency_of)?;
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
        account_of: globs("account-of", &args.account_of)?,
        platform_of: globs("platform-of", &args.platform_of)?,
        map: map(&args.map)?,
        as_of: args.as_of.as_deref().map(day).transpose()?,
        keep_rejects: args.rejects.is_some(),
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
