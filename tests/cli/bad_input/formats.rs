//! Files in no known format, and maps that read them.

use super::{MAP_HINT, failed, inspect};
use crate::{Trial, lines};

#[test]
fn a_missing_column_is_named_with_the_nearest_formats() {
    inspect("a.csv", "Campaign name,Impressions,Reach,Link clicks\nA,10,8,1\n")
        .stdout(lines(&[
            "a.csv",
            "  status    unknown: expected a known export, found an unknown header (line 1: `Campaign name,Impressions,Reach,Link clicks`)",
            &format!(
                "  hint      closest: linkedin_ads (4 columns known, lacks spend); meta_ads (4 columns known, lacks spend); \
                 linkedin_ads_2026 (3 columns known, lacks spend, ad_group or ad_group_id); {MAP_HINT} a.csv anyway"
            ),
            "",
            "1 table: 1 unknown",
        ]))
        .code(1)
        .run();
}

#[test]
fn an_unknown_format_fails_where_it_is_named() {
    inspect("a.csv", "colour,size\nred,3\n")
        .stdout(lines(&[
            "a.csv",
            "  status    unknown: expected a known export, found an unknown header (line 1: `colour,size`)",
            &format!("  hint      {MAP_HINT} a.csv anyway"),
            "",
            "1 table: 1 unknown",
        ]))
        .code(1)
        .run();
}

#[test]
fn a_map_reads_an_unknown_file() {
    Trial::new(&[
        "inspect",
        "a.csv",
        "--map",
        "campaign=Farbe, hell,spend=size,platform==meta",
    ])
    .file("a.csv", "\"Farbe, hell\",size\nred,3.50\n")
    .stdout(lines(&[
        "a.csv",
        "  format    map: columns named with --map (named with --map)",
        "  table     ad_spend, level campaign",
        "  text      UTF-8, delimiter comma, header line 1, decimal point",
        "  rows      1 read = 1 used + 0 rejected",
        "  columns   campaign ← Farbe, hell, spend ← size",
        "",
        "1 table: 1 ok",
    ]))
    .run();
}

#[test]
fn a_map_to_headers_that_are_not_there_names_them() {
    Trial::new(&["inspect", "a.csv", "--map", "campaign=Name,spend=Cost"])
        .file("a.csv", "colour,size\nred,3\n")
        .stdout(failed(
            "a.csv",
            "expected `Name`, `Cost`, found the header `colour,size`",
            Some("behind each `=` of `--map` stands a header of the file, as in `--map spend=Their Header`; `==text` is a text of every row"),
        ))
        .code(1)
        .run();
}

#[test]
fn a_misspelt_map_is_wrong_usage() {
    for (map, message) in [
        (
            "campain=colour",
            "error: unknown column in --map: `campain`\nhint: did you mean `campaign`, `campaign_id`?\n",
        ),
        ("colour", "error: --map colour: expected COLUMN=HEADER\n"),
        (
            "campaign=colour,path=size",
            "error: --map: no table has all of campaign, path\n",
        ),
    ] {
        Trial::new(&["inspect", "a.csv", "--map", map])
            .file("a.csv", "colour,size\nred,3\n")
            .stderr(message)
            .code(2)
            .run();
    }
}
