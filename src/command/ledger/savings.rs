//! Lines of money that was really not spent.

use crate::error::Result;
use crate::project::{Project, Saved};
use crate::report::ledger::{Input, LedgerInputs, formulas};
use crate::schema::Amount;
use crate::time::Period;

use super::assumptions::origin;
use super::money::{Exchange, within};

/// The share of a study that was replaced, where nobody says.
const REPLACED: &str = "research_replaced";

/// How the key of what was saved begins; the vendor follows, and of a further one of that name a number.
const SAVING: &str = "saving_";

/// L-12 and L-13: contracts that were cancelled, studies that were not bought.
pub fn add(project: &Project, exchange: &Exchange<'_>, given: &mut LedgerInputs) -> Result<()> {
    let period = given.period;
    for (at, saving) in project.savings.iter().enumerate() {
        let currency = saving.amount.currency.as_deref();
        let converted = |amount: Amount| -> Result<Option<(Amount, Period)>> {
            let amount = exchange.converted(currency, amount, &saving.period, &saving.spot)?;
            Ok(within(amount, &saving.period, &period))
        };
        let Some((base, days)) = converted(saving.range.base)? else {
            continue;
        };
        let end = |amount: Option<Amount>| -> Result<Option<Amount>> {
            let found = amount.map(converted).transpose()?.flatten();
            Ok(found.map(|(amount, _)| amount))
        };
        let vendor = saving.vendor.as_deref().unwrap_or_default();
        let name = match vendor {
            "" => format!("{}", at + 1),
            vendor => vendor.trim().to_lowercase().replace(' ', "_"),
        };
        let own = format!("{SAVING}{name}");
        let mut input = Input::assumption(own, base, origin(&saving.evidence))
            .in_unit(&given.currency)
            .stated_at(saving.spot.to_string());
        input.of_days = true;
        input.exchanged =
            exchange.exchanged(currency, saving.range.base, &saving.period, &saving.spot)?;
        (input.low, input.high) = (end(saving.range.low)?, end(saving.range.high)?);
        if saving.what == Saved::CancelledContract {
            input.grade = Some(saving.what.grade());
        }
        let key = given.add(input);
        let name = key.strip_prefix(SAVING).unwrap_or(&name).to_owned();
        let line = match saving.what {
            Saved::CancelledContract => formulas::cash_saving(saving.function, &name, days, &key),
            Saved::AvoidedPurchase => {
                let mut line = formulas::research(&name, days, &key, REPLACED);
                let why = "no share given: the study is taken as replaced in full";
                line.implicit.push(Input::implicit(REPLACED, why));
                line.of(saving.function)
            }
        };
        given
            .lines
            .push(line.by(saving.note.clone().unwrap_or_default()));
    }
    Ok(())
}
