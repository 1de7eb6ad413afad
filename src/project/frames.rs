//! The lists of a project as canonical tables, money in the currency of reports.

use polars::prelude::{Column, DataFrame, PolarsResult};

use crate::error::{Spot, is_pattern};
use crate::schema::cells::{
    amount_column, count_column, day_column, day_number, day_of, text_column,
};
use crate::schema::{Amount, CostType, Function, col, plan};
use crate::time::Period;

use super::entries::{CostAmount, CostEntry, Curve, Money};
use super::{Condition, Project};

/// Money of an entry, of some days, in the currency of a report; `None` where no rate is known.
pub type Convert<'c> = &'c dyn Fn(&Money, &Period) -> Option<Amount>;

/// The value of a target, money in the currency of reports; `None` where no rate is known.
pub type Aimed<'c> = &'c dyn Fn(&super::Target) -> Option<Amount>;

/// Days of which exports hold the media of a platform, or of any.
pub type Held<'c> = &'c dyn Fn(Option<&str>) -> Vec<Period>;

/// What counts of a cost on some days.
struct CostRow<'p> {
    entry: &'p CostEntry,
    function: Option<Function>,
    days: Period,
    amount: Option<Amount>,
}

/// Keys of a scope that are columns of a frame, where a scope names one thing.
const SCOPED: [&str; 5] = [
    col::PLATFORM,
    col::CHANNEL,
    col::ACCOUNT,
    col::CAMPAIGN,
    col::COUNTRY,
];

impl Project {
    /// The tables that the project holds: costs, labour, budget by day, targets, assumptions, accounts, finance. A list
    /// without an entry gives no table.
    ///
    /// # Errors
    /// Where polars refuses a column.
    pub fn frames(
        &self,
        convert: Convert<'_>,
        aimed: Aimed<'_>,
        held: Held<'_>,
    ) -> PolarsResult<Vec<(&'static str, DataFrame)>> {
        let tables = [
            (plan::PLAN_TABLES[0], self.costs_frame(convert, held)?),
            (plan::PLAN_TABLES[1], self.labour_frame(convert)?),
            (plan::PLAN_TABLES[2], self.assumptions_frame()?),
            (plan::PLAN_TABLES[3], self.budget_frame(convert)?),
            (plan::PLAN_TABLES[4], self.targets_frame(aimed)?),
            (plan::PLAN_TABLES[5], self.accounts_frame()?),
            (plan::PLAN_TABLES[6], self.finance_frame(convert)?),
        ];
        let filled = tables.into_iter().filter(|(_, frame)| frame.height() > 0);
        Ok(filled.collect())
    }

    /// Rows of what counts of each cost: of media the days that no export holds, of a share of labour each stretch of days
    /// on which it holds.
    fn costs_frame(&self, convert: Convert<'_>, held: Held<'_>) -> PolarsResult<DataFrame> {
        let mut rows: Vec<CostRow<'_>> = Vec::new();
        for entry in &self.costs {
            match &entry.amount {
                CostAmount::Money(money) => {
                    let amount = convert(money, &entry.period);
                    let stretches = match entry.cost_type {
                        // No export holds the media of a vendor who is no platform.
                        CostType::Media if !entry.is_others => {
                            entry.period.without_all(held(entry.platform.as_deref()))
                        }
                        _ => vec![entry.period],
                    };
                    rows.extend(stretches.into_iter().map(|days| CostRow {
                        entry,
                        function: entry.function,
                        days,
                        amount: amount.map(|all| all.of_days(days.days(), entry.period.days())),
                    }));
                }
                CostAmount::ShareOfLabour(share) => {
                    for own in self.overhead(entry, *share, convert) {
                        rows.extend(own.free.iter().map(|days| CostRow {
                            entry,
                            function: own.function,
                            days: *days,
                            amount: own.amount(own.labour, days),
                        }));
                    }
                }
            }
        }
        let days: Vec<Period> = rows.iter().map(|row| row.days).collect();
        let spots: Vec<&Spot> = rows.iter().map(|row| &row.entry.spot).collect();
        let functions: Vec<_> = rows.iter().map(|row| row.function).collect();
        let types = rows.iter().map(|row| Some(row.entry.cost_type.name()));
        frame(
            &spots,
            Some(&days),
            vec![
                of_function(&functions),
                text_column(plan::COST_TYPE, types),
                text_column(
                    plan::PAID_PLATFORM,
                    rows.iter().map(|row| row.entry.platform.as_deref()),
                ),
                money(plan::AMOUNT, rows.iter().map(|row| row.amount)),
            ],
        )
    }

    fn labour_frame(&self, convert: Convert<'_>) -> PolarsResult<DataFrame> {
        let entries = &self.labour;
        let days: Vec<Period> = entries.iter().map(|entry| entry.period).collect();
        let spots: Vec<&Spot> = entries.iter().map(|entry| &entry.spot).collect();
        let functions: Vec<_> = entries.iter().map(|entry| entry.function).collect();
        let cost = |entry: &super::LabourEntry| {
            let rate = convert(&entry.rate, &entry.period)?;
            entry.hours.times(rate)
        };
        frame(
            &spots,
            Some(&days),
            vec![
                of_function(&functions),
                text_column(
                    plan::ROLE,
                    entries.iter().map(|entry| entry.role.as_deref()),
                ),
                text_column(
                    plan::GOAL,
                    entries.iter().map(|entry| entry.goal.as_deref()),
                ),
                money(plan::HOURS, entries.iter().map(|entry| Some(entry.hours))),
                money(plan::LABOUR_COST, entries.iter().map(cost)),
            ],
        )
    }

    fn assumptions_frame(&self) -> PolarsResult<DataFrame> {
        let entries = &self.assumptions;
        let spots: Vec<&Spot> = entries.iter().map(|entry| &entry.spot).collect();
        let range = |of: fn(&super::Range) -> Option<Amount>| {
            entries.iter().map(move |entry| of(&entry.range))
        };
        frame(
            &spots,
            None,
            vec![
                text_column(plan::KEY, entries.iter().map(|entry| Some(&entry.key[..]))),
                money(plan::BASE, range(|range| Some(range.base))),
                money(plan::LOW, range(|range| range.low)),
                money(plan::HIGH, range(|range| range.high)),
            ],
        )
    }

    /// One row for each day, as the curve plans it.
    fn budget_frame(&self, convert: Convert<'_>) -> PolarsResult<DataFrame> {
        let (mut days, mut spots, mut planned) = (Vec::new(), Vec::new(), Vec::new());
        let mut scopes: Vec<&[Condition]> = Vec::new();
        for entry in &self.budgets {
            let whole = convert(&entry.planned, &entry.period);
            for (day, amount) in daily(whole, &entry.period, entry.curve) {
                days.push(day);
                spots.push(&entry.spot);
                scopes.push(&entry.scope);
                planned.push(amount);
            }
        }
        let mut columns = of_scopes(&scopes);
        columns.push(money(plan::PLANNED, planned.into_iter()));
        frame(&spots, Some(&days), columns)
    }

    fn targets_frame(&self, aimed: Aimed<'_>) -> PolarsResult<DataFrame> {
        let entries = &self.targets;
        let days: Vec<Period> = entries.iter().map(|entry| entry.period).collect();
        let spots: Vec<&Spot> = entries.iter().map(|entry| &entry.spot).collect();
        let scopes: Vec<&[Condition]> = entries.iter().map(|entry| &entry.scope[..]).collect();
        let direction = |entry: &super::Target| {
            entry
                .lower_is_better
                .map(|lower| if lower { "lower" } else { "higher" })
        };
        let mut columns = of_scopes(&scopes);
        columns.extend([
            text_column(
                plan::METRIC,
                entries.iter().map(|entry| Some(&entry.metric[..])),
            ),
            money(plan::VALUE, entries.iter().map(aimed)),
            text_column(plan::DIRECTION, entries.iter().map(direction)),
        ]);
        frame(&spots, Some(&days), columns)
    }

    fn accounts_frame(&self) -> PolarsResult<DataFrame> {
        let entries = &self.accounts;
        let spots: Vec<&Spot> = entries.iter().map(|entry| &entry.spot).collect();
        let status = entries.iter().map(|entry| entry.status.as_deref());
        let owner = entries.iter().map(|entry| entry.owner.as_deref());
        let checks = |passed: bool| {
            let one = move |entry: &super::Account| {
                let (own, all) = entry.brand_checks?;
                Some(if passed { own } else { all })
            };
            entries.iter().map(one)
        };
        frame(
            &spots,
            None,
            vec![
                text_column(
                    plan::ACCOUNT,
                    entries.iter().map(|entry| Some(&entry.account[..])),
                ),
                text_column(
                    plan::PLATFORM,
                    entries.iter().map(|entry| entry.platform.as_deref()),
                ),
                text_column(plan::OWNER, owner),
                text_column(plan::STATUS, status),
                money(plan::BRAND_CHECKS_PASSED, checks(true)),
                money(plan::BRAND_CHECKS_TOTAL, checks(false)),
            ],
        )
    }

    fn finance_frame(&self, convert: Convert<'_>) -> PolarsResult<DataFrame> {
        let entries = &self.finance;
        let days: Vec<Period> = entries.iter().map(|entry| entry.period).collect();
        let spots: Vec<&Spot> = entries.iter().map(|entry| &entry.spot).collect();
        let of = |name: &str, pick: fn(&super::Finance) -> &Option<Money>| {
            let one = |entry: &super::Finance| convert(pick(entry).as_ref()?, &entry.period);
            money(name, entries.iter().map(one))
        };
        frame(
            &spots,
            Some(&days),
            vec![
                of(plan::TOTAL_REVENUE, |entry| &entry.total_revenue),
                of(plan::NEW_CUSTOMER_REVENUE, |entry| {
                    &entry.new_customer_revenue
                }),
                of(plan::COGS, |entry| &entry.cogs),
                of(plan::VARIABLE_COSTS, |entry| &entry.variable_costs),
                of(plan::TOTAL_MARKETING_SPEND, |entry| {
                    &entry.total_marketing_spend
                }),
                of(plan::MARKET_SIZE, |entry| &entry.market_size),
                money(plan::ORDERS, entries.iter().map(|entry| entry.orders)),
                money(
                    plan::NEW_CUSTOMERS,
                    entries.iter().map(|entry| entry.new_customers),
                ),
                money(plan::CUSTOMERS, entries.iter().map(|entry| entry.customers)),
            ],
        )
    }
}

/// A table with the file of each row and its days. A column that is blank throughout was not given.
fn frame(
    spots: &[&Spot],
    days: Option<&[Period]>,
    columns: Vec<Column>,
) -> PolarsResult<DataFrame> {
    let files = spots.iter().map(|spot| Some(&spot.file[..]));
    let mut all = vec![text_column(col::FILE, files)];
    if let Some(days) = days {
        let bound = |of: fn(&Period) -> chrono::NaiveDate| {
            days.iter().map(|days| Some(day_number(of(days)))).collect()
        };
        all.push(day_column(col::PERIOD_START, bound(|days| days.start)));
        all.push(day_column(col::PERIOD_END, bound(|days| days.end)));
    }
    all.extend(
        columns
            .into_iter()
            .filter(|column| column.null_count() < column.len()),
    );
    let lines = spots.iter().map(|spot| i64::try_from(spot.line).ok());
    all.push(count_column(col::LINE, lines.collect()));
    DataFrame::new(spots.len(), all)
}

fn money(name: &str, amounts: impl Iterator<Item = Option<Amount>>) -> Column {
    let units = amounts.map(|amount| amount.map(|amount| amount.0));
    amount_column(name, units.collect())
}

fn of_function(functions: &[Option<Function>]) -> Column {
    let names = functions
        .iter()
        .map(|function| Some(function.map_or("shared", Function::name)));
    text_column(plan::FUNCTION, names)
}

/// The scope as people write it, its keys, and a column for each key that names one thing.
fn of_scopes(scopes: &[&[Condition]]) -> Vec<Column> {
    let texts: Vec<String> = scopes.iter().map(|scope| told(scope)).collect();
    let keys = |scope: &&[Condition]| -> String {
        let keys: Vec<&str> = scope.iter().map(|part| part.key.as_str()).collect();
        if keys.is_empty() {
            "all".into()
        } else {
            keys.join(",")
        }
    };
    let keys: Vec<String> = scopes.iter().map(keys).collect();
    let mut columns = vec![
        text_column(plan::SCOPE, texts.iter().map(|text| Some(&text[..]))),
        text_column(plan::SCOPE_KEYS, keys.iter().map(|text| Some(&text[..]))),
    ];
    for key in SCOPED {
        let one = |scope: &&[Condition]| {
            let part = scope.iter().find(|part| part.key == key)?;
            let is_plain = !is_pattern(&part.value);
            is_plain.then(|| part.value.clone())
        };
        let named: Vec<Option<String>> = scopes.iter().map(one).collect();
        columns.push(text_column(key, named.iter().map(Option::as_deref)));
    }
    columns
}

/// Conditions as a sheet has them.
fn told(scope: &[Condition]) -> String {
    let parts: Vec<String> = scope
        .iter()
        .map(|part| format!("{}={}", part.key, part.value))
        .collect();
    parts.join(",")
}

/// The days of a budget with what is planned for each: every day alike, or from Monday to Friday; days sum to the whole.
fn daily(whole: Option<Amount>, period: &Period, curve: Curve) -> Vec<(Period, Option<Amount>)> {
    let start = day_number(period.start);
    let all = (start..=day_number(period.end)).filter_map(day_of);
    let all: Vec<chrono::NaiveDate> = all.collect();
    let is_open = |day: &chrono::NaiveDate| {
        curve == Curve::Even || chrono::Datelike::weekday(day).num_days_from_monday() < 5
    };
    let open = Amount::whole(all.iter().filter(|day| is_open(day)).count() as i64);
    let (mut gone, mut before) = (0, Amount::ZERO);
    let mut days = Vec::new();
    for day in all {
        gone += i64::from(is_open(&day));
        let until = whole.map(|whole| match open {
            Amount::ZERO => Amount::ZERO,
            open => whole.portion(Amount::whole(gone), open),
        });
        let own = until.map(|until| until - before);
        before = until.unwrap_or(before);
        days.push((
            Period {
                start: day,
                end: day,
            },
            own,
        ));
    }
    days
}
