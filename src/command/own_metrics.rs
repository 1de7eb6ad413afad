//! Metrics that a project defines: added to those of the program, and what is wrong with them.

use crate::error::Fault;
use crate::metrics::{Formula, Registry, RegistryError, registry as built_in};
use crate::project::{OwnMetric, Project};

/// The metrics of the program with those of a project that can be computed.
pub fn added(own: &[OwnMetric]) -> Registry {
    let extended = |known: Registry, metric: &OwnMetric| known.with(&metric.toml).unwrap_or(known);
    let whole = own.iter().filter(|metric| metric.whole);
    whole.fold(built_in().clone(), extended)
}

/// Everything that is wrong with the metrics that the project defines, each fault at its own line.
pub fn faults(project: &Project) -> Vec<Fault> {
    let mut registry = built_in().clone();
    let mut faults = Vec::new();
    for metric in &project.metrics {
        let before = faults.len();
        faults.extend(of_name(metric));
        faults.extend(of_formulas(metric));
        if faults.len() > before || !metric.whole {
            continue;
        }
        match registry.with(&metric.toml) {
            Ok(more) => registry = more,
            // A name that stands twice in the file is told by its reader.
            Err(RegistryError::Duplicate(_)) => {}
            Err(error) => {
                let found = error.to_string();
                let words: Vec<&str> = found.split_whitespace().collect();
                faults.push(Fault {
                    spot: metric.spot.clone(),
                    key: format!("metrics `{}`", metric.name),
                    expected: "a metric that can be computed".into(),
                    found: words.join(" "),
                    hint: Some("`social-roi metrics` shows the form of formulas".into()),
                });
            }
        }
    }
    faults
}

/// A name that cannot be a column, or that the program has itself.
fn of_name(metric: &OwnMetric) -> Option<Fault> {
    let fault = |expected: &str, found: String, hint: &str| Fault {
        spot: metric.spot.clone(),
        key: "metrics.name".into(),
        expected: expected.into(),
        found,
        hint: Some(hint.into()),
    };
    let name = &metric.name;
    if name.is_empty() {
        return None;
    }
    if built_in().metric(name).is_some() {
        let found = format!("`{name}`, which the program has itself");
        let hint = format!(
            "call it otherwise, like `own_{name}`; `social-roi explain {name}` says what the program means by it"
        );
        return Some(fault("a name of your own", found, &hint));
    }
    (!Registry::is_name(name)).then(|| {
        fault(
            "a name of lower-case letters, digits and `_`",
            format!("`{name}`"),
            "it becomes the head of a column: write it like `spend_per_share`",
        )
    })
}

fn of_formulas(metric: &OwnMetric) -> Vec<Fault> {
    let of_one = |(key, text, spot): &(&'static str, String, _)| -> Vec<Fault> {
        let fault = |error: crate::metrics::FormulaError| Fault {
            spot: crate::error::Spot::clone(spot),
            key: format!("metrics.{key} `{}`", metric.name),
            expected: "a formula that can be computed".into(),
            found: error.to_string(),
            hint: Some(error.hint()),
        };
        Formula::faults(text).into_iter().map(fault).collect()
    };
    metric.formulas.iter().flat_map(of_one).collect()
}
