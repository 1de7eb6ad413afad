//! What campaigns are for: ordered rules, of which the first that matches counts.

use glob::Pattern;

use crate::error::Spot;
use crate::project::read::{Record, shown};
use crate::schema::{Function, channels, mistyped, platform_of_source};

use super::Book;

/// One rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    /// Names that it is for.
    pub campaign: Pattern,
    /// The only platform that it is for.
    pub platform: Option<String>,
    /// The channel of such campaigns.
    pub channel: Option<String>,
    /// The duty that they serve.
    pub function: Option<Function>,
    /// What they are to bring.
    pub goal: Option<String>,
    /// The one name that they count under.
    pub rename: Option<String>,
    /// Its pattern, where it stands, and what it says, in words.
    pub told: String,
    /// Where it stands.
    pub spot: Spot,
}

impl Rule {
    fn matches(&self, campaign: &str, platform: Option<&str>) -> bool {
        let is_it = |own: &str| {
            platform.is_some_and(|platform| {
                own.eq_ignore_ascii_case(platform) || platform_of_source(own) == Some(platform)
            })
        };
        let here = self.platform.as_deref().is_none_or(is_it);
        here && self.campaign.matches(campaign)
    }

    /// Whether every campaign of the other rule is this one's too.
    fn covers(&self, other: &Self) -> bool {
        let platform = self.platform.is_none() || self.platform == other.platform;
        // A name that the other's pattern stands for, with nothing and with much in the place of its `*`.
        let name = |star: &str| {
            other
                .campaign
                .as_str()
                .replace('*', star)
                .replace('?', "\u{1}")
        };
        let much = "\u{1}".repeat(self.campaign.as_str().len() + 1);
        let plain = !other.campaign.as_str().contains('[');
        let same = self.campaign == other.campaign;
        platform
            && (same
                || plain
                    && [String::new(), much]
                        .iter()
                        .all(|star| self.campaign.matches(&name(star))))
    }
}

/// The rules, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mapping {
    /// In order: the first that matches counts.
    pub rules: Vec<Rule>,
}

impl Mapping {
    /// The rule of a campaign.
    pub fn rule(&self, campaign: &str, platform: Option<&str>) -> Option<&Rule> {
        self.rules
            .iter()
            .find(|rule| rule.matches(campaign, platform))
    }
}

/// The rules of the records; one that no campaign could reach, and names that lead back to themselves, are faults.
pub fn mapping(records: &[Record], book: &mut Book<'_>) -> Mapping {
    let mut mapping = Mapping::default();
    for record in records {
        let Some(Ok(campaign)) = record.text("campaign").map(|text| Pattern::new(&text)) else {
            continue;
        };
        channel(record, book);
        let rule = Rule {
            told: told(record),
            campaign,
            platform: record.text("platform"),
            channel: record.text("channel"),
            function: record.function("function").flatten(),
            goal: record.text("goal"),
            rename: record.text("rename"),
            spot: record.spot("campaign").clone(),
        };
        if !["channel", "function", "goal", "rename"]
            .iter()
            .any(|key| record.has(key))
        {
            let expected = "`channel`, `function`, `goal` or `rename`";
            book.fault(
                &record.spot,
                "mapping",
                expected,
                "none of them",
                "say what such campaigns are for",
            );
        }
        if let Some(earlier) = mapping.rules.iter().find(|earlier| earlier.covers(&rule)) {
            let pattern = rule.campaign.as_str();
            let (expected, found) = if earlier.campaign == rule.campaign {
                (
                    "each pattern once",
                    format!("`{pattern}` again, after line {}", earlier.spot.line),
                )
            } else {
                let all = earlier.campaign.as_str();
                (
                    "a pattern that names can reach",
                    format!(
                        "`{pattern}`, all of which `{all}` of line {} takes",
                        earlier.spot.line
                    ),
                )
            };
            let hint =
                "the first rule that matches counts: put the narrower one first, or take one away";
            book.fault(&rule.spot, "mapping.campaign", expected, found, hint);
        }
        mapping.rules.push(rule);
    }
    circles(&mapping, book);
    mapping
}

/// A fault where a channel is one of GA4's but for a letter or two, or for capitals; other names are one's own.
fn channel(record: &Record, book: &mut Book<'_>) {
    let Some(name) = record.text("channel") else {
        return;
    };
    let same = |known: &&str| known.eq_ignore_ascii_case(&name);
    let near = channels()
        .find(same)
        .or_else(|| mistyped(&name, channels()));
    if let Some(near) = near.filter(|near| *near != name) {
        book.fault(
            record.spot("channel"),
            "mapping.channel",
            "a channel of GA4, or one of your own that differs by more",
            shown(&name),
            &format!("did you mean `{near}`?"),
        );
    }
}

/// A rule in words: `Jobs *` (social-roi.toml:7), function recruiting, goal applications.
fn told(record: &Record) -> String {
    let spot = record.spot("campaign");
    let pattern = record.text("campaign").unwrap_or_default();
    let mut told = format!("`{pattern}` ({}:{})", spot.file, spot.line);
    for key in ["channel", "function", "goal", "rename"] {
        let function = record
            .function(key)
            .flatten()
            .map(|function| function.name().to_owned());
        if let Some(text) = record.text(key).or(function) {
            told.push_str(&format!(", {key} {text}"));
        }
    }
    told
}

/// Names that rules give and other rules take up again until one comes back.
fn circles(mapping: &Mapping, book: &mut Book<'_>) {
    let next = |rule: &Rule| -> Option<usize> {
        let name = rule.rename.as_deref()?;
        let at = mapping
            .rules
            .iter()
            .position(|other| other.matches(name, rule.platform.as_deref()))?;
        let onward = mapping.rules[at].rename.as_deref()?;
        (onward != name).then_some(at)
    };
    for (start, rule) in mapping.rules.iter().enumerate() {
        let mut path = vec![start];
        let mut at = start;
        while let Some(to) = next(&mapping.rules[at]) {
            if to == start {
                // Told once, at the first rule of the circle.
                if path.iter().all(|other| start <= *other) {
                    let names = path
                        .iter()
                        .filter_map(|at| mapping.rules[*at].rename.as_deref());
                    let names: Vec<String> = names.map(|name| format!("`{name}`")).collect();
                    let found = format!("a circle: {}", names.join(" to "));
                    let hint = "let every rule give the last name at once";
                    book.fault(
                        &rule.spot,
                        "mapping.rename",
                        "names that lead to an end",
                        found,
                        hint,
                    );
                }
                break;
            }
            if path.contains(&to) {
                break;
            }
            path.push(to);
            at = to;
        }
    }
}
