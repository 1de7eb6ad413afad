//! `Week of Jan 5, 2026`: a range of seven days named by its first.

use super::scan::Scan;

/// The two words before the first day, in each language.
const LEADS: [(&str, &[&str]); 5] = [
    ("week", &["of", "van"]),
    ("woche", &["vom", "ab"]),
    ("semana", &["del", "de"]),
    ("semaine", &["du"]),
    ("settimana", &["del", "dal"]),
];

/// Passes the words; whether they were there.
pub(super) fn lead(scan: &mut Scan<'_>) -> bool {
    // Spares every other cell the search for a word.
    if !matches!(scan.peek(), Some('W' | 'w' | 'S' | 's')) {
        return false;
    }
    let mut ahead = *scan;
    let Some(word) = ahead.word() else {
        return false;
    };
    let Some((_, seconds)) = LEADS.iter().find(|(first, _)| *first == word.as_str()) else {
        return false;
    };
    ahead.blank();
    let found = ahead.eat_word(seconds);
    ahead.blank();
    if found {
        *scan = ahead;
    }
    found
}
