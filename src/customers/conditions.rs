//! Filters as typed conditions over the columns of `customers`, or over a 1:1 table beside it.
//! One arm per shape: what each operator means there, the same on both databases.

use crate::db::prelude::*;
use diesel::BoxableExpression;
use diesel::sql_types::{Bool, Nullable};

use crate::db::{Backend, schema::customers};
use crate::fields::Value;

/// A condition on customers.
pub type Predicate =
    Box<dyn BoxableExpression<customers::table, Backend, SqlType = Nullable<Bool>>>;

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

/// The condition function of a column: `condition!(shape, table, column[, folded column, fold])`.
#[macro_export]
macro_rules! condition {
    (text, $table:ident, $col:expr, $folded:expr, $fold:path) => {
        |op, values| {
            $crate::customers::conditions::on::$table::text(|| Box::new($folded), $fold, op, values)
        }
    };
    (text, $table:ident, $col:expr) => {
        |op, values| {
            let column = || Box::new($crate::db::fold($col)) as Box<_>;
            $crate::customers::conditions::on::$table::text(column, $crate::text::fold, op, values)
        }
    };
    ($shape:ident, $table:ident, $col:expr) => {
        |op, values| {
            $crate::customers::conditions::on::$table::$shape(|| Box::new($col), op, values)
        }
    };
}

/// Equal to any of some values: an `IN` over a boxed column does not compile for two backends.
macro_rules! any_of {
    ($column:ident, $wanted:expr) => {{
        let nothing: Test = Box::new(diesel::dsl::sql::<Nullable<Bool>>("1 = 0"));
        let mut wanted = $wanted.into_iter();
        let first: Test = match wanted.next() {
            Some(value) => Box::new($column().eq(value).nullable()),
            None => nothing,
        };
        wanted.fold(first, |test, value| -> Test {
            Box::new(test.or($column().eq(value).nullable()))
        })
    }};
}

/// The comparisons of what has an order and may be missing.
macro_rules! compared {
    ($column:ident, $op:expr, $wanted:expr) => {{
        let wanted = $wanted;
        let filled = || $column().is_not_null().nullable();
        Some(match $op {
            Op::Eq => holds(any_of!($column, wanted)),
            Op::Not => fails(Box::new(filled().and(any_of!($column, wanted)))),
            Op::Gt => holds(Box::new($column().gt(*wanted.first()?).nullable())),
            Op::Gte => holds(Box::new($column().ge(*wanted.first()?).nullable())),
            Op::Lt => holds(Box::new($column().lt(*wanted.first()?).nullable())),
            Op::Lte => holds(Box::new($column().le(*wanted.first()?).nullable())),
            Op::Empty => fails(Box::new(filled())),
            Op::Filled => holds(Box::new(filled())),
            Op::Contains | Op::Starts => return None,
        })
    }};
}
/// The conditions over the columns of one table, as conditions on customers. `$holds` and `$fails`
/// say when a condition on the table's row holds for the customer, and when it does not.
macro_rules! conditions_over {
    ($(#[$doc:meta])* $table:ident, $holds:expr, $fails:expr) => {
        $(#[$doc])*
        pub mod $table {
            use chrono::{NaiveDate, NaiveDateTime};
            use diesel::BoxableExpression;
            use crate::db::prelude::*;
            use diesel::sql_types::{BigInt, Bool, Date, Nullable, Text, Timestamp};

            use super::super::{Predicate, folded_texts, pattern, texts};
            use crate::db::Backend;
            use crate::db::schema::$table as it;
            use crate::fields::Value;
            use crate::fields::filter::Op;

            type Column<ST> = Box<dyn BoxableExpression<it::table, Backend, SqlType = ST>>;
            type Test = Column<Nullable<Bool>>;

            fn holds(test: Test) -> Predicate {
                let wrap: fn(Test) -> Predicate = $holds;
                wrap(test)
            }

            fn fails(test: Test) -> Predicate {
                let wrap: fn(Test) -> Predicate = $fails;
                wrap(test)
            }

            /// On a text that may be missing, folded by the caller as `fold` folds.
            pub fn text(
                column: fn() -> Column<Nullable<Text>>,
                fold: fn(&str) -> String,
                op: Op,
                values: &[Value],
            ) -> Option<Predicate> {
                let any = || any_of!(column, folded_texts(values, fold));
                let like = |before: &str| {
                    let pattern = pattern(before, values, fold)?;
                    Some(holds(Box::new(column().like(pattern).escape('\\'))))
                };
                match op {
                    Op::Eq => Some(holds(any())),
                    Op::Not => Some(fails(Box::new(column().is_not_null().nullable().and(any())))),
                    Op::Contains => like("%"),
                    Op::Starts => like(""),
                    Op::Empty => Some(fails(Box::new(column().is_not_null().nullable()))),
                    Op::Filled => Some(holds(Box::new(column().is_not_null().nullable()))),
                    Op::Gt | Op::Gte | Op::Lt | Op::Lte => None,
                }
            }

            /// On a code that is always there.
            pub fn choice(column: fn() -> Column<Text>, op: Op, values: &[Value]) -> Option<Predicate> {
                match op {
                    Op::Eq => Some(holds(any_of!(column, texts(values)))),
                    Op::Not => Some(fails(any_of!(column, texts(values)))),
                    _ => None,
                }
            }

            /// On yes or no.
            pub fn flag(column: fn() -> Column<Bool>, op: Op, values: &[Value]) -> Option<Predicate> {
                let flag = |value: &Value| if let Value::Flag(yes) = value { Some(*yes) } else { None };
                match op {
                    Op::Eq => Some(holds(any_of!(column, values.iter().filter_map(flag)))),
                    _ => None,
                }
            }

            /// On a whole number.
            pub fn number(
                column: fn() -> Column<Nullable<BigInt>>,
                op: Op,
                values: &[Value],
            ) -> Option<Predicate> {
                let number = |value: &Value| if let Value::Number(n) = value { Some(*n) } else { None };
                compared!(column, op, values.iter().filter_map(number).collect::<Vec<i64>>())
            }

            /// On a whole number that is always there.
            pub fn count(
                column: fn() -> Column<BigInt>,
                op: Op,
                values: &[Value],
            ) -> Option<Predicate> {
                let number = |value: &Value| if let Value::Number(n) = value { Some(*n) } else { None };
                compared!(column, op, values.iter().filter_map(number).collect::<Vec<i64>>())
            }

            /// On the id of another row.
            pub fn link(
                column: fn() -> Column<Nullable<BigInt>>,
                op: Op,
                values: &[Value],
            ) -> Option<Predicate> {
                let id = |value: &Value| if let Value::Ref(id) = value { Some(*id) } else { None };
                compared!(column, op, values.iter().filter_map(id).collect::<Vec<i64>>())
            }

            /// On a day.
            pub fn date(
                column: fn() -> Column<Nullable<Date>>,
                op: Op,
                values: &[Value],
            ) -> Option<Predicate> {
                let day = |value: &Value| if let Value::Date(day) = value { Some(*day) } else { None };
                compared!(column, op, values.iter().filter_map(day).collect::<Vec<NaiveDate>>())
            }

            /// On an instant: the values are the bounds of what was typed, a day or a minute.
            pub fn moment(
                column: fn() -> Column<Timestamp>,
                op: Op,
                values: &[Value],
            ) -> Option<Predicate> {
                let [Value::Moment(from), Value::Moment(to)] = values else { return None };
                let (from, to): (NaiveDateTime, NaiveDateTime) = (*from, *to);
                let test: Test = match op {
                    Op::Eq => Box::new(column().ge(from).and(column().lt(to)).nullable()),
                    Op::Gt => Box::new(column().ge(to).nullable()),
                    Op::Gte => Box::new(column().ge(from).nullable()),
                    Op::Lt => Box::new(column().lt(from).nullable()),
                    Op::Lte => Box::new(column().lt(to).nullable()),
                    _ => return None,
                };
                Some(holds(test))
            }
        }
    };
}

/// The condition functions, by table and shape.
pub mod on {
    conditions_over! {
        /// Over the columns of `customers` itself.
        customers, |test| test, |test| Box::new(diesel::dsl::not(test))
    }
    conditions_over! {
        /// Over the 1:1 table of everyday details.
        customer_details,
        |test| crate::customers::beside::customer_details(test, true),
        |test| crate::customers::beside::customer_details(test, false)
    }
    conditions_over! {
        /// Over the 1:1 table of legal and bank data; without a row nothing is there.
        customer_legal,
        |test| crate::customers::beside::customer_legal(test, true),
        |test| crate::customers::beside::customer_legal(test, false)
    }
    conditions_over! {
        /// Over the 1:1 table of billing.
        customer_billing,
        |test| crate::customers::beside::customer_billing(test, true),
        |test| crate::customers::beside::customer_billing(test, false)
    }
    conditions_over! {
        /// Over the 1:1 table of what is derived of documents, services and cards.
        customer_accounts,
        |test| crate::customers::beside::customer_accounts(test, true),
        |test| crate::customers::beside::customer_accounts(test, false)
    }
    conditions_over! {
        /// Over the 1:1 table of shipping addresses; without a row nothing is there.
        customer_shipping,
        |test| crate::customers::beside::customer_shipping(test, true),
        |test| crate::customers::beside::customer_shipping(test, false)
    }
}

/// How to order by a column: `order!(shape, table, column)`. What is empty comes last both ways.
#[macro_export]
macro_rules! order {
    (text, customers, $col:expr) => {
        $crate::order!(@by || Box::new($crate::db::fold($col)))
    };
    (text, $side:ident, $col:expr) => {
        $crate::order!(@by || $crate::customers::beside::key::$side(Box::new($crate::db::fold($col))))
    };
    ($shape:ident, customers, $col:expr) => {
        $crate::order!(@by || Box::new($col))
    };
    ($shape:ident, $side:ident, $col:expr) => {
        $crate::order!(@by || $crate::customers::beside::key::$side(Box::new($col)))
    };
    (@by $key:expr) => {
        Some($crate::customers::conditions::Order::Sorted(|descending| {
            $crate::customers::conditions::terms($key, descending)
        }))
    };
}

/// The terms of an order by a key.
#[must_use]
pub fn terms<ST>(
    key: impl Fn() -> Box<dyn BoxableExpression<customers::table, Backend, SqlType = ST>>,
    descending: bool,
) -> [OrderTerm; 2]
where
    ST: diesel::sql_types::SingleValue + 'static,
{
    let term: OrderTerm = if descending { Box::new(key().desc()) } else { Box::new(key().asc()) };
    [Box::new(key().is_null().asc()), term]
}

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
