//! Presets of exports as screens: save the columns at hand under a name, use, rename, share, delete.

use actix_session::Session;
use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;

use super::ask::keys;
use super::presets::{self, Preset};
use crate::access::Permission;
use crate::audit::{self, Action};
use crate::customers::export::{self, Column, Format};
use crate::customers::form_view::Choice;
use crate::customers::sharing::{Draft, Errors, Refusal, Sharing};
use crate::error::AppError;
use crate::web::{App, Form, Origin, Page, flash, respond};

/// Where the presets are managed.
const PRESETS: &str = "/exports/presets";
/// Where they are used.
const EXPORT: &str = "/customers/export";

/// One preset on the page.
struct Line {
    id: i64,
    name: String,
    content: String,
    shared: String,
    is_own: bool,
    /// As it is, or as it was typed.
    typed: String,
    sharing: Vec<Choice>,
    errors: Errors,
}

/// The columns to save under a name.
struct Fresh {
    columns: String,
    format: String,
    list: String,
    content: String,
    name: String,
    sharing: Vec<Choice>,
    errors: Errors,
}

#[derive(Template)]
#[template(path = "exports/presets.html")]
struct PresetsPage {
    fresh: Option<Fresh>,
    lines: Vec<Line>,
    errors: Vec<(String, &'static str)>,
    page: Page,
}

/// What was refused of a preset that there is.
struct Refused<'a> {
    id: i64,
    form: &'a Form,
    refusal: Refusal,
}

/// The page that saves the columns of an export's form under a name.
pub(super) fn to_save(form: &Form) -> String {
    let asked = Form::default()
        .with("columns", keys(form).join(","))
        .with("format", form.text("format"))
        .with("list", form.text("list"));
    format!("{PRESETS}?{}", asked.encode())
}

/// GET /exports/presets: all that the member may use; with `columns`, the form that saves them.
///
/// # Errors
/// `BadRequest` for an address that is no text, or when the database fails.
pub async fn index(
    request: HttpRequest,
    page: Page,
    app: web::Data<App>,
) -> Result<HttpResponse, AppError> {
    let form = Form::of_query(&request)?;
    let fresh = form.has("columns").then(|| fresh(&form, None, &page));
    show(page, app, fresh, None).await
}

/// POST /exports/presets: saves the columns at hand.
///
/// # Errors
/// When the database fails.
pub async fn create(
    page: Page,
    form: Form,
    app: web::Data<App>,
    session: Session,
) -> Result<HttpResponse, AppError> {
    let (draft, format, columns) = match asked(&form, &page) {
        Ok(asked) => asked,
        Err(refusal) => return refused(page, app, None, &form, refusal).await,
    };
    let (actor, name) = (page.actor.clone(), draft.name.clone());
    let saved = app.db.write(move |conn| {
        Ok::<_, AppError>(presets::save(conn, &actor, &draft, format, &joined(&columns))?)
    });
    match saved.await? {
        Ok(id) => {
            flash::ok(&session, page.t.preset_saved(&name));
            let list = Form::parse(form.text("list").as_bytes()).unwrap_or_default();
            let place = list.without(&["preset"]).with("preset", id.to_string());
            Ok(respond::see_other(&format!("{EXPORT}?{}", place.encode())))
        }
        Err(refusal) => refused(page, app, None, &form, refusal).await,
    }
}

/// POST /exports/presets/{id}: renames and shares a preset.
///
/// # Errors
/// `NotFound` for a preset that is not the member's to change, or when the database fails.
pub async fn update(
    page: Page,
    form: Form,
    app: web::Data<App>,
    session: Session,
    path: web::Path<i64>,
) -> Result<HttpResponse, AppError> {
    let (actor, id) = (page.actor.clone(), path.into_inner());
    let draft = match Draft::parse(&form, &page.actor) {
        Ok(draft) => draft,
        Err(refusal) => return refused(page, app, Some(id), &form, refusal).await,
    };
    let name = draft.name.clone();
    app.db
        .write(move |conn| {
            let preset = presets::find_own(conn, &actor, id)?.ok_or(AppError::NotFound)?;
            Ok::<_, AppError>(presets::update(conn, preset.id, &draft)?)
        })
        .await?;
    flash::ok(&session, page.t.preset_saved(&name));
    Ok(respond::see_other(PRESETS))
}

/// POST /exports/presets/{id}/deletion
///
/// # Errors
/// `NotFound` for a preset that is not the member's to change, or when the database fails.
pub async fn destroy(
    page: Page,
    origin: Origin,
    app: web::Data<App>,
    session: Session,
    path: web::Path<i64>,
) -> Result<HttpResponse, AppError> {
    let (actor, id) = (page.actor.clone(), path.into_inner());
    let name = app
        .db
        .write(move |conn| {
            let preset = presets::find_own(conn, &actor, id)?.ok_or(AppError::NotFound)?;
            presets::delete(conn, preset.id)?;
            let what = (Action::PresetDeleted, Some(&*preset.name));
            audit::note_with(conn, &origin.by, what, None)?;
            Ok::<_, AppError>(preset.name)
        })
        .await?;
    flash::ok(&session, page.t.preset_deleted(&name));
    Ok(respond::see_other(PRESETS))
}

/// What a form wants saved.
fn asked(form: &Form, page: &Page) -> Result<(Draft, Format, Vec<Column>), Refusal> {
    let columns = export::chosen(&keys(form).join(",")).map_err(|_| Refusal::Content)?;
    let format = match form.text("format") {
        "" => Some(Format::default()),
        code => Format::from_code(code),
    };
    let format = format.ok_or(Refusal::Content)?;
    Ok((Draft::parse(form, &page.actor)?, format, columns))
}

async fn refused(
    page: Page,
    app: web::Data<App>,
    id: Option<i64>,
    form: &Form,
    refusal: Refusal,
) -> Result<HttpResponse, AppError> {
    let Some(id) = id else {
        let fresh = fresh(form, Some(refusal), &page);
        return show(page, app, Some(fresh), None).await;
    };
    show(page, app, None, Some(Refused { id, form, refusal })).await
}

async fn show(
    page: Page,
    app: web::Data<App>,
    fresh: Option<Fresh>,
    refused: Option<Refused<'_>>,
) -> Result<HttpResponse, AppError> {
    let actor = page.actor.clone();
    let all = app.db.read(move |conn| Ok::<_, AppError>(presets::visible(conn, &actor)?)).await?;
    let lines: Vec<Line> = all.iter().map(|one| line(one, refused.as_ref(), &page)).collect();
    let of_fresh = fresh.iter().flat_map(|fresh| fresh.errors.listed(None));
    let of_lines = lines.iter().flat_map(|line| line.errors.listed(Some(line.id)));
    let errors: Vec<_> = of_fresh.chain(of_lines).collect();
    // What was refused of a preset that is not the member's to change is shown nowhere.
    if refused.is_some() && errors.is_empty() {
        return Err(AppError::NotFound);
    }
    let is_fine = errors.is_empty();
    let status = if is_fine { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    respond::html_with(status, &PresetsPage { fresh, lines, errors, page })
}

fn words(refusal: Refusal, page: &Page) -> &'static str {
    match refusal {
        Refusal::NoName => page.t.preset_refused_name(),
        Refusal::LongName => page.t.view_refused_long(),
        Refusal::Content => page.t.preset_refused_columns(),
        Refusal::TooMany => page.t.preset_refused_many(),
        Refusal::Sharing => page.t.preset_refused_sharing(),
    }
}

fn errors(refusal: Option<Refusal>, sharing: &[Choice], page: &Page) -> Errors {
    refusal.map(|refusal| Errors::of(refusal, words(refusal, page), sharing)).unwrap_or_default()
}

fn fresh(form: &Form, refusal: Option<Refusal>, page: &Page) -> Fresh {
    let sharing = choices(form, Sharing::Own, page);
    let columns = keys(form).join(",");
    let format = Format::from_code(form.text("format")).unwrap_or_default();
    Fresh {
        content: content(format, &export::known(&columns).0, page),
        columns,
        format: form.text("format").to_owned(),
        list: form.text("list").to_owned(),
        name: form.text("name").to_owned(),
        errors: errors(refusal, &sharing, page),
        sharing,
    }
}

fn line(preset: &Preset, refused: Option<&Refused>, page: &Page) -> Line {
    let is_own = preset.is_of(&page.actor);
    let refused = refused.filter(|refused| is_own && refused.id == preset.id);
    let nothing = Form::default();
    let typed = refused.map_or(&nothing, |refused| refused.form);
    let sharing = choices(typed, preset.sharing(), page);
    Line {
        id: preset.id,
        name: preset.name.clone(),
        content: content(preset.format(), &preset.columns().0, page),
        shared: preset.sharing().in_words(page.t),
        is_own,
        typed: typed.last("name").unwrap_or(&preset.name).to_owned(),
        errors: errors(refused.map(|refused| refused.refusal), &sharing, page),
        sharing,
    }
}

/// For whom: as typed, or else as it is.
fn choices(form: &Form, now: Sharing, page: &Page) -> Vec<Choice> {
    let asked = Sharing::from_code(form.text("sharing")).unwrap_or(now);
    asked.choices(&page.actor, Permission::ExportCustomers, page.t)
}

/// «CSV · 3 columnas: ID cliente, Nombre, E-mail».
fn content(format: Format, columns: &[Column], page: &Page) -> String {
    let labels: Vec<&str> = columns.iter().map(|column| column.label(page.language())).collect();
    let many = page.t.columns(columns.len());
    format!("{} · {many}: {}", format.code().to_uppercase(), labels.join(", "))
}

fn joined(columns: &[Column]) -> String {
    columns.iter().map(|column| column.key).collect::<Vec<_>>().join(",")
}
