//! What the words of `ledger` mean.

use crate::cli::{CountingArgs, LedgerArgs};
use crate::error::{Error, Result};
use crate::report::AttributeOptions;
use crate::schema::{Amount, Bounds, col};

use super::attribute::credit;
use super::words::{choice, pairs};

/// Most draws of a simulation.
const DRAWS: usize = 10_000_000;

/// One table of a ledger.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LedgerTable {
    /// Value and cost by function.
    Function,
    /// The lines of value.
    Line,
    /// Value and cost by month.
    Month,
}

/// What a ledger is asked for.
#[derive(Clone, Debug, Default)]
pub struct LedgerOptions {
    /// What counts.
    pub counting: Counting,
    /// One table alone.
    pub only: Option<LedgerTable>,
    /// Bars of the tornado.
    pub top: Option<usize>,
    /// Draws and their seed.
    pub draws: Option<(usize, u64)>,
    /// Other values of inputs.
    pub what_if: Vec<(String, Amount)>,
}

/// What counts in a ledger and what is shown beside it.
#[derive(Clone, Debug, Default)]
#[allow(missing_docs)]
pub struct Counting {
    /// The model that gives credit; without one, the last UTM of each order.
    pub credit: Option<AttributeOptions>,
    pub include_risk: bool,
    pub allow_undocumented: bool,
    pub risk_adjust: bool,
    pub show_emv: bool,
    /// The discount rate of a year, as a fraction.
    pub discount_rate: Option<f64>,
}

/// What the words mean.
///
/// # Errors
/// Wrong words, named with their option.
pub fn ledger(args: &LedgerArgs) -> Result<LedgerOptions> {
    alone(args)?;
    let tables = [
        ("function", LedgerTable::Function),
        ("line", LedgerTable::Line),
        ("month", LedgerTable::Month),
    ];
    Ok(LedgerOptions {
        counting: counting(&args.counting)?,
        only: args
            .by
            .as_deref()
            .map(|text| choice("by", text, &tables))
            .transpose()?,
        top: args.top,
        draws: draws(args)?,
        what_if: what_if(&args.what_if)?,
    })
}

/// Refuses, beside a table alone, what other tables show.
fn alone(args: &LedgerArgs) -> Result<()> {
    let Some(by) = &args.by else {
        return Ok(());
    };
    let others = [
        ("--compare", args.compare.is_some()),
        ("--monte-carlo", args.monte_carlo.is_some()),
        ("--top", args.top.is_some()),
        ("--npv", args.counting.npv.is_some()),
        ("--show-emv", args.counting.show_emv),
    ];
    match others.iter().find(|(_, asked)| *asked) {
        None => Ok(()),
        Some((option, _)) => Err(Error::BadOption {
            what: format!("--by {by}"),
            why: format!(
                "that is one table alone, which {option} adds nothing to: leave out one of the two"
            ),
        }),
    }
}

/// What the words mean for what counts.
///
/// # Errors
/// Wrong words, named with their option.
pub fn counting(args: &CountingArgs) -> Result<Counting> {
    Ok(Counting {
        credit: credit(args.model.as_deref(), args.lookback_days.as_deref())?,
        include_risk: args.include_risk,
        allow_undocumented: args.allow_undocumented,
        risk_adjust: args.risk_adjust,
        show_emv: args.show_emv,
        discount_rate: args.npv.as_deref().map(rate).transpose()?,
    })
}

fn draws(args: &LedgerArgs) -> Result<Option<(usize, u64)>> {
    match args.monte_carlo {
        None => Ok(None),
        Some(draws @ 1..=DRAWS) => Ok(Some((draws, args.seed.unwrap_or(1)))),
        Some(draws) => Err(Error::BadOption {
            what: format!("--monte-carlo {draws}"),
            why: format!("expected 1 to {DRAWS} draws, like 10000"),
        }),
    }
}

/// How the keys of what is counted and paid begin, none of which is below zero: types of cost, hours and their prices,
/// revenue, orders.
const NEVER_BELOW_ZERO: [&str; 5] = ["cost.", "hours", "orders_", col::RATE, "revenue_"];

fn what_if(texts: &[String]) -> Result<Vec<(String, Amount)>> {
    let change = |(key, text): (String, String)| {
        let value = number(&text).ok_or_else(|| Error::BadOption {
            what: format!("--what-if {key}={text}"),
            why: "expected a plain number, like margin=0.35 or margin=35%".into(),
        })?;
        let bounds = match NEVER_BELOW_ZERO.iter().any(|start| key.starts_with(start)) {
            true => Bounds::Positive,
            false => Bounds::of(&key),
        };
        if bounds.hold(value) {
            return Ok((key, value));
        }
        let hint = bounds
            .hint(value)
            .map_or_else(String::new, |hint| format!(": {hint}"));
        Err(Error::BadOption {
            what: format!("--what-if {key}={text}"),
            why: format!("expected {}{hint}", bounds.expected()),
        })
    };
    let typed = pairs("what-if", texts, "KEY=VALUE, like margin=0.35")?;
    for (at, (key, text)) in typed.iter().enumerate() {
        let before = typed[..at].iter().find(|(known, _)| known == key);
        if let Some((_, other)) = before {
            return Err(Error::BadOption {
                what: format!("--what-if {key}={text}"),
                why: format!("`--what-if {key}={other}` stands before it: a key has one value"),
            });
        }
    }
    typed.into_iter().map(change).collect()
}

/// A plain number, or one in percent.
fn number(text: &str) -> Option<Amount> {
    match text.strip_suffix('%') {
        Some(percent) => Amount::from_plain(percent.trim())?.over(Amount::whole(100)),
        None => Amount::from_plain(text),
    }
}

fn rate(text: &str) -> Result<f64> {
    let rate = number(text).map(Amount::to_f64);
    rate.filter(|rate| (0.0..1.0).contains(rate))
        .ok_or_else(|| Error::BadOption {
            what: format!("--npv {text}"),
            why: "expected a rate of a year from 0 to below 1, like 0.08 or 8%".into(),
        })
}
