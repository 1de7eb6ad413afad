//! Refunds on their own day (`refunds = "refund"` of [money]), where an export states it. An order that was refunded
//! becomes two rows: the order with all that was paid, and on the day of the refund what went back. Together they are
//! what the order was, so that only the days change.

use polars::prelude::{Column, DataFrame};

use crate::error::Result;
use crate::project::{Project, Refunds};
use crate::report::Dataset;
use crate::schema::cells::{
    amount_column, amounts, count_column, day_column, days, is_count, kept,
};
use crate::schema::{Amount, col};

/// Figures of an order that its refund does not have again.
const OF_ORDERS: [&str; 8] = [
    col::ORDERS,
    col::NEW_CUSTOMER_ORDERS,
    col::CUSTOMERS,
    col::GROSS_SALES,
    col::DISCOUNTS,
    col::SHIPPING,
    col::TAXES,
    col::GROSS_BILLED,
];

/// Moves refunds to their own day where the project asks for it. Returns a sentence about what became of them; nothing
/// where refunds fall on the day of their order.
///
/// # Errors
/// A table that cannot be made.
pub fn on_their_day(project: &Project, dataset: &mut Dataset) -> Result<Option<String>> {
    if project.refunds != Refunds::OnRefund {
        return Ok(None);
    }
    let file = &project.file;
    let moved = match dataset.frames.get("conversions") {
        Some(frame) => split(frame)?,
        None => None,
    };
    let Some(moved) = moved else {
        return Ok(Some(format!(
            "`refunds` of {file} was not applied: no export at hand has the day of its refunds, so that each falls on the day that its export gives, mostly that of its order"
        )));
    };
    dataset.frames.insert("conversions", moved.frame);
    let left = match moved.without_day {
        0 => String::new(),
        1 => "; 1 refund without a day of its own falls on that of its order".into(),
        count => {
            format!("; {count} refunds without a day of their own fall on that of their order")
        }
    };
    Ok(Some(format!(
        "refunds fall on their own day (`refunds` of {file}){left}"
    )))
}

/// Rows with refunds of their own.
struct Moved {
    frame: DataFrame,
    without_day: usize,
}

fn split(frame: &DataFrame) -> Result<Option<Moved>> {
    let (Some(refunds), Some(revenue)) =
        (amounts(frame, col::REFUNDS), amounts(frame, col::REVENUE))
    else {
        return Ok(None);
    };
    let on = days(frame, col::REFUNDED_ON);
    // Exports write what went back with either sign.
    let returned = |row: usize| refunds[row].filter(|units| *units != 0).map(i128::abs);
    let moves = |row: usize| returned(row).is_some() && on[row].is_some() && revenue[row].is_some();
    let mask: Vec<bool> = (0..frame.height()).map(moves).collect();
    if !mask.contains(&true) {
        return Ok(None);
    }
    let without_day = (0..frame.height())
        .filter(|row| returned(*row).is_some() && !mask[*row])
        .count();
    let back = |row: usize| returned(row).filter(|_| mask[row]).unwrap_or_default();
    let mut orders = frame.clone();
    let paid = (0..frame.height()).map(|row| {
        let sum = Amount(revenue[row]?).plus(Amount(back(row)));
        sum.map(|sum| sum.0)
    });
    orders.with_column(amount_column(col::REVENUE, paid.collect()))?;
    // Nothing went back on the day of the order: a blank would take the order out of every rate of refunds.
    let own = (0..frame.height()).map(|row| match mask[row] {
        true => Some(0),
        false => refunds[row],
    });
    orders.with_column(amount_column(col::REFUNDS, own.collect()))?;
    let mut returns = kept(frame, &mask)?;
    let moved: Vec<usize> = (0..frame.height()).filter(|row| mask[*row]).collect();
    let less = moved.iter().map(|row| Some(-back(*row))).collect();
    returns.with_column(amount_column(col::REVENUE, less))?;
    let positive = moved.iter().map(|row| Some(back(*row))).collect();
    returns.with_column(amount_column(col::REFUNDS, positive))?;
    for name in [col::DATE, col::PERIOD_START, col::PERIOD_END] {
        if frame.column(name).is_ok() {
            let day = moved.iter().map(|row| on[*row]).collect();
            returns.with_column(day_column(name, day))?;
        }
    }
    for name in OF_ORDERS {
        if frame.column(name).is_ok() {
            returns.with_column(nothing(frame, name, moved.len()))?;
        }
    }
    Ok(Some(Moved {
        frame: orders.vstack(&returns)?,
        without_day,
    }))
}

/// A column of noughts, of whole counts where it is one.
fn nothing(frame: &DataFrame, name: &str, rows: usize) -> Column {
    match is_count(frame, name) {
        true => count_column(name, vec![Some(0); rows]),
        false => amount_column(name, vec![Some(0); rows]),
    }
}
