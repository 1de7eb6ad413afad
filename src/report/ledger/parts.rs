//! What figures of the ledger are made of, each part with its rows or its entry.

use super::explain::{LedgerPart, MONTH};
use super::words::{grouped, less};
use crate::ledger::{CostLine, Exchanged, Input, Ledger, Origin, ValueLine};
use crate::schema::{Amount, Rung, currency_of_unit, is_currency};
use crate::time::Calendar;

/// What a type of cost begins with.
pub const COST: &str = "cost.";

/// What an input begins with.
pub const INPUT: &str = "input.";

/// An amount in the ledger's currency.
pub fn money(amount: Amount, ledger: &Ledger) -> String {
    format!("{} {}", grouped(amount, 2), ledger.currency)
        .trim_end()
        .to_owned()
}

/// Parts of a sum, printed so that they add up to it: each as `told` writes its rounded amount.
pub fn printed(
    parts: Vec<(LedgerPart, Amount)>,
    told: impl Fn(Amount) -> String,
) -> Vec<LedgerPart> {
    let amounts: Vec<Amount> = parts.iter().map(|(_, amount)| *amount).collect();
    let amounts = crate::ledger::rounded(&amounts, 2);
    let parts = parts.into_iter().zip(amounts);
    parts
        .map(|((part, _), amount)| LedgerPart {
            value: told(amount),
            ..part
        })
        .collect()
}

/// An amount less others, and what is left of it, each rounded by itself; where that shows, it is said.
pub fn arithmetic(parts: &[(&str, Amount)], ledger: &Ledger) -> String {
    let left = |of: &dyn Fn(Amount) -> Amount| {
        let signed = parts.iter().enumerate().map(|(at, (_, amount))| match at {
            0 => of(*amount),
            _ => -of(*amount),
        });
        signed.sum::<Amount>()
    };
    let (exact, printed) = (left(&|amount| amount), left(&|amount| amount.rounded(2)));
    let each = parts.iter();
    let told: Vec<String> = each
        .map(|(name, amount)| format!("{name} {}", money(*amount, ledger)))
        .collect();
    let how = match exact.rounded(2) == printed {
        true => "",
        false => " (rounded one by one)",
    };
    format!("{} = {}{how}", told.join(" − "), money(exact, ledger))
}

/// Lines that count down to a rung, and every cost.
pub fn both(ledger: &Ledger, rung: Rung) -> Vec<LedgerPart> {
    [values(ledger, rung), costs(ledger)].concat()
}

/// Lines that count down to a rung.
pub fn values(ledger: &Ledger, rung: Rung) -> Vec<LedgerPart> {
    lines(ledger, |line| line.include && line.grade.rung() <= rung)
}

/// Lines of value of some kind: what counts of each, or what it would be.
pub fn lines(ledger: &Ledger, is_wanted: impl Fn(&ValueLine) -> bool) -> Vec<LedgerPart> {
    let wanted = ledger.lines.iter().filter(|line| is_wanted(line));
    let parts = wanted.map(|line| {
        let amount = match line.include {
            true => line.counted(),
            false => line.amount.value().unwrap_or(Amount::ZERO),
        };
        (line_part(line), amount)
    });
    printed(parts.collect(), |amount| money(amount, ledger))
}

/// A line of value without its amount.
pub fn line_part(line: &ValueLine) -> LedgerPart {
    LedgerPart {
        name: line.id.clone(),
        title: format!("{}, {}", line.title, line.grade.name()),
        value: String::new(),
        origin: line.formula.clone(),
        place: None,
    }
}

/// That a line counts, and how much of it where another covers it on some days.
pub fn counts(line: &ValueLine, ledger: &Ledger) -> String {
    let part = line.part.as_ref().map(|part| {
        let counted = money(part.counted, ledger);
        format!(", with {counted} of it: {part}")
    });
    let part = part.unwrap_or_default();
    format!("{} counts, grade {}{part}", line.id, line.grade.name())
}

/// A record of a cost without its amount: how it is worked out, and where that stands.
pub fn cost_record(line: &CostLine, ledger: &Ledger) -> LedgerPart {
    let whose = line.function.map_or("shared", |function| function.name());
    let covered = line
        .covered_by
        .as_ref()
        .map_or_else(String::new, |by| format!(", the rest stands in {by}"));
    let inputs = line.inputs.iter().filter_map(|key| ledger.input(key));
    let origins: Vec<String> = inputs
        .map(|input| format!("{} {}{}", input.key, short(input), bracketed(input)))
        .collect();
    let place = line
        .inputs
        .iter()
        .find_map(|key| ledger.input(key)?.place.clone());
    LedgerPart {
        name: line.formula.clone(),
        title: format!(
            "{whose}, {}, {}{covered}",
            line.recorded_in.words(),
            line.period
        ),
        value: String::new(),
        origin: origins.join(" · "),
        place,
    }
}

/// Types of cost on record, as what is taken off.
pub fn costs(ledger: &Ledger) -> Vec<LedgerPart> {
    printed(by_type(ledger), |amount| {
        less(amount, money(amount, ledger))
    })
}

/// Types of cost on record.
pub fn by_type(ledger: &Ledger) -> Vec<(LedgerPart, Amount)> {
    let known = ledger.cost.by_type.iter().filter_map(|total| {
        let lines = ledger
            .cost
            .lines
            .iter()
            .filter(|line| line.cost_type == total.cost_type);
        let part = LedgerPart {
            name: format!("{COST}{}", total.cost_type.name()),
            title: "cost".into(),
            value: String::new(),
            origin: match lines.count() {
                1 => "1 record".into(),
                count => format!("{count} records"),
            },
            place: None,
        };
        Some((part, total.amount?))
    });
    known.collect()
}

/// Value and cost of each month.
pub fn months(ledger: &Ledger) -> Vec<LedgerPart> {
    let rows = ledger.over_time.rows.iter();
    let parts = rows.filter_map(|row| {
        let part = LedgerPart {
            name: format!("{MONTH}{}", row.period?.iso(Calendar::Gregorian)),
            title: format!("value − cost of {}", row.period?),
            value: String::new(),
            origin: format!("{} − {}", money(row.value, ledger), money(row.cost, ledger)),
            place: None,
        };
        Some((part, row.net))
    });
    printed(parts.collect(), |amount| money(amount, ledger))
}

/// The inputs of these keys, each once.
pub fn keys(ledger: &Ledger, keys: &[&str]) -> Vec<LedgerPart> {
    let mut seen: Vec<&str> = Vec::new();
    for key in keys {
        if !seen.contains(key) {
            seen.push(key);
        }
    }
    seen.into_iter()
        .filter_map(|key| ledger.input(key))
        .map(part)
        .collect()
}

/// The value of an input with its unit.
pub fn short(input: &Input) -> String {
    let is_price = currency_of_unit(&input.unit).is_some();
    let is_nothing = input.base == Amount::ZERO;
    let base = match (is_currency(&input.unit), is_price) {
        (true, _) if is_nothing || input.base.rounded(2) != Amount::ZERO => grouped(input.base, 2),
        (false, true) if input.base >= Amount::whole(1) => grouped(input.base, 2),
        // A price of less than one keeps its digits, and so does what would print as nothing.
        (true, _) | (_, true) => input.base.short().to_string(),
        _ => input.base.to_string(),
    };
    format!("{base} {}", input.unit).trim_end().to_owned()
}

/// An input as a part.
pub fn part(input: &Input) -> LedgerPart {
    LedgerPart {
        name: format!("{INPUT}{}", input.key),
        title: input.title.clone(),
        value: short(input),
        origin: origin(input),
        place: input.place.clone(),
    }
}

/// Where an input comes from, in words: what was stated in another currency first.
pub fn origin(input: &Input) -> String {
    let stated = input.exchanged.as_ref().map(Exchanged::told);
    let parts = [stated.unwrap_or_default(), whence(input)].into_iter();
    let parts: Vec<String> = parts.filter(|part| !part.is_empty()).collect();
    parts.join("; ")
}

/// The same in brackets behind a value; nothing of what has no origin.
pub fn bracketed(input: &Input) -> String {
    match origin(input).as_str() {
        "" => String::new(),
        origin => format!(" ({origin})"),
    }
}

fn whence(input: &Input) -> String {
    match &input.origin {
        Origin::Files(files) => {
            let told: Vec<String> = files
                .iter()
                .map(|file| match file.rows {
                    1 => format!("{}, 1 row", file.file),
                    rows => format!("{}, {rows} rows", file.file),
                })
                .collect();
            told.join("; ")
        }
        Origin::Document(document) => {
            let day = document.date.map(|day| day.to_string()).unwrap_or_default();
            let parts = [
                document.source.as_str(),
                document.owner.as_str(),
                day.as_str(),
            ];
            let told: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
            told.join(", ")
        }
        Origin::Formula(why) => why.clone(),
    }
}
