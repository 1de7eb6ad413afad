//! Real exports, read from the folder that `SOCIAL_ROI_EXPORTS` names: each file's table, profile and status as its list
//! (`ORIGINS.md`) has them, and the figures that a plain CSV reader finds in them. Skipped where the variable is not set.
#![allow(clippy::unwrap_used)] // a test that cannot go on fails

mod reading;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use social_roi::ingest::{Check, IngestOptions, Reading, Verdict};
use social_roi::schema::{Amount, col};

/// The folder of exports, or a line that says why the test does nothing.
#[allow(clippy::print_stderr)]
fn folder() -> Option<PathBuf> {
    let folder = std::env::var_os("SOCIAL_ROI_EXPORTS").map(PathBuf::from);
    if folder.is_none() {
        eprintln!("skipped: SOCIAL_ROI_EXPORTS is not set");
    }
    folder
}

/// One line of the list of exports.
struct Listed {
    file: String,
    warned: bool,
    table: String,
    profile: String,
    status: String,
}

/// The rows of the table in `ORIGINS.md` whose first cell is a path.
fn listed(folder: &Path) -> Vec<Listed> {
    let text = std::fs::read_to_string(folder.join("ORIGINS.md"))
        .expect("the folder of exports has its list");
    let rows = text
        .lines()
        .filter_map(|line| line.strip_prefix('|'))
        .map(|line| line.split('|').map(str::trim).collect::<Vec<_>>());
    rows.filter(|cells| cells.len() > 4 && cells[0].contains('/'))
        .map(|cells| Listed {
            file: cells[0].to_owned(),
            table: canonical_table(cells[1]).to_owned(),
            profile: cells[2].to_owned(),
            warned: cells[3].contains("with a warning"),
            status: cells[3]
                .split([':', ' '])
                .next()
                .unwrap_or_default()
                .to_owned(),
        })
        .collect()
}

/// `posts by day`, `conversions (aggregated)`: the list's words for canonical tables.
fn canonical_table(words: &str) -> &str {
    match words {
        "posts by day" => "posts_daily",
        "sales summary" => "sales_summary",
        words => words.split(' ').next().unwrap_or_default(),
    }
}

/// The list names families where the program has one profile for each header.
fn of_family(profile: &str, family: &str) -> bool {
    match family {
        "meta_suite_content" | "shopify_analytics" | "tiktok_suite" | "tiktok_studio" => {
            profile.starts_with(&format!("{family}_"))
        }
        "youtube_studio" => profile.starts_with("youtube_"),
        family => profile == family,
    }
}

fn wrong(listed: &Listed, readings: &[Reading]) -> Option<String> {
    let fits = |reading: &Reading| match (listed.status.as_str(), &reading.profile) {
        ("unknown", profile) => profile.is_none() && reading.table.is_none(),
        (_, Some(profile)) => {
            of_family(profile, &listed.profile)
                && (listed.table == "–" || reading.table == Some(&listed.table))
        }
        (_, None) => false,
    };
    // One file of audience blocks has a card with its days stacked among them; the list names the file, not each of its tables.
    let stacked = |reading: &Reading| {
        listed.profile == "meta_suite_audience"
            && reading.profile.as_deref() == Some("meta_suite_card")
    };
    let rejected: u64 = readings.iter().map(|reading| reading.rejected).sum();
    let warned = !listed.warned || readings.iter().any(|reading| !reading.warnings.is_empty());
    let right = reading::status(readings) == listed.status
        && fits(&readings[0])
        && readings
            .iter()
            .all(|reading| fits(reading) || stacked(reading))
        && (rejected, warned) == (0, true);
    (!right).then(|| {
        let told = readings.iter().map(|reading| {
            format!(
                "{:?} {:?} {:?} ({} rejected) {}",
                reading.table, reading.profile, reading.status, reading.rejected, reading.message
            )
        });
        format!(
            "{}: expected {} {} {}, found {}",
            listed.file,
            listed.table,
            listed.profile,
            listed.status,
            told.collect::<Vec<_>>().join("; ")
        )
    })
}

fn read(folder: &Path, file: &str) -> Vec<Reading> {
    reading::of(&folder.join(file))
}

fn only(folder: &Path, file: &str) -> Reading {
    let mut readings = read(folder, file);
    assert_eq!(readings.len(), 1, "{file}");
    readings.remove(0)
}

fn sum(reading: &Reading, column: &str) -> Amount {
    reading::sum(std::slice::from_ref(reading), column)
        .unwrap_or_else(|| panic!("{} has no `{column}`", reading.path))
}

fn check<'r>(reading: &'r Reading, column: &str) -> &'r Check {
    reading
        .totals
        .iter()
        .find(|check| check.column == column)
        .unwrap_or_else(|| panic!("{} has no total of `{column}`", reading.path))
}

/// The row with this campaign.
fn row_of(reading: &Reading, campaign: &str) -> usize {
    reading::cells(reading, col::CAMPAIGN)
        .iter()
        .position(|name| name == campaign)
        .unwrap_or_else(|| panic!("no campaign `{campaign}`"))
}

#[test]
fn every_listed_file_has_its_table_profile_and_status() {
    let Some(folder) = folder() else { return };
    let listed = listed(&folder);
    assert_eq!(listed.len(), 58);
    let wrong: Vec<String> = listed
        .iter()
        .filter_map(|listed| wrong(listed, &read(&folder, &listed.file)))
        .collect();
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}

#[test]
fn every_file_of_the_folder_is_listed() {
    let Some(folder) = folder() else { return };
    let files = social_roi::ingest::sources(&[folder.display().to_string()]).unwrap();
    let found: BTreeSet<String> = files
        .iter()
        .map(|source| {
            source
                .path
                .strip_prefix(&folder)
                .unwrap()
                .display()
                .to_string()
        })
        .collect();
    assert_eq!(
        found,
        listed(&folder)
            .into_iter()
            .map(|listed| listed.file)
            .collect()
    );
}

#[test]
fn google_campaigns_reconcile_with_their_total_within_rounding() {
    let Some(folder) = folder() else { return };
    let report = only(&folder, "google-ads/inr_jan2026_utf16_tsv.csv");
    assert_eq!(
        (report.used, sum(&report, col::SPEND)),
        (771, reading::amount("4212251.77"))
    );
    let check = check(&report, col::SPEND);
    assert_eq!(
        (
            check.label.as_str(),
            check.expected.as_str(),
            check.sum.as_str()
        ),
        ("Total: Campaigns", "4212251.73", "4212251.77")
    );
    assert_eq!(
        (check.difference.as_str(), check.verdict),
        ("0.04", Verdict::WithinRounding)
    );
}

#[test]
fn two_google_reports_of_one_account_keep_their_own_sums() {
    let Some(folder) = folder() else { return };
    for (file, rows, spend, total, verdict) in [
        (
            "google-ads/gbp_utf8_csv.csv",
            2,
            "1164.10",
            "1164.09",
            Verdict::WithinRounding,
        ),
        (
            "google-ads/gbp_utf16_tsv.csv",
            1,
            "365.22",
            "365.22",
            Verdict::Exact,
        ),
    ] {
        let report = only(&folder, file);
        assert_eq!(
            (report.used, sum(&report, col::SPEND)),
            (rows, reading::amount(spend)),
            "{file}"
        );
        assert_eq!(report.currencies, ["GBP"], "{file}");
        let check = check(&report, col::SPEND);
        assert_eq!(
            (check.expected.as_str(), check.verdict),
            (total, verdict),
            "{file}"
        );
    }
}

#[test]
fn meta_campaigns_and_ad_sets_hold_the_same_money_but_not_the_same_reach() {
    let Some(folder) = folder() else { return };
    let campaigns = only(&folder, "meta-ads/inr_campaigns_jan2026.csv");
    assert_eq!(
        (campaigns.used, sum(&campaigns, col::SPEND)),
        (157, reading::amount("3563749.92"))
    );
    let spent = reading::cells(&campaigns, col::SPEND)
        .iter()
        .filter(|spend| !spend.is_empty() && *spend != "0")
        .count();
    assert_eq!(
        (spent, campaigns.level, &campaigns.currencies[..]),
        (18, Some("campaign"), &["INR".to_owned()][..])
    );
    let ad_sets = only(&folder, "meta-ads/inr_adsets_jan2026_resaved.csv");
    assert_eq!((ad_sets.level, ad_sets.used), (Some("ad_group"), 5));
    let row = row_of(&campaigns, "DTC_SWF_Conv");
    for (column, campaign, ad_set) in [
        (col::SPEND, "775995.84", "775995.84"),
        (col::IMPRESSIONS, "11100465", "11100465"),
        (col::REACH, "3598417", "4023140"),
    ] {
        assert_eq!(reading::cell(&campaigns, row, column), campaign, "{column}");
        assert_eq!(sum(&ad_sets, column), reading::amount(ad_set), "{column}");
    }
}

#[test]
fn a_total_in_the_first_row_is_not_a_row() {
    let Some(folder) = folder() else { return };
    let report = only(&folder, "meta-ads/idr_age_gender_total_first_row.csv");
    assert_eq!(
        (report.used, sum(&report, col::SPEND)),
        (21, reading::amount("16417248"))
    );
    let check = check(&report, col::SPEND);
    assert_eq!(
        (check.expected.as_str(), check.verdict),
        ("16417248", Verdict::Exact)
    );
    assert_eq!(report.breakdowns, ["age", "gender"]);
}

#[test]
fn videos_that_do_not_sum_to_their_total_are_told() {
    let Some(folder) = folder() else { return };
    let table = only(&folder, "youtube-studio/en_table_data_2023.csv");
    assert_eq!(
        (table.used, sum(&table, col::VIEWS)),
        (154, Amount::whole(92_015))
    );
    let check = check(&table, col::VIEWS);
    assert_eq!(
        (
            check.expected.as_str(),
            check.difference.as_str(),
            check.verdict
        ),
        ("92069", "-54", Verdict::Differs)
    );
    let told = format!(
        "{}: views of the rows is 92015, but `Total` (line 2) says 92069",
        table.path
    );
    assert!(
        table
            .warnings
            .iter()
            .any(|warning| warning.to_string() == told),
        "{:?}",
        table.warnings
    );
}

#[test]
fn ragged_rows_and_newlines_in_posts_lose_no_row() {
    let Some(folder) = folder() else { return };
    let posts = only(&folder, "meta-business-suite/fb_content_2025.csv");
    assert_eq!((posts.used, posts.rejected), (261, 0));
    assert_eq!(
        only(
            &folder,
            "meta-business-suite/fb_video_content_double_encoded.csv"
        )
        .used,
        45
    );
}

#[test]
fn both_shop_files_hold_the_same_sales() {
    let Some(folder) = folder() else { return };
    for file in [
        "shopify/analytics_orders_by_utm_fb_jan2026.csv",
        "shopify/analytics_orders_by_utm_meta_Jan_26.csv",
    ] {
        let sales = only(&folder, file);
        assert_eq!(
            sum(&sales, col::REVENUE),
            reading::amount("2442247.73"),
            "{file}"
        );
        assert_eq!(
            sum(&sales, col::GROSS_BILLED),
            reading::amount("2590240.82"),
            "{file}"
        );
    }
}

#[test]
fn a_touch_log_keeps_every_event() {
    let Some(folder) = folder() else { return };
    let log = only(&folder, "mta/attribution_data_subset8000.csv");
    let users: BTreeSet<String> = reading::cells(&log, col::USER_ID).into_iter().collect();
    assert_eq!((log.used, users.len()), (62_483, 7_896));
    assert_eq!(
        (sum(&log, col::CONVERSION), sum(&log, col::VALUE)),
        (Amount::whole(1_838), reading::amount("11423.5"))
    );
}

#[test]
fn an_unknown_file_is_read_with_a_map() {
    let Some(folder) = folder() else { return };
    let map = [
        ("campaign", "xyz_campaign_id"),
        ("spend", "Spent"),
        ("impressions", "Impressions"),
        ("clicks", "Clicks"),
        ("conversions", "Approved_Conversion"),
    ];
    let map = map
        .map(|(name, header)| (name.to_owned(), header.to_owned()))
        .to_vec();
    let readings = reading::under(
        &folder.join("fb-ads-kaggle/KAG_conversion_data.csv"),
        &IngestOptions {
            map,
            ..IngestOptions::default()
        },
    );
    assert_eq!(
        (readings.len(), readings[0].used, readings[0].rejected),
        (1, 1_143, 0)
    );
    for (column, expected) in KAGGLE {
        assert_eq!(
            sum(&readings[0], column),
            reading::amount(expected),
            "{column}"
        );
    }
}

/// Sums by a plain CSV reader.
const KAGGLE: [(&str, &str); 3] = [
    (col::SPEND, "58705.229958205"),
    (col::IMPRESSIONS, "213434828"),
    (col::CLICKS, "38165"),
];
