//! Numbers in the digits and with the marks of a language. What is given as text is never turned into a float.

use std::str::FromStr;

use icu_decimal::DecimalFormatter;
use icu_decimal::input::Decimal;
use icu_decimal::options::GroupingStrategy;

use super::Lang;
use super::words::filled;

/// Significant figures of a compact number.
const FIGURES: usize = 3;

/// The percent sign beside Arabic and Persian digits.
const ARABIC_PERCENT: &str = "٪";

impl Lang {
    /// A number such as `1234567.50`, `-3.1`, `+12.3` or `1,234.5` (decimal point, grouped by commas or not) with the
    /// language's digits, grouping, decimal mark and signs, digit by digit as given; other text comes back as it is.
    pub fn number(&self, plain: &str) -> String {
        let plain = unsigned_zero(plain);
        match Decimal::from_str(&plain.replace(',', "")) {
            Ok(number) => self
                .formatter(GroupingStrategy::Auto)
                .format(&number)
                .to_string(),
            Err(_) => plain.to_owned(),
        }
    }

    /// The text with its digits as the language writes them: `2026-09` → `۲۰۲۶-۰۹`.
    pub fn digits(&self, text: &str) -> String {
        let formatter = self.formatter(GroupingStrategy::Never);
        let digit = |char: char| match char.to_digit(10) {
            Some(digit) => formatter.format(&digit.into()).to_string(),
            None => char.into(),
        };
        text.chars().map(digit).collect()
    }

    /// A number of percent: `12.3` → `12.3%`, `12,3 %`, `۱۲٫۳٪`.
    pub fn percent(&self, plain: &str) -> String {
        let region = self.locale.region.as_ref().map(|region| region.as_str());
        let regional = region.and_then(|region| self.words.percent_in.get(region));
        let pattern = regional.unwrap_or(&self.words.percent);
        let text = filled(
            &self.percent_sign(pattern),
            &[("number", &self.number(plain))],
        );
        match text.strip_suffix('%') {
            Some(number) if self.parts_percent && !number.ends_with('\u{a0}') => {
                format!("{number}\u{a0}%")
            }
            _ => text,
        }
    }

    /// The text with the percent sign that goes with the language's digits.
    pub(super) fn percent_sign(&self, text: &str) -> String {
        if self.digits("0") == "0" {
            text.to_owned()
        } else {
            text.replace('%', ARABIC_PERCENT)
        }
    }

    /// A number of three significant figures in the language's short form, as for the ticks of an axis: `340k`, `1.2M`.
    /// It is rounded before its unit is chosen, so that 999,999 is `1M`.
    ///
    /// The units are CLDR's short ones, but where those are no shorter than the digits: German has `k` for CLDR's plain
    /// digits, as its marketers write it.
    pub fn compact(&self, value: f64) -> String {
        let rounded = format!("{value:.*e}", FIGURES - 1);
        let Some((figures, power)) = rounded
            .split_once('e')
            .and_then(|(figures, power)| Some((figures, power.parse::<i32>().ok()?)))
        else {
            return "—".into();
        };
        let units = self.words.compact.iter().rev();
        let unit = units
            .map(|(least, text)| (*least as i32, text.as_str()))
            .find(|(least, _)| *least <= power)
            .unwrap_or((0, "{number}"));
        let number = shifted(figures, power - unit.0);
        filled(unit.1, &[("number", &self.number(&number))])
    }

    fn formatter(&self, grouping: GroupingStrategy) -> DecimalFormatter {
        DecimalFormatter::try_new((&self.locale).into(), grouping.into())
            .expect("the library brings the data of every language")
    }
}

/// The text without a sign where nought bears one: `-0.0` and `+0.0` are `0.0`.
fn unsigned_zero(plain: &str) -> &str {
    match plain.strip_prefix(['-', '+']) {
        Some(size) if size.contains('0') && size.bytes().all(|of| matches!(of, b'0' | b'.')) => {
            size
        }
        _ => plain,
    }
}

/// Figures such as `-1.20` times ten to a power, without noughts after the point.
fn shifted(figures: &str, power: i32) -> String {
    let mut number = Decimal::from_str(figures).expect("a float is written in digits");
    number.multiply_pow10(i16::try_from(power).unwrap_or(i16::MAX));
    number.absolute.trim_end();
    if number.absolute.is_zero() {
        return "0".into();
    }
    number.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn lang(code: &str) -> Lang {
        Lang::new(code, None).unwrap()
    }

    #[test]
    fn numbers_keep_every_digit_in_the_marks_of_the_language() {
        let cases = [
            ("en", "1234567.50", "1,234,567.50"),
            ("en", "1,234,567.50", "1,234,567.50"),
            ("en", "-999", "-999"),
            ("en", "+12.3", "+12.3"),
            ("en", "-0.00", "0.00"),
            ("en", "+0", "0"),
            ("de", "-0.1", "-0,1"),
            ("en-GB", "1234.5", "1,234.5"),
            ("de", "1234567.50", "1.234.567,50"),
            ("de", "-3.1", "-3,1"),
            // What CLDR has for Switzerland now; it was `’` before.
            ("de-CH", "1234567.50", "1'234'567.50"),
            ("es", "1234567.50", "1.234.567,50"),
            // Spanish groups from five digits on.
            ("es", "1234.5", "1234,5"),
            ("es-MX", "1234.5", "1,234.5"),
            ("fa", "1234567.50", "۱٬۲۳۴٬۵۶۷٫۵۰"),
            ("fa", "-3.1", "\u{200E}\u{2212}۳٫۱"),
            ("ar", "1234567.50", "1,234,567.50"),
            ("ar-EG", "1234567.50", "١٬٢٣٤٬٥٦٧٫٥٠"),
            (
                "de",
                "170141183460469231731687303715.884105727001",
                "170.141.183.460.469.231.731.687.303.715,884105727001",
            ),
            ("de", "0.00000000000000000001", "0,00000000000000000001"),
            ("de", "—", "—"),
            ("de", "", ""),
        ];
        for (code, plain, expected) in cases {
            assert_eq!(lang(code).number(plain), expected, "{code} {plain}");
        }
    }

    #[test]
    fn on_a_terminal_every_percent_sign_stands_apart() {
        for (code, told) in [
            ("en", "-12.3\u{a0}%"),
            ("de", "-12,3\u{a0}%"),
            ("de-CH", "-12.3\u{a0}%"),
        ] {
            assert_eq!(lang(code).for_terminal().percent("-12.3"), told, "{code}");
        }
    }

    #[test]
    fn percentages_stand_as_the_language_has_them() {
        let cases = [
            ("en", "12.3%"),
            ("de", "12,3\u{a0}%"),
            ("de-AT", "12,3\u{a0}%"),
            ("de-CH", "12.3%"),
            ("es", "12,3\u{a0}%"),
            ("fa", "۱۲٫۳٪"),
            ("ar", "12.3%"),
            ("ar-EG", "١٢٫٣٪"),
        ];
        for (code, expected) in cases {
            assert_eq!(lang(code).percent("12.3"), expected, "{code}");
        }
    }

    #[test]
    fn compact_numbers_are_rounded_before_their_unit_is_chosen() {
        let cases = [
            (0.0, "0"),
            (-0.0, "0"),
            (0.5, "0.5"),
            (0.001_234, "0.00123"),
            (12.34, "12.3"),
            (999.4, "999"),
            (999.6, "1k"),
            (1_234.0, "1.23k"),
            (340_000.0, "340k"),
            (999_499.0, "999k"),
            (999_999.0, "1M"),
            (1_200_000.0, "1.2M"),
            (-2_500_000_000.0, "-2.5B"),
            (7.0e12, "7T"),
            (1.0e16, "10,000T"),
            (f64::NAN, "—"),
            (f64::INFINITY, "—"),
        ];
        for (value, expected) in cases {
            assert_eq!(Lang::default().compact(value), expected, "{value}");
        }
    }

    #[test]
    fn compact_numbers_have_short_words() {
        let cases = [
            ("de", 340_000.0, "340k"),
            ("de", 1_200_000.0, "1,2\u{a0}Mio."),
            ("de", 3.4e9, "3,4\u{a0}Mrd."),
            ("es", 340_000.0, "340\u{a0}mil"),
            ("es", 3.4e9, "3400\u{a0}M"),
            ("es", 1.2e12, "1,2\u{a0}B"),
            ("fa", 1_200_000.0, "۱٫۲\u{a0}میلیون"),
            ("ar-EG", 340_000.0, "٣٤٠\u{a0}ألف"),
        ];
        for (code, value, expected) in cases {
            assert_eq!(lang(code).compact(value), expected, "{code} {value}");
        }
    }

    proptest! {
        /// Taking the marks out again leaves the digits that were given.
        #[test]
        fn no_digit_is_lost_or_changed(plain in "(0|[1-9][0-9]{0,30})(\\.[0-9]{1,20})?") {
            for (code, decimal, zero) in [("en", '.', '0'), ("de", ',', '0'), ("fa", '٫', '۰')] {
                let written = lang(code).number(&plain);
                let digit = |char: char| match (char as u32).checked_sub(zero as u32) {
                    Some(digit @ 0..=9) => char::from_digit(digit, 10),
                    _ => (char == decimal).then_some('.'),
                };
                let back: String = written.chars().filter_map(digit).collect();
                prop_assert_eq!(&back, &plain, "{}", written);
            }
        }
    }

    #[test]
    fn digits_leave_everything_else_alone() {
        assert_eq!(lang("fa").digits("1405-Q3"), "۱۴۰۵-Q۳");
        assert_eq!(lang("de").digits("2026-09"), "2026-09");
    }
}
