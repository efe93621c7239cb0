//! The mail of one customer, member or job: what became of the last, how many were asked for, taking
//! them back.

use std::collections::HashMap;

use crate::db::prelude::*;
use chrono::NaiveDateTime;

use super::kind::Kind;
use super::outbox::{State, Undelivered};
use super::recall::{self, Addressee};
use crate::db::schema::mails;
use crate::db::{Db, among, among_texts};

/// What became of a letter.
#[derive(Clone, Debug)]
pub struct Delivery {
    /// Where it stands.
    pub state: State,
    /// Where it goes.
    pub to_address: String,
    /// When it was queued.
    pub created_at: NaiveDateTime,
    /// When the server took it.
    pub sent_at: Option<NaiveDateTime>,
    /// What the server said.
    pub answer: Option<String>,
    /// Whether it was written to a file and never left.
    pub is_filed: bool,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = mails)]
struct Row {
    state: String,
    to_address: String,
    created_at: NaiveDateTime,
    sent_at: Option<NaiveDateTime>,
    last_error: Option<String>,
    is_filed: bool,
}

impl From<Row> for Delivery {
    fn from(row: Row) -> Self {
        Self {
            state: State::from_code(&row.state).unwrap_or(State::Failed),
            to_address: row.to_address,
            created_at: row.created_at,
            sent_at: row.sent_at,
            answer: row.last_error,
            is_filed: row.is_filed,
        }
    }
}

/// What became of the last letter of these kinds to a customer.
///
/// # Errors
/// When the database fails.
pub fn last(conn: &mut Db, customer: i64, kinds: &[Kind]) -> QueryResult<Option<Delivery>> {
    let kinds: Vec<&str> = kinds.iter().map(|kind| kind.code()).collect();
    let row: Option<Row> = mails::table
        .filter(mails::customer_id.eq(customer))
        .filter(among_texts(mails::kind, &kinds))
        .order(mails::id.desc())
        .select(columns::<Row>())
        .first(conn)
        .optional()?;
    Ok(row.map(Delivery::from))
}

/// What became of the last letter that tells of each of these jobs.
///
/// # Errors
/// When the database fails.
pub fn of_jobs(conn: &mut Db, jobs: &[i64]) -> QueryResult<HashMap<i64, Delivery>> {
    let rows: Vec<(Option<i64>, Row)> = mails::table
        .filter(among(mails::job_id.assume_not_null(), jobs))
        .order(mails::id)
        .select((mails::job_id, columns::<Row>()))
        .load(conn)?;
    Ok(rows.into_iter().filter_map(|(job, row)| Some((job?, row.into()))).collect())
}

/// When letters of a kind to these customers were queued since, with whose they are, the newest first;
/// those taken back too.
///
/// # Errors
/// When the database fails.
pub fn queued_since(
    conn: &mut Db,
    customers: &[i64],
    kind: Kind,
    since: NaiveDateTime,
) -> QueryResult<Vec<(i64, NaiveDateTime)>> {
    let customer = mails::customer_id.assume_not_null();
    mails::table
        .filter(among(customer, customers))
        .filter(mails::kind.eq(kind.code()))
        .filter(mails::created_at.gt(since))
        .order(mails::id.desc())
        .select((customer, mails::created_at))
        .load(conn)
}

/// Whether no letter of its kind to the same customer or member was queued after this one.
///
/// # Errors
/// When the database fails.
pub fn is_last(conn: &mut Db, letter: &Undelivered) -> QueryResult<bool> {
    let theirs = mails::customer_id.eq(letter.customer).or(mails::staff_id.eq(letter.member));
    let later = mails::table
        .filter(theirs)
        .filter(mails::kind.eq(letter.kind.map(Kind::code).unwrap_or_default()))
        .filter(mails::id.gt(letter.id));
    diesel::select(diesel::dsl::not(diesel::dsl::exists(later))).get_result(conn)
}

/// Takes back letters of these kinds to customers; see [`recall::cancel`].
///
/// # Errors
/// When the database fails.
pub fn cancel(conn: &mut Db, customers: &[i64], kinds: &[Kind]) -> QueryResult<()> {
    kinds.iter().try_for_each(|kind| recall::cancel(conn, *kind, Addressee::Customers(customers)))
}

/// Drops every trace of mail to a customer: name and address stand in it.
///
/// # Errors
/// When the database fails.
pub fn forget(conn: &mut Db, customer: i64) -> QueryResult<()> {
    diesel::delete(mails::table.filter(mails::customer_id.eq(customer))).execute(conn).map(|_| ())
}
