//! What moves together: records of one figure, and the margins of lines, which are one figure of the business. Each lever is a
//! key of `--what-if`, a bar of the tornado and one number of a random draw.

use std::collections::{HashMap, HashSet};

use super::super::compiled::Degree;
use super::super::input::{Exchanged, Input, InputKind};
use super::super::result::Ledger;
use super::what_if::MARGINS;
use crate::schema::Amount;

/// Inputs under one key.
pub(super) struct Lever<'l> {
    /// The key.
    pub key: &'l str,
    /// The places of its inputs among those of the ledger, the one of the key first.
    pub at: Vec<usize>,
    ledger: &'l Ledger,
}

/// Every lever of a ledger, whatever it moves, found once for many questions.
pub struct Levers<'l> {
    ledger: &'l Ledger,
    /// In the order of the inputs.
    all: Vec<Lever<'l>>,
    /// Their places by their keys.
    places: HashMap<&'l str, usize>,
    /// The key that each input goes by.
    keys: HashMap<&'l str, &'l str>,
}

impl<'l> Levers<'l> {
    /// Those of a ledger.
    pub fn of(ledger: &'l Ledger) -> Self {
        let inputs: HashSet<&str> = ledger.inputs.iter().map(|own| own.key.as_str()).collect();
        let mut all: Vec<Lever> = Vec::new();
        let (mut places, mut keys) = (HashMap::new(), HashMap::new());
        for (at, input) in ledger.inputs.iter().enumerate() {
            let key = input.goes_by(&|name| inputs.contains(name));
            keys.insert(input.key.as_str(), key);
            let place = *places.entry(key).or_insert_with(|| {
                let at = Vec::new();
                all.push(Lever { key, at, ledger });
                all.len() - 1
            });
            all[place].at.push(at);
        }
        for lever in &mut all {
            let is_other = |at: &usize| ledger.inputs[*at].key != lever.key;
            lever.at.sort_by_key(is_other);
        }
        Self {
            ledger,
            all,
            places,
            keys,
        }
    }

    pub(super) fn ledger(&self) -> &'l Ledger {
        self.ledger
    }

    /// The key that an input goes by: its own where the ledger has no other.
    pub fn key_of<'k>(&self, input: &'k str) -> &'k str
    where
        'l: 'k,
    {
        self.keys.get(input).copied().unwrap_or(input)
    }

    /// The input of a key.
    pub fn input(&self, key: &str) -> Option<&'l Input> {
        let own = self.lever(self.keys.get(key)?)?;
        own.inputs().find(|input| input.key == key)
    }

    /// The lever of that key, whatever it moves; `None` where the ledger has no input of it.
    pub(super) fn lever(&self, key: &str) -> Option<&Lever<'l>> {
        Some(&self.all[*self.places.get(key)?])
    }

    /// The one figure of a key whose records differ; `None` where it has one value.
    pub fn one_of(&self, key: &str) -> Option<Input> {
        let lever = self.lever(key)?;
        let first = lever.input();
        let is_one = lever.inputs().all(|input| input.base == first.base);
        (!is_one && key != MARGINS).then(|| lever.told())
    }

    /// The input of a key: of records that differ the mean of their entries (`weighed`), else what would come to the same;
    /// of one value the input of that key, or its entries where only means have them.
    pub fn told_of(&self, weighed: &[Input], key: &str) -> Option<Input> {
        let entries = || weighed.iter().find(|input| input.key == key);
        match self.one_of(key) {
            Some(one) => entries().cloned().or(Some(one)),
            None => self.input(key).or_else(entries).cloned(),
        }
    }

    /// The inputs that go by one key, in the order of the ledger.
    pub fn records_of(&self, key: &str) -> Vec<&'l Input> {
        let mut at = self.lever(key).map_or_else(Vec::new, |own| own.at.clone());
        at.sort_unstable();
        at.into_iter().map(|at| &self.ledger.inputs[at]).collect()
    }
}

/// The levers that ROI depends on and that may be wrong: assumptions, experiments and what formulas imply, and measured
/// values that came with a range.
pub(super) fn levers(ledger: &Ledger) -> Vec<Lever<'_>> {
    let is_uncertain = |input: &Input| input.kind != InputKind::Measured || input.range().is_some();
    let mut found = Levers::of(ledger).all;
    found.retain(|lever| lever.inputs().any(is_uncertain) && lever.degree() != Degree::None);
    found
}

impl<'l> Lever<'l> {
    /// Its inputs.
    pub fn inputs(&self) -> impl Iterator<Item = &'l Input> {
        self.at.iter().map(|at| &self.ledger.inputs[*at])
    }

    /// The input that stands for all of them: the one of its key, which for margins is that of all revenue.
    pub fn input(&self) -> &'l Input {
        &self.ledger.inputs[self.at[0]]
    }

    /// How net value depends on it.
    pub fn degree(&self) -> Degree {
        self.ledger.model.degree(&self.at)
    }

    /// Whether one of its inputs has a range.
    pub fn has_range(&self) -> bool {
        self.inputs().any(|input| input.range().is_some())
    }

    /// Its places with values that each input says.
    pub fn moved(&self, value: impl Fn(&Input) -> f64) -> Vec<(usize, f64)> {
        let places = self.at.iter().copied();
        places.zip(self.inputs().map(value)).collect()
    }

    /// The input that is told of: where the figures of several records differ, the one that would come to the same.
    pub fn told(&self) -> Input {
        let first = self.input();
        let is_alone = self.inputs().all(|input| input.base == first.base);
        if is_alone || first.key == MARGINS {
            return first.clone();
        }
        let range = self.has_range();
        let low = |input: &Input| input.low.unwrap_or(input.base);
        let high = |input: &Input| input.high.unwrap_or(input.base);
        let base = self.mean(|input| input.base).unwrap_or(first.base);
        let stated = self.inputs().map(|input| input.exchanged.as_ref());
        Input {
            base,
            exchanged: Exchanged::of_all(base, stated),
            made_of: Vec::new(),
            low: self.mean(low).filter(|_| range),
            high: self.mean(high).filter(|_| range),
            ..first.clone()
        }
    }

    /// The mean by what each figure multiplies, whether that is value or cost.
    fn mean(&self, of: impl Fn(&Input) -> Amount) -> Option<Amount> {
        let model = &self.ledger.model;
        let net = model.net(&model.base);
        let (mut sum, mut whole) = (0.0, 0.0);
        for (at, input) in self.at.iter().zip(self.inputs()) {
            let more = model.with(&[(*at, model.base[*at] + 1.0)]);
            let weight = (model.net(&more) - net).abs();
            (sum, whole) = (sum + weight * of(input).to_f64(), whole + weight);
        }
        Amount::from_plain(&format!("{:.12}", sum / whole)).map(Amount::short)
    }

    /// Each at its lowest.
    pub fn low(&self) -> Vec<(usize, f64)> {
        self.moved(|input| input.low.unwrap_or(input.base).to_f64())
    }

    /// Each at its highest.
    pub fn high(&self) -> Vec<(usize, f64)> {
        self.moved(|input| input.high.unwrap_or(input.base).to_f64())
    }
}
