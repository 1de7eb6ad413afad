//! One date as it is written: which numbers stand where, before anything is decided about them.

use chrono::{Months, NaiveDate};

use super::month_names;
use super::order::DateOrder;
use super::scan::{Digits, Scan};

/// A date before its order is settled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Day {
    /// The year came first, or the month by name.
    Full { year: u32, month: u32, day: u32 },
    /// Three numbers with a year of four digits last, or with three numbers of at most two digits.
    Ordered {
        first: u32,
        second: u32,
        third: u32,
        short: bool,
    },
    /// A whole month.
    Month { year: u32, month: u32 },
    /// A day of every year.
    Yearless { month: u32, day: u32 },
}

/// What stands between two parts of a date.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Gap {
    /// Blanks, dots, commas, little words.
    Loose,
    /// One hyphen or slash.
    Tight(char),
}

/// Little words within a date: `8 de marzo de 2026`, `1st of May`.
const FILLERS: [&str; 7] = ["de", "del", "di", "do", "of", "the", "den"];

/// The day on the calendar, within the years that an export may speak of; a Persian or Buddhist year lies outside.
#[inline]
pub(super) fn calendar_day(year: u32, month: u32, day: u32) -> Option<NaiveDate> {
    if !(1900..2200).contains(&year) {
        return None;
    }
    NaiveDate::from_ymd_opt(year as i32, month, day)
}

impl Day {
    /// The date that stands next; the cursor moves only on success.
    pub(super) fn next(scan: &mut Scan<'_>) -> Option<Self> {
        let mut ahead = *scan;
        let day = match ahead.digits() {
            Some(first) => compact(first)
                .or_else(|| tried(&mut ahead, |scan| numeric(scan, first)))
                .or_else(|| tried(&mut ahead, |scan| named_second(scan, first)))?,
            None => named_first(&mut ahead)?,
        };
        let mut behind = ahead;
        let has_time =
            behind.eat(|glyph| matches!(glyph, 'T' | 't')).is_some() && behind.digits().is_some();
        if ahead.is_inside_token() && !has_time {
            return None;
        }
        *scan = ahead;
        Some(day)
    }

    /// Its first and last day; `None` where it is not on the calendar under this order, or has no year.
    pub(super) fn span(self, order: DateOrder) -> Option<(NaiveDate, NaiveDate)> {
        let day = match self {
            Self::Full { year, month, day } => calendar_day(year, month, day),
            Self::Ordered {
                first,
                second,
                third,
                short,
            } => {
                let last_year = if short { century(third) } else { third };
                match order {
                    DateOrder::Dmy => calendar_day(last_year, second, first),
                    DateOrder::Mdy => calendar_day(last_year, first, second),
                    DateOrder::Ymd if short => calendar_day(century(first), second, third),
                    DateOrder::Ymd => None,
                }
            }
            Self::Month { year, month } => {
                let first = calendar_day(year, month, 1)?;
                return Some((first, (first + Months::new(1)).pred_opt()?));
            }
            Self::Yearless { .. } => None,
        };
        day.map(|day| (day, day))
    }

    /// Three short numbers whose first can be neither day nor month.
    pub(super) fn is_year_first(self) -> bool {
        matches!(self, Self::Ordered { first, short: true, .. } if first == 0 || first > 31)
    }
}

/// The year that two digits stand for: 00 to 68 in this century, 69 to 99 in the last, as POSIX has it.
fn century(year: u32) -> u32 {
    if year < 69 { 2000 + year } else { 1900 + year }
}

fn tried<'a>(
    scan: &mut Scan<'a>,
    reading: impl FnOnce(&mut Scan<'a>) -> Option<Day>,
) -> Option<Day> {
    let mut ahead = *scan;
    let day = reading(&mut ahead)?;
    *scan = ahead;
    Some(day)
}

/// `20231010`; other numbers of eight digits are identifiers.
fn compact(run: Digits) -> Option<Day> {
    let year = run.value / 10_000;
    (run.length == 8 && (1900..2200).contains(&year)).then_some(Day::Full {
        year,
        month: run.value / 100 % 100,
        day: run.value % 100,
    })
}

/// `2026-09-01`, `10/1/2024`, `1. 9. 2026`, `2026. 9. 1.`, `2026년 9월 1일`, `2026-09`, `09/2026`.
fn numeric(scan: &mut Scan<'_>, first: Digits) -> Option<Day> {
    let mark = scan.eat(|glyph| matches!(glyph, '/' | '-' | '.' | '年' | '년'))?;
    let (next, last) = match mark {
        '年' => ('月', '日'),
        '년' => ('월', '일'),
        same => (same, same),
    };
    // Blanks follow a dot or a unit, never a slash or a hyphen.
    let is_loose = !matches!(mark, '/' | '-');
    let mut spaced = is_loose && scan.blank();
    let second = scan.digits()?;
    if !scan.eat_char(next) {
        return if is_loose {
            None
        } else {
            month_of(first, second)
        };
    }
    spaced |= is_loose && scan.blank();
    let Some(third) = scan.digits() else {
        return if is_loose && (spaced || mark != '.') && first.length == 4 {
            month_of(first, second)
        } else {
            None
        };
    };
    if spaced || mark != last {
        scan.eat_char(last);
    }
    match (first.length, second.length, third.length) {
        (4, 1..=2, 1..=2) => Some(Day::Full {
            year: first.value,
            month: second.value,
            day: third.value,
        }),
        (1..=2, 1..=2, length @ (2 | 4)) => Some(Day::Ordered {
            first: first.value,
            second: second.value,
            third: third.value,
            short: length == 2,
        }),
        _ => None,
    }
}

fn month_of(first: Digits, second: Digits) -> Option<Day> {
    match (first.length, second.length) {
        (4, 1..=2) => Some(Day::Month {
            year: first.value,
            month: second.value,
        }),
        (1..=2, 4) => Some(Day::Month {
            year: second.value,
            month: first.value,
        }),
        _ => None,
    }
}

/// `27 January 2026`, `1. Sept. 2026`, `8 de marzo`, `1-Sep-2024`, `2026 Sep 1`, `2026 September`.
fn named_second(scan: &mut Scan<'_>, first: Digits) -> Option<Day> {
    ordinal(scan, first);
    let before = gap(scan)?;
    let month = month_name(scan)?;
    match first.length {
        1..=2 => dated(scan, before, month, first.value),
        4 => {
            let mut ahead = *scan;
            let day = gap(&mut ahead)
                .filter(|&after| after == before)
                .and_then(|_| ahead.digits());
            let Some(day) = day.filter(|day| day.length <= 2 && ahead.peek() != Some(':')) else {
                return Some(Day::Month {
                    year: first.value,
                    month,
                });
            };
            *scan = ahead;
            Some(Day::Full {
                year: first.value,
                month,
                day: day.value,
            })
        }
        _ => None,
    }
}

/// `January 1, 2026`, `Feb. 28`, `Mar-18-2025`, `September 2026`, `Sep '26`.
fn named_first(scan: &mut Scan<'_>) -> Option<Day> {
    let month = month_name(scan)?;
    let before = gap(scan)?;
    let apostrophe = scan.eat(|glyph| matches!(glyph, '\'' | '’')).is_some();
    let run = scan.digits()?;
    match run.length {
        4 => Some(Day::Month {
            year: run.value,
            month,
        }),
        2 if apostrophe => Some(Day::Month {
            year: century(run.value),
            month,
        }),
        1..=2 if !apostrophe => {
            ordinal(scan, run);
            dated(scan, before, month, run.value)
        }
        _ => None,
    }
}

/// Month and day are known; a year may follow in the same style. Without one, `Sep-26` could be a month as well: no date.
fn dated(scan: &mut Scan<'_>, before: Gap, month: u32, day: u32) -> Option<Day> {
    match year(scan, before) {
        Some(year) => Some(Day::Full { year, month, day }),
        None if before == Gap::Loose => Some(Day::Yearless { month, day }),
        None => None,
    }
}

fn year(scan: &mut Scan<'_>, before: Gap) -> Option<u32> {
    let mut ahead = *scan;
    if gap(&mut ahead)? != before {
        return None;
    }
    ahead.eat(|glyph| matches!(glyph, '\'' | '’'));
    let run = ahead.digits()?;
    let year = match run.length {
        4 => run.value,
        // Not the hour of `Feb 17 12:34:56`.
        2 if ahead.peek() != Some(':') => century(run.value),
        _ => return None,
    };
    *scan = ahead;
    Some(year)
}

fn month_name(scan: &mut Scan<'_>) -> Option<u32> {
    let month = month_names::month(&scan.word()?)?;
    scan.eat_char('.');
    Some(month)
}

/// Passes `st`, `nd`, `er`, `º` right behind a day.
fn ordinal(scan: &mut Scan<'_>, day: Digits) {
    if day.length <= 2 && !scan.eat_word(&["st", "nd", "rd", "th", "er", "e"]) {
        scan.eat(|glyph| matches!(glyph, 'º' | 'ª' | '°'));
    }
}

fn gap(scan: &mut Scan<'_>) -> Option<Gap> {
    if let Some(mark) = scan.eat(|glyph| matches!(glyph, '-' | '/')) {
        return Some(Gap::Tight(mark));
    }
    let mut any = scan.eat(|glyph| matches!(glyph, '.' | ',')).is_some();
    any |= scan.blank();
    while any && scan.eat_word(&FILLERS) {
        scan.blank();
    }
    any.then_some(Gap::Loose)
}
