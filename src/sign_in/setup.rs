//! `/setup`: the first administrator and the organisation's name, by the one-time link that the
//! command prints. Dead as soon as any member exists.

use actix_session::Session;
use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;

use super::session;
use crate::access::{Actor, Role, Via};
use crate::audit::{self, Action, By};
use crate::catalogues::starting;
use crate::db::Db;
use crate::error::AppError;
use crate::identity::geo;
use crate::password::{self, Context};
use crate::settings::organisation;
use crate::staff::form::{self, Errors, Pick};
use crate::staff::links::{self, Purpose};
use crate::staff::{NewMember, query, save};
use crate::web::{App, Form, Origin, Page, respond};

#[derive(Template)]
#[template(path = "sign_in/setup.html")]
struct SetupPage {
    page: Page,
    token: String,
    form: Form,
    countries: Vec<Pick>,
    errors: Errors,
}

/// `GET /setup?token=…`: shows the form; only the POST uses the link up.
///
/// # Errors
/// `NotFound` when the link is dead.
pub async fn new(
    page: Page,
    request: HttpRequest,
    app: web::Data<App>,
) -> Result<HttpResponse, AppError> {
    let token = Form::of_query(&request)?.text("token").to_owned();
    let asked = token.clone();
    app.db.read(move |conn| must_be_open(conn, &asked)).await?;
    let form = Form::default().with("country", "AR");
    respond::html(&shown(page, token, form, Errors::default()))
}

fn must_be_open(conn: &mut Db, token: &str) -> Result<(), AppError> {
    links::find(conn, Purpose::SetUp, token)?;
    if query::any(conn)? {
        return Err(AppError::NotFound);
    }
    Ok(())
}

/// `POST /setup`.
///
/// # Errors
/// `NotFound` when the link is dead.
pub async fn create(
    page: Page,
    form: Form,
    origin: Origin,
    session: Session,
    app: web::Data<App>,
) -> Result<HttpResponse, AppError> {
    let token = form.text("token").to_owned();
    let asked = token.clone();
    app.db.read(move |conn| must_be_open(conn, &asked)).await?;
    let typed = match Typed::parse(&page, &form) {
        Ok(typed) => typed,
        Err(errors) => {
            let page = shown(page, token, form, errors);
            return respond::html_with(StatusCode::UNPROCESSABLE_ENTITY, &page);
        }
    };
    let password_hash = password::hash(form.text("password").to_owned()).await?;
    let by = origin.by.clone();
    let id = app.db.write(move |conn| set_up(conn, &typed, &password_hash, &token, by)).await?;
    session::begin(&session, &origin, id, false)?;
    Ok(respond::see_other("/customers"))
}

struct Typed {
    organisation: String,
    country: String,
    language: &'static str,
    name: String,
    email: String,
}

impl Typed {
    fn parse(page: &Page, form: &Form) -> Result<Self, Errors> {
        let t = page.t;
        let mut errors = Errors::default();
        let organisation = form::name(form, "organisation", t, &mut errors);
        let country = form.text("country").to_owned();
        if !geo::is_country(&country) {
            errors.add("country", t.setup_country_missing());
        }
        let name = form::name(form, "name", t, &mut errors);
        let email = form::email(form, t, &mut errors);
        let context = Context {
            organisation: &organisation,
            email: &email,
            name: &name,
            ..Context::default()
        };
        form::new_password(form, "password", &context, t, &mut errors);
        if !errors.is_empty() {
            return Err(errors);
        }
        Ok(Self { organisation, country, language: page.lang(), name, email })
    }
}

fn set_up(
    conn: &mut Db,
    typed: &Typed,
    password_hash: &str,
    token: &str,
    by: By,
) -> Result<i64, AppError> {
    if !links::consume(conn, Purpose::SetUp, token)? {
        return Err(AppError::NotFound);
    }
    let first = NewMember {
        email: &typed.email,
        name: &typed.name,
        role: Role::Admin,
        own_customers_only: false,
        password_hash,
    };
    let id = save::create_first(conn, &first)?.map_err(|_| AppError::NotFound)?;
    let mut organisation = organisation::load(conn)?;
    organisation.name.clone_from(&typed.organisation);
    organisation.country.clone_from(&typed.country);
    organisation.currency = geo::default_currency(&typed.country).to_owned();
    organisation.time_zone = geo::default_time_zone(&typed.country).to_owned();
    typed.language.clone_into(&mut organisation.language);
    let actor =
        Actor { id: Some(id), name: typed.name.as_str().into(), ..Actor::command(Via::Panel) };
    organisation::change(conn, &actor, &organisation)?;
    starting::ship(conn, &actor, &organisation)?;
    audit::note(conn, &by.as_member(id, &typed.name), Action::SetUp, Some(id))?;
    Ok(id)
}

fn shown(page: Page, token: String, form: Form, errors: Errors) -> SetupPage {
    let chosen = form.text("country").to_owned();
    let countries = geo::countries_in(page.lang())
        .iter()
        .map(|(code, name)| Pick::new(code, name, *code == chosen))
        .collect();
    SetupPage { page, token, form, countries, errors }
}
