//! Charts of the ledger: the figures of the metric catalogue's worked example.

mod bridge;
mod lacking;
mod ladder;
mod pacing;
mod tornado;
mod waterfall;

use crate::chart;

/// The rows of a chart's figures, without the header; no field of these has a comma but names in quotes.
fn rows(kind: &str, more: &[&str]) -> Vec<Vec<String>> {
    let args: Vec<&str> = more.iter().chain(&["--format", "csv"]).copied().collect();
    let text = String::from_utf8(chart(kind, &args)).unwrap();
    let line = |line: &str| {
        let line = line.rsplit_once('"').map_or(line, |(_, rest)| rest);
        line.split(',').map(str::to_owned).collect()
    };
    text.lines().skip(1).map(line).collect()
}

fn percent(text: &str) -> String {
    format!("{:+.1}", 100.0 * text.parse::<f64>().unwrap())
}

/// Spend and orders alone: no full cost, no ranges.
fn of_media_alone(kind: &str, more: &[&str]) -> String {
    let inputs = ["tiktok_ads", "shopify"].map(|name| format!("sample-data/{name}"));
    let folder = tempfile::tempdir().unwrap();
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let inputs = inputs.map(|path| root.join(path).display().to_string());
    let project = folder.path().join("social-roi.toml");
    std::fs::write(&project, "").unwrap();
    let mut args = vec!["chart", kind, &inputs[0], &inputs[1], "--quiet"];
    let project = project.display().to_string();
    args.extend(["--project", &project, "--margin", "0.5"]);
    args.extend(more);
    String::from_utf8(crate::done(&args)).unwrap()
}
