//! What `check` lets pass, and how bad it is what it finds.

use super::{Keys, Kind, Section, optional};

pub static CHECK: Section = Section {
    name: "check",
    doc: "What `social-roi check` lets pass, and how bad what its rules find is; `check --list-rules` names them.",
    lack: "",
    fields: &[
        optional(
            "join_rate",
            Kind::Share,
            "The share of spend and of revenue that is to join by campaign.",
            "0.8",
        ),
        optional(
            "pacing_watch",
            Kind::Share,
            "How far a budget's pace may be from its plan.",
            "0.05",
        ),
        optional(
            "pacing_act",
            Kind::Share,
            "How far until something has to be done.",
            "0.15",
        ),
        optional(
            "waste_factor",
            Kind::Above,
            "Target costs of a conversion that may be spent without one.",
            "2",
        ),
        optional(
            "target_near",
            Kind::Fraction,
            "The share of a target from which it is nearly reached.",
            "0.9",
        ),
        optional(
            "expires_months",
            Kind::Whole(1, 120),
            "Months that a figure without a day `expires` holds.",
            "12",
        ),
        optional(
            "severity",
            Kind::Keyed(
                Keys::Rules,
                &Kind::Choice(&["error", "warning", "note", "off"]),
            ),
            "Rules with a severity of their own: error, warning, note, off.",
            "{ join-rate = \"error\", early-end = \"off\" }",
        ),
    ],
};
