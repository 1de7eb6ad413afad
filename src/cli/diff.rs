//! What is typed after `diff`.

use std::path::PathBuf;

use clap::Args;

use super::OutputArgs;

/// `diff`
#[derive(Args, Clone, Debug, Default)]
pub struct DiffArgs {
    /// The first: JSON of `ledger` or `report`, a manifest.json, the folder of a pack, or `-`
    #[arg(value_name = "A.json")]
    pub before: PathBuf,
    /// The second, of the same kind
    #[arg(value_name = "B.json")]
    pub after: PathBuf,
    /// Exit with 3 where anything differs
    #[arg(long, help_heading = "Output")]
    pub exit_code: bool,
    /// Where results go.
    #[command(flatten)]
    pub output: OutputArgs,
}
