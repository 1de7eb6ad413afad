//! The program: arguments in, exit code out.

use std::process::ExitCode;

fn main() -> ExitCode {
    let terminal = social_roi::options::Terminal::of_process();
    ExitCode::from(social_roi::run(
        std::env::args_os(),
        &terminal,
        &mut std::io::stdout().lock(),
        &mut std::io::stderr(),
    ))
}
