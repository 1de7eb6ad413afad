//! `--currency-of`, `--account-of` and `--platform-of` that are about no file.

use crate::error::Warning;

use super::{IngestOptions, Reading, named_for};

/// Names nearer than this are probably meant.
const NEAR: f64 = 0.8;

/// Rules that are about none of the files read: most likely a name misspelt, and then a currency or account that the
/// user believes to have given.
pub fn idle_rules(readings: &[Reading], options: &IngestOptions) -> Vec<Warning> {
    let rules = [
        ("currency-of", &options.currency_of),
        ("account-of", &options.account_of),
        ("platform-of", &options.platform_of),
    ];
    let named = |rule: &(glob::Pattern, String)| {
        let rule = std::slice::from_ref(rule);
        readings
            .iter()
            .any(|reading| named_for(rule, &reading.path).is_some())
    };
    let mut warnings = Vec::new();
    for (option, rules) in rules {
        for rule in rules.iter().filter(|rule| !named(rule)) {
            warnings.push(warning(option, rule, readings));
        }
    }
    warnings
}

fn warning(
    option: &str,
    (pattern, value): &(glob::Pattern, String),
    readings: &[Reading],
) -> Warning {
    let near = readings
        .iter()
        .map(|reading| {
            let base = reading.path.rsplit('/').next().unwrap_or(&reading.path);
            (strsim::jaro_winkler(pattern.as_str(), base), base)
        })
        .max_by(|a, b| a.0.total_cmp(&b.0));
    let warning = Warning::run(format!(
        "--{option} {pattern}={value}: none of the files read has that name"
    ));
    match near.filter(|(score, _)| *score > NEAR) {
        Some((_, base)) => warning.hint(format!("did you mean `{base}`?")),
        None => warning,
    }
}
