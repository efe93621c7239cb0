//! A customer's new password: what is asked of it, and what setting it brings along.

use super::own::Own;
use crate::access::Actor;
use crate::audit::{self, Action, By};
use crate::clock;
use crate::db::Db;
use crate::error::AppError;
use crate::history::Circumstance;
use crate::mail::{Content, Letter, Post};
use crate::password::{self, Context, Verdict};
use crate::portal::{PASSWORD_SET, account, issue, secret};
use crate::settings::Organisation;
use crate::sign_in::throttle::{self, Subject};
use crate::web::{Errors, Form, Page};

/// What is wrong with what was typed twice. The temporary password that was mailed is none to keep.
pub(super) async fn check(form: &Form, page: &Page, own: &Own) -> Result<Errors, AppError> {
    let mut errors = Errors::default();
    let (typed, again) = (form.text("password"), form.text("password_again"));
    let context = Context {
        organisation: page.organisation(),
        email: own.record.customer.email.as_deref().unwrap_or_default(),
        user_name: own.record.details.portal_login.as_deref().unwrap_or_default(),
        name: own.record.display_name().unwrap_or_default(),
    };
    let shortest = page.settings.organisation.portal.shortest_password();
    if let Err(weakness) = password::check_at_least(shortest, typed, &context) {
        errors.add("password", page.t.weakness(weakness));
    } else if typed != again {
        errors.add("password_again", page.t.portal_password_differs());
    } else if is_temporary(typed, own).await? {
        errors.add("password", page.t.portal_password_is_temporary());
    }
    Ok(errors)
}

async fn is_temporary(typed: &str, own: &Own) -> Result<bool, AppError> {
    let Some(hash) = own.account.temp_password_hash.clone() else { return Ok(false) };
    Ok(password::verify(secret::normal(typed), Some(hash)).await? != Verdict::Wrong)
}

/// Sets a hashed password, which ends every session and all else that opened the door, and tells the
/// customer. The caller's transaction holds them. Returns the number of the session that may begin.
pub(super) fn store(
    conn: &mut Db,
    (house, post, by): (&Organisation, &Post, &By),
    own: &Own,
    password_hash: &str,
) -> Result<i64, AppError> {
    let (now, holder) = (clock::now(), own.record.holder());
    let epoch = account::set_password(conn, holder.id, password_hash)?.ok_or(AppError::SignIn)?;
    throttle::forgive(conn, &Subject::portal_customer(holder.id))?;
    let actor = Actor::customer(holder.id);
    let circumstance = Circumstance { actor: &actor, at: now, reason: None, job: None };
    issue::note(conn, &circumstance, &holder, PASSWORD_SET)?;
    audit::note(conn, by, Action::PortalPasswordSet, Some(holder.id))?;
    if let Some(address) = &holder.email {
        let content = Content::PortalPasswordChanged(now);
        let to = issue::recipient(conn, house, &holder, address)?;
        let letter = Letter::compose(house, to, &content)?;
        post.queue(conn, &letter)?;
    }
    Ok(epoch)
}
