//! The rules of real exports, one test each: what a reader must survive in the files that people download.
#![allow(clippy::unwrap_used)] // a test that cannot go on fails

mod reading;

use reading::{amount, cell, cells, of_bytes, one, sum};
use social_roi::ingest::date::DateOrder;
use social_roi::ingest::{self, IngestOptions, Profile, Profiles, Reading, Status, Verdict};
use social_roi::schema::{Amount, col};

fn total(reading: &Reading, column: &str) -> Amount {
    sum(std::slice::from_ref(reading), column)
        .unwrap_or_else(|| panic!("no `{column}` in {:?}", reading.columns))
}

fn utf16(text: &str, unit_bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(unit_bytes).collect()
}

/// What is said of a file, without the folder it was written to.
fn said(reading: &Reading) -> String {
    reading.message.replace(&reading.path, "FILE")
}

fn warnings(reading: &Reading) -> Vec<&str> {
    reading
        .warnings
        .iter()
        .map(|warning| warning.what.as_str())
        .collect()
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

/// Rule 3.
#[test]
fn preambles_of_every_length_are_skipped_and_their_range_is_kept() {
    let google = "Campaign,Cost,Impr.\nA,1.50,10\n";
    let linkedin = "Start Date (in UTC),Account Name,Currency,Campaign Name,Total Spent,Impressions\n2024-10-03,Example,USD,A,1.50,10\n";
    let ga4 = "Session source / medium,Sessions\ngoogle / cpc,10\n";
    for (text, line, from, to) in [
        (
            format!("\"Ad report (Oct 25, 2016-Oct 31, 2016)\"\n{google}"),
            2,
            "2016-10-25",
            "2016-10-31",
        ),
        (
            format!("Campaign report\n\"January 1, 2026 - January 31, 2026\"\n{google}"),
            3,
            "2026-01-01",
            "2026-01-31",
        ),
        (
            format!("Campaign report\n27 January 2026 - 23 February 2026\n{google}"),
            3,
            "2026-01-27",
            "2026-02-23",
        ),
        (
            format!("Campaign report,,\n\"January 1, 2026 - January 31, 2026\",,\n{google}"),
            3,
            "2026-01-01",
            "2026-01-31",
        ),
        (
            format!(
                "Ad Performance Report (in UTC),,,,,\n\"Report Start: October 1, 2024, 12:00 AM\",,,,,\n\
                 \"Report End: October 31, 2024, 11:59 PM\",,,,,\n\"Date Generated: November 2, 2024, 9:12 AM\",,,,,\n\n{linkedin}"
            ),
            6,
            "2024-10-03",
            "2024-10-03",
        ),
        (
            format!(
                "# ----------------------------------------\n# Oak - Free form\n# Example\n# 20250101-20251231\n# ----------------------------------------\n\n{ga4}"
            ),
            7,
            "2025-01-01",
            "2025-12-31",
        ),
        (
            format!(
                "# ----------------------------------------\n# Traffic acquisition\n# Account: Example\n# Property: GA4 - example.com\n\
                 # ----------------------------------------\n# \n# All Users\n# Start date: 20250101\n# End date: 20251231\n{ga4}"
            ),
            10,
            "2025-01-01",
            "2025-12-31",
        ),
    ] {
        let report = one(&text);
        assert_eq!((report.used, report.header_line), (1, Some(line)), "{text}");
        let days = report
            .dates
            .map(|(from, to)| (from.to_string(), to.to_string()));
        assert_eq!(days, Some((from.to_owned(), to.to_owned())), "{text}");
    }
    let card =
        one("sep=,\n\"Facebook reach\"\n\"Date\",\"Primary\"\n\"2025-01-01T01:00:00\",\"12\"\n");
    assert_eq!(
        (card.header_line, card.used, total(&card, col::REACH)),
        (Some(3), 1, Amount::whole(12))
    );
}

/// Rule 4: the totals of each platform.
#[test]
fn totals_are_dropped_and_compared() {
    for (text, rows, column, expected, label) in [
        (
            "Campaign name,Amount spent (EUR),Impressions\n,3,30\nA,1,10\nB,2,20\n",
            2,
            col::SPEND,
            "3",
            "(row without names)",
        ),
        (
            "Content,Video title,Video publish time,Views\nTotal,,,30\nabc,X,\"Feb 19, 2023\",10\ndef,Y,\"Feb 20, 2023\",20\n",
            2,
            col::VIEWS,
            "30",
            "Total",
        ),
        (
            "Campaign report\nAll time\nCampaign,Campaign type,Cost,Impr.\nA,Search,1.00,10\nB,Video,2.00,20\nTotal: Campaigns, --,3.00,30\n\
             Total: Account,,4.00,40\nTotal: Search,,1.00,10\nTotal: Video,,2.00,20\n",
            2,
            col::SPEND,
            "3",
            "Total: Campaigns",
        ),
        (
            "Ad state,Campaign,Cost,Impressions\nenabled,A,1.00,10\nenabled,B,2.00,20\nTotal - filtered, --,3.00,30\nTotal - all experiments,,3.00,30\nTotal,,3.00,30\n",
            2,
            col::SPEND,
            "3",
            "Total - filtered",
        ),
        (
            "Session source / medium,Event count\ngoogle / cpc,10\nbing / cpc,20\n,30,Grand total\n",
            2,
            col::EVENT_COUNT,
            "30",
            "Grand total",
        ),
        (
            "Kampagne;Kosten;Impr.\nGesamtkampagne;1,00;10\nB;2,00;20\nGesamt: Kampagnen;3,00;30\n",
            2,
            col::SPEND,
            "3",
            "Gesamt: Kampagnen",
        ),
        (
            "캠페인,통화 코드,비용,노출수\n가,KRW,1000,10\n나,KRW,2000,20\n합계,KRW,3000,30\n",
            2,
            col::SPEND,
            "3000",
            "합계",
        ),
    ] {
        let text = if column == col::EVENT_COUNT {
            format!(
                "# ----------\n# Oak - Free form\n# Example\n# 20250101-20251231\n# ----------\n\n{text}"
            )
        } else {
            text.to_owned()
        };
        let report = one(&text);
        assert_eq!((report.used, report.rejected), (rows, 0), "{text}");
        let check = report
            .totals
            .iter()
            .find(|check| check.column == column)
            .unwrap_or_else(|| panic!("nothing was compared in {text}"));
        assert_eq!(
            (check.label.as_str(), check.expected.as_str(), check.verdict),
            (label, expected, Verdict::Exact),
            "{text}"
        );
        assert_eq!(total(&report, column), amount(expected), "{text}");
    }
}

/// Rule 4: the counter-example.
#[test]
fn a_lone_row_without_names_is_the_data() {
    let report = one(
        "Account name,Campaign name,Amount spent (EUR),Impressions,Reporting starts,Reporting ends\n,,12.50,100,2026-01-01,2026-01-31\n",
    );
    assert_eq!(
        (report.used, total(&report, col::SPEND), report.totals.len()),
        (1, amount("12.5"), 0)
    );
}

/// Rule 4: neither data nor total.
#[test]
fn a_row_without_names_that_is_not_the_sum_is_an_error() {
    let report = one("Campaign name,Amount spent (EUR),Impressions\n,9,30\nA,1,10\nB,2,20\n");
    assert_eq!(report.status, Status::Error);
    assert_eq!(
        said(&report),
        "line 2, column `Amount spent (EUR)`: a row without names holds 9, but the other rows sum to 3"
    );
    let two = one("Campaign name,Amount spent (EUR),Impressions\n,9,30\n,8,20\n");
    assert_eq!(
        (two.status, two.used),
        (Status::Error, 0),
        "two of them are not alone"
    );
}

/// Rule 4: platforms round each row.
#[test]
fn totals_reconcile_within_half_a_last_digit_for_each_row() {
    let report = |total: &str| {
        one(format!(
            "Campaign report\nAll time\nCampaign,Cost,Impr.\nA,1.01,1\nB,1.01,1\nC,1.01,1\nTotal: Campaigns,{total},3\n"
        ))
    };
    for (stated, verdict) in [
        ("3.03", Verdict::Exact),
        ("3.02", Verdict::WithinRounding),
        ("3.04", Verdict::WithinRounding),
        ("3.01", Verdict::Differs),
        ("3.05", Verdict::Differs),
    ] {
        assert_eq!(report(stated).totals[0].verdict, verdict, "{stated}");
    }
    assert_eq!(
        warnings(&report("3.05")),
        ["spend of the rows is 3.03, but `Total: Campaigns` (line 7) says 3.05"]
    );
}

/// Rule 5.
#[test]
fn footers_are_no_rows() {
    let empty = one("Campaign name,Amount spent (USD),Impressions\nNo data available.\n");
    assert_eq!(
        (
            empty.status,
            empty.profile.as_deref(),
            empty.used,
            empty.rejected
        ),
        (Status::NoRows, Some("meta_ads"), 0, 0)
    );
    for (header, footer) in [
        (
            "Video,Videotitel,Veröffentlichungszeitpunkt des Videos,Aufrufe",
            "Die 500 besten Ergebnisse werden angezeigt",
        ),
        (
            "Content,Video title,Video publish time,Views",
            "Showing top 500 results",
        ),
    ] {
        let table = one(format!(
            "{header}\nTotal,,,40\nabc,X,\"Feb 19, 2023\",10\ndef,Y,\"Feb 20, 2023\",20\n{footer}\n"
        ));
        assert_eq!((table.used, table.rejected), (2, 0), "{footer}");
        assert_eq!(
            warnings(&table),
            ["views of the rows is 30, but `Total` (line 2) says 40"],
            "a table cut off at 500 rows does not reach its total"
        );
    }
}

/// Rule 6.
#[test]
fn ragged_rows_are_rows() {
    let report = one(
        "Campaign name,Amount spent (EUR),Impressions,Reach,Link clicks\nA,1.50,10,8,2\nB,2.25,20\nC,1\nD,4,5,6,7,,,\n",
    );
    assert_eq!((report.used, report.rejected), (4, 0));
    assert_eq!(
        (total(&report, col::SPEND), total(&report, col::IMPRESSIONS)),
        (amount("8.75"), Amount::whole(35))
    );
    assert_eq!(cells(&report, col::REACH), ["8", "", "", "6"]);
}

/// Rule 7.
#[test]
fn of_two_columns_with_one_name_the_first_counts() {
    let posts = one(
        "Post ID,Page ID,Page name,Title,Publish time,Post type,Permalink,Views,Reach,Reactions,Views\n\
         1,7,Example,Hello,03/18/2025 09:48,Photos,https://example.com/1,10,8,2,99\n",
    );
    assert_eq!(
        (posts.used, total(&posts, col::VIEWS)),
        (1, Amount::whole(10))
    );
    let sales = one(
        "Order UTM campaign,Orders,Net sales,Orders (previous_month),Orders (previous_month) \n\
         Spring,7,70.50,4,0.75\nAutumn,3,30.25,6,-0.5\n",
    );
    assert_eq!(
        (total(&sales, col::ORDERS), total(&sales, col::REVENUE)),
        (Amount::whole(10), amount("100.75"))
    );
    assert_eq!(
        sales.ignored,
        ["Orders (previous_month)", "Orders (previous_month)"]
    );
}

/// Rule 8.
#[test]
fn headers_are_compared_without_marks_hyphens_odd_spaces_and_case() {
    let ads = one(
        "\u{feff}\u{feff}CAMPAIGN  name\u{a0}, amount Spent (eur) ,IMPRESSIONS\u{200b}\nA,1.50,10\n",
    );
    assert_eq!(
        (
            ads.profile.as_deref(),
            total(&ads, col::SPEND),
            &ads.currencies[..]
        ),
        (Some("meta_ads"), amount("1.5"), &["EUR".to_owned()][..])
    );
    let videos = one(
        "Vi\u{ad}deo,Vi\u{ad}deo\u{ad}ti\u{ad}tel,Veröffentlichungs\u{ad}zeitpunkt des Videos,Auf\u{ad}rufe\nabc,X,\"Feb 19, 2023\",10\n",
    );
    assert_eq!(
        (videos.profile.as_deref(), total(&videos, col::VIEWS)),
        (Some("youtube_table"), Amount::whole(10))
    );
    let fullwidth = one("Campaign name,Cost,Clicks (destination）,Impression\nA,1.50,3,10\n");
    assert_eq!(
        (fullwidth.profile.as_deref(), total(&fullwidth, col::CLICKS)),
        (Some("tiktok_ads"), Amount::whole(3))
    );
}

/// Rule 9.
#[test]
fn currency_stands_in_the_header_in_a_column_or_nowhere() {
    for (text, currencies) in [
        ("Campaign name,Amount spent (IDR)\nA,1000\n", &["IDR"][..]),
        (
            "Campaign,Currency code,Cost,Impr.\nA,GBP,1.50,10\nB,EUR,2.50,10\n",
            &["EUR", "GBP"],
        ),
        (
            "Campaign name,Amount spent,Reach,Clicks (all)\nA,1000,5,6\n",
            &[],
        ),
        (
            "Campaign name,Cost,Clicks (destination),Impression\nA,1.50,3,10\n",
            &[],
        ),
    ] {
        let report = one(text);
        assert_eq!(report.currencies, currencies, "{text}");
        assert_eq!(report.no_currency, currencies.is_empty(), "{text}");
    }
}

/// Rule 10.
#[test]
fn every_null_form_is_an_empty_cell() {
    for null in [
        "", "-", " -", "--", " --", "NAN", "N/A", "n/a", "null", "NULL", "< 10%", "> 90%",
    ] {
        let report = one(format!(
            "Campaign,Currency code,Cost,Impr.,Clicks,Conversions\nA,EUR,1.50,{null},{null},{null}\nB,EUR,2,10,1,0.5\n"
        ));
        assert_eq!((report.used, report.rejected), (2, 0), "`{null}`");
        assert_eq!(cells(&report, col::IMPRESSIONS), ["", "10"], "`{null}`");
        assert_eq!(cells(&report, col::CONVERSIONS), ["", "0.5"], "`{null}`");
    }
}

/// Rule 11: marks that differ between the columns of one file.
#[test]
fn thousands_marks_stand_in_some_columns_only() {
    let report = one(
        "Campaign,Currency code,Cost,Impr.,Conversions,CTR\nA,INR,4212251.73,\"18,078,781\",\"4,838.80\",2.46%\n",
    );
    assert_eq!(total(&report, col::SPEND), amount("4212251.73"));
    assert_eq!(total(&report, col::IMPRESSIONS), Amount::whole(18_078_781));
    assert_eq!(total(&report, col::CONVERSIONS), amount("4838.8"));
}

/// Rule 11: one decimal mark for a whole file, by what its cells prove.
#[test]
fn the_decimal_mark_is_decided_per_file() {
    let german = |cost: &str| format!("Kampagne;Kosten;Impr.\nA;{cost};10\nB;9,36;10\n");
    for (cost, expected) in [
        ("1.234,56", "1243.92"),
        ("1.234", "1243.36"),
        ("0,5", "9.86"),
    ] {
        assert_eq!(
            total(&one(german(cost)), col::SPEND),
            amount(expected),
            "{cost}"
        );
    }
    let english = |spent: &str| format!("Campaign name;Amount spent (EUR)\nA;{spent}\nB;9.36\n");
    for (spent, expected) in [
        ("\"1,234.56\"", "1243.92"),
        ("1,234", "1243.36"),
        ("1.2345", "10.5945"),
    ] {
        assert_eq!(
            total(&one(english(spent)), col::SPEND),
            amount(expected),
            "{spent}"
        );
    }
    let by_others =
        one("Campaign name;Amount spent (EUR);Impressions\nA;1,200;1\nB;1.200,50;2\nC;9,36;3\n");
    let reject = &by_others.rejects[0];
    assert_eq!(
        (
            by_others.used,
            reject.line,
            reject.expected.as_str(),
            reject.found.as_str()
        ),
        (
            2,
            2,
            "at most two decimals, as in the column's other cells",
            "1,200"
        )
    );
    let warning = by_others
        .warnings
        .iter()
        .find(|warning| warning.to_string().contains("1 of 3 rows rejected"));
    let hint = warning.unwrap().hint.clone().unwrap();
    assert!(
        hint.starts_with(
            "write thousands without a mark, or keep three decimals with `--decimal comma`"
        ),
        "{hint}"
    );
    let mixed = one("Campaign name;Amount spent (EUR)\nA;9,36\nB;9.36\n");
    assert_eq!(mixed.status, Status::Error);
    assert_eq!(
        said(&mixed),
        "line 3, column `Amount spent (EUR)`: expected one decimal mark, found `9.36` and `9,36`"
    );
    let counted = one("Campaign name;Amount spent (EUR);Impressions\nA;9,36;12\nB;2,25;1,100\n");
    assert_eq!(
        said(&counted),
        "line 3, column `Impressions`: expected one decimal mark, found `1,100` and `9,36`"
    );
    let told_by_the_headers = one(german("1.234,56").replace("9,36", "9.36"));
    let reject = &told_by_the_headers.rejects[0];
    assert_eq!((told_by_the_headers.used, reject.line), (1, 3));
    assert_eq!(
        (
            reject.column.as_deref(),
            reject.expected.as_str(),
            reject.found.as_str()
        ),
        (
            Some("Kosten"),
            "a number with the file's decimal mark",
            "9.36"
        )
    );
}

/// Thousands in a column of cents are refused rather than read as decimals; where thousandths are meant they are read.
#[test]
fn three_decimals_are_doubtful_in_a_column_of_two() {
    let of = |rows: &str| {
        one(format!(
            "Campaign name;Amount spent (EUR);Impressions\n{rows}"
        ))
    };
    let figures = |reading: &Reading| (reading.used, reading.rejected);
    for (rows, expected) in [
        ("A;1.200;1\nB;1,200.50;2\n", (1, 1)),
        ("A;1,200;1\nB;1,200.50;2\n", (2, 0)),
        ("A;1.200;1\nB;9.36;2\nC;0.125;3\n", (3, 0)),
        ("A;1.200;1\nB;9.36;2\nC;12;3\n", (2, 1)),
        ("A;€ 1.200;1\nB;9.36;2\n", (1, 1)),
    ] {
        assert_eq!(figures(&of(rows)), expected, "{rows}");
    }
    // Thousandths that come only after the first rows are looked at are decimals all the same.
    let cents: String = (0..2_500).map(|row| format!("A{row};9.36;1\n")).collect();
    let late = of(&format!("{cents}B;1.200;1\nC;0.125;1\n"));
    assert_eq!(figures(&late), (2_502, 0));
    let late = of(&format!("{cents}B;1.200;1\nC;7;1\n"));
    assert_eq!(figures(&late), (2_501, 1));
    assert_eq!(late.rejects[0].line, 2_502);
    let dinars =
        one("Campaign name;Currency;Amount spent;Impressions\nA;KWD;1.200;1\nB;EUR;9.36;2\n");
    assert_eq!(figures(&dinars), (2, 0));
}

/// Rule 11: a percent sign, a fraction, or a header that says percent.
#[test]
fn rates_are_fractions_however_they_are_written() {
    let own = |percent: bool| {
        let text = format!(
            "name = \"own\"\ntitle = \"Own\"\ntable = \"ad_spend\"\nevidence = \"seen\"\n[signature]\nneeds = [[\"campaign\"]]\n\
             [columns]\ncampaign = [\"Name\"]\nspend = [\"Paid\"]\n[extra]\nshare = {{ headers = [\"Rate\"], kind = \"rate\", percent = {percent} }}\n\
             [derive]\nconversion_value = \"share * spend\"\n"
        );
        Profiles::new(vec![Profile::parse(&text, "own.toml").unwrap()]).unwrap()
    };
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("own.csv");
    for (written, percent) in [
        ("2.46%", false),
        ("0.0246", false),
        ("2.46", true),
        ("2.46%", true),
        ("\"2.46 %\"", false),
        ("\"2.46\u{a0}%\"", false),
    ] {
        std::fs::write(&path, format!("Name,Paid,Rate\nA,1000,{written}\n")).unwrap();
        let sources = ingest::sources(&[path.display().to_string()]).unwrap();
        let readings =
            ingest::read(&sources, &own(percent), &IngestOptions::default(), &|| ()).unwrap();
        assert_eq!(
            total(&readings[0], col::CONVERSION_VALUE),
            amount("24.6"),
            "{written}"
        );
    }
}

/// Rule 12.
#[test]
fn identifiers_stay_text_and_damaged_ones_are_told() {
    let header = "Post id,Date,Post text,Post Link,Impressions,Likes,Engagements,Bookmarks,Shares,New follows,Replies,Reposts,Profile visits";
    let row = |id: &str| {
        format!(
            "{id},\"Mon Feb 17 2025\",Hello,https://x.com/example/status/1,10,1,2,0,0,0,0,0,0\n"
        )
    };
    let whole = one(format!(
        "{header}\n{}{}",
        row("1891564128784855141"),
        row("1891564128784855142")
    ));
    assert_eq!(
        cells(&whole, col::POST_ID),
        ["1891564128784855141", "1891564128784855142"]
    );
    assert_eq!(warnings(&whole), Vec::<&str>::new());
    let damaged = one(format!(
        "{header}\n{}{}",
        row("6.49E+17"),
        row("\"6,50E+17\"")
    ));
    assert_eq!(
        warnings(&damaged),
        [
            "2 identifiers in `post_id` were rounded by a spreadsheet (like 6.49E+17): different ones may look the same"
        ]
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

/// Rule 16.
#[test]
fn reach_is_never_compared_with_a_sum() {
    let report =
        one("Campaign name,Amount spent (EUR),Impressions,Reach\n,3,30,15\nA,1,10,9\nB,2,20,12\n");
    assert_eq!(report.used, 2);
    let compared: Vec<&str> = report
        .totals
        .iter()
        .map(|check| check.column.as_str())
        .collect();
    assert_eq!(compared, ["spend", "impressions"]);
}

/// Rule 17.
#[test]
fn every_report_of_spend_says_its_level() {
    for (header, row, level, breakdowns) in [
        ("Campaign name", "A", "campaign", &[][..]),
        ("Campaign name,Ad set name", "A,B", "ad_group", &[]),
        ("Campaign name,Ad set name,Ad name", "A,B,C", "ad", &[]),
        ("Account name,Reach", "A,1", "account", &[]),
        (
            "Campaign name,Age,Gender",
            "A,18-24,female",
            "campaign",
            &["age", "gender"],
        ),
    ] {
        let report = one(format!(
            "{header},Amount spent (EUR),Impressions\n{row},1.50,10\n"
        ));
        assert_eq!(
            (
                report.level,
                report
                    .breakdowns
                    .iter()
                    .map(String::as_str)
                    .collect::<Vec<_>>()
            ),
            (Some(level), breakdowns.to_vec()),
            "{header}"
        );
    }
}

/// Rule 18.
#[test]
fn a_row_for_a_range_keeps_its_range() {
    for (header, row, from, to) in [
        (
            "Reporting starts,Reporting ends",
            "2026-01-01,2026-01-31",
            "2026-01-01",
            "2026-01-31",
        ),
        (
            "Reporting starts,Reporting ends,Day",
            "2026-01-01,2026-01-31,2026-01-07",
            "2026-01-07",
            "2026-01-07",
        ),
        (
            "Reporting starts,Reporting ends,Month",
            "2026-01-01,2026-03-31,2026-02-01 - 2026-02-28",
            "2026-02-01",
            "2026-02-28",
        ),
    ] {
        let report = one(format!(
            "{header},Campaign name,Amount spent (EUR)\n{row},A,1.50\n"
        ));
        assert_eq!(
            (
                cell(&report, 0, col::PERIOD_START).as_str(),
                cell(&report, 0, col::PERIOD_END).as_str()
            ),
            (from, to),
            "{header}"
        );
    }
    let undated = one("Campaign name,Amount spent (EUR),Impressions\nA,1.50,10\n");
    assert_eq!(
        (undated.dates, cell(&undated, 0, col::PERIOD_START).as_str()),
        (None, "")
    );
}

/// Rule 19: every form of a day that says by itself which day it is.
#[test]
fn dates_are_read_in_every_form_seen() {
    for (written, day) in [
        ("2026-01-01", "2026-01-01"),
        ("2025-01-01T01:00:00", "2025-01-01"),
        ("2025/10/31 18:19:10", "2025-10-31"),
        ("2025/11/01", "2025-11-01"),
        ("Mon Feb 17 2025", "2025-02-17"),
        ("\"Tue, Feb 18, 2025\"", "2025-02-18"),
        ("\"Feb 19, 2023\"", "2023-02-19"),
        ("20231010", "2023-10-10"),
        ("2026-04-05 21:06:21 +0400", "2026-04-05"),
        ("2018-07-01T13:15:41Z", "2018-07-01"),
        ("1. Sept. 2026", "2026-09-01"),
        ("25.09.2026", "2026-09-25"),
        ("03/18/2025 09:48", "2025-03-18"),
        ("12/30/2025 9:40 am", "2025-12-30"),
        ("23-9-2026", "2026-09-23"),
        ("1/17/18", "2018-01-17"),
    ] {
        let report = one(format!(
            "date,platform,campaign,spend\n{written},x,A,1.50\n"
        ));
        assert_eq!(
            (report.used, cell(&report, 0, col::DATE).as_str()),
            (1, day),
            "{written}: {}",
            report.message
        );
    }
}

/// Rule 19: a column decides the order of all its dates, the user before it.
#[test]
fn one_clear_date_decides_for_its_column() {
    let report =
        |first: &str| format!("date,platform,campaign,spend\n{first},x,A,1\n03/04/2026,x,B,2\n");
    for (clear, day) in [("25/04/2026", "2026-04-03"), ("04/25/2026", "2026-03-04")] {
        assert_eq!(cell(&one(report(clear)), 1, col::DATE), day, "{clear}");
    }
    let unclear = one(report("05/04/2026"));
    assert_eq!(unclear.status, Status::Error);
    let dmy = IngestOptions {
        date_order: Some(DateOrder::Dmy),
        ..IngestOptions::default()
    };
    assert_eq!(
        cell(
            &reading::bytes_under("export.csv", report("05/04/2026"), &dmy)[0],
            0,
            col::DATE
        ),
        "2026-04-05"
    );
    assert_eq!(
        of_bytes("export.csv", report("05/05/2026").replace("03/04", "04/04"))[0]
            .dates
            .map(|(from, _)| from.to_string())
            .as_deref(),
        Some("2026-04-04")
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
    let readings = ingest::read(
        &sources,
        &reading::PROFILES,
        &IngestOptions::default(),
        &|| (),
    )
    .unwrap();
    assert_eq!(
        (readings[0].status, readings[1].status),
        (Status::Error, Status::Ok)
    );
    assert_eq!(
        readings[0].message,
        "cannot be read: no such file or directory"
    );
}
