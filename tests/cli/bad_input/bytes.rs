//! Bytes that are no table: programs, archives without an end, broken text.

use super::{failed, inspect, meta, meta_shown, zip};

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
