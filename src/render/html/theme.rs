//! The colours of the page: those of the charts, and what becomes of each in the dark.

use std::fmt::Write;

use plotters::style::RGBColor;

use crate::render::chart::style::{DARK, LIGHT, Theme};

fn hex(RGBColor(red, green, blue): RGBColor) -> String {
    format!("#{red:02x}{green:02x}{blue:02x}")
}

/// Rules of CSS: the page's colours by name in light and dark, and for pictures each light colour's dark one. White
/// text stands on a fill of its own and stays white.
pub fn css() -> String {
    let mut css = format!(":root{{{}}}\n", named(&LIGHT));
    let _ = writeln!(css, "@media screen and (prefers-color-scheme:dark){{");
    let _ = writeln!(css, ":root{{{}}}", named(&DARK));
    for (light, dark) in pairs() {
        let text = if light == LIGHT.background {
            ":not(text)"
        } else {
            ""
        };
        let (light, dark) = (hex(light), hex(dark));
        let _ = writeln!(css, "svg {text}[fill=\"{light}\"]{{fill:{dark}}}");
        let _ = writeln!(css, "svg [stroke=\"{light}\"]{{stroke:{dark}}}");
    }
    css + "}\n"
}

/// Light and dark, each light colour once.
fn pairs() -> Vec<(RGBColor, RGBColor)> {
    let mut pairs: Vec<(RGBColor, RGBColor)> = Vec::new();
    for pair in LIGHT.colors().into_iter().zip(DARK.colors()) {
        if !pairs.contains(&pair) {
            pairs.push(pair);
        }
    }
    pairs
}

fn named(theme: &Theme) -> String {
    let colors = [
        ("background", theme.background),
        ("text", theme.text),
        ("secondary", theme.secondary),
        ("rule", theme.grid),
        ("strong-rule", theme.zero),
        ("accent", theme.one),
        ("better", theme.better),
        ("worse", theme.worse),
        ("outline", theme.outline),
    ];
    let one = |(name, color): (&str, RGBColor)| format!("--{name}:{}", hex(color));
    colors.map(one).join(";")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A picture says a colour, not its part: one that stood for two would lose one of them in the dark.
    #[test]
    fn every_light_colour_has_one_dark_colour() {
        let pairs = pairs();
        for (light, dark) in &pairs {
            let same: Vec<_> = pairs.iter().filter(|pair| pair.0 == *light).collect();
            assert_eq!(same.len(), 1, "{light:?} is {dark:?} and another");
        }
        assert!(pairs.len() >= 14, "{}", pairs.len());
    }

    #[test]
    fn colours_are_named_once_and_mapped_on_screens_alone() {
        let css = css();
        assert!(
            css.starts_with(":root{--background:#ffffff;--text:#222222;"),
            "{css}"
        );
        assert!(css.contains("svg :not(text)[fill=\"#ffffff\"]{fill:#16181c}"));
        assert!(css.contains("svg [stroke=\"#0072b2\"]{stroke:#56b4e9}"));
        assert_eq!(css.matches("@media screen and").count(), 1);
    }
}
