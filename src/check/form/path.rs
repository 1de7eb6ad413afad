//! Paths as code hosts know them: from the working folder on, with `/`, without detours.

use crate::check::Place;

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

/// Ends of files that hold several: workbooks and archives.
const HOLDERS: [&str; 6] = [".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".zip"];

/// The file on disk, and which sheet of it or file in it is meant: code hosts know the first alone.
pub fn parted(path: &str) -> (&str, Option<&str>) {
    let ends = path.match_indices('/').map(|(end, _)| end);
    let is_holder = |end: &usize| {
        let file = path[..*end].to_lowercase();
        HOLDERS.iter().any(|holder| file.ends_with(holder))
    };
    match ends.into_iter().find(is_holder) {
        Some(end) => (&path[..end], Some(&path[end + 1..])),
        None => (path, None),
    }
}

/// What a message says of the part of a file that is meant.
pub fn told(place: Option<&Place>) -> String {
    let part = place.and_then(|place| Some((parted(&place.file).1?, place.line)));
    match part {
        Some((part, Some(line))) => format!(" (`{part}`, line {line})"),
        Some((part, None)) => format!(" (`{part}`)"),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sheet_is_a_part_of_its_workbook() {
        for (path, file, inside) in [
            ("plan/all.xlsx/costs", "plan/all.xlsx", Some("costs")),
            (
                "Videos.zip/Table data.csv",
                "Videos.zip",
                Some("Table data.csv"),
            ),
            ("plan/costs.csv", "plan/costs.csv", None),
            ("plan/all.xlsx", "plan/all.xlsx", None),
        ] {
            assert_eq!(parted(path), (file, inside), "{path}");
        }
    }

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
