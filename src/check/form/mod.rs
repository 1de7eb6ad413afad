//! A verdict in words: for people, for programs, for code hosts.

mod github;
mod json;
mod path;
mod sarif;
mod text;

pub use github::github;
pub use json::json;
pub use sarif::sarif;
pub use text::{Look, list, text};
