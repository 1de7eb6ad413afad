//! Paths as code hosts know them: from the working folder on, with `/`, without detours.

/// The path below the folder, where it is below it; else as it is.
pub fn below(file: &str, folder: &str) -> String {
    let path = file.replace('\\', "/");
    let folder = folder.replace('\\', "/");
    let inside = path
        .strip_prefix(&folder)
        .and_then(|rest| rest.strip_prefix('/'))
        .filter(|_| !folder.is_empty());
    let mut parts: Vec<&str> = Vec::new();
    for part in inside.unwrap_or(&path).split('/') {
        match (part, parts.last()) {
            (".", _) => {}
            ("..", Some(last)) if !["", ".."].contains(last) => {
                parts.pop();
            }
            _ => parts.push(part),
        }
    }
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_begin_at_the_folder_and_make_no_detour() {
        for (file, below_it) in [
            ("exports/a.csv", "exports/a.csv"),
            ("./exports/./a.csv", "exports/a.csv"),
            ("plan/../exports/a.csv", "exports/a.csv"),
            ("../a.csv", "../a.csv"),
            ("../../a.csv", "../../a.csv"),
            ("/data/a.csv", "a.csv"),
            ("/database/a.csv", "/database/a.csv"),
            ("exports\\a.csv", "exports/a.csv"),
        ] {
            assert_eq!(below(file, "/data"), below_it, "{file}");
        }
    }
}
