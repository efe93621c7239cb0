//! The page of the form: empty, with a customer, rearranged, refused, or with a question.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use askama::Template;

use super::form_view::{PhoneRow, Section, View};
use super::record::Record;
use super::save::{self, Likeness, Outcome, Question, Writing};
use super::trail::Trail;
use crate::access::Permission;
use crate::error::AppError;
use crate::fields::Findings;
use crate::history::Entry;
use crate::web::{Form, Page, respond};

/// A customer that may be the same, as the page shows it.
pub struct Like {
    id: i64,
    name: String,
    why: String,
}

#[derive(Template)]
#[template(path = "customers/form.html")]
struct FormPage {
    page: Page,
    sections: Vec<Section>,
    phones: Vec<PhoneRow>,
    errors: Vec<(String, String)>,
    likes: Vec<Like>,
    is_renaming: bool,
    action: String,
    cancel: String,
    version: Option<i64>,
    from: String,
    name: String,
    changed_at: String,
    required: String,
    can_correct: bool,
    reason: String,
    accepts_duplicates: bool,
    accepts_renaming: bool,
    /// Who ended the customer that was edited, and how.
    gone: Option<String>,
    /// Whether a new one may be made of what was typed.
    can_create: bool,
}

/// What the form shows.
pub(super) struct State<'a> {
    /// The customer as it is kept.
    pub(super) record: &'a Record,
    /// What was typed, when the form comes back.
    pub(super) typed: Option<&'a Form>,
    /// What is wrong or doubtful.
    pub(super) findings: &'a Findings,
    /// What has to be answered first.
    pub(super) question: Option<&'a Question>,
    /// The number of the customer that was edited and is gone, and how it ended.
    pub(super) gone: Option<(i64, &'a Entry)>,
}

impl<'a> State<'a> {
    /// A form that nobody has typed into.
    pub(super) fn of(record: &'a Record, findings: &'a Findings) -> Self {
        Self { record, typed: None, findings, question: None, gone: None }
    }
}

/// The form again: rearranged, refused, or with a question.
pub(super) fn refused(
    page: Page,
    writing: &Writing,
    record: &Record,
    form: &Form,
    outcome: Option<Outcome>,
) -> Result<HttpResponse, AppError> {
    let nothing = Findings::default();
    let (status, findings, question) = match &outcome {
        Some(Outcome::Rejected(findings)) => (StatusCode::UNPROCESSABLE_ENTITY, findings, None),
        Some(Outcome::Unconfirmed(question)) => {
            (StatusCode::UNPROCESSABLE_ENTITY, &question.warnings, Some(question))
        }
        _ => (StatusCode::OK, &nothing, None),
    };
    let state = State { record, typed: Some(form), findings, question, gone: None };
    draw(status, page, writing, &state, form)
}

/// Draws it.
pub(super) fn draw(
    status: StatusCode,
    page: Page,
    writing: &Writing,
    state: &State,
    form: &Form,
) -> Result<HttpResponse, AppError> {
    let record = state.record;
    let view = View {
        t: page.t,
        display: page.display(),
        record,
        typed: state.typed,
        findings: state.findings,
        writing,
    };
    let (sections, phones, errors) = (view.sections(), view.phones(), view.errors());
    let changed_at = page.display().moment(record.customer.updated_at);
    let id = record.customer.id;
    let trail = Trail::of(form);
    let is_new = id == 0;
    let is_locked = save::locks(writing, record).iter().any(|(key, _)| *key == "tax_id");
    let version =
        form.last("version").and_then(|v| v.parse().ok()).unwrap_or(record.customer.version);
    let can_create = page.may(Permission::CreateCustomers);
    let action = match (is_new, state.gone) {
        (false, _) => format!("/customers/{id}"),
        // Its buttons still rearrange the form, and nothing can be written.
        (true, Some((gone, _))) if !can_create => format!("/customers/{gone}"),
        (true, _) => "/customers".to_owned(),
    };
    let template = FormPage {
        gone: state.gone.map(|(_, end)| how_it_ended(&page, end)),
        can_create,
        likes: state.question.map(|question| likes(&page, question)).unwrap_or_default(),
        is_renaming: state.question.is_some_and(|question| question.is_renaming),
        action,
        cancel: if is_new { trail.list() } else { trail.address(id, "") },
        version: (!is_new).then_some(version),
        name: record.display_name().unwrap_or(page.t.no_name()).to_owned(),
        can_correct: !is_new && is_locked && page.may(Permission::EditLocked),
        reason: form.text("reason").to_owned(),
        accepts_duplicates: form.is_ticked("accept_duplicates"),
        accepts_renaming: form.is_ticked("accept_renaming"),
        sections,
        phones,
        errors,
        changed_at,
        required: required(&page, writing),
        from: trail.parameter().unwrap_or_default(),
        page,
    };
    respond::html_with(status, &template)
}

fn how_it_ended(page: &Page, end: &Entry) -> String {
    let (who, when) = (&end.actor_name, page.display().moment(end.at));
    if end.field == save::DELETED {
        page.t.gone_deleted(who, &when)
    } else {
        page.t.gone_anonymized(who, &when)
    }
}

fn likes(page: &Page, question: &Question) -> Vec<Like> {
    let word = |likeness: &Likeness| match likeness {
        Likeness::TaxId => page.t.same_tax_id(),
        Likeness::Document => page.t.same_document(),
        Likeness::Email => page.t.same_email(),
        Likeness::Phone => page.t.same_phone(),
        Likeness::Name => page.t.same_name(),
    };
    question
        .duplicates
        .iter()
        .map(|duplicate| Like {
            id: duplicate.id,
            name: duplicate.name.clone(),
            why: duplicate.likenesses.iter().map(word).collect::<Vec<_>>().join(", "),
        })
        .collect()
}

/// Which fields the organisation wants filled in.
fn required(page: &Page, writing: &Writing) -> String {
    let wanted = &writing.settings.organisation.required;
    let labels: Vec<&str> = super::fields::all()
        .iter()
        .filter(|field| wanted.contains(field.key.as_ref()))
        .map(|field| field.label(page.t.0))
        .collect();
    if labels.is_empty() {
        page.t.form_only_name().to_owned()
    } else {
        page.t.form_required(&labels.join(", "))
    }
}
