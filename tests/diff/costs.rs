//! Costs by who was paid: new ones among others, seats of one vendor, names with signs.

use serde_json::Value;

use super::story::Story;
use super::told::{cause, near};

pub const SHOP: [(&str, &str); 2] = [
    (
        "data/ads.csv",
        "date,platform,campaign,currency,spend,impressions,clicks,conversions\n2026-10-05,meta,A,EUR,1000,100,3,1\n",
    ),
    (
        "data/orders.csv",
        "date,conv_id,source,medium,utm_campaign,currency,orders,revenue\n2026-10-05,o1,facebook,paid_social,A,EUR,1,6000\n",
    ),
];

const PROJECT: &str = "sources = [\"data\"]\n[money]\ncurrency = \"EUR\"\n[margin]\nbase = 0.40\nsource = \"s\"\nowner = \"o\"\ndate = 2026-01-01\n";

/// A cost of tools in October.
pub fn tools(vendor: &str, amount: u32) -> String {
    format!(
        "[[costs]]\nperiod = \"2026-10\"\nfunction = \"shared\"\ncost_type = \"tools\"\namount = {amount}\nvendor = '{vendor}'\n"
    )
}

impl Story {
    /// Saves the ledger of a shop with further sections in its project.
    pub fn shop(&self, file: &str, sections: &[String]) {
        self.write("social-roi.toml", format!("{PROJECT}{}", sections.concat()));
        let outcome = self.run(&format!("ledger --quiet -o {file} --force"));
        assert_eq!(outcome.code, Some(0), "{}", outcome.said);
    }
}

/// Kind, name, before, after of every cause but the project file, which differs wherever an entry does.
fn causes(diff: &Value) -> Vec<[String; 4]> {
    let text = |cause: &Value, key: &str| cause[key].as_str().unwrap().to_owned();
    let all = diff["causes"].as_array().unwrap().iter();
    let told = all.filter(|cause| cause["what"] != "social-roi.toml");
    told.map(|cause| ["kind", "what", "before", "after"].map(|key| text(cause, key)))
        .collect()
}

/// Value 6,000 × 0.4 = 2,400. Cost 1,000 + 100 + 300, then 200 more: 2,400 / 1,400 and 2,400 / 1,600.
#[test]
fn a_cost_put_between_others_is_new_and_the_others_are_not_told() {
    let story = Story::new(&SHOP);
    story.shop("a.json", &[tools("A", 100), tools("C", 300)]);
    story.shop(
        "b.json",
        &[tools("A", 100), tools("B", 200), tools("C", 300)],
    );
    let diff = story.diff("a.json", "b.json");
    let new = ["cost", "tools: B", "", "200 EUR"].map(str::to_owned);
    assert_eq!(causes(&diff), [new]);
    near(
        &cause(&diff, "cost", "tools: B")["effect_on_roi"],
        2400.0 / 1600.0 - 2400.0 / 1400.0,
    );
    near(&diff["whole"]["rest"], 0.0);
    let back = story.diff("b.json", "a.json");
    let gone = ["cost", "tools: B", "200 EUR", ""].map(str::to_owned);
    assert_eq!(causes(&back), [gone]);
    near(
        &cause(&back, "cost", "tools: B")["effect_on_roi"],
        2400.0 / 1400.0 - 2400.0 / 1600.0,
    );
}

/// Seats of one vendor for the same money differ in their notes alone.
#[test]
fn seats_of_one_vendor_are_told_apart_by_their_notes() {
    let story = Story::new(&SHOP);
    let seat = |name: &str, amount: u32| format!("{}note = \"{name}\"\n", tools("A", amount));
    story.shop("a.json", &[seat("Ada", 100), seat("Eve", 100)]);
    story.shop(
        "b.json",
        &[seat("Eve", 100), seat("Bob", 100), seat("Ada", 100)],
    );
    story.shop(
        "c.json",
        &[seat("Eve", 100), seat("Bob", 50), seat("Ada", 150)],
    );
    let told = |before: &str, after: &str| causes(&story.diff(before, after));
    let cause = |name: &str, before: &str, after: &str| {
        ["cost", &format!("tools: A, {name}"), before, after].map(str::to_owned)
    };
    assert_eq!(told("a.json", "b.json"), [cause("Bob", "", "100 EUR")]);
    assert_eq!(told("b.json", "a.json"), [cause("Bob", "100 EUR", "")]);
    let both = [
        cause("Ada", "100 EUR", "150 EUR"),
        cause("Bob", "100 EUR", "50 EUR"),
    ];
    let mut found = told("b.json", "c.json");
    found.sort();
    assert_eq!(found, both);
    // Ledgers of an older version do not say the note beside a vendor: costs alike are counted.
    for file in ["a.json", "b.json"] {
        let mut old = story.json(file);
        for line in old["cost"]["lines"].as_array_mut().unwrap() {
            line.as_object_mut().unwrap().remove("detail");
        }
        story.write(&format!("old_{file}"), old.to_string());
    }
    let new = ["cost", "tools: A", "", "100 EUR"].map(str::to_owned);
    assert_eq!(told("old_a.json", "old_b.json"), [new]);
    assert_eq!(told("old_a.json", "a.json"), [[""; 4]; 0]);
}

/// Names with brackets, quotes, dots and signs: the effect is that of the other ledger's own ROI, 100 € more of cost.
#[test]
fn names_with_brackets_and_signs_have_effects() {
    let names = [
        "cost (x)",
        "margin[shop]",
        "a + b",
        "a - b * c / d",
        "\"quoted\"",
        "o.p.q",
        "Größe München",
        "a × b − c",
        ")",
        "(",
    ];
    for name in names {
        let ads = format!(
            "date,platform,campaign,currency,spend,impressions,clicks,conversions\n2026-10-05,\"{}\",A,EUR,1000,100,3,1\n",
            name.replace('"', "\"\"")
        );
        let orders = format!(
            "date,conv_id,source,medium,utm_campaign,currency,orders,revenue\n2026-10-05,o1,\"{}\",paid_social,A,EUR,1,6000\n",
            name.replace('"', "\"\"")
        );
        let story = Story::new(&[("data/ads.csv", &ads), ("data/orders.csv", &orders)]);
        let role = |hours: u32| {
            format!(
                "[[labour]]\nperiod = \"2026-10\"\nfunction = \"paid\"\nrole = '{name}'\nhours = {hours}\nloaded_rate = 50\n"
            )
        };
        story.shop("a.json", &[tools(name, 100), role(10)]);
        story.shop("b.json", &[tools(name, 200), role(12)]);
        let diff = story.diff("a.json", "b.json");
        let roi = |file: &str| story.json(file)["roi"]["value"].as_f64().unwrap();
        near(&diff["whole"]["told"], roi("b.json") - roi("a.json"));
        let told = causes(&diff);
        assert_eq!(told.len(), 2, "{told:?}");
        assert_eq!(
            told[0][1..],
            [format!("tools: {name}"), "100 EUR".into(), "200 EUR".into()]
        );
        assert_eq!(
            told[1][1..],
            [
                format!("labour, paid: {name}"),
                "10 h".into(),
                "12 h".into()
            ]
        );
    }
}

/// Three costs of 100 rise by 1 each: 2,400 / 1,303 − 2,400 / 1,300 is −0.4251 points, −0.43, while each third of it is
/// −0.1417, which by itself would print as −0.14.
#[test]
fn printed_effects_add_up_to_the_printed_change() {
    let story = Story::new(&SHOP);
    let all = |amount: u32| ["A", "B", "C"].map(|vendor| tools(vendor, amount));
    story.shop("a.json", &all(100));
    story.shop("b.json", &all(101));
    let text = story.run("diff a.json b.json --format table").out;
    let effects: Vec<i32> = text
        .lines()
        .filter_map(|line| line.trim_end().strip_suffix(" pp"))
        .skip_while(|line| !line.starts_with("cost"))
        .filter_map(|line| line.rsplit(' ').next()?.replace('.', "").parse().ok())
        .collect();
    assert_eq!(effects.len(), 4, "{text}");
    assert_eq!(effects[3], -43, "{text}");
    assert_eq!(effects[..3].iter().sum::<i32>(), -43, "{text}");
}
