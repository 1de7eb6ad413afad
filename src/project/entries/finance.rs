//! The whole company's figures.

use crate::error::Spot;
use crate::project::read::Record;
use crate::schema::Amount;
use crate::time::Period;

use super::overlap::{self, Sharing};
use super::{Book, Money};

/// The company's figures of some days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finance {
    /// The days.
    pub period: Period,
    /// Net revenue of everything.
    pub total_revenue: Option<Money>,
    /// Of it, from new customers.
    pub new_customer_revenue: Option<Money>,
    /// Orders.
    pub orders: Option<Amount>,
    /// Customers who ordered for the first time.
    pub new_customers: Option<Amount>,
    /// Customers who ordered, each once in these days.
    pub customers: Option<Amount>,
    /// Cost of goods sold.
    pub cogs: Option<Money>,
    /// Other cost that grows with sales.
    pub variable_costs: Option<Money>,
    /// Spend on all marketing.
    pub total_marketing_spend: Option<Money>,
    /// Sales of the whole market.
    pub market_size: Option<Money>,
    /// Where they come from.
    pub source: Option<String>,
    /// Where they stand.
    pub spot: Spot,
}

/// The figures of the records; no day has two.
pub fn finance(records: &[Record], book: &mut Book<'_>) -> Vec<Finance> {
    let mut dated = Vec::new();
    let mut found = Vec::new();
    for record in records {
        let Some(period) = record.period("period") else {
            continue;
        };
        dated.push((String::new(), period, record.spot("period").clone()));
        // One missing rate is one fault, not one per column.
        if book
            .money(record, Some(Amount::ZERO), Some(&period), "finance")
            .is_none()
        {
            continue;
        }
        let mut money = |key: &str| {
            let amount = Some(record.amount(key)?);
            book.money(record, amount, Some(&period), "finance")
        };
        found.push(Finance {
            period,
            total_revenue: money("total_revenue"),
            new_customer_revenue: money("new_customer_revenue"),
            cogs: money("cogs"),
            variable_costs: money("variable_costs"),
            total_marketing_spend: money("total_marketing_spend"),
            market_size: money("market_size"),
            orders: record.amount("orders"),
            new_customers: record.amount("new_customers"),
            customers: record.amount("customers"),
            source: record.text("source"),
            spot: record.spot.clone(),
        });
    }
    overlap::check(dated, Sharing::None, "finance", book);
    found
}
