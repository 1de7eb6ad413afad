//! Tables that the report computes whole, out of several of those that were read.

use crate::schema::Kind::{Count, Money, Name, Quantity};
use crate::schema::{Table, col, plan};

use super::computed::{
    ALL_COSTS, ALL_ORDERS, ASSISTED, COMPLETE_TYPE, CURVES, FUNCTION_RETURN, INFLUENCED_DEALS,
    JOURNEYS, LAG_DAYS, LEDGER, MARGINAL_REVENUE, NPV, PAYBACK_MONTHS, SOCIAL_LAST, TOUCHES,
    VALUE_A, VALUE_B, VALUE_C, VALUE_D, c,
};

/// Tables that are computed whole.
pub static COMPUTED_TABLES: &[Table] = &[
    Table {
        name: ALL_COSTS,
        doc: "every cost on record: media of the exports, costs and hours of the sheets",
        required: &[],
        columns: &[
            c(plan::FUNCTION, Name, "the duty it serves"),
            c(plan::COST_TYPE, Name, "what was bought"),
            c(plan::AMOUNT, Money, "how much"),
            c(
                COMPLETE_TYPE,
                Name,
                "the type of cost, where it is one of the eight that make a cost full",
            ),
        ],
    },
    Table {
        name: ALL_ORDERS,
        doc: "all orders, of whatever platform, on days of which claims are known",
        required: &[],
        columns: &[c(col::ORDERS, Quantity, "orders of the day")],
    },
    Table {
        name: JOURNEYS,
        doc: "journeys of a touch log that converted, by the day of the conversion",
        required: &[],
        columns: &[
            c(TOUCHES, Count, "touches before the conversion"),
            c(
                LAG_DAYS,
                Quantity,
                "days from the first touch to the conversion",
            ),
            c(
                ASSISTED,
                Quantity,
                "conversions with a social touch that is not the last",
            ),
            c(
                SOCIAL_LAST,
                Quantity,
                "conversions whose last touch is social",
            ),
        ],
    },
    Table {
        name: INFLUENCED_DEALS,
        doc: "deals with a contact whom the touch log knows, by the day they arose",
        required: &[],
        columns: &[c(
            plan::AMOUNT,
            Money,
            "amount of a deal with a social touch before it closed, zero for others",
        )],
    },
    Table {
        name: LEDGER,
        doc: "figures of `social-roi ledger`, which reports of rows do not hold",
        required: &[],
        columns: &[
            c(col::VALUE, Money, "included value"),
            c(VALUE_A, Money, "value of grade A"),
            c(VALUE_B, Money, "value of grade B"),
            c(VALUE_C, Money, "value of grade C"),
            c(VALUE_D, Money, "value of grade D"),
            c(
                PAYBACK_MONTHS,
                Quantity,
                "months until value has paid the cost",
            ),
            c(NPV, Money, "net present value"),
            c(
                FUNCTION_RETURN,
                Quantity,
                "value less cost of a function, over that cost",
            ),
        ],
    },
    Table {
        name: CURVES,
        doc: "fitted response curves, which no file holds",
        required: &[],
        columns: &[c(
            MARGINAL_REVENUE,
            Quantity,
            "revenue of the next unit of spend",
        )],
    },
];
