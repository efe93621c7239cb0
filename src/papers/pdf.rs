//! A document as a PDF of as many pages as it needs.

use pdf_writer::{Finish, Name, Pdf, Rect, Ref, TextStr};

use super::Paper;
use super::canvas::{Canvas, FONTS, HEIGHT, Style, WIDTH};
use super::font::Font;
use super::worded::{Row, Said, Worded};
use crate::i18n::Text;

const LEFT: f32 = 40.0;
const RIGHT: f32 = WIDTH - 40.0;
const MIDDLE: f32 = WIDTH / 2.0;
const TOP: f32 = 40.0;
/// Where lines end and the foot begins.
const BOTTOM: f32 = HEIGHT - 76.0;
/// Between a frame and what it holds.
const PAD: f32 = 8.0;
/// Half of the letter's box.
const BOX: f32 = 19.0;

const BODY: Style = Style::new(Font::Plain, 9.0);
const STRONG: Style = Style::new(Font::Bold, 9.0);
const SMALL: Style = Style::new(Font::Plain, 8.0);
const LABEL: Style = Style::new(Font::Plain, 8.0).grey(0.35);
const NAME: Style = Style::new(Font::Bold, 13.0);
const TITLE: Style = Style::new(Font::Bold, 17.0);
const NUMBER: Style = Style::new(Font::Bold, 12.0);
const LETTER: Style = Style::new(Font::Bold, 26.0);
const SUM: Style = Style::new(Font::Bold, 12.0);
/// From one line of text to the next.
const STEP: f32 = 11.5;

/// Draws a document in a language. The same document makes the same bytes.
#[must_use]
pub fn draw(paper: &Paper, t: Text) -> Vec<u8> {
    let worded = paper.worded(t);
    let mut sheets = Sheets { worded: &worded, t, full: Vec::new(), page: Canvas::new(), y: TOP };
    sheets.head();
    sheets.parties();
    sheets.table_head();
    for row in &worded.rows {
        sheets.row(row);
    }
    sheets.sums();
    sheets.remarks();
    let pages = sheets.finish();
    assemble(&worded, t, &pages)
}

struct Sheets<'a> {
    worded: &'a Worded,
    t: Text,
    full: Vec<Canvas>,
    page: Canvas,
    /// Where the next thing begins.
    y: f32,
}

impl Sheets<'_> {
    /// Who issues, the letter, and which document it is.
    fn head(&mut self) {
        let worded = self.worded;
        let inner = MIDDLE - BOX - PAD;
        let mut left = TOP + PAD + NAME.size;
        for line in NAME.wrap(&worded.issuer.0, inner - LEFT - PAD) {
            self.page.text(LEFT + PAD, left, NAME, &line);
            left += NAME.size + 2.0;
        }
        left += 3.0;
        for line in worded.issuer.1.iter().flat_map(|said| SMALL.wrap(said, inner - LEFT - PAD)) {
            self.page.text(LEFT + PAD, left, SMALL, &line);
            left += STEP;
        }
        let start = MIDDLE + BOX + PAD;
        let mut right = TOP + PAD + TITLE.size - 3.0;
        for line in TITLE.wrap(&worded.title, RIGHT - PAD - start) {
            self.page.text(start, right, TITLE, &line);
            right += TITLE.size + 1.0;
        }
        self.page.text(start, right, NUMBER, &worded.number);
        right += NUMBER.size + 6.0;
        for said in &worded.facts {
            right = self.said(start, right, RIGHT - PAD - start, said);
        }
        let bottom = (left.max(right) - STEP + PAD).max(TOP + 70.0);
        self.outline(bottom);
        self.y = bottom;
        self.marks();
    }

    /// The frame of the head, its middle and the letter's box in it.
    fn outline(&mut self, bottom: f32) {
        self.page.rule(LEFT, RIGHT, TOP, 0.6);
        self.page.rule(LEFT, RIGHT, bottom, 0.6);
        self.page.post(LEFT, TOP, bottom);
        self.page.post(RIGHT, TOP, bottom);
        let Some(letter) = &self.worded.letter else {
            self.page.post(MIDDLE, TOP, bottom);
            return;
        };
        let box_end = TOP + 2.0 * BOX + 8.0;
        self.page.post(MIDDLE, box_end, bottom);
        self.page.frame(MIDDLE - BOX, TOP, MIDDLE + BOX, box_end);
        self.page.centred(MIDDLE, TOP + 28.0, LETTER, letter);
        if let Some(code) = &self.worded.code {
            self.page.centred(MIDDLE, TOP + 40.0, Style::new(Font::Plain, 7.0), code);
        }
    }

    /// What has to be known before anything else, on every page.
    fn marks(&mut self) {
        let marks = self.worded.marks.join(" · ");
        if !marks.is_empty() {
            self.page.band(LEFT, self.y + 3.0, RIGHT, self.y + 19.0);
            self.page.centred(MIDDLE, self.y + 14.0, STRONG, &marks);
            self.y += 19.0;
        }
    }

    /// Who receives; then the period, the day to pay and how.
    fn parties(&mut self) {
        let top = self.y + 5.0;
        let mut y = top + PAD + 6.0;
        for said in &self.worded.receiver {
            y = self.said(LEFT + PAD, y, RIGHT - LEFT - 2.0 * PAD, said);
        }
        self.outlined(top, y - STEP + PAD);
        if self.worded.terms.is_empty() {
            return;
        }
        let top = self.y;
        let mut y = top + PAD + 6.0;
        for said in &self.worded.terms {
            y = self.said(LEFT + PAD, y, RIGHT - LEFT - 2.0 * PAD, said);
        }
        self.outlined(top, y - STEP + PAD);
    }

    fn outlined(&mut self, top: f32, bottom: f32) {
        self.page.rule(LEFT, RIGHT, top, 0.6);
        self.page.rule(LEFT, RIGHT, bottom, 0.6);
        self.page.post(LEFT, top, bottom);
        self.page.post(RIGHT, top, bottom);
        self.y = bottom;
    }

    /// A label and its value, which may need several lines; where the next one goes comes back.
    fn said(&mut self, x: f32, mut y: f32, width: f32, (label, value): &Said) -> f32 {
        let label = if label.is_empty() { String::new() } else { format!("{label}:") };
        let gap = if label.is_empty() { 0.0 } else { LABEL.width(&label) + 4.0 };
        self.page.text(x, y, LABEL, &label);
        for line in BODY.wrap(value, (width - gap).max(40.0)) {
            self.page.text(x + gap, y, BODY, &line);
            y += STEP;
        }
        y
    }

    /// The head of the lines, once on every page that has any.
    fn table_head(&mut self) {
        let top = self.y + 8.0;
        self.page.band(LEFT, top, RIGHT, top + 17.0);
        let [description, numbers @ ..] = &self.worded.heads;
        self.page.text(LEFT + PAD, top + 12.0, STRONG, description);
        for (head, x) in numbers.iter().zip(self.columns()) {
            self.page.right(x, top + 12.0, STRONG, head);
        }
        self.y = top + 17.0;
    }

    /// Where the columns of numbers end: quantity, price, discount, tax, amount.
    fn columns(&self) -> [f32; 5] {
        let end = RIGHT - PAD;
        let amounts = end - 82.0;
        // Without the tax's column, the others move into its place.
        let before = if self.worded.heads.iter().all(|head| !head.is_empty()) { 50.0 } else { 0.0 };
        let discount = amounts - before;
        [discount - 124.0, discount - 40.0, discount, amounts, end]
    }

    fn row(&mut self, row: &Row) {
        let columns = self.columns();
        let [quantity, ..] = columns;
        let most = quantity - 44.0 - LEFT - PAD;
        let mut numbers = Some([&row.quantity, &row.price, &row.discount, &row.tax, &row.amount]);
        self.y += 4.0;
        for line in BODY.wrap(&row.description, most) {
            self.make_room(STEP + 3.0);
            self.y += STEP;
            self.page.text(LEFT + PAD, self.y - 2.0, BODY, &line);
            for (number, x) in numbers.take().into_iter().flatten().zip(columns) {
                self.page.right(x, self.y - 2.0, BODY, number);
            }
        }
        self.y += 3.0;
        self.page.rule(LEFT, RIGHT, self.y, 0.25);
    }

    /// Goes on on a new page when less than `height` is left of this one.
    fn make_room(&mut self, height: f32) {
        if self.y + height <= BOTTOM {
            return;
        }
        self.turn();
        self.table_head();
        self.y += 4.0;
    }

    /// A new page, which says what it is the next page of.
    fn turn(&mut self) {
        self.page.right(RIGHT, BOTTOM + 12.0, LABEL, self.t.paper_continues());
        self.full.push(std::mem::replace(&mut self.page, Canvas::new()));
        let worded = self.worded;
        let title = match &worded.letter {
            Some(letter) => format!("{} {letter}", worded.title),
            None => worded.title.clone(),
        };
        let which = format!("{title} · {}", worded.number);
        let most = RIGHT - LEFT - STRONG.width(&which) - 16.0;
        let issuer = STRONG.wrap(&worded.issuer.0, most.max(80.0));
        self.page.text(LEFT, TOP + 9.0, STRONG, issuer.first().map_or("", String::as_str));
        self.page.right(RIGHT, TOP + 9.0, STRONG, &which);
        self.page.rule(LEFT, RIGHT, TOP + 15.0, 0.6);
        self.y = TOP + 15.0;
        self.marks();
    }

    /// Net and taxes where they stand apart, and the total over its double rule.
    fn sums(&mut self) {
        let worded = self.worded;
        let lines = f32::from(u16::try_from(worded.sums.len()).unwrap_or(u16::MAX));
        if self.y + 10.0 + lines * (STEP + 2.0) + 32.0 > BOTTOM {
            self.turn();
        }
        let start = MIDDLE + 20.0;
        self.y += 10.0;
        for (label, value) in &worded.sums {
            self.y += STEP + 2.0;
            self.page.text(start, self.y - 3.0, BODY, label);
            self.page.right(RIGHT - PAD, self.y - 3.0, BODY, value);
        }
        let (label, value) = &worded.total;
        self.page.rule(start, RIGHT, self.y + 2.0, 0.6);
        self.y += 20.0;
        self.page.text(start, self.y - 2.0, SUM, label);
        self.page.right(RIGHT - PAD, self.y - 2.0, SUM, value);
        self.page.rule(start, RIGHT, self.y + 5.0, 0.6);
        self.page.rule(start, RIGHT, self.y + 7.5, 0.6);
        self.y += 12.0;
    }

    /// What the total holds, and what else is said.
    fn remarks(&mut self) {
        let worded = self.worded;
        self.y += 6.0;
        for line in worded.contained.iter().flat_map(|said| SMALL.wrap(said, RIGHT - LEFT)) {
            self.remark(&line);
        }
        self.y += 6.0;
        let notes = worded.notes.as_deref().unwrap_or_default();
        for line in SMALL.wrap(notes, RIGHT - LEFT) {
            self.remark(&line);
        }
    }

    fn remark(&mut self, line: &str) {
        if self.y + STEP > BOTTOM {
            self.turn();
            self.y += 6.0;
        }
        self.y += STEP;
        self.page.text(LEFT, self.y - 2.0, SMALL, line);
    }

    /// All pages, each with the foot that says how many there are.
    fn finish(mut self) -> Vec<Vec<u8>> {
        self.full.push(self.page);
        let of = self.full.len();
        let said =
            self.worded.authorization.iter().map(|(label, value)| format!("{label}: {value}"));
        let authorization = said.collect::<Vec<_>>().join("   ");
        let pages = self.full.into_iter().enumerate().map(|(at, mut page)| {
            page.rule(LEFT, RIGHT, BOTTOM + 20.0, 0.6);
            page.text(LEFT, BOTTOM + 33.0, STRONG, &authorization);
            page.right(RIGHT, BOTTOM + 33.0, SMALL, &self.t.paper_page(at + 1, of));
            page.finish()
        });
        pages.collect()
    }
}

/// The file: catalogue, fonts, and a sheet for each page.
fn assemble(worded: &Worded, t: Text, pages: &[Vec<u8>]) -> Vec<u8> {
    let mut last = 0;
    let mut next = || {
        last += 1;
        Ref::new(last)
    };
    let (catalogue, tree, info) = (next(), next(), next());
    let fonts = FONTS.map(|(_, name, base)| (next(), name, base));
    let sheets: Vec<(Ref, Ref, &Vec<u8>)> =
        pages.iter().map(|content| (next(), next(), content)).collect();
    let mut pdf = Pdf::new();
    pdf.catalog(catalogue).pages(tree).lang(TextStr(t.0.code()));
    let title = format!("{} {}", worded.title, worded.number);
    pdf.document_info(info).title(TextStr(&title)).author(TextStr(&worded.issuer.0));
    let count = i32::try_from(sheets.len()).unwrap_or(i32::MAX);
    pdf.pages(tree).kids(sheets.iter().map(|sheet| sheet.0)).count(count);
    for (page, content, drawn) in &sheets {
        let mut sheet = pdf.page(*page);
        sheet.parent(tree).media_box(Rect::new(0.0, 0.0, WIDTH, HEIGHT)).contents(*content);
        let mut resources = sheet.resources();
        let mut known = resources.fonts();
        for (font, name, _) in fonts {
            known.pair(name, font);
        }
        known.finish();
        resources.finish();
        sheet.finish();
        pdf.stream(*content, drawn);
    }
    for (font, _, base) in fonts {
        pdf.type1_font(font).base_font(base).encoding_predefined(Name(b"WinAnsiEncoding"));
    }
    pdf.finish()
}
