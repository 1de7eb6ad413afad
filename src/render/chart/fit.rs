//! Text made to fit: without signs that no font has, shortened in its middle, broken into lines.

use crate::render::text::{clusters, harmless, settle_lines, settled};

use super::canvas::{Canvas, Ink};

impl Canvas<'_> {
    /// The text without what would move or turn it, and without signs that no font has: an emoji says nothing as a box.
    /// Letters stay, so that a missing font is seen.
    pub(super) fn shown(&self, text: &str) -> String {
        // Only pictures that run to the left isolate what stands in them; elsewhere an isolate is somebody's name.
        let text = match self.look.lang.is_rtl() {
            true => settled(text),
            false => harmless(text),
        };
        let missing = match text.is_ascii() {
            true => Vec::new(),
            false => self.look.fonts.missing(&text),
        };
        let is_sign = |char: char| missing.contains(&char) && !char.is_alphanumeric();
        if !missing.iter().any(|char| is_sign(*char)) {
            return text;
        }
        let kept = clusters(&text).into_iter();
        let kept = kept.filter(|cluster| !cluster.chars().any(is_sign));
        let kept: String = kept.collect();
        let words: Vec<&str> = kept.split(' ').filter(|word| !word.is_empty()).collect();
        match words.is_empty() {
            true => text,
            false => words.join(" "),
        }
    }

    /// The text in at most that many pixels, with `…` in its middle where it is cut.
    pub fn shortened(&self, text: &str, room: f64, ink: Ink) -> String {
        let text = self.shown(text);
        if self.measure(&text, ink) <= room {
            return text;
        }
        let clusters = clusters(&text);
        let cut = |kept: usize| {
            let head = clusters[..kept.div_ceil(2)].concat();
            let tail = clusters[clusters.len() - kept / 2..].concat();
            settled(&format!("{}…{}", head.trim_end(), tail.trim_start()))
        };
        let fits = |kept: &usize| self.measure(&cut(*kept), ink) <= room;
        let (mut least, mut most) = (0, clusters.len().saturating_sub(1));
        while least < most {
            let middle = (least + most).div_ceil(2);
            if fits(&middle) {
                least = middle;
            } else {
                most = middle - 1;
            }
        }
        cut(least)
    }

    /// The text broken at spaces into at most `lines` lines, the last of them shortened.
    pub fn wrapped(&self, text: &str, room: f64, ink: Ink, lines: usize) -> Vec<String> {
        let text = self.shown(text);
        let mut wrapped: Vec<String> = vec![String::new()];
        let mut words = text.split(' ').peekable();
        while let Some(word) = words.peek() {
            let full = wrapped.len() == lines;
            let line = wrapped.last_mut().expect("starts with one line");
            let longer = if line.is_empty() {
                (*word).to_owned()
            } else {
                format!("{line} {word}")
            };
            if self.measure(&longer, ink) <= room {
                *line = longer;
                words.next();
            } else if full {
                let rest: Vec<&str> = words.collect();
                let whole = format!("{line} {}", rest.join(" "));
                *line = self.ended(whole.trim(), room, ink);
                break;
            } else if line.is_empty() {
                *line = self.shortened(word, room, ink);
                words.next();
            } else {
                wrapped.push(String::new());
            }
        }
        settle_lines(&mut wrapped);
        wrapped
    }

    /// The beginning of the text in at most that many pixels, with `…` at its end where it is cut.
    fn ended(&self, text: &str, room: f64, ink: Ink) -> String {
        if self.measure(text, ink) <= room {
            return text.to_owned();
        }
        let clusters = clusters(text);
        let cut = |kept: usize| format!("{}…", clusters[..kept].concat().trim_end());
        let kept = (0..clusters.len())
            .rev()
            .find(|kept| self.measure(&cut(*kept), ink) <= room);
        cut(kept.unwrap_or(0))
    }
}
