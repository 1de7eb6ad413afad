//! The log as a file.

use super::{Click, DAY, Event, Row, date_of};
use crate::folder::Folder;
use crate::text::{Encoding, money2, plain};

const HEADER: &str =
    "user_id,timestamp,source,medium,campaign,event_name,conversion,value,currency,gclid,fbclid\n";

/// Writes the file.
pub fn write(rows: &[Row], folder: &mut Folder) {
    let text = rows
        .iter()
        .fold(HEADER.to_owned(), |text, row| text + &line(row));
    folder.add("journeys/touchpoints.csv", &text, Encoding::Utf8);
}

fn line(row: &Row) -> String {
    let user = row.user.map_or_else(String::new, pseudonym);
    let time = row.at % DAY;
    let stamp = format!(
        "{}T{:02}:{:02}:{:02}Z",
        date_of(row.at),
        time / 3_600,
        time / 60 % 60,
        time % 60
    );
    let rest = match &row.event {
        Event::Order(net) => format!(",,,purchase,1,{},EUR,,", money2(*net)),
        Event::Visit(visit) => {
            let (google, meta) = match visit.click {
                Some(Click::Google(number)) => (format!("Cj0K{number:06x}"), String::new()),
                Some(Click::Meta(number)) => (String::new(), format!("IwAR{number:06x}")),
                None => Default::default(),
            };
            let tags = [&visit.utm.source, &visit.utm.medium, &visit.utm.campaign];
            let tags = tags.map(|tag| plain(tag)).join(",");
            format!("{tags},visit,0,,,{google},{meta}")
        }
    };
    format!("{user},{stamp},{rest}\n")
}

/// Looks drawn by lot, but no two users share one: the factor is odd.
fn pseudonym(user: u32) -> String {
    format!("v{:06x}", user.wrapping_mul(0x9e37_79b1) & 0xff_ffff)
}
