//! Whether figures keep up with what others reach (table T15), judged as targets are.

use super::targets::{actual, attained, is_reached, undefined};
use crate::check::verdict::Court;
use crate::check::words::{apart, day, percent_beside};
use crate::check::{Case, Compared, Data, Place, Rule, Severity};

pub static RULES: [Rule; 1] = [Rule {
    id: "benchmark-below",
    title: "A figure falls short of a benchmark",
    severity: Severity::Note,
    about: "a figure worse than that of others in `[[benchmarks]]`, over the days that both are about",
    mend: "see whether the benchmark is of the like of you (its source and sample); a target says what you aim at",
}];

pub fn judge(case: &Case<'_>, court: &mut Court<'_>) {
    // Few have benchmarks, and who has none lacks nothing.
    let Some(plan) = case
        .plan
        .as_ref()
        .filter(|plan| !plan.benchmarks.is_empty())
    else {
        return;
    };
    if let Some(why) = case.lacks_plan().or(case.lacks_data()) {
        return court.leave(&RULES, why);
    }
    let Some(data) = &case.data else {
        return;
    };
    if case.is_narrowed {
        return court.leave(
            &RULES,
            "--where narrows the rows, and benchmarks are for all of their scope",
        );
    }
    for benchmark in &plan.benchmarks {
        let mut skip = |why: &str| {
            let name = &benchmark.metric;
            court.leave(&RULES, format!("{}: {name}: {why}", benchmark.spot));
        };
        match sentence(benchmark, data) {
            Ok(Some((found, expected))) => {
                let place = Some(Place::from(&benchmark.spot));
                court.add(&RULES[0], place, found, expected);
            }
            Ok(None) => {}
            Err(why) => skip(&why),
        }
    }
}

/// What was found and expected; `None` where the figure is as good as the benchmark.
///
/// # Errors
/// Why it cannot be compared.
fn sentence(benchmark: &Compared, data: &Data<'_>) -> Result<Option<(String, String)>, String> {
    let days = benchmark
        .days
        .ok_or("the files have no day that it is about")?;
    let filters = &benchmark.scope.filters;
    let measured = (data.measure)(&benchmark.metric, filters, &days);
    let measured = measured.map_err(|error| error.to_string())?;
    let found = measured.ok_or("no metric of reports is called so")?;
    if !found.of_ledger && matches!((data.bears)(filters), Ok(false)) {
        return Err(benchmark.scope.nowhere());
    }
    if let Some(why) = undefined(&benchmark.metric, &found.cell) {
        return Err(why);
    }
    let lower = benchmark.lower_is_better.or(found.lower_is_better).ok_or(
        "neither more nor less of it is better as such: `direction` of the benchmark has to say which",
    )?;
    if found.rests_on_few {
        return Err("it rests on too few to be compared".into());
    }
    let column = &found.column;
    let actual = actual(&found).ok_or("the figure is no number")?;
    if is_reached(actual, benchmark.value, lower) {
        return Ok(None);
    }
    let of = match &benchmark.scope.words[..] {
        "all" => String::new(),
        words => format!(" of {words}"),
    };
    let share = attained(actual, benchmark.value, lower);
    let share = share.map(|share| format!(", {} of it", percent_beside(share, &[1.0])));
    let share = share.unwrap_or_default();
    let (told, theirs) = apart(actual, benchmark.value, column);
    let text = format!(
        "{}{of}, {}: {told} against the benchmark of {theirs}{share} ({}, {})",
        benchmark.metric,
        days.told(data.options.calendar),
        benchmark.source,
        day(benchmark.date)
    );
    let bound = if lower { "less" } else { "more" };
    Ok(Some((text, format!("{theirs} or {bound}"))))
}
