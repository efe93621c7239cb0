//! A catalogue as data: its columns, how its rows are read and written, and what points to them.

use std::collections::HashMap;

use super::entry::Entry;
use super::rules::Rule;
use crate::db::Db;
use crate::db::prelude::*;
use crate::fields::{Group, Kind, Lookup, Uses, Value};
use crate::history::Entity;
use crate::i18n::{Lang, Text};
use crate::settings::Organisation;

/// A field of a catalogue's row.
pub type Field = crate::fields::Field<Entry, (), ()>;

/// What holds for a column besides its kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Marks(u8);

impl Marks {
    /// Nothing.
    pub const NONE: Self = Self(0);
    /// Nothing can be stored without it.
    pub const NEEDED: Self = Self(1);
    /// It stays as it is while anything points to the row: that would no longer fit.
    pub const FIXED: Self = Self(1 << 1);
    /// Shown on the row's own page only.
    pub const UNLISTED: Self = Self(1 << 2);

    /// These and those.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    const fn has(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }
}

/// A column of a catalogue.
pub struct Column {
    /// What it holds, and what it is called.
    pub field: Field,
    marks: Marks,
}

impl Column {
    pub(super) fn new(
        key: &'static str,
        kind: Kind,
        labels: [&'static str; 3],
        (get, set): (fn(&Entry) -> Value, fn(&mut Entry, Value)),
        marks: Marks,
    ) -> Self {
        let field = Field {
            key: key.into(),
            part: "entry",
            kind,
            group: Group::Basic,
            labels: labels.map(Into::into),
            uses: Uses::FORM,
            get,
            set,
            condition: |_, _| None,
            order: None,
        };
        Self { field, marks }
    }

    /// Its key.
    #[must_use]
    pub fn key(&self) -> &str {
        &self.field.key
    }

    /// Its name in a language.
    #[must_use]
    pub fn label(&self, lang: Lang) -> &str {
        self.field.label(lang)
    }

    /// The value of a row.
    #[must_use]
    pub fn of(&self, entry: &Entry) -> Value {
        (self.field.get)(entry)
    }

    /// Whether no row is without it.
    #[must_use]
    pub fn is_needed(&self) -> bool {
        self.marks.has(Marks::NEEDED)
    }

    /// Whether it stays as it is while the row is used.
    #[must_use]
    pub fn is_fixed(&self) -> bool {
        self.marks.has(Marks::FIXED)
    }

    /// Whether the list shows it.
    #[must_use]
    pub fn is_listed(&self) -> bool {
        !self.marks.has(Marks::UNLISTED)
    }

    /// What a new row begins with: the organisation's country and currency, the first choice, the least
    /// number.
    fn first(&self, organisation: &Organisation) -> Value {
        match self.field.kind {
            Kind::Country => Value::Text(organisation.country.clone()),
            Kind::Currency => Value::Text(organisation.currency.clone()),
            Kind::Flag => Value::Flag(false),
            Kind::Choice([first, ..]) => Value::Text(first.code.to_owned()),
            Kind::Number(least, _) if self.is_needed() => Value::Number(least),
            _ => Value::Empty,
        }
    }
}

/// What points to the rows of a catalogue.
pub struct Pointer {
    /// Who points.
    pub label: fn(Text) -> &'static str,
    /// How often to each row; rows to which nobody points are absent.
    pub count: fn(&mut Db) -> QueryResult<Vec<(i64, i64)>>,
}

/// What points to one row, and how often.
#[derive(Clone, Debug, Default)]
pub struct Usage(Vec<(fn(Text) -> &'static str, i64)>);

impl Usage {
    /// All together.
    #[must_use]
    pub fn total(&self) -> i64 {
        self.0.iter().map(|(_, count)| count).sum()
    }

    /// Who, and how often.
    pub fn by(&self, t: Text) -> impl Iterator<Item = (&'static str, i64)> {
        self.0.iter().map(move |(label, count)| (label(t), *count))
    }
}

/// The table of a catalogue; the macro `catalogue!` writes it.
pub(super) trait Table: Into<Entry> + for<'a> From<&'a Entry> {
    const LIST: Lookup;
    const ENTITY: Entity;
    const RULE: Rule;
    fn columns() -> Vec<Column>;
    fn pointers() -> Vec<Pointer>;
    fn all(conn: &mut Db) -> QueryResult<Vec<Self>>;
    fn find(conn: &mut Db, id: i64) -> QueryResult<Option<Self>>;
    fn insert(&self, conn: &mut Db) -> QueryResult<i64>;
    fn update(&self, conn: &mut Db) -> QueryResult<()>;
    fn delete(conn: &mut Db, id: i64) -> QueryResult<()>;
}

/// A catalogue.
pub struct Catalogue {
    /// The list that fields point to.
    pub list: Lookup,
    /// Under which name the history keeps its rows.
    pub entity: Entity,
    /// Its columns, the name first.
    pub columns: Vec<Column>,
    pub(super) rule: Rule,
    pointers: Vec<Pointer>,
    all: fn(&mut Db) -> QueryResult<Vec<Entry>>,
    find: fn(&mut Db, i64) -> QueryResult<Option<Entry>>,
    insert: fn(&mut Db, &Entry) -> QueryResult<i64>,
    update: fn(&mut Db, &Entry) -> QueryResult<()>,
    delete: fn(&mut Db, i64) -> QueryResult<()>,
}

impl Catalogue {
    pub(super) fn of<T: Table>() -> Self {
        Self {
            list: T::LIST,
            entity: T::ENTITY,
            columns: T::columns(),
            rule: T::RULE,
            pointers: T::pointers(),
            all: |conn| Ok(T::all(conn)?.into_iter().map(Into::into).collect()),
            find: |conn, id| Ok(T::find(conn, id)?.map(Into::into)),
            insert: |conn, entry| T::from(entry).insert(conn),
            update: |conn, entry| T::from(entry).update(conn),
            delete: |conn, id| T::delete(conn, id),
        }
    }

    /// The column of a key.
    #[must_use]
    pub fn column(&self, key: &str) -> Option<&Column> {
        self.columns.iter().find(|column| column.key() == key)
    }

    /// What a new row begins with.
    #[must_use]
    pub fn blank(&self, organisation: &Organisation) -> Entry {
        let mut entry = Entry::new(0, 1, true);
        for column in &self.columns {
            (column.field.set)(&mut entry, column.first(organisation));
        }
        entry
    }

    /// Every row, in the order of their names.
    ///
    /// # Errors
    /// When the database fails.
    pub fn all(&self, conn: &mut Db) -> QueryResult<Vec<Entry>> {
        (self.all)(conn)
    }

    /// The row behind a number.
    ///
    /// # Errors
    /// When the database fails.
    pub fn find(&self, conn: &mut Db, id: i64) -> QueryResult<Option<Entry>> {
        (self.find)(conn, id)
    }

    /// What points to each row; rows that nobody uses are absent.
    ///
    /// # Errors
    /// When the database fails.
    pub fn usage(&self, conn: &mut Db) -> QueryResult<HashMap<i64, Usage>> {
        let mut usage: HashMap<i64, Usage> = HashMap::new();
        for pointer in &self.pointers {
            for (id, count) in (pointer.count)(conn)? {
                usage.entry(id).or_default().0.push((pointer.label, count));
            }
        }
        Ok(usage)
    }

    /// What points to one row.
    ///
    /// # Errors
    /// When the database fails.
    pub fn usage_of(&self, conn: &mut Db, id: i64) -> QueryResult<Usage> {
        Ok(self.usage(conn)?.remove(&id).unwrap_or_default())
    }

    pub(super) fn insert(&self, conn: &mut Db, entry: &Entry) -> QueryResult<i64> {
        (self.insert)(conn, entry)
    }

    pub(super) fn update(&self, conn: &mut Db, entry: &Entry) -> QueryResult<()> {
        (self.update)(conn, entry)
    }

    pub(super) fn delete(&self, conn: &mut Db, id: i64) -> QueryResult<()> {
        (self.delete)(conn, id)
    }
}
