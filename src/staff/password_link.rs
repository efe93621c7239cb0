//! `/staff/{id}/password-link`: a one-time link by which a member chooses a password. Nobody else
//! learns or chooses it; the present one works until then.

use actix_web::{HttpResponse, web};
use askama::Template;

use super::edit::find;
use super::letters;
use super::links::Purpose;
use crate::audit::{self, Action};
use crate::error::AppError;
use crate::web::{App, Origin, Page, respond};

#[derive(Template)]
#[template(path = "staff/link.html")]
pub(super) struct LinkPage {
    page: Page,
    name: String,
    /// Where it was mailed to, too; nothing while no mail leaves the house.
    mailed_to: String,
    link: String,
}

impl LinkPage {
    pub(super) fn new(page: Page, app: &App, name: String, email: String, link: String) -> Self {
        let mailed_to = app.mail.way().server().map_or_else(String::new, |_| email);
        Self { page, name, mailed_to, link }
    }
}

/// `POST /staff/{id}/password-link`. The answer shows the link, once.
///
/// # Errors
/// `NotFound` when there is no such member.
pub async fn create(
    page: Page,
    path: web::Path<i64>,
    origin: Origin,
    app: web::Data<App>,
) -> Result<HttpResponse, AppError> {
    let account = find(&app, *path).await?;
    let (name, email, state) = (account.name.clone(), account.email.clone(), app.clone());
    let link = app
        .db
        .write(move |conn| {
            audit::note(conn, &origin.by, Action::PasswordLinkMade, Some(account.id))?;
            let base = &state.config.public_url;
            letters::send_link(conn, &state.mail, base, &account, Purpose::Password)
        })
        .await?;
    app.bells.mail.ring();
    respond::html(&LinkPage::new(page, &app, name, email, link))
}
