//! The portal on the customer's page: whether they come in, by what, and what became of the last mail.

use crate::access::Permission;
use crate::customers::Record;
use crate::customers::rows::may_regenerate;
use crate::db::Db;
use crate::i18n::Text;
use crate::mail::{self, Delivery, Kind, State as Post, Way};
use crate::portal::{Account, State, account};
use crate::web::Page;

/// What is kept about a customer's way into the portal.
pub struct Section {
    account: Option<Account>,
    delivery: Option<Delivery>,
}

impl Section {
    /// Of one customer.
    ///
    /// # Errors
    /// When the database fails.
    pub fn find(conn: &mut Db, customer: i64) -> diesel::QueryResult<Self> {
        Ok(Self {
            account: account::find(conn, customer)?,
            delivery: mail::last(conn, customer, &[Kind::PortalPassword])?,
        })
    }

    /// In words; none where there is nothing to say.
    #[must_use]
    pub fn shown(self, page: &Page, record: &Record, way: &Way) -> Option<Shown> {
        let customer = &record.customer;
        let is_offered = page.settings.organisation.portal.is_enabled;
        if customer.status == "anonymized" || !(is_offered || self.account.is_some()) {
            return None;
        }
        let state = self.account.as_ref().map_or(State::None, Account::state);
        let may = page.may(Permission::RegeneratePortalPassword);
        let opens = matches!(state, State::Invited | State::Active);
        let is_shut = opens && matches!(customer.status.as_str(), "inactive" | "archived");
        let last_sign_in = self.account.as_ref().and_then(|account| account.last_sign_in_at);
        let names = record.details.portal_login.iter().chain(&customer.email);
        Some(Shown {
            glyph: if is_shut { "inactive" } else { glyph(state) },
            state: if is_shut { page.t.portal_state_shut() } else { word(page.t, state) },
            names: names.cloned().collect::<Vec<_>>().join(" · "),
            last_sign_in: last_sign_in.map(|at| page.display().moment(at)),
            delivery: self.delivery.map(|delivery| delivered(page, delivery)),
            can_regenerate: may_regenerate(page, &customer.status) && state != State::Disabled,
            can_remove: may && matches!(state, State::Invited | State::Active),
            can_return: may && state == State::Disabled,
            stays_here: is_offered && way.server().is_none(),
        })
    }
}

/// The section in words.
pub struct Shown {
    /// Name of the state's glyph.
    pub glyph: &'static str,
    /// The state.
    pub state: &'static str,
    /// What the customer signs in with.
    pub names: String,
    /// When that happened last.
    pub last_sign_in: Option<String>,
    /// What became of the last mail.
    pub delivery: Option<Sent>,
    /// Whether the viewer may mail a new way in.
    pub can_regenerate: bool,
    /// Whether the viewer may shut the customer out.
    pub can_remove: bool,
    /// Whether the viewer may let the customer in again.
    pub can_return: bool,
    /// Whether no mail leaves the house.
    pub stays_here: bool,
}

/// What became of a mail, in words.
pub struct Sent {
    /// Name of the glyph.
    pub glyph: &'static str,
    /// Where it stands, and since when.
    pub text: String,
    /// Where it went.
    pub to: String,
    /// What the server said.
    pub answer: String,
    /// Whether it never arrives.
    pub has_failed: bool,
}

fn glyph(state: State) -> &'static str {
    match state {
        State::None | State::Disabled => "inactive",
        State::Invited => "pending",
        State::Active => "active",
    }
}

fn word(t: Text, state: State) -> &'static str {
    match state {
        State::None => t.portal_state_none(),
        State::Invited => t.portal_state_invited(),
        State::Active => t.portal_state_active(),
        State::Disabled => t.portal_state_disabled(),
    }
}

fn delivered(page: &Page, delivery: Delivery) -> Sent {
    let t = page.t;
    let when = page.display().moment(delivery.sent_at.unwrap_or(delivery.created_at));
    let (glyph, text) = match delivery.state {
        Post::Queued | Post::Sending => ("pending", t.portal_mail_queued(&when)),
        Post::Sent if delivery.is_filed => ("inactive", t.portal_mail_filed(&when)),
        Post::Sent => ("active", t.portal_mail_sent(&when)),
        Post::Failed => ("overdue", t.portal_mail_failed(&when)),
        Post::Cancelled => ("inactive", t.portal_mail_cancelled(&when)),
    };
    Sent {
        glyph,
        text,
        to: delivery.to_address,
        answer: mail::answer::in_words(t, &delivery.answer.unwrap_or_default()),
        has_failed: delivery.state == Post::Failed,
    }
}
