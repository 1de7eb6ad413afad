//! Cells: nothing, numbers in every notation, rates and identifiers.

use social_roi::ingest::{self, IngestOptions, Profile, Profiles, Reading, Status};
use social_roi::schema::{Amount, col};

use super::{said, total, warnings};
use crate::reading::{amount, cells, one};

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
