//! Payments as a list.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::fields::{self, Payment, Record};
use super::store;
use crate::access::{Actor, Scope};
use crate::customers::owned::{self, called};
use crate::db::prelude::*;
use crate::db::schema::payments;
use crate::db::{Db, among};
use crate::i18n::Text;
use crate::invoices::numbers;
use crate::lists::condition::Column;
use crate::lists::entity::{Field, entries, says};
use crate::lists::{Condition, Entity, Vocabulary};

/// What its page calls a payment.
const CALLS: &[called::Calls] = &[Text::payment_name];

/// The list of payments.
pub struct Payments;

static VOCABULARY: LazyLock<Vocabulary> = LazyLock::new(|| Vocabulary {
    path: "/payments",
    entries: entries::<Payments>(),
    says: says::<Payments>,
    usual: &["id", "customer", "status", "paid_at", "method", "amount", "applied"],
    usual_sort: ("id", true),
    common: &["id", "reference", "status", "method", "paid_at", "amount", "received_by", "refund"],
    standing: &["status"],
    looks: &[
        ("customer", "p1 w-customer"),
        ("amount", "num at-end"),
        ("paid_at", "p2 w-date at-foot"),
        ("method", "p2 at-side"),
        ("applied", "num p3"),
    ],
    head: |_, _| None,
    asked: |_, _| None,
});

/// The payments that are meant by their number or their reference, by indexes alone.
///
/// # Errors
/// When the database fails.
pub fn called(conn: &mut Db, typed: &str) -> QueryResult<Vec<i64>> {
    match called::named(typed, CALLS) {
        Some(id) => Ok(vec![id]),
        None => store::referred_to(conn, typed),
    }
}

impl Entity for Payments {
    type Record = Record;
    const TABLE: &'static str = "payments";
    const LEADS: &'static [(&'static str, &'static str)] =
        &[("status", "id"), ("status", "paid_at")];

    fn vocabulary() -> &'static Vocabulary {
        &VOCABULARY
    }

    fn fields() -> &'static [Field<Record>] {
        fields::all()
    }

    fn id(record: &Record) -> i64 {
        record.payment.id
    }

    fn customer(record: &Record) -> (i64, Option<&str>) {
        (record.payment.customer_id, record.customer.as_deref())
    }

    fn within(scope: &Scope) -> Option<Condition> {
        owned::visible(Self::TABLE, scope)
    }

    /// Its number, its reference, the number of a document that it settles, or its customer.
    fn searched(conn: &mut Db, actor: &Actor, typed: &str) -> QueryResult<Condition> {
        if let Some(id) = called::named(typed, CALLS) {
            return Ok(called::numbered(Self::TABLE, id));
        }
        let mut ids = store::referred_to(conn, typed)?;
        let documents = numbers::of_documents(conn, typed)?;
        ids.extend(store::settling(conn, &documents)?);
        ids.extend(typed.parse::<i64>());
        let found = owned::searched(conn, actor, Self::TABLE, typed)?;
        Ok(Condition::among(Column::new(Self::TABLE, "id"), &ids).or(found))
    }

    fn load(conn: &mut Db, ids: &[i64]) -> QueryResult<Vec<Record>> {
        let rows: Vec<Payment> = payments::table
            .filter(among(payments::id, ids))
            .select(columns::<Payment>())
            .load(conn)?;
        let owners: Vec<i64> = rows.iter().map(|row| row.customer_id).collect();
        let names = owned::names(conn, &owners)?;
        let mut refunds = store::refunds(conn, ids)?;
        let record = |payment: Payment| {
            let customer = names.get(&payment.customer_id).cloned().flatten();
            let refund = refunds.remove(&payment.id);
            (payment.id, Record { payment, customer, refund })
        };
        let mut records: HashMap<i64, Record> = rows.into_iter().map(record).collect();
        Ok(ids.iter().filter_map(|id| records.remove(id)).collect())
    }
}
