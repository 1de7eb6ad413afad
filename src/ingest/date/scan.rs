//! A cursor over the text of a cell; copying it is how a reading is tried and given up.

use crate::ingest::number::glyph::{digit, is_blank};

/// What is left of the text.
#[derive(Clone, Copy)]
pub(super) struct Scan<'a> {
    rest: &'a str,
}

/// A run of digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Digits {
    pub value: u32,
    pub length: u32,
}

impl<'a> Scan<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { rest: text }
    }

    pub(super) fn is_done(&self) -> bool {
        self.rest.is_empty()
    }

    pub(super) fn peek(&self) -> Option<char> {
        self.rest.chars().next()
    }

    pub(super) fn advance(&mut self, glyph: char) {
        self.rest = &self.rest[glyph.len_utf8()..];
    }

    /// Passes blanks; whether there were any.
    pub(super) fn blank(&mut self) -> bool {
        let before = self.rest.len();
        self.rest = self.rest.trim_start_matches(is_blank);
        self.rest.len() < before
    }

    /// Passes one character where it satisfies `wanted`.
    pub(super) fn eat(&mut self, wanted: impl FnOnce(char) -> bool) -> Option<char> {
        let glyph = self.peek().filter(|&glyph| wanted(glyph))?;
        self.advance(glyph);
        Some(glyph)
    }

    pub(super) fn eat_char(&mut self, wanted: char) -> bool {
        self.eat(|glyph| glyph == wanted).is_some()
    }

    /// A whole run of one to nine digits.
    pub(super) fn digits(&mut self) -> Option<Digits> {
        let mut ahead = *self;
        let mut run = Digits {
            value: 0,
            length: 0,
        };
        while let Some((glyph, value)) = ahead.peek().and_then(|glyph| Some((glyph, digit(glyph)?)))
        {
            if run.length == 9 {
                return None;
            }
            run = Digits {
                value: run.value * 10 + u32::from(value),
                length: run.length + 1,
            };
            ahead.advance(glyph);
        }
        *self = ahead;
        (run.length > 0).then_some(run)
    }

    /// A whole run of letters, with combining accents.
    pub(super) fn word(&mut self) -> Option<Folded> {
        let end = self
            .rest
            .find(|c: char| !is_letter(c))
            .unwrap_or(self.rest.len());
        let word = Folded::of(&self.rest[..end])?;
        self.rest = &self.rest[end..];
        Some(word)
    }

    /// Passes one of these words.
    pub(super) fn eat_word(&mut self, words: &[&str]) -> bool {
        let mut ahead = *self;
        let found = ahead
            .word()
            .is_some_and(|word| words.contains(&word.as_str()));
        if found {
            *self = ahead;
        }
        found
    }

    /// Whether a number or a word would go on here.
    pub(super) fn is_inside_token(&self) -> bool {
        self.peek()
            .is_some_and(|glyph| is_letter(glyph) || digit(glyph).is_some())
    }
}

fn is_letter(glyph: char) -> bool {
    glyph.is_alphabetic() || is_accent(glyph)
}

fn is_accent(glyph: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&glyph)
}

/// A word in lower case without accents, short enough to be the name of a month.
#[derive(Clone, Copy)]
pub(super) struct Folded {
    letters: [u8; 16],
    length: usize,
}

impl Folded {
    /// `None` for an empty or long word, or one with letters that no month name has.
    pub(super) fn of(word: &str) -> Option<Self> {
        let mut folded = Self {
            letters: [0; 16],
            length: 0,
        };
        for glyph in word.chars().filter(|&glyph| !is_accent(glyph)) {
            *folded.letters.get_mut(folded.length)? = ascii(glyph)?;
            folded.length += 1;
        }
        (folded.length > 0).then_some(folded)
    }

    pub(super) fn as_str(&self) -> &str {
        // Only ASCII letters are ever stored.
        std::str::from_utf8(&self.letters[..self.length]).unwrap_or_default()
    }
}

fn ascii(glyph: char) -> Option<u8> {
    let lower = match glyph {
        'a'..='z' => return Some(glyph as u8),
        'A'..='Z' => return Some(glyph as u8 | 0x20),
        _ => glyph.to_lowercase().next()?,
    };
    Some(match lower {
        'á' | 'à' | 'â' | 'ã' | 'ä' => b'a',
        'é' | 'è' | 'ê' | 'ë' => b'e',
        'í' | 'ì' | 'î' | 'ï' => b'i',
        'ó' | 'ò' | 'ô' | 'õ' | 'ö' => b'o',
        'ú' | 'ù' | 'û' | 'ü' => b'u',
        'ç' => b'c',
        'ñ' => b'n',
        _ => return None,
    })
}
