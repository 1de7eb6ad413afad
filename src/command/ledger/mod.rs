//! `ledger`: one ROI for everything social, over the full cost.

mod apart;
mod assumptions;
mod brand;
mod budgets;
mod carried;
mod charge;
mod chart;
mod codes;
mod complete;
mod conditions;
mod costs;
mod counted;
mod covered;
mod customers;
mod elsewhere;
mod experiments;
mod explain;
mod exports;
mod facts;
mod fall;
mod gather;
mod held;
mod labour;
mod lines;
mod losses;
mod maker;
mod margins;
mod mean;
mod media;
mod memos;
mod money;
mod moved;
mod outcomes;
mod overhead;
mod pipeline;
mod ratios;
mod savings;
mod show;
mod subjects;
mod supported;
mod tested;
mod totals;
mod unpaid;
mod unplaced;
mod unused;
mod weights_told;

pub use carried::{is_named, is_sound};
pub use charge::{Asked as ChargeAsked, HeldMedia, PaidCost, of_paid};
pub use chart::{chart, pacing, reported};
pub use codes::mark as mark_codes;
pub use costs::Typed;
pub use covered::{days_of_media, of_rows};
pub use elsewhere::media_on_record;
pub use experiments::{days as days_of_test, kappa_key};
pub use explain::{explain, near};
use gather::gathered;
pub use money::Exchange;
pub use show::{Page, tables};

use crate::cli::LedgerArgs;
use crate::error::Result;
use crate::options::{self, Form, Keep};
use crate::render::Format;
use crate::report::ledger::{Asked, assembled};

use super::scope::strict;
use super::{Stage, inputs, output};

/// Runs the command.
pub fn run(args: &LedgerArgs, stage: &mut Stage<'_>) -> Result<u8> {
    let destination = output::destination(&args.output, stage)?;
    let options = options::ledger(args)?;
    let found = gathered(
        &args.input,
        &args.scope,
        &options.counting,
        args.compare.as_deref(),
        // What a saved ledger rests on is compared by `diff`.
        match destination.form {
            Form::Text(Format::Json) => Keep::Method,
            _ => destination.keep(),
        },
        stage,
    )?;
    let asked = Asked {
        what_if: options.what_if.clone(),
        top: options.top,
        draws: options.draws,
    };
    let mut report = assembled(&found.now, found.compared(), &found.facts, &asked)?;
    if let (Some(change), Some((then, now))) = (&mut report.change, found.customers) {
        change.set_customers(then, now);
    }
    inputs::warn(&found.warnings, stage)?;
    output::tell(&found.idle, &destination, stage)?;
    show::write(
        &report,
        found.calendar,
        found.method,
        options.only,
        &found.warnings,
        &destination,
        stage,
    )?;
    strict(stage, found.rejected, found.rows, found.warnings.len())?;
    Ok(u8::from(found.failed))
}
