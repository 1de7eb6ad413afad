//! Text on a terminal: how wide it is, what of it is safe to show, how it is shortened and wrapped.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

const JOINER: char = '\u{200D}';
pub(super) const LEFT_TO_RIGHT_MARK: char = '\u{200E}';
const RIGHT_TO_LEFT_MARK: char = '\u{200F}';

/// Isolates: what stands between them and their end has a direction of its own, to the right, to the left or that of its
/// first letter.
pub(super) const ISOLATE_LEFT: char = '\u{2066}';
pub(super) const ISOLATE_RIGHT: char = '\u{2067}';
pub(super) const ISOLATE: char = '\u{2068}';
pub(super) const ISOLATE_END: char = '\u{2069}';

/// Where a shortened text loses characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cut {
    End,
    Middle,
}

/// Display columns that a text takes.
pub fn width(text: &str) -> usize {
    text.width()
}

/// The text with everything made visible or taken out that would move a cursor, colour a screen, break a line or
/// turn the reading direction.
pub(super) fn harmless(text: &str) -> String {
    text.chars().filter_map(harmless_char).collect()
}

/// The same, but for isolates, which keep a name or a figure apart from the direction of what stands around it: each of
/// them ends within the text.
pub(super) fn settled(text: &str) -> String {
    let mut depth = 0_usize;
    let mut kept = String::with_capacity(text.len());
    for char in text.chars() {
        match char {
            ISOLATE_LEFT | ISOLATE_RIGHT | ISOLATE => {
                depth += 1;
                kept.push(char);
            }
            ISOLATE_END if depth > 0 => {
                depth -= 1;
                kept.push(char);
            }
            char => kept.extend(harmless_char(char)),
        }
    }
    kept.extend(std::iter::repeat_n(ISOLATE_END, depth));
    kept
}

/// Every line ends the isolates that it begins, and the next one begins anew those that were open.
pub(super) fn settle_lines(lines: &mut [String]) {
    let mut open: Vec<char> = Vec::new();
    for line in lines.iter_mut() {
        let whole: String = open.iter().copied().chain(line.chars()).collect();
        open.clear();
        for char in whole.chars() {
            match char {
                ISOLATE_LEFT | ISOLATE_RIGHT | ISOLATE => open.push(char),
                ISOLATE_END => {
                    open.pop();
                }
                _ => {}
            }
        }
        *line = settled(&whole);
    }
}

fn harmless_char(char: char) -> Option<char> {
    match char {
        '\t' | '\u{85}' | '\u{2028}' | '\u{2029}' => Some(' '),
        '\u{7F}' => Some('␡'),
        '\0'..='\x1F' => char::from_u32(0x2400 + u32::from(char)),
        '\u{80}'..='\u{9F}' => Some('\u{FFFD}'),
        // Marks that order text without a glyph: an override here would mirror the figures that follow.
        '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => {
            None
        }
        // Terminals disagree on the width of these, and neither shows anything.
        '\u{AD}' | '\u{FEFF}' => None,
        _ => Some(char),
    }
}

/// Keeps right-to-left text and its digits from pulling what stands beside it into its own order, and that from pulling
/// at it. Text whose first letter runs to the left is all of one run, whatever stands at its ends. Marks do this on
/// every terminal; isolates, which are meant for it, are too new for many.
pub(super) fn isolated(text: &str) -> String {
    if !text.chars().any(is_right_to_left) {
        return text.to_owned();
    }
    let letter = |char: &char| char.is_alphabetic();
    let turned = |char: Option<char>| char.is_some_and(is_right_to_left);
    let runs_left = turned(text.chars().find(letter));
    let mark = |end: Option<char>| match runs_left && !turned(end.filter(letter)) {
        true => RIGHT_TO_LEFT_MARK.to_string(),
        false => String::new(),
    };
    let (before, after) = (mark(text.chars().next()), mark(text.chars().next_back()));
    format!("{LEFT_TO_RIGHT_MARK}{before}{text}{after}{LEFT_TO_RIGHT_MARK}")
}

pub(super) fn is_right_to_left(char: char) -> bool {
    matches!(char, '\u{590}'..='\u{8FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}'
        | '\u{10800}'..='\u{10FFF}' | '\u{1E800}'..='\u{1EFFF}')
}

/// The characters as a reader counts them: accents, joined emoji, skin tones and flags stay whole.
pub(super) fn clusters(text: &str) -> Vec<&str> {
    let mut starts = Vec::new();
    let mut previous = '\0';
    let mut flag_half = false;
    for (at, char) in text.char_indices() {
        let flag = matches!(char, '\u{1F1E6}'..='\u{1F1FF}');
        let joins = char.width().unwrap_or(0) == 0
            || previous == JOINER
            || matches!(char, '\u{1F3FB}'..='\u{1F3FF}')
            || (flag && flag_half);
        if !joins || starts.is_empty() {
            starts.push(at);
        }
        flag_half = flag && !flag_half;
        previous = char;
    }
    let ends = starts.iter().copied().skip(1).chain([text.len()]);
    starts
        .iter()
        .zip(ends)
        .map(|(&start, end)| &text[start..end])
        .collect()
}

/// The text in at most `limit` display columns, with `…` where characters are missing.
pub(super) fn shortened(text: &str, limit: usize, cut: Cut) -> String {
    if width(text) <= limit {
        return text.to_owned();
    }
    let clusters = clusters(text);
    let room = limit.saturating_sub(1);
    let tail_room = if cut == Cut::Middle { room / 2 } else { 0 };
    let head = fitting(clusters.iter(), room - tail_room);
    if cut == Cut::End {
        return format!("{}…", whole_words(&clusters, head));
    }
    let tail = fitting(clusters[head..].iter().rev(), tail_room);
    format!(
        "{}…{}",
        clusters[..head].concat(),
        clusters[clusters.len() - tail..].concat()
    )
}

/// The first clusters without the rest of a word that they cut, where that leaves two thirds of them.
fn whole_words(clusters: &[&str], head: usize) -> String {
    let is_space = |at: usize| clusters.get(at).is_none_or(|cluster| *cluster == " ");
    let word = (1..=head).rev().find(|at| is_space(*at));
    let end = word.filter(|at| at * 3 >= head * 2).unwrap_or(head);
    let text = clusters[..end].concat();
    text.trim_end_matches([' ', ',', ';', ':']).to_owned()
}

/// How many of the first clusters fit into `room`.
fn fitting<'a>(clusters: impl Iterator<Item = &'a &'a str>, room: usize) -> usize {
    let mut taken = 0;
    clusters
        .take_while(|cluster| {
            taken += width(cluster);
            taken <= room
        })
        .count()
}

/// `lead` and the text, broken at spaces (inside a word only where it is wider than a line); continued lines are
/// indented by the lead's width.
pub(super) fn wrapped(lead: &str, text: &str, limit: Option<usize>) -> Vec<String> {
    let Some(limit) = limit else {
        return vec![format!("{lead}{text}")];
    };
    let indent = width(lead);
    let room = limit.saturating_sub(indent).max(8);
    let mut lines: Vec<String> = vec![String::new()];
    for word in bound(text) {
        for piece in pieces(&word, room) {
            let line = lines.last_mut().expect("starts with one line");
            if line.is_empty() {
                line.push_str(&piece);
            } else if width(line) + 1 + width(&piece) <= room {
                line.push(' ');
                line.push_str(&piece);
            } else {
                lines.push(piece);
            }
        }
    }
    let lead_of = |at: usize| {
        if at == 0 {
            lead.to_owned()
        } else {
            " ".repeat(indent)
        }
    };
    lines
        .iter()
        .enumerate()
        .map(|(at, line)| format!("{}{line}", lead_of(at)))
        .collect()
}

/// The words of a text; a percent sign is of one word with its number.
fn bound(text: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for word in text.split(' ') {
        match words.last_mut() {
            Some(number)
                if word.starts_with('%') && number.ends_with(|of: char| of.is_ascii_digit()) =>
            {
                number.push(' ');
                number.push_str(word);
            }
            _ => words.push(word.to_owned()),
        }
    }
    words
}

/// A word in pieces that have room: names of a path stay whole where they can.
fn pieces(word: &str, room: usize) -> Vec<String> {
    let mut pieces: Vec<String> = vec![String::new()];
    for name in word.split_inclusive('/') {
        let piece = pieces.last_mut().expect("starts with one piece");
        if !piece.is_empty() && width(piece) + width(name) > room {
            pieces.push(String::new());
        }
        for cluster in clusters(name) {
            let piece = pieces.last_mut().expect("starts with one piece");
            if !piece.is_empty() && width(piece) + width(cluster) > room {
                pieces.push(cluster.to_owned());
            } else {
                piece.push_str(cluster);
            }
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shortened_text_keeps_clusters_whole() {
        for (text, limit, cut, expected) in [
            ("Newsletter", 10, Cut::End, "Newsletter"),
            ("Newsletter", 9, Cut::End, "Newslett…"),
            ("Newsletter", 9, Cut::Middle, "News…tter"),
            ("ab🚴‍♀️cd", 5, Cut::End, "ab🚴‍♀️…"),
            ("ab🚴‍♀️cd", 4, Cut::End, "ab…"),
            ("中文广告系列", 6, Cut::End, "中文…"),
            ("👍🏽👍🏽👍🏽", 5, Cut::End, "👍🏽👍🏽…"),
            ("🇩🇪🇨🇭🇦🇹", 5, Cut::End, "🇩🇪🇨🇭…"),
            ("cafe\u{301} society", 5, Cut::End, "cafe\u{301}…"),
            ("survey of 400 customers", 17, Cut::End, "survey of 400…"),
            ("survey of 400 customers", 14, Cut::End, "survey of 400…"),
            ("tools, agency, creators", 15, Cut::End, "tools, agency…"),
            ("a Newsletter", 9, Cut::End, "a Newsle…"),
        ] {
            assert_eq!(shortened(text, limit, cut), expected, "{text} in {limit}");
        }
    }

    #[test]
    fn text_and_digits_that_run_to_the_left_are_kept_apart() {
        for (text, expected) in [
            ("Newsletter", "Newsletter"),
            ("1,234.5", "1,234.5"),
            ("۱٬۲۳۴", "\u{200E}۱٬۲۳۴\u{200E}"),
            ("کمپین ۲!", "\u{200E}کمپین ۲!\u{200F}\u{200E}"),
            ("۹ آبان ۱۴۰۵", "\u{200E}\u{200F}۹ آبان ۱۴۰۵\u{200F}\u{200E}"),
            ("کمپین پاییز", "\u{200E}کمپین پاییز\u{200E}"),
            ("ROAS (پلتفرم)", "\u{200E}ROAS (پلتفرم)\u{200E}"),
        ] {
            assert_eq!(isolated(text), expected, "{text}");
            assert_eq!(width(&isolated(text)), width(text), "{text}");
        }
    }

    #[test]
    fn hostile_text_is_made_visible() {
        for (text, expected) in [
            ("two\nlines", "two␊lines"),
            ("\x1b[31mred\x1b[0m", "␛[31mred␛[0m"),
            ("\u{9b}2J", "\u{FFFD}2J"),
            ("a\tb\u{2028}c", "a b c"),
            ("abc\u{202E}987", "abc987"),
            ("می\u{200C}خرم", "می\u{200C}خرم"),
        ] {
            assert_eq!(harmless(text), expected, "{text:?}");
        }
    }

    #[test]
    fn isolates_end_where_they_begin() {
        for (text, expected) in [
            ("a\u{2068}b\u{2069}c", "a\u{2068}b\u{2069}c"),
            ("a\u{2068}b", "a\u{2068}b\u{2069}"),
            ("a\u{2069}b\u{202E}", "ab"),
        ] {
            assert_eq!(settled(text), expected, "{text:?}");
        }
        let mut lines = ["a \u{2068}b".to_owned(), "c\u{2069} d".to_owned()];
        settle_lines(&mut lines);
        assert_eq!(lines, ["a \u{2068}b\u{2069}", "\u{2068}c\u{2069} d"]);
    }

    #[test]
    fn wrapping_breaks_at_spaces_and_indents_by_the_lead() {
        assert_eq!(
            wrapped("note: ", "revenue is counted as value", Some(20)),
            ["note: revenue is", "      counted as", "      value"]
        );
        assert_eq!(
            wrapped("", "spent: 129.1 % of the plan", Some(12)),
            ["spent:", "129.1 % of", "the plan"]
        );
        assert_eq!(
            wrapped("¹ ", "abcdefghijkl", Some(10)),
            ["¹ abcdefgh", "  ijkl"]
        );
        assert_eq!(
            wrapped("¹ ", "no width, no break", None),
            ["¹ no width, no break"]
        );
    }

    #[test]
    fn a_path_breaks_between_its_names() {
        for (word, room, expected) in [
            ("plan/costs.csv:12:1", 16, &["plan/", "costs.csv:12:1"][..]),
            ("plan/costs.csv", 14, &["plan/costs.csv"]),
            ("a/b/costs.csv", 9, &["a/b/", "costs.csv"]),
            ("plan/assumptions.csv", 8, &["plan/", "assumpti", "ons.csv"]),
            ("12345678", 4, &["1234", "5678"]),
        ] {
            assert_eq!(pieces(word, room), expected, "{word}");
        }
    }
}
