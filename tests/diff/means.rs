//! Means that a line makes of entries, and types of cost without a record.

use super::story::Story;

const PROJECT: &str = "sources = [\"ads.csv\", \"orders.csv\"]\n[money]\ncurrency = \"EUR\"\n\
     [margin]\nbase = 0.5\nsource = \"s\"\nowner = \"o\"\ndate = 2026-01-01\n\
     [[mapping]]\ncampaign = \"Brand_*\"\nfunction = \"brand\"\n\
     [[experiments]]\nexp_id = \"lift\"\nmethod = \"conversion_lift\"\nfunction = \"paid\"\nscope = \"platform=meta\"\n\
     start = 2026-05-01\nend = 2026-05-31\nincrementality = 0.8\nlow = 0.6\nhigh = 1.0\ngrade = \"A1\"\nsource = \"s\"\n\
     owner = \"o\"\ndate = 2026-06-09\n\
     [[costs]]\nperiod = \"2026-07\"\nfunction = \"shared\"\ncost_type = \"tools\"\namount = 100\n";

/// Orders of 400 and 100 of each month of two quarters, which 100 and 20 of media brought. The test of May holds from its
/// first day on: of April's credit all counts, later 0.8. The two lines of the second quarter weigh that by their revenue to
/// (1 + 0.8 + 0.8) / 3, those of the third take the test as it is.
fn written() -> Story {
    let mut ads =
        "date,platform,campaign,currency,spend,impressions,clicks,conversions\n".to_owned();
    let mut orders = "date,conv_id,source,medium,utm_campaign,currency,orders,revenue\n".to_owned();
    for month in 4..=9 {
        let day = format!("2026-{month:02}-15");
        for (campaign, spend, revenue) in [("A", 100, 400), ("Brand_1", 20, 100)] {
            ads += &format!("{day},meta,{campaign},EUR,{spend},1000,100,3\n");
            orders += &format!(
                "{day},{campaign}{month},facebook,paid_social,{campaign},EUR,1,{revenue}\n"
            );
        }
    }
    let files = [
        ("ads.csv", &ads[..]),
        ("orders.csv", &orders),
        ("social-roi.toml", PROJECT),
    ];
    let story = Story::new(&files);
    for (quarter, file) in [("2026-Q2", "a.json"), ("2026-Q3", "b.json")] {
        let outcome = story.run(&format!("ledger --quiet --period {quarter} -o {file}"));
        assert_eq!(outcome.code, Some(0), "{}", outcome.said);
    }
    story
}

/// The entry behind the mean is in both and did not change, so that none came or went: what it weighs on other days is an
/// effect of the lines.
#[test]
fn a_mean_of_a_line_is_no_entry_that_came_or_went() {
    let story = written();
    let (then, now) = (story.json("a.json"), story.json("b.json"));
    let all = then["inputs"].as_array().unwrap().iter();
    let mut weighing = all.filter(|input| !input["weighs"].is_null());
    let mean = weighing
        .find(|input| input["key"] == "kappa_meta_brand")
        .unwrap();
    assert_eq!(mean["weighs"], serde_json::json!(["kappa_meta"]));
    assert!((mean["base"].as_f64().unwrap() - 2.6 / 3.0).abs() < 1e-9);
    let keys = now["inputs"].as_array().unwrap().iter();
    assert!(keys.clone().all(|input| input["key"] != "kappa_meta_brand"));
    for (one, two) in [("a.json", "b.json"), ("b.json", "a.json")] {
        let diff = story.diff(one, two);
        let causes = diff["causes"].as_array().unwrap();
        let is_mean = |key: &serde_json::Value| key == "kappa_meta_brand";
        assert!(
            causes.iter().all(|cause| !is_mean(&cause["key"])),
            "{causes:#?}"
        );
        assert!(!diff["notes"].to_string().contains("kappa meta brand"));
        // Nothing of the change goes untold for it.
        assert!(diff["whole"]["rest"].as_f64().unwrap().abs() < 1e-9);
        assert!(diff["whole"]["change"].as_f64().unwrap().abs() > 0.01);
    }
}

#[test]
fn a_type_of_cost_without_a_record_is_not_on_record() {
    let story = written();
    let diff = story.diff("a.json", "b.json");
    let mut all = diff["moved"].as_array().unwrap().iter();
    let tools = all.find(|one| one["item"] == "tools").unwrap();
    assert_eq!(
        tools["before"],
        serde_json::json!({"undefined": "not on record"})
    );
    assert_eq!(tools["after"], serde_json::json!({"number": 100.0}));
    let text = story.run("diff a.json b.json --format markdown").out;
    assert!(
        text.contains("— (not on record)") && !text.contains("undefined"),
        "{text}"
    );
}
