//! Which rows, which period, what money means.

use std::path::PathBuf;

use regex::Regex;

use crate::cli::{Reckoned, ScopeArgs};
use crate::error::{Error, Result};
use crate::ingest::Overlap;
use crate::report::{Filter, Outcomes, Test};
use crate::schema::{Amount, CostType, col, platform_titled};
use crate::time::{Calendar, PeriodSpec, Reckoning};

use super::words::{choice, currency, pairs};

/// Which rows, which period, what money means.
#[derive(Clone, Debug)]
#[allow(missing_docs)]
pub struct Scope {
    pub filters: Vec<Filter>,
    pub calendar: Reckoning,
    pub period: Option<PeriodSpec>,
    pub spread: bool,
    pub currency: Option<String>,
    pub rates: Option<PathBuf>,
    pub margin: Option<Amount>,
    pub costs: Vec<(CostType, Amount)>,
    pub on_overlap: Overlap,
    pub outcomes: Outcomes,
}

/// The scope that the words mean.
///
/// # Errors
/// Wrong words, named with their option.
pub fn scope(args: &ScopeArgs) -> Result<Scope> {
    let margin = args.margin.as_deref().map(margin).transpose()?;
    let calendar = reckoning(args.calendar.as_deref(), &args.reckoned)?;
    Ok(Scope {
        filters: args
            .filters
            .iter()
            .map(|text| filter(text))
            .collect::<Result<_>>()?,
        calendar,
        period: args
            .period
            .as_deref()
            .map(|text| PeriodSpec::parse(text, calendar))
            .transpose()?,
        spread: args.spread_periods,
        currency: args.currency.as_deref().map(currency).transpose()?,
        rates: args.rates.clone(),
        margin,
        costs: costs(&args.cost)?,
        on_overlap: overlap(&args.on_overlap)?,
        outcomes: args
            .outcomes
            .as_deref()
            .map_or(Ok(Outcomes::Best), outcomes)?,
    })
}

/// The calendar that periods and times in keys follow; the Gregorian one without a word.
///
/// # Errors
/// Any other word.
pub fn calendar(text: Option<&str>) -> Result<Calendar> {
    let calendars = Calendar::ALL.map(|calendar| (calendar.name(), calendar));
    text.map_or(Ok(Calendar::default()), |text| {
        choice("calendar", text, &calendars)
    })
}

/// How years and weeks are counted: in the calendar that was typed, from the month and the day that the project says.
///
/// # Errors
/// Any other word.
pub fn reckoning(text: Option<&str>, said: &Reckoned) -> Result<Reckoning> {
    let calendar = calendar(text)?;
    let mut reckoning = Reckoning::from(calendar);
    // The first month of fiscal years is one of the project's calendar.
    let own = said.calendar.as_deref();
    let is_own = own.unwrap_or(Calendar::default().name()) == calendar.name();
    if let Some(month) = said.fiscal_year_start.filter(|_| is_own) {
        reckoning = reckoning.with_years_from(month);
    }
    if let Some(day) = said.week_start {
        reckoning = reckoning.with_weeks_from(day);
    }
    // The project's reader knows every name that it lets pass.
    let zone = said.time_zone.as_ref().and_then(|zone| zone.parse().ok());
    Ok(reckoning.in_zone(zone))
}

/// What to do with rows that two files give differently.
///
/// # Errors
/// Any other word.
pub fn overlap(text: &str) -> Result<Overlap> {
    let overlaps = [
        ("error", Overlap::Error),
        ("newest", Overlap::Newest),
        ("sum", Overlap::Sum),
    ];
    choice(
        "on-overlap",
        if text.is_empty() { "error" } else { text },
        &overlaps,
    )
}

pub(super) fn margin(text: &str) -> Result<Amount> {
    let (digits, percent) = text
        .strip_suffix('%')
        .map_or((text, false), |digits| (digits, true));
    let wrong = || Error::BadOption {
        what: format!("--margin {text}"),
        why: format!(
            "expected a fraction above 0 and up to 1, like 0.4 or 40%{}",
            meant(text)
        ),
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

/// What a margin with a decimal comma, or in hundredths, was probably meant to be.
fn meant(text: &str) -> String {
    let dotted = text.replace(',', ".");
    let digits = dotted.trim_end_matches('%').trim();
    let Some(value) = Amount::from_plain(digits).filter(|value| value.0 > 0) else {
        return String::new();
    };
    let one = Amount::whole(1);
    match (dotted != text, dotted.ends_with('%')) {
        (true, false) if value <= one => format!("; write {digits}"),
        (true, true) if value <= Amount::whole(100) => format!("; write {digits}%"),
        (_, false) if value >= Amount::whole(2) && value <= Amount::whole(100) => {
            format!("; write {digits}%")
        }
        _ => String::new(),
    }
}

/// Cost by type, a type given twice added up.
fn costs(texts: &[String]) -> Result<Vec<(CostType, Amount)>> {
    let mut costs: Vec<(CostType, Amount)> = Vec::new();
    for (name, amount) in pairs("cost", texts, "TYPE=AMOUNT, like labour=12000")? {
        let wrong = || Error::BadOption {
            what: format!("--cost {name}={amount}"),
            why: format!(
                "expected an amount of zero or more, like labour=12000{}",
                plainly(&amount)
            ),
        };
        // `14.424` is fourteen thousand to half of the world.
        if is_doubtful(&amount) {
            return Err(Error::BadOption {
                what: format!("--cost {name}={amount}"),
                why: format!(
                    "expected no doubt about the dot: write {} for thousands, or {amount}0",
                    amount.replace('.', "")
                ),
            });
        }
        let value = Amount::from_plain(&amount)
            .filter(|value| value.0 >= 0)
            .ok_or_else(wrong)?;
        let kind = cost_type(&name)?;
        match costs.iter_mut().find(|(known, _)| *known == kind) {
            Some((_, sum)) => *sum += value,
            None => costs.push((kind, value)),
        }
    }
    Ok(costs)
}

/// Whether a dot may part thousands: three digits after it, and one to three before it.
fn is_doubtful(amount: &str) -> bool {
    let digits = |text: &str| text.chars().all(|letter| letter.is_ascii_digit());
    amount.split_once('.').is_some_and(|(whole, rest)| {
        let is_group = (1..=3).contains(&whole.len()) && !whole.starts_with('0');
        is_group && rest.len() == 3 && digits(whole) && digits(rest)
    })
}

/// How an amount with thousands marks or a decimal comma would be right.
fn plainly(amount: &str) -> String {
    let text: String = amount
        .chars()
        .filter(|letter| !letter.is_whitespace())
        .collect();
    let (commas, dots) = (text.matches(',').count(), text.matches('.').count());
    let dotted = text.replace(',', ".");
    let plain = match (text.rfind(','), text.rfind('.')) {
        (Some(comma), Some(dot)) if comma > dot => text.replace('.', "").replace(',', "."),
        (Some(_), Some(_)) => text.replace(',', ""),
        (Some(_), None) if commas == 1 && is_doubtful(&dotted) => {
            return format!(
                "; write {} for thousands, or {dotted}0",
                text.replace(',', "")
            );
        }
        (Some(_), None) if commas == 1 => dotted,
        (Some(_), None) => text.replace(',', ""),
        (None, _) if dots > 1 => text.replace('.', ""),
        (None, _) => text.clone(),
    };
    match plain != amount && Amount::from_plain(&plain).is_some_and(|value| value.0 >= 0) {
        true => format!("; write {plain}"),
        false => String::new(),
    }
}

/// A type of cost by its name.
fn cost_type(name: &str) -> Result<CostType> {
    CostType::named(name).ok_or_else(|| match CostType::meant(name) {
        Some(meant) => Error::UnknownName {
            what: "type of cost",
            name: name.into(),
            nearest: vec![meant.name().into()],
        },
        None => Error::BadOption {
            what: format!("--cost {name}"),
            why: format!(
                "expected {} or {}",
                CostType::FULL.map(CostType::name).join(", "),
                CostType::Incidents.name()
            ),
        },
    })
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
    // Tables call platforms by their titles.
    let key = key.trim();
    let value = |text: &str| match key == col::PLATFORM {
        true => platform_titled(text).to_owned(),
        false => text.to_owned(),
    };
    let test = match rest {
        rest if rest.starts_with("=~") => Test::Matches(regex(&rest[2..])?),
        rest if rest.starts_with("!~") => Test::MatchesNot(regex(&rest[2..])?),
        rest if rest.starts_with("!=") => Test::IsNot(value(&rest[2..])),
        rest if rest.starts_with('=') => Test::Is(value(&rest[1..])),
        _ => {
            return Err(wrong(
                "expected KEY=VALUE, KEY!=VALUE, KEY=~REGEX or KEY!~REGEX",
            ));
        }
    };
    Ok(Filter {
        key: key.to_owned(),
        test,
    })
}
