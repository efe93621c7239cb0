//! Mail: what leaves, what is tried again, what is given up, and what nobody gets to read.

use std::time::{Duration, Instant};

use diesel::prelude::*;
use padron::access::Role;
use padron::app::start_mail;
use padron::db::schema::{mails, one_time_links};
use padron::mail::{Content, Letter, Recipient};
use padron::settings::{Organisation, organisation};
use padron::staff::{query, save};

use super::support::{Client, MailServer, Member, PASSWORD, Plan, TestApp, eventually};

const NEW: &str = "otro tren rapido hacia el norte";

/// A mail of the outbox: state, attempts, the server's words, and what is left of its bodies.
type Row = (String, i64, Option<String>, Option<String>, Option<String>, Option<String>);

fn outbox(app: &TestApp) -> Vec<Row> {
    app.read(|conn| {
        let columns = (
            mails::state,
            mails::attempts,
            mails::last_error,
            mails::text,
            mails::html,
            mails::sealed,
        );
        Ok(mails::table.select(columns).order(mails::id).load(conn)?)
    })
}

fn states(app: &TestApp) -> Vec<String> {
    outbox(app).into_iter().map(|row| row.0).collect()
}

fn kinds(app: &TestApp) -> Vec<String> {
    app.read(|conn| Ok(mails::table.select(mails::kind).order(mails::id).load(conn)?))
}

fn admin(app: &TestApp) -> (Member, Client) {
    let member = app.member(Role::Admin);
    let client = app.sign_in_as(&member);
    (member, client)
}

fn test_mail(client: &mut Client) {
    client.post("/settings/mail/test", &[]).expect_to("/settings/mail");
}

#[test]
fn a_test_mail_arrives_once_with_both_parts_and_the_right_headers() {
    let server = MailServer::new();
    let app = TestApp::mailing(&server);
    let (member, mut client) = admin(&app);
    test_mail(&mut client);
    assert_eq!(app.send_due(), 1);
    assert_eq!(app.send_due(), 0);
    let all = server.received();
    assert_eq!(all.len(), 1);
    let mail = &all[0];
    assert!(mail.to[0].contains(&member.email), "{:?}", mail.to);
    assert!(mail.header("to").contains(&member.email));
    assert!(mail.header("from").contains("<panel@padron.test>"));
    assert!(mail.header("message-id").ends_with("@padron.test>"));
    assert_eq!(mail.header("auto-submitted"), "auto-generated");
    assert_eq!(mail.header("content-language"), "es");
    assert!(mail.header("subject").contains("E-mail de prueba"));
    assert!(mail.header("content-type").starts_with("multipart/alternative"));
    let text = mail.text();
    assert!(text.contains("text/plain; charset=utf-8"), "{text}");
    assert!(text.contains("text/html; charset=utf-8"), "{text}");
    assert!(text.contains("<html lang=\"es\">"), "{text}");
    assert_eq!(text.matches("Si lee esto, el panel puede enviar e-mails.").count(), 2);
    let (state, _, error, text, html, sealed) = outbox(&app).remove(0);
    assert_eq!((state.as_str(), error, text, html, sealed), ("sent", None, None, None, None));
    let page = client.get("/settings/mail").expect(200);
    assert_eq!(page.texts("tbody .status"), ["Enviado"]);
    assert!(page.body.contains(&member.email));
    assert_eq!(page.count(".notice--warn"), 0);
}

#[test]
fn a_mail_is_in_the_language_of_whoever_gets_it() {
    let server = MailServer::new();
    let app = TestApp::mailing(&server);
    let (mut member, mut client) = (app.member(Role::Viewer), app.client());
    for (language, subject) in [("pt", "Sua senha mudou"), ("en", "Your password changed")] {
        app.write(|conn| Ok(save::choose_language(conn, member.id, language)?));
        let token = app.write(|conn| {
            use padron::staff::links::{Purpose, issue};
            Ok(issue(conn, Purpose::Password, Some(member.id))?)
        });
        client.post("/password", &[("token", &token), ("password", NEW)]).expect_to("/login");
        app.send_due();
        let mail = server.taken().pop().unwrap();
        assert!(mail.header("subject").contains(subject), "{}", mail.header("subject"));
        assert_eq!(mail.header("content-language"), language);
        member = app.member(Role::Viewer);
    }
}

#[test]
fn what_is_refused_for_now_is_tried_again_and_arrives_once() {
    let server = MailServer::with(&[Plan::NotNow, Plan::NotNow]);
    let app = TestApp::mailing(&server);
    let (_, mut client) = admin(&app);
    test_mail(&mut client);
    for attempts in 1..=2 {
        assert_eq!(app.send_due(), 1);
        let row = outbox(&app).remove(0);
        assert_eq!((row.0.as_str(), row.1), ("queued", attempts));
        assert!(row.2.unwrap().contains("Greylisted"));
        assert_eq!(app.send_due(), 0, "its time has not come");
        let page = client.get("/settings/mail?state=queued").expect(200);
        assert!(page.texts("tbody td").join(" ").contains("Nuevo intento"));
        app.make_due();
    }
    assert_eq!(app.send_due(), 1);
    app.make_due();
    assert_eq!(app.send_due(), 0);
    assert_eq!((server.connections(), server.taken().len()), (3, 1));
}

#[test]
fn what_is_refused_for_good_shows_the_servers_words_and_can_be_tried_again() {
    let server = MailServer::with(&[Plan::Refuse]);
    let app = TestApp::mailing(&server);
    let (_, mut client) = admin(&app);
    test_mail(&mut client);
    assert_eq!(app.send_due(), 1);
    app.make_due();
    assert_eq!(app.send_due(), 0, "it is given up");
    let page = client.get("/settings/mail?state=failed").expect(200);
    assert_eq!(page.texts("tbody .status"), ["Falló"]);
    assert!(page.texts("tbody td p")[0].starts_with("Ese buzón no existe"), "{}", page.body);
    assert!(page.texts("tbody td p")[0].contains("550"));
    assert!(page.texts("tbody td p")[0].contains("Nobody here by that name"));
    let action = page.attribute("tbody form", "action").unwrap();
    client.post(&action, &[]).expect_to("/settings/mail");
    assert_eq!(app.send_due(), 1);
    assert_eq!(server.taken().len(), 1);
    // There is nothing left to try again.
    client.post(&action, &[]).expect(404);
}

#[test]
fn a_server_that_is_away_for_an_hour_holds_nobody_up_and_gets_everything_after() {
    let server = MailServer::away();
    let app = TestApp::mailing(&server);
    let (_, mut client) = admin(&app);
    for _ in 0..5 {
        test_mail(&mut client);
    }
    let mut away = chrono::Duration::zero();
    while away < chrono::Duration::hours(1) {
        assert_eq!(app.send_due(), 5);
        let next: chrono::NaiveDateTime =
            app.read(|conn| Ok(mails::table.select(mails::next_at).first(conn)?));
        away += next - padron::clock::now();
        let began = Instant::now();
        client.get("/settings/mail").expect(200);
        assert!(began.elapsed() < Duration::from_secs(2), "{:?}", began.elapsed());
        assert_eq!(states(&app), ["queued"; 5], "after {away}");
        app.make_due();
    }
    server.come_back();
    assert_eq!(app.send_due(), 5);
    assert_eq!((server.taken().len(), states(&app)), (5, vec!["sent".to_owned(); 5]));
}

#[test]
fn a_mail_is_given_up_after_a_day() {
    let server = MailServer::with(&[Plan::NotNow; 12]);
    let app = TestApp::mailing(&server);
    let (_, mut client) = admin(&app);
    test_mail(&mut client);
    for _ in 0..12 {
        app.send_due();
        app.make_due();
    }
    assert_eq!(server.connections(), 9);
    assert_eq!(states(&app), ["failed"]);
}

#[test]
fn a_server_that_hangs_or_hangs_up_blocks_nobody_and_gets_the_same_message_again() {
    let server = MailServer::with(&[Plan::Hang, Plan::Cut]);
    let app = TestApp::mailing(&server);
    let (_, mut client) = admin(&app);
    test_mail(&mut client);
    let thread = start_mail(&app.app).unwrap();
    eventually("the sender is with the server", || server.connections() == 1);
    let began = Instant::now();
    client.get("/settings/mail").expect(200);
    test_mail(&mut client);
    assert!(began.elapsed() < Duration::from_secs(2), "{:?}", began.elapsed());
    // The first hangs until the time is over, the second is cut.
    eventually("both were tried", || outbox(&app).iter().all(|row| row.2.is_some()));
    app.make_due();
    app.app.bells.mail.ring();
    eventually("both arrived", || server.taken().len() == 2);
    app.app.bells.mail.end();
    thread.join().unwrap();
    let ids: Vec<String> = server.received().iter().map(|mail| mail.header("message-id")).collect();
    assert_eq!(ids.len(), 3, "one of them was cut, so it came twice: {ids:?}");
    assert!(ids[1..].contains(&ids[0]), "{ids:?}");
}

#[test]
fn letters_in_a_row_share_a_line_and_a_cut_of_one_does_not_lose_the_next() {
    let server = MailServer::with(&[Plan::Accept, Plan::Accept, Plan::Cut, Plan::Accept]);
    let app = TestApp::mailing(&server);
    let (_, mut client) = admin(&app);
    for _ in 0..6 {
        test_mail(&mut client);
    }
    assert_eq!(app.send_due(), 6);
    assert_eq!((server.connections(), server.taken().len()), (2, 5));
    let waiting: Vec<String> = states(&app).into_iter().filter(|state| state != "sent").collect();
    assert_eq!(waiting, ["queued"]);
    app.make_due();
    app.send_due();
    assert_eq!((server.connections(), server.taken().len()), (3, 6));
    // A line is not kept for ever.
    for _ in 0..105 {
        test_mail(&mut client);
    }
    assert_eq!(app.send_due(), 105);
    assert_eq!((server.connections(), server.taken().len()), (5, 111));
}

#[test]
fn a_sender_that_died_after_sending_is_followed_by_one_repeat_at_most() {
    let server = MailServer::new();
    let app = TestApp::mailing(&server);
    let (_, mut client) = admin(&app);
    test_mail(&mut client);
    app.send_due();
    // As kill -9 leaves it between the server's answer and the note of it. The body is still there.
    app.write(|conn| {
        let later = padron::clock::now() + chrono::Duration::minutes(15);
        diesel::update(mails::table)
            .set((
                mails::state.eq("sending"),
                mails::locked_by.eq(Some("1-dead")),
                mails::locked_until.eq(Some(later)),
                mails::next_at.eq(later),
                mails::text.eq(Some("t")),
                mails::html.eq(Some("<p>t")),
            ))
            .execute(conn)?;
        Ok(())
    });
    assert_eq!(app.send_due(), 0, "it may still be alive");
    app.make_due();
    assert_eq!(app.send_due(), 1);
    app.make_due();
    assert_eq!(app.send_due(), 0);
    let all = server.taken();
    assert_eq!(all.len(), 2);
    assert_eq!(all[0].header("message-id"), all[1].header("message-id"));
    assert_eq!(states(&app), ["sent"]);
}

#[test]
fn two_senders_never_have_the_same_mail() {
    let server = MailServer::new();
    let app = TestApp::mailing(&server);
    let (_, mut client) = admin(&app);
    for _ in 0..8 {
        test_mail(&mut client);
    }
    let tried: usize = std::thread::scope(|scope| {
        let both = [scope.spawn(|| app.send_due()), scope.spawn(|| app.send_due())];
        both.map(|one| one.join().unwrap()).iter().sum()
    });
    assert_eq!((tried, server.taken().len()), (8, 8));
}

#[test]
fn a_connection_that_must_be_encrypted_never_falls_back() {
    let server = MailServer::new();
    let url = format!("{}&tls=required", server.url());
    let app = TestApp::with(&["--smtp-url", &url]);
    let (_, mut client) = admin(&app);
    test_mail(&mut client);
    assert_eq!(app.send_due(), 1);
    assert!(server.received().is_empty());
    assert_eq!(states(&app), ["queued"]);
}

#[cfg(unix)]
#[test]
fn without_a_server_mail_becomes_files_that_only_their_owner_reads() {
    use std::os::unix::fs::PermissionsExt;
    let app = TestApp::new();
    let (member, mut client) = admin(&app);
    test_mail(&mut client);
    assert_eq!(app.send_due(), 1);
    let folder = app.database.folder.path().join("mail");
    let files: Vec<_> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    assert_eq!(files.len(), 1, "{files:?}");
    assert_eq!(files[0].extension().unwrap(), "eml");
    assert_eq!(std::fs::metadata(&files[0]).unwrap().permissions().mode() & 0o777, 0o600);
    assert!(std::fs::read_to_string(&files[0]).unwrap().contains(&member.email));
    let page = client.get("/settings/mail").expect(200);
    assert!(page.texts(".notice--warn")[0].contains("PADRON_SMTP_URL"));
    assert!(page.texts("tbody .status").iter().all(|state| state == "Guardado en un archivo"));
    // It is said of each mail what became of it, and not how mail would go now.
    app.write(|conn| {
        use padron::db::schema::mails;
        diesel::update(mails::table).set(mails::is_filed.eq(false)).execute(conn)?;
        Ok(())
    });
    let page = client.get("/settings/mail").expect(200);
    assert!(page.texts("tbody .status").iter().all(|state| state == "Enviado"));
    assert!(client.get("/password/forgot").expect(200).count(".notice--warn") == 1);
}

#[test]
fn a_file_with_a_secret_is_deleted_when_that_has_expired() {
    let app = TestApp::new();
    let member = app.member(Role::Viewer);
    forget(&app, &member.email);
    eventually("the link is queued", || !kinds(&app).is_empty());
    app.send_due();
    let folder = app.database.folder.path().join("mail");
    let files = || -> Vec<String> {
        let entries = std::fs::read_dir(&folder).unwrap();
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
    };
    let name = files().remove(0);
    let (start, until) = name.split_once("-until-").unwrap();
    let until: i64 = until.strip_suffix(".eml").unwrap().parse().unwrap();
    assert!(until > padron::clock::now().and_utc().timestamp());
    let expired = format!("{start}-until-{}.eml", until - 7200);
    std::fs::copy(folder.join(&name), folder.join(expired)).unwrap();
    let thread = start_mail(&app.app).unwrap();
    eventually("the expired one is gone", || files() == [name.clone()]);
    app.app.bells.mail.end();
    thread.join().unwrap();
}

#[test]
fn how_the_panel_signs_in_to_the_server_is_shown_to_nobody() {
    let url = "smtps://mailer:geheim123@mail.example:465";
    let app = TestApp::with(&["--smtp-url", url]);
    let (_, mut client) = admin(&app);
    let page = client.get("/settings/mail").expect(200);
    assert!(page.body.contains("mail.example:465"));
    assert!(!page.body.contains("geheim123") && !page.body.contains("mailer"));
    app.sign_in(Role::Billing).get("/settings/mail").expect(403);
}

/// The token of the last link that was mailed.
fn mailed_token(server: &MailServer) -> String {
    let text = server.taken().pop().unwrap().text();
    let rest = text.split("?token=").nth(1).unwrap();
    rest.chars().take_while(char::is_ascii_alphanumeric).collect()
}

/// Everything that the outbox holds, as text.
fn dump(app: &TestApp) -> String {
    let rows: Vec<(String, String, Option<String>)> = app.read(|conn| {
        let columns = (mails::kind, mails::subject, mails::to_address.nullable());
        Ok(mails::table.select(columns).load(conn)?)
    });
    format!("{rows:?} {:?}", outbox(app))
}

#[test]
fn a_new_member_is_mailed_the_link_which_lies_nowhere_in_the_clear() {
    let server = MailServer::with(&[Plan::NotNow]);
    let app = TestApp::mailing(&server);
    let (_, mut client) = admin(&app);
    let pairs = [("name", "Ana Ruiz"), ("email", "ana@padron.test"), ("role", "viewer")];
    let shown = client.post("/staff", &pairs).expect(200);
    let link = shown.texts("#link").remove(0);
    let token = link.split("token=").nth(1).unwrap().to_owned();
    assert!(shown.body.contains("ana@padron.test"));
    let row = outbox(&app).remove(0);
    assert_eq!((row.3, row.4), (None, None));
    assert!(row.5.is_some());
    app.send_due();
    app.make_due();
    app.send_due();
    assert_eq!(mailed_token(&server), token);
    let mail = server.taken().remove(0);
    assert!(mail.header("to").contains("Ana Ruiz"));
    assert_eq!(mail.text().matches(&link).count(), 3, "once in plain, twice in HTML");
    assert!(!dump(&app).contains(&token));
    assert_eq!(outbox(&app).remove(0).5, None);
    assert!(!client.get("/settings/mail").body.contains(&token));
}

#[test]
fn a_server_that_quotes_a_secret_does_not_bring_it_into_the_log() {
    let server = MailServer::with(&[Plan::Quote("?token=")]);
    let app = TestApp::mailing(&server);
    let (_, mut client) = admin(&app);
    let member = app.member(Role::Viewer);
    let path = format!("/staff/{}/password-link", member.id);
    let link = client.post(&path, &[]).expect(200).texts("#link").remove(0);
    let token = link.split("token=").nth(1).unwrap();
    app.send_due();
    let page = client.get("/settings/mail").expect(200);
    let said = page.texts("tbody td p").remove(0);
    assert!(said.contains("554") && !said.contains("Looks like spam"), "{said}");
    assert!(!page.body.contains(token) && !dump(&app).contains(token));
    // The secret is gone, so nobody can have it sent again.
    assert_eq!(page.count("tbody form"), 0);
    client.post("/settings/mail/1/retry", &[]).expect(404);
}

#[test]
fn a_later_link_cancels_one_that_waits_and_an_expired_one_is_given_up() {
    let server = MailServer::new();
    let app = TestApp::mailing(&server);
    let (_, mut client) = admin(&app);
    let member = app.member(Role::Viewer);
    let path = format!("/staff/{}/password-link", member.id);
    client.post(&path, &[]).expect(200);
    client.post(&path, &[]).expect(200);
    assert_eq!(states(&app), ["cancelled", "queued"]);
    app.write(|conn| {
        let past = padron::clock::now() - chrono::Duration::seconds(1);
        diesel::update(mails::table).set(mails::expires_at.eq(Some(past))).execute(conn)?;
        Ok(())
    });
    app.send_due();
    assert_eq!(states(&app), ["cancelled", "failed"]);
    assert!(outbox(&app).iter().all(|row| row.5.is_none()));
    assert!(server.received().is_empty());
    let page = client.get("/settings/mail").expect(200);
    assert!(page.body.contains("Venció antes de que el servidor lo aceptara."));
}

#[test]
fn nothing_that_was_typed_becomes_a_header() {
    let server = MailServer::new();
    let app = TestApp::mailing(&server);
    let house = Organisation { name: "Casa\r\nBcc: evil@x.test".into(), ..Organisation::default() };
    let to = |name: &str, address: &str| Recipient {
        name: name.into(),
        address: address.into(),
        language: padron::i18n::Lang::Es,
        staff_id: None,
        customer_id: None,
    };
    let names = ["Eva\r\nBcc: evil@x.test", "\"Eva\" <evil@x.test>, b", "Ñandú García"];
    for name in names {
        let letter = Letter::compose(&house, to(name, "eva@x.test"), &Content::Test).unwrap();
        app.write(|conn| app.app.mail.queue(conn, &letter));
    }
    for address in ["eva@x.test\r\nRCPT TO:<evil@x.test>", "a@x.test, evil@x.test", "nobody"] {
        let letter = Letter::compose(&house, to("Eva", address), &Content::Test).unwrap();
        app.write(|conn| app.app.mail.queue(conn, &letter));
    }
    app.send_due();
    assert_eq!(states(&app), ["sent", "sent", "sent", "failed", "failed", "failed"]);
    for mail in server.taken() {
        assert_eq!(mail.header("bcc"), "");
        assert_eq!(mail.to, ["RCPT TO:<eva@x.test>"]);
    }
}

#[test]
fn members_are_told_what_changed_about_their_account() {
    let server = MailServer::new();
    let app = TestApp::mailing(&server);
    let member = app.member(Role::Viewer);
    let mut client = app.sign_in_as(&member);
    let wrong = [("current_password", "wrong"), ("new_password", NEW)];
    client.post("/account/password", &wrong).expect(422);
    assert!(kinds(&app).is_empty());
    client
        .post("/account/password", &[("current_password", PASSWORD), ("new_password", NEW)])
        .expect_to("/account/password");
    let form = client.get("/account/second-factor").expect(200);
    let secret = form.attribute("[name=secret]", "value").unwrap();
    let totp = totp_rs::Secret::try_from_base32(&secret).unwrap();
    let code = totp_rs::Builder::new().with_secret(totp).build().unwrap().generate_current();
    let code = code.to_string();
    let pairs = [("secret", &*secret), ("code", &*code), ("current_password", NEW)];
    client.post("/account/second-factor", &pairs).expect(200);
    client
        .post("/account/second-factor/removal", &[("current_password", NEW)])
        .expect_to("/account/second-factor");
    assert_eq!(kinds(&app), ["password_changed", "second_factor_on", "second_factor_off"]);
    app.send_due();
    let all = server.taken();
    assert_eq!(all.len(), 3);
    assert!(all.iter().all(|mail| mail.to[0].contains(&member.email)));
    assert!(all.iter().all(|mail| !mail.text().contains(NEW) && !mail.text().contains(&secret)));
}

/// Where the answer leads and what the next page says.
fn forget(app: &TestApp, email: &str) -> (u16, String, String) {
    let mut client = app.client();
    let answer = client.post("/password/forgot", &[("email", email)]);
    let said = client.get("/login").texts(".flash").join(" ").replace(email, "…");
    (answer.status, answer.location, said)
}

#[test]
fn a_forgotten_password_is_mailed_a_link_that_works_once() {
    let server = MailServer::new();
    let app = TestApp::mailing(&server);
    let member = app.member(Role::Viewer);
    let mut client = app.client();
    assert_eq!(client.get("/login").count("a[href='/password/forgot']"), 1);
    forget(&app, &member.email.to_uppercase());
    eventually("the link is queued", || !kinds(&app).is_empty());
    app.send_due();
    let token = mailed_token(&server);
    assert!(token.len() >= 43, "256 bits");
    let public = &app.app.config.public_url;
    assert!(server.taken()[0].text().contains(&format!("{public}/password?token={token}")));
    let stored: Vec<String> =
        app.read(|conn| Ok(one_time_links::table.select(one_time_links::token_hash).load(conn)?));
    assert_eq!(stored, [padron::token::hash(&token)]);
    let life: chrono::NaiveDateTime = app
        .read(|conn| Ok(one_time_links::table.select(one_time_links::expires_at).first(conn)?));
    assert!(life - padron::clock::now() <= chrono::Duration::hours(1));
    client.get(&format!("/password?token={token}")).expect(200);
    let pairs = [("token", &*token), ("password", NEW)];
    client.post("/password", &pairs).expect_to("/login");
    client.post("/password", &pairs).expect(404);
    client.post("/login", &[("email", &member.email), ("password", NEW)]).expect_to("/customers");
    assert_eq!(kinds(&app), ["password_forgotten", "password_changed"]);
}

#[test]
fn a_stranger_who_asks_for_a_link_does_not_end_the_administrators() {
    let server = MailServer::new();
    let app = TestApp::mailing(&server);
    let member = app.member(Role::Viewer);
    let account = app.read(|conn| Ok(query::find(conn, member.id)?));
    let link = app.write(|conn| {
        use padron::staff::{letters, links::Purpose};
        let mail = &app.app.mail;
        letters::send_link(conn, mail, "http://panel", &account, Purpose::Password)
    });
    forget(&app, &member.email);
    eventually("the link is queued", || kinds(&app).len() == 2);
    let path = link.strip_prefix("http://panel").unwrap();
    app.client().get(path).expect(200);
}

#[test]
fn nobody_learns_who_has_an_account() {
    let server = MailServer::new();
    let app = TestApp::mailing(&server);
    let member = app.member(Role::Viewer);
    let disabled = app.member(Role::Viewer);
    app.write(|conn| Ok(save::disable(conn, disabled.id)?)).unwrap();
    let known = forget(&app, &member.email);
    assert_eq!((known.0, known.1.as_str()), (303, "/login"));
    assert!(known.2.contains("una hora"), "{}", known.2);
    assert_eq!(known, forget(&app, "nobody@padron.test"));
    assert_eq!(known, forget(&app, &disabled.email));
    eventually("the link is queued", || !kinds(&app).is_empty());
    app.client().post("/password/forgot", &[("email", "no e-mail")]).expect(422);
    // Bounded alike, too.
    for email in [&*member.email, "nobody@padron.test"] {
        forget(&app, email);
        forget(&app, email);
        let mut client = app.client();
        let answer = client.post("/password/forgot", &[("email", email)]).expect(429);
        assert!(answer.header("retry-after").parse::<i64>().unwrap() > 0);
    }
    let to: Vec<String> =
        app.read(|conn| Ok(mails::table.select(mails::to_address).distinct().load(conn)?));
    assert_eq!(to, [member.email]);
}

#[test]
fn the_log_shows_the_newest_first_page_by_page() {
    let server = MailServer::new();
    let app = TestApp::mailing(&server);
    let (_, mut client) = admin(&app);
    assert_eq!(client.get("/settings/mail").expect(200).count(".empty"), 1);
    let house = app.read(|conn| Ok(organisation::load(conn)?));
    for number in 1..=60 {
        let to = Recipient {
            name: format!("Number {number}"),
            address: "x@x.test".into(),
            language: padron::i18n::Lang::Es,
            staff_id: None,
            customer_id: None,
        };
        let letter = Letter::compose(&house, to, &Content::Test).unwrap();
        app.write(|conn| app.app.mail.queue(conn, &letter));
    }
    let page = client.get("/settings/mail").expect(200);
    let rows = page.texts("tbody th");
    assert_eq!(rows.len(), 50);
    assert!(rows[0].contains("Number 60 ") && rows[49].contains("Number 11 "));
    let older = page.attribute("a[rel=next]", "href").unwrap();
    let page = client.get(&older).expect(200);
    let rows = page.texts("tbody th");
    assert_eq!(rows.len(), 10);
    assert!(rows[9].contains("Number 1 "));
    assert_eq!(page.count("a[rel=next]"), 0);
    assert_eq!(client.get("/settings/mail?state=sent").expect(200).count("tbody tr"), 0);
    assert!(client.get("/settings").expect(200).body.contains("/settings/mail"));
}

#[test]
fn a_link_never_carries_the_host_of_the_request() {
    let server = MailServer::new();
    let url = server.url();
    let flags = ["--smtp-url", &*url, "--public-url", "https://panel.example"];
    let app = TestApp::with(&flags);
    let member = app.member(Role::Viewer);
    let body = format!("email={}", member.email).into_bytes();
    let headers = [
        ("content-type", "application/x-www-form-urlencoded"),
        ("sec-fetch-site", "same-origin"),
        ("host", "evil.example"),
        ("x-forwarded-host", "evil.example"),
    ];
    app.client().send(ureq::http::Method::POST, "/password/forgot", &headers, body);
    eventually("the link is queued", || !kinds(&app).is_empty());
    app.send_due();
    let text = server.taken().pop().unwrap().text();
    assert!(text.contains("https://panel.example/password?token="));
    assert!(!text.contains("evil.example"));
}

/// Whether a link to choose a password still opens its page.
fn is_alive(app: &TestApp, link: &str) -> bool {
    let path = link.split_once("/password").unwrap().1;
    app.client().get(&format!("/password{path}")).status == 200
}

#[test]
fn a_link_that_a_server_refused_is_dead_and_that_of_a_later_letter_is_not() {
    use padron::app::end_secret;
    use padron::mail::{Kind, Undelivered};
    use padron::staff::links;

    let server = MailServer::with(&[Plan::Refuse]);
    let app = TestApp::mailing(&server);
    let (_, mut client) = admin(&app);
    let member = app.member(Role::Viewer);
    let path = format!("/staff/{}/password-link", member.id);
    let mut make = || client.post(&path, &[]).expect(200).texts("#link").remove(0);
    let first = make();
    assert!(is_alive(&app, &first));
    app.send_due();
    assert!(!is_alive(&app, &first), "whoever refused it has read it");
    // One that was on its way while the next was made ends nothing of that one.
    let (_, last) = (make(), make());
    let former = app.read(|conn| {
        let cancelled = mails::table.filter(mails::state.eq("cancelled"));
        Ok(cancelled.select(mails::id).first(conn)?)
    });
    let letter = |id| Undelivered {
        id,
        customer: None,
        member: Some(member.id),
        was_seen: true,
        kind: Some(Kind::PasswordLink),
    };
    app.write(|conn| end_secret(conn, &letter(former)));
    assert!(is_alive(&app, &last));
    app.write(|conn| end_secret(conn, &letter(former + 1)));
    assert!(!is_alive(&app, &last));
    // Of links that were asked for the same holds, and they end none of the administrator's.
    let server = MailServer::with(&[Plan::Refuse]);
    let app = TestApp::mailing(&server);
    let member = app.member(Role::Viewer);
    let made = app.write(|conn| Ok(links::issue(conn, links::Purpose::Password, Some(member.id))?));
    forget(&app, &member.email);
    eventually("the link is queued", || !kinds(&app).is_empty());
    app.send_due();
    let left: Vec<String> =
        app.read(|conn| Ok(one_time_links::table.select(one_time_links::purpose).load(conn)?));
    assert_eq!(left, ["password"]);
    assert!(is_alive(&app, &format!("/password?token={made}")));
}

#[test]
fn a_link_that_never_left_is_still_handed_over() {
    let app = TestApp::with(&["--smtp-url", "smtp://192.0.2.1:25?tls=none&timeout=1"]);
    let (_, mut client) = admin(&app);
    let member = app.member(Role::Viewer);
    let path = format!("/staff/{}/password-link", member.id);
    let link = client.post(&path, &[]).expect(200).texts("#link").remove(0);
    app.send_due();
    assert_eq!(states(&app), ["failed"]);
    assert!(is_alive(&app, &link));
}

#[test]
fn customers_get_mail_from_the_organisation_and_members_from_the_panel() {
    for (sender, of_customer) in [
        ("Padrón <panel@padron.test>", "Nodo"),
        ("panel@padron.test", "Nodo"),
        ("Cobros <panel@padron.test>", "Cobros"),
    ] {
        let server = MailServer::new();
        let app = TestApp::with(&["--smtp-url", &server.url(), "--mail-from", sender]);
        app.write(|conn| {
            let mut house = padron::settings::organisation::load(conn)?;
            house.name = "Nodo".to_owned();
            Ok(padron::settings::organisation::store(conn, &house)?)
        });
        let (_, mut client) = admin(&app);
        let id = app.customer(&[("name", "Ana"), ("email", "ana@example.com")]);
        client.post(&format!("/customers/{id}/portal-password"), &[]).expect(303);
        test_mail(&mut client);
        app.send_due();
        let from: Vec<String> = server.taken().iter().map(|mail| mail.header("from")).collect();
        assert!(
            from[0].contains(of_customer) && from[0].contains("<panel@padron.test>"),
            "{from:?}"
        );
        assert!(!from[1].contains("Nodo"), "{from:?}");
    }
}
