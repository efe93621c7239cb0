//! Subscriptions as a list.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::fields::{self, PlanTerms, Record, Subscription};
use crate::access::{Actor, Scope};
use crate::customers::owned::{self, called};
use crate::db::prelude::*;
use crate::db::schema::{customer_details, customers, plans, subscriptions};
use crate::db::{Db, among, among_texts};
use crate::i18n::Text;
use crate::lists::condition::Column;
use crate::lists::entity::{Field, entries, says};
use crate::lists::{Condition, Entity, Vocabulary};
use crate::text;

/// States in which it is charged when its day comes.
const CHARGED: [&str; 4] = ["scheduled", "trialing", "active", "retrying"];

/// What its page calls a subscription.
const CALLS: &[called::Calls] = &[Text::subscriptions_number, Text::subscriptions_called];

/// The list of subscriptions.
pub struct Subscriptions;

static VOCABULARY: LazyLock<Vocabulary> = LazyLock::new(|| Vocabulary {
    path: "/subscriptions",
    entries: entries::<Subscriptions>(),
    says: says::<Subscriptions>,
    usual: &["plan_id", "customer", "status", "amount", "next_charge_on", "start_at"],
    usual_sort: ("id", true),
    common: &["plan_id", "status", "next_charge_on", "payment_method", "attention_reason"],
    standing: &["status"],
    looks: &[
        ("customer", "p1"),
        ("amount", "num p2 at-end"),
        ("next_charge_on", "p3 w-date at-foot is-named"),
        ("start_at", "p4 w-date"),
    ],
    head: |_, _| None,
    asked: |_, _| None,
});

/// What the rows of one read have besides themselves.
struct Beside {
    customers: HashMap<i64, (Option<String>, i64)>,
    plans: HashMap<i64, PlanTerms>,
}

/// The subscription that is meant by our number with what its page calls it, its plan before it or not.
#[must_use]
pub fn called(typed: &str) -> Option<i64> {
    called::named(typed.rsplit('·').next()?, CALLS)
}

impl Entity for Subscriptions {
    type Record = Record;
    const TABLE: &'static str = "subscriptions";
    const LEADS: &'static [(&'static str, &'static str)] =
        &[("status", "id"), ("status", "start_at")];

    fn vocabulary() -> &'static Vocabulary {
        &VOCABULARY
    }

    fn fields() -> &'static [Field<Record>] {
        fields::all()
    }

    fn id(record: &Record) -> i64 {
        record.subscription.id
    }

    fn customer(record: &Record) -> (i64, Option<&str>) {
        (record.subscription.customer_id, record.customer.as_deref())
    }

    fn within(scope: &Scope) -> Option<Condition> {
        owned::visible(Self::TABLE, scope)
    }

    /// Our number, with or without what its page calls it; its plan; or its customer.
    fn searched(conn: &mut Db, actor: &Actor, typed: &str) -> QueryResult<Condition> {
        if let Some(id) = called(typed) {
            return Ok(called::numbered(Self::TABLE, id));
        }
        let plans = plans_called(conn, typed)?;
        let mut found = owned::searched(conn, actor, Self::TABLE, typed)?;
        if !plans.is_empty() {
            found = Condition::among(Column::new(Self::TABLE, "plan_id"), &plans).or(found);
        }
        if let Ok(id) = typed.parse() {
            found = called::numbered(Self::TABLE, id).or(found);
        }
        Ok(found)
    }

    fn load(conn: &mut Db, ids: &[i64]) -> QueryResult<Vec<Record>> {
        let rows: Vec<Subscription> = subscriptions::table
            .filter(among(subscriptions::id, ids))
            .select(columns::<Subscription>())
            .load(conn)?;
        let beside = Beside::of(conn, &rows)?;
        let mut records: HashMap<i64, Record> =
            rows.into_iter().map(|row| (row.id, beside.record(row))).collect();
        Ok(ids.iter().filter_map(|id| records.remove(id)).collect())
    }
}

impl Beside {
    fn of(conn: &mut Db, rows: &[Subscription]) -> QueryResult<Self> {
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
        Ok(Self {
            customers: named
                .into_iter()
                .map(|(id, name, discount)| (id, (name, discount.unwrap_or(0))))
                .collect(),
            plans: plan_terms(conn, &chosen)?,
        })
    }

    fn record(&self, subscription: Subscription) -> Record {
        let (customer, personal_bp) =
            self.customers.get(&subscription.customer_id).cloned().unwrap_or_default();
        let plan = self.plans.get(&subscription.plan_id).cloned().unwrap_or_default();
        Record { subscription, customer, personal_bp, plan }
    }
}

/// The subscriptions of a customer, the newest first.
///
/// # Errors
/// When the database fails.
pub fn of_customer(conn: &mut Db, customer: i64) -> QueryResult<Vec<i64>> {
    subscriptions::table
        .filter(subscriptions::customer_id.eq(customer))
        .order(subscriptions::id.desc())
        .select(subscriptions::id)
        .load(conn)
}

/// The plans that are called so.
fn plans_called(conn: &mut Db, typed: &str) -> QueryResult<Vec<i64>> {
    plans::table.filter(plans::name_folded.eq(text::fold(typed))).select(plans::id).load(conn)
}

/// What these plans ask.
pub(super) fn plan_terms(conn: &mut Db, ids: &[i64]) -> QueryResult<HashMap<i64, PlanTerms>> {
    let rows: Vec<(i64, String, i64, i64, String, i64)> = plans::table
        .filter(among(plans::id, ids))
        .select((
            plans::id,
            plans::name,
            plans::price,
            plans::every,
            plans::unit,
            plans::trial_days,
        ))
        .load(conn)?;
    let terms = |(id, name, price, every, unit, trial_days)| {
        (id, PlanTerms { name, price, every, unit, trial_days })
    };
    Ok(rows.into_iter().map(terms).collect())
}

/// The subscriptions by which a customer who has this personal discount will be charged again, in one statement;
/// without the customer's name.
///
/// # Errors
/// When the database fails.
pub fn charged(conn: &mut Db, customer: i64, personal_bp: i64) -> QueryResult<Vec<Record>> {
    let rows: Vec<(Subscription, (String, i64, i64, String, i64))> = subscriptions::table
        .inner_join(plans::table.on(plans::id.eq(subscriptions::plan_id)))
        .filter(subscriptions::customer_id.eq(customer))
        .filter(among_texts(subscriptions::status, &CHARGED))
        .filter(subscriptions::next_charge_on.is_not_null())
        .order((subscriptions::next_charge_on, subscriptions::id))
        .select((
            columns::<Subscription>(),
            (plans::name, plans::price, plans::every, plans::unit, plans::trial_days),
        ))
        .load(conn)?;
    let record = |(subscription, (name, price, every, unit, trial_days))| Record {
        subscription,
        customer: None,
        personal_bp,
        plan: PlanTerms { name, price, every, unit, trial_days },
    };
    Ok(rows.into_iter().map(record).collect())
}
