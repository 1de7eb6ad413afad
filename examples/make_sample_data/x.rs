//! X analytics: the content export in its wording of 2025 and of 2026, and the account overview.

use std::fmt::Write;

use crate::calendar::{day, days, month_index, quarters};
use crate::dice::Dice;
use crate::folder::Folder;
use crate::posts::{Network, Post};
use crate::text::{Encoding, quoted};

const OLD: &str = "Post id,Date,Post text,Link,Impressions,Likes,Engagements,Bookmarks,Share,New follows,Replies,Reposts,Profile visits,\
    Detail expands,Url clicks,Hashtag clicks,Permalink clicks\r\n";
const NEW: &str = "Post id,Date,Post text,Post Link,Impressions,Likes,Engagements,Bookmarks,Shares,New follows,Replies,Reposts,Profile visits,\
    Detail Expands,URL Clicks,Hashtag Clicks,Permalink Clicks\r\n";
const OVERVIEW: &str = "Date,Impressions,Likes,Engagements,Bookmarks,Shares,New follows,Unfollows,Replies,Reposts,Profile visits,Create Post,\
    Video views,Media views\n";

/// Writes both files of every quarter, newest rows first.
pub fn write(posts: &[Post], folder: &mut Folder) {
    for (from, to) in quarters() {
        let new = from >= day(2026, 4, 1);
        let rows: Vec<_> = posts
            .iter()
            .filter(|post| post.network == Network::X && (from..=to).contains(&post.date))
            .collect();
        let mut content = if new { NEW } else { OLD }.to_owned();
        for post in rows.iter().rev() {
            content += &content_line(post, new);
        }
        folder.add(
            format!("x/account_analytics_content_{from}_{to}.csv"),
            &content,
            Encoding::Utf8,
        );
        let mut overview = OVERVIEW.to_owned();
        let mut dice = Dice::new(&format!("x {from}"));
        for date in days(from, to).collect::<Vec<_>>().into_iter().rev() {
            let made = rows.iter().filter(|post| post.date == date).count();
            let seen =
                dice.near(260 * (100 + 5 * month_index(date)) / 100, 400) + 300 * made as i64;
            let likes = dice.near(seen / 45, 400);
            let rest = [
                dice.between(0, 3),
                dice.between(0, 2),
                dice.between(0, 3),
                dice.between(0, 1),
                dice.between(0, 4),
                dice.between(0, 5),
                dice.between(1, 14),
            ];
            let [
                bookmarks,
                shares,
                follows,
                unfollows,
                replies,
                reposts,
                visits,
            ] = rest;
            let engagements = likes + bookmarks + shares + replies + reposts + visits;
            let _ = writeln!(
                overview,
                "\"{}\",{seen},{likes},{engagements},{bookmarks},{shares},{follows},{unfollows},{replies},{reposts},{visits},{made},{},{}",
                date.format("%a, %b %-d, %Y"),
                seen / 9,
                seen / 6,
            );
        }
        folder.add(
            format!("x/account_overview_analytics_{from}_{to}.csv"),
            &overview,
            Encoding::Utf8,
        );
    }
}

fn content_line(post: &Post, new: bool) -> String {
    let mut dice = Dice::new(&post.id.to_string());
    let date = match new {
        true => quoted(&post.date.format("%a, %b %-d, %Y").to_string()),
        false => post.date.format("%a %b %-d %Y").to_string(),
    };
    let (visits, expands, hashtags, permalinks) = (
        dice.between(0, 9),
        dice.between(1, 30),
        dice.between(0, 3),
        dice.between(0, 2),
    );
    let (shared, reposts) = share_and_reposts(post);
    let engagements = post.reactions
        + post.comments
        + post.shares
        + post.saves
        + visits
        + expands
        + post.clicks
        + hashtags
        + permalinks;
    format!(
        "{id},{date},{},https://x.com/tannholm_example/status/{id},{},{},{engagements},{},{shared},{},{},{reposts},{visits},{expands},{},{hashtags},{permalinks}\r\n",
        quoted(&post.text),
        post.views,
        post.reactions,
        post.saves,
        post.follows,
        post.comments,
        post.clicks,
        id = post.id,
    )
}

/// Links copied, and reposts: together the post's shares.
pub fn share_and_reposts(post: &Post) -> (i64, i64) {
    (post.shares / 4, post.shares - post.shares / 4)
}
