//! Contracts through HTTP.

mod index;
mod leaving;
mod writes;

use diesel::prelude::*;
use padron::contracts::Contract;
use padron::db::schema::contracts;
use padron::fields::{Lookup, Value};

use crate::billing::add;
use crate::support::TestApp;

/// A plan of so many cents a month.
pub fn plan(app: &TestApp, name: &str, price: i64) -> i64 {
    let pairs = [
        ("name", Value::Text(name.to_owned())),
        ("price", Value::Number(price)),
        ("currency", Value::Text("ARS".to_owned())),
    ];
    add(app, Lookup::Plans, &pairs)
}

/// A contract as it might have been for long.
pub fn contract(app: &TestApp, customer: i64, plan: i64, state: &str, number: &str) -> i64 {
    let row = Contract {
        public_id: format!("con_{number}"),
        version: 1,
        customer_id: customer,
        number: Some(number.to_owned()),
        plan_id: plan,
        state: state.to_owned(),
        start_date: "2026-03-01".parse().unwrap(),
        currency: "ARS".to_owned(),
        address: Some("Güemes 450".to_owned()),
        ..Contract::default()
    };
    app.write(|conn| {
        let added = diesel::insert_into(contracts::table).values(&row);
        Ok(added.returning(contracts::id).get_result(conn)?)
    })
}
