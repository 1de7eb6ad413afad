//! Bytes to text: byte-order marks, UTF-16, UTF-8, and the Windows and ISO 8-bit sets by detection.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use crate::error::{Error, Result};

/// A file's text and how it was encoded.
#[derive(Debug)]
pub struct Decoded<'b> {
    /// The text, the bytes themselves where they are UTF-8; byte-order marks of UTF-8 still stand before it ([`marks`]).
    pub text: Cow<'b, str>,
    /// `UTF-8`, `UTF-8 with BOM`, `UTF-16LE`, `windows-1251` …
    pub encoding: String,
    /// What could not be decoded: how many places, and the line of the first.
    pub damage: Option<(u64, u64)>,
}

/// Bytes of the byte-order marks that a text begins with.
pub fn marks(text: &str) -> usize {
    text.len() - text.trim_start_matches('\u{feff}').len()
}

/// Decodes a whole file.
///
/// # Errors
/// [`Error::Binary`] where the bytes are no text.
pub fn decode<'b>(bytes: &'b [u8], path: &str) -> Result<Decoded<'b>> {
    let (mark, marked) = byte_order_mark(bytes);
    if let Some(encoding) = marked.filter(|encoding| *encoding != UTF_8) {
        return Ok(wide(&bytes[mark..], encoding, " with BOM"));
    }
    if marked.is_none()
        && let Some(encoding) = unmarked_utf16(bytes)
    {
        return Ok(wide(bytes, encoding, ""));
    }
    refuse_binary(bytes, path)?;
    let name = if mark == 0 { "UTF-8" } else { "UTF-8 with BOM" };
    match str::from_utf8(bytes) {
        Ok(text) => Ok(Decoded {
            text: text.into(),
            encoding: name.into(),
            damage: None,
        }),
        Err(_) => Ok(eight_bit(bytes, mark > 0)),
    }
}

/// Length of all leading byte-order marks (some files have two) and the encoding of the first.
fn byte_order_mark(bytes: &[u8]) -> (usize, Option<&'static Encoding>) {
    let Some((encoding, length)) = Encoding::for_bom(bytes) else {
        return (0, None);
    };
    let mark = &bytes[..length];
    let mut at = length;
    while bytes[at..].starts_with(mark) {
        at += length;
    }
    (at, Some(encoding))
}

/// UTF-16 without a mark: nearly every second byte is zero.
fn unmarked_utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(4096)];
    if head.len() < 8 {
        return None;
    }
    let zeros = |odd: usize| {
        head.iter()
            .skip(odd)
            .step_by(2)
            .filter(|byte| **byte == 0)
            .count()
    };
    let half = head.len() / 2;
    match (zeros(0), zeros(1)) {
        (even, odd) if odd * 10 > half * 7 && even * 10 < half => Some(UTF_16LE),
        (even, odd) if even * 10 > half * 7 && odd * 10 < half => Some(UTF_16BE),
        _ => None,
    }
}

fn wide(bytes: &[u8], encoding: &'static Encoding, suffix: &str) -> Decoded<'static> {
    let (text, damaged) = encoding.decode_without_bom_handling(bytes);
    let mut text = text.into_owned();
    if text.starts_with('\u{feff}') {
        text = text.trim_start_matches('\u{feff}').to_owned();
    }
    let damage = damaged.then(|| replacements(&text));
    Decoded {
        text: text.into(),
        encoding: format!("{}{suffix}", encoding.name()),
        damage,
    }
}

fn replacements(text: &str) -> (u64, u64) {
    let count = text.matches('\u{fffd}').count() as u64;
    let first = text.find('\u{fffd}').unwrap_or(0);
    let line = text[..first].matches('\n').count() as u64 + 1;
    (count, line)
}

/// Text that is not UTF-8: UTF-8 with a few broken bytes where most wide characters are whole, else the 8-bit set that
/// fits best.
fn eight_bit(bytes: &[u8], marked: bool) -> Decoded<'_> {
    let lossy = String::from_utf8_lossy(bytes);
    let broken = lossy.matches('\u{fffd}').count();
    let whole = lossy
        .chars()
        .filter(|c| !c.is_ascii() && *c != '\u{fffd}')
        .count();
    if marked || whole > broken * 4 {
        let damage = Some(replacements(&lossy));
        return Decoded {
            text: lossy,
            encoding: "UTF-8 with damage".into(),
            damage,
        };
    }
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let encoding = detector.guess(None, chardetng::Utf8Detection::Deny);
    let (text, _) = encoding.decode_without_bom_handling(bytes);
    Decoded {
        text,
        encoding: encoding.name().to_owned(),
        damage: None,
    }
}

/// Names of formats that people mistake for CSV, by their first bytes.
const MAGIC: [(&[u8], &str); 7] = [
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"%PDF", "a PDF document"),
    (b"GIF8", "a GIF picture"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3", "a SQLite database"),
    (b"Rar!", "a RAR archive"),
];

fn refuse_binary(bytes: &[u8], path: &str) -> Result<()> {
    let binary = |what: &str| {
        Err(Error::Binary {
            path: path.into(),
            what: what.into(),
        })
    };
    if let Some((_, what)) = MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return binary(what);
    }
    let head = &bytes[..bytes.len().min(65_536)];
    // Texts that a spreadsheet saved in the wrong 8-bit set hold some control bytes; zeros they do not hold.
    let control = head
        .iter()
        .filter(|byte| matches!(byte, 1..=8 | 14..=26 | 28..=31))
        .count();
    let zeros = head.iter().filter(|byte| **byte == 0).count();
    if control * 12 > head.len() || zeros * 200 > head.len() {
        return binary("it holds control bytes");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text_of(bytes: &[u8]) -> (String, String) {
        let decoded = decode(bytes, "f").unwrap();
        (
            decoded.text[marks(&decoded.text)..].to_owned(),
            decoded.encoding,
        )
    }

    fn utf16(text: &str, little: bool) -> Vec<u8> {
        text.encode_utf16()
            .flat_map(|unit| {
                if little {
                    unit.to_le_bytes()
                } else {
                    unit.to_be_bytes()
                }
            })
            .collect()
    }

    #[test]
    fn marks_decide_first() {
        assert_eq!(text_of(b"a,b"), ("a,b".into(), "UTF-8".into()));
        assert_eq!(
            text_of("\u{feff}ä".as_bytes()),
            ("ä".into(), "UTF-8 with BOM".into())
        );
        assert_eq!(text_of("\u{feff}\u{feff}ä".as_bytes()).0, "ä");
        let little = [vec![0xff, 0xfe], utf16("Ausgaben\t1", true)].concat();
        assert_eq!(
            text_of(&little),
            ("Ausgaben\t1".into(), "UTF-16LE with BOM".into())
        );
        let twice = [vec![0xff, 0xfe, 0xff, 0xfe], utf16("a", true)].concat();
        assert_eq!(text_of(&twice).0, "a");
        let big = [vec![0xfe, 0xff], utf16("x,y", false)].concat();
        assert_eq!(text_of(&big), ("x,y".into(), "UTF-16BE with BOM".into()));
    }

    #[test]
    fn utf16_without_a_mark_is_seen_by_its_zeros() {
        assert_eq!(
            text_of(&utf16("Campaign\tCost\n", true)),
            ("Campaign\tCost\n".into(), "UTF-16LE".into())
        );
    }

    #[test]
    fn eight_bit_sets_are_detected() {
        let (text, name) = text_of(b"K\xf6ln;M\xfcnchen;Stra\xdfe;Kosten f\xfcr Z\xfcrich\n");
        assert!(text.starts_with("Köln;München;Straße"), "{text}");
        assert!(name.eq_ignore_ascii_case("windows-1252"), "{name}");
        let cyrillic = encoding_rs::WINDOWS_1251
            .encode("Възраст;Жени;Мъже;3.май\n18-24;3.май;1.юни\n")
            .0
            .into_owned();
        assert!(text_of(&cyrillic).0.contains("3.май"));
    }

    #[test]
    fn a_broken_byte_in_utf8_is_counted_with_its_line() {
        let mut bytes = "Kampagne,Größe\nÄpfel,Öl\n".repeat(3).into_bytes();
        bytes.extend(b"x\xff,y\n");
        let decoded = decode(&bytes, "f").unwrap();
        assert_eq!(decoded.damage, Some((1, 7)));
    }

    #[test]
    fn pictures_and_programs_are_refused_by_name() {
        let error = decode(b"\x89PNG\r\n\x1a\n\0\0\0", "a.csv").unwrap_err();
        assert_eq!(error.to_string(), "a.csv: not text: a PNG picture");
        let error = decode(&[0, 1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3], "b.csv").unwrap_err();
        assert_eq!(error.to_string(), "b.csv: not text: it holds control bytes");
    }
}
