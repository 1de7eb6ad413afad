//! For GitHub: workflow commands, which a run shows as annotations of the files.
//!
//! The form and its escapes are those of `actions/toolkit`, packages/core/src/command.ts.

use crate::check::{Finding, Severity, Verdict};

use super::path::{below, parted, told};

/// One line for each finding.
pub fn github(verdict: &Verdict) -> String {
    let mut out = String::new();
    for finding in &verdict.findings {
        out.push_str(&line(verdict, finding));
        out.push('\n');
    }
    out
}

fn line(verdict: &Verdict, finding: &Finding) -> String {
    let command = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "notice",
    };
    let mut properties = Vec::new();
    // Of the whole there is no file to annotate: another's lines would seem at fault.
    if let Some(place) = &finding.place {
        let (file, inside) = parted(&place.file);
        properties.push(format!("file={}", property(&below(file, &verdict.folder))));
        // A line of a sheet is none of its workbook.
        if inside.is_none() {
            properties.extend(place.line.map(|line| format!("line={line}")));
            properties.extend(place.column.map(|column| format!("col={column}")));
        }
    }
    properties.push(format!(
        "title={}",
        property(&format!("{} [{}]", finding.rule.title, finding.rule.id))
    ));
    let message = format!(
        "{}{}\nexpected: {}\nmend: {}",
        finding.found,
        told(finding.place.as_ref()),
        finding.expected,
        finding.mend
    );
    format!("::{command} {}::{}", properties.join(","), data(&message))
}

fn data(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_end_a_value_is_escaped() {
        assert_eq!(data("61.5 % of a: b,\r\nc"), "61.5 %25 of a: b,%0D%0Ac");
        assert_eq!(property("C:/a,b 5 %.csv"), "C%3A/a%2Cb 5 %25.csv");
    }
}
