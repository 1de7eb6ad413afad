//! The program as a script starts it: nothing of the terminal that the tests run in reaches it.

use assert_cmd::Command;

/// The program, free of the terminal's settings.
pub fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_social-roi"));
    for name in ["COLUMNS", "NO_COLOR", "CLICOLOR_FORCE", "FORCE_COLOR"] {
        command.env_remove(name);
    }
    command
}
