//! What is typed after `chart`.

use std::path::PathBuf;

use clap::Args;

use super::{InputArgs, JourneyArgs, OutputArgs, ScopeArgs};

/// `chart`
#[derive(Args, Clone, Debug, Default)]
#[command(mut_arg("format", |arg| arg.help("svg, png, pdf; or the plotted figures: csv, json, table …")))]
#[command(mut_arg("output", |arg| arg.help("Write to FILE: .svg, .png, .pdf, or .csv for the figures")))]
// What charts have in common with reports stands in the long help.
#[command(mut_arg("date_order", |arg| arg.hide_short_help(true)))]
#[command(mut_arg("decimal", |arg| arg.hide_short_help(true)))]
#[command(mut_arg("currency_of", |arg| arg.hide_short_help(true)))]
#[command(mut_arg("map", |arg| arg.hide_short_help(true)))]
#[command(mut_arg("profile", |arg| arg.hide_short_help(true)))]
#[command(mut_arg("rejects", |arg| arg.hide_short_help(true)))]
#[command(mut_arg("as_of", |arg| arg.hide_short_help(true)))]
#[command(mut_arg("spread_periods", |arg| arg.hide_short_help(true)))]
#[command(mut_arg("rates", |arg| arg.hide_short_help(true)))]
#[command(mut_arg("cost", |arg| arg.hide_short_help(true)))]
#[command(mut_arg("markov_order", |arg| arg.hide_short_help(true)))]
#[command(mut_arg("lookback_days", |arg| arg.hide_short_help(true)))]
#[command(mut_arg("tall", |arg| arg.hide_short_help(true)))]
pub struct ChartArgs {
    /// roi, trend, models, paths … (`--list` tells what each shows)
    #[arg(value_name = "KIND", required_unless_present = "list")]
    pub kind: Option<String>,
    /// The kinds of charts, and what each needs
    #[arg(long, help_heading = "Select")]
    pub list: bool,
    /// How the files are read.
    #[command(flatten)]
    pub input: InputArgs,
    /// Key of the rows or panels: channel, campaign, platform, month …
    #[arg(long, value_name = "KEY", help_heading = "Select")]
    pub by: Option<String>,
    /// Which metrics, for charts that draw any
    #[arg(long, value_name = "NAME,…", help_heading = "Select")]
    pub metrics: Option<String>,
    /// Rows of their own; the others are summed up in one
    #[arg(long, value_name = "N", help_heading = "Select")]
    pub top: Option<usize>,
    /// Earlier figures behind: previous, year
    #[arg(long, value_name = "WITH", help_heading = "Time")]
    pub compare: Option<String>,
    /// Which rows, periods and money.
    #[command(flatten)]
    pub scope: ScopeArgs,
    /// Attribution models, for charts of journeys
    #[arg(
        hide_short_help = true,
        long,
        value_name = "NAME,…",
        help_heading = "Models"
    )]
    pub models: Option<String>,
    /// Of the models: value, conversions, conversion_share, cpa, roas, roi …
    #[arg(
        hide_short_help = true,
        long,
        value_name = "FIGURE",
        help_heading = "Models"
    )]
    pub measure: Option<String>,
    /// Intervals from N resamples of the users
    #[arg(
        hide_short_help = true,
        long,
        value_name = "N",
        help_heading = "Models"
    )]
    pub bootstrap: Option<usize>,
    /// Level of the intervals, in percent [default: 90]
    #[arg(
        hide_short_help = true,
        long,
        value_name = "PERCENT",
        help_heading = "Models"
    )]
    pub interval: Option<String>,
    /// Charts of the ledger: credit over journeys, by this attribution model
    #[arg(
        hide_short_help = true,
        long,
        value_name = "NAME",
        help_heading = "Models"
    )]
    pub model: Option<String>,
    /// Charts of the ledger: another value of an input, margin=0.35 (repeatable)
    #[arg(
        hide_short_help = true,
        long,
        value_name = "KEY=VALUE",
        help_heading = "Models"
    )]
    pub what_if: Vec<String>,
    /// Charts of the ledger: count expected losses that fell
    #[arg(hide_short_help = true, long, help_heading = "Models")]
    pub include_risk: bool,
    /// `chart ladder`: undocumented lines on a rung of their own
    #[arg(hide_short_help = true, long, help_heading = "Models")]
    pub allow_undocumented: bool,
    /// Charts of the ledger: apply the factors of trust among the assumptions
    #[arg(hide_short_help = true, long, help_heading = "Models")]
    pub risk_adjust: bool,
    /// How touches become journeys.
    #[command(flatten)]
    pub journeys: JourneyArgs,
    /// How the picture looks.
    #[command(flatten)]
    pub look: LookArgs,
    /// Where results go.
    #[command(flatten)]
    pub output: OutputArgs,
}

/// How pictures look.
#[derive(Args, Clone, Debug, Default)]
#[command(next_help_heading = "Look")]
pub struct LookArgs {
    /// Width and height in pixels, or the width alone [default: 960]
    #[arg(long, value_name = "WxH")]
    pub size: Option<String>,
    /// Pixels of PNG per pixel of size [default: 2]
    #[arg(long, value_name = "N")]
    pub scale: Option<String>,
    /// A headline of your own
    #[arg(long, value_name = "TEXT")]
    pub title: Option<String>,
    /// light or dark
    #[arg(long, value_name = "THEME")]
    pub theme: Option<String>,
    /// Language of headings and figures: en, de, es, fa, ar, also de-CH
    #[arg(long, value_name = "CODE")]
    pub lang: Option<String>,
    /// A font for scripts that the bundled one lacks (repeatable)
    #[arg(long, value_name = "FILE")]
    pub font: Vec<PathBuf>,
}
