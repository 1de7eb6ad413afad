//! Currency symbols, codes and words that stand beside an amount.

/// Active codes of ISO 4217, sorted.
const CODES: [&str; 155] = [
    "AED", "AFN", "ALL", "AMD", "AOA", "ARS", "AUD", "AWG", "AZN", "BAM", "BBD", "BDT", "BGN",
    "BHD", "BIF", "BMD", "BND", "BOB", "BRL", "BSD", "BTN", "BWP", "BYN", "BZD", "CAD", "CDF",
    "CHF", "CLP", "CNY", "COP", "CRC", "CUP", "CVE", "CZK", "DJF", "DKK", "DOP", "DZD", "EGP",
    "ERN", "ETB", "EUR", "FJD", "FKP", "GBP", "GEL", "GHS", "GIP", "GMD", "GNF", "GTQ", "GYD",
    "HKD", "HNL", "HRK", "HTG", "HUF", "IDR", "ILS", "INR", "IQD", "IRR", "ISK", "JMD", "JOD",
    "JPY", "KES", "KGS", "KHR", "KMF", "KPW", "KRW", "KWD", "KYD", "KZT", "LAK", "LBP", "LKR",
    "LRD", "LSL", "LYD", "MAD", "MDL", "MGA", "MKD", "MMK", "MNT", "MOP", "MRU", "MUR", "MVR",
    "MWK", "MXN", "MYR", "MZN", "NAD", "NGN", "NIO", "NOK", "NPR", "NZD", "OMR", "PAB", "PEN",
    "PGK", "PHP", "PKR", "PLN", "PYG", "QAR", "RON", "RSD", "RUB", "RWF", "SAR", "SBD", "SCR",
    "SDG", "SEK", "SGD", "SHP", "SLE", "SOS", "SRD", "SSP", "STN", "SVC", "SYP", "SZL", "THB",
    "TJS", "TMT", "TND", "TOP", "TRY", "TTD", "TWD", "TZS", "UAH", "UGX", "USD", "UYU", "UZS",
    "VES", "VND", "VUV", "WST", "XAF", "XCD", "XCG", "XOF", "XPF", "YER", "ZAR", "ZMW",
];

/// Symbols of one character.
const SYMBOLS: &str = "$€£¥₹₩₽₺₴₫₦₱฿₪﷼৳₡₲₵₸₼₾₿₮₭៛¢￥￡￦＄円元원";

/// Short forms made of letters.
const WORDS: [&str; 33] = [
    "DT",
    "Fr",
    "Fr.",
    "Ft",
    "KSh",
    "Kč",
    "NT$",
    "RM",
    "Rp",
    "Rs",
    "Rs.",
    "S/",
    "S/.",
    "SFr",
    "SFr.",
    "TL",
    "kn",
    "kr",
    "kr.",
    "lei",
    "zł",
    "грн",
    "грн.",
    "ден",
    "дин",
    "лв",
    "лв.",
    "руб",
    "руб.",
    "тг",
    "تومان",
    "ریال",
    "ريال",
];

/// Whether a character is a currency symbol by itself.
pub(super) fn is_symbol(glyph: char) -> bool {
    SYMBOLS.contains(glyph)
}

/// Whether three letters are a code.
pub(super) fn is_code(text: &str) -> bool {
    CODES.binary_search(&text).is_ok()
}

/// Whether text with letters in it (`US$`, `kr.`, `EUR`) names a currency.
pub(super) fn is_name(text: &str) -> bool {
    is_code(text) || WORDS.contains(&text) || is_lettered_dollar(text)
}

/// `US$`, `R$`, `A$`, `MX$`.
fn is_lettered_dollar(text: &str) -> bool {
    text.strip_suffix('$').is_some_and(|country| {
        (1..=3).contains(&country.len()) && country.bytes().all(|byte| byte.is_ascii_uppercase())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_sorted_so_that_each_is_found() {
        assert!(CODES.is_sorted());
        for code in ["AED", "EUR", "IRR", "USD", "ZMW"] {
            assert!(is_code(code), "{code}");
        }
        for word in ["NAN", "MIN", "eur", "EU", "ABC", ""] {
            assert!(!is_name(word), "{word}");
        }
    }
}
