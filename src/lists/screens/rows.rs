//! The rows of a list: what each cell shows.

use super::Shown;
use crate::fields::{Kind, Value};
use crate::i18n::format;
use crate::lists::entity::{Field, find};
use crate::lists::{Links, Look, columns};
use crate::web::Page;

/// What the leading cell says of a record.
pub struct Line {
    /// What it is called.
    pub title: String,
    /// What stands below.
    pub sub: String,
    /// Its page.
    pub href: String,
}

/// What a cell holds.
pub enum Content {
    /// The glyph's name and the word.
    Status(&'static str, String),
    /// The customer, with the way there.
    Customer(String, String),
    /// Plain text.
    Text(String),
    /// Money, and whether it is none.
    Amount(String, bool),
    /// A name that is no longer offered.
    Retired(String),
    /// An instant, for people and for machines.
    Moment(String, String),
    /// Nothing, and what to say about it.
    Nothing(&'static str),
}

/// One cell.
pub struct Cell {
    /// Its classes.
    pub css: &'static str,
    /// Whether small screens have said it above.
    pub is_said: bool,
    /// What it holds.
    pub content: Content,
}

/// One record.
pub struct Row {
    /// Its page.
    pub href: String,
    /// What it is called.
    pub title: String,
    /// What stands below.
    pub sub: String,
    /// Its customer, for small screens: the way there and the name. None where the page is the customer's.
    pub customer: Option<(String, String)>,
    /// Where it stands, for small screens, unless a cell says so.
    pub standing: Option<(&'static str, String)>,
    /// The cells behind the first.
    pub cells: Vec<Cell>,
}

/// The row of a record, which knows the list it is opened from.
pub fn row<E: Shown>(record: &E::Record, look: &Look, links: &Links, page: &Page) -> Row {
    let vocabulary = E::vocabulary();
    let shown = look.shown.as_slice();
    let cells = shown.iter().enumerate().skip(1).filter_map(|(at, entry)| {
        let field = find::<E>(&entry.key)?;
        let css = columns::css(vocabulary, at, shown);
        let is_said = field.key == "customer";
        Some(Cell { css, is_said, content: content::<E>(record, field, page) })
    });
    let is_standing_shown = columns::standing(vocabulary, shown).is_some();
    let standing = if is_standing_shown { None } else { standing::<E>(record, page) };
    let line = E::line(record, page);
    let href = if links.path() == vocabulary.path && !links.query().is_empty() {
        let from = crate::web::Form::default().with("from", links.query());
        format!("{}?{}", line.href, from.encode())
    } else {
        line.href
    };
    let is_alone = links.path() == vocabulary.path;
    Row {
        href,
        title: line.title,
        sub: line.sub,
        customer: is_alone.then(|| customer::<E>(record, page)),
        standing,
        cells: cells.collect(),
    }
}

/// Glyph and word of where a record stands.
pub fn standing<E: Shown>(record: &E::Record, page: &Page) -> Option<(&'static str, String)> {
    let key = E::vocabulary().standing.first()?;
    status::<E>(record, find::<E>(key)?, page)
}

/// Glyph and word of a field that says where a record stands.
fn status<E: Shown>(
    record: &E::Record,
    field: &Field<E::Record>,
    page: &Page,
) -> Option<(&'static str, String)> {
    match (field.get)(record) {
        Value::Text(code) => {
            let value = Value::Text(code.clone());
            Some((E::glyph(&code), page.display().value(&field.kind, &value)))
        }
        _ => None,
    }
}

/// The way to the customer, and the name.
fn customer<E: Shown>(record: &E::Record, page: &Page) -> (String, String) {
    let (id, name) = E::customer(record);
    (format!("/customers/{id}"), name.unwrap_or_else(|| page.t.no_name()).to_owned())
}

fn content<E: Shown>(record: &E::Record, field: &Field<E::Record>, page: &Page) -> Content {
    let display = page.display();
    let value = (field.get)(record);
    if E::vocabulary().standing.contains(&field.key.as_ref())
        && let Some((glyph, word)) = status::<E>(record, field, page)
    {
        return Content::Status(glyph, word);
    }
    match (field.key.as_ref(), &value, field.kind) {
        ("customer", _, _) => {
            let (href, name) = customer::<E>(record, page);
            Content::Customer(href, name)
        }
        (_, Value::Number(minor), Kind::Amount) => {
            Content::Amount(display.money(*minor, E::currency(record)), *minor == 0)
        }
        (_, Value::Ref(id), Kind::Ref(list)) => {
            let name = display.name(&field.kind, *id);
            match page.settings.name_of(list, *id) {
                Some(offer) if offer.is_active => Content::Text(name),
                _ => Content::Retired(name),
            }
        }
        (key, Value::Moment(at), _) => {
            Content::Moment(E::moment(key, *at, page), format::machine(*at))
        }
        (_, _, Kind::Ref(_)) => Content::Nothing(page.t.none()),
        _ if value.is_empty() => Content::Nothing(page.t.list_no_value()),
        _ => Content::Text(display.value(&field.kind, &value)),
    }
}
