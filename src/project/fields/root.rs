//! The file's own keys and its settings.

use super::check::CHECK;
use super::evidence::{ASSUMPTIONS, BENCHMARKS, COUNTS, SAVINGS, TARGETS};
use super::measured::{EXPERIMENTS, METRICS};
use super::money::{ALLOCATION, BUDGET, COSTS, FINANCE, LABOUR, MARGIN, MONEY, ROLES};
use super::sources::{ACCOUNTS, CREATORS, MAPPING};
use super::{Field, Kind, Section, optional};

/// A section: a key whose value is documented by the section.
const fn table(section: &'static Section) -> Field {
    optional(section.name, Kind::Table(section), section.doc, "")
}

/// A list of rows.
const fn rows(section: &'static Section) -> Field {
    optional(section.name, Kind::Rows(section), section.doc, "")
}

/// The whole file.
pub static ROOT: Section = Section {
    name: "",
    doc: "social-roi's project file: sources, money, costs, hours, assumptions, targets.",
    lack: "",
    fields: &[
        optional(
            "sources",
            Kind::Sources,
            "Files, folders and globs to read where the command line names none; or a table of them by canonical table.",
            "[\"exports\"]",
        ),
        optional(
            "profiles",
            Kind::Path,
            "A folder of your own export profiles.",
            "\"my-profiles\"",
        ),
        table(&SHEETS),
        table(&MONEY),
        table(&CALENDAR),
        table(&ATTRIBUTION),
        table(&CREATORS),
        table(&MARGIN),
        table(&ALLOCATION),
        table(&CHECK),
        rows(&MAPPING),
        rows(&ACCOUNTS),
        rows(&COSTS),
        rows(&ROLES),
        rows(&LABOUR),
        rows(&ASSUMPTIONS),
        rows(&COUNTS),
        rows(&SAVINGS),
        rows(&TARGETS),
        rows(&BENCHMARKS),
        rows(&BUDGET),
        rows(&EXPERIMENTS),
        rows(&FINANCE),
        rows(&METRICS),
    ],
};

/// One list that may also be a sheet.
const fn sheet(key: &'static str, doc: &'static str, example: &'static str) -> Field {
    optional(key, Kind::Paths, doc, example)
}

static SHEETS: Section = Section {
    name: "sheets",
    doc: "Lists kept in CSV or XLSX sheets: the headers are the keys of the list; `plan.xlsx#Costs` names a tab.",
    lack: "",
    fields: &[
        sheet("costs", "Sheets of costs.", "\"plan/costs.csv\""),
        sheet(
            "roles",
            "Sheets of roles and their rates.",
            "\"plan/roles.csv\"",
        ),
        sheet("labour", "Sheets of hours.", "\"plan/labour.csv\""),
        sheet(
            "assumptions",
            "Sheets of assumptions.",
            "\"plan/assumptions.csv\"",
        ),
        sheet("counts", "Sheets of counts.", "\"plan/counts.csv\""),
        sheet("targets", "Sheets of targets.", "\"plan/targets.csv\""),
        sheet(
            "benchmarks",
            "Sheets of benchmarks.",
            "\"plan/benchmarks.csv\"",
        ),
        sheet("budget", "Sheets of budgets.", "\"plan/budget.csv\""),
        sheet("accounts", "Sheets of accounts.", "\"plan/accounts.csv\""),
        sheet(
            "finance",
            "Sheets of the whole company's figures.",
            "\"plan/finance.csv\"",
        ),
    ],
};

static CALENDAR: Section = Section {
    name: "calendar",
    doc: "Whose months, weeks and years reports follow.",
    lack: "",
    fields: &[
        optional(
            "system",
            Kind::Choice(&["gregorian", "jalali"]),
            "The calendar of periods.",
            "\"gregorian\"",
        ),
        optional(
            "fiscal_year_start",
            Kind::Whole(1, 12),
            "The month that the fiscal year begins with, in that calendar.",
            "1",
        ),
        optional(
            "week_start",
            Kind::Choice(&[
                "monday",
                "tuesday",
                "wednesday",
                "thursday",
                "friday",
                "saturday",
                "sunday",
            ]),
            "The first day of a week.",
            "\"monday\"",
        ),
        optional(
            "time_zone",
            Kind::TimeZone,
            "The time zone that days are counted in.",
            "\"Europe/Berlin\"",
        ),
    ],
};

static ATTRIBUTION: Section = Section {
    name: "attribution",
    doc: "How credit is given, where the command line does not say.",
    lack: "",
    fields: &[
        optional(
            "model",
            Kind::Model,
            "The model of one figure.",
            "\"linear\"",
        ),
        optional(
            "lookback_days",
            Kind::Positive,
            "Days before a conversion in which a touch counts.",
            "30",
        ),
        optional(
            "view_lookback_days",
            Kind::Positive,
            "The same for views.",
            "1",
        ),
        optional(
            "touch_types",
            Kind::Texts,
            "Which touches count: click, view.",
            "[\"click\", \"view\"]",
        ),
        optional(
            "path_reset",
            Kind::Choice(&["after-conversion", "none"]),
            "Whether a conversion closes the journey.",
            "\"after-conversion\"",
        ),
        optional(
            "ties",
            Kind::Choice(&["order", "split"]),
            "What becomes of touches at one moment.",
            "\"order\"",
        ),
        optional(
            "direct",
            Kind::Texts,
            "Channels that are direct visits.",
            "[\"Direct\"]",
        ),
        optional(
            "conversion_events",
            Kind::Texts,
            "Events that convert.",
            "[\"purchase\", \"conversion\"]",
        ),
        optional(
            "half_life_days",
            Kind::Above,
            "The half-life of time-decay.",
            "7",
        ),
        optional(
            "markov_order",
            Kind::Whole(1, 4),
            "Touches that a state of the chain remembers.",
            "1",
        ),
    ],
};
