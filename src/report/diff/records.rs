//! Of which other input of a saved ledger an input is a record: as the ledger says, and of one that was saved before ledgers
//! said so, as its keys end.

use std::borrow::Cow;
use std::collections::HashSet;

use serde_json::Value;

use super::causes::{list, text};

/// What says of which name an input is a further record, and by which key it goes.
const RECORD_OF: &str = "record_of";
const GOES_BY: &str = "goes_by";

/// What says of which figures an input is the mean, by their keys.
const WEIGHS: &str = "weighs";

/// The key of every margin, and how keys begin that went by it.
const MARGINS: &str = "margin";
const MARGIN_OF: &str = "margin_";

/// How keys of records began that have an amount of their own each.
const AMOUNTS: [&str; 4] = ["incremental", "cost_", "hours", "saving_"];

/// The name of which an input is a further record.
pub fn record_of(input: &Value) -> Option<&str> {
    input[RECORD_OF].as_str()
}

/// The key by which an input goes, where that is another than its own.
pub fn goes_by(input: &Value) -> Option<&str> {
    input[GOES_BY].as_str()
}

/// Whether what is new or gone is a mean that a line made under a key of its own, and the other ledger has all that it
/// weighs: nobody made it an entry. `inputs` are those of both ledgers.
pub fn is_mean_of_line(
    (was, is): (Option<&Value>, Option<&Value>),
    inputs: (&[Value], &[Value]),
) -> bool {
    let (input, others) = match (was, is) {
        (Some(gone), None) => (gone, inputs.1),
        (None, Some(new)) => (new, inputs.0),
        _ => return false,
    };
    let keys =
        |input: &Value| -> Vec<String> { list(input.get(WEIGHS)).iter().map(text).collect() };
    let (own, weighed) = (text(&input["key"]), keys(input));
    let is_there = |key: &String| {
        let mut others = others.iter();
        *key != own && others.any(|other| other["key"] == key.as_str() || keys(other).contains(key))
    };
    !weighed.is_empty() && weighed.iter().all(is_there)
}

/// The ledger with what it does not say of its records.
pub fn noted(ledger: &Value) -> Cow<'_, Value> {
    let inputs = ledger["inputs"].as_array().map_or(&[][..], Vec::as_slice);
    if inputs.iter().any(|input| input.get(RECORD_OF).is_some()) {
        return Cow::Borrowed(ledger);
    }
    let keys: HashSet<String> = inputs.iter().map(|input| text(&input["key"])).collect();
    let mut found = ledger.clone();
    for input in found["inputs"].as_array_mut().into_iter().flatten() {
        let key = text(&input["key"]);
        let Some(input) = input.as_object_mut() else {
            continue;
        };
        if let Some(name) = name(&key) {
            input.insert(RECORD_OF.into(), name.into());
        }
        if let Some(other) = other(&key, &keys) {
            input.insert(GOES_BY.into(), other.into());
        }
    }
    Cow::Owned(found)
}

/// The name before a number at the end of a key.
fn name(key: &str) -> Option<&str> {
    let (name, number) = key.rsplit_once('_')?;
    let number: u64 = number.parse().ok()?;
    (number > 1).then_some(name)
}

/// The key by which one went.
fn other<'k>(key: &'k str, keys: &HashSet<String>) -> Option<&'k str> {
    if key.starts_with(MARGIN_OF) && keys.contains(MARGINS) {
        return Some(MARGINS);
    }
    let has_amount = |name: &&str| !AMOUNTS.iter().any(|of| name.starts_with(of));
    name(key)
        .filter(has_amount)
        .filter(|name| keys.contains(*name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_mean_under_a_key_of_its_own_is_no_entry_where_its_entries_are_compared() {
        let mean = json!({"key": "kappa_meta_brand", "weighs": ["kappa_meta", "kappa_meta_2"]});
        let others =
            |keys: &[&str]| -> Vec<Value> { keys.iter().map(|key| json!({"key": key})).collect() };
        let is_no_entry = |mean: &Value, others: &[Value]| {
            let gone = is_mean_of_line((Some(mean), None), (&[], others));
            assert_eq!(gone, is_mean_of_line((None, Some(mean)), (others, &[])));
            gone
        };
        let both = others(&["margin", "kappa_meta", "kappa_meta_2"]);
        assert!(is_no_entry(&mean, &both));
        let within = [json!({"key": "kappa_meta", "weighs": ["kappa_meta", "kappa_meta_2"]})];
        assert!(is_no_entry(&mean, &within));
        assert!(!is_mean_of_line((Some(&mean), Some(&mean)), (&both, &both)));
        // One of the entries came or went: nothing else would say so.
        assert!(!is_no_entry(&mean, &others(&["kappa_meta"])));
        // An entry, and the mean of all entries of its name.
        assert!(!is_no_entry(&json!({"key": "kappa_meta"}), &both));
        assert!(!is_no_entry(&within[0], &both));
    }

    #[test]
    fn a_ledger_says_of_which_name_a_record_is_and_an_older_one_by_its_keys() {
        let keys = [
            ("margin", None, None),
            ("margin_meta", None, Some("margin")),
            ("kappa_shop", None, None),
            ("kappa_shop_2", Some("kappa_shop"), Some("kappa_shop")),
            ("cost_tools", None, None),
            ("cost_tools_2", Some("cost_tools"), None),
            ("gone_3", Some("gone"), None),
        ];
        let inputs: Vec<Value> = keys.map(|(key, ..)| json!({"key": key})).to_vec();
        let older = json!({"inputs": inputs});
        let found = noted(&older);
        for (input, (key, name, by)) in found["inputs"].as_array().unwrap().iter().zip(keys) {
            assert_eq!((record_of(input), goes_by(input)), (name, by), "{key}");
        }
        let says = json!({"inputs": [{"key": "kappa_shop", "record_of": null}, {"key": "kappa_shop_2", "record_of": null}]});
        assert_eq!(*noted(&says), says);
    }
}
