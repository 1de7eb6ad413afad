//! What a user types for a period, and what it means on an as-of date.

use std::fmt;

use chrono::{NaiveDate, Weekday};

use super::bucket::Grain;
use super::calendar::Calendar;
use super::error::PeriodError;
use super::period::{EARLIEST, Period};
use super::reckoning::Reckoning;

/// A period as typed, in the calendar that its words follow; `Display` gives a form that parses to the same again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct PeriodSpec {
    form: Form,
    reckoning: Reckoning,
}

/// The forms of a period.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Form {
    /// Both ends are known: `2026-09`, `2026-09-01..2026-09-30`.
    Fixed(Period),
    /// From a day up to the as-of date: `2026-09-01..`.
    Since(NaiveDate),
    /// Everything up to a day: `..2026-09-30`.
    Until(NaiveDate),
    /// The last whole week, month, quarter or year before the one that the as-of date lies in.
    Last(Grain),
    /// From the first of the as-of date's month up to the as-of date: `this-month`.
    ThisMonth,
    /// From the first day of the as-of date's year up to the as-of date: `year-to-date`.
    YearToDate,
}

impl PeriodSpec {
    /// The last whole month before the one that the as-of date lies in.
    pub fn last_month(reckoning: impl Into<Reckoning>) -> Self {
        Self {
            form: Form::Last(Grain::Month),
            reckoning: reckoning.into(),
        }
    }

    /// The period that the text means in that calendar.
    ///
    /// # Errors
    /// Another form, days that the calendar lacks, a year of another calendar, weeks beside the Jalali calendar.
    pub fn parse(text: &str, reckoning: impl Into<Reckoning>) -> Result<Self, PeriodError> {
        let reckoning = reckoning.into();
        let form = form(text, reckoning)?;
        Ok(Self { form, reckoning })
    }

    /// The days that it means when today is `as_of`.
    ///
    /// # Errors
    /// [`PeriodError::StartsAfterAsOf`] where an open range starts after `as_of`.
    pub fn resolve(&self, as_of: NaiveDate) -> Result<Period, PeriodError> {
        let bucket = |grain: Grain| grain.bucket(as_of, self.reckoning);
        let since = |start| Period { start, end: as_of };
        Ok(match self.form {
            Form::Fixed(period) => period,
            Form::Since(start) if as_of < start => {
                return Err(PeriodError::StartsAfterAsOf {
                    start: self.reckoning.iso(start),
                    as_of: self.reckoning.iso(as_of),
                });
            }
            Form::Since(start) => since(start),
            Form::Until(end) => Period {
                start: EARLIEST,
                end,
            },
            Form::Last(grain) => bucket(grain).previous().period(),
            Form::ThisMonth => since(bucket(Grain::Month).start()),
            Form::YearToDate => since(bucket(Grain::Year).start()),
        })
    }

    /// The day that is today where the data end on `last`: that day for a period that runs up to today, else the day after
    /// it, so that a last month which the data cover whole is the last month.
    pub fn today_after(&self, last: NaiveDate) -> NaiveDate {
        match self.form {
            Form::ThisMonth | Form::YearToDate | Form::Since(_) => last,
            _ => last.succ_opt().unwrap_or(last),
        }
    }

    /// Whether its days depend on the as-of date, so that the date is worth printing.
    pub fn needs_as_of(&self) -> bool {
        !matches!(self.form, Form::Fixed(_) | Form::Until(_))
    }
}

impl fmt::Display for PeriodSpec {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let calendar = self.reckoning.calendar();
        match self.form {
            Form::Fixed(period) => out.write_str(&period.iso(calendar)),
            Form::Since(start) => write!(out, "{}..", calendar.iso(start)),
            Form::Until(end) => write!(out, "..{}", calendar.iso(end)),
            Form::Last(grain) => write!(out, "last-{grain}"),
            Form::ThisMonth => out.write_str("this-month"),
            Form::YearToDate => out.write_str("year-to-date"),
        }
    }
}

fn form(text: &str, reckoning: Reckoning) -> Result<Form, PeriodError> {
    let calendar = reckoning.calendar();
    let plain = latin_digits(text.trim()).to_ascii_lowercase();
    let whole = || PeriodError::UnknownPeriod {
        text: text.into(),
        calendar,
    };
    if let Some(name) = plain.strip_prefix("last-") {
        let grain = name.parse().ok().filter(|grain| *grain > Grain::Day);
        return match grain.ok_or_else(whole)? {
            Grain::Week if !reckoning.has_weeks() => {
                Err(PeriodError::NoWeeks { text: text.into() })
            }
            grain => Ok(Form::Last(grain)),
        };
    }
    match plain.as_str() {
        "this-month" => return Ok(Form::ThisMonth),
        "year-to-date" => return Ok(Form::YearToDate),
        _ => {}
    }
    let fixed = |part: &str| match part.strip_prefix("fy") {
        Some(year) => fiscal(year, text, reckoning, whole),
        None => fixed(part, calendar, whole),
    };
    let Some((from, to)) = plain.split_once("..") else {
        return fixed(&plain).map(Form::Fixed);
    };
    match (from.trim(), to.trim()) {
        ("", "") => Err(whole()),
        (from, "") => Ok(Form::Since(fixed(from)?.start)),
        ("", to) => Ok(Form::Until(fixed(to)?.end)),
        (from, to) => {
            let days = Period::in_calendar(fixed(from)?.start, fixed(to)?.end, calendar);
            // The ends as they were typed: of months turned round, months.
            let turned = |_| PeriodError::Reversed {
                start: from.into(),
                end: to.into(),
            };
            days.map(Form::Fixed).map_err(turned)
        }
    }
}

/// A single day in ISO form, as `--as-of` takes it: `2026-09-15`, or `1405-06-24`, as a year tells its calendar.
///
/// # Errors
/// [`PeriodError::UnknownDay`] for another form, [`PeriodError::NotInCalendar`] for a day like 30 February.
pub fn day(text: &str) -> Result<NaiveDate, PeriodError> {
    let plain = latin_digits(text.trim());
    let unknown = || PeriodError::UnknownDay { text: text.into() };
    let parts: Vec<&str> = plain.split('-').collect();
    let [year, _, _] = parts[..] else {
        return Err(unknown());
    };
    let calendar = number(year, 4).and_then(|year| Calendar::of_year(year as i32));
    let calendar = calendar.ok_or_else(unknown)?;
    fixed(&plain, calendar, unknown).map(|period| period.start)
}

/// A year, quarter, month, week or day; `unknown` is the error for any other form.
fn fixed(
    text: &str,
    calendar: Calendar,
    unknown: impl Fn() -> PeriodError,
) -> Result<Period, PeriodError> {
    let text = text.to_ascii_uppercase();
    let parts: Vec<&str> = text.split('-').collect();
    let year = number(parts[0], 4).ok_or_else(&unknown)? as i32;
    let of_year = Calendar::of_year(year).ok_or_else(&unknown)?;
    if of_year != calendar {
        return Err(PeriodError::OtherCalendar { text, calendar });
    }
    let (day, grain) = match parts[1..] {
        [] => (calendar.day(year, 1, 1), Grain::Year),
        [part] if part.starts_with('Q') => {
            let quarter = number(&part[1..], 1).ok_or_else(&unknown)?;
            // Quarter 0 would be a negative month: 99 is as impossible and no underflow.
            let month = quarter.checked_sub(1).map_or(99, |before| before * 3 + 1);
            (calendar.day(year, month, 1), Grain::Quarter)
        }
        [part] if part.starts_with('W') => {
            let week = number(&part[1..], 2).ok_or_else(&unknown)?;
            if calendar == Calendar::Jalali {
                return Err(PeriodError::NoWeeks { text });
            }
            let monday = NaiveDate::from_isoywd_opt(year, week, Weekday::Mon);
            (monday, Grain::Week)
        }
        [part] => {
            let month = number(part, 2).ok_or_else(&unknown)?;
            (calendar.day(year, month, 1), Grain::Month)
        }
        [month, day] => {
            let (month, day) = number(month, 2).zip(number(day, 2)).ok_or_else(&unknown)?;
            (calendar.day(year, month, day), Grain::Day)
        }
        _ => return Err(unknown()),
    };
    let day = day.ok_or(PeriodError::NotInCalendar { text, calendar })?;
    Ok(grain.bucket(day, calendar).period())
}

/// A fiscal year or a quarter of one: what stands after `FY`.
fn fiscal(
    year: &str,
    text: &str,
    reckoning: Reckoning,
    unknown: impl Fn() -> PeriodError,
) -> Result<Period, PeriodError> {
    if !reckoning.is_fiscal() {
        return Err(PeriodError::NoFiscalYear { text: text.into() });
    }
    let calendar = reckoning.calendar();
    let (year, quarter) = match year.split_once('-') {
        Some((year, quarter)) => (year, Some(quarter)),
        None => (year, None),
    };
    let year = number(year, 4).ok_or_else(&unknown)? as i32;
    if Calendar::of_year(year).ok_or_else(&unknown)? != calendar {
        let text = text.into();
        return Err(PeriodError::OtherCalendar { text, calendar });
    }
    let missing = || PeriodError::NotInCalendar {
        text: text.into(),
        calendar,
    };
    let first = reckoning.first_day(year).ok_or_else(missing)?;
    let Some(quarter) = quarter else {
        return Ok(Grain::Year.bucket(first, reckoning).period());
    };
    let quarter = quarter.strip_prefix('q').ok_or_else(&unknown)?;
    let quarter = number(quarter, 1).ok_or_else(&unknown)?;
    if !(1..=4).contains(&quarter) {
        return Err(missing());
    }
    let day = calendar.months_later(first, (quarter as i32 - 1) * 3);
    Ok(Grain::Quarter.bucket(day, reckoning).period())
}

/// The number that exactly `digits` ASCII digits spell.
fn number(text: &str, digits: usize) -> Option<u32> {
    (text.len() == digits && text.bytes().all(|byte| byte.is_ascii_digit()))
        .then(|| text.parse().ok())?
}

/// The text with Arabic and Persian digits as `0` to `9`.
fn latin_digits(text: &str) -> String {
    let latin = |digit: char, zero: char| char::from(b'0' + (digit as u32 - zero as u32) as u8);
    text.chars()
        .map(|char| match char {
            '\u{660}'..='\u{669}' => latin(char, '\u{660}'),
            '\u{6f0}'..='\u{6f9}' => latin(char, '\u{6f0}'),
            other => other,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::period::tests::{any_day, any_period, period};
    use super::*;
    use Calendar::{Gregorian, Jalali};
    use proptest::prelude::*;

    fn parsed(text: &str) -> Result<PeriodSpec, PeriodError> {
        PeriodSpec::parse(text, Gregorian)
    }

    fn resolved(text: &str, calendar: Calendar) -> Period {
        let as_of = NaiveDate::from_ymd_opt(2026, 10, 9).unwrap();
        let spec = PeriodSpec::parse(text, calendar).unwrap();
        spec.resolve(as_of).unwrap()
    }

    #[test]
    fn every_form_resolves_to_its_days() {
        let cases = [
            ("2026-09", "2026-09-01", "2026-09-30"),
            ("2024-02", "2024-02-01", "2024-02-29"),
            ("2026-Q3", "2026-07-01", "2026-09-30"),
            ("2026-q4", "2026-10-01", "2026-12-31"),
            ("2026", "2026-01-01", "2026-12-31"),
            ("2026-W37", "2026-09-07", "2026-09-13"),
            ("2026-W01", "2025-12-29", "2026-01-04"),
            ("2026-W53", "2026-12-28", "2027-01-03"),
            ("2026-09-15", "2026-09-15", "2026-09-15"),
            ("2026-09-01..2026-09-30", "2026-09-01", "2026-09-30"),
            ("2026-07..2026-09", "2026-07-01", "2026-09-30"),
            (" 2026-09-01 .. 2026-09-30 ", "2026-09-01", "2026-09-30"),
            ("۲۰۲۶-۰۹", "2026-09-01", "2026-09-30"),
            ("٢٠٢٦-٠٩", "2026-09-01", "2026-09-30"),
        ];
        for (text, start, end) in cases {
            assert_eq!(resolved(text, Gregorian), period(start, end), "{text}");
        }
    }

    #[test]
    fn relative_periods_count_from_the_as_of_date() {
        let cases = [
            ("last-week", "2026-09-28", "2026-10-04"),
            ("last-month", "2026-09-01", "2026-09-30"),
            ("last-quarter", "2026-07-01", "2026-09-30"),
            ("Last-Year", "2025-01-01", "2025-12-31"),
            ("this-month", "2026-10-01", "2026-10-09"),
            ("year-to-date", "2026-01-01", "2026-10-09"),
            ("2026-09-20..", "2026-09-20", "2026-10-09"),
            ("2026-09..", "2026-09-01", "2026-10-09"),
            ("..2026-09-30", "0001-01-01", "2026-09-30"),
        ];
        for (text, start, end) in cases {
            assert_eq!(resolved(text, Gregorian), period(start, end), "{text}");
        }
    }

    #[test]
    fn last_month_in_january_is_december() {
        let spec = parsed("last-month").unwrap();
        let as_of = NaiveDate::from_ymd_opt(2026, 1, 31).unwrap();
        assert_eq!(spec.resolve(as_of), Ok(period("2025-12-01", "2025-12-31")));
    }

    #[test]
    fn other_forms_are_refused_with_the_accepted_ones() {
        let texts = [
            "",
            "..",
            "septembre",
            "2026-9",
            "26-09",
            "2026/09",
            "2026-Q",
            "2026-Q33",
            "2026-W7",
            "2026-09-1",
            "1066-06",
            "2026-09-01-01",
            "last-day",
            "2026-09-01...2026-09-30",
            "2026-",
            "+026",
            "2026-é1",
            "2026-qé",
        ];
        for text in texts {
            let error = parsed(text).unwrap_err();
            assert_eq!(
                error.to_string(),
                format!("expected a period, found `{text}`")
            );
            assert_eq!(
                error.hint().as_deref(),
                Some(
                    "write 2026-09, 2026-Q3, 2026-W37, 2026, 2026-09-15, 2026-09-01..2026-09-30, 2026-09-01.., ..2026-09-30, \
                     last-week, last-month, last-quarter, last-year, this-month or year-to-date"
                )
            );
        }
    }

    #[test]
    fn the_hint_lists_only_forms_that_parse() {
        for (calendar, count) in [(Gregorian, 14), (Jalali, 12)] {
            let error = PeriodSpec::parse("x", calendar).unwrap_err();
            let hint = error.hint().unwrap();
            let forms = hint.trim_start_matches("write ").replace(" or ", ", ");
            assert_eq!(forms.split(", ").count(), count);
            for form in forms.split(", ") {
                assert!(PeriodSpec::parse(form, calendar).is_ok(), "{form}");
            }
        }
    }

    /// 1 Mehr 1405 is 23 September 2026, 1 Farvardin 21 March; 9 October is 17 Mehr.
    #[test]
    fn jalali_periods_are_those_of_that_calendar() {
        let cases = [
            ("1405-07", "2026-09-23", "2026-10-22"),
            ("1403-12", "2025-02-19", "2025-03-20"),
            ("1405-Q3", "2026-09-23", "2026-12-21"),
            ("1405", "2026-03-21", "2027-03-20"),
            ("1405-07-01", "2026-09-23", "2026-09-23"),
            ("1405-07-01..1405-07-15", "2026-09-23", "2026-10-07"),
            ("۱۴۰۵-۰۷", "2026-09-23", "2026-10-22"),
            ("last-month", "2026-08-23", "2026-09-22"),
            ("last-quarter", "2026-06-22", "2026-09-22"),
            ("last-year", "2025-03-21", "2026-03-20"),
            ("this-month", "2026-09-23", "2026-10-09"),
            ("year-to-date", "2026-03-21", "2026-10-09"),
            ("1405-07..", "2026-09-23", "2026-10-09"),
            ("..1405-07", "0001-01-01", "2026-10-22"),
        ];
        for (text, start, end) in cases {
            assert_eq!(resolved(text, Jalali), period(start, end), "{text}");
        }
    }

    #[test]
    fn a_year_of_the_other_calendar_names_the_option() {
        let error = parsed("1405-07").unwrap_err();
        assert_eq!(
            error.to_string(),
            "expected a period of the Gregorian calendar, found `1405-07`"
        );
        assert_eq!(
            error.hint().as_deref(),
            Some("the year looks Jalali: give `--calendar jalali`")
        );
        let error = PeriodSpec::parse("1405-07-01..2026-10-01", Jalali).unwrap_err();
        assert_eq!(
            error.to_string(),
            "expected a period of the Jalali calendar, found `2026-10-01`"
        );
        assert_eq!(
            error.hint().as_deref(),
            Some("the year looks Gregorian: give `--calendar gregorian`")
        );
    }

    #[test]
    fn jalali_periods_that_are_none_are_refused_in_their_terms() {
        for text in ["1405-W10", "last-week"] {
            let error = PeriodSpec::parse(text, Jalali).unwrap_err();
            assert_eq!(error, PeriodError::NoWeeks { text: text.into() });
        }
        let error = PeriodSpec::parse("1404-12-30", Jalali).unwrap_err();
        assert_eq!(
            error.to_string(),
            "expected a period of the calendar, found `1404-12-30`"
        );
        assert_eq!(
            error.hint().as_deref(),
            Some(
                "days run to the end of their month, months from 01 to 12, quarters from Q1 to Q4; 12 has 29 days, 30 in leap years"
            )
        );
        let error = PeriodSpec::parse("1405-07..1405-06", Jalali).unwrap_err();
        assert_eq!(
            error.to_string(),
            "expected a period that starts before it ends, found `1405-07..1405-06`"
        );
    }

    #[test]
    fn ends_turned_round_are_told_as_they_were_typed() {
        let error = parsed("2026-06..2026-04").unwrap_err();
        let hint = "its ends are turned round: did you mean 2026-04..2026-06?";
        assert_eq!(error.hint().as_deref(), Some(hint));
    }

    #[test]
    fn days_outside_the_calendar_are_named() {
        for text in [
            "2026-13",
            "2026-00",
            "2026-Q0",
            "2026-Q5",
            "2026-W00",
            "2025-W53",
            "2026-02-29",
            "2026-04-31",
        ] {
            let error = parsed(text).unwrap_err();
            assert_eq!(
                error.to_string(),
                format!("expected a period of the calendar, found `{text}`")
            );
        }
        let error = parsed("2026-09-01..2026-09-31").unwrap_err();
        assert_eq!(
            error.to_string(),
            "expected a period of the calendar, found `2026-09-31`"
        );
        assert_eq!(
            error.hint().as_deref(),
            Some(
                "days run to the end of their month, months from 01 to 12, quarters from Q1 to Q4, ISO weeks from W01 to W52 or W53"
            )
        );
    }

    #[test]
    fn an_open_range_may_not_start_after_the_as_of_date() {
        let spec = parsed("2026-09-01..").unwrap();
        let error = spec
            .resolve(NaiveDate::from_ymd_opt(2026, 8, 31).unwrap())
            .unwrap_err();
        assert_eq!(
            error.to_string(),
            "expected a period that starts by the as-of date 2026-08-31, found `2026-09-01..`"
        );
        assert_eq!(
            error.hint().as_deref(),
            Some("give a later `--as-of DATE`, or both ends of the period")
        );
    }

    #[test]
    fn a_day_is_an_iso_date() {
        assert_eq!(
            day("2026-09-15"),
            Ok(NaiveDate::from_ymd_opt(2026, 9, 15).unwrap())
        );
        assert_eq!(
            day("2026-02-30"),
            Err(PeriodError::NotInCalendar {
                text: "2026-02-30".into(),
                calendar: Gregorian
            })
        );
        assert_eq!(
            day("۱۴۰۵-۰۸-۰۱"),
            Ok(NaiveDate::from_ymd_opt(2026, 10, 23).unwrap())
        );
        let error = day("2026-09").unwrap_err();
        assert_eq!(error.to_string(), "expected a date, found `2026-09`");
        assert_eq!(error.hint().as_deref(), Some("write it as 2026-09-15"));
    }

    fn any_form() -> impl Strategy<Value = Form> {
        prop_oneof![
            any_period().prop_map(Form::Fixed),
            any_day().prop_map(Form::Since),
            any_day().prop_map(Form::Until),
            proptest::sample::select(vec![Grain::Month, Grain::Quarter, Grain::Year])
                .prop_map(Form::Last),
            Just(Form::ThisMonth),
            Just(Form::YearToDate),
        ]
    }

    proptest! {
        #[test]
        fn a_printed_spec_parses_to_itself(form in any_form()) {
            for calendar in Calendar::ALL {
                let reckoning = calendar.into();
                let spec = PeriodSpec { form, reckoning };
                prop_assert_eq!(PeriodSpec::parse(&spec.to_string(), calendar), Ok(spec));
            }
        }

        #[test]
        fn a_period_in_iso_form_parses_to_itself(period in any_period(), as_of in any_day()) {
            for calendar in Calendar::ALL {
                let spec = PeriodSpec::parse(&period.iso(calendar), calendar).unwrap();
                prop_assert_eq!(spec.resolve(as_of), Ok(period));
            }
        }

        #[test]
        fn no_text_panics(text in "\\PC*") {
            let _ = (parsed(&text), PeriodSpec::parse(&text, Jalali), day(&text));
        }
    }
}
