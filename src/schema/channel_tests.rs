//! Tables of (input, expected) for `channel.rs`, and checks of `channels.toml`.

use std::collections::HashSet;

use super::*;

fn some(text: &str) -> Option<&str> {
    (text != "∅").then_some(text)
}

#[test]
fn channel_group_follows_the_rules_of_ga4() {
    let cases = [
        // source, medium, campaign, channel; ∅ is no value at all
        ("(direct)", "(none)", "(direct)", "Direct"),
        ("(direct)", "(not set)", "∅", "Direct"),
        ("direct", "∅", "∅", "Direct"),
        ("google", "cpc", "Sales-Cross-Network-DE", "Cross-network"),
        ("google", "cpc", "shop_autumn", "Paid Shopping"),
        ("google", "cpc", "Autumn Shopping", "Paid Shopping"),
        ("google", "cpc", "workshop_autumn", "Paid Search"),
        ("google", "cpc", "eshop_autumn", "Paid Shopping"),
        ("amazon", "paid", "∅", "Paid Shopping"),
        ("google", "CPC", "brand", "Paid Search"),
        ("bing", "ppc", "∅", "Paid Search"),
        ("google_ads", "cpc", "brand", "Paid Search"),
        ("Facebook", "paid_social", "autumn", "Paid Social"),
        ("fb", "cpc", "autumn", "Paid Social"),
        ("ig", "paid", "autumn", "Paid Social"),
        ("an", "paid", "autumn", "Paid Social"),
        ("facebook_ads", "cpm", "autumn", "Paid Social"),
        ("linkedin", "retargeting", "∅", "Paid Social"),
        ("youtube", "cpv", "∅", "Paid Video"),
        ("youtube", "cpc", "∅", "Paid Video"),
        ("vimeo", "paid", "∅", "Paid Video"),
        ("somesite", "display", "∅", "Display"),
        ("somesite", "cpm", "∅", "Display"),
        ("somesite", "cpc", "∅", "Paid Other"),
        ("somesite", "paid-newsletter", "∅", "Paid Other"),
        ("ebay.de", "referral", "∅", "Organic Shopping"),
        ("newsletter", "email", "shop-opening", "Organic Shopping"),
        ("facebook", "∅", "∅", "Organic Social"),
        ("l.facebook.com", "referral", "∅", "Organic Social"),
        ("lm.facebook.com", "referral", "∅", "Organic Social"),
        ("www.facebook.com", "referral", "∅", "Organic Social"),
        ("lnkd.in", "referral", "∅", "Organic Social"),
        ("t.co", "referral", "∅", "Organic Social"),
        ("de.pinterest.com", "referral", "∅", "Organic Social"),
        ("somesite", "social-media", "∅", "Organic Social"),
        ("youtube.com", "referral", "∅", "Organic Video"),
        ("somesite", "in-app-video", "∅", "Organic Video"),
        ("google", "organic", "∅", "Organic Search"),
        ("unknown-engine", "organic", "∅", "Organic Search"),
        ("de.search.yahoo.com", "referral", "∅", "Organic Search"),
        ("newsletter", "email", "autumn", "Email"),
        ("e-mail", "∅", "∅", "Email"),
        ("partner", "affiliate", "∅", "Affiliates"),
        ("example.com", "referral", "∅", "Referral"),
        ("docs.google.com", "referral", "∅", "Referral"),
        ("notfacebook.com", "referral", "∅", "Referral"),
        ("example.com", "link", "∅", "Referral"),
        ("podcast", "audio", "∅", "Audio"),
        ("somesite", "sms", "∅", "SMS"),
        ("app", "web-push", "∅", "Mobile Push Notifications"),
        ("app", "mobile", "∅", "Mobile Push Notifications"),
        ("firebase", "∅", "∅", "Mobile Push Notifications"),
        ("(not set)", "(not set)", "(not set)", "Unassigned"),
        ("somesite", "∅", "∅", "Unassigned"),
        ("somesite", "qr", "autumn", "Unassigned"),
    ];
    for (source, medium, campaign, channel) in cases {
        let found = channel_group(some(source), some(medium), some(campaign));
        assert_eq!(found, channel, "{source} / {medium} / {campaign}");
    }
}

#[test]
fn a_visit_that_says_nothing_is_direct() {
    for blank in [None, Some(""), Some("  "), Some("(none)")] {
        assert_eq!(channel_group(blank, blank, blank), "Direct");
    }
    assert_eq!(channel_group(None, None, Some("autumn")), "Unassigned");
    assert_eq!(channel_group(None, Some("email"), None), "Email");
}

#[test]
fn sources_name_their_platform() {
    let cases = [
        ("fb", Some("meta")),
        ("Facebook", Some("meta")),
        ("ig", Some("meta")),
        ("instagram.com", Some("meta")),
        ("meta", Some("meta")),
        ("an", Some("meta")),
        ("meta-ads", Some("meta")),
        ("fbads", Some("meta")),
        ("Facebook Ads", Some("meta")),
        ("l.facebook.com", Some("meta")),
        ("google", Some("google_ads")),
        ("adwords", Some("google_ads")),
        ("gads", Some("google_ads")),
        ("google_ads", Some("google_ads")),
        ("bing", Some("microsoft_ads")),
        ("cn.bing.com", Some("microsoft_ads")),
        ("microsoft", Some("microsoft_ads")),
        ("linkedin", Some("linkedin")),
        ("lnkd.in", Some("linkedin")),
        ("tiktok", Some("tiktok")),
        ("twitter", Some("x")),
        ("x", Some("x")),
        ("t.co", Some("x")),
        ("pinterest.co.uk", Some("pinterest")),
        ("snapchat", Some("snapchat")),
        ("out.reddit.com", Some("reddit")),
        ("m.youtube.com", Some("youtube")),
        ("xing", None),
        ("yahoo", None),
        ("mail.google.com", None),
        ("newsletter", None),
        ("ads", None),
        ("", None),
        ("(direct)", None),
        ("(not set)", None),
    ];
    for (source, platform) in cases {
        assert_eq!(platform_of_source(source), platform, "{source}");
    }
}

#[test]
fn campaign_types_have_channels() {
    let cases = [
        ("google_ads", "Search", Some("Paid Search")),
        ("google_ads", "SEARCH", Some("Paid Search")),
        ("google_ads", "Suchnetzwerk", Some("Paid Search")),
        ("google_ads", "Suchkampagne", Some("Paid Search")),
        ("google_ads", "Performance Max", Some("Cross-network")),
        ("google_ads", "PERFORMANCE_MAX", Some("Cross-network")),
        (
            "google_ads",
            "Performance Max-Kampagne",
            Some("Cross-network"),
        ),
        ("google_ads", "Video", Some("Paid Video")),
        ("google_ads", "Videokampagne", Some("Paid Video")),
        ("google_ads", "Shopping", Some("Paid Shopping")),
        ("google_ads", "Smart Shopping", Some("Cross-network")),
        ("google_ads", "Display", Some("Display")),
        ("google_ads", "Displaynetzwerk", Some("Display")),
        ("google_ads", "Demand Gen", Some("Display")),
        ("google_ads", "Demand Gen campaigns", Some("Display")),
        ("google_ads", "Discovery", Some("Display")),
        ("google_ads", "App", Some("Cross-network")),
        ("google_ads", "Smart", Some("Cross-network")),
        ("microsoft_ads", "Search & content", Some("Paid Search")),
        ("microsoft_ads", "Audience", Some("Display")),
        ("meta", "Search", None),
        ("google_ads", "Campaign", None),
        ("google_ads", "", None),
        ("google_ads", "--", None),
    ];
    for (platform, campaign_type, channel) in cases {
        assert_eq!(
            channel_of_campaign_type(platform, campaign_type),
            channel,
            "{platform}: {campaign_type}"
        );
    }
}

#[test]
fn platforms_and_networks_have_default_channels() {
    for platform in [
        "meta",
        "linkedin",
        "tiktok",
        "x",
        "pinterest",
        "snapchat",
        "reddit",
    ] {
        assert_eq!(
            channel_of_platform(platform),
            Some("Paid Social"),
            "{platform}"
        );
    }
    assert_eq!(channel_of_platform("google_ads"), Some("Paid Search"));
    assert_eq!(channel_of_platform("microsoft_ads"), Some("Paid Search"));
    assert_eq!(channel_of_platform("youtube"), Some("Paid Video"));
    assert_eq!(channel_of_platform("facebook"), None);
    for network in [
        "facebook",
        "instagram",
        "x",
        "linkedin",
        "tiktok",
        "threads",
        "pinterest",
    ] {
        assert_eq!(
            channel_of_network(network),
            Some("Organic Social"),
            "{network}"
        );
    }
    assert_eq!(channel_of_network("youtube"), Some("Organic Video"));
    assert_eq!(channel_of_network("meta"), None);
}

#[test]
fn networks_are_known_by_the_names_tools_give_them() {
    let cases = [
        ("Facebook", Some("facebook")),
        ("Facebook Page", Some("facebook")),
        ("FBPAGE", Some("facebook")),
        ("Instagram", Some("instagram")),
        ("Instagram Business", Some("instagram")),
        ("INSTAGRAM_BUSINESS", Some("instagram")),
        ("X", Some("x")),
        ("Twitter", Some("x")),
        ("X (formerly Twitter)", Some("x")),
        ("LinkedIn Company Page", Some("linkedin")),
        ("LinkedIn Personal Profile", Some("linkedin")),
        ("YouTube", Some("youtube")),
        ("YouTube Channel", Some("youtube")),
        ("TikTok", Some("tiktok")),
        ("TikTok Business", Some("tiktok")),
        ("Threads", Some("threads")),
        ("Pinterest", Some("pinterest")),
        ("Business", None),
        ("Newsletter", None),
        ("", None),
    ];
    for (text, name) in cases {
        assert_eq!(network(text), name, "{text}");
    }
}

#[test]
fn the_rules_name_the_channels_in_their_documented_order() {
    let channels: Vec<_> = DATA.rule.iter().map(|rule| rule.channel.as_str()).collect();
    let documented = [
        "Direct",
        "Cross-network",
        "Paid Shopping",
        "Paid Search",
        "Paid Social",
        "Paid Video",
        "Display",
        "Paid Other",
        "Organic Shopping",
        "Organic Social",
        "Organic Video",
        "Organic Search",
        "Email",
        "Affiliates",
        "Referral",
        "Audio",
        "SMS",
        "Mobile Push Notifications",
        "Unassigned",
    ];
    assert_eq!(channels, documented);
}

#[test]
fn the_data_refers_only_to_what_it_defines() {
    let categories: HashSet<_> = DATA
        .category
        .iter()
        .map(|category| &category.name)
        .collect();
    let channels: HashSet<_> = DATA.rule.iter().map(|rule| &rule.channel).collect();
    let platforms: HashSet<_> = DATA
        .platform
        .iter()
        .map(|platform| &platform.name)
        .collect();
    for tests in DATA.rule.iter().flat_map(|rule| &rule.any) {
        assert!(
            tests
                .category
                .iter()
                .all(|category| categories.contains(category))
        );
        for pattern in tests.medium_matches.iter().chain(&tests.campaign_matches) {
            assert!(CHANNELS.patterns.contains_key(pattern), "{pattern}");
        }
    }
    for platform in &DATA.platform {
        assert!(
            categories.contains(&platform.category) && channels.contains(&platform.channel),
            "{}",
            platform.name
        );
    }
    for kind in &DATA.campaign_type {
        assert!(
            channels.contains(&kind.channel)
                && kind.platforms.iter().all(|name| platforms.contains(name))
        );
    }
    assert!(
        DATA.network
            .iter()
            .all(|network| channels.contains(&network.channel))
    );
}

#[test]
fn no_name_has_two_meanings_and_none_is_out_of_reach() {
    let sources = DATA
        .category
        .iter()
        .map(|category| (&category.names, &category.domains));
    let sources = sources.chain(
        DATA.platform
            .iter()
            .map(|platform| (&platform.names, &platform.domains)),
    );
    let mut seen = HashSet::new();
    for name in sources.flat_map(|(names, domains)| names.iter().chain(domains)) {
        assert!(seen.insert(name), "{name} is listed twice");
        assert_eq!(
            *name,
            plain(Some(name)),
            "{name} can't match: sources are compared in lower case"
        );
    }
    let mut seen = HashSet::new();
    for name in DATA.network.iter().flat_map(|network| &network.names) {
        assert!(seen.insert(name), "{name} is listed twice");
        assert_eq!(*name, plain(Some(name)));
    }
    let mut seen = HashSet::new();
    for kind in &DATA.campaign_type {
        for name in kind
            .names
            .iter()
            .flat_map(|name| kind.platforms.iter().map(move |platform| (platform, name)))
        {
            assert!(seen.insert(name), "{name:?} is listed twice");
            assert_eq!(*name.1, plain(Some(name.1)).replace('_', " "));
        }
    }
}

#[test]
fn a_channel_is_made_of_ads_or_has_none_or_is_unknown() {
    let groups: HashSet<&String> = DATA.rule.iter().map(|rule| &rule.channel).collect();
    let named = DATA.media.always.iter().chain(&DATA.media.never);
    assert!(named.clone().all(|name| groups.contains(name)));
    assert_eq!(
        named.clone().collect::<HashSet<_>>().len(),
        named.count(),
        "no channel is both"
    );
    assert_eq!(media("Paid Search"), Some(Media::Always));
    assert_eq!(media("Email"), Some(Media::Never));
    for unknown in ["Unassigned", "Affiliates", "Audio", "our own"] {
        assert_eq!(media(unknown), None, "{unknown}");
    }
}

#[test]
fn every_platform_and_network_writes_itself_somehow() {
    let platforms = CHANNELS.data.platform.iter().map(|platform| &platform.name);
    let networks = CHANNELS.data.network.iter().map(|network| &network.name);
    for name in platforms.chain(networks) {
        assert!(platform_title(name).is_some(), "{name}");
    }
    assert_eq!(platform_title("google_ads"), Some("Google Ads"));
    for (text, name) in [
        ("Google Ads", "google_ads"),
        ("google ads", "google_ads"),
        ("google_ads", "google_ads"),
        ("tiktok", "tiktok"),
        ("of our own", "of our own"),
    ] {
        assert_eq!(platform_titled(text), name);
    }
    assert_eq!(platform_title("(no match)"), None);
}

#[test]
fn a_channel_of_ones_own_tells_what_it_names() {
    let of_meta = Some(("Paid Social", Some("meta")));
    for name in ["facebook_paid", "Paid Facebook", "Instagram Ads", "fb-ads"] {
        assert_eq!(channel_told(name), of_meta, "{name}");
    }
    assert_eq!(
        channel_told("google ads"),
        Some(("Paid Search", Some("google_ads")))
    );
    for name in ["organic_social", "ORGANIC SOCIAL", "instagram_organic"] {
        assert_eq!(channel_told(name), Some(("Organic Social", None)), "{name}");
    }
    assert_eq!(channel_told("cross network"), Some(("Cross-network", None)));
    for open in ["facebook", "linkedin", "Online Display", "ads", ""] {
        assert_eq!(channel_told(open), None, "{open}");
    }
}
