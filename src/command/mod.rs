//! One file per subcommand; the only place where the layers meet.

mod attribute;
mod budgets;
mod chart;
mod check;
mod claimed;
mod completions;
mod counting;
mod credit;
mod days;
mod defaults;
mod diff;
mod explain;
mod formats;
mod help;
mod idle;
mod init;
mod inputs;
mod inspect;
mod journeys;
mod ledger;
mod man;
mod mapping;
mod messages;
mod method;
mod metrics;
mod output;
mod outside;
mod own_files;
mod own_metrics;
mod pack;
mod page;
mod periods;
mod plans;
mod project;
mod rates;
mod refunds;
mod report;
mod saved;
mod scope;
mod sheets;
mod targets;
mod touches;
mod unnamed;
mod unread;
mod zones;

pub use messages::Messages;

use std::cell::{Cell, OnceCell};
use std::io::Write;
use std::rc::Rc;

use crate::cli::{Cli, Command};
use crate::error::Result;
use crate::options::Terminal;
use crate::project::Project;

/// What a command writes to and how it should behave.
pub struct Stage<'s> {
    /// Results.
    pub out: &'s mut dyn Write,
    /// Messages.
    pub err: &'s mut (dyn Write + Send),
    /// The environment.
    pub terminal: &'s Terminal,
    /// The command line as it was typed.
    pub typed: String,
    /// The command, with the word that it takes before inputs.
    pub command: String,
    /// Options of every command.
    pub global: crate::cli::Global,
    /// The project, once it was asked for.
    pub project: OnceCell<Rc<Project>>,
    /// Whether undocumented assumptions are let in, for a rung of their own.
    pub allow_undocumented: bool,
    /// Whether it was said that a project lies among the inputs.
    pub told: Cell<bool>,
}

impl Stage<'_> {
    /// Whether the command has an option for the model that credits outcomes.
    pub fn takes_model(&self) -> bool {
        let name = self.command.split(' ').next();
        name.is_some_and(|name| ["report", "ledger", "chart"].contains(&name))
    }

    /// A stage on which nothing is said: the files were told of when they were read first.
    pub fn silent<'s>(&'s mut self, nothing: &'s mut std::io::Sink) -> Stage<'s> {
        Stage {
            out: self.out,
            err: nothing,
            terminal: self.terminal,
            global: crate::cli::Global {
                quiet: true,
                strict: false,
                ..self.global.clone()
            },
            typed: self.typed.clone(),
            command: self.command.clone(),
            project: self.project.clone(),
            allow_undocumented: self.allow_undocumented,
            told: self.told.clone(),
        }
    }
}

/// Runs a command; the exit code where it is done.
///
/// # Errors
/// What stopped it.
pub fn run(
    mut cli: Cli,
    typed: String,
    terminal: &Terminal,
    out: &mut dyn Write,
    err: &mut (dyn Write + Send),
) -> Result<u8> {
    let mut stage = Stage {
        out,
        err,
        terminal,
        typed,
        command: cli.command.words(),
        global: cli.global,
        allow_undocumented: match &cli.command {
            Command::Ledger(args) => args.counting.allow_undocumented,
            Command::Chart(args) => args.allow_undocumented,
            _ => false,
        },
        project: OnceCell::new(),
        told: Cell::new(false),
    };
    defaults::fill(&mut cli.command, &stage)?;
    let done = match cli.command {
        Command::Report(args) => report::run(&args, &mut stage),
        Command::Attribute(args) => attribute::run(&args, &mut stage),
        Command::Ledger(args) => ledger::run(&args, &mut stage),
        Command::Chart(args) => chart::run(&args, &mut stage),
        Command::Check(args) => check::run(&args, &mut stage),
        Command::Diff(args) => diff::run(&args, &mut stage),
        Command::Inspect(args) => inspect::run(&args, &mut stage),
        Command::Explain(args) => explain::run(&args, &mut stage),
        Command::Metrics(args) => metrics::run(&args, &mut stage),
        Command::Formats(args) => formats::run(&args, &mut stage),
        Command::Init(args) => init::run(&args, &mut stage),
        Command::Help(args) => help::run(&args, &mut stage),
        Command::Completions(args) => completions::run(&args, &mut stage),
        Command::Man => man::run(&mut stage),
    };
    done.map_err(|error| defaults::told_by_project(error, &stage))
}
