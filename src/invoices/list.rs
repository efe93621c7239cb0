//! Documents as a list.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::fields::{self, Record};
use super::numbers;
use super::store::Invoice;
use crate::access::{Actor, Scope};
use crate::customers::owned::{self, called};
use crate::db::prelude::*;
use crate::db::schema::invoices;
use crate::db::{Db, among};
use crate::i18n::Text;
use crate::lists::condition::{Bind, Column};
use crate::lists::entity::{Field, entries, says};
use crate::lists::{Condition, Entity, Vocabulary};

/// The list of documents.
pub struct Invoices;

static VOCABULARY: LazyLock<Vocabulary> = LazyLock::new(|| Vocabulary {
    path: "/invoices",
    entries: entries::<Invoices>(),
    says: says::<Invoices>,
    usual: &["full_number", "customer", "status", "issue_date", "due_date", "total", "balance"],
    usual_sort: ("id", true),
    common: &["status", "issue_date", "due_date", "total", "balance", "payment_method"],
    standing: &["status"],
    looks: &[
        ("customer", "p1"),
        ("balance", "num at-side is-named"),
        ("total", "num p2 at-end"),
        ("due_date", "p3 w-date at-foot is-named"),
        ("issue_date", "p4 w-date"),
    ],
    head: |_, _| None,
    asked: |_, _| None,
});

impl Entity for Invoices {
    type Record = Record;
    const TABLE: &'static str = "invoices";
    const LEADS: &'static [(&'static str, &'static str)] =
        &[("status", "id"), ("status", "issue_date")];

    fn vocabulary() -> &'static Vocabulary {
        &VOCABULARY
    }

    fn fields() -> &'static [Field<Record>] {
        fields::all()
    }

    fn id(record: &Record) -> i64 {
        record.invoice.id
    }

    fn customer(record: &Record) -> (i64, Option<&str>) {
        (record.invoice.customer_id, record.customer.as_deref())
    }

    fn within(scope: &Scope) -> Option<Condition> {
        owned::visible(Self::TABLE, scope)
    }

    /// Its number, as printed or without the zeros, with its type, letter and point of sale or without; ours; or its
    /// customer.
    fn searched(conn: &mut Db, actor: &Actor, typed: &str) -> QueryResult<Condition> {
        if let Some(id) = called::named(typed, &[Text::invoices_draft]) {
            return Ok(called::numbered(Self::TABLE, id));
        }
        let column = |name| Condition::column(Column::new(Self::TABLE, name));
        let mut found = column("full_number").then(" = ").bind(Bind::Text(typed.trim().to_owned()));
        if let Some(meant) = numbers::meant(conn, typed)? {
            let each = meant.numbers.into_iter();
            let each = each.map(|one| column("full_number").then(" = ").bind(Bind::Text(one)));
            let of_types = |numbered: Condition| match &meant.types {
                Some(types) => {
                    let types =
                        Condition::among(Column::new(Self::TABLE, "invoice_type_id"), types);
                    numbered.and(types)
                }
                None => numbered,
            };
            found = each.map(of_types).fold(found, Condition::or);
        }
        if let Ok(id) = typed.trim().parse() {
            found = found.or(called::numbered(Self::TABLE, id));
        }
        Ok(found.or(owned::searched(conn, actor, Self::TABLE, typed)?))
    }

    fn load(conn: &mut Db, ids: &[i64]) -> QueryResult<Vec<Record>> {
        let rows: Vec<Invoice> = invoices::table
            .filter(among(invoices::id, ids))
            .select(columns::<Invoice>())
            .load(conn)?;
        let owners: Vec<i64> = rows.iter().map(|row| row.customer_id).collect();
        let names = owned::names(conn, &owners)?;
        let record = |invoice: Invoice| {
            let customer = names.get(&invoice.customer_id).cloned().flatten();
            (invoice.id, Record { invoice, customer })
        };
        let mut records: HashMap<i64, Record> = rows.into_iter().map(record).collect();
        Ok(ids.iter().filter_map(|id| records.remove(id)).collect())
    }
}
