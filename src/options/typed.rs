//! The command line as it was typed.

use std::ffi::OsString;

/// The program's name, not where it lies, and its words, quoted where a shell would take them apart.
pub fn typed(args: &[OsString]) -> String {
    let words = args
        .iter()
        .skip(1)
        .map(|word| quoted(&word.to_string_lossy()));
    let words: Vec<String> = std::iter::once("social-roi".to_owned())
        .chain(words)
        .collect();
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
            r"social-roi report 'my exports' --where 'campaign=~^It'\''s' -o q3.xlsx ''"
        );
    }
}
