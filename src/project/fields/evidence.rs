//! What figures rest on beside exports: assumptions, counts, savings; and what they are held against.

use super::{Kind, Section, optional, required};

pub static ASSUMPTIONS: Section = Section {
    name: "assumptions",
    doc: "Figures that nobody measured, each with its range, its source, its owner and its date.",
    lack: "an assumption without source, owner and date is grade D2 and refused: say where the figure comes from, who answers for it and since when",
    fields: &[
        required(
            "key",
            Kind::Text,
            "Its name in formulas.",
            "\"deflection_share\"",
        ),
        required("base", Kind::Number, "The figure itself.", "0.4"),
        optional("low", Kind::Number, "The lowest that it may be.", "0.25"),
        optional("high", Kind::Number, "The highest that it may be.", "0.55"),
        optional("unit", Kind::Text, "What it is measured in.", "\"share\""),
        required(
            "source",
            Kind::Text,
            "Where it comes from.",
            "\"Survey of 400 contacts\"",
        ),
        required(
            "owner",
            Kind::Text,
            "Who answers for it.",
            "\"Head of care\"",
        ),
        required("date", Kind::Day, "When it was set.", "2026-06-30"),
        optional("expires", Kind::Day, "Until when it holds.", "2027-06-30"),
        optional(
            "period",
            Kind::Period,
            "The days it holds for, where another holds for others.",
            "\"2026\"",
        ),
        optional(
            "grade",
            Kind::Grade,
            "How well it is supported: C2 for a survey, D1 for a judgement.",
            "\"C2\"",
        ),
        optional(
            "note",
            Kind::Text,
            "Anything else.",
            "\"to be measured again in spring\"",
        ),
    ],
};

pub static COUNTS: Section = Section {
    name: "counts",
    doc: "Counts that no export gives yet: contacts answered, hires.",
    lack: "",
    fields: &[
        required(
            "key",
            Kind::Text,
            "Its name in formulas.",
            "\"contacts_resolved\"",
        ),
        required(
            "period",
            Kind::Period,
            "The days it was counted in.",
            "\"2026-09\"",
        ),
        optional(
            "function",
            Kind::Function,
            "The duty it belongs to.",
            "\"care\"",
        ),
        required("value", Kind::Positive, "How many.", "5200"),
        optional(
            "source",
            Kind::Text,
            "Where it comes from.",
            "\"Help desk, monthly report\"",
        ),
        optional(
            "note",
            Kind::Text,
            "Anything else.",
            "\"without escalated contacts\"",
        ),
    ],
};

pub static SAVINGS: Section = Section {
    name: "savings",
    doc: "Money that was really not spent: a contract cancelled, a study not bought.",
    lack: "a saving without source, owner and date is grade D2 and refused: say which contract or plan it stood in",
    fields: &[
        required("period", Kind::Period, "The days it is for.", "\"2026-09\""),
        required(
            "function",
            Kind::Function,
            "The duty that saved it.",
            "\"recruiting\"",
        ),
        required(
            "what",
            Kind::Choice(&["cancelled_contract", "avoided_purchase"]),
            "A line that left the books, or a purchase that was planned and not made.",
            "\"cancelled_contract\"",
        ),
        required("amount", Kind::Above, "How much.", "1500"),
        optional("low", Kind::Positive, "The lowest that it may be.", "1200"),
        optional(
            "high",
            Kind::Positive,
            "The highest that it may be.",
            "1500",
        ),
        optional(
            "currency",
            Kind::Currency,
            "Its currency, where another than the reports'.",
            "\"EUR\"",
        ),
        optional("vendor", Kind::Text, "Who was not paid.", "\"Job board\""),
        required(
            "source",
            Kind::Text,
            "Where it comes from.",
            "\"Cancellation of 3 May\"",
        ),
        required(
            "owner",
            Kind::Text,
            "Who answers for it.",
            "\"People team\"",
        ),
        required("date", Kind::Day, "When it was set.", "2026-05-03"),
        optional(
            "note",
            Kind::Text,
            "Anything else.",
            "\"contract ran to June\"",
        ),
    ],
};

pub static TARGETS: Section = Section {
    name: "targets",
    doc: "What figures are to reach.",
    lack: "",
    fields: &[
        required("metric", Kind::Metric, "The metric.", "\"roas\""),
        optional(
            "scope",
            Kind::Scope,
            "What it is for; everything where left out.",
            "\"platform=meta\"",
        ),
        required("period", Kind::Period, "The days it is for.", "\"2026-Q4\""),
        required(
            "value",
            Kind::Number,
            "The figure; rates as fractions.",
            "4",
        ),
        optional(
            "direction",
            Kind::Choice(&["higher", "lower"]),
            "Which way is better, where not the metric's own.",
            "\"higher\"",
        ),
        optional(
            "currency",
            Kind::Currency,
            "Its currency, for money.",
            "\"EUR\"",
        ),
        optional(
            "source",
            Kind::Text,
            "Where it comes from.",
            "\"Plan of the year\"",
        ),
        optional(
            "owner",
            Kind::Text,
            "Who answers for it.",
            "\"Head of social\"",
        ),
    ],
};

pub static BENCHMARKS: Section = Section {
    name: "benchmarks",
    doc: "What others reach.",
    lack: "a benchmark without a source is refused: name the report and its date",
    fields: &[
        required("metric", Kind::Metric, "The metric.", "\"ctr\""),
        optional(
            "scope",
            Kind::Scope,
            "What it is about; everything where left out.",
            "\"platform=linkedin\"",
        ),
        optional("period", Kind::Period, "The days it is about.", "\"2026\""),
        required(
            "value",
            Kind::Number,
            "The figure; rates as fractions.",
            "0.012",
        ),
        optional(
            "direction",
            Kind::Choice(&["higher", "lower"]),
            "Which way is better, where not the metric's own.",
            "\"higher\"",
        ),
        required(
            "source",
            Kind::Text,
            "Whose figure it is.",
            "\"Benchmark report of a trade body\"",
        ),
        required("date", Kind::Day, "When it was published.", "2026-03-01"),
        optional(
            "sample",
            Kind::Text,
            "What it was taken from.",
            "\"312 accounts\"",
        ),
    ],
};
