//! The mailed link by which a customer chooses a card without signing in.

use diesel::prelude::*;
use padron::access::Role;
use padron::clock;
use padron::db::schema::{card_links, cards};

use super::removal::{standing, subscribed};
use super::{House, mailing, result, simulated, token};
use crate::support::MailServer;

/// Has a link mailed; its token.
fn link(house: &mut House, server: &MailServer) -> String {
    let (path, to) = (format!("/customers/{}/card-link", house.customer), house.cards());
    house.admin.post(&path, &[]).expect_to(&to);
    assert_eq!(house.app.send_due(), 1);
    let letter = server.taken().pop().unwrap().text();
    let rest = letter.split("/cards/renewal?token=").nth(1).unwrap();
    rest.chars().take_while(char::is_ascii_alphanumeric).collect()
}

/// Enrols a card by a link; the title of the page that says how it ended.
fn renew(house: &House, link: &str) -> String {
    let mut browser = house.app.client();
    let gateway = house.gateway.to_string();
    let pairs = [("token", link), ("gateway", gateway.as_str())];
    let page = browser.post("/cards/renewal", &pairs).expect(200);
    assert!(!page.body.contains("Ana"), "it names nobody");
    let place = format!("/simulator/{}", token(&page));
    let back = browser.post(&place, &[("answer", "approve")]).expect(303);
    result(&mut browser, &back.location)
}

#[test]
fn a_mailed_link_brings_a_card_in_the_place_of_the_default_and_is_used_up_by_it() {
    let server = MailServer::new();
    let mut house = mailing(&server);
    house.enrol("approve");
    let former = house.ids()[0];
    let own = subscribed(&house, "Fibra 100", Some(former));
    let link = link(&mut house, &server);
    let page = house.app.client().get(&format!("/cards/renewal?token={link}")).expect(200);
    assert!(page.body.contains("Visa ···· 6623") && !page.body.contains("Ana"));
    assert_eq!(renew(&house, &link), "La tarjeta quedó agregada");
    let ids = house.ids();
    assert!(ids.len() == 1 && ids[0] != former);
    assert_eq!(house.labels(), ["Visa ···· 6623 Predeterminada"]);
    assert_eq!(standing(&house, own), (Some(ids[0]), None));
    assert_eq!(house.owed(), 0, "the former one is removed at the gateway");
    let mut browser = house.app.client();
    let page = browser.get(&format!("/cards/renewal?token={link}")).expect(404);
    assert!(page.body.contains("El enlace ya no sirve"));
    let gateway = house.gateway.to_string();
    let pairs = [("token", link.as_str()), ("gateway", gateway.as_str())];
    browser.post("/cards/renewal", &pairs).expect(404);
}

#[test]
fn a_refusal_leaves_the_link_as_it_was() {
    let server = MailServer::new();
    let mut house = mailing(&server);
    let link = link(&mut house, &server);
    let mut browser = house.app.client();
    let gateway = house.gateway.to_string();
    let pairs = [("token", link.as_str()), ("gateway", gateway.as_str())];
    let page = browser.post("/cards/renewal", &pairs).expect(200);
    let place = format!("/simulator/{}", token(&page));
    let back = browser.post(&place, &[("answer", "refuse")]).expect(303);
    assert_eq!(result(&mut browser, &back.location), "La tarjeta fue rechazada");
    assert_eq!(renew(&house, &link), "La tarjeta quedó agregada");
}

#[test]
fn links_that_expired_or_are_anothers_or_whose_customer_is_gone_open_nothing() {
    let server = MailServer::new();
    let mut house = mailing(&server);
    let first = link(&mut house, &server);
    let second = link(&mut house, &server);
    let mut browser = house.app.client();
    let mut open = |token: &str| browser.get(&format!("/cards/renewal?token={token}")).status;
    assert_eq!([open(&first), open(&second), open("abc"), open("")], [404, 200, 404, 404]);
    house.app.set_status(house.customer, "archived", "archived");
    assert_eq!(open(&second), 404);
    house.app.set_status(house.customer, "active", "active");
    assert_eq!(open(&second), 200);
    house.app.write(|conn| {
        let past = clock::now() - chrono::Duration::seconds(1);
        diesel::update(card_links::table).set(card_links::expires_at.eq(past)).execute(conn)?;
        Ok(())
    });
    assert_eq!(open(&second), 404);
}

#[test]
fn a_link_is_mailed_three_times_an_hour_and_never_kept_in_the_clear() {
    let server = MailServer::new();
    let mut house = mailing(&server);
    let tokens: Vec<String> = (0..3).map(|_| link(&mut house, &server)).collect();
    let kept: Vec<String> =
        house.app.read(|conn| Ok(card_links::table.select(card_links::token_hash).load(conn)?));
    assert_eq!(kept.len(), 1);
    assert!(!tokens.contains(&kept[0]));
    let (path, to) = (format!("/customers/{}/card-link", house.customer), house.cards());
    house.admin.post(&path, &[]).expect_to(&to);
    assert!(house.admin.get(&to).body.contains("Ya se enviaron tres enlaces"));
    assert_eq!(house.app.send_due(), 0);
}

#[test]
fn a_letter_that_reaches_nobody_ends_its_link() {
    let server = MailServer::new();
    let mut house = mailing(&server);
    let token = link(&mut house, &server);
    house.app.write(|conn| {
        let letter = padron::mail::Undelivered {
            id: 1,
            customer: Some(house.customer),
            member: None,
            was_seen: true,
            kind: Some(padron::mail::Kind::CardRenewal),
        };
        padron::app::end_secret(conn, &letter)
    });
    house.app.client().get(&format!("/cards/renewal?token={token}")).expect(404);
}

#[test]
fn the_staff_changes_a_card_for_another_and_the_default_goes_with_it() {
    let mut house = simulated();
    house.enrol("approve");
    house.enrol("approve");
    let ids = house.ids();
    let path = format!("{}/new", house.cards());
    let (gateway, former) = (house.gateway.to_string(), ids[0].to_string());
    let pairs = [("gateway", gateway.as_str()), ("replaces", former.as_str())];
    let token = token(&house.admin.post(&path, &pairs).expect(200));
    let mut browser = house.app.client();
    let back = browser.post(&format!("/simulator/{token}"), &[("answer", "approve")]).expect(303);
    assert_eq!(result(&mut browser, &back.location), "La tarjeta quedó agregada");
    let now = house.ids();
    assert!(now.len() == 2 && !now.contains(&ids[0]));
    let default: Vec<i64> = house
        .app
        .read(|conn| Ok(cards::table.filter(cards::is_default).select(cards::id).load(conn)?));
    assert_eq!(default, [now[1]]);
}

#[test]
fn nobody_else_s_card_is_changed_and_not_everybody_mails_links() {
    let mut house = simulated();
    house.enrol("approve");
    let others = house.ids()[0].to_string();
    house.customer = house.app.customer(&[("name", "Beto Ruiz"), ("email", "beto@x.test")]);
    let path = format!("{}/new", house.cards());
    let gateway = house.gateway.to_string();
    let pairs = [("gateway", gateway.as_str()), ("replaces", others.as_str())];
    let token = token(&house.admin.post(&path, &pairs).expect(200));
    let mut browser = house.app.client();
    let back = browser.post(&format!("/simulator/{token}"), &[("answer", "approve")]).expect(303);
    result(&mut browser, &back.location);
    assert_eq!(house.ids().len(), 2, "the other customer's is still there");
    let mut support = house.app.sign_in(Role::Support);
    support.post(&format!("/customers/{}/card-link", house.customer), &[]).expect(403);
    support.get(&path).expect(403);
    let to = house.cards();
    house.admin.get(&path).expect_to(&to);
}
