//! The project of the sample: what the company knows beside its exports, as the sheets that people keep.

use crate::calendar::{DEMAND, month, months};
use crate::dice::Dice;
use crate::folder::Folder;
use crate::orders::Order;
use crate::text::{Encoding, money};

/// Photos and films, a bill each month.
const CONTENT: [i64; 15] = [
    420, 650, 520, 900, 480, 300, 380, 980, 860, 640, 560, 450, 480, 820, 700,
];

/// What finance booked as marketing in each month: media, agency, content, creators, the newsletter.
const MARKETING: [i64; 15] = [
    8840, 13_540, 14_690, 22_100, 15_260, 9790, 11_750, 20_110, 28_600, 26_050, 20_120, 17_870,
    16_620, 21_110, 21_750,
];

/// Months in which somebody was hired who came through a social network.
const HIRES: [&str; 3] = ["2025-11", "2026-04", "2026-09"];

/// Writes the project file and its sheets.
pub fn write(orders: &[Order], folder: &mut Folder) {
    folder.add(
        "social-roi.toml",
        include_str!("plan/social-roi.toml"),
        Encoding::Utf8,
    );
    for (name, sheet) in [
        ("costs", costs()),
        ("labour", labour()),
        (
            "assumptions",
            include_str!("plan/assumptions.csv").to_owned(),
        ),
        ("counts", counts()),
        ("targets", include_str!("plan/targets.csv").to_owned()),
        ("budget", budget()),
        ("accounts", include_str!("plan/accounts.csv").to_owned()),
        ("finance", finance(orders)),
    ] {
        folder.add(format!("plan/{name}.csv"), &sheet, Encoding::Utf8);
    }
}

/// The months as sheets name them, each with its place among the fifteen.
fn named() -> impl Iterator<Item = (usize, String)> {
    let months = months().into_iter().map(|(from, _)| month(from));
    months.enumerate()
}

fn costs() -> String {
    let mut sheet = String::from(
        "period,function,cost_type,amount,share_of_labour,currency,vendor,status,note\n",
    );
    let last = months().len() - 1;
    for (at, month) in named() {
        // Both contracts were renewed in January.
        let (tool, agency) = if at < 5 { (189, 690) } else { (219, 790) };
        let status = if at == last { "estimated" } else { "booked" };
        let content = CONTENT[at];
        sheet += &format!(
            "{month},shared,tools,{tool},,,Publishing and inbox tool,booked,\n\
             {month},paid,agency,{agency},,,Media agency,{status},retainer\n\
             {month},organic,content,{content},,,Film and photo studio,{status},\n"
        );
    }
    sheet
        + "2025-11,organic,creators,900,,,Two riders who film,booked,no codes and no tags\n\
           2026-03,organic,creators,1200,,,Two riders who film,booked,\n\
           2026-05,organic,creators,800,,,A rider who films,booked,\n\
           2026-09,organic,creators,950,,,Two riders who film,booked,\n\
           2025-08..2025-10,organic,creators,0,,,,booked,none\n\
           2025-12..2026-02,organic,creators,0,,,,booked,none\n\
           2026-04,organic,creators,0,,,,booked,none\n\
           2026-06..2026-08,organic,creators,0,,,,booked,none\n\
           2026-10,organic,creators,0,,,,booked,none\n\
           2025-08..2026-01,shared,training,0,,,,booked,none\n\
           2026-02,shared,training,640,,,Course on paid social,booked,\n\
           2026-03..2026-10,shared,training,0,,,,booked,none\n\
           2026-06,paid,tools,240,,USD,Feed add-on for the US shop,booked,for a year\n\
           2026-09,paid,media,10247.48,,,Meta,booked,invoice of ads that the export holds too\n\
           2025-08..2026-10,shared,overhead,,0.10,,,booked,desks and laptops as a share of labour\n"
}

fn labour() -> String {
    let mut sheet = String::from("period,function,role,hours,note\n");
    for (at, month) in named() {
        let hours = |often: i64, always: i64| (often * DEMAND[at] + 500) / 1000 + always;
        let (paid, organic, care) = (hours(34, 8), hours(40, 30), hours(30, 6));
        // Community management has no role with a rate: its hours take the assumption `loaded_rate`.
        sheet += &format!(
            "{month},paid,performance marketer,{paid},\n\
             {month},organic,,{organic},community management\n\
             {month},care,,{care},community management\n\
             {month},shared,head of marketing,12,planning and approvals\n"
        );
    }
    for month in HIRES {
        sheet += &format!("{month},recruiting,,14,job posts and first talks\n");
    }
    sheet
}

fn counts() -> String {
    let mut dice = Dice::new("care contacts");
    let mut sheet = String::from("key,period,function,value,source\n");
    for (at, month) in named() {
        let contacts = dice.near(410 * DEMAND[at] / 1000, 40);
        sheet += &format!(
            "contacts_resolved,{month},care,{contacts},Shared inbox without escalated ones\n"
        );
    }
    for month in HIRES {
        sheet += &format!("hires_social,{month},recruiting,1,\"Applicant list, column Source\"\n");
    }
    sheet
}

fn budget() -> String {
    const PLATFORMS: [&str; 4] = ["meta", "google_ads", "linkedin", "tiktok"];
    let mut sheet = String::from("period,scope,planned,currency,daily_curve,source\n");
    for (period, planned) in [
        ("2026-Q1", [20_000, 9500, 4000, 2000]),
        ("2026-Q2", [36_000, 14_000, 10_000, 4500]),
        ("2026-Q3", [26_000, 12_500, 6000, 5000]),
        ("2026-Q4", [33_000, 15_000, 6000, 4500]),
    ] {
        for (platform, planned) in PLATFORMS.iter().zip(planned) {
            sheet +=
                &format!("{period},platform={platform},{planned},EUR,even,Media plan of 2026\n");
        }
    }
    sheet
}

/// What finance reports a month later; its revenue is the shop's.
fn finance(orders: &[Order]) -> String {
    let mut dice = Dice::new("new customers");
    let mut sheet = String::from(
        "period,total_revenue,new_customer_revenue,orders,new_customers,cogs,variable_costs,total_marketing_spend,currency,source\n",
    );
    for (at, name) in named() {
        let kept: Vec<&Order> = orders
            .iter()
            .filter(|order| month(order.date) == name && !order.is_dropped())
            .collect();
        let revenue: i64 = kept.iter().map(|order| order.net()).sum();
        let count = kept.len() as i64;
        let new = dice.near(count * 56 / 100, 60);
        let money = |share: i64, whole: i64| money(revenue * share / whole.max(1));
        sheet += &format!(
            "{name},{},{},{count},{new},{},{},{},EUR,Closed month\n",
            money(1, 1),
            money(new, count),
            money(38, 100),
            money(14, 100),
            MARKETING[at],
        );
    }
    sheet
}
