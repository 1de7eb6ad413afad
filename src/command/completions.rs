//! `completions`: for packagers and shells.

use clap::CommandFactory;

use crate::cli::{Cli, CompletionsArgs};
use crate::error::Result;

use super::{Stage, output};

/// Runs the command.
pub fn run(args: &CompletionsArgs, stage: &mut Stage<'_>) -> Result<u8> {
    let mut text = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "social-roi", &mut text);
    output::write_bytes(None, &text, stage)?;
    Ok(0)
}
