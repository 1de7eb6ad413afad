//! Languages of what people read: words, digits, separators, days and months, and the direction of writing. Machine
//! formats never come here.

mod day;
mod number;
mod words;

use std::str::FromStr;

use icu_locale_core::LanguageIdentifier;

use crate::error::{Error, Result};
use crate::schema::{col, platform_title};
use crate::time::{Calendar, Grain};
use words::{LANGUAGES, Words, filled};

/// A language with its calendar: says in its words what the report found. English and Gregorian unless asked.
#[derive(Clone, Debug)]
pub struct Lang {
    code: String,
    /// The locale of its figures and weeks.
    locale: LanguageIdentifier,
    /// The locale of its days and months.
    dates: LanguageIdentifier,
    words: &'static Words,
    calendar: Calendar,
    /// The calendar of the report's periods.
    counted: Calendar,
    /// Whether a percent sign stands apart from its number whatever the language, as in all tables on a terminal.
    parts_percent: bool,
}

impl Lang {
    /// The language of a code: `en`, `de`, `es`, `fa`, `ar`, also with a region that writes figures its own way
    /// (`de-CH`). Without a calendar, that of the language: Jalali for Persian, else Gregorian; periods are Gregorian then.
    ///
    /// # Errors
    /// [`Error::BadOption`] with the known codes.
    pub fn new(code: &str, calendar: Option<Calendar>) -> Result<Self> {
        let unknown = || Error::BadOption {
            what: format!("--lang {code}"),
            why: format!(
                "expected one of {}, also with a region, as in de-CH",
                codes().join(", ")
            ),
        };
        let id = LanguageIdentifier::from_str(code).map_err(|_| unknown())?;
        let words = LANGUAGES
            .iter()
            .find(|words| words.code == id.language.as_str() && id.script.is_none())
            .filter(|_| id.variants.is_empty())
            .ok_or_else(unknown)?;
        let code = id.to_string();
        let other = |locale: &Option<LanguageIdentifier>| locale.clone().unwrap_or(id.clone());
        Ok(Self {
            locale: if id.region.is_some() {
                id.clone()
            } else {
                other(&words.without_region)
            },
            dates: other(&words.dates),
            code,
            words,
            calendar: calendar.unwrap_or(words.calendar),
            counted: calendar.unwrap_or_default(),
            parts_percent: false,
        })
    }

    /// The same with percent signs as tables and notes on a terminal have them: `12.3 %`.
    pub fn for_terminal(&self) -> Self {
        Self {
            parts_percent: true,
            ..self.clone()
        }
    }

    /// The code, as BCP 47 writes it.
    pub fn code(&self) -> &str {
        &self.code
    }

    /// Whether it is written from right to left.
    pub fn is_rtl(&self) -> bool {
        self.words.right_to_left
    }

    /// The calendar of its days.
    pub fn calendar(&self) -> Calendar {
        self.calendar
    }

    /// A phrase by its id, its `{places}` filled; in English where the language lacks it, the id where English does.
    pub fn phrase(&self, id: &str, arguments: &[(&str, &str)]) -> String {
        let text = self
            .words
            .phrases
            .get(id)
            .or_else(|| LANGUAGES[0].phrases.get(id));
        text.map_or_else(|| id.to_owned(), |text| filled(text, arguments))
    }

    /// The short header of a metric or key column, also of its changes (`spend_previous`); `None` where the language has
    /// no other word than the column's own name.
    pub fn metric(&self, name: &str) -> Option<String> {
        let word = |name: &str| {
            let words = [&self.words.metrics, &self.words.keys];
            words.into_iter().find_map(|words| words.get(name))
        };
        if let Some(word) = word(name) {
            return Some(word.clone());
        }
        let change = |(suffix, text): (&String, &String)| {
            let metric = word(name.strip_suffix(suffix.as_str())?)?;
            Some(filled(text, &[("metric", metric)]))
        };
        self.words.changes.iter().find_map(change)
    }

    /// What a key column of that name shows for a text: times in the language's digits, what stands for a missing value in
    /// its words; anything else is a name and stays.
    pub fn key(&self, name: &str, text: &str) -> String {
        if let Some(word) = self.words.placeholders.get(text) {
            return word.clone();
        }
        if let Some(word) = self.own_word(name, text) {
            return word;
        }
        if let Some(title) = platform_title(text).filter(|_| name == col::PLATFORM) {
            return title.to_owned();
        }
        let inside = text.strip_prefix("(no ");
        let lacking = inside.and_then(|text| text.strip_suffix(')'));
        if let Some(key) = lacking.and_then(|key| self.metric(&key.replace(' ', "_"))) {
            return self.phrase("without", &[("key", &key)]);
        }
        if Grain::from_str(name).is_ok() {
            return self.digits(text);
        }
        text.to_owned()
    }

    /// A word of the program in the columns that hold nothing else: functions, types of cost, what lines of value are.
    fn own_word(&self, name: &str, text: &str) -> Option<String> {
        match name {
            "function" | "cost_type" => self.words.keys.get(text).cloned(),
            "what" => {
                let mut lines = LANGUAGES[0].phrases.iter();
                let of = |(id, title): &(&String, &String)| id.starts_with(LINE) && *title == text;
                Some(self.phrase(lines.find(of)?.0, &[]))
            }
            _ => None,
        }
    }

    /// The heading of a metric's or key's column in a document: with a capital letter and with acronyms as they are
    /// written; `None` where the language has no other word than the column's own name.
    pub fn heading(&self, name: &str) -> Option<String> {
        let own = self.words.headings.get(name).cloned();
        own.or_else(|| self.metric(name))
    }

    /// A unit as it stands under a header (`%`, `/post`), itself where the language has no other.
    pub fn unit(&self, label: &str) -> String {
        let word = self.words.units.get(label).map_or(label, String::as_str);
        self.percent_sign(word)
    }
}

/// What the phrases of lines of value begin with.
const LINE: &str = "line.L-";

impl Default for Lang {
    fn default() -> Self {
        Self::new(&LANGUAGES[0].code, None).expect("English is the first language of the list")
    }
}

impl PartialEq for Lang {
    fn eq(&self, other: &Self) -> bool {
        self.code == other.code && self.calendar == other.calendar
    }
}

impl Eq for Lang {}

/// The codes of the languages, English first.
pub fn codes() -> Vec<&'static str> {
    LANGUAGES.iter().map(|words| words.code.as_str()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lang(code: &str) -> Lang {
        Lang::new(code, None).unwrap()
    }

    #[test]
    fn a_code_settles_direction_and_calendar() {
        let cases = [
            ("en", false, Calendar::Gregorian),
            ("de-CH", false, Calendar::Gregorian),
            ("es", false, Calendar::Gregorian),
            ("fa", true, Calendar::Jalali),
            ("ar", true, Calendar::Gregorian),
        ];
        for (code, right_to_left, calendar) in cases {
            let lang = lang(code);
            assert_eq!(lang.code(), code);
            assert_eq!(lang.is_rtl(), right_to_left, "{code}");
            assert_eq!(lang.calendar(), calendar, "{code}");
        }
        let gregorian = Lang::new("fa", Some(Calendar::Gregorian)).unwrap();
        assert_eq!(gregorian.calendar(), Calendar::Gregorian);
        assert_eq!(lang("DE-ch").code(), "de-CH");
        assert_eq!(Lang::default(), lang("en"));
        assert_ne!(gregorian, lang("fa"));
    }

    #[test]
    fn other_codes_are_refused_with_the_known_ones() {
        for code in ["fr", "", "german", "fa-Latn", "de_", "🦊"] {
            assert_eq!(
                Lang::new(code, None).unwrap_err().to_string(),
                format!(
                    "--lang {code}: expected one of en, de, es, fa, ar, also with a region, as in de-CH"
                )
            );
        }
    }

    #[test]
    fn phrases_have_places_and_fall_back_to_english() {
        let other = |code| lang(code).phrase("other", &[("count", "3")]);
        assert_eq!(other("en"), "other (3)");
        assert_eq!(other("de"), "weitere (3)");
        assert_eq!(lang("de").phrase("no such phrase", &[]), "no such phrase");
    }

    #[test]
    fn headers_are_words_of_the_trade() {
        let cases = [
            ("en", "spend", None),
            ("de", "spend", Some("Ausgaben")),
            ("de", "month", Some("Monat")),
            ("de", "spend_previous", Some("Ausgaben vorher")),
            ("de", "ctr_change_pp", Some("Klickrate Δ Pp.")),
            ("de", "first_touch", None),
            ("es", "revenue", Some("Ingresos")),
            ("fa", "campaign", Some("کمپین")),
            ("ar", "clicks", Some("النقرات")),
        ];
        for (code, name, header) in cases {
            assert_eq!(lang(code).metric(name).as_deref(), header, "{code} {name}");
        }
        assert_eq!(lang("de").unit("/post"), "/Beitrag");
        assert_eq!(lang("de").unit("EUR"), "EUR");
        assert_eq!(lang("fa").unit("%"), "٪");
    }

    #[test]
    fn keys_are_names_times_or_stand_for_nothing() {
        let cases = [
            ("en", "campaign", "(no campaign)", "(no campaign)"),
            ("en", "month", "2026-09", "2026-09"),
            ("de", "campaign", "(no campaign)", "(ohne Kampagne)"),
            ("de", "campaign", "(no match)", "(ohne Zuordnung)"),
            ("de", "ad_group", "(no ad group)", "(ohne Anzeigengruppe)"),
            ("de", "campaign", "(no idea)", "(no idea)"),
            ("de", "month", "(no date)", "(ohne Datum)"),
            ("de", "function", "sales", "Vertrieb"),
            ("de", "cost_type", "labour", "Arbeit"),
            ("de", "what", "paid, attributed", "bezahlt, zugeschrieben"),
            ("de", "campaign", "paid, attributed", "paid, attributed"),
            ("en", "function", "sales", "sales"),
            ("en", "platform", "google_ads", "Google Ads"),
            ("de", "platform", "tiktok", "TikTok"),
            ("en", "platform", "of our own", "of our own"),
            ("en", "campaign", "x", "x"),
            ("fa", "month", "1405-07", "۱۴۰۵-۰۷"),
            ("fa", "campaign", "Spring 1405", "Spring 1405"),
        ];
        for (code, name, text, expected) in cases {
            assert_eq!(lang(code).key(name, text), expected, "{code} {name} {text}");
        }
    }

    #[test]
    fn a_language_may_cross_threads() {
        fn crosses<T: Send + Sync>(_: &T) {}
        crosses(&Lang::default());
    }
}
