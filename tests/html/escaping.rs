//! Names that try to be more than names.

use regex::Regex;

use super::{all, done, story, text};

const HOSTILE: [&str; 7] = [
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "</style></title><h1>owned</h1>",
    "{{ 7 * 1111111 }}{% include \"base.html\" %}",
    "&lt;b&gt; stays &amp; as it is",
    "javascript:alert(1)' onmouseover='alert(1)",
    "\u{202e}txt.exe\u{202c} \u{2066}turned",
];

/// Spend and orders of campaigns with those names, and orders of campaigns with almost those names.
fn page(more: &[&str]) -> String {
    let quoted = |name: &str| format!("\"{}\"", name.replace('"', "\"\""));
    let mut meta = String::from(
        "Campaign name,Day,Amount spent (EUR),Impressions,Link clicks,Purchases,Purchases conversion value\n",
    );
    let mut shop =
        String::from("Day,Order UTM source,Order UTM medium,Order UTM campaign,Orders,Net sales\n");
    for (at, name) in HOSTILE.iter().enumerate() {
        let day = format!("2026-09-0{}", at + 1);
        meta += &format!("{},{day},100.00,1000,10,1,50.00\n", quoted(name));
        for (name, sales) in [
            (quoted(name), 50 * (at + 1)),
            (quoted(&format!("{name}!")), 5),
        ] {
            shop += &format!("{day},facebook,paid_social,{name},1,{sales}\n");
        }
    }
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("<b>meta<b>.csv"), meta).unwrap();
    std::fs::write(folder.path().join("shop.csv"), shop).unwrap();
    let args = ["report", ".", "--quiet", "--format", "html"];
    done(folder.path(), &[&args[..], more].concat())
}

#[test]
fn names_stay_text_wherever_they_stand() {
    let quoted = Regex::new("=\"[^\"]*\"").unwrap();
    for period in ["2026-09", "2026-Q3"] {
        let page = page(&["--period", period, "--where", "campaign!=<i>none</i>"]);
        let body = page.split("<body>").nth(1).unwrap();
        for markup in ["<script", "<img", "<h1>owned", "<b>meta", "<i>none"] {
            assert!(!body.contains(markup), "{period}: {markup}");
        }
        let bare = quoted.replace_all(body, "");
        let handlers = all("<[a-z][^>]*[ '\"/](on[a-z]+)", &bare);
        assert!(handlers.is_empty(), "{period}: {handlers:?}");
        assert_eq!(all("(</style>)", &page).len(), 1);
        assert_eq!(
            all("(<title>)", page.split("<body>").next().unwrap()).len(),
            1
        );
        assert!(!page.contains("7777777"), "a template ran");
        let turned = all("(.{0,60}[\u{202a}-\u{202e}\u{2066}\u{2067}])", &page);
        assert!(turned.is_empty(), "{period}: {turned:?}");
        let read = text(&page);
        for name in &HOSTILE[..6] {
            assert!(read.contains(name), "{period}: {name}\n{read}");
        }
        assert!(read.contains("txt.exe turned"), "{read}");
    }
}

#[test]
fn an_ordinary_story_has_no_escapes_to_show() {
    let read = text(&story::page(&[]));
    assert!(!read.contains("&#") && !read.contains("&amp;"), "{read}");
}
