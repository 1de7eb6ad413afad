//! Metrics over sheets of costs, hours, budget, targets, finance and assumptions, and over deals.

mod aligned;
mod company;
mod costs;
mod customers;
mod sheets;
mod supplied;
mod targets;

use super::{META, SHOP, Story};

const CONSTANTS: &str = "currency,cost_types,margin_given,join_rate_spend,join_rate_value";

/// Two months of the whole company.
const FINANCE: &str = "period,total_revenue,new_customer_revenue,new_customers,total_marketing_spend\n\
    2026-01,4000,1000,20,500\n\
    2026-02,3000,600,10,300\n";

const COSTS: &str = "period,function,cost_type,amount\n\
    2026-01,sales,agency,60\n\
    2026-02,organic,tools,25\n";

const LABOUR: &str = "period,function,hours,loaded_rate\n\
    2026-01,sales,2,20\n\
    2026-02,paid,3,30\n";

fn story(more: &[(&str, &str)]) -> Story {
    let mut files = vec![("meta.csv", META), ("shop.csv", SHOP)];
    files.extend(more);
    Story::new(&files)
}
