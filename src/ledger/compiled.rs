//! An expression whose keys are places in a list of values, so that it can be evaluated fast and often: exactly for
//! what is printed, in floats for sensitivity and simulation.

use super::expression::Expression;
use super::figure::Reason;
use super::input::Input;
use crate::schema::Amount;

/// An expression over places.
#[derive(Clone, Debug)]
pub(super) enum Compiled {
    Input(usize),
    Number(Amount, f64),
    Sum(Vec<Self>),
    Product(Vec<Self>),
    Difference(Box<(Self, Self)>),
    Quotient(Box<(Self, Self)>),
}

/// A value of an input.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Value {
    /// The value, at twelve decimals.
    pub amount: Amount,
    /// The two amounts whose quotient it is, where it is one.
    pub quotient: Option<(Amount, Amount)>,
}

impl Value {
    /// A value of an input: its base or an end.
    pub fn of(input: &Input, amount: Amount) -> Self {
        Self {
            amount,
            quotient: input.exact_quotient(amount),
        }
    }
}

impl From<Amount> for Value {
    fn from(amount: Amount) -> Self {
        Self {
            amount,
            quotient: None,
        }
    }
}

/// How an expression depends on an input, or on several that move together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Degree {
    None,
    Linear,
    Curved,
}

impl Compiled {
    /// Looks every key up.
    ///
    /// # Errors
    /// The first key that `place` does not know.
    pub fn of(
        expression: &Expression,
        place: &impl Fn(&str) -> Option<usize>,
    ) -> Result<Self, String> {
        let all = |parts: &[Expression]| -> Result<Vec<Self>, String> {
            parts.iter().map(|part| Self::of(part, place)).collect()
        };
        let both = |first: &Expression, second: &Expression| -> Result<_, String> {
            Ok(Box::new((
                Self::of(first, place)?,
                Self::of(second, place)?,
            )))
        };
        Ok(match expression {
            Expression::Input(key) => Self::Input(place(key).ok_or_else(|| key.clone())?),
            Expression::Number(number) => Self::Number(*number, number.to_f64()),
            Expression::Sum(parts) => Self::Sum(all(parts)?),
            Expression::Product(parts) => Self::Product(all(parts)?),
            Expression::Difference(first, second) => Self::Difference(both(first, second)?),
            Expression::Quotient(first, second) => Self::Quotient(both(first, second)?),
        })
    }

    /// The exact value; each product and quotient is rounded at the twelfth decimal, and a product by an input that is a
    /// quotient only at its end.
    ///
    /// # Errors
    /// [`Reason::ZeroDenominator`], [`Reason::TooLarge`].
    pub fn exact(&self, values: &[Value]) -> Result<Amount, Reason> {
        Ok(match self {
            Self::Input(at) => values[*at].amount,
            Self::Number(number, _) => *number,
            Self::Sum(parts) => {
                let mut sum = Amount::ZERO;
                for part in parts {
                    sum = sum.plus(part.exact(values)?).ok_or(Reason::TooLarge)?;
                }
                sum
            }
            Self::Product(parts) => {
                let (mut product, mut quotients) = (Amount::whole(1), Vec::new());
                for part in parts {
                    let quotient = match part {
                        Self::Input(at) => values[*at].quotient,
                        _ => None,
                    };
                    match quotient {
                        Some(quotient) => quotients.push(quotient),
                        None => {
                            let part = part.exact(values)?;
                            product = product.times(part).ok_or(Reason::TooLarge)?;
                        }
                    }
                }
                times_quotients(product, quotients).ok_or(Reason::TooLarge)?
            }
            Self::Difference(both) => {
                let (first, second) = (both.0.exact(values)?, both.1.exact(values)?);
                let less = second.0.checked_neg().map(Amount);
                less.and_then(|less| first.plus(less))
                    .ok_or(Reason::TooLarge)?
            }
            Self::Quotient(both) => {
                let (over, under) = (both.0.exact(values)?, both.1.exact(values)?);
                if under == Amount::ZERO {
                    return Err(Reason::ZeroDenominator);
                }
                over.over(under).ok_or(Reason::TooLarge)?
            }
        })
    }

    /// The value in floats; not finite where something is divided by zero.
    pub fn float(&self, values: &[f64]) -> f64 {
        match self {
            Self::Input(at) => values[*at],
            Self::Number(_, number) => *number,
            Self::Sum(parts) => parts.iter().map(|part| part.float(values)).sum(),
            Self::Product(parts) => parts.iter().map(|part| part.float(values)).product(),
            Self::Difference(both) => both.0.float(values) - both.1.float(values),
            Self::Quotient(both) => both.0.float(values) / both.1.float(values),
        }
    }

    /// What it adds up; itself where it is no sum.
    pub fn terms(&self) -> &[Self] {
        match self {
            Self::Sum(parts) => parts,
            other => std::slice::from_ref(other),
        }
    }

    /// Hands over the place of every input that stands in it.
    pub fn each_input(&self, to: &mut impl FnMut(usize)) {
        match self {
            Self::Input(at) => to(*at),
            Self::Number(..) => {}
            Self::Sum(parts) | Self::Product(parts) => {
                parts.iter().for_each(|part| part.each_input(to));
            }
            Self::Difference(both) | Self::Quotient(both) => {
                both.0.each_input(to);
                both.1.each_input(to);
            }
        }
    }

    /// How it depends on some inputs that move together, told from its form alone.
    pub fn degree(&self, moves: &dyn Fn(usize) -> bool) -> Degree {
        match self {
            Self::Input(place) if moves(*place) => Degree::Linear,
            Self::Input(_) | Self::Number(..) => Degree::None,
            Self::Sum(parts) => {
                let degrees = parts.iter().map(|part| part.degree(moves));
                degrees.max().unwrap_or(Degree::None)
            }
            Self::Product(parts) => {
                let degrees = parts.iter().map(|part| part.degree(moves));
                let moved: Vec<Degree> = degrees.filter(|of| *of != Degree::None).collect();
                match moved[..] {
                    [] => Degree::None,
                    [one] => one,
                    _ => Degree::Curved,
                }
            }
            Self::Difference(both) => both.0.degree(moves).max(both.1.degree(moves)),
            Self::Quotient(both) => match both.1.degree(moves) {
                Degree::None => both.0.degree(moves),
                _ => Degree::Curved,
            },
        }
    }
}

/// The product with quotients, one that the product so far cancels before the others.
fn times_quotients(mut product: Amount, mut quotients: Vec<(Amount, Amount)>) -> Option<Amount> {
    while !quotients.is_empty() {
        let cancels = |(_, under): &(Amount, Amount)| *under == product;
        let at = quotients.iter().position(cancels).unwrap_or(0);
        let (over, under) = quotients.remove(at);
        product = product.times_ratio(over, under)?;
    }
    Some(product)
}

#[cfg(test)]
mod tests {
    use super::super::expression::{input, whole};
    use super::*;

    fn compiled(expression: &Expression) -> Compiled {
        Compiled::of(expression, &|key| {
            ["a", "b", "c"].iter().position(|k| *k == key)
        })
        .unwrap()
    }

    #[test]
    fn exact_and_float_agree() {
        let formula = (input("a") - input("b")) * input("c") / whole(3) + input("a");
        let values = [10, 4, 7].map(|number| Value::from(Amount::whole(number)));
        assert_eq!(compiled(&formula).exact(&values), Ok(Amount::whole(24)));
        assert_eq!(compiled(&formula).float(&[10.0, 4.0, 7.0]), 24.0);
        let over_zero = input("a") / (input("b") - input("b"));
        assert_eq!(
            compiled(&over_zero).exact(&values),
            Err(Reason::ZeroDenominator)
        );
        assert!(!compiled(&over_zero).float(&[10.0, 4.0, 7.0]).is_finite());
    }

    /// A third of three parts is no cut decimal, and what the last factor multiplies need not be what it was weighted by.
    #[test]
    fn a_weighted_factor_is_not_cut_at_its_twelfth_decimal() {
        let third = Value {
            amount: Amount::from_plain("0.333333333333").unwrap(),
            quotient: Some((Amount::whole(1), Amount::whole(3))),
        };
        let formula = input("a") * input("b") * input("c");
        let values = [Amount::whole(12).into(), third, third];
        let four_thirds = Amount::from_plain("1.333333333333").unwrap();
        assert_eq!(compiled(&formula).exact(&values), Ok(four_thirds));
        let back = Value {
            amount: Amount::whole(3),
            quotient: Some((Amount::whole(3), Amount::whole(12))),
        };
        let values = [Amount::whole(12).into(), third, back];
        assert_eq!(compiled(&formula).exact(&values), Ok(Amount::whole(1)));
    }

    #[test]
    fn an_unknown_key_is_named() {
        let found = Compiled::of(&input("margn"), &|_| None);
        assert_eq!(found.unwrap_err(), "margn");
    }

    #[test]
    fn the_degree_is_told_from_the_form() {
        for (formula, degree) in [
            (input("b") * input("c"), Degree::None),
            (input("a") * input("b") + input("a"), Degree::Linear),
            (input("a") * (input("b") - input("a")), Degree::Curved),
            (input("b") / input("a"), Degree::Curved),
            (input("a") / input("b"), Degree::Linear),
        ] {
            assert_eq!(
                compiled(&formula).degree(&|at| at == 0),
                degree,
                "{formula}"
            );
        }
    }
}
