//! Pictures from SVG: PNG by resvg, PDF by krilla, with the fonts that the chart was measured with.

use krilla::geom::Size;
use krilla::metadata::Metadata;
use krilla::page::PageSettings;
use krilla_svg::{SurfaceExt, SvgSettings};
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree};

use super::fonts::{FAMILY, Fonts};
use super::{Drawing, Refusal};

/// Pixels that a picture may have: 200 million, 800 MB.
const MOST_PIXELS: u64 = 200_000_000;

fn tree(drawing: &Drawing, fonts: &Fonts) -> Result<Tree, Refusal> {
    let options = Options {
        font_family: FAMILY.into(),
        fontdb: fonts.database(),
        ..Options::default()
    };
    Tree::from_str(&drawing.bare(), &options).map_err(|error| Refusal::Unreadable {
        why: error.to_string(),
    })
}

/// The chart as PNG, `scale` times its size.
///
/// # Errors
/// A picture that would be too large.
pub fn png(drawing: &Drawing, fonts: &Fonts, scale: f64) -> Result<Vec<u8>, Refusal> {
    let side = |side: f64| (side * scale).round().max(1.0) as u32;
    let (width, height) = (side(drawing.width), side(drawing.height));
    if u64::from(width) * u64::from(height) > MOST_PIXELS {
        return Err(Refusal::TooLarge);
    }
    let tree = tree(drawing, fonts)?;
    let mut pixels = Pixmap::new(width, height).ok_or(Refusal::TooLarge)?;
    let scale = scale as f32;
    resvg::render(
        &tree,
        Transform::from_scale(scale, scale),
        &mut pixels.as_mut(),
    );
    pixels.encode_png().map_err(|error| Refusal::Unreadable {
        why: error.to_string(),
    })
}

/// The chart as a PDF of one page, a pixel being three quarters of a point.
///
/// # Errors
/// A picture that PDF cannot hold.
pub fn pdf(drawing: &Drawing, fonts: &Fonts) -> Result<Vec<u8>, Refusal> {
    let unreadable = |why: &str| Refusal::Unreadable { why: why.into() };
    let tree = tree(drawing, fonts)?;
    let points = |side: f64| (side * 0.75) as f32;
    let size = Size::from_wh(points(drawing.width), points(drawing.height));
    let size = size.ok_or_else(|| unreadable("an empty picture"))?;
    let settings = PageSettings::from_wh(size.width(), size.height());
    let settings = settings.ok_or_else(|| unreadable("an empty page"))?;
    let mut document = krilla::Document::new();
    let mut page = document.start_page_with(settings);
    let mut surface = page.surface();
    surface
        .draw_svg(&tree, size, SvgSettings::default())
        .ok_or_else(|| unreadable("a picture that PDF cannot hold"))?;
    surface.finish();
    page.finish();
    document.set_metadata(Metadata::new().title(drawing.title.clone()));
    document
        .finish()
        .map_err(|error| unreadable(&format!("{error:?}")))
}
