//! What a reading tells of a table: its columns, rows left out and rejected, totals that differ.

use crate::error::{Result, Warning};
use crate::ingest::fill::Filled;
use crate::ingest::number::DecimalMark;
use crate::ingest::plan::Plan;
use crate::ingest::reading::{Reading, Reject};
use crate::ingest::row::Fault;
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
) -> Result<()> {
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
    let rejects = filled
        .rejected
        .iter()
        .map(|rejected| reject(rejected, plan, text, place));
    reading.rejects = rejects.clone().take(SAMPLES).collect();
    if options.keep_rejects && reading.rejected > 0 {
        reading.reject_log = logged(rejects)?;
    }
    if reading.rejected > 0 {
        let what = format!(
            "{} of {} rows rejected; {}",
            reading.rejected,
            reading.rows(),
            first_reject(&reading.rejects[0])
        );
        let mend = mended(Fault::of(filled.rejected[0].fault), plan);
        let hint = mend.map_or_else(
            || REJECTS_HINT.to_owned(),
            |mend| format!("{mend}; {REJECTS_HINT}"),
        );
        reading
            .warnings
            .push(Warning::file(place.path, what).hint(hint));
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
    Ok(())
}

/// What mends rows that were rejected for their decimal mark.
fn mended(fault: Fault, plan: &Plan) -> Option<String> {
    let name = |mark| match mark {
        DecimalMark::Dot => "dot",
        DecimalMark::Comma => "comma",
    };
    match fault {
        Fault::WrongMark => Some(format!(
            "write it with the file's mark, or read the file with `--decimal {}`",
            name(plan.mark.other())
        )),
        Fault::MaybeThousands => Some(format!(
            "write thousands without a mark, or keep three decimals with `--decimal {}`",
            name(plan.mark)
        )),
        _ => None,
    }
}

/// Rejected rows as compressed CSV.
fn logged(rejects: impl Iterator<Item = Reject>) -> Result<Vec<u8>> {
    let encoder = zstd::stream::write::Encoder::new(Vec::new(), 1)?;
    let mut writer = csv::Writer::from_writer(encoder);
    for reject in rejects {
        writer
            .write_record(reject.fields())
            .map_err(std::io::Error::other)?;
    }
    let encoder = writer
        .into_inner()
        .map_err(|error| std::io::Error::other(error.to_string()))?;
    Ok(encoder.finish()?)
}
