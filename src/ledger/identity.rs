//! Which input is which: keys are free names, and whoever has a name already is a further record of it. What is one figure
//! with another goes by its key, under which both are supposed. It is noted when a key is made; no key is taken apart.

use std::collections::{HashMap, HashSet};

use super::input::{Input, titled};
use super::inputs::LedgerInputs;

/// Keys that inputs have, so that a free one is found without going through all of them.
#[derive(Clone, Debug, Default)]
pub(super) struct Names {
    /// How many inputs were seen.
    seen: usize,
    taken: HashSet<String>,
    /// Of names whose key is that of a record of another name: the key of their first input.
    elsewhere: HashMap<String, String>,
    /// Keys that a number made.
    numbered: HashSet<String>,
    /// Keys that are to be had by their names alone.
    reserved: HashSet<String>,
    /// The number that the next key of a name may have.
    next: HashMap<String, usize>,
}

/// They follow from the inputs, which are compared themselves.
impl PartialEq for Names {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Input {
    /// The key under which it is supposed, among the inputs that there are.
    pub fn goes_by(&self, has: &dyn Fn(&str) -> bool) -> &str {
        let other = self.goes_by.as_deref().filter(|key| has(key));
        other.unwrap_or(&self.key)
    }

    /// The same, supposed under the key of another input, which is the same figure.
    #[must_use]
    pub fn going_by(mut self, key: &str) -> Self {
        self.goes_by = Some(key.to_owned()).filter(|key| *key != self.key);
        self
    }

    /// The same under another key.
    #[must_use]
    pub(super) fn keyed(mut self, key: &str, record_of: Option<String>) -> Self {
        if self.title == titled(&self.key) {
            self.title = titled(key);
        }
        self.record_of = record_of;
        key.clone_into(&mut self.key);
        self
    }
}

impl LedgerInputs {
    /// Adds an input under its key, or where one has that already, under the key with the next number, of which it then is
    /// a further record. Returns the key.
    pub fn add(&mut self, input: Input) -> String {
        let (key, record_of) = self.free_key(&input.key);
        self.inputs.push(input.keyed(&key, record_of));
        key
    }

    /// Adds an input that is the same figure as those that its name has already: it is supposed under the key of the first.
    pub fn add_to(&mut self, input: Input) -> String {
        let (key, record_of) = self.free_key(&input.key);
        let first = record_of.clone().unwrap_or_else(|| key.clone());
        let input = input.keyed(&key, record_of);
        let by = input.goes_by.clone().unwrap_or(first);
        self.inputs.push(input.going_by(&by));
        key
    }

    /// Takes the input of that key away.
    pub fn remove(&mut self, key: &str) {
        if let Some(at) = self.inputs.iter().position(|input| input.key == key) {
            self.inputs.remove(at);
            if at < self.names.seen {
                self.names.seen -= 1;
            }
        }
    }

    /// Keeps a key for what has it by its name: no number of another name makes it.
    pub fn reserve(&mut self, key: String) {
        self.names.reserved.insert(key);
    }

    /// The input of a name, which is none that only a number gave that key.
    pub fn named(&self, name: &str) -> Option<&Input> {
        self.input(name).filter(|input| input.record_of.is_none())
    }

    /// A key that is free for a name, and the key of which it is a further record, where it is.
    fn free_key(&mut self, name: &str) -> (String, Option<String>) {
        let names = &mut self.names;
        let fresh = self.inputs.get(names.seen..).unwrap_or(&self.inputs);
        names
            .taken
            .extend(fresh.iter().map(|input| input.key.clone()));
        names.seen = self.inputs.len();
        if !names.taken.contains(name) {
            return (name.to_owned(), None);
        }
        let number = names.next.entry(name.to_owned()).or_insert(2);
        let key = loop {
            let key = format!("{name}_{number}");
            *number += 1;
            if !names.taken.contains(&key) && !names.reserved.contains(&key) {
                break key;
            }
        };
        names.numbered.insert(key.clone());
        if !names.numbered.contains(name) {
            return (key, Some(name.to_owned()));
        }
        // The first of a name whose key is a record of another one.
        match names.elsewhere.get(name) {
            Some(first) => (key, Some(first.clone())),
            None => {
                names.elsewhere.insert(name.to_owned(), key.clone());
                (key, None)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ledger::Origin;
    use crate::schema::Amount;
    use crate::time::Period;

    /// A role `a` at two rates, then a role `a_2`, then both again.
    #[test]
    fn a_name_that_ends_in_a_number_is_no_record_of_another() {
        let day = chrono::NaiveDate::MIN;
        let mut given = LedgerInputs::new(Period::new(day, day).unwrap(), "EUR");
        let rate = |key: &str| Input::measured(key, Amount::whole(1), Origin::rows("a.csv", 1));
        given.reserve("a_4".into());
        let keys = ["a", "a", "a_2", "a", "a_2"].map(|name| given.add_to(rate(name)));
        assert_eq!(keys, ["a", "a_2", "a_2_2", "a_3", "a_2_3"]);
        assert_eq!(given.add_to(rate("a")), "a_5");
        let by = |key: &str| given.input(key).and_then(|own| own.goes_by.clone());
        let found = keys.each_ref().map(|key| by(key));
        let of = |key: &str| Some(key.to_owned());
        assert_eq!(found, [None, of("a"), None, of("a"), of("a_2_2")]);
        assert!(given.named("a_2").is_none() && given.named("a").is_some());
    }
}
