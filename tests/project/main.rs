//! The project file: what is wrong in it, what it means for reports, what `init` writes, its schema.
#![allow(clippy::unwrap_used)] // a test that cannot go on fails

mod at_once;
mod bad_input;
mod benchmarks;
mod defaults;
mod elsewhere;
mod fiscal;
mod guarded;
mod init;
mod lying;
mod manual;
mod mapping;
mod meaning;
mod messages;
mod near;
mod rates;
mod schema;
mod shares;
mod sheets;
mod silent_loss;
mod sources;
mod tutorial;
mod unused;
mod zones;

#[path = "../story/mod.rs"]
mod story;

use story::Story;

impl Story {
    /// What `check` says of the project, and that its exit code fits.
    fn checked(&self) -> String {
        let outcome = self.run("check --project-only");
        assert_eq!(outcome.said, "");
        let right = outcome.out.contains("nothing wrong");
        assert_eq!(
            outcome.code,
            Some(if right { 0 } else { 3 }),
            "{}",
            outcome.out
        );
        outcome.out
    }
}

/// What `check` says of a project file without sheets.
fn checked(project: &str) -> String {
    Story::new(&[("social-roi.toml", project)]).checked()
}
