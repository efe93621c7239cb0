//! A forgotten password: a link to the main e-mail, and one answer for everybody.

use diesel::prelude::*;
use padron::db::schema::{mails, portal_accounts};
use padron::portal::account;

use super::{EMAIL, NEW};
use crate::support::portal::{mailed, sign_in};
use crate::support::{MailServer, Response, TestApp, eventually};

fn forget(app: &TestApp, name: &str) -> Response {
    app.client().post("/portal/forgot", &[("email", name)])
}

fn letters(app: &TestApp) -> Vec<String> {
    app.read(|conn| Ok(mails::table.select(mails::kind).order(mails::id).load(conn)?))
}

#[test]
fn a_link_alone_goes_to_the_main_e_mail_whatever_name_was_typed() {
    let server = MailServer::new();
    let app = TestApp::mailing(&server);
    let id = app.visitor(&[("name", "Ana Ruiz"), ("email", EMAIL), ("portal_login", "ana.ruiz")]);
    app.decide(|portal| portal.secret_hours = 72);
    for (count, name) in [(1, "Ana.Ruiz"), (2, EMAIL)] {
        forget(&app, name).expect_to("/portal/login");
        eventually("a letter", || letters(&app).len() == count);
        app.send_due();
        assert!(server.taken().last().unwrap().to[0].contains(EMAIL));
    }
    let ends: Option<chrono::NaiveDateTime> = app.read(|conn| {
        let account = portal_accounts::table.find(id);
        Ok(account.select(portal_accounts::forgot_expires_at).first(conn)?)
    });
    assert!(ends.unwrap() <= padron::clock::now() + chrono::Duration::hours(24));
    let (code, token) = mailed(&server);
    assert_eq!(code, "");
    let pairs = [("token", &*token), ("password", NEW), ("password_again", NEW)];
    app.client().post("/portal/password", &pairs).expect_to("/portal");
    sign_in(&mut app.client(), "ana.ruiz", NEW).expect_to("/portal");
}

#[test]
fn the_answer_is_the_same_for_everybody() {
    let app = TestApp::new();
    app.visitor(&[("name", "Ana Ruiz"), ("email", EMAIL)]);
    let shut = app.visitor(&[("name", "Cerrada"), ("email", "cerrada@example.com")]);
    app.write(|conn| Ok(account::disable(conn, shut)?));
    let gone = app.visitor(&[("name", "Inactiva"), ("email", "inactiva@example.com")]);
    app.set_status(gone, "inactive", "inactive");
    app.visitor(&[("name", "Sin correo"), ("portal_login", "sin.correo")]);
    app.customer(&[("name", "Nunca invitada"), ("email", "nunca@example.com")]);
    let waits = app.visitor(&[("name", "Pendiente"), ("email", "pendiente@example.com")]);
    app.set_status(waits, "pending", "inactive");
    let say = |name: &str| {
        let mut client = app.client();
        client.post("/portal/forgot", &[("email", name)]).expect_to("/portal/login");
        let page = client.get("/portal/login").expect(200);
        assert_eq!(page.count(".flash"), 1, "{}", page.body);
        page.texts(".flash").join("")
    };
    let said = say(EMAIL);
    eventually("a letter", || letters(&app).len() == 1);
    for name in [
        "nadie@example.com",
        "cerrada@example.com",
        "inactiva@example.com",
        "sin.correo",
        "nunca@example.com",
        "pendiente@example.com",
    ] {
        assert_eq!(say(name), said, "{name}");
    }
    // What differs is done after the answer, in this order.
    say(EMAIL);
    eventually("another letter", || letters(&app).len() == 2);
    assert_eq!(letters(&app), ["portal_forgotten"; 2]);
}

#[test]
fn nobody_is_flooded() {
    let app = TestApp::new();
    app.visitor(&[("name", "Ana Ruiz"), ("email", EMAIL), ("portal_login", "ana.ruiz")]);
    for _ in 0..3 {
        forget(&app, EMAIL).expect_to("/portal/login");
    }
    eventually("three letters", || letters(&app).len() == 3);
    let blocked = forget(&app, EMAIL).expect(429);
    assert!(!blocked.header("retry-after").is_empty());
    // The other name leads to the same mailbox.
    forget(&app, "ana.ruiz").expect_to("/portal/login");
    for n in 0..30 {
        forget(&app, &format!("nadie{n}"));
    }
    forget(&app, "otra@example.com").expect(429);
    assert_eq!(letters(&app).len(), 3);
}

#[test]
fn nothing_and_too_much_are_refused() {
    let app = TestApp::new();
    forget(&app, "  ").expect(422);
    let long = "x".repeat(300);
    let page = forget(&app, &long).expect(422);
    assert_eq!(page.attribute("#email", "value").unwrap(), long);
}

#[test]
fn asking_makes_no_account() {
    let app = TestApp::new();
    let id = app.customer(&[("name", "Ana Ruiz"), ("email", EMAIL)]);
    app.visitor(&[("name", "Otra"), ("email", "otra@example.com")]);
    forget(&app, EMAIL).expect_to("/portal/login");
    forget(&app, "otra@example.com").expect_to("/portal/login");
    eventually("the other's letter", || letters(&app).len() == 1);
    assert!(app.read(|conn| Ok(account::find(conn, id)?)).is_none());
}

#[test]
fn a_stranger_who_asks_ends_nothing_that_the_staff_mailed() {
    let server = MailServer::new();
    let app = TestApp::mailing(&server);
    let id = app.customer(&[("name", "Ana Ruiz"), ("email", EMAIL)]);
    let page = format!("/customers/{id}");
    let mut staff = app.sign_in(padron::access::Role::Support);
    staff.post(&format!("{page}/portal-password"), &[]).expect_to(&page);
    app.send_due();
    let (code, token) = mailed(&server);
    let mut asked = Vec::new();
    for count in [2, 3] {
        forget(&app, EMAIL).expect_to("/portal/login");
        eventually("a letter", || letters(&app).len() == count);
        app.send_due();
        asked.push(mailed(&server).1);
    }
    let link = |token: &str| app.client().get(&format!("/portal/password?token={token}")).status;
    assert_eq!((link(&token), link(&asked[0]), link(&asked[1])), (200, 404, 200));
    sign_in(&mut app.client(), EMAIL, &code).expect_to("/portal/password");
    // A password ends all of them.
    let pairs = [("token", &*asked[1]), ("password", NEW), ("password_again", NEW)];
    app.client().post("/portal/password", &pairs).expect_to("/portal");
    assert_eq!((link(&token), link(&asked[1])), (404, 404));
    app.client().post("/portal/password", &pairs).expect(404);
}
