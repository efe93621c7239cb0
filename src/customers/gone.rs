//! Somebody deleted or anonymised a customer while it was being edited: what was typed is not lost, and
//! becomes a new customer where that is wanted and allowed.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;

use super::form::proposed;
use super::form_page::{State, draw};
use super::save::{ANONYMIZED, DELETED, Writing};
use crate::access::{Actor, Scope};
use crate::clock;
use crate::db::Db;
use crate::error::AppError;
use crate::fields::Findings;
use crate::history::{self, Entity, Entry};
use crate::web::{App, Form, Page, Signed};

/// The answer to the form of a customer that is gone: everything typed, in the form of a new one. One that
/// was anonymised may still be there for the actor to see.
///
/// # Errors
/// `NotFound` when there never was such a customer, or the actor may not know of it.
pub(super) async fn show(
    page: Page,
    signed: &Signed,
    app: &App,
    (id, is_visible): (i64, bool),
    form: &Form,
) -> Result<HttpResponse, AppError> {
    let actor = signed.actor.clone();
    let end = app.db.read(move |conn| end_of(conn, &actor, id, is_visible)).await?;
    let writing = Writing::by_form(&signed.actor, &signed.settings, clock::now());
    let record = proposed(&writing);
    let state = State {
        record: &record,
        typed: Some(form),
        findings: &Findings::default(),
        question: None,
        gone: Some((id, &end)),
    };
    // What was answered about that customer is no answer about another one.
    let form = form.without(&["accept_duplicates", "accept_renaming", "reason"]);
    draw(StatusCode::GONE, page, &writing, &state, &form)
}

/// The entry that tells who ended it, and when. Of a customer that is deleted nobody can tell any more
/// whose it was: limited members learn of the end where they have written themselves.
fn end_of(conn: &mut Db, actor: &Actor, id: i64, is_visible: bool) -> Result<Entry, AppError> {
    let may_know = is_visible
        || actor.scope == Scope::All
        || history::is_written_by(conn, Entity::Customer, id, actor.id)?;
    if !may_know {
        return Err(AppError::NotFound);
    }
    for what in [DELETED, ANONYMIZED] {
        let found = history::of_field(conn, Entity::Customer, id, Some(what), None, 1)?.pop();
        if let Some(entry) = found {
            return Ok(entry);
        }
    }
    Err(AppError::NotFound)
}
