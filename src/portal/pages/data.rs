//! `/portal/data`: what the organisation lets its customers change of themselves, on the same road as
//! every other write. Whatever else is posted is not read.

use actix_session::Session;
use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use askama::Template;

use super::own;
use crate::access::Actor;
use crate::clock;
use crate::customers::fields::{self, Field};
use crate::customers::form::reject;
use crate::customers::form_view::{Input, PhoneRow, View};
use crate::customers::save::{self, Asks, Outcome, Writing};
use crate::customers::{Record, typed};
use crate::error::AppError;
use crate::fields::{Findings, Group, Kind, Uses};
use crate::settings::{Portal, Settings};
use crate::web::{App, Entered, Form, Page, flash, respond};

/// A group of inputs.
struct Section {
    anchor: &'static str,
    title: &'static str,
    inputs: Vec<Input>,
}

#[derive(Template)]
#[template(path = "portal/data.html")]
struct DataPage {
    page: Page,
    sections: Vec<Section>,
    phones: Vec<PhoneRow>,
    errors: Vec<(String, String)>,
    /// What may be wrong, and can be kept all the same.
    doubts: Vec<(String, String)>,
    /// Somebody else saved since the form was opened.
    has_conflict: bool,
    version: i64,
}

/// Whether customers may change this field.
pub(super) fn is_editable(portal: &Portal, field: &Field) -> bool {
    field.is_used_in(Uses::PORTAL_EDITED) && portal.editable.contains(field.key.as_ref())
}

/// The fields that customers may change.
pub(super) fn editable(settings: &Settings) -> impl Iterator<Item = &'static Field> {
    let portal = &settings.organisation.portal;
    fields::all().iter().filter(move |field| is_editable(portal, field))
}

/// `GET /portal/data`.
///
/// # Errors
/// `NotFound` when the organisation lets them change nothing.
pub async fn edit(
    page: Page,
    entered: Entered,
    app: web::Data<App>,
) -> Result<HttpResponse, AppError> {
    let record = find(&entered, &app).await?;
    let draft = Draft { typed: None, findings: &Findings::default(), has_conflict: false };
    draw(StatusCode::OK, page, &entered, &record, &draft)
}

/// `POST /portal/data`.
///
/// # Errors
/// As for GET; when the database is away.
pub async fn update(
    page: Page,
    entered: Entered,
    form: Form,
    session: Session,
    app: web::Data<App>,
) -> Result<HttpResponse, AppError> {
    let record = find(&entered, &app).await?;
    let accepts_doubts = form.is_ticked("accept_doubts");
    let (form, is_rearranged) = typed::rearranged(own_fields(&form, &entered.settings));
    let nothing = Findings::default();
    if is_rearranged {
        let draft = Draft { typed: Some(&form), findings: &nothing, has_conflict: false };
        return draw(StatusCode::OK, page, &entered, &record, &draft);
    }
    match write(&app, &entered, form.clone(), accepts_doubts).await? {
        Outcome::Saved(_) => flash::ok(&session, page.t.account_saved()),
        Outcome::Unchanged(_) => flash::ok(&session, page.t.portal_data_unchanged()),
        Outcome::Conflict(now) => {
            let draft = Draft { typed: Some(&form), findings: &nothing, has_conflict: true };
            return draw(StatusCode::CONFLICT, page, &entered, &now, &draft);
        }
        Outcome::Rejected(findings) => {
            let draft = Draft { typed: Some(&form), findings: &findings, has_conflict: false };
            return draw(StatusCode::UNPROCESSABLE_ENTITY, page, &entered, &record, &draft);
        }
        Outcome::Unconfirmed(question) => {
            let findings = &question.warnings;
            let draft = Draft { typed: Some(&form), findings, has_conflict: false };
            return draw(StatusCode::UNPROCESSABLE_ENTITY, page, &entered, &record, &draft);
        }
    }
    Ok(respond::see_other("/portal"))
}

async fn find(entered: &Entered, app: &App) -> Result<Record, AppError> {
    if editable(&entered.settings).next().is_none() {
        return Err(AppError::NotFound);
    }
    let id = entered.visitor.id;
    Ok(app.db.read(move |conn| own::of(conn, id)).await?.record)
}

/// What was posted of the fields that customers may change.
fn own_fields(form: &Form, settings: &Settings) -> Form {
    let mut keys: Vec<&str> = editable(settings).map(|field| field.key.as_ref()).collect();
    if keys.contains(&"phones") {
        keys.extend(["phone_kind", "phone_number", "action"]);
    }
    keys.push("version");
    let pairs = form.pairs().filter(|(key, _)| keys.contains(key));
    Form::from_pairs(pairs.map(|(key, value)| (key.to_owned(), value.to_owned())).collect())
}

async fn write(
    app: &App,
    entered: &Entered,
    form: Form,
    accepts_doubts: bool,
) -> Result<Outcome, AppError> {
    let (visitor, id) = (entered.visitor.clone(), entered.visitor.id);
    let (actor, settings) = (entered.actor.clone(), entered.settings.clone());
    app.db
        .write(move |conn| {
            own::held(conn, &visitor)?;
            let (changes, unread) = typed::read(&form, settings.organisation.reading());
            let writing = Writing { accepts_doubts, ..writing(&actor, &settings) };
            if unread.stop() {
                return reject(conn, &writing, Some(id), &changes, unread);
            }
            // A form without a version cannot know what it overwrites.
            let version = form.last("version").and_then(|version| version.parse().ok());
            save::update(conn, &writing, id, version.or(Some(0)), &changes)
        })
        .await
}

/// What the organisation requires and customers cannot see must not stop them; what is there, they
/// cannot clear either.
fn writing<'a>(actor: &'a Actor, settings: &'a Settings) -> Writing<'a> {
    Writing { asks: Asks::NothingLost, ..Writing::by_form(actor, settings, clock::now()) }
}

/// What the form shows besides the customer.
struct Draft<'a> {
    typed: Option<&'a Form>,
    findings: &'a Findings,
    has_conflict: bool,
}

fn draw(
    status: StatusCode,
    page: Page,
    entered: &Entered,
    record: &Record,
    draft: &Draft<'_>,
) -> Result<HttpResponse, AppError> {
    let writing = writing(&entered.actor, &entered.settings);
    let view = View {
        t: page.t,
        display: page.display(),
        record,
        typed: draft.typed,
        findings: draft.findings,
        writing: &writing,
    };
    let sections = Group::ALL.into_iter().map(|group| Section {
        anchor: group.anchor(),
        title: page.t.group_title(group),
        inputs: inputs(&view, &entered.settings, group),
    });
    let template = DataPage {
        sections: sections.filter(|section| !section.inputs.is_empty()).collect(),
        phones: view.phones(),
        errors: view.errors(),
        doubts: doubts(&view),
        has_conflict: draft.has_conflict,
        version: record.customer.version,
        page,
    };
    respond::html_with(status, &template)
}

/// What helps the staff to fill in a field is not meant for customers.
fn inputs(view: &View<'_>, settings: &Settings, group: Group) -> Vec<Input> {
    let own = editable(settings).filter(|field| field.group == group);
    own.map(|field| {
        let help = match field.kind {
            Kind::Emails => view.t.portal_hint_notify_emails(),
            _ => "",
        };
        let input = view.input(field);
        let error = if input.error.is_empty() { doubt(view, field) } else { input.error };
        Input { error, help: help.to_owned(), ..input }
    })
    .collect()
}

/// What is doubtful about a field, and nothing else stands against saving it.
fn doubt(view: &View<'_>, field: &Field) -> String {
    let mut at_field = view.findings.doubts().filter(|finding| finding.key == field.key);
    let found = at_field.next().filter(|_| !view.findings.stop());
    found.map(|finding| view.t.doubt(&finding.problem)).unwrap_or_default()
}

fn doubts(view: &View<'_>) -> Vec<(String, String)> {
    let said = fields::all().iter().map(|field| (field, doubt(view, field)));
    let said = said.filter(|(_, doubt)| !doubt.is_empty());
    said.map(|(field, doubt)| {
        (field.key.to_string(), format!("{}: {doubt}", field.label(view.t.0)))
    })
    .collect()
}
