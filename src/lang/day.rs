//! Days, months and periods in words. Names of months and weekdays are those of CLDR; the order is day, month, year, as
//! in all these languages.

use std::str::FromStr;

use chrono::{Datelike, NaiveDate};
use icu_calendar::cal::Persian;
use icu_calendar::types::RataDie;
use icu_calendar::week::WeekInformation;
use icu_calendar::{Date, Gregorian};
use icu_datetime::FixedCalendarDateTimeFormatter;
use icu_datetime::fieldsets::{E, M, MD};

use super::Lang;
use crate::time::{Bucket, Calendar, Grain, Period, PeriodSpec, YearMonthDay};

/// A formatter's data: the library brings those of every language.
const DATA: &str = "the library brings the data of every language";

/// A text of some fields of a day; the two calendars have types of their own.
macro_rules! fields {
    ($lang:expr, $fields:expr, $calendar:expr, $day:expr) => {{
        let lang = (&$lang.dates).into();
        let fixed = RataDie::new(i64::from($day.num_days_from_ce()));
        match $calendar {
            Calendar::Gregorian => FixedCalendarDateTimeFormatter::try_new(lang, $fields)
                .expect(DATA)
                .format(&Date::from_rata_die(fixed, Gregorian))
                .to_string(),
            Calendar::Jalali => FixedCalendarDateTimeFormatter::try_new(lang, $fields)
                .expect(DATA)
                .format(&Date::from_rata_die(fixed, Persian))
                .to_string(),
        }
    }};
}

impl Lang {
    /// A day: `31 Oct 2026`, `31. Okt. 2026`, `۹ آبان ۱۴۰۵`.
    pub fn day(&self, day: NaiveDate) -> String {
        let of_month = fields!(self, MD::medium(), self.calendar, day);
        format!("{of_month} {}", self.year(self.calendar.named(day).year))
    }

    /// A period: a whole month, quarter or year by its name, else its first and last day.
    pub fn period(&self, period: Period) -> String {
        let whole = [Grain::Month, Grain::Quarter, Grain::Year]
            .into_iter()
            .map(|grain| grain.bucket(period.start, self.calendar))
            .find(|bucket| bucket.period() == period);
        if let Some(bucket) = whole {
            return self.named(&bucket, Length::Long);
        }
        let end = self.day(period.end);
        if period.is_open() {
            return self.phrase("until", &[("day", &end)]);
        }
        let start = self.day(period.start);
        if start == end {
            return start;
        }
        // What both days share is said once: 1–15 Oct 2026.
        let (first, last): (Vec<&str>, Vec<&str>) =
            (start.split(' ').collect(), end.split(' ').collect());
        let same = |(one, other): &(&&str, &&str)| one == other;
        let shared = first.iter().rev().zip(last.iter().rev()).take_while(same);
        let own = &first[..first.len() - shared.count()];
        let id = if own.len() == 1 { "days" } else { "span" };
        self.phrase(id, &[("start", &own.join(" ")), ("end", &end)])
    }

    /// A period in the calendar of the language and, where the report counts by another, in that one too.
    pub fn period_in_full(&self, period: Period) -> String {
        self.in_full(|lang| lang.period(period))
    }

    /// A day in the same way.
    pub fn day_in_full(&self, day: NaiveDate) -> String {
        self.in_full(|lang| lang.day(day))
    }

    fn in_full(&self, told: impl Fn(&Self) -> String) -> String {
        let own = told(self);
        if self.calendar == self.counted {
            return own;
        }
        let counted = Self {
            calendar: self.counted,
            ..self.clone()
        };
        format!("{own} ({})", told(&counted))
    }

    /// What figures cover: `english` in that language, else the days and what they are compared with.
    pub fn covered(&self, english: &str, days: Option<Period>, compared: Option<Period>) -> String {
        let Some(days) = days.filter(|_| !self.code().starts_with("en")) else {
            return english.to_owned();
        };
        let own = self.period_in_full(days);
        match compared {
            Some(other) => {
                let other = self.period_in_full(other);
                let other = self.phrase("compared-with", &[("period", &other)]);
                format!("{own} {other}")
            }
            None => own,
        }
    }

    /// A time key's text (`2026-09`, `2026-Q3`, `2026-W37`, `2026-09-14`, `1405-07`) as a short label (`Sep 2026`); its
    /// year tells its calendar. Text that is no such key comes back as it is.
    pub fn bucket(&self, grain: Grain, key: &str) -> String {
        if let Some(fiscal) = key.strip_prefix("FY") {
            // A fiscal year is nobody's but the project's: its name stays as it is typed.
            return format!("FY{}", self.digits(&fiscal.replace('-', " ")));
        }
        let year = key.get(..4).and_then(|year| i32::from_str(year).ok());
        let label = year.and_then(Calendar::of_year).and_then(|calendar| {
            let period = PeriodSpec::parse(key, calendar).ok()?;
            let period = period.resolve(NaiveDate::MIN).ok()?;
            if grain == Grain::Week && key.contains("..") {
                return Some(self.period_in_full(period));
            }
            let bucket = grain.bucket(period.start, calendar);
            (bucket.label() == key).then(|| self.named(&bucket, Length::Short))
        });
        label.unwrap_or_else(|| key.to_owned())
    }

    /// A day's key (`2026-09-14`, `1405-06-23`; its year tells its calendar) as a day of the language's calendar. Text
    /// that is no such key comes back as it is.
    pub fn day_key(&self, key: &str) -> String {
        let year = key.get(..4).and_then(|year| i32::from_str(year).ok());
        let day = year.and_then(Calendar::of_year).and_then(|calendar| {
            let period = PeriodSpec::parse(key, calendar).ok()?;
            let period = period.resolve(NaiveDate::MIN).ok()?;
            (period.start == period.end).then(|| self.day(period.start))
        });
        day.unwrap_or_else(|| key.to_owned())
    }

    /// The days from one day's key to another's.
    pub fn days_of_keys(&self, first: &str, last: &str) -> Option<String> {
        let (start, end) = (day_of_key(first)?, day_of_key(last)?);
        Some(self.period(Period { start, end }))
    }

    /// A day's key of either calendar as one of the language's calendar. Text that is no such key comes back as it is.
    pub fn own_day_key(&self, key: &str) -> String {
        day_of_key(key).map_or_else(|| key.to_owned(), |day| self.calendar.iso(day))
    }

    /// The short name of a month, from 1, of the language's calendar.
    pub fn month_short(&self, month: u32) -> String {
        let some_year = self.calendar.named(NaiveDate::default()).year;
        let day = self.calendar.day(some_year, month, 1);
        day.map_or_else(String::new, |day| {
            fields!(self, M::medium(), self.calendar, day)
        })
    }

    /// The short name of a weekday, 0 for Monday to 6 for Sunday.
    pub fn weekday_short(&self, index_from_monday: u32) -> String {
        // The common era began on a Monday.
        let day = NaiveDate::from_num_days_from_ce_opt(index_from_monday as i32 % 7 + 1);
        day.map_or_else(String::new, |day| {
            fields!(self, E::short(), Calendar::Gregorian, day)
        })
    }

    /// The first weekday of its weeks, 0 for Monday to 6 for Sunday.
    pub fn first_weekday(&self) -> u32 {
        let week = WeekInformation::try_new((&self.locale).into());
        week.expect(DATA).first_weekday as u32 - 1
    }

    /// The bucket's name, in its own calendar.
    fn named(&self, bucket: &Bucket, length: Length) -> String {
        let calendar = bucket.calendar();
        let YearMonthDay { year, month, .. } = calendar.named(bucket.start());
        let year = self.year(year);
        match bucket.grain() {
            Grain::Day => {
                let of_month = fields!(self, MD::medium(), calendar, bucket.start());
                format!("{of_month} {year}")
            }
            Grain::Week => {
                let week = bucket.start().iso_week();
                let (week, year) = (
                    self.digits(&week.week().to_string()),
                    self.year(week.year()),
                );
                self.phrase("week-of-year", &[("week", &week), ("year", &year)])
            }
            Grain::Month => match length {
                Length::Short => {
                    format!(
                        "{} {year}",
                        fields!(self, M::medium(), calendar, bucket.start())
                    )
                }
                Length::Long => {
                    let month = fields!(self, M::long(), calendar, bucket.start());
                    self.phrase("month-of-year", &[("month", &month), ("year", &year)])
                }
            },
            Grain::Quarter => {
                let quarter = self.digits(&((month - 1) / 3 + 1).to_string());
                self.phrase("quarter-of-year", &[("quarter", &quarter), ("year", &year)])
            }
            Grain::Year => year,
        }
    }

    fn year(&self, year: i32) -> String {
        self.digits(&year.to_string())
    }
}

/// How much room a name may take.
#[derive(Clone, Copy)]
enum Length {
    /// On an axis.
    Short,
    /// In a heading.
    Long,
}

/// The day of a key, whose year tells its calendar.
fn day_of_key(key: &str) -> Option<NaiveDate> {
    let calendar = Calendar::of_year(i32::from_str(key.get(..4)?).ok()?)?;
    let period = PeriodSpec::parse(key, calendar).ok()?;
    Some(period.resolve(NaiveDate::MIN).ok()?.start)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lang(code: &str) -> Lang {
        Lang::new(code, None).unwrap()
    }

    fn date(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn days_are_written_in_words() {
        let cases = [
            ("en", "31 Oct 2026"),
            ("en-US", "31 Oct 2026"),
            ("de", "31. Okt. 2026"),
            ("es", "31 oct 2026"),
            ("fa", "۹ آبان ۱۴۰۵"),
            ("ar", "31 أكتوبر 2026"),
            ("ar-EG", "٣١ أكتوبر ٢٠٢٦"),
            ("ar-IQ", "٣١ تشرين\u{a0}الأول ٢٠٢٦"),
            ("en-GB", "31 Oct 2026"),
        ];
        for (code, expected) in cases {
            assert_eq!(lang(code).day(date("2026-10-31")), expected, "{code}");
        }
        let german = Lang::new("de", Some(Calendar::Jalali)).unwrap();
        assert_eq!(german.day(date("2026-10-31")), "9. Ābān 1405");
        let persian = Lang::new("fa", Some(Calendar::Gregorian)).unwrap();
        assert_eq!(persian.day(date("2026-10-31")), "۳۱ اکتبر ۲۰۲۶");
    }

    #[test]
    fn periods_are_named_or_have_two_ends() {
        let cases = [
            ("en", "2026-10-01", "2026-10-31", "October 2026"),
            ("en", "2026-07-01", "2026-09-30", "Q3 2026"),
            ("en", "2026-01-01", "2026-12-31", "2026"),
            ("en", "2026-10-01", "2026-10-15", "1–15 Oct 2026"),
            ("en", "2026-09-15", "2026-10-14", "15 Sep – 14 Oct 2026"),
            ("en", "2025-12-29", "2026-01-04", "29 Dec 2025 – 4 Jan 2026"),
            ("en", "2026-10-15", "2026-10-15", "15 Oct 2026"),
            ("en", "0001-01-01", "2026-10-15", "until 15 Oct 2026"),
            ("de", "2026-10-01", "2026-10-31", "Oktober 2026"),
            ("de", "2026-10-01", "2026-10-15", "1.–15. Okt. 2026"),
            ("es", "2026-10-01", "2026-10-31", "octubre de 2026"),
            ("es", "2026-07-01", "2026-09-30", "T3 2026"),
            ("fa", "2026-09-23", "2026-10-22", "مهر ۱۴۰۵"),
            ("fa", "2026-09-23", "2026-12-21", "سه‌ماههٔ ۳ سال ۱۴۰۵"),
            ("fa", "2026-09-23", "2026-10-07", "۱ تا ۱۵ مهر ۱۴۰۵"),
            ("ar", "2026-10-01", "2026-10-31", "أكتوبر 2026"),
        ];
        for (code, start, end, expected) in cases {
            let period = Period::new(date(start), date(end)).unwrap();
            assert_eq!(lang(code).period(period), expected, "{code} {start} {end}");
        }
    }

    /// The short form for people in `time` is English too: both must say the same.
    #[test]
    fn english_ranges_are_those_of_the_report() {
        for (start, end) in [
            ("2026-09-02", "2026-09-30"),
            ("2026-09-15", "2026-10-14"),
            ("2025-12-29", "2026-01-04"),
            ("0001-01-01", "2026-01-04"),
        ] {
            let period = Period::new(date(start), date(end)).unwrap();
            assert_eq!(Lang::default().period(period), period.to_string());
        }
    }

    #[test]
    fn a_day_is_told_in_the_calendar_of_the_language_whichever_its_key_follows() {
        for (code, key, expected) in [
            ("en", "2026-10-31", "31 Oct 2026"),
            ("fa", "2026-10-31", "۹ آبان ۱۴۰۵"),
            ("fa", "1405-08-09", "۹ آبان ۱۴۰۵"),
            ("en", "1405-08-09", "31 Oct 2026"),
            ("en", "2026-10", "2026-10"),
            ("en", "(no date)", "(no date)"),
        ] {
            assert_eq!(lang(code).day_key(key), expected, "{code} {key}");
        }
    }

    #[test]
    fn keys_of_time_become_short_labels() {
        let cases = [
            ("en", Grain::Month, "2026-09", "Sep 2026"),
            ("en", Grain::Quarter, "2026-Q3", "Q3 2026"),
            ("en", Grain::Week, "2026-W37", "W37 2026"),
            ("en", Grain::Week, "2026-W01", "W1 2026"),
            ("en", Grain::Day, "2026-09-14", "14 Sep 2026"),
            ("en", Grain::Year, "2026", "2026"),
            ("en", Grain::Month, "1405-07", "Mehr 1405"),
            ("en", Grain::Month, "(no date)", "(no date)"),
            ("en", Grain::Month, "2026-13", "2026-13"),
            ("en", Grain::Month, "2026-Q3", "2026-Q3"),
            ("de", Grain::Month, "2026-10", "Okt 2026"),
            ("de", Grain::Week, "2026-W37", "KW 37/2026"),
            ("es", Grain::Month, "2026-10", "oct 2026"),
            ("fa", Grain::Month, "1405-07", "مهر ۱۴۰۵"),
            ("fa", Grain::Day, "1405-07-01", "۱ مهر ۱۴۰۵"),
            // A Gregorian month is no Jalali one, so it keeps its name.
            ("fa", Grain::Month, "2026-09", "سپتامبر ۲۰۲۶"),
            ("ar", Grain::Month, "2026-09", "سبتمبر 2026"),
        ];
        for (code, grain, key, expected) in cases {
            assert_eq!(lang(code).bucket(grain, key), expected, "{code} {key}");
        }
    }

    #[test]
    fn months_and_weekdays_have_short_names() {
        let cases = [
            ("en", "Jan", "Mon", "Sun", 0),
            ("de", "Jan", "Mo", "So", 0),
            ("es", "ene", "lun", "dom", 0),
            ("fa", "فروردین", "دوشنبه", "یکشنبه", 5),
            ("ar", "يناير", "الاثنين", "الأحد", 5),
        ];
        for (code, january, monday, sunday, first) in cases {
            let lang = lang(code);
            assert_eq!(lang.month_short(1), january, "{code}");
            assert_eq!(lang.weekday_short(0), monday, "{code}");
            assert_eq!(lang.weekday_short(6), sunday, "{code}");
            assert_eq!(lang.first_weekday(), first, "{code}");
        }
        assert_eq!(lang("en-US").first_weekday(), 6);
        assert_eq!(lang("en").month_short(13), "");
    }

    #[test]
    fn what_figures_cover_is_told_in_every_language() {
        let period = |start, end| Period::new(date(start), date(end)).unwrap();
        let quarter = period("2026-07-01", "2026-09-30");
        let before = period("2026-04-01", "2026-06-30");
        let told = |code, compared| {
            Lang::new(code, None)
                .unwrap()
                .covered("as in English", Some(quarter), compared)
        };
        assert_eq!(told("en", Some(before)), "as in English");
        assert_eq!(told("de", None), "Q3 2026");
        assert_eq!(told("de", Some(before)), "Q3 2026 verglichen mit Q2 2026");
        assert_eq!(told("fa", None), "۱۰ تیر تا ۸ مهر ۱۴۰۵ (سه‌ماههٔ ۳ سال ۲۰۲۶)");
    }

    #[test]
    fn both_calendars_are_told_where_the_report_counts_by_another_than_its_readers() {
        let day = date("2026-10-31");
        assert_eq!(lang("fa").day_in_full(day), "۹ آبان ۱۴۰۵ (۳۱ اکتبر ۲۰۲۶)");
        assert_eq!(lang("de").day_in_full(day), "31. Okt. 2026");
        for calendar in [Calendar::Jalali, Calendar::Gregorian] {
            let lang = Lang::new("fa", Some(calendar)).unwrap();
            assert_eq!(lang.day_in_full(day), lang.day(day), "{calendar:?}");
        }
    }
}
