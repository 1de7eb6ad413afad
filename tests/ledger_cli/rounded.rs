//! Net value is the rounding of its exact figure wherever it stands.
//!
//! At a margin of 0.4, September's revenue of 60,000 is worth 24,000 and October's of 65,759.28 is worth 26,303.712; media
//! cost 34,783.59 and 38,884.46. Net value is −10,783.59, then −12,580.748, and −1,797.158 less: −10,784, −12,581 and −1,797.
//! The rounded value of October less its rounded cost is 26,304 − 38,884 = −12,580.

use std::fs;
use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};

use crate::{json, number, printed};

const ADS: &str = "date,platform,campaign,currency,spend,impressions,clicks,conversions\n\
     2026-09-05,meta,A,EUR,34783.59,1000,100,3\n2026-10-05,meta,A,EUR,38884.46,1000,100,3\n";

const ORDERS: &str = "date,conv_id,source,medium,utm_campaign,currency,orders,revenue\n\
     2026-09-05,o1,facebook,paid_social,A,EUR,1,60000\n2026-10-05,o2,facebook,paid_social,A,EUR,1,65759.28\n";

const PROJECT: &str = "sources = [\"ads.csv\", \"orders.csv\"]\n[money]\ncurrency = \"EUR\"\n\
     [margin]\nbase = 0.4\nsource = \"s\"\nowner = \"o\"\ndate = 2026-01-01\n";

const COMPARED: &str = "ledger --period 2026-10 --compare previous --quiet";

const NOTE: &str =
    "rounded one by one: as printed, value less cost misses net value in the last digit";

fn written() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let files = [
        ("ads.csv", ADS),
        ("orders.csv", ORDERS),
        ("social-roi.toml", PROJECT),
    ];
    for (name, text) in files {
        fs::write(folder.path().join(name), text).unwrap();
    }
    folder
}

/// The cells of the row of Markdown that begins so, in the section of that title.
fn cells(text: &str, section: &str, first: &str) -> Vec<String> {
    let own = text.split(section).nth(1).unwrap();
    let mut rows = own.lines();
    let row = rows.find(|line| line.trim_matches(['|', ' ', '*']).starts_with(first));
    let cells = row.unwrap().split('|').map(|cell| cell.trim().to_owned());
    cells.collect()
}

#[test]
fn tables_and_sentences_round_net_value_by_itself() {
    let folder = written();
    let markdown = |line: &str| {
        let text = printed(folder.path(), &format!("{line} --format markdown"));
        text.replace('\u{a0}', " ")
    };
    let text = markdown(COMPARED);
    let own = cells(&text, "Value ledger", "net value");
    assert_eq!(own[2..5], ["-10,784", "-12,581", "-1,797"], "{text}");
    assert!(text.contains("net value -12,581 EUR"), "{text}");
    for (section, first) in [
        ("Evidence ladder", "A+B"),
        ("By function", "paid"),
        ("By function", "total"),
    ] {
        let row = cells(&text, section, first);
        let all = row.join(" ");
        assert!(row.contains(&"-12,581".to_owned()), "{section}: {all}");
        assert!(row.contains(&"38,884".to_owned()), "{section}: {all}");
    }
    assert!(!text.contains("-12,580"), "{text}");
    assert_eq!(text.matches(NOTE).count(), 3, "{text}");
    let before = markdown("ledger --period 2026-09 --quiet");
    assert!(before.contains("net value -10,784 EUR"), "{before}");
    assert!(!before.contains("rounded one by one"), "{before}");
}

/// Both months: 50,303.712 − 73,668.05 is −23,364.338, and so are the rounded figures. The rounded months are one more.
#[test]
fn rows_of_net_value_need_not_add_up_to_its_sum() {
    let folder = written();
    let line = "ledger --period 2026-09..2026-10 --quiet --format markdown";
    let text = printed(folder.path(), line);
    for (month, figures) in [
        ("2026-09", ["24,000", "34,784", "-10,784"]),
        ("2026-10", ["26,304", "38,884", "-12,581"]),
        ("total", ["50,304", "73,668", "-23,364"]),
    ] {
        let row = cells(&text, "By month", month);
        assert_eq!(row[2..5], figures, "{text}");
    }
    let both =
        "value less cost misses net value and the rows of net value miss its sum in the last digit";
    assert_eq!(text.matches(both).count(), 1, "{text}");
}

#[test]
fn a_page_a_picture_and_an_explanation_say_the_same() {
    let folder = written();
    printed(folder.path(), &format!("{COMPARED} -o x.html"));
    let page = fs::read_to_string(folder.path().join("x.html")).unwrap();
    assert!(page.contains("-12,581") && page.contains(NOTE));
    // The table of the chart has all of it: −12,580.748.
    assert!(!page.replace("-12,580.75", "").contains("-12,580"));
    let line = "chart waterfall --period 2026-10 --quiet --format svg";
    let picture = printed(folder.path(), line);
    assert!(picture.contains("-12,581") && !picture.contains("-12,580"));
    let line = "explain ledger.net_value --period 2026-10 --quiet";
    assert!(printed(folder.path(), line).contains("-12,580.75 EUR"));
    let line = "explain function.paid --period 2026-10 --quiet";
    let told = printed(folder.path(), line);
    assert!(
        told.contains("value 26,303.71 EUR − direct cost 38,884.46 EUR − shared cost 0.00 EUR = -12,580.75 EUR"),
        "{told}"
    );
}

#[test]
fn a_workbook_and_json_have_net_value_exact() {
    let folder = written();
    printed(folder.path(), &format!("{COMPARED} -o x.xlsx"));
    let bytes = fs::read(folder.path().join("x.xlsx")).unwrap();
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
    let sheet = book.worksheet_range("Headline").unwrap();
    let mut rows = sheet.rows();
    let row = rows.find(|row| row[0] == Data::String("net value".into()));
    let number_of = |cell: &Data| match cell {
        Data::Float(number) => (number * 1e6).round() / 1e6,
        other => panic!("{other:?} is no number"),
    };
    let own: Vec<f64> = row.unwrap()[1..4].iter().map(number_of).collect();
    assert_eq!(own, [-10_783.59, -12_580.748, -1_797.158]);
    let found = json(folder.path(), COMPARED);
    assert_eq!(number(&found, "/headline/net_value"), -12_580.748);
}
