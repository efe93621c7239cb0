//! Customers with an account of the portal, and what is mailed to them.

use std::sync::OnceLock;

use diesel::prelude::*;
use padron::db::schema::portal_accounts;
use padron::portal::{Account, account};
use padron::settings::{Portal, organisation};

use super::app::TestApp;
use super::client::{Client, Response};
use super::smtp::MailServer;

/// The password of every customer made here.
pub const OWN_PASSWORD: &str = "barco verde en la siesta";

fn own_hash() -> &'static str {
    static HASH: OnceLock<String> = OnceLock::new();
    HASH.get_or_init(|| padron::password::hash_now(OWN_PASSWORD).unwrap())
}

impl TestApp {
    /// A customer with these values who may sign in with [`OWN_PASSWORD`].
    #[track_caller]
    pub fn visitor(&self, typed: &[(&str, &str)]) -> i64 {
        let id = self.customer(typed);
        self.let_in(id);
        id
    }

    /// Gives a customer the way in with [`OWN_PASSWORD`].
    pub fn let_in(&self, id: i64) {
        self.write(|conn| {
            account::ensure(conn, id)?;
            Ok(account::set_password(conn, id, own_hash())?)
        });
    }

    /// A phone in which somebody has signed in to the portal by this name.
    #[track_caller]
    pub fn enter(&self, name: &str) -> Client {
        let mut client = self.client();
        sign_in(&mut client, name, OWN_PASSWORD).expect_to("/portal");
        client
    }

    /// The account of a customer.
    #[track_caller]
    pub fn account_of(&self, id: i64) -> Account {
        self.read(|conn| Ok(account::find(conn, id)?)).unwrap()
    }

    /// What the organisation decides about the portal.
    pub fn decide(&self, decide: impl FnOnce(&mut Portal)) {
        self.write(|conn| {
            let mut house = organisation::load(conn)?;
            decide(&mut house.portal);
            Ok(organisation::store(conn, &house)?)
        });
    }

    /// What was mailed to open the portal works no longer.
    pub fn let_expire(&self) {
        let past = Some(padron::clock::now() - chrono::Duration::seconds(1));
        let ends = (
            portal_accounts::temp_expires_at.eq(past),
            portal_accounts::link_expires_at.eq(past),
            portal_accounts::forgot_expires_at.eq(past),
        );
        self.write(|conn| {
            diesel::update(portal_accounts::table).set(ends).execute(conn)?;
            Ok(())
        });
    }
}

/// Tries to sign in to the portal.
pub fn sign_in(client: &mut Client, name: &str, password: &str) -> Response {
    client.post("/portal/login", &[("email", name), ("password", password)])
}

/// The temporary password and the token of the last mail that arrived; nothing for what it lacks.
pub fn mailed(server: &MailServer) -> (String, String) {
    let letter = server.taken().pop().unwrap().text();
    let is_group = |group: &str| {
        group.len() == 4 && group.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit())
    };
    let is_code = |word: &&str| word.split('-').count() == 3 && word.split('-').all(is_group);
    let mut words = letter.split(|c: char| !(c.is_ascii_alphanumeric() || c == '-'));
    let code = words.rfind(is_code).unwrap_or_default().to_owned();
    let rest = letter.split("/portal/password?token=").nth(1).unwrap_or_default();
    (code, rest.chars().take_while(char::is_ascii_alphanumeric).collect())
}
