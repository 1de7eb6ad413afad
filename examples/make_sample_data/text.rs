//! How figures and fields are spelled, and how text becomes bytes.

/// An exact decimal: `units` of 10^-`places`, with all its places (`12.50`).
pub fn fixed(units: i128, places: u32) -> String {
    let one = 10i128.pow(places);
    let sign = if units < 0 { "-" } else { "" };
    let (whole, rest) = (units.abs() / one, units.abs() % one);
    match places {
        0 => format!("{sign}{whole}"),
        _ => format!("{sign}{whole}.{rest:0width$}", width = places as usize),
    }
}

/// The same without trailing zeros (`12.5`, `12`), as Meta and Shopify write figures.
pub fn short(units: i128, places: u32) -> String {
    let text = fixed(units, places);
    match text.contains('.') {
        true => text.trim_end_matches('0').trim_end_matches('.').to_owned(),
        false => text,
    }
}

/// Cents as money without trailing zeros.
pub fn money(cents: i64) -> String {
    short(i128::from(cents), 2)
}

/// Cents as money with two decimals.
pub fn money2(cents: i64) -> String {
    fixed(i128::from(cents), 2)
}

/// `top` / `bottom` rounded half up to `places` decimals; nothing where `bottom` is 0.
pub fn ratio(top: i64, bottom: i64, places: u32) -> Option<String> {
    let one = 10i128.pow(places);
    let (top, bottom) = (i128::from(top), i128::from(bottom));
    (bottom != 0).then(|| fixed((top * one * 2 + bottom) / (bottom * 2), places))
}

/// A percentage with sign and two decimals; `0.00%` where undefined.
pub fn percent(top: i64, bottom: i64) -> String {
    format!(
        "{}%",
        ratio(top * 100, bottom, 2).unwrap_or_else(|| "0.00".into())
    )
}

/// Thousands commas before the decimal point, quoted where there is one: `"1,234.50"`.
pub fn grouped(number: &str) -> String {
    let (whole, rest) = number
        .find('.')
        .map_or((number, ""), |at| number.split_at(at));
    if whole.len() < 4 {
        return number.to_owned();
    }
    let mut out = String::new();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at) % 3 == 0 {
            out.push(',');
        }
        out.push(digit);
    }
    format!("\"{out}{rest}\"")
}

/// A field in quotes, inner quotes doubled.
pub fn quoted(field: &str) -> String {
    format!("\"{}\"", field.replace('"', "\"\""))
}

/// Quoted only where CSV needs it.
pub fn plain(field: &str) -> String {
    match field.contains([',', '"', '\n', '\r']) {
        true => quoted(field),
        false => field.to_owned(),
    }
}

/// Quoted where CSV needs it or the field holds a space, as Meta does.
pub fn spaced(field: &str) -> String {
    match field.contains(' ') {
        true => quoted(field),
        false => plain(field),
    }
}

/// Fields joined by commas, each through `field`.
pub fn record(fields: &[String], field: fn(&str) -> String) -> String {
    let fields: Vec<String> = fields.iter().map(|text| field(text)).collect();
    fields.join(",")
}

/// How a file's text becomes bytes.
#[derive(Clone, Copy)]
pub enum Encoding {
    /// UTF-8 without a mark.
    Utf8,
    /// UTF-8 with a byte-order mark.
    Utf8Bom,
    /// UTF-16, little endian, with a byte-order mark.
    Utf16Bom,
}

/// The bytes of `text`.
pub fn bytes(text: &str, encoding: Encoding) -> Vec<u8> {
    match encoding {
        Encoding::Utf8 => text.as_bytes().to_vec(),
        Encoding::Utf8Bom => [b"\xef\xbb\xbf", text.as_bytes()].concat(),
        Encoding::Utf16Bom => {
            let units = std::iter::once(0xfeff).chain(text.encode_utf16());
            units.flat_map(u16::to_le_bytes).collect()
        }
    }
}
