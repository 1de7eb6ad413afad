//! One value of one kind, from TOML or from a sheet's cell.

use chrono::NaiveDate;

use crate::schema::{CostType, Function, Grade, is_currency, nearest};
use crate::time::{Calendar, Period, PeriodError, PeriodSpec, Zone, day, zone_names};

use super::figure;
use super::marks::Marks;
use super::record::{Condition, Value};
use super::{Faults, shown};
use crate::project::fields::Kind;

/// What was written.
#[derive(Clone, Copy, Debug)]
pub enum Raw<'r> {
    /// A TOML string.
    Text(&'r str),
    /// A TOML number, as it is written.
    Number(&'r str),
    /// A TOML truth value.
    Flag(bool),
    /// A TOML date.
    Date(&'r str),
    /// A cell of a sheet.
    Cell(&'r str, Marks),
    /// A list, a table, a time.
    Other,
}

/// What is wrong with a value.
#[derive(Debug)]
pub struct Wrong {
    pub expected: String,
    pub hint: Option<String>,
}

/// What was expected, and how to mend it where there is a way.
pub(super) fn wrong(expected: impl Into<String>, hint: Option<String>) -> Wrong {
    Wrong {
        expected: expected.into(),
        hint,
    }
}

/// The keys that a scope may name.
pub const SCOPES: [&str; 7] = [
    "platform", "channel", "account", "campaign", "function", "country", "goal",
];

impl<'r> Raw<'r> {
    /// Text of a string, a date or a cell; a number's too where words may be numbers.
    fn words(self) -> Option<&'r str> {
        match self {
            Self::Text(text) | Self::Cell(text, _) | Self::Date(text) => Some(text.trim()),
            _ => None,
        }
    }
}

/// Reads a value of a kind that is no list and no table.
pub fn value(kind: &Kind, raw: Raw<'_>, faults: &Faults) -> Result<Value, Wrong> {
    match kind {
        Kind::Text => text(raw),
        Kind::Path => path(raw),
        Kind::Number
        | Kind::Positive
        | Kind::Above
        | Kind::Fraction
        | Kind::Share
        | Kind::Whole(..) => figure::number(kind, raw).map(Value::Amount),
        Kind::Day => day_of(raw).map(Value::Day),
        Kind::Period => period(raw).map(Value::Period),
        Kind::Currency => currency(raw).map(Value::Text),
        Kind::TimeZone => time_zone(raw).map(Value::Text),
        Kind::Flag => flag(raw).map(Value::Flag),
        Kind::Function | Kind::FunctionOrShared => function(kind, raw).map(Value::Function),
        Kind::CostType => cost_type(raw).map(Value::CostType),
        Kind::Grade => grade(raw).map(Value::Grade),
        Kind::Choice(words) => choice(words, raw).map(Value::Text),
        Kind::Metric => metric(&faults.metrics, raw),
        Kind::Model => known("an attribution model", "", &faults.models, raw),
        Kind::Scope => scope(raw).map(Value::Scope),
        Kind::Pattern => pattern(raw),
        Kind::Texts
        | Kind::Paths
        | Kind::Table(_)
        | Kind::Rows(_)
        | Kind::Keyed(..)
        | Kind::Sources => Err(wrong("another form", None)),
    }
}

fn text(raw: Raw<'_>) -> Result<Value, Wrong> {
    match raw {
        Raw::Text(text) | Raw::Cell(text, _) if !text.trim().is_empty() => {
            Ok(Value::Text(text.trim().to_owned()))
        }
        Raw::Number(_) | Raw::Date(_) => Err(wrong("a text", Some("put it in quotes".into()))),
        _ => Err(wrong("a text", None)),
    }
}

/// A text that is no path but for the `\` of Windows, which begins another sign in double quotes: `\n` ends a line.
fn path(raw: Raw<'_>) -> Result<Value, Wrong> {
    match text(raw)? {
        Value::Text(text) if text.contains(char::is_control) => {
            let hint = "`\\` begins a special sign in double quotes: write `/` in its place, or the path in single quotes";
            Err(wrong("a path", Some(hint.into())))
        }
        value => Ok(value),
    }
}

fn pattern(raw: Raw<'_>) -> Result<Value, Wrong> {
    let hint = || Some("`*` stands for any text, `?` for one letter".into());
    let Ok(Value::Text(text)) = text(raw) else {
        return Err(wrong("a pattern", hint()));
    };
    match glob::Pattern::new(&text) {
        Ok(_) => Ok(Value::Text(text)),
        Err(_) => Err(wrong("a pattern", hint())),
    }
}

fn day_of(raw: Raw<'_>) -> Result<NaiveDate, Wrong> {
    let read = raw.words().map(day);
    read.and_then(Result::ok).ok_or_else(|| {
        wrong(
            "a day",
            Some("write it as 2026-09-15, or 1405-06-24".into()),
        )
    })
}

/// The days of a period with both ends, in the calendar that its year belongs to.
pub fn period(raw: Raw<'_>) -> Result<Period, Wrong> {
    let text = match raw {
        Raw::Number(text) => Some(text),
        raw => raw.words(),
    };
    let read = |text: &str| {
        Calendar::ALL.into_iter().find_map(|calendar| {
            let spec = PeriodSpec::parse(text, calendar).ok()?;
            if spec.needs_as_of() {
                return None;
            }
            spec.resolve(NaiveDate::MIN)
                .ok()
                .filter(|period| !period.is_open())
        })
    };
    let turned = |text: &str| {
        let error = |calendar| PeriodSpec::parse(text, calendar).err();
        Calendar::ALL
            .into_iter()
            .filter_map(error)
            .find(|error| matches!(error, PeriodError::Reversed { .. }))?
            .hint()
    };
    text.and_then(read).ok_or_else(|| {
        if let Some(hint) = text.and_then(turned) {
            return wrong("a period that starts before it ends", Some(hint));
        }
        let padded = text
            .and_then(padded)
            .filter(|padded| read(padded).is_some());
        let hint = padded.map_or_else(
            || "write 2026-09, 2026-Q3, 2026, 2026-09-15 or 2026-09-01..2026-09-30".into(),
            |padded| format!("months and days have two digits: {padded}"),
        );
        wrong("a period with both ends", Some(hint))
    })
}

/// The same with two digits in each month and day; `None` where they have them.
fn padded(text: &str) -> Option<String> {
    let part = |part: &str| match part.parse::<u8>() {
        Ok(_) if part.len() == 1 => format!("0{part}"),
        _ => part.to_owned(),
    };
    let day = |day: &str| day.split('-').map(part).collect::<Vec<_>>().join("-");
    let padded = text.split("..").map(day).collect::<Vec<_>>().join("..");
    (padded != text).then_some(padded)
}

fn currency(raw: Raw<'_>) -> Result<String, Wrong> {
    let code = raw.words().filter(|code| is_currency(code));
    code.map(str::to_owned).ok_or_else(|| {
        let capitals = raw
            .words()
            .map(str::to_uppercase)
            .filter(|code| is_currency(code));
        let hint = capitals.map_or_else(
            || "three capitals, like EUR".to_owned(),
            |code| format!("did you mean `{code}`?"),
        );
        wrong("an ISO 4217 currency code", Some(hint))
    })
}

/// A name of the list that comes with the program, or an offset; spaces around it are none of it.
fn time_zone(raw: Raw<'_>) -> Result<String, Wrong> {
    let text = match raw {
        Raw::Cell(text, _) => Some(text.trim()),
        Raw::Text(text) => Some(text),
        _ => None,
    };
    let zone = text.filter(|text| text.parse::<Zone>().is_ok());
    zone.map(str::to_owned).ok_or_else(|| {
        let city = |text: &str| {
            let of = |name: &&str| {
                let last = name.rsplit('/').next();
                last.is_some_and(|last| last.eq_ignore_ascii_case(text.trim()))
            };
            zone_names().find(of)
        };
        let near = text
            .and_then(|text| city(text).or_else(|| nearest(text, zone_names())))
            .map(|near| format!("did you mean `{near}`?"));
        let form = || "write it as Europe/Berlin, UTC or +03:30".to_owned();
        wrong("a time zone", Some(near.unwrap_or_else(form)))
    })
}

fn flag(raw: Raw<'_>) -> Result<bool, Wrong> {
    match raw {
        Raw::Flag(flag) => Ok(flag),
        Raw::Cell(text, _) => match text.trim().to_lowercase().as_str() {
            "true" | "yes" | "1" => Ok(true),
            "false" | "no" | "0" => Ok(false),
            _ => Err(wrong("yes or no", None)),
        },
        _ => Err(wrong("true or false", None)),
    }
}

/// The name meant, else all of them.
fn meant(near: Option<&'static str>, all: &[&str]) -> Option<String> {
    Some(near.map_or_else(
        || format!("one of {}", all.join(", ")),
        |near| format!("did you mean `{near}`?"),
    ))
}

fn function(kind: &Kind, raw: Raw<'_>) -> Result<Option<Function>, Wrong> {
    let shared = matches!(kind, Kind::FunctionOrShared);
    let typed = raw.words().unwrap_or_default();
    if shared && typed.eq_ignore_ascii_case("shared") {
        return Ok(None);
    }
    Function::named(typed).map(Some).ok_or_else(|| {
        let mut all = Function::ALL.map(Function::name).to_vec();
        if shared {
            all.push("shared");
        }
        wrong(
            "a function",
            meant(Function::meant(typed).map(Function::name), &all),
        )
    })
}

fn cost_type(raw: Raw<'_>) -> Result<CostType, Wrong> {
    let typed = raw.words().unwrap_or_default();
    CostType::named(typed).ok_or_else(|| {
        let all = CostType::ALL.map(CostType::name);
        wrong(
            "a type of cost",
            meant(CostType::meant(typed).map(CostType::name), &all),
        )
    })
}

fn grade(raw: Raw<'_>) -> Result<Grade, Wrong> {
    let typed = raw.words().unwrap_or_default();
    Grade::named(typed).ok_or_else(|| {
        let all = Grade::ALL.map(Grade::name);
        wrong("an evidence grade", meant(None, &all))
    })
}

fn choice(words: &[&'static str], raw: Raw<'_>) -> Result<String, Wrong> {
    let typed = raw.words().unwrap_or_default();
    let word = words.iter().find(|word| word.eq_ignore_ascii_case(typed));
    word.map(|word| (*word).to_owned()).ok_or_else(|| {
        let near = nearest(typed, words.iter().copied());
        wrong(
            words.join(" or "),
            near.map(|near| format!("did you mean `{near}`?")),
        )
    })
}

/// A metric; a figure of the ledger is none, whatever its name.
fn metric(names: &[String], raw: Raw<'_>) -> Result<Value, Wrong> {
    const LIST: &str = "`social-roi metrics` lists them";
    let own = raw.words().and_then(|typed| typed.strip_prefix("ledger."));
    match own {
        Some(own) if names.iter().any(|name| name == own) => Err(wrong(
            "a metric",
            Some(format!(
                "`{own}` is the metric of `report`; figures of the ledger are none; {LIST}"
            )),
        )),
        Some(_) => Err(wrong(
            "a metric",
            Some(format!("figures of the ledger are none; {LIST}")),
        )),
        None => known("a metric", LIST, names, raw),
    }
}

/// A name out of a list that the caller knows.
fn known(what: &str, list: &str, names: &[String], raw: Raw<'_>) -> Result<Value, Wrong> {
    let typed = raw.words().unwrap_or_default();
    let same = names
        .iter()
        .find(|name| *name == typed)
        .or_else(|| names.iter().find(|name| name.eq_ignore_ascii_case(typed)));
    if let Some(name) = same {
        return Ok(Value::Text(name.clone()));
    }
    let near = nearest(typed, names.iter().map(String::as_str));
    let hint = near.map_or_else(
        || {
            if list.is_empty() {
                format!("one of {}", names.join(", "))
            } else {
                list.to_owned()
            }
        },
        |near| format!("did you mean `{near}`?"),
    );
    Err(wrong(what, Some(hint)))
}

fn scope(raw: Raw<'_>) -> Result<Vec<Condition>, Wrong> {
    let hint = || Some(format!("keys: {}; `all` for everything", SCOPES.join(", ")));
    let expected = "conditions like platform=meta";
    let text = raw.words().ok_or_else(|| wrong(expected, hint()))?;
    if text.is_empty() || text == "all" {
        return Ok(Vec::new());
    }
    let condition = |part: &str| {
        let (key, value) = part.split_once('=')?;
        let (key, value) = (key.trim(), value.trim());
        let right = SCOPES.contains(&key)
            && !value.is_empty()
            && glob::Pattern::new(value).is_ok()
            && (key != "function" || Function::named(value).is_some());
        right.then(|| Condition {
            key: key.to_owned(),
            value: value.to_owned(),
        })
    };
    let mut conditions = Vec::new();
    for part in text.split(',') {
        conditions.push(condition(part).ok_or_else(|| {
            let typed = part.split('=').next().unwrap_or_default();
            let near = nearest(typed, SCOPES).filter(|near| *near != typed.trim());
            let hint = near.map_or_else(hint, |near| Some(format!("did you mean `{near}`?")));
            wrong(expected, hint)
        })?);
    }
    conditions.sort();
    Ok(conditions)
}

/// A cell's text as messages quote it.
pub fn found(raw: Raw<'_>, source: &str) -> String {
    match raw {
        Raw::Cell(text, _) => shown(text),
        _ => shown(source),
    }
}
