//! What figures are made of, read once for many customers.

use std::collections::HashMap;

use chrono::NaiveDate;

use crate::db::prelude::*;
use crate::db::schema::{
    cards, contracts, customer_details, customers, invoices, payments, subscriptions,
};
use crate::db::{Db, among};

/// A customer as its figures need it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Customer {
    pub id: i64,
    pub status: String,
    pub category: String,
    pub unpaid_count: i64,
    pub currency: Option<String>,
}

/// A document that was issued and holds.
#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = invoices)]
pub(super) struct Document {
    customer_id: i64,
    pub status: String,
    pub kind: String,
    pub issue_date: Option<NaiveDate>,
    pub due_date: Option<NaiveDate>,
    pub currency: String,
    pub total: i64,
    pub balance: i64,
}

/// What is left of a payment.
#[derive(Clone, Debug)]
pub(super) struct Credit {
    pub currency: String,
    pub left: i64,
}

/// A default card.
#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = cards)]
pub(super) struct Card {
    customer_id: i64,
    pub status: String,
    pub exp_month: Option<i64>,
    pub exp_year: Option<i64>,
}

/// Everything that belongs to some customers.
#[derive(Clone, Debug, Default)]
pub(super) struct Rows {
    pub customers: Vec<Customer>,
    documents: HashMap<i64, Vec<Document>>,
    credits: HashMap<i64, Vec<Credit>>,
    contracts: HashMap<i64, Vec<String>>,
    subscriptions: HashMap<i64, Vec<String>>,
    cards: HashMap<i64, Card>,
}

impl Rows {
    pub fn read(conn: &mut Db, ids: &[i64]) -> QueryResult<Self> {
        Ok(Self {
            customers: read_customers(conn, ids)?,
            documents: read_documents(conn, ids)?,
            credits: read_credits(conn, ids)?,
            contracts: by_customer(
                contracts::table
                    .filter(among(contracts::customer_id, ids))
                    .select((contracts::customer_id, contracts::state))
                    .load(conn)?,
            ),
            subscriptions: by_customer(
                subscriptions::table
                    .filter(among(subscriptions::customer_id, ids))
                    .select((subscriptions::customer_id, subscriptions::status))
                    .load(conn)?,
            ),
            cards: read_cards(conn, ids)?,
        })
    }

    pub fn documents(&self, customer: i64) -> &[Document] {
        of(&self.documents, customer)
    }

    pub fn credits(&self, customer: i64) -> &[Credit] {
        of(&self.credits, customer)
    }

    pub fn contracts(&self, customer: i64) -> &[String] {
        of(&self.contracts, customer)
    }

    pub fn subscriptions(&self, customer: i64) -> &[String] {
        of(&self.subscriptions, customer)
    }

    pub fn card(&self, customer: i64) -> Option<&Card> {
        self.cards.get(&customer)
    }
}

fn of<T>(rows: &HashMap<i64, Vec<T>>, customer: i64) -> &[T] {
    rows.get(&customer).map_or(&[], Vec::as_slice)
}

fn by_customer<T>(rows: Vec<(i64, T)>) -> HashMap<i64, Vec<T>> {
    let mut all: HashMap<i64, Vec<T>> = HashMap::new();
    for (customer, row) in rows {
        all.entry(customer).or_default().push(row);
    }
    all
}

fn read_customers(conn: &mut Db, ids: &[i64]) -> QueryResult<Vec<Customer>> {
    let rows: Vec<(i64, String, String, i64, Option<String>)> = customers::table
        .inner_join(customer_details::table)
        .filter(among(customers::id, ids))
        .order(customers::id)
        .select((
            customers::id,
            customers::status,
            customers::category,
            customers::unpaid_count,
            customer_details::currency,
        ))
        .load(conn)?;
    let customer = |(id, status, category, unpaid_count, currency)| Customer {
        id,
        status,
        category,
        unpaid_count,
        currency,
    };
    Ok(rows.into_iter().map(customer).collect())
}

fn read_documents(conn: &mut Db, ids: &[i64]) -> QueryResult<HashMap<i64, Vec<Document>>> {
    let rows: Vec<Document> = invoices::table
        .filter(among(invoices::customer_id, ids))
        .filter(invoices::number.is_not_null())
        .filter(invoices::status.ne("voided"))
        .select(columns::<Document>())
        .load(conn)?;
    Ok(by_customer(rows.into_iter().map(|row| (row.customer_id, row)).collect()))
}

/// The states are told apart here: asked for both, SQLite takes the index by state, in which nearly all payments of
/// everybody stand.
fn read_credits(conn: &mut Db, ids: &[i64]) -> QueryResult<HashMap<i64, Vec<Credit>>> {
    let rows: Vec<(i64, String, String, i64)> = payments::table
        .filter(among(payments::customer_id, ids))
        .filter(payments::amount.gt(payments::applied + payments::refunded))
        .select((
            payments::customer_id,
            payments::status,
            payments::currency,
            payments::amount - payments::applied - payments::refunded,
        ))
        .load(conn)?;
    let credit = |(customer, status, currency, left): (i64, String, String, i64)| {
        let holds = matches!(status.as_str(), "successful" | "partially_refunded");
        holds.then_some((customer, Credit { currency, left }))
    };
    Ok(by_customer(rows.into_iter().filter_map(credit).collect()))
}

fn read_cards(conn: &mut Db, ids: &[i64]) -> QueryResult<HashMap<i64, Card>> {
    let rows: Vec<Card> = cards::table
        .filter(among(cards::customer_id, ids))
        .filter(cards::is_default.eq(true))
        .select(columns::<Card>())
        .load(conn)?;
    Ok(rows.into_iter().map(|row| (row.customer_id, row)).collect())
}
