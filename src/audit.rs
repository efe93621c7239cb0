//! Who did what, from where and when: appended, never changed. Holds ids, names of members and
//! addresses; no values of customers, no passwords, no tokens.

use diesel::prelude::*;

use crate::access::Actor;
use crate::clock;
use crate::db::Db;
use crate::db::schema::audit_log;

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Somebody signed in.
    SignedIn,
    /// A sign-in was refused: wrong password, wrong code or a disabled member.
    SignInRefused,
    /// Somebody signed out.
    SignedOut,
    /// A role did not allow a request.
    Denied,
    /// The first administrator was made.
    SetUp,
    /// A member changed the own password.
    PasswordChanged,
    /// An administrator made a link to set a password.
    PasswordLinkMade,
    /// Somebody who is not signed in asked for a link to set a password.
    PasswordLinkAsked,
    /// A password was set by link or command.
    PasswordSet,
    /// A second factor was set up.
    SecondFactorOn,
    /// A second factor was taken away.
    SecondFactorOff,
    /// A recovery code was used to sign in.
    RecoveryCodeUsed,
    /// Sessions were ended by their owner.
    SessionsEnded,
    /// A member was added.
    MemberAdded,
    /// Name, role or limits of a member changed.
    MemberChanged,
    /// A member was disabled.
    MemberDisabled,
    /// A member was enabled.
    MemberEnabled,
    /// A customer was removed for good.
    CustomerDeleted,
    /// A customer's data was wiped.
    CustomerAnonymized,
    /// An export was asked for.
    ExportAsked,
    /// The file of an export was fetched.
    ExportFetched,
    /// A bulk update was confirmed.
    BulkStarted,
    /// A bulk update was taken back.
    BulkUndone,
}

impl Action {
    /// As stored.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::SignedIn => "sign_in.accepted",
            Self::SignInRefused => "sign_in.refused",
            Self::SignedOut => "sign_in.ended",
            Self::Denied => "access.denied",
            Self::SetUp => "staff.set_up",
            Self::PasswordChanged => "password.changed",
            Self::PasswordLinkMade => "password.link_made",
            Self::PasswordLinkAsked => "password.link_asked",
            Self::PasswordSet => "password.set",
            Self::SecondFactorOn => "second_factor.on",
            Self::SecondFactorOff => "second_factor.off",
            Self::RecoveryCodeUsed => "second_factor.recovery_used",
            Self::SessionsEnded => "sessions.ended",
            Self::MemberAdded => "staff.added",
            Self::MemberChanged => "staff.changed",
            Self::MemberDisabled => "staff.disabled",
            Self::MemberEnabled => "staff.enabled",
            Self::CustomerDeleted => "customers.deleted",
            Self::CustomerAnonymized => "customers.anonymized",
            Self::ExportAsked => "export.asked",
            Self::ExportFetched => "export.fetched",
            Self::BulkStarted => "bulk.started",
            Self::BulkUndone => "bulk.undone",
        }
    }

    /// To what it was done.
    fn entity(self) -> &'static str {
        match self {
            Self::CustomerDeleted | Self::CustomerAnonymized => "customer",
            Self::ExportAsked | Self::ExportFetched | Self::BulkStarted | Self::BulkUndone => "job",
            _ => "staff",
        }
    }
}

/// Who acts, by which road, from where, in which request.
#[derive(Clone, Debug)]
pub struct By {
    /// The member, if anybody is signed in.
    pub id: Option<i64>,
    /// The name.
    pub name: String,
    /// The road.
    pub via: &'static str,
    /// The address.
    pub address: String,
    /// The number of the request.
    pub request_id: String,
}

impl By {
    /// Whoever runs a command on the machine.
    #[must_use]
    pub fn command(actor: &Actor) -> Self {
        Self {
            id: actor.id,
            name: actor.name.to_string(),
            via: actor.via.code(),
            address: String::new(),
            request_id: String::new(),
        }
    }

    /// The same request, once it is known who makes it.
    #[must_use]
    pub fn as_member(mut self, id: i64, name: &str) -> Self {
        self.id = Some(id);
        name.clone_into(&mut self.name);
        self
    }
}

/// Notes something that a member did, or that was done to a member or a customer: its number.
///
/// # Errors
/// When the database fails.
pub fn note(conn: &mut Db, by: &By, action: Action, subject: Option<i64>) -> QueryResult<()> {
    diesel::insert_into(audit_log::table)
        .values((
            audit_log::actor_id.eq(by.id),
            audit_log::actor_name.eq(&by.name),
            audit_log::via.eq(by.via),
            audit_log::address.eq(&by.address),
            audit_log::action.eq(action.code()),
            audit_log::entity.eq(action.entity()),
            audit_log::entity_id.eq(subject),
            audit_log::request_id.eq(&by.request_id),
            audit_log::at.eq(clock::now()),
        ))
        .execute(conn)
        .map(|_| ())
}
