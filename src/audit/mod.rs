//! Who did what, from where and when: appended, never changed. Holds ids, names of members and
//! addresses; no values of customers, no passwords, no tokens.

pub mod query;

use crate::db::prelude::*;

use crate::access::Actor;
use crate::clock;
use crate::db::Db;
use crate::db::schema::audit_log;

/// Actions with their codes, a row each: what is not in this table cannot be noted.
macro_rules! actions {
    ($($(#[$doc:meta])* $name:ident = $code:literal;)*) => {
        /// What happened.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Action {
            $($(#[$doc])* $name,)*
        }

        impl Action {
            /// All actions.
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            /// As stored.
            #[must_use]
            pub fn code(self) -> &'static str {
                match self {
                    $(Self::$name => $code,)*
                }
            }
        }
    };
}

actions! {
    /// Somebody signed in.
    SignedIn = "sign_in.accepted";
    /// A sign-in was refused: wrong password, wrong code or a disabled member.
    SignInRefused = "sign_in.refused";
    /// Somebody signed out.
    SignedOut = "sign_in.ended";
    /// A role did not allow a request.
    Denied = "access.denied";
    /// The first administrator was made.
    SetUp = "staff.set_up";
    /// A member changed the own password.
    PasswordChanged = "password.changed";
    /// An administrator made a link to set a password.
    PasswordLinkMade = "password.link_made";
    /// Somebody who is not signed in asked for a link to set a password.
    PasswordLinkAsked = "password.link_asked";
    /// A password was set by link or command.
    PasswordSet = "password.set";
    /// A second factor was set up.
    SecondFactorOn = "second_factor.on";
    /// A second factor was taken away.
    SecondFactorOff = "second_factor.off";
    /// A recovery code was used to sign in.
    RecoveryCodeUsed = "second_factor.recovery_used";
    /// Sessions were ended by their owner.
    SessionsEnded = "sessions.ended";
    /// A member was added.
    MemberAdded = "staff.added";
    /// Name or limits of a member changed.
    MemberChanged = "staff.changed";
    /// The role of a member changed: `before>after`.
    RoleChanged = "staff.role_changed";
    /// A member was disabled.
    MemberDisabled = "staff.disabled";
    /// A member was enabled.
    MemberEnabled = "staff.enabled";
    /// A customer was removed for good.
    CustomerDeleted = "customers.deleted";
    /// A customer's data was wiped.
    CustomerAnonymized = "customers.anonymized";
    /// A way into the portal was mailed to a customer.
    PortalPasswordMailed = "portal.password_mailed";
    /// What opened the portal to a customer was ended, and nothing was mailed.
    PortalAccessCut = "portal.access_cut";
    /// A customer was shut out of the portal.
    PortalAccessRemoved = "portal.access_removed";
    /// A customer was let into the portal again.
    PortalAccessReturned = "portal.access_returned";
    /// A customer signed in to the portal.
    PortalSignedIn = "portal.sign_in_accepted";
    /// A sign-in to the portal was refused.
    PortalSignInRefused = "portal.sign_in_refused";
    /// A signed-in customer gave a wrong present password.
    PortalConfirmationRefused = "portal.confirmation_refused";
    /// A customer signed out.
    PortalSignedOut = "portal.sign_in_ended";
    /// A customer ended all own sessions.
    PortalSessionsEnded = "portal.sessions_ended";
    /// Somebody asked for a link to the portal.
    PortalLinkAsked = "portal.link_asked";
    /// A customer set a password.
    PortalPasswordSet = "portal.password_set";
    /// A card of a customer's was enrolled.
    CardEnrolled = "cards.enrolled";
    /// Another card of a customer's is the one that is charged.
    CardChosen = "cards.chosen";
    /// A card of a customer's was removed.
    CardRemoved = "cards.removed";
    /// An enrolment of which nobody knows how it ended was given up.
    EnrolmentDiscarded = "cards.enrolment_discarded";
    /// A link to choose a card was mailed to a customer.
    CardLinkMailed = "cards.link_mailed";
    /// The key of a gateway was set: its name.
    GatewayKeySet = "gateways.key_set";
    /// The password that the key of a gateway asks for was wrong.
    GatewayKeyRefused = "gateways.key_refused";
    /// An export was asked for.
    ExportAsked = "export.asked";
    /// The password that an export of everything asks for was wrong.
    ExportRefused = "export.refused";
    /// The file of an export was fetched.
    ExportFetched = "export.fetched";
    /// The file of an export went with its mail.
    ExportAttached = "export.attached";
    /// A bulk update was confirmed.
    BulkStarted = "bulk.started";
    /// A run of portal passwords was confirmed.
    PortalBulkStarted = "portal.bulk_started";
    /// A run of invoices was confirmed.
    BillingRunStarted = "billing_run.started";
    /// A bulk update was taken back.
    BulkUndone = "bulk.undone";
    /// A process was stopped.
    JobStopped = "job.stopped";
    /// The settings of the organisation or of its portal were changed.
    SettingsChanged = "settings.changed";
    /// A zone, seller, collector or store was deleted: its name.
    NameDeleted = "settings.name_deleted";
    /// A saved view was deleted: its name.
    ViewDeleted = "views.deleted";
    /// A preset of exports was deleted: its name.
    PresetDeleted = "export_presets.deleted";
    /// A view that was shared was replaced by another one: its name.
    ViewReplaced = "views.replaced";
    /// A preset that was shared was replaced by another one: its name.
    PresetReplaced = "export_presets.replaced";
    /// Lines of this log were fetched as a file.
    LogFetched = "audit.fetched";
}

impl Action {
    /// From the stored code; none for one that this version does not know.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|action| action.code() == code)
    }

    /// To what it was done.
    fn entity(self) -> Entity {
        match self {
            Self::CustomerDeleted
            | Self::CardEnrolled
            | Self::CardChosen
            | Self::CardRemoved
            | Self::EnrolmentDiscarded
            | Self::CardLinkMailed
            | Self::CustomerAnonymized
            | Self::PortalPasswordMailed
            | Self::PortalAccessCut
            | Self::PortalAccessRemoved
            | Self::PortalAccessReturned
            | Self::PortalSignedIn
            | Self::PortalSignInRefused
            | Self::PortalConfirmationRefused
            | Self::PortalSignedOut
            | Self::PortalSessionsEnded
            | Self::PortalLinkAsked
            | Self::PortalPasswordSet => Entity::Customer,
            Self::ExportAsked
            | Self::ExportFetched
            | Self::ExportAttached
            | Self::BulkStarted
            | Self::PortalBulkStarted
            | Self::BillingRunStarted
            | Self::BulkUndone
            | Self::JobStopped => Entity::Job,
            Self::LogFetched => Entity::Log,
            Self::SettingsChanged
            | Self::GatewayKeySet
            | Self::GatewayKeyRefused
            | Self::NameDeleted
            | Self::ViewDeleted
            | Self::PresetDeleted
            | Self::ViewReplaced
            | Self::PresetReplaced => Entity::Settings,
            _ => Entity::Staff,
        }
    }
}

/// To what something is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Entity {
    /// A member.
    Staff,
    /// A customer.
    Customer,
    /// A job.
    Job,
    /// This log, as a whole.
    Log,
    /// The settings of the organisation.
    Settings,
}

impl Entity {
    /// As stored.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Staff => "staff",
            Self::Customer => "customer",
            Self::Job => "job",
            Self::Log => "audit_log",
            Self::Settings => "settings",
        }
    }

    /// From the stored code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Staff, Self::Customer, Self::Job, Self::Log, Self::Settings]
            .into_iter()
            .find(|entity| entity.code() == code)
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

    /// Whoever asked for a job, which does it now: from where they asked, in that request.
    ///
    /// # Errors
    /// When the database fails.
    pub fn job(conn: &mut Db, actor: &Actor, job: i64) -> QueryResult<Self> {
        let asked = [Action::ExportAsked, Action::PortalBulkStarted, Action::BillingRunStarted]
            .map(Action::code);
        let origin: Option<(String, String)> = audit_log::table
            .filter(audit_log::entity.eq(Entity::Job.code()))
            .filter(audit_log::entity_id.eq(job))
            .filter(audit_log::action.eq_any(asked))
            .order(audit_log::id.desc())
            .select((audit_log::address, audit_log::request_id))
            .first(conn)
            .optional()?;
        let (address, request_id) = origin.unwrap_or_default();
        Ok(Self { address, request_id, ..Self::command(actor) })
    }

    /// The same request, once it is known who makes it.
    #[must_use]
    pub fn as_member(mut self, id: i64, name: &str) -> Self {
        self.id = Some(id);
        name.clone_into(&mut self.name);
        self
    }
}

/// Notes something that a member did, or that was done to a member or a customer.
///
/// # Errors
/// When the database fails.
pub fn note(conn: &mut Db, by: &By, action: Action, subject: Option<i64>) -> QueryResult<()> {
    note_with(conn, by, (action, None), subject)
}

/// The same, with what the action alone does not say.
///
/// # Errors
/// When the database fails.
pub fn note_with(
    conn: &mut Db,
    by: &By,
    (action, details): (Action, Option<&str>),
    subject: Option<i64>,
) -> QueryResult<()> {
    diesel::insert_into(audit_log::table)
        .values((
            audit_log::actor_id.eq(by.id),
            audit_log::actor_name.eq(&by.name),
            audit_log::via.eq(by.via),
            audit_log::address.eq(&by.address),
            audit_log::action.eq(action.code()),
            audit_log::entity.eq(action.entity().code()),
            audit_log::entity_id.eq(subject),
            audit_log::request_id.eq(&by.request_id),
            audit_log::at.eq(clock::now()),
            audit_log::details.eq(details),
        ))
        .execute(conn)
        .map(|_| ())
}
