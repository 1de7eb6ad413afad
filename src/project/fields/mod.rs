//! Every section and key of a project file, declared once: the reader, the sheets, the templates and the JSON Schema
//! follow these tables.

mod check;
mod evidence;
mod measured;
mod money;
mod root;
mod sources;

use crate::schema::{CostType, Function, Grade};

pub use root::ROOT;

/// A group of keys: a table of the file, or one row of a list.
#[derive(Debug)]
pub struct Section {
    /// Its name in the file.
    pub name: &'static str,
    /// What it is for, in a sentence.
    pub doc: &'static str,
    /// Its keys, in the order of templates.
    pub fields: &'static [Field],
    /// What to say where required keys are missing.
    pub lack: &'static str,
}

/// One key.
#[derive(Debug)]
pub struct Field {
    /// Its name.
    pub key: &'static str,
    /// What it holds.
    pub kind: Kind,
    /// Whether it may be left out.
    pub need: Need,
    /// What it means, in a sentence.
    pub doc: &'static str,
    /// A value as the file would have it; empty for sections.
    pub example: &'static str,
}

/// Whether a key may be left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// It may not.
    Required,
    /// It may.
    Optional,
}

/// What a key holds.
#[derive(Debug)]
pub enum Kind {
    /// Any text but an empty one.
    Text,
    /// Several texts; one may stand alone.
    Texts,
    /// A path or glob, relative to the project file.
    Path,
    /// Several of them; one may stand alone.
    Paths,
    /// Any number.
    Number,
    /// A number of zero or more.
    Positive,
    /// A number above zero.
    Above,
    /// Above 0 and up to 1.
    Fraction,
    /// From 0 to 1.
    Share,
    /// A whole number between two.
    Whole(u32, u32),
    /// A day.
    Day,
    /// A month, quarter, week, year, day, or a range of them.
    Period,
    /// An ISO 4217 code.
    Currency,
    /// An IANA name (`Europe/Berlin`), `UTC`, or an offset (`+03:30`).
    TimeZone,
    /// Yes or no.
    Flag,
    /// A duty of social media.
    Function,
    /// A duty of social media, or `shared`.
    FunctionOrShared,
    /// A type of cost.
    CostType,
    /// An evidence grade.
    Grade,
    /// One of a few words.
    Choice(&'static [&'static str]),
    /// A metric that the program or the project defines.
    Metric,
    /// An attribution model.
    Model,
    /// Conditions that say what a figure is about: `platform=meta, campaign=Brand*`.
    Scope,
    /// A pattern with `*` and `?`.
    Pattern,
    /// A table of the file.
    Table(&'static Section),
    /// A list of rows: `[[name]]` in the file, rows of a sheet.
    Rows(&'static Section),
    /// Free keys, each with a value of one kind.
    Keyed(Keys, &'static Kind),
    /// Inputs: a list, or a table of lists by canonical table.
    Sources,
}

/// What free keys are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keys {
    /// Names.
    Names,
    /// Periods.
    Periods,
    /// Functions.
    Functions,
    /// Canonical tables.
    Tables,
    /// Rules of `check`.
    Rules,
}

impl Kind {
    /// The words that a value is one of, where there are few and the program knows them.
    pub fn words(&self) -> Option<Vec<&'static str>> {
        match self {
            Self::Choice(words) => Some(words.to_vec()),
            Self::Function => Some(Function::ALL.map(Function::name).to_vec()),
            Self::FunctionOrShared => {
                let functions = Function::ALL.map(Function::name);
                Some(functions.into_iter().chain(["shared"]).collect())
            }
            Self::CostType => Some(CostType::ALL.map(CostType::name).to_vec()),
            Self::Grade => Some(Grade::ALL.map(Grade::name).to_vec()),
            _ => None,
        }
    }
}

impl Section {
    /// The field of that key.
    pub fn field(&self, key: &str) -> Option<&'static Field> {
        self.fields.iter().find(|field| field.key == key)
    }

    /// Keys that may not be left out.
    pub fn required(&self) -> impl Iterator<Item = &'static str> {
        let needed = self
            .fields
            .iter()
            .filter(|field| field.need == Need::Required);
        needed.map(|field| field.key)
    }

    /// Its keys.
    pub fn keys(&self) -> impl Iterator<Item = &'static str> {
        self.fields.iter().map(|field| field.key)
    }
}

/// Words before a key that must be given.
const fn required(
    key: &'static str,
    kind: Kind,
    doc: &'static str,
    example: &'static str,
) -> Field {
    Field {
        key,
        kind,
        need: Need::Required,
        doc,
        example,
    }
}

/// Words before a key that may be left out.
const fn optional(
    key: &'static str,
    kind: Kind,
    doc: &'static str,
    example: &'static str,
) -> Field {
    Field {
        key,
        kind,
        need: Need::Optional,
        doc,
        example,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every section, the root first.
    fn sections(of: &'static Section) -> Vec<&'static Section> {
        let inner = of.fields.iter().flat_map(|field| match &field.kind {
            Kind::Table(section) | Kind::Rows(section) => sections(section),
            _ => Vec::new(),
        });
        [of].into_iter().chain(inner).collect()
    }

    #[test]
    fn keys_are_unique_and_documented_and_values_have_examples() {
        for section in sections(&ROOT) {
            let mut keys: Vec<&str> = section.keys().collect();
            keys.sort_unstable();
            keys.dedup();
            assert_eq!(keys.len(), section.fields.len(), "{}", section.name);
            for field in section.fields {
                let nested = matches!(field.kind, Kind::Table(_) | Kind::Rows(_));
                assert!(!field.doc.is_empty(), "{}.{}", section.name, field.key);
                assert_eq!(
                    field.example.is_empty(),
                    nested,
                    "{}.{}",
                    section.name,
                    field.key
                );
            }
        }
    }
}
