//! Documents that only the reader refuses.

/// Rules that a schema cannot say, each with a document that only the reader refuses.
pub const BEYOND: [(&str, &str, &str); 23] = [
    ("low, base and high in this order", "margin", "low = 0.5"),
    ("an end after its start", "experiments", "end = 2026-02-01"),
    (
        "a range that ends after it starts",
        "costs",
        "period = \"2026-09..2026-08\"",
    ),
    (
        "something that expires after it begins",
        "margin",
        "date = 2026-06-01\nexpires = 2026-01-01",
    ),
    (
        "week 53 of years that have one",
        "costs",
        "period = \"2025-W53\"",
    ),
    ("30 Esfand of leap years", "margin", "date = \"1404-12-30\""),
    (
        "shares up to 1 together",
        "allocation",
        "shares = { paid = 0.6, organic = 0.6 }",
    ),
    (
        "hours that are left of a year",
        "roles",
        "-loaded_rate\nannual_pay = 1\npaid_hours = 10\nleave_hours = 10",
    ),
    (
        "up to as many as there are",
        "accounts",
        "brand_checks_passed = 9\nbrand_checks_total = 8",
    ),
    (
        "conversions up to the people of a group",
        "experiments",
        "cells = [{ cell = \"treated\", n = 1, conversions = 2 }]",
    ),
    (
        "what is watched below what is acted on",
        "check",
        "pacing_watch = 0.2\npacing_act = 0.1",
    ),
    (
        "each row once",
        "counts",
        "value = 5\n[[counts]]\nkey = \"contacts_resolved\"\nperiod = \"2026-09\"\nvalue = 5",
    ),
    (
        "a key that is counted or assumed",
        "counts",
        "value = 5\n[[assumptions]]\nkey = \"contacts_resolved\"\nbase = 1\nsource = \"a\"\nowner = \"b\"\ndate = 2026-01-01",
    ),
    (
        "rules that a name can reach",
        "mapping",
        "campaign = \"*\"\n[[mapping]]\ncampaign = \"a\"\ngoal = \"b\"",
    ),
    (
        "rates between two currencies",
        "costs",
        "currency = \"EUR\"\n[[finance]]\nperiod = 2026\ncurrency = \"USD\"",
    ),
    (
        "roles that are there",
        "labour",
        "-loaded_rate\nrole = \"nobody\"",
    ),
    ("metrics that are there", "targets", "metric = \"zebra\""),
    ("formulas", "metrics", "num = \"sum(zebra)\""),
    (
        "names of platforms, which have many",
        "experiments",
        "scope = \"platform=zebra\"",
    ),
    (
        "codes that differ by more than capitals",
        "creators",
        "codes = [\"ANNA10\", \"anna10\"]",
    ),
    ("files that are there", "sheets", "costs = \"nothing.csv\""),
    (
        "days without quotes, which a schema sees as text",
        "margin",
        "source = 2026-01-01",
    ),
    (
        "numbers of 27 digits, and in other notations",
        "costs",
        "amount = 0x10",
    ),
];
