//! Pages in the language of their readers.

use super::{all, sample, section, story, text};

#[test]
fn persian_and_arabic_run_from_right_to_left_in_their_digits() {
    let persian = story::page(&[
        "--period",
        "2026-09",
        "--lang",
        "fa",
        "--calendar",
        "gregorian",
    ]);
    assert!(persian.contains("<html lang=\"fa\" dir=\"rtl\">"));
    let read = text(&persian);
    for said in [
        "۲٫۸۰ EUR درآمد منتسب به ازای هر ۱ EUR هزینه، بیشتر از ۲٫۵۰ EUR قبلی",
        "سپتامبر ۲۰۲۶",
        "پول کجا خرج شد",
    ] {
        assert!(read.contains(said), "{said}\n{read}");
    }
    let arabic = story::page(&["--period", "2026-09", "--lang", "ar"]);
    assert!(arabic.contains("<html lang=\"ar\" dir=\"rtl\">"));
    assert!(text(&arabic).contains("أين أُنفق المال"));
}

#[test]
fn jalali_months_are_months() {
    let page = sample(&[
        "--period",
        "1405-07",
        "--spread-periods",
        "--calendar",
        "jalali",
        "--lang",
        "fa",
    ]);
    let read = text(&page);
    assert!(read.contains("مهر ۱۴۰۵"), "{read}");
    assert!(read.contains("در مقایسه با شهریور ۱۴۰۵"), "{read}");
}

/// Months are Gregorian where no calendar is asked for, so that Persian days alone would not fit them.
#[test]
fn persian_days_have_the_gregorian_ones_behind_where_the_report_counts_by_those() {
    let read = text(&story::page(&["--period", "2026-09", "--lang", "fa"]));
    assert!(
        read.contains("۱۰ شهریور تا ۸ مهر ۱۴۰۵ (سپتامبر ۲۰۲۶)"),
        "{read}"
    );
    assert!(
        read.contains("در مقایسه با ۱۰ مرداد تا ۹ شهریور ۱۴۰۵ (اوت ۲۰۲۶)"),
        "{read}"
    );
    assert!(read.contains("۸ مهر ۱۴۰۵ (۳۰ سپتامبر ۲۰۲۶)"), "{read}");
}

#[test]
fn german_and_spanish_write_numbers_their_way() {
    let german = text(&story::page(&["--period", "2026-09", "--lang", "de"]));
    let said = "2,80 EUR Umsatz je 1 EUR Ausgaben zugeschrieben, mehr als zuvor (2,50 EUR)";
    assert!(german.contains(said), "{german}");
    let spanish = text(&story::page(&["--period", "2026-09", "--lang", "es"]));
    let said = "2,80 EUR de ingresos atribuidos por cada 1 EUR invertido, más que antes (2,50 EUR)";
    assert!(spanish.contains(said), "{spanish}");
}

#[test]
fn what_is_english_on_another_page_says_so() {
    let page = story::page(&["--period", "2026-09", "--lang", "fa"]);
    let method = section(&page, "method");
    assert!(method.contains("<ul lang=\"en\" dir=\"ltr\">"));
    assert!(method.contains("<dl class=\"settings\" lang=\"en\" dir=\"ltr\">"));
}

/// A phrase without words in a language shows its id.
#[test]
fn no_language_lacks_a_phrase() {
    for lang in ["en", "de", "es", "fa", "ar"] {
        let mut asked = vec!["--period", "2026-Q3"];
        asked.extend(
            (lang != "en")
                .then_some(["--lang", lang])
                .into_iter()
                .flatten(),
        );
        let read = text(&sample(&asked));
        let lost = all(r"\b((?:document|reason|chart)\.[a-z_.]+)", &read);
        assert!(lost.is_empty(), "{lang}: {lost:?}");
    }
}
