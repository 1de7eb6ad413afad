//! A command as it is typed, for hints that show it with inputs.

use super::Command;

impl Command {
    /// The command as it is typed, with the word that it takes before inputs.
    pub fn words(&self) -> String {
        match self {
            Self::Report(_) => "report".into(),
            Self::Attribute(_) => "attribute".into(),
            Self::Ledger(_) => "ledger".into(),
            Self::Chart(args) => format!("chart {}", args.kind.as_deref().unwrap_or("roi")),
            Self::Check(_) => "check".into(),
            Self::Diff(_) => "diff".into(),
            Self::Inspect(_) => "inspect".into(),
            Self::Explain(args) => format!("explain {}", args.figure),
            Self::Metrics(_) => "metrics".into(),
            Self::Formats(_) => "formats".into(),
            Self::Init(_) => "init".into(),
            Self::Help(_) => "help".into(),
            Self::Completions(_) => "completions".into(),
            Self::Man => "man".into(),
        }
    }
}
