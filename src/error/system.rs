//! Faults that the system tells, in words of their own.

use std::io;

/// What the system says, as a part of a sentence: without the number of the error, and with a small letter at its start.
pub fn in_words(source: &io::Error) -> String {
    let told = source.to_string();
    let told = told.split(" (os error").next().unwrap_or_default();
    let told = told.trim_end_matches('.');
    let mut letters = told.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_lowercase().chain(letters).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_of_the_system_has_no_number() {
        for (fault, told) in [
            (io::Error::from_raw_os_error(2), "no such file or directory"),
            (io::Error::from_raw_os_error(13), "permission denied"),
            (io::Error::other("a pipe of no name"), "a pipe of no name"),
        ] {
            #[cfg(unix)]
            assert_eq!(in_words(&fault), told);
            #[cfg(not(unix))]
            let _ = (fault, told);
        }
    }
}
