//! The shop's orders export of the last two months: the orders that the analytics sum up, one by one.

use chrono::NaiveDate;

use crate::calendar::{day, last_day};
use crate::company::NAME;
use crate::dice::Dice;
use crate::folder::Folder;
use crate::orders::{Fate, Line, Order, Utm};
use crate::text::{Encoding, money2, plain, record};

/// First day of the orders export.
pub fn orders_from() -> NaiveDate {
    day(2026, 9, 1)
}

/// Writes the file.
pub fn write(orders: &[Order], folder: &mut Folder) {
    let mut dice = Dice::new("customers");
    let mut text = COLUMNS.join(",") + "\r\n";
    for (at, order) in orders.iter().enumerate() {
        if order.date >= orders_from() {
            text += &order_lines(10_001 + at, order, &mut dice);
        }
    }
    folder.add(
        format!("shopify/orders_export_{}_{}.csv", orders_from(), last_day()),
        &text,
        Encoding::Utf8,
    );
}

const COLUMNS: [&str; 79] = [
    "Name",
    "Email",
    "Financial Status",
    "Paid at",
    "Fulfillment Status",
    "Fulfilled at",
    "Accepts Marketing",
    "Currency",
    "Subtotal",
    "Shipping",
    "Taxes",
    "Total",
    "Discount Code",
    "Discount Amount",
    "Shipping Method",
    "Created at",
    "Lineitem quantity",
    "Lineitem name",
    "Lineitem price",
    "Lineitem compare at price",
    "Lineitem sku",
    "Lineitem requires shipping",
    "Lineitem taxable",
    "Lineitem fulfillment status",
    "Billing Name",
    "Billing Street",
    "Billing Address1",
    "Billing Address2",
    "Billing Company",
    "Billing City",
    "Billing Zip",
    "Billing Province",
    "Billing Country",
    "Billing Phone",
    "Shipping Name",
    "Shipping Street",
    "Shipping Address1",
    "Shipping Address2",
    "Shipping Company",
    "Shipping City",
    "Shipping Zip",
    "Shipping Province",
    "Shipping Country",
    "Shipping Phone",
    "Notes",
    "Note Attributes",
    "Cancelled at",
    "Payment Method",
    "Payment Reference",
    "Refunded Amount",
    "Vendor",
    "Outstanding Balance",
    "Employee",
    "Location",
    "Device ID",
    "Id",
    "Tags",
    "Risk Level",
    "Source",
    "Lineitem discount",
    "Tax 1 Name",
    "Tax 1 Value",
    "Tax 2 Name",
    "Tax 2 Value",
    "Tax 3 Name",
    "Tax 3 Value",
    "Tax 4 Name",
    "Tax 4 Value",
    "Tax 5 Name",
    "Tax 5 Value",
    "Phone",
    "Receipt Number",
    "Duties",
    "Billing Province Name",
    "Shipping Province Name",
    "Payment ID",
    "Payment Terms Name",
    "Next Payment Due At",
    "Payment References",
];

/// A record of the orders export, filled by column name.
struct Record(Vec<String>);

impl Record {
    fn new(name: &str, email: &str) -> Self {
        let mut record = Self(vec![String::new(); COLUMNS.len()]);
        record.set("Name", name);
        record.set("Email", email);
        record.set("Vendor", NAME);
        record
    }

    fn set(&mut self, column: &str, value: impl Into<String>) {
        let at = COLUMNS
            .iter()
            .position(|known| *known == column)
            .expect("columns are written in the source");
        self.0[at] = value.into();
    }

    fn line_item(&mut self, line: &Line, sent: bool) {
        self.set("Lineitem quantity", line.quantity.to_string());
        self.set("Lineitem name", line.product.0);
        self.set("Lineitem price", money2(line.product.2));
        self.set("Lineitem sku", line.product.1);
        self.set("Lineitem requires shipping", "true");
        self.set("Lineitem taxable", "true");
        self.set(
            "Lineitem fulfillment status",
            if sent { "fulfilled" } else { "pending" },
        );
        self.set("Lineitem discount", "0.00");
    }

    fn customer(&mut self, name: &str, country: &str) {
        let (city, zip) = match country {
            "AT" => ("Graz", "8010"),
            "FR" => ("Lyon", "69002"),
            "GB" => ("Leeds", "LS1 1AA"),
            _ => ("Portland", "97201"),
        };
        for side in ["Billing", "Shipping"] {
            let fields = [
                ("Name", name),
                ("Street", "1 Example Street"),
                ("Address1", "1 Example Street"),
                ("City", city),
                ("Zip", zip),
                ("Country", country),
            ];
            for (field, value) in fields {
                self.set(&format!("{side} {field}"), value);
            }
        }
    }

    fn money(&mut self, order: &Order) {
        let taxes = order.tax_on(order.subtotal() + order.shipping);
        let total = order.subtotal() + order.shipping + taxes;
        let refunded = match order.fate {
            Fate::Cancelled => total,
            Fate::Returned | Fate::PartlyReturned => {
                order.returned() + order.tax_on(order.returned())
            }
            Fate::Paid | Fate::Pending | Fate::Voided => 0,
        };
        let unpaid = if order.fate == Fate::Pending {
            total
        } else {
            0
        };
        let figures = [
            ("Subtotal", order.subtotal()),
            ("Shipping", order.shipping),
            ("Taxes", taxes),
            ("Total", total),
            ("Discount Amount", order.discount()),
            ("Refunded Amount", refunded),
            ("Outstanding Balance", unpaid),
        ];
        for (column, cents) in figures {
            self.set(column, money2(cents));
        }
        if taxes > 0 {
            self.set("Tax 1 Name", "VAT 20%");
            self.set("Tax 1 Value", money2(taxes));
        }
    }

    fn end(self) -> String {
        record(&self.0, plain) + "\r\n"
    }
}

/// An order: all about it on the first line, further articles on short lines below.
fn order_lines(number: usize, order: &Order, dice: &mut Dice) -> String {
    let first = *dice.pick(&[
        "Ada", "Bruno", "Clara", "Dario", "Elif", "Fritz", "Greta", "Hugo", "Ines", "Jonas",
        "Kaja", "Leon", "Mira",
    ]);
    let last = *dice.pick(&[
        "Ahorn", "Birk", "Cedre", "Dorn", "Erle", "Fichte", "Ginster", "Hazel", "Iris", "Jasmin",
        "Kiefer", "Linde",
    ]);
    let (name, email) = (
        format!("#{number}"),
        format!(
            "{}.{}.{number}@example.com",
            first.to_lowercase(),
            last.to_lowercase()
        ),
    );
    let sent = matches!(
        order.fate,
        Fate::Paid | Fate::Returned | Fate::PartlyReturned
    );
    let mut head = Record::new(&name, &email);
    head.money(order);
    head.customer(&format!("{first} {last}"), order.country);
    head.line_item(&order.lines[0], sent);
    let created = stamp(order.date, order.minute);
    head.set("Financial Status", status(order));
    head.set(
        "Paid at",
        if matches!(order.fate, Fate::Pending | Fate::Voided) {
            String::new()
        } else {
            created.clone()
        },
    );
    head.set(
        "Fulfillment Status",
        if sent { "fulfilled" } else { "unfulfilled" },
    );
    head.set(
        "Fulfilled at",
        if sent {
            stamp(order.date + chrono::Days::new(1), 600)
        } else {
            String::new()
        },
    );
    head.set(
        "Cancelled at",
        if order.is_dropped() {
            stamp(order.date, order.minute + 35)
        } else {
            String::new()
        },
    );
    head.set(
        "Accepts Marketing",
        if dice.chance(330_000) { "yes" } else { "no" },
    );
    head.set("Currency", "EUR");
    head.set(
        "Discount Code",
        if order.discount_percent > 0 {
            "HELLO10"
        } else {
            ""
        },
    );
    head.set("Shipping Method", "Standard");
    head.set("Created at", created);
    head.set("Note Attributes", attributes(&order.utm, dice));
    head.set(
        "Payment Method",
        if order.fate == Fate::Pending {
            "Bank Deposit"
        } else {
            "Shopify Payments"
        },
    );
    head.set(
        "Id",
        (7_260_000_000_000 + number as i64 * 32_768).to_string(),
    );
    head.set("Risk Level", "Low");
    head.set("Source", "web");
    head.set("Payment References", format!("ref{number}"));
    let mut text = head.end();
    for line in &order.lines[1..] {
        let mut more = Record::new(&name, &email);
        more.line_item(line, sent);
        text += &more.end();
    }
    text
}

fn status(order: &Order) -> &'static str {
    match order.fate {
        Fate::Paid => "paid",
        Fate::Pending => "pending",
        Fate::Voided => "voided",
        Fate::PartlyReturned if order.returned() < order.subtotal() => "partially_refunded",
        Fate::PartlyReturned | Fate::Cancelled | Fate::Returned => "refunded",
    }
}

/// The shop's clock: Graz, summer time until the last Sunday of October.
fn stamp(date: NaiveDate, minute: i64) -> String {
    let offset = if date < day(2026, 10, 25) {
        "+0200"
    } else {
        "+0100"
    };
    let minute = minute.min(24 * 60 - 1);
    format!(
        "{date} {:02}:{:02}:{:02} {offset}",
        minute / 60,
        minute % 60,
        minute * 7 % 60
    )
}

fn attributes(utm: &Utm, dice: &mut Dice) -> String {
    let mut lines = vec![format!(
        "Gift wrap: {}",
        if dice.chance(90_000) { "yes" } else { "no" }
    )];
    for (key, value) in [
        ("source", &utm.source),
        ("medium", &utm.medium),
        ("campaign", &utm.campaign),
    ] {
        if !value.is_empty() {
            lines.push(format!("UTM {key}: {value}"));
        }
    }
    lines.join("\n")
}
