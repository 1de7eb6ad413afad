//! Whether what was assumed still holds, and was known by then.

use chrono::{Days, Months, NaiveDate};

use crate::check::verdict::Court;
use crate::check::words::day;
use crate::check::{Case, Dated, Place, Rule, Severity};

pub static RULES: [Rule; 2] = [
    Rule {
        id: "expired",
        title: "A figure of the project is out of date",
        severity: Severity::Warning,
        about: "an assumption, margin, role or experiment past its day `expires`, or set more than 12 months ago where it has none",
        mend: "set the figure anew, with its source and date, or say under `expires` how long it holds",
    },
    Rule {
        id: "dated-ahead",
        title: "A figure of the project is of a day to come",
        severity: Severity::Warning,
        about: "an assumption, margin, role or experiment dated, or costs and hours begun, after `--as-of`, or over three months after the last day of the files where that is not given",
        mend: "correct its year, or say with `--as-of DATE` which day is today",
    },
];

/// Days after the last one of the files within which somebody may have set a figure to judge them: a quarter.
const LATER: u64 = 92;

pub fn judge(case: &Case<'_>, court: &mut Court<'_>) {
    let Some(plan) = &case.plan else {
        return court.leave(&RULES, "there is no project file");
    };
    let Some(today) = case.today else {
        let some = !plan.dated.is_empty();
        return court.leave(
            &RULES,
            if some {
                "no day counts as today: `--as-of DATE` says which"
            } else {
                "the project assumes nothing"
            },
        );
    };
    let months = court.limits().expires_months;
    // Without a word it is the day after the last one of the files, whose figures are as of that one.
    let (latest, as_of) = match case.today_is_said {
        true => (Some(today), today),
        false => (
            today.checked_add_days(Days::new(LATER)),
            today.pred_opt().unwrap_or(today),
        ),
    };
    for entry in plan.dated.iter().chain(&plan.begun) {
        if let Some((found, latest)) = latest.and_then(|latest| ahead(entry, latest)) {
            let expected = format!("a day that is not after {}", day(latest));
            court.add(&RULES[1], Some(Place::from(&entry.spot)), found, expected);
        }
    }
    for entry in &plan.dated {
        if let Some((found, expected)) = judged(entry, as_of, months) {
            court.add(&RULES[0], Some(Place::from(&entry.spot)), found, expected);
        }
    }
}

/// That an entry was set on a day to come.
fn ahead(entry: &Dated, latest: NaiveDate) -> Option<(String, NaiveDate)> {
    let date = entry.date?;
    let found = || format!("{} {} {}", entry.what, entry.verb, day(date));
    (date > latest).then(|| (found(), latest))
}

/// What is wrong with an entry's age, and what was expected.
fn judged(entry: &Dated, today: NaiveDate, months: u32) -> Option<(String, String)> {
    if let Some(expires) = entry.expires {
        return (expires < today).then(|| {
            let found = format!("{} held until {}", entry.what, day(expires));
            (found, format!("a figure that holds on {}", day(today)))
        });
    }
    let date = entry.date?;
    let old = date.checked_add_months(Months::new(months))?;
    (old < today).then(|| {
        let found = format!("{} was set on {}", entry.what, day(date));
        (
            found,
            format!("a figure of the {months} months before {}", day(today)),
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_end_that_is_written_counts_before_the_age() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let of = |date: Option<&str>, expires: Option<&str>, today: &str| {
            let entry = Dated {
                what: "margin".into(),
                date: date.map(day),
                expires: expires.map(day),
                verb: "was set on",
                spot: crate::error::Spot::default(),
            };
            judged(&entry, day(today), 12).is_some()
        };
        assert!(!of(Some("2025-06-30"), None, "2026-06-30"));
        assert!(of(Some("2025-06-30"), None, "2026-07-01"));
        assert!(!of(Some("2020-01-01"), Some("2026-12-31"), "2026-12-31"));
        assert!(of(Some("2026-01-01"), Some("2026-12-31"), "2027-01-01"));
        assert!(!of(None, None, "2030-01-01"));
    }
}
