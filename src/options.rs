//! What the program will do: the typed words with their meaning resolved. The only reader of environment and terminal.

use std::io::IsTerminal;
use std::path::PathBuf;
use std::str::FromStr;

use regex::Regex;

use crate::cli::{ColorWhen, Global, InputArgs, OutputArgs, ScopeArgs};
use crate::error::{Error, Result};
use crate::ingest::date::DateOrder;
use crate::ingest::number::DecimalMark;
use crate::ingest::{IngestOptions, Overlap};
use crate::render::{CsvFor, Format, RenderOptions};
use crate::report::{Filter, Outcomes, Test};
use crate::schema::{self, Amount};
use crate::time::{PeriodSpec, day};

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

/// Where a result goes and in what form.
#[derive(Clone, Debug)]
pub struct Destination {
    /// A file; standard output where `None`.
    pub file: Option<PathBuf>,
    /// The form.
    pub form: Form,
    /// How it is written.
    pub render: RenderOptions,
}

/// A form of output.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// A text format.
    Text(Format),
    /// A parquet file.
    Parquet,
}

/// `name=value` pairs of repeated options.
fn pairs(option: &str, texts: &[String]) -> Result<Vec<(String, String)>> {
    let pair = |text: &String| {
        let (name, value) = text
            .rsplit_once('=')
            .filter(|(name, value)| !name.is_empty() && !value.is_empty())
            .ok_or_else(|| Error::BadOption {
                what: format!("--{option} {text}"),
                why: "expected NAME=VALUE".into(),
            })?;
        Ok((name.trim().to_owned(), value.trim().to_owned()))
    };
    texts.iter().map(pair).collect()
}

fn globs(option: &str, texts: &[String]) -> Result<Vec<(glob::Pattern, String)>> {
    pairs(option, texts)?
        .into_iter()
        .map(|(pattern, value)| {
            let glob = glob::Pattern::new(&pattern).map_err(|error| Error::BadOption {
                what: format!("--{option} {pattern}"),
                why: error.to_string(),
            })?;
            Ok((glob, value))
        })
        .collect()
}

/// A currency code, upper case.
///
/// # Errors
/// [`Error::BadCurrency`].
pub fn currency(text: &str) -> Result<String> {
    let code = text.to_uppercase();
    if schema::is_currency(&code) {
        Ok(code)
    } else {
        Err(Error::BadCurrency { text: text.into() })
    }
}

fn choice<T: Copy>(option: &str, text: &str, choices: &[(&str, T)]) -> Result<T> {
    let found = choices
        .iter()
        .find(|(name, _)| *name == text)
        .map(|(_, value)| *value);
    found.ok_or_else(|| Error::BadOption {
        what: format!("--{option} {text}"),
        why: format!(
            "expected {}",
            choices
                .iter()
                .map(|(name, _)| *name)
                .collect::<Vec<_>>()
                .join(", ")
        ),
    })
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

/// Which rows, which period, what money means.
#[derive(Clone, Debug)]
#[allow(missing_docs)]
pub struct Scope {
    pub filters: Vec<Filter>,
    pub period: Option<PeriodSpec>,
    pub spread: bool,
    pub currency: Option<String>,
    pub rates: Option<PathBuf>,
    pub margin: Option<Amount>,
    pub costs: Vec<(String, Amount)>,
    pub on_overlap: Overlap,
    pub outcomes: Outcomes,
}

/// The scope that the words mean.
///
/// # Errors
/// Wrong words, named with their option.
pub fn scope(args: &ScopeArgs) -> Result<Scope> {
    let overlaps = [
        ("error", Overlap::Error),
        ("newest", Overlap::Newest),
        ("sum", Overlap::Sum),
    ];
    let margin = args.margin.as_deref().map(margin).transpose()?;
    let costs = pairs("cost", &args.cost)?
        .into_iter()
        .map(|(name, amount)| {
            let wrong = || Error::BadOption {
                what: format!("--cost {name}={amount}"),
                why: "expected an amount of zero or more, like labour=12000".into(),
            };
            let value = Amount::from_plain(&amount)
                .filter(|value| value.0 >= 0)
                .ok_or_else(wrong)?;
            Ok((name, value))
        });
    Ok(Scope {
        filters: args
            .filters
            .iter()
            .map(|text| filter(text))
            .collect::<Result<_>>()?,
        period: args
            .period
            .as_deref()
            .map(PeriodSpec::from_str)
            .transpose()?,
        spread: args.spread_periods,
        currency: args.currency.as_deref().map(currency).transpose()?,
        rates: args.rates.clone(),
        margin,
        costs: costs.collect::<Result<_>>()?,
        on_overlap: choice(
            "on-overlap",
            if args.on_overlap.is_empty() {
                "error"
            } else {
                &args.on_overlap
            },
            &overlaps,
        )?,
        outcomes: args
            .outcomes
            .as_deref()
            .map_or(Ok(Outcomes::Best), outcomes)?,
    })
}

fn margin(text: &str) -> Result<Amount> {
    let (digits, percent) = text
        .strip_suffix('%')
        .map_or((text, false), |digits| (digits, true));
    let wrong = || Error::BadOption {
        what: format!("--margin {text}"),
        why: "expected a fraction above 0 and up to 1, like 0.4 or 40%".into(),
    };
    let mut value = Amount::from_plain(digits.trim()).ok_or_else(wrong)?;
    if percent {
        value = value.over(Amount::whole(100)).ok_or_else(wrong)?;
    }
    if value.0 > 0 && value <= Amount::whole(1) {
        Ok(value)
    } else {
        Err(wrong())
    }
}

fn outcomes(text: &str) -> Result<Outcomes> {
    if text == "all" {
        return Ok(Outcomes::Kinds(crate::report::OutcomeKind::ALL.to_vec()));
    }
    let kinds = crate::report::OutcomeKind::ALL.map(|kind| (kind.name(), kind));
    text.split(',')
        .map(|name| choice("outcomes", name.trim(), &kinds))
        .collect::<Result<_>>()
        .map(Outcomes::Kinds)
}

/// `key=value`, `key!=value`, `key=~regex`, `key!~regex`.
fn filter(text: &str) -> Result<Filter> {
    let wrong = |why: &str| Error::BadOption {
        what: format!("--where {text}"),
        why: why.into(),
    };
    let at = text
        .find(['=', '!'])
        .ok_or_else(|| wrong("expected KEY=VALUE, KEY!=VALUE, KEY=~REGEX or KEY!~REGEX"))?;
    let (key, rest) = text.split_at(at);
    let regex = |pattern: &str| {
        Regex::new(pattern).map_err(|error| wrong(&error.to_string().replace('\n', " ")))
    };
    let test = match rest {
        rest if rest.starts_with("=~") => Test::Matches(regex(&rest[2..])?),
        rest if rest.starts_with("!~") => Test::MatchesNot(regex(&rest[2..])?),
        rest if rest.starts_with("!=") => Test::IsNot(rest[2..].to_owned()),
        rest if rest.starts_with('=') => Test::Is(rest[1..].to_owned()),
        _ => {
            return Err(wrong(
                "expected KEY=VALUE, KEY!=VALUE, KEY=~REGEX or KEY!~REGEX",
            ));
        }
    };
    Ok(Filter {
        key: key.trim().to_owned(),
        test,
    })
}

/// Where a table goes: the format by name, else by the file's extension, else a table for a terminal and CSV for a pipe.
///
/// # Errors
/// An unknown format.
pub fn destination(args: &OutputArgs, global: &Global, terminal: &Terminal) -> Result<Destination> {
    let named = args.format.as_deref().map(form).transpose()?;
    let by_extension = args.output.as_deref().and_then(|path| {
        let parquet = path
            .extension()
            .is_some_and(|extension| extension == "parquet");
        if parquet {
            Some(Form::Parquet)
        } else {
            Format::of_path(path).map(Form::Text)
        }
    });
    if let (None, None, Some(path)) = (named, by_extension, &args.output)
        && let Some(extension) = path.extension().and_then(|extension| extension.to_str())
    {
        return Err(Error::BadOption {
            what: format!("-o {}", path.display()),
            why: format!(
                "`.{extension}` is no format; expected .csv, .tsv, .json, .ndjson, .md, .txt or .parquet, or give --format"
            ),
        });
    }
    let default = if terminal.out && args.output.is_none() {
        Format::Table
    } else {
        Format::Csv
    };
    let form = match (args.tall, named.or(by_extension)) {
        (true, _) => Form::Text(Format::Tall),
        (false, Some(form)) => form,
        (false, None) => Form::Text(default),
    };
    let to_terminal = args.output.is_none() && terminal.out;
    let csv = [
        ("excel", CsvFor::Excel),
        ("excel-eu", CsvFor::ExcelEu),
        ("plain", CsvFor::Plain),
    ];
    Ok(Destination {
        file: args.output.clone(),
        form,
        render: RenderOptions {
            width: args.width.or(if to_terminal {
                terminal.width.or(Some(80))
            } else {
                None
            }),
            color: args.output.is_none() && terminal.color(global.color),
            totals: args.totals,
            raw_text: args.raw_text,
            csv_for: args
                .csv_for
                .as_deref()
                .map_or(Ok(CsvFor::Plain), |who| choice("csv-for", who, &csv))?,
        },
    })
}

fn form(name: &str) -> Result<Form> {
    if name == "parquet" {
        return Ok(Form::Parquet);
    }
    Format::from_str(name)
        .map(Form::Text)
        .map_err(|_| Error::BadOption {
            what: format!("--format {name}"),
            why: "expected table, tall, csv, tsv, json, ndjson, markdown or parquet".into(),
        })
}
