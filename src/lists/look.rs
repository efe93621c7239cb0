//! What a page of a list shows of it, and where in it the page begins: of the address, else as the member keeps it.

use super::columns;
use super::parse::{Ignorance, Ignored};
use super::place::Place;
use super::vocabulary::{Entry, Vocabulary};
use crate::form::Form;

/// Rows per page that can be chosen.
pub const SIZES: [i64; 3] = [25, 50, 100];

/// The columns and the rows per page.
pub struct Look {
    /// The columns, the one that leads to the record first.
    pub shown: Vec<&'static Entry>,
    /// Rows per page.
    pub size: i64,
}

impl Look {
    /// What the address asks for, else what is kept.
    #[must_use]
    pub fn of(
        vocabulary: &'static Vocabulary,
        form: &Form,
        kept: (&[String], i64),
        ignored: &mut Vec<Ignored>,
    ) -> Self {
        let asked: Vec<&str> = form.all("columns").filter(|text| !text.is_empty()).collect();
        for key in asked.iter().flat_map(|text| text.split(',')) {
            if !columns::is_column(vocabulary, key.trim()) {
                ignore(ignored, "columns", key);
            }
        }
        let wanted = columns::keys(vocabulary, &asked.join(","));
        let keys = if wanted.is_empty() { kept.0 } else { &wanted };
        Self { shown: columns::shown(vocabulary, keys), size: size(form, kept.1, ignored) }
    }
}

fn size(form: &Form, kept: i64, ignored: &mut Vec<Ignored>) -> i64 {
    let asked = form.text("per_page");
    match asked.parse() {
        Ok(size) if SIZES.contains(&size) => size,
        _ => {
            if !asked.is_empty() {
                ignore(ignored, "per_page", asked);
            }
            kept
        }
    }
}

fn ignore(ignored: &mut Vec<Ignored>, name: &str, value: &str) {
    ignored.push(Ignored { name: name.to_owned(), value: value.to_owned(), why: Ignorance::Value });
}

/// Where in the list: the place and the page number that goes with it.
#[derive(Clone, Copy)]
pub struct At {
    /// Where the page begins.
    pub place: Place,
    /// Its number, from 1.
    pub number: i64,
}

impl At {
    /// What the address says.
    #[must_use]
    pub fn of(form: &Form, ignored: &mut Vec<Ignored>) -> Self {
        let mut read = |name: &str| {
            let typed = form.text(name).trim();
            let number = typed.parse::<i64>().ok().filter(|number| *number > 0);
            if number.is_none() && !typed.is_empty() {
                ignore(ignored, name, typed);
            }
            number
        };
        let (page, after, before) = (read("page"), read("after"), read("before"));
        let number = page.unwrap_or(1);
        match (after, before) {
            (Some(id), _) => Self { place: Place::After(id), number: page.unwrap_or(2) },
            (None, Some(id)) => Self { place: Place::Before(id), number },
            (None, None) if number > 1 => Self { place: Place::Number(number), number },
            (None, None) => Self { place: Place::Start, number },
        }
    }
}
