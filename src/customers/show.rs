//! The customer's data, of which the summary shows the few that matter; and the marks, which are set from either.

use actix_session::Session;
use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;

use super::facts::{Fact, Facts};
use super::fields::{self, Field};
use super::header::{self, Header, Opened, Section};
use super::likeness::Likeness;
use super::save::{self, Outcome, Writing};
use super::trail::Trail;
use crate::clock;
use crate::error::AppError;
use crate::fields::{Changes, Group, Value};
use crate::web::{App, Form, Page, Signed, flash, respond};

/// Fields that the summary shows, also when they are empty.
const ALWAYS: &[&str] =
    &["person_kind", "email", "phone_mobile", "zone_id", "seller_id", "collector_id"];

/// Fields that the summary shows when they have a value, in the order of the screens.
const WHEN_FILLED: &[&str] = &[
    "custom_id",
    "doc_number",
    "tax_id",
    "notify_emails",
    "phone_landline",
    "phones",
    "website",
    "address",
    "district",
    "city",
    "state",
    "country",
    "store_id",
    "manager_user_id",
    "created_at",
];

#[derive(Template)]
#[template(path = "customers/data.html")]
struct DataPage {
    page: Page,
    head: Header,
    groups: Vec<(&'static str, &'static str, Vec<Fact>)>,
}

/// The few facts that matter, in the order of the catalogue. Where the document is the tax id, once is
/// enough.
#[must_use]
pub fn chosen(facts: &Facts<'_>) -> Vec<Fact> {
    let is_of_summary = |field: &&Field| {
        let key = field.key.as_ref();
        ALWAYS.contains(&key)
            || (WHEN_FILLED.contains(&key) && !(field.get)(facts.record).is_empty())
    };
    let mut all: Vec<Fact> = Vec::new();
    for field in fields::all().iter().filter(is_of_summary) {
        let fact = facts.named_by_kind(field);
        if !all.iter().any(|said| said.says_the_same_as(&fact)) {
            all.push(fact);
        }
    }
    all
}

/// GET /customers/{id}/data
///
/// # Errors
/// `NotFound`, or when the database fails.
pub async fn data(
    page: Page,
    signed: Signed,
    app: web::Data<App>,
    id: web::Path<i64>,
    request: HttpRequest,
) -> Result<HttpResponse, AppError> {
    let parameters = Form::of_query(&request)?;
    let trail = Trail::of(&parameters);
    let (asked, id) = (trail.clone(), id.into_inner());
    let (opened, likeness): (Opened, Likeness) = app
        .db
        .read(move |conn| {
            let opened = header::open(conn, &signed, id, &asked)?;
            let likeness = Likeness::find(conn, &signed.actor, &opened.record)?;
            Ok::<_, AppError>((opened, likeness))
        })
        .await?;
    let facts = Facts::asked(&page, &opened.record, &likeness, &trail, &parameters);
    let groups = Group::ALL
        .into_iter()
        .map(|group| (group.anchor(), page.t.group_title(group), facts.of_group(group)))
        .filter(|(_, _, facts)| !facts.is_empty())
        .collect();
    let head = Header::new(&page, &opened, trail, Some(Section::Data));
    respond::html(&DataPage { page, head, groups })
}

/// POST /customers/{id}/marks: `mark` is what the customer is to carry, `vip`, `bad` or `none`.
///
/// # Errors
/// `NotFound`, `BadRequest` for another mark, or when the database fails.
pub async fn mark(
    page: Page,
    signed: Signed,
    app: web::Data<App>,
    id: web::Path<i64>,
    session: Session,
    request: HttpRequest,
    form: Form,
) -> Result<HttpResponse, AppError> {
    let trail = Trail::of_request(&request)?;
    let changes = marks(form.text("mark")).ok_or(AppError::BadRequest)?;
    let id = id.into_inner();
    let outcome = app
        .db
        .write(move |conn| {
            let writing = Writing::by_program(&signed.actor, &signed.settings, clock::now());
            save::update(conn, &writing, id, None, &changes)
        })
        .await?;
    match outcome {
        Outcome::Saved(_) => flash::ok(&session, page.t.detail_marked()),
        Outcome::Unchanged(_) => {}
        _ => flash::warn(&session, page.t.detail_read_only()),
    }
    Ok(respond::see_other(&trail.address(id, "")))
}

/// Both marks at once, so that one takes the other's place.
fn marks(wanted: &str) -> Option<Changes> {
    if !matches!(wanted, "vip" | "bad" | "none") {
        return None;
    }
    let mut changes = Changes::default();
    changes.set("is_vip", Value::Flag(wanted == "vip"));
    changes.set("is_bad", Value::Flag(wanted == "bad"));
    Some(changes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::customers::Record;

    #[test]
    fn every_field_of_the_summary_is_in_the_catalogue() {
        for key in ALWAYS.iter().chain(WHEN_FILLED) {
            assert!(fields::find(key).is_some(), "{key}");
        }
    }

    #[test]
    fn one_mark_takes_the_place_of_the_other() {
        let mut record = Record::default();
        record.customer.is_bad = true;
        for (key, value) in marks("vip").unwrap().iter() {
            (fields::find(key).unwrap().set)(&mut record, value.clone());
        }
        assert!(record.customer.is_vip && !record.customer.is_bad);
        assert_eq!(marks("gold"), None);
    }
}
