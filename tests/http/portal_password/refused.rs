//! When nothing is made, and what is said then.

use diesel::prelude::*;
use padron::access::{Actor, Role, Via};
use padron::db::schema::customers;
use padron::portal::account;

use super::Desk;

/// The page and the POST say why, and nothing was made.
#[track_caller]
fn refuses(desk: &mut Desk, words: &str) -> crate::support::Response {
    let letters = desk.letters().len();
    let page = desk.client.get(&desk.path()).expect(200);
    assert!(page.texts(".notice").join(" ").contains(words), "{}", page.body);
    assert_eq!(page.count("main form"), 0);
    let answer = desk.client.post(&desk.path(), &[]).expect(422);
    assert!(answer.texts(".notice").join(" ").contains(words));
    assert_eq!(desk.letters().len(), letters);
    page
}

#[test]
fn without_an_e_mail_the_page_says_so_and_leads_to_it() {
    let mut desk = Desk::new();
    desk.customer = desk.app.named("Sin correo");
    let page = refuses(&mut desk, "no tiene e-mail de contacto");
    assert_eq!(page.count(&format!("a[href='/customers/{}/edit#email']", desk.customer)), 1);
}

#[test]
fn a_closed_portal_is_opened_by_administrators() {
    let mut desk = Desk::new();
    desk.decide(|house| house.portal.is_enabled = false);
    let page = refuses(&mut desk, "El portal de clientes está cerrado");
    assert_eq!(page.count("a[href='/settings/portal']"), 0);
    let shown = desk.client.get(&desk.page()).expect(200);
    assert_eq!(shown.count(&format!("a[href='{}']", desk.path())), 0);
    desk.client = desk.app.sign_in(Role::Admin);
    let page = refuses(&mut desk, "El portal de clientes está cerrado");
    assert_eq!(page.count("a[href='/settings/portal']"), 1);
}

#[test]
fn who_is_not_served_gets_nothing() {
    let mut desk = Desk::new();
    for (status, category, words) in [
        ("inactive", "inactive", "Actívelo primero"),
        ("archived", "archived", "Restáurelo primero"),
        ("anonymized", "archived", "fue anonimizado"),
    ] {
        desk.app.set_status(desk.customer, status, category);
        refuses(&mut desk, words);
        let list = desk.client.get("/customers?category=inactive&category=archived").expect(200);
        assert_eq!(list.count("a[href*='/portal-password']"), 0, "{status}");
    }
}

#[test]
fn who_is_shut_out_is_let_in_before() {
    let mut desk = Desk::new();
    desk.settle();
    let (page, path) = (desk.page(), format!("{}/portal-deactivation", desk.page()));
    desk.client.get(&path).expect(200);
    assert_eq!(desk.sessions(), ["open"], "asking does nothing");
    desk.client.post(&path, &[]).expect_to(&page);
    assert_eq!(desk.sessions(), [] as [&str; 0]);
    assert!(desk.account().disabled_at.is_some());
    refuses(&mut desk, "le quitó el acceso");
    desk.client.post(&format!("{page}/portal-activation"), &[]).expect_to(&page);
    let account = desk.account();
    assert!(account.disabled_at.is_none() && account.password_hash.is_some());
    desk.regenerate();
}

#[test]
fn shutting_out_kills_what_was_mailed() {
    let mut desk = Desk::new();
    desk.regenerate();
    let (code, token) = desk.arrived();
    desk.client.post(&format!("{}/portal-deactivation", desk.page()), &[]).expect(303);
    assert!(!desk.opens(&code));
    desk.client.post(&format!("{}/portal-activation", desk.page()), &[]).expect(303);
    assert!(!desk.opens(&code));
    let whose = desk.app.read(|conn| Ok(padron::portal::secret::find_link(conn, &token)?));
    assert_eq!(whose, None);
}

#[test]
fn one_a_minute_and_three_an_hour() {
    let mut desk = Desk::new();
    desk.regenerate();
    let first = desk.account().temp_password_hash;
    let refused = desk.client.post(&desk.path(), &[("cut", "1")]).expect(429);
    assert!(refused.texts(".notice").join(" ").contains("en 1 min"), "{}", refused.body);
    let seconds: i64 = refused.header("retry-after").parse().unwrap();
    assert!((1..=60).contains(&seconds));
    assert_eq!(desk.account().temp_password_hash, first, "the former one stays alive");
    for _ in 0..2 {
        desk.let_pass(2);
        desk.regenerate();
    }
    desk.let_pass(20);
    let refused = desk.client.post(&desk.path(), &[]).expect(429);
    assert!(refused.texts(".notice").join(" ").contains("en 40 min"), "{}", refused.body);
    assert_eq!(desk.letters().len(), 3);
    desk.let_pass(61);
    desk.regenerate();
    let other = desk.app.customer(&[("name", "Otra"), ("email", "otra@example.com")]);
    desk.customer = other;
    desk.regenerate();
}

#[test]
fn two_who_press_the_button_at_once_send_one_mail() {
    let desk = Desk::new();
    let path = desk.path();
    let clients = [desk.app.sign_in(Role::Admin), desk.app.sign_in(Role::Billing)];
    let mut statuses: Vec<u16> = std::thread::scope(|scope| {
        let both = clients.map(|mut client| {
            scope.spawn({
                let path = &path;
                move || client.post(path, &[]).status
            })
        });
        both.map(|one| one.join().unwrap()).to_vec()
    });
    statuses.sort_unstable();
    assert_eq!(statuses, [303, 429]);
    assert_eq!(desk.letters().len(), 1);
}

#[test]
fn whoever_may_not_or_cannot_see_the_customer_makes_nothing() {
    let mut desk = Desk::new();
    for role in [Role::Sales, Role::Collector, Role::Viewer] {
        let mut client = desk.app.sign_in(role);
        client.get(&desk.path()).expect(403);
        client.post(&desk.path(), &[]).expect(403);
        client.post(&format!("{}/portal-deactivation", desk.page()), &[]).expect(403);
        assert_eq!(client.get("/customers").expect(200).count("a[href*='portal-password']"), 0);
    }
    desk.client.post("/customers/99999/portal-password", &[]).expect(404);
    desk.client.get("/customers/99999/portal-password").expect(404);
    assert!(desk.letters().is_empty());
    assert!(desk.app.read(|conn| Ok(account::find(conn, desk.customer)?)).is_none());
}

#[test]
fn an_address_of_before_the_page_was_drawn_is_not_used() {
    let mut desk = Desk::new();
    desk.client.get(&desk.path()).expect(200);
    crate::customers::change(
        &desk.app,
        &Actor::command(Via::Command),
        desk.customer,
        &crate::customers::typed(&[("email", "nueva@example.com")]),
    );
    desk.regenerate();
    desk.app.send_due();
    assert_eq!(desk.server.taken()[0].to, ["RCPT TO:<nueva@example.com>"]);
    let addresses: Vec<Option<String>> =
        desk.app.read(|conn| Ok(customers::table.select(customers::email).load(conn)?));
    assert_eq!(addresses, [Some("nueva@example.com".to_owned())]);
}

#[test]
fn access_is_cut_off_also_where_no_letter_may_go() {
    let mut desk = Desk::new();
    desk.settle();
    for _ in 0..3 {
        desk.regenerate();
        desk.let_pass(2);
    }
    let page = desk.client.get(&desk.path()).expect(200);
    assert!(page.texts(".notice").join(" ").contains("hace poco"), "{}", page.body);
    assert_eq!(page.count("main form [name=cut][value='1']"), 1);
    desk.client.post(&desk.path(), &[]).expect(429);
    assert!(desk.account().password_hash.is_some(), "only who asks for it cuts");
    let (code, _) = desk.arrived();
    let shown = desk.page();
    desk.client.post(&desk.path(), &[("cut", "1")]).expect_to(&shown);
    let said = desk.client.get(&shown).expect(200);
    assert!(said.texts(".flash--warn").join(" ").contains("quedó cortado"), "{}", said.body);
    assert_eq!(desk.account().password_hash, None);
    assert_eq!(desk.sessions(), [] as [&str; 0]);
    assert_eq!(desk.letters().len(), 3);
    assert!(desk.opens(&code), "the way in that was mailed stays the customer's");
    let past = desk.client.get(&format!("{shown}/history")).expect(200);
    assert!(past.body.contains("Acceso al portal cortado, sin enviar nada"));
    // Where nothing is left to cut nothing is offered.
    let page = desk.client.get(&desk.path()).expect(200);
    assert_eq!(page.count("main form"), 0);
    desk.client.post(&desk.path(), &[("cut", "1")]).expect(429);
}
