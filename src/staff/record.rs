//! A member of the staff as stored.

use crate::db::prelude::*;
use chrono::NaiveDateTime;

use crate::access::Role;
use crate::db::schema::staff;

/// A member. Has no `Debug`, so that no log can show its hash or secret.
#[derive(Clone, Queryable, Selectable)]
#[diesel(table_name = staff)]
pub struct Account {
    /// Number.
    pub id: i64,
    /// E-mail as typed.
    pub email: String,
    /// Name.
    pub name: String,
    /// Code of the role.
    pub role: String,
    /// Limited to own customers.
    pub own_customers_only: bool,
    /// PHC string; `!` while no password was set.
    pub password_hash: String,
    /// Base32, while a second factor is set up.
    pub totp_secret: Option<String>,
    /// The last time step whose code was used.
    pub totp_last_step: i64,
    /// Code of the language; none for the organisation's.
    pub language: Option<String>,
    /// Since when the member may not sign in.
    pub disabled_at: Option<NaiveDateTime>,
    /// The last sign-in.
    pub last_sign_in_at: Option<NaiveDateTime>,
}

impl Account {
    /// The role; the weakest one when the stored code is unknown.
    #[must_use]
    pub fn role(&self) -> Role {
        Role::from_code(&self.role).unwrap_or(Role::Viewer)
    }

    /// Whether the member may sign in.
    #[must_use]
    pub fn is_active(&self) -> bool {
        self.disabled_at.is_none()
    }
}

/// A session as its owner sees it in the list.
#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = crate::db::schema::sessions)]
pub struct OpenSession {
    /// Public id.
    pub public_id: String,
    /// Address at sign-in.
    pub address: String,
    /// Browser at sign-in.
    pub user_agent: String,
    /// When it was opened.
    pub created_at: NaiveDateTime,
    /// When it was last used, within minutes.
    pub last_seen_at: NaiveDateTime,
}
