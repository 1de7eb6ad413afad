//! Entries whose key no formula uses: a typing mistake there changes no figure, so it has to be told.

use std::fmt;

use crate::error::Spot;
use crate::schema::{
    Function, is_known_key, is_of_platforms, mistyped, nearest_key, titled_platforms,
};

use super::entries::{is_known_platform, near_platform, platforms_of};
use super::{Account, Project};

/// What lines of credit are about beside platforms and functions.
const AREAS: [&str; 4] = ["all", "creators", "deals", "employees"];

/// An entry whose key no formula knows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnusedKey {
    /// Its key.
    pub key: String,
    /// The key that was probably meant.
    pub nearest: Option<String>,
    /// Where it stands: file, line, column.
    pub place: String,
    /// It may be of a platform that exports have, and none was read.
    pub may_be_of_exports: bool,
}

impl fmt::Display for UnusedKey {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { key, place, .. } = self;
        if self.may_be_of_exports {
            return write!(
                out,
                "neither the program nor the project knows the platform of `{key}` ({place}): `check` tells whether the files \
                 have it"
            );
        }
        write!(out, "no line of value uses `{key}` ({place})")?;
        match &self.nearest {
            Some(near) => write!(out, ": did you mean `{near}`?"),
            None => Ok(()),
        }
    }
}

/// Assumptions and counts whose key no formula knows, each key once. `at_hand` are platforms beside those that the
/// program and the project name; `None` where no export was read.
pub fn unused_keys(project: &Project, at_hand: Option<&[String]>) -> Vec<UnusedKey> {
    let mut names: Vec<&str> = Vec::new();
    names.extend(Function::ALL.map(Function::name));
    names.extend(AREAS);
    for platform in titled_platforms() {
        names.push(platform);
    }
    for account in &project.accounts {
        names.extend(account.platform.as_deref());
    }
    for cost in &project.costs {
        names.extend(cost.platform.as_deref());
    }
    names.extend(
        at_hand
            .iter()
            .flat_map(|own| own.iter().map(String::as_str)),
    );
    let assumptions = project.assumptions.iter().map(|one| (&one.key, &one.spot));
    let counts = project.counts.iter().map(|one| (&one.key, &one.spot));
    let mut found: Vec<UnusedKey> = Vec::new();
    for (key, spot) in assumptions.chain(counts) {
        if !is_known_key(key, &names) && found.iter().all(|known| known.key != *key) {
            let own = unused(key, spot, &names);
            // One's own platform may be called as it likes; a known one but for a letter or two, or its end, is mistyped.
            let is_mistyped = own.nearest.as_deref().is_some_and(|near| {
                near.starts_with(key.as_str()) || mistyped(key, [near]).is_some()
            });
            found.push(UnusedKey {
                may_be_of_exports: at_hand.is_none() && is_of_platforms(key) && !is_mistyped,
                ..own
            });
        }
    }
    found
}

/// Accounts whose platform is a known one but for a letter or two, in words, and that one: another may be one's own.
pub fn near_platforms(project: &Project) -> Vec<(String, &'static str)> {
    let one = |account: &Account| {
        let name = account.platform.as_deref()?;
        let near = near_platform(name)?;
        let what = format!("`{name}` is the platform of an account ({})", account.spot);
        Some((what, near))
    };
    project.accounts.iter().filter_map(one).collect()
}

/// Platforms in scopes of budgets and targets that neither the program nor the project knows, in words: the exports may
/// have them.
pub fn unknown_platforms(project: &Project) -> Vec<String> {
    let accounts = project.accounts.iter().map(|one| one.platform.as_deref());
    let costs = project.costs.iter().map(|one| one.platform.as_deref());
    let rules = project
        .mapping
        .rules
        .iter()
        .map(|one| one.platform.as_deref());
    let own: Vec<&str> = accounts.chain(costs).chain(rules).flatten().collect();
    let budgets = project.budgets.iter().map(|one| (&one.scope, &one.spot));
    let targets = project.targets.iter().map(|one| (&one.scope, &one.spot));
    let mut found = Vec::new();
    for (scope, spot) in targets.chain(budgets) {
        for name in platforms_of(scope) {
            if !is_known_platform(name) && !own.iter().any(|own| own.eq_ignore_ascii_case(name)) {
                found.push(format!(
                    "neither the program nor the project knows `platform={name}` ({spot}): `check` tells whether the files have it"
                ));
            }
        }
    }
    found
}

fn unused(key: &str, spot: &Spot, names: &[&str]) -> UnusedKey {
    UnusedKey {
        key: key.to_owned(),
        nearest: nearest_key(key, names),
        place: spot.to_string(),
        may_be_of_exports: false,
    }
}
