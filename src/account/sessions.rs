//! `/account/sessions`: where the member's account is open, and closing what is not wanted.

use actix_session::Session;
use actix_web::{HttpResponse, web};
use askama::Template;

use crate::audit::{self, Action};
use crate::error::AppError;
use crate::i18n::Text;
use crate::staff::{OpenSession, query, save};
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

/// Browser and system, as far as the browser's name for itself tells them.
fn device(t: Text, agent: &str) -> String {
    let first = |names: &[(&str, &'static str)]| {
        let found = names.iter().find(|(sign, _)| agent.contains(sign));
        found.map(|(_, name)| *name)
    };
    let browser = first(&[
        ("Edg/", "Edge"),
        ("OPR/", "Opera"),
        ("Firefox/", "Firefox"),
        ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
    ]);
    let system = first(&[
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Windows", "Windows"),
        ("Mac OS X", "macOS"),
        ("Linux", "Linux"),
    ]);
    match (browser, system) {
        (Some(browser), Some(system)) => format!("{browser} · {system}"),
        (Some(one), None) | (None, Some(one)) => one.to_owned(),
        (None, None) => t.sessions_unknown().to_owned(),
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

#[cfg(test)]
mod tests {
    use super::device;
    use crate::i18n::{Lang, Text};

    #[test]
    fn a_browser_is_named_as_people_name_it() {
        let t = Text(Lang::Es);
        let chrome = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36";
        assert_eq!(device(t, chrome), "Chrome · Windows");
        assert_eq!(device(t, &format!("{chrome} Edg/140.0")), "Edge · Windows");
        let safari =
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1";
        assert_eq!(device(t, safari), "Safari · iPhone");
        assert_eq!(device(t, "curl/8.0"), "Navegador desconocido");
    }
}
