//! The history of a customer: what changed, newest first, and the way back to a former value, which
//! is an edit like any other.

use std::collections::BTreeMap;

use actix_session::Session;
use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;

use super::cards;
use super::facts::formatted_number;
use super::fields;
use super::header::{self, Header, Opened, Section};
use super::record::Record;
use super::reversal::{self, Asked, Reversal, Way};
use super::save::{ANONYMIZED, CREATED, DELETED};
use super::trail::Trail;
use super::typed;
use crate::access::Via;
use crate::clock;
use crate::error::AppError;
use crate::fields::{Kind, Lock};
use crate::history::{self as kept, Entity, Entry};
use crate::i18n::format;
use crate::portal::{
    ACCESS_CUT, ACCESS_CUT_ALONE, ACCESS_REMOVED, ACCESS_RETURNED, PASSWORD_MAILED, PASSWORD_SET,
};
use crate::web::{App, Form, Page, Signed, flash, respond};

/// Changes on one page, at least; one save is never cut in two.
const PAGE: usize = 50;

/// More than a save can change: where a page ends at the latest.
const MOST: usize = 200;

/// One save: who, when, by which road, and what.
pub struct Revision {
    /// Who.
    pub who: String,
    /// By which road.
    pub via: String,
    /// The job of which it was part.
    pub job: Option<i64>,
    /// Whether the viewer may look at that job.
    pub is_job_open: bool,
    /// When, for machines.
    pub machine_time: String,
    /// When, for people.
    pub time: String,
    /// Why.
    pub reason: Option<String>,
    /// Name of the glyph.
    pub icon: &'static str,
    /// What.
    pub changes: Vec<Change>,
}

/// One field's change in words.
pub struct Change {
    /// Number of the entry.
    pub id: i64,
    /// The field's name, or what happened to the customer.
    pub label: String,
    /// Whether it is the customer that something happened to, rather than a field.
    pub is_whole: bool,
    /// What it was.
    pub before: String,
    /// What it became.
    pub after: String,
    /// Whether both values were wiped.
    pub is_wiped: bool,
    /// How the former value can be set again.
    pub way: Option<Way>,
}

/// The saves of entries that stand newest first; with a customer, what can be reversed is marked.
#[must_use]
pub fn revisions(
    page: &Page,
    (record, entries): (&Record, &[Entry]),
    reversible: Option<&Reversal>,
) -> Vec<Revision> {
    entries
        .chunk_by(is_one_save)
        .filter_map(|save| {
            let first = save.first()?;
            Some(Revision {
                who: who(page, first),
                via: road(page, &first.via),
                job: first.job_id,
                is_job_open: page.actor.sees_work_of(first.actor_id),
                machine_time: format::machine(first.at),
                time: page.display().moment(first.at),
                reason: first.reason.clone(),
                icon: icon(&first.field),
                changes: save
                    .iter()
                    .map(|entry| in_words(page, record, entry, reversible))
                    .collect(),
            })
        })
        .collect()
}

/// What happens to the customer beside its fields has the revision of the save before it.
fn is_one_save(one: &Entry, other: &Entry) -> bool {
    (one.revision, one.at) == (other.revision, other.at)
}

/// Who made a save; in the portal it is always the customer.
fn who(page: &Page, entry: &Entry) -> String {
    if entry.via == Via::Portal.code() {
        return page.t.changes_by_customer().to_owned();
    }
    entry.actor_name.clone()
}

/// By which road a save came. Nobody is created in bulk or in the portal, so that they are no origins.
fn road(page: &Page, via: &str) -> String {
    if via == Via::Bulk.code() {
        return page.t.bulk_update().to_owned();
    }
    if via == Via::Portal.code() {
        return page.t.portal_title().to_owned();
    }
    page.display().choice(fields::ORIGINS, via)
}

impl Change {
    /// Whether one click sets the former value again.
    #[must_use]
    pub fn is_free(&self) -> bool {
        self.way == Some(Way::Free)
    }

    /// Whether it is set again by those who say why.
    #[must_use]
    pub fn needs_reason(&self) -> bool {
        self.way == Some(Way::WithReason)
    }

    /// Why it cannot be set again now.
    #[must_use]
    pub fn lock(&self) -> Option<Lock> {
        match self.way {
            Some(Way::Locked(lock)) => Some(lock),
            _ => None,
        }
    }

    /// Where the former value is set again.
    #[must_use]
    pub fn reversal(&self) -> String {
        format!("/history/{}/reversal", self.id)
    }
}

fn icon(field: &str) -> &'static str {
    match field {
        CREATED => "user-plus",
        DELETED | ANONYMIZED => "trash",
        "status" => "archive",
        PASSWORD_MAILED | PASSWORD_SET | ACCESS_CUT | ACCESS_RETURNED => "key",
        ACCESS_CUT_ALONE | ACCESS_REMOVED => "lock",
        cards::ADDED | cards::REMOVED | cards::CHOSEN | cards::LINK_MAILED => "card",
        _ => "edit",
    }
}

fn in_words(page: &Page, record: &Record, entry: &Entry, reversible: Option<&Reversal>) -> Change {
    let field = fields::find(&entry.field);
    let show = |text: &Option<String>| match (field, text) {
        (_, None) => String::new(),
        (Some(field), Some(text)) => match field.kind {
            // An older one may be of another country or type.
            Kind::IdNumber(role) if (field.get)(record).text() == Some(text) => {
                formatted_number(record, role, text)
            }
            _ => page.display().canonical(&field.kind, text),
        },
        (None, Some(text)) => text.clone(),
    };
    Change {
        id: entry.id,
        label: label(page, &entry.field),
        is_whole: is_whole(&entry.field),
        before: show(&entry.before),
        after: show(&entry.after),
        is_wiped: entry.before.is_none() && entry.after.is_none(),
        way: reversible.and_then(|reversal| reversal.way(entry)),
    }
}

fn is_whole(field: &str) -> bool {
    matches!(
        field,
        CREATED
            | DELETED
            | ANONYMIZED
            | PASSWORD_MAILED
            | PASSWORD_SET
            | ACCESS_CUT
            | ACCESS_CUT_ALONE
            | ACCESS_REMOVED
            | ACCESS_RETURNED
            | cards::LINK_MAILED
    )
}

/// The name of a field, or what happened to the customer; a field that is no more keeps its key.
fn label(page: &Page, key: &str) -> String {
    match key {
        CREATED => page.t.changes_created().to_owned(),
        DELETED => page.t.changes_deleted().to_owned(),
        ANONYMIZED => page.t.changes_anonymized().to_owned(),
        PASSWORD_MAILED => page.t.changes_portal_mailed().to_owned(),
        PASSWORD_SET => page.t.audit_portal_password_set().to_owned(),
        ACCESS_CUT => page.t.changes_portal_cut().to_owned(),
        ACCESS_CUT_ALONE => page.t.changes_portal_cut_alone().to_owned(),
        ACCESS_REMOVED => page.t.audit_portal_access_removed().to_owned(),
        ACCESS_RETURNED => page.t.audit_portal_access_returned().to_owned(),
        key => match (cards::label(page.t, key), fields::find(key)) {
            (Some(label), _) => label.to_owned(),
            (None, Some(field)) => field.label(page.language()).to_owned(),
            (None, None) => key.to_owned(),
        },
    }
}

/// One field to look at alone.
struct Choice {
    key: String,
    label: String,
    is_chosen: bool,
}

#[derive(Template)]
#[template(path = "customers/history.html")]
struct HistoryPage {
    page: Page,
    head: Header,
    version: i64,
    choices: Vec<Choice>,
    revisions: Vec<Revision>,
    is_continued: bool,
    newest: String,
    older: Option<String>,
}

/// GET /customers/{id}/history: `field` looks at one field, `before` continues below an entry.
///
/// # Errors
/// `NotFound`, or when the database fails.
pub async fn show(
    page: Page,
    signed: Signed,
    app: web::Data<App>,
    id: web::Path<i64>,
    request: HttpRequest,
) -> Result<HttpResponse, AppError> {
    let parameters = Form::of_query(&request)?;
    let trail = Trail::of(&parameters);
    let field = parameters.text("field").to_owned();
    let before = parameters.text("before").parse().ok();
    let (asked, wanted, id) = (trail.clone(), field.clone(), id.into_inner());
    let (opened, mut entries, keys) = app
        .db
        .read(move |conn| {
            let opened = header::open(conn, &signed, id, &asked)?;
            let wanted = Some(wanted.as_str()).filter(|field| !field.is_empty());
            let limit = i64::try_from(MOST + 1).unwrap_or(i64::MAX);
            let entries = kept::of_field(conn, Entity::Customer, id, wanted, before, limit)?;
            let keys = kept::fields_of(conn, Entity::Customer, id)?;
            Ok::<_, AppError>((opened, entries, keys))
        })
        .await?;
    let older = cut(&mut entries);
    let choices = choices(&page, &keys, &field);
    let reversible = Reversal::new(&page.actor, &page.settings, &opened.record);
    let revisions = revisions(&page, (&opened.record, &entries), Some(&reversible));
    let older = older.map(|id| history_address(&opened, &trail, &field, Some(id)));
    let newest = history_address(&opened, &trail, &field, None);
    let version = opened.record.customer.version;
    let head = Header::new(&page, &opened, trail, Some(Section::History));
    respond::html(&HistoryPage {
        page,
        head,
        version,
        choices,
        revisions,
        is_continued: before.is_some(),
        newest,
        older,
    })
}

/// Keeps whole saves up to the length of a page; the entry below which the next page begins.
fn cut(entries: &mut Vec<Entry>) -> Option<i64> {
    let is_end = |at: usize| match (entries.get(at - 1), entries.get(at)) {
        (Some(last), Some(next)) => !is_one_save(last, next),
        _ => false,
    };
    let end =
        (PAGE..=MOST).find(|at| is_end(*at)).or_else(|| (entries.len() > MOST).then_some(MOST))?;
    entries.truncate(end);
    entries.last().map(|entry| entry.id)
}

fn history_address(opened: &Opened, trail: &Trail, field: &str, before: Option<i64>) -> String {
    let mut parameters = Form::default();
    if !field.is_empty() {
        parameters = parameters.with("field", field);
    }
    if let Some(before) = before {
        parameters = parameters.with("before", before.to_string());
    }
    let path = format!("/customers/{}/history", opened.record.customer.id);
    match parameters.encode() {
        query if query.is_empty() => trail.with(&path),
        query => trail.with(&format!("{path}?{query}")),
    }
}

/// The fields that the history speaks of, by name.
fn choices(page: &Page, keys: &[String], chosen: &str) -> Vec<Choice> {
    let by_name: BTreeMap<String, String> =
        keys.iter().map(|key| (label(page, key), key.clone())).collect();
    by_name
        .into_iter()
        .map(|(label, key)| Choice { is_chosen: key == chosen, label, key })
        .collect()
}

/// POST /customers/{id}/history/{entry}/reversal: sets a field back to what it was before an entry.
///
/// # Errors
/// `NotFound`, or when the database fails.
pub async fn reverse(
    page: Page,
    signed: Signed,
    app: web::Data<App>,
    path: web::Path<(i64, i64)>,
    session: Session,
    request: HttpRequest,
    form: Form,
) -> Result<HttpResponse, AppError> {
    let trail = Trail::of_request(&request)?;
    let (version, reason) = (form.text("version").parse().ok(), typed::reason(&form));
    let (id, entry) = path.into_inner();
    let asked = Asked { id, entry, version, reason };
    let outcome =
        app.db.write(move |conn| reversal::run(conn, &signed, asked, clock::now())).await?;
    match reversal::in_words(&page, &outcome) {
        Ok(text) => flash::ok(&session, text),
        Err(text) => flash::warn(&session, text),
    }
    Ok(respond::see_other(&trail.address(id, "/history")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(id: i64, revision: i64) -> Entry {
        Entry {
            id,
            entity_id: 1,
            revision,
            field: "name".into(),
            before: None,
            after: None,
            actor_id: None,
            actor_name: "x".into(),
            via: "panel".into(),
            reason: None,
            at: chrono::NaiveDateTime::default(),
            job_id: None,
        }
    }

    #[test]
    fn a_save_is_never_cut_in_two() {
        let saves = |size: usize| -> Vec<Entry> {
            (0..60_usize)
                .map(|n| {
                    let n = i64::try_from(n).unwrap();
                    entry(1000 - n, 100 - n / i64::try_from(size).unwrap())
                })
                .collect()
        };
        let mut threes = saves(3);
        assert_eq!(cut(&mut threes), Some(1000 - 50));
        assert_eq!(threes.len(), 51);
        let mut one = saves(60);
        assert_eq!((cut(&mut one), one.len()), (None, 60));
        let mut few = vec![entry(2, 2), entry(1, 1)];
        assert_eq!((cut(&mut few), few.len()), (None, 2));
        assert_eq!(cut(&mut Vec::new()), None);
    }
}
