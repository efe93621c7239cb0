//! Ticks of the list: kept across pages for the member, and what is done with them next.

use actix_session::Session;
use actix_web::{HttpRequest, HttpResponse, web};

use super::ask::HELD;
use super::{Selection, form as update_form, selection};
use crate::customers::links::{self, PATH};
use crate::error::AppError;
use crate::i18n::Text;
use crate::web::{App, Form, Page, Signed, flash, respond};

/// Ticked customers that fit into the address of their list.
const SEEN: usize = 100;

/// POST /customers/selection: of the customers that a page showed exactly the ticked ones are held
/// afterwards. `then` says where to go: back to the list, or on to what is done with them.
///
/// # Errors
/// When the database fails.
pub async fn update(
    request: HttpRequest,
    signed: Signed,
    app: web::Data<App>,
    session: Session,
    form: Form,
) -> Result<HttpResponse, AppError> {
    let list = Form::parse(form.text("list").as_bytes())?;
    let (shown, ticked) = on_page(&form);
    let then = form.text("then").to_owned();
    // Who goes on with all that the list finds means them, and not the one ticked to get there.
    let is_cleared = matches!(then.as_str(), "clear" | "all");
    let are_shown = then == "see";
    let member = signed.member.id;
    let held = app
        .db
        .write(move |conn| {
            if is_cleared {
                selection::forget(conn, member)?;
            } else {
                selection::hold(conn, member, &shown, &ticked)?;
            }
            let held = if are_shown { selection::held_by(conn, member)? } else { Vec::new() };
            Ok::<_, AppError>(held)
        })
        .await?;
    Ok(match then.as_str() {
        "quiet" => HttpResponse::NoContent().finish(),
        "see" => respond::see_other(&seen(&session, Page::of(&request).t, &held)),
        "bulk" => respond::see_other(HELD),
        "export" => respond::see_other(&format!("{PATH}/export?scope=held")),
        "all" => respond::see_other(&update_form::of_all(&links::of(&list))),
        _ => respond::see_other(&links::of(&list).href()),
    })
}

/// Of a form with ticks as the list has them: keeps those, and means all that are kept then. None of
/// another form.
///
/// # Errors
/// When the database fails.
pub async fn kept(
    app: &web::Data<App>,
    signed: &Signed,
    form: &Form,
) -> Result<Option<Selection>, AppError> {
    let (shown, ticked) = on_page(form);
    if shown.is_empty() {
        return Ok(None);
    }
    let member = signed.member.id;
    let hold = app
        .db
        .write(move |conn| selection::hold(conn, member, &shown, &ticked).map_err(AppError::from));
    hold.await.map(|()| Some(Selection::held()))
}

/// The customers that a page of the list showed, and which of them are ticked.
fn on_page(form: &Form) -> (Vec<i64>, Vec<i64>) {
    let numbers = |key: &str| form.all(key).filter_map(|typed| typed.parse().ok()).collect();
    (numbers("shown"), numbers("id"))
}

/// The list of those that are ticked, as far as they fit into an address.
fn seen(session: &Session, t: Text, held: &[i64]) -> String {
    if held.len() > SEEN {
        flash::warn(session, t.list_too_many_ticked(&SEEN.to_string()));
    }
    let ids = held.iter().take(SEEN).map(|id| ("id".to_owned(), id.to_string())).collect();
    format!("{PATH}?{}", Form::from_pairs(ids).encode())
}
