//! Every kind of bad input: a clear message with its place and its repair, and the good files still shown.

use std::io::Write;

use super::{Trial, lines};

/// A small Meta export around some rows.
fn meta(rows: &str) -> String {
    format!("Campaign name,Amount spent (EUR),Impressions\n{rows}")
}

/// What `inspect` says of the small Meta export; `rows` and what follows the currency differ.
fn meta_shown(name: &str, text: &str, rows: &[&str], after: &[&str]) -> String {
    let mut shown = lines(&[
        name,
        "  format    meta_ads: Meta Ads Manager and Ads Reporting (seen in real files)",
        "  table     ad_spend, level campaign",
    ]);
    shown += &format!("  text      {text}, delimiter comma, header line 1, decimal point\n");
    shown += &lines(rows);
    shown += &lines(&[
        "  currency  EUR",
        "  columns   campaign ← Campaign name, impressions ← Impressions, spend ← Amount spent (EUR)",
    ]);
    shown += &lines(after);
    shown + "\n"
}

/// What `inspect` says of a file that it cannot read.
fn failed(name: &str, message: &str, hint: Option<&str>) -> String {
    let hint = hint.map_or_else(String::new, |hint| format!("  hint      {hint}\n"));
    format!("{name}\n  status    error: {message}\n{hint}\n1 table: 1 error\n")
}

fn inspect(name: &str, content: impl AsRef<[u8]>) -> Trial {
    Trial::new(&["inspect", name]).file(name, content)
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(bytes).expect("memory can be written");
    encoder.finish().expect("memory can be written")
}

fn zip(name: &str, bytes: &[u8]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    writer
        .start_file(name, zip::write::SimpleFileOptions::default())
        .expect("memory can be written");
    writer.write_all(bytes).expect("memory can be written");
    writer.finish().expect("memory can be written").into_inner()
}

const MAP_HINT: &str = "`social-roi formats` lists what can be read; `--map spend=Their Header,campaign=Other Header` reads";

#[test]
fn an_empty_file_has_no_rows() {
    for content in ["", "\n\n  \n"] {
        let json = inspect("a.csv", content).json(0);
        assert_eq!(
            (json[0]["status"].as_str(), json[0]["message"].as_str()),
            (Some("no_rows"), Some("the file is empty"))
        );
    }
}

#[test]
fn a_header_alone_has_no_rows() {
    inspect("a.csv", meta(""))
        .stdout(lines(&[
            "a.csv",
            "  format    meta_ads: Meta Ads Manager and Ads Reporting (seen in real files)",
            "  table     ad_spend, level campaign",
            "  text      UTF-8, delimiter comma, header line 1",
            "  status    no rows: a header without rows",
            "  rows      0 read = 0 used + 0 rejected",
            "  columns   campaign ← Campaign name, impressions ← Impressions, spend ← Amount spent (EUR)",
            "",
            "1 table: 1 no rows",
        ]))
        .run();
}

#[test]
fn a_report_without_delivery_has_no_rows() {
    let json = inspect("a.csv", meta("No data available.\n")).json(0);
    assert_eq!(
        (json[0]["status"].as_str(), json[0]["message"].as_str()),
        (Some("no_rows"), Some("the file says that there is no data"))
    );
}

#[test]
fn a_preamble_alone_has_no_rows() {
    let linkedin = "Ad Performance Report (in UTC)\n\"Report Start: October 1, 2024, 12:00 AM\"\n\"Report End: October 31, 2024, 11:59 PM\"\n";
    let ga4 = "# ----------\n# Traffic acquisition\n# Account: Example\n# ----------\n# \n# All Users\n# Start date: 20250101\n# End date: 20251231\n";
    for (content, profile) in [(linkedin, "linkedin_ads"), (ga4, "ga4_report")] {
        let json = inspect("a.csv", content).json(0);
        let said = [&json[0]["profile"], &json[0]["status"], &json[0]["message"]]
            .map(|value| value.as_str().unwrap_or_default());
        assert_eq!(
            said,
            [
                profile,
                "no_rows",
                "a report without rows: only its preamble"
            ]
        );
    }
}

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
fn good_files_are_shown_beside_every_kind_of_bad_ones() {
    let bomb = zstd::encode_all(&vec![b'a'; 70 << 20][..], 1).unwrap();
    let unknown = format!("  hint      {MAP_HINT} in/e.csv anyway");
    let shown = meta_shown(
        "in/a.csv",
        "UTF-8",
        &["  rows      1 read = 1 used + 0 rejected"],
        &[],
    );
    let bad = lines(&[
        "in/b.csv",
        "  status    error: not text: a PNG picture",
        "",
        "in/c.csv.gz",
        "  status    error: compressed data ends early or is broken: incomplete deflate stream",
        "  hint      download the export again",
        "",
        "in/d.csv.zst",
        "  status    error: expands beyond the limit of 64 MB",
        "  hint      unpack it yourself if you trust it",
        "",
        "in/e.csv",
        "  status    unknown: expected a known export, found an unknown header (line 1: `colour,size`)",
        &unknown,
        "",
        "5 tables: 1 ok, 1 unknown, 3 error",
    ]);
    let whole = gzip(meta(&"A,1.50,10\nB,2.75,20\n".repeat(300)).as_bytes());
    Trial::new(&["inspect", "in"])
        .file("in/a.csv", meta("A,1.50,10\n"))
        .file("in/b.csv", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")
        .file("in/c.csv.gz", &whole[..whole.len() / 2])
        .file("in/d.csv.zst", bomb)
        .file("in/e.csv", "colour,size\nred,3\n")
        .file("in/notes.md", "not an export")
        .file("in/.hidden.csv", "colour,size\n")
        .stdout(shown + &bad)
        .code(1)
        .run();
}

#[test]
fn a_binary_file_is_named_for_what_it_is() {
    for (content, what) in [
        (&b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"[..], "a PDF document"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "a JPEG picture"),
        (
            b"\x00\x01\x02\x03\x04\x05\x06\x07\x08\x00\x01\x02",
            "it holds control bytes",
        ),
    ] {
        inspect("a.csv", content)
            .stdout(failed("a.csv", &format!("not text: {what}"), None))
            .code(1)
            .run();
    }
}

#[test]
fn a_zip_bomb_is_stopped_at_its_limit() {
    let bomb = zip("a.csv", &vec![b'a'; 80 << 20]);
    let limit = (bomb.len() * 1_000) >> 20;
    assert!(limit < 80);
    let message = format!("a.zip/a.csv: expands beyond the limit of {limit} MB");
    inspect("a.zip", bomb)
        .stdout(failed(
            "a.zip",
            &message,
            Some("unpack it yourself if you trust it"),
        ))
        .code(1)
        .run();
}

#[test]
fn archives_in_archives_end_somewhere() {
    let mut packed = meta("A,1.50,10\n").into_bytes();
    for _ in 0..6 {
        packed = zip("a.zip", &packed);
    }
    let json = inspect("a.zip", packed).json(1);
    assert_eq!(json[0]["status"].as_str(), Some("error"));
}

#[test]
fn nul_bytes_in_a_number_reject_the_row() {
    let rows = format!(
        "A\0B,1.50,10\nC,2\0,20\n{}",
        "Oak table,3.25,30\n".repeat(30)
    );
    inspect("a.csv", meta(&rows))
        .stdout(
            meta_shown(
                "a.csv",
                "UTF-8",
                &[
                    "  rows      32 read = 31 used + 1 rejected",
                    "            line 3, column `Amount spent (EUR)`: expected a number, found `2�`",
                ],
                &["  warning   1 of 32 rows rejected; first: line 3, column `Amount spent (EUR)`: expected a number, found `2�`"],
            ) + "1 table: 1 ok\n",
        )
        .run();
}

#[test]
fn control_characters_of_a_file_do_not_reach_the_terminal() {
    let content = "Campaign name\x1b[2J,Campaign name,Amount spent (EUR),Impressions\nA,B,\x1b[31moops,10\nA,B,\x1b]0;x\x07,10\nA,B,1.50,10\n";
    let output = inspect("a.csv", content).output();
    assert!(
        output.contains("oops") && output.contains("[2J"),
        "{output}"
    );
    assert!(
        !output.chars().any(|c| c.is_control() && c != '\n'),
        "{output:?}"
    );
}

#[test]
fn broken_utf8_in_the_middle_is_told_with_its_line() {
    let content = [
        meta("Größe,1.50,10\nÄpfel,2.25,20\n").as_bytes(),
        b"Bro\xffken,3,30\n",
        "Öl für Zürich,4,40\n".as_bytes(),
    ]
    .concat();
    inspect("a.csv", content)
        .stdout(
            meta_shown(
                "a.csv",
                "UTF-8 with damage",
                &["  rows      4 read = 4 used + 0 rejected"],
                &["  warning   1 characters are broken (first on line 4) and stand as �"],
            ) + "1 table: 1 ok\n",
        )
        .run();
}

const OWN: &str = "date,platform,campaign,spend\n";

/// What `inspect` says of the program's own table of spend.
fn own_shown(text: &str, rows: u64, days: &str) -> String {
    lines(&[
        "a.csv",
        "  format    canonical_ad_spend: social-roi's own table `ad_spend` (seen in real files)",
        "  table     ad_spend, level campaign",
        &format!("  text      UTF-8, delimiter comma, header line 1, {text}"),
        &format!("  rows      {rows} read = {rows} used + 0 rejected"),
        &format!("  dates     {days}"),
        "  columns   date, platform, campaign, spend",
        "",
        "1 table: 1 ok",
    ])
}

#[test]
fn an_unclear_date_order_shows_both_readings_and_the_option_decides() {
    let content = format!("{OWN}03/04/2026,meta,A,1.50\n05/04/2026,meta,B,2\n");
    let message = "line 2, column `date`: expected one date order, found `03/04/2026`, which is 2026-04-03 (day first) or 2026-03-04 (month first)";
    let hint = "say which with `--date-order dmy` or `--date-order mdy`";
    inspect("a.csv", &content)
        .stdout(failed("a.csv", message, Some(hint)))
        .code(1)
        .run();
    for (order, days) in [
        ("dmy", "2026-04-03 to 2026-04-05"),
        ("mdy", "2026-03-04 to 2026-05-04"),
    ] {
        Trial::new(&["inspect", "a.csv", "--date-order", order])
            .file("a.csv", &content)
            .stdout(own_shown(&format!("decimal point, dates {order}"), 2, days))
            .run();
    }
}

#[test]
fn dates_in_both_orders_are_told_with_the_place_where_they_turn() {
    let message = "line 3, column `date`: expected one date order, found `13/04/2026` (only day first) and `05/14/2026` (only month first)";
    inspect(
        "a.csv",
        format!("{OWN}13/04/2026,meta,A,1.50\n05/14/2026,meta,B,2\n"),
    )
    .stdout(failed(
        "a.csv",
        message,
        Some("say which with `--date-order dmy` or `--date-order mdy`"),
    ))
    .code(1)
    .run();
}

#[test]
fn a_wrong_date_order_rejects_what_the_calendar_does_not_have() {
    let json = Trial::new(&["inspect", "a.csv", "--date-order", "dmy"])
        .file(
            "a.csv",
            format!("{OWN}04/25/2026,meta,A,1.50\n05/04/2026,meta,B,2\n"),
        )
        .json(0);
    let reject = &json[0]["rejects"][0];
    let said = ["line", "column", "expected", "found"].map(|key| reject[key].to_string());
    assert_eq!(
        said,
        [
            "2",
            "\"date\"",
            "\"a day that exists in the file's date order\"",
            "\"04/25/2026\""
        ]
    );
    assert_eq!(
        (json[0]["rows_used"].as_u64(), json[0]["date_min"].as_str()),
        (Some(1), Some("2026-04-05"))
    );
}

#[test]
fn an_unclear_decimal_mark_shows_both_readings_and_the_option_decides() {
    let content = format!("{OWN}2026-01-01,meta,A,1.234\n2026-01-02,meta,B,5.678\n");
    let message = "line 2, column `spend`: expected a clear decimal mark, found only numbers like `1.234`, \
                   which is 1.234 with a decimal point or 1234 with a decimal comma";
    inspect("a.csv", &content)
        .stdout(failed(
            "a.csv",
            message,
            Some("say which with `--decimal dot` or `--decimal comma`"),
        ))
        .code(1)
        .run();
    for (mark, word) in [
        ("dot", "point"),
        ("comma", "comma"),
        (".", "point"),
        (",", "comma"),
    ] {
        Trial::new(&["inspect", "a.csv", "--decimal", mark])
            .file("a.csv", &content)
            .stdout(own_shown(
                &format!("decimal {word}"),
                2,
                "2026-01-01 to 2026-01-02",
            ))
            .run();
    }
}

#[test]
fn a_number_in_the_wrong_locale_is_a_rejected_row() {
    let rows = "A,1.50,10\nB,\"2,75\",20\nC,3.25,30\n";
    let reject = "line 3, column `Amount spent (EUR)`: expected a number with the file's decimal mark, found `2,75`";
    Trial::new(&["inspect", "a.csv", "--decimal", "dot"])
        .file("a.csv", meta(rows))
        .stdout(
            meta_shown(
                "a.csv",
                "UTF-8",
                &[
                    "  rows      3 read = 2 used + 1 rejected",
                    &format!("            {reject}"),
                ],
                &[&format!(
                    "  warning   1 of 3 rows rejected; first: {reject}"
                )],
            ) + "1 table: 1 ok\n",
        )
        .run();
    let message =
        "line 3, column `Amount spent (EUR)`: expected one decimal mark, found `1.50` and `2,75`";
    inspect("a.csv", meta(rows))
        .stdout(failed(
            "a.csv",
            message,
            Some("say which with `--decimal dot` or `--decimal comma`"),
        ))
        .code(1)
        .run();
}

#[test]
fn negative_spend_is_kept_and_counted() {
    let rows = "A,-1.50,10\nB,2.75,20\nC,(3.25),30\n";
    inspect("a.csv", meta(rows))
        .stdout(
            meta_shown(
                "a.csv",
                "UTF-8",
                &["  rows      3 read = 3 used + 0 rejected"],
                &["  warning   2 rows have negative spend (credits); they are counted"],
            ) + "1 table: 1 ok\n",
        )
        .run();
}

#[test]
fn text_in_the_spend_column_is_a_rejected_row() {
    let reject = "line 2, column `Amount spent (EUR)`: expected a number, found `oops`";
    inspect("a.csv", meta("A,oops,10\nB,2.50,20\n"))
        .stdout(
            meta_shown(
                "a.csv",
                "UTF-8",
                &[
                    "  rows      2 read = 1 used + 1 rejected",
                    &format!("            {reject}"),
                ],
                &[&format!(
                    "  warning   1 of 2 rows rejected; first: {reject}"
                )],
            ) + "1 table: 1 ok\n",
        )
        .run();
    inspect("a.csv", meta("A,oops,10\nB,free,20\n"))
        .stdout(failed(
            "a.csv",
            &format!("no row could be read; first: {reject}"),
            Some("`--rejects FILE` writes all of them with their reasons"),
        ))
        .code(1)
        .run();
}

#[test]
fn more_fields_than_the_header_are_a_rejected_row() {
    let reject = "line 3: expected 3 fields, found `5 fields`";
    inspect("a.csv", meta("A,1.50,10\nB,2.75,20,extra,30\n"))
        .stdout(
            meta_shown(
                "a.csv",
                "UTF-8",
                &[
                    "  rows      2 read = 1 used + 1 rejected",
                    &format!("            {reject}"),
                ],
                &[&format!(
                    "  warning   1 of 2 rows rejected; first: {reject}"
                )],
            ) + "1 table: 1 ok\n",
        )
        .run();
}

#[test]
fn a_million_bad_rows_are_counted_and_ten_are_shown() {
    let json = inspect(
        "a.csv",
        meta(&("A,1.50,10\n".to_owned() + &"B,oops,20\n".repeat(1_000_000))),
    )
    .json(0);
    let counts = ["rows_read", "rows_used", "rows_rejected"].map(|key| json[0][key].as_u64());
    assert_eq!(counts, [Some(1_000_001), Some(1), Some(1_000_000)]);
    assert_eq!(json[0]["rejects"].as_array().map(Vec::len), Some(10));
    let warning = "a.csv: 1000000 of 1000001 rows rejected; first: line 3, column `Amount spent (EUR)`: expected a number, found `oops`";
    assert_eq!(json[0]["warnings"][0].as_str(), Some(warning));
}

#[test]
fn a_line_without_an_end_is_stopped_at_its_limit() {
    let long = format!("A,1.50,10\n{},2,3\nC,3,30\n", "x".repeat(20 << 20));
    let unclosed = format!(
        "A,1.50,10\n\"x{}",
        "and so on, line after line,\n".repeat(1 << 20)
    );
    for rows in [long, unclosed] {
        inspect("a.csv", meta(&rows))
            .stdout(failed(
                "a.csv",
                "line 3: a record is longer than 16 MB",
                Some("look there for a quote that opens a cell and never closes"),
            ))
            .code(1)
            .run();
    }
}

#[test]
fn a_missing_file_names_its_likely_twin() {
    Trial::new(&["inspect", "campaings.csv"])
        .file("campaigns.csv", meta(""))
        .stderr(
            "error: campaings.csv: no such file or folder\nhint: did you mean `campaigns.csv`?\n",
        )
        .code(1)
        .run();
    Trial::new(&["inspect", "*.tsv"])
        .stderr("error: *.tsv: no such file or folder\nhint: name the folder that holds the exports in its place; `**` stands for all folders below\n")
        .code(1)
        .run();
}

#[test]
fn a_folder_without_exports_is_an_error() {
    Trial::new(&["inspect", "in"])
        .file("in/notes.md", "x")
        .stderr("error: in: holds no export that can be read\n")
        .code(1)
        .run();
}

#[cfg(unix)]
#[test]
fn a_link_to_nowhere_does_not_hide_its_neighbours() {
    let trial = Trial::new(&["inspect", "in"]).file("in/a.csv", meta("A,1.50,10\n"));
    std::os::unix::fs::symlink("gone.csv", trial.path().join("in/b.csv")).unwrap();
    trial
        .stdout(
            meta_shown(
                "in/a.csv",
                "UTF-8",
                &["  rows      1 read = 1 used + 0 rejected"],
                &[],
            ) + "in/b.csv\n  status    error: cannot be read: no such file or directory\n\n\
                 2 tables: 1 ok, 1 error\n",
        )
        .code(1)
        .run();
}

#[cfg(unix)]
#[test]
#[allow(clippy::print_stderr)]
fn a_folder_that_cannot_be_read_is_named() {
    use std::os::unix::fs::PermissionsExt;
    let trial = Trial::new(&["inspect", "locked"]).file("locked/a.csv", meta("A,1.50,10\n"));
    let locked = trial.path().join("locked");
    std::fs::set_permissions(&locked, std::fs::Permissions::from_mode(0o000)).unwrap();
    if std::fs::read_dir(&locked).is_ok() {
        eprintln!("skipped: this user can read every folder");
        return;
    }
    let folder = trial
        .stderr("error: locked: cannot be read: permission denied\n")
        .code(1)
        .run();
    std::fs::set_permissions(
        folder.path().join("locked"),
        std::fs::Permissions::from_mode(0o700),
    )
    .unwrap();
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

const ORDERS: &str = "Name,Email,Financial Status,Paid at,Currency,Subtotal,Shipping,Taxes,Total,Created at,Lineitem quantity,\
                      Lineitem name,Billing Name,Billing Street,Billing Phone,Note Attributes,Cancelled at,Refunded Amount,Id,Source\n";

#[test]
fn rejects_are_written_with_their_reasons_and_without_personal_data() {
    let row = |id: &str, subtotal: &str| {
        format!(
            "{id},pat@example.com,paid,2026-09-03 10:00:00 +0200,EUR,{subtotal},5.00,2.00,17.00,2026-09-03 10:00:00 +0200,1,\
             Rye loaf,Pat Sample,1 Example Street,+10000000000,utm_source: facebook,,0.00,77,web\n"
        )
    };
    let shifted = row("#3", "10.00").replace("Pat Sample", "Pat, Sample");
    let folder = Trial::new(&[
        "inspect",
        "a.csv",
        "--rejects",
        "rejected.csv",
        "--format",
        "json",
        "-o",
        "out.json",
    ])
    .file(
        "a.csv",
        format!(
            "{ORDERS}{}{}{shifted}",
            row("#1", "10.00"),
            row("#2", "ten")
        ),
    )
    .run();
    let written = std::fs::read_to_string(folder.path().join("rejected.csv")).unwrap();
    let masked = ["***"; 21].join(",");
    let expected = lines(&[
        "file,line,column,expected,found,row",
        "a.csv,3,Subtotal,a number,ten,\"#2,***,paid,2026-09-03 10:00:00 +0200,EUR,ten,5.00,2.00,17.00,2026-09-03 10:00:00 +0200,1,Rye loaf,***,***,***,***,,0.00,77,web\"",
        &format!("a.csv,4,,20 fields,21 fields,\"{masked}\""),
    ]);
    assert_eq!(written, expected);
    let shown = std::fs::read_to_string(folder.path().join("out.json")).unwrap();
    for personal in ["pat@example.com", "Pat", "Example Street", "+1000"] {
        assert!(!shown.contains(personal), "{personal} in {shown}");
    }
}

#[test]
fn rejects_that_cannot_be_written_are_an_error() {
    Trial::new(&["inspect", "a.csv", "--rejects", "none/rejected.csv"])
        .file("a.csv", meta("A,oops,10\n"))
        .stderr("error: none/rejected.csv: no such file or directory\n")
        .code(1)
        .run();
}

#[test]
fn strict_makes_a_rejected_row_a_failure() {
    let rows = meta("A,oops,10\nB,2.50,20\n");
    let told = Trial::new(&["inspect", "a.csv", "--strict"])
        .file("a.csv", &rows)
        .code(1)
        .stderr("error: 1 of 2 rejected rows are warnings made errors by --strict\nhint: `--rejects FILE` writes them with their reasons\n")
        .output();
    assert!(told.contains("2 read = 1 used + 1 rejected"), "{told}");
    Trial::new(&["inspect", "a.csv"])
        .file("a.csv", &rows)
        .json(0);
}
