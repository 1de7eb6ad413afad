//! How files are read: what a user or a project says of them.

use chrono::NaiveDate;

use crate::time::Zone;

use super::date::DateOrder;
use super::number::DecimalMark;
use super::touch::TouchOptions;

/// What the user says about the files.
#[derive(Clone, Debug, Default)]
pub struct IngestOptions {
    /// `--date-order`.
    pub date_order: Option<DateOrder>,
    /// `--decimal`.
    pub decimal: Option<DecimalMark>,
    /// `--currency-of GLOB=EUR`.
    pub currency_of: Vec<(glob::Pattern, String)>,
    /// `--account-of GLOB=NAME`.
    pub account_of: Vec<(glob::Pattern, String)>,
    /// `--platform-of GLOB=NAME`.
    pub platform_of: Vec<(glob::Pattern, String)>,
    /// `--map canonical=Their Header`.
    pub map: Vec<(String, String)>,
    /// `--as-of`.
    pub as_of: Option<NaiveDate>,
    /// The time zone in which moments have their day; that which the export states without one.
    pub zone: Option<Zone>,
    /// Keep every rejected row, not only the first ones.
    pub keep_rejects: bool,
    /// Take the fingerprint of every file as it is read.
    pub fingerprint: bool,
    /// How touch logs are read.
    pub touch: TouchOptions,
}

/// The value that the first pattern gives for a path; a pattern may also name the file alone, or begin with `./`.
pub(crate) fn named_for<'v>(rules: &'v [(glob::Pattern, String)], path: &str) -> Option<&'v str> {
    let base = path.rsplit('/').next().unwrap_or(path);
    let names = [path, base, &format!("./{path}")];
    let mut rules = rules.iter();
    let rule = rules.find(|(rule, _)| names.iter().any(|name| rule.matches(name)));
    rule.map(|(_, value)| value.as_str())
}
