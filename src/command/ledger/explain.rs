//! `explain` of a figure of the ledger: what goes into it, down to rows of files and entries with their place.

use std::fmt::Write;

use crate::cli::{CountingArgs, ExplainArgs};
use crate::error::Result;
use crate::options::{self, Keep};
use crate::report::ledger::{
    Asked, LedgerExplanation, LedgerReport, WHOLE_LEDGER, assembled, explain_ledger, explained,
    near_of_ledger,
};

use super::gather::{Gathered, gathered};
use crate::command::scope::strict;
use crate::command::{Stage, defaults, inputs, output, project};

/// Runs the command for such a figure.
///
/// # Errors
/// As [`gathered`]; a figure that the ledger has not.
pub fn explain(args: &ExplainArgs, json: bool, stage: &mut Stage<'_>) -> Result<u8> {
    let (found, report) = computed(args, stage)?;
    let text = if args.figure == WHOLE_LEDGER {
        let all = explained(&report)?;
        if json { written(&all)? } else { listed(&all) }
    } else {
        let mut explanation = explain_ledger(&args.figure, &report)?;
        if is_of_campaigns(&args.figure) {
            explanation.notes.extend(found.applied);
        }
        if json {
            written(&explanation)?
        } else {
            told(&explanation)
        }
    };
    inputs::warn(&found.warnings, stage)?;
    match json {
        true => output::write_bytes(args.output.as_deref(), text.as_bytes(), stage)?,
        false => output::write_lines(args.output.as_deref(), &text, stage)?,
    }
    strict(stage, found.rejected, found.rows, found.warnings.len())?;
    Ok(u8::from(found.failed))
}

/// The figure, line or input of the ledger that a name that is no metric probably means; `None` where there is no ledger.
pub fn near(args: &ExplainArgs, stage: &mut Stage<'_>) -> Option<String> {
    let (_, report) = computed(args, stage).ok()?;
    near_of_ledger(&args.figure, &report)
}

fn computed(args: &ExplainArgs, stage: &mut Stage<'_>) -> Result<(Gathered, LedgerReport)> {
    let mut typed = CountingArgs::default();
    defaults::counting(&mut typed, &*project::found(stage)?);
    let mut counting = options::counting(&typed)?;
    counting.show_emv = true;
    let found = gathered(
        &args.input,
        &args.scope,
        &counting,
        None,
        Keep::Figures,
        stage,
    )?;
    let report = assembled(&found.now, None, &found.facts, &Asked::default())?;
    Ok((found, report))
}

/// Whether a figure rests on campaigns, so that the rules that map them bear on it.
fn is_of_campaigns(figure: &str) -> bool {
    const LINES: [&str; 6] = ["L-01", "L-02", "L-03", "L-04", "L-05", "L-06"];
    const INPUTS: [&str; 4] = [
        "input.revenue",
        "input.deals",
        "input.media",
        "input.orders",
    ];
    let begins = |names: &[&str]| names.iter().any(|name| figure.starts_with(name));
    match figure.split_once('.') {
        Some(("cost", of)) => of == "media",
        Some(("input", _)) => begins(&INPUTS),
        Some(_) => true,
        None => begins(&LINES),
    }
}

fn written(found: &impl serde::Serialize) -> Result<String> {
    let mut text = serde_json::to_string_pretty(found).map_err(std::io::Error::from)?;
    text.push('\n');
    Ok(text)
}

/// Every figure on a line, under the name that explains it.
fn listed(all: &[LedgerExplanation]) -> String {
    let longest = |of: fn(&LedgerExplanation) -> &str| {
        let lengths = all.iter().map(|found| of(found).chars().count());
        lengths.max().unwrap_or(0)
    };
    let (names, values) = (
        longest(|found| &found.figure),
        longest(|found| &found.value),
    );
    let line = |found: &LedgerExplanation| {
        format!(
            "{:names$}  {:>values$}  {}\n",
            found.figure, found.value, found.title
        )
    };
    all.iter().map(line).collect()
}

fn told(found: &LedgerExplanation) -> String {
    let mut text = format!("{} = {}   {}\n", found.figure, found.value, found.title);
    if !found.formula.is_empty() {
        let _ = writeln!(text, "  formula  {}", found.formula);
    }
    let name = |of: &crate::report::ledger::LedgerPart| of.name.chars().count();
    let names = found.parts.iter().map(name).max().unwrap_or(0);
    let values = found
        .parts
        .iter()
        .map(|part| part.value.chars().count())
        .max()
        .unwrap_or(0);
    if !found.parts.is_empty() {
        text.push('\n');
    }
    for part in &found.parts {
        let _ = writeln!(
            text,
            "  {:names$}  {:>values$}  {}",
            part.name, part.value, part.title
        );
        if !part.origin.is_empty() {
            let _ = writeln!(text, "      {}", part.origin);
        }
        if let Some(place) = &part.place {
            let _ = writeln!(text, "      at {place}");
        }
    }
    if !found.notes.is_empty() {
        text.push('\n');
    }
    for note in &found.notes {
        let _ = writeln!(text, "  note: {note}");
    }
    text
}
