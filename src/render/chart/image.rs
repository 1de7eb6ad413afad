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

#[cfg(test)]
pub(super) mod tests {
    use resvg::usvg::{Group, Node};

    use super::*;
    use crate::lang::{Lang, codes};
    use crate::render::chart::tests::{chart_data, column};
    use crate::render::chart::{Look, draw};
    use crate::report::{Cell, Kind, Unit};
    use crate::schema::col;

    /// Texts of the picture of which a glyph is drawn as an empty box.
    pub fn boxes(drawing: &Drawing, fonts: &Fonts) -> Vec<String> {
        fn walk(group: &Group, found: &mut Vec<String>) {
            for node in group.children() {
                match node {
                    Node::Group(group) => walk(group, found),
                    Node::Text(text) => {
                        let spans = text.layouted().iter();
                        let mut glyphs = spans.flat_map(|span| &span.positioned_glyphs);
                        if glyphs.any(|glyph| glyph.id.0 == 0) {
                            let chunks = text.chunks().iter();
                            found.push(chunks.map(|chunk| chunk.text()).collect());
                        }
                    }
                    _ => {}
                }
            }
        }
        let mut found = Vec::new();
        walk(tree(drawing, fonts).unwrap().root(), &mut found);
        found
    }

    /// Figures below and above nought as labels of their own, at ticks and in the headline.
    #[test]
    fn no_glyph_is_an_empty_box_in_any_language() {
        let figures = [-0.316, -0.105, 0.002, 0.039];
        for code in codes() {
            let look = Look {
                lang: Lang::new(code, None).unwrap(),
                ..Look::default()
            };
            let rungs = ["A", "A+B", "A+B+C", "A+B+C+D"].iter().zip(figures);
            let rows = rungs.map(|(rung, roi)| {
                let cells = vec![Cell::Ratio(roi), Cell::Count(48_716)];
                (vec![(*rung).to_owned()], cells)
            });
            let metrics = vec![column("roi", Unit::Rate), column(col::VALUE, Unit::Money)];
            let ladder = chart_data(Kind::Ladder, &["rung"], metrics, rows.collect());
            let rows = figures.map(|change| {
                let keys = ["labour", "cost", ""].map(str::to_owned).into();
                let cells = vec![Cell::Ratio(1e4 * change), Cell::Ratio(-5e4)];
                (keys, cells)
            });
            let metrics = vec![
                column(col::AMOUNT, Unit::Money),
                column(col::LEVEL, Unit::Money),
            ];
            let keys = ["step", "kind", "grade"];
            let waterfall = chart_data(Kind::Waterfall, &keys, metrics, rows.into());
            let rows = figures.map(|roi| {
                let mut cells = vec![Cell::Ratio(0.5); 3];
                cells.extend([0.0, roi, -roi, roi, -0.4].map(Cell::Ratio));
                cells.push(Cell::Text("yes".into()));
                (vec!["margin".to_owned()], cells)
            });
            let metrics = [
                "base", "low", "high", "at_base", "at_low", "at_high", "swing", "switch", "within",
            ];
            let metrics = metrics.map(|name| column(name, Unit::Rate)).into();
            let tornado = chart_data(Kind::Tornado, &["input"], metrics, rows.into());
            let rows = figures.map(|roi| {
                let cells = vec![Cell::Count(48_210), Cell::Ratio(roi)];
                (vec!["Meta".to_owned()], cells)
            });
            let metrics = vec![column(col::SPEND, Unit::Money), column("roi", Unit::Rate)];
            let roi = chart_data(Kind::Roi, &[col::PLATFORM], metrics, rows.into());
            for data in [ladder, waterfall, tornado, roi] {
                let drawing = draw(&data, &look).unwrap();
                let found = boxes(&drawing, &look.fonts);
                assert_eq!(found, Vec::<String>::new(), "{code} {:?}", data.kind);
            }
        }
    }
}
