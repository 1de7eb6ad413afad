//! What the columns and models of attribution's tables mean: figures by a list of data, models by what they say.

use std::sync::OnceLock;

use serde::Deserialize;

use crate::attribution::{MODELS, model};
use crate::report::Table;
use crate::report::method::Definition;

/// The key column that names a model.
const MODEL: &str = "model";

#[derive(Deserialize)]
struct Figures {
    figure: Vec<Definition>,
}

/// What the columns of a table of attribution mean, and the models that it shows.
pub fn attribution_definitions(table: &Table) -> Vec<Definition> {
    let columns = table.metrics.iter().map(|column| column.name.as_str());
    let models = table.keys.iter().position(|key| key.name == MODEL);
    let named = models.into_iter().flat_map(|at| {
        let names = table.rows.iter().map(move |row| row.keys[at].as_deref());
        names.flatten()
    });
    let mut definitions: Vec<Definition> = Vec::new();
    for name in columns.chain(named) {
        if definitions.iter().all(|known| known.name != name) {
            definitions.extend(model_definition(name).or_else(|| figure(name)));
        }
    }
    definitions
}

/// What an attribution model does.
pub fn model_definition(name: &str) -> Option<Definition> {
    let model = model(name).ok()?.model;
    Some(Definition {
        name: model.name().into(),
        title: "Attribution model".into(),
        formula: model.title().into(),
        ..Definition::default()
    })
}

/// Every attribution model's name.
pub fn model_names() -> Vec<String> {
    MODELS.iter().map(|model| model.name().to_owned()).collect()
}

fn figure(name: &str) -> Option<Definition> {
    static FIGURES: OnceLock<Vec<Definition>> = OnceLock::new();
    let known = FIGURES.get_or_init(|| {
        let text = include_str!("definitions.toml");
        let figures: Figures = toml::from_str(text).expect("the list is tested");
        figures.figure
    });
    known.iter().find_map(|definition| fitted(definition, name))
}

/// The definition with what its `*` stands for in this name.
fn fitted(definition: &Definition, name: &str) -> Option<Definition> {
    let Some((before, after)) = definition.name.split_once('*') else {
        return (definition.name == name).then(|| definition.clone());
    };
    let stem = name.strip_prefix(before)?.strip_suffix(after)?;
    Some(Definition {
        name: name.into(),
        title: definition.title.replace('*', &stem.replace('_', " ")),
        ..definition.clone()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_mean_what_the_list_says() {
        for (name, title) in [
            ("roas", "Return on spend, of credited value"),
            ("position_3", "Credit at place 3"),
            ("position_6_up", "Credit at place 6 and later"),
            ("cpa_low", "Lower bound of cpa"),
            (
                "value_7_days",
                "Credit within a window, column and days: value 7",
            ),
        ] {
            assert_eq!(figure(name).unwrap().title, title, "{name}");
        }
        assert_eq!(figure("orders"), None);
    }

    #[test]
    fn a_model_says_what_it_does() {
        let definition = model_definition("position").unwrap();
        assert_eq!(
            definition.formula,
            "40 % to the first touch, 40 % to the last, 20 % shared between"
        );
        assert_eq!(model_definition("position_interval"), None);
    }
}
