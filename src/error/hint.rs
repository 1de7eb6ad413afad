//! How to mend what went wrong, where there is a way.

use super::missing::of_missing;
use super::{Error, currencies, mapped, quoted};

/// How rows of an export come to have days.
pub const WITH_DAYS: &str = "export again with a day in each row: add the column Day to Shopify's report by UTM, or export the \
    orders themselves; break ads down by day";

impl Error {
    /// How to mend it, where there is a way.
    pub fn hint(&self) -> Option<String> {
        let text = match self {
            Self::Missing { path, similar } => return of_missing(path, similar),
            Self::NoInput { command, project } => {
                let typed = format!("`social-roi {command} exports/`");
                match project {
                    Some(project) => format!("fill in `sources` of {project}, or try {typed}"),
                    None => format!("try {typed}; `social-roi init` in a folder of exports writes a project file"),
                }
            }
            Self::MissingColumns { nearest, .. } => mapped::said(nearest.as_deref()),
            Self::UnknownFormat { path, header, closest, table } => {
                let header = header.as_ref().map(|(_, text)| &text[..]);
                let near = if closest.is_empty() { String::new() } else { format!("closest: {}; ", closest.join("; ")) };
                format!("{near}`social-roi formats` lists what can be read; `--map '{}'` reads {path} anyway", mapped::example(*table, header))
            }
            Self::DateOrderUnclear { .. } | Self::DateOrderContradiction { .. } => {
                "say which with `--date-order dmy` or `--date-order mdy`".into()
            }
            Self::DecimalMarkUnclear { .. } | Self::DecimalMarkContradiction { .. } => {
                "say which with `--decimal dot` or `--decimal comma`".into()
            }
            Self::RecordTooLong { .. } => "look there for a quote that opens a cell and never closes".into(),
            Self::BlankRowIsNoTotal { .. } => {
                "export the report again with all rows, or delete that row if it is a partial total".into()
            }
            Self::TooManyTouches { .. } => {
                "split the log by users (all rows of a user in one file) or by period, and attribute the parts apart".into()
            }
            Self::Undated { .. } => format!("{WITH_DAYS}; or leave out `--period` and `--compare`"),
            Self::MixedCurrency { .. } => {
                "convert with `--currency EUR --rates rates.csv` (columns date, from, to, rate), or report the files apart".into()
            }
            Self::CurrencyUnknown { files, idle, .. } => currencies::said(files, idle),
            Self::MissingRate { .. } | Self::MissingRates { has_rates: true, .. } => currencies::WITH_RATES.into(),
            Self::MissingRates { .. } => currencies::WITHOUT_RATES.into(),
            Self::OverlapDiffers { .. } => {
                "`--on-overlap newest` takes the newer export, `--on-overlap sum` adds both; if these are two accounts, name them with `--account-of 'FILE=NAME'`".into()
            }
            Self::LevelsUnclear { hint, .. } => hint.clone(),
            Self::SpansBuckets { grain, .. } => format!(
                "export again with a breakdown by {grain}, or use `--spread-periods` to share them out by days"
            ),
            Self::UnknownName { what: "chart", nearest, .. } => {
                near(nearest, "`social-roi chart --list` names all kinds")
            }
            Self::UnknownName { what: "input of the ledger", nearest, .. } => {
                near(nearest, "`social-roi explain ledger` lists all, as `input.` and the key; `cost.tools` stands for a whole type of cost")
            }
            Self::UnknownName { what: "figure of the ledger", nearest, .. } => {
                near(nearest, "`social-roi explain ledger` lists all")
            }
            Self::UnknownName { nearest, .. } if !nearest.is_empty() => format!("did you mean {}?", quoted(nearest)),
            Self::UnknownName { what: "key", .. } => "`social-roi help report` names all keys: platform, channel, campaign, month and others".into(),
            Self::UnknownName { what: "metric", .. } => "`social-roi metrics` lists all".into(),
            Self::OfLedger { .. } => "`social-roi ledger` with the same inputs computes it; `social-roi explain ledger.roi` follows its figures".into(),
            Self::NoRates { .. } => "a rate is how many of `to` one of `from` is: 2026-09-01,USD,EUR,0.86".into(),
            Self::NoProject => "`social-roi init` writes one; `--project FILE` names one".into(),
            Self::NoTab { path, tabs, .. } => {
                format!("name the tab behind the file: `{path}#{}`", tabs.first().map_or("", String::as_str))
            }
            Self::NoFolder { .. } => "name the folder of the exports; a missing one is made, below a folder that is there".into(),
            Self::NoFolderFor { .. } => "make the folder first, or write elsewhere".into(),
            Self::Exists { .. } => "`--force` replaces it".into(),
            Self::Bomb { .. } => "unpack it yourself if you trust it".into(),
            Self::NotSaved { .. } => "`ledger --format json -o FILE` and `report --format json -o FILE` write what can be compared".into(),
            Self::OtherEncoding { .. } => {
                "save the file again as UTF-8: editors ask for the encoding under `Save as`".into()
            }
            Self::Damaged { .. } => "download the export again".into(),
            Self::TooLarge { .. } => "look for a number with a misread decimal mark, or for an id in a column of money".into(),
            Self::Strict { .. } => "`--rejects FILE` writes them with their reasons".into(),
            Self::Period(error) => return error.hint(),
            _ => return None,
        };
        Some(text)
    }
}

/// The names that are near, and where all of them stand.
fn near(nearest: &[String], all: &str) -> String {
    match nearest {
        [] => all.into(),
        near => format!("did you mean {}? {all}", quoted(near)),
    }
}
