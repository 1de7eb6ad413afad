//! Text made to fit: without signs that no font has, shortened in its middle, broken into lines.

use crate::render::text::{clusters, harmless, settle_lines, settled};

use super::canvas::{Canvas, Ink};

/// Part of the room that the last of several lines takes at least.
const LEAST_LAST: f64 = 0.2;

/// Parts of the room by which lines are narrowed to make them even.
const NARROWER: u32 = 50;

/// Where a sentence rests, and by how much of the room lines may be less even that end there.
const RESTS: [char; 3] = [';', '؛', '.'];
const REST: f64 = 0.2;

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

    /// The same with a last line that is worth its place: where it would hold a single word, or next to nothing, the lines
    /// are made as even as they can be, or end where the sentence rests.
    pub fn balanced(&self, text: &str, room: f64, ink: Ink, lines: usize) -> Vec<String> {
        let usual = self.wrapped(text, room, ink, lines);
        let [.., last] = &usual[..] else { return usual };
        let holds_enough = last.contains(' ') && self.measure(last, ink) >= room * LEAST_LAST;
        let cuts = |text: &str| text.matches('…').count();
        let is_cut =
            |lines: &[String]| lines.iter().map(|line| cuts(line)).sum::<usize>() > cuts(text);
        if usual.len() == 1 || holds_enough || is_cut(&usual) {
            return usual;
        }
        // Narrower as long as no line is added and no word is cut.
        let narrower = (1..NARROWER).rev().map(|part| {
            let room = room * f64::from(part) / f64::from(NARROWER);
            self.wrapped(text, room, ink, lines + 1)
        });
        let even = narrower.take_while(|narrow| narrow.len() == usual.len() && !is_cut(narrow));
        let unlike = |lines: &Vec<String>| {
            let widths = lines.iter().map(|line| self.measure(line, ink));
            let rests = lines[..lines.len() - 1]
                .iter()
                .any(|line| line.ends_with(RESTS));
            widths.fold(0.0, f64::max) - if rests { room * REST } else { 0.0 }
        };
        let best = even.min_by(|one, other| unlike(one).total_cmp(&unlike(other)));
        best.unwrap_or(usual)
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

#[cfg(test)]
mod tests {
    use super::super::canvas::{Canvas, Ink};
    use super::super::look::Look;
    use super::LEAST_LAST;

    const HEADLINES: [&str; 3] = [
        "ROI hangs most on incrementality of Meta ads: -5.5% to +12.7%",
        "Models disagree most on Paid Social: 48,953 EUR by shapley-cr, 170,068 EUR by last-non-direct",
        "73,961 EUR of value less 71,211 EUR of cost leaves 2,750 EUR",
    ];

    /// In whatever width: the last line is no rest, or no other break makes lines more even.
    #[test]
    fn the_last_line_holds_no_single_word_where_another_break_avoids_it() {
        let look = Look::default();
        let canvas = Canvas::new(&look, 0.0);
        let ink = Ink::bold(29.0, canvas.theme.text);
        for text in HEADLINES {
            for room in (300..1_000).step_by(7).map(f64::from) {
                let lines = canvas.balanced(text, room, ink, 3);
                assert!(lines.iter().all(|line| canvas.measure(line, ink) <= room));
                let [.., before, last] = &lines[..] else {
                    continue;
                };
                if last.contains('…') {
                    continue;
                }
                assert_eq!(lines.join(" "), text, "{room}");
                let is_enough =
                    last.contains(' ') && canvas.measure(last, ink) >= room * LEAST_LAST;
                // One word more would make the last line the longer one, or the sentence rests there.
                let (_, word) = before.rsplit_once(' ').unwrap_or(("", before));
                let longer = format!("{word} {last}");
                let is_even = before.ends_with(';')
                    || canvas.measure(&longer, ink) > canvas.measure(before, ink);
                assert!(is_enough || is_even, "{room}: {lines:?}");
            }
        }
    }

    #[test]
    fn a_line_ends_where_the_sentence_rests() {
        let look = Look::default();
        let canvas = Canvas::new(&look, 0.0);
        let ink = Ink::bold(20.0, canvas.theme.text);
        let text = "Google Ads returns most: 58.7%; TikTok least: -18.0%";
        let room = canvas.measure(text, ink) - 1.0;
        let lines = canvas.balanced(text, room, ink, 2);
        assert_eq!(
            lines,
            ["Google Ads returns most: 58.7%;", "TikTok least: -18.0%"]
        );
    }

    #[test]
    fn what_fits_in_one_line_and_what_is_cut_stays_as_it_is() {
        let look = Look::default();
        let canvas = Canvas::new(&look, 0.0);
        let ink = Ink::regular(20.0, canvas.theme.text);
        for room in [60.0, 150.0, 2_000.0] {
            let text = HEADLINES[0];
            let (usual, even) = (
                canvas.wrapped(text, room, ink, 2),
                canvas.balanced(text, room, ink, 2),
            );
            let is_cut = usual.iter().any(|line| line.contains('…'));
            assert!(usual.len() == 1 || is_cut, "{usual:?}");
            assert_eq!(even, usual);
        }
    }
}
