//! `/staff/{id}`: name, role and limits of a member, and what else can be done about them.

use actix_session::Session;
use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use askama::Template;

use super::form::{self, Errors, Pick};
use super::{Account, query, save};
use crate::audit::{self, Action};
use crate::error::AppError;
use crate::web::{App, Form, Origin, Page, flash, respond};

#[derive(Template)]
#[template(path = "staff/edit.html")]
pub(super) struct EditPage {
    page: Page,
    id: i64,
    email: String,
    typed_name: String,
    sights: Vec<Pick>,
    is_active: bool,
    is_you: bool,
    roles: Vec<Pick>,
    errors: Errors,
}

/// `GET /staff/{id}`.
///
/// # Errors
/// `NotFound` when there is no such member.
pub async fn edit(
    page: Page,
    path: web::Path<i64>,
    app: web::Data<App>,
) -> Result<HttpResponse, AppError> {
    let account = find(&app, *path).await?;
    respond::html(&shown(page, &account, None, Errors::default()))
}

pub(super) async fn find(app: &App, id: i64) -> Result<Account, AppError> {
    app.db.read(move |conn| query::find(conn, id).map_err(AppError::from)).await
}

/// `POST /staff/{id}`.
///
/// # Errors
/// `NotFound` when there is no such member.
pub async fn update(
    page: Page,
    path: web::Path<i64>,
    form: Form,
    origin: Origin,
    session: Session,
    app: web::Data<App>,
) -> Result<HttpResponse, AppError> {
    let account = find(&app, *path).await?;
    let mut errors = Errors::default();
    let name = form::name(&form, "name", page.t, &mut errors);
    let role = form::role(&form, page.t, &mut errors);
    if !errors.is_empty() {
        return refused(page, &account, &form, errors);
    }
    let own = form::sees_own(&form, role);
    let (id, said) = (account.id, page.t.staff_saved(&name));
    let saved = app
        .db
        .write(move |conn| {
            let saved = save::update(conn, id, &name, role, own)?;
            if let Ok(before) = &saved {
                if before.role() != role {
                    let roles = format!("{}>{}", before.role, role.code());
                    let change = (Action::RoleChanged, Some(&*roles));
                    audit::note_with(conn, &origin.by, change, Some(id))?;
                }
                if before.name != name || before.own_customers_only != own {
                    audit::note(conn, &origin.by, Action::MemberChanged, Some(id))?;
                }
            }
            Ok::<_, AppError>(saved)
        })
        .await?;
    if saved.is_err() {
        let errors = Errors::of_field("role", page.t.staff_last_admin());
        return refused(page, &account, &form, errors);
    }
    flash::ok(&session, said);
    Ok(respond::see_other("/staff"))
}

fn refused(
    page: Page,
    account: &Account,
    form: &Form,
    errors: Errors,
) -> Result<HttpResponse, AppError> {
    let page = shown(page, account, Some(form), errors);
    respond::html_with(StatusCode::UNPROCESSABLE_ENTITY, &page)
}

/// The page as stored, or as typed.
pub(super) fn shown(
    page: Page,
    account: &Account,
    typed: Option<&Form>,
    errors: Errors,
) -> EditPage {
    let text = |field, stored: &str| typed.map_or(stored, |form| form.text(field)).to_owned();
    let sees = if account.own_customers_only { "own" } else { "all" };
    EditPage {
        id: account.id,
        email: account.email.clone(),
        typed_name: text("name", &account.name),
        sights: form::sights(page.t, &text("sees", sees), false),
        is_active: account.is_active(),
        is_you: page.actor.id == Some(account.id),
        roles: form::roles(page.t, &text("role", &account.role)),
        errors,
        page,
    }
}
