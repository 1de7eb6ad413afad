//! Which of the names that there are somebody probably meant.

/// Names less alike than this are probably not meant.
const ALIKE: f64 = 0.8;

/// The name most like what was typed, by Jaro-Winkler similarity; the first of equals, `None` where none is near.
pub fn nearest<'n>(typed: &str, names: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
    let typed = typed.trim().to_lowercase();
    let mut best: Option<(f64, &'n str)> = None;
    for name in names {
        let alike = strsim::jaro_winkler(&typed, &name.to_lowercase());
        if alike > ALIKE && best.is_none_or(|(most, _)| alike > most) {
            best = Some((alike, name));
        }
    }
    best.map(|(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_name_is_near() {
        let names = ["margin", "margins", "sources"];
        assert_eq!(nearest("suorces", names), Some("sources"));
        assert_eq!(nearest("Margn", names), Some("margin"));
        assert_eq!(nearest("calendar", names), None);
        assert_eq!(nearest("x", []), None);
    }
}
