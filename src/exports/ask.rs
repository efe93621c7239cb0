//! Asking for an export: whom, which columns, as which file. Everything asks for the password again.

use actix_session::Session;
use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use chrono::Duration;

use super::form_page::{Problem, drawn};
use super::{Ask, presets};
use crate::access::{Permission, Scope};
use crate::account::confirm::{self, Confirmation};
use crate::audit::{self, Action};
use crate::clock;
use crate::customers::bulk::{self, Selection, Stop};
use crate::customers::export::{self, Format};
use crate::customers::links;
use crate::customers::{Query, sentence};
use crate::db::Db;
use crate::error::AppError;
use crate::jobs::{self, Fate, Kind, New, State};
use crate::lists::Links;
use crate::web::{App, Form, Origin, Page, Signed, flash, respond};

/// Exports that a member may ask for in a day.
const A_DAY: i64 = 50;

/// GET /customers/export: with the parameters of a list, for what it finds.
///
/// # Errors
/// When the database fails.
pub async fn new(
    page: Page,
    signed: Signed,
    app: web::Data<App>,
    request: HttpRequest,
) -> Result<HttpResponse, AppError> {
    let address = Form::of_query(&request)?;
    let list = Links::filters(links::of(&address).form()).without(&[
        "scope",
        "preset",
        "selection",
        "format",
    ]);
    if let Err(stop) = Selection::query(&list, &signed.actor, &signed.settings) {
        return bulk::ask::stopped(page, &stop, Kind::Export);
    }
    let form = address.clone().with("list", list.encode());
    respond::html(&drawn(page, &signed, &app, &form, Vec::new()).await?)
}

/// POST /exports: by another button of the form its columns are put in order, or saved under a name.
///
/// # Errors
/// When the database fails.
pub async fn create(
    page: Page,
    signed: Signed,
    origin: Origin,
    app: web::Data<App>,
    session: Session,
    form: Form,
) -> Result<HttpResponse, AppError> {
    if form.text("then") == "preset" {
        return Ok(respond::see_other(&presets::to_save(&form)));
    }
    if form.has("order") {
        return respond::html(&drawn(page, &signed, &app, &form, Vec::new()).await?);
    }
    let wanted = match wanted(&page, &signed, &origin, &app, &form).await? {
        Ok(wanted) => wanted,
        Err(problem) => {
            let drawn = drawn(page, &signed, &app, &form, vec![problem]).await?;
            return respond::html_with(StatusCode::UNPROCESSABLE_ENTITY, &drawn);
        }
    };
    let (ask, ids) = wanted;
    let asked = signed.clone();
    let is_queued = app
        .db
        .write(move |conn| {
            if is_too_much(conn, &asked)? {
                return Ok::<_, AppError>(false);
            }
            queue(conn, &asked, &origin, &ask, &ids)?;
            Ok(true)
        })
        .await?;
    if !is_queued {
        let text = page.t.export_too_often().to_owned();
        let problem = ("export-form".to_owned(), text);
        let drawn = drawn(page, &signed, &app, &form, vec![problem]).await?;
        return respond::html_with(StatusCode::TOO_MANY_REQUESTS, &drawn);
    }
    app.bells.jobs.ring();
    flash::ok(&session, page.t.export_asked(&signed.member.email));
    Ok(respond::see_other("/exports"))
}

/// What a form asks for, with the job's own set where it has one.
async fn wanted(
    page: &Page,
    signed: &Signed,
    origin: &Origin,
    app: &web::Data<App>,
    form: &Form,
) -> Result<Result<(Ask, Vec<i64>), Problem>, AppError> {
    let t = page.t;
    let at_form = |text: String| Ok(Err(("export-form".to_owned(), text)));
    let Some(format) = Format::from_code(match form.text("format") {
        "" => "csv",
        code => code,
    }) else {
        return at_form(t.problem_choice().to_owned());
    };
    let keys = keys(form);
    if let Err(unknown) = export::chosen(&keys.join(",")) {
        return at_form(t.export_unknown_columns(&unknown.0.join(", ")));
    }
    let columns = if is_usual(&keys) { Vec::new() } else { keys };
    let (whom, list, ids) = match whom(page, signed, app, form).await? {
        Ok(whom) => whom,
        Err(text) => return at_form(text),
    };
    let format = format.code().to_owned();
    let ask = Ask { whom, list, format, columns, ..Ask::default() };
    let asking = signed.clone();
    let ask = app.db.read(move |conn| as_of_now(conn, &asking, ask)).await?;
    if ask.is_everything() {
        if !page.may(Permission::ExportAll) {
            note(app, origin, Action::Denied).await?;
            return at_form(t.export_not_all().to_owned());
        }
        if form.text("password").is_empty() {
            return Ok(Err(("password".to_owned(), t.export_password_missing().to_owned())));
        }
        match confirm::password(app, signed.member.id, form.text("password")).await? {
            Confirmation::Right => {}
            Confirmation::Wrong => {
                note(app, origin, Action::ExportRefused).await?;
                return Ok(Err(("password".to_owned(), t.export_password_wrong().to_owned())));
            }
            Confirmation::Blocked => {
                return Ok(Err(("password".to_owned(), t.export_password_blocked().to_owned())));
            }
        }
    }
    Ok(Ok((ask, ids)))
}

/// Everybody was asked for by somebody who may not, or without the right password.
async fn note(app: &App, origin: &Origin, action: Action) -> Result<(), AppError> {
    let by = origin.by.clone();
    let note = move |conn: &mut Db| Ok(audit::note(conn, &by, action, by.id)?);
    app.db.write(note).await
}

/// The keys of the columns that a form asks for.
pub(super) fn keys(form: &Form) -> Vec<String> {
    let all = form.all("columns").flat_map(|all| all.split(','));
    all.filter(|key| !key.is_empty()).map(str::to_owned).collect()
}

/// Whether these are the columns of whoever chose none.
pub(super) fn is_usual(keys: &[String]) -> bool {
    keys.is_empty()
        || export::usual().iter().map(|column| column.key).eq(keys.iter().map(String::as_str))
}

type Whom = (String, Option<String>, Vec<i64>);

/// Whom a form means, in words, as a list or as numbers; or why nobody.
async fn whom(
    page: &Page,
    signed: &Signed,
    app: &web::Data<App>,
    form: &Form,
) -> Result<Result<Whom, String>, AppError> {
    let t = page.t;
    let selection = match form.text("selection") {
        "" | "all" => return Ok(Ok((t.export_all().to_owned(), Some(String::new()), Vec::new()))),
        _ => Selection::of(form, &["format", "columns", "password"]),
    };
    let refused = |stop: &Stop| stop.text(t, Kind::Export);
    let selection = match selection {
        Ok(selection) => selection,
        Err(stop) => return Ok(Err(refused(&stop))),
    };
    if let Selection::Matching(list) = &selection {
        let list = Links::filters(list);
        let everybody = Query::visible_to(&signed.actor);
        let query = match everybody.narrowed_exactly(&list, &signed.settings) {
            Ok(query) => query,
            Err(ignored) => {
                let names = ignored.iter().map(|one| one.name.clone()).collect();
                return Ok(Err(refused(&Stop::Ignored(names))));
            }
        };
        let words = if query.is_narrowed() {
            sentence::sentence(&query, &page.display())
        } else {
            t.export_all().to_owned()
        };
        return Ok(Ok((words, Some(list.encode()), Vec::new())));
    }
    let (actor, settings) = (signed.actor.clone(), signed.settings.clone());
    let found =
        app.db.read(move |conn| Ok::<_, AppError>(selection.ids(conn, &actor, &settings)?)).await?;
    Ok(match found {
        Ok(ids) => Ok((t.bulk_ticked().to_owned(), None, ids)),
        Err(stop) => Err(refused(&stop)),
    })
}

/// The same, as this member asks for it now: whether it leaves anybody out, and who looks.
///
/// # Errors
/// When the database fails.
pub(super) fn as_of_now(conn: &mut Db, signed: &Signed, ask: Ask) -> Result<Ask, AppError> {
    let sees_all = signed.actor.scope == Scope::All;
    let is_everybody = match &ask.list {
        Some(list) if sees_all => leaves_nobody_out(conn, signed, list)?,
        _ => false,
    };
    Ok(Ask { is_everybody, sees_all, ..ask })
}

/// Whether a filter is none: it lets everybody through.
fn leaves_nobody_out(conn: &mut Db, signed: &Signed, list: &str) -> Result<bool, AppError> {
    let form = Form::parse(list.as_bytes())?;
    let everybody = Query::visible_to(&signed.actor).with_archived();
    let (narrowed, _) = Query::visible_to(&signed.actor).narrowed_by(&form, &signed.settings);
    let all = everybody.every(conn)?.total(conn)?;
    let found = narrowed.with_archived().every(conn)?.total(conn)?;
    Ok(all > 0 && found >= all)
}

impl Ask {
    /// Whether no filter and no tick narrows it; an order does not.
    #[must_use]
    pub fn is_everything(&self) -> bool {
        let Some(list) = &self.list else { return false };
        if self.is_everybody {
            return true;
        }
        let form = Form::parse(list.as_bytes()).unwrap_or_default();
        form.pairs().all(|(name, _)| name == "sort")
    }
}

/// Whether the member has asked for as many as a day allows.
///
/// # Errors
/// When the database fails.
pub(super) fn is_too_much(conn: &mut Db, signed: &Signed) -> Result<bool, AppError> {
    let since = clock::now() - Duration::days(1);
    Ok(jobs::made_since(conn, Kind::Export, signed.member.id, since)? >= A_DAY)
}

/// Queues the job of an export, with its audit line.
///
/// # Errors
/// When the database fails.
pub(super) fn queue(
    conn: &mut Db,
    signed: &Signed,
    origin: &Origin,
    ask: &Ask,
    ids: &[i64],
) -> Result<i64, AppError> {
    let new = New {
        kind: Kind::Export,
        state: State::Queued,
        payload: serde_json::to_string(ask).map_err(anyhow::Error::from).map_err(AppError::Bug)?,
        owner: &signed.actor,
        undoes: None,
        retries: None,
        tells: false,
        total: i64::try_from(ids.len()).unwrap_or(i64::MAX),
    };
    let id = jobs::create(conn, &new)?;
    jobs::add_all(conn, id, ids)?;
    audit::note(conn, &origin.by, Action::ExportAsked, Some(id))?;
    Ok(id)
}

/// The customers that another export had picked.
///
/// # Errors
/// When the database fails.
pub(super) fn set_of(conn: &mut Db, job: i64) -> Result<Vec<i64>, AppError> {
    let all = jobs::page(conn, job, &[Fate::Waiting], 0, i64::MAX)?;
    Ok(all.iter().map(|item| item.customer_id).collect())
}
