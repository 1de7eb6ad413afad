//! Messages on a terminal: lines of its width, broken between words. A pipe gets every message in one line.

use std::io::{Result, Write};

use crate::render::columns;

/// How messages begin; whatever else is written, as a row of a file, stays as it is.
const BEGIN: [&str; 5] = ["error: ", "warning: ", "hint: ", "note: ", "read "];

/// What messages are written to.
pub struct Messages<'w> {
    to: &'w mut (dyn Write + Send),
    width: Option<usize>,
    line: Vec<u8>,
}

impl<'w> Messages<'w> {
    /// Breaks lines to so many columns, none without a width.
    pub fn new(to: &'w mut (dyn Write + Send), width: Option<usize>) -> Self {
        Self {
            to,
            width,
            line: Vec::new(),
        }
    }

    fn end_line(&mut self) -> Result<()> {
        let line = std::mem::take(&mut self.line);
        match (self.width, std::str::from_utf8(&line)) {
            (Some(width), Ok(text)) => self.to.write_all(broken(text, width).as_bytes()),
            _ => self.to.write_all(&line),
        }
    }
}

impl Write for Messages<'_> {
    fn write(&mut self, bytes: &[u8]) -> Result<usize> {
        if self.width.is_none() {
            return self.to.write(bytes);
        }
        for line in bytes.split_inclusive(|byte| *byte == b'\n') {
            self.line.extend_from_slice(line);
            if line.ends_with(b"\n") {
                self.end_line()?;
            }
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> Result<()> {
        self.end_line()?;
        self.to.flush()
    }
}

impl Drop for Messages<'_> {
    fn drop(&mut self) {
        // A closed standard error leaves nothing to tell.
        let _ = self.flush();
    }
}

/// The line with breaks between words; a word that is longer than a line stays whole, so that it can be copied.
fn broken(line: &str, width: usize) -> String {
    let Some(begin) = BEGIN.iter().find(|begin| line.starts_with(*begin)) else {
        return line.to_owned();
    };
    let indent = begin.len();
    let mut text = String::new();
    let mut used = 0;
    for (at, word) in line.split(' ').enumerate() {
        let own = columns(word.trim_end_matches('\n'));
        if at > 0 && used + 1 + own > width && used > indent {
            text.push('\n');
            text.push_str(&" ".repeat(indent));
            used = indent;
        } else if at > 0 {
            text.push(' ');
            used += 1;
        }
        text.push_str(word);
        used += own;
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(width: Option<usize>, text: &str) -> String {
        let mut bytes = Vec::new();
        let mut messages = Messages::new(&mut bytes, width);
        // As `writeln!` does, in pieces.
        for piece in text.split_inclusive(' ') {
            messages.write_all(piece.as_bytes()).unwrap();
        }
        drop(messages);
        String::from_utf8(bytes).unwrap()
    }

    #[test]
    fn messages_break_between_words_at_the_width_of_a_terminal() {
        let text = "warning: only 62.4 % of revenue joins a campaign\n";
        let lines = "warning: only 62.4 % of\n         revenue joins a\n         campaign\n";
        assert_eq!(written(Some(24), text), lines);
        assert_eq!(written(None, text), text);
        let typed = "hint: `--map revenue=Net_sales_of_the_whole_shop,orders=Orders`\n";
        let lines = "hint: `--map\n      revenue=Net_sales_of_the_whole_shop,orders=Orders`\n";
        assert_eq!(written(Some(20), typed), lines);
        // A row of a file under its error, with a caret.
        let row = "  Alpha,2026-01-01,1000,100000,500\n         ^\n";
        assert_eq!(written(Some(20), row), row);
    }
}
