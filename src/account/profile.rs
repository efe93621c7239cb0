//! `/account`: the member's own name, language, scheme, density and shortcuts.

use actix_session::Session;
use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use askama::Template;

use crate::error::AppError;
use crate::i18n::{Lang, Text};
use crate::staff::form::{self, Errors, Pick};
use crate::staff::save::{self, Choices};
use crate::web::session::Member;
use crate::web::{App, Form, Page, Signed, flash, respond};

#[derive(Template)]
#[template(path = "account/profile.html")]
struct ProfilePage {
    page: Page,
    email: String,
    typed_name: String,
    shortcuts: bool,
    languages: Vec<Pick>,
    schemes: Vec<Pick>,
    densities: Vec<Pick>,
    errors: Errors,
}

/// `GET /account`.
///
/// # Errors
/// `Bug` when the template fails.
pub async fn edit(page: Page, signed: Signed) -> Result<HttpResponse, AppError> {
    let member = &signed.member;
    let form = Form::from_pairs(stored(member));
    respond::html(&shown(page, member, &form, Errors::default()))
}

/// `POST /account`. What is not sent stays as it is.
///
/// # Errors
/// When the database is away.
pub async fn update(
    page: Page,
    signed: Signed,
    form: Form,
    session: Session,
    app: web::Data<App>,
) -> Result<HttpResponse, AppError> {
    let member = signed.member;
    let typed = match Typed::parse(page.t, &member, &form) {
        Ok(typed) => typed,
        Err(errors) => {
            let page = shown(page, &member, &form, errors);
            return respond::html_with(StatusCode::UNPROCESSABLE_ENTITY, &page);
        }
    };
    let said = Text(typed.language.unwrap_or_else(|| page.settings.organisation.lang()));
    app.db
        .write(move |conn| {
            let choices = Choices {
                name: &typed.name,
                language: typed.language.map(Lang::code),
                scheme: &typed.scheme,
                density: &typed.density,
                shortcuts: typed.shortcuts,
            };
            save::choose(conn, member.id, &choices).map_err(AppError::from)
        })
        .await?;
    flash::ok(&session, said.account_saved());
    Ok(respond::see_other("/account"))
}

struct Typed {
    name: String,
    language: Option<Lang>,
    scheme: String,
    density: String,
    shortcuts: bool,
}

impl Typed {
    fn parse(t: Text, member: &Member, form: &Form) -> Result<Self, Errors> {
        let mut errors = Errors::default();
        let typed = form.pairs().map(|(key, value)| (key.to_owned(), value.to_owned()));
        let form = Form::from_pairs(stored(member).into_iter().chain(typed).collect());
        let mut one_of = |field: &'static str, allowed: &[&str]| {
            if !allowed.contains(&form.text(field)) {
                errors.add(field, t.account_scheme_wrong());
            }
            form.text(field).to_owned()
        };
        let language = one_of("language", &["", "es", "pt", "en"]);
        let scheme = one_of("scheme", &["system", "light", "dark"]);
        let density = one_of("density", &["comfortable", "compact"]);
        let name = form::name(&form, "name", t, &mut errors);
        if !errors.is_empty() {
            return Err(errors);
        }
        Ok(Self {
            name,
            language: Lang::from_code(&language),
            scheme,
            density,
            shortcuts: form.is_ticked("shortcuts"),
        })
    }
}

/// The form as the member is stored.
fn stored(member: &Member) -> Vec<(String, String)> {
    let shortcuts = if member.shortcuts { "1" } else { "" };
    [
        ("name", member.name.as_str()),
        ("language", member.language.as_deref().unwrap_or_default()),
        ("scheme", &member.scheme),
        ("density", &member.density),
        ("shortcuts", shortcuts),
    ]
    .map(|(key, value)| (key.to_owned(), value.to_owned()))
    .into()
}

fn shown(page: Page, member: &Member, form: &Form, errors: Errors) -> ProfilePage {
    let t = page.t;
    let pick =
        |field: &str, value: &str, label: &str| Pick::new(value, label, form.text(field) == value);
    let own = pick("language", "", t.account_language_of_organisation());
    let languages = Lang::ALL.map(|lang| pick("language", lang.code(), lang.own_name()));
    ProfilePage {
        email: member.email.clone(),
        typed_name: form.text("name").to_owned(),
        shortcuts: form.is_ticked("shortcuts"),
        languages: std::iter::once(own).chain(languages).collect(),
        schemes: vec![
            pick("scheme", "system", t.scheme_system()),
            pick("scheme", "light", t.scheme_light()),
            pick("scheme", "dark", t.scheme_dark()),
        ],
        densities: vec![
            pick("density", "comfortable", t.density_comfortable()),
            pick("density", "compact", t.density_compact()),
        ],
        errors,
        page,
    }
}
