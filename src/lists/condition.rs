//! Conditions on the rows of a list, their types left at the door ([decision
//! 15](../../docs/decisions/0015-types-left-at-the-door.md)): a column, an operator and values become a piece of
//! SQL with its values bound, the same on both databases. One function per shape of a column says what each
//! operator means there; a test asks every field of every list for every operator.

use chrono::{NaiveDate, NaiveDateTime};
use diesel::query_builder::{AstPass, QueryFragment};
use diesel::sql_types::{BigInt, Bool, Date, Text, Timestamp};

use crate::db::prelude::*;
use crate::db::{Backend, among};
use crate::fields::Value;
use crate::fields::filter::Op;

/// A value that is bound, never written into a statement.
#[derive(Clone, Debug, PartialEq)]
pub enum Bind {
    /// A text or a code.
    Text(String),
    /// A whole number, or the id of a row.
    Number(i64),
    /// Yes or no.
    Flag(bool),
    /// A day.
    Day(NaiveDate),
    /// An instant.
    Moment(NaiveDateTime),
}

/// A column of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    table: &'static str,
    name: &'static str,
}

impl Column {
    /// The column of that name.
    #[must_use]
    pub const fn new(table: &'static str, name: &'static str) -> Self {
        Self { table, name }
    }

    /// A column of the schema, so that none is asked for that is not there.
    #[must_use]
    pub fn of<C: diesel::Column>(table: &'static str, _: C) -> Self {
        Self { table, name: C::NAME }
    }
}

enum Piece {
    Sql(&'static str),
    Column(Column),
    Bind(Bind),
    Fragment(Box<dyn QueryFragment<Backend> + Send>),
}

/// A piece of SQL with its values: a condition, or a key to sort by.
#[derive(Default)]
pub struct Condition(Vec<Piece>);

impl Condition {
    /// Begins with SQL of our own.
    #[must_use]
    pub fn sql(text: &'static str) -> Self {
        Self(vec![Piece::Sql(text)])
    }

    /// A column as it is.
    #[must_use]
    pub fn column(column: Column) -> Self {
        Self(vec![Piece::Column(column)])
    }

    /// A column of text, folded as searches fold.
    #[must_use]
    pub fn folded(column: Column) -> Self {
        Self::sql("fold(").on(column).then(")")
    }

    /// A condition that Diesel has typed.
    #[must_use]
    pub fn typed(fragment: Box<dyn QueryFragment<Backend> + Send>) -> Self {
        Self(vec![Piece::Fragment(fragment)])
    }

    /// Holds for no row.
    #[must_use]
    pub fn nothing() -> Self {
        Self::sql("1 = 0")
    }

    /// Holds for every row.
    #[must_use]
    pub fn everything() -> Self {
        Self::sql("1 = 1")
    }

    /// Whether the column is one of these ids, however many.
    #[must_use]
    pub fn among(column: Column, ids: &[i64]) -> Self {
        let place =
            diesel::dsl::sql::<BigInt>(&format!("\"{}\".\"{}\"", column.table, column.name));
        Self::typed(Box::new(among(place, ids)))
    }

    /// Goes on with SQL of our own.
    #[must_use]
    pub fn then(mut self, text: &'static str) -> Self {
        self.0.push(Piece::Sql(text));
        self
    }

    /// Goes on with a column.
    #[must_use]
    pub fn on(mut self, column: Column) -> Self {
        self.0.push(Piece::Column(column));
        self
    }

    /// Goes on with a value.
    #[must_use]
    pub fn bind(mut self, value: Bind) -> Self {
        self.0.push(Piece::Bind(value));
        self
    }

    /// Goes on with another piece.
    #[must_use]
    pub fn with(mut self, other: Self) -> Self {
        self.0.extend(other.0);
        self
    }

    /// Both.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self::sql("(").with(self).then(") AND (").with(other).then(")")
    }

    /// Either.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        Self::sql("(").with(self).then(") OR (").with(other).then(")")
    }

    /// The contrary.
    #[must_use]
    pub fn negated(self) -> Self {
        Self::sql("NOT (").with(self).then(")")
    }

    /// Whether this is one of these values.
    fn any_of(self, values: Vec<Bind>) -> Self {
        if values.is_empty() {
            return Self::nothing();
        }
        let mut list = self.then(" IN (");
        for (at, value) in values.into_iter().enumerate() {
            list = if at > 0 { list.then(", ") } else { list }.bind(value);
        }
        list.then(")")
    }
}

impl QueryFragment<Backend> for Condition {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Backend>) -> QueryResult<()> {
        for piece in &self.0 {
            match piece {
                Piece::Sql(text) => out.push_sql(text),
                Piece::Column(column) => {
                    out.push_identifier(column.table)?;
                    out.push_sql(".");
                    out.push_identifier(column.name)?;
                }
                Piece::Bind(Bind::Text(text)) => out.push_bind_param::<Text, String>(text)?,
                Piece::Bind(Bind::Number(n)) => out.push_bind_param::<BigInt, i64>(n)?,
                Piece::Bind(Bind::Flag(yes)) => out.push_bind_param::<Bool, bool>(yes)?,
                Piece::Bind(Bind::Day(day)) => out.push_bind_param::<Date, NaiveDate>(day)?,
                Piece::Bind(Bind::Moment(at)) => {
                    out.push_bind_param::<Timestamp, NaiveDateTime>(at)?;
                }
                Piece::Fragment(fragment) => fragment.walk_ast(out.reborrow())?,
            }
        }
        Ok(())
    }
}

/// The values that a shape compares with.
fn binds(values: &[Value], read: fn(&Value) -> Option<Bind>) -> Vec<Bind> {
    values.iter().filter_map(read).collect()
}

/// The comparisons of what may be missing; `key` is what is compared, `column` what may be empty.
fn compared(key: Condition, column: Column, op: Op, wanted: Vec<Bind>) -> Option<Condition> {
    let filled = || Condition::column(column).then(" IS NOT NULL");
    let sign = match op {
        Op::Eq => return Some(key.any_of(wanted)),
        Op::Not => return Some(filled().and(key.any_of(wanted)).negated()),
        Op::Empty => return Some(Condition::column(column).then(" IS NULL")),
        Op::Filled => return Some(filled()),
        Op::Gt => " > ",
        Op::Gte => " >= ",
        Op::Lt => " < ",
        Op::Lte => " <= ",
        Op::Contains | Op::Starts => return None,
    };
    Some(key.then(sign).bind(wanted.into_iter().next()?))
}

/// A LIKE pattern of the first text, folded as the column is, with `\` before its wildcards. None when nothing
/// is left to look for.
fn pattern(before: &str, values: &[Value], fold: fn(&str) -> String) -> Option<Bind> {
    let wanted = fold(values.first()?.text()?);
    if wanted.is_empty() {
        return None;
    }
    let literal = wanted.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
    Some(Bind::Text(format!("{before}{literal}%")))
}

/// On a text that may be missing; `key` is the column folded, as `fold` folds what was typed.
#[must_use]
pub fn folded_text(
    key: Condition,
    column: Column,
    fold: fn(&str) -> String,
    op: Op,
    values: &[Value],
) -> Option<Condition> {
    let like = match op {
        Op::Contains => Some("%"),
        Op::Starts => Some(""),
        _ => None,
    };
    if let Some(before) = like {
        return Some(key.then(" LIKE ").bind(pattern(before, values, fold)?).then(" ESCAPE '\\'"));
    }
    if matches!(op, Op::Gt | Op::Gte | Op::Lt | Op::Lte) {
        return None;
    }
    let wanted = values.iter().filter_map(Value::text).map(|text| Bind::Text(fold(text)));
    compared(key, column, op, wanted.collect())
}

/// On a text that may be missing.
#[must_use]
pub fn text(column: Column, op: Op, values: &[Value]) -> Option<Condition> {
    folded_text(Condition::folded(column), column, crate::text::fold, op, values)
}

/// On a code that is always there.
#[must_use]
pub fn choice(column: Column, op: Op, values: &[Value]) -> Option<Condition> {
    let wanted = binds(values, |value| value.text().map(|code| Bind::Text(code.to_owned())));
    always(column, op, wanted)
}

/// Equality of what is always there.
fn always(column: Column, op: Op, wanted: Vec<Bind>) -> Option<Condition> {
    match op {
        Op::Eq => Some(Condition::column(column).any_of(wanted)),
        Op::Not => Some(Condition::column(column).any_of(wanted).negated()),
        Op::Empty => Some(Condition::nothing()),
        Op::Filled => Some(Condition::everything()),
        _ => None,
    }
}

/// On yes or no.
#[must_use]
pub fn flag(column: Column, op: Op, values: &[Value]) -> Option<Condition> {
    let wanted = binds(values, |value| match value {
        Value::Flag(yes) => Some(Bind::Flag(*yes)),
        _ => None,
    });
    (op == Op::Eq).then(|| Condition::column(column).any_of(wanted))
}

fn number_of(value: &Value) -> Option<Bind> {
    match value {
        Value::Number(n) | Value::Ref(n) => Some(Bind::Number(*n)),
        _ => None,
    }
}

/// On a whole number that may be missing; `key` is what is compared, made of the column.
#[must_use]
pub fn keyed_number(key: Condition, column: Column, op: Op, values: &[Value]) -> Option<Condition> {
    compared(key, column, op, binds(values, number_of))
}

/// On a whole number that may be missing.
#[must_use]
pub fn number(column: Column, op: Op, values: &[Value]) -> Option<Condition> {
    keyed_number(Condition::column(column), column, op, values)
}

/// On a whole number that is always there.
#[must_use]
pub fn count(column: Column, op: Op, values: &[Value]) -> Option<Condition> {
    number(column, op, values)
}

/// On the id of another row, or none.
#[must_use]
pub fn link(column: Column, op: Op, values: &[Value]) -> Option<Condition> {
    number(column, op, values)
}

/// On the id of another row that is always there.
#[must_use]
pub fn owner(column: Column, op: Op, values: &[Value]) -> Option<Condition> {
    number(column, op, values)
}

/// On a day that may be missing.
#[must_use]
pub fn date(column: Column, op: Op, values: &[Value]) -> Option<Condition> {
    let wanted = binds(values, |value| match value {
        Value::Date(day) => Some(Bind::Day(*day)),
        _ => None,
    });
    compared(Condition::column(column), column, op, wanted)
}

/// On a day that is always there.
#[must_use]
pub fn day(column: Column, op: Op, values: &[Value]) -> Option<Condition> {
    date(column, op, values)
}

/// On an instant: the values are the bounds of what was typed, a day or a minute.
#[must_use]
pub fn moment(column: Column, op: Op, values: &[Value]) -> Option<Condition> {
    let [Value::Moment(from), Value::Moment(to)] = values else { return None };
    let key = || Condition::column(column);
    let (from, to) = (Bind::Moment(*from), Bind::Moment(*to));
    Some(match op {
        Op::Eq => key().then(" >= ").bind(from).and(key().then(" < ").bind(to)),
        Op::Gt => key().then(" >= ").bind(to),
        Op::Gte => key().then(" >= ").bind(from),
        Op::Lt => key().then(" < ").bind(from),
        Op::Lte => key().then(" < ").bind(to),
        _ => return None,
    })
}

/// The condition function of a column of a list: `list_condition!(shape, table, column)`. A catalogue of fields
/// brings it into scope as `condition`.
#[macro_export]
macro_rules! list_condition {
    ($shape:ident, $table:ident, $col:expr) => {
        |op, values| {
            let column = $crate::lists::condition::Column::of(stringify!($table), $col);
            $crate::lists::condition::$shape(column, op, values)
        }
    };
}

/// How a list is sorted by a column, while its rows are few: `list_order!(shape, table, column)`. Nobody reads a
/// list by the numbers of other rows.
#[macro_export]
macro_rules! list_order {
    (owner, $table:ident, $col:expr) => {
        None
    };
    (link, $table:ident, $col:expr) => {
        None
    };
    (text, $table:ident, $col:expr) => {
        Some($crate::lists::Order::Few(|| {
            let column = $crate::lists::condition::Column::of(stringify!($table), $col);
            $crate::lists::condition::Condition::folded(column)
        }))
    };
    ($shape:ident, $table:ident, $col:expr) => {
        Some($crate::lists::Order::Few(|| {
            let column = $crate::lists::condition::Column::of(stringify!($table), $col);
            $crate::lists::condition::Condition::column(column)
        }))
    };
}
