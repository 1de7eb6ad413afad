//! The sample data against their ground truth: the program that made them wrote their exact sums before it formatted them.
#![allow(clippy::unwrap_used)] // a test that cannot go on fails

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use serde_json::Value;

/// One line of CSV by its columns.
type Line = BTreeMap<String, String>;

/// Lines by their key columns.
type Lines = BTreeMap<Vec<String>, Line>;

/// Columns of `report` and their names in the truth.
const PAID: [(&str, &str); 5] = [
    ("spend", "spend"),
    ("impressions", "impressions"),
    ("clicks", "link_clicks"),
    ("claimed_conversions", "claimed_conversions"),
    ("claimed_revenue", "claimed_value"),
];

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

static TRUTH: LazyLock<Value> = LazyLock::new(|| {
    let path = root().join("tests/fixtures/sample_truth.json");
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
});

static BY_PLATFORM: LazyLock<Lines> = LazyLock::new(|| report("platform", &[]));
static BY_MONTH: LazyLock<Lines> = LazyLock::new(|| report("platform,month", &[]));
static BY_CAMPAIGN: LazyLock<Lines> = LazyLock::new(|| report("platform,campaign", &[]));

/// Runs `report` on the sample data, which must succeed.
fn run(args: &[&str]) -> (String, String) {
    let output = assert_cmd::Command::new(env!("CARGO_BIN_EXE_social-roi"))
        .current_dir(root())
        .arg("report")
        .args(args)
        .args(["--format", "csv", "--quiet", "--currency", "EUR"])
        .output()
        .unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    let said = text(output.stderr);
    assert_eq!(output.status.code(), Some(0), "{args:?}: {said}");
    (text(output.stdout), said)
}

fn report(by: &str, more: &[&str]) -> Lines {
    let args = [&["sample-data", "--by", by][..], more].concat();
    lines(&run(&args).0, by.split(',').count())
}

fn lines(csv: &str, keys: usize) -> Lines {
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let header = reader.headers().unwrap().clone();
    let line = |record: csv::StringRecord| {
        let key: Vec<String> = record.iter().take(keys).map(str::to_owned).collect();
        let cells = header.iter().zip(&record);
        (
            key,
            cells.map(|(a, b)| (a.to_owned(), b.to_owned())).collect(),
        )
    };
    let all: Vec<(Vec<String>, Line)> = reader
        .records()
        .map(|record| line(record.unwrap()))
        .collect();
    let found: Lines = all.iter().cloned().collect();
    assert_eq!(found.len(), all.len(), "a key stands twice in\n{csv}");
    found
}

/// A figure of the truth as the program writes it: no zeros after the last decimal that says something.
fn plain(truth: &Value) -> String {
    let text = truth.as_str().unwrap_or_default();
    if text.contains('.') {
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    } else {
        text.to_owned()
    }
}

/// A figure of the truth in millionths, exactly.
fn millionths(truth: &Value) -> i128 {
    let text = truth.as_str().unwrap();
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let sign = if text.starts_with('-') { -1 } else { 1 };
    whole.parse::<i128>().unwrap() * 1_000_000
        + sign * format!("{part:0<6}").parse::<i128>().unwrap()
}

/// Millionths as the program writes them.
fn written(millionths: i128) -> String {
    let text = format!("{}.{:06}", millionths / 1_000_000, millionths % 1_000_000);
    plain(&Value::String(text))
}

fn truth(path: &str) -> &'static Value {
    TRUTH
        .pointer(path)
        .unwrap_or_else(|| panic!("the truth has no {path}"))
}

fn members(path: &str) -> impl Iterator<Item = (&'static String, &'static Value)> {
    truth(path).as_object().unwrap().iter()
}

/// The platforms that sell advertising.
fn platforms() -> impl Iterator<Item = (&'static String, &'static Value)> {
    members("/ads").filter(|(_, ads)| ads.is_object())
}

/// What a line of paid media must say: the truth in euros where it was in another currency.
fn assert_paid(line: &Line, truth: &Value, what: &str) {
    for (column, name) in PAID {
        let in_euros = truth.get(format!("{name}_eur")).unwrap_or(&truth[name]);
        // Meta leaves a cell blank where nobody bought, and blank is not zero: a campaign of blanks claims nothing, not 0.
        let blank = column.starts_with("claimed") && plain(in_euros) == "0";
        let expected = if blank {
            String::new()
        } else {
            plain(in_euros)
        };
        assert_eq!(line[column], expected, "{column} of {what}");
    }
}

#[test]
fn each_platform_spends_and_claims_what_its_exports_were_made_from() {
    for (platform, ads) in platforms() {
        assert_paid(&BY_PLATFORM[&vec![platform.clone()]], ads, platform);
    }
}

#[test]
fn each_month_of_each_platform_is_exact() {
    let mut seen = BTreeSet::new();
    for (platform, ads) in platforms() {
        for (month, truth) in ads["by_month"].as_object().unwrap() {
            let key = vec![platform.clone(), month.clone()];
            assert_paid(&BY_MONTH[&key], truth, &key.join(" "));
            seen.insert(key);
        }
    }
    let spending = BY_MONTH
        .iter()
        .filter(|(_, line)| !line["spend"].is_empty());
    let spending: BTreeSet<_> = spending.map(|(key, _)| key.clone()).collect();
    assert_eq!(spending, seen, "months with spend");
}

#[test]
fn each_campaign_is_exact_and_no_other_campaign_spends() {
    let mut seen = BTreeSet::new();
    for (platform, ads) in platforms() {
        for (campaign, truth) in ads["by_campaign"].as_object().unwrap() {
            let key = vec![platform.clone(), campaign.clone()];
            assert_paid(&BY_CAMPAIGN[&key], truth, &key.join(" "));
            seen.insert(key);
        }
    }
    seen.insert(vec!["(no match)".to_owned(); 2]);
    let found: BTreeSet<_> = BY_CAMPAIGN.keys().cloned().collect();
    assert_eq!(found, seen, "campaigns");
}

/// The orders of September and October 2026 stand in the orders export too; neither they nor GA4's purchases are added.
#[test]
fn revenue_is_the_shops_net_sales_once() {
    let total = &report(
        "platform",
        &["--totals", "--metrics", "orders,revenue,revenue_joined"],
    )[&vec!["total".to_owned()]];
    assert_eq!(total["revenue"], plain(truth("/shop/net_sales")));
    assert_eq!(
        total["revenue_joined"],
        plain(truth("/joins/joined/net_sales"))
    );
    // Cancelled and voided orders sold nothing; only the orders export, the finer of the two, can tell them.
    let kept = millionths(truth("/shop/orders"))
        - millionths(truth("/orders_export/cancelled"))
        - millionths(truth("/orders_export/voided"));
    assert_eq!(total["orders"], written(kept));
}

#[test]
fn the_shops_own_exports_are_equal_where_they_overlap() {
    for month in ["2026-09", "2026-10"] {
        let args = ["--period", month, "--totals", "--metrics", "orders,revenue"];
        let total = &report("platform", &args)[&vec!["total".to_owned()]];
        let kept = truth(&format!("/orders_export/kept_by_month/{month}"));
        assert_eq!(total["revenue"], plain(&kept["net_sales"]), "{month}");
        let shop = truth(&format!("/shop/by_month/{month}"));
        assert_eq!(total["revenue"], plain(&shop["net_sales"]), "{month}");
        assert_eq!(total["orders"], plain(&kept["orders"]), "{month}");
    }
}

#[test]
fn sales_join_the_platforms_that_their_tags_name() {
    for (platform, joined) in members("/joins/by_platform") {
        let line = &BY_PLATFORM[&vec![platform.clone()]];
        assert_eq!(line["revenue"], plain(&joined["net_sales"]), "{platform}");
        for (month, truth) in joined["by_month"].as_object().unwrap() {
            let line = &BY_MONTH[&vec![platform.clone(), month.clone()]];
            assert_eq!(
                line["revenue"],
                plain(&truth["net_sales"]),
                "{platform} {month}"
            );
            if month.as_str() < "2026-09" {
                assert_eq!(
                    line["orders"],
                    plain(&truth["orders"]),
                    "{platform} {month}"
                );
            }
        }
    }
    let rest = &BY_PLATFORM[&vec!["(no match)".to_owned()]];
    assert_eq!(rest["revenue"], plain(truth("/joins/not_joined/net_sales")));
    assert_eq!(rest["spend"], "");
}

#[test]
fn sales_join_the_campaigns_that_their_tags_name() {
    let without: Vec<&str> = truth("/joins/campaigns_without_orders")
        .as_array()
        .unwrap()
        .iter()
        .filter_map(Value::as_str)
        .collect();
    for (key, line) in BY_CAMPAIGN.iter().filter(|(key, _)| key[0] != "(no match)") {
        let campaign = key[1].as_str();
        let joined = truth("/joins/by_campaign").get(campaign);
        assert_eq!(joined.is_none(), without.contains(&campaign), "{campaign}");
        let revenue = joined.map_or_else(|| "0".to_owned(), |joined| plain(&joined["net_sales"]));
        assert_eq!(line["revenue"], revenue, "{campaign}");
    }
}

#[test]
fn join_rates_are_shares_of_revenue_and_of_spend() {
    let rate = |part: i128, whole: i128| format!("{:.6}", part as f64 / whole as f64);
    let value = rate(
        millionths(truth("/joins/joined/net_sales")),
        millionths(truth("/shop/net_sales")),
    );
    let spend = millionths(truth("/ads/spend_eur"));
    // Both campaigns without orders ran on Meta, in euros.
    let idle: i128 = ["WIN26_Ember_Lights_Conv", "BRAND_RideAllYear_Awareness"]
        .iter()
        .map(|name| millionths(truth(&format!("/ads/meta/by_campaign/{name}/spend"))))
        .sum();
    for line in BY_PLATFORM.values() {
        assert_eq!(line["join_rate_value"], value);
        assert_eq!(line["join_rate_spend"], rate(spend - idle, spend));
    }
}

#[test]
fn a_month_in_two_meta_exports_counts_once() {
    let june = ["--metrics", "spend,impressions,clicks"];
    let alone = run(&[
        &["sample-data/meta/Tannholm-Ad-sets-Jun-1-2026-to-Jun-30-2026.csv"][..],
        &june,
    ]
    .concat())
    .0;
    let both = run(&[
        &[
            "sample-data/meta/Tannholm-Ad-sets-Apr-1-2026-to-Jun-30-2026.csv",
            "sample-data/meta/Tannholm-Ad-sets-Jun-1-2026-to-Jun-30-2026.csv",
            "--period",
            "2026-06",
        ][..],
        &june,
    ]
    .concat());
    assert_eq!(both.0, alone);
    let line = &lines(&alone, 1)[&vec!["meta".to_owned()]];
    assert_eq!(
        line["spend"],
        plain(truth("/ads/meta/by_month/2026-06/spend"))
    );
    assert_eq!(
        both.1,
        "warning: sample-data/meta/Tannholm-Ad-sets-Jun-1-2026-to-Jun-30-2026.csv: 358 rows stand in it too and count \
         once: sample-data/meta/Tannholm-Ad-sets-Apr-1-2026-to-Jun-30-2026.csv\n"
    );
}

#[test]
fn revenue_of_web_analytics_counts_only_on_request() {
    let args = [
        "--totals",
        "--metrics",
        "revenue",
        "--outcomes",
        "analytics",
    ];
    let total = &report("platform", &args)[&vec!["total".to_owned()]];
    assert_eq!(total["revenue"], plain(truth("/ga4/total_revenue")));
}

#[test]
fn posts_and_their_figures_are_those_of_each_network() {
    for network in ["facebook", "instagram", "x", "youtube"] {
        let truth = truth(&format!("/organic/{network}"));
        let line = &BY_PLATFORM[&vec![network.to_owned()]];
        assert_eq!(line["posts"], plain(&truth["posts"]), "posts of {network}");
        let views = truth.get("views").map(plain).unwrap_or_default();
        assert_eq!(line["views"], views, "views of {network}");
        // What other networks call a share is a repost on X; its column `Share` counts links copied.
        let shares = truth.get("reposts").or_else(|| truth.get("shares"));
        let parts = [
            truth.get("reactions"),
            truth.get("comments"),
            shares,
            truth.get("saves"),
        ];
        let stated: Vec<i128> = parts.into_iter().flatten().map(millionths).collect();
        let sum = if stated.is_empty() {
            String::new()
        } else {
            written(stated.iter().sum())
        };
        assert_eq!(line["organic_engagements"], sum, "engagements of {network}");
    }
    let x = &BY_PLATFORM[&vec!["x".to_owned()]];
    assert_eq!(
        x["organic_impressions"],
        plain(truth("/organic/x/impressions"))
    );
}

#[test]
fn reactions_comments_and_shares_are_each_exact() {
    let metrics = "reactions_per_post,comments_per_post,shares_per_post";
    let lines = report("platform", &["--metrics", metrics]);
    for network in ["facebook", "instagram", "x"] {
        let truth = truth(&format!("/organic/{network}"));
        let shares = truth.get("reposts").unwrap_or(&truth["shares"]);
        let posts: f64 = truth["posts"].as_str().unwrap().parse().unwrap();
        let parts = [&truth["reactions"], &truth["comments"], shares];
        for (metric, part) in metrics.split(',').zip(parts) {
            let found: f64 = lines[&vec![network.to_owned()]][metric].parse().unwrap();
            let sum: f64 = part.as_str().unwrap().parse().unwrap();
            assert!(
                (found * posts - sum).abs() < 1e-4,
                "{metric} of {network}: {found} × {posts} is not {sum}"
            );
        }
    }
}

#[test]
fn followers_and_visits_come_from_the_cards() {
    let lines = report(
        "platform",
        &["--metrics", "new_followers,profile_views,profile_reach"],
    );
    for (network, visits, name) in [
        ("facebook", "Facebook visits", "Facebook follows"),
        ("instagram", "Instagram profile visits", "Instagram follows"),
    ] {
        let line = &lines[&vec![network.to_owned()]];
        assert_eq!(
            line["new_followers"],
            plain(truth(&format!("/organic/cards/{name}")))
        );
        assert_eq!(
            line["profile_views"],
            plain(truth(&format!("/organic/cards/{visits}")))
        );
        assert_eq!(line["profile_reach"], "", "people of days are never summed");
    }
}

#[test]
fn the_folder_is_small_and_its_readme_names_what_is_in_it() {
    let folder = root().join("sample-data");
    let size = size(&folder);
    assert!(size < 4 << 20, "{size} bytes");
    let readme = std::fs::read_to_string(folder.join("README.md")).unwrap();
    let rows = readme.lines().filter_map(|line| line.strip_prefix('|'));
    let named: BTreeSet<String> = rows
        .filter_map(|row| row.split('|').next())
        .flat_map(|cell| cell.split(','))
        .map(|name| {
            name.trim()
                .trim_matches('`')
                .trim_end_matches('/')
                .to_owned()
        })
        .filter(|name| !matches!(name.as_str(), "folder" | "---"))
        .chain(["README.md".to_owned()])
        .collect();
    let entries = std::fs::read_dir(&folder).unwrap();
    let found: BTreeSet<String> = entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    assert_eq!(found, named);
}

fn size(path: &Path) -> u64 {
    if path.is_file() {
        return path.metadata().unwrap().len();
    }
    let entries = std::fs::read_dir(path).unwrap();
    entries.map(|entry| size(&entry.unwrap().path())).sum()
}
