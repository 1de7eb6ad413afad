//! Platforms that scopes name: a typing mistake there is for nothing, so that a plan looks as if nobody had followed it.

use crate::error::is_pattern;
use crate::project::read::{Condition, Record, shown};
use crate::schema::{col, mistyped, platform_of_source, platforms, titled_platforms};

use super::Book;

/// Whether the program knows a platform by that name.
pub fn is_known_platform(name: &str) -> bool {
    let own = platforms().chain(titled_platforms());
    platform_of_source(name).is_some() || own.into_iter().any(|own| own.eq_ignore_ascii_case(name))
}

/// The platforms that conditions name, but patterns.
pub fn platforms_of(scope: &[Condition]) -> impl Iterator<Item = &str> {
    let named = scope.iter().filter(|one| one.key == col::PLATFORM);
    let plain = named.filter(|one| !is_pattern(&one.value));
    plain.map(|one| one.value.as_str())
}

/// The known platform that a name is but for a letter or two.
pub fn near_platform(name: &str) -> Option<&'static str> {
    match is_known_platform(name) {
        true => None,
        false => mistyped(name, platforms().chain(titled_platforms())),
    }
}

/// A fault for each entry whose `platform` is a known one but for a letter or two; `own` are those of accounts.
pub fn named(records: &[Record], section: &str, own: &[String], book: &mut Book<'_>) {
    for record in records {
        let is_own = |name: &String| own.iter().any(|own| own.eq_ignore_ascii_case(name));
        let Some(name) = record.text("platform").filter(|name| !is_own(name)) else {
            continue;
        };
        if let Some(near) = near_platform(&name) {
            book.fault(
                record.spot("platform"),
                &format!("{section}.platform"),
                "a platform",
                shown(&name),
                &format!(
                    "did you mean `{near}`? another one is known by an account in [[accounts]]"
                ),
            );
        }
    }
}

/// A fault for each scope whose platform is a known one but for a letter or two; `own` are further ones of the project.
pub fn check(records: &[Record], section: &str, own: &[String], book: &mut Book<'_>) {
    for record in records {
        let scope = record.scope("scope").unwrap_or_default();
        for name in platforms_of(&scope) {
            if is_known_platform(name) || own.iter().any(|own| own.eq_ignore_ascii_case(name)) {
                continue;
            }
            let Some(near) = near_platform(name) else {
                continue;
            };
            book.fault(
                record.spot("scope"),
                &format!("{section}.scope"),
                "a platform",
                format!("`platform={name}`"),
                &format!(
                    "did you mean `{near}`? another one is known by an account in [[accounts]]"
                ),
            );
        }
    }
}
