//! One shop's real January 2026, from the folder that `SOCIAL_ROI_EXPORTS` names. Skipped where it is not set.

use super::Story;

const META: &str = "meta-ads/inr_campaigns_jan2026.csv";
const SHOP: &str = "shopify/analytics_orders_by_utm_fb_jan2026.csv";
const GOOGLE: &str = "google-ads/inr_jan2026_utf16_tsv.csv";

#[allow(clippy::print_stderr)]
fn report(more: &[&str]) -> Option<String> {
    let Some(folder) = std::env::var_os("SOCIAL_ROI_EXPORTS") else {
        eprintln!("skipped: SOCIAL_ROI_EXPORTS is not set");
        return None;
    };
    let path = |file: &str| {
        let path = std::path::Path::new(&folder).join(file);
        path.to_str().unwrap().to_owned()
    };
    let files = [META, SHOP, GOOGLE].map(path);
    let currency = format!("{}=INR", files[1]);
    let args = [&["report", "--quiet", "--currency-of", &currency][..], more].concat();
    let args: Vec<&str> = args
        .into_iter()
        .chain(files.iter().map(String::as_str))
        .collect();
    let outcome = Story::new(&[]).run_words(&args);
    assert_eq!(outcome.code, Some(0), "{}", outcome.said);
    Some(outcome.out)
}

/// 2,098,356.40 / 2,442,247.73 = 0.859191; 3,563,749.92 / (3,563,749.92 + 4,212,251.77) = 0.458301 was spent on Meta.
#[test]
fn net_sales_join_metas_campaigns_and_google_has_no_outcomes() {
    let Some(out) = report(&["--metrics", "spend,revenue,roas"]) else {
        return;
    };
    let mut reader = csv::Reader::from_reader(out.as_bytes());
    let header = reader.headers().unwrap().clone();
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    let keys: Vec<&str> = rows.iter().map(|row| &row[0]).collect();
    assert_eq!(keys, ["google_ads", "meta", "(no match)"]);
    let cell = |row: usize, name: &str| {
        let at = header.iter().position(|column| column == name).unwrap();
        rows[row][at].to_owned()
    };
    let row = |row: usize| ["spend", "revenue", "roas"].map(|name| cell(row, name));
    assert_eq!(row(0), ["4212251.77", "", ""]);
    // 2,098,356.40 / 3,563,749.92.
    assert_eq!(row(1), ["3563749.92", "2098356.4", "0.5888057375"]);
    // 2,442,247.73 − 2,098,356.40.
    assert_eq!(row(2), ["", "343891.33", ""]);
    assert_eq!(cell(0, "join_rate_value"), "0.859191");
}

#[test]
fn the_report_says_how_much_of_the_sales_joins() {
    let Some(out) = report(&["--format", "table", "--width", "400"]) else {
        return;
    };
    let unfolded = out.split_whitespace().collect::<Vec<_>>().join(" ");
    for said in [
        "85.9 % of revenue (2,098,356.40 of 2,442,247.73)",
        "86.2 % (2,232,918.76 of 2,590,240.82)",
    ] {
        assert!(unfolded.contains(said), "{said} in\n{out}");
    }
    let google = out
        .lines()
        .find(|line| line.starts_with("Google Ads"))
        .unwrap();
    assert!(
        google.contains('—') && !google.contains(" 0.00"),
        "{google}"
    );
}
