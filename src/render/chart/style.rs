//! Every number and colour of the charts, in one place.
//!
//! Type sizes follow the width of the picture (Urban Institute, BBC); colours are Paul Tol's *muted* five for
//! categories and Okabe and Ito's blue and vermilion for better and worse, which stay apart for readers with any
//! common colour deficiency and in greyscale.

use plotters::style::RGBColor;

/// Width of a picture in pixels where none is asked for.
pub const WIDTH: u32 = 960;

/// Smallest and largest side of a picture in pixels.
pub const SIDES: std::ops::RangeInclusive<u32> = 240..=10_000;

/// Part of the height of a row that its bar takes.
pub const BAR: f64 = 2.0 / 3.0;

/// Height of a row in body sizes, and the least that keeps labels apart.
pub const PITCH: f64 = 2.0;
/// The least height of a row in body sizes.
pub const TIGHT_PITCH: f64 = 1.35;

/// Opacity of bands and ranges.
pub const BAND: f64 = 0.18;

/// Type sizes and stroke widths of a picture, in pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sizes {
    /// Labels and axes.
    pub body: f64,
    /// The headline.
    pub title: f64,
    /// The line under it.
    pub subtitle: f64,
    /// Footnotes.
    pub note: f64,
    /// Gridlines.
    pub grid: f64,
    /// The line at zero.
    pub zero: f64,
    /// Lines of data.
    pub line: f64,
    /// Dots of data.
    pub dot: f64,
    /// Space at the picture's edges.
    pub margin: f64,
}

impl Sizes {
    /// The sizes of a picture: they follow its width, but in a low one no further than one and a half times its
    /// height.
    pub fn of(width: f64, height: Option<f64>) -> Self {
        let width = letters(width, height);
        let body = (width * 0.019).max(12.0);
        let stroke = width / 960.0;
        Self {
            body,
            title: body * 1.6,
            subtitle: body * 1.2,
            note: (body * 0.9).max(11.0),
            grid: stroke.max(0.75),
            zero: (1.5 * stroke).max(1.0),
            line: (2.5 * stroke).max(1.75),
            dot: (4.0 * stroke).max(3.0),
            margin: body * 1.2,
        }
    }
}

/// The width by which letters of a picture are sized: a low one has smaller letters.
pub(super) fn letters(width: f64, height: Option<f64>) -> f64 {
    height.map_or(width, |height| width.min(height * 1.5))
}

/// Widths below that one by which smaller letters are sized, down to the smallest that there are.
pub(super) fn smaller_letters(own: f64) -> impl Iterator<Item = f64> {
    const WIDTHS: [f64; 9] = [
        1800.0, 1500.0, 1300.0, 1150.0, 1000.0, 900.0, 800.0, 700.0, 630.0,
    ];
    WIDTHS.into_iter().filter(move |width| *width < own)
}

/// The colours of a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Theme {
    /// What lies behind everything.
    pub background: RGBColor,
    /// Headline and labels.
    pub text: RGBColor,
    /// Subtitle, axes and notes.
    pub secondary: RGBColor,
    /// Gridlines.
    pub grid: RGBColor,
    /// The line at zero.
    pub zero: RGBColor,
    /// The one colour of most charts.
    pub one: RGBColor,
    /// What stands behind or beside the focus: other rows, earlier periods.
    pub other: RGBColor,
    /// The outline of what is light.
    pub outline: RGBColor,
    /// Better than the comparison, or above break-even.
    pub better: RGBColor,
    /// Worse, or below break-even.
    pub worse: RGBColor,
    /// Categories, in this order.
    pub categories: [RGBColor; 5],
    /// From least to most.
    pub sequential: [RGBColor; 5],
}

impl Theme {
    /// Every colour that is drawn as it is, in one order for all themes; sequential ones are mixed.
    pub fn colors(&self) -> Vec<RGBColor> {
        let Self {
            background,
            text,
            secondary,
            grid,
            zero,
            one,
            other,
            outline,
            better,
            worse,
            categories,
            sequential: _,
        } = *self;
        let single = [
            background, text, secondary, grid, zero, one, other, outline, better, worse,
        ];
        [&single[..], &categories].concat()
    }
}

/// On white.
pub const LIGHT: Theme = Theme {
    background: RGBColor(0xff, 0xff, 0xff),
    text: RGBColor(0x22, 0x22, 0x22),
    secondary: RGBColor(0x5f, 0x63, 0x68),
    grid: RGBColor(0xd9, 0xd9, 0xd9),
    zero: RGBColor(0x33, 0x33, 0x33),
    one: RGBColor(0x00, 0x72, 0xb2),
    other: RGBColor(0xbb, 0xbb, 0xbb),
    outline: RGBColor(0x76, 0x76, 0x76),
    better: RGBColor(0x00, 0x72, 0xb2),
    worse: RGBColor(0xd5, 0x5e, 0x00),
    categories: [
        RGBColor(0x33, 0x22, 0x88),
        RGBColor(0xcc, 0x66, 0x77),
        RGBColor(0x11, 0x77, 0x33),
        RGBColor(0x88, 0x22, 0x55),
        RGBColor(0x99, 0x99, 0x33),
    ],
    sequential: [
        RGBColor(0xfe, 0xe8, 0x38),
        RGBColor(0xbc, 0xaf, 0x6f),
        RGBColor(0x7d, 0x7c, 0x78),
        RGBColor(0x41, 0x4d, 0x6b),
        RGBColor(0x00, 0x22, 0x4e),
    ],
};

/// On near-black: the same hues, lighter; as far apart for colour-blind readers as those on white (13.9 or more in
/// CAM02-UCS, 9 steps of lightness).
pub const DARK: Theme = Theme {
    background: RGBColor(0x16, 0x18, 0x1c),
    text: RGBColor(0xec, 0xed, 0xef),
    secondary: RGBColor(0xa9, 0xaf, 0xb7),
    grid: RGBColor(0x3a, 0x3e, 0x45),
    zero: RGBColor(0xc4, 0xc8, 0xce),
    one: RGBColor(0x56, 0xb4, 0xe9),
    other: RGBColor(0x5c, 0x62, 0x6b),
    outline: RGBColor(0x94, 0x9a, 0xa3),
    better: RGBColor(0x56, 0xb4, 0xe9),
    worse: RGBColor(0xf0, 0x86, 0x2e),
    categories: [
        RGBColor(0x81, 0x78, 0xe8),
        RGBColor(0xf2, 0xaa, 0xb6),
        RGBColor(0x4c, 0xb8, 0x78),
        RGBColor(0xa8, 0x48, 0x7e),
        RGBColor(0xea, 0xe8, 0xa0),
    ],
    sequential: [
        RGBColor(0x00, 0x22, 0x4e),
        RGBColor(0x41, 0x4d, 0x6b),
        RGBColor(0x7d, 0x7c, 0x78),
        RGBColor(0xbc, 0xaf, 0x6f),
        RGBColor(0xfe, 0xe8, 0x38),
    ],
};

/// The shade of a share from 0, the least, to 1, the most.
pub fn shade(theme: &Theme, share: f64) -> RGBColor {
    let last = theme.sequential.len() - 1;
    let place = share.clamp(0.0, 1.0) * last as f64;
    let below = (place.floor() as usize).min(last - 1);
    let (from, to) = (theme.sequential[below], theme.sequential[below + 1]);
    let part = place - below as f64;
    let mixed = |a: u8, b: u8| (f64::from(a) + (f64::from(b) - f64::from(a)) * part).round() as u8;
    RGBColor(
        mixed(from.0, to.0),
        mixed(from.1, to.1),
        mixed(from.2, to.2),
    )
}

/// Black or white, whichever stands out from that fill more: at least 4.5 to 1 on any.
pub fn legible_on(fill: RGBColor) -> RGBColor {
    let (black, white) = (RGBColor(0, 0, 0), RGBColor(0xff, 0xff, 0xff));
    if contrast(black, fill) >= contrast(white, fill) {
        black
    } else {
        white
    }
}

/// WCAG 2.2, relative luminance and contrast ratio.
fn contrast(one: RGBColor, other: RGBColor) -> f64 {
    let luminance = |RGBColor(red, green, blue): RGBColor| {
        let linear = |part: u8| {
            let part = f64::from(part) / 255.0;
            if part <= 0.04045 {
                part / 12.92
            } else {
                ((part + 0.055) / 1.055).powf(2.4)
            }
        };
        0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
    };
    let (a, b) = (luminance(one), luminance(other));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_follow_the_width_and_never_fall_below_what_can_be_read() {
        let wide = Sizes::of(960.0, None);
        assert_eq!(
            [wide.body, wide.title, wide.subtitle, wide.note].map(f64::round),
            [18.0, 29.0, 22.0, 16.0]
        );
        let narrow = Sizes::of(300.0, None);
        assert_eq!((narrow.body, narrow.note), (12.0, 11.0));
        assert_eq!(Sizes::of(1200.0, Some(640.0)), wide);
    }

    #[test]
    fn text_and_fills_stand_out_from_the_background() {
        for theme in [LIGHT, DARK] {
            for text in [theme.text, theme.secondary] {
                assert!(contrast(text, theme.background) >= 4.5, "{text:?}");
            }
            let fills = [theme.one, theme.better, theme.worse, theme.outline];
            for fill in fills.into_iter().chain(theme.categories) {
                assert!(contrast(fill, theme.background) >= 3.0, "{fill:?}");
            }
        }
    }

    #[test]
    fn figures_can_be_read_on_every_shade() {
        for theme in [LIGHT, DARK] {
            for percent in 0..=100 {
                let fill = shade(&theme, f64::from(percent) / 100.0);
                assert!(contrast(legible_on(fill), fill) >= 4.5, "{fill:?}");
            }
            assert_eq!(shade(&theme, -1.0), theme.sequential[0]);
            assert_eq!(shade(&theme, 7.0), theme.sequential[4]);
            assert_eq!(shade(&theme, 0.25), theme.sequential[1]);
        }
    }
}
