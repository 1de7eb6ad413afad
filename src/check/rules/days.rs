//! Whether the exports cover their days: gaps within a platform's exports, and platforms that end before the others.

use chrono::{Days, NaiveDate};

use crate::check::verdict::Court;
use crate::check::words::{counted, day, money};
use crate::check::{Case, Data, Place, Rule, Severity};
use crate::error::WITH_DAYS;
use crate::report::{End, Extents, Gap, gaps, undated_rows};
use crate::schema::{cells, col};
use crate::time::Period;

pub static RULES: [Rule; 3] = [
    Rule {
        id: "missing-days",
        title: "Days are missing between exports",
        severity: Severity::Warning,
        about: "days without a row within what a platform's exports tell day by day or month by month; of orders, whole months",
        mend: "export the missing days, or take it as a pause",
    },
    Rule {
        id: "early-end",
        title: "A platform's exports end before the others",
        severity: Severity::Warning,
        about: "a platform whose rows end days before those beside it: its last days would count as nothing spent",
        mend: "export the days after it, or take it as stopped",
    },
    Rule {
        id: "no-day",
        title: "Rows say no day",
        severity: Severity::Warning,
        about: "orders or ads without a day: they count in no month and in no `--period`, and a ledger of one refuses them",
        mend: WITH_DAYS,
    },
];

/// Stretches that a sentence names.
const NAMED: usize = 3;

pub fn judge(case: &Case<'_>, court: &mut Court<'_>) {
    let Some(data) = &case.data else {
        if let Some(why) = case.lacks_data() {
            court.leave(&RULES, why);
        }
        return;
    };
    for gap in gaps(data.all, *data.options.calendar) {
        missing(&gap, data, court);
    }
    let ends = Extents::of(data.all).ends();
    for tables in [
        &["ad_spend", "conversions"][..],
        &["profiles_daily"],
        &["posts"],
    ] {
        let own: Vec<&End> = ends
            .iter()
            .filter(|end| tables.contains(&end.table))
            .collect();
        early(&own, case, data, court);
    }
    undated(data, court);
}

/// Rows without a day, by file.
fn undated(data: &Data<'_>, court: &mut Court<'_>) {
    for table in ["ad_spend", "conversions"] {
        let frame = data.all.frames.get(table);
        for (file, own) in frame.map(undated_rows).unwrap_or_default() {
            let found = format!(
                "{}: {} ({}) without a day",
                rows_of(table, ""),
                counted(own.rows, "row"),
                money(own.money, data.options.currency.as_deref())
            );
            let place = (!file.is_empty()).then(|| Place::file(&file));
            court.add(&RULES[2], place, found, "a day in each row");
        }
    }
}

/// What the rows of a table are called.
fn rows_of(table: &str, platform: &str) -> String {
    let rows = match table {
        "ad_spend" => "ads",
        "conversions" => col::ORDERS,
        "posts" => "posts",
        _ => "profiles",
    };
    match platform {
        "" => rows.to_owned(),
        platform => format!("{rows} of {platform}"),
    }
}

fn missing(gap: &Gap, data: &Data<'_>, court: &mut Court<'_>) {
    let inside = |days: &Period| match data.options.period {
        Some(asked) => asked.overlap(days),
        None => Some(*days),
    };
    let days: Vec<Period> = gap.days.iter().filter_map(inside).collect();
    if days.is_empty() {
        return;
    }
    let calendar = data.options.calendar;
    let mut names: Vec<String> = days
        .iter()
        .take(NAMED)
        .map(|days| days.told(calendar))
        .collect();
    if days.len() > NAMED {
        names.push(format!("{} further stretches", days.len() - NAMED));
    }
    let sum: i64 = days.iter().map(Period::days).sum();
    let found = format!(
        "{}: no row on {} ({})",
        rows_of(gap.table, &gap.platform),
        names.join(", "),
        counted(usize::try_from(sum).unwrap_or(0), "day")
    );
    let place = (!gap.file.is_empty()).then(|| Place::file(&gap.file));
    court.add(
        &RULES[0],
        place,
        found,
        "rows on every day between the first and the last",
    );
}

fn early(ends: &[&End], case: &Case<'_>, data: &Data<'_>, court: &mut Court<'_>) {
    let last = ends.iter().map(|end| end.last).max();
    let asked = data.options.period.map(|period| period.end);
    let over = case.today.and_then(|today| today.pred_opt());
    let due = match (last, asked, over) {
        (None, ..) => return,
        (Some(_), Some(asked), Some(over)) => asked.min(over),
        (Some(last), Some(asked), None) => asked.min(last),
        (Some(last), None, _) => last,
    };
    let late = |end: &&&End| end.last + Days::new(end.silence.unsigned_abs()) < due;
    for end in ends.iter().filter(late) {
        // A platform that ended well before the period was not used in it; one that ended in as many days before may lack
        // the period's export.
        let before = |period: Period| period.start - Days::new(period.days().unsigned_abs());
        if data
            .options
            .period
            .is_some_and(|period| end.last < before(period))
        {
            continue;
        }
        let found = format!(
            "{} end on {}, {} before {}",
            rows_of(end.table, &end.platform),
            day(end.last),
            counted(
                usize::try_from((due - end.last).num_days()).unwrap_or(0),
                "day"
            ),
            day(due)
        );
        let place = last_file(end, data).map(|file| Place::file(&file));
        court.add(&RULES[1], place, found, format!("rows until {}", day(due)));
    }
}

/// The file that holds the last day.
fn last_file(end: &End, data: &Data<'_>) -> Option<String> {
    let frame = data.all.frames.get(end.table)?;
    let files = cells::texts(frame, col::FILE)?;
    let platforms = cells::texts(frame, col::PLATFORM);
    let ends = cells::days(frame, col::PERIOD_END);
    let is_it = |day: NaiveDate| day == end.last;
    let own = |row: &usize| {
        let platform = platforms.as_ref().and_then(|names| names[*row]);
        let same = end.platform.is_empty() || platform == Some(&end.platform[..]);
        same && ends[*row].and_then(cells::day_of).is_some_and(is_it)
    };
    (0..frame.height())
        .filter(own)
        .find_map(|row| files[row].map(str::to_owned))
}
