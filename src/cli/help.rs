//! The long help: the manual's pages, so that the manual and the program say the same.

/// Page name and text.
pub static PAGES: &[(&str, &str)] = &[
    (
        "social-roi",
        include_str!("../../docs/manual/social-roi.md"),
    ),
    ("report", include_str!("../../docs/manual/report.md")),
    ("attribute", include_str!("../../docs/manual/attribute.md")),
    ("ledger", include_str!("../../docs/manual/ledger.md")),
    ("chart", include_str!("../../docs/manual/chart.md")),
    ("check", include_str!("../../docs/manual/check.md")),
    ("diff", include_str!("../../docs/manual/diff.md")),
    ("inspect", include_str!("../../docs/manual/inspect.md")),
    ("explain", include_str!("../../docs/manual/explain.md")),
    ("init", include_str!("../../docs/manual/init.md")),
    ("project", include_str!("../../docs/manual/project.md")),
    ("metrics", include_str!("../../docs/manual/metrics.md")),
    ("formats", include_str!("../../docs/manual/formats.md")),
    (
        "completions",
        include_str!("../../docs/manual/completions.md"),
    ),
    ("man", include_str!("../../docs/manual/man.md")),
];

/// A page as it is printed: the comments of its source are for those who write it.
pub fn printed(page: &str) -> String {
    let lines = page.split_inclusive('\n');
    lines.filter(|line| !line.starts_with("<!--")).collect()
}
