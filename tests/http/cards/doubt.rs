//! A gateway that answers late, wrongly or not at all, and a panel that dies meanwhile: no enrolment is lost that
//! can be known, and what cannot be known is for people to look into.

use diesel::prelude::*;
use padron::clock;
use padron::db::schema::{card_enrolments, cards, customers};

use super::{oneclick, result, simulated};
use crate::stand_in::StandIn;

const ASKED: &str = "Estamos consultando a la pasarela";
const DONE: &str = "La tarjeta quedó agregada";
const DOUBT: &str = "Todavía no sabemos si la tarjeta quedó agregada";

#[test]
fn an_end_that_nobody_knows_is_asked_again() {
    let stand_in = StandIn::start();
    let mut house = oneclick(&stand_in);
    for how in ["500", "cut", "401", "422", "not_json", "huge"] {
        stand_in.force("PUT", "/inscriptions", how);
        let token = house.token();
        let back = stand_in.answer(&token, "approve");
        let mut browser = house.app.client();
        assert_eq!(result(&mut browser, &back), ASKED, "{how}");
        let path = house.cards();
        assert_eq!(house.admin.get(&path).count("#review"), 0, "not yet for people: {how}");
        house.work();
        assert_eq!(result(&mut browser, &back), DONE, "{how}");
    }
    assert_eq!(house.ids().len(), 6);
    let again: Vec<Option<chrono::NaiveDateTime>> = house
        .app
        .read(|conn| Ok(card_enrolments::table.select(card_enrolments::next_at).load(conn)?));
    assert_eq!(again, [None; 6]);
}

#[test]
fn the_page_looks_again_while_the_gateway_is_asked() {
    let stand_in = StandIn::start();
    let mut house = oneclick(&stand_in);
    stand_in.force("PUT", "/inscriptions", "500");
    let token = house.token();
    let back = stand_in.answer(&token, "approve");
    let mut browser = house.app.client();
    let back = back.split_once("/cards").unwrap().1;
    let place = browser.get(&format!("/cards{back}")).expect(303).location;
    assert_eq!(browser.get(&place).header("refresh"), "5");
    house.work();
    assert_eq!(browser.get(&place).header("refresh"), "");
}

#[test]
fn what_cannot_be_known_is_looked_into_and_given_up() {
    let stand_in = StandIn::start();
    let mut house = oneclick(&stand_in);
    // The gateway ends it, but the answer is lost: no later one says how.
    stand_in.force("PUT", "/inscriptions", "not_json&after=1");
    let token = house.token();
    let back = stand_in.answer(&token, "approve");
    let mut browser = house.app.client();
    assert_eq!(result(&mut browser, &back), ASKED);
    house.work();
    assert_eq!(result(&mut browser, &back), ASKED, "its minute is not over");
    house.app.write(|conn| {
        let past = clock::now() - chrono::Duration::minutes(2);
        let returned = card_enrolments::returned_at.eq(past);
        diesel::update(card_enrolments::table).set(returned).execute(conn)?;
        Ok(())
    });
    let asked = stand_in.count("PUT", "/inscriptions");
    house.work();
    assert_eq!(stand_in.count("PUT", "/inscriptions"), asked, "the gateway dropped it by now");
    assert_eq!(result(&mut browser, &back), DOUBT);
    assert_eq!(house.states(), ["review"]);
    let path = house.cards();
    let page = house.admin.get(&path).expect(200);
    let discard = page.attribute("#review form", "action").unwrap();
    house.admin.post(&discard, &[]).expect_to(&path);
    assert_eq!(house.admin.get(&path).count("#review"), 0);
    assert_eq!(house.states(), ["canceled"]);
}

#[test]
fn a_panel_that_died_while_it_asked_asks_again() {
    let stand_in = StandIn::start();
    let mut house = oneclick(&stand_in);
    let token = house.token();
    let back = stand_in.answer(&token, "approve");
    // As the process leaves it that takes note of the return and is killed.
    house.app.write(|conn| {
        let now = clock::now();
        padron::cards::enrol::returned(conn, &token, false, now)?;
        Ok(())
    });
    house.work();
    assert_eq!(result(&mut house.app.client(), &back), DONE);
    assert_eq!(stand_in.count("PUT", "/inscriptions"), 1);
}

#[test]
fn two_who_ask_at_once_ask_once() {
    let stand_in = StandIn::start();
    let mut house = oneclick(&stand_in);
    let token = house.token();
    stand_in.answer(&token, "approve");
    let now = clock::now() - chrono::Duration::seconds(20);
    house.app.write(|conn| padron::cards::enrol::returned(conn, &token, false, now));
    let due = house.app.read(|conn| Ok(padron::cards::enrol::due(conn, clock::now(), 9)?));
    let take = || house.app.write(|conn| padron::cards::enrol::take(conn, due[0], clock::now()));
    assert!(take().is_some());
    assert!(take().is_none(), "the other one has it");
}

#[test]
fn a_customer_who_is_gone_meanwhile_leaves_no_card_at_the_gateway() {
    let stand_in = StandIn::start();
    for is_deleted in [true, false] {
        let mut house = oneclick(&stand_in);
        let before = stand_in.count("DELETE", "/inscriptions");
        let token = house.token();
        let back = stand_in.answer(&token, "approve");
        if is_deleted {
            house.app.write(|conn| {
                diesel::delete(customers::table).execute(conn)?;
                Ok(())
            });
        } else {
            house.app.set_status(house.customer, "archived", "archived");
        }
        result(&mut house.app.client(), &back);
        assert!(house.ids().is_empty());
        assert_eq!(stand_in.count("DELETE", "/inscriptions"), before + 1);
        assert_eq!(house.owed(), 0);
    }
}

#[test]
fn a_card_for_a_customer_who_is_gone_is_removed_even_if_the_gateway_does_not_hear() {
    let stand_in = StandIn::start();
    let mut house = oneclick(&stand_in);
    let token = house.token();
    let back = stand_in.answer(&token, "approve");
    house.app.set_status(house.customer, "archived", "archived");
    stand_in.force("DELETE", "/inscriptions", "gone");
    result(&mut house.app.client(), &back);
    assert_eq!(house.owed(), 1);
    house.work();
    assert_eq!(house.owed(), 0);
}

#[test]
fn one_that_was_given_up_and_is_approved_after_all_is_a_card() {
    let mut house = simulated();
    let token = house.token();
    house.app.client().post(&format!("/simulator/{token}"), &[("answer", "approve")]).expect(303);
    house.app.write(|conn| {
        padron::cards::enrol::returned(conn, &token, false, clock::now())?;
        padron::cards::enrol::due(conn, clock::now(), 1)?;
        Ok(())
    });
    let enrolment = house.app.read(|conn| {
        let id = card_enrolments::table.select(card_enrolments::id).first(conn)?;
        padron::cards::enrol::by_id(conn, id)
    });
    house.app.write(|conn| Ok(padron::cards::enrol::give_up(conn, enrolment.id)?));
    let by =
        padron::audit::By::command(&padron::access::Actor::command(padron::access::Via::Command));
    padron::cards::confirm::end(&house.app.app.gateways, &by, &enrolment).unwrap();
    let there: i64 = house.app.read(|conn| Ok(cards::table.count().get_result(conn)?));
    assert_eq!((there, house.states().remove(0).as_str()), (1, "done"));
}
