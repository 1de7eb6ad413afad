//! Characters by what they mean in a cell: digits of several scripts, and blanks of every width.

/// The value of a decimal digit: ASCII, Arabic-Indic, Persian or fullwidth.
#[inline]
pub(in crate::ingest) fn digit(glyph: char) -> Option<u8> {
    let zero = match glyph {
        '0'..='9' => '0',
        '\u{660}'..='\u{669}' => '\u{660}',
        '\u{6f0}'..='\u{6f9}' => '\u{6f0}',
        '\u{ff10}'..='\u{ff19}' => '\u{ff10}',
        _ => return None,
    };
    Some((glyph as u32 - zero as u32) as u8)
}

/// Whether a character shows nothing: spaces (also unbreakable ones), byte order mark, soft hyphen, direction marks.
#[inline]
pub(in crate::ingest) fn is_blank(glyph: char) -> bool {
    glyph == ' '
        || glyph.is_whitespace()
        || matches!(glyph, '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}
