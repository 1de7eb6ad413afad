//! For programs: one object.

use serde_json::{Value, json};

use crate::check::{Finding, Severity, Verdict};

/// The verdict as one object.
pub fn json(verdict: &Verdict) -> Value {
    let one = |finding: &Finding| {
        let place = finding.place.as_ref();
        json!({
            "rule": finding.rule.id,
            "severity": finding.severity.name(),
            "file": place.map(|place| &place.file),
            "line": place.and_then(|place| place.line),
            "column": place.and_then(|place| place.column),
            "found": finding.found,
            "expected": finding.expected,
            "mend": finding.mend,
        })
    };
    let unchecked: Vec<Value> = verdict
        .unchecked
        .iter()
        .map(|(rule, why)| json!({"rule": rule.id, "why": why}))
        .collect();
    json!({
        "files": verdict.files,
        "errors": verdict.count(Severity::Error),
        "warnings": verdict.count(Severity::Warning),
        "notes": verdict.count(Severity::Note),
        "told": verdict.told,
        "findings": verdict.findings.iter().map(one).collect::<Vec<_>>(),
        "unchecked": unchecked,
    })
}
