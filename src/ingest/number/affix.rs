//! What stands around the digits of a number: quotes, guards, signs, brackets, percent signs, currencies.

use super::currency;
use super::glyph::{digit, is_blank};

/// A cell without the quotes, blanks and spreadsheet guard (`'`) around it.
pub(super) fn bare(text: &str) -> &str {
    let is_quote = |c| matches!(c, '"' | '„' | '“' | '”' | '«' | '»' | '‚' | '‘');
    let trimmed = text.trim_matches(is_blank);
    let trimmed = match trimmed.strip_prefix('\'') {
        Some(guarded) => guarded.strip_suffix('\'').unwrap_or(guarded),
        None => trimmed,
    };
    trimmed.trim_matches(|c| is_quote(c) || is_blank(c))
}

/// Digits and marks, and what stood around them.
#[derive(Default)]
pub(super) struct Undressed<'a> {
    pub body: &'a str,
    pub negative: bool,
    pub percent: bool,
    pub currency: Option<&'a str>,
}

/// What has been taken off so far; each kind at most once, a currency once as a symbol and once as a code.
#[derive(Default)]
struct Taken<'a> {
    sign: Option<bool>,
    opened: bool,
    closed: bool,
    percent: bool,
    currency: Option<&'a str>,
    again: bool,
}

impl<'a> Taken<'a> {
    /// Notes a currency: `$5 USD` names it twice, by symbol and by code, and the code stays.
    fn currency(&mut self, name: &'a str) -> bool {
        let Some(before) = self.currency.replace(name) else {
            return true;
        };
        if currency::is_code(before) {
            self.currency = Some(before);
        }
        let pair = currency::is_code(before) != currency::is_code(name);
        once(&mut self.again) && pair
    }
}

/// Takes everything off the number; `None` where something is there twice, contradicts itself or leaves nothing.
pub(super) fn undressed(bare: &str) -> Option<Undressed<'_>> {
    let mut taken = Taken::default();
    let mut rest = bare;
    while let Some(next) = front(rest, &mut taken)? {
        rest = next.trim_start_matches(is_blank);
    }
    while let Some(next) = back(rest, &mut taken)? {
        rest = next.trim_end_matches(is_blank);
    }
    let bracketed = taken.opened;
    if rest.is_empty()
        || taken.opened != taken.closed
        || bracketed && taken.sign.is_some()
        || taken.percent && taken.currency.is_some()
    {
        return None;
    }
    Some(Undressed {
        body: rest,
        negative: bracketed || taken.sign == Some(true),
        percent: taken.percent,
        currency: taken.currency,
    })
}

/// One thing off the front: `Some(None)` where only the number is left, `None` where there is one too many.
fn front<'a>(rest: &'a str, taken: &mut Taken<'a>) -> Option<Option<&'a str>> {
    let Some(first) = rest.chars().next() else {
        return Some(None);
    };
    if digit(first).is_some() {
        return Some(None);
    }
    let tail = &rest[first.len_utf8()..];
    if first == '(' {
        return once(&mut taken.opened).then_some(Some(tail));
    }
    if let Some(seen) = common(first, taken) {
        return seen.then_some(Some(tail));
    }
    let end = rest.find(|c| !is_letter(c)).unwrap_or(rest.len());
    let Some(name) = named(&rest[..end]).or_else(|| symbol(&rest[..first.len_utf8()])) else {
        return Some(None);
    };
    taken.currency(name).then(|| Some(&rest[name.len()..]))
}

/// One thing off the back, like [`front`].
fn back<'a>(rest: &'a str, taken: &mut Taken<'a>) -> Option<Option<&'a str>> {
    let Some(last) = rest.chars().next_back() else {
        return Some(None);
    };
    if digit(last).is_some() {
        return Some(None);
    }
    let at = rest.len() - last.len_utf8();
    if last == ')' {
        return once(&mut taken.closed).then_some(Some(&rest[..at]));
    }
    if let Some(seen) = common(last, taken) {
        return seen.then_some(Some(&rest[..at]));
    }
    let start = rest.rfind(|c| !is_letter(c)).map_or(0, |at| {
        at + rest[at..].chars().next().map_or(1, char::len_utf8)
    });
    let Some(name) = named(&rest[start..]).or_else(|| symbol(&rest[at..])) else {
        return Some(None);
    };
    taken
        .currency(name)
        .then(|| Some(&rest[..rest.len() - name.len()]))
}

/// Signs and percent signs, which stand on either side: whether this one is the first of its kind.
fn common(glyph: char, taken: &mut Taken<'_>) -> Option<bool> {
    match glyph {
        '-' | '\u{2212}' | '–' | '\u{fe63}' | '\u{ff0d}' => {
            Some(taken.sign.replace(true).is_none())
        }
        '+' => Some(taken.sign.replace(false).is_none()),
        '%' | '\u{66a}' | '\u{fe6a}' | '\u{ff05}' => Some(once(&mut taken.percent)),
        _ => None,
    }
}

fn once(flag: &mut bool) -> bool {
    !std::mem::replace(flag, true)
}

fn is_letter(glyph: char) -> bool {
    glyph.is_alphabetic() || matches!(glyph, '$' | '/' | '.')
}

fn named(run: &str) -> Option<&str> {
    if currency::is_name(run) {
        return Some(run);
    }
    // `EUR.50`: the dot belongs to the number.
    run.strip_suffix('.').filter(|name| currency::is_name(name))
}

fn symbol(glyph: &str) -> Option<&str> {
    glyph
        .chars()
        .next()
        .is_some_and(currency::is_symbol)
        .then_some(glyph)
}
