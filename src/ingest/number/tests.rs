use proptest::prelude::*;

use super::DecimalMark::{Comma, Dot};
use super::*;

fn read(text: &str, mark: DecimalMark) -> String {
    match number(text, mark) {
        Ok(Some(number)) => format!(
            "{}{}{}",
            number.value,
            if number.percent { "%" } else { "" },
            number
                .currency
                .map(|name| format!(" {name}"))
                .unwrap_or_default()
        ),
        Ok(None) => "null".to_owned(),
        Err(error) => format!("{error:?}"),
    }
}

#[test]
fn numbers_read_under_a_decimal_dot() {
    for (text, expected) in [
        ("0", "0"),
        ("1234.56", "1234.56"),
        ("-8.40", "-8.4"),
        ("+5", "5"),
        (".5", "0.5"),
        ("-.5", "-0.5"),
        ("1203.0", "1203"),
        ("1.728314240001", "1.728314240001"),
        ("0.0000000000005", "0.000000000001"),
        ("0.00000000000049", "0"),
        ("18355151116178767", "18355151116178767"),
        ("9999999999999999999", "9999999999999999999"),
        ("99999999999999999999", "99999999999999999999"),
        ("18,078,781", "18078781"),
        ("4,838.80", "4838.8"),
        ("1,234", "1234"),
        ("1.234", "1.234"),
        ("1,23,456", "123456"),
        ("12,34,567.50", "1234567.5"),
        ("1 234.5", "1234.5"),
        ("1\u{a0}234\u{a0}567", "1234567"),
        ("1\u{202f}234.5", "1234.5"),
        ("1'234.50", "1234.5"),
        ("1’234’567", "1234567"),
        (" 12 ", "12"),
        ("\u{200e}12.5\u{200f}", "12.5"),
        ("'-12.5", "-12.5"),
        ("'12'", "12"),
        ("„45.67 %“", "45.67%"),
    ] {
        assert_eq!(read(text, Dot), expected, "{text}");
    }
}

#[test]
fn numbers_read_under_a_decimal_comma() {
    for (text, expected) in [
        ("1234", "1234"),
        ("9,36", "9.36"),
        ("1.234,56", "1234.56"),
        ("1.234", "1234"),
        ("1,234", "1.234"),
        ("1.234.567", "1234567"),
        ("1 234,5", "1234.5"),
        ("1'234,5", "1234.5"),
        (",5", "0.5"),
        ("„45,67\u{a0}%“", "45.67%"),
        ("6,49E+17", "649000000000000000"),
        ("-1.234,50 €", "-1234.5 €"),
        ("1.234,50-", "-1234.5"),
    ] {
        assert_eq!(read(text, Comma), expected, "{text}");
    }
}

#[test]
fn signs_brackets_percent_and_currency_are_taken_off() {
    for (text, expected) in [
        ("16.1%", "16.1%"),
        ("0%", "0%"),
        ("% 5", "5%"),
        ("45.67\u{a0}%", "45.67%"),
        ("-3.2 %", "-3.2%"),
        ("(3.2%)", "-3.2%"),
        ("$1,234.00", "1234 $"),
        ("-$5.00", "-5 $"),
        ("$-5.00", "-5 $"),
        ("($5.00)", "-5 $"),
        ("$(5.00)", "-5 $"),
        ("(5.00)", "-5"),
        ("5.00-", "-5"),
        ("- 5", "-5"),
        ("\u{2212}5.5", "-5.5"),
        ("€ 12.50", "12.5 €"),
        ("12.50€", "12.5 €"),
        ("12.50 EUR", "12.5 EUR"),
        ("EUR12.50", "12.5 EUR"),
        ("USD 1,000", "1000 USD"),
        ("$5.00 USD", "5 USD"),
        ("USD $5.00", "5 USD"),
        ("US$5", "5 US$"),
        ("R$ 1,000.50", "1000.5 R$"),
        ("$.50", "0.5 $"),
        ("Rs.500", "500 Rs."),
        ("₹1,23,456.50", "123456.5 ₹"),
        ("500 kr.", "500 kr."),
        ("99 zł", "99 zł"),
        ("5元", "5 元"),
    ] {
        assert_eq!(read(text, Dot), expected, "{text}");
    }
}

#[test]
fn persian_and_arabic_digits_read_under_either_mark() {
    for (text, expected) in [
        ("۱۲۳۴", "1234"),
        ("۱٬۲۳۴٫۵۶", "1234.56"),
        ("١٬٢٣٤٫٥", "1234.5"),
        ("۱،۲۳۴", "1234"),
        ("۴۵٫۶۷٪", "45.67%"),
        ("٪۱۲", "12%"),
        ("\u{200f}-۵", "-5"),
        ("۱٬۰۰۰ تومان", "1000 تومان"),
        ("ریال ۵۰۰", "500 ریال"),
        ("１２３", "123"),
    ] {
        assert_eq!(read(text, Dot), expected, "{text}");
        assert_eq!(read(text, Comma), expected, "{text}");
    }
}

#[test]
fn scientific_notation_reads_for_plain_numbers_only() {
    for (text, expected) in [
        ("6.49E+17", "649000000000000000"),
        ("1e5", "100000"),
        ("1e-05", "0.00001"),
        ("1.5e-14", "0"),
        ("5e-13", "0.000000000001"),
        ("1e-9999", "0"),
        ("0e9999", "0"),
        ("-2.5E+3", "-2500"),
        ("1,234E+5", "WrongMark"),
        ("1,234,567E+5", "NotANumber"),
        ("1e", "NotANumber"),
        ("1e5.5", "NotANumber"),
        ("1e+", "NotANumber"),
        ("e5", "NotANumber"),
    ] {
        assert_eq!(read(text, Dot), expected, "{text}");
    }
}

#[test]
fn a_cell_in_the_other_convention_is_the_wrong_mark() {
    for text in [
        "1.234,56",
        "9,36",
        "0,27",
        "0,123",
        "1.234.567",
        "1.234.567,8",
        "6,49E+17",
        "45,67 %",
        "1 234,56",
        "12,3456",
    ] {
        assert_eq!(number(text, Dot), Err(NumberError::WrongMark), "{text}");
        assert!(number(text, Comma).is_ok(), "{text}");
    }
    for text in [
        "1,234.56",
        "1.5",
        "0.27",
        "0.123",
        "1,234,567",
        "1,23,456",
        "6.49E+17",
        "$1,234.00",
        "1234.567",
    ] {
        assert_eq!(number(text, Comma), Err(NumberError::WrongMark), "{text}");
        assert!(number(text, Dot).is_ok(), "{text}");
    }
}

#[test]
fn text_that_is_no_number_is_refused_under_both_marks() {
    for text in [
        "abc",
        "12,34.5",
        "1,2,3",
        "1..2",
        "1.2.3",
        "1,,234",
        "5.",
        ".",
        ",",
        "1 2",
        "12 34",
        "1 234,567.8",
        "1'234,567.8",
        "--5",
        "5--",
        "-5-",
        "(5",
        "5)",
        "-(5)",
        "((5))",
        "5%%",
        "5% USD",
        "$5 €",
        "EUR 5 USD",
        "5k",
        "5 ABC",
        "1/2",
        "10:30",
        "2026-01-01",
        "01.09.2026",
        "0x10",
        "inf",
        "Infinity",
        "$",
        "%",
        "()",
        "1.234,5.6",
        "+-5",
        "€€5",
        "0012,345.5.1",
        "3.май",
        "#N/A",
        "<5",
    ] {
        for mark in [Dot, Comma] {
            assert_eq!(
                number(text, mark),
                Err(NumberError::NotANumber),
                "{text} {mark:?}"
            );
        }
    }
}

#[test]
fn a_number_wider_than_an_amount_is_out_of_range() {
    for text in [
        "9999999999999999999999999999",
        "1e27",
        "1e9999",
        &"9".repeat(5000),
        "170,141,183,460,469,231,731,687,304",
    ] {
        assert_eq!(number(text, Dot), Err(NumberError::OutOfRange), "{text}");
    }
    assert_eq!(
        read("170141183460469231731687303.715884105727", Dot),
        Amount(i128::MAX).to_string()
    );
    assert_eq!(read(&format!("{}5", "0".repeat(5000)), Dot), "5");
    assert_eq!(
        read(&format!("0.{}", "1".repeat(5000)), Dot),
        "0.111111111111"
    );
}

#[test]
fn every_null_form_is_null_and_nothing_else() {
    for text in [
        "",
        " ",
        "-",
        " -",
        "--",
        " --",
        "\u{a0}--",
        "---",
        "–",
        "—",
        "\u{2212}",
        "NAN",
        "NaN",
        "nan",
        "N/A",
        "n/a",
        "null",
        "NULL",
        "None",
        "< 10%",
        "> 90%",
        "<10%",
        "< 10\u{a0}%",
        "> 90,5 %",
        "\"\"",
        "'--",
        "\u{feff}",
    ] {
        assert!(is_null(text), "{text:?}");
        assert_eq!(number(text, Dot), Ok(None), "{text:?}");
        assert_eq!(number(text, Comma), Ok(None), "{text:?}");
    }
    for text in [
        "0", "-1", "----", "no", "nano", "<", "< 10", "> a%", "- -", "10%", "۰",
    ] {
        assert!(!is_null(text), "{text:?}");
    }
}

fn verdict(cells: &[&str]) -> Verdict {
    let mut evidence = MarkEvidence::default();
    cells.iter().for_each(|cell| evidence.observe(cell));
    evidence.verdict()
}

#[test]
fn single_cells_prove_the_mark_that_they_need() {
    for text in [
        "1,234.56",
        "1.5",
        "0.27",
        "0.123",
        "1,234,567",
        "1,23,456",
        "1234.567",
        "6.49E+17",
        "$1,234.00",
        "0.00%",
        "1 234.5",
        ".123",
    ] {
        assert_eq!(verdict(&[text]), Verdict::Mark(Dot), "{text}");
    }
    for text in [
        "1.234,56",
        "9,36",
        "0,27",
        "1.234.567",
        "45,67 %",
        "1 234,56",
        "1.234,50 €",
        "1234,567",
    ] {
        assert_eq!(verdict(&[text]), Verdict::Mark(Comma), "{text}");
    }
    for text in [
        "",
        "--",
        "12",
        "-7",
        "1 234",
        "1'234",
        "۱٬۲۳۴٫۵",
        "Campaign 1.5",
        "01.09.2026",
        "12,34.5",
        "5.",
        "99999999999999999999",
    ] {
        assert_eq!(verdict(&[text]), Verdict::NoEvidence, "{text}");
    }
    for text in ["1.234", "1,234", "-12.345", "1,234%", "$1,234"] {
        assert_eq!(
            verdict(&[text]),
            Verdict::Ambiguous {
                sample: text.to_owned()
            },
            "{text}"
        );
    }
}

#[test]
fn cells_together_decide_or_contradict() {
    assert_eq!(verdict(&["1,234", "12", "0.5"]), Verdict::Mark(Dot));
    assert_eq!(verdict(&["1,234", "9,36"]), Verdict::Mark(Comma));
    assert_eq!(
        verdict(&["12", "1,234", "1.234"]),
        Verdict::Ambiguous {
            sample: "1,234".to_owned()
        }
    );
    let contradiction = Verdict::Contradiction {
        dot: "0.5".to_owned(),
        comma: "9,36".to_owned(),
    };
    assert_eq!(verdict(&["0.5", "9,36", "1.5"]), contradiction);
    let (mut first, mut second) = (MarkEvidence::default(), MarkEvidence::default());
    first.observe("0.5");
    second.observe("1.5");
    second.observe("9,36");
    first.merge(second);
    assert_eq!(first.verdict(), contradiction);
}

#[test]
fn durations_read_as_seconds() {
    for (text, seconds) in [
        ("0:05:12", "312"),
        ("5:12", "312"),
        ("01:02:03.5", "3723.5"),
        ("01:02:03,25", "3723.25"),
        ("75:00", "4500"),
        ("100:00:00", "360000"),
        (" 0:00 ", "0"),
        ("۵:۱۲", "312"),
    ] {
        assert_eq!(
            duration(text).map(|amount| amount.to_string()).as_deref(),
            Some(seconds),
            "{text}"
        );
    }
    for text in [
        "",
        "312",
        "5:60",
        "1:60:00",
        "1:2:03",
        "5:1",
        "1:00:00:00",
        ":12",
        "5:",
        "a:12",
        "-5:12",
        "5:12.",
        "9:40 am",
        "9999999999:00",
    ] {
        assert_eq!(duration(text), None, "{text}");
    }
}

#[test]
fn identifiers_in_scientific_notation_are_damaged() {
    for text in [
        "6.49E+17",
        "6,49E+17",
        "1E+17",
        "1.8355151116178767e+16",
        " 6.49E+17 ",
    ] {
        assert!(is_damaged_id(text), "{text}");
    }
    for text in [
        "18355151116178767",
        "12e5",
        "abcE+17",
        "E+17",
        "6.49E+",
        "6.E+17",
        "64.9E+17",
        "6.49E-17",
        "t3_1e5",
        "",
    ] {
        assert!(!is_damaged_id(text), "{text}");
    }
}

/// An amount as a person prints it, with a group mark and a decimal mark.
fn printed(amount: Amount, group: &str, point: &str) -> String {
    let plain = amount.to_string();
    let (sign, digits) = plain
        .strip_prefix('-')
        .map_or(("", plain.as_str()), |digits| ("-", digits));
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let grouped: String = whole
        .char_indices()
        .map(|(at, digit)| {
            let mark = if at > 0 && (whole.len() - at) % 3 == 0 {
                group
            } else {
                ""
            };
            format!("{mark}{digit}")
        })
        .collect();
    let point = if fraction.is_empty() { "" } else { point };
    format!("{sign}{grouped}{point}{fraction}")
}

proptest! {
    #[test]
    fn random_text_never_panics(text in "\\PC*") {
        let mut evidence = MarkEvidence::default();
        evidence.observe(&text);
        let _ = (number(&text, Dot), number(&text, Comma), is_null(&text), duration(&text), is_damaged_id(&text), evidence.verdict());
    }

    #[test]
    fn text_of_number_characters_never_panics_and_evidence_agrees_with_reading(text in "[-+0-9.,' ()%$€eE:۰-۹٫٬<]{0,14}") {
        let mut evidence = MarkEvidence::default();
        evidence.observe(&text);
        let (dot, comma) = (number(&text, Dot), number(&text, Comma));
        let expected = match (dot, comma) {
            (Ok(dot), Ok(comma)) if dot == comma => Verdict::NoEvidence,
            (Ok(_), Ok(_)) => Verdict::Ambiguous { sample: text.clone() },
            (Ok(_), Err(_)) => Verdict::Mark(Dot),
            (Err(_), Ok(_)) => Verdict::Mark(Comma),
            (Err(_), Err(_)) => Verdict::NoEvidence,
        };
        prop_assert_eq!(evidence.verdict(), expected);
        let _ = (duration(&text), is_damaged_id(&text));
    }

    #[test]
    fn printed_amounts_read_back(units in -i128::MAX..=i128::MAX, shift in 0_u32..126) {
        let amount = Amount(units >> shift);
        for (group, point, mark) in [
            ("", ".", Dot), (",", ".", Dot), (" ", ".", Dot), ("'", ".", Dot), ("", ",", Comma), (".", ",", Comma),
            ("\u{202f}", ",", Comma), ("٬", "٫", Dot),
        ] {
            let text = printed(amount, group, point);
            prop_assert_eq!(number(&text, mark).map(|read| read.map(|read| read.value)), Ok(Some(amount)), "{}", text);
        }
    }
}

proptest! {
    #[test]
    fn names_that_are_no_null_form_need_no_closer_look(text in "['\"<(-]?[nNaA/ul19oe%.]{0,5}[-'\") ]?") {
        let digit = text.as_bytes().first().is_some_and(u8::is_ascii_digit);
        prop_assert_eq!(is_null(&text), !digit && is_null_bare(affix::bare(&text)));
    }
}
