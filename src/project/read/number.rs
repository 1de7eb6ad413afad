//! Numbers as people write them in sheets: thousands marks, a decimal comma, a percent sign, Persian digits.

use crate::schema::Amount;

/// What a number's marks say about the decimal mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Says {
    /// Nothing: there are none.
    Nothing,
    /// It is the dot.
    Dot,
    /// It is the comma.
    Comma,
    /// `1,234`: thousands or decimals.
    Either,
}

/// A number's text, as far as it can be read without knowing the decimal mark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// Digits, sign and marks, in Latin script.
    text: String,
    /// A percent sign stood after it.
    percent: bool,
    /// What its marks say.
    pub says: Says,
}

/// The number of a cell; `None` where the text is none: words, a currency sign, a unit.
pub fn written(cell: &str) -> Option<Written> {
    let plain: String = cell
        .trim()
        .chars()
        .filter(|letter| {
            !matches!(
                letter,
                ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}' | '\'' | '’' | '٬'
            )
        })
        .map(latin)
        .collect();
    let percent = plain.ends_with(['%', '٪']);
    let text = plain.trim_end_matches(['%', '٪']).to_owned();
    let digits = text.strip_prefix(['-', '+']).unwrap_or(&text);
    let whole = digits
        .chars()
        .all(|letter| letter.is_ascii_digit() || matches!(letter, '.' | ','));
    if !whole || !digits.contains(|letter: char| letter.is_ascii_digit()) {
        return None;
    }
    let says = says(digits)?;
    Some(Written {
        text,
        percent,
        says,
    })
}

fn latin(letter: char) -> char {
    match letter {
        '۰'..='۹' => char::from(b'0' + (letter as u32 - '۰' as u32) as u8),
        '٠'..='٩' => char::from(b'0' + (letter as u32 - '٠' as u32) as u8),
        '٫' => '.',
        '−' => '-',
        other => other,
    }
}

/// Whether a text is digits between commas that group no thousands as they are grouped here: `1,20,000`.
pub fn is_grouped(text: &str) -> bool {
    let text = text.trim();
    let is_part = |letter: char| letter.is_ascii_digit() || matches!(letter, ',' | '.');
    text.matches(',').count() > 1
        && text.starts_with(|first: char| first.is_ascii_digit())
        && text.chars().all(is_part)
}

/// What the marks say; `None` where they contradict each other.
fn says(digits: &str) -> Option<Says> {
    let count = |mark| digits.matches(mark).count();
    let decimal = |mark| if mark == '.' { Says::Dot } else { Says::Comma };
    let other = |mark| if mark == '.' { ',' } else { '.' };
    match (count('.'), count(',')) {
        (0, 0) => Some(Says::Nothing),
        (1, 0) | (0, 1) => {
            let mark = if count('.') == 1 { '.' } else { ',' };
            let (before, after) = digits.split_once(mark)?;
            let thousands =
                after.len() == 3 && (1..=3).contains(&before.len()) && !before.starts_with('0');
            Some(if thousands {
                Says::Either
            } else {
                decimal(mark)
            })
        }
        (dots, commas) => {
            let last = if digits.rfind('.') > digits.rfind(',') {
                '.'
            } else {
                ','
            };
            let lasts = if last == '.' { dots } else { commas };
            // The last mark is the decimal one where it stands once beside another; alone and repeated it groups.
            let (mark, grouped) = match (lasts, dots.min(commas)) {
                (1, 1..) => (last, digits.rsplit_once(last)?.0),
                (_, 0) => (other(last), digits),
                _ => return None,
            };
            let groups = grouped.split(other(mark)).skip(1);
            groups
                .into_iter()
                .all(|group| group.len() == 3)
                .then(|| decimal(mark))
        }
    }
}

impl Written {
    /// Digits behind the last mark of that kind; `None` where there is none.
    pub fn behind(&self, mark: char) -> Option<usize> {
        self.text.rsplit_once(mark).map(|(_, after)| after.len())
    }

    /// The number, where the decimal mark is the comma or not; `None` where its marks say otherwise.
    pub fn amount(&self, comma: bool) -> Option<Amount> {
        match (self.says, comma) {
            (Says::Dot, true) | (Says::Comma, false) => return None,
            _ => {}
        }
        let plain = if comma {
            self.text.replace('.', "").replace(',', ".")
        } else {
            self.text.replace(',', "")
        };
        let amount = Amount::from_plain(&plain)?;
        if self.percent {
            amount.over(Amount::whole(100))
        } else {
            Some(amount)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_tell_the_decimal_mark_or_leave_it_open() {
        for (text, found) in [
            ("3200", Some(Says::Nothing)),
            ("3200.50", Some(Says::Dot)),
            ("3.200,50", Some(Says::Comma)),
            ("1,234,567", Some(Says::Dot)),
            ("1.234.567", Some(Says::Comma)),
            ("1,234", Some(Says::Either)),
            ("0.125", Some(Says::Dot)),
            ("12 000,5", Some(Says::Comma)),
            ("1,23,4.5", None),
            ("twelve", None),
            ("12k", None),
            ("€ 12", None),
            ("-", None),
            ("", None),
        ] {
            assert_eq!(written(text).map(|written| written.says), found, "{text}");
        }
    }

    #[test]
    fn numbers_are_read_by_the_decimal_mark() {
        let amount = |text| Amount::from_plain(text);
        for (text, comma, found) in [
            ("1,234", false, amount("1234")),
            ("1,234", true, amount("1.234")),
            ("3.200,50", true, amount("3200.5")),
            ("3.200,50", false, None),
            ("40%", false, amount("0.4")),
            ("-12", false, amount("-12")),
            ("۱۲۰", false, amount("120")),
        ] {
            assert_eq!(written(text).unwrap().amount(comma), found, "{text}");
        }
    }
}
