//! Reads a chart as another program lays it out, and tells what of it cannot be read.

use std::sync::Arc;

use resvg::usvg::{Group, Node, Options, Rect, Tree, fontdb};

/// Texts may touch by this many pixels: a rounding of coordinates.
const SLACK: f32 = 0.75;

/// Shapes may leave the picture by half a stroke.
const STROKE: f32 = 2.0;

/// Everything that cannot be read: texts that overlap or leave the picture, shapes beyond it, senseless numbers.
pub fn faults(svg: &str) -> Vec<String> {
    let mut faults = Vec::new();
    for word in ["NaN", "inf\"", "inf,"] {
        if svg.contains(word) {
            faults.push(format!("senseless coordinates: {word}"));
        }
    }
    let tree = match Tree::from_str(svg, &options()) {
        Ok(tree) => tree,
        Err(error) => return vec![format!("no SVG: {error}")],
    };
    let mut broken = Vec::new();
    unread(tree.root(), &mut broken);
    faults.extend(broken);
    let (width, height) = (tree.size().width(), tree.size().height());
    let mut boxes = Vec::new();
    collect(tree.root(), &mut boxes);
    if boxes.is_empty() {
        faults.push("no text at all".into());
    }
    for (at, (text, own)) in boxes.iter().enumerate() {
        if own.left() < -SLACK
            || own.top() < -SLACK
            || own.right() > width + SLACK
            || own.bottom() > height + SLACK
        {
            faults.push(format!("`{text}` leaves the picture: {own:?}"));
        }
        for (other, place) in &boxes[at + 1..] {
            if overlap(own, place) {
                faults.push(format!("`{text}` and `{other}` overlap"));
            }
        }
    }
    let drawn = tree.root().abs_stroke_bounding_box();
    if drawn.left() < -STROKE
        || drawn.top() < -STROKE
        || drawn.right() > width + STROKE
        || drawn.bottom() > height + STROKE
    {
        faults.push(format!("shapes leave the picture: {drawn:?}"));
    }
    faults
}

/// The fonts of the program, from the files that it is built with.
fn options() -> Options<'static> {
    let mut database = fontdb::Database::new();
    database.load_fonts_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/assets/fonts"));
    Options {
        font_family: "Noto Sans".into(),
        fontdb: Arc::new(database),
        ..Options::default()
    }
}

/// Texts of which a letter is drawn as an empty box, though a font has it.
fn unread(group: &Group, faults: &mut Vec<String>) {
    for node in group.children() {
        match node {
            Node::Group(group) => unread(group, faults),
            Node::Text(text) => {
                let glyphs = text
                    .layouted()
                    .iter()
                    .flat_map(|span| &span.positioned_glyphs);
                for glyph in glyphs.filter(|glyph| glyph.id.0 == 0) {
                    // What no font has is told apart by the program itself.
                    let known =
                        |char: char| char.is_ascii() || ('\u{600}'..'\u{6ff}').contains(&char);
                    if glyph.text.chars().any(known) {
                        let words: String =
                            text.chunks().iter().map(|chunk| chunk.text()).collect();
                        faults.push(format!("`{}` of `{words}` is drawn as a box", glyph.text));
                    }
                }
            }
            _ => {}
        }
    }
}

/// The ink of every text: the layout's own box has room for the ascenders of every script.
fn collect(group: &Group, boxes: &mut Vec<(String, Rect)>) {
    for node in group.children() {
        match node {
            Node::Group(group) => collect(group, boxes),
            Node::Text(text) => {
                let words = text.chunks().iter().map(|chunk| chunk.text()).collect();
                boxes.push((words, text.flattened().abs_bounding_box()));
            }
            _ => {}
        }
    }
}

fn overlap(one: &Rect, other: &Rect) -> bool {
    one.left() + SLACK < other.right() - SLACK
        && other.left() + SLACK < one.right() - SLACK
        && one.top() + SLACK < other.bottom() - SLACK
        && other.top() + SLACK < one.bottom() - SLACK
}
