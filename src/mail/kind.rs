//! The kinds of letters, as the log keeps them.

#[cfg(doc)]
use super::letter::Content;

/// What kind of letter it is, as the log keeps it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// See [`Content::Test`].
    Test,
    /// See [`Content::PasswordChanged`].
    PasswordChanged,
    /// See [`Content::SecondFactorOn`].
    SecondFactorOn,
    /// See [`Content::SecondFactorOff`].
    SecondFactorOff,
    /// See [`Content::PasswordLink`].
    PasswordLink,
    /// See [`Content::PasswordForgotten`].
    PasswordForgotten,
    /// See [`Content::PortalPassword`].
    PortalPassword,
    /// See [`Content::PortalForgotten`].
    PortalForgotten,
    /// See [`Content::PortalPasswordChanged`].
    PortalPasswordChanged,
    /// See [`Content::PortalEmailChanged`].
    PortalEmailChanged,
    /// See [`Content::ExportReady`].
    ExportReady,
    /// See [`Content::ExportFailed`].
    ExportFailed,
    /// See [`Content::JobEnded`].
    JobEnded,
    /// See [`Content::InvoiceIssued`].
    InvoiceIssued,
    /// See [`Content::CreditNoteIssued`].
    CreditNoteIssued,
    /// See [`Content::PaymentReceived`].
    PaymentReceived,
    /// See [`Content::PaymentReminder`].
    PaymentReminder,
    /// See [`Content::CardRenewal`].
    CardRenewal,
}

impl Kind {
    /// All kinds.
    pub const ALL: [Self; 18] = [
        Self::Test,
        Self::PasswordChanged,
        Self::SecondFactorOn,
        Self::SecondFactorOff,
        Self::PasswordLink,
        Self::PasswordForgotten,
        Self::PortalPassword,
        Self::PortalForgotten,
        Self::PortalPasswordChanged,
        Self::PortalEmailChanged,
        Self::ExportReady,
        Self::ExportFailed,
        Self::JobEnded,
        Self::InvoiceIssued,
        Self::CreditNoteIssued,
        Self::PaymentReceived,
        Self::PaymentReminder,
        Self::CardRenewal,
    ];

    /// As stored.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Test => "test",
            Self::PasswordChanged => "password_changed",
            Self::SecondFactorOn => "second_factor_on",
            Self::SecondFactorOff => "second_factor_off",
            Self::PasswordLink => "password_link",
            Self::PasswordForgotten => "password_forgotten",
            Self::PortalPassword => "portal_password",
            Self::PortalForgotten => "portal_forgotten",
            Self::PortalPasswordChanged => "portal_password_changed",
            Self::PortalEmailChanged => "portal_email_changed",
            Self::ExportReady => "export_ready",
            Self::ExportFailed => "export_failed",
            Self::JobEnded => "job_ended",
            Self::InvoiceIssued => "invoice_issued",
            Self::CreditNoteIssued => "credit_note_issued",
            Self::PaymentReceived => "payment_received",
            Self::PaymentReminder => "payment_reminder",
            Self::CardRenewal => "card_renewal",
        }
    }

    /// Whether a later letter makes a waiting one of the same kind worthless: its link is dead.
    pub(super) fn replaces_former(self) -> bool {
        matches!(
            self,
            Self::PasswordLink
                | Self::PasswordForgotten
                | Self::PortalPassword
                | Self::PortalForgotten
                | Self::CardRenewal
        )
    }
}
