//! What a customer's figures should be: computed, never read.

use std::collections::BTreeMap;

use chrono::{Datelike, Days, NaiveDate};

use super::category::{Standing, category};
use super::rows::{Card, Customer, Document, Rows};
use super::{EXPIRES_SOON, Rules};
use crate::db::prelude::*;
use crate::db::schema::{customer_accounts, customer_balances, customer_sales};

/// A row of `customer_accounts`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(
    table_name = customer_accounts,
    treat_none_as_null = true,
    treat_none_as_default_value = false
)]
pub(super) struct Account {
    pub customer_id: i64,
    pub unpaid_balance: i64,
    pub overdue_count: i64,
    pub overdue_since: Option<NaiveDate>,
    pub has_services: bool,
    pub has_live: bool,
    pub has_unpaid_subscription: bool,
    pub card_state: String,
    pub card_expires_on: Option<NaiveDate>,
    pub next_change_on: Option<NaiveDate>,
}

/// A row of `customer_balances`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = customer_balances, treat_none_as_default_value = false)]
pub(super) struct InCurrency {
    pub customer_id: i64,
    pub currency: String,
    pub unpaid_count: i64,
    pub unpaid_balance: i64,
    pub credit: i64,
    pub sales_total: i64,
}

/// A row of `customer_sales`.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = customer_sales, treat_none_as_default_value = false)]
pub(super) struct Sales {
    pub customer_id: i64,
    pub currency: String,
    pub month: NaiveDate,
    pub amount: i64,
}

/// All figures of a customer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Figures {
    pub category: String,
    pub unpaid_count: i64,
    pub account: Account,
    /// In the order of their currencies.
    pub balances: Vec<InCurrency>,
    /// In the order of currencies and months.
    pub months: Vec<Sales>,
}

/// What the rows of a customer come to.
pub(super) fn figures(customer: &Customer, rows: &Rows, rules: &Rules) -> Figures {
    let documents = rows.documents(customer.id);
    let open: Vec<&Document> = documents.iter().filter(|one| is_open(one)).collect();
    let is_overdue = |one: &&&Document| one.due_date.is_some_and(|due| due < rules.today);
    let overdue: Vec<&&Document> = open.iter().filter(is_overdue).collect();
    let balances = balances(customer, rows);
    let currency = customer.currency.as_deref().unwrap_or(rules.currency);
    let own = balances.iter().find(|balance| balance.currency == currency);
    let (card_state, card_expires_on) = card(rows.card(customer.id), rules.today);
    let services = Services::of(rows, customer.id);
    let account = Account {
        customer_id: customer.id,
        unpaid_balance: own.map_or(0, |balance| balance.unpaid_balance),
        overdue_count: count(overdue.len()),
        overdue_since: overdue.iter().filter_map(|one| one.due_date).min(),
        has_services: services.any,
        has_live: services.live,
        has_unpaid_subscription: services.unpaid,
        card_state: card_state.to_owned(),
        card_expires_on,
        next_change_on: next_change(&open, card_expires_on, rules.today),
    };
    let standing = Standing {
        overdue_count: account.overdue_count,
        has_unpaid_subscription: services.unpaid,
        has_live: services.live,
        has_services: services.any,
    };
    Figures {
        category: category(&customer.status, standing, rules.follows_status).to_owned(),
        unpaid_count: count(open.len()),
        account,
        balances,
        months: months(customer.id, documents),
    }
}

fn count(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

fn is_open(document: &Document) -> bool {
    let is_due = matches!(document.status.as_str(), "pending" | "partially_paid" | "rejected");
    is_due && document.balance > 0
}

/// What a document adds to sales: notes take back.
fn sold(document: &Document) -> i64 {
    if document.kind == "credit_note" { -document.total } else { document.total }
}

fn balances(customer: &Customer, rows: &Rows) -> Vec<InCurrency> {
    let mut all: BTreeMap<&str, InCurrency> = BTreeMap::new();
    for document in rows.documents(customer.id) {
        let balance = all.entry(&document.currency).or_default();
        balance.sales_total += sold(document);
        if is_open(document) {
            balance.unpaid_count += 1;
            balance.unpaid_balance += document.balance;
        }
    }
    for credit in rows.credits(customer.id) {
        all.entry(&credit.currency).or_default().credit += credit.left;
    }
    let named = all.into_iter().map(|(currency, balance)| InCurrency {
        customer_id: customer.id,
        currency: currency.to_owned(),
        ..balance
    });
    named.collect()
}

fn months(customer_id: i64, documents: &[Document]) -> Vec<Sales> {
    let mut all: BTreeMap<(&str, NaiveDate), i64> = BTreeMap::new();
    for document in documents {
        if let Some(first) = document.issue_date.and_then(|day| day.with_day(1)) {
            *all.entry((&document.currency, first)).or_default() += sold(document);
        }
    }
    let month = |((currency, month), amount): ((&str, NaiveDate), i64)| Sales {
        customer_id,
        currency: currency.to_owned(),
        month,
        amount,
    };
    all.into_iter().map(month).collect()
}

struct Services {
    any: bool,
    live: bool,
    unpaid: bool,
}

impl Services {
    fn of(rows: &Rows, customer: i64) -> Self {
        let (contracts, subscriptions) = (rows.contracts(customer), rows.subscriptions(customer));
        let has = |states: &[String], wanted: &[&str]| {
            states.iter().any(|state| wanted.contains(&state.as_str()))
        };
        Self {
            any: contracts.iter().any(|state| state != "draft") || !subscriptions.is_empty(),
            live: has(contracts, &["enabled", "alerted"])
                || has(subscriptions, &["trialing", "active", "retrying"]),
            unpaid: has(subscriptions, &["unpaid"]),
        }
    }
}

/// The state of the card that is charged, and its last day.
fn card(card: Option<&Card>, today: NaiveDate) -> (&'static str, Option<NaiveDate>) {
    let Some(card) = card else { return ("none", None) };
    let last = last_day(card);
    let state = match (card.status.as_str(), last) {
        ("removed", _) => return ("none", None),
        ("failed", _) => "failed",
        ("expired", _) => "expired",
        (_, Some(last)) if last < today => "expired",
        (_, Some(last)) if (last - today).num_days() <= EXPIRES_SOON => "expiring",
        _ => "valid",
    };
    (state, last)
}

/// A card holds until the end of its month.
fn last_day(card: &Card) -> Option<NaiveDate> {
    let (year, month) = (i32::try_from(card.exp_year?).ok()?, u32::try_from(card.exp_month?).ok()?);
    NaiveDate::from_ymd_opt(year, month, 1)?.checked_add_months(chrono::Months::new(1))?.pred_opt()
}

/// The first day after today on which time alone changes something.
fn next_change(
    open: &[&Document],
    expires: Option<NaiveDate>,
    today: NaiveDate,
) -> Option<NaiveDate> {
    let overdue = open.iter().filter_map(|one| one.due_date?.succ_opt());
    let soon =
        expires.and_then(|last| last.checked_sub_days(Days::new(EXPIRES_SOON.unsigned_abs())));
    let expired = expires.and_then(|last| last.succ_opt());
    overdue.chain(soon).chain(expired).filter(|day| *day > today).min()
}
