//! The time of day and the zone behind a date.

use chrono::NaiveTime;

use super::scan::Scan;

/// A time of day, with seconds east of Greenwich where a zone is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Clock {
    pub time: NaiveTime,
    pub offset: Option<i32>,
}

/// Words between a date and a time: `at 9:40`, `um 9:40`, `a las 9:40`.
const CONNECTORS: [&str; 10] = [
    "at", "um", "om", "a", "as", "alle", "kl", "las", "la", "ore",
];

/// Zone names without doubt: those of RFC 2822, and Central European time. Minutes east of Greenwich.
const ZONES: [(&str, i32); 13] = [
    ("z", 0),
    ("utc", 0),
    ("gmt", 0),
    ("cet", 60),
    ("cest", 120),
    ("est", -300),
    ("edt", -240),
    ("cst", -360),
    ("cdt", -300),
    ("mst", -420),
    ("mdt", -360),
    ("pst", -480),
    ("pdt", -420),
];

#[derive(Clone, Copy, PartialEq, Eq)]
enum Half {
    Morning,
    Afternoon,
}

/// A time where one stands next, with the blanks before it; the cursor moves only on success.
pub(super) fn clock(scan: &mut Scan<'_>) -> Option<Clock> {
    let mut ahead = *scan;
    lead(&mut ahead);
    let mut half = prefixed_half(&mut ahead);
    let hour = ahead.digits().filter(|hour| hour.length <= 2)?.value;
    let (mut minute, mut second, mut nano) = (0, 0, 0);
    let exact = ahead.eat_char(':');
    if exact {
        minute = pair(&mut ahead)?;
        if ahead.eat_char(':') {
            second = pair(&mut ahead)?;
            nano = fraction(&mut ahead);
        }
    }
    if half.is_none() {
        half = trailing_half(&mut ahead);
    }
    // A bare hour is a time only as `6 PM`.
    if !exact && half.is_none() {
        return None;
    }
    let hour = match half {
        Some(Half::Morning) if hour == 12 => 0,
        Some(Half::Morning) if hour > 12 => return None,
        Some(Half::Afternoon) if hour < 12 => hour + 12,
        _ => hour,
    };
    let time = NaiveTime::from_hms_nano_opt(hour, minute, second, nano)?;
    let mut behind = ahead;
    behind.blank();
    if behind.eat_word(&["uhr"]) {
        ahead = behind;
    }
    let offset = zone(&mut ahead);
    if ahead.is_inside_token() {
        return None;
    }
    *scan = ahead;
    Some(Clock { time, offset })
}

/// `T`, or blanks with a comma or a connecting word.
fn lead(scan: &mut Scan<'_>) {
    if scan.eat(|glyph| matches!(glyph, 'T' | 't')).is_some() {
        return;
    }
    scan.eat_char(',');
    scan.blank();
    while scan.eat_word(&CONNECTORS) {
        scan.eat_char('.');
        scan.blank();
    }
}

fn pair(scan: &mut Scan<'_>) -> Option<u32> {
    scan.digits()
        .filter(|run| run.length == 2)
        .map(|run| run.value)
}

/// Decimals of a second, cut off after nanoseconds.
fn fraction(scan: &mut Scan<'_>) -> u32 {
    let mut ahead = *scan;
    if ahead.eat(|glyph| matches!(glyph, '.' | ',')).is_none() {
        return 0;
    }
    let (mut nano, mut place) = (0, 100_000_000);
    let mut any = false;
    while let Some(glyph) = ahead.eat(|glyph| glyph.is_ascii_digit()) {
        any = true;
        nano += glyph.to_digit(10).unwrap_or_default() * place;
        place /= 10;
    }
    if any {
        *scan = ahead;
    }
    nano
}

/// `am`, `PM`, `a.m.`, `p. m.`
fn trailing_half(scan: &mut Scan<'_>) -> Option<Half> {
    let mut ahead = *scan;
    ahead.blank();
    let first = ahead.word()?;
    let half = match first.as_str() {
        "am" | "a" => Half::Morning,
        "pm" | "p" => Half::Afternoon,
        _ => return None,
    };
    if first.as_str().len() == 1 {
        if !ahead.eat_char('.') {
            return None;
        }
        ahead.blank();
        if !ahead.eat_word(&["m"]) {
            return None;
        }
        ahead.eat_char('.');
    }
    *scan = ahead;
    Some(half)
}

/// Korean puts the half of the day first.
fn prefixed_half(scan: &mut Scan<'_>) -> Option<Half> {
    let mut ahead = *scan;
    ahead.eat(|glyph| glyph == '오')?;
    let half = if ahead.eat_char('전') {
        Half::Morning
    } else if ahead.eat_char('후') {
        Half::Afternoon
    } else {
        return None;
    };
    ahead.blank();
    *scan = ahead;
    Some(half)
}

/// `Z`, `+0400`, ` +04:00`, `-05`, `UTC`, `GMT+0100 (…)`.
fn zone(scan: &mut Scan<'_>) -> Option<i32> {
    let mut ahead = *scan;
    ahead.blank();
    let bracketed = ahead.eat_char('(');
    let named = named_zone(&mut ahead);
    let shift = if named.unwrap_or(0) == 0 {
        shift(&mut ahead)
    } else {
        None
    };
    let offset = shift.or(named)?;
    if bracketed && !ahead.eat_char(')') {
        return None;
    }
    *scan = ahead;
    if !bracketed {
        pass_remark(scan);
    }
    Some(offset)
}

fn named_zone(scan: &mut Scan<'_>) -> Option<i32> {
    let mut ahead = *scan;
    let word = ahead.word()?;
    let (_, minutes) = ZONES.iter().find(|(name, _)| *name == word.as_str())?;
    *scan = ahead;
    Some(minutes * 60)
}

/// A sign with hours and perhaps minutes, up to 14 hours, which is as far as zones go.
fn shift(scan: &mut Scan<'_>) -> Option<i32> {
    let mut ahead = *scan;
    let negative = ahead.eat(|glyph| matches!(glyph, '+' | '-' | '\u{2212}'))? != '+';
    let run = ahead.digits()?;
    let (hours, minutes) = match run.length {
        1 | 2 if ahead.eat_char(':') => (run.value, pair(&mut ahead)?),
        1 | 2 => (run.value, 0),
        4 => (run.value / 100, run.value % 100),
        _ => return None,
    };
    if hours > 14 || minutes > 59 {
        return None;
    }
    *scan = ahead;
    let east = (hours * 60 + minutes) as i32 * 60;
    Some(if negative { -east } else { east })
}

/// ` (Central European Standard Time)` behind an offset, as browsers write it.
fn pass_remark(scan: &mut Scan<'_>) {
    let mut ahead = *scan;
    ahead.blank();
    if !ahead.eat_char('(') {
        return;
    }
    while ahead
        .eat(|glyph| glyph.is_alphabetic() || glyph == ' ')
        .is_some()
    {}
    if ahead.eat_char(')') {
        *scan = ahead;
    }
}
