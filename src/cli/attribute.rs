//! What is typed after `attribute`, and what other commands share of it.

use std::path::PathBuf;

use clap::Args;

use super::{InputArgs, OutputArgs, Reckoned};

/// How touches become journeys, and journeys credit.
#[derive(Args, Clone, Debug, Default)]
#[command(next_help_heading = "Journeys")]
pub struct JourneyArgs {
    /// Days before a conversion in which a touch counts
    #[arg(long, value_name = "DAYS")]
    pub lookback_days: Option<String>,
    /// The same for views; without it views have no window
    #[arg(hide_short_help = true, long, value_name = "DAYS")]
    pub view_lookback_days: Option<String>,
    /// Which touches count: click, view
    #[arg(hide_short_help = true, long, value_name = "TYPE,…")]
    pub touch_types: Option<String>,
    /// after-conversion (a conversion closes the journey) or none
    #[arg(hide_short_help = true, long, value_name = "WHEN")]
    pub path_reset: Option<String>,
    /// Touches at one moment: order, or split the weight
    #[arg(hide_short_help = true, long, value_name = "HOW")]
    pub ties: Option<String>,
    /// Repeats of a channel in a row count once
    #[arg(hide_short_help = true, long)]
    pub collapse: bool,
    /// Paths as exposure, first, unique, frequency
    #[arg(hide_short_help = true, long, value_name = "HOW")]
    pub transform: Option<String>,
    /// Touches of one channel within this time are one: 30m, 2h
    #[arg(hide_short_help = true, long, value_name = "TIME")]
    pub sessionize: Option<String>,
    /// Only these channels take part
    #[arg(hide_short_help = true, long, value_name = "NAME,…")]
    pub include: Option<String>,
    /// These channels take no part
    #[arg(hide_short_help = true, long, value_name = "NAME,…")]
    pub exclude: Option<String>,
    /// Channels that are direct visits [default: direct and its like]
    #[arg(hide_short_help = true, long, value_name = "NAME,…")]
    pub direct: Option<String>,
    /// Events that convert [default: purchase,conversion]
    #[arg(hide_short_help = true, long, value_name = "NAME,…")]
    pub conversion_event: Option<String>,
    /// What separates the channels of an aggregated path [default: found]
    #[arg(hide_short_help = true, long, value_name = "TEXT")]
    pub separator: Option<String>,
    /// Half-life of time-decay [default: 7]
    #[arg(
        hide_short_help = true,
        long,
        value_name = "DAYS",
        help_heading = "Models"
    )]
    pub half_life_days: Option<String>,
    /// exact, or day: ages floored to whole days
    #[arg(
        hide_short_help = true,
        long,
        value_name = "HOW",
        help_heading = "Models"
    )]
    pub decay_granularity: Option<String>,
    /// Weights of first, middle and last touch, for `custom`
    #[arg(
        hide_short_help = true,
        long,
        value_name = "F,M,L",
        help_heading = "Models"
    )]
    pub weights: Option<String>,
    /// Touches that a state of the chain remembers: 1 to 4
    #[arg(long, value_name = "N", help_heading = "Models")]
    pub markov_order: Option<usize>,
    /// Seed of sampling and resampling [default: 1]
    #[arg(
        hide_short_help = true,
        long,
        value_name = "S",
        help_heading = "Models"
    )]
    pub seed: Option<u64>,
    /// Permutations of shapley-cr above 16 channels [default: 2000]
    #[arg(
        hide_short_help = true,
        long,
        value_name = "N",
        help_heading = "Models"
    )]
    pub samples: Option<u32>,
}

/// `attribute`
#[derive(Args, Clone, Debug, Default)]
pub struct AttributeArgs {
    /// How the files are read.
    #[command(flatten)]
    pub input: InputArgs,
    /// channel, platform, campaign, function, goal, or several
    #[arg(long, value_name = "KEY,…", help_heading = "Select")]
    pub by: Option<String>,
    /// Which models, in this order [default: all that the data allow]
    #[arg(long, value_name = "NAME,…", help_heading = "Models")]
    pub models: Option<String>,
    /// paths, lengths, lags, windows, positions, transitions, removal-effects …
    #[arg(long, value_name = "WHAT", help_heading = "Select")]
    pub show: Option<String>,
    /// Of the table: value, conversions, conversion_share, cpa, roas, roi …
    #[arg(long, value_name = "FIGURE", help_heading = "Select")]
    pub measure: Option<String>,
    /// Compare Markov orders by how well they foretell journeys they have not seen
    #[arg(hide_short_help = true, long, help_heading = "Models")]
    pub order_selection: bool,
    /// Intervals from N resamples of the users
    #[arg(long, value_name = "N", help_heading = "Models")]
    pub bootstrap: Option<usize>,
    /// Level of the intervals, in percent [default: 90]
    #[arg(
        hide_short_help = true,
        long,
        value_name = "PERCENT",
        help_heading = "Models"
    )]
    pub interval: Option<String>,
    /// The first N rows only
    #[arg(
        hide_short_help = true,
        long,
        value_name = "N",
        help_heading = "Select"
    )]
    pub top: Option<usize>,
    /// How touches become journeys.
    #[command(flatten)]
    pub journeys: JourneyArgs,
    /// Only conversions of these days: 2026-09, 2026-Q3 …
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
    /// Convert all money to this currency (needs rates)
    #[arg(long, value_name = "EUR", help_heading = "Money")]
    pub currency: Option<String>,
    /// Rates: a CSV of date, from, to, rate
    #[arg(
        hide_short_help = true,
        long,
        value_name = "FILE",
        help_heading = "Money"
    )]
    pub rates: Option<PathBuf>,
    /// Contribution margin, as a fraction of revenue
    #[arg(long, value_name = "0.4", help_heading = "Money")]
    pub margin: Option<String>,
    /// Rows of spend that two files give differently: error, newest, sum
    #[arg(
        hide_short_help = true,
        long,
        value_name = "HOW",
        default_value = "error",
        hide_default_value = true,
        help_heading = "Money"
    )]
    pub on_overlap: String,
    /// Where results go.
    #[command(flatten)]
    pub output: OutputArgs,
}
