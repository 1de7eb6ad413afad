//! Volumes that are no money: public engagements by the day of their post, and parts of orders.

use std::fs;

use crate::printed;

/// Instagram has reactions, comments and shares (13), the other platform a sum of its own (7); the third post is of August.
#[test]
fn engagements_are_those_of_every_platform_by_the_day_of_their_post() {
    let folder = tempfile::tempdir().unwrap();
    let posts = "post_id,platform,published_at,reactions,comments,shares,engagements\n\
        x1,instagram,2026-09-05,10,2,1,\ny1,facebook,2026-09-06,,,,7\nz1,instagram,2026-08-31,100,0,0,\n";
    fs::write(folder.path().join("posts.csv"), posts).unwrap();
    let line = "ledger posts.csv --quiet --cost tools=10 --period 2026-09 --format csv";
    let found = printed(folder.path(), line);
    assert!(
        found.contains("\nvalue_line,L-17:engagements,quantity,20,engagements,"),
        "{found}"
    );
    let report = "report posts.csv --quiet --by month --metrics posts --format csv";
    let months = printed(folder.path(), report);
    assert!(months.contains("\n2026-08,1,"), "{months}");
    assert!(months.contains("\n2026-09,2,"), "{months}");
}

/// One order credited half and half, as linear has it: each campaign has half of an order, and no more is lost.
#[test]
fn parts_of_orders_stay_under_a_model() {
    let folder = tempfile::tempdir().unwrap();
    let log = "user_id,timestamp,source,medium,campaign,conversion,value,currency\n\
        a,2026-09-03T10:00:00,facebook,paid_social,Alpha,0,,\n\
        a,2026-09-05T10:00:00,tiktok,paid_social,Beta,1,400,EUR\n";
    let spend = "date,platform,campaign,spend,currency\n\
        2026-09-03,meta,Alpha,100,EUR\n2026-09-05,tiktok,Beta,100,EUR\n";
    fs::write(folder.path().join("log.csv"), log).unwrap();
    fs::write(folder.path().join("spend.csv"), spend).unwrap();
    let line = "report log.csv spend.csv --quiet --model linear --period 2026-09 --metrics orders_joined --totals --format csv";
    let found = printed(folder.path(), line);
    for row in ["\nmeta,0.5,", "\ntiktok,0.5,", "\ntotal,1,"] {
        assert!(found.contains(row), "no {row} in\n{found}");
    }
}
