//! The README is short and explains metrics that there are.

use crate::text_of;

#[test]
fn the_readme_is_short_and_its_glossary_names_metrics() {
    let text = text_of("README.md");
    assert!(text.lines().count() < 250, "{} lines", text.lines().count());
    let registry = text_of("src/metrics/registry.toml");
    let glossary = text
        .split("## Metric glossary")
        .nth(1)
        .expect("a glossary")
        .split("\n## ")
        .next()
        .unwrap_or_default();
    let first_cells = glossary
        .lines()
        .filter(|line| line.starts_with("| `"))
        .filter_map(|line| line.split('|').nth(1));
    let names: Vec<&str> = first_cells
        .flat_map(|cell| cell.split('`').skip(1).step_by(2))
        .collect();
    assert!(names.len() >= 15, "{names:?}");
    for name in names {
        assert!(
            registry.contains(&format!("\nname = \"{name}\"\n")),
            "the README explains `{name}`, which is no metric"
        );
    }
}
