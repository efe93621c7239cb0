//! Filters as typed conditions over the columns of `customers`, or over a 1:1 table beside it.
//! One arm per shape: what each operator means there, the same on both databases.

use diesel::BoxableExpression;
use diesel::sql_types::{Bool, Nullable};

use crate::db::{Backend, schema::customers};

/// A condition on customers.
pub type Predicate = Box<dyn BoxableExpression<customers::table, Backend, SqlType = Nullable<Bool>>>;

/// One term of an order: what to compare, and in which direction.
pub type OrderTerm = Box<
    dyn BoxableExpression<
            customers::table,
            Backend,
            SqlType = diesel::expression::expression_types::NotSelectable,
        >,
>;

/// How the list can be ordered by a field.
#[derive(Clone, Copy)]
pub enum Order {
    /// An index walks it: any depth costs the same.
    Indexed(super::query::Walk),
    /// Sorted when asked, so only while the result is small. The flag asks for descending.
    Sorted(fn(bool) -> [OrderTerm; 2]),
}

/// Wraps a condition on the columns of a 1:1 table into one on customers.
#[macro_export]
macro_rules! on_table {
    (customers, $condition:expr) => {
        Some(Box::new(NullableExpressionMethods::nullable($condition)) as $crate::customers::conditions::Predicate)
    };
    ($side:ident, $condition:expr) => {
        Some(Box::new(NullableExpressionMethods::nullable(diesel::dsl::exists(
            $side::table.filter($side::customer_id.eq(customers::id)).filter($condition),
        ))) as $crate::customers::conditions::Predicate)
    };
}

/// As `on_table`, for what must hold when the row of the 1:1 table is missing too.
#[macro_export]
macro_rules! missing_on_table {
    (customers, $condition:expr) => {
        Some(Box::new(NullableExpressionMethods::nullable(diesel::dsl::not($condition)))
            as $crate::customers::conditions::Predicate)
    };
    ($side:ident, $condition:expr) => {
        Some(Box::new(NullableExpressionMethods::nullable(diesel::dsl::not(diesel::dsl::exists(
            $side::table.filter($side::customer_id.eq(customers::id)).filter($condition),
        )))) as $crate::customers::conditions::Predicate)
    };
}

/// The condition function of a column: `condition!(shape, table, column[, folded column])`.
#[macro_export]
macro_rules! condition {
    (text, $table:ident, $col:expr, $folded:expr, $fold:path) => {
        |op, values| {
            use diesel::prelude::*;
            use $crate::customers::conditions::{folded_texts, pattern};
            use $crate::fields::filter::Op;
            match op {
                Op::Eq => $crate::on_table!($table, $folded.eq_any(folded_texts(values, $fold))),
                Op::Not => $crate::missing_on_table!($table, $folded.is_not_null().and($folded.assume_not_null().eq_any(folded_texts(values, $fold)))),
                Op::Contains => $crate::on_table!($table, $folded.like(pattern("%", values, $fold)?).escape('\\')),
                Op::Starts => $crate::on_table!($table, $folded.like(pattern("", values, $fold)?).escape('\\')),
                Op::Empty => $crate::missing_on_table!($table, $col.is_not_null()),
                Op::Filled => $crate::on_table!($table, $col.is_not_null()),
                Op::Gt | Op::Gte | Op::Lt | Op::Lte => None,
            }
        }
    };
    (text, $table:ident, $col:expr) => {
        $crate::condition!(text, $table, $col, $crate::db::fold($col), $crate::text::fold)
    };
    (choice, $table:ident, $col:expr) => {
        |op, values| {
            use diesel::prelude::*;
            use $crate::customers::conditions::texts;
            use $crate::fields::filter::Op;
            match op {
                Op::Eq => $crate::on_table!($table, $col.eq_any(texts(values))),
                Op::Not => $crate::on_table!($table, $col.ne_all(texts(values))),
                _ => None,
            }
        }
    };
    (flag, $table:ident, $col:expr) => {
        |op, values| {
            use diesel::prelude::*;
            use $crate::fields::{Value, filter::Op};
            match (op, values) {
                (Op::Eq, [Value::Flag(yes)]) => $crate::on_table!($table, $col.eq(*yes)),
                _ => None,
            }
        }
    };
    (number, $table:ident, $col:expr) => { $crate::condition!(@ordered Number, i64, $table, $col) };
    (date, $table:ident, $col:expr) => { $crate::condition!(@ordered Date, chrono::NaiveDate, $table, $col) };
    (link, $table:ident, $col:expr) => { $crate::condition!(@ordered Ref, i64, $table, $col) };
    (@ordered $variant:ident, $ty:ty, $table:ident, $col:expr) => {
        |op, values| {
            use diesel::prelude::*;
            use $crate::fields::{Value, filter::Op};
            let wanted: Vec<$ty> = values
                .iter()
                .filter_map(|value| match value { Value::$variant(v) => Some(*v), _ => None })
                .collect();
            match op {
                Op::Eq => $crate::on_table!($table, $col.eq_any(wanted)),
                Op::Not => $crate::missing_on_table!($table, $col.is_not_null().and($col.assume_not_null().eq_any(wanted))),
                Op::Gt => $crate::on_table!($table, $col.gt(*wanted.first()?)),
                Op::Gte => $crate::on_table!($table, $col.ge(*wanted.first()?)),
                Op::Lt => $crate::on_table!($table, $col.lt(*wanted.first()?)),
                Op::Lte => $crate::on_table!($table, $col.le(*wanted.first()?)),
                Op::Empty => $crate::missing_on_table!($table, $col.is_not_null()),
                Op::Filled => $crate::on_table!($table, $col.is_not_null()),
                Op::Contains | Op::Starts => None,
            }
        }
    };
    // A day typed for an instant means the whole day, so `Eq` is a range; the parser makes two bounds.
    (moment, $table:ident, $col:expr) => {
        |op, values| {
            use diesel::prelude::*;
            use $crate::fields::{Value, filter::Op};
            let (from, to) = match values {
                [Value::Moment(from), Value::Moment(to)] => (*from, *to),
                _ => return None,
            };
            match op {
                Op::Eq => $crate::on_table!($table, $col.ge(from).and($col.lt(to))),
                Op::Gt => $crate::on_table!($table, $col.ge(to)),
                Op::Gte => $crate::on_table!($table, $col.ge(from)),
                Op::Lt => $crate::on_table!($table, $col.lt(from)),
                Op::Lte => $crate::on_table!($table, $col.lt(to)),
                _ => None,
            }
        }
    };
}

/// How to order by a column: `order!(shape, table, column)`. What is empty comes last both ways.
#[macro_export]
macro_rules! order {
    (text, customers, $col:expr) => {
        Some($crate::customers::conditions::Order::Sorted(|descending| {
            use diesel::prelude::*;
            let key = || $crate::db::fold($col);
            [Box::new($col.is_null().asc()), if descending { Box::new(key().desc()) } else { Box::new(key().asc()) }]
        }))
    };
    ($shape:ident, customers, $col:expr) => {
        Some($crate::customers::conditions::Order::Sorted(|descending| {
            use diesel::prelude::*;
            [Box::new($col.is_null().asc()), if descending { Box::new($col.desc()) } else { Box::new($col.asc()) }]
        }))
    };
    ($shape:ident, $side:ident, $col:expr) => { None };
}

use crate::fields::Value;

/// The texts among the values.
#[must_use]
pub fn texts(values: &[Value]) -> Vec<String> {
    values.iter().filter_map(|v| v.text().map(str::to_owned)).collect()
}

/// The texts among the values, folded as the column is.
#[must_use]
pub fn folded_texts(values: &[Value], fold: fn(&str) -> String) -> Vec<String> {
    values.iter().filter_map(|v| v.text().map(fold)).collect()
}

/// A LIKE pattern of the first text, folded as the column is, with `\` before its wildcards.
/// None when nothing is left to look for.
#[must_use]
pub fn pattern(before: &str, values: &[Value], fold: fn(&str) -> String) -> Option<String> {
    let wanted = fold(values.first()?.text()?);
    if wanted.is_empty() {
        return None;
    }
    let literal = wanted.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
    Some(format!("{before}{literal}%"))
}
