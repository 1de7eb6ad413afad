//! Two results of files in two folders. Where a file lay as a result was saved says nothing of what was read from it: both
//! are compared by the paths below their own folder.

use std::borrow::Cow;

use serde_json::Value;

use super::Saved;
use super::causes::{list, text};
use crate::schema::col;

/// What names a file in a saved result, `place` with the line and column of an entry behind it.
const NAMES: [&str; 3] = [col::PATH, "file", "place"];

/// Between the places of a figure that is of several entries.
const PLACES: &str = ", ";

/// Both with the paths below their folders; as they are where a file lies where it lay, or no one folder holds all of each.
pub fn alike<'s>(before: &'s Saved, after: &'s Saved) -> [Cow<'s, Saved>; 2] {
    let (then, now) = (paths(before), paths(after));
    match folders(&then, &now) {
        Some([was, is]) => [below(before, was), below(after, is)],
        None => [Cow::Borrowed(before), Cow::Borrowed(after)],
    }
}

/// The files that a result rests on.
fn paths(saved: &Saved) -> Vec<String> {
    let files = saved
        .basis
        .iter()
        .flat_map(|basis| list(basis.get("inputs")));
    files.map(|file| text(&file[col::PATH])).collect()
}

/// The folder of each, with the mark behind it: what stands before the end that two paths have in common, where it stands
/// before all others too.
fn folders<'p>(then: &'p [String], now: &'p [String]) -> Option<[&'p str; 2]> {
    if then.iter().any(|path| now.contains(path)) {
        return None;
    }
    let holds = |folder: &str, paths: &[String]| paths.iter().all(|path| path.starts_with(folder));
    let pairs = then.iter();
    let mut pairs = pairs.flat_map(|one| now.iter().filter_map(move |two| above(one, two)));
    pairs.find(|[was, is]| holds(was, then) && holds(is, now))
}

/// What stands before the names that two paths have in common at their ends; `None` where not even the last is one.
fn above<'p>(one: &'p str, two: &'p str) -> Option<[&'p str; 2]> {
    let ends = one.bytes().rev().zip(two.bytes().rev());
    let same = ends.take_while(|(one, two)| one == two).count();
    let begins = |path: &str, at: usize| at == 0 || matches!(path.as_bytes()[at - 1], b'/' | b'\\');
    let starts = (1..=same)
        .rev()
        .map(|end| (one.len() - end, two.len() - end));
    let mut starts = starts.filter(|(first, second)| begins(one, *first) && begins(two, *second));
    starts
        .next()
        .map(|(first, second)| [&one[..first], &two[..second]])
}

/// The result with its paths below a folder.
fn below<'s>(saved: &'s Saved, folder: &str) -> Cow<'s, Saved> {
    if folder.is_empty() {
        return Cow::Borrowed(saved);
    }
    let mut found = saved.clone();
    if found.is_ledger() {
        strip(&mut found.value, folder, &NAMES);
    }
    for (key, value) in found.basis.iter_mut().flatten() {
        // Rates are a file that is chosen.
        let settings: &[&str] = &[col::VALUE];
        strip(
            value,
            folder,
            if key == "settings" { settings } else { &NAMES },
        );
    }
    Cow::Owned(found)
}

/// Takes the folder off what stands under these names, however deep.
fn strip(value: &mut Value, folder: &str, names: &[&str]) {
    match value {
        Value::Array(all) => all.iter_mut().for_each(|one| strip(one, folder, names)),
        Value::Object(all) => {
            for (name, one) in all {
                match one {
                    Value::String(path) if names.contains(&name.as_str()) => {
                        let first = path.strip_prefix(folder).unwrap_or(path);
                        *path = first.replace(&format!("{PLACES}{folder}"), PLACES);
                    }
                    _ => strip(one, folder, names),
                }
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(then: &[&str], now: &[&str]) -> Option<[String; 2]> {
        let [then, now] = [then, now].map(|all| {
            all.iter()
                .map(|path| (*path).to_owned())
                .collect::<Vec<_>>()
        });
        folders(&then, &now).map(|both| both.map(str::to_owned))
    }

    #[test]
    fn the_folders_of_two_results_hold_all_of_their_files() {
        let of = |was: &str, is: &str| Some([was.to_owned(), is.to_owned()]);
        let then = ["a/q/x.csv", "a/p.toml"];
        assert_eq!(
            found(&then, &["/b/c/p.toml", "/b/c/q/x.csv"]),
            of("a/", "/b/c/")
        );
        // The one was saved in its folder.
        assert_eq!(found(&then, &["p.toml", "new.csv"]), of("a/", ""));
        assert_eq!(found(&["a\\p.toml"], &["b\\p.toml"]), of("a\\", "b\\"));
    }

    #[test]
    fn a_folder_may_have_the_mark_between_places_in_its_name() {
        let mut value = serde_json::json!({"place": "s, one/p.toml:3:1, s, one/q.csv:2:1"});
        strip(&mut value, "s, one/", &NAMES);
        assert_eq!(value["place"], "p.toml:3:1, q.csv:2:1");
    }

    #[test]
    fn a_file_that_lies_elsewhere_in_one_project_is_another_one() {
        let then = ["p.toml", "august/x.csv"];
        assert_eq!(found(&then, &["p.toml", "september/x.csv"]), None);
        assert_eq!(found(&["a/x.csv", "b/y.csv"], &["c/x.csv"]), None);
        assert_eq!(found(&["a/x.csv"], &["b/ax.csv"]), None);
        assert_eq!(found(&["x.csv"], &["y.csv"]), None);
        assert_eq!(found(&[], &["y.csv"]), None);
    }
}
