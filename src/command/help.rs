//! `help`: the long text of a command.

use crate::cli::{HelpArgs, help};
use crate::error::{Error, Result};

use super::{Stage, output};

/// Runs the command.
pub fn run(args: &HelpArgs, stage: &mut Stage<'_>) -> Result<u8> {
    let name = args.command.as_deref().unwrap_or("social-roi");
    let page = help::PAGES
        .iter()
        .find(|(known, _)| *known == name)
        .map(|(_, page)| page);
    let Some(page) = page else {
        let mut near: Vec<(f64, &str)> = help::PAGES
            .iter()
            .map(|(known, _)| (strsim::jaro_winkler(name, known), *known))
            .collect();
        near.sort_by(|a, b| b.0.total_cmp(&a.0));
        let nearest = near
            .into_iter()
            .filter(|(score, _)| *score > 0.75)
            .take(1)
            .map(|(_, known)| known.to_owned())
            .collect();
        return Err(Error::UnknownName {
            what: "command",
            name: name.into(),
            nearest,
        });
    };
    output::write_bytes(None, help::printed(page).as_bytes(), stage)?;
    Ok(0)
}
