//! One process: what it would do, how far it is, and what became of it.

use std::collections::HashMap;

use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;

use super::in_words::Words;
use super::{categories_page, charging_page, day_page, in_words, index, run_page};
use crate::access::Permission;
use crate::customers::bulk::{Plan, Reason, values_of};
use crate::customers::fields;
use crate::customers::query;
use crate::db::Db;
use crate::error::AppError;
use crate::i18n::{Said, Text};
use crate::jobs::{self, Fate, Item, Job, Kind, State, TakenBack};
use crate::settings::Display;
use crate::web::{App, Form, Page, Signed, respond};

/// Customers of a page of the review.
const SIZE: i64 = 20;
/// From so many customers on a job is looked at twice, and takes long enough to be told of its end by mail.
const MANY: i64 = 100;

/// One customer of the set.
struct Row {
    id: i64,
    is_seen: bool,
    name: String,
    /// Label, before, after.
    values: Vec<(String, String, String)>,
    reason: String,
}

/// Some of the customers of one fate.
struct Part {
    rows: Vec<Row>,
    count: String,
    more: Option<String>,
}

#[derive(Template)]
#[template(path = "processes/show.html")]
struct ShowPage {
    page: Page,
    job: Job,
    title: String,
    whom: String,
    /// Why it could not go on.
    error: Option<String>,
    /// What to look at, where nothing narrows the set.
    caution: Option<&'static str>,
    list: String,
    edits: Vec<(String, String)>,
    /// The form that asked for it, filled in as it was.
    again: Option<String>,
    words: Words,
    glyph: &'static str,
    state: &'static str,
    changed: String,
    unchanged: String,
    failed: String,
    progress: String,
    touched: Part,
    same: Part,
    refused: Part,
    undo_until: Option<String>,
    undone_by: Option<i64>,
    /// Whether it was taken back: the glyph's name and the word.
    mark: Option<(&'static str, &'static str)>,
    back: TakenBack,
    retried_by: Option<i64>,
    may_act: bool,
    /// Where mail is written while none leaves the house; nothing for what mails nobody.
    folder: String,
    /// Where its owner is told of the end.
    email: String,
}

/// What the page reads.
struct Seen {
    job: Job,
    touched: Vec<Item>,
    same: Vec<Item>,
    refused: Vec<Item>,
    names: HashMap<i64, Option<String>>,
    undone_by: Option<i64>,
    back: Option<TakenBack>,
    retried_by: Option<i64>,
    email: String,
}

/// GET /jobs/{id}
///
/// # Errors
/// `NotFound` for a job of somebody else, or when the database fails.
pub async fn show(
    page: Page,
    signed: Signed,
    app: web::Data<App>,
    id: web::Path<i64>,
    request: HttpRequest,
) -> Result<HttpResponse, AppError> {
    let form = Form::of_query(&request)?;
    let after = |key: &str| form.text(key).parse::<i64>().unwrap_or(0);
    let places = [after("after"), after("same"), after("refused")];
    let id = id.into_inner();
    let asking = signed.clone();
    let kind = app.db.read(move |conn| Ok::<_, AppError>(own(conn, &asking, id)?.kind())).await?;
    match kind {
        Some(Kind::BillingRun) => return run_page::answer(page, signed, &app, id, &form).await,
        Some(Kind::Daily) => return day_page::answer(page, signed, &app, id).await,
        Some(Kind::Charging) => return charging_page::answer(page, signed, &app, id).await,
        Some(Kind::Categories) => return categories_page::answer(page, signed, &app, id).await,
        _ => {}
    }
    let seen = app.db.read(move |conn| read(conn, &signed, id, places)).await?;
    if seen.job.kind() == Some(Kind::Export) {
        return Ok(respond::see_other(&place(&seen.job)));
    }
    let look_again = seen.job.look_again();
    let folder = app.mail.way().folder_text();
    respond::html_of_work(&ShowPage::of(page, seen, folder), look_again)
}

/// The page of a job: exports have one of their own.
#[must_use]
pub fn place(job: &Job) -> String {
    match job.kind() {
        Some(Kind::Export) => "/exports".to_owned(),
        _ => format!("/jobs/{}", job.id),
    }
}

/// A job that the member may see.
///
/// # Errors
/// `NotFound` for a job of somebody else, or when the database fails.
pub(super) fn own(conn: &mut Db, signed: &Signed, id: i64) -> Result<Job, AppError> {
    jobs::find(conn, id, index::seen_by(signed))?.ok_or(AppError::NotFound)
}

/// As [`own`], for a write that follows in the same transaction.
///
/// # Errors
/// `NotFound` for a job of somebody else, or when the database fails.
pub(super) fn own_to_change(conn: &mut Db, signed: &Signed, id: i64) -> Result<Job, AppError> {
    jobs::find_to_change(conn, id, index::seen_by(signed))?.ok_or(AppError::NotFound)
}

fn read(
    conn: &mut Db,
    signed: &Signed,
    id: i64,
    [after, same, refused]: [i64; 3],
) -> Result<Seen, AppError> {
    let job = own(conn, signed, id)?;
    // Of a job that is over only what it really did.
    let fates: &[Fate] =
        if job.state().is_over() { &[Fate::Changed] } else { &[Fate::Ready, Fate::Changed] };
    let touched = jobs::page(conn, id, fates, after, SIZE + 1)?;
    let same = jobs::page(conn, id, &[Fate::Same], same, SIZE + 1)?;
    let refused = jobs::page(conn, id, &[Fate::Refused, Fate::Skipped], refused, SIZE + 1)?;
    let all = touched.iter().chain(&same).chain(&refused);
    let ids: Vec<i64> = all.map(|item| item.customer_id).collect();
    let names = query::visible_names(conn, &signed.actor, &ids)?;
    let undone_by = jobs::undone_by(conn, id)?;
    let back = jobs::taken_back(conn, &[id])?.remove(&id);
    let retried_by = jobs::retried_by(conn, id)?;
    let email = signed.member.email.clone();
    Ok(Seen { job, touched, same, refused, names, undone_by, back, retried_by, email })
}

/// Where the fields of a bulk update that waits for its yes are chosen anew.
fn again(job: &Job, plan: &Plan, display: &Display) -> Option<String> {
    let is_update = job.kind() == Some(Kind::BulkUpdate);
    let asked = plan.asked(display).filter(|_| is_update && job.state() == State::Draft)?;
    Some(format!("/customers/bulk-update?{}", asked.encode()))
}

/// Customers that the job changes, or did.
fn to_touch(job: &Job) -> i64 {
    match job.state() {
        State::Queued | State::Running => job.total - job.unchanged - job.failed,
        _ => job.changed,
    }
}

impl ShowPage {
    fn of(page: Page, seen: Seen, folder: String) -> Self {
        let Seen { job, touched, same, refused, names, undone_by, back, retried_by, email } = seen;
        let display = page.display();
        let plan = Plan::from_json(&job.payload);
        let (glyph, state) = job.standing(page.t);
        let part = |items: Vec<Item>, count: i64, key: &str| {
            part(&display, &names, items, &display.number(count), job.id, key)
        };
        let own = page.member.is_some() && page.actor.id == job.owner_id;
        Self {
            title: in_words::title(&job, page.t),
            edits: in_words::edits(&job, &plan, &display),
            words: Words::of(&job, page.t, !folder.is_empty()),
            whom: in_words::whom(&plan, &page.actor, &page.settings, &display),
            again: again(&job, &plan, &display),
            error: job.error.as_deref().map(|kept| Said::in_words(kept, page.t)),
            caution: plan.set.caution(page.t),
            list: plan.list,
            glyph,
            state,
            changed: display.number(job.changed),
            unchanged: display.number(job.unchanged),
            failed: display.number(job.failed),
            progress: page
                .t
                .process_n_of(&display.number(job.treated()), &display.number(job.total)),
            touched: part(touched, to_touch(&job), "after"),
            same: part(same, job.unchanged, "same"),
            refused: part(refused, job.failed, "refused"),
            undo_until: job.undo_until().map(|until| display.moment(until)),
            undone_by,
            folder: if job.kind() == Some(Kind::PortalPasswords) { folder } else { String::new() },
            mark: back.and_then(|back| in_words::taken_back(&job, back, page.t)),
            back: back.unwrap_or_default(),
            retried_by,
            email,
            may_act: own && page.may(Permission::BulkUpdate),
            job,
            page,
        }
    }

    fn is_draft(&self) -> bool {
        self.job.state() == State::Draft
    }

    /// Whether there is anything to count: not of a draft that was thrown away.
    fn has_run(&self) -> bool {
        self.is_draft() || self.job.started_at.is_some()
    }

    /// What stands before the job that took it back.
    fn undone_in(&self) -> String {
        let (t, display) = (self.page.t, self.page.display());
        if self.back.is_moving {
            t.process_being_undone_in().to_owned()
        } else if self.back.customers < self.job.changed {
            let (n, all) = (display.number(self.back.customers), &self.changed);
            t.process_undone_part_in(&t.process_n_of(&n, all))
        } else {
            t.process_undone_in().to_owned()
        }
    }

    /// Whether it waits for its yes, and is worth a second look and a mail when it ends.
    fn is_long(&self) -> bool {
        self.is_draft() && self.job.changed > MANY
    }

    /// Whether those it failed with can be tried again, here and now.
    fn can_retry(&self) -> bool {
        self.may_act && self.retried_by.is_none() && self.job.is_retryable()
    }

    fn retry(&self) -> String {
        let t = self.page.t;
        if self.job.failed == 1 {
            t.process_retry_one().to_owned()
        } else {
            t.process_retry(&self.failed)
        }
    }

    fn is_moving(&self) -> bool {
        self.job.state().is_moving()
    }

    /// The step of three that the page is.
    fn step(&self) -> usize {
        if matches!(self.job.state(), State::Checking | State::Draft) { 1 } else { 2 }
    }

    fn is_undo(&self) -> bool {
        self.job.kind() == Some(Kind::BulkUndo)
    }

    fn is_mailing(&self) -> bool {
        self.job.kind() == Some(Kind::PortalPasswords)
    }

    fn heading(&self) -> &'static str {
        let (t, [draft, running, done]) = (self.page.t, self.words.heading);
        match self.job.state() {
            State::Checking => t.process_heading_checking(),
            State::Draft => draft,
            State::Queued | State::Running => running,
            State::Done => done,
            State::Failed => t.process_heading_failed(),
            State::Cancelled => t.process_heading_cancelled(),
        }
    }

    /// What the figures count.
    fn figures(&self) -> [&'static str; 3] {
        if self.is_draft() { self.words.would } else { self.words.did }
    }

    fn refused_title(&self) -> &'static str {
        let [refused, skipped] = self.words.refused;
        if self.is_draft() { refused } else { skipped }
    }

    fn same_title(&self) -> &'static str {
        let t = self.page.t;
        if self.is_draft() { t.process_same() } else { t.process_stayed() }
    }

    fn confirmation(&self) -> String {
        let t = self.page.t;
        match (self.is_mailing(), self.job.changed) {
            (false, 1) => t.process_confirm_one().to_owned(),
            (false, _) => t.process_confirm(&self.changed),
            (true, 1) => t.portal_bulk_confirm_one().to_owned(),
            (true, _) => t.portal_bulk_confirm(&self.changed),
        }
    }
}

fn part(
    display: &Display,
    names: &HashMap<i64, Option<String>>,
    mut items: Vec<Item>,
    count: &str,
    job: i64,
    key: &str,
) -> Part {
    let has_more = i64::try_from(items.len()).unwrap_or(0) > SIZE;
    items.truncate(usize::try_from(SIZE).unwrap_or(0));
    let last = items.last().filter(|_| has_more).map(|item| item.customer_id);
    Part {
        rows: items.iter().map(|item| row(display, names, item)).collect(),
        count: count.to_owned(),
        more: last.map(|last| format!("/jobs/{job}?{key}={last}#{key}")),
    }
}

fn row(display: &Display, names: &HashMap<i64, Option<String>>, item: &Item) -> Row {
    let Some(name) = names.get(&item.customer_id) else {
        // Nothing of a customer that is gone, or that the member no longer sees.
        let reason = Text(display.lang()).bulk_unseen().to_owned();
        return Row {
            id: item.customer_id,
            is_seen: false,
            name: String::new(),
            values: Vec::new(),
            reason,
        };
    };
    let (before, after) = (values_of(item.before.as_deref()), values_of(item.after.as_deref()));
    let shown = |key: &str, value: Option<&Option<String>>| {
        let field = fields::find(key);
        match (field, value.and_then(Option::as_deref)) {
            (Some(field), Some(text)) => display.canonical(&field.kind, text),
            (_, text) => text.unwrap_or_default().to_owned(),
        }
    };
    let values = after
        .keys()
        .map(|key| {
            let label = fields::find(key).map_or(key.as_str(), |f| f.label(display.lang()));
            (label.to_owned(), shown(key, before.get(key)), shown(key, after.get(key)))
        })
        .collect();
    Row {
        id: item.customer_id,
        is_seen: true,
        name: name.clone().unwrap_or_default(),
        values,
        reason: Reason::in_words(item.reason.as_deref().unwrap_or_default(), Text(display.lang())),
    }
}
