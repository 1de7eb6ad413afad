//! Every language has words for what a report shows without being asked.
#![allow(clippy::unwrap_used)] // a test that cannot go on fails

use social_roi::lang::{Lang, codes};
use social_roi::ledger::Rule;
use social_roi::metrics::registry;
use social_roi::report::KEYS;
use social_roi::schema::{CostType, Function};
use social_roi::time::Grain;

#[test]
fn default_metrics_and_all_keys_have_headers_in_every_language() {
    let metrics = registry().metrics().iter();
    let metrics = metrics.filter(|metric| metric.default);
    let mut names: Vec<&str> = metrics.map(|metric| metric.name.as_str()).collect();
    assert!(names.len() > 25, "only {} default metrics", names.len());
    names.extend(KEYS);
    names.extend(Grain::ALL.map(Grain::name));
    for code in codes().into_iter().filter(|code| *code != "en") {
        let lang = Lang::new(code, None).unwrap();
        for name in &names {
            assert!(lang.metric(name).is_some(), "no header of {name} in {code}");
        }
    }
}

#[test]
fn languages_translate_only_what_there_is() {
    let german: toml::Table = include_str!("../src/lang/de.toml").parse().unwrap();
    let metrics = german["metrics"].as_table().unwrap();
    for name in metrics.keys() {
        assert!(registry().metric(name).is_some(), "no metric {name}");
    }
}

#[test]
fn lines_functions_and_types_of_cost_have_words_in_every_language() {
    let english = Lang::default();
    for code in codes() {
        let lang = Lang::new(code, None).unwrap();
        for rule in Rule::ALL {
            let id = format!("line.{}", rule.code());
            assert_eq!(english.phrase(&id, &[]), rule.title());
            let word = lang.key("what", rule.title());
            assert_eq!(word, lang.phrase(&id, &[]), "{code}");
        }
        if code != "en" {
            let types = CostType::ALL.map(|of| ("cost_type", of.name()));
            let functions = Function::ALL.map(|of| ("function", of.name()));
            for (column, name) in types.into_iter().chain(functions) {
                assert!(lang.metric(name).is_some(), "{code} {column} {name}");
                assert_eq!(Some(lang.key(column, name)), lang.metric(name), "{code}");
            }
        }
    }
}
