//! Scopes of budgets and targets, as sheets write them: `platform=meta,campaign=Jobs *`.

use regex::Regex;

use crate::report::keys::Key;
use crate::report::scope::{Filter, Test};
use crate::time::Calendar;

/// The conditions of a scope; `None` where it names what no report has as a key.
pub fn filters(scope: &str) -> Option<Vec<Filter>> {
    let parts = scope.split(',').filter(|part| !part.is_empty());
    parts.map(filter).collect()
}

fn filter(part: &str) -> Option<Filter> {
    let (key, value) = part.split_once('=')?;
    Key::parse(key, Calendar::Gregorian.into()).ok()?;
    let test = if value.contains(['*', '?']) {
        let pattern = regex::escape(value)
            .replace(r"\*", ".*")
            .replace(r"\?", ".");
        Test::Matches(Regex::new(&format!("^{pattern}$")).ok()?)
    } else {
        Test::Is(value.to_owned())
    };
    Some(Filter {
        key: key.to_owned(),
        test,
    })
}
