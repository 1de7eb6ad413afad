//! Conditions that no row passes, and what was probably meant.

use std::collections::BTreeSet;

use super::{has_rows, narrowed};
use crate::error::{Error, Result};
use crate::report::dataset::Dataset;
use crate::report::keys::{Key, keyed};
use crate::report::options::ReportOptions;
use crate::report::scope::{Filter, Test};
use crate::report::words::listed;
use crate::schema::{cells, nearest};

/// Names that a message lists.
const NAMED: usize = 8;

/// Refuses conditions that no row passes, of whatever days: mostly a name is misspelt. `now` is what they left of the
/// period.
///
/// # Errors
/// [`Error::NothingToReport`] with the names that there are, [`Error::UnknownName`] of a key.
pub fn refuse_no_rows(dataset: &Dataset, options: &ReportOptions, now: &Dataset) -> Result<()> {
    if options.filters.is_empty() || has_rows(now) || !has_rows(dataset) {
        return Ok(());
    }
    let (whole, _) = narrowed(dataset, options, None)?;
    if has_rows(&whole) {
        return Ok(());
    }
    let filters = options.filters.iter();
    let keys: Vec<&str> = filters.map(|filter| filter.key.as_str()).collect();
    let mut why = format!(
        "no row passes the conditions on {} in --where",
        keys.join(", ")
    );
    for filter in &options.filters {
        if let Some(names) = others(filter, dataset, options)? {
            why.push_str("; ");
            why.push_str(&meant(filter, &names));
        }
    }
    Err(Error::NothingToReport { why })
}

/// What a key is called in the rows, where none of it meets the condition.
fn others(
    filter: &Filter,
    dataset: &Dataset,
    options: &ReportOptions,
) -> Result<Option<BTreeSet<String>>> {
    let key = Key::parse(&filter.key, options.calendar)?;
    let mut names = BTreeSet::new();
    for (table, frame) in &dataset.frames {
        // Rows that cross a month are shared out here: the names are wanted, not their sums.
        let frame = keyed(table, frame, std::slice::from_ref(&key), true)?;
        let texts = cells::texts(&frame, key.name()).unwrap_or_default();
        names.extend(texts.into_iter().flatten().map(str::to_owned));
    }
    let passes = names.iter().any(|name| filter.test.passes(name));
    Ok((!passes && !names.is_empty()).then_some(names))
}

/// The name that is near, or those that there are.
fn meant(filter: &Filter, names: &BTreeSet<String>) -> String {
    let key = &filter.key;
    let is_name = |name: &&String| !name.starts_with('(');
    let (real, rest): (Vec<&String>, Vec<&String>) = names.iter().partition(is_name);
    if let Test::Is(text) = &filter.test
        && let Some(near) = nearest(text, real.iter().map(|name| name.as_str()))
    {
        return format!("no {key} is `{text}`, did you mean `{near}`?");
    }
    let all: Vec<String> = real.into_iter().chain(rest).cloned().collect();
    format!("{key} is one of {}", listed(&all, NAMED))
}
