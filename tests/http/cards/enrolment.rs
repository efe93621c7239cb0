//! Cards are enrolled at the gateway's own page, and the way back knows no session.

use diesel::prelude::*;
use padron::access::Role;
use padron::clock;
use padron::db::schema::{card_enrolments, cards, gateways};
use ureq::http::Method;

use super::{oneclick, result, simulated, token};
use crate::stand_in::{KEY, StandIn};

#[test]
fn the_first_card_is_the_default_and_the_star_moves() {
    let mut house = simulated();
    let page = house.begin().expect(200);
    assert!(page.attribute("main form", "action").unwrap().starts_with("/simulator/"));
    let token = token(&page);
    let mut browser = house.app.client();
    browser.post(&format!("/simulator/{token}"), &[]).expect(200);
    let back = browser.post(&format!("/simulator/{token}"), &[("answer", "approve")]).expect(303);
    assert_eq!(result(&mut browser, &back.location), "La tarjeta quedó agregada");
    assert_eq!(house.labels(), ["Visa ···· 6623 Predeterminada"]);

    // The same way once more: the enrolment is over.
    result(&mut browser, &back.location);
    browser.post(&format!("/simulator/{token}"), &[("answer", "refuse")]).expect(404);
    assert_eq!(house.ids().len(), 1);

    house.enrol("approve");
    assert_eq!(house.labels(), ["Visa ···· 6623 Predeterminada", "Visa ···· 6623"]);
    let ids = house.ids();
    let names: Vec<String> =
        house.app.read(|conn| Ok(cards::table.select(cards::username).load(conn)?));
    assert_ne!(names[0], names[1], "a gateway keeps one card for each name");
    let path = house.cards();
    house.admin.post(&format!("/cards/{}/default", ids[1]), &[]).expect_to(&path);
    let default: Vec<i64> = house
        .app
        .read(|conn| Ok(cards::table.filter(cards::is_default).select(cards::id).load(conn)?));
    assert_eq!(default, [ids[1]]);
}

#[test]
fn what_was_not_approved_leaves_no_card() {
    let mut house = simulated();
    assert_eq!(house.enrol("refuse"), "La tarjeta fue rechazada");
    assert_eq!(house.enrol("timeout"), "El trámite no se completó");
    assert_eq!(house.enrol("cancel"), "No se agregó ninguna tarjeta");
    assert_eq!(house.states(), ["refused", "refused", "canceled"]);
    assert!(house.ids().is_empty());
}

#[test]
fn a_late_return_is_still_ended_and_a_strangers_token_is_nothing() {
    let mut house = simulated();
    let token = house.token();
    house.app.write(|conn| {
        let past = clock::now() - chrono::Duration::hours(1);
        diesel::update(card_enrolments::table)
            .set(card_enrolments::expires_at.eq(past))
            .execute(conn)?;
        Ok(())
    });
    let mut browser = house.app.client();
    let back = browser.post(&format!("/simulator/{token}"), &[("answer", "approve")]).expect(303);
    assert_eq!(result(&mut browser, &back.location), "La tarjeta quedó agregada");
    browser.get("/cards/return?TBK_TOKEN=abc").expect(404);
    browser.get("/cards/return").expect(404);
    browser.get("/cards/enrolments/enr_abc").expect(404);
    browser.get("/simulator/abc").expect(404);
}

#[test]
fn the_way_back_comes_from_another_site_and_nothing_else_does() {
    let stand_in = StandIn::start();
    let mut house = oneclick(&stand_in);
    let token = house.token();
    stand_in.answer(&token, "approve");
    let mut browser = house.app.client();
    let headers =
        [("content-type", "application/x-www-form-urlencoded"), ("sec-fetch-site", "cross-site")];
    let body = format!("TBK_TOKEN={token}");
    let answer =
        browser.send(Method::POST, "/cards/return", &headers, body.into_bytes()).expect(303);
    assert!(answer.header("set-cookie").is_empty(), "it needs no session and begins none");
    let page = browser.get(&answer.location).expect(200);
    assert!(!page.body.contains("Ana"), "it names nobody");
    assert_eq!(house.labels(), ["Visa ···· 6623 Predeterminada"]);
    let refused = browser.send(Method::POST, "/simulator/1", &headers, b"answer=approve".to_vec());
    assert_eq!(refused.status, 403);
}

#[test]
fn the_form_may_go_to_that_gateway_alone_on_that_page_alone() {
    let stand_in = StandIn::start();
    let mut house = oneclick(&stand_in);
    let policy = house.begin().expect(200).header("content-security-policy").to_owned();
    assert!(policy.contains(&format!("form-action 'self' {};", stand_in.address)), "{policy}");
    let path = house.cards();
    let policy = house.admin.get(&path).header("content-security-policy").to_owned();
    assert!(policy.contains("form-action 'self';"), "{policy}");
}

#[test]
fn who_may_not_manage_cards_sees_them_and_nothing_to_press() {
    let mut house = simulated();
    house.enrol("approve");
    let path = house.cards();
    let mut support = house.app.sign_in(Role::Support);
    let page = support.get(&path).expect(200);
    assert_eq!(page.texts("tbody th"), ["Visa ···· 6623 Predeterminada"]);
    assert_eq!(page.count("main section form, main .row-actions a"), 0);
    support.post(&format!("{path}/new"), &[("gateway", "1")]).expect(403);
    let mut limited = {
        let member = house.app.limited_member(Role::Sales);
        house.app.sign_in_as(&member)
    };
    limited.get(&path).expect(404);
}

#[test]
fn a_customer_without_an_e_mail_or_in_the_archive_gets_no_card() {
    let mut house = simulated();
    house.customer = house.app.named("Sin e-mail");
    let path = house.cards();
    house.begin().expect_to(&path);
    assert!(house.admin.get(&path).body.contains("Antes hace falta un e-mail"));
    house.customer = house.app.customer(&[("name", "Fue"), ("email", "fue@x.test")]);
    house.app.set_status(house.customer, "archived", "archived");
    let path = house.cards();
    house.begin().expect_to(&path);
    assert!(house.admin.get(&path).body.contains("no se agregan tarjetas"));
    assert!(house.states().is_empty());
}

#[test]
fn no_token_is_in_the_database() {
    let stand_in = StandIn::start();
    let mut house = oneclick(&stand_in);
    let token = house.token();
    let back = stand_in.answer(&token, "approve");
    result(&mut house.app.client(), &back);
    let (sealed, hashed): (Option<String>, Option<String>) = house.app.read(|conn| {
        let both = (card_enrolments::token_sealed, card_enrolments::token_hash);
        Ok(card_enrolments::table.select(both).first(conn)?)
    });
    let card: (String, String) = house
        .app
        .read(|conn| Ok(cards::table.select((cards::token_sealed, cards::last4)).first(conn)?));
    let key: Option<String> =
        house.app.read(|conn| Ok(gateways::table.select(gateways::secret_sealed).first(conn)?));
    let kept = format!("{sealed:?} {hashed:?} {card:?} {key:?}");
    // Neither elsewhere: in the whole file, with what was written last.
    let folder = house.app.database.folder.path();
    let files = ["padron.db", "padron.db-wal"].map(|name| std::fs::read(folder.join(name)));
    let all: Vec<u8> = files.into_iter().flatten().flatten().collect();
    let has = |text: &str| all.windows(text.len()).any(|part| part == text.as_bytes());
    assert!(all.is_empty() || has("Ana Sosa"), "the file is another one");
    for secret in [token.as_str(), KEY, "b6bd6ba3-e718", "XXXXXXXX6623"] {
        assert!(!has(secret), "{secret} is in the file");
    }
    for secret in [token.as_str(), KEY, "b6bd6ba3"] {
        assert!(!kept.contains(secret), "{secret} is kept in the clear");
    }
    assert_eq!(card.1, "6623");
}
