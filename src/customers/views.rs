//! Saved views as screens: save the list at hand under a name, open, rename, share, delete.

use actix_session::Session;
use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;

use super::form_view::Choice;
use super::links::Links;
use super::query::Query;
use super::saved_views::{self, SavedView};
use super::sentence;
use super::sharing::{Draft, Errors, Refusal, Sharing};
use crate::access::Permission;
use crate::audit::{self, Action};
use crate::error::AppError;
use crate::web::{App, Form, Origin, Page, flash, respond};

/// Where the views are managed.
const VIEWS: &str = "/customers/views";

/// One view on the page.
struct Line {
    id: i64,
    name: String,
    href: String,
    sentence: String,
    shared: String,
    is_own: bool,
    /// As it is, or as it was typed.
    typed: String,
    sharing: Vec<Choice>,
    errors: Errors,
}

/// The list to save under a name.
struct Fresh {
    query: String,
    sentence: String,
    name: String,
    sharing: Vec<Choice>,
    errors: Errors,
}

#[derive(Template)]
#[template(path = "customers/views.html")]
struct Views {
    fresh: Option<Fresh>,
    lines: Vec<Line>,
    errors: Vec<(String, &'static str)>,
    page: Page,
}

/// What was refused of a view that there is.
struct Refused<'a> {
    id: i64,
    form: &'a Form,
    refusal: Refusal,
}

/// All views that the member may open; with `query`, the form that saves it.
///
/// # Errors
/// `BadRequest` for an address that is no text.
pub async fn index(
    request: HttpRequest,
    page: Page,
    app: web::Data<App>,
) -> Result<HttpResponse, AppError> {
    let form = Form::of_query(&request)?;
    let fresh = match form.last("query") {
        Some(query) => Some(fresh(&Form::parse(query.as_bytes())?, &form, None, &page)),
        None => None,
    };
    show(page, app, fresh, None).await
}

/// Saves the list at hand.
///
/// # Errors
/// `BadRequest` for a query that is no text.
pub async fn create(
    page: Page,
    form: Form,
    app: web::Data<App>,
    session: Session,
) -> Result<HttpResponse, AppError> {
    let query = Form::parse(form.text("query").as_bytes())?;
    let draft = match Draft::parse(&form, &page.actor) {
        Ok(draft) => draft,
        Err(refusal) => return refused(page, app, &query, &form, refusal).await,
    };
    let (actor, kept, name) = (page.actor.clone(), query.clone(), draft.name.clone());
    let saved = app
        .db
        .write(move |conn| Ok::<_, AppError>(saved_views::create(conn, &actor, &draft, &kept)?))
        .await?;
    match saved {
        Ok(id) => {
            flash::ok(&session, page.t.view_saved(&name));
            let view = Links::of(&saved_views::kept(&query));
            Ok(respond::see_other(&view.place(&[("view", id.to_string())]).href()))
        }
        Err(refusal) => refused(page, app, &query, &form, refusal).await,
    }
}

/// Renames and shares a view.
///
/// # Errors
/// `NotFound` for a view that is not the member's to change.
pub async fn update(
    page: Page,
    form: Form,
    app: web::Data<App>,
    session: Session,
    path: web::Path<i64>,
) -> Result<HttpResponse, AppError> {
    let id = path.into_inner();
    let draft = match Draft::parse(&form, &page.actor) {
        Ok(draft) => draft,
        Err(refusal) => {
            return show(page, app, None, Some(Refused { id, form: &form, refusal })).await;
        }
    };
    let (actor, name) = (page.actor.clone(), draft.name.clone());
    app.db
        .write(move |conn| {
            let view = saved_views::find_own(conn, &actor, id)?.ok_or(AppError::NotFound)?;
            Ok::<_, AppError>(saved_views::update(conn, view.id, &draft)?)
        })
        .await?;
    flash::ok(&session, page.t.view_saved(&name));
    Ok(respond::see_other(VIEWS))
}

/// Deletes a view.
///
/// # Errors
/// `NotFound` for a view that is not the member's to change.
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
            let view = saved_views::find_own(conn, &actor, id)?.ok_or(AppError::NotFound)?;
            saved_views::delete(conn, view.id)?;
            let what = (Action::ViewDeleted, Some(&*view.name));
            audit::note_with(conn, &origin.by, what, None)?;
            Ok::<_, AppError>(view.name)
        })
        .await?;
    flash::ok(&session, page.t.view_deleted(&name));
    Ok(respond::see_other(VIEWS))
}

async fn refused(
    page: Page,
    app: web::Data<App>,
    query: &Form,
    form: &Form,
    refusal: Refusal,
) -> Result<HttpResponse, AppError> {
    let fresh = fresh(query, form, Some(refusal), &page);
    show(page, app, Some(fresh), None).await
}

async fn show(
    page: Page,
    app: web::Data<App>,
    fresh: Option<Fresh>,
    refused: Option<Refused<'_>>,
) -> Result<HttpResponse, AppError> {
    let actor = page.actor.clone();
    let views =
        app.db.read(move |conn| Ok::<_, AppError>(saved_views::visible(conn, &actor)?)).await?;
    let lines: Vec<Line> = views.iter().map(|view| line(view, refused.as_ref(), &page)).collect();
    let of_fresh = fresh.iter().flat_map(|fresh| fresh.errors.listed(None));
    let of_lines = lines.iter().flat_map(|line| line.errors.listed(Some(line.id)));
    let errors: Vec<_> = of_fresh.chain(of_lines).collect();
    // What was refused of a view that is not the member's to change is shown nowhere.
    if refused.is_some() && errors.is_empty() {
        return Err(AppError::NotFound);
    }
    let is_fine = errors.is_empty();
    let status = if is_fine { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    respond::html_with(status, &Views { fresh, lines, errors, page })
}

fn words(refusal: Refusal, page: &Page) -> &'static str {
    match refusal {
        Refusal::NoName => page.t.view_refused_name(),
        Refusal::LongName => page.t.view_refused_long(),
        Refusal::Content => page.t.view_refused_query(),
        Refusal::TooMany => page.t.view_refused_many(),
        Refusal::Sharing => page.t.view_refused_sharing(),
    }
}

fn fresh(query: &Form, typed: &Form, refusal: Option<Refusal>, page: &Page) -> Fresh {
    let sharing = choices(typed, Sharing::Own, page);
    Fresh {
        errors: errors(refusal, &sharing, page),
        query: saved_views::kept(query).encode(),
        sentence: told(query, page),
        name: typed.text("name").to_owned(),
        sharing,
    }
}

fn told(query: &Form, page: &Page) -> String {
    let (query, _) = Query::visible_to(&page.actor).narrowed_by(query, &page.settings);
    sentence::sentence(&query, &page.display())
}

fn errors(refusal: Option<Refusal>, sharing: &[Choice], page: &Page) -> Errors {
    refusal.map(|refusal| Errors::of(refusal, words(refusal, page), sharing)).unwrap_or_default()
}

fn line(view: &SavedView, refused: Option<&Refused>, page: &Page) -> Line {
    let is_own = view.is_of(&page.actor);
    let refused = refused.filter(|refused| is_own && refused.id == view.id);
    let nothing = Form::default();
    let typed = refused.map_or(&nothing, |refused| refused.form);
    let sharing = choices(typed, view.sharing(), page);
    let query = Form::parse(view.query.as_bytes()).unwrap_or_default();
    Line {
        id: view.id,
        name: view.name.clone(),
        href: view.href(),
        sentence: told(&query, page),
        shared: view.sharing().in_words(page.t),
        is_own,
        typed: typed.last("name").unwrap_or(&view.name).to_owned(),
        errors: errors(refused.map(|refused| refused.refusal), &sharing, page),
        sharing,
    }
}

/// For whom: as typed, or else as it is.
fn choices(typed: &Form, now: Sharing, page: &Page) -> Vec<Choice> {
    let asked = Sharing::from_code(typed.text("sharing")).unwrap_or(now);
    asked.choices(&page.actor, Permission::ViewCustomers, page.t)
}
