//! The tables that people write themselves: what is spent beside media, planned, aimed at and assumed. Their columns are
//! the keys of the project file, whose reader reads them too.

use super::Kind::{Count, Date, Flag, Money, Name, Quantity, Rate, Text};
use super::{Column, Table};

macro_rules! columns {
    ($($constant:ident = $name:literal),+ $(,)?) => {
        $(#[allow(missing_docs)] pub const $constant: &str = $name;)+
    };
}

columns! {
    PERIOD = "period", FUNCTION = "function", COST_TYPE = "cost_type", AMOUNT = "amount", SHARE_OF_LABOUR = "share_of_labour",
    CURRENCY = "currency", VENDOR = "vendor", STATUS = "status", NOTE = "note", ROLE = "role", HOURS = "hours",
    LOADED_RATE = "loaded_rate", KEY = "key", BASE = "base", LOW = "low", HIGH = "high", UNIT = "unit", SOURCE = "source",
    OWNER = "owner", DATE = "date", EXPIRES = "expires", GRADE = "grade", SCOPE = "scope", PLANNED = "planned",
    DAILY_CURVE = "daily_curve", METRIC = "metric", VALUE = "value", DIRECTION = "direction", ACCOUNT = "account",
    PLATFORM = "platform", FILES = "files", TIME_ZONE = "time_zone", MFA = "mfa", LAST_ACCESS_REVIEW = "last_access_review",
    VERIFIED = "verified", BRAND_CHECKS_PASSED = "brand_checks_passed", BRAND_CHECKS_TOTAL = "brand_checks_total",
    TOTAL_REVENUE = "total_revenue", NEW_CUSTOMER_REVENUE = "new_customer_revenue", ORDERS = "orders",
    NEW_CUSTOMERS = "new_customers", CUSTOMERS = "customers", COGS = "cogs", VARIABLE_COSTS = "variable_costs",
    TOTAL_MARKETING_SPEND = "total_marketing_spend", MARKET_SIZE = "market_size",
    GOAL = "goal", SAMPLE = "sample",
    // What the program adds.
    LABOUR_COST = "cost", SCOPE_KEYS = "scope_keys", PAID_PLATFORM = "paid_platform",
}

/// The names of the tables: a file that holds one is read by the rules of the project file.
pub const PLAN_TABLES: [&str; 8] = [
    COSTS.name,
    LABOUR.name,
    ASSUMPTIONS.name,
    BUDGET.name,
    TARGETS.name,
    ACCOUNTS.name,
    FINANCE.name,
    BENCHMARKS.name,
];

/// Whether a table of that name is one of them.
pub fn is_plan(table: &str) -> bool {
    PLAN_TABLES.contains(&table)
}

const fn c(name: &'static str, kind: super::Kind, doc: &'static str) -> Column {
    Column { name, kind, doc }
}

const DAYS: Column = c(
    PERIOD,
    Name,
    "the month, quarter, year or days that the row is for",
);

const CODE: Column = c(CURRENCY, Name, "ISO 4217 code");

pub(super) const COSTS: Table = Table {
    name: "costs",
    doc: "T10: what was spent beside the media of the exports",
    required: &[PERIOD, FUNCTION, COST_TYPE],
    columns: &[
        DAYS,
        c(FUNCTION, Name, "the duty it serves; `shared` for several"),
        c(
            COST_TYPE,
            Name,
            "media, tools, agency, content, creators, labour, training, overhead, incidents",
        ),
        c(AMOUNT, Money, "how much, without VAT"),
        c(
            SHARE_OF_LABOUR,
            Rate,
            "in place of an amount: overhead as a share of labour",
        ),
        CODE,
        c(VENDOR, Name, "who was paid"),
        c(STATUS, Name, "booked or estimated"),
        c(NOTE, Text, "anything else"),
    ],
};

pub(super) const LABOUR: Table = Table {
    name: "labour",
    doc: "T11: hours of people",
    required: &[PERIOD, FUNCTION, HOURS],
    columns: &[
        DAYS,
        c(FUNCTION, Name, "the duty it serves; `shared` for several"),
        c(ROLE, Name, "the role, which has the rate"),
        c(HOURS, Quantity, "hours worked"),
        c(LOADED_RATE, Money, "what an hour costs"),
        c(GOAL, Name, "the goal of the organisation that they serve"),
        CODE,
        c(NOTE, Text, "anything else"),
    ],
};

pub(super) const ASSUMPTIONS: Table = Table {
    name: "assumptions",
    doc: "T12: what is assumed, by whom and on which grounds",
    required: &[KEY, BASE],
    columns: &[
        c(KEY, Name, "its name"),
        c(BASE, Quantity, "the value"),
        c(LOW, Quantity, "the lowest that it may be"),
        c(HIGH, Quantity, "the highest that it may be"),
        c(UNIT, Name, "its unit"),
        c(SOURCE, Text, "where it comes from"),
        c(OWNER, Text, "who answers for it"),
        c(DATE, Date, "since when it holds"),
        c(EXPIRES, Date, "until when it holds"),
        DAYS,
        c(GRADE, Name, "how sure it is"),
        c(NOTE, Text, "anything else"),
    ],
};

pub(super) const BUDGET: Table = Table {
    name: "budget",
    doc: "T14: planned spend",
    required: &[PERIOD, PLANNED],
    columns: &[
        DAYS,
        c(SCOPE, Name, "what it is for; everything where blank"),
        c(PLANNED, Money, "how much"),
        CODE,
        c(DAILY_CURVE, Name, "even or weekdays"),
        c(SOURCE, Text, "where it comes from"),
    ],
};

pub(super) const TARGETS: Table = Table {
    name: "targets",
    doc: "T15: what figures are to reach",
    required: &[METRIC, PERIOD, VALUE],
    columns: &[
        c(METRIC, Name, "the metric"),
        c(SCOPE, Name, "what it is for; everything where blank"),
        DAYS,
        c(VALUE, Quantity, "the figure; rates as fractions"),
        c(DIRECTION, Name, "higher or lower"),
        CODE,
        c(SOURCE, Text, "where it comes from"),
        c(OWNER, Text, "who answers for it"),
    ],
};

pub(super) const BENCHMARKS: Table = Table {
    name: "benchmarks",
    doc: "T15: what others reach",
    required: &[METRIC, VALUE, SOURCE, DATE],
    columns: &[
        c(METRIC, Name, "the metric"),
        c(SCOPE, Name, "what it is about; everything where blank"),
        DAYS,
        c(VALUE, Quantity, "the figure; rates as fractions"),
        c(DIRECTION, Name, "higher or lower"),
        c(SOURCE, Text, "whose figure it is"),
        c(DATE, Date, "when it was published"),
        c(SAMPLE, Text, "what it was taken from"),
    ],
};

pub(super) const ACCOUNTS: Table = Table {
    name: "accounts",
    doc: "T17: accounts on networks and ad platforms",
    required: &[ACCOUNT, PLATFORM, OWNER],
    columns: &[
        c(ACCOUNT, Name, "its name in exports"),
        c(PLATFORM, Name, "its platform"),
        c(FILES, Text, "globs of exports that are its own"),
        c(TIME_ZONE, Name, "the time zone of its days"),
        CODE,
        c(OWNER, Text, "who answers for it"),
        c(MFA, Flag, "whether signing in takes a second factor"),
        c(
            LAST_ACCESS_REVIEW,
            Date,
            "when its users were last reviewed",
        ),
        c(STATUS, Name, "official, rogue or dormant"),
        c(VERIFIED, Flag, "whether the platform has verified it"),
        c(
            BRAND_CHECKS_PASSED,
            Count,
            "points of the brand list that it meets",
        ),
        c(BRAND_CHECKS_TOTAL, Count, "points of the brand list"),
        c(NOTE, Text, "anything else"),
    ],
};

pub(super) const FINANCE: Table = Table {
    name: "finance",
    doc: "T19: the whole company's figures by period",
    required: &[PERIOD, TOTAL_REVENUE],
    columns: &[
        DAYS,
        c(TOTAL_REVENUE, Money, "net revenue of everything"),
        c(NEW_CUSTOMER_REVENUE, Money, "of it, from new customers"),
        c(ORDERS, Quantity, "orders"),
        c(
            NEW_CUSTOMERS,
            Quantity,
            "customers who ordered for the first time",
        ),
        c(CUSTOMERS, Quantity, "customers who ordered, each once"),
        c(COGS, Money, "cost of goods sold"),
        c(VARIABLE_COSTS, Money, "other cost that grows with sales"),
        c(TOTAL_MARKETING_SPEND, Money, "spend on all marketing"),
        c(MARKET_SIZE, Money, "sales of the whole market"),
        CODE,
        c(SOURCE, Text, "where they come from"),
    ],
};
