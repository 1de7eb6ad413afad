//! Every kind of fault: its message whole, with place and repair.

mod assumptions;
mod costs;
mod goals;
mod keys;
mod names;
mod told;

use super::checked;

/// What is wrong in a project file, without the sum at the end; nothing where it is right.
fn faults(project: &str) -> String {
    let out = checked(project);
    if out.starts_with("social-roi.toml: nothing wrong\n") {
        return String::new();
    }
    let (faults, sum) = out.trim_end().rsplit_once('\n').unwrap();
    assert!(
        sum.starts_with("social-roi.toml: ") && sum.contains(" fault"),
        "{out}"
    );
    faults.to_owned()
}
