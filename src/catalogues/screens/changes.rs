//! The history of a catalogue's row in words.

use std::borrow::Cow;

use crate::catalogues::{Catalogue, Entry};
use crate::fields::{Kind, Lookup};
use crate::history;
use crate::settings::screens::changes::{Change, signed};
use crate::web::Page;

/// The changes of a row, as they were kept.
pub fn of(
    page: &Page,
    catalogue: &'static Catalogue,
    entry: &Entry,
    kept: &[history::Entry],
) -> Vec<Change> {
    let words = Words { page, catalogue, entry };
    kept.iter()
        .map(|change| Change {
            label: words.label(&change.field),
            before: words.value(&change.field, change.before.as_deref()),
            after: words.value(&change.field, change.after.as_deref()),
            ..signed(page, change)
        })
        .collect()
}

/// What somebody else changed meanwhile.
pub fn unseen(
    page: &Page,
    catalogue: &'static Catalogue,
    entry: &Entry,
    changes: &[history::Change],
) -> Vec<Change> {
    let words = Words { page, catalogue, entry };
    changes
        .iter()
        .map(|change| Change {
            when: String::new(),
            who: String::new(),
            label: words.label(&change.field),
            before: words.value(&change.field, change.before.as_deref()),
            after: words.value(&change.field, change.after.as_deref()),
        })
        .collect()
}

struct Words<'a> {
    page: &'a Page,
    catalogue: &'static Catalogue,
    entry: &'a Entry,
}

impl Words<'_> {
    fn label(&self, key: &str) -> Cow<'static, str> {
        match self.catalogue.column(key) {
            Some(column) => column.label(self.page.language()).into(),
            None => self.page.t.settings_state().into(),
        }
    }

    fn value(&self, key: &str, kept: Option<&str>) -> String {
        let Some(kept) = kept else { return String::new() };
        let (t, display) = (self.page.t, self.page.display());
        match self.catalogue.column(key).map(|column| &column.field.kind) {
            None if kept == "1" => t.settings_active().to_owned(),
            None => t.inactive_mark().to_owned(),
            Some(Kind::Amount) => kept.parse().map_or_else(
                |_| kept.to_owned(),
                |minor| display.money(minor, self.entry.text("currency")),
            ),
            Some(kind) => display.canonical(kind, kept),
        }
    }
}

/// The changes of what an issuer may send: each of a receiver, with the names of the types.
pub fn of_allowed(page: &Page, kept: &[history::Entry]) -> Vec<Change> {
    kept.iter()
        .map(|change| Change {
            label: name(page, Lookup::TaxConditions, &change.field).into(),
            before: types(page, change.before.as_deref()),
            after: types(page, change.after.as_deref()),
            ..signed(page, change)
        })
        .collect()
}

/// What an issuer may send by now, where it is not what was ticked.
pub fn unseen_allowed(page: &Page, changes: &[history::Change]) -> Vec<Change> {
    changes
        .iter()
        .map(|change| Change {
            when: String::new(),
            who: String::new(),
            label: name(page, Lookup::TaxConditions, &change.field).into(),
            before: types(page, change.before.as_deref()),
            after: types(page, change.after.as_deref()),
        })
        .collect()
}

fn name(page: &Page, list: Lookup, id: &str) -> String {
    page.display().canonical(&Kind::Ref(list), id)
}

fn types(page: &Page, kept: Option<&str>) -> String {
    let ids = kept.unwrap_or_default().lines();
    ids.map(|id| name(page, Lookup::InvoiceTypes, id)).collect::<Vec<_>>().join(", ")
}
