//! How touches become journeys, and journeys credit.

use crate::attribution::transform::Transform;
use crate::attribution::{Collapse, Granularity, PathReset, SAMPLES, Ties};
use crate::cli::{AttributeArgs, JourneyArgs};
use crate::error::{Error, Result};
use crate::ingest::TouchOptions;
use crate::report::{AttributeOptions, By, Journeys, Measure, Seen, Show};
use crate::schema::col;
use crate::time::day;

use super::scope::{margin, reckoning};
use super::words::choice;

/// Microseconds of a day.
const DAY: f64 = 86_400e6;

/// Transforms of paths by name.
const TRANSFORMS: [(&str, Seen); 4] = [
    ("exposure", Seen::As(Transform::Exposure)),
    ("first", Seen::As(Transform::First)),
    ("unique", Seen::As(Transform::Unique)),
    ("frequency", Seen::Frequency),
];

/// Days that a log's clock may run ahead of ours before its rows count as damage.
const AHEAD: i64 = 366;

/// What the words mean for attribution; period and currency wait for the data.
///
/// # Errors
/// Wrong words, named with their option.
pub fn attribute(args: &AttributeArgs) -> Result<AttributeOptions> {
    let by = words(args.by.as_deref().unwrap_or(col::CHANNEL));
    let show = args
        .show
        .as_deref()
        .map(|text| choice("show", text, &Show::NAMES))
        .transpose()?;
    Ok(AttributeOptions {
        by: by
            .iter()
            .map(|name| By::parse(name))
            .collect::<Result<_>>()?,
        models: words(args.models.as_deref().unwrap_or_default()),
        journeys: journeys(&args.journeys)?,
        calendar: reckoning(args.calendar.as_deref(), &args.reckoned)?,
        period: None,
        margin: args.margin.as_deref().map(margin).transpose()?,
        margins: Vec::new(),
        of_margin: None,
        currency: None,
        bootstrap: bootstrap(args)?,
        measure: chosen("measure", &args.measure, &Measure::NAMES)?,
        top: args.top,
        show: if args.order_selection {
            Some(Show::Orders)
        } else {
            show
        },
    })
}

/// What the words mean for metrics of journeys, which need no model.
///
/// # Errors
/// Wrong words, named with their option.
pub fn without_model(args: &JourneyArgs) -> Result<AttributeOptions> {
    attribute(&AttributeArgs {
        journeys: args.clone(),
        ..AttributeArgs::default()
    })
}

/// The model whose credit takes the place of outcomes in a report, where one is asked for.
///
/// # Errors
/// Wrong words, named with their option.
pub fn credit(
    model: Option<&str>,
    lookback_days: Option<&str>,
) -> Result<Option<AttributeOptions>> {
    let Some(model) = model else {
        return Ok(None);
    };
    attribute(&AttributeArgs {
        models: Some(model.to_owned()),
        journeys: JourneyArgs {
            lookback_days: lookback_days.map(str::to_owned),
            ..JourneyArgs::default()
        },
        ..AttributeArgs::default()
    })
    .map(Some)
}

/// Resamples and the level of the intervals.
fn bootstrap(args: &AttributeArgs) -> Result<Option<(usize, f64)>> {
    let why = "expected a level in percent, above 0 and below 100, like 90";
    let level = args.interval.as_deref().map_or(Ok(90.0), |text| {
        let level = text.trim_end_matches('%').parse::<f64>().ok();
        level
            .filter(|level| *level > 0.0 && *level < 100.0)
            .ok_or_else(|| wrong("interval", text, why))
    })?;
    match args.bootstrap {
        None => Ok(None),
        Some(resamples @ 10..=100_000) => Ok(Some((resamples, level / 100.0))),
        Some(other) => Err(wrong(
            "bootstrap",
            &other.to_string(),
            "expected 10 to 100000 resamples, like 200",
        )),
    }
}

/// What the words mean for journeys and models.
///
/// # Errors
/// Wrong words, named with their option.
pub fn journeys(args: &JourneyArgs) -> Result<Journeys> {
    let list = |text: &Option<String>| words(text.as_deref().unwrap_or_default());
    let (clicks, views) = touch_types(args)?;
    Ok(Journeys {
        lookback: args
            .lookback_days
            .as_deref()
            .map(|text| days("lookback-days", text))
            .transpose()?,
        view_lookback: args
            .view_lookback_days
            .as_deref()
            .map(|text| days("view-lookback-days", text))
            .transpose()?,
        clicks,
        views,
        reset: chosen(
            "path-reset",
            &args.path_reset,
            &[
                ("after-conversion", PathReset::AfterConversion),
                ("none", PathReset::None),
            ],
        )?,
        ties: chosen(
            "ties",
            &args.ties,
            &[("order", Ties::Order), ("split", Ties::Split)],
        )?,
        collapse: if args.collapse {
            Collapse::Yes
        } else {
            Collapse::No
        },
        transform: args
            .transform
            .as_deref()
            .map(|text| choice("transform", text, &TRANSFORMS))
            .transpose()?,
        session: args.sessionize.as_deref().map(session).transpose()?,
        include: list(&args.include),
        exclude: list(&args.exclude),
        direct: list(&args.direct),
        separator: args.separator.clone(),
        half_life_days: args.half_life_days.as_deref().map_or(Ok(7.0), half_life)?,
        decay: chosen(
            "decay-granularity",
            &args.decay_granularity,
            &[("exact", Granularity::Exact), ("day", Granularity::Day)],
        )?,
        weights: args.weights.as_deref().map(weights).transpose()?,
        markov_order: order(args.markov_order)?,
        seed: args.seed.unwrap_or(1),
        samples: samples(args.samples)?,
    })
}

/// How touch logs are read; rows after `--as-of` are rejected, without it rows more than a year ahead of the clock.
///
/// # Errors
/// A day that is none.
pub fn touches(as_of: Option<&str>, args: &JourneyArgs) -> Result<TouchOptions> {
    let last = match as_of {
        Some(text) => day(text)?,
        None => chrono::Utc::now().date_naive() + chrono::TimeDelta::days(AHEAD),
    };
    let end = i64::from(crate::schema::cells::day_number(last) + 1) * DAY as i64 - 1;
    let own = words(args.conversion_event.as_deref().unwrap_or_default());
    let events = if own.is_empty() {
        TouchOptions::default().events
    } else {
        own
    };
    Ok(TouchOptions {
        latest: end,
        events: events.iter().map(|event| event.to_lowercase()).collect(),
        memory: free_memory(),
    })
}

/// Memory that the machine has to give, where it says so.
fn free_memory() -> Option<u64> {
    let text = std::fs::read_to_string("/proc/meminfo").ok()?;
    let line = text
        .lines()
        .find_map(|line| line.strip_prefix("MemAvailable:"))?;
    let kibibytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kibibytes.saturating_mul(1_024))
}

fn words(text: &str) -> Vec<String> {
    let words = text
        .split(',')
        .map(str::trim)
        .filter(|word| !word.is_empty());
    words.map(str::to_owned).collect()
}

fn chosen<T: Copy + Default>(
    option: &str,
    text: &Option<String>,
    choices: &[(&str, T)],
) -> Result<T> {
    text.as_deref()
        .map_or(Ok(T::default()), |text| choice(option, text, choices))
}

fn wrong(option: &str, text: &str, why: &str) -> Error {
    Error::BadOption {
        what: format!("--{option} {text}"),
        why: why.into(),
    }
}

/// Microseconds of a number of days.
fn days(option: &str, text: &str) -> Result<i64> {
    let days = text
        .parse::<f64>()
        .ok()
        .filter(|days| (0.0..=36_500.0).contains(days));
    days.map(|days| (days * DAY).round() as i64).ok_or_else(|| {
        wrong(
            option,
            text,
            "expected a number of days from 0 to 36500, like 30",
        )
    })
}

fn half_life(text: &str) -> Result<f64> {
    let days = text.parse::<f64>().ok().filter(|days| *days > 0.0);
    days.ok_or_else(|| {
        wrong(
            "half-life-days",
            text,
            "expected a number of days above 0, or inf",
        )
    })
}

/// Microseconds of `30m`, `2h`, `90s`, `1d`.
fn session(text: &str) -> Result<i64> {
    let why = "expected a time like 30m, 2h, 90s or 1d";
    let unit = text.chars().next_back().unwrap_or(' ');
    let seconds = match unit {
        's' => 1.0,
        'm' => 60.0,
        'h' => 3_600.0,
        'd' => 86_400.0,
        _ => return Err(wrong("sessionize", text, why)),
    };
    let number = text[..text.len() - 1].parse::<f64>().ok();
    let number = number.filter(|number| (0.0..1e6).contains(number));
    number
        .map(|number| (number * seconds * 1e6).round() as i64)
        .ok_or_else(|| wrong("sessionize", text, why))
}

fn weights(text: &str) -> Result<[f64; 3]> {
    let why = "expected three weights of first, middle and last touch, like 40,20,40";
    let numbers: Vec<f64> = text
        .split(',')
        .filter_map(|part| part.trim().parse().ok())
        .collect();
    match numbers[..] {
        [first, middle, last]
            if numbers
                .iter()
                .all(|weight| weight.is_finite() && *weight >= 0.0)
                && numbers.iter().sum::<f64>() > 0.0 =>
        {
            Ok([first, middle, last])
        }
        _ => Err(wrong("weights", text, why)),
    }
}

fn order(order: Option<usize>) -> Result<u8> {
    match order.unwrap_or(1) {
        order @ 1..=4 => Ok(order as u8),
        other => Err(wrong(
            "markov-order",
            &other.to_string(),
            "expected 1, 2, 3 or 4",
        )),
    }
}

fn samples(samples: Option<u32>) -> Result<u32> {
    match samples.unwrap_or(SAMPLES) {
        samples @ 1..=10_000_000 => Ok(samples),
        other => Err(wrong(
            "samples",
            &other.to_string(),
            "expected 1 to 10000000",
        )),
    }
}

fn touch_types(args: &JourneyArgs) -> Result<(bool, bool)> {
    let Some(text) = args.touch_types.as_deref() else {
        return Ok((true, true));
    };
    let types = words(text);
    for name in &types {
        choice("touch-types", name, &[("click", ()), ("view", ())])?;
    }
    let has = |name: &str| types.iter().any(|own| own == name);
    Ok((has("click"), has("view")))
}
