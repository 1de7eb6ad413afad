//! `inspect`: what is this file, what will be read from it, what will not.

use super::{Trial, lines};

const REPORT: &str = "Campaign report\n\"January 1, 2026 - January 31, 2026\"\n\
                      Campaign status,Campaign,Currency code,Cost,Impr.,Clicks,CTR\n\
                      Enabled,\"Oak, <big>\",GBP,1204.50,\"1,200\",24,2.00%\n\
                      Enabled,Ash,GBP,3.26,400,4,1.00%\n\
                      Total: Campaigns, --,GBP,1207.75,\"1,600\",28,1.75%\n\
                      Total: Account,,GBP,1207.75,\"1,600\",28,1.75%\n";

#[test]
fn a_file_is_told_from_format_to_unused_columns() {
    Trial::new(&["inspect", "google.csv"])
        .file("google.csv", REPORT)
        .stdout(lines(&[
            "google.csv",
            "  format    google_ads: Google Ads reports: campaigns, ad groups, ads, keywords, search terms (seen in real files)",
            "  table     ad_spend, level campaign",
            "  text      UTF-8, delimiter comma, header line 3, decimal point",
            "  rows      2 read = 2 used + 0 rejected",
            "  total     spend reconciled within rounding: rows 1207.76, `Total: Campaigns` (line 6) 1207.75, difference 0.01",
            "  total     impressions equal: rows 1600, `Total: Campaigns` (line 6) 1600",
            "  total     clicks equal: rows 28, `Total: Campaigns` (line 6) 28",
            "  dates     2026-01-01 to 2026-01-31",
            "  currency  GBP",
            "  columns   campaign ← Campaign, clicks ← Clicks, currency ← Currency code, impressions ← Impr., spend ← Cost",
            "  unused    Campaign status, CTR",
            "",
            "1 table: 1 ok",
        ]))
        .run();
}

/// Broken by hand: no line is wider than 60, words go on below the first, and a list breaks between its names.
#[test]
fn text_is_as_wide_as_it_is_asked_to_be() {
    Trial::new(&[
        "inspect",
        "a folder of exports/of a name that is longer than a line of sixty.csv",
        "--width",
        "60",
    ])
    .file(
        "a folder of exports/of a name that is longer than a line of sixty.csv",
        REPORT,
    )
    .stdout(lines(&[
        "a folder of exports/of a name that is longer than a line of sixty.csv",
        "  format    google_ads: Google Ads reports: campaigns, ad",
        "            groups, ads, keywords, search terms (seen in",
        "            real files)",
        "  table     ad_spend, level campaign",
        "  text      UTF-8, delimiter comma, header line 3, decimal",
        "            point",
        "  rows      2 read = 2 used + 0 rejected",
        "  total     spend reconciled within rounding: rows 1207.76,",
        "            `Total: Campaigns` (line 6) 1207.75, difference",
        "            0.01",
        "  total     impressions equal: rows 1600, `Total: Campaigns`",
        "            (line 6) 1600",
        "  total     clicks equal: rows 28, `Total: Campaigns` (line",
        "            6) 28",
        "  dates     2026-01-01 to 2026-01-31",
        "  currency  GBP",
        "  columns   campaign ← Campaign, clicks ← Clicks,",
        "            currency ← Currency code, impressions ← Impr.,",
        "            spend ← Cost",
        "  unused    Campaign status, CTR",
        "",
        "1 table: 1 ok",
    ]))
    .run();
}

#[test]
fn json_has_a_list_of_tables() {
    let list = Trial::new(&["inspect", "google.csv"])
        .file("google.csv", REPORT)
        .json(0);
    let expected = serde_json::json!([{
        "path": "google.csv",
        "table": "ad_spend",
        "profile": "google_ads",
        "evidence": "seen in real files",
        "encoding": "UTF-8",
        "delimiter": "comma",
        "decimal_mark": "point",
        "date_order": null,
        "header_line": 3,
        "rows_read": 2,
        "rows_used": 2,
        "rows_rejected": 0,
        "rows_left_out": {},
        "totals": [
            { "label": "Total: Campaigns", "line": 6, "column": "spend", "expected": "1207.75", "sum": "1207.76", "difference": "0.01", "verdict": "within_rounding" },
            { "label": "Total: Campaigns", "line": 6, "column": "impressions", "expected": "1600", "sum": "1600", "difference": "0", "verdict": "exact" },
            { "label": "Total: Campaigns", "line": 6, "column": "clicks", "expected": "28", "sum": "28", "difference": "0", "verdict": "exact" },
        ],
        "date_min": "2026-01-01",
        "date_max": "2026-01-31",
        "currency": "GBP",
        "level": "campaign",
        "breakdowns": [],
        "status": "ok",
        "message": "",
        "columns": { "campaign": "Campaign", "clicks": "Clicks", "currency": "Currency code", "impressions": "Impr.", "spend": "Cost" },
        "ignored": ["Campaign status", "CTR"],
        "rejects": [],
        "warnings": [],
    }]);
    assert_eq!(list, expected);
}

#[test]
fn an_archive_shows_its_members() {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, text) in [
        (
            "Table data.csv",
            "Content,Video title,Video publish time,Views\nTotal,,,10\nabc,Oak,\"Feb 19, 2026\",10\n",
        ),
        ("Totals.csv", "Date,Views\n2026-02-19,10\n"),
        ("__MACOSX/._Totals.csv", "junk"),
    ] {
        writer
            .start_file(name, zip::write::SimpleFileOptions::default())
            .unwrap();
        std::io::Write::write_all(&mut writer, text.as_bytes()).unwrap();
    }
    let list = Trial::new(&["inspect", "youtube.zip"])
        .file("youtube.zip", writer.finish().unwrap().into_inner())
        .json(0);
    let told: Vec<[&str; 2]> = list
        .as_array()
        .unwrap()
        .iter()
        .map(|entry| ["path", "profile"].map(|key| entry[key].as_str().unwrap_or_default()))
        .collect();
    assert_eq!(
        told,
        [
            ["youtube.zip/Table data.csv", "youtube_table"],
            ["youtube.zip/Totals.csv", "youtube_totals"]
        ]
    );
}

#[test]
fn standard_input_is_a_file_called_dash() {
    let list = Trial::new(&["inspect", "-"]).stdin(REPORT).json(0);
    assert_eq!(
        ["path", "profile"].map(|key| list[0][key].as_str()),
        [Some("-"), Some("google_ads")]
    );
}

#[test]
fn a_folder_is_read_in_the_order_of_its_names_and_each_file_once() {
    let list = Trial::new(&["inspect", "in/b.csv", "in", "in/*.csv"])
        .file("in/c/a.tsv", REPORT.replace(',', "\t"))
        .file("in/b.csv", REPORT)
        .file("in/a.csv", REPORT)
        .file("in/.git/x.csv", REPORT)
        .json(0);
    let paths: Vec<&str> = list
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|entry| entry["path"].as_str())
        .collect();
    assert_eq!(paths, ["in/b.csv", "in/a.csv", "in/c/a.tsv"]);
}

#[test]
fn the_extension_of_the_output_sets_its_form() {
    let folder = Trial::new(&["inspect", "google.csv", "-o", "files.json"])
        .file("google.csv", REPORT)
        .run();
    let list: serde_json::Value =
        serde_json::from_slice(&std::fs::read(folder.path().join("files.json")).unwrap()).unwrap();
    assert_eq!(list[0]["profile"].as_str(), Some("google_ads"));
}

#[test]
fn what_the_user_says_of_a_file_is_taken() {
    let options = [
        "--currency-of",
        "*.csv=eur",
        "--account-of",
        "cost.csv=Shop",
        "--platform-of",
        "c*.csv=meta",
    ];
    let list = Trial::new(&[&["inspect", "cost.csv"], &options[..]].concat())
        .file("cost.csv", "campaign,spend\nOak,1.50\n")
        .json(0);
    assert_eq!(
        (
            list[0]["currency"].as_str(),
            list[0]["warnings"].as_array().map(Vec::len)
        ),
        (Some("EUR"), Some(0))
    );
}

#[test]
fn a_refused_format_says_why_and_is_no_failure() {
    let editor = "Campaign\tLabels\tCampaign Type\tNetworks\tBudget\tBudget type\tStandard conversion goals\tCustomer acquisition\tLanguages\tBid Strategy Type\n\
                  Oak\t\tSearch\tGoogle search\t10.00\tDaily\t\tBid equally\ten\tMaximize clicks\n";
    let list = Trial::new(&["inspect", "editor.csv"])
        .file("editor.csv", editor)
        .json(0);
    let reason = "a Google Ads Editor export holds settings, not figures: it has no cost, impressions or clicks; download a report from Google Ads instead";
    assert_eq!(
        ["status", "message"].map(|key| list[0][key].as_str()),
        [Some("refused"), Some(reason)]
    );
}

#[test]
fn wrong_words_name_their_option() {
    for (args, message) in [
        (
            &["--format", "xml"][..],
            "error: --format xml: expected text or json\n",
        ),
        (
            &["--date-order", "ydm"],
            "error: --date-order ydm: expected dmy, mdy, ymd\n",
        ),
        (
            &["--decimal", "point"],
            "error: --decimal point: expected dot, comma, ., ,\n",
        ),
        (
            &["--currency-of", "a.csv"],
            "error: --currency-of a.csv: expected FILE=CURRENCY, like shop.csv=EUR\n",
        ),
        (
            &["--currency-of", "a.csv=EURO"],
            "error: `EURO` is not an ISO 4217 currency code\n",
        ),
    ] {
        Trial::new(&[&["inspect", "a.csv"], args].concat())
            .file("a.csv", REPORT)
            .stderr(message)
            .code(2)
            .run();
    }
}

#[test]
fn no_input_is_wrong_usage() {
    Trial::new(&["inspect"])
        .stderr("error: no input: name a file, a folder, a glob or `-`; no social-roi.toml was found here or above\n\
             hint: try `social-roi inspect exports/`; `social-roi init` in a folder of exports writes a project file\n")
        .code(2)
        .run();
}
