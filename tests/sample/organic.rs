//! Posts and profiles.

use super::{BY_PLATFORM, millionths, plain, report, truth, written};

#[test]
fn posts_and_their_figures_are_those_of_each_network() {
    for network in ["facebook", "instagram", "x", "youtube"] {
        let truth = truth(&format!("/organic/{network}"));
        let line = &BY_PLATFORM[&vec![network.to_owned()]];
        assert_eq!(line["posts"], plain(&truth["posts"]), "posts of {network}");
        let views = truth.get("views").map(plain).unwrap_or_default();
        assert_eq!(line["views"], views, "views of {network}");
        // What other networks call a share is a repost on X; its column `Share` counts links copied.
        let shares = truth.get("reposts").or_else(|| truth.get("shares"));
        let parts = [
            truth.get("reactions"),
            truth.get("comments"),
            shares,
            truth.get("saves"),
        ];
        let stated: Vec<i128> = parts.into_iter().flatten().map(millionths).collect();
        let sum = if stated.is_empty() {
            String::new()
        } else {
            written(stated.iter().sum())
        };
        assert_eq!(line["organic_engagements"], sum, "engagements of {network}");
    }
    let x = &BY_PLATFORM[&vec!["x".to_owned()]];
    assert_eq!(
        x["organic_impressions"],
        plain(truth("/organic/x/impressions"))
    );
}

#[test]
fn reactions_comments_and_shares_are_each_exact() {
    let metrics = "reactions_per_post,comments_per_post,shares_per_post";
    let lines = report("platform", &["--metrics", metrics]);
    for network in ["facebook", "instagram", "x"] {
        let truth = truth(&format!("/organic/{network}"));
        let shares = truth.get("reposts").unwrap_or(&truth["shares"]);
        let posts: f64 = truth["posts"].as_str().unwrap().parse().unwrap();
        let parts = [&truth["reactions"], &truth["comments"], shares];
        for (metric, part) in metrics.split(',').zip(parts) {
            let found: f64 = lines[&vec![network.to_owned()]][metric].parse().unwrap();
            let sum: f64 = part.as_str().unwrap().parse().unwrap();
            assert!(
                (found * posts - sum).abs() < 1e-4,
                "{metric} of {network}: {found} × {posts} is not {sum}"
            );
        }
    }
}

#[test]
fn followers_and_visits_come_from_the_cards() {
    let lines = report(
        "platform",
        &["--metrics", "new_followers,profile_views,profile_reach"],
    );
    for (network, visits, name) in [
        ("facebook", "Facebook visits", "Facebook follows"),
        ("instagram", "Instagram profile visits", "Instagram follows"),
    ] {
        let line = &lines[&vec![network.to_owned()]];
        assert_eq!(
            line["new_followers"],
            plain(truth(&format!("/organic/cards/{name}")))
        );
        assert_eq!(
            line["profile_views"],
            plain(truth(&format!("/organic/cards/{visits}")))
        );
        assert_eq!(line["profile_reach"], "", "people of days are never summed");
    }
}
