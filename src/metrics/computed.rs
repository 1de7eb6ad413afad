//! Columns that the report adds to the canonical frames before they are summed: joined and allocated money.
//!
//! They are blank where a figure can't be known (a platform that occurs in no outcome), so a scope in which all are
//! blank counts as not supplied.

use crate::schema::Kind::{Count, Money, Name, Quantity};
use crate::schema::{Column, col, plan};

/// Spend of platforms that occur in the outcomes.
pub const SPEND_COVERED: &str = "spend_covered";
/// Spend and allocated other cost of those platforms.
pub const COST: &str = "cost";
/// Spend and allocated other cost of all platforms.
pub const FULL_COST: &str = "full_cost";
/// Conversions that ads claim on days of which orders are known.
pub const CLAIMS_COVERED: &str = "claims_covered";
/// Revenue of outcomes joined to spend.
pub const REVENUE_JOINED: &str = "revenue_joined";
/// Joined revenue times margin.
pub const VALUE: &str = col::VALUE;
/// Joined revenue times margin, where a margin was given.
pub const CONTRIBUTION_JOINED: &str = "contribution_joined";
/// Orders of outcomes joined to spend.
pub const ORDERS_JOINED: &str = "orders_joined";

/// Marks a row that stands for some days of a longer one.
pub const IS_PART: &str = "is_part";

/// Spend of campaigns that occur in the outcomes, zero for others.
pub const SPEND_JOINED: &str = "spend_joined";
/// Spend of ads without a conversion that cost twice the target per acquisition or more, zero for others.
pub const SPEND_WASTED: &str = "spend_wasted";
/// Spend of campaigns with a goal in the project's mapping, zero for others.
pub const SPEND_ALIGNED: &str = "spend_aligned";
/// One for a post whose campaign has a goal in the project's mapping, zero for others.
pub const ALIGNED: &str = "aligned";
/// Hours that name a goal, zero for others.
pub const HOURS_ALIGNED: &str = "hours_aligned";
/// Revenue times margin, where a margin was given.
pub const CONTRIBUTION: &str = "contribution";
/// Revenue joined to spend, zero where it did not join.
pub const REVENUE_MATCHED: &str = "revenue_matched";
/// Revenue of social channels, zero for others.
pub const REVENUE_SOCIAL: &str = "revenue_social";
/// Orders of new customers joined to spend.
pub const NEW_CUSTOMERS_JOINED: &str = "new_customer_orders_joined";
/// Cost of the function sales.
pub const SALES_AMOUNT: &str = "sales_amount";
/// What hours of the function sales cost.
pub const SALES_COST: &str = "sales_cost";
/// Spend of the budget's scope on the day.
pub const SPENT: &str = "spent";
/// What is planned for the day, zero after the last day with spend.
pub const PLANNED_TO_DATE: &str = "planned_to_date";
/// The keys of the budget's scope.
pub const SCOPE_KEYS: &str = plan::SCOPE_KEYS;
/// The figure that a target is for, in its days and scope.
pub const ACTUAL: &str = "actual";
/// The figure, or the target where lower is better.
pub const REACHED: &str = "reached";
/// The target, or the figure where lower is better.
pub const AIMED: &str = "aimed";
/// One where the target is met, else zero.
pub const MET: &str = "met";
/// One where the figure is known.
pub const KNOWN: &str = "known";
/// Assumptions as they hold in the period that is compared with.
pub const BASE_BEFORE: &str = "base_before";
/// Lifetime value of a customer, the first margin after one period.
pub const CLV: &str = "clv";
/// Lifetime value of a customer, the first margin at once.
pub const CLV_AT_ONCE: &str = "clv_at_once";
/// Contribution of a customer in a month.
pub const MONTHLY_CONTRIBUTION: &str = "monthly_contribution";
/// One for a deal won, zero for others.
pub const WON: &str = "won";
/// One for a deal won or lost, zero for an open one.
pub const DECIDED: &str = "decided";
/// Amount of a deal won.
pub const WON_AMOUNT: &str = "won_amount";
/// Days from the opportunity to the closing of a deal won.
pub const CYCLE_DAYS: &str = "cycle_days";
/// One for a deal from a social source, zero for others.
pub const FROM_SOCIAL: &str = "from_social";
/// Amount of a deal from a social source, zero for others.
pub const SOCIAL_AMOUNT: &str = "social_amount";
/// The type of cost, where it is one of the eight that make a cost full.
pub const COMPLETE_TYPE: &str = "complete_type";
/// Revenue of the next unit of spend.
pub const MARGINAL_REVENUE: &str = "marginal_revenue";
/// Months until value has paid the cost.
pub const PAYBACK_MONTHS: &str = "payback_months";
/// Net present value.
pub const NPV: &str = "npv";
/// Value less cost of a function, over that cost.
pub const FUNCTION_RETURN: &str = "function_return";
/// Value of grade A.
pub const VALUE_A: &str = "value_a";
/// Value of grade B.
pub const VALUE_B: &str = "value_b";
/// Value of grade C.
pub const VALUE_C: &str = "value_c";
/// Value of grade D.
pub const VALUE_D: &str = "value_d";

/// Touches of a journey.
pub const TOUCHES: &str = "touches";
/// Days from the first touch to the conversion.
pub const LAG_DAYS: &str = "lag_days";
/// Conversions of a journey with a social touch that is not its last.
pub const ASSISTED: &str = "assisted";
/// Conversions of a journey whose last touch is social.
pub const SOCIAL_LAST: &str = "social_last";

/// The computed table of journeys that converted.
pub const JOURNEYS: &str = "journeys";
/// The computed table of deals with a social touch.
pub const INFLUENCED_DEALS: &str = "influenced_deals";
/// The computed table of all costs.
pub const ALL_COSTS: &str = "all_costs";
/// The computed table of all orders.
pub const ALL_ORDERS: &str = "all_orders";
/// The computed table of a value ledger.
pub const LEDGER: &str = "ledger";
/// The computed table of response curves.
pub const CURVES: &str = "curves";

pub(super) const fn c(name: &'static str, kind: crate::schema::Kind, doc: &'static str) -> Column {
    Column { name, kind, doc }
}
/// What the campaign of a row is to bring, by a rule of the project.
pub const GOAL: &str = plan::GOAL;
/// The platform of the ads that revenue is credited to, where no media of theirs is on record, so that it is no return.
pub const UNRECORDED: &str = "unrecorded";
/// The name that a platform lists for a campaign that counts under another one.
pub const LISTED_CAMPAIGN: &str = "listed_campaign";
/// The name that the campaign of an outcome's UTM counts under.
pub const MAPPED_CAMPAIGN: &str = "mapped_campaign";
/// Where the rule stands that says what the campaign of a row is for.
pub const RULE: &str = "mapping_rule";

/// The added columns, each with the table it is added to.
pub static COMPUTED: &[(&str, Column)] = &[
    (
        "ad_spend",
        c(
            SPEND_COVERED,
            Money,
            "spend of platforms that occur in the outcomes",
        ),
    ),
    (
        "ad_spend",
        c(
            COST,
            Money,
            "spend and allocated other cost of platforms that occur in the outcomes",
        ),
    ),
    (
        "ad_spend",
        c(FULL_COST, Money, "spend and other cost, all platforms"),
    ),
    (
        "ad_spend",
        c(
            CLAIMS_COVERED,
            Quantity,
            "conversions that ads claim on days of which orders are known",
        ),
    ),
    (
        "conversions",
        c(REVENUE_JOINED, Money, "revenue of outcomes joined to spend"),
    ),
    (
        "conversions",
        c(VALUE, Money, "joined revenue times margin"),
    ),
    (
        "conversions",
        c(
            CONTRIBUTION_JOINED,
            Money,
            "joined revenue times margin, where a margin was given",
        ),
    ),
    (
        "conversions",
        c(ORDERS_JOINED, Count, "orders of outcomes joined to spend"),
    ),
    (
        "ad_spend",
        c(
            SPEND_JOINED,
            Money,
            "spend of campaigns that occur in the outcomes, zero for others",
        ),
    ),
    (
        "ad_spend",
        c(
            SPEND_WASTED,
            Money,
            "spend of ads without a conversion that cost twice the target per acquisition or more, zero for others",
        ),
    ),
    (
        "ad_spend",
        c(
            SPEND_ALIGNED,
            Money,
            "spend of campaigns with a goal in the project's mapping, zero for others",
        ),
    ),
    (
        "posts",
        c(
            ALIGNED,
            Count,
            "one for a post whose campaign has a goal in the project's mapping, zero for others",
        ),
    ),
    (
        "conversions",
        c(
            CONTRIBUTION,
            Money,
            "revenue times margin, where a margin was given",
        ),
    ),
    (
        "conversions",
        c(
            REVENUE_MATCHED,
            Money,
            "revenue joined to spend, zero where it did not join",
        ),
    ),
    (
        "conversions",
        c(
            REVENUE_SOCIAL,
            Money,
            "revenue of social channels, zero for others",
        ),
    ),
    (
        "conversions",
        c(
            NEW_CUSTOMERS_JOINED,
            Count,
            "orders of new customers joined to spend",
        ),
    ),
    (
        "costs",
        c(SALES_AMOUNT, Money, "cost of the function sales"),
    ),
    ("labour", c(COST, Money, "what the hours cost")),
    (
        "labour",
        c(
            HOURS_ALIGNED,
            Quantity,
            "hours that name a goal, zero for others",
        ),
    ),
    (
        "labour",
        c(SALES_COST, Money, "what hours of the function sales cost"),
    ),
    (
        "budget",
        c(SPENT, Money, "spend of the budget's scope on the day"),
    ),
    (
        "budget",
        c(
            PLANNED_TO_DATE,
            Money,
            "what is planned for the day, zero after the last day with spend",
        ),
    ),
    (
        "budget",
        c(SCOPE_KEYS, Name, "the keys of the budget's scope"),
    ),
    (
        "targets",
        c(
            ACTUAL,
            Quantity,
            "the figure, in the days and the scope of the target",
        ),
    ),
    (
        "targets",
        c(
            REACHED,
            Quantity,
            "the figure, or the target where lower is better",
        ),
    ),
    (
        "targets",
        c(
            AIMED,
            Quantity,
            "the target, or the figure where lower is better",
        ),
    ),
    (
        "targets",
        c(MET, Count, "one where the target is met, else zero"),
    ),
    ("targets", c(KNOWN, Count, "one where the figure is known")),
    (
        "assumptions",
        c(
            CLV,
            Money,
            "lifetime value of a customer, the first margin after one period",
        ),
    ),
    (
        "assumptions",
        c(
            CLV_AT_ONCE,
            Money,
            "lifetime value of a customer, the first margin at once",
        ),
    ),
    (
        "assumptions",
        c(
            MONTHLY_CONTRIBUTION,
            Money,
            "contribution of a customer in a month",
        ),
    ),
    (
        "deals",
        c(WON, Count, "one for a deal won, zero for others"),
    ),
    (
        "deals",
        c(
            DECIDED,
            Count,
            "one for a deal won or lost, zero for an open one",
        ),
    ),
    ("deals", c(WON_AMOUNT, Money, "amount of a deal won")),
    (
        "deals",
        c(
            CYCLE_DAYS,
            Count,
            "days from the opportunity to the closing of a deal won",
        ),
    ),
    (
        "deals",
        c(
            FROM_SOCIAL,
            Count,
            "one for a deal from a social source, zero for others",
        ),
    ),
    (
        "deals",
        c(
            SOCIAL_AMOUNT,
            Money,
            "amount of a deal from a social source, zero for others",
        ),
    ),
];
