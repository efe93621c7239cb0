//! What customers have, in lists of its own: whose it is, who may see it, and by whom it is found. Conditions are
//! those of customers, asked of the customer of each row.

pub mod called;
pub mod save;

use std::collections::HashMap;

use super::Query;
use super::query::{Search, within};
use crate::access::{Actor, Scope};
use crate::db::prelude::*;
use crate::db::schema::customers as table;
use crate::db::{Db, among};
use crate::fields::filter::Op;
use crate::fields::{Group, Kind, Uses, Value};
use crate::lists::condition::{self, Column};
use crate::lists::entity::Field;
use crate::lists::{Condition, Entity, Order, Place, Walk};
use crate::text;

/// Customers that a search takes into account one by one; of more, each row's customer is asked instead.
const MOST: i64 = 1_000;

const NAME: Column = Column::new("customers", "name");

fn owner(table: &'static str) -> Column {
    Column::new(table, "customer_id")
}

/// Whether something holds for the customer of a row.
fn whose(table: &'static str, test: Condition) -> Condition {
    let row = Condition::sql("EXISTS (SELECT 1 FROM customers WHERE customers.id = ");
    row.on(owner(table)).then(" AND (").with(test).then("))")
}

/// The rows of a table whose customers a scope shows; nothing to say for everybody.
#[must_use]
pub fn visible(table: &'static str, scope: &Scope) -> Option<Condition> {
    within(scope).map(|test| whose(table, Condition::typed(Box::new(test))))
}

/// The rows of a table whose customers the search box of the customers finds.
///
/// # Errors
/// When the database fails.
pub fn searched(
    conn: &mut Db,
    actor: &Actor,
    table: &'static str,
    typed: &str,
) -> QueryResult<Condition> {
    let Some(search) = Search::parse(typed) else { return Ok(Condition::nothing()) };
    let query = Query::visible_to(actor).with_everybody().searching(search.clone());
    let found = query.page(conn, MOST, Place::Start)?;
    if !found.has_next && found.stopped_at.is_none() {
        return Ok(Condition::among(owner(table), &found.ids));
    }
    let words = search.row_condition().into_iter();
    let test = words.map(|word| Condition::typed(Box::new(word))).reduce(Condition::and);
    Ok(test.map_or_else(Condition::nothing, |test| whose(table, test)))
}

/// The names of the customers of some rows.
///
/// # Errors
/// When the database fails.
pub fn names(conn: &mut Db, customers: &[i64]) -> QueryResult<HashMap<i64, Option<String>>> {
    let named: Vec<(i64, Option<String>)> = table::table
        .filter(among(table::id, customers))
        .select((table::id, table::name))
        .load(conn)?;
    Ok(named.into_iter().collect())
}

/// The field that tells the rows of such a list apart, with what it is called.
#[must_use]
pub fn id<E: Entity>(part: &'static str, labels: [&'static str; 3]) -> Field<E::Record> {
    Field {
        key: "id".into(),
        part,
        kind: Kind::Number(1, i64::MAX),
        group: Group::System,
        labels: labels.map(Into::into),
        uses: Uses::LIST.and(Uses::FILTER).and(Uses::EXPORT).and(Uses::API),
        get: |record| Value::Number(E::id(record)),
        set: |_, _| {},
        condition: |op, values| condition::count(Column::new(E::TABLE, "id"), op, values),
        order: Some(Order::Walk(Walk { column: "id", is_optional: false })),
    }
}

/// The fields that every such list has of its customers: the name, and the number.
#[must_use]
pub fn fields<E: Entity>() -> Vec<Field<E::Record>> {
    vec![name::<E>(), number::<E>()]
}

fn name<E: Entity>() -> Field<E::Record> {
    Field {
        key: "customer".into(),
        part: "customer",
        kind: Kind::Text(255),
        group: Group::Basic,
        labels: ["Cliente".into(), "Cliente".into(), "Customer".into()],
        uses: Uses::LIST.and(Uses::FILTER).and(Uses::EXPORT),
        get: |record| E::customer(record).1.map(str::to_owned).into(),
        set: |_, _| {},
        condition: by_name::<E>,
        order: Some(Order::Few(order_of_names::<E>)),
    }
}

fn by_name<E: Entity>(op: Op, values: &[Value]) -> Option<Condition> {
    let test = condition::folded_text(Condition::folded(NAME), NAME, text::fold, op, values)?;
    Some(whose(E::TABLE, test))
}

fn order_of_names<E: Entity>() -> Condition {
    let key = Condition::sql("(SELECT customers.name_sort FROM customers WHERE customers.id = ");
    key.on(owner(E::TABLE)).then(")")
}

fn number<E: Entity>() -> Field<E::Record> {
    Field {
        key: "customer_id".into(),
        part: "customer",
        kind: Kind::Number(1, i64::MAX),
        group: Group::Basic,
        labels: ["ID cliente".into(), "ID do cliente".into(), "Customer ID".into()],
        uses: Uses::LIST.and(Uses::FILTER).and(Uses::EXPORT),
        get: |record| Value::Number(E::customer(record).0),
        set: |_, _| {},
        condition: |op, values| condition::count(owner(E::TABLE), op, values),
        order: None,
    }
}
