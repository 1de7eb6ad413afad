//! Lines that are not TOML for a mark that is missing or another's: quotes, brackets, `=`; each with the line as it is to
//! be.

/// What a broken line was to be, and how to write it; `None` where nobody can tell. `what` is the TOML reader's word.
pub fn mended(line: &str, what: &str) -> Option<(&'static str, String)> {
    let line = line.trim();
    let write = |line: String| format!("write `{line}`");
    if what.contains("duplicate key") {
        return Some(twice(line));
    }
    if line.starts_with('[') && !line.contains('=') {
        let name = line.split('#').next().unwrap_or_default();
        let name = name.trim_matches(['[', ']', ' ', '\t']);
        let (open, close) = match line.starts_with("[[") {
            true => ("[[", "]]"),
            false => ("[", "]"),
        };
        let header = format!("{open}{name}{close}");
        return (header != line).then(|| ("a table's name in brackets", write(header)));
    }
    let Some((key, value)) = line.split_once('=') else {
        let (key, value) = line.split_once([':', ' ', '\t'])?;
        let value = value.trim();
        let is_key = !key.is_empty() && key.chars().all(is_of_key) && !value.is_empty();
        return is_key.then(|| {
            (
                "`=` behind the key",
                write(format!("{key} = {}", text(value))),
            )
        });
    };
    let (key, value) = (key.trim(), value.trim());
    if !key.is_empty()
        && key.chars().all(|sign| is_of_key(sign) || sign == ' ')
        && key.contains(' ')
    {
        let joined = key.split_whitespace().collect::<Vec<_>>().join("_");
        let whole = format!("{joined} = {}", text(value));
        return Some(("a key of one word", write(whole)));
    }
    if value.is_empty() || value.starts_with('#') {
        let hint = format!("write it behind the `=`, or `# {key} =` to leave it out");
        return Some(("a value", hint));
    }
    let bare = value.split('#').next().unwrap_or_default().trim();
    let (expected, mended) = value_of(key, value).or_else(|| value_of(key, bare))?;
    // A day that no calendar has looks as one that there is.
    let hint = match mended == bare && expected == "a day" {
        true => format!("write a day that the calendar has, like `{key} = {EXAMPLE}`"),
        false => write(format!("{key} = {mended}")),
    };
    Some((expected, hint))
}

/// A value as it is to be.
fn value_of(key: &str, value: &str) -> Option<(&'static str, String)> {
    if let Some(inner) = value
        .strip_prefix('(')
        .and_then(|rest| rest.strip_suffix(')'))
    {
        let list: Vec<String> = inner.split(',').map(|one| text(one.trim())).collect();
        return Some((
            "a list in square brackets",
            format!("[{}]", list.join(", ")),
        ));
    }
    let lower = value.to_lowercase();
    if ["true", "false"].contains(&lower.as_str()) {
        return Some(("true or false in small letters", lower));
    }
    if let Some(digits) = value.strip_prefix('.')
        && digits.chars().all(|digit| digit.is_ascii_digit())
    {
        return Some(("a number", format!("0{value}")));
    }
    if value.len() > 1 && value.starts_with('"') && value.ends_with('"') && value.contains('\\') {
        return Some(("a text in which `\\` stands for itself", text(value)));
    }
    if value.starts_with(['[', '{']) || key.is_empty() {
        return None;
    }
    if let Some((year, rest)) = value.split_once('-')
        && let Some((month, day)) = rest.split_once('-')
        && [year, month, day]
            .iter()
            .all(|part| !part.is_empty() && part.chars().all(|digit| digit.is_ascii_digit()))
    {
        let is_day = year.len() == 4 && month.len() < 3 && day.len() < 3;
        let padded = format!("{year}-{month:0>2}-{day:0>2}");
        return is_day.then_some(("a day", padded));
    }
    let is_text = !value.starts_with(|sign: char| sign.is_ascii_digit() || "+-".contains(sign));
    is_text.then(|| ("a text in quotes", text(value)))
}

/// A day as it is written.
const EXAMPLE: &str = "2026-09-15";

/// A table or a key that stands again.
fn twice(line: &str) -> (&'static str, String) {
    match line.strip_prefix('[') {
        Some(_) => {
            let name = line.trim_matches(['[', ']', ' ']);
            let hint = format!(
                "move its lines below the first `[{name}]`; where there may be several, each begins with `[[{name}]]`"
            );
            ("each table once", hint)
        }
        None => (
            "each key once in its table",
            "take one of the lines away".into(),
        ),
    }
}

fn is_of_key(sign: char) -> bool {
    sign.is_ascii_alphanumeric() || matches!(sign, '_' | '-' | '.')
}

/// A text in quotes; numbers, days and what has quotes already as they are.
fn text(value: &str) -> String {
    let is_plain = value.starts_with(|sign: char| sign.is_ascii_digit() || sign == '[');
    if is_plain || ["true", "false"].contains(&value) {
        return value.to_owned();
    }
    let quotes = ['"', '\'', '“', '”', '„', '‘', '’', '«', '»'];
    let bare = match value.starts_with(quotes) {
        true => value,
        false => value.split(" #").next().unwrap_or_default().trim(),
    };
    let bare = bare.trim_matches(quotes);
    match bare.contains(['"', '\\']) {
        true => format!("'{bare}'"),
        false => format!("\"{bare}\""),
    }
}

/// The line, counted from one, on which a list begins that a later line shows not to have ended.
pub fn open_list(document: &str, line: usize) -> Option<(usize, &str)> {
    let lines: Vec<&str> = document.lines().collect();
    let broken = lines.get(line.checked_sub(1)?)?.trim();
    // What follows is no entry of a list: a table, or a key.
    let is_next = broken.starts_with('[') || broken.contains('=') || broken.is_empty();
    let count = |text: &str, mark: char| text.matches(mark).count();
    let mut before = lines.iter().enumerate().take(line).rev();
    let found = before.find(|(_, text)| {
        let value = text.split_once('=').map_or("", |(_, value)| value.trim());
        value.starts_with('[') && count(value, '[') > count(value, ']')
    });
    let (at, text) = found.filter(|(at, _)| is_next || at + 1 == line)?;
    Some((at + 1, text.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_broken_line_is_shown_as_it_is_to_be() {
        for (line, expected, hint) in [
            (
                "currency = INR",
                "a text in quotes",
                "write `currency = \"INR\"`",
            ),
            (
                "owner = The boss # of all",
                "a text in quotes",
                "write `owner = \"The boss\"`",
            ),
            (
                "currency = “EUR”",
                "a text in quotes",
                "write `currency = \"EUR\"`",
            ),
            (
                "currency = \"EUR",
                "a text in quotes",
                "write `currency = \"EUR\"`",
            ),
            ("date = 2026-1-5", "a day", "write `date = 2026-01-05`"),
            (
                "date = 2026-02-30",
                "a day",
                "write a day that the calendar has, like `date = 2026-09-15`",
            ),
            (
                "date = 2026-02-30 # set",
                "a day",
                "write a day that the calendar has, like `date = 2026-09-15`",
            ),
            ("base = .5", "a number", "write `base = 0.5`"),
            (
                "a = TRUE",
                "true or false in small letters",
                "write `a = true`",
            ),
            (
                "sources = (\"a\", b)",
                "a list in square brackets",
                "write `sources = [\"a\", \"b\"]`",
            ),
            (
                "rates = \"C:\\data\\r.csv\"",
                "a text in which `\\` stands for itself",
                "write `rates = 'C:\\data\\r.csv'`",
            ),
            ("[money", "a table's name in brackets", "write `[money]`"),
            (
                "[[costs]",
                "a table's name in brackets",
                "write `[[costs]]`",
            ),
            (
                "currency: \"EUR\"",
                "`=` behind the key",
                "write `currency = \"EUR\"`",
            ),
            ("amount 5", "`=` behind the key", "write `amount = 5`"),
            (
                "cost type = \"tools\"",
                "a key of one word",
                "write `cost_type = \"tools\"`",
            ),
            (
                "owner =",
                "a value",
                "write it behind the `=`, or `# owner =` to leave it out",
            ),
        ] {
            assert_eq!(
                mended(line, ""),
                Some((expected, hint.to_owned())),
                "{line}"
            );
        }
        assert_eq!(mended("base = 1.2.3", ""), None);
    }

    #[test]
    fn a_list_that_does_not_end_is_told_where_it_begins() {
        let text = "sources = [\"data\"\n[money]\ncurrency = \"EUR\"\n";
        assert_eq!(open_list(text, 2), Some((1, "sources = [\"data\"")));
        assert_eq!(open_list("a = [\n\"b\"\n\"c\"\n]\n", 3), None);
        assert_eq!(open_list("a = [\"b\"]\n[money\n", 2), None);
    }
}
