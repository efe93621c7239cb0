//! What members are told by mail: that something about their account changed, and links to choose a
//! password. Queued in the transaction of the change, so that neither happens without the other.

use chrono::Duration;

use super::links::{self, Purpose};
use super::{Account, query};
use crate::clock;
use crate::db::Db;
use crate::error::AppError;
use crate::i18n::Lang;
use crate::mail::{Content, Letter, Link, Post, Recipient};
use crate::settings::{Organisation, organisation};

/// What changed about an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// The password.
    Password,
    /// A second factor was set up.
    SecondFactorOn,
    /// The second factor was taken away.
    SecondFactorOff,
}

/// Tells a member what changed about their account.
///
/// # Errors
/// When the database fails.
pub fn notify(conn: &mut Db, post: &Post, id: i64, change: Change) -> Result<(), AppError> {
    let now = clock::now();
    let content = match change {
        Change::Password => Content::PasswordChanged(now),
        Change::SecondFactorOn => Content::SecondFactorOn(now),
        Change::SecondFactorOff => Content::SecondFactorOff(now),
    };
    let account = query::find(conn, id)?;
    send(conn, post, &account, &content)
}

/// Makes a link to choose a password, mails it to its member, and returns its address.
///
/// # Errors
/// When the database fails.
pub fn send_link(
    conn: &mut Db,
    post: &Post,
    public_url: &str,
    account: &Account,
    purpose: Purpose,
) -> Result<String, AppError> {
    let token = links::issue(conn, purpose, Some(account.id))?;
    let address = links::address(public_url, purpose, &token);
    let expires_at = clock::now() + Duration::hours(purpose.hours());
    let link = Link { address: address.clone(), expires_at };
    let content = match purpose {
        Purpose::Forgotten => Content::PasswordForgotten(link),
        Purpose::Password | Purpose::SetUp => Content::PasswordLink(link),
    };
    send(conn, post, account, &content)?;
    Ok(address)
}

fn send(conn: &mut Db, post: &Post, to: &Account, content: &Content) -> Result<(), AppError> {
    let house = organisation::load(conn)?;
    let letter = Letter::compose(&house, recipient(&house, to), content)?;
    post.queue(conn, &letter).map(|_| ())
}

/// In the language that the member chose, or else the organisation's.
fn recipient(house: &Organisation, account: &Account) -> Recipient {
    let chosen = account.language.as_deref().and_then(Lang::from_code);
    Recipient {
        name: account.name.clone(),
        address: account.email.clone(),
        language: chosen.unwrap_or_else(|| house.lang()),
        staff_id: Some(account.id),
        customer_id: None,
    }
}
