//! What charts plot, as data, and how they are drawn with characters: each figure worked out by hand from the story.

mod changes;
mod months;
mod refused;
mod returns;
mod shares;
mod stages;

use social_roi::options::Terminal;

use super::{META, Outcome, SHOP, Story};

/// Clicks of two months: 3 → 7, 200 → 203, 0 → 7, 100 → 150.
const CLICKS: &str = "date,platform,campaign,spend,clicks\n\
    2026-01-05,meta,A,60,3\n\
    2026-02-05,meta,A,60,7\n\
    2026-01-05,meta,B,60,200\n\
    2026-02-05,meta,B,60,203\n\
    2026-02-05,meta,C,60,7\n\
    2026-01-05,meta,D,60,100\n\
    2026-02-05,meta,D,60,150\n";

fn shop() -> Story {
    Story::new(&[("meta.csv", META), ("shop.csv", SHOP)])
}

impl Story {
    /// `chart --quiet` on everything in the folder, in euros.
    pub(super) fn chart(&self, words: &str) -> Outcome {
        let mut args = vec!["chart", "--quiet", "--currency", "EUR"];
        let names = self.names();
        args.extend(words.split_whitespace());
        args.extend(names.iter().map(String::as_str));
        self.run_words(&args)
    }

    /// The same on a terminal of that many columns: what it prints and what it says.
    pub(super) fn typed(&self, words: &str, columns: usize) -> (String, String) {
        let mut args: Vec<String> = ["social-roi", "chart", "--quiet", "--currency", "EUR"]
            .map(str::to_owned)
            .to_vec();
        args.extend(words.split_whitespace().map(str::to_owned));
        let names = self.names().into_iter();
        args.extend(names.map(|name| self.path(name).display().to_string()));
        let terminal = Terminal {
            out: true,
            width: Some(columns),
            no_color: true,
            ..Terminal::default()
        };
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let args = args.into_iter().map(Into::into);
        assert_eq!(social_roi::run(args, &terminal, &mut out, &mut err), 0);
        let text = |bytes| String::from_utf8(bytes).unwrap();
        (text(out), text(err))
    }
}

impl Outcome {
    /// The figures alone: the columns of the currency and what follows, which are the same in every row, are cut off.
    pub(super) fn plots(&self, out: &[&str]) {
        let kept = |line: &str| {
            let kept = line.rsplit_once(",currency,").or(line.rsplit_once(",EUR,"));
            kept.map_or(line, |(kept, _)| kept).to_owned()
        };
        let found: Vec<String> = self.out.lines().map(kept).collect();
        assert_eq!(found, out, "{}", self.said);
    }

    /// The headline of a picture.
    pub(super) fn headed(&self, headline: &str) {
        let title = self.out.split("<title>").nth(1).unwrap_or(&self.said);
        assert_eq!(title.split("</title>").next().unwrap(), headline);
    }

    pub(super) fn mentions(&self, sentence: &str) {
        assert!(self.out.contains(sentence), "`{sentence}` in {}", self.out);
    }

    /// Its error, without the hint below it.
    pub(super) fn mentions_error(&self, line: &str) {
        assert_eq!(
            self.said.lines().find(|line| line.starts_with("error")),
            Some(line)
        );
    }
}
