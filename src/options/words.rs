//! Words that several options share: pairs, globs, currencies, choices from a list.

use crate::error::{Error, Result};
use crate::schema;

/// `name=value` pairs of repeated options; `form` is how one is written.
pub fn pairs(option: &str, texts: &[String], form: &str) -> Result<Vec<(String, String)>> {
    let pair = |text: &String| {
        let (name, value) = text
            .rsplit_once('=')
            .filter(|(name, value)| !name.is_empty() && !value.is_empty())
            .ok_or_else(|| Error::BadOption {
                what: format!("--{option} {text}"),
                why: format!("expected {form}"),
            })?;
        Ok((name.trim().to_owned(), value.trim().to_owned()))
    };
    texts.iter().map(pair).collect()
}

pub fn globs(option: &str, texts: &[String], form: &str) -> Result<Vec<(glob::Pattern, String)>> {
    pairs(option, texts, form)?
        .into_iter()
        .map(|(pattern, value)| {
            let glob = glob::Pattern::new(&pattern).map_err(|error| Error::BadOption {
                what: format!("--{option} {pattern}"),
                why: error.to_string(),
            })?;
            Ok((glob, value))
        })
        .collect()
}

/// A currency code, upper case.
///
/// # Errors
/// [`Error::BadCurrency`].
pub fn currency(text: &str) -> Result<String> {
    let code = text.to_uppercase();
    if schema::is_currency(&code) {
        Ok(code)
    } else {
        Err(Error::BadCurrency { text: text.into() })
    }
}

pub fn choice<T: Copy>(option: &str, text: &str, choices: &[(&str, T)]) -> Result<T> {
    let found = choices
        .iter()
        .find(|(name, _)| *name == text)
        .map(|(_, value)| *value);
    found.ok_or_else(|| Error::BadOption {
        what: format!("--{option} {text}"),
        why: format!(
            "expected {}",
            choices
                .iter()
                .map(|(name, _)| *name)
                .collect::<Vec<_>>()
                .join(", ")
        ),
    })
}
