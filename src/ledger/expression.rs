//! A formula of the ledger: sums, products, differences and quotients of named inputs.
//!
//! One expression serves the amount, its range, sensitivity, switching values, Monte Carlo, `--what-if` and `explain`.

use std::fmt;
use std::ops::{Add, Div, Mul, Sub};

use crate::schema::Amount;

/// A formula over inputs.
#[derive(Clone, Debug, PartialEq)]
pub enum Expression {
    /// The input of that key.
    Input(String),
    /// A constant of the formula: sixty minutes.
    Number(Amount),
    /// All of them added.
    Sum(Vec<Self>),
    /// All of them multiplied.
    Product(Vec<Self>),
    /// The first less the second.
    Difference(Box<Self>, Box<Self>),
    /// The first over the second.
    Quotient(Box<Self>, Box<Self>),
}

/// The input of that key.
pub fn input(key: impl Into<String>) -> Expression {
    Expression::Input(key.into())
}

/// A whole number.
pub fn whole(number: i64) -> Expression {
    Expression::Number(Amount::whole(number))
}

impl Expression {
    /// The keys it names, each once, in order.
    pub fn keys(&self) -> Vec<&str> {
        let mut keys = Vec::new();
        self.collect(&mut keys);
        keys
    }

    fn collect<'e>(&'e self, keys: &mut Vec<&'e str>) {
        match self {
            Self::Input(key) => {
                if !keys.contains(&key.as_str()) {
                    keys.push(key);
                }
            }
            Self::Number(_) => {}
            Self::Sum(parts) | Self::Product(parts) => {
                parts.iter().for_each(|part| part.collect(keys));
            }
            Self::Difference(first, second) | Self::Quotient(first, second) => {
                first.collect(keys);
                second.collect(keys);
            }
        }
    }

    /// What is multiplied; the expression itself where it is no product.
    pub fn factors(&self) -> &[Self] {
        match self {
            Self::Product(factors) => factors,
            other => std::slice::from_ref(other),
        }
    }

    /// Its text with brackets where it stands within a product.
    fn within(&self) -> String {
        match self {
            Self::Sum(parts) if parts.len() > 1 => format!("({self})"),
            Self::Difference(..) | Self::Quotient(..) => format!("({self})"),
            _ => self.to_string(),
        }
    }
}

impl fmt::Display for Expression {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let joined = |parts: &[Self], mark: &str, text: fn(&Self) -> String| {
            parts.iter().map(text).collect::<Vec<_>>().join(mark)
        };
        match self {
            Self::Input(key) => out.write_str(key),
            Self::Number(number) => write!(out, "{number}"),
            Self::Sum(parts) => out.write_str(&joined(parts, " + ", Self::to_string)),
            Self::Product(parts) => out.write_str(&joined(parts, " × ", Self::within)),
            Self::Difference(first, second) => write!(out, "{first} − {}", second.within()),
            Self::Quotient(first, second) => match &**second {
                Self::Product(_) => write!(out, "{} / ({second})", first.within()),
                _ => write!(out, "{} / {}", first.within(), second.within()),
            },
        }
    }
}

impl Add for Expression {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        match self {
            Self::Sum(mut parts) => {
                parts.push(other);
                Self::Sum(parts)
            }
            first => Self::Sum(vec![first, other]),
        }
    }
}

impl Mul for Expression {
    type Output = Self;
    fn mul(self, other: Self) -> Self {
        let mut factors = match self {
            Self::Product(factors) => factors,
            first => vec![first],
        };
        match other {
            Self::Product(more) => factors.extend(more),
            other => factors.push(other),
        }
        Self::Product(factors)
    }
}

impl Sub for Expression {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self::Difference(Box::new(self), Box::new(other))
    }
}

impl Div for Expression {
    type Output = Self;
    fn div(self, other: Self) -> Self {
        Self::Quotient(Box::new(self), Box::new(other))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_read_as_people_write_them() {
        let product = input("revenue_paid") * input("margin") * input("kappa_paid");
        assert_eq!(product.to_string(), "revenue_paid × margin × kappa_paid");
        assert_eq!(product.keys(), ["revenue_paid", "margin", "kappa_paid"]);
        let handling =
            (input("before") - input("after")) * input("contacts") * input("rate") / whole(60);
        assert_eq!(
            handling.to_string(),
            "(before − after) × contacts × rate / 60"
        );
        let rate = input("pay") / (input("paid") - input("leave"));
        assert_eq!(rate.to_string(), "pay / (paid − leave)");
        let twice = input("a") + input("b") * input("a");
        assert_eq!(
            (twice.to_string().as_str(), twice.keys().len()),
            ("a + b × a", 2)
        );
    }
}
