//! Lines that are not TOML because somebody wrote a day or a number as it is written at home.

use crate::schema::Amount;

use super::number::{self, Says};

/// What a broken line was to be and how to write it; `None` where nobody can tell.
pub fn repair(line: &str) -> Option<(&'static str, String)> {
    let (_, value) = line.split_once('=')?;
    let value = value.split('#').next().unwrap_or_default().trim();
    if let Some(day) = european(value) {
        return Some(("a day", format!("write {day}, without quotes")));
    }
    if value.starts_with('[') && value.contains('"') && value.contains('\\') {
        let hint = "`\\` begins a special sign in double quotes: write `/` in its place, or the paths in single quotes";
        return Some(("paths", hint.into()));
    }
    if value.starts_with('{')
        && let Some(found) = percentage(value)
    {
        return Some(found);
    }
    if number::is_grouped(value) {
        let plain = value.replace(',', "");
        return Some((
            "a number",
            format!("write {plain}, without thousands marks"),
        ));
    }
    // A number that TOML reads is not what breaks the line.
    let written = number::written(value).filter(|_| Amount::from_plain(value).is_none())?;
    let hint = match written.says {
        Says::Either => "write it without thousands marks, decimals after a dot".into(),
        says => format!("write {}", written.amount(says == Says::Comma)?),
    };
    Some(("a number", hint))
}

/// The first percentage of a table on one line: `{ paid = 40% }`.
fn percentage(table: &str) -> Option<(&'static str, String)> {
    let (before, _) = table.split_once('%')?;
    let start = before.trim_end().rfind([' ', '=', ','])? + 1;
    let typed = before[start..].trim();
    let written = number::written(&format!("{typed}%"))?;
    let share = written.amount(written.says == Says::Comma)?;
    Some(("shares as fractions", format!("write {share} for {typed}%")))
}

/// The ISO form of `15.01.2026`; of `5/1/2026` the form alone, as nobody knows which of them is the month.
fn european(text: &str) -> Option<String> {
    let mark = ['.', '/', '-']
        .into_iter()
        .find(|mark| text.contains(*mark))?;
    let parts: Vec<&str> = text.split(mark).collect();
    let [day, month, year] = parts[..] else {
        return None;
    };
    let digits = |part: &str, most: usize| {
        (1..=most).contains(&part.len()) && part.chars().all(|digit| digit.is_ascii_digit())
    };
    if !(digits(day, 2) && digits(month, 2) && year.len() == 4 && digits(year, 4)) {
        return None;
    }
    Some(match mark {
        '.' => format!("{year}-{month:0>2}-{day:0>2}"),
        _ => "it as 2026-01-15".into(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_numbers_as_written_at_home_are_told_in_toml() {
        for (line, expected, hint) in [
            (
                "date = 15.01.2026",
                "a day",
                "write 2026-01-15, without quotes",
            ),
            (
                "date = 5.1.2026 # set",
                "a day",
                "write 2026-01-05, without quotes",
            ),
            (
                "date = 1/15/2026",
                "a day",
                "write it as 2026-01-15, without quotes",
            ),
            (
                "amount = 1,250",
                "a number",
                "write it without thousands marks, decimals after a dot",
            ),
            (
                "amount = 1,20,000",
                "a number",
                "write 120000, without thousands marks",
            ),
            ("amount = 1.290,00", "a number", "write 1290"),
            ("base = 0,4", "a number", "write 0.4"),
            ("base = 40%", "a number", "write 0.4"),
        ] {
            let found = repair(line);
            assert_eq!(found, Some((expected, hint.to_owned())), "{line}");
        }
        for line in [
            "base",
            "owner = Care",
            "[margin",
            "base = 1.2.3",
            "base = 0.5",
        ] {
            assert_eq!(repair(line), None, "{line}");
        }
    }
}
