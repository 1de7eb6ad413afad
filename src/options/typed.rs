//! The command line as it was typed, as far as figures depend on it.

use std::ffi::OsString;

/// Options that say where a result goes, with a value.
const PLACES: [&str; 4] = ["-o", "--output", "--pack", "--rejects"];

/// Options that say how much is told on the way.
const MANNERS: [&str; 3] = ["-q", "--quiet", "--force"];

/// The program's name, not where it lies, and its words, quoted where a shell would take them apart; without those that
/// change no figure, so that a document is the same wherever it is written.
pub fn typed(args: &[OsString]) -> String {
    let mut words = vec!["social-roi".to_owned()];
    let mut args = args.iter().skip(1).map(|word| word.to_string_lossy());
    while let Some(word) = args.next() {
        let is_place = |place: &&str| {
            word.strip_prefix(*place)
                .is_some_and(|rest| rest.starts_with('='))
        };
        if PLACES.contains(&word.as_ref()) {
            args.next();
        } else if !MANNERS.contains(&word.as_ref()) && !PLACES.iter().any(is_place) {
            words.push(quoted(&word));
        }
    }
    words.join(" ")
}

fn quoted(word: &str) -> String {
    let plain = |letter: char| letter.is_alphanumeric() || "-_./:,=+@%".contains(letter);
    if !word.is_empty() && word.chars().all(plain) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', r"'\''"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_a_shell_would_take_apart_are_quoted() {
        let args = [
            "/usr/bin/social-roi",
            "report",
            "my exports",
            "--where",
            "campaign=~^It's",
            "-o",
            "q3.xlsx",
            "",
        ];
        let args = args.map(OsString::from);
        assert_eq!(
            typed(&args),
            r"social-roi report 'my exports' --where 'campaign=~^It'\''s' ''"
        );
    }
}
