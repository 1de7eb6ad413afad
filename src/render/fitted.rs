//! Lines for a terminal of a certain width: what is longer is broken at spaces, and goes on under the column that it
//! broke in.

use super::text::{width, wrapped};

/// What leads a line and stands once.
const LABEL: &str = "note: ";

/// The text with no line wider than `limit`, where its words allow; as it is without one. A line whose last column
/// begins beyond the middle stays whole.
pub fn fitted(text: &str, limit: Option<usize>) -> String {
    let Some(limit) = limit else {
        return text.to_owned();
    };
    let mut fitted = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        let (body, end) = match line.strip_suffix('\n') {
            Some(body) => (body, "\n"),
            None => (line, ""),
        };
        let lead = lead(body);
        if width(body) <= limit || width(&body[..lead]) > limit / 2 {
            fitted.push_str(line);
            continue;
        }
        let room = limit - width(&body[..lead]);
        let lines = match body[lead..].split(' ').all(|word| width(word) <= room) {
            true => wrapped(&body[..lead], &body[lead..], Some(limit)),
            false => below(body, lead, limit),
        };
        fitted.push_str(&lines.join("\n"));
        fitted.push_str(end);
    }
    fitted
}

/// The last column on lines of its own, where a name in it is wider than the room beside the others: it is typed again,
/// and stays whole even where no line has room for it.
fn below(body: &str, lead: usize, limit: usize) -> Vec<String> {
    let blank = body.len() - body.trim_start().len();
    let indent = " ".repeat(blank + 2);
    let first = body[..lead].trim_end();
    let words: Vec<&str> = body[lead..].split(' ').collect();
    let fits = |word: &&str| indent.len() + width(word) <= limit;
    let text = match words.iter().all(fits) {
        true => wrapped(&indent, &body[lead..], Some(limit)),
        false => vec![format!("{indent}{}", &body[lead..])],
    };
    let first = (!first.is_empty()).then(|| first.to_owned());
    first.into_iter().chain(text).collect()
}

/// Where the last column of a line begins: after its label or its last run of spaces.
fn lead(line: &str) -> usize {
    let blank = line.len() - line.trim_start().len();
    if line[blank..].starts_with(LABEL) {
        return blank + LABEL.len();
    }
    line.rfind("  ").map_or(0, |at| at + 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_goes_on_under_its_last_column() {
        let text = "short\n  note: one two three\n  roi   value less cost\n      of a name without columns\n";
        let told = "short\n  note: one two\n        three\n  roi   value less\n        cost\n      of a name\n      without\n      columns\n";
        assert_eq!(fitted(text, Some(20)), told);
        assert_eq!(fitted(text, None), text);
    }

    #[test]
    fn a_name_is_never_broken() {
        let line = "  1.00  4 rows  a_folder/a_file.csv\n";
        let told = "  1.00  4 rows\n    a_folder/a_file.csv\n";
        assert_eq!(fitted(line, Some(32)), told);
        let long = "  1.00  a_folder/a_very_long_name_of_a_file.csv\n";
        let told = "  1.00\n    a_folder/a_very_long_name_of_a_file.csv\n";
        assert_eq!(fitted(long, Some(32)), told);
    }

    #[test]
    fn what_begins_beyond_the_middle_stays_whole() {
        let line = "a name of many letters  1,000.00 EUR";
        assert_eq!(fitted(line, Some(20)), line);
    }
}
