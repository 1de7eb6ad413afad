//! Models by name.

use crate::error::{Error, Result};

use super::model::{Model, Needs};
pub use super::models::MODELS;
use super::setup::Facts;

/// Other names of `position`.
const ALIASES: &[&str] = &["u", "u-shaped"];

/// How alike a name must be to be suggested.
const ALIKE: f64 = 0.75;

/// A name that was understood.
#[derive(Clone, Copy, Debug)]
pub struct Named {
    /// The model.
    pub model: &'static dyn Model,
    /// Whether the name was an alias whose meaning differs from tool to tool.
    pub alias: bool,
}

/// The model of that name; case, outer spaces and `_` for `-` do not matter.
///
/// # Errors
/// [`Error::UnknownName`] with the nearest names.
pub fn model(name: &str) -> Result<Named> {
    let typed = name.trim().to_lowercase().replace(['_', ' '], "-");
    let alias = ALIASES.contains(&typed.as_str());
    let wanted = if alias { "position" } else { &typed };
    MODELS
        .iter()
        .find(|model| model.name() == wanted)
        .map(|model| Named {
            model: *model,
            alias,
        })
        .ok_or_else(|| Error::UnknownName {
            what: "model",
            name: name.trim().to_owned(),
            nearest: nearest(&typed),
        })
}

/// The models of those names, each once, in the order of the names.
///
/// # Errors
/// [`Error::UnknownName`] for the first that is unknown.
pub fn models<'n>(names: impl IntoIterator<Item = &'n str>) -> Result<Vec<Named>> {
    let mut found: Vec<Named> = Vec::new();
    for name in names {
        let named = model(name)?;
        match found
            .iter_mut()
            .find(|other| other.model.name() == named.model.name())
        {
            Some(other) => other.alias |= named.alias,
            None => found.push(named),
        }
    }
    Ok(found)
}

/// Every model that the data allow, in the order of the list; `custom` only with weights.
pub fn allowed(facts: Facts, weights: bool) -> Vec<&'static dyn Model> {
    let fits = |model: &&'static dyn Model| match model.needs() {
        Needs::Paths => true,
        Needs::Ages => facts.ages,
        Needs::Milestones => facts.milestones,
        Needs::Weights => weights,
    };
    MODELS.iter().copied().filter(fits).collect()
}

fn nearest(typed: &str) -> Vec<String> {
    let mut scored: Vec<(f64, &str)> = MODELS
        .iter()
        .map(|model| (strsim::jaro_winkler(model.name(), typed), model.name()))
        .filter(|(score, _)| *score >= ALIKE)
        .collect();
    scored.sort_by(|a, b| b.0.total_cmp(&a.0));
    scored
        .into_iter()
        .take(3)
        .map(|(_, name)| name.to_owned())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn models_stand_in_the_documented_order() {
        let names: Vec<&str> = MODELS.iter().map(|model| model.name()).collect();
        let expected = "first last last-non-direct linear time-decay position j-shaped inverse-j custom w-shaped full-path participation markov shapley shapley-cr shapley-ordered";
        assert_eq!(names.join(" "), expected);
    }

    #[test]
    fn names_are_read_leniently_and_an_unknown_one_brings_suggestions() {
        assert_eq!(model(" Time_Decay ").unwrap().model.name(), "time-decay");
        let u = model("u").unwrap();
        assert!(u.alias && u.model.name() == "position");
        let error = model("shaply").unwrap_err();
        assert_eq!(error.to_string(), "unknown model `shaply`");
        assert!(
            error.hint().unwrap().starts_with("did you mean `shapley`"),
            "{:?}",
            error.hint()
        );
        assert_eq!(models(["last", "u-shaped", "position"]).unwrap().len(), 2);
    }

    #[test]
    fn the_default_set_is_what_the_data_allow() {
        let bare: Vec<&str> = allowed(Facts::default(), false)
            .iter()
            .map(|model| model.name())
            .collect();
        for absent in ["time-decay", "custom", "w-shaped", "full-path"] {
            assert!(!bare.contains(&absent), "{absent}");
        }
        let all = allowed(
            Facts {
                ages: true,
                milestones: true,
            },
            true,
        );
        assert_eq!(all.len(), MODELS.len());
    }
}
