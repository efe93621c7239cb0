//! Two people edited the same customer: what each changed, side by side, and a choice per field.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use askama::Template;

use super::fields::{self, Field};
use super::record::Record;
use super::save::{self, Writing};
use super::{query, typed};
use crate::clock;
use crate::error::AppError;
use crate::fields::Uses;
use crate::history::{self, Entity, Entry};
use crate::settings::Display;
use crate::web::{App, Form, Page, Signed, respond};

/// A field that both changed, or only the one who posts.
struct Row {
    key: String,
    label: String,
    mine: String,
    theirs: String,
    /// Whether somebody else changed it too.
    is_contested: bool,
}

#[derive(Template)]
#[template(path = "shared/conflict.html")]
struct ConflictPage {
    page: Page,
    /// The page of the customer.
    home: String,
    trail: Vec<(String, String)>,
    version: i64,
    who: Option<String>,
    when: String,
    rows: Vec<Row>,
    /// Everything typed, sent again with the choice.
    typed: Vec<(String, String)>,
}

/// Most entries of the history that are looked at.
const MOST: i64 = 500;

/// The page of a conflict, with status 409.
///
/// # Errors
/// `NotFound` when the customer is gone.
pub(super) async fn show(
    page: Page,
    signed: &Signed,
    app: &App,
    id: i64,
    form: Form,
) -> Result<HttpResponse, AppError> {
    let (actor, settings) = (signed.actor.clone(), signed.settings.clone());
    let sent = form.clone();
    let (current, mine, since) = app
        .db
        .read(move |conn| {
            let writing = Writing::by_form(&actor, &settings, clock::now());
            let current = query::find_visible(conn, &actor, id)?.ok_or(AppError::NotFound)?;
            let (changes, _) = typed::read(&sent, settings.organisation.reading());
            let (mine, _) = save::preview(conn, &writing, Some(&current), &changes)?;
            let version: i64 = sent.text("version").parse().unwrap_or(0);
            let mut since = history::of(conn, Entity::Customer, id, None, MOST)?;
            since.retain(|entry| entry.revision > version);
            Ok::<_, AppError>((current, mine, since))
        })
        .await?;
    let rows = rows(page.display(), &current, &mine, &since);
    let last = since.first();
    let home = format!("/customers/{id}");
    let template = ConflictPage {
        trail: vec![
            ("/customers".to_owned(), page.t.customers().to_owned()),
            (home.clone(), current.display_name().unwrap_or(page.t.no_name()).to_owned()),
        ],
        home,
        version: current.customer.version,
        who: last.map(|entry| entry.actor_name.clone()),
        when: last.map(|entry| page.display().moment(entry.at)).unwrap_or_default(),
        typed: typed_again(&form, &rows),
        rows,
        page,
    };
    respond::html_with(StatusCode::CONFLICT, &template)
}

/// The fields in which the form differs from what is saved, but for those it never touched.
fn rows(display: Display, current: &Record, mine: &Record, since: &[Entry]) -> Vec<Row> {
    fields::all()
        .iter()
        .filter(|field| field.is_used_in(Uses::FORM))
        .filter_map(|field| row(display, field, current, mine, since))
        .collect()
}

fn row(
    display: Display,
    field: &Field,
    current: &Record,
    mine: &Record,
    since: &[Entry],
) -> Option<Row> {
    let (theirs, own) = ((field.get)(current), (field.get)(mine));
    if theirs == own {
        return None;
    }
    // The oldest change since the form was opened knows the value that the form began with.
    let first = since.iter().rev().find(|entry| entry.field == field.key);
    if first.is_some_and(|entry| entry.before == own.canonical()) {
        return None;
    }
    Some(Row {
        key: field.key.to_string(),
        label: field.label(display.lang()).to_owned(),
        mine: display.value(&field.kind, &own),
        theirs: display.value(&field.kind, &theirs),
        is_contested: first.is_some(),
    })
}

/// What was typed into the fields of the rows; the others stay as they are saved.
fn typed_again(form: &Form, rows: &[Row]) -> Vec<(String, String)> {
    let is_kept = |name: &str| {
        let key = if typed::is_of_phones(name) { "phones" } else { name };
        rows.iter().any(|row| row.key == key) || matches!(name, "from" | "reason")
    };
    form.pairs()
        .filter(|(name, _)| is_kept(name))
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect()
}
