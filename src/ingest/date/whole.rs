//! A cell under `Month`, `Week`, `Quarter` or `Year`: it names a stretch of days, mostly by its first one.

use chrono::{Days, NaiveDate};

use super::{DateCell, DateError, DateOrder, date};
use crate::time::{Calendar, Grain, PeriodSpec};

/// Headers of a stretch of days, in lower case.
const HEADERS: [(Grain, &[&str]); 4] = [
    (
        Grain::Week,
        &["week", "semana", "woche", "semaine", "settimana"],
    ),
    (
        Grain::Month,
        &["month", "mes", "monat", "mês", "mois", "mese", "maand"],
    ),
    (
        Grain::Quarter,
        &["quarter", "trimestre", "quartal", "kwartaal"],
    ),
    (
        Grain::Year,
        &["year", "año", "jahr", "ano", "année", "anno", "jaar"],
    ),
];

/// The stretch that the cells under a normalised header name; `None` where they name days.
pub fn stretch_of(header: &str) -> Option<Grain> {
    let mut known = HEADERS.iter();
    let found = known.find(|(_, names)| names.contains(&header));
    found.map(|(grain, _)| *grain)
}

/// The days of a cell under such a header: `2026-01`, `Jan 2026`, `2026-Q1`, `Q1 2026`, `2026`, or any day of the stretch;
/// of a week its first.
///
/// # Errors
/// As [`date()`].
pub fn stretch(
    text: &str,
    grain: Grain,
    order: Option<DateOrder>,
) -> Result<Option<DateCell>, DateError> {
    let trimmed = text.trim();
    if let Some(range) = named(trimmed, grain) {
        return Ok(Some(range));
    }
    let month = || date(&format!("1 {trimmed}"), order);
    let is_month = grain == Grain::Month && starts_with_word(trimmed);
    let found = match is_month.then(month) {
        Some(Ok(Some(found @ DateCell::Day(_)))) => Some(found),
        _ => date(text, order)?,
    };
    Ok(found.map(|found| match found {
        DateCell::Day(moment) => whole(moment.day, grain),
        other => other,
    }))
}

/// A month, quarter or year by its number.
fn named(text: &str, grain: Grain) -> Option<DateCell> {
    let swapped = text
        .split_once(' ')
        .map(|(one, two)| format!("{two}-{one}"));
    let spec = |text: &str| {
        let known = text.len() <= "2026-Q1".len() && text.starts_with(|c: char| c.is_ascii_digit());
        PeriodSpec::parse(text, Calendar::Gregorian)
            .ok()
            .filter(|_| known)
    };
    let found =
        spec(text).or_else(|| spec(swapped.as_deref().filter(|_| grain == Grain::Quarter)?));
    let period = found.filter(|spec| !spec.needs_as_of())?;
    let period = period.resolve(NaiveDate::MAX).ok()?;
    let own = grain.fits(period.start, period.end, Calendar::Gregorian)?;
    (own.period() == period).then_some(DateCell::Range(period.start, period.end))
}

/// Whether a month's name may begin the text: letters, and a year after them.
fn starts_with_word(text: &str) -> bool {
    text.starts_with(char::is_alphabetic) && text.ends_with(|c: char| c.is_ascii_digit())
}

fn whole(day: NaiveDate, grain: Grain) -> DateCell {
    match grain {
        // Weeks begin where the export lets them.
        Grain::Week => {
            let last = day.checked_add_days(Days::new(6)).unwrap_or(day);
            DateCell::Range(day, last)
        }
        _ => {
            let days = grain.bucket(day, Calendar::Gregorian).period();
            DateCell::Range(days.start, days.end)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days(text: &str, grain: Grain) -> String {
        match stretch(text, grain, None) {
            Ok(Some(DateCell::Range(first, last))) => format!("{first}..{last}"),
            other => format!("{other:?}"),
        }
    }

    #[test]
    fn a_month_is_read_however_it_is_written() {
        for text in [
            "2026-01",
            "2026-01-01",
            "2026-01-01T00:00:00-05:00",
            "Jan 2026",
            "January 2026",
            "2026-01-01 - 2026-01-31",
        ] {
            assert_eq!(days(text, Grain::Month), "2026-01-01..2026-01-31", "{text}");
        }
        assert_eq!(
            days("2024-03-01 - 2024-03-11", Grain::Month),
            "2024-03-01..2024-03-11"
        );
        assert_eq!(stretch("", Grain::Month, None), Ok(None));
        assert_eq!(
            stretch("spring", Grain::Month, None),
            Err(DateError::NotADate)
        );
    }

    #[test]
    fn weeks_quarters_and_years_are_whole_too() {
        // A Sunday: weeks of a shop need not begin on Mondays.
        assert_eq!(days("2026-01-04", Grain::Week), "2026-01-04..2026-01-10");
        assert_eq!(
            days("Week of Jan 5, 2026", Grain::Week),
            "2026-01-05..2026-01-11"
        );
        for text in ["2026-Q1", "Q1 2026", "2026-01-01"] {
            assert_eq!(
                days(text, Grain::Quarter),
                "2026-01-01..2026-03-31",
                "{text}"
            );
        }
        assert_eq!(days("2026", Grain::Year), "2026-01-01..2026-12-31");
    }

    #[test]
    fn headers_name_stretches() {
        assert_eq!(stretch_of("month"), Some(Grain::Month));
        assert_eq!(stretch_of("woche"), Some(Grain::Week));
        assert_eq!(stretch_of("day"), None);
    }
}
