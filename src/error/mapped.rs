//! Headers that `--map` names and a file does not have, in words.

/// How to name the headers of a file with `--map`, and the one that was probably meant.
pub fn said(nearest: Option<&str>) -> String {
    let near = nearest.map_or_else(String::new, |near| format!("did you mean `{near}`? "));
    format!(
        "{near}behind each `=` of `--map` stands a header of the file, as in `--map spend=Their Header`; `==text` is a text of every row"
    )
}

/// What `--map` may say of a file of no known format, by the formats that it is closest to.
pub fn example(closest: &[String]) -> &'static str {
    // Whose columns look as a shop's are its orders rather than ads.
    match closest.iter().any(|near| near.contains("conversions")) {
        true => "conv_id=Their Header,date=Other Header,revenue=Third Header",
        false => "spend=Their Header,campaign=Other Header",
    }
}
