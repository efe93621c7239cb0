//! What becomes of contracts and subscriptions when their customer leaves, and when that is taken back.

use diesel::prelude::*;
use padron::access::Role;
use padron::db::schema::{contracts, customers, subscriptions};
use padron::subscriptions::Subscription;

use super::{contract, plan};
use crate::support::{Client, Response, TestApp};

struct Desk {
    app: TestApp,
    client: Client,
    customer: i64,
    contracts: [i64; 2],
    subscriptions: [i64; 2],
}

impl Desk {
    /// A customer with two contracts, one of them blocked, and two subscriptions, one of them unpaid.
    fn new() -> Self {
        let app = TestApp::new();
        let client = app.sign_in(Role::Admin);
        let customer = app.named("Ana Paz");
        let plan = plan(&app, "Fibra 300", 1_000_000);
        let contracts = ["enabled", "disabled"]
            .map(|state| contract(&app, customer, plan, state, &format!("C-{state}")));
        let subscriptions = ["active", "unpaid"].map(|status| {
            let row = Subscription {
                public_id: format!("sub_{status}"),
                version: 1,
                customer_id: customer,
                plan_id: plan,
                status: status.to_owned(),
                start_at: "2026-01-05".parse().unwrap(),
                next_charge_on: Some("2026-01-05".parse().unwrap()),
                anchor_day: 5,
                quantity: 1,
                currency: "ARS".to_owned(),
                ..Subscription::default()
            };
            app.write(|conn| {
                let added = diesel::insert_into(subscriptions::table).values(&row);
                Ok(added.returning(subscriptions::id).get_result(conn)?)
            })
        });
        Self { app, client, customer, contracts, subscriptions }
    }

    fn states(&self) -> [String; 4] {
        let state = |id: i64| {
            let row = contracts::table.find(id).select(contracts::state);
            self.app.read(|conn| Ok(row.first::<String>(conn)?))
        };
        let status = |id: i64| {
            let row = subscriptions::table.find(id).select(subscriptions::status);
            self.app.read(|conn| Ok(row.first::<String>(conn)?))
        };
        let ([one, two], [three, four]) = (self.contracts, self.subscriptions);
        [state(one), state(two), status(three), status(four)]
    }

    fn step(&mut self, path: &str, pairs: &[(&str, &str)]) -> Response {
        let own = format!("/customers/{}", self.customer);
        self.client.post(&format!("{own}{path}"), pairs).expect_to(&own);
        self.client.get(&own).expect(200)
    }

    fn undo(&mut self, page: &Response) -> Response {
        let action = page.attribute(".flash form", "action").unwrap();
        self.client.post(&action, &[]).expect(303);
        self.client.get(&format!("/customers/{}", self.customer)).expect(200)
    }

    fn category(&self) -> String {
        let row = customers::table.find(self.customer).select(customers::category);
        self.app.read(|conn| Ok(row.first::<String>(conn)?))
    }
}

fn says(page: &Response, text: &str) {
    let said = page.texts(".flash").join(" ");
    assert!(said.contains(text), "{text} in {said}");
}

const AS_IT_WAS: [&str; 4] = ["enabled", "disabled", "active", "unpaid"];

#[test]
fn inactive_asks_and_does_what_was_chosen() {
    let mut desk = Desk::new();
    let path = format!("/customers/{}/deactivation", desk.customer);
    let page = desk.client.get(&path).expect(200);
    assert_eq!(page.count("input[name=services]"), 3);
    assert_eq!(page.attribute("input[name=services][checked]", "value").unwrap(), "leave");
    desk.client.post(&path, &[("services", "sell")]).expect(400);
    assert_eq!(desk.states(), AS_IT_WAS);

    desk.step("/deactivation", &[("services", "leave")]);
    assert_eq!(desk.states(), AS_IT_WAS);
    desk.step("/activation", &[]);

    let page = desk.step("/deactivation", &[("services", "pause")]);
    says(&page, "Se pausaron 2 servicios.");
    assert_eq!(desk.states(), ["disabled", "disabled", "paused", "unpaid"]);
    // Whoever is active again goes on, from today: what stood still is not charged.
    let page = desk.step("/activation", &[]);
    says(&page, "Volvieron 2 servicios.");
    assert_eq!(desk.states(), AS_IT_WAS);
    let next: Option<chrono::NaiveDate> = desk.app.read(|conn| {
        let row = subscriptions::table.find(desk.subscriptions[0]);
        Ok(row.select(subscriptions::next_charge_on).first(conn)?)
    });
    assert!(next.unwrap() > "2026-01-05".parse().unwrap());

    let page = desk.step("/deactivation", &[("services", "cancel")]);
    says(&page, "Terminaron 4 servicios.");
    assert_eq!(desk.states(), ["ended", "ended", "canceled", "canceled"]);
    // What was canceled comes back by the undo alone.
    let page = desk.undo(&page);
    says(&page, "Volvieron 4 servicios.");
    assert_eq!(desk.states(), AS_IT_WAS);
    desk.step("/deactivation", &[("services", "cancel")]);
    desk.step("/activation", &[]);
    assert_eq!(desk.states(), ["ended", "ended", "canceled", "canceled"]);
}

#[test]
fn what_paused_and_then_ended_with_the_archive_comes_back_in_two_steps() {
    let mut desk = Desk::new();
    desk.step("/deactivation", &[("services", "pause")]);
    let paused = ["disabled", "disabled", "paused", "unpaid"];
    assert_eq!(desk.states(), paused);
    let page = desk.step("/archive", &[]);
    assert_eq!(desk.states(), ["ended", "ended", "canceled", "canceled"]);
    let page = desk.undo(&page);
    says(&page, "Volvieron 4 servicios.");
    assert_eq!(desk.states(), paused);
    let page = desk.step("/activation", &[]);
    says(&page, "Volvieron 2 servicios.");
    assert_eq!(desk.states(), AS_IT_WAS);
}

#[test]
fn who_has_no_services_is_not_asked() {
    let desk = Desk::new();
    let other = desk.app.named("Bruno Sosa");
    let page = desk.app.sign_in(Role::Admin).get(&format!("/customers/{other}/deactivation"));
    let page = page.expect(200);
    assert_eq!((page.count("input[name=services]"), page.count("#ends")), (0, 0));
}

#[test]
fn archive_and_deletion_name_what_ends_and_the_undo_says_how_many_came_back() {
    let mut desk = Desk::new();
    for path in ["deactivation", "deletion"] {
        let page = desk.client.get(&format!("/customers/{}/{path}", desk.customer)).expect(200);
        let lines = page.texts("#ends li");
        assert_eq!(lines.len(), 4, "{path}: {lines:?}");
        assert_eq!(lines[0], "Contrato Fibra 300 · Habilitado");
        assert_eq!(lines[3], "Suscripción Fibra 300 · Impaga");
        let first = format!("#ends a[href='/contracts/{}']", desk.contracts[0]);
        assert_eq!(page.count(&first), 1);
    }
    let page = desk.step("/archive", &[]);
    says(&page, "Terminaron 4 servicios.");
    assert_eq!(desk.states(), ["ended", "ended", "canceled", "canceled"]);
    // Somebody's hand on one of them since: that one stays as it is.
    desk.app.write(|conn| {
        let row = contracts::table.find(desk.contracts[1]);
        let later = padron::clock::now() + chrono::Duration::seconds(9);
        diesel::update(row).set(contracts::updated_at.eq(later)).execute(conn)?;
        Ok(())
    });
    let page = desk.undo(&page);
    says(&page, "Volvieron 3 servicios.");
    assert_eq!(desk.states(), ["enabled", "ended", "active", "unpaid"]);
    assert_eq!(desk.category(), "delinquent");
    // Restoring by the ladder, later, brings nothing back.
    desk.step("/archive", &[]);
    let page = desk.step("/restoration", &[]);
    assert!(!page.texts(".flash").join(" ").contains("servicio"));
    assert_eq!(desk.states(), ["ended", "ended", "canceled", "canceled"]);
}
