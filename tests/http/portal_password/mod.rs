//! "Regenerar contraseña": what is mailed, what it opens and for how long, and what nobody gets to see.

mod kept;
mod mailed;
mod many;
mod refused;
mod screens;

use diesel::prelude::*;
use padron::access::Role;
use padron::customers::query;
use padron::db::schema::{mails, portal_accounts, portal_sessions};
use padron::password;
use padron::portal::{Account, account, secret};
use padron::settings::{Organisation, organisation};

use crate::support::{Client, MailServer, Plan, Response, TestApp};

/// The lasting password of customers made here.
const LASTING: &str = "barco verde en la siesta";

/// A panel that mails, a customer with an e-mail, and somebody of the support.
struct Desk {
    server: MailServer,
    app: TestApp,
    client: Client,
    customer: i64,
}

impl Desk {
    fn new() -> Self {
        Self::with(&[])
    }

    fn with(plans: &[Plan]) -> Self {
        let server = MailServer::with(plans);
        let app = TestApp::mailing(&server);
        let client = app.sign_in(Role::Support);
        let customer = app.customer(&[("name", "Ana Ruiz"), ("email", "Ana.Ruiz@example.com")]);
        Self { server, app, client, customer }
    }

    fn path(&self) -> String {
        format!("/customers/{}/portal-password", self.customer)
    }

    fn page(&self) -> String {
        format!("/customers/{}", self.customer)
    }

    /// Presses the button.
    fn regenerate(&mut self) {
        let page = self.page();
        self.client.post(&self.path(), &[]).expect_to(&page);
    }

    /// The secrets of the last mail that arrived.
    fn arrived(&self) -> (String, String) {
        self.app.send_due();
        let text = self.server.taken().pop().unwrap().text();
        (code(&text), token(&text))
    }

    fn account(&self) -> Account {
        self.app.read(|conn| Ok(account::find(conn, self.customer)?)).unwrap()
    }

    /// What a sign-in does with a temporary password.
    fn opens(&self, typed: &str) -> bool {
        let tried = self.app.write(|conn| Ok(secret::begin_try(conn, self.customer)?));
        let Some(hash) = tried else { return false };
        let typed = secret::normal(typed);
        let verdict = actix_web::rt::System::new()
            .block_on(password::verify(typed, Some(hash.clone())))
            .unwrap();
        verdict == password::Verdict::Right
            && self.app.write(|conn| Ok(secret::spend_temp(conn, self.customer, &hash)?))
    }

    /// The customer has a password, and a session on it.
    fn settle(&self) {
        let hash = password::hash_now(LASTING).unwrap();
        self.app.write(|conn| {
            account::ensure(conn, self.customer)?;
            Ok(account::set_password(conn, self.customer, &hash)?)
        });
        self.session("open", false);
    }

    fn session(&self, name: &str, restricted: bool) {
        let now = padron::clock::now();
        self.app.write(|conn| {
            diesel::insert_into(portal_sessions::table)
                .values((
                    portal_sessions::key_hash.eq(name),
                    portal_sessions::public_id.eq(name),
                    portal_sessions::customer_id.eq(Some(self.customer)),
                    portal_sessions::restricted.eq(restricted),
                    portal_sessions::state.eq("{}"),
                    portal_sessions::created_at.eq(now),
                    portal_sessions::last_seen_at.eq(now),
                    portal_sessions::expires_at.eq(now + chrono::Duration::days(1)),
                ))
                .execute(conn)?;
            Ok(())
        });
    }

    fn sessions(&self) -> Vec<String> {
        self.app.read(|conn| {
            let names = portal_sessions::table.select(portal_sessions::public_id);
            Ok(names.order(portal_sessions::public_id).load(conn)?)
        })
    }

    /// Kind and state of every letter.
    fn letters(&self) -> Vec<(String, String)> {
        self.app.read(|conn| {
            Ok(mails::table.select((mails::kind, mails::state)).order(mails::id).load(conn)?)
        })
    }

    /// As if the letters had been asked for so much earlier.
    fn let_pass(&self, minutes: i64) {
        let then = padron::clock::now() - chrono::Duration::minutes(minutes);
        self.app.write(|conn| {
            diesel::update(mails::table).set(mails::created_at.eq(then)).execute(conn)?;
            Ok(())
        });
    }

    fn expire(&self) {
        let past = Some(padron::clock::now() - chrono::Duration::seconds(1));
        self.app.write(|conn| {
            diesel::update(portal_accounts::table)
                .set((
                    portal_accounts::temp_expires_at.eq(past),
                    portal_accounts::link_expires_at.eq(past),
                ))
                .execute(conn)?;
            Ok(())
        });
    }

    fn decide(&self, decide: impl FnOnce(&mut Organisation)) {
        self.app.write(|conn| {
            let mut house = organisation::load(conn)?;
            decide(&mut house);
            Ok(organisation::store(conn, &house)?)
        });
    }

    fn version(&self) -> i64 {
        let found = self.app.read(|conn| Ok(query::find(conn, self.customer)?));
        found.unwrap().customer.version
    }
}

/// What the customer's page says of the portal.
fn section(page: &Response) -> String {
    page.texts("section:has(> .block__head #portal-title)").join(" ")
}

/// The temporary password of a letter.
fn code(letter: &str) -> String {
    let is_code = |word: &&str| {
        let groups: Vec<&str> = word.split('-').collect();
        let is_group = |group: &&str| {
            group.len() == 4 && group.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit())
        };
        groups.len() == 3 && groups.iter().all(is_group)
    };
    let mut words = letter.split(|c: char| !(c.is_ascii_alphanumeric() || c == '-'));
    words.rfind(is_code).unwrap_or_default().to_owned()
}

/// The token of a letter's link.
fn token(letter: &str) -> String {
    let rest = letter.split("/portal/password?token=").nth(1).unwrap();
    rest.chars().take_while(char::is_ascii_alphanumeric).collect()
}
