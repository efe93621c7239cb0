//! People and things to test with.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

use padron::access::Role;
use padron::staff::{NewMember, save};

use super::app::TestApp;
use super::client::Client;

/// The password of every member made here.
pub const PASSWORD: &str = "tren lento hacia ningun lado";

static COUNTER: AtomicU32 = AtomicU32::new(1);

/// A member who may sign in with [`PASSWORD`].
#[derive(Clone, Debug)]
pub struct Member {
    /// Number.
    pub id: i64,
    /// E-mail.
    pub email: String,
    /// Name.
    pub name: String,
}

/// Hashed once per process: it is slow on purpose.
fn password_hash() -> &'static str {
    static HASH: OnceLock<String> = OnceLock::new();
    HASH.get_or_init(|| padron::password::hash_now(PASSWORD).unwrap())
}

impl TestApp {
    /// A member of a role, who sees all customers.
    pub fn member(&self, role: Role) -> Member {
        self.member_with(role, false)
    }

    /// A member who sees the own customers only.
    pub fn limited_member(&self, role: Role) -> Member {
        self.member_with(role, true)
    }

    fn member_with(&self, role: Role, own_customers_only: bool) -> Member {
        let number = COUNTER.fetch_add(1, Ordering::Relaxed);
        let email = format!("{}{number}@padron.test", role.code());
        let name = format!("Member {number}");
        let new = NewMember {
            email: &email,
            name: &name,
            role,
            own_customers_only,
            password_hash: password_hash(),
        };
        let id = self.write(|conn| Ok(save::create(conn, &new)?)).unwrap();
        Member { id, email, name }
    }

    /// A browser in which a member has signed in.
    pub fn sign_in_as(&self, member: &Member) -> Client {
        let mut client = self.client();
        client
            .post("/login", &[("email", &member.email), ("password", PASSWORD)])
            .expect_to("/customers");
        client
    }

    /// A browser in which a new member of a role has signed in.
    pub fn sign_in(&self, role: Role) -> Client {
        let member = self.member(role);
        self.sign_in_as(&member)
    }
}
