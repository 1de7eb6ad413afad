//! Keys that stand in another table than they were meant for, as the header above them is a comment, or not closed.

use crate::error::Fault;

/// What the words of a key that its table has not begin with.
const KEY_OF: &str = "a key of ";

/// Whether a line begins a table.
fn is_header(line: &str) -> bool {
    line.trim_start().starts_with('[')
}

/// Drops faults about keys below broken headers: they are meant for the table that the header names.
pub fn drop_below(text: &str, broken: &[u64], faults: &mut Vec<Fault>) {
    let lines: Vec<&str> = text.lines().collect();
    let header_of = |line: u64| {
        let above = lines.iter().take(line as usize);
        above
            .enumerate()
            .rev()
            .find(|(_, text)| is_header(text))
            .map(|(at, _)| at as u64 + 1)
    };
    faults.retain(|fault| {
        let is_meant = || header_of(fault.spot.line).is_some_and(|line| broken.contains(&line));
        !(fault.expected.starts_with(KEY_OF) && is_meant())
    });
}

/// Names the header above a key where that is a comment still, of a table that is among the `known`; a key that is nearly one
/// of its own table is a misspelling.
pub fn tell_comments(text: &str, known: &[&str], faults: &mut [Fault]) {
    let lines: Vec<&str> = text.lines().collect();
    for fault in faults {
        let is_near = fault
            .hint
            .as_ref()
            .is_some_and(|hint| !hint.starts_with("keys: "));
        if fault.expected.starts_with(KEY_OF)
            && !is_near
            && let Some((line, header)) = commented(&lines, fault.spot.line)
            && known.contains(&header.trim_matches(['[', ']', ' ']))
        {
            fault.hint = Some(format!(
                "the header above it is a comment: write `{header}` in line {line}"
            ));
        }
    }
}

/// The nearest header above a line, where it is a comment.
fn commented<'t>(lines: &[&'t str], line: u64) -> Option<(u64, &'t str)> {
    let above = lines
        .iter()
        .enumerate()
        .take(line.saturating_sub(1) as usize);
    for (at, text) in above.rev() {
        if is_header(text) {
            return None;
        }
        let Some(comment) = text.trim_start().strip_prefix('#') else {
            continue;
        };
        let header = comment.trim();
        let name = header.trim_matches(['[', ']']);
        let is_name = |sign: char| sign.is_ascii_alphanumeric() || "_.".contains(sign);
        if is_header(header) && header.ends_with(']') && name.chars().all(is_name) {
            return Some((at as u64 + 1, header));
        }
    }
    None
}
