//! Which decimal mark the numbers of a sheet have: each column is judged by its own cells.
//!
//! A cell such as `1.234` says neither. Another cell of its column may tell; another column tells only that such a mark
//! groups thousands, never that it stands before three decimals: shares with a dot beside amounts with a dot for thousands
//! are a common sheet, and amounts would be a thousand times too small.

use crate::project::fields::{Field, Kind};

use super::number::{self, Says, Written};

/// Which decimal mark numbers have.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Marks {
    /// Their cells have to show it.
    #[default]
    Unknown,
    /// A dot.
    Dot,
    /// A comma.
    Comma,
}

/// Columns of sums of money, which have no three decimals; a rate of an hour may have.
const SUMS: [&str; 9] = [
    "amount",
    "planned",
    "annual_pay",
    "total_revenue",
    "new_customer_revenue",
    "cogs",
    "variable_costs",
    "total_marketing_spend",
    "market_size",
];

type Row = (u64, Vec<String>);

/// The decimal mark of each column. `own` is that of the numbers of a workbook, whose cells of text are another's.
pub fn of_columns(own: Marks, columns: &[Option<&'static Field>], rows: &[&Row]) -> Vec<Marks> {
    // A number of a workbook shows its dot; what does not is a text, and says nothing about others.
    if own == Marks::Dot {
        return vec![Marks::Unknown; columns.len()];
    }
    let cells: Vec<Vec<Written>> = columns
        .iter()
        .enumerate()
        .map(|(at, field)| match field {
            Some(field) if is_number(&field.kind) => rows
                .iter()
                .filter_map(|(_, cells)| number::written(cells.get(at)?))
                .collect(),
            _ => Vec::new(),
        })
        .collect();
    let whole = shown(cells.iter().flatten());
    let column = |(field, cells): (&Option<&'static Field>, &Vec<Written>)| {
        let is_sum = field.is_some_and(|field| SUMS.contains(&field.key));
        match shown(cells) {
            Shown::Both => Marks::Unknown,
            Shown::One(own) if is_sum && is_mixed(own, cells) => Marks::Unknown,
            Shown::One(own) => own,
            Shown::Neither => match whole {
                Shown::One(whole) if groups(whole, cells) => whole,
                _ => Marks::Unknown,
            },
        }
    };
    columns.iter().zip(&cells).map(column).collect()
}

fn is_number(kind: &Kind) -> bool {
    matches!(
        kind,
        Kind::Number
            | Kind::Positive
            | Kind::Above
            | Kind::Fraction
            | Kind::Share
            | Kind::Whole(..)
    )
}

/// What cells show.
#[derive(Clone, Copy)]
enum Shown {
    Neither,
    One(Marks),
    Both,
}

fn shown<'c>(cells: impl IntoIterator<Item = &'c Written>) -> Shown {
    let (mut dot, mut comma) = (false, false);
    for cell in cells {
        match cell.says {
            Says::Dot => dot = true,
            Says::Comma => comma = true,
            Says::Either | Says::Nothing => {}
        }
    }
    match (dot, comma) {
        (false, false) => Shown::Neither,
        (true, false) => Shown::One(Marks::Dot),
        (false, true) => Shown::One(Marks::Comma),
        (true, true) => Shown::Both,
    }
}

/// Whether every cell that says neither has the other mark than the decimal one, which groups thousands.
fn groups(marks: Marks, cells: &[Written]) -> bool {
    let decimal = if marks == Marks::Comma { ',' } else { '.' };
    let mut open = cells.iter().filter(|cell| cell.says == Says::Either);
    open.all(|cell| cell.behind(decimal).is_none())
}

/// Whether a column of money writes its decimals behind a mark, never three of them, and has a cell with three digits
/// behind that mark: thousands, as somebody else writes them.
fn is_mixed(marks: Marks, cells: &[Written]) -> bool {
    let (mark, own) = match marks {
        Marks::Comma => (',', Says::Comma),
        _ => ('.', Says::Dot),
    };
    let (mut thousands, mut decimals) = (false, false);
    for cell in cells {
        match (cell.says, cell.behind(mark)) {
            (Says::Either, Some(_)) => thousands = true,
            (says, Some(3)) if says == own => return false,
            (says, _) if says == own => decimals = true,
            _ => {}
        }
    }
    thousands && decimals
}
