//! The fonts of the charts: one family in the binary, further ones from files, never the machine's.
//!
//! Widths come from shaping (rustybuzz), so that joined scripts measure as they are drawn.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use base64::Engine;
use resvg::usvg::fontdb;
use rustybuzz::{Face, UnicodeBuffer, ttf_parser};

use crate::error::{Error, Result};

/// The family's name in SVG and CSS.
pub const FAMILY: &str = "Noto Sans";

/// Regular or bold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    /// Text.
    Regular,
    /// The headline, totals.
    Bold,
}

macro_rules! font {
    ($name:literal) => {
        include_bytes!(concat!("../../../assets/fonts/", $name))
    };
}

/// The bundled files: regular and bold of each script, then symbols.
const BUNDLED: [(&[u8], Option<Weight>); 5] = [
    (font!("NotoSans-Regular.ttf"), Some(Weight::Regular)),
    (font!("NotoSans-Bold.ttf"), Some(Weight::Bold)),
    (font!("NotoSansArabic-Regular.ttf"), Some(Weight::Regular)),
    (font!("NotoSansArabic-Bold.ttf"), Some(Weight::Bold)),
    (font!("NotoSansMath-Symbols.ttf"), None),
];

/// One subset for browsers: the characters it serves, regular and bold.
struct Web {
    ranges: &'static [(u32, u32)],
    regular: &'static [u8],
    bold: &'static [u8],
}

const WEB: [Web; 6] = [
    Web {
        ranges: &[
            (0x20, 0x7e),
            (0xa0, 0xff),
            (0x394, 0x394),
            (0x3ba, 0x3ba),
            (0x2000, 0x206f),
            (0x20ac, 0x20ac),
            (0x2116, 0x2122),
        ],
        regular: font!("web/latin-regular.woff2"),
        bold: font!("web/latin-bold.woff2"),
    },
    Web {
        ranges: &[
            (0x100, 0x24f),
            (0x259, 0x259),
            (0x2bb, 0x328),
            (0x1e00, 0x1eff),
            (0x20a0, 0x20ab),
            (0x20ad, 0x20bf),
        ],
        regular: font!("web/latin-ext-regular.woff2"),
        bold: font!("web/latin-ext-bold.woff2"),
    },
    Web {
        ranges: &[(0x370, 0x393), (0x395, 0x3b9), (0x3bb, 0x3ff)],
        regular: font!("web/greek-regular.woff2"),
        bold: font!("web/greek-bold.woff2"),
    },
    Web {
        ranges: &[(0x400, 0x52f)],
        regular: font!("web/cyrillic-regular.woff2"),
        bold: font!("web/cyrillic-bold.woff2"),
    },
    Web {
        ranges: &[
            (0x600, 0x6ff),
            (0x750, 0x77f),
            (0xfb50, 0xfbb1),
            (0xfdf2, 0xfdfd),
        ],
        regular: font!("web/arabic-regular.woff2"),
        bold: font!("web/arabic-bold.woff2"),
    },
    Web {
        ranges: &[
            (0x2190, 0x2193),
            (0x2206, 0x2206),
            (0x2212, 0x2212),
            (0x221e, 0x221e),
            (0x2248, 0x2265),
            (0x25a0, 0x25cf),
        ],
        regular: font!("web/symbols.woff2"),
        bold: font!("web/symbols.woff2"),
    },
];

/// One font file.
#[derive(Clone)]
struct Font {
    face: Face<'static>,
    data: &'static [u8],
    family: String,
    weight: Option<Weight>,
}

/// The fonts that a chart may use, in order of preference.
#[derive(Clone)]
pub struct Fonts {
    fonts: Vec<Font>,
    database: Arc<fontdb::Database>,
}

impl std::fmt::Debug for Fonts {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let families = self.fonts.iter().map(|font| &font.family);
        out.debug_list().entries(families).finish()
    }
}

impl Default for Fonts {
    fn default() -> Self {
        Self::with(&[]).expect("the bundled fonts can be read")
    }
}

/// A font file of more bytes is none: those of all Chinese characters have some 20 MB.
const LARGEST: u64 = 64 << 20;

/// Refuses what is no regular file of the size of a font: a device never ends, a pipe may never begin. What is not there
/// is left to whoever reads it.
fn regular(path: &Path) -> Result<()> {
    let Ok(found) = std::fs::metadata(path) else {
        return Ok(());
    };
    let why = if found.is_dir() {
        "a folder, expected a font file (.ttf, .otf)".into()
    } else if !found.is_file() {
        "a device or a pipe, expected a regular file".into()
    } else if found.len() > LARGEST {
        format!("larger than {} MiB, which no font is", LARGEST >> 20)
    } else {
        return Ok(());
    };
    Err(Error::BadOption {
        what: format!("--font {}", path.display()),
        why,
    })
}

impl Fonts {
    /// The bundled family and the fonts of these files.
    ///
    /// # Errors
    /// A file that cannot be read or is no TrueType or OpenType font.
    pub fn with(files: &[PathBuf]) -> Result<Self> {
        let bundled = |(data, weight)| font(data, weight).expect("a bundled font can be read");
        let mut fonts: Vec<Font> = BUNDLED.map(bundled).into();
        for path in files {
            regular(path)?;
            let bytes = std::fs::read(path).map_err(|source| Error::Unreadable {
                path: path.display().to_string(),
                source,
            })?;
            // Read once and used to the end of the run.
            let data: &'static [u8] = Vec::leak(bytes);
            fonts.push(font(data, None).ok_or_else(|| Error::BadOption {
                what: format!("--font {}", path.display()),
                why: "expected a TrueType or OpenType font file (.ttf, .otf)".into(),
            })?);
        }
        let mut database = fontdb::Database::new();
        for font in &fonts {
            database.load_font_source(fontdb::Source::Binary(Arc::new(font.data)));
        }
        database.set_sans_serif_family(FAMILY);
        Ok(Self {
            fonts,
            database: Arc::new(database),
        })
    }

    /// What pictures are rendered with.
    pub(super) fn database(&self) -> Arc<fontdb::Database> {
        Arc::clone(&self.database)
    }

    /// Every family, as the value of `font-family`.
    pub fn families(&self) -> String {
        let mut families: Vec<String> = vec![format!("'{FAMILY}'")];
        for font in self.fonts.iter().skip(BUNDLED.len()) {
            families.push(format!("'{}'", font.family));
        }
        families.push("sans-serif".into());
        families.join(", ")
    }

    /// The first font with that weight, or without any, that has the character.
    fn of_char(&self, char: char, weight: Weight) -> Option<usize> {
        let fits = |font: &Font| font.weight.is_none_or(|own| own == weight);
        (0..self.fonts.len())
            .find(|at| fits(&self.fonts[*at]) && self.fonts[*at].face.glyph_index(char).is_some())
    }

    /// The text in pieces that one font each can show; `None` for what no font can.
    fn runs(&self, text: &str, weight: Weight) -> Vec<(Option<usize>, String)> {
        let mut runs: Vec<(Option<usize>, String)> = Vec::new();
        for char in text.chars() {
            let has = |at: usize| self.fonts[at].face.glyph_index(char).is_some();
            match runs.last_mut() {
                Some((_, run)) if is_silent(char) => run.push(char),
                Some((Some(at), run)) if char == ' ' && has(*at) => run.push(char),
                last => {
                    let own = self.of_char(char, weight);
                    match last {
                        Some((font, run)) if *font == own => run.push(char),
                        // What shows nothing goes with what follows it.
                        Some((font, run)) if run.chars().all(is_silent) => {
                            *font = own;
                            run.push(char);
                        }
                        _ => runs.push((own, char.to_string())),
                    }
                }
            }
        }
        runs
    }

    /// The text in pieces, with the family that shows each where it is not the first.
    pub(super) fn pieces(&self, text: &str, weight: Weight) -> Vec<(Option<&str>, String)> {
        let family = |font: Option<usize>| {
            let family = &self.fonts[font?].family;
            (family != FAMILY).then_some(family.as_str())
        };
        self.runs(text, weight)
            .into_iter()
            .map(|(font, run)| (family(font), run))
            .collect()
    }

    /// Width of a line of text in pixels.
    pub fn width(&self, text: &str, size: f64, weight: Weight) -> f64 {
        self.runs(text, weight)
            .iter()
            .map(|(font, run)| self.run_width(run, *font, size))
            .sum()
    }

    fn run_width(&self, run: &str, font: Option<usize>, size: f64) -> f64 {
        let Some(font) = font.and_then(|at| self.fonts.get(at)) else {
            // Without a glyph a box or a machine's own glyph is drawn: at most as wide as high.
            return run.chars().filter(|char| !is_silent(*char)).count() as f64 * size;
        };
        let mut buffer = UnicodeBuffer::new();
        buffer.push_str(run);
        buffer.guess_segment_properties();
        let shaped = rustybuzz::shape(&font.face, &[], buffer);
        let advance: i32 = shaped
            .glyph_positions()
            .iter()
            .map(|glyph| glyph.x_advance)
            .sum();
        f64::from(advance) / f64::from(font.face.units_per_em()) * size
    }

    /// Characters that no font has a glyph for, each once.
    pub fn missing(&self, text: &str) -> Vec<char> {
        let mut missing = Vec::new();
        for char in text.chars() {
            if !is_silent(char)
                && !char.is_control()
                && self.of_char(char, Weight::Regular).is_none()
                && !missing.contains(&char)
            {
                missing.push(char);
            }
        }
        missing
    }

    /// The rules of CSS that bring the bundled family along for these texts.
    pub fn css(texts: &[(String, Weight)]) -> String {
        let mut css = String::new();
        for web in &WEB {
            for (weight, number, data) in [
                (Weight::Regular, 400, web.regular),
                (Weight::Bold, 700, web.bold),
            ] {
                let served = |char: char| {
                    let code = u32::from(char);
                    char != ' '
                        && web
                            .ranges
                            .iter()
                            .any(|(from, to)| (*from..=*to).contains(&code))
                };
                let used = texts
                    .iter()
                    .any(|(text, own)| *own == weight && text.chars().any(served));
                if used {
                    css += &rule(number, data, web.ranges);
                }
            }
        }
        css
    }
}

fn rule(weight: u32, data: &[u8], ranges: &[(u32, u32)]) -> String {
    let ranges: Vec<String> = ranges
        .iter()
        .map(|(from, to)| format!("U+{from:X}-{to:X}"))
        .collect();
    format!(
        "@font-face{{font-family:'{FAMILY}';font-weight:{weight};src:url(data:font/woff2;base64,{}) format('woff2');unicode-range:{}}}\n",
        base64::engine::general_purpose::STANDARD.encode(data),
        ranges.join(",")
    )
}

fn font(data: &'static [u8], weight: Option<Weight>) -> Option<Font> {
    let face = Face::from_slice(data, 0)?;
    let family = face
        .names()
        .into_iter()
        .filter(|name| name.name_id == ttf_parser::name_id::FAMILY)
        .find_map(|name| name.to_string())
        .unwrap_or_default()
        .chars()
        // A family stands in quotes in SVG and CSS.
        .filter(|char| char.is_alphanumeric() || matches!(char, ' ' | '-' | '_'))
        .collect();
    Some(Font {
        face,
        data,
        family,
        weight,
    })
}

/// Characters that steer others and show nothing themselves.
fn is_silent(char: char) -> bool {
    matches!(char, '\u{AD}' | '\u{61C}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_are_of_one_width() {
        let fonts = Fonts::default();
        let width = fonts.width("0", 10.0, Weight::Regular);
        for digit in "123456789".chars() {
            assert_eq!(
                fonts.width(&digit.to_string(), 10.0, Weight::Regular),
                width
            );
        }
        // Noto Sans: 572 units of 1,000.
        assert!((width - 5.72).abs() < 1e-9);
    }

    #[test]
    fn joined_letters_are_narrower_than_letters_apart() {
        let fonts = Fonts::default();
        let joined = fonts.width("بببب", 10.0, Weight::Regular);
        let apart = 4.0 * fonts.width("ب", 10.0, Weight::Regular);
        assert!(joined > 0.0 && joined < 0.8 * apart, "{joined} {apart}");
    }

    #[test]
    fn what_no_font_shows_is_named_once() {
        let fonts = Fonts::default();
        assert_eq!(fonts.missing("Größe κ Ж سود −▲ 中中\u{200D}"), ['中']);
    }

    #[test]
    fn only_the_scripts_in_use_are_embedded() {
        let latin = Fonts::css(&[("Spend".into(), Weight::Regular)]);
        assert_eq!(latin.matches("@font-face").count(), 1);
        let both = Fonts::css(&[
            ("Spend".into(), Weight::Bold),
            ("هزینه".into(), Weight::Regular),
        ]);
        assert_eq!(both.matches("@font-face").count(), 2);
    }
}
