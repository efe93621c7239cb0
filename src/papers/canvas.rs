//! A page to draw on, measured in points from its upper left corner.

use pdf_writer::{Content, Name, Str};

use super::font::{self, Font};

/// A4.
pub const WIDTH: f32 = 595.0;
/// A4.
pub const HEIGHT: f32 = 842.0;

/// Names by which a page knows its fonts.
pub const FONTS: [(Font, Name<'static>, Name<'static>); 2] = [
    (Font::Plain, Name(b"F1"), Name(b"Helvetica")),
    (Font::Bold, Name(b"F2"), Name(b"Helvetica-Bold")),
];

/// How a text is written.
#[derive(Clone, Copy, Debug)]
pub struct Style {
    /// Its font.
    pub font: Font,
    /// Its size.
    pub size: f32,
    /// Its grey, from black (0) to white (1).
    pub grey: f32,
}

impl Style {
    /// Black text.
    pub const fn new(font: Font, size: f32) -> Self {
        Self { font, size, grey: 0.0 }
    }

    /// The same in another grey.
    pub const fn grey(self, grey: f32) -> Self {
        Self { grey, ..self }
    }

    /// How wide a text is in it.
    pub fn width(self, text: &str) -> f32 {
        self.font.width(text, self.size)
    }

    /// A text in lines.
    pub fn wrap(self, text: &str, most: f32) -> Vec<String> {
        self.font.wrap(text, self.size, most)
    }
}

/// A page that is being drawn.
pub struct Canvas(Content);

impl Canvas {
    /// An empty page.
    pub fn new() -> Self {
        Self(Content::new())
    }

    /// A text whose base line begins at a point.
    pub fn text(&mut self, x: f32, y: f32, style: Style, text: &str) {
        let name = FONTS.iter().find(|known| known.0 == style.font).map_or(Name(b"F1"), |f| f.1);
        self.0
            .begin_text()
            .set_fill_gray(style.grey)
            .set_font(name, style.size)
            .next_line(x, HEIGHT - y)
            .show(Str(&font::encode(text)))
            .end_text();
    }

    /// A text that ends at a point.
    pub fn right(&mut self, x: f32, y: f32, style: Style, text: &str) {
        self.text(x - style.width(text), y, style, text);
    }

    /// A text with a point in its middle.
    pub fn centred(&mut self, x: f32, y: f32, style: Style, text: &str) {
        self.text(x - style.width(text) / 2.0, y, style, text);
    }

    /// A line across.
    pub fn rule(&mut self, left: f32, right: f32, y: f32, thickness: f32) {
        self.line((left, y), (right, y), thickness);
    }

    /// A line down.
    pub fn post(&mut self, x: f32, top: f32, bottom: f32) {
        self.line((x, top), (x, bottom), 0.6);
    }

    fn line(&mut self, from: (f32, f32), to: (f32, f32), thickness: f32) {
        // Hairlines lie behind what they part.
        let grey = if thickness < 0.5 { 0.7 } else { 0.25 };
        self.0
            .set_stroke_gray(grey)
            .set_line_width(thickness)
            .move_to(from.0, HEIGHT - from.1)
            .line_to(to.0, HEIGHT - to.1)
            .stroke();
    }

    /// A frame, white inside.
    pub fn frame(&mut self, left: f32, top: f32, right: f32, bottom: f32) {
        self.0
            .set_stroke_gray(0.25)
            .set_fill_gray(1.0)
            .set_line_width(0.6)
            .rect(left, HEIGHT - bottom, right - left, bottom - top)
            .fill_nonzero_and_stroke();
    }

    /// A grey ground.
    pub fn band(&mut self, left: f32, top: f32, right: f32, bottom: f32) {
        self.0
            .set_fill_gray(0.93)
            .rect(left, HEIGHT - bottom, right - left, bottom - top)
            .fill_nonzero();
    }

    /// What was drawn.
    pub fn finish(self) -> Vec<u8> {
        self.0.finish().to_vec()
    }
}
