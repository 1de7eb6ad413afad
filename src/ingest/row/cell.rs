//! One cell of a record: text and numbers.

use std::borrow::Cow;

use crate::ingest::columns::Cell;
use crate::ingest::number;
use crate::ingest::plan::{Plan, Slot};
use crate::ingest::records::{Field, trimmed};
use crate::schema::{Amount, Kind, ONE, col};

use super::Fault;
use super::day::{date_cell, instant_cell};

/// Larger cells are damage; a hundred million smaller ones still sum within 128 bits.
const LARGEST: u128 = 1_000_000_000_000_000_000 * ONE as u128;

/// A text cell without a new allocation: the last row's buffer is used again.
pub fn set_text(cell: &mut Cell, slot: &Slot, text: &str, fields: &[Field]) {
    let field = slot.cell.and_then(|at| fields.get(at));
    let raw = field.map_or(Cow::Borrowed(""), |field| field.text(text));
    match (shown_text(slot.kind, &raw), cell) {
        (Some(shown), Cell::Text(buffer)) => {
            buffer.clear();
            buffer.push_str(shown);
        }
        (Some(shown), cell) => *cell = Cell::Text(shown.to_owned()),
        (None, cell) => *cell = Cell::Null,
    }
}

/// The cell of a number that is written plainly; `None` for whatever needs a closer look.
#[inline]
pub fn plain_cell(plan: &Plan, slot: &Slot, raw: &str) -> Option<Cell> {
    if slot.kind == Kind::Count {
        return number::plain_count(raw.as_bytes()).map(Cell::Count);
    }
    if slot.cents && number::ends_in_three(raw.as_bytes(), plan.mark) {
        return None;
    }
    let units = number::plain_amount(raw.as_bytes(), plan.mark)?.0;
    (units.unsigned_abs() < LARGEST).then_some(Cell::Amount(units))
}

pub fn slot_cell(plan: &Plan, slot: &Slot, text: &str, fields: &[Field]) -> Result<Cell, Fault> {
    let Some(field) = slot.cell.and_then(|cell| fields.get(cell)) else {
        return Ok(Cell::Null);
    };
    let raw = field.text(text);
    let raw: Cow<'_, str> = match &slot.extract {
        None => raw,
        Some(pattern) => match pattern.captures(&raw).and_then(|found| found.get(1)) {
            Some(part) => Cow::Owned(part.as_str().to_owned()),
            None => return Ok(Cell::Null),
        },
    };
    if plan.profile.nulls.iter().any(|null| *null == *raw) {
        return Ok(Cell::Null);
    }
    match slot.kind {
        Kind::Name | Kind::Text | Kind::Id | Kind::Flag => Ok(text_cell(slot.kind, &raw)),
        Kind::Date => date_cell(plan, slot, &raw, text, fields),
        Kind::Instant => instant_cell(plan, slot, &raw, text, fields),
        Kind::Seconds if raw.contains(':') => match number::duration(raw.trim()) {
            Some(seconds) => Ok(Cell::Amount(seconds.0)),
            None => Err(Fault::NotANumber),
        },
        Kind::Money if slot.cents && is_doubtful(plan, &raw, text, fields) => {
            Err(Fault::MaybeThousands)
        }
        Kind::Money | Kind::Quantity | Kind::Rate | Kind::Seconds | Kind::Count => {
            number_cell(plan, slot, &raw)
        }
    }
}

/// Three digits behind the mark that may be thousands, of a currency that has no thousandths.
fn is_doubtful(plan: &Plan, raw: &str, text: &str, fields: &[Field]) -> bool {
    const THOUSANDTHS: [&str; 7] = ["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"];
    let of_three = |code: &str| {
        let mut known = THOUSANDTHS.iter();
        known.any(|known| known.eq_ignore_ascii_case(code.trim()))
    };
    let currency = || {
        let slot = &plan.slots[plan.slot(col::CURRENCY)?];
        Some(fields.get(slot.cell?)?.text(text))
    };
    number::may_be_thousands(raw, plan.mark)
        && !currency().is_some_and(|code| of_three(&code))
        && !plan.header_currency.as_deref().is_some_and(of_three)
}

/// Text without outer spaces and without the apostrophe that guards against formulas; `None` for a null form.
fn shown_text(kind: Kind, raw: &str) -> Option<&str> {
    let trimmed = trimmed(raw);
    let guarded = |rest: &str| rest.starts_with(['@', '=', '+', '-']);
    let unguarded = trimmed
        .strip_prefix('\'')
        .filter(|rest| guarded(rest))
        .unwrap_or(trimmed);
    let null = unguarded.is_empty() || (kind != Kind::Text && number::is_null(unguarded));
    (!null).then_some(unguarded)
}

fn text_cell(kind: Kind, raw: &str) -> Cell {
    shown_text(kind, raw).map_or(Cell::Null, |text| Cell::Text(text.to_owned()))
}

fn number_cell(plan: &Plan, slot: &Slot, raw: &str) -> Result<Cell, Fault> {
    let parsed = match number::number(raw, plan.mark) {
        Ok(None) => return Ok(Cell::Null),
        Ok(Some(parsed)) => parsed,
        Err(number::NumberError::WrongMark | number::NumberError::Ambiguous) => {
            return Err(Fault::WrongMark);
        }
        Err(number::NumberError::OutOfRange) => return Err(Fault::TooLarge),
        Err(number::NumberError::NotANumber) => return Err(Fault::NotANumber),
    };
    let mut value = parsed.value;
    if value.0.unsigned_abs() >= LARGEST {
        return Err(Fault::TooLarge);
    }
    if slot.kind == Kind::Rate && (parsed.percent || slot.percent) {
        value = value.over(Amount::whole(100)).ok_or(Fault::TooLarge)?;
    }
    if let Some(factor) = slot.factor {
        value = value.times(factor).ok_or(Fault::TooLarge)?;
    }
    if slot.negate {
        value = -value;
    }
    if slot.kind == Kind::Count {
        if value.0 % ONE != 0 {
            return Err(Fault::NotWhole);
        }
        return i64::try_from(value.0 / ONE)
            .map(Cell::Count)
            .map_err(|_| Fault::TooLarge);
    }
    Ok(Cell::Amount(value.0))
}

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use proptest::prelude::*;

    use super::*;
    use crate::ingest::Profiles;
    use crate::ingest::number::DecimalMark;

    static PROFILES: LazyLock<Profiles> = LazyLock::new(|| Profiles::new(Vec::new()).unwrap());

    proptest! {
        #[test]
        fn a_plain_number_is_what_a_closer_look_finds(raw in "-?[0-9]{0,20}[.,]?[0-9]{0,14}", comma in any::<bool>()) {
            let header = [col::DATE, col::SPEND, col::IMPRESSIONS].map(str::to_owned);
            let mut plan = Plan::new(&PROFILES.best(&header, "").unwrap(), &header);
            if comma {
                plan.mark = DecimalMark::Comma;
            }
            for name in [col::SPEND, col::IMPRESSIONS] {
                let slot = &plan.slots[plan.slot(name).unwrap()];
                prop_assert!(slot.plain_number);
                if let Some(cell) = plain_cell(&plan, slot, &raw) {
                    prop_assert_eq!(number_cell(&plan, slot, &raw), Ok(cell));
                }
            }
        }
    }
}
