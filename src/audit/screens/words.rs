//! The log in words. The matches name every action, so that a new one cannot be forgotten.

use crate::audit::Action;
use crate::audit::Entity;
use crate::audit::query::{Line, Subjects};
use crate::i18n::Text;
use crate::jobs::Kind;

/// Under what an action stands in the choice of actions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Section {
    Access,
    Secrets,
    Staff,
    Customers,
    Files,
}

impl Section {
    /// All sections, in their order.
    pub(super) const ALL: [Self; 5] =
        [Self::Access, Self::Secrets, Self::Staff, Self::Customers, Self::Files];

    /// The section of an action.
    pub(super) fn of(action: Action) -> Self {
        match action {
            Action::SignedIn
            | Action::SignInRefused
            | Action::SignedOut
            | Action::SessionsEnded
            | Action::PortalSignedIn
            | Action::PortalSignInRefused
            | Action::PortalConfirmationRefused
            | Action::PortalSignedOut
            | Action::PortalSessionsEnded
            | Action::Denied => Self::Access,
            Action::PasswordChanged
            | Action::PasswordLinkMade
            | Action::PasswordLinkAsked
            | Action::PasswordSet
            | Action::PortalLinkAsked
            | Action::PortalPasswordSet
            | Action::SecondFactorOn
            | Action::SecondFactorOff
            | Action::RecoveryCodeUsed
            | Action::GatewayKeySet
            | Action::GatewayKeyRefused => Self::Secrets,
            Action::SetUp
            | Action::MemberAdded
            | Action::MemberChanged
            | Action::RoleChanged
            | Action::MemberDisabled
            | Action::MemberEnabled
            | Action::SettingsChanged
            | Action::NameDeleted
            | Action::ViewDeleted
            | Action::PresetDeleted
            | Action::ViewReplaced
            | Action::PresetReplaced => Self::Staff,
            Action::CustomerDeleted
            | Action::CustomerAnonymized
            | Action::PortalPasswordMailed
            | Action::PortalAccessCut
            | Action::PortalAccessRemoved
            | Action::PortalAccessReturned
            | Action::CardEnrolled
            | Action::CardChosen
            | Action::CardRemoved
            | Action::EnrolmentDiscarded
            | Action::CardLinkMailed
            | Action::BulkStarted
            | Action::PortalBulkStarted
            | Action::BillingRunStarted
            | Action::BulkUndone
            | Action::JobStopped => Self::Customers,
            Action::ExportAsked
            | Action::ExportRefused
            | Action::ExportFetched
            | Action::ExportAttached
            | Action::LogFetched => Self::Files,
        }
    }

    /// Its title.
    pub(super) fn title(self, t: Text) -> &'static str {
        match self {
            Self::Access => t.audit_section_access(),
            Self::Secrets => t.audit_section_secrets(),
            Self::Staff => t.menu_staff(),
            Self::Customers => t.menu_customers(),
            Self::Files => t.audit_section_files(),
        }
    }
}

/// What happened.
#[must_use]
pub fn of_action(t: Text, action: Action) -> &'static str {
    match action {
        Action::SignedIn => t.audit_signed_in(),
        Action::SignInRefused => t.audit_sign_in_refused(),
        Action::SignedOut => t.audit_signed_out(),
        Action::Denied => t.audit_denied(),
        Action::SetUp => t.audit_set_up(),
        Action::PasswordChanged => t.audit_password_changed(),
        Action::PasswordLinkMade => t.audit_password_link_made(),
        Action::PasswordLinkAsked => t.audit_password_link_asked(),
        Action::PasswordSet => t.audit_password_set(),
        Action::SecondFactorOn => t.audit_second_factor_on(),
        Action::SecondFactorOff => t.audit_second_factor_off(),
        Action::RecoveryCodeUsed => t.audit_recovery_code_used(),
        Action::SessionsEnded => t.audit_sessions_ended(),
        Action::MemberAdded => t.audit_member_added(),
        Action::MemberChanged => t.audit_member_changed(),
        Action::RoleChanged => t.audit_role_changed(),
        Action::MemberDisabled => t.audit_member_disabled(),
        Action::MemberEnabled => t.audit_member_enabled(),
        Action::CustomerDeleted => t.audit_customer_deleted(),
        Action::CustomerAnonymized => t.audit_customer_anonymized(),
        Action::PortalPasswordMailed => t.audit_portal_password_mailed(),
        Action::PortalAccessCut => t.changes_portal_cut_alone(),
        Action::PortalAccessRemoved => t.audit_portal_access_removed(),
        Action::PortalAccessReturned => t.audit_portal_access_returned(),
        Action::PortalSignedIn => t.audit_portal_signed_in(),
        Action::PortalSignInRefused => t.audit_portal_sign_in_refused(),
        Action::PortalConfirmationRefused => t.audit_portal_confirmation_refused(),
        Action::PortalSignedOut => t.audit_portal_signed_out(),
        Action::PortalSessionsEnded => t.audit_portal_sessions_ended(),
        Action::PortalLinkAsked => t.audit_portal_link_asked(),
        Action::PortalPasswordSet => t.audit_portal_password_set(),
        Action::CardEnrolled => t.audit_card_enrolled(),
        Action::CardChosen => t.audit_card_chosen(),
        Action::CardRemoved => t.audit_card_removed(),
        Action::EnrolmentDiscarded => t.audit_enrolment_discarded(),
        Action::CardLinkMailed => t.audit_card_link_mailed(),
        Action::GatewayKeySet => t.audit_gateway_key_set(),
        Action::GatewayKeyRefused => t.audit_gateway_key_refused(),
        Action::ExportRefused => t.audit_export_refused(),
        Action::ExportAsked => t.audit_export_asked(),
        Action::ExportFetched => t.audit_export_fetched(),
        Action::ExportAttached => t.audit_export_attached(),
        Action::BulkStarted => t.audit_bulk_started(),
        Action::PortalBulkStarted => t.audit_portal_bulk_started(),
        Action::BillingRunStarted => t.audit_billing_run_started(),
        Action::BulkUndone => t.audit_bulk_undone(),
        Action::JobStopped => t.audit_job_stopped(),
        Action::LogFetched => t.audit_log_fetched(),
        Action::SettingsChanged => t.audit_settings_changed(),
        Action::NameDeleted => t.audit_name_deleted(),
        Action::ViewDeleted => t.audit_view_deleted(),
        Action::PresetDeleted => t.audit_preset_deleted(),
        Action::ViewReplaced => t.audit_view_replaced(),
        Action::PresetReplaced => t.audit_preset_replaced(),
    }
}

/// Somebody or something that a line speaks of, and where it is seen.
#[derive(Default)]
pub(super) struct Named {
    pub label: String,
    pub href: Option<String>,
}

impl Named {
    fn plain(label: impl Into<String>) -> Self {
        Self { label: label.into(), href: None }
    }

    fn at(label: impl Into<String>, href: String) -> Self {
        Self { label: label.into(), href: Some(href) }
    }
}

/// What happened; the code of an action that this version does not know.
pub(super) fn what(t: Text, line: &Line) -> String {
    let action = Action::from_code(&line.action);
    let what = action.map_or_else(|| line.action.clone(), |action| of_action(t, action).to_owned());
    match (action, line.details.as_deref()) {
        (_, None) => what,
        (Some(Action::RoleChanged), Some(roles)) => format!("{what}: {}", change_of_role(t, roles)),
        (_, Some(details)) => format!("{what}: {details}"),
    }
}

/// `sales>admin` as «Ventas → Administrador».
fn change_of_role(t: Text, roles: &str) -> String {
    let names: Vec<&str> = roles.split('>').map(|code| t.role_of_code(code)).collect();
    names.join(" → ")
}

/// Who did it, by the name of that time.
pub(super) fn who(t: Text, line: &Line, subjects: &Subjects) -> Named {
    match line.actor_id {
        Some(id) if subjects.staff.contains_key(&id) => {
            Named::at(&line.actor_name, format!("/staff/{id}"))
        }
        Some(_) => Named::plain(&line.actor_name),
        None if line.is_command() => Named::plain(t.audit_command()),
        None if line.is_of_portal() => Named::plain(t.portal_title()),
        None => Named::plain(t.audit_nobody()),
    }
}

/// On whom or what, by the name of today; by number when it is gone.
pub(super) fn whom(t: Text, line: &Line, subjects: &Subjects, viewer: Option<i64>) -> Named {
    match line.subject() {
        Some((Entity::Staff, id)) => match subjects.staff.get(&id) {
            Some(name) => Named::at(name, format!("/staff/{id}")),
            None => Named::plain(t.audit_member_number(id)),
        },
        Some((Entity::Customer, id)) => match subjects.customers.get(&id) {
            Some(name) => {
                let name = name.as_deref().filter(|name| !name.is_empty());
                let label = name.map_or_else(|| t.audit_customer_number(id), str::to_owned);
                Named::at(label, format!("/customers/{id}"))
            }
            None => Named::plain(t.audit_customer_number(id)),
        },
        Some((Entity::Job, id)) => match subjects.jobs.get(&id) {
            Some((kind, owner)) if Kind::from_code(kind) == Some(Kind::Export) => {
                // Its owner alone sees an export: it is the first below the next number.
                let href = (*owner == viewer).then(|| format!("/exports?before={}", id + 1));
                Named { label: t.audit_export_number(id), href }
            }
            Some(_) => Named::at(t.process_number(id), format!("/jobs/{id}")),
            None => Named::plain(t.process_number(id)),
        },
        Some((Entity::Log | Entity::Settings, _)) | None => Named::default(),
    }
}
