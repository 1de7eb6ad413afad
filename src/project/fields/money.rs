//! Money: currency, margin, costs, hours, budget, and the company's own figures.

use super::{Keys, Kind, Section, optional, required};

pub static MONEY: Section = Section {
    name: "money",
    doc: "The currency of reports, and what becomes of refunds.",
    lack: "",
    fields: &[
        optional(
            "currency",
            Kind::Currency,
            "The currency that everything is reported in.",
            "\"EUR\"",
        ),
        optional(
            "rates",
            Kind::Path,
            "A CSV of rates: date, from, to, rate.",
            "\"rates.csv\"",
        ),
        optional(
            "refunds",
            Kind::Choice(&["order", "refund"]),
            "Whether a refund falls on the day of its order or on its own day.",
            "\"order\"",
        ),
    ],
};

pub static MARGIN: Section = Section {
    name: "margin",
    doc: "Contribution margin: the share of net revenue that is left after variable cost.",
    lack: "the margin counts where no product and no month has its own",
    fields: &[
        required("base", Kind::Fraction, "The margin.", "0.4"),
        optional("low", Kind::Fraction, "The lowest that it may be.", "0.35"),
        optional(
            "high",
            Kind::Fraction,
            "The highest that it may be.",
            "0.45",
        ),
        optional(
            "product",
            Kind::Keyed(Keys::Names, &Kind::Fraction),
            "Margins of single products.",
            "{ \"Shoes\" = 0.38 }",
        ),
        optional(
            "month",
            Kind::Keyed(Keys::Periods, &Kind::Fraction),
            "Margins of single months.",
            "{ \"2026-11\" = 0.36 }",
        ),
        optional(
            "source",
            Kind::Text,
            "Where it comes from.",
            "\"Finance, 2025 accounts\"",
        ),
        optional(
            "owner",
            Kind::Text,
            "Who answers for it.",
            "\"Head of finance\"",
        ),
        optional("date", Kind::Day, "Since when it holds.", "2026-01-15"),
        optional("expires", Kind::Day, "Until when it holds.", "2026-12-31"),
    ],
};

pub static ALLOCATION: Section = Section {
    name: "allocation",
    doc: "How shared cost is shared out among functions; what no share takes stays visible as unallocated.",
    lack: "",
    fields: &[
        optional(
            "key",
            Kind::Choice(&["hours", "direct_cost", "shares"]),
            "By hours, by direct cost, or by the shares below.",
            "\"hours\"",
        ),
        optional(
            "shares",
            Kind::Keyed(Keys::Functions, &Kind::Share),
            "Shares of functions, up to 1 together.",
            "{ paid = 0.5, organic = 0.3 }",
        ),
    ],
};

pub static COSTS: Section = Section {
    name: "costs",
    doc: "What was spent beside the media that the exports hold.",
    lack: "",
    fields: &[
        required("period", Kind::Period, "The days it is for.", "\"2026-09\""),
        required(
            "function",
            Kind::FunctionOrShared,
            "The duty it serves; `shared` for several.",
            "\"organic\"",
        ),
        required("cost_type", Kind::CostType, "What was bought.", "\"tools\""),
        optional("amount", Kind::Number, "How much, without VAT.", "3200"),
        optional(
            "share_of_labour",
            Kind::Share,
            "In place of an amount: overhead as a share of labour.",
            "0.1",
        ),
        optional(
            "currency",
            Kind::Currency,
            "Its currency, where another than the reports'.",
            "\"EUR\"",
        ),
        optional("vendor", Kind::Text, "Who was paid.", "\"Scheduling tool\""),
        optional(
            "platform",
            Kind::Text,
            "Of media: the ad platform; else the one that the vendor is, or without one the note names.",
            "\"reddit\"",
        ),
        optional(
            "status",
            Kind::Choice(&["booked", "estimated"]),
            "Whether it is in the books.",
            "\"booked\"",
        ),
        optional(
            "note",
            Kind::Text,
            "Anything else.",
            "\"yearly contract, a twelfth\"",
        ),
    ],
};

pub static ROLES: Section = Section {
    name: "roles",
    doc: "Loaded hourly rates: annual pay × (1 + on-cost) / (paid hours − leave − holidays) / utilisation, or the rate itself.",
    lack: "",
    fields: &[
        required(
            "role",
            Kind::Text,
            "Its name in `labour`.",
            "\"community manager\"",
        ),
        optional(
            "loaded_rate",
            Kind::Above,
            "The rate itself, per hour.",
            "38",
        ),
        optional("annual_pay", Kind::Above, "Pay of a year.", "42000"),
        optional(
            "on_cost",
            Kind::Share,
            "What comes on top of it, as a fraction.",
            "0.28",
        ),
        optional("paid_hours", Kind::Above, "Paid hours of a year.", "2080"),
        optional(
            "leave_hours",
            Kind::Positive,
            "Hours of leave in them.",
            "200",
        ),
        optional(
            "holiday_hours",
            Kind::Positive,
            "Hours of public holidays in them.",
            "80",
        ),
        optional(
            "utilisation",
            Kind::Fraction,
            "The share of the rest that is work on something.",
            "0.85",
        ),
        optional(
            "currency",
            Kind::Currency,
            "Its currency, where another than the reports'.",
            "\"EUR\"",
        ),
        optional(
            "source",
            Kind::Text,
            "Where it comes from.",
            "\"Payroll 2026\"",
        ),
        optional(
            "owner",
            Kind::Text,
            "Who answers for it.",
            "\"People team\"",
        ),
        optional("date", Kind::Day, "Since when it holds.", "2026-01-15"),
    ],
};

pub static LABOUR: Section = Section {
    name: "labour",
    doc: "Hours of people.",
    lack: "",
    fields: &[
        required("period", Kind::Period, "The days worked.", "\"2026-09\""),
        required(
            "function",
            Kind::FunctionOrShared,
            "The duty it serves; `shared` for several.",
            "\"care\"",
        ),
        optional(
            "role",
            Kind::Text,
            "The role, which has the rate.",
            "\"community manager\"",
        ),
        required("hours", Kind::Positive, "Hours worked.", "120"),
        optional(
            "loaded_rate",
            Kind::Above,
            "What an hour costs; else the role's, else the assumption `loaded_rate`.",
            "38",
        ),
        optional(
            "goal",
            Kind::Text,
            "The goal of the organisation that they serve.",
            "\"applications\"",
        ),
        optional(
            "currency",
            Kind::Currency,
            "Currency of the rate, where another than the reports'.",
            "\"EUR\"",
        ),
        optional("note", Kind::Text, "Anything else.", "\"time sheet\""),
    ],
};

pub static BUDGET: Section = Section {
    name: "budget",
    doc: "Planned spend, for pacing.",
    lack: "",
    fields: &[
        required("period", Kind::Period, "The days it is for.", "\"2026-Q4\""),
        optional(
            "scope",
            Kind::Scope,
            "What it is for; everything where left out.",
            "\"platform=meta\"",
        ),
        required("planned", Kind::Above, "How much.", "20000"),
        optional(
            "currency",
            Kind::Currency,
            "Its currency, where another than the reports'.",
            "\"EUR\"",
        ),
        optional(
            "daily_curve",
            Kind::Choice(&["even", "weekdays"]),
            "How it is spread over the days.",
            "\"even\"",
        ),
        optional(
            "source",
            Kind::Text,
            "Where it comes from.",
            "\"Media plan of 1 September\"",
        ),
    ],
};

pub static FINANCE: Section = Section {
    name: "finance",
    doc: "The whole company's figures by period.",
    lack: "",
    fields: &[
        required(
            "period",
            Kind::Period,
            "The days they are for.",
            "\"2026-09\"",
        ),
        optional(
            "total_revenue",
            Kind::Number,
            "Net revenue of everything.",
            "480000",
        ),
        optional(
            "new_customer_revenue",
            Kind::Number,
            "Of it, from new customers.",
            "150000",
        ),
        optional("orders", Kind::Positive, "Orders.", "6100"),
        optional(
            "new_customers",
            Kind::Positive,
            "Customers who ordered for the first time.",
            "1900",
        ),
        optional(
            "customers",
            Kind::Positive,
            "Customers who ordered, each once.",
            "4300",
        ),
        optional("cogs", Kind::Number, "Cost of goods sold.", "240000"),
        optional(
            "variable_costs",
            Kind::Number,
            "Other cost that grows with sales.",
            "40000",
        ),
        optional(
            "total_marketing_spend",
            Kind::Positive,
            "Spend on all marketing.",
            "70000",
        ),
        optional(
            "market_size",
            Kind::Positive,
            "Sales of the whole market.",
            "9000000",
        ),
        optional(
            "currency",
            Kind::Currency,
            "Their currency, where another than the reports'.",
            "\"EUR\"",
        ),
        optional(
            "source",
            Kind::Text,
            "Where they come from.",
            "\"ERP, closed month\"",
        ),
    ],
};
