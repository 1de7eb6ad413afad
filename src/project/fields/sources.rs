//! What the exports are about: accounts, and campaigns' channels, functions and goals.

use super::{Kind, Section, optional, required};

pub static MAPPING: Section = Section {
    name: "mapping",
    doc: "What campaigns are for: the first rule that a campaign's name matches counts.",
    lack: "",
    fields: &[
        required(
            "campaign",
            Kind::Pattern,
            "Names that it is for, with * and ?.",
            "\"Jobs *\"",
        ),
        optional(
            "platform",
            Kind::Text,
            "Only on this platform.",
            "\"linkedin\"",
        ),
        optional(
            "channel",
            Kind::Text,
            "The channel of such campaigns.",
            "\"Paid Social\"",
        ),
        optional(
            "function",
            Kind::Function,
            "The duty that they serve.",
            "\"recruiting\"",
        ),
        optional(
            "goal",
            Kind::Text,
            "What they are to bring.",
            "\"applications\"",
        ),
        optional(
            "rename",
            Kind::Text,
            "The one name that they count under.",
            "\"Employer brand\"",
        ),
    ],
};

pub static CREATORS: Section = Section {
    name: "creators",
    doc: "What tells the orders that creators and affiliates brought, beside their UTM.",
    lack: "",
    fields: &[required(
        "codes",
        Kind::Texts,
        "Discount codes that are theirs, with * and ?, in capitals or not.",
        "[\"ANNA10\", \"LENA-*\"]",
    )],
};

pub static ACCOUNTS: Section = Section {
    name: "accounts",
    doc: "Accounts on networks and ad platforms.",
    lack: "",
    fields: &[
        required(
            "account",
            Kind::Text,
            "Its name in exports.",
            "\"Northwind Ads\"",
        ),
        optional("platform", Kind::Text, "Its platform.", "\"meta\""),
        optional(
            "files",
            Kind::Texts,
            "Exports that are its own and do not say so: globs.",
            "[\"meta_*.csv\"]",
        ),
        optional(
            "time_zone",
            Kind::TimeZone,
            "The time zone of its days.",
            "\"Europe/Berlin\"",
        ),
        optional(
            "currency",
            Kind::Currency,
            "The currency of its exports, where they do not say.",
            "\"EUR\"",
        ),
        optional(
            "owner",
            Kind::Text,
            "Who answers for it.",
            "\"Head of paid media\"",
        ),
        optional(
            "mfa",
            Kind::Flag,
            "Whether signing in takes a second factor.",
            "true",
        ),
        optional(
            "last_access_review",
            Kind::Day,
            "When its users were last reviewed.",
            "2026-06-30",
        ),
        optional(
            "status",
            Kind::Choice(&["official", "rogue", "dormant"]),
            "Whether it is ours and alive.",
            "\"official\"",
        ),
        optional(
            "verified",
            Kind::Flag,
            "Whether the platform has verified it.",
            "true",
        ),
        optional(
            "brand_checks_passed",
            Kind::Positive,
            "Points of the brand list that it meets.",
            "9",
        ),
        optional(
            "brand_checks_total",
            Kind::Positive,
            "Points of the brand list.",
            "10",
        ),
        optional(
            "note",
            Kind::Text,
            "Anything else.",
            "\"run by the agency\"",
        ),
    ],
};
