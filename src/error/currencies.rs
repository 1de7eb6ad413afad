//! Currencies that stand side by side, in words.

/// A number of things, in words where there are two.
pub fn how_many(count: usize) -> String {
    match count {
        2 => "two".into(),
        count => count.to_string(),
    }
}

/// Each currency with the first files that hold it.
pub fn currency_list(found: &[(String, Vec<String>)]) -> String {
    let one = |(code, files): &(String, Vec<String>)| {
        let more = if files.len() > 3 {
            format!(" and {} more", files.len() - 3)
        } else {
            String::new()
        };
        format!(
            "{code} in {}{more}",
            files.iter().take(3).cloned().collect::<Vec<_>>().join(", ")
        )
    };
    found.iter().map(one).collect::<Vec<_>>().join("; ")
}

/// Days of rows that have no rate from one currency to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RateGap {
    /// The currency of the rows.
    pub from: String,
    /// The one that is asked for.
    pub to: String,
    /// The days in words.
    pub days: String,
    /// The files of the rows.
    pub files: Vec<String>,
}

/// What to do about days without a rate.
pub const WITH_RATES: &str =
    "add rows for those days to the rates file; a rate holds on its day and the 7 days after it";

/// The same where there are no rates at all.
pub const WITHOUT_RATES: &str = "name a CSV of date, from, to, rate with `--rates FILE`, or as `rates` of [money]; a rate holds on its day and the 7 days after it";

/// Every pair with all its days.
pub fn gaps_told(gaps: &[RateGap]) -> String {
    let one = |gap: &RateGap| {
        let RateGap {
            from,
            to,
            days,
            files,
        } = gap;
        format!(
            "no rate {from} to {to} for {days} or the 7 days before it ({})",
            some(files)
        )
    };
    gaps.iter().map(one).collect::<Vec<_>>().join("; ")
}

/// Files that a message names.
const NAMED: usize = 5;

/// The first of some files, and how many more there are.
pub fn some(files: &[String]) -> String {
    let named = files.iter().take(NAMED).cloned().collect::<Vec<_>>();
    match files.len().saturating_sub(NAMED) {
        0 => named.join(", "),
        more => format!("{} and {more} more", named.join(", ")),
    }
}

/// How to say the currency of files that state none; `idle` are globs of accounts that take no file. Naming one of the
/// known currencies would be a guess that somebody pastes.
pub fn said(files: &[String], idle: &[String]) -> String {
    let first = files.first().map_or("FILE", |file| file);
    let each = if files.len() > 1 {
        ", once for each"
    } else {
        ""
    };
    let list: Vec<String> = files
        .iter()
        .take(NAMED)
        .map(|file| format!("\"{file}\""))
        .collect();
    let mut text = format!(
        "say which with `--currency-of '{first}=CODE'`{each}, or by [[accounts]] of the project file: `account = \"NAME\"`, \
         `files = [{}]`, `currency = \"CODE\"`",
        list.join(", ")
    );
    if !idle.is_empty() {
        text.push_str(&format!("; none of the files read is like {}", some(idle)));
    }
    text
}
