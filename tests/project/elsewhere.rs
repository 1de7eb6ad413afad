//! A project that lies in another folder than the run.

use super::Story;

const ADS: &str = "date,platform,campaign,spend,currency\n2026-01-05,meta,A,10,EUR\n";

/// Orders that state no currency: the project says that they are in dollars.
const ORDERS: &str = "Day,Order UTM source,Order UTM medium,Order UTM campaign,Orders,Net sales\n\
    2026-01-06,facebook,paid_social,A,1,100\n";

fn story(files: &str) -> Story {
    let project = format!(
        "sources = [\"ads.csv\", \"shop\"]\n[money]\ncurrency = \"EUR\"\nrates = \"rates.csv\"\n\
         [[accounts]]\naccount = \"Shop\"\nfiles = [\"{files}\"]\ncurrency = \"USD\"\n"
    );
    Story::new(&[
        ("mine/social-roi.toml", &project),
        (
            "mine/rates.csv",
            "date,from,to,rate\n2026-01-01,USD,EUR,0.9\n",
        ),
        ("mine/ads.csv", ADS),
        ("mine/shop/orders.csv", ORDERS),
    ])
}

/// 100 dollars at 0.9 are 90 euros, wherever the run is and however the project is named. Taken for euros, as the ads are,
/// they would be 100.
#[test]
fn files_of_accounts_lie_in_the_folder_of_the_project() {
    let report = "report --quiet --format csv --metrics spend,revenue";
    for files in ["shop/*.csv", "./shop/orders.csv", "orders.csv"] {
        let story = story(files);
        let whole = story.path("mine/social-roi.toml");
        for project in ["mine/social-roi.toml", whole.to_str().unwrap()] {
            let outcome = story.run(&format!("{report} --project {project}"));
            assert_eq!(outcome.code, Some(0), "{files}: {}", outcome.said);
            assert!(
                outcome.out.contains("meta,10,90,EUR"),
                "{files}: {}{}",
                outcome.out,
                outcome.said
            );
            assert!(!outcome.said.contains("no currency"), "{}", outcome.said);
        }
    }
}

/// A glob that takes none is told with the place where it stands; one that takes some is not.
#[test]
fn a_glob_that_takes_no_file_there_is_told() {
    let report =
        "report --quiet --format table --metrics spend,revenue --project mine/social-roi.toml";
    let idle = "files of [[accounts]] that are none of these files: `shopp/*.csv` (mine/social-roi.toml:5)";
    let outcome = story("shopp/*.csv").run(report);
    assert!(outcome.out.contains(idle), "{}", outcome.out);
    let outcome = story("shop/*.csv").run(report);
    assert!(!outcome.out.contains("[[accounts]]"), "{}", outcome.out);
}
