//! social-roi: what social media returns, from the exports that people download.
//!
//! ```text
//! bytes ──ingest──▶ canonical tables ──metrics──▶ report (plain result types) ──render──▶ table, file
//! ```

pub mod attribution;
pub mod check;
pub mod cli;
pub mod command;
pub mod error;
pub mod ingest;
pub mod lang;
pub mod ledger;
pub mod metrics;
pub mod options;
pub mod project;
mod random;
pub mod render;
pub mod report;
pub mod schema;
pub mod time;

use std::ffi::OsString;
use std::io::Write;

use clap::Parser;

use error::Error;

/// Runs the program: parses the arguments, writes results to `out` and everything else to `err`, returns the exit code.
pub fn run(
    args: impl IntoIterator<Item = OsString>,
    terminal: &options::Terminal,
    out: &mut dyn Write,
    err: &mut (dyn Write + Send),
) -> u8 {
    let args: Vec<OsString> = args.into_iter().collect();
    let cli = match cli::Cli::try_parse_from(&args) {
        Ok(cli) => cli,
        Err(error) => return usage(&error, out, err),
    };
    let width = terminal.width.filter(|_| terminal.err);
    let err = &mut command::Messages::new(err, width);
    match command::run(cli, options::typed(&args), terminal, out, err) {
        Ok(code) => code,
        Err(error) if error.is_closed_pipe() => 0,
        Err(error) => {
            tell(&error, err);
            error.exit_code()
        }
    }
}

/// Writes an error and its hint; a closed standard error leaves nothing to tell.
fn tell(error: &Error, err: &mut (dyn Write + Send)) {
    if let Error::BadProject { faults } = error {
        for (fault, hint) in error::told(faults) {
            let _ = writeln!(err, "error: {fault}");
            if let Some(hint) = hint {
                let _ = writeln!(err, "hint: {hint}");
            }
        }
        return;
    }
    let _ = writeln!(err, "error: {error}");
    if let Some(hint) = error.hint() {
        let _ = writeln!(err, "hint: {hint}");
    }
}

/// Help and version go to `out` with exit code 0, wrong usage to `err` with 2.
fn usage(error: &clap::Error, out: &mut dyn Write, err: &mut (dyn Write + Send)) -> u8 {
    let text = error.render();
    if error.use_stderr() {
        let _ = write!(err, "{text}");
        return 2;
    }
    let _ = write!(out, "{text}").and_then(|()| out.flush());
    0
}
