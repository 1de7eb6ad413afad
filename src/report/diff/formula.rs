//! A formula of a saved ledger, read back from its text, to be evaluated with other inputs.
//!
//! A formula is written with ` + `, ` − `, ` × `, ` / ` and brackets over keys of inputs and numbers, as the ledger prints
//! them. Keys hold names of people's own, with spaces, brackets and signs in them, so that a text may be read in several
//! ways: the keys that the line names are looked for, the longest first, and the reading is taken that names all of them
//! and gives the amount of the line.

/// How many steps are gone at most in search of a reading.
const STEPS: usize = 20_000;

/// A formula of more parts is not read: each is a step deeper.
const LONGEST: usize = 400;

/// Relative distance within which a formula reproduces what the ledger says: both are the nearest floats of exact money.
const NEAR: f64 = 1e-9;

/// Distance of money within which that is so: amounts are exact to the millionth.
const NEAR_MONEY: f64 = 1e-6;

/// Whether two numbers are the same but for rounding.
pub fn near(found: f64, told: f64) -> bool {
    (found - told).abs() <= NEAR * told.abs().max(1.0)
}

/// A part of a formula.
#[derive(Clone, Debug, PartialEq)]
pub enum Token {
    /// The key of an input.
    Key(String),
    /// A number.
    Number(f64),
    /// `+`, `−`, `×` or `/`.
    Mark(char),
    /// An opening bracket.
    Open,
    /// A closing bracket.
    Close,
}

/// A formula that was read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Formula(Vec<Token>);

impl Formula {
    /// The reading of a text over these keys that gives the amount; where none does, the first that names all keys.
    /// `None` where it cannot be read.
    pub fn read(
        text: &str,
        keys: &[String],
        amount: Option<f64>,
        value: &dyn Fn(&str) -> Option<f64>,
    ) -> Option<Self> {
        let mut keys: Vec<&str> = keys.iter().map(String::as_str).collect();
        keys.sort_by_key(|key| std::cmp::Reverse(key.len()));
        let mut search = Search {
            keys,
            amount,
            value,
            steps: 0,
            tokens: Vec::new(),
            first: None,
        };
        search.operand(text, 0).or(search.first)
    }

    /// Its parts.
    pub fn tokens(&self) -> &[Token] {
        &self.0
    }

    /// The keys that it names, in order, as often as it names them.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.0.iter().filter_map(|token| match token {
            Token::Key(key) => Some(&key[..]),
            _ => None,
        })
    }

    /// The same with its keys called otherwise.
    pub fn named(&self, name: impl Fn(&str) -> String) -> Self {
        let renamed = |token: &Token| match token {
            Token::Key(key) => Token::Key(name(key)),
            other => other.clone(),
        };
        Self(self.0.iter().map(renamed).collect())
    }

    /// Its value; `None` where an input is not there or something is divided by zero.
    pub fn value(&self, of: &dyn Fn(&str) -> Option<f64>) -> Option<f64> {
        let mut rest = &self.0[..];
        let found = sum(&mut rest, of)?;
        rest.is_empty().then_some(found)
    }
}

impl std::fmt::Display for Formula {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for token in &self.0 {
            match token {
                Token::Key(key) => out.write_str(key)?,
                Token::Number(number) => write!(out, "{number}")?,
                Token::Mark(mark) => write!(out, " {mark} ")?,
                Token::Open => out.write_str("(")?,
                Token::Close => out.write_str(")")?,
            }
        }
        Ok(())
    }
}

/// The readings of a text, one after the other.
struct Search<'s> {
    /// The longest first.
    keys: Vec<&'s str>,
    amount: Option<f64>,
    value: &'s dyn Fn(&str) -> Option<f64>,
    steps: usize,
    tokens: Vec<Token>,
    /// The first reading that names all keys.
    first: Option<Formula>,
}

impl Search<'_> {
    /// Reads what is added or multiplied; `depth` brackets are open.
    fn operand(&mut self, rest: &str, depth: usize) -> Option<Formula> {
        self.steps += 1;
        if self.steps > STEPS {
            return None;
        }
        for at in 0..self.keys.len() {
            let key = self.keys[at];
            if let Some(after) = rest.strip_prefix(key)
                && let Some(found) =
                    self.with(Token::Key(key.to_owned()), |own| own.mark(after, depth))
            {
                return Some(found);
            }
        }
        if let Some(after) = rest.strip_prefix('(')
            && let Some(found) = self.with(Token::Open, |own| own.operand(after, depth + 1))
        {
            return Some(found);
        }
        let is_end = |letter: char| !(letter.is_ascii_digit() || ".-eE".contains(letter));
        let (number, after) = rest.split_at(rest.find(is_end).unwrap_or(rest.len()));
        let number: f64 = number.parse().ok()?;
        self.with(Token::Number(number), |own| own.mark(after, depth))
    }

    /// Reads what follows an operand.
    fn mark(&mut self, rest: &str, depth: usize) -> Option<Formula> {
        if rest.is_empty() {
            return (depth == 0).then(|| self.whole()).flatten();
        }
        if depth > 0
            && let Some(after) = rest.strip_prefix(')')
        {
            return self.with(Token::Close, |own| own.mark(after, depth - 1));
        }
        let mut letters = rest.strip_prefix(' ')?.chars();
        let mark = letters.next().filter(|mark| "+−×/".contains(*mark))?;
        let after = letters.as_str().strip_prefix(' ')?;
        self.with(Token::Mark(mark), |own| own.operand(after, depth))
    }

    fn with(
        &mut self,
        token: Token,
        go_on: impl FnOnce(&mut Self) -> Option<Formula>,
    ) -> Option<Formula> {
        if self.tokens.len() == LONGEST {
            return None;
        }
        self.tokens.push(token);
        let found = go_on(self);
        self.tokens.pop();
        found
    }

    /// A whole reading, where it gives the amount.
    fn whole(&mut self) -> Option<Formula> {
        let formula = Formula(self.tokens.clone());
        let names_all = |key: &&str| formula.keys().any(|named| named == *key);
        if !self.keys.iter().all(names_all) {
            return None;
        }
        let gives = self.amount.zip(formula.value(self.value));
        if gives
            .is_some_and(|(told, found)| near(found, told) || (found - told).abs() <= NEAR_MONEY)
        {
            return Some(formula);
        }
        self.first.get_or_insert(formula);
        None
    }
}

fn sum(rest: &mut &[Token], of: &dyn Fn(&str) -> Option<f64>) -> Option<f64> {
    let mut found = product(rest, of)?;
    while let [Token::Mark(mark @ ('+' | '−')), after @ ..] = *rest {
        *rest = after;
        let next = product(rest, of)?;
        found += if *mark == '+' { next } else { -next };
    }
    Some(found)
}

fn product(rest: &mut &[Token], of: &dyn Fn(&str) -> Option<f64>) -> Option<f64> {
    let mut found = single(rest, of)?;
    while let [Token::Mark(mark @ ('×' | '/')), after @ ..] = *rest {
        *rest = after;
        let next = single(rest, of)?;
        if *mark == '×' {
            found *= next;
        } else if next == 0.0 {
            return None;
        } else {
            found /= next;
        }
    }
    Some(found)
}

fn single(rest: &mut &[Token], of: &dyn Fn(&str) -> Option<f64>) -> Option<f64> {
    let (first, after) = rest.split_first()?;
    *rest = after;
    match first {
        Token::Key(key) => of(key),
        Token::Number(number) => Some(*number),
        Token::Open => {
            let found = sum(rest, of)?;
            let (close, after) = rest.split_first()?;
            *rest = after;
            (*close == Token::Close).then_some(found)
        }
        Token::Mark(_) | Token::Close => None,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    fn evaluated(text: &str, inputs: &[(&str, f64)], amount: Option<f64>) -> Option<f64> {
        let inputs: BTreeMap<&str, f64> = inputs.iter().copied().collect();
        let keys: Vec<String> = inputs.keys().map(|key| (*key).to_owned()).collect();
        let value = |key: &str| inputs.get(key).copied();
        Formula::read(text, &keys, amount, &value)?.value(&value)
    }

    #[test]
    fn formulas_are_evaluated_as_they_read() {
        let (a, b) = (("a", 2.0), ("b", 3.0));
        for (formula, inputs, value) in [
            ("a", &[a][..], Some(2.0)),
            ("a + b × a", &[a, b], Some(8.0)),
            ("(b − a) × b / 60", &[a, b], Some(0.05)),
            ("b / (a × a)", &[a, b], Some(0.75)),
            ("b − (a − b)", &[a, b], Some(4.0)),
            ("a / zero", &[a, ("zero", 0.0)], None),
            ("a + ", &[a], None),
            ("a b", &[a, b], None),
            ("unknown × a", &[a], None),
            ("(a", &[a], None),
            ("a)", &[a], None),
            ("a", &[a, b], None),
        ] {
            assert_eq!(evaluated(formula, inputs, None), value, "{formula}");
        }
    }

    #[test]
    fn keys_may_hold_whatever_names_hold() {
        for key in [
            "margin[shop]",
            "cost (x)",
            "cost (x",
            "cost x)",
            "rate_community manager",
            "rate_\"quoted\" o'neil",
            "revenue_shop.example.org",
            "a + b",
            "a - b",
            "a × b",
            "a / (b)",
            "größe_münchen",
            "60",
            "-1",
            "(",
            ")",
        ] {
            let inputs = [(key, 7.0), ("margin", 0.5), ("more", 2.0)];
            for (formula, value) in [
                (format!("{key} × margin / more"), 1.75),
                (format!("more × ({key} − margin)"), 13.0),
                (format!("(margin + more) × {key}"), 17.5),
                (format!("margin / (more × {key})"), 0.5 / 14.0),
            ] {
                let found = evaluated(&formula, &inputs, Some(value));
                assert!(
                    found.is_some_and(|found| near(found, value)),
                    "{formula}: {found:?}"
                );
            }
        }
    }

    /// `a × b` is one key of worth 5 or a product of worth 6: the amount says which.
    #[test]
    fn of_two_readings_the_one_that_gives_the_amount_counts() {
        let inputs = [("a", 2.0), ("b", 3.0), ("a × b", 5.0)];
        assert_eq!(evaluated("a × b + a × b", &inputs, Some(11.0)), Some(11.0));
        assert_eq!(evaluated("a × b", &inputs[..2], Some(6.0)), Some(6.0));
        assert_eq!(evaluated("a × b", &inputs[2..], Some(5.0)), Some(5.0));
    }

    #[test]
    fn a_search_ends() {
        let key = "a × a".to_owned();
        let keys = vec!["a".to_owned(), key, "never".to_owned()];
        let text = vec!["a"; 200].join(" × ");
        assert_eq!(Formula::read(&text, &keys, None, &|_| Some(1.0)), None);
        let deep = "(".repeat(100_000);
        assert_eq!(Formula::read(&deep, &keys, None, &|_| Some(1.0)), None);
    }
}
