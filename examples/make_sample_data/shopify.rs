//! The shop's analytics: orders by UTM and day.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::calendar::quarters;
use crate::folder::Folder;
use crate::orders::{Order, Utm};
use crate::text::{Encoding, money, quoted};

const BY_UTM: &str = "\"Day\",\"Order UTM source\",\"Order UTM medium\",\"Order UTM campaign\",\"Orders\",\"Gross sales\",\"Discounts\",\"Returns\",\
    \"Net sales\",\"Shipping charges\",\"Duties\",\"Additional fees\",\"Taxes\",\"Total sales\"\n";

/// Sums over orders, in cents; discounts and returns as positive figures.
#[derive(Clone, Copy, Default)]
pub struct Sales {
    pub orders: i64,
    pub gross: i64,
    pub discounts: i64,
    pub returns: i64,
    pub net: i64,
    pub shipping: i64,
    pub taxes: i64,
}

impl Sales {
    /// Adds an order.
    pub fn add(&mut self, order: &Order) {
        self.orders += 1;
        self.gross += order.gross();
        self.discounts += order.discount();
        self.returns += order.returned();
        self.net += order.net();
        self.shipping += order.kept_shipping();
        self.taxes += order.tax_on(order.net() + order.kept_shipping());
    }
}

/// Writes a file per quarter.
pub fn write(orders: &[Order], folder: &mut Folder) {
    for (from, to) in quarters() {
        let mut sums: BTreeMap<(NaiveDate, &Utm), Sales> = BTreeMap::new();
        for order in orders
            .iter()
            .filter(|order| (from..=to).contains(&order.date))
        {
            sums.entry((order.date, &order.utm)).or_default().add(order);
        }
        let text = sums.iter().fold(BY_UTM.to_owned(), |text, (key, sales)| {
            text + &utm_line(key.0, key.1, *sales)
        });
        folder.add(
            format!("shopify/orders_by_utm_{from}_{to}.csv"),
            &text,
            Encoding::Utf8,
        );
    }
}

fn utm_line(date: NaiveDate, utm: &Utm, sales: Sales) -> String {
    let names = [&date.to_string(), &utm.source, &utm.medium, &utm.campaign];
    // An absent tag is an empty cell, not an empty quoted text.
    let names = names.map(|name| {
        if name.is_empty() {
            String::new()
        } else {
            quoted(name)
        }
    });
    let total = sales.net + sales.shipping + sales.taxes;
    format!(
        "{},{},{},{},{},{},{},0,0,{},{}\n",
        names.join(","),
        sales.orders,
        money(sales.gross),
        money(-sales.discounts),
        money(-sales.returns),
        money(sales.net),
        money(sales.shipping),
        money(sales.taxes),
        money(total),
    )
}
