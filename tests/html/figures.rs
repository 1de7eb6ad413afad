//! Figures of the page are the report's figures, and each leads to where it comes from.

use regex::Regex;
use serde_json::Value;

use super::{all, sample, section};

/// The sample data's third quarter as JSON rows, the total last.
fn report(by: &str, metrics: &str) -> Vec<Value> {
    let args = [
        "report",
        "sample-data",
        "--currency",
        "EUR",
        "--quiet",
        "--format",
        "json",
        "--totals",
        "--period",
        "2026-Q3",
        "--by",
        by,
        "--metrics",
        metrics,
    ];
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    serde_json::from_str(&super::done(folder, &args)).unwrap()
}

/// A figure of English text.
fn number(text: &str) -> f64 {
    let digits: String = text
        .chars()
        .filter(|char| char.is_ascii_digit() || matches!(char, '.' | '-'))
        .collect();
    digits.parse().unwrap_or_else(|_| panic!("{text}"))
}

/// Half of the last digit of a figure in a text.
fn precision(text: &str) -> f64 {
    let decimals = text.split('.').nth(1).map_or(0, |rest| {
        rest.chars().take_while(char::is_ascii_digit).count()
    });
    0.5 / 10_f64.powi(decimals as i32) + 1e-9
}

#[test]
fn figures_of_tiles_are_those_of_the_report() {
    let page = sample(&["--period", "2026-Q3"]);
    let tiles = Regex::new(
        r#"(?s)<li>\s*<h3>([^<]*)</h3>\s*<p class="value"><button[^>]*>([^<]*)</button>"#,
    )
    .unwrap();
    let metrics = [
        ("Spend", "spend", 1.0),
        ("Credited revenue", "revenue_joined", 1.0),
        ("ROAS", "roas", 1.0),
        ("ROI", "roi", 100.0),
        ("Orders", "orders", 1.0),
        ("Cost per claimed order", "cpa", 1.0),
        ("Engagement by views", "engagement_rate_by_views", 100.0),
        ("Net new followers", "net_new_followers", 1.0),
    ];
    let names: Vec<&str> = metrics.iter().map(|(_, name, _)| *name).collect();
    let rows = report("platform", &names.join(","));
    let total = rows.last().unwrap();
    let shown: Vec<(String, String)> = tiles
        .captures_iter(&page)
        .map(|tile| (tile[1].to_owned(), tile[2].to_owned()))
        .collect();
    assert_eq!(shown.len(), metrics.len());
    for ((label, text), (expected, name, scale)) in shown.iter().zip(metrics) {
        assert_eq!(label, expected);
        let exact = total[name].as_f64().unwrap() * scale;
        let off = (number(text) - exact).abs();
        assert!(off <= precision(text), "{label}: {text}, not {exact}");
    }
}

#[test]
fn figures_of_the_platforms_are_those_of_the_report() {
    let page = sample(&["--period", "2026-Q3"]);
    let names = ["spend", "revenue_joined", "roas", "roi", "claimed_revenue"];
    let rows = report("platform", &names.join(","));
    let table = section(&page, "money");
    let line = Regex::new(r#"(?s)<tr><th scope="row">([^<]*)</th>(.*?)</tr>"#).unwrap();
    let titles = [
        ("Meta", "meta"),
        ("Google Ads", "google_ads"),
        ("LinkedIn", "linkedin"),
        ("TikTok", "tiktok"),
    ];
    let mut seen = 0;
    for found in line.captures_iter(table).take(4) {
        let (_, platform) = titles
            .iter()
            .find(|(title, _)| *title == &found[1])
            .unwrap();
        let row = rows
            .iter()
            .find(|row| row["platform"] == **platform)
            .unwrap();
        let cells = all("(?s)<td class=\"n\">(.*?)</td>", &found[2]);
        for ((cell, name), scale) in cells.iter().zip(names).zip([1.0, 1.0, 1.0, 100.0, 1.0]) {
            let Some(exact) = row[name].as_f64() else {
                assert!(cell.contains("—"), "{cell}");
                continue;
            };
            let text = all(">([^<]*)</button>", cell)[0];
            let off = (number(text) - exact * scale).abs();
            assert!(
                off <= precision(text),
                "{platform} {name}: {text}, not {exact}"
            );
            seen += 1;
        }
    }
    assert_eq!(seen, 19);
}

/// Every figure opens a trace, whose numerator over denominator is the figure.
#[test]
fn traces_lead_to_the_figures() {
    let page = sample(&["--period", "2026-Q3"]);
    let money = section(&page, "money");
    let meta = Regex::new(r#"(?s)<th scope="row">Meta</th>.*?popovertarget="(t\d+)""#).unwrap();
    let id = meta.captures(money).unwrap()[1].to_owned();
    let trace = Regex::new(&format!(r#"(?s)<li id="{id}" popover>(.*?)</li>"#)).unwrap();
    let trace = super::text(&format!("<body>{}", &trace.captures(&page).unwrap()[1]));
    for part in [
        "ROAS 2.84\u{a0}× = 75,259.45 ÷ 26,541.92",
        "sum(ad_spend.spend_covered) · 966 of 966 rows count",
        "sum(conversions.revenue_joined)",
    ] {
        let plain = part.replace('\u{a0}', " ");
        assert!(
            trace.replace('\u{a0}', " ").contains(&plain),
            "{part}\n{trace}"
        );
    }
    // Every file that a trace names is in the list of sources.
    let sources = all(r##"href="#(s\d+)""##, &page);
    assert!(sources.len() > 100);
    for source in sources {
        assert!(page.contains(&format!("<tr id=\"{source}\">")), "{source}");
    }
}
