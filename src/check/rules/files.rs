//! Files that were not read, rows that were not read, and what reading warned of.

use crate::check::verdict::Court;
use crate::check::words::counted;
use crate::check::{Case, FileFact, FileState, Place, Rule, Severity};

pub static RULES: [Rule; 7] = [
    Rule {
        id: "unread-file",
        title: "A file cannot be read",
        severity: Severity::Error,
        about: "a damaged file, or one that was named and that no format fits: its figures are missing everywhere",
        mend: "download the export again, or leave it out",
    },
    Rule {
        id: "unknown-file",
        title: "A file in a folder is of no known format",
        severity: Severity::Warning,
        about: "a file among the exports that no format fits, so that nothing of it counts",
        mend: "`social-roi formats` lists what can be read; move the file away if it is no export",
    },
    Rule {
        id: "refused-file",
        title: "A file holds nothing that can be used",
        severity: Severity::Warning,
        about: "an export of a known format that is refused, for the reason that is told",
        mend: "export the report that the message names in its place",
    },
    Rule {
        id: "empty-file",
        title: "An export has no rows",
        severity: Severity::Note,
        about: "a known export without rows: right if nothing happened, wrong if its days were",
        mend: "see whether the days of the export were right",
    },
    Rule {
        id: "rejected-rows",
        title: "Rows could not be read",
        severity: Severity::Warning,
        about: "rows that are in no figure, as a cell of theirs cannot be read",
        mend: "`--rejects FILE` writes them with their reasons; correct them at the source",
    },
    Rule {
        id: "reading",
        title: "Reading met something doubtful",
        severity: Severity::Warning,
        about: "rows that stand in two files, totals that differ from their rows, currencies that were concluded and the like",
        mend: "see that the files say what you think they say",
    },
    Rule {
        id: "sheet-left-out",
        title: "A filled sheet does not count",
        severity: Severity::Warning,
        about: "a sheet of costs, hours, budgets or the like that lies beside the project file or among its exports and that nothing names",
        mend: "name it under [sheets], or move it away",
    },
];

pub fn judge(case: &Case<'_>, court: &mut Court<'_>) {
    let mut told = Vec::new();
    for file in &case.files {
        // Several tables of one file may have come to the same.
        let what = (&file.path, file.state, &file.message);
        if !told.contains(&what) {
            told.push(what);
            unread(file, court);
        }
        if file.rejected > 0 {
            rejected(file, court);
        }
    }
    let mut told = Vec::new();
    for warning in &case.warnings {
        if told.contains(&warning) {
            continue;
        }
        told.push(warning);
        let place = warning.place.as_ref();
        let place = place.map(|place| Place::line(&place.file, place.line));
        let column = warning
            .place
            .as_ref()
            .and_then(|place| place.column.as_ref());
        let found = match column {
            Some(column) => format!("column `{column}`: {}", warning.what),
            None => warning.what.clone(),
        };
        let mend = warning.hint.as_deref().unwrap_or(RULES[5].mend);
        court.add_mended(
            &RULES[5],
            place,
            found,
            "no doubt about what the files say",
            mend,
        );
    }
}

fn unread(file: &FileFact, court: &mut Court<'_>) {
    let (rule, expected) = match file.state {
        FileState::Read => return,
        FileState::Broken => (&RULES[0], "a file that can be read"),
        FileState::Unknown if file.named => (&RULES[0], "a known export"),
        FileState::Unknown => (&RULES[1], "known exports alone"),
        FileState::Refused => (&RULES[2], "an export that can be used"),
        FileState::LeftOut => (&RULES[6], "sheets that count"),
        FileState::Empty => (&RULES[3], "rows"),
    };
    let mend = file.hint.as_deref().unwrap_or(rule.mend);
    let place = Some(Place::file(&file.path));
    // What was expected has a line of its own.
    let found = file.message.strip_prefix(UNKNOWN).unwrap_or(&file.message);
    court.add_mended(rule, place, found, expected, mend);
}

/// How the reader begins to say that no format fits.
const UNKNOWN: &str = "expected a known export, found ";

fn rejected(file: &FileFact, court: &mut Court<'_>) {
    let first = file.first_rejects.first();
    let count = usize::try_from(file.rejected).unwrap_or(usize::MAX);
    let mut found = format!(
        "{} of {} could not be read",
        counted(count, "row"),
        grouped(file.rows)
    );
    for (line, why) in &file.first_rejects {
        found.push_str(&format!("; line {line}: {why}"));
    }
    let more = count.saturating_sub(file.first_rejects.len());
    if more > 0 {
        found.push_str(&format!("; and {more} more"));
    }
    let place = Place::line(&file.path, first.map(|(line, _)| *line));
    court.add(&RULES[4], Some(place), found, "every row read");
}

fn grouped(rows: u64) -> String {
    crate::report::ledger::grouped(crate::schema::Amount::whole(rows as i64), 0)
}
