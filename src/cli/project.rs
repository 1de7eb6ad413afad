//! What is typed for the project file: `init` and `check`.

use std::path::PathBuf;

use clap::Args;

/// `init`
#[derive(Args, Clone, Debug, Default)]
pub struct InitArgs {
    /// The folder of the exports [default: this one]
    #[arg(value_name = "DIR")]
    pub folder: Option<PathBuf>,
    /// Replace a project file that is there already
    #[arg(long, help_heading = "Output")]
    pub force: bool,
}

/// `check`
#[derive(Args, Clone, Debug, Default)]
pub struct CheckArgs {
    /// The project file and the sheets that it names
    #[arg(
        long,
        required_unless_present = "project_schema",
        help_heading = "Select"
    )]
    pub project_only: bool,
    /// Print the JSON Schema of project files, for editors
    #[arg(
        long,
        conflicts_with_all = ["project_only", "format"],
        help_heading = "Output"
    )]
    pub project_schema: bool,
    /// text or json
    #[arg(long, value_name = "FORMAT", help_heading = "Output")]
    pub format: Option<String>,
    /// Write to FILE
    #[arg(short, long, value_name = "FILE", help_heading = "Output")]
    pub output: Option<PathBuf>,
}
