//! `/account/sessions`: where the member's account is open, and closing what is not wanted.

use actix_session::Session;
use actix_web::{HttpResponse, web};
use askama::Template;

use crate::audit::{self, Action};
use crate::error::AppError;
use crate::staff::{OpenSession, query, save};
use crate::web::device::device;
use crate::web::{App, Origin, Page, Signed, flash, respond};

#[derive(Template)]
#[template(path = "account/sessions.html")]
struct SessionsPage {
    page: Page,
    rows: Vec<Row>,
}

struct Row {
    id: String,
    device: String,
    address: String,
    opened: String,
    used: String,
    is_this: bool,
}

/// `GET /account/sessions`.
///
/// # Errors
/// When the database is away.
pub async fn index(
    page: Page,
    signed: Signed,
    app: web::Data<App>,
) -> Result<HttpResponse, AppError> {
    let id = signed.member.id;
    let open =
        app.db.read(move |conn| query::sessions_of(conn, id).map_err(AppError::from)).await?;
    let rows =
        open.into_iter().map(|session| row(&page, session, &signed.member.session_id)).collect();
    respond::html(&SessionsPage { page, rows })
}

fn row(page: &Page, session: OpenSession, this: &str) -> Row {
    let display = page.display();
    Row {
        is_this: session.public_id == this,
        device: device(page.t, &session.user_agent),
        address: session.address,
        opened: display.moment(session.created_at),
        used: display.moment(session.last_seen_at),
        id: session.public_id,
    }
}

/// `POST /account/sessions/{id}/closure`.
///
/// # Errors
/// `NotFound` when it is no session of the member.
pub async fn destroy(
    page: Page,
    signed: Signed,
    path: web::Path<String>,
    origin: Origin,
    session: Session,
    app: web::Data<App>,
) -> Result<HttpResponse, AppError> {
    let (id, public_id) = (signed.member.id, path.into_inner());
    app.db
        .write(move |conn| {
            if !save::end_session(conn, id, &public_id)? {
                return Err(AppError::NotFound);
            }
            audit::note(conn, &origin.by, Action::SessionsEnded, Some(id)).map_err(AppError::from)
        })
        .await?;
    flash::ok(&session, page.t.sessions_closed());
    Ok(respond::see_other("/account/sessions"))
}

/// `POST /account/other-sessions/closure`.
///
/// # Errors
/// When the database is away.
pub async fn destroy_others(
    page: Page,
    signed: Signed,
    origin: Origin,
    session: Session,
    app: web::Data<App>,
) -> Result<HttpResponse, AppError> {
    let (id, keep) = (signed.member.id, signed.member.session_id);
    let ended = app
        .db
        .write(move |conn| {
            let ended = save::end_sessions(conn, id, Some(&keep))?;
            audit::note(conn, &origin.by, Action::SessionsEnded, Some(id))?;
            Ok::<_, AppError>(ended)
        })
        .await?;
    flash::ok(&session, page.t.sessions_others_closed(ended));
    Ok(respond::see_other("/account/sessions"))
}
