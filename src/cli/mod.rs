//! What the user typed. Form is checked here, meaning in [`crate::options`].

mod attribute;
mod chart;
mod check;
mod diff;
pub mod help;
mod ledger;
mod project;
mod words;

use std::path::PathBuf;

use chrono::Weekday;
use clap::{ArgAction, Args, Parser, Subcommand, ValueEnum};

pub use attribute::{AttributeArgs, JourneyArgs};
pub use chart::{ChartArgs, LookArgs};
pub use check::CheckArgs;
pub use diff::DiffArgs;
pub use ledger::{CountingArgs, LedgerArgs};
pub use project::InitArgs;

/// The command line.
#[derive(Debug, Parser)]
#[command(
    name = "social-roi",
    version,
    about = "What social media returns: reads exports as they were downloaded, prints reconciled ROI",
    disable_help_flag = true,
    disable_help_subcommand = true,
    arg_required_else_help = true,
    max_term_width = 110,
    after_help = "Start here:  social-roi report exports/\nMore:        social-roi help report    exit codes: 0 done, 1 data or files, 2 usage, 3 a check failed"
)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
    /// Everything that any command may be told.
    #[command(flatten)]
    pub global: Global,
}

/// Options of every command.
#[derive(Args, Clone, Debug)]
#[command(next_help_heading = "Global")]
pub struct Global {
    /// Print help (`social-roi help COMMAND` says more)
    #[arg(short, long, global = true, action = ArgAction::HelpShort)]
    pub help: Option<bool>,
    /// Say nothing about files as they are read
    #[arg(short, long, global = true)]
    pub quiet: bool,
    /// Warnings and rejected rows make the exit code 1
    #[arg(long, global = true)]
    pub strict: bool,
    /// Colour: auto, always, never
    #[arg(
        long,
        global = true,
        value_name = "WHEN",
        default_value = "auto",
        hide_default_value = true,
        hide_possible_values = true
    )]
    pub color: ColorWhen,
    /// Project file [default: social-roi.toml here or above]
    #[arg(hide_short_help = true, long, global = true, value_name = "FILE")]
    pub project: Option<PathBuf>,
}

/// When to colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
#[allow(missing_docs)]
pub enum ColorWhen {
    Auto,
    Always,
    Never,
}

/// The subcommands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// ROI and performance by platform, channel, campaign, month …
    Report(Box<ReportArgs>),
    /// Multi-touch attribution: all models side by side
    Attribute(Box<AttributeArgs>),
    /// One ROI over the full cost: evidence ladder, sensitivity
    Ledger(Box<LedgerArgs>),
    /// One chart: svg, png or pdf by the extension of -o
    Chart(Box<ChartArgs>),
    /// Data quality, budgets, targets, the project file; for CI
    Check(Box<CheckArgs>),
    /// What moved between two saved results, and why
    Diff(Box<DiffArgs>),
    /// What is this file, what will be read from it, what will not
    Inspect(InspectArgs),
    /// Where one figure comes from: formula, sums, rows, files
    Explain(Box<ExplainArgs>),
    /// The metrics that can be computed
    Metrics(MetricsArgs),
    /// The export formats that can be read
    Formats(FormatsArgs),
    /// A commented project file that fits a folder of exports
    Init(InitArgs),
    /// Long help, with examples
    Help(HelpArgs),
    /// Shell completions
    Completions(CompletionsArgs),
    /// The manual page
    Man,
}

/// How the files are read; the same for every command that reads.
#[derive(Args, Clone, Debug, Default)]
#[command(next_help_heading = "Input")]
pub struct InputArgs {
    /// Files, folders, globs, or `-` for standard input
    #[arg(value_name = "INPUT")]
    pub inputs: Vec<String>,
    /// Day-month order of dates like 03/04/2026: dmy, mdy, ymd
    #[arg(long, value_name = "ORDER")]
    pub date_order: Option<String>,
    /// Decimal mark of numbers like 1.234: dot, comma
    #[arg(long, value_name = "MARK")]
    pub decimal: Option<String>,
    /// Currency of files that do not say (repeatable)
    #[arg(long, value_name = "FILE=EUR")]
    pub currency_of: Vec<String>,
    /// Account of files that do not say (repeatable)
    #[arg(hide_short_help = true, long, value_name = "FILE=NAME")]
    pub account_of: Vec<String>,
    /// Network of files that do not say (repeatable)
    #[arg(hide_short_help = true, long, value_name = "FILE=NAME")]
    pub platform_of: Vec<String>,
    /// Read an unknown file: `spend=Their Header,platform==meta`
    #[arg(long, value_name = "COLUMN=HEADER,…")]
    pub map: Vec<String>,
    /// A profile of your own (repeatable)
    #[arg(long, value_name = "FILE")]
    pub profile: Vec<PathBuf>,
    /// Write every row that could not be read, with the reason
    #[arg(long, value_name = "FILE")]
    pub rejects: Option<PathBuf>,
    /// The day that counts as today
    #[arg(long, value_name = "DATE")]
    pub as_of: Option<String>,
}

/// Which rows and periods, and what money means.
#[derive(Args, Clone, Debug, Default)]
pub struct ScopeArgs {
    /// Keep rows: campaign=NAME, campaign=~REGEX, platform!=x (repeatable)
    #[arg(long = "where", value_name = "KEY=VALUE", help_heading = "Select")]
    pub filters: Vec<String>,
    /// 2026-09, 2026-Q3, 2026-W37, 2026-09-01..2026-09-30, last-month …
    #[arg(long, value_name = "PERIOD", help_heading = "Time")]
    pub period: Option<String>,
    /// Whose months and years: gregorian, jalali
    #[arg(
        hide_short_help = true,
        long,
        value_name = "NAME",
        help_heading = "Time"
    )]
    pub calendar: Option<String>,
    /// How the project counts years and weeks.
    #[arg(skip)]
    pub reckoned: Reckoned,
    /// Share rows that span several periods out by days
    #[arg(long, help_heading = "Time")]
    pub spread_periods: bool,
    /// Convert all money to this currency (needs rates)
    #[arg(long, value_name = "EUR", help_heading = "Money")]
    pub currency: Option<String>,
    /// Rates: a CSV of date, from, to, rate
    #[arg(long, value_name = "FILE", help_heading = "Money")]
    pub rates: Option<PathBuf>,
    /// Contribution margin, as a fraction of revenue
    #[arg(long, value_name = "0.4", help_heading = "Money")]
    pub margin: Option<String>,
    /// Cost beside media: labour=12000 (repeatable)
    #[arg(long, value_name = "TYPE=AMOUNT", help_heading = "Money")]
    pub cost: Vec<String>,
    /// Rows that two files give differently: error, newest, sum
    #[arg(
        hide_short_help = true,
        long,
        value_name = "HOW",
        default_value = "error",
        hide_default_value = true,
        help_heading = "Money"
    )]
    pub on_overlap: String,
    /// Which kinds of outcomes count: shop, payments, deals, analytics, all
    #[arg(
        hide_short_help = true,
        long,
        value_name = "KIND,…",
        help_heading = "Money"
    )]
    pub outcomes: Option<String>,
}

/// How a project counts years, weeks and days; nothing of it is typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reckoned {
    /// The project's calendar, by its name.
    pub calendar: Option<String>,
    /// The month of that calendar that fiscal years begin with.
    pub fiscal_year_start: Option<u32>,
    /// The day that weeks begin with.
    pub week_start: Option<Weekday>,
    /// The time zone that moments have their day in, by its name.
    pub time_zone: Option<String>,
}

/// Where results go and in what form.
#[derive(Args, Clone, Debug, Default)]
#[command(next_help_heading = "Output")]
pub struct OutputArgs {
    /// Write to FILE; its extension sets the format
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// table, tall, csv, tsv, json, ndjson, markdown, parquet, xlsx, html
    #[arg(long, value_name = "FORMAT")]
    pub format: Option<String>,
    /// One block per row, nothing hidden
    #[arg(long)]
    pub tall: bool,
    /// Replace a finished document (workbook, picture) that is there already
    #[arg(hide_short_help = true, long)]
    pub force: bool,
    /// A total row in CSV, TSV and JSON too
    #[arg(hide_short_help = true, long)]
    pub totals: bool,
    /// CSV for `excel` or `excel-eu`
    #[arg(hide_short_help = true, long, value_name = "WHO")]
    pub csv_for: Option<String>,
    /// Leave text that a spreadsheet would run as a formula
    #[arg(hide_short_help = true, long)]
    pub raw_text: bool,
    /// Width of tables [default: the terminal's]
    #[arg(hide_short_help = true, long, value_name = "COLUMNS")]
    pub width: Option<usize>,
}

/// `report`
#[derive(Args, Clone, Debug, Default)]
pub struct ReportArgs {
    /// How the files are read.
    #[command(flatten)]
    pub input: InputArgs,
    /// platform, channel, account, campaign, ad_group, ad, country, function, day, week, month, quarter, year
    #[arg(long, value_name = "KEY,…", help_heading = "Select")]
    pub by: Option<String>,
    /// Which metrics, in this order (`social-roi metrics` lists them)
    #[arg(long, value_name = "NAME,…", help_heading = "Select")]
    pub metrics: Option<String>,
    /// Sort by a key or metric; `-spend` turns it round
    #[arg(
        long,
        value_name = "NAME",
        help_heading = "Select",
        allow_hyphen_values = true
    )]
    pub sort: Option<String>,
    /// The first N rows only
    #[arg(long, value_name = "N", help_heading = "Select")]
    pub top: Option<usize>,
    /// Add change columns: previous, year
    #[arg(long, value_name = "WITH", help_heading = "Time")]
    pub compare: Option<String>,
    /// Credit over journeys, by this attribution model, in place of outcomes
    #[arg(long, value_name = "NAME", help_heading = "Money")]
    pub model: Option<String>,
    /// Days before a conversion in which a touch counts, for --model
    #[arg(
        hide_short_help = true,
        long,
        value_name = "DAYS",
        help_heading = "Money"
    )]
    pub lookback_days: Option<String>,
    /// Write page, charts, tables, workbook and manifest into a folder
    #[arg(
        long,
        value_name = "FOLDER",
        conflicts_with_all = ["output", "format", "tall"],
        help_heading = "Output"
    )]
    pub pack: Option<PathBuf>,
    /// Language of tables, Markdown and pages: en, de, es, fa, ar, also de-CH
    #[arg(
        hide_short_help = true,
        long,
        value_name = "CODE",
        help_heading = "Output"
    )]
    pub lang: Option<String>,
    /// Which rows, periods and money.
    #[command(flatten)]
    pub scope: ScopeArgs,
    /// Where results go.
    #[command(flatten)]
    pub output: OutputArgs,
}

/// `inspect`
#[derive(Args, Clone, Debug, Default)]
pub struct InspectArgs {
    /// How the files are read.
    #[command(flatten)]
    pub input: InputArgs,
    /// text or json
    #[arg(long, value_name = "FORMAT", help_heading = "Output")]
    pub format: Option<String>,
    /// Write to FILE
    #[arg(short, long, value_name = "FILE", help_heading = "Output")]
    pub output: Option<PathBuf>,
    /// Width of the text [default: the terminal's]
    #[arg(
        hide_short_help = true,
        long,
        value_name = "COLUMNS",
        help_heading = "Output"
    )]
    pub width: Option<usize>,
}

/// `explain`
#[derive(Args, Clone, Debug, Default)]
pub struct ExplainArgs {
    /// The metric, as `social-roi metrics` names it
    #[arg(value_name = "FIGURE")]
    pub figure: String,
    /// How the files are read.
    #[command(flatten)]
    pub input: InputArgs,
    /// Which rows, periods and money.
    #[command(flatten)]
    pub scope: ScopeArgs,
    /// text or json
    #[arg(long, value_name = "FORMAT", help_heading = "Output")]
    pub format: Option<String>,
    /// Write to FILE
    #[arg(short, long, value_name = "FILE", help_heading = "Output")]
    pub output: Option<PathBuf>,
}

/// `metrics`
#[derive(Args, Clone, Debug, Default)]
pub struct MetricsArgs {
    /// With files: how they are read, to say which metrics they allow.
    #[command(flatten)]
    pub input: InputArgs,
    /// Which metrics the inputs allow, and what the others lack
    #[arg(long, help_heading = "Select")]
    pub can: bool,
    /// Where results go.
    #[command(flatten)]
    pub output: OutputArgs,
}

/// `formats`
#[derive(Args, Clone, Debug, Default)]
pub struct FormatsArgs {
    /// One format (all that is known of it) or one canonical table
    #[arg(value_name = "NAME")]
    pub name: Option<String>,
    /// A profile of your own (repeatable)
    #[arg(long, value_name = "FILE", help_heading = "Input")]
    pub profile: Vec<PathBuf>,
    /// Where results go.
    #[command(flatten)]
    pub output: OutputArgs,
}

/// `help`
#[derive(Args, Clone, Debug, Default)]
pub struct HelpArgs {
    /// A command
    #[arg(value_name = "COMMAND")]
    pub command: Option<String>,
}

/// `completions`
#[derive(Args, Clone, Debug)]
pub struct CompletionsArgs {
    /// bash, zsh, fish, elvish, powershell
    #[arg(value_name = "SHELL")]
    pub shell: clap_complete::Shell,
}
