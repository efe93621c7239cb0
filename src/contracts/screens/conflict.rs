//! Two people edited the same contract: what each changed, side by side, and a choice per field.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use askama::Template;

use super::form::writing;
use super::show::value;
use crate::contracts::Record;
use crate::contracts::fields::{self, Field};
use crate::contracts::save;
use crate::error::AppError;
use crate::fields::{Changes, Uses};
use crate::history::{self, Entity, Entry};
use crate::web::{App, Form, Page, Signed, respond};

/// Most entries of the history that are looked at.
const MOST: i64 = 500;

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
    /// The page of the record.
    home: String,
    trail: Vec<(String, String)>,
    version: i64,
    who: Option<String>,
    when: String,
    rows: Vec<Row>,
    /// Everything typed, sent again with the choice.
    typed: Vec<(String, String)>,
}

/// The page of a conflict, with status 409.
///
/// # Errors
/// `NotFound` when the contract is gone.
pub(super) async fn show(
    page: Page,
    signed: &Signed,
    app: &App,
    id: i64,
    (form, changes): (Form, Changes),
) -> Result<HttpResponse, AppError> {
    let signed = signed.clone();
    let version: i64 = form.text("version").parse().unwrap_or(0);
    let (current, mine, since) = app
        .db
        .read(move |conn| {
            let current = save::find_visible(conn, &signed.actor, id)?.ok_or(AppError::NotFound)?;
            let (mine, _) = save::preview(conn, &writing(&signed), &current, &changes)?;
            let mut since = history::of(conn, Entity::Contract, id, None, MOST)?;
            since.retain(|entry| entry.revision > version);
            Ok::<_, AppError>((current, mine, since))
        })
        .await?;
    let of_form = fields::all().iter().filter(|field| field.is_used_in(Uses::FORM));
    let rows: Vec<Row> =
        of_form.filter_map(|field| row(&page, field, (&current, &mine), &since)).collect();
    let last = since.first();
    let home = format!("/contracts/{id}");
    let is_kept = |name: &str| rows.iter().any(|row| row.key == name);
    let typed = form.pairs().filter(|(name, _)| is_kept(name));
    let template = ConflictPage {
        trail: vec![
            ("/contracts".to_owned(), page.t.contracts().to_owned()),
            (home.clone(), super::title(&current, page.t)),
        ],
        home,
        version: current.contract.version,
        who: last.map(|entry| entry.actor_name.clone()),
        when: last.map(|entry| page.display().moment(entry.at)).unwrap_or_default(),
        typed: typed.map(|(name, value)| (name.to_owned(), value.to_owned())).collect(),
        rows,
        page,
    };
    respond::html_with(StatusCode::CONFLICT, &template)
}

/// A field in which the form differs from what is saved, unless the form never touched it.
fn row(
    page: &Page,
    field: &Field,
    (current, mine): (&Record, &Record),
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
        label: field.label(page.language()).to_owned(),
        mine: value(page, field, mine),
        theirs: value(page, field, current),
        is_contested: first.is_some(),
    })
}
