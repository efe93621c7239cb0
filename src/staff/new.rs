//! `/staff/new`: adds a member, who chooses the password by a one-time link.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use askama::Template;

use super::form::{self, Errors, Pick};
use super::links::Purpose;
use super::password_link::LinkPage;
use super::save::{self, NO_PASSWORD};
use super::{NewMember, Refusal, letters, query};
use crate::access::Role;
use crate::audit::{self, Action, By};
use crate::db::Db;
use crate::error::AppError;
use crate::web::{App, Form, Origin, Page, respond};

#[derive(Template)]
#[template(path = "staff/new.html")]
struct NewPage {
    page: Page,
    form: Form,
    roles: Vec<Pick>,
    sights: Vec<Pick>,
    errors: Errors,
}

/// `GET /staff/new`.
///
/// # Errors
/// `Bug` when the template fails.
pub async fn new(page: Page) -> Result<HttpResponse, AppError> {
    let form = Form::default().with("role", Role::Viewer.code());
    respond::html(&shown(page, form, Errors::default()))
}

/// `POST /staff`. The answer is the page with the link, not a redirect: nothing keeps it to be shown
/// later.
///
/// # Errors
/// When the database is away.
pub async fn create(
    page: Page,
    form: Form,
    origin: Origin,
    app: web::Data<App>,
) -> Result<HttpResponse, AppError> {
    let typed = match Typed::parse(&page, &form) {
        Ok(typed) => typed,
        Err(errors) => return refused(page, form, errors),
    };
    let (name, email) = (typed.name.clone(), typed.email.clone());
    let state = app.clone();
    let made = app.db.write(move |conn| add(conn, &state, &typed, &origin.by)).await?;
    let Ok(link) = made else {
        let errors = Errors::of_field("email", page.t.staff_email_taken());
        return refused(page, form, errors);
    };
    app.bells.mail.ring();
    respond::html(&LinkPage::new(page, &app, name, email, link))
}

struct Typed {
    name: String,
    email: String,
    role: Role,
    own_customers_only: bool,
}

impl Typed {
    fn parse(page: &Page, form: &Form) -> Result<Self, Errors> {
        let mut errors = Errors::default();
        let role = form::role(form, page.t, &mut errors);
        let typed = Self {
            name: form::name(form, "name", page.t, &mut errors),
            email: form::email(form, page.t, &mut errors),
            role,
            own_customers_only: form::sees_own(form, role),
        };
        if errors.is_empty() { Ok(typed) } else { Err(errors) }
    }
}

/// Adds the member; returns the link by which they choose their password.
fn add(
    conn: &mut Db,
    app: &App,
    typed: &Typed,
    by: &By,
) -> Result<Result<String, Refusal>, AppError> {
    let member = NewMember {
        email: &typed.email,
        name: &typed.name,
        role: typed.role,
        own_customers_only: typed.own_customers_only,
        password_hash: NO_PASSWORD,
    };
    let id = match save::create(conn, &member)? {
        Ok(id) => id,
        Err(refusal) => return Ok(Err(refusal)),
    };
    audit::note(conn, by, Action::MemberAdded, Some(id))?;
    let account = query::find(conn, id)?;
    let base = &app.config.public_url;
    letters::send_link(conn, &app.mail, base, &account, Purpose::Password).map(Ok)
}

fn refused(page: Page, form: Form, errors: Errors) -> Result<HttpResponse, AppError> {
    let page = shown(page, form, errors);
    respond::html_with(StatusCode::UNPROCESSABLE_ENTITY, &page)
}

fn shown(page: Page, form: Form, errors: Errors) -> NewPage {
    NewPage {
        roles: form::roles(page.t, form.text("role")),
        sights: form::sights(page.t, form.text("sees"), true),
        page,
        form,
        errors,
    }
}
