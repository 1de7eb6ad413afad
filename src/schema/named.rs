//! Closed lists whose members have names: how a name finds its member, and what a wrong one probably means.

use super::nearest::nearest;

/// The member of that name, whatever the case.
pub(super) fn named<T: Copy>(all: &[T], name: fn(T) -> &'static str, text: &str) -> Option<T> {
    let wanted = text.trim().to_lowercase();
    all.iter().copied().find(|known| name(*known) == wanted)
}

/// The member that a synonym or a misspelt name probably means.
pub(super) fn meant<T: Copy>(
    all: &[T],
    synonyms: &[(&str, T)],
    name: fn(T) -> &'static str,
    text: &str,
) -> Option<T> {
    let wanted = text.trim().to_lowercase();
    let synonym = synonyms.iter().find(|(word, _)| *word == wanted);
    synonym.map(|(_, meant)| *meant).or_else(|| {
        let near = nearest(&wanted, all.iter().map(|known| name(*known)))?;
        named(all, name, near)
    })
}
