//! What arrives, and what it opens.

use std::time::{Duration, Instant};

use padron::app::start_mail;
use padron::portal::{account, secret};
use padron::settings::PortalSecret;

use super::{Desk, LASTING, code, section, token};
use crate::support::{Plan, TestApp, eventually};

#[test]
fn one_message_to_the_stored_address_carries_one_secret() {
    let mut desk = Desk::new();
    desk.regenerate();
    let said = desk.client.get(&desk.page()).expect(200).texts(".flash").join(" ");
    assert!(said.contains("Ana.Ruiz@example.com"), "{said}");
    assert_eq!(desk.app.send_due(), 1);
    assert_eq!(desk.app.send_due(), 0);
    let mail = desk.server.taken().remove(0);
    assert_eq!(mail.to, ["RCPT TO:<Ana.Ruiz@example.com>"]);
    assert!(mail.header("subject").contains("Su acceso al portal de clientes"));
    let text = mail.text();
    let (code, token) = (code(&text), token(&text));
    assert_eq!(code.len(), 14, "{text}");
    assert_eq!(text.matches(&code).count(), 2, "once in plain, once in HTML");
    assert!(token.len() >= 43, "256 bits");
    let public = &desk.app.app.config.public_url;
    let link = format!("{public}/portal/password?token={token}");
    assert_eq!(text.matches(&link).count(), 3, "{text}");
    for said in ["Padrón le envía", "vencen el", "nadie de Padrón se los pedirá", "Si no esperaba"]
    {
        assert!(text.contains(said), "{said}: {text}");
    }
    let account = desk.account();
    assert!(account.temp_password_hash.unwrap().starts_with("$argon2id$"));
    let life = account.temp_expires_at.unwrap() - padron::clock::now();
    assert!(life <= chrono::Duration::hours(24) && life > chrono::Duration::hours(23));
}

#[test]
fn a_customer_is_written_to_in_the_language_of_its_country() {
    for (country, subject, language) in [
        ("BR", "Seu acesso ao portal do cliente", "pt"),
        ("US", "Your access to the customers' portal", "en"),
        ("JP", "Su acceso al portal de clientes", "es"),
    ] {
        let mut desk = Desk::new();
        let fields = [("name", "Ana"), ("email", "ana@example.net"), ("country", country)];
        desk.customer = desk.app.customer(&fields);
        desk.regenerate();
        assert_eq!(desk.app.send_due(), 1);
        let mail = desk.server.taken().remove(0);
        assert!(mail.header("subject").contains(subject), "{}", mail.header("subject"));
        assert_eq!(mail.header("content-language"), language);
    }
}

#[test]
fn a_customer_is_written_to_in_the_chosen_language() {
    let mut desk = Desk::new();
    let fields = [("name", "Ana"), ("email", "ana@example.net"), ("country", "BR")];
    desk.customer = desk.app.customer(&fields);
    desk.app.write(|conn| {
        account::ensure(conn, desk.customer)?;
        Ok(account::choose_language(conn, desk.customer, "en")?)
    });
    desk.regenerate();
    assert_eq!(desk.app.send_due(), 1);
    assert_eq!(desk.server.taken().remove(0).header("content-language"), "en");
}

#[test]
fn a_temporary_password_works_once_however_it_is_typed() {
    let mut desk = Desk::new();
    desk.regenerate();
    let (code, token) = desk.arrived();
    assert!(desk.opens(&code.to_lowercase().replace('-', " ")));
    assert!(!desk.opens(&code), "a second time");
    let app = &desk.app;
    assert!(!app.write(|conn| Ok(secret::spend_link(conn, &token)?)), "nor the link beside it");
}

#[test]
fn a_link_is_looked_at_as_often_as_one_likes_and_used_once() {
    let mut desk = Desk::new();
    desk.regenerate();
    let (code, token) = desk.arrived();
    let (app, customer) = (&desk.app, desk.customer);
    for _ in 0..2 {
        let whose = app.read(|conn| Ok(secret::find_link(conn, &token)?));
        assert_eq!(whose, Some(customer));
    }
    assert!(app.write(|conn| Ok(secret::spend_link(conn, &token)?)));
    assert!(!app.write(|conn| Ok(secret::spend_link(conn, &token)?)));
    assert_eq!(app.read(|conn| Ok(secret::find_link(conn, &token)?)), None);
    assert!(!desk.opens(&code));
}

#[test]
fn after_its_hours_nothing_of_a_mail_works() {
    let mut desk = Desk::new();
    desk.regenerate();
    let (code, token) = desk.arrived();
    desk.expire();
    assert!(!desk.opens(&code));
    assert_eq!(desk.app.read(|conn| Ok(secret::find_link(conn, &token)?)), None);
    assert!(!desk.app.write(|conn| Ok(secret::spend_link(conn, &token)?)));
}

#[test]
fn five_wrong_tries_kill_a_temporary_password() {
    let mut desk = Desk::new();
    desk.regenerate();
    let (code, _) = desk.arrived();
    for _ in 0..5 {
        assert!(!desk.opens("AAAA-AAAA-AAAA"));
    }
    assert!(!desk.opens(&code));
    desk.let_pass(2);
    desk.regenerate();
    let (next, _) = desk.arrived();
    for _ in 0..4 {
        assert!(!desk.opens(&code));
    }
    assert!(desk.opens(&next), "four wrong ones do not");
}

#[test]
fn a_new_mail_kills_the_former_and_ends_what_it_opened() {
    let mut desk = Desk::new();
    desk.regenerate();
    let (first, first_link) = desk.arrived();
    desk.session("by the first", true);
    desk.let_pass(2);
    desk.regenerate();
    let (second, second_link) = desk.arrived();
    assert_ne!((&first, &first_link), (&second, &second_link));
    assert_eq!(desk.sessions(), [] as [&str; 0]);
    assert!(!desk.opens(&first));
    assert_eq!(desk.app.read(|conn| Ok(secret::find_link(conn, &first_link)?)), None);
    assert!(desk.opens(&second));
}

#[test]
fn a_letter_that_still_waits_is_taken_back_by_the_next() {
    let mut desk = Desk::with(&[Plan::NotNow]);
    desk.regenerate();
    desk.app.send_due();
    desk.let_pass(2);
    desk.regenerate();
    desk.app.make_due();
    desk.app.send_due();
    let states: Vec<String> = desk.letters().into_iter().map(|(_, state)| state).collect();
    assert_eq!(states, ["cancelled", "sent"]);
    assert_eq!(desk.server.taken().len(), 1);
}

#[test]
fn the_present_password_and_sessions_stay_until_a_new_one_is_set() {
    let mut desk = Desk::new();
    desk.settle();
    let before = desk.account().password_hash;
    desk.regenerate();
    assert_eq!(desk.account().password_hash, before);
    assert_eq!(desk.sessions(), ["open"]);
    let new = padron::password::hash_now(&LASTING.to_uppercase()).unwrap();
    desk.session("the one that sets it", true);
    desk.app.write(|conn| Ok(padron::portal::account::set_password(conn, desk.customer, &new)?));
    let account = desk.account();
    assert_eq!(account.password_hash, Some(new));
    assert!(account.temp_password_hash.is_none() && account.link_expires_at.is_none());
    assert_eq!(desk.letters()[0].1, "cancelled", "what still waits opens nothing");
}

#[test]
fn access_can_be_cut_off_at_once() {
    let mut desk = Desk::new();
    desk.settle();
    let page = desk.page();
    desk.client.post(&desk.path(), &[("cut", ""), ("cut", "1")]).expect_to(&page);
    assert_eq!(desk.account().password_hash, None);
    assert_eq!(desk.sessions(), [] as [&str; 0]);
    let (code, _) = desk.arrived();
    assert!(desk.opens(&code));
}

#[test]
fn an_organisation_can_want_links_alone_and_other_hours() {
    let mut desk = Desk::new();
    desk.decide(|house| {
        house.portal.secret = PortalSecret::Link;
        house.portal.secret_hours = 2;
        house.language = "pt".to_owned();
    });
    let page = desk.client.get(&desk.path()).expect(200);
    assert!(page.body.contains("2 h"));
    desk.regenerate();
    desk.app.send_due();
    let mail = desk.server.taken().remove(0);
    assert_eq!(code(&mail.text()), "");
    assert_eq!(mail.header("content-language"), "pt");
    let account = desk.account();
    assert!(account.temp_password_hash.is_none());
    let life = account.link_expires_at.unwrap() - padron::clock::now();
    assert!(life <= chrono::Duration::hours(2));
    assert_eq!(
        desk.app.read(|conn| Ok(secret::find_link(conn, &token(&mail.text()))?)),
        Some(desk.customer)
    );
}

#[test]
fn what_a_server_refuses_for_now_arrives_once_and_is_alive() {
    let mut desk = Desk::with(&[Plan::NotNow, Plan::NotNow]);
    desk.regenerate();
    for _ in 0..4 {
        desk.app.send_due();
        desk.app.make_due();
    }
    assert_eq!((desk.server.connections(), desk.server.taken().len()), (3, 1));
    let (code, _) = desk.arrived();
    assert!(desk.opens(&code));
}

#[test]
fn what_a_server_refuses_for_good_shows_on_the_customer_and_is_sent_anew() {
    let mut desk = Desk::with(&[Plan::Refuse]);
    desk.regenerate();
    let waiting = desk.client.get(&desk.page()).expect(200);
    assert!(section(&waiting).contains("En cola"));
    desk.app.send_due();
    let failed = desk.client.get(&desk.page()).expect(200);
    let portal = section(&failed);
    assert!(portal.contains("Falló") && portal.contains("550"), "{portal}");
    assert!(!portal.contains("Nobody here by that name"), "{portal}");
    let again = format!("dd a[href='{}']", desk.path());
    assert_eq!(failed.count(&again), 1);
    desk.let_pass(2);
    desk.regenerate();
    assert!(desk.account().temp_password_hash.is_some());
    desk.app.send_due();
    let sent = desk.client.get(&desk.page()).expect(200);
    assert!(section(&sent).contains("Enviado"));
}

#[test]
fn a_server_that_hangs_or_hangs_up_delays_nobody() {
    let mut desk = Desk::with(&[Plan::Hang, Plan::Cut]);
    let thread = start_mail(&desk.app.app).unwrap();
    let began = Instant::now();
    desk.regenerate();
    eventually("the sender is with the server", || desk.server.connections() == 1);
    desk.client.get(&desk.page()).expect(200);
    desk.client.post(&desk.path(), &[]).expect(429);
    assert!(began.elapsed() < Duration::from_secs(2), "{:?}", began.elapsed());
    let only = desk.account().temp_password_hash;
    eventually("it is tried again later", || desk.letters()[0].1 == "queued");
    desk.app.make_due();
    desk.app.app.bells.mail.ring();
    eventually("the second try was cut", || {
        desk.server.connections() == 2 && desk.letters()[0].1 == "queued"
    });
    desk.app.make_due();
    desk.app.app.bells.mail.ring();
    eventually("it arrived", || desk.letters()[0].1 == "sent");
    desk.app.app.bells.mail.end();
    thread.join().unwrap();
    assert_eq!(desk.account().temp_password_hash, only);
    let (code, _) = desk.arrived();
    assert!(desk.opens(&code));
}

#[cfg(unix)]
#[test]
fn without_a_server_the_file_is_the_delivery_for_its_owner_until_it_expires() {
    use std::os::unix::fs::PermissionsExt;
    let app = TestApp::new();
    let mut client = app.sign_in(padron::access::Role::Billing);
    let id = app.customer(&[("name", "Ana"), ("email", "ana@example.com")]);
    let path = format!("/customers/{id}/portal-password");
    let page = client.get(&path).expect(200);
    assert!(page.texts(".notice--warn").join(" ").contains("El e-mail no sale de este equipo"));
    client.post(&path, &[]).expect(303);
    let shown = client.get(&format!("/customers/{id}")).expect(200);
    assert!(shown.body.contains("El e-mail no sale de este equipo"));
    app.send_due();
    let folder = app.database.folder.path().join("mail");
    let file = std::fs::read_dir(folder).unwrap().next().unwrap().unwrap().path();
    let name = file.file_name().unwrap().to_str().unwrap();
    let until: i64 =
        name.split_once("-until-").unwrap().1.trim_end_matches(".eml").parse().unwrap();
    let hours = (until - padron::clock::now().and_utc().timestamp()) / 3600;
    assert!((23..=24).contains(&hours), "{name}");
    assert_eq!(std::fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    let raw = std::fs::read_to_string(&file).unwrap();
    assert!(!code(&crate::support::smtp::decode(&raw.replace("\r\n", "\n"))).is_empty());
}

#[test]
fn what_a_server_quotes_is_not_kept_and_opens_nothing() {
    let mut desk = Desk::with(&[Plan::Quote("password?token=")]);
    desk.regenerate();
    let hash = desk.account().temp_password_hash;
    assert!(hash.is_some());
    desk.app.send_due();
    let quoted = desk.server.received()[0].text();
    let (code, token) = (code(&quoted), token(&quoted));
    assert_eq!(desk.letters()[0].1, "failed");
    let said = section(&desk.client.get(&desk.page()).expect(200));
    assert!(said.contains("554") && !said.contains("spam"), "{said}");
    assert!(!desk.opens(&code), "whoever refused it has read it");
    assert_eq!(desk.app.read(|conn| Ok(secret::find_link(conn, &token)?)), None);
    let account = desk.account();
    assert!(account.temp_password_hash.is_none() && account.link_expires_at.is_none());
}

#[test]
fn a_link_that_was_asked_for_dies_with_its_letter_and_alone() {
    let mut desk = Desk::with(&[Plan::Accept, Plan::Refuse]);
    desk.regenerate();
    let (_, mailed) = desk.arrived();
    let email = "Ana.Ruiz@example.com";
    desk.app.client().post("/portal/forgot", &[("email", email)]).expect_to("/portal/login");
    eventually("the letter", || desk.letters().len() == 2);
    assert!(desk.account().forgot_expires_at.is_some());
    desk.app.send_due();
    assert_eq!(desk.letters()[1].1, "failed");
    assert_eq!(desk.account().forgot_expires_at, None);
    let whose = desk.app.read(|conn| Ok(secret::find_link(conn, &mailed)?));
    assert_eq!(whose, Some(desk.customer));
}

#[test]
fn no_secret_crosses_the_network_in_the_clear() {
    let app = TestApp::with(&["--smtp-url", "smtp://192.0.2.1:25?tls=none&timeout=1"]);
    let mut client = app.sign_in(padron::access::Role::Billing);
    let id = app.visitor(&[("name", "Ana"), ("email", "ana@example.com")]);
    let path = format!("/customers/{id}/portal-password");
    let words = "saldría sin cifrar";
    let page = client.get(&path).expect(200);
    assert!(page.texts(".notice").join(" ").contains(words), "{}", page.body);
    assert_eq!(page.count("main form .btn--primary"), 0);
    let page = client.post(&path, &[]).expect(422);
    assert!(page.texts(".notice").join(" ").contains(words));
    // What was queued by another road is given up, without a word to the server.
    app.client().post("/portal/forgot", &[("email", "ana@example.com")]).expect(303);
    let forgot = || app.account_of(id).forgot_expires_at;
    eventually("the letter", || forgot().is_some());
    assert_eq!(app.send_due(), 1);
    assert_eq!(forgot(), None);
    let log = app.sign_in(padron::access::Role::Admin).get("/settings/mail").expect(200);
    assert!(log.body.contains("la conexión con el servidor no está cifrada"), "{}", log.body);
}

#[test]
fn no_file_outlives_a_customer_who_is_forgotten() {
    let app = TestApp::new();
    let mut staff = app.sign_in(padron::access::Role::Admin);
    let ids = ["ana", "eva"].map(|name| {
        let email = format!("{name}@example.com");
        let id = app.visitor(&[("name", name), ("email", &email)]);
        staff.post(&format!("/customers/{id}/portal-password"), &[]).expect(303);
        crate::customers::change(
            &app,
            &padron::access::Actor::command(padron::access::Via::Command),
            id,
            &crate::customers::typed(&[("email", &format!("{name}@example.org"))]),
        );
        id
    });
    let thirty = padron::clock::now() + chrono::Duration::days(30);
    app.send_due();
    let folder = app.database.folder.path().join("mail");
    let files = || -> Vec<String> {
        let entries = std::fs::read_dir(&folder).unwrap();
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
    };
    let sweep = |app: &TestApp| {
        let padron::web::App { db, mail, bells, .. } = app.app.clone();
        padron::mail::Sender::new(db, mail, bells.mail).sweep().unwrap();
    };
    sweep(&app);
    assert_eq!(files().len(), 4, "{:?}", files());
    for file in files() {
        let until = file.split_once("-until-").unwrap().1.trim_end_matches(".eml");
        let until: i64 = until.parse().unwrap();
        assert!(until <= thirty.and_utc().timestamp(), "{file}");
    }
    let form = [("choice", "anonymize"), ("name", "ana"), ("version", "2")];
    staff.post(&format!("/customers/{}/deletion", ids[0]), &form).expect(303);
    sweep(&app);
    assert_eq!(files().len(), 2, "{:?}", files());
    // Nor once there is a server.
    let folder = folder.clone();
    let old = files().remove(0);
    let (start, _) = old.split_once("-until-").unwrap();
    std::fs::rename(folder.join(&old), folder.join(format!("{start}-until-1.eml"))).unwrap();
    let server = crate::support::MailServer::new();
    let smtp = server.url();
    let config = crate::support::app::config(&app.database, &["--smtp-url", &smtp]);
    let key = padron::secret::load_or_make(&config).unwrap();
    let post = padron::mail::Post::open(&config, &key, padron::app::PANEL).unwrap();
    let bell = app.app.bells.mail.clone();
    padron::mail::Sender::new(app.app.db.clone(), post, bell).sweep().unwrap();
    assert_eq!(files().len(), 1);
}
