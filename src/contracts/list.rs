//! Contracts as a list.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::fields::{self, Contract, PlanTerms, Record};
use crate::access::{Actor, Scope};
use crate::customers::owned::{self, called};
use crate::db::prelude::*;
use crate::db::schema::{contracts, customer_details, customers, plans};
use crate::db::{Db, among, among_texts};
use crate::i18n::Text;
use crate::lists::condition::{Bind, Column};
use crate::lists::entity::{Field, entries, says};
use crate::lists::{Condition, Entity, Vocabulary};

/// What its page calls a contract without a number of its own.
const CALLS: &[called::Calls] = &[Text::contracts_number];

/// The list of contracts.
pub struct Contracts;

static VOCABULARY: LazyLock<Vocabulary> = LazyLock::new(|| Vocabulary {
    path: "/contracts",
    entries: entries::<Contracts>(),
    says: says::<Contracts>,
    usual: &["number", "customer", "state", "plan_id", "amount", "start_date"],
    usual_sort: ("id", true),
    common: &["plan_id", "state", "server_id", "coverage_id", "city", "start_date"],
    standing: &["state"],
    looks: &[
        ("customer", "p1"),
        ("plan_id", "p2 at-side"),
        ("amount", "num p3 at-end"),
        ("start_date", "p4 w-date at-foot is-named"),
    ],
    head: |_, _| None,
    asked: |_, _| None,
});

/// What the rows of one read have besides themselves.
struct Beside {
    customers: HashMap<i64, (Option<String>, i64)>,
    plans: HashMap<i64, PlanTerms>,
}

/// The contracts that are meant by their number, or by ours with what their page calls it; by indexes alone.
///
/// # Errors
/// When the database fails.
pub fn called(conn: &mut Db, typed: &str) -> QueryResult<Vec<i64>> {
    let named = called::bare(typed, CALLS);
    let meant = named.as_deref().unwrap_or(typed);
    let mut ids: Vec<i64> = contracts::table
        .filter(contracts::number.eq_any([meant.to_owned(), meant.to_uppercase()]))
        .select(contracts::id)
        .load(conn)?;
    ids.extend(named.and_then(|named| named.parse::<i64>().ok()));
    Ok(ids)
}

impl Entity for Contracts {
    type Record = Record;
    const TABLE: &'static str = "contracts";
    const LEADS: &'static [(&'static str, &'static str)] =
        &[("state", "id"), ("state", "start_date")];

    fn vocabulary() -> &'static Vocabulary {
        &VOCABULARY
    }

    fn fields() -> &'static [Field<Record>] {
        fields::all()
    }

    fn id(record: &Record) -> i64 {
        record.contract.id
    }

    fn customer(record: &Record) -> (i64, Option<&str>) {
        (record.contract.customer_id, record.customer.as_deref())
    }

    fn within(scope: &Scope) -> Option<Condition> {
        owned::visible(Self::TABLE, scope)
    }

    /// Its number, or ours, with or without what its page calls it; or its customer.
    fn searched(conn: &mut Db, actor: &Actor, typed: &str) -> QueryResult<Condition> {
        let named = called::bare(typed, CALLS);
        let meant = named.as_deref().unwrap_or(typed);
        let number = Condition::column(Column::new(Self::TABLE, "number"));
        let numbered = number.then(" IN (").bind(Bind::Text(meant.to_owned()));
        let mut found = numbered.then(", ").bind(Bind::Text(meant.to_uppercase())).then(")");
        if let Ok(id) = meant.parse() {
            found = found.or(called::numbered(Self::TABLE, id));
            if named.is_some() {
                return Ok(found);
            }
        }
        Ok(found.or(owned::searched(conn, actor, Self::TABLE, typed)?))
    }

    fn load(conn: &mut Db, ids: &[i64]) -> QueryResult<Vec<Record>> {
        let rows: Vec<Contract> = contracts::table
            .filter(among(contracts::id, ids))
            .select(columns::<Contract>())
            .load(conn)?;
        let beside = Beside::of(conn, &rows)?;
        let mut records: HashMap<i64, Record> =
            rows.into_iter().map(|row| (row.id, beside.record(row))).collect();
        Ok(ids.iter().filter_map(|id| records.remove(id)).collect())
    }
}

impl Beside {
    fn of(conn: &mut Db, rows: &[Contract]) -> QueryResult<Self> {
        let owners: Vec<i64> = rows.iter().map(|row| row.customer_id).collect();
        let named: Vec<(i64, Option<String>, Option<i64>)> = customers::table
            .left_join(customer_details::table.on(customer_details::customer_id.eq(customers::id)))
            .filter(among(customers::id, &owners))
            .select((
                customers::id,
                customers::name,
                customer_details::personal_discount_bp.nullable(),
            ))
            .load(conn)?;
        let chosen: Vec<i64> = rows.iter().map(|row| row.plan_id).collect();
        let plans: Vec<(i64, i64, i64, String)> = plans::table
            .filter(among(plans::id, &chosen))
            .select((plans::id, plans::price, plans::every, plans::unit))
            .load(conn)?;
        let plan = |(id, price, every, unit)| (id, PlanTerms { price, every, unit });
        Ok(Self {
            customers: named
                .into_iter()
                .map(|(id, name, discount)| (id, (name, discount.unwrap_or(0))))
                .collect(),
            plans: plans.into_iter().map(plan).collect(),
        })
    }

    fn record(&self, contract: Contract) -> Record {
        let (customer, personal_bp) =
            self.customers.get(&contract.customer_id).cloned().unwrap_or_default();
        let plan = self.plans.get(&contract.plan_id).cloned().unwrap_or_default();
        Record { contract, customer, personal_bp, plan }
    }
}

/// The live contracts of a customer who has this personal discount, in one statement; without the customer's name.
///
/// # Errors
/// When the database fails.
pub fn live(conn: &mut Db, customer: i64, personal_bp: i64) -> QueryResult<Vec<Record>> {
    let rows: Vec<(Contract, (i64, i64, String))> = contracts::table
        .inner_join(plans::table.on(plans::id.eq(contracts::plan_id)))
        .filter(contracts::customer_id.eq(customer))
        .filter(among_texts(contracts::state, &["enabled", "alerted"]))
        .order(contracts::id)
        .select((columns::<Contract>(), (plans::price, plans::every, plans::unit)))
        .load(conn)?;
    let record = |(contract, (price, every, unit))| Record {
        contract,
        customer: None,
        personal_bp,
        plan: PlanTerms { price, every, unit },
    };
    Ok(rows.into_iter().map(record).collect())
}
