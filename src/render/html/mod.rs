//! Pages of HTML: one file, without scripts and without anything that is not in it; the same input gives the same bytes.
//!
//! Templates escape whatever they are given; only pictures and styles, which are made here, go in as they are.

mod figures;
mod method;
mod page;
mod picture;
mod theme;
mod tile;
mod trace;
mod words;

use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{Environment, HtmlEscape, UndefinedBehavior, Value, context};

use super::chart::{Fonts, Look, Weight};
use super::text::harmless;
use super::told;
use crate::error::{Error, Result};
use crate::lang::Lang;
use crate::report::{ChartData, Document, Method, Phrase, Table};
use words::{Words, sentences};

/// The templates by name.
const TEMPLATES: [(&str, &str); 5] = [
    ("base.html", include_str!("templates/base.html")),
    ("macros.html", include_str!("templates/macros.html")),
    ("report.html", include_str!("templates/report.html")),
    ("table.html", include_str!("templates/table.html")),
    ("tables.html", include_str!("templates/tables.html")),
];

/// How pages look.
const STYLE: &str = include_str!("style.css");

/// Charts that one table may have, so that each has a number of its own on the page.
const CHARTS: usize = 10;

/// Where the fonts go that a page needs, which only its finished text tells.
const FONTS: &str = "/*fonts*/";

/// A report for readers.
///
/// # Errors
/// A template that is wrong.
pub fn report(document: &Document, lang: &Lang) -> Result<String> {
    let look = look(lang);
    let words = Words { look: &look };
    let view = words.document(document);
    let title = format!("{}, {}", view.kind, view.period);
    page(
        &words,
        "report.html",
        &title,
        context! { doc => Serde(view) },
    )
}

/// A table with its notes, and how it came about.
///
/// # Errors
/// A template that is wrong.
pub fn table(name: &str, table: &Table, method: &Method, lang: &Lang) -> Result<String> {
    let look = look(lang);
    let words = Words { look: &look };
    let mut view = words.table(table, 1);
    if view.caption.is_empty() {
        view.caption = name.to_owned();
    }
    let method = words.method(method);
    let context = context! { name, table => Serde(view), scope => harmless(&told(&table.scope, lang)), notes => sentences(&table.notes), method => Serde(method) };
    page(&words, "table.html", name, context)
}

/// Several tables under each other, each with its notes and with the charts that go with it by its name, and how they
/// came about. The first one's name heads the page, and `lead` says under it what to take away.
///
/// # Errors
/// A template that is wrong.
pub fn tables(
    lead: &[Phrase],
    tables: &[(&str, &Table)],
    charts: &[(&str, &ChartData)],
    method: &Method,
    lang: &Lang,
) -> Result<String> {
    let look = look(lang);
    let words = Words { look: &look };
    let parts: Vec<Value> = tables
        .iter()
        .enumerate()
        .map(|(at, (name, table))| {
            let mut view = words.table(table, at + 1);
            if view.caption.is_empty() {
                view.caption = (*name).to_owned();
            }
            let level = if at == 0 { 1 } else { 2 };
            let own = charts.iter().filter(|(of, _)| of == name).enumerate();
            let own = own.filter_map(|(of, (_, data))| {
                let id = (at + 1) * CHARTS + of + tables.len();
                words.chart(data, id, None, &|_, _| String::new())
            });
            let pictures: Vec<_> = own.collect();
            context! { table => Serde(view), level, pictures => Serde(pictures), notes => sentences(&table.notes) }
        })
        .collect();
    let title = tables
        .first()
        .map_or("", |(name, table)| match table.title.as_str() {
            "" => name,
            title => title,
        });
    let lead = spoken(lead, &words);
    let method = words.method(method);
    page(
        &words,
        "tables.html",
        title,
        context! { lead, parts, method => Serde(method) },
    )
}

/// The first sentences of a page as text.
pub fn lead(lead: &[Phrase], lang: &Lang) -> String {
    let look = look(lang);
    spoken(lead, &Words { look: &look }).join(" ")
}

fn spoken(lead: &[Phrase], words: &Words<'_>) -> Vec<String> {
    let sentence = |phrase| {
        let text: String = words.phrase(phrase);
        match text.ends_with('.') {
            true => text,
            false => text + ".",
        }
    };
    lead.iter().map(sentence).collect()
}

fn look(lang: &Lang) -> Look {
    Look {
        lang: lang.clone(),
        ..Look::default()
    }
}

fn page(words: &Words<'_>, template: &str, title: &str, context: Value) -> Result<String> {
    let failed = |error: minijinja::Error| Error::Output(std::io::Error::other(error));
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_syntax(syntax());
    let lang = words.lang().clone();
    environment.add_function("t", move |id: String| lang.phrase(&id, &[]));
    environment.add_filter("breakable", |name: String| breakable(&name));
    environment.add_filter("marked", |text: String| {
        Value::from_safe_string(marked(&text))
    });
    for (name, source) in TEMPLATES {
        environment.add_template(name, source).map_err(failed)?;
    }
    let style = format!("{FONTS}{}{STYLE}", theme::css());
    let frame = context! {
        lang => words.lang().code(),
        dir => if words.lang().is_rtl() { "rtl" } else { "ltr" },
        title,
        style => Value::from_safe_string(style),
        footline => css_text(title),
    };
    let context = context! { ..context, ..frame };
    let template = environment.get_template(template).map_err(failed)?;
    let text = template.render(context).map_err(failed)?;
    let written = [
        (text.clone(), Weight::Regular),
        (text.clone(), Weight::Bold),
    ];
    Ok(text.replacen(FONTS, &Fonts::css(&written), 1))
}

/// A name of many words in one, which may break after each of them.
fn breakable(name: &str) -> Value {
    let safe = HtmlEscape(name).to_string();
    let parts: Vec<&str> = safe.split_inclusive(['_', '-']).collect();
    Value::from_safe_string(parts.join("<wbr>"))
}

/// A sentence of the program: what it quotes as code is code, and no day breaks over two lines.
fn marked(text: &str) -> String {
    let pieces: Vec<&str> = text.split('`').collect();
    if pieces.len().is_multiple_of(2) {
        return unbroken(text);
    }
    let pieces = pieces.iter().enumerate();
    let marked = pieces.map(|(at, piece)| match at % 2 {
        0 => unbroken(piece),
        _ => format!("<code>{}</code>", HtmlEscape(piece)),
    });
    marked.collect()
}

/// The text with every day kept on one line.
fn unbroken(text: &str) -> String {
    let mut safe = String::new();
    let mut rest = text;
    while let Some(at) = (0..rest.len()).find(|at| day_at(rest, *at)) {
        let (before, after) = rest.split_at(at);
        let (day, after) = after.split_at(DAY);
        safe += &format!("{}<span class=\"time\">{day}</span>", HtmlEscape(before));
        rest = after;
    }
    safe + &HtmlEscape(rest).to_string()
}

/// Letters of a day: `2026-09-30`.
const DAY: usize = 10;

/// Whether a day that is no part of a longer number stands there.
fn day_at(text: &str, at: usize) -> bool {
    let bytes = text.as_bytes();
    let is_digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let day = bytes.get(at..at + DAY);
    let is_day = day.is_some_and(|day| {
        let day = day.iter().enumerate();
        day.into_iter().all(|(at, byte)| match at {
            4 | 7 => *byte == b'-',
            _ => byte.is_ascii_digit(),
        })
    });
    is_day && !is_digit(at + DAY) && !at.checked_sub(1).is_some_and(is_digit)
}

/// Tags on lines of their own leave no lines behind.
fn syntax() -> SyntaxConfig {
    SyntaxConfig::builder()
        .trim_blocks(true)
        .lstrip_blocks(true)
        .build()
        .expect("the delimiters are the usual ones")
}

/// A text for a style sheet, in quotes.
fn css_text(text: &str) -> Value {
    let mut safe = String::from("\"");
    for char in text.chars() {
        match char {
            '"' | '\\' | '<' | '>' | '&' => safe.push_str(&format!("\\{:x} ", u32::from(char))),
            char if char.is_control() => safe.push(' '),
            char => safe.push(char),
        }
    }
    Value::from_safe_string(safe + "\"")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_sentences_quote_is_code_and_days_stay_whole() {
        for (text, expected) in [
            (
                "`--cost labour=9` or `[costs]`",
                "<code>--cost labour=9</code> or <code>[costs]</code>",
            ),
            ("a ` alone", "a ` alone"),
            ("`<b>`", "<code>&lt;b&gt;</code>"),
            (
                "expired on 2026-08-31 (é)",
                "expired on <span class=\"time\">2026-08-31</span> (é)",
            ),
            ("no day: 12026-08-311", "no day: 12026-08-311"),
            ("", ""),
        ] {
            assert_eq!(marked(text), expected);
        }
    }

    /// Letters of charts are set for the width that they are drawn at; wider, they would outgrow the text.
    #[test]
    fn pictures_are_shown_no_wider_than_they_are_drawn() {
        for (class, width) in [("wide", picture::WIDE), ("narrow", picture::NARROW)] {
            let rule = format!(".{class} svg{{max-width:{}rem}}", f64::from(width) / 16.0);
            assert!(STYLE.contains(&rule), "{rule}");
        }
    }
}
