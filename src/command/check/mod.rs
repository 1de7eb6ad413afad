//! `check`: data quality, costs, budgets, targets and the project file, as findings; the exit code for CI.

mod entries;
mod gather;
mod planned;
mod project_only;
mod unrated;
mod words;

use std::rc::Rc;

use crate::check::form::{self, Look};
use crate::check::{self, Case, Settings, Severity, Verdict};
use crate::cli::CheckArgs;
use crate::error::{Error, Fault, Result};
use crate::project::{self, Project};

use super::{Stage, output};
pub use words::bands;
use words::{Form, fail_on, settings};

/// The exit code of a check that failed.
const FAILED: u8 = 3;

/// Columns of text where nobody looks at a terminal.
const WIDTH: usize = 80;

/// Columns below which lines are longer than the terminal rather than shreds.
const LEAST: usize = 40;

/// Runs the command: 3 where a finding is as bad as `--fail-on` says, 0 otherwise.
pub fn run(args: &CheckArgs, stage: &mut Stage<'_>) -> Result<u8> {
    let file = args.output.as_deref();
    if args.project_schema {
        let schema = project::json_schema(&super::project::known());
        output::write_bytes(file, &pretty(&schema)?, stage)?;
        return Ok(0);
    }
    let form = Form::of(args.format.as_deref(), file)?;
    let bound = fail_on(args.fail_on.as_deref(), stage.global.strict)?;
    let (project, mut faults) = match super::project::path(&stage.global)? {
        Some(path) => super::project::checked(&path)?,
        None if args.project_only => return Err(Error::NoProject),
        None => (Project::default(), Vec::new()),
    };
    let settings = settings(args.rule.as_deref(), &project.check)?;
    let look = Look {
        width: stage
            .terminal
            .width
            .filter(|_| stage.terminal.out)
            .map_or(WIDTH, |own| own.max(LEAST)),
        color: file.is_none() && stage.terminal.color(stage.global.color),
        all: args.all,
    };
    if args.list_rules {
        let text = form::list(&settings, look);
        output::write_bytes(file, text.as_bytes(), stage)?;
        return Ok(0);
    }
    let (mut project, mut left_out) = (project, Vec::new());
    let verdict = if args.project_only {
        let (taken, notes) = super::sheets::among_sources(&project, stage)?;
        left_out = notes;
        if let Some((extended, all)) = taken {
            (project, faults) = (Rc::unwrap_or_clone(extended), all);
        }
        faults.extend(super::project::lacking(&project, &faults));
        project::sort(&mut faults, &project.file);
        faults_alone(&project, &faults, &settings)
    } else {
        // What can be understood of a project with faults is used; the faults are told.
        let project = Rc::new(project.clone());
        let _ = stage.project.set(Rc::clone(&project));
        gather::verdict(args, &project, faults.clone(), &settings, stage)?
    };
    let text = match (form, args.project_only) {
        (Form::Text, true) => {
            let mut text = Vec::new();
            project_only::describe(&project, &faults, &left_out, &mut text)?;
            text
        }
        (Form::Json, true) => pretty(&project_only::entry(&project, &faults, &left_out))?,
        (Form::Text, false) => form::text(&verdict, look).into_bytes(),
        (Form::Json, false) => pretty(&form::json(&verdict))?,
        (Form::Sarif, _) => pretty(&form::sarif(&verdict))?,
        (Form::GitHub, _) => form::github(&verdict).into_bytes(),
    };
    output::write_bytes(file, &text, stage)?;
    let breach = |bound: Severity| verdict.worst().is_some_and(|worst| worst >= bound);
    Ok(if bound.is_some_and(breach) { FAILED } else { 0 })
}

/// The faults of a project as findings, whatever severity it gives them itself.
fn faults_alone(project: &Project, faults: &[Fault], settings: &Settings) -> Verdict {
    let case = Case {
        faults: faults.to_vec(),
        ..Case::default()
    };
    let settings = Settings {
        only: vec!["project".into()],
        limits: settings.limits,
        ..Settings::default()
    };
    Verdict {
        anchor: Some(project.file.clone()),
        files: 1 + project.sheets.len(),
        folder: gather::folder(),
        ..check::check(&case, &settings)
    }
}

fn pretty(value: &serde_json::Value) -> Result<Vec<u8>> {
    let mut text = serde_json::to_vec_pretty(value).map_err(std::io::Error::from)?;
    text.push(b'\n');
    Ok(text)
}
