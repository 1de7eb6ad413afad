//! Every rule, in the order of output: one file for each group that judges the same facts.

mod benchmarks;
mod costs;
mod days;
mod entries;
mod expired;
mod files;
mod join;
mod pacing;
mod project;
mod repeated;
mod scale;
mod targets;
mod unsafe_figures;
mod waste;

pub use scale::too_large;

use super::verdict::Court;
use super::{Case, Rule};

/// Rules that are judged together.
pub(super) struct Group {
    /// The rules.
    pub rules: &'static [Rule],
    /// Judges them.
    pub judge: fn(&Case<'_>, &mut Court<'_>),
}

/// Every group.
pub(super) static GROUPS: &[Group] = &[
    group(&project::RULES, project::judge),
    group(&files::RULES, files::judge),
    group(&unsafe_figures::RULES, unsafe_figures::judge),
    group(&repeated::RULES, repeated::judge),
    group(&days::RULES, days::judge),
    group(&join::RULES, join::judge),
    group(&costs::RULES, costs::judge),
    group(&pacing::RULES, pacing::judge),
    group(&waste::RULES, waste::judge),
    group(&scale::RULES, scale::judge),
    group(&targets::RULES, targets::judge),
    group(&benchmarks::RULES, benchmarks::judge),
    group(&expired::RULES, expired::judge),
    group(&entries::RULES, entries::judge),
];

const fn group(rules: &'static [Rule], judge: fn(&Case<'_>, &mut Court<'_>)) -> Group {
    Group { rules, judge }
}

/// The rule of the project file itself.
pub(super) const PROJECT: &str = "project";

/// Every rule, in order.
pub fn rules() -> impl Iterator<Item = &'static Rule> {
    GROUPS.iter().flat_map(|group| group.rules)
}

/// The rule of that name.
pub fn rule(id: &str) -> Option<&'static Rule> {
    rules().find(|rule| rule.id == id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn rules_have_names_of_their_own_and_say_what_to_do() {
        let names: BTreeSet<&str> = rules().map(|rule| rule.id).collect();
        assert_eq!(names.len(), rules().count());
        for rule in rules() {
            let plain = |letter: char| letter.is_ascii_lowercase() || letter == '-';
            assert!(rule.id.chars().all(plain), "{}", rule.id);
            for text in [rule.title, rule.about, rule.mend] {
                assert!(
                    !text.is_empty() && !text.ends_with('.'),
                    "{}: {text}",
                    rule.id
                );
            }
        }
    }
}
