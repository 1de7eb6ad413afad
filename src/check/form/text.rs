//! For people: the worst first, what it is, where, what was expected, how to mend it; wrapped to a width.

use crate::check::words::counted;
use crate::check::{Finding, Rule, Settings, Severity, Verdict, rules};

/// Findings of a rule that are shown.
const SHOWN: usize = 10;

/// Where the words of a finding begin.
const INDENT: usize = 14;

/// How the text looks.
#[derive(Clone, Copy, Debug)]
pub struct Look {
    /// Columns.
    pub width: usize,
    /// Colours.
    pub color: bool,
    /// Every finding, not the first ten of each rule.
    pub all: bool,
}

/// The whole verdict.
pub fn text(verdict: &Verdict, look: Look) -> String {
    let mut out = String::new();
    let same = |a: &Finding, b: &Finding| a.rule == b.rule && a.severity == b.severity;
    for findings in verdict.findings.chunk_by(same) {
        group(findings, look, &mut out);
    }
    if !verdict.unchecked.is_empty() {
        out.push_str("not checked\n");
        for (why, rules) in reasons(verdict) {
            let names: Vec<&str> = rules.iter().map(|rule| rule.id).collect();
            wrapped(
                &format!("{}: {why}", names.join(", ")),
                2,
                2,
                look.width,
                &mut out,
            );
        }
        out.push('\n');
    }
    for sentence in &verdict.told {
        wrapped(sentence, 0, 0, look.width, &mut out);
    }
    let counts: Vec<String> = Severity::ALL
        .into_iter()
        .map(|severity| (verdict.count(severity), severity))
        .filter(|(count, _)| *count > 0)
        .map(|(count, severity)| counted(count, severity.name()))
        .collect();
    let counts = match &counts[..] {
        [] => "nothing found".to_owned(),
        counts => counts.join(", "),
    };
    out.push_str(&format!("{counts} in {}\n", counted(verdict.files, "file")));
    out
}

/// Findings of one rule.
fn group(findings: &[Finding], look: Look, out: &mut String) {
    let Some(first) = findings.first() else {
        return;
    };
    let (severity, rule) = (first.severity, first.rule);
    let word = painted(severity.name(), severity, look.color);
    out.push_str(&format!("{word}: {} [{}]\n", rule.title, rule.id));
    let shown = if look.all { findings.len() } else { SHOWN };
    // What all of them share is said once.
    let one_mend = findings.iter().all(|finding| finding.mend == first.mend);
    let one_expected = findings.len() > 1
        && findings
            .iter()
            .all(|finding| finding.expected == first.expected);
    let some_placed = findings.iter().any(|finding| finding.place.is_some());
    for finding in findings.iter().take(shown) {
        match &finding.place {
            Some(place) => out.push_str(&format!("  {place}\n")),
            // What is of no one file does not stand under that of another finding.
            None if some_placed => out.push_str("  (the files together)\n"),
            None => {}
        }
        labelled("found", &finding.found, look, out);
        if !one_expected {
            labelled("expected", &finding.expected, look, out);
        }
        if !one_mend {
            labelled("mend", &finding.mend, look, out);
        }
    }
    if findings.len() > shown {
        let more = findings.len() - shown;
        out.push_str(&format!("    and {more} more: `--all` shows them\n"));
    }
    if one_expected {
        labelled("expected", &first.expected, look, out);
    }
    if one_mend {
        labelled("mend", &first.mend, look, out);
    }
    out.push('\n');
}

fn painted(word: &str, severity: Severity, color: bool) -> String {
    let code = match severity {
        Severity::Error => "1;31",
        Severity::Warning => "1;33",
        Severity::Note => "1;36",
    };
    match color {
        true => format!("\u{1b}[{code}m{word}\u{1b}[0m"),
        false => word.to_owned(),
    }
}

/// Rules by why they were not checked, in the order of rules.
fn reasons(verdict: &Verdict) -> Vec<(&str, Vec<&'static Rule>)> {
    let mut found: Vec<(&str, Vec<&'static Rule>)> = Vec::new();
    for (rule, why) in &verdict.unchecked {
        match found.iter_mut().find(|(known, _)| known == why) {
            Some((_, rules)) => rules.push(rule),
            None => found.push((why, vec![rule])),
        }
    }
    found
}

fn labelled(label: &str, words: &str, look: Look, out: &mut String) {
    let start = format!("    {label:<10}{words}");
    wrapped(&start[4..], 4, INDENT, look.width, out);
}

/// Words in lines: the first begins at one column, the others at another. A word that is wider stands alone.
fn wrapped(words: &str, first: usize, next: usize, width: usize, out: &mut String) {
    let mut line = " ".repeat(first);
    let mut empty = true;
    for word in words.split(' ') {
        if !empty && line.chars().count() + 1 + word.chars().count() > width {
            out.push_str(line.trim_end());
            out.push('\n');
            line = " ".repeat(next);
            empty = true;
        }
        if !empty {
            line.push(' ');
        }
        line.push_str(word);
        empty = false;
    }
    out.push_str(line.trim_end());
    out.push('\n');
}

/// Every rule: its name, how bad what it finds is, what it is about.
pub fn list(settings: &Settings, look: Look) -> String {
    let mut out = String::new();
    for rule in rules()
        .filter(|rule| settings.only.is_empty() || settings.only.iter().any(|name| name == rule.id))
    {
        let severity = settings.severity(rule).map_or("off", Severity::name);
        let by_default = match severity == rule.severity.name() {
            true => String::new(),
            false => format!(" (by default {})", rule.severity.name()),
        };
        out.push_str(&format!("{:<22} {severity}{by_default}\n", rule.id));
        wrapped(
            &format!("{}: {}", rule.title, rule.about),
            4,
            4,
            look.width,
            &mut out,
        );
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_wrap_at_the_width_and_none_is_broken() {
        let mut out = String::new();
        wrapped(
            "one two a-word-that-is-wider-than-all three",
            2,
            4,
            14,
            &mut out,
        );
        assert_eq!(
            out,
            "  one two\n    a-word-that-is-wider-than-all\n    three\n"
        );
    }
}
