//! Customers to test with, written by the one road on which customers are written.

use diesel::prelude::*;
use padron::access::{Actor, Via};
use padron::clock;
use padron::customers::fields;
use padron::customers::query::Walk;
use padron::customers::save::{self, Outcome, Writing};
use padron::db::schema::customers;
use padron::fields::{Changes, Lookup};
use padron::settings::{Settings, lookups};

use super::app::TestApp;

impl TestApp {
    /// A customer with these values, as a person would type them.
    #[track_caller]
    pub fn customer(&self, typed: &[(&str, &str)]) -> i64 {
        let actor = Actor::command(Via::Command);
        let outcome = self.write(|conn| {
            let settings = Settings::load(conn)?;
            let reading = settings.organisation.reading();
            let mut changes = Changes::default();
            for (key, raw) in typed {
                let value = fields::find(key).unwrap().kind.parse(raw, reading).unwrap();
                changes.set(key, value);
            }
            let writing = Writing::by_program(&actor, &settings, clock::now());
            save::create(conn, &writing, &changes)
        });
        match outcome {
            Outcome::Saved(saved) => saved.id,
            other => panic!("not created: {other:?}"),
        }
    }

    /// A customer of that name.
    #[track_caller]
    pub fn named(&self, name: &str) -> i64 {
        self.customer(&[("name", name)])
    }

    /// Gives a customer a status and its category, without a write of the panel.
    pub fn set_status(&self, id: i64, status: &str, category: &str) {
        self.write(|conn| {
            diesel::update(customers::table.find(id))
                .set((customers::status.eq(status), customers::category.eq(category)))
                .execute(conn)?;
            Ok(())
        });
    }

    /// Takes the name away, as imported customers may have none.
    pub fn take_name(&self, id: i64) {
        self.write(|conn| {
            diesel::update(customers::table.find(id))
                .set((customers::name.eq(None::<String>), customers::name_sort.eq(Walk::NAMELESS)))
                .execute(conn)?;
            Ok(())
        });
    }

    /// A name of a list, for a member or nobody.
    pub fn lookup(&self, list: Lookup, name: &str, staff_id: Option<i64>) -> i64 {
        let actor = Actor::command(Via::Command);
        self.write(|conn| Ok(lookups::create(conn, &actor, list, name, staff_id)?))
    }
}
