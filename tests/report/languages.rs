//! `--lang`: what people read is in their language, what machines read stays as it is.

use super::Story;

/// 12,345.60 + 0.40 and 1,234.50 spent for 2,500 and 100 clicks of 100,000 and 8,000 impressions.
const ADS: &str = "Campaign name,Day,Amount spent (EUR),Impressions,Link clicks\n\
    Spring,2026-09-05,12345.60,90000,2000\n\
    Spring,2026-10-05,0.40,10000,500\n\
    Autumn,2026-09-10,1234.50,8000,100\n";

const WORDS: &str = "ads.csv --by campaign --metrics spend,clicks,ctr";

fn story() -> Story {
    Story::new(&[("ads.csv", ADS)])
}

/// 2,500 / 100,000, 100 / 8,000 and 2,600 / 108,000.
#[test]
fn a_german_table_has_german_headers_digits_and_marks() {
    story()
        .report(&format!("{WORDS} --lang de --format table"))
        .prints(&[
            "Kampagne   Ausgaben  Klicks  Klickrate",
            "                EUR                  %",
            "──────────────────────────────────────",
            "Spring    12.346,00   2.500       2,50",
            "Autumn     1.234,50     100       1,25",
            "──────────────────────────────────────",
            "gesamt    13.580,50   2.600       2,41",
            "",
            "2 Zeilen · 4 Spalten · 5. Sept. – 5. Okt. 2026",
        ]);
}

#[test]
fn markdown_and_tall_speak_it_too() {
    let story = story();
    story
        .report("ads.csv --by month --metrics spend --where campaign=Spring --lang es --format markdown")
        .prints(&[
            "| Mes       | Inversión (EUR) |",
            "| --------- | --------------: |",
            "| 2026-09   |       12.345,60 |",
            "| 2026-10   |            0,40 |",
            "| **total** |       12.346,00 |",
            "",
            "- 5 sept – 5 oct 2026",
        ]);
    story
        .report("ads.csv --metrics spend,clicks --lang de-CH --tall --format tall")
        .prints(&[
            "Plattform  Meta",
            "Ausgaben   13'580.50 EUR",
            "Klicks         2'600",
            "",
            "Plattform  gesamt",
            "Ausgaben   13'580.50 EUR",
            "Klicks         2'600",
            "",
            "1 Zeile · 3 Spalten · 5. Sept. – 5. Okt. 2026",
        ]);
}

/// Marks stand around whatever runs to the left, so that no terminal swaps two columns.
#[test]
fn a_persian_table_has_its_digits_and_keeps_its_columns_apart() {
    let word = |text: &str| format!("\u{200E}{text}\u{200E}");
    // The header is 13 columns wide: the hamza above its fifth letter takes none.
    let rule = "─".repeat(7 + 2 + 13);
    let expected = [
        format!("{}      {}", word("ماه"), word("هزینهٔ تبلیغات")),
        "                   EUR".into(),
        rule.clone(),
        format!("{}      {}", word("۱۴۰۵-۰۶"), word("۱۳٬۵۸۰٫۱۰")),
        format!("{}           {}", word("۱۴۰۵-۰۷"), word("۰٫۴۰")),
        rule,
        format!("{}          {}", word("جمع"), word("۱۳٬۵۸۰٫۵۰")),
        String::new(),
        "۲ ردیف · ۲ ستون · ۱۴ شهریور تا ۱۳ مهر ۱۴۰۵".into(),
        "note: months, years and days are those of the Jalali calendar".into(),
    ];
    let expected: Vec<&str> = expected.iter().map(String::as_str).collect();
    story()
        .report("ads.csv --by month --metrics spend --lang fa --calendar jalali --format table")
        .prints(&expected);
}

#[test]
fn what_machines_read_is_the_same_in_every_language() {
    let story = story();
    for format in ["csv", "tsv", "json", "ndjson"] {
        let report =
            |words: &str| story.report(&format!("{WORDS} --totals --format {format} {words}"));
        let english = report("").out;
        for lang in ["de", "es", "fa", "ar"] {
            let other = report(&format!("--lang {lang}"));
            assert_eq!(other.out, english, "{format} {lang}");
            assert_eq!(other.said, "", "{format} {lang}");
        }
    }
    story
        .report(&format!("{WORDS} -o english.parquet"))
        .prints(&[]);
    story
        .report(&format!("{WORDS} -o persian.parquet --lang fa"))
        .prints(&[]);
    assert_eq!(
        story.bytes("english.parquet"),
        story.bytes("persian.parquet")
    );
}

#[test]
fn an_unknown_language_names_the_known_ones() {
    story().report("ads.csv --lang fr").fails(
        2,
        &["error: --lang fr: expected one of en, de, es, fa, ar, also with a region, as in de-CH"],
    );
}
