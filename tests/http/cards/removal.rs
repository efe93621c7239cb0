//! Cards that are removed, here and at the gateway, and what is charged to them.

use diesel::prelude::*;
use padron::clock;
use padron::db::schema::{card_removals, customer_billing, plans, simulated_cards, subscriptions};
use padron::history::Entity;

use super::{House, mailing, oneclick, simulated};
use crate::stand_in::StandIn;
use crate::support::MailServer;

/// A live subscription of the house's customer that is charged to a card; its number.
pub fn subscribed(house: &House, plan: &str, card: Option<i64>) -> i64 {
    let now = clock::now();
    house.app.write(|conn| {
        let plan: i64 = diesel::insert_into(plans::table)
            .values((
                plans::name.eq(plan),
                plans::name_folded.eq(plan.to_lowercase()),
                plans::currency.eq("ARS"),
                plans::price.eq(100_000),
                plans::every.eq(1),
                plans::unit.eq("month"),
                plans::trial_days.eq(0),
            ))
            .returning(plans::id)
            .get_result(conn)?;
        Ok(diesel::insert_into(subscriptions::table)
            .values((
                subscriptions::public_id.eq(format!("sub_{plan}")),
                subscriptions::customer_id.eq(house.customer),
                subscriptions::plan_id.eq(plan),
                subscriptions::status.eq("active"),
                subscriptions::start_at.eq(now.date()),
                subscriptions::anchor_day.eq(1),
                subscriptions::payment_method.eq("card"),
                subscriptions::card_id.eq(card),
                subscriptions::currency.eq("ARS"),
                subscriptions::created_at.eq(now),
                subscriptions::updated_at.eq(now),
            ))
            .returning(subscriptions::id)
            .get_result(conn)?)
    })
}

/// Its card and why it needs to be looked at.
pub fn standing(house: &House, subscription: i64) -> (Option<i64>, Option<String>) {
    let both = (subscriptions::card_id, subscriptions::attention_reason);
    let found = subscriptions::table.find(subscription).select(both);
    house.app.read(|conn| Ok(found.first(conn)?))
}

#[test]
fn removing_the_default_asks_for_another_and_tells_the_gateway() {
    let mut house = simulated();
    house.enrol("approve");
    house.enrol("approve");
    let ids = house.ids();
    assert_eq!(house.card_state(), "valid");
    let removal = format!("/cards/{}/removal", ids[0]);
    let page = house.admin.get(&removal).expect(200);
    // The only other one is chosen already, and is told apart.
    let options = page.texts("#default option");
    assert!(options.len() == 1 && options[0].starts_with("Visa ···· 6623 · vence "), "{options:?}");
    assert_eq!(page.attribute("#default option", "value"), Some(ids[1].to_string()));
    assert!(page.body.contains("predeterminada"));
    let page = house.admin.post(&removal, &[]).expect(422);
    assert_eq!(page.count("#default-error"), 1);
    let path = house.cards();
    house.admin.post(&removal, &[("default", &ids[1].to_string())]).expect_to(&path);
    assert_eq!(house.labels(), ["Visa ···· 6623 Predeterminada"]);
    let gone = simulated_cards::table.filter(simulated_cards::removed_at.is_not_null()).count();
    assert_eq!(house.app.read(|conn| Ok(gone.get_result::<i64>(conn)?)), 1);
    // The last one goes without a choice, and says that nothing is left.
    let removal = format!("/cards/{}/removal", ids[1]);
    let page = house.admin.get(&removal).expect(200);
    assert!(page.count("#default") == 0 && page.body.contains("Es la única tarjeta"));
    house.admin.post(&removal, &[]).expect_to(&path);
    assert!(house.labels().is_empty());
    assert_eq!(house.card_state(), "none");
    // Each step stands in the history of the customer, by who did it.
    let history = house.admin.get(&format!("/customers/{}/history", house.customer)).expect(200);
    let said = history.texts(".timeline li").join(" ");
    for step in ["Tarjeta agregada", "Tarjeta predeterminada cambiada", "Tarjeta eliminada"] {
        assert!(said.contains(step) && said.contains("6623"), "{step}: {said}");
    }
    house.admin.post(&removal, &[]).expect(404);
}

#[test]
fn a_removal_that_the_gateway_did_not_hear_is_told_again() {
    let stand_in = StandIn::start();
    let mut house = oneclick(&stand_in);
    house.come_back(&stand_in);
    stand_in.force("DELETE", "/inscriptions", "500");
    stand_in.force("DELETE", "/inscriptions", "cut");
    let (path, id) = (house.cards(), house.ids()[0]);
    house.admin.post(&format!("/cards/{id}/removal"), &[]).expect_to(&path);
    assert!(house.admin.get(&path).body.contains("todavía no lo confirmó"));
    assert!(!house.work_once(), "not at once");
    house.work();
    assert_eq!(house.owed(), 1, "the second time it was cut off");
    house.work();
    assert_eq!(house.owed(), 0);
    assert_eq!(stand_in.count("DELETE", "/inscriptions"), 3);
    house.work();
    assert_eq!(stand_in.count("DELETE", "/inscriptions"), 3, "what was heard is not told again");
}

#[test]
fn a_removal_whose_token_does_not_open_holds_up_no_other() {
    let mut house = simulated();
    house.enrol("approve");
    house.enrol("approve");
    let ids = house.ids();
    let path = house.cards();
    house.app.write(|conn| {
        use padron::db::schema::cards;
        diesel::update(cards::table.find(ids[1]))
            .set(cards::token_sealed.eq("AAAA"))
            .execute(conn)?;
        Ok(())
    });
    house.admin.post(&format!("/cards/{}/removal", ids[1]), &[]).expect_to(&path);
    house.admin.post(&format!("/cards/{}/removal", ids[0]), &[]).expect_to(&path);
    house.work();
    assert_eq!(house.owed(), 1);
    let tries = card_removals::table.filter(card_removals::done_at.is_null());
    let (tries, next): (i64, chrono::NaiveDateTime) = house.app.read(|conn| {
        Ok(tries.select((card_removals::attempts, card_removals::next_at)).first(conn)?)
    });
    assert!(tries == 2 && next > clock::now() + chrono::Duration::minutes(20), "{tries} {next}");
}

#[test]
fn subscriptions_of_a_removed_card_take_the_default_and_the_page_names_them() {
    let mut house = simulated();
    house.enrol("approve");
    house.enrol("approve");
    let ids = house.ids();
    let (by_default, own) =
        (subscribed(&house, "Fibra 100", None), subscribed(&house, "Telefonía", Some(ids[1])));
    let listed = |house: &mut House, id: i64| {
        let page = house.admin.get(&format!("/cards/{id}/removal")).expect(200);
        (page.texts("#charged li"), page.attribute("#charged a", "href"))
    };
    let told = |plan: &str, id: i64| {
        (vec![format!("{plan} · N.º {id}")], Some(format!("/subscriptions/{id}")))
    };
    assert_eq!(listed(&mut house, ids[0]), told("Fibra 100", by_default));
    assert_eq!(listed(&mut house, ids[1]), told("Telefonía", own));
    let path = house.cards();
    house.admin.post(&format!("/cards/{}/removal", ids[1]), &[]).expect_to(&path);
    assert_eq!(standing(&house, own), (None, None));
    assert_eq!(standing(&house, by_default), (None, None));
    let told = padron::db::schema::history::table
        .filter(padron::db::schema::history::entity.eq(Entity::Subscription.code()))
        .select(padron::db::schema::history::field);
    let told: Vec<String> = house.app.read(|conn| Ok(told.load(conn)?));
    assert_eq!(told, ["card_id"]);
}

#[test]
fn the_last_one_removed_mails_the_link() {
    let server = MailServer::new();
    let mut house = mailing(&server);
    house.enrol("approve");
    let (id, path) = (house.ids()[0], house.cards());
    let subscription = subscribed(&house, "Fibra 100", None);
    let page = house.admin.get(&format!("/cards/{id}/removal")).expect(200);
    assert!(page.body.contains("Se le envía por e-mail a ana@x.test"), "{}", page.body);
    house.admin.post(&format!("/cards/{id}/removal"), &[]).expect_to(&path);
    assert_eq!(standing(&house, subscription).1.as_deref(), Some("no_card"));
    assert_eq!(house.app.send_due(), 1);
    let letter = server.taken().pop().unwrap().text();
    assert!(letter.contains("no tiene ninguna tarjeta suya"), "{letter}");
    // Another card, and nothing is to be looked at any more.
    house.enrol("approve");
    assert_eq!(standing(&house, subscription).1, None);
}

#[test]
fn whoever_pays_nothing_by_card_is_mailed_nothing() {
    let server = MailServer::new();
    let mut house = mailing(&server);
    house.enrol("approve");
    let (id, path) = (house.ids()[0], house.cards());
    house.admin.post(&format!("/cards/{id}/removal"), &[]).expect_to(&path);
    assert_eq!(house.app.send_due(), 0);
    // Invoices that are charged by themselves are enough.
    house.app.write(|conn| {
        diesel::update(customer_billing::table.find(house.customer))
            .set((
                customer_billing::billing_enabled.eq(true),
                customer_billing::collection_mode.eq("charge_payment"),
                customer_billing::payment_method.eq("card"),
            ))
            .execute(conn)?;
        Ok(())
    });
    house.enrol("approve");
    let id = house.ids()[0];
    house.admin.post(&format!("/cards/{id}/removal"), &[]).expect_to(&path);
    assert_eq!(house.app.send_due(), 1);
}
