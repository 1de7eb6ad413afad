//! Arithmetic over columns, as profiles write it: `subtotal - refunded? * (total - taxes?) / total`.
//!
//! `name?` reads a missing cell as 0; any other missing cell makes the result missing. 0/0 is 0, x/0 is missing.

use crate::schema::Amount;

/// A parsed formula.
#[derive(Clone, Debug, PartialEq)]
pub struct Formula(Term);

#[derive(Clone, Debug, PartialEq)]
enum Term {
    Number(Amount),
    Column { name: String, or_zero: bool },
    Binary(Box<Term>, char, Box<Term>),
}

impl Formula {
    /// Parses a formula.
    ///
    /// # Errors
    /// A sentence that names the place.
    pub fn parse(text: &str) -> Result<Self, String> {
        let mut parser = Parser { text, at: 0 };
        let term = parser.sum()?;
        parser.skip_spaces();
        if parser.at < text.len() {
            return Err(format!(
                "formula `{text}`: cannot read `{}`",
                &text[parser.at..]
            ));
        }
        Ok(Self(term))
    }

    /// The names of the columns it reads.
    pub fn columns(&self) -> Vec<&str> {
        let mut names = Vec::new();
        collect(&self.0, &mut names);
        names
    }

    /// Its value over cells; `None` where a needed cell is missing or the result leaves 128 bits.
    pub fn value(&self, cell: &dyn Fn(&str) -> Option<Amount>) -> Option<Amount> {
        evaluate(&self.0, cell)
    }
}

fn collect<'t>(term: &'t Term, names: &mut Vec<&'t str>) {
    match term {
        Term::Number(_) => {}
        Term::Column { name, .. } => names.push(name),
        Term::Binary(left, _, right) => {
            collect(left, names);
            collect(right, names);
        }
    }
}

fn evaluate(term: &Term, cell: &dyn Fn(&str) -> Option<Amount>) -> Option<Amount> {
    match term {
        Term::Number(value) => Some(*value),
        Term::Column { name, or_zero } => cell(name).or(or_zero.then_some(Amount::ZERO)),
        Term::Binary(left, operator, right) => {
            let (left, right) = (evaluate(left, cell)?, evaluate(right, cell)?);
            match operator {
                '+' => Some(left + right),
                '-' => Some(left - right),
                '*' => left.times(right),
                _ if left == Amount::ZERO => Some(Amount::ZERO),
                _ => left.over(right),
            }
        }
    }
}

struct Parser<'t> {
    text: &'t str,
    at: usize,
}

impl Parser<'_> {
    fn skip_spaces(&mut self) {
        let rest = &self.text[self.at..];
        self.at += rest.len() - rest.trim_start().len();
    }

    fn operator(&mut self, choices: [char; 2]) -> Option<char> {
        self.skip_spaces();
        let next = self.text[self.at..]
            .chars()
            .next()
            .filter(|c| choices.contains(c))?;
        self.at += 1;
        Some(next)
    }

    fn sum(&mut self) -> Result<Term, String> {
        let mut left = self.product()?;
        while let Some(operator) = self.operator(['+', '-']) {
            left = Term::Binary(Box::new(left), operator, Box::new(self.product()?));
        }
        Ok(left)
    }

    fn product(&mut self) -> Result<Term, String> {
        let mut left = self.atom()?;
        while let Some(operator) = self.operator(['*', '/']) {
            left = Term::Binary(Box::new(left), operator, Box::new(self.atom()?));
        }
        Ok(left)
    }

    fn atom(&mut self) -> Result<Term, String> {
        self.skip_spaces();
        let rest = &self.text[self.at..];
        if rest.starts_with('(') {
            self.at += 1;
            let inner = self.sum()?;
            self.skip_spaces();
            if !self.text[self.at..].starts_with(')') {
                return Err(format!("formula `{}`: a bracket is not closed", self.text));
            }
            self.at += 1;
            return Ok(inner);
        }
        let length = rest
            .find(|c: char| !(c.is_alphanumeric() || c == '_' || c == '.'))
            .unwrap_or(rest.len());
        let word = &rest[..length];
        if word.is_empty() {
            return Err(format!(
                "formula `{}`: a name or a number is missing",
                self.text
            ));
        }
        self.at += length;
        if word.starts_with(|c: char| c.is_ascii_digit()) {
            let value = Amount::from_plain(word)
                .ok_or_else(|| format!("formula `{}`: `{word}` is no number", self.text))?;
            return Ok(Term::Number(value));
        }
        let or_zero = self.text[self.at..].starts_with('?');
        self.at += usize::from(or_zero);
        Ok(Term::Column {
            name: word.into(),
            or_zero,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(formula: &str, cells: &[(&str, &str)]) -> Option<String> {
        let cell = |name: &str| {
            cells
                .iter()
                .find(|(known, _)| *known == name)
                .and_then(|(_, text)| Amount::from_plain(text))
        };
        Formula::parse(formula)
            .unwrap()
            .value(&cell)
            .map(|amount| amount.to_string())
    }

    #[test]
    fn products_bind_before_sums() {
        assert_eq!(
            value(
                "a - b * (c - d) / c",
                &[("a", "100"), ("b", "30"), ("c", "60"), ("d", "10")]
            ),
            Some("75".into())
        );
    }

    #[test]
    fn a_missing_cell_is_missing_unless_it_may_be_zero() {
        assert_eq!(value("a - b", &[("a", "1")]), None);
        assert_eq!(value("a - b?", &[("a", "1")]), Some("1".into()));
    }

    #[test]
    fn nothing_over_nothing_is_nothing() {
        assert_eq!(value("a / b", &[("a", "0"), ("b", "0")]), Some("0".into()));
        assert_eq!(value("a / b", &[("a", "1"), ("b", "0")]), None);
    }

    #[test]
    fn wrong_formulas_say_where() {
        assert_eq!(
            Formula::parse("a +").unwrap_err(),
            "formula `a +`: a name or a number is missing"
        );
        assert_eq!(
            Formula::parse("(a").unwrap_err(),
            "formula `(a`: a bracket is not closed"
        );
        assert_eq!(
            Formula::parse("a b").unwrap_err(),
            "formula `a b`: cannot read `b`"
        );
    }
}
