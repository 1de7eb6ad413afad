//! Files as bytes: encodings, delimiters, what a spreadsheet leaves behind, and a file that is no more there.

use social_roi::ingest::{self, IngestOptions, Status};
use social_roi::schema::{Amount, col};

use super::{total, warnings};
use crate::reading::{PROFILES, amount, cell, cells, one};

fn utf16(text: &str, unit_bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(unit_bytes).collect()
}

/// Rule 1.
#[test]
fn encoding_is_decided_by_mark_then_utf8_then_an_8_bit_set() {
    let text =
        "Campaign name,Amount spent (EUR)\nGrößere Bäder für Zürich,12.50\nMöbel für Köln,7.25\n";
    let tabs = text.replace(',', "\t");
    let utf8_mark: &[u8] = b"\xef\xbb\xbf";
    let (little, big): (&[u8], &[u8]) = (b"\xff\xfe", b"\xfe\xff");
    let latin = encoding_rs::WINDOWS_1252.encode(text).0.into_owned();
    for (bytes, encoding, delimiter) in [
        (text.as_bytes().to_vec(), "UTF-8", "comma"),
        (
            [utf8_mark, text.as_bytes()].concat(),
            "UTF-8 with BOM",
            "comma",
        ),
        (
            [utf8_mark, utf8_mark, text.as_bytes()].concat(),
            "UTF-8 with BOM",
            "comma",
        ),
        (
            [little, &utf16(&tabs, u16::to_le_bytes)].concat(),
            "UTF-16LE with BOM",
            "tab",
        ),
        (
            [little, &utf16(text, u16::to_le_bytes)].concat(),
            "UTF-16LE with BOM",
            "comma",
        ),
        (
            [big, &utf16(text, u16::to_be_bytes)].concat(),
            "UTF-16BE with BOM",
            "comma",
        ),
        (utf16(&tabs, u16::to_le_bytes), "UTF-16LE", "tab"),
        (latin, "windows-1252", "comma"),
    ] {
        let report = one(bytes);
        assert_eq!(
            (report.encoding.as_str(), report.delimiter.as_str()),
            (encoding, delimiter)
        );
        assert_eq!(
            cells(&report, col::CAMPAIGN),
            ["Größere Bäder für Zürich", "Möbel für Köln"],
            "{encoding}"
        );
        assert_eq!(total(&report, col::SPEND), amount("19.75"), "{encoding}");
    }
    let cyrillic =
        "Campaign name;Amount spent (BGN)\nЕсенна разпродажба;12.50\nПътеводител за Пловдив;7.25\n";
    let report = one(encoding_rs::WINDOWS_1251.encode(cyrillic).0);
    assert_eq!(
        (report.encoding.as_str(), report.delimiter.as_str()),
        ("windows-1251", "semicolon")
    );
    assert_eq!(
        cells(&report, col::CAMPAIGN),
        ["Есенна разпродажба", "Пътеводител за Пловдив"]
    );
}

/// Rule 2.
#[test]
fn delimiter_comes_from_the_header_line() {
    for (text, delimiter) in [
        ("Campaign report\nCampaign,Cost,Impr.\nA,1.50,10\n", "comma"),
        (
            "Berlin, Hamburg, Bonn, Trier, Ulm, Jena, Gera\nCampaign\tCost\tImpr.\nA\t1.50\t10\n",
            "tab",
        ),
        ("sep=,\nCampaign,Cost,Impr.\nA,1.50,10\n", "comma"),
        (
            "sep=\t\nCampaign\tCost\tImpr.\nA, B, C, D, E\t1.50\t10\n",
            "tab",
        ),
        (
            "# ----------\n# a; b; c; d; e\n# ----------\nCampaign,Cost,Impr.\nA,1.50,10\n",
            "comma",
        ),
        (
            "Campaign;Cost;Impr.\n\"A, B, C, D, E\";1.50;10\n",
            "semicolon",
        ),
    ] {
        let report = one(text);
        assert_eq!(
            (
                report.profile.as_deref(),
                report.delimiter.as_str(),
                report.used
            ),
            (Some("google_ads"), delimiter, 1),
            "{text}"
        );
        assert_eq!(total(&report, col::SPEND), amount("1.5"), "{text}");
    }
    let german =
        one("Kampagnenname;Ausgegebener Betrag (EUR);Impressionen\nA;1,50;1.200\nB;2,25;1.100\n");
    assert_eq!(
        (german.delimiter.as_str(), total(&german, col::SPEND)),
        ("semicolon", amount("3.75"))
    );
}

/// Rule 13.
#[test]
fn files_that_went_through_a_spreadsheet_are_read() {
    let plain = "Reporting starts,Reporting ends,Campaign name,Amount spent (INR),Impressions\n2026-01-01,2026-01-31,\"Oak, \"\"big\"\"\",1234.50,10\n2026-01-01,2026-01-31,Ash,2.25,20\n";
    let wrapped: String = plain
        .lines()
        .map(|line| format!("\"{}\"\n", line.replace('"', "\"\"")))
        .collect();
    let slashes = plain
        .replace("2026-01-01", "1/1/2026")
        .replace("2026-01-31", "1/31/2026");
    let semicolons = plain.replace("Oak, ", "Oak: ").replace(',', ";");
    for (text, name) in [
        (plain.to_owned(), "Oak, \"big\""),
        (wrapped, "Oak, \"big\""),
        (slashes, "Oak, \"big\""),
        (semicolons, "Oak: \"big\""),
    ] {
        let report = one(&text);
        assert_eq!(
            (report.profile.as_deref(), report.used),
            (Some("meta_ads"), 2),
            "{text}"
        );
        assert_eq!(
            (
                total(&report, col::SPEND),
                cell(&report, 0, col::CAMPAIGN).as_str()
            ),
            (amount("1236.75"), name),
            "{text}"
        );
        assert_eq!(
            report
                .dates
                .map(|(from, to)| format!("{from} {to}"))
                .as_deref(),
            Some("2026-01-01 2026-01-31"),
            "{text}"
        );
    }
    let audience = one(encoding_rs::WINDOWS_1251
        .encode("Age & gender;;\n;Women;Men\n18-24;3.май;1.юни\n25-34;17.5;8\n")
        .0);
    assert_eq!(cells(&audience, col::SHARE), ["", "", "17.5", "8"]);
    assert_eq!(
        warnings(&audience),
        [
            "2 figures under `Age & gender` were turned into dates by a spreadsheet and are left empty"
        ]
    );
    let lost_separator =
        one("\"Facebook reach\"\n\"Date\",\"Primary\"\n\"2025-01-01T01:00:00\",\"12\"\n");
    assert_eq!(total(&lost_separator, col::REACH), Amount::whole(12));
}

/// Rule 14.
#[test]
fn guards_against_formulas_are_taken_off() {
    let posts = one(
        "Date,Post ID,Network,Profile,Post,Impressions,Engagement Rate (per Impression)\n12/30/2025 9:40 am,'-77,X,'@northlight,'=not a formula,10,2%\n",
    );
    assert_eq!(cell(&posts, 0, col::ACCOUNT), "@northlight");
    assert_eq!(cell(&posts, 0, col::POST_ID), "-77");
    let videos = one(
        "Content,Video title,Video publish time,Views\n -AJim0_vluX,'Tis the season,\"Feb 19, 2023\",10\n",
    );
    assert_eq!(cell(&videos, 0, col::POST_ID), "-AJim0_vluX");
    assert_eq!(
        cell(&videos, 0, col::LABEL),
        "'Tis the season",
        "an apostrophe before a letter is text"
    );
}

/// Rule 15.
#[test]
fn newlines_inside_fields_belong_to_the_field() {
    let ads = one(
        "Campaign name,Amount spent (EUR),Impressions\r\n\"one\ntwo\n\nthree\",1.50,10\r\nB,oops,20\r\n",
    );
    assert_eq!((ads.used, ads.rejected), (1, 1));
    assert_eq!(cell(&ads, 0, col::CAMPAIGN), "one\ntwo\n\nthree");
    assert_eq!(
        (
            ads.rejects[0].line,
            ads.rejects[0].column.as_deref(),
            ads.rejects[0].found.as_str()
        ),
        (6, Some("Amount spent (EUR)"), "oops")
    );
}

/// Beside the rules: a file may go between being listed and being read.
#[test]
fn a_file_that_vanishes_is_told_and_the_others_are_read() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["a.csv", "b.csv"] {
        std::fs::write(
            folder.path().join(name),
            "Campaign name,Amount spent (EUR)\nA,1.50\n",
        )
        .unwrap();
    }
    let sources = ingest::sources(&[folder.path().display().to_string()]).unwrap();
    std::fs::remove_file(folder.path().join("a.csv")).unwrap();
    let readings = ingest::read(&sources, &PROFILES, &IngestOptions::default(), &|| ()).unwrap();
    assert_eq!(
        (readings[0].status, readings[1].status),
        (Status::Error, Status::Ok)
    );
    assert_eq!(
        readings[0].message,
        "cannot be read: no such file or directory"
    );
}
