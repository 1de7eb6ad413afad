//! The registry of metrics: built in, and extended by a project's own records of the same form.

use std::sync::OnceLock;

use serde::Deserialize;
use thiserror::Error;

use super::parse::FormulaError;
use super::record::{Metric, Record};

/// Names at least this alike are suggested (Jaro-Winkler).
const ALIKE: f64 = 0.8;

/// Suggestions are few, or they are no help.
const SUGGESTIONS: usize = 3;

/// Why a registry can't be read.
#[derive(Debug, Error)]
pub enum RegistryError {
    /// The text is no TOML of this form.
    #[error("metrics: {0}")]
    Form(#[from] toml::de::Error),
    /// A formula that can't be read.
    #[error("metric `{metric}`: {source}")]
    Formula {
        /// The metric's name.
        metric: String,
        /// What is wrong with it.
        source: FormulaError,
    },
    /// A name that already stands for a metric.
    #[error("metric `{0}` is defined twice")]
    Duplicate(String),
    /// A name that can't be a column.
    #[error("metric `{0}`: expected a name of lower-case letters, digits and `_`")]
    Name(String),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    metric: Vec<Record>,
}

/// Every metric that can be asked for, in the order of output columns.
#[derive(Clone, Debug, Default)]
pub struct Registry {
    metrics: Vec<Metric>,
}

/// The built-in registry.
pub fn registry() -> &'static Registry {
    static BUILT_IN: OnceLock<Registry> = OnceLock::new();
    BUILT_IN.get_or_init(|| {
        Registry::default()
            .with(include_str!("registry.toml"))
            .expect("the built-in registry is read by a test")
    })
}

impl Registry {
    /// This registry and the metrics of another, in TOML.
    ///
    /// # Errors
    /// Where the text is not of the registry's form, a formula can't be read, or a name is taken.
    pub fn with(&self, text: &str) -> Result<Self, RegistryError> {
        let mut registry = self.clone();
        for record in toml::from_str::<File>(text)?.metric {
            let name = record.name.clone();
            if !is_column_name(&name) {
                return Err(RegistryError::Name(name));
            }
            if registry.metric(&name).is_some() {
                return Err(RegistryError::Duplicate(name));
            }
            let unread = |source| RegistryError::Formula {
                metric: name,
                source,
            };
            registry.metrics.push(record.metric().map_err(unread)?);
        }
        Ok(registry)
    }

    /// Whether a text can be the name of a metric, which is the head of a column too.
    pub fn is_name(text: &str) -> bool {
        is_column_name(text)
    }

    /// Every metric, in the order of output columns.
    pub fn metrics(&self) -> &[Metric] {
        &self.metrics
    }

    /// The metric of that name.
    pub fn metric(&self, name: &str) -> Option<&Metric> {
        self.metrics.iter().find(|metric| metric.name == name)
    }

    /// The metric of that name, or of that symbol of the catalogue.
    pub fn asked(&self, name: &str) -> Option<&Metric> {
        let by_symbol = || {
            self.metrics
                .iter()
                .find(|metric| metric.symbol.as_deref() == Some(name))
        };
        self.metric(name).or_else(by_symbol)
    }

    /// Names that someone who typed `name` may have meant, the likeliest first: known other names, then similar ones.
    pub fn nearest(&self, name: &str) -> Vec<&str> {
        let typed = name.trim().to_lowercase().replace([' ', '-'], "_");
        let mut scored: Vec<(f64, &Metric)> = self
            .metrics
            .iter()
            .map(|metric| (likeness(metric, &typed), metric))
            .filter(|(score, _)| *score >= ALIKE)
            .collect();
        scored.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.rank.cmp(&b.1.rank)));
        // Once a known name is met, what merely looks alike would mislead.
        let known = scored.first().is_some_and(|(score, _)| *score >= 1.0);
        scored
            .into_iter()
            .filter(|(score, _)| !known || *score >= 1.0)
            .take(SUGGESTIONS)
            .map(|(_, metric)| metric.name.as_str())
            .collect()
    }
}

fn likeness(metric: &Metric, typed: &str) -> f64 {
    let names = metric
        .also
        .iter()
        .chain(&metric.symbol)
        .chain([&metric.name]);
    names
        .map(|name| strsim::jaro_winkler(name, typed))
        .fold(0.0, f64::max)
}

fn is_column_name(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_lowercase())
        && name
            .chars()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::super::record::{Aggregation, Unit, Zero};
    use super::*;

    #[test]
    fn the_built_in_registry_reads_and_its_fields_agree() {
        let registry = registry();
        let names: HashSet<_> = registry
            .metrics()
            .iter()
            .flat_map(|m| m.also.iter().chain(&m.symbol).chain([&m.name]))
            .collect();
        let written = registry.metrics().iter();
        let written: usize = written
            .map(|m| m.also.len() + m.symbol.iter().len() + 1)
            .sum();
        assert_eq!(
            names.len(),
            written,
            "a name or other name stands for two metrics"
        );
        let ranks: HashSet<_> = registry
            .metrics()
            .iter()
            .map(|metric| metric.rank)
            .collect();
        assert_eq!(
            ranks.len(),
            registry.metrics().len(),
            "two metrics share a rank"
        );
        for metric in registry.metrics() {
            let name = &metric.name;
            let texts = [
                &metric.id,
                &metric.title,
                &metric.compass,
                &metric.note,
                &metric.source,
            ];
            assert!(
                texts.iter().all(|text| !text.is_empty()),
                "{name} has an empty field"
            );
            assert!(
                metric.note.ends_with('.') && metric.level.is_some(),
                "{name}"
            );
            assert_eq!(
                metric.denominator.is_none(),
                matches!(metric.zero, Zero::Sum | Zero::Distribution) || metric.id == "O-09",
                "{name}"
            );
            assert_eq!(
                metric.aggregation == Aggregation::Additive,
                additive(metric),
                "{name}"
            );
        }
    }

    /// Plain sums are additive; people, stocks and ratios are not.
    fn additive(metric: &Metric) -> bool {
        let recomputed = [
            Aggregation::People,
            Aggregation::Stock,
            Aggregation::Distribution,
            Aggregation::Recomputed,
        ];
        metric.denominator.is_none() && !recomputed.contains(&metric.aggregation)
    }

    #[test]
    fn the_catalogue_is_complete_and_spend_is_kept_longest() {
        let registry = registry();
        let ids: HashSet<_> = registry
            .metrics()
            .iter()
            .map(|metric| metric.id.as_str())
            .collect();
        let paid = (1..=18).map(|n| format!("P-{n:02}"));
        let organic = (1..=19).map(|n| format!("O-{n:02}"));
        let more = (19..=28).chain(33..=36).map(|n| format!("P-{n:02}"));
        // S-04, S-07 and S-08 are figures of journeys, which `attribute` has.
        let sales =
            [1, 2, 3, 5, 6, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18].map(|n| format!("S-{n:02}"));
        let finance = (1..=10).map(|n| format!("F-{n:02}"));
        let staff = [11, 13, 14, 15, 16].map(|n| format!("G-{n:02}"));
        let others = more.chain(sales).chain(finance).chain(staff);
        for id in paid.chain(organic).chain(others) {
            assert!(ids.contains(id.as_str()), "{id} is missing");
        }
        let mut kept: Vec<_> = registry
            .metrics()
            .iter()
            .map(|m| (m.rank, m.name.as_str()))
            .collect();
        kept.sort_unstable();
        let first: Vec<_> = kept.iter().take(5).map(|(_, name)| *name).collect();
        assert_eq!(first, ["spend", "revenue", "roas", "roi", "impressions"]);
    }

    #[test]
    fn a_mistyped_name_finds_the_metric_meant() {
        for (typed, meant) in [
            ("cost", "spend"),
            ("sales", "revenue"),
            ("click-through rate", "ctr"),
            ("Impresions", "impressions"),
            ("conversions", "claimed_conversions"),
            ("return_on_ad_spend", "roas"),
            ("engagement_rate", "engagement_rate_by_reach"),
            ("frequncy", "frequency"),
        ] {
            assert_eq!(registry().nearest(typed).first(), Some(&meant), "{typed}");
        }
        assert_eq!(registry().nearest("xyzzy"), Vec::<&str>::new());
        assert_eq!(
            registry().nearest("cost"),
            ["spend"],
            "a known name stands alone"
        );
    }

    #[test]
    fn a_project_adds_metrics_in_the_same_form() {
        let text = r#"
            [[metric]]
            name = "saves_per_post"
            title = "Saves per post"
            unit = "per_post"
            num = "sum(posts.saves)"
            den = "rows(posts)"
        "#;
        let extended = registry().with(text).unwrap();
        assert_eq!(extended.metrics().len(), registry().metrics().len() + 1);
        let metric = extended.metric("saves_per_post").unwrap();
        assert_eq!((metric.unit, metric.zero), (Unit::PerPost, Zero::Undefined));
        assert_eq!(metric.needs(), [("posts", Some("saves")), ("posts", None)]);
    }

    #[test]
    fn a_bad_record_is_refused_with_its_name() {
        let record = |name: &str, num: &str| {
            format!(
                "[[metric]]\nname = \"{name}\"\ntitle = \"x\"\nunit = \"count\"\nnum = \"{num}\"\n"
            )
        };
        for (text, message) in [
            (
                record("spend", "rows(posts)"),
                "metric `spend` is defined twice",
            ),
            (
                record("Spend all", "rows(posts)"),
                "metric `Spend all`: expected a name of lower-case letters, digits and `_`",
            ),
            (
                record("x", "sum(posts.likes)"),
                "metric `x`: table `posts` has no column `likes`",
            ),
        ] {
            assert_eq!(registry().with(&text).unwrap_err().to_string(), message);
        }
        let unknown = record("x", "rows(posts)") + "colour = \"red\"\n";
        assert!(
            registry()
                .with(&unknown)
                .unwrap_err()
                .to_string()
                .contains("unknown field `colour`")
        );
    }
}
