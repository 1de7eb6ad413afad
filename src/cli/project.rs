//! What is typed for the project file: `init`.

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
