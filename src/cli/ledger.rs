//! What is typed after `ledger`.

use clap::Args;

use super::{InputArgs, OutputArgs, ScopeArgs};

/// `ledger`
#[derive(Args, Clone, Debug, Default)]
pub struct LedgerArgs {
    /// How the files are read.
    #[command(flatten)]
    pub input: InputArgs,
    /// One table alone: function, line, month
    #[arg(long, value_name = "WHAT", help_heading = "Select")]
    pub by: Option<String>,
    /// Bars of the tornado [default: 10]
    #[arg(
        hide_short_help = true,
        long,
        value_name = "N",
        help_heading = "Select"
    )]
    pub top: Option<usize>,
    /// Why it changed: against previous, year
    #[arg(long, value_name = "WITH", help_heading = "Time")]
    pub compare: Option<String>,
    /// What counts and what is shown.
    #[command(flatten)]
    pub counting: CountingArgs,
    /// Draw every uncertain input N times at random
    #[arg(long, value_name = "N", help_heading = "Method")]
    pub monte_carlo: Option<usize>,
    /// The seed of the draws [default: 1]
    #[arg(
        hide_short_help = true,
        long,
        value_name = "S",
        requires = "monte_carlo",
        help_heading = "Method"
    )]
    pub seed: Option<u64>,
    /// Another value of an input: margin=0.35 (repeatable)
    #[arg(long, value_name = "KEY=VALUE", help_heading = "Method")]
    pub what_if: Vec<String>,
    /// Which rows, periods and money.
    #[command(flatten)]
    pub scope: ScopeArgs,
    /// Where results go.
    #[command(flatten)]
    pub output: OutputArgs,
}

/// What counts in a ledger and what is shown beside it.
#[derive(Args, Clone, Debug, Default)]
#[command(next_help_heading = "Method")]
pub struct CountingArgs {
    /// Credit over journeys, by this attribution model
    #[arg(hide_short_help = true, long, value_name = "NAME")]
    pub model: Option<String>,
    /// Days before a conversion in which a touch counts, for --model
    #[arg(hide_short_help = true, long, value_name = "DAYS")]
    pub lookback_days: Option<String>,
    /// Count expected losses that fell, as an assumption
    #[arg(hide_short_help = true, long)]
    pub include_risk: bool,
    /// Show undocumented lines on a rung of their own
    #[arg(hide_short_help = true, long)]
    pub allow_undocumented: bool,
    /// Apply the factors of trust among the assumptions
    #[arg(hide_short_help = true, long)]
    pub risk_adjust: bool,
    /// Show earned media value in its own box, in no sum
    #[arg(long)]
    pub show_emv: bool,
    /// Present value at this discount rate of a year
    #[arg(long, value_name = "RATE")]
    pub npv: Option<String>,
}
