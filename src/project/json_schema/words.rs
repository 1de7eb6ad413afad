//! Patterns of the JSON Schema for what texts stand for: words in any case, days, periods, scopes, globs.
//!
//! Regular expressions that JavaScript and Rust read alike: no look-around, no `\d`. The reader trims texts and reads
//! Arabic and Persian digits, so do they.

use crate::project::read::SCOPES;
use crate::schema::Function;

/// A text of those words in any case, spaces around it let be.
pub fn any_case<'w>(words: impl IntoIterator<Item = &'w str>) -> String {
    format!("^\\s*(?:{})\\s*$", alternatives(words))
}

fn alternatives<'w>(words: impl IntoIterator<Item = &'w str>) -> String {
    let letter = |letter: char| {
        if letter.is_ascii_alphabetic() {
            format!(
                "[{}{}]",
                letter.to_ascii_uppercase(),
                letter.to_ascii_lowercase()
            )
        } else {
            letter.to_string()
        }
    };
    let words: Vec<String> = words
        .into_iter()
        .map(|word| word.chars().map(letter).collect())
        .collect();
    words.join("|")
}

/// The pattern with every digit in Latin, Arabic and Persian script; it has no digit that is a count.
fn any_script(pattern: &str) -> String {
    let mut found = String::new();
    let mut class: Option<Vec<char>> = None;
    for letter in pattern.chars() {
        match (&mut class, letter) {
            (None, '[') => class = Some(Vec::new()),
            (Some(own), ']') => {
                found.push('[');
                for zero in SCRIPTS {
                    found.extend(own.iter().map(|letter| of_script(*letter, zero)));
                }
                found.push(']');
                class = None;
            }
            (Some(own), letter) => own.push(letter),
            (None, letter) if letter.is_ascii_digit() => {
                found.push('[');
                found.extend(SCRIPTS.map(|zero| of_script(letter, zero)));
                found.push(']');
            }
            (None, letter) => found.push(letter),
        }
    }
    found
}

/// Zero in Latin, Arabic and Persian script.
const SCRIPTS: [char; 3] = ['0', '٠', '۰'];

fn of_script(letter: char, zero: char) -> char {
    let digit = letter.to_digit(10);
    digit
        .and_then(|digit| char::from_u32(zero as u32 + digit))
        .unwrap_or(letter)
}

/// Years of the Gregorian calendar, 1900 to 9999.
const GREGORIAN: &str = "(?:19|[2-9][0-9])[0-9][0-9]";

/// Leap years of it.
const GREGORIAN_LEAP: &str =
    "(?:(?:19|[2-9][0-9])(?:0[48]|[2468][048]|[13579][26])|(?:2[048]|[468][048]|[3579][26])00)";

/// Years of the Jalali calendar, 1200 to 1899.
const JALALI: &str = "1[2-8][0-9][0-9]";

/// The days of a Gregorian year, which has its months and leap days.
fn gregorian_day() -> String {
    format!(
        "(?:{GREGORIAN}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)|\
         02-(?:0[1-9]|1[0-9]|2[0-8]))|{GREGORIAN_LEAP}-02-29)"
    )
}

/// The days of a Jalali year; every year has a 30 Esfand here.
fn jalali_day() -> String {
    format!(
        "{JALALI}-(?:0[1-6]-(?:0[1-9]|[12][0-9]|3[01])|(?:0[7-9]|1[0-2])-(?:0[1-9]|[12][0-9]|30))"
    )
}

/// A day of either calendar.
pub fn day() -> String {
    let both = format!("(?:{}|{})", gregorian_day(), jalali_day());
    format!("^\\s*{}\\s*$", any_script(&both))
}

/// A period of either calendar, or two of one calendar with `..` between them.
pub fn period() -> String {
    let week = "[Ww](?:0[1-9]|[1-4][0-9]|5[0-3])";
    let parts = "(?:-(?:0[1-9]|1[0-2]|[Qq][1-4]))?";
    let gregorian = format!(
        "(?:{GREGORIAN}(?:-{week})|{GREGORIAN}{parts}|{})",
        gregorian_day()
    );
    let jalali = format!("(?:{JALALI}{parts}|{})", jalali_day());
    let range = |one: &str| format!("{one}(?:\\s*\\.\\.\\s*{one})?");
    let both = format!("(?:{}|{})", range(&gregorian), range(&jalali));
    format!("^\\s*{}\\s*$", any_script(&both))
}

/// A glob, without those letters: `*`, `?`, `[…]`, and `**` as a whole part of a path.
fn glob(without: &str) -> String {
    let any = if without.is_empty() {
        "[\\s\\S]".to_owned()
    } else {
        format!("[^{without}]")
    };
    let class = format!("\\[(?:!{any}[^\\]{without}]*|[^!{without}][^\\]{without}]*)\\]");
    let letter = format!("(?:[^*\\[/{without}]|{class})");
    let part = format!("(?:\\*\\*|\\*?(?:{letter}\\*?)*)");
    format!("{part}(?:/{part})*")
}

/// A glob alone.
pub fn pattern() -> String {
    format!("^\\s*{}\\s*$", glob(""))
}

/// Conditions of a scope with commas between them; nothing, or `all`, for everything.
pub fn scope() -> String {
    let keys: Vec<&str> = SCOPES
        .into_iter()
        .filter(|key| *key != "function")
        .collect();
    let function = alternatives(Function::ALL.map(Function::name));
    let one = format!(
        "\\s*(?:(?:{})\\s*=\\s*{}|function\\s*=\\s*(?:{function})\\s*)",
        keys.join("|"),
        glob(","),
    );
    format!("^\\s*(?:all\\s*|{one}(?:,{one})*)?$")
}

/// A condition of a scope that names no value.
pub const NO_VALUE: &str = "=\\s*(?:,|$)";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::{Calendar, day as read_day};

    #[test]
    fn days_of_the_pattern_are_days_of_the_reader() {
        let day = regex::Regex::new(&day()).unwrap();
        for year in [
            1299, 1403, 1404, 1899, 1900, 1999, 2000, 2024, 2026, 2100, 2400, 9996,
        ] {
            for month in 0..14 {
                for number in 0..33 {
                    let text = format!("{year:04}-{month:02}-{number:02}");
                    // Which Jalali years are leap years, no pattern says.
                    let esfand = Calendar::of_year(year) == Some(Calendar::Jalali)
                        && (month, number) == (12, 30);
                    assert_eq!(
                        day.is_match(&text),
                        esfand || read_day(&text).is_ok(),
                        "{text}"
                    );
                }
            }
        }
    }

    #[test]
    fn globs_of_the_pattern_are_globs_of_the_reader() {
        let pattern = regex::Regex::new(&pattern()).unwrap();
        let signs = ['a', '*', '[', ']', '!', '/', '?', '-'];
        // Every text of up to five of these signs.
        let mut texts = vec![String::new()];
        for _ in 0..5 {
            let longer: Vec<String> = texts
                .iter()
                .flat_map(|text| signs.map(|sign| format!("{text}{sign}")))
                .collect();
            for text in &longer {
                let read = glob::Pattern::new(text).is_ok();
                assert_eq!(pattern.is_match(text), read, "{text}");
            }
            texts = longer;
        }
    }
}
