//! The time zone that days are counted in: a name of the IANA's list, `UTC`, or an offset from it.
//!
//! The list comes with the program (chrono-tz), so that the same input gives the same days on every machine.

use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveDateTime, Offset, TimeDelta, TimeZone};
use chrono_tz::{TZ_VARIANTS, Tz};

/// A time zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Zone {
    /// One with rules of its own: `Europe/Berlin`.
    Named(Tz),
    /// A fixed distance from UTC: `+03:30`.
    Fixed(FixedOffset),
}

/// Every name that [`Zone`] reads, in the order of the list.
pub fn zone_names() -> impl Iterator<Item = &'static str> {
    TZ_VARIANTS.iter().map(|zone| zone.name())
}

/// Microseconds of a day.
const DAY: i64 = 86_400_000_000;

/// Hours that an offset may have; the farthest in use are −12:00 and +14:00.
const HOURS: u32 = 14;

impl FromStr for Zone {
    type Err = ();

    /// A name with its capitals, or `+03:30`.
    fn from_str(text: &str) -> Result<Self, ()> {
        if let Some(offset) = fixed(text) {
            return Ok(Self::Fixed(offset));
        }
        text.parse().map(Self::Named).map_err(|_| ())
    }
}

fn fixed(text: &str) -> Option<FixedOffset> {
    let (hours, minutes) = text.strip_prefix(['+', '-'])?.split_once(':')?;
    let number = |part: &str, most: u32| -> Option<u32> {
        let digits = part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_digit());
        part.parse().ok().filter(|value| digits && *value <= most)
    };
    let seconds = (number(hours, HOURS)? * 60 + number(minutes, 59)?) as i32 * 60;
    FixedOffset::east_opt(if text.starts_with('-') {
        -seconds
    } else {
        seconds
    })
}

impl Zone {
    /// Seconds that its clocks are ahead of UTC at that moment of UTC.
    pub fn ahead(self, moment: NaiveDateTime) -> i32 {
        match self {
            Self::Named(zone) => zone
                .offset_from_utc_datetime(&moment)
                .fix()
                .local_minus_utc(),
            Self::Fixed(offset) => offset.local_minus_utc(),
        }
    }

    /// What its clocks show at that moment of UTC.
    pub fn clock(self, moment: NaiveDateTime) -> NaiveDateTime {
        let seconds = i64::from(self.ahead(moment));
        let shown = moment.checked_add_signed(TimeDelta::seconds(seconds));
        shown.unwrap_or(moment)
    }

    /// What its clocks show at a moment, both as microseconds since 1970.
    pub fn clock_micros(self, at: i64) -> i64 {
        let moment = DateTime::from_timestamp_micros(at);
        moment.map_or(at, |moment| {
            self.clock(moment.naive_utc()).and_utc().timestamp_micros()
        })
    }

    /// The moment at which its clocks show that, both as microseconds since 1970: the first of two where clocks are set
    /// back, that which the old time would have had where they are set forward.
    pub fn moment_micros(self, shown: i64) -> i64 {
        // An hour of summer time and the widest distance from UTC lie within a day on either side.
        let before = shown.saturating_sub(DAY);
        let of = |at: i64| self.clock_micros(at) - at;
        let (early, late) = (shown - of(before), shown - of(shown.saturating_add(DAY)));
        let right = |at: &i64| self.clock_micros(*at) == shown;
        [early, late].into_iter().find(right).unwrap_or(early)
    }

    /// The most minutes that its clocks and those of the other are apart in a year, in its middle of each month.
    pub fn minutes_apart(self, other: Self, year: i32) -> u32 {
        let apart = |month| {
            let moment = NaiveDate::from_ymd_opt(year, month, 15)?.and_hms_opt(12, 0, 0)?;
            Some((self.ahead(moment) - other.ahead(moment)).unsigned_abs() / 60)
        };
        (1..=12).filter_map(apart).max().unwrap_or_default()
    }
}

impl Ord for Zone {
    /// Names in their order, then offsets from the west.
    fn cmp(&self, other: &Self) -> Ordering {
        match (self, other) {
            (Self::Named(own), Self::Named(other)) => own.name().cmp(other.name()),
            (Self::Fixed(own), Self::Fixed(other)) => {
                own.local_minus_utc().cmp(&other.local_minus_utc())
            }
            (Self::Named(_), Self::Fixed(_)) => Ordering::Less,
            (Self::Fixed(_), Self::Named(_)) => Ordering::Greater,
        }
    }
}

impl PartialOrd for Zone {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for Zone {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Named(zone) => out.write_str(zone.name()),
            Self::Fixed(offset) => write!(out, "{offset}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clock(zone: &str, moment: &str) -> String {
        let moment = NaiveDateTime::parse_from_str(moment, "%Y-%m-%d %H:%M").unwrap();
        let zone: Zone = zone.parse().unwrap();
        zone.clock(moment).format("%Y-%m-%d %H:%M").to_string()
    }

    #[test]
    fn clocks_follow_the_rules_of_their_zone() {
        for (zone, moment, shown) in [
            // Summer time of the European Union ended on 25 October 2026 at 01:00 UTC.
            ("Europe/Berlin", "2026-10-24 22:30", "2026-10-25 00:30"),
            ("Europe/Berlin", "2026-10-25 23:30", "2026-10-26 00:30"),
            ("Europe/Berlin", "2026-10-25 22:30", "2026-10-25 23:30"),
            ("America/New_York", "2026-10-01 03:30", "2026-09-30 23:30"),
            // Iran has had no summer time since 2022.
            ("Asia/Tehran", "2026-07-31 20:30", "2026-08-01 00:00"),
            ("Asia/Kolkata", "2026-07-31 18:30", "2026-08-01 00:00"),
            ("UTC", "2026-07-31 23:59", "2026-07-31 23:59"),
            ("+03:30", "2026-07-31 20:30", "2026-08-01 00:00"),
            ("-05:00", "2026-10-01 04:30", "2026-09-30 23:30"),
        ] {
            assert_eq!(clock(zone, moment), shown, "{zone} {moment}");
        }
    }

    #[test]
    fn the_moment_of_a_clock_is_the_first_that_shows_it() {
        for (zone, shown, moment) in [
            ("Europe/Berlin", "2026-07-01 00:00", "2026-06-30 22:00"),
            ("Europe/Berlin", "2026-12-01 00:00", "2026-11-30 23:00"),
            // 02:30 stood twice on 25 October, and never on 29 March.
            ("Europe/Berlin", "2026-10-25 02:30", "2026-10-25 00:30"),
            ("Europe/Berlin", "2026-10-25 03:00", "2026-10-25 02:00"),
            ("Europe/Berlin", "2026-03-29 02:30", "2026-03-29 01:30"),
            ("Europe/Berlin", "2026-03-29 03:00", "2026-03-29 01:00"),
            ("America/New_York", "2026-10-01 00:00", "2026-10-01 04:00"),
            ("+03:30", "2026-10-01 00:00", "2026-09-30 20:30"),
        ] {
            let micros = |text: &str| {
                let time = NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").unwrap();
                time.and_utc().timestamp_micros()
            };
            let zone: Zone = zone.parse().unwrap();
            assert_eq!(
                zone.moment_micros(micros(shown)),
                micros(moment),
                "{zone} {shown}"
            );
        }
    }

    #[test]
    fn names_are_those_of_the_list_and_offsets_have_hours_and_minutes() {
        for text in ["Europe/Berlin", "UTC", "Asia/Tehran", "+14:00", "-00:30"] {
            let zone: Zone = text.parse().unwrap();
            assert_eq!(zone.to_string(), text);
        }
        for text in [
            "",
            "berlin",
            "europe/berlin",
            "Europe/Atlantis",
            "3:30",
            "+3:30",
            "+15:00",
            "+03:60",
            "+03",
            "++1:00",
        ] {
            assert!(text.parse::<Zone>().is_err(), "{text}");
        }
        assert!(zone_names().all(|name| name.parse::<Zone>().is_ok()));
    }

    #[test]
    fn zones_are_apart_by_what_their_clocks_show() {
        let apart = |one: &str, other: &str| {
            let zone = |text: &str| text.parse::<Zone>().unwrap();
            zone(one).minutes_apart(zone(other), 2026)
        };
        assert_eq!(apart("Europe/Berlin", "Europe/Paris"), 0);
        assert_eq!(apart("UTC", "+00:00"), 0);
        assert_eq!(apart("Europe/Berlin", "+01:00"), 60);
        assert_eq!(apart("America/New_York", "Europe/Berlin"), 360);
        assert_eq!(apart("Asia/Tehran", "UTC"), 210);
    }
}
