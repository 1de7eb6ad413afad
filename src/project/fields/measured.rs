//! What was measured by tests, and metrics of the project's own.

use super::{Kind, Section, optional, required};

pub static EXPERIMENTS: Section = Section {
    name: "experiments",
    doc: "Tests that measured an increment: their result makes attributed value a measured one.",
    lack: "a test without source and owner is grade D2 and refused: say where its result comes from and who answers for it",
    fields: &[
        required("exp_id", Kind::Text, "Its name.", "\"meta-holdout-spring\""),
        required(
            "method",
            Kind::Choice(&[
                "holdout",
                "conversion_lift",
                "geo",
                "difference_in_differences",
                "synthetic_control",
                "time_based_regression",
            ]),
            "How it was done.",
            "\"holdout\"",
        ),
        optional(
            "function",
            Kind::Function,
            "The duty it is about.",
            "\"paid\"",
        ),
        optional(
            "scope",
            Kind::Scope,
            "What it is about; everything where left out.",
            "\"platform=meta\"",
        ),
        required("start", Kind::Day, "Its first day.", "2026-03-01"),
        required("end", Kind::Day, "Its last day.", "2026-04-15"),
        optional(
            "incrementality",
            Kind::Number,
            "Its result: incremental over attributed conversions; without it the groups say.",
            "0.7",
        ),
        optional(
            "low",
            Kind::Number,
            "The lower end of the interval of that.",
            "0.45",
        ),
        optional("high", Kind::Number, "The upper end.", "0.95"),
        optional(
            "grade",
            Kind::Grade,
            "A1 where it was randomised, A2 else and for regions where it is not said; without an interval A2.",
            "\"A1\"",
        ),
        optional(
            "cells",
            Kind::Rows(&CELLS),
            "Its groups, where they are known.",
            "",
        ),
        required(
            "source",
            Kind::Text,
            "Where it comes from.",
            "\"Lift report of 20 April\"",
        ),
        required(
            "owner",
            Kind::Text,
            "Who answers for it.",
            "\"Head of paid media\"",
        ),
        optional(
            "date",
            Kind::Day,
            "When the result was known.",
            "2026-04-20",
        ),
        optional(
            "expires",
            Kind::Day,
            "Until when it holds; 12 months after its end where left out.",
            "2027-04-15",
        ),
    ],
};

static CELLS: Section = Section {
    name: "cells",
    doc: "One group of an experiment.",
    lack: "",
    fields: &[
        required(
            "cell",
            Kind::Choice(&["treated", "control"]),
            "Which.",
            "\"treated\"",
        ),
        required("n", Kind::Above, "People in it.", "10000"),
        required(
            "conversions",
            Kind::Positive,
            "How many of them converted.",
            "600",
        ),
        optional("revenue", Kind::Number, "What they brought.", "36000"),
        optional("spend", Kind::Positive, "What was spent on them.", "5000"),
    ],
};

pub static METRICS: Section = Section {
    name: "metrics",
    doc: "Metrics of your own, as formulas over columns of the canonical tables.",
    lack: "",
    fields: &[
        required(
            "name",
            Kind::Text,
            "Its column: lower-case letters, digits and `_`.",
            "\"spend_per_share\"",
        ),
        required(
            "title",
            Kind::Text,
            "Its name in words.",
            "\"Spend per share\"",
        ),
        required(
            "unit",
            Kind::Choice(&[
                "money", "count", "rate", "ratio", "people", "seconds", "per_post",
            ]),
            "What it is measured in.",
            "\"money\"",
        ),
        required(
            "num",
            Kind::Text,
            "The numerator, or the whole of it.",
            "\"sum(ad_spend.spend)\"",
        ),
        optional(
            "den",
            Kind::Text,
            "The denominator.",
            "\"sum(posts.shares)\"",
        ),
        optional(
            "zero",
            Kind::Choice(&["Z0", "Z0p", "Z1", "Z1r", "Z2", "Z5", "Z6", "Z7"]),
            "What a zero does.",
            "\"Z0\"",
        ),
        optional(
            "agg",
            Kind::Choice(&["A0", "A1", "A2", "A3", "A4", "A5"]),
            "How parts combine.",
            "\"A0\"",
        ),
        optional(
            "direction",
            Kind::Choice(&["higher", "lower", "neutral"]),
            "Which way is better.",
            "\"lower\"",
        ),
        optional(
            "note",
            Kind::Text,
            "Its meaning and its pitfall.",
            "\"paid spend over organic shares\"",
        ),
        optional(
            "source",
            Kind::Text,
            "Whose definition it is.",
            "\"Own definition\"",
        ),
        optional(
            "also",
            Kind::Texts,
            "Other names that people type.",
            "[\"cost_per_share\"]",
        ),
    ],
};
