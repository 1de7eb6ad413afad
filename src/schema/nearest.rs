//! Which of the names that there are somebody probably meant.

/// Names less alike than this are probably not meant.
const ALIKE: f64 = 0.8;

/// The name that is one edit away (a letter more, less or another, or two that changed places), else the one most like what
/// was typed, by Jaro-Winkler similarity; the first of equals, `None` where none is near.
pub fn nearest<'n>(typed: &str, names: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
    let typed = typed.trim().to_lowercase();
    let mut best: Option<((bool, f64), &'n str)> = None;
    for name in names {
        let known = name.to_lowercase();
        let is_edit = typed.chars().count() > 2 && strsim::osa_distance(&typed, &known) <= 1;
        let alike = (is_edit, strsim::jaro_winkler(&typed, &known));
        if (is_edit || alike.1 > ALIKE) && best.is_none_or(|(most, _)| alike > most) {
            best = Some((alike, name));
        }
    }
    best.map(|(_, name)| name)
}

/// The name that was meant by one that is none of them but for a letter or two: one edit for every five letters, two at
/// most. Narrower than [`nearest`], for names that may well be others.
pub fn mistyped<'n>(typed: &str, names: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
    let typed = typed.trim().to_lowercase();
    let most = (typed.chars().count() / 5).min(2);
    let edits = |name: &str| strsim::osa_distance(&typed, &name.trim().to_lowercase());
    let near = names.into_iter().map(|name| (edits(name), name));
    let near = near.filter(|(edits, _)| (1..=most).contains(edits));
    near.min_by_key(|(edits, _)| *edits).map(|(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mistyped_name_is_a_letter_or_two_away() {
        let names = ["Community manager", "Head"];
        assert_eq!(mistyped("Comunity manager", names), Some(names[0]));
        assert_eq!(mistyped("community manager", names), None);
        assert_eq!(mistyped("Content manager", names), None);
        assert_eq!(mistyped("Lead", names), None);
    }

    #[test]
    fn the_nearest_name_is_near() {
        let names = ["margin", "margins", "sources"];
        assert_eq!(nearest("suorces", names), Some("sources"));
        assert_eq!(nearest("Margn", names), Some("margin"));
        assert_eq!(nearest("cots", ["counts", "costs"]), Some("costs"));
        assert_eq!(nearest("calendar", names), None);
        assert_eq!(nearest("x", []), None);
    }
}
