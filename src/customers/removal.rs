//! The end of the ladder: removing a customer for good, or wiping what tells who it is. Refuses until
//! the name is typed, and when somebody has changed the customer since the page was drawn.

use actix_session::Session;
use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;

use super::counts::Counts;
use super::ends::Ends;
use super::header::{self, Header, Opened};
use super::query;
use super::record::Record;
use super::save::{self, Saved, Writing};
use super::trail::Trail;
use crate::audit::{self, Action, By};
use crate::clock;
use crate::db::Db;
use crate::error::AppError;
use crate::text;
use crate::web::origin::Origin;
use crate::web::{App, Form, Page, Signed, flash, respond};

#[derive(Template)]
#[template(path = "customers/deletion.html")]
struct RemovalPage {
    page: Page,
    head: Header,
    version: i64,
    to_type: String,
    typed: String,
    error: String,
    errors: Vec<(String, String)>,
    has_changed: bool,
    ends: Ends,
}

/// GET /customers/{id}/deletion
///
/// # Errors
/// `NotFound`, or when the database fails.
pub async fn ask(
    page: Page,
    signed: Signed,
    app: web::Data<App>,
    id: web::Path<i64>,
    request: HttpRequest,
) -> Result<HttpResponse, AppError> {
    let (opened, trail) = header::asked(&app, signed, *id, &request).await?;
    if opened.record.customer.status == "anonymized" {
        return Ok(respond::see_other(&trail.address(*id, "")));
    }
    let customer = *id;
    let ends = app.db.read(move |conn| Ends::find(conn, customer)).await?;
    draw(page, (&opened, ends), trail, &Form::default(), None)
}

/// What can be chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Choice {
    Delete,
    Anonymize,
}

impl Choice {
    fn of(form: &Form) -> Option<Self> {
        match form.text("choice") {
            "delete" => Some(Self::Delete),
            "anonymize" => Some(Self::Anonymize),
            _ => None,
        }
    }
}

/// What became of it.
enum Removed {
    Done(Saved),
    Refused(Box<Record>, Refusal),
    Anonymous,
}

/// Why nothing was removed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Refusal {
    /// Something else was typed than the name.
    Name,
    /// Somebody changed the customer since.
    Conflict,
}

/// POST /customers/{id}/deletion: `choice` delete or anonymize, `name` as it is, `version` as seen.
///
/// # Errors
/// `NotFound`, `BadRequest` for another choice, or when the database fails.
pub async fn remove(
    page: Page,
    signed: Signed,
    app: web::Data<App>,
    counts: web::Data<Counts>,
    id: web::Path<i64>,
    session: Session,
    request: HttpRequest,
    form: Form,
) -> Result<HttpResponse, AppError> {
    let trail = Trail::of_request(&request)?;
    let choice = Choice::of(&form).ok_or(AppError::BadRequest)?;
    let (typed, id) = (form.clone(), id.into_inner());
    let by = Origin::of(&request).by;
    let removed = app.db.write(move |conn| run(conn, &signed, &by, id, choice, &typed)).await?;
    match removed {
        Removed::Refused(record, why) => {
            let ends = app.db.read(move |conn| Ends::find(conn, id)).await?;
            draw(page, (&Opened::alone(*record), ends), trail, &form, Some(why))
        }
        Removed::Anonymous => Ok(respond::see_other(&trail.address(id, ""))),
        Removed::Done(saved) => {
            counts.moved(&saved);
            let number = id.to_string();
            Ok(match choice {
                Choice::Delete => {
                    flash::ok(&session, page.t.deletion_deleted(&number));
                    respond::see_other(&trail.list())
                }
                Choice::Anonymize => {
                    flash::ok(&session, page.t.deletion_anonymized(&number));
                    respond::see_other(&trail.address(id, ""))
                }
            })
        }
    }
}

fn run(
    conn: &mut Db,
    signed: &Signed,
    by: &By,
    id: i64,
    choice: Choice,
    form: &Form,
) -> Result<Removed, AppError> {
    let record = query::find_to_change(conn, &signed.actor, id)?.ok_or(AppError::NotFound)?;
    if record.customer.status == "anonymized" {
        return Ok(Removed::Anonymous);
    }
    let refusal = if form.text("version") != record.customer.version.to_string() {
        Some(Refusal::Conflict)
    } else if same(form.text("name"), &to_type(&record)) {
        None
    } else {
        Some(Refusal::Name)
    };
    if let Some(refusal) = refusal {
        return Ok(Removed::Refused(Box::new(record), refusal));
    }
    let writing = Writing::by_program(&signed.actor, &signed.settings, clock::now());
    let (saved, action) = match choice {
        Choice::Delete => (save::delete(conn, &writing, id)?, Action::CustomerDeleted),
        Choice::Anonymize => (save::anonymize(conn, &writing, id)?, Action::CustomerAnonymized),
    };
    audit::note(conn, by, action, Some(id))?;
    Ok(Removed::Done(saved))
}

fn same(typed: &str, name: &str) -> bool {
    let [typed, name] = [typed, name].map(|text| text::fold(&text::clean_line(text)));
    typed == name
}

/// What has to be typed: the name, or the number of a customer that has none.
fn to_type(record: &Record) -> String {
    record.display_name().map_or_else(|| record.customer.id.to_string(), str::to_owned)
}

fn draw(
    page: Page,
    (opened, ends): (&Opened, Ends),
    trail: Trail,
    form: &Form,
    refusal: Option<Refusal>,
) -> Result<HttpResponse, AppError> {
    let to_type = to_type(&opened.record);
    let error = match refusal {
        Some(Refusal::Name) => page.t.deletion_wrong_name(&to_type),
        _ => String::new(),
    };
    let status = match refusal {
        None => StatusCode::OK,
        Some(Refusal::Name) => StatusCode::UNPROCESSABLE_ENTITY,
        Some(Refusal::Conflict) => StatusCode::CONFLICT,
    };
    let template = RemovalPage {
        head: Header::new(&page, opened, trail, None),
        version: opened.record.customer.version,
        errors: (!error.is_empty())
            .then(|| ("name".to_owned(), error.clone()))
            .into_iter()
            .collect(),
        to_type,
        typed: form.text("name").to_owned(),
        error,
        has_changed: refusal == Some(Refusal::Conflict),
        ends,
        page,
    };
    respond::html_with(status, &template)
}
