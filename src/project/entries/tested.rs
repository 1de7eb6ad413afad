//! What a test was about, by the name that people give it: everything, an area, a platform, a duty of a platform.

use crate::error::Spot;
pub use crate::schema::INCREMENTAL;
use crate::schema::{Function, nearest, platform_of_source, platforms};

use super::Book;

/// What a test was about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tested {
    /// All social activity.
    All,
    /// All ads.
    Paid,
    /// Organic social, employees with it.
    Organic,
    /// Creators and affiliates.
    Creators,
    /// Employees.
    Employees,
    /// The ads of a platform, or those of it that the mapping gives to one function.
    Platform(&'static str, Option<Function>),
}

impl Tested {
    /// What a name stands for; `None` for one that nobody knows.
    pub fn named(text: &str) -> Option<Self> {
        let plain = text.trim().to_lowercase();
        Some(match plain.as_str() {
            "all" | "social" => Self::All,
            "paid" => Self::Paid,
            "organic" => Self::Organic,
            "creators" => Self::Creators,
            "employees" | "advocacy" => Self::Employees,
            name => return Self::of_platform(name),
        })
    }

    /// What the key of incremental revenue is about; `None` for other keys.
    pub fn of_key(key: &str) -> Option<Self> {
        Self::named(key.strip_prefix(INCREMENTAL)?)
    }

    fn of_platform(name: &str) -> Option<Self> {
        if let Some(platform) = platform_of_source(name) {
            return Some(Self::Platform(platform, None));
        }
        let of_function = |function: &Function| {
            let platform = name.strip_suffix(function.name())?.strip_suffix('_')?;
            Some(Self::Platform(
                platform_of_source(platform)?,
                Some(*function),
            ))
        };
        Function::ALL.iter().find_map(of_function)
    }
}

/// Names other than those of platforms.
const AREAS: [&str; 5] = ["all", "paid", "organic", "creators", "employees"];

/// Which names stand for something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Names {
    /// Those of platforms.
    Platforms,
    /// Those of areas too.
    AreasAndPlatforms,
}

/// A fault for a name that stands for nothing, with the nearest that does.
pub fn unknown(spot: &Spot, key: &str, typed: &str, names: Names, book: &mut Book<'_>) {
    let known = || {
        let areas = AREAS.into_iter();
        let areas = areas.filter(|_| names == Names::AreasAndPlatforms);
        areas.chain(platforms())
    };
    let expected = known().collect::<Vec<_>>().join(", ");
    let hint =
        nearest(typed, known()).map_or_else(String::new, |name| format!("did you mean `{name}`?"));
    let expected = format!("one of {expected}");
    book.fault(spot, key, &expected, format!("`{typed}`"), &hint);
}
