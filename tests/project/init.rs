//! `init`: a project file that fits the exports, templates that can be read as they are, nothing overwritten.

use super::Story;

pub const META: &str = "Campaign name,Day,Amount spent (EUR),Impressions,Account name\nSpring,2026-01-05,100.00,10000,Tannholm\n";

#[test]
fn what_it_writes_fits_the_exports_and_is_right() {
    let story = Story::new(&[("exports/meta.csv", META)]);
    let outcome = story.run("init");
    assert_eq!(outcome.code, Some(0), "{}", outcome.said);
    assert_eq!(
        outcome.said,
        "exports found; fill in social-roi.toml and see `social-roi check --project-only`\n"
    );
    assert!(outcome.out.starts_with(
        "wrote social-roi.toml\nwrote social-roi.schema.json\nwrote plan/costs.csv\n"
    ));
    let text = story.read("social-roi.toml");
    for line in [
        "#   exports: Meta Ads Manager and Ads Reporting, 2026-01-05 to 2026-01-05, EUR",
        "sources = [\"exports\"]",
        "currency = \"EUR\" ",
        "account = \"Tannholm\"",
    ] {
        assert!(text.contains(line), "{line} is not in\n{text}");
    }
    assert_eq!(
        story.checked(),
        "social-roi.toml: nothing wrong\n  currency     EUR\n  accounts     1\n"
    );
    // The project's own sheets are no exports.
    let report = story.run("report --format csv");
    assert_eq!(report.code, Some(0), "{}", report.said);
    assert!(report.out.contains("meta,100"), "{}", report.out);
    assert!(!report.said.contains("plan/"), "{}", report.said);
}

#[test]
fn next_months_file_beside_the_first_is_a_source_too() {
    let story = Story::new(&[("january.csv", META)]);
    assert_eq!(story.run("init --quiet").code, Some(0));
    assert!(
        story
            .read("social-roi.toml")
            .contains("\nsources = [\".\"]")
    );
    story.write("february.csv", META.replace("2026-01-05", "2026-02-05"));
    let report = story.run("report --format csv --metrics spend");
    assert!(report.out.contains("meta,200"), "{}", report.out);
}

#[test]
fn nothing_is_overwritten_unless_it_is_forced_and_sheets_never_are() {
    let story = Story::new(&[
        ("social-roi.toml", "# mine\n"),
        (
            "plan/costs.csv",
            "period,function,cost_type,amount\n2026-09,paid,tools,5\n",
        ),
    ]);
    let outcome = story.run("init");
    assert_eq!(outcome.code, Some(1));
    assert_eq!(
        outcome.said,
        "error: social-roi.toml exists\nhint: `--force` replaces it\n"
    );
    assert!(!story.path("social-roi.schema.json").exists());
    let outcome = story.run("init --force --quiet");
    let first = "kept what was filled in as social-roi.toml.bak\nwrote social-roi.toml\n";
    assert!(outcome.out.starts_with(first), "{}", outcome.out);
    let kept = |name: &str| story.read(name);
    assert_eq!(kept("social-roi.toml.bak"), "# mine\n");
    let again = story.run("init --force --quiet").out;
    assert!(
        again.starts_with("kept what was filled in as social-roi.toml.bak.2\n"),
        "{again}"
    );
    assert_eq!(kept("social-roi.toml.bak"), "# mine\n");
    assert_eq!((outcome.code, outcome.said.as_str()), (Some(0), ""));
    assert!(
        outcome.out.contains("kept plan/costs.csv\n"),
        "{}",
        outcome.out
    );
    assert_eq!(
        story.checked(),
        "social-roi.toml: nothing wrong\n  costs        1\n"
    );
}

#[test]
fn a_folder_that_is_missing_is_made_one_level_deep() {
    let story = Story::new(&[]);
    let outcome = story.run("init new/folder");
    assert_eq!(
        (outcome.said, outcome.code),
        (
            "error: new/folder: expected a folder that is there\n\
             hint: name the folder of the exports; a missing one is made, below a folder that is there\n"
                .into(),
            Some(2)
        )
    );
    assert!(!story.path("new").exists());
    assert_eq!(story.run("init new").code, Some(0));
    assert!(story.read("new/social-roi.toml").contains("sources"));
    std::fs::create_dir_all(story.path("new/folder")).unwrap();
    let outcome = story.run("init new/folder");
    assert_eq!(outcome.code, Some(0), "{}", outcome.said);
    assert_eq!(
        outcome.said,
        "no exports found; fill in new/folder/social-roi.toml and see `social-roi check --project-only --project new/folder/social-roi.toml`\n"
    );
    let check = story.run("check --project-only --project new/folder/social-roi.toml");
    assert_eq!(check.out, "new/folder/social-roi.toml: nothing wrong\n");
}

#[test]
fn files_without_a_currency_among_several_have_an_entry_to_fill_in() {
    let ads = |code: &str| {
        format!(
            "Campaign name,Day,Amount spent ({code}),Impressions\n{code},2026-01-01,10.00,1000\n"
        )
    };
    let shop = "Day,Order UTM source,Order UTM medium,Order UTM campaign,Orders,Net sales\n2026-01-01,facebook,paid_social,C1,1,90\n";
    let story = Story::new(&[
        ("meta/eur.csv", &ads("EUR")),
        ("meta/usd.csv", &ads("USD")),
        ("shop/january.csv", shop),
        ("shop/february.csv", &shop.replace("2026-01", "2026-02")),
    ]);
    let outcome = story.run("init");
    assert_eq!(outcome.code, Some(0));
    assert!(
        outcome
            .said
            .contains("shop/february.csv, shop/january.csv: amounts state no currency"),
        "{}",
        outcome.said
    );
    let text = story.read("social-roi.toml");
    let entry = "#[[accounts]]\n#account = \"shop\"\n#files = [\"shop/february.csv\", \"shop/january.csv\"]\n#currency = \"CODE\"\n";
    assert!(text.contains(entry), "{text}");
    // One message names all of them, and the glob that takes none.
    let project = "sources = [\"meta\", \"shop\"]\n[[accounts]]\naccount = \"Shop\"\nfiles = [\"shopp/*.csv\"]\ncurrency = \"EUR\"\n";
    story.write("social-roi.toml", project);
    std::fs::write(
        story.path("rates.csv"),
        "date,from,to,rate\n2026-01-01,USD,EUR,0.9\n",
    )
    .unwrap();
    let said = story
        .run("report --quiet --currency EUR --rates rates.csv")
        .said;
    assert!(
        said.contains("shop/february.csv, shop/january.csv: amounts state no currency"),
        "{said}"
    );
    assert!(
        said.contains("once for each") && said.contains("[[accounts]]"),
        "{said}"
    );
    assert!(
        said.contains("none of the files read is like `shopp/*.csv` (social-roi.toml:2)"),
        "{said}"
    );
    story.write("social-roi.toml", project.replace("shopp", "shop"));
    assert_eq!(
        story
            .run("report --quiet --currency EUR --rates rates.csv")
            .code,
        Some(0)
    );
}

#[test]
fn a_file_that_cannot_be_read_is_told() {
    let story = Story::new(&[("orders.csv", "Order,Total paid,When\n1,20,2026-01-01\n")]);
    let outcome = story.run("init");
    assert_eq!(outcome.code, Some(0));
    let told = "warning: orders.csv: not read: expected a known export, found an unknown header (line 1: `Order,Total paid,When`)\n";
    assert!(outcome.said.contains(told), "{}", outcome.said);
}

/// The folder of a project stands for its file.
#[test]
fn a_folder_given_as_the_project_is_that_of_its_file() {
    let story = Story::new(&[]);
    std::fs::create_dir_all(story.path("shop")).unwrap();
    assert_eq!(story.run("init shop --quiet").code, Some(0));
    let of = |project: &str| story.run(&format!("check --project-only --project {project}"));
    assert_eq!(of("shop").out, "shop/social-roi.toml: nothing wrong\n");
    assert_eq!(of("shop").out, of("shop/social-roi.toml").out);
}
