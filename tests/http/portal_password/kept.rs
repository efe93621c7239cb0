//! What is kept of it, what is not, and what other writes do to it.

use std::io::Write;
use std::sync::{Arc, Mutex};

use diesel::prelude::*;
use diesel::sql_types::Text;
use padron::access::{Actor, Role, Via};
use padron::audit::Action;
use padron::db::Db;
use padron::db::schema::{audit_log, history, mails, portal_accounts};
use padron::portal::{account, secret};

use tracing_subscriber::filter::{LevelFilter, Targets};
use tracing_subscriber::prelude::*;

use super::{Desk, section};
use crate::customers::{change, stored, typed};
use crate::support::Plan;

/// Everything that the database holds, as text.
fn dump(desk: &Desk) -> String {
    #[derive(QueryableByName)]
    struct Name {
        #[diesel(sql_type = Text)]
        name: String,
    }
    #[derive(QueryableByName)]
    struct Line {
        #[diesel(sql_type = Text)]
        line: String,
    }
    desk.app.read(|conn| {
        let names = match conn {
            Db::Sqlite(_) => {
                "SELECT m.name || '.' || c.name AS name FROM sqlite_master m, pragma_table_info(m.name) c \
                 WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite%' AND m.name NOT LIKE 'customer_search%'"
            }
            Db::Pg(_) => {
                "SELECT table_name || '.' || column_name AS name FROM information_schema.columns \
                 WHERE table_schema = 'public'"
            }
        };
        let mut all = String::new();
        for Name { name } in diesel::sql_query(names).load::<Name>(conn)? {
            let (table, column) = name.split_once('.').unwrap();
            let sql = format!(
                "SELECT CAST(\"{column}\" AS TEXT) AS line FROM \"{table}\" WHERE \"{column}\" IS NOT NULL"
            );
            for Line { line } in diesel::sql_query(sql).load::<Line>(conn)? {
                all.push_str(&line);
                all.push('\n');
            }
        }
        Ok(all)
    })
}

#[test]
fn no_table_and_no_page_shows_the_secret() {
    let mut desk = Desk::with(&[Plan::NotNow]);
    desk.regenerate();
    let mut dumps = vec![dump(&desk)];
    desk.app.send_due();
    dumps.push(dump(&desk));
    desk.app.make_due();
    let (code, token) = desk.arrived();
    dumps.push(dump(&desk));
    let admin = &mut desk.app.sign_in(Role::Admin);
    for path in ["/settings/mail", "/settings/audit", &desk.page(), "/customers"] {
        dumps.push(admin.get(path).expect(200).body);
    }
    dumps.push(admin.get(&format!("{}/history", desk.page())).expect(200).body);
    let bare = code.replace('-', "");
    assert!(code.len() == 14 && token.len() >= 43);
    for (at, dump) in dumps.iter().enumerate() {
        assert!(dump.len() > 1000, "{at} is no dump: {dump}");
        let folded = dump.to_ascii_uppercase();
        assert!(!folded.contains(&code) && !folded.contains(&bare), "{at}");
        assert!(!dump.contains(&token), "{at}");
    }
    assert!(dumps[2].contains(&padron::token::hash(&token)), "the hash is there");
    let sealed: Vec<Option<String>> =
        desk.app.read(|conn| Ok(mails::table.select(mails::sealed).load(conn)?));
    assert_eq!(sealed, [None], "erased once it was sent");
}

/// Where the lines of the log go.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[test]
fn no_line_of_the_log_shows_the_secret() {
    let log = Log::default();
    let (lines, filter) = (log.clone(), Targets::new().with_target("padron", LevelFilter::TRACE));
    let layer = tracing_subscriber::fmt::layer().with_writer(move || lines.clone());
    let all = tracing_subscriber::registry().with(filter.with_target("lettre", LevelFilter::DEBUG));
    all.with(layer).init();
    let mut desk = Desk::with(&[Plan::Quote("password?token="), Plan::NotNow]);
    desk.regenerate();
    desk.app.send_due();
    desk.let_pass(2);
    desk.regenerate();
    desk.app.send_due();
    desk.app.make_due();
    let (code, token) = desk.arrived();
    let quoted = desk.server.received()[0].text();
    let secrets = [code, token, super::code(&quoted), super::token(&quoted)];
    assert!(secrets.iter().all(|secret| secret.len() >= 14), "{secrets:?}");
    let written = String::from_utf8_lossy(&log.0.lock().unwrap()).into_owned();
    assert!(written.contains("portal_password") && written.contains("refused"), "{written}");
    for secret in secrets {
        assert!(!written.contains(&secret), "{secret}: {written}");
    }
    assert!(!written.contains("Ana.Ruiz@example.com"));
}

#[test]
fn the_sealed_body_is_erased_when_the_letter_is_given_up() {
    let mut desk = Desk::with(&[Plan::Refuse]);
    desk.regenerate();
    let sealed = |desk: &Desk| -> Vec<bool> {
        let rows = mails::table.select(mails::sealed.is_not_null());
        desk.app.read(|conn| Ok(rows.load(conn)?))
    };
    assert_eq!(sealed(&desk), [true]);
    desk.app.send_due();
    assert_eq!(sealed(&desk), [false]);
    // A letter without a body is not sent again: a new one is made.
    desk.app.sign_in(Role::Admin).post("/settings/mail/1/retry", &[]).expect(404);
}

#[test]
fn who_asked_is_noted_in_the_log_and_in_the_history() {
    let mut desk = Desk::new();
    let before = desk.version();
    desk.regenerate();
    desk.let_pass(2);
    let page = desk.page();
    desk.client.post(&desk.path(), &[("cut", "1")]).expect_to(&page);
    assert_eq!(desk.version(), before, "an open form is not in conflict");
    let noted: Vec<(String, Option<i64>)> = desk.app.read(|conn| {
        let code = Action::PortalPasswordMailed.code();
        let noted = audit_log::table.filter(audit_log::action.eq(code));
        Ok(noted.select((audit_log::actor_name, audit_log::entity_id)).load(conn)?)
    });
    assert_eq!(noted.len(), 2);
    assert!(noted.iter().all(|(who, whom)| !who.is_empty() && *whom == Some(desk.customer)));
    let history = desk.client.get(&format!("{page}/history")).expect(200);
    assert!(history.body.contains("Se pidió enviar la contraseña del portal"));
    assert!(history.body.contains("con el acceso anterior cortado"));
    let kept: Vec<(Option<String>, Option<String>)> = desk.app.read(|conn| {
        let of = history::table.filter(history::field.like("portal_%"));
        Ok(of.select((history::before, history::after)).load(conn)?)
    });
    assert_eq!(kept, [(None, None), (None, None)]);
    let audit = desk.app.sign_in(Role::Admin).get("/settings/audit").expect(200);
    assert!(audit.body.contains("Contraseña del portal enviada"));
}

#[test]
fn another_main_e_mail_kills_what_was_mailed_and_both_addresses_are_told() {
    let mut desk = Desk::new();
    desk.settle();
    desk.regenerate();
    let (code, token) = desk.arrived();
    desk.session("by the code", true);
    let actor = Actor::command(Via::Import);
    change(&desk.app, &actor, desk.customer, &typed(&[("email", "nueva@example.com")]));
    assert!(!desk.opens(&code));
    assert_eq!(desk.app.read(|conn| Ok(secret::find_link(conn, &token)?)), None);
    assert_eq!(desk.sessions(), ["open"], "the own password still works");
    desk.app.send_due();
    let told: Vec<_> = desk.server.taken().into_iter().skip(1).collect();
    let to: Vec<&str> = told.iter().map(|mail| mail.to[0].as_str()).collect();
    assert_eq!(to, ["RCPT TO:<Ana.Ruiz@example.com>", "RCPT TO:<nueva@example.com>"]);
    for mail in &told {
        assert!(mail.header("message-id").ends_with("@padron.test>"));
        assert!(mail.text().contains("El e-mail con el que ingresa al portal"));
    }
    assert!(!told[0].text().contains("nueva@example.com"), "the former owner learns no address");
}

#[test]
fn a_letter_that_waits_for_the_former_address_is_taken_back() {
    let mut desk = Desk::with(&[Plan::NotNow]);
    desk.regenerate();
    desk.app.send_due();
    let page = desk.page();
    let version = desk.version().to_string();
    let mut admin = desk.app.sign_in(Role::Admin);
    let form = [("name", "Ana Ruiz"), ("email", "otra@example.com"), ("version", &*version)];
    let answer = admin.post(&page, &form).expect(303);
    assert!(answer.location.starts_with(&page), "{}", answer.location);
    desk.app.make_due();
    assert_eq!(desk.app.send_due(), 0, "nobody has a password, so nobody is told");
    assert_eq!(desk.letters(), [("portal_password".to_owned(), "cancelled".to_owned())]);
    assert!(desk.server.taken().is_empty());
}

#[test]
fn a_write_that_leaves_the_e_mail_alone_leaves_the_secret_alone() {
    let mut desk = Desk::new();
    desk.regenerate();
    let (code, _) = desk.arrived();
    let actor = Actor::command(Via::Command);
    let same = typed(&[("email", "ANA.RUIZ@example.com"), ("city", "Salta")]);
    change(&desk.app, &actor, desk.customer, &same);
    assert!(desk.opens(&code));
    assert_eq!(desk.letters().len(), 1);
}

#[test]
fn who_is_anonymised_or_deleted_leaves_no_account() {
    for choice in ["anonymize", "delete"] {
        let mut desk = Desk::new();
        let actor = Actor::command(Via::Command);
        change(&desk.app, &actor, desk.customer, &typed(&[("portal_login", "ana.ruiz")]));
        desk.settle();
        desk.regenerate();
        // What the next page says of it names the address.
        desk.client.get(&desk.page()).expect(200);
        let version = desk.version().to_string();
        let mut admin = desk.app.sign_in(Role::Admin);
        let form = [("choice", choice), ("name", "Ana Ruiz"), ("version", &*version)];
        admin.post(&format!("{}/deletion", desk.page()), &form).expect(303);
        let accounts: i64 = desk.app.read(|conn| Ok(portal_accounts::table.count().first(conn)?));
        let letters: i64 = desk.app.read(|conn| Ok(mails::table.count().first(conn)?));
        assert_eq!((accounts, letters), (0, 0), "{choice}");
        assert_eq!(desk.sessions(), [] as [&str; 0]);
        desk.app.customer(&[("name", "Otra Ana"), ("portal_login", "Ana.Ruiz")]);
        let left = dump(&desk);
        assert!(!left.contains("Ana.Ruiz@example.com"), "{choice}: {left}");
    }
}

#[test]
fn a_name_to_sign_in_with_is_one_customers_and_no_address() {
    let mut desk = Desk::new();
    let mut admin = desk.app.sign_in(Role::Admin);
    let form = |login| [("name", "Nueva"), ("portal_login", login)];
    let made = admin.post("/customers", &form("  Ana.RUIZ ")).expect(303);
    let id: i64 = made.location.split(['/', '?']).nth(2).unwrap().parse().unwrap();
    assert_eq!(stored(&desk.app, id).unwrap().details.portal_login.as_deref(), Some("ana.ruiz"));
    let by = |typed: &str| {
        desk.app.read(|conn| Ok(padron::customers::query::find_by_sign_in(conn, typed)?))
    };
    assert_eq!((by("ANA.ruiz"), by("nadie")), (Some(id), None));
    assert_eq!(by(" ana.ruiz@EXAMPLE.com"), Some(desk.customer));
    for (login, words) in [
        ("ana.ruiz", "Ya lo tiene el cliente"),
        ("ANA.RUIZ", "Ya lo tiene el cliente"),
        ("ana.ruiz@example.com", "sin espacios ni «@»"),
        ("ab", "de 3 a 60 letras"),
    ] {
        let refused = admin.post("/customers", &form(login)).expect(422);
        let said = refused.texts("#portal_login-error").join(" ");
        assert!(said.contains(words), "{login}: {said}");
        assert_eq!(refused.attribute("#portal_login", "value").as_deref(), Some(login));
    }
    let found = admin.get("/customers?portal_login=ANA.RUIZ").expect(200);
    assert_eq!(found.count("tbody tr"), 1);
    assert_eq!(admin.get("/customers?q=ana.ruiz").expect(200).count("tbody tr"), 2);
    let page = desk.client.get(&format!("/customers/{id}/data")).expect(200);
    assert!(page.body.contains("Usuario del portal"));
}

#[test]
fn two_transactions_cannot_both_have_a_name() {
    let desk = Desk::new();
    let [one, other] = ["Una", "Otra"].map(|name| desk.app.named(name));
    let take = |id: i64| {
        use padron::db::schema::customer_details;
        desk.app.app.db.write_now(|conn| {
            diesel::update(customer_details::table.find(id))
                .set(customer_details::portal_login.eq(Some("ana")))
                .execute(conn)
                .map_err(padron::error::AppError::from)
        })
    };
    assert!(take(one).is_ok());
    assert!(matches!(take(other), Err(padron::error::AppError::Conflict)));
}

#[test]
fn an_account_without_a_row_is_none() {
    let desk = Desk::new();
    assert!(desk.app.read(|conn| Ok(account::find(conn, desk.customer)?)).is_none());
    let page = desk.app.sign_in(Role::Viewer).get(&desk.page()).expect(200);
    let portal = section(&page);
    assert!(portal.contains("Sin acceso todavía"), "{portal}");
    assert_eq!(page.count("a[href*='portal-']"), 0);
}

/// What the portal still opens for this customer: sessions, mailed secrets, waiting letters.
fn left(desk: &Desk) -> (Vec<String>, bool, bool) {
    let account = desk.account();
    let is_mailed = account.temp_password_hash.is_some() || account.link_expires_at.is_some();
    let waits = desk.letters().iter().any(|(_, state)| state == "queued");
    (desk.sessions(), is_mailed, waits)
}

#[test]
fn whose_status_leaves_the_open_ones_loses_sessions_and_what_was_mailed() {
    let mut desk = Desk::new();
    desk.settle();
    desk.regenerate();
    let actor = Actor::command(Via::Command);
    change(&desk.app, &actor, desk.customer, &typed(&[("city", "Salta")]));
    assert_eq!(left(&desk), (vec!["open".to_owned()], true, true));
    change(&desk.app, &actor, desk.customer, &typed(&[("status", "inactive")]));
    assert_eq!(left(&desk), (vec![], false, false));
    change(&desk.app, &actor, desk.customer, &typed(&[("status", "active")]));
    assert!(desk.account().password_hash.is_some(), "the password waits for the return");
    assert_eq!(left(&desk), (vec![], false, false));
}

#[test]
fn a_letter_on_its_way_is_not_tried_again_after_a_later_one() {
    let mut desk = Desk::new();
    desk.regenerate();
    let mails_of = |desk: &Desk| {
        let states = mails::table.select(mails::state).order(mails::id);
        desk.app.read(|conn| Ok(states.load::<String>(conn)?))
    };
    // As if a sender had it, and its server did not answer yet.
    desk.app.write(|conn| {
        diesel::update(mails::table).set(mails::state.eq("sending")).execute(conn)?;
        Ok(())
    });
    desk.let_pass(2);
    desk.regenerate();
    desk.app.make_due();
    desk.app.send_due();
    assert_eq!(mails_of(&desk), ["failed", "sent"]);
    assert_eq!(desk.server.taken().len(), 1);
    let (code, _) = desk.arrived();
    assert!(desk.opens(&code), "what was given up took nothing along");
}
