//! What a list can be asked, without the types of its rows: fields by their keys, and where each of them may stand.

use std::borrow::Cow;

use crate::fields::filter::Op;
use crate::fields::{Field, Group, Kind, Uses, Value};
use crate::i18n::{Lang, Text};

/// Whether a list can be put in the order of a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sortable {
    /// Not at all.
    No,
    /// However many rows it has: an index keeps the order.
    Always,
    /// While its rows are few.
    Few,
}

/// A field as an address, a head, a chip and a chooser know it.
pub struct Entry {
    /// Its key.
    pub key: Cow<'static, str>,
    /// What it holds.
    pub kind: Kind,
    /// Its section.
    pub group: Group,
    /// Where it may be used.
    pub uses: Uses,
    /// Whether a list can be put in its order.
    pub sortable: Sortable,
    labels: [Cow<'static, str>; 3],
}

impl Entry {
    /// The field without the types of its record.
    #[must_use]
    pub fn of<R, P, O>(field: &Field<R, P, O>, sortable: Sortable) -> Self {
        Self {
            key: field.key.clone(),
            kind: field.kind,
            group: field.group,
            uses: field.uses,
            sortable,
            labels: field.labels.clone(),
        }
    }

    /// Its name in a language.
    #[must_use]
    pub fn label(&self, lang: Lang) -> &str {
        let [es, pt, en] = &self.labels;
        lang.pick([es, pt, en])
    }

    /// Whether it is used there.
    #[must_use]
    pub fn is_used_in(&self, uses: Uses) -> bool {
        self.uses.has(uses)
    }
}

/// A list as its pages know it.
pub struct Vocabulary {
    /// Where the list is.
    pub path: &'static str,
    /// Every field, in the order of the screens.
    pub entries: Vec<Entry>,
    /// Whether a filter of these values can be asked: of a value that leaves nothing to compare it cannot.
    pub says: fn(&str, Op, &[Value]) -> bool,
    /// The columns of those who chose none. The first leads to the record and is always shown.
    pub usual: &'static [&'static str],
    /// The field in whose order the list is when none is asked for, and whether from its highest value down.
    pub usual_sort: (&'static str, bool),
    /// Fields that are asked for most, shown in the advanced search without unfolding anything.
    pub common: &'static [&'static str],
    /// Columns that say where a record stands, the telling one first.
    pub standing: &'static [&'static str],
    /// Classes of columns while these are few.
    pub looks: &'static [(&'static str, &'static str)],
    /// The head of a column that shows more, or is called shorter, than its field.
    pub head: fn(&str, Text) -> Option<&'static str>,
    /// What a field is called in a condition that looks at more than the field.
    pub asked: fn(&str, Text) -> Option<&'static str>,
}

impl Vocabulary {
    /// The field of a key.
    #[must_use]
    pub fn find(&self, key: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.key == key)
    }

    /// The key of the column that leads to the record.
    #[must_use]
    pub fn leading(&self) -> &'static str {
        self.usual.first().copied().unwrap_or_default()
    }
}
