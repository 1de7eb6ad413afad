//! Which kinds of charts a mistyped name probably meant.

/// Names less alike than this, or of which less is kept, were not meant.
const ALIKE: f64 = 0.7;
const KEPT: f64 = 0.6;

/// Names that are so much less alike than the nearest were not meant beside it.
const BESIDE: f64 = 0.15;

/// The one or two kinds that a name is most like: by its beginning, or by how few letters must change.
pub(super) fn nearest(name: &str, kinds: &[&str]) -> Vec<String> {
    let typed = name.to_lowercase();
    let likeness = |known: &str| {
        let alike = strsim::jaro_winkler(&typed, known);
        // Two letters the wrong way round leave nothing of the beginning of a short name.
        let steps = strsim::damerau_levenshtein(&typed, known);
        let kept = 1.0 - steps as f64 / known.len() as f64;
        (alike > ALIKE || kept > KEPT).then_some(alike.max(kept))
    };
    let mut near: Vec<(f64, &str)> = kinds
        .iter()
        .filter_map(|kind| Some((likeness(kind)?, *kind)))
        .collect();
    near.sort_by(|a, b| b.0.total_cmp(&a.0));
    let best = near.first().map_or(0.0, |(likeness, _)| *likeness);
    let near = near.into_iter().take(2);
    let near = near.filter(|(likeness, _)| best - likeness < BESIDE);
    near.map(|(_, name)| name.to_owned()).collect()
}
