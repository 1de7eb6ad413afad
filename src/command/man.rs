//! `man`: the manual page, made from the same definitions as `--help`.

use clap::CommandFactory;

use crate::cli::{Cli, help};
use crate::error::Result;

use super::{Stage, output};

/// Runs the command.
pub fn run(stage: &mut Stage<'_>) -> Result<u8> {
    let mut text = Vec::new();
    let man = clap_mangen::Man::new(Cli::command());
    man.render(&mut text)?;
    for (name, page) in help::PAGES {
        text.extend(format!(".SH {}\n.nf\n", name.to_uppercase()).bytes());
        for line in help::printed(page).lines() {
            let guard = if line.starts_with(['.', '\'']) {
                "\\&"
            } else {
                ""
            };
            text.extend(
                format!("{guard}{}\n", line.replace('\\', "\\e").replace('-', "\\-")).bytes(),
            );
        }
        text.extend(b".fi\n");
    }
    output::write_bytes(None, &text, stage)?;
    Ok(0)
}
