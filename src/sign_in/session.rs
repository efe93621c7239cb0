//! Begins and ends sessions of members.

use actix_session::{Session, SessionInsertError};
use actix_web::{HttpResponse, web};

use crate::audit::{self, Action};
use crate::error::AppError;
use crate::web::session::{ADDRESS, BROWSER_ONLY, STAFF_ID, USER_AGENT};
use crate::web::{App, Origin, Signed, respond};

/// Begins a session under a new key; whatever the former one held is forgotten.
///
/// # Errors
/// `Bug` when the state cannot be written.
pub fn begin(
    session: &Session,
    origin: &Origin,
    member: i64,
    remember: bool,
) -> Result<(), AppError> {
    session.clear();
    session.renew();
    fill(session, origin, member, remember).map_err(|error| AppError::Bug(error.into()))
}

fn fill(
    session: &Session,
    origin: &Origin,
    member: i64,
    remember: bool,
) -> Result<(), SessionInsertError> {
    session.insert(STAFF_ID, member)?;
    session.insert(ADDRESS, &origin.by.address)?;
    session.insert(USER_AGENT, &origin.user_agent)?;
    if !remember {
        session.insert(BROWSER_ONLY, true)?;
    }
    Ok(())
}

/// Puts the session under a new key and keeps what was chosen at sign-in.
///
/// # Errors
/// `Bug` when the state cannot be written.
pub fn renew(session: &Session, origin: &Origin, member: i64) -> Result<(), AppError> {
    let remember = !session.contains_key(BROWSER_ONLY);
    begin(session, origin, member, remember)
}

/// `POST /logout`: the session ends on the server.
///
/// # Errors
/// When the database is away.
pub async fn destroy(
    signed: Signed,
    origin: Origin,
    session: Session,
    app: web::Data<App>,
) -> Result<HttpResponse, AppError> {
    let id = signed.member.id;
    app.db
        .write(move |conn| {
            audit::note(conn, &origin.by, Action::SignedOut, Some(id)).map_err(AppError::from)
        })
        .await?;
    session.purge();
    Ok(respond::see_other("/login"))
}
