//! What is typed after `check`.

use std::path::PathBuf;

use clap::Args;

use super::{InputArgs, ScopeArgs};

/// `check`
#[derive(Args, Clone, Debug, Default)]
pub struct CheckArgs {
    /// How the files are read.
    #[command(flatten)]
    pub input: InputArgs,
    /// These rules alone (`--list-rules` names them)
    #[arg(long, value_name = "NAME,…", help_heading = "Select")]
    pub rule: Option<String>,
    /// The project file and its sheets; no export is read
    #[arg(long, conflicts_with = "inputs", help_heading = "Select")]
    pub project_only: bool,
    /// Which rows, periods and money.
    #[command(flatten)]
    pub scope: ScopeArgs,
    /// Which findings make the exit code 3: error, warning, note, never
    #[arg(long, value_name = "LEVEL", help_heading = "Output")]
    pub fail_on: Option<String>,
    /// text, json, sarif, github
    #[arg(long, value_name = "FORMAT", help_heading = "Output")]
    pub format: Option<String>,
    /// Write to FILE; .json and .sarif set the format
    #[arg(short, long, value_name = "FILE", help_heading = "Output")]
    pub output: Option<PathBuf>,
    /// Every finding as text, not the first ten of each rule
    #[arg(long, help_heading = "Output")]
    pub all: bool,
    /// Print the rules, how bad each is and what it is about
    #[arg(long, conflicts_with = "format", help_heading = "Output")]
    pub list_rules: bool,
    /// Print the JSON Schema of project files, for editors
    #[arg(
        long,
        conflicts_with_all = ["project_only", "list_rules", "format"],
        help_heading = "Output"
    )]
    pub project_schema: bool,
}
