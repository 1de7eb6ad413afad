//! Currencies: the codes of ISO 4217 with the decimals of their minor unit, and the symbols that mean one of them only.
//!
//! The codes are ISO 4217 list one without metals, funds, test codes and accounting units (no export is billed in
//! them), and codes withdrawn since 2010 that older exports still carry. Codes and decimals were compared with the
//! copy of the list that github.com/datasets/currency-codes kept after March 2025; `EEK` has its decimals from memory.

/// Codes with cents: two decimals.
const TWO_DECIMALS: &str = "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BRL BSD BTN BWP BYN \
    BZD CAD CDF CHF CNY COP CRC CUC CUP CVE CZK DKK DOP DZD EEK EGP ERN ETB EUR FJD FKP GBP \
    GEL GHS GIP GMD GTQ GYD HKD HNL HRK HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT \
    LAK LBP LKR LRD LSL LTL LVL MAD MDL MGA MKD MMK MNT MOP MRO MRU MUR MVR MWK MXN MYR MZN \
    NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD \
    SHP SLE SLL SOS SRD SSP STD STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD UYU \
    UZS VED VEF VES WST XCD XCG YER ZAR ZMK ZMW ZWG ZWL";

/// Codes without a minor unit.
const NO_DECIMALS: &str = "BIF BYR CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF";

/// Codes with thousandths.
const THREE_DECIMALS: &str = "BHD IQD JOD KWD LYD OMR TND";

/// Symbols that mean one currency wherever they stand; `$`, `¥`, `kr` and `﷼` are left out, as they don't.
const SYMBOLS: &[(&str, &str)] = &[
    ("€", "EUR"),
    ("£", "GBP"),
    ("₹", "INR"),
    ("₩", "KRW"),
    ("₽", "RUB"),
    ("₺", "TRY"),
    ("₴", "UAH"),
    ("R$", "BRL"),
    ("US$", "USD"),
    ("A$", "AUD"),
    ("CA$", "CAD"),
    ("HK$", "HKD"),
    ("NZ$", "NZD"),
    ("MX$", "MXN"),
    ("NT$", "TWD"),
    ("CN¥", "CNY"),
    ("JP¥", "JPY"),
    ("zł", "PLN"),
    ("Kč", "CZK"),
    ("Ft", "HUF"),
    ("₫", "VND"),
    ("₪", "ILS"),
    ("₦", "NGN"),
    ("฿", "THB"),
    ("₱", "PHP"),
    ("₸", "KZT"),
    ("₾", "GEL"),
    ("₵", "GHS"),
    ("₲", "PYG"),
    ("Rp", "IDR"),
    ("RM", "MYR"),
];

/// Whether the text is a currency code, in capitals: `EUR`.
pub fn is_code(text: &str) -> bool {
    digits_of(text).is_some()
}

/// The decimals of the currency's minor unit: 2 for EUR, 0 for JPY, 3 for KWD; 2 for a code that is none.
pub fn decimals(code: &str) -> u8 {
    digits_of(code).unwrap_or(2)
}

/// The code that a symbol stands for; `None` where it stands for several (`$`, `¥`, `kr`) or for nothing.
pub fn code_of_symbol(symbol: &str) -> Option<&'static str> {
    let symbol = symbol.trim();
    SYMBOLS
        .iter()
        .find(|(known, _)| *known == symbol)
        .map(|(_, code)| *code)
}

/// Every currency code, by the decimals of its minor unit and then by name.
pub fn codes() -> impl Iterator<Item = &'static str> {
    [TWO_DECIMALS, NO_DECIMALS, THREE_DECIMALS]
        .into_iter()
        .flat_map(str::split_ascii_whitespace)
}

/// The currency that a unit begins with (`EUR per hour`, `€/h`), as it stands there and as a code.
pub fn of_unit(unit: &str) -> Option<(&str, &str)> {
    let first = unit.split([' ', '/']).next().unwrap_or_default();
    let code = match is_code(first) {
        true => first,
        false => code_of_symbol(first)?,
    };
    Some((first, code))
}

fn digits_of(code: &str) -> Option<u8> {
    let lists = [(TWO_DECIMALS, 2), (NO_DECIMALS, 0), (THREE_DECIMALS, 3)];
    let holds = |list: &str| list.split_ascii_whitespace().any(|known| known == code);
    lists
        .into_iter()
        .find(|(list, _)| holds(list))
        .map(|(_, digits)| digits)
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn codes_are_three_capitals_of_the_list() {
        for code in [
            "EUR", "USD", "GBP", "JPY", "IRR", "IDR", "TRY", "XOF", "XCG", "ZWG", "HRK", "BGN",
        ] {
            assert!(is_code(code), "{code}");
        }
        for text in [
            "", "eur", "EU", "EURO", "XXX", "XAU", "ABC", "EUR USD", " EUR", "TOM",
        ] {
            assert!(!is_code(text), "{text}");
        }
    }

    #[test]
    fn a_unit_may_begin_with_a_currency() {
        assert_eq!(of_unit("GBP per hour"), Some(("GBP", "GBP")));
        assert_eq!(of_unit("€/h"), Some(("€", "EUR")));
        assert_eq!((of_unit("hours"), of_unit("")), (None, None));
    }

    #[test]
    fn decimals_are_those_of_the_minor_unit() {
        let cases = [
            ("EUR", 2),
            ("JPY", 0),
            ("KRW", 0),
            ("CLP", 0),
            ("ISK", 0),
            ("KWD", 3),
            ("TND", 3),
            ("IDR", 2),
            ("abc", 2),
        ];
        for (code, digits) in cases {
            assert_eq!(decimals(code), digits, "{code}");
        }
    }

    #[test]
    fn symbols_mean_a_currency_only_where_they_mean_one() {
        let cases = [
            ("€", Some("EUR")),
            (" £ ", Some("GBP")),
            ("₹", Some("INR")),
            ("₩", Some("KRW")),
            ("₽", Some("RUB")),
            ("₺", Some("TRY")),
            ("₴", Some("UAH")),
            ("R$", Some("BRL")),
            ("US$", Some("USD")),
            ("$", None),
            ("C$", None),
            ("¥", None),
            ("kr", None),
            ("﷼", None),
            ("", None),
        ];
        for (symbol, code) in cases {
            assert_eq!(code_of_symbol(symbol), code, "{symbol}");
        }
    }

    #[test]
    fn no_code_or_symbol_is_listed_twice() {
        let lists = [TWO_DECIMALS, NO_DECIMALS, THREE_DECIMALS];
        let mut seen = HashSet::new();
        for code in lists.into_iter().flat_map(str::split_ascii_whitespace) {
            assert!(
                code.len() == 3 && code.bytes().all(|byte| byte.is_ascii_uppercase()),
                "{code}"
            );
            assert!(seen.insert(code), "{code} is listed twice");
        }
        assert_eq!(seen.len(), 169);
        let mut symbols = HashSet::new();
        for (symbol, code) in SYMBOLS {
            assert!(is_code(code) && symbols.insert(symbol), "{symbol}");
        }
    }
}
