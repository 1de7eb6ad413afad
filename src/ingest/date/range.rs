//! Ranges of days within a line of text, such as the title lines above a report.

use chrono::NaiveDate;

use super::DateCell;
use super::order::DateOrder;
use super::scan::Scan;
use super::written::Written;

/// Characters of a line that are looked at; a title is never longer, a line may be without end.
const LINE_LIMIT: usize = 500;

/// Words between the ends of a range, in lower case without accents.
const WORDS: [&str; 11] = [
    "to", "through", "until", "till", "bis", "hasta", "al", "au", "a", "tot", "ate",
];

/// Passes what stands between the ends of a range, with blanks; whether it was there.
pub(super) fn mark(scan: &mut Scan<'_>) -> bool {
    let mut ahead = *scan;
    ahead.blank();
    let dash = |scan: &mut Scan<'_>| {
        scan.eat(|glyph| {
            matches!(
                glyph,
                '-' | '–' | '—' | '\u{2212}' | '~' | '〜' | '_' | '…' | '/'
            )
        })
        .is_some()
    };
    let mut found = dash(&mut ahead);
    ahead.blank();
    if ahead.eat_word(&WORDS) || dutch_until(&mut ahead) {
        found = true;
        // `Apr-1-2023-to-Mar-11-2024` in file names.
        dash(&mut ahead);
        ahead.blank();
    }
    if found {
        *scan = ahead;
    }
    found
}

/// `t/m`
fn dutch_until(scan: &mut Scan<'_>) -> bool {
    let mut ahead = *scan;
    let found = ahead.eat_word(&["t"]) && ahead.eat_char('/') && ahead.eat_word(&["m"]);
    if found {
        *scan = ahead;
    }
    found
}

/// The first range of days in a line: `Ad report (Oct 25, 2016-Oct 31, 2016)`, `# 20250101-20251231`.
///
/// Numeric dates that read both ways are no evidence unless `order` settles them, or only one order makes a range.
pub fn range_in(line: &str, order: Option<DateOrder>) -> Option<(NaiveDate, NaiveDate)> {
    let mut in_token = false;
    for (at, glyph) in line.char_indices().take(LINE_LIMIT) {
        let starts = glyph.is_alphanumeric() && !in_token;
        in_token = glyph.is_alphanumeric();
        if !starts {
            continue;
        }
        let mut scan = Scan::new(&line[at..]);
        let Some(written) = Written::next(&mut scan).filter(|_| !scan.is_inside_token()) else {
            continue;
        };
        if written.until.is_some() || written.week {
            return match written.reading(order) {
                Ok(DateCell::Range(first, last)) => Some((first, last)),
                _ => None,
            };
        }
    }
    None
}
