//! Figures of several days, and figures that stand in for others on some days: what they move is weighed anew where
//! they are other figures, so that the ledger is made again from what the project says.

use super::switching::{Fineness, Switching, bisected, linear};
use super::tornado::Bar;
use crate::error::Result;
use crate::ledger::figure::{Figure, Reason};
use crate::ledger::input::Input;
use crate::ledger::result::Ledger;
use crate::schema::Amount;

/// What becomes of a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Move {
    /// Another one in each entry; on every day, where it has none.
    To(Amount),
    /// Each entry at its lowest.
    Low,
    /// Each entry at its highest.
    High,
}

/// How far from a line net value may lie for its switching value to be taken in closed form, as a share of its size.
const STRAIGHT: f64 = 1e-9;

/// Each step makes the ledger again: as fine as a millionth of a millionth of the range.
const COARSE: Fineness = Fineness {
    pieces: 8,
    halvings: 40,
};

/// The bar of a figure. `again` is the ledger where it is moved, `now` the one where it is not.
///
/// # Errors
/// Those of `again`.
pub fn bar_again(
    input: &Input,
    now: &Ledger,
    again: &dyn Fn(Move) -> Result<Ledger>,
) -> Result<Bar> {
    let ends = match input.range() {
        Some(_) => [again(Move::Low)?.roi, again(Move::High)?.roi],
        None => [now.roi; 2],
    };
    let half = Amount::whole(1).over(Amount::whole(2)).unwrap_or_default();
    let net = |value: Amount| -> Result<f64> { Ok(again(Move::To(value))?.net.to_f64()) };
    let (none, middle, all) = (net(Amount::ZERO)?, net(half)?, net(Amount::whole(1))?);
    let size = none.abs().max(all.abs()).max(1.0);
    // Where the ledger cannot be made there is no figure either.
    let curve = |value: f64| match Amount::from_plain(&format!("{value:.12}")).map(net) {
        Some(Ok(net)) => net,
        _ => f64::NAN,
    };
    let range = input.range();
    let searched = range.map(|(low, high)| (low.to_f64(), high.to_f64()));
    let value = match ((none + all) / 2.0 - middle).abs() <= STRAIGHT * size {
        true => linear(&|value| none + (all - none) * value, 0.0),
        false => match searched {
            Some(ends) => bisected(&curve, ends, COARSE),
            None => Figure::Undefined(Reason::NotSupplied),
        },
    };
    Ok(Bar::of(input, ends, Switching::of(input, value)))
}
