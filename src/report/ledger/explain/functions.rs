//! Functions, explained: their lines, the cost on record for them, and their part of what is shared, by its key.

use super::super::parts::{COST, arithmetic, lines, money, printed};
use super::super::words::{less, signed};
use super::{LedgerExplanation, LedgerPart};
use crate::ledger::{AllocationKey, CostLine, FunctionRow, Ledger, Origin, elsewhere};
use crate::schema::{Amount, CostType, Function, col};
use crate::time::{Calendar, Period};

/// What a function begins with.
pub const FUNCTION: &str = "function.";

/// What belongs to no function.
const UNALLOCATED: &str = "unallocated";

fn own_name(row: &FunctionRow) -> &'static str {
    row.function.map_or(UNALLOCATED, Function::name)
}

/// The names of the rows.
pub fn names(ledger: &Ledger) -> Vec<String> {
    let rows = ledger.functions.rows.iter();
    rows.map(|row| format!("{FUNCTION}{}", own_name(row)))
        .collect()
}

/// Every row, as a part.
pub fn rows(ledger: &Ledger) -> Vec<LedgerPart> {
    let rows = ledger.functions.rows.iter().map(|row| LedgerPart {
        name: format!("{FUNCTION}{}", own_name(row)),
        title: "ROI".into(),
        value: signed(row.roi),
        origin: told(row, ledger),
        place: None,
    });
    rows.collect()
}

fn told(row: &FunctionRow, ledger: &Ledger) -> String {
    let parts = [
        (col::VALUE, row.value),
        ("direct cost", row.direct_cost),
        ("shared cost", row.shared_cost),
    ];
    arithmetic(&parts, ledger)
}

/// One function, or what belongs to none.
pub fn of_function(name: &str, function: &str, ledger: &Ledger) -> Option<LedgerExplanation> {
    let mut rows = ledger.functions.rows.iter();
    let row = rows.find(|row| own_name(row).eq_ignore_ascii_case(function))?;
    let mut parts = lines(ledger, |line| line.include && line.function == row.function);
    if row.function.is_some() {
        parts.extend(by_type(ledger, row.function, "direct cost"));
    }
    if row.shared_cost != Amount::ZERO {
        parts.extend(shared(row, ledger));
        parts.extend(by_type(ledger, None, "shared cost, all functions"));
    }
    Some(LedgerExplanation {
        figure: name.into(),
        title: match row.function {
            Some(_) => "ROI of a function (F-10)".into(),
            None => "what belongs to no function, so that the rows sum to the ledger (F-10)".into(),
        },
        value: signed(row.roi),
        formula: "(value − direct cost − shared cost) / (direct cost + shared cost)".into(),
        parts,
        notes: [told(row, ledger), by_key(ledger)]
            .into_iter()
            .chain(elsewhere([row]))
            .collect(),
    })
}

/// The cost on record for a function, or for several, by type.
fn by_type(ledger: &Ledger, function: Option<Function>, title: &str) -> Vec<LedgerPart> {
    let of_type = |kind: CostType| {
        let of = ledger.cost.lines.iter();
        let lines: Vec<&CostLine> = of
            .filter(|line| line.cost_type == kind && line.function == function)
            .collect();
        let sum: Amount = lines.iter().map(|line| line.counted).sum();
        (!lines.is_empty()).then(|| {
            let part = LedgerPart {
                name: format!("{COST}{}", kind.name()),
                title: title.to_owned(),
                value: String::new(),
                origin: records(ledger, &lines),
                place: first_place(ledger, &lines),
            };
            (part, sum)
        })
    };
    let parts = CostType::ALL.into_iter().filter_map(of_type);
    printed(parts.collect(), |amount| {
        less(amount, money(amount, ledger))
    })
}

/// How many records there are, and of which files.
pub fn records(ledger: &Ledger, lines: &[&CostLine]) -> String {
    let mut files: Vec<(String, u64)> = Vec::new();
    let mut typed: Vec<String> = Vec::new();
    let keys = lines.iter().flat_map(|line| &line.inputs);
    for input in keys.filter_map(|key| ledger.input(key)) {
        let rows = match &input.origin {
            Origin::Files(rows) => &rows[..],
            Origin::Formula(why) if !typed.contains(why) => {
                typed.push(why.clone());
                continue;
            }
            _ => continue,
        };
        for row in rows {
            match files.iter_mut().find(|(file, _)| *file == row.file) {
                Some((_, count)) => *count += row.rows,
                None => files.push((row.file.clone(), row.rows)),
            }
        }
    }
    let count = match lines.len() {
        1 => "1 record".to_owned(),
        many => format!("{many} records"),
    };
    let files: Vec<String> = files
        .iter()
        .map(|(file, rows)| match rows {
            1 => format!("{file}, 1 row"),
            rows => format!("{file}, {rows} rows"),
        })
        .chain(typed)
        .collect();
    match files.is_empty() {
        true => count,
        false => format!("{count}: {}", files.join("; ")),
    }
}

/// The entry of the first record that has one.
pub fn first_place(ledger: &Ledger, lines: &[&CostLine]) -> Option<String> {
    let mut keys = lines.iter().flat_map(|line| &line.inputs);
    keys.find_map(|key| ledger.input(key)?.place.clone())
}

/// A row's part of what is shared, in each month by the key that it went by; of no function, all that is left over.
fn shared(row: &FunctionRow, ledger: &Ledger) -> Vec<LedgerPart> {
    let all: Amount = ledger
        .functions
        .rows
        .iter()
        .map(|row| row.shared_cost)
        .sum();
    let Some(function) = row.function else {
        let key = ledger.functions.key;
        let origin = match key {
            AllocationKey::None => "no key reaches it: neither hours nor direct cost are on record",
            _ => "what the key leaves over",
        };
        let cost = row.shared_cost;
        return vec![shared_part(key, None, (cost, all), origin.into(), ledger)];
    };
    let months = ledger.functions.allocated.iter().filter_map(|own| {
        let share = own.parts.iter().find(|part| part.function == function)?;
        let (weight, whole) = (share.weight, own.weight);
        let of = match own.key {
            AllocationKey::Hours => format!("{} h of {} h", weight.rounded(2), whole.rounded(2)),
            AllocationKey::DirectCost => format!(
                "direct cost {} of {}",
                money(weight, ledger),
                money(whole, ledger)
            ),
            AllocationKey::Shares => "its share under [allocation]".into(),
            AllocationKey::None => String::new(),
        };
        let origin = match own.by_whole {
            true => format!("{of}, of the whole period"),
            false => of,
        };
        let costs = (share.cost, own.cost);
        let part = shared_part(own.key, own.month, costs, origin, ledger);
        (share.cost != Amount::ZERO).then_some((part, share.cost))
    });
    printed(months.collect(), |amount| {
        less(amount, money(amount, ledger))
    })
}

fn shared_part(
    key: AllocationKey,
    month: Option<Period>,
    (cost, all): (Amount, Amount),
    origin: String,
    ledger: &Ledger,
) -> LedgerPart {
    // A ledger of one month has no other.
    let month = month.filter(|month| *month != ledger.period);
    let days = month.map_or_else(String::new, |days| {
        format!(", {}", days.told(Calendar::Gregorian))
    });
    LedgerPart {
        name: format!("shared cost by {}{days}", key.words()),
        title: format!("of {} in all", money(all, ledger)),
        value: less(cost, money(cost, ledger)),
        origin,
        place: None,
    }
}

fn by_key(ledger: &Ledger) -> String {
    format!(
        "shared cost by {}; `key` of [allocation] says otherwise",
        ledger.functions.key.words()
    )
}
