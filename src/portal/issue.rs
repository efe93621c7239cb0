//! "Regenerar contraseña": makes what opens the portal once and mails it to the customer. Whoever asks
//! never sees it; the present password works until the customer sets a new one.

use std::collections::{HashMap, HashSet};

use crate::db::prelude::*;
use chrono::{Duration, NaiveDateTime};
use serde::{Deserialize, Serialize};

use super::account::{self, Account, State};
use super::secret::{self, Code, Prepared};
use super::{ACCESS_CUT, ACCESS_CUT_ALONE, PASSWORD_MAILED};
use crate::audit::{self, Action, By};
use crate::clock;
use crate::db::Db;
use crate::error::AppError;
use crate::history::{self, Change, Circumstance, Entity};
use crate::i18n::{Lang, Text};
use crate::mail::{self, Access, Content, Kind, Letter, Link, Post, Recipient};
use crate::settings::{Organisation, PortalSecret};

/// Most letters to a customer within an hour.
const MOST: usize = 3;
/// Seconds between two of them.
const PAUSE: i64 = 60;

/// The customer whose account it is.
pub struct Holder {
    /// Its number.
    pub id: i64,
    /// Its name.
    pub name: String,
    /// The main e-mail.
    pub email: Option<String>,
    /// Its country.
    pub country: Option<String>,
    /// Its status.
    pub status: String,
    /// Its version.
    pub version: i64,
}

/// Why nothing was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Refusal {
    /// The organisation has no portal.
    PortalOff,
    /// The customer has no main e-mail.
    NoEmail,
    /// The customer's status shuts it out.
    NotServed,
    /// So does the archive.
    Archived,
    /// Its data was wiped.
    Anonymized,
    /// Somebody took the access away.
    Disabled,
    /// The way of mail is open to whoever listens.
    ExposedMail,
    /// Too many were asked for: when the next one may be.
    TooOften(NaiveDateTime),
}

impl Refusal {
    /// The reason in words.
    #[must_use]
    pub fn text(self, t: Text) -> String {
        match self {
            Self::PortalOff => t.portal_off().to_owned(),
            Self::NoEmail => t.portal_no_email().to_owned(),
            Self::NotServed => t.portal_not_served().to_owned(),
            Self::Archived => t.portal_archived().to_owned(),
            Self::Anonymized => t.lock_anonymized().to_owned(),
            Self::Disabled => t.portal_disabled_text().to_owned(),
            Self::ExposedMail => t.portal_mail_exposed().to_owned(),
            Self::TooOften(until) if until <= clock::now() => t.portal_was_too_often().to_owned(),
            Self::TooOften(_) => t.portal_too_often(self.minutes()),
        }
    }

    /// Whether it is the letter that cannot be: what works now can be cut off without one.
    #[must_use]
    pub fn is_of_the_letter(self) -> bool {
        matches!(self, Self::NoEmail | Self::ExposedMail | Self::TooOften(_))
    }

    /// Minutes until it may be asked for again, rounded up.
    #[must_use]
    pub fn minutes(self) -> i64 {
        match self {
            Self::TooOften(until) => {
                ((until - clock::now()).num_seconds() + 59).div_euclid(60).max(1)
            }
            _ => 0,
        }
    }
}

/// Why this customer can be sent nothing now, if so.
///
/// # Errors
/// When the database fails.
pub fn refusal(
    conn: &mut Db,
    house: &Organisation,
    is_exposed: bool,
    holder: &Holder,
) -> QueryResult<Option<Refusal>> {
    Ok(SoFar::of(conn, &[holder.id])?.refusal(house, is_exposed, holder))
}

/// What these customers had to do with the portal so far, as far as it decides who is sent a letter.
#[derive(Default)]
pub struct SoFar {
    /// Who is shut out.
    shut_out: HashSet<i64>,
    /// When each was written to within the hour, the newest first.
    letters: HashMap<i64, Vec<NaiveDateTime>>,
}

impl SoFar {
    /// Of these customers.
    ///
    /// # Errors
    /// When the database fails.
    pub fn of(conn: &mut Db, customers: &[i64]) -> QueryResult<Self> {
        let accounts = account::of(conn, customers)?.into_iter();
        let shut_out = accounts.filter(|account| account.state() == State::Disabled);
        let mut so_far = Self {
            shut_out: shut_out.map(|account| account.customer_id).collect(),
            ..Self::default()
        };
        let since = clock::now() - Duration::hours(1);
        for (customer, at) in mail::queued_since(conn, customers, Kind::PortalPassword, since)? {
            so_far.letters.entry(customer).or_default().push(at);
        }
        Ok(so_far)
    }

    /// Why this customer can be sent nothing now, if so.
    #[must_use]
    pub fn refusal(
        &self,
        house: &Organisation,
        is_exposed: bool,
        holder: &Holder,
    ) -> Option<Refusal> {
        self.address_of(house, is_exposed, holder).err()
    }

    /// Where a letter to this customer goes now, or why none does.
    fn address_of<'a>(
        &self,
        house: &Organisation,
        is_exposed: bool,
        holder: &'a Holder,
    ) -> Result<&'a str, Refusal> {
        if !house.portal.is_enabled {
            return Err(Refusal::PortalOff);
        }
        if !account::is_open_to(&holder.status) {
            return Err(match holder.status.as_str() {
                "archived" => Refusal::Archived,
                "anonymized" => Refusal::Anonymized,
                _ => Refusal::NotServed,
            });
        }
        let address = holder.email.as_deref().ok_or(Refusal::NoEmail)?;
        if self.shut_out.contains(&holder.id) {
            return Err(Refusal::Disabled);
        }
        if is_exposed {
            return Err(Refusal::ExposedMail);
        }
        self.next_at(holder.id).map_or(Ok(address), |at| Err(Refusal::TooOften(at)))
    }

    /// When the next letter may be asked for; none when that is now.
    fn next_at(&self, customer: i64) -> Option<NaiveDateTime> {
        let made = self.letters.get(&customer)?;
        let after_pause = made.first().map(|last| *last + Duration::seconds(PAUSE));
        let after_hour = made.get(MOST - 1).map(|third| *third + Duration::hours(1));
        let now = clock::now();
        after_pause.into_iter().chain(after_hour).max().filter(|at| *at > now)
    }
}

/// Who asks, and how the letter goes out.
pub struct Issuing<'a> {
    /// Whose name the letter carries, and for how long it opens the door.
    pub house: &'a Organisation,
    /// Takes the letter.
    pub post: &'a Post,
    /// The address of the panel, as people type it.
    pub public_url: &'a str,
    /// For the history.
    pub circumstance: Circumstance<'a>,
    /// For the audit log.
    pub by: &'a By,
    /// Whether the present password and sessions end now, rather than with the new password.
    pub cuts: bool,
}

impl Issuing<'_> {
    /// Puts a prepared secret in the place of the former one and queues the letter that carries it,
    /// in the caller's transaction, which holds the customer. The address it goes to, or why not.
    ///
    /// # Errors
    /// When the database fails.
    pub fn run(
        &self,
        conn: &mut Db,
        holder: &Holder,
        prepared: &Prepared,
    ) -> Result<Result<String, Refusal>, AppError> {
        let is_exposed = self.post.way().is_exposed();
        let so_far = SoFar::of(conn, &[holder.id])?;
        let address = match so_far.address_of(self.house, is_exposed, holder) {
            Ok(address) => address,
            Err(refusal) => return Ok(Err(refusal)),
        };
        // The organisation may have decided otherwise since it was prepared.
        let code =
            prepared.code.as_ref().filter(|_| self.house.portal.secret == PortalSecret::Password);
        let ends =
            secret::put(conn, holder.id, (code, &prepared.token), self.house.portal.hours())?;
        if self.cuts {
            account::cut(conn, holder.id)?;
        }
        account::cancel_letters(conn, &[holder.id])?;
        let content = Content::PortalPassword(self.access(code, &prepared.token, ends));
        let to = recipient(conn, self.house, holder, address)?;
        let mut letter = Letter::compose(self.house, to, &content)?;
        letter.in_bulk = self.circumstance.job.is_some();
        self.post.queue(conn, &letter)?;
        self.note(conn, holder)?;
        Ok(Ok(address.to_owned()))
    }

    /// Ends what works now where no letter can be sent; what was mailed before works on.
    ///
    /// # Errors
    /// When the database fails.
    pub fn cut_alone(&self, conn: &mut Db, holder: &Holder) -> QueryResult<()> {
        account::cut(conn, holder.id)?;
        note(conn, &self.circumstance, holder, ACCESS_CUT_ALONE)?;
        audit::note(conn, self.by, Action::PortalAccessCut, Some(holder.id))
    }

    fn access(&self, code: Option<&Code>, token: &str, expires_at: NaiveDateTime) -> Access {
        Access {
            link: Link { address: link_address(self.public_url, token), expires_at },
            code: code.map(|code| code.shown.clone()),
            sign_in: format!("{}/portal/login", self.public_url),
        }
    }

    fn note(&self, conn: &mut Db, holder: &Holder) -> QueryResult<()> {
        let what = if self.cuts { ACCESS_CUT } else { PASSWORD_MAILED };
        note(conn, &self.circumstance, holder, what)?;
        audit::note(conn, self.by, Action::PortalPasswordMailed, Some(holder.id))
    }
}

/// What happened to the way into the portal, in the customer's history.
///
/// # Errors
/// When the database fails.
pub fn note(
    conn: &mut Db,
    circumstance: &Circumstance<'_>,
    holder: &Holder,
    what: &str,
) -> QueryResult<()> {
    let change = Change { field: what.to_owned(), before: None, after: None };
    history::record_as(conn, circumstance, (Entity::Customer, holder.id, holder.version), &[change])
}

/// The whole address of a link to choose a password; built on the public address, never on a request's.
#[must_use]
pub fn link_address(public_url: &str, token: &str) -> String {
    format!("{public_url}/portal/password?token={token}")
}

/// A customer as one who gets letters: in the language of the own choice; else abroad in that of the
/// country, if the panel speaks it, and at home in the organisation's.
///
/// # Errors
/// When the database fails.
pub fn recipient(
    conn: &mut Db,
    house: &Organisation,
    holder: &Holder,
    address: &str,
) -> QueryResult<Recipient> {
    Ok(addressed(house, holder, account::find(conn, holder.id)?.as_ref(), address))
}

/// As [`recipient`], where the customer's account is known already.
#[must_use]
pub fn addressed(
    house: &Organisation,
    holder: &Holder,
    account: Option<&Account>,
    address: &str,
) -> Recipient {
    let chosen = account.and_then(|account| account.language.as_deref());
    let chosen = chosen.and_then(Lang::from_code);
    let language = chosen.or_else(|| house.lang_abroad(holder.country.as_deref()));
    Recipient {
        name: holder.name.clone(),
        address: address.to_owned(),
        language: language.unwrap_or_else(|| house.lang()),
        staff_id: None,
        customer_id: Some(holder.id),
    }
}
