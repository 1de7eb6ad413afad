//! What the project says counts where the command line says nothing.

use super::Story;

/// Two months: 100 and 50 spent.
const META: &str = "Campaign name,Day,Amount spent (EUR),Impressions\n\
    Spring,2026-01-05,100.00,10000\n\
    Spring,2026-02-05,50.00,5000\n\
    Spring,2026-01-01,0.00,1\n\
    Spring,2026-01-31,0.00,1\n\
    Spring,2026-02-28,0.00,1\n";

/// 300 and 150 earned.
const SHOP: &str = "Day,Order UTM source,Order UTM medium,Order UTM campaign,Orders,Net sales\n\
    2026-01-06,facebook,paid_social,Spring,3,300\n\
    2026-02-06,facebook,paid_social,Spring,1,150\n";

const PROJECT: &str = "sources = [\"exports\"]\n\
    [money]\ncurrency = \"EUR\"\n\
    [margin]\nbase = 0.5\n\
    [[costs]]\nperiod = \"2026-01\"\nfunction = \"paid\"\ncost_type = \"tools\"\namount = 20\n\
    [[costs]]\nperiod = \"2026-01..2026-02\"\nfunction = \"paid\"\ncost_type = \"agency\"\namount = 59\n\
    [[costs]]\nperiod = \"2026-01\"\nfunction = \"paid\"\ncost_type = \"media\"\namount = 100\nnote = \"invoice\"\n\
    [[costs]]\nperiod = \"2026-01\"\nfunction = \"care\"\ncost_type = \"tools\"\namount = 1000\n\
    [[labour]]\nperiod = \"2026-01\"\nfunction = \"paid\"\nhours = 2\nloaded_rate = 30\n";

fn story(project: &str) -> Story {
    Story::new(&[
        ("social-roi.toml", project),
        ("exports/meta.csv", META),
        ("exports/shop.csv", SHOP),
    ])
}

/// Value, full cost and ROI of a report.
fn row(story: &Story, words: &str) -> String {
    let outcome = story.run(&format!(
        "report --quiet --format csv --metrics value,full_cost,roi {words}"
    ));
    assert_eq!(outcome.code, Some(0), "{}", outcome.said);
    let row = outcome.out.lines().nth(1).unwrap().to_owned();
    row.split(',').take(4).collect::<Vec<_>>().join(",")
}

/// January: value 300 × 0.5 = 150; cost 100 media + 20 tools + 31 of 59 agency + 60 labour = 211; the media of the cost
/// sheet is that of the export, and care's tools bring nothing that this report values.
#[test]
fn costs_and_margin_count_for_the_days_reported() {
    let story = story(PROJECT);
    let roi = |value: f64, cost: f64| (value - cost) / cost;
    let january = row(&story, "--period 2026-01");
    assert!(january.starts_with("meta,150,211,"), "{january}");
    let found: f64 = january.rsplit(',').next().unwrap().parse().unwrap();
    assert!((found - roi(150.0, 211.0)).abs() < 1e-6, "{january}");
    assert!(
        row(&story, "").starts_with("meta,225,289,"),
        "{}",
        row(&story, "")
    );
    assert!(row(&story, "--period 2026-02").starts_with("meta,75,78,"));
}

#[test]
fn what_is_typed_wins() {
    let story = story(PROJECT);
    assert!(row(&story, "--period 2026-01 --margin 1").starts_with("meta,300,211,"));
    // Labour of 1 is shared by direct cost, as hours are no longer on record: 151 / (151 + 1,000) of it.
    let typed = row(&story, "--period 2026-01 --cost labour=1");
    assert!(typed.starts_with("meta,150,151.131190269331,"), "{typed}");
}

#[test]
fn notes_say_what_was_counted() {
    let out = story(PROJECT)
        .run("report --quiet --format table --period 2026-01")
        .out;
    assert!(out.contains("cost of paid media from social-roi.toml, 1–31 Jan 2026; cost of care left out, as their value does not stand here"), "{out}");
    assert!(
        out.contains(
            "media 100.00 of invoice names no platform and no vendor, and is taken to be in the platform's export (meta)"
        ),
        "{out}"
    );
    assert!(out.contains("margin 0.5"), "{out}");
}

/// The export holds Meta in January and February. An invoice of Pinterest is of none of its rows and has
/// one of its own, which no outcome covers: ROI stays (150 − 211) / 211, and a note says so.
#[test]
fn media_of_no_row_has_one_of_its_own() {
    let invoice = "[[costs]]\nperiod = \"2026-01\"\nfunction = \"paid\"\ncost_type = \"media\"\nplatform = \"pinterest\"\namount = 500\n";
    let story = story(&format!("{PROJECT}{invoice}"));
    assert!(row(&story, "--period 2026-01").starts_with("meta,150,211,"));
    let out = story
        .run("report --quiet --format table --period 2026-01")
        .out;
    let note = "500.00 of cost falls in months in which none of the spend can bear it, and has rows of its own";
    assert!(out.contains(note), "{out}");
}

/// A post of December is no spend: what tools cost in December is none of January's and February's.
#[test]
fn cost_is_that_of_the_days_of_spend_and_outcomes() {
    let december = "[[costs]]\nperiod = \"2025-12\"\nfunction = \"paid\"\ncost_type = \"tools\"\namount = 1000\n";
    let posts = "Date,Impressions,Likes,Engagements,Bookmarks,Shares,New follows,Unfollows,Replies,Reposts,Profile visits,Create Post,Video views,Media views\n\
        \"Wed, Dec 10, 2025\",500,3,3,0,0,0,0,0,0,0,0,0,0\n";
    let story = Story::new(&[
        ("social-roi.toml", &format!("{PROJECT}{december}")),
        ("exports/meta.csv", META),
        ("exports/shop.csv", SHOP),
        ("exports/x.csv", posts),
    ]);
    assert!(
        row(&story, "").starts_with("meta,225,289,"),
        "{}",
        row(&story, "")
    );
}

/// Shared tools of 90: paid has 2 of 3 hours.
#[test]
fn shared_cost_is_shared_out_by_hours() {
    let project = "sources = [\"exports\"]\n\
        [[costs]]\nperiod = \"2026-01\"\nfunction = \"shared\"\ncost_type = \"tools\"\namount = 90\n\
        [[labour]]\nperiod = \"2026-01\"\nfunction = \"paid\"\nhours = 2\nloaded_rate = 10\n\
        [[labour]]\nperiod = \"2026-01\"\nfunction = \"organic\"\nhours = 1\nloaded_rate = 10\n";
    let by_hours = row(&story(project), "--period 2026-01");
    assert!(by_hours.starts_with("meta,300,180,"), "{by_hours}");
    let shares = format!("{project}[allocation]\nshares = {{ paid = 0.1 }}\n");
    assert!(row(&story(&shares), "--period 2026-01").starts_with("meta,300,129,"));
}

#[test]
fn currency_and_calendar_are_those_of_the_project() {
    let rates = "date,from,to,rate\n2026-01-01,EUR,USD,2\n2026-01-08,EUR,USD,2\n2026-01-31,EUR,USD,2\n2026-02-05,EUR,USD,2\n2026-02-25,EUR,USD,2\n";
    let project = "sources = [\"exports\"]\n[money]\ncurrency = \"USD\"\nrates = \"rates.csv\"\n[calendar]\nsystem = \"jalali\"\n";
    let story = Story::new(&[
        ("social-roi.toml", project),
        ("exports/meta.csv", META),
        ("rates.csv", rates),
    ]);
    let out = story
        .run("report --quiet --format csv --by month --metrics spend")
        .out;
    assert!(out.contains("1404-10,200,USD"), "{out}");
    let out = story.run("report --quiet --format csv --by month --metrics spend --currency EUR --calendar gregorian").out;
    assert!(out.contains("2026-01,100,EUR"), "{out}");
}

#[test]
fn a_source_named_for_a_table_holds_that_table() {
    let project = "[sources]\nad_spend = \"exports/meta.csv\"\nposts = \"exports/shop.csv\"\n";
    let outcome = story(project).run("report --format csv --metrics spend");
    assert_eq!(outcome.code, Some(0), "{}", outcome.said);
    assert!(outcome.out.contains("meta,150"), "{}", outcome.out);
    assert!(
        outcome.said.contains(
            "exports/shop.csv: refused: social-roi.toml:3:9 names it for posts, and it holds "
        ),
        "{}",
        outcome.said
    );
}

#[test]
fn metrics_of_the_project_can_be_reported() {
    let project = "sources = [\"exports\"]\n[[metrics]]\nname = \"spend_per_view\"\ntitle = \"Spend per view\"\nunit = \"money\"\nnum = \"sum(ad_spend.spend)\"\nden = \"sum(ad_spend.impressions)\"\n";
    let out = story(project)
        .run("report --quiet --format csv --metrics spend_per_view")
        .out;
    assert!(out.starts_with("platform,spend_per_view,"), "{out}");
    assert!(
        story(project)
            .run("metrics --format csv")
            .out
            .contains("spend_per_view")
    );
    assert!(
        story(project)
            .run("explain spend_per_view exports")
            .out
            .contains("Spend per view")
    );
}

#[test]
fn accounts_say_whose_files_are() {
    let project = "sources = [\"exports\"]\n[[accounts]]\naccount = \"Tannholm\"\nplatform = \"meta\"\nfiles = [\"meta*.csv\"]\n";
    let out = story(project)
        .run("report --quiet --format csv --by account --metrics spend")
        .out;
    assert!(out.contains("Tannholm,150"), "{out}");
}

/// January is 150 against 211 as above, February 75 against 50 + 28 of 59 agency.
#[test]
fn the_period_before_has_its_own_costs() {
    let story = story(PROJECT);
    let words =
        "report --quiet --format csv --metrics full_cost --period 2026-02 --compare previous";
    let out = story.run(words).out;
    assert!(out.contains("meta,78,211,-133,"), "{out}");
    let typed = story.run(&format!("{words} --cost labour=1")).out;
    assert!(typed.contains("meta,79,,,"), "{typed}");
}

#[test]
fn a_month_may_have_a_margin_of_its_own() {
    let project = format!("{PROJECT}[margin.month]\n\"2026-02\" = 0.2\n");
    let story = story(&project);
    assert!(
        row(&story, "--period 2026-02").starts_with("meta,30,78,"),
        "{}",
        row(&story, "--period 2026-02")
    );
    assert!(row(&story, "--period 2026-01").starts_with("meta,150,211,"));
    assert!(row(&story, "--period 2026-02 --margin 1").starts_with("meta,150,78,"));
    let out = story.run("report --quiet --format table").out;
    assert!(
        out.contains(
            "months with a margin of their own in social-roi.toml have it, all others 0.5"
        ),
        "{out}"
    );
}

/// January 300 × 0.5 + February 150 × 0.2 = 180, whichever way rows are grouped; the product's margin is nobody's.
#[test]
fn margins_of_months_are_weighted_by_their_revenue() {
    let project = "sources = [\"exports\"]\n[money]\ncurrency = \"EUR\"\n\
        [margin]\nbase = 0.5\nmonth = { \"2026-02\" = 0.2 }\nproduct = { \"Mug\" = 0.9 }\n\
        source = \"Books\"\nowner = \"Finance\"\ndate = 2026-01-01\n";
    let story = story(project);
    let value = |words: &str| {
        let line = format!("report --quiet --format csv --metrics value {words}");
        let out = story.run(&line).out;
        let cells = |row: &str| row.split(',').take(2).collect::<Vec<_>>().join(",");
        out.lines().skip(1).map(cells).collect::<Vec<_>>()
    };
    assert_eq!(value(""), ["meta,180"]);
    assert_eq!(value("--by month"), ["2026-01,150", "2026-02,30"]);
    assert_eq!(value("--period 2026-02"), ["meta,30"]);
    assert_eq!(value("--margin 1"), ["meta,450"]);
    let compared = story
        .run("report --quiet --format csv --metrics value --period 2026-02 --compare previous");
    assert!(
        compared.out.contains("meta,30,150,-120"),
        "{}",
        compared.out
    );
    let told = story.run("report --quiet --format table").out;
    assert!(
        told.contains(
            "months with a margin of their own in social-roi.toml have it, all others 0.5"
        ),
        "{told}"
    );
    assert!(told.contains("margins of products in social-roi.toml are those of the ledger: 0.5 counted here for all"), "{told}");
    let found: serde_json::Value =
        serde_json::from_str(&story.run("ledger --quiet --format json").out).unwrap();
    assert_eq!(found["value"].as_f64(), Some(180.0), "{found}");
}

/// 100 spent in each of two months, 300 and 150 earned at 0.5; labour of 40 in January and of 90 in February.
#[test]
fn cost_of_a_month_is_borne_by_its_spend() {
    let project = "sources = [\"exports\"]\n\
        [money]\ncurrency = \"EUR\"\n[margin]\nbase = 0.5\n\
        [[labour]]\nperiod = \"2026-01\"\nfunction = \"paid\"\nhours = 4\nloaded_rate = 10\n\
        [[labour]]\nperiod = \"2026-02\"\nfunction = \"paid\"\nhours = 9\nloaded_rate = 10\n";
    let story = story(project);
    let out = story
        .run("report --quiet --format csv --by month --metrics full_cost,roi --totals")
        .out;
    let rows: Vec<Vec<&str>> = out
        .lines()
        .skip(1)
        .map(|line| line.split(',').take(3).collect())
        .collect();
    let roi = |value: f64, cost: f64| (value - cost) / cost;
    for (row, name, cost, expected) in [
        (0, "2026-01", "140", roi(150.0, 140.0)),
        (1, "2026-02", "140", roi(75.0, 140.0)),
        (2, "total", "280", roi(225.0, 280.0)),
    ] {
        assert_eq!(rows[row][..2], [name, cost], "{out}");
        let found: f64 = rows[row][2].parse().unwrap();
        assert!((found - expected).abs() < 1e-9, "{out}");
    }
}

/// The euro costs of a project are dollars in a report in dollars: ROI is that in euros.
#[test]
fn costs_follow_the_currency_of_the_report() {
    let first: chrono::NaiveDate = "2026-01-01".parse().unwrap();
    let rates = (0..59).map(|day| format!("{},EUR,USD,2\n", first + chrono::Days::new(day)));
    let rates = format!("date,from,to,rate\n{}", rates.collect::<String>());
    let project = PROJECT.replace(
        "currency = \"EUR\"",
        "currency = \"EUR\"\nrates = \"rates.csv\"",
    );
    let story = Story::new(&[
        ("social-roi.toml", &project),
        ("exports/meta.csv", META),
        ("exports/shop.csv", SHOP),
        ("rates.csv", &rates),
    ]);
    let (euros, dollars) = (row(&story, ""), row(&story, "--currency USD"));
    assert!(euros.starts_with("meta,225,289,"), "{euros}");
    assert!(dollars.starts_with("meta,450,578,"), "{dollars}");
    let roi = |row: &str| row.rsplit(',').next().unwrap().to_owned();
    assert_eq!(roi(&euros), roi(&dollars));
}

/// 500 of TikTok's media stand on an invoice and in no export: how much of it is spend no file says, which is not 0.
#[test]
fn spend_of_a_platform_without_an_export_is_unknown() {
    let invoice = "[[costs]]\nperiod = \"2026-01\"\nfunction = \"paid\"\ncost_type = \"media\"\nvendor = \"TikTok\"\namount = 500\n";
    let story = story(&format!("{PROJECT}{invoice}"));
    let outcome = story.run(
        "report --quiet --format csv --metrics spend,full_cost --period 2026-01 --by platform",
    );
    let rows: Vec<&str> = outcome.out.lines().skip(1).collect();
    assert!(rows[0].starts_with("meta,100,"), "{rows:?}");
    assert!(rows[1].starts_with("tiktok,,500,"), "{rows:?}");
}

/// 20 of tools and 31 of the agency fall on Meta's 100 alone where Google's 300 are not named, on both where they are:
/// (150 − 211) / 211 is not (150 − 100 − 111 / 4) / (100 + 111 / 4), and a note says why.
#[test]
fn costs_over_some_of_the_exports_of_a_project_are_told() {
    let google = "Campaign report\n\"January 1, 2026 - January 31, 2026\"\n\
        Day,Campaign,Currency code,Impr.,Clicks,Cost\n2026-01-05,Brand,EUR,500,30,300.00\n";
    let story = Story::new(&[
        ("social-roi.toml", PROJECT),
        ("exports/meta.csv", META),
        ("exports/google.csv", google),
        ("exports/shop.csv", SHOP),
    ]);
    let told = "the project has further spend, in exports/google.csv, which is not among the files named: its costs fall on the ads of these alone, so that their roi is not that of all files";
    let words = "--quiet --format markdown --period 2026-01 --metrics roi";
    let some = story.run(&format!("report exports/meta.csv exports/shop.csv {words}"));
    assert!(some.out.contains(told), "{}", some.out);
    for all in ["", "exports"] {
        let all = story.run(&format!("report {all} {words}"));
        assert!(!all.out.contains("further spend"), "{}", all.out);
    }
}
