//! What a reading tells of a table: its columns, rows left out and rejected, totals that differ.

use crate::error::Warning;
use crate::ingest::fill::Filled;
use crate::ingest::plan::Plan;
use crate::ingest::reading::Reading;
use crate::ingest::{Evidence, IngestOptions, totals};

use super::Place;
use super::reject::{first_reject, reject};

/// How to see every rejected row.
pub const REJECTS_HINT: &str = "`--rejects FILE` writes all of them with their reasons";

/// Rejected rows that are kept with their text when nobody asks for all.
const SAMPLES: usize = 10;

pub fn tell_columns(reading: &mut Reading, plan: &Plan) {
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

pub fn tell_rows(
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
    if reading.evidence == Some(Evidence::Documented) && reading.used > 0 {
        let what = format!(
            "format `{}` is known from documentation only; check the figures against the platform",
            plan.profile.name
        );
        reading.warnings.push(Warning::file(place.path, what));
    }
}
