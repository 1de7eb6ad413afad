//! How a chart is to look: what the user may choose.

use crate::error::{Error, Result};
use crate::lang::Lang;

use super::fonts::Fonts;
use super::style::{self, DARK, LIGHT, SIDES, Sizes, Theme};

/// What the user may choose of a chart's looks.
#[derive(Clone, Debug, Default)]
pub struct Look {
    /// Size in pixels.
    pub size: Size,
    /// On white or on near-black.
    pub shade: Shade,
    /// A headline in place of the chart's own.
    pub title: Option<String>,
    /// Whether headline, subtitle and notes are drawn.
    pub caption: Caption,
    /// Headings, numbers, months.
    pub lang: Lang,
    /// The fonts.
    pub fonts: Fonts,
    /// Letters as in a picture of that width, where its own would be too large.
    pub letters: Option<f64>,
}

impl Look {
    pub(super) fn theme(&self) -> &'static Theme {
        match self.shade {
            Shade::Light => &LIGHT,
            Shade::Dark => &DARK,
        }
    }

    pub(super) fn sizes(&self) -> Sizes {
        Sizes::of(self.letters(), None)
    }

    /// The width by which letters are sized.
    pub(super) fn letters(&self) -> f64 {
        let height = self.size.height.map(f64::from);
        let own = style::letters(f64::from(self.size.width), height);
        self.letters.map_or(own, |letters| letters.min(own))
    }
}

/// Where headline, subtitle and notes stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Caption {
    /// In the picture.
    #[default]
    Drawn,
    /// Beside it, in whatever it is part of.
    Beside,
}

/// On white or on near-black.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Shade {
    /// Dark on white.
    #[default]
    Light,
    /// Light on near-black.
    Dark,
}

/// Size of a picture in pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size {
    /// Width.
    pub width: u32,
    /// Height; what the rows need where `None`.
    pub height: Option<u32>,
}

impl Default for Size {
    fn default() -> Self {
        Self {
            width: style::WIDTH,
            height: None,
        }
    }
}

impl std::str::FromStr for Size {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let wrong = || Error::BadOption {
            what: format!("--size {text}"),
            why: format!(
                "expected WIDTHxHEIGHT or WIDTH in pixels, each from {} to {}",
                SIDES.start(),
                SIDES.end()
            ),
        };
        let side = |text: &str| {
            let side: u32 = text.trim().parse().ok()?;
            SIDES.contains(&side).then_some(side)
        };
        let (width, height) = match text.split_once(['x', 'X', '×']) {
            Some((width, height)) => (width, Some(side(height).ok_or_else(wrong)?)),
            None => (text, None),
        };
        Ok(Self {
            width: side(width).ok_or_else(wrong)?,
            height,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_read_and_senseless_ones_refused() {
        let size = |text: &str| text.parse::<Size>();
        assert_eq!(
            size("1200x700").unwrap(),
            Size {
                width: 1200,
                height: Some(700)
            }
        );
        assert_eq!(size("600").unwrap().height, None);
        for text in [
            "0",
            "0x0",
            "100000",
            "1200x",
            "x700",
            "-1x5",
            "wide",
            "1200x100000",
        ] {
            assert_eq!(
                size(text).unwrap_err().to_string(),
                format!(
                    "--size {text}: expected WIDTHxHEIGHT or WIDTH in pixels, each from 240 to 10000"
                )
            );
        }
    }
}
