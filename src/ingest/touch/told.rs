//! What a reading tells of its touch log: counts, days, currencies, and what was wrong with rows.

use crate::error::{Result, Warning};
use crate::ingest::IngestOptions;
use crate::ingest::date::DateOrder;
use crate::ingest::evidence::Conventions;
use crate::ingest::number::DecimalMark;
use crate::ingest::plan::Plan;
use crate::ingest::profile::Evidence;
use crate::ingest::reading::{Reading, Status};
use crate::ingest::table;
use crate::schema::cells::day_of;
use crate::schema::col;

use super::Outcome;
use super::row::TouchCounts;

/// Microseconds of a day.
const DAY: i64 = 86_400_000_000;

/// Tells a reading what came of its log.
pub(super) fn finish(
    reading: &mut Reading,
    plan: &Plan,
    conventions: &Conventions,
    outcome: Outcome,
    options: &IngestOptions,
) -> Result<()> {
    if let Some(error) = outcome.failed {
        return Err(error);
    }
    table::tell_columns(reading, plan);
    let counts = outcome.counts;
    reading.used = counts.used;
    reading.rejected = counts.rejected;
    reading.no_currency = counts.silent > 0;
    reading.rejects = outcome.rejects;
    reading.has_moments = counts.zoned > 0;
    reading.currencies = outcome.currencies.into_iter().collect();
    reading.decimal = conventions.mark_seen.then_some(match conventions.mark {
        DecimalMark::Dot => "point",
        DecimalMark::Comma => "comma",
    });
    reading.date_order = conventions.order.map(DateOrder::name);
    reading.dates = counts.span.and_then(|(from, to)| {
        let shown = |at: i64| options.zone.map_or(at, |zone| zone.clock_micros(at));
        let day = |at: i64| day_of(i32::try_from(shown(at).div_euclid(DAY)).ok()?);
        Some((day(from)?, day(to)?))
    });
    if counts.used == 0 && counts.rejected == 0 {
        reading.status = Status::NoRows;
        reading.message = "a touch log without rows".into();
    }
    warn(reading, plan, &counts, outcome.broken, options);
    Ok(())
}

fn warn(
    reading: &mut Reading,
    plan: &Plan,
    counts: &TouchCounts,
    broken: Option<u64>,
    options: &IngestOptions,
) {
    let path = reading.path.clone();
    let mut say = |what: String, hint: Option<&str>| {
        let warning = Warning::file(&path, what);
        reading.warnings.push(match hint {
            Some(hint) => warning.hint(hint),
            None => warning,
        });
    };
    if counts.rejected > 0 {
        let first = reading
            .rejects
            .first()
            .map(table::first_reject)
            .unwrap_or_default();
        let rows = counts.used + counts.rejected;
        let what = format!("{} of {rows} rows rejected; {first}", counts.rejected);
        say(what, Some(table::REJECTS_HINT));
    }
    if counts.future > 0 {
        let day = day_of(i32::try_from(options.touch.latest.div_euclid(DAY)).unwrap_or(i32::MAX));
        let day = day.map_or_else(String::new, |day| format!(" after {day}"));
        say(
            format!(
                "{} rows lie in the future{day} and are rejected",
                counts.future
            ),
            Some("`--as-of DATE` says which day counts as today"),
        );
    }
    if counts.epoch_zero > 0 {
        let what = format!(
            "{} rows have the clock's zero (1970-01-01) for a time and are rejected",
            counts.epoch_zero
        );
        say(what, None);
    }
    if counts.naive > 0 && counts.zoned > 0 {
        let zone = options.zone.map_or("UTC".into(), |zone| zone.to_string());
        let what = format!(
            "{} times state a zone and {} state none; those are taken as {zone}",
            counts.zoned, counts.naive
        );
        say(what, None);
    }
    if counts.days > 0 && counts.days < counts.used {
        let what = format!("{} times are days without a time of day", counts.days);
        say(what, None);
    }
    if counts.idle_values > 0 {
        let what = format!(
            "{} rows that do not convert state a value ({} in all), which is not counted",
            counts.idle_values, counts.idle_value
        );
        say(what, None);
    }
    if let Some(line) = broken {
        say(
            format!("characters are broken (first on line {line}) and stand as �"),
            None,
        );
    }
    if plan.slot(col::USER_ID).is_some() && plan.profile.evidence == Evidence::Documented {
        let name = &plan.profile.name;
        say(
            format!("format `{name}` is known from documentation only; check the figures"),
            None,
        );
    }
}
