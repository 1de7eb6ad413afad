//! Sheets of benchmarks among exports: known by their name or their columns, never taken for targets.

use super::Story;

const ADS: &str = "Campaign name,Day,Amount spent (EUR),Impressions,Link clicks\nC1,2026-01-01,10.00,1000,10\nC1,2026-01-02,10.00,1000,10\n";

fn story(benchmarks: &str) -> Story {
    Story::new(&[("meta.csv", ADS), ("benchmarks.csv", benchmarks)])
}

#[test]
fn a_sheet_with_the_headers_of_the_template_counts_as_benchmarks() {
    let story = story(
        "metric,scope,period,value,direction,source,date,sample\nctr,,2026-01,0.05,higher,Trade body,2025-03-01,312 accounts\n",
    );
    let out = story.run("inspect benchmarks.csv --quiet").out;
    assert!(out.contains("canonical_benchmarks"), "{out}");
    let outcome = story.run("check --quiet meta.csv benchmarks.csv");
    assert!(outcome.out.contains("[benchmark-below]"), "{}", outcome.out);
    assert!(!outcome.out.contains("[target-missed]"), "{}", outcome.out);
    assert_eq!(outcome.code, Some(0), "{}", outcome.out);
    let report = story.run("report --quiet meta.csv benchmarks.csv");
    assert_eq!(report.code, Some(0), "{}", report.said);
}

#[test]
fn one_without_its_date_is_told_what_it_lacks_and_is_no_target() {
    let story = story("metric,scope,period,value,source\nctr,,2026-01,0.05,Trade body\n");
    let outcome = story.run("check --quiet meta.csv benchmarks.csv");
    assert!(!outcome.out.contains("[target-missed]"), "{}", outcome.out);
    assert!(
        outcome.out.contains("found     benchmarks: "),
        "{}",
        outcome.out
    );
    assert!(outcome.out.contains("a column `date`"), "{}", outcome.out);
}

#[test]
fn one_beside_a_project_is_told_by_its_own_list() {
    let story =
        story("metric,scope,period,value,source,date\nctr,,2026-01,0.05,Trade body,2025-03-01\n");
    story.write(
        "social-roi.toml",
        "sources = [\".\"]\n[sheets]\ntargets = \"plan/targets.csv\"\nbenchmarks = \"plan/benchmarks.csv\"\n",
    );
    std::fs::create_dir(story.path("plan")).unwrap();
    story.write("plan/targets.csv", "metric,period,value\n");
    story.write("plan/benchmarks.csv", "metric,value,source,date\n");
    let outcome = story.run("check --quiet");
    let said = outcome.out.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(
        said.contains("`benchmarks = [\"plan/benchmarks.csv\", \"benchmarks.csv\"]`"),
        "{said}"
    );
}
