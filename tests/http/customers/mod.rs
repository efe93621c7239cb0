//! Tests of customers' screens, and the customers they are tested with.

pub(crate) mod bulk;
mod bulk_after;
mod bulk_amid;
mod bulk_crowd;
mod bulk_held;
mod bulk_review;
mod bulk_together;
mod form;
mod gone;
mod history;
mod index;
mod ladder;
mod limited;
mod search;
mod show;
mod views;
mod writes;

use padron::access::{Actor, Role, Via};
use padron::clock;
use padron::customers::record::Record;
use padron::customers::save::{self, Outcome, Writing};
use padron::customers::{fields, query};
use padron::fields::{Changes, Value};
use padron::settings::Settings;

use crate::support::TestApp;
use crate::support::factory::Member;

/// A member as one who acts in the panel.
pub fn acting(member: &Member, role: Role) -> Actor {
    Actor {
        id: Some(member.id),
        name: member.name.as_str().into(),
        role,
        via: Via::Panel,
        ..Actor::command(Via::Panel)
    }
}

/// What is typed into the fields of these keys.
pub fn typed(pairs: &[(&str, &str)]) -> Changes {
    let reading = padron::settings::Organisation::default().reading();
    pairs
        .iter()
        .map(|(key, raw)| {
            let field = fields::find(key).unwrap();
            ((*key).to_owned(), field.kind.parse(raw, reading).unwrap())
        })
        .collect()
}

/// A new customer, made by somebody.
pub fn create_as(app: &TestApp, actor: &Actor, changes: &Changes) -> i64 {
    app.write(|conn| {
        let settings = Settings::load(conn)?;
        let writing = Writing::by_program(actor, &settings, clock::now());
        match save::create(conn, &writing, changes)? {
            Outcome::Saved(saved) => Ok(saved.id),
            other => panic!("{other:?}"),
        }
    })
}

/// A new customer, made on the machine.
pub fn create(app: &TestApp, pairs: &[(&str, &str)]) -> i64 {
    create_as(app, &Actor::command(Via::Command), &typed(pairs))
}

/// Changes a customer behind the panel's back.
pub fn change(app: &TestApp, actor: &Actor, id: i64, changes: &Changes) {
    app.write(|conn| {
        let settings = Settings::load(conn)?;
        let writing = Writing::by_program(actor, &settings, clock::now());
        match save::update(conn, &writing, id, None, changes)? {
            Outcome::Saved(_) => Ok(()),
            other => panic!("{other:?}"),
        }
    });
}

/// A customer as it is stored.
pub fn stored(app: &TestApp, id: i64) -> Option<Record> {
    app.read(|conn| Ok(query::find(conn, id)?))
}

/// A text as a value.
pub fn text(value: &str) -> Value {
    Value::Text(value.to_owned())
}
