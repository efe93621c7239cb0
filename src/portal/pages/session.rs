//! Begins and ends sessions of customers.

use actix_session::{Session, SessionInsertError};
use actix_web::{HttpResponse, web};

use crate::audit::{self, Action};
use crate::customers::query;
use crate::error::AppError;
use crate::portal::{account, sessions};
use crate::web::session::{ADDRESS, BROWSER_ONLY, CUSTOMER_ID, EPOCH, RESTRICTED, USER_AGENT};
use crate::web::{App, Entered, Origin, Page, flash, respond};

/// What a session is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sort {
    /// Setting a password, and nothing else; its cookie ends with the browser.
    Restricted,
    /// Everything that customers may.
    Full {
        /// Whether the cookie outlives the browser.
        remember: bool,
    },
}

/// A session that a transaction allowed.
#[derive(Clone, Copy, Debug)]
pub(super) struct Opening {
    /// Whose it is.
    pub customer: i64,
    /// The account's `session_epoch` in that transaction.
    pub epoch: i64,
    /// What it is for.
    pub sort: Sort,
}

/// Begins a session under a new key; whatever the former one held is forgotten.
pub(super) fn begin(session: &Session, origin: &Origin, opening: Opening) -> Result<(), AppError> {
    session.clear();
    session.renew();
    fill(session, origin, opening).map_err(|error| AppError::Bug(error.into()))
}

fn fill(
    session: &Session,
    origin: &Origin,
    Opening { customer, epoch, sort }: Opening,
) -> Result<(), SessionInsertError> {
    session.insert(CUSTOMER_ID, customer)?;
    session.insert(EPOCH, epoch)?;
    session.insert(ADDRESS, &origin.by.address)?;
    session.insert(USER_AGENT, &origin.user_agent)?;
    if sort == Sort::Restricted {
        session.insert(RESTRICTED, true)?;
    }
    if sort != (Sort::Full { remember: true }) {
        session.insert(BROWSER_ONLY, true)?;
    }
    Ok(())
}

/// Puts a full session under a new key and keeps what was chosen at sign-in.
pub(super) fn renew(
    session: &Session,
    origin: &Origin,
    (customer, epoch): (i64, i64),
) -> Result<(), AppError> {
    let sort = Sort::Full { remember: !session.contains_key(BROWSER_ONLY) };
    begin(session, origin, Opening { customer, epoch, sort })
}

/// `POST /portal/logout`: the session ends on the server, one that may only set a password too.
///
/// # Errors
/// When the database is away.
pub async fn destroy(
    entered: Option<Entered>,
    origin: Origin,
    session: Session,
    app: web::Data<App>,
) -> Result<HttpResponse, AppError> {
    if let Some(entered) = entered {
        let id = entered.visitor.id;
        app.db
            .write(move |conn| {
                audit::note(conn, &origin.by, Action::PortalSignedOut, Some(id))
                    .map_err(AppError::from)
            })
            .await?;
    }
    session.purge();
    Ok(respond::see_other("/portal/login"))
}

/// `POST /portal/sessions/{id}/closure`: ends one session of the customer.
///
/// # Errors
/// `NotFound` when it is none of theirs; when the database is away.
pub async fn destroy_one(
    page: Page,
    entered: Entered,
    path: web::Path<String>,
    origin: Origin,
    session: Session,
    app: web::Data<App>,
) -> Result<HttpResponse, AppError> {
    let (id, public_id) = (entered.visitor.id, path.into_inner());
    app.db
        .write(move |conn| {
            query::lock(conn, &[id])?;
            if !sessions::end(conn, id, &public_id)? {
                return Err(AppError::NotFound);
            }
            Ok(audit::note(conn, &origin.by, Action::PortalSessionsEnded, Some(id))?)
        })
        .await?;
    flash::ok(&session, page.t.sessions_closed());
    Ok(respond::see_other("/portal/account"))
}

/// `POST /portal/sessions/closure`: ends every session of the customer, this one too.
///
/// # Errors
/// When the database is away.
pub async fn destroy_all(
    entered: Entered,
    origin: Origin,
    session: Session,
    app: web::Data<App>,
) -> Result<HttpResponse, AppError> {
    let id = entered.visitor.id;
    app.db
        .write(move |conn| {
            query::lock(conn, &[id])?;
            account::end_sessions(conn, &[id])?;
            audit::note(conn, &origin.by, Action::PortalSessionsEnded, Some(id))
                .map_err(AppError::from)
        })
        .await?;
    session.purge();
    Ok(respond::see_other("/portal/login"))
}
