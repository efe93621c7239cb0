//! The form of a bulk update: the fields that can change, each with its tick, for a selection.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;

use super::passwords::can_regenerate;
use super::plan::{Edit, How, Plan};
use super::selection::{self, Extent, Selection, Stop};
use super::typed;
use super::work::{self, Desk};
use crate::access::{Actor, Permission, Via};
use crate::clock;
use crate::customers::fields::{self, Field};
use crate::customers::form_view::{Choice, Input, View};
use crate::customers::links::PATH;
use crate::customers::query::Count;
use crate::customers::save::{self, Writing};
use crate::customers::sentence;
use crate::db::Db;
use crate::error::AppError;
use crate::fields::{Findings, Group, Kind, Uses};
use crate::i18n::Text;
use crate::jobs;
use crate::settings::Settings;
use crate::web::{App, Form, Page, Signed, respond};

/// Sets up to this size are frozen and looked at before the answer; larger ones beside it.
const AT_ONCE: i64 = 500;

/// A field that can change.
struct Row {
    input: Input,
    is_ticked: bool,
    how_name: String,
    hows: Vec<Choice>,
}

/// A section of fields.
struct Section {
    anchor: &'static str,
    title: &'static str,
    rows: Vec<Row>,
}

#[derive(Template)]
#[template(path = "customers/bulk.html")]
struct BulkPage {
    page: Page,
    whom: String,
    count: Count,
    change_selection: String,
    parameters: Vec<(String, String)>,
    errors: Vec<(String, String)>,
    statuses: Vec<Choice>,
    sections: Vec<Section>,
    /// Whether all of them can be mailed a new way into the portal.
    can_regenerate: bool,
}

#[derive(Template)]
#[template(path = "customers/bulk_stopped.html")]
struct StoppedPage {
    page: Page,
    text: String,
}

impl BulkPage {
    fn customers(&self) -> String {
        customers(&self.page, self.count)
    }

    fn status_label(&self) -> &'static str {
        fields::find("status").map_or("", |field| field.label(self.page.language()))
    }

    fn has_status(&self) -> bool {
        self.statuses.iter().any(|choice| choice.selected)
    }
}

/// «212 clientes».
fn customers(page: &Page, count: Count) -> String {
    let number = page.display().number(count.known());
    match count {
        Count::Exactly(1) => page.t.bulk_one_customer().to_owned(),
        Count::Exactly(_) => page.t.bulk_n_customers(&number),
        Count::MoreThan(_) => page.t.bulk_n_customers(&page.t.list_more_than(&number)),
    }
}

/// The customers that are meant, and in words.
pub(super) struct Meant {
    extent: Extent,
    whom: String,
    list: String,
}

/// GET /customers/bulk-update
///
/// # Errors
/// When the database fails.
pub async fn edit(
    page: Page,
    signed: Signed,
    app: web::Data<App>,
    request: HttpRequest,
) -> Result<HttpResponse, AppError> {
    let form = Form::of_query(&request)?;
    let selection = match Selection::of(&form, &[]) {
        Ok(selection) => selection,
        Err(stop) => return stopped(page, &stop),
    };
    match meant(&app, &signed, &selection, page.t).await? {
        Ok(meant) => {
            let drawn = drawn(page, &selection, &meant, &form, &Findings::default());
            respond::html(&drawn)
        }
        Err(stop) => stopped(page, &stop),
    }
}

/// POST /customers/bulk-update: makes the job that looks at what would change; changes nothing.
///
/// # Errors
/// When the database fails.
pub async fn create(
    page: Page,
    signed: Signed,
    app: web::Data<App>,
    request: HttpRequest,
    form: Form,
) -> Result<HttpResponse, AppError> {
    let selection = match selection_of(&request, &form)? {
        Ok(selection) => selection,
        Err(stop) => return stopped(page, &stop),
    };
    let meant = match meant(&app, &signed, &selection, page.t).await? {
        Ok(meant) => meant,
        Err(stop) => return stopped(page, &stop),
    };
    let (edits, mut findings) = typed::read(&form, &signed.actor, &signed.settings);
    if edits.is_empty() && !findings.stop() {
        findings.refuse("change", crate::fields::Problem::Required);
    }
    if findings.stop() {
        let drawn = drawn(page, &selection, &meant, &form, &findings);
        return respond::html_with(StatusCode::UNPROCESSABLE_ENTITY, &drawn);
    }
    queue(&app, signed, page.t, (jobs::Kind::BulkUpdate, edits), &selection, meant).await
}

/// Makes a job of a kind for whom is meant, and leads to it.
pub(super) async fn queue(
    app: &web::Data<App>,
    signed: Signed,
    t: Text,
    (kind, edits): (jobs::Kind, Vec<Edit>),
    selection: &Selection,
    meant: Meant,
) -> Result<HttpResponse, AppError> {
    let Meant { extent, whom, list } = meant;
    let plan = Plan { edits, whom, list, is_open: extent.ids.is_none() };
    let actor = signed.actor.clone();
    let is_small = extent.count.exact().is_some_and(|exact| exact <= AT_ONCE);
    let is_held = matches!(selection, Selection::Named { held: true, .. });
    let member = signed.member.id;
    let id = app
        .db
        .write(move |conn| {
            if is_held {
                selection::forget(conn, member)?;
            }
            Ok::<_, AppError>(work::create(conn, &actor, kind, &plan, &extent)?)
        })
        .await?;
    if is_small {
        look_at_once(app, signed, t, id).await?;
    }
    app.bells.jobs.ring();
    Ok(respond::see_other(&format!("/jobs/{id}")))
}

/// What a small job would do is known before the answer.
async fn look_at_once(
    app: &web::Data<App>,
    signed: Signed,
    t: Text,
    id: i64,
) -> Result<(), AppError> {
    let db = app.db.clone();
    let looked = tokio::task::spawn_blocking(move || {
        let actor = Actor { via: Via::Bulk, ..signed.actor };
        let desk = Desk { actor: &actor, settings: &signed.settings, t, restores: false };
        work::check_at_once(&db, id, &desk)
    });
    looked.await.map_err(|error| AppError::Bug(error.into()))?
}

/// Of a form of ours all is in the body; others may have some of it in the address. Nothing that
/// stands in either is lost: that would widen the set.
pub(super) fn selection_of(
    request: &HttpRequest,
    form: &Form,
) -> Result<Result<Selection, Stop>, AppError> {
    let address = Form::of_query(request)?;
    let names = typed::names(form);
    let beside: Vec<&str> = names.iter().map(String::as_str).collect();
    let both = form.pairs().fold(address, |all, (name, value)| all.with(name, value));
    Ok(Selection::of(&both, &beside))
}

pub(super) async fn meant(
    app: &web::Data<App>,
    signed: &Signed,
    selection: &Selection,
    t: Text,
) -> Result<Result<Meant, Stop>, AppError> {
    let (signed, selection) = (signed.clone(), selection.clone());
    app.db.read(move |conn| Ok::<_, AppError>(find(conn, &signed, &selection, t)?)).await
}

fn find(
    conn: &mut Db,
    signed: &Signed,
    selection: &Selection,
    t: Text,
) -> diesel::QueryResult<Result<Meant, Stop>> {
    let extent = match selection.extent(conn, &signed.actor, &signed.settings, AT_ONCE)? {
        Ok(extent) => extent,
        Err(stop) => return Ok(Err(stop)),
    };
    let (whom, list) = match selection {
        Selection::Named { .. } => (t.bulk_ticked().to_owned(), String::new()),
        Selection::Matching(list) => {
            let display = crate::settings::Display::new(t.0, &signed.settings);
            match Selection::query(list, &signed.actor, &signed.settings) {
                Ok(query) => (sentence::sentence(&query, &display), list.encode()),
                Err(stop) => return Ok(Err(stop)),
            }
        }
    };
    Ok(Ok(Meant { extent, whom, list }))
}

pub(super) fn stopped(page: Page, stop: &Stop) -> Result<HttpResponse, AppError> {
    let text = page.t.bulk_stop(stop);
    respond::html_with(StatusCode::UNPROCESSABLE_ENTITY, &StoppedPage { page, text })
}

fn drawn(
    page: Page,
    selection: &Selection,
    meant: &Meant,
    form: &Form,
    findings: &Findings,
) -> BulkPage {
    let settings = page.settings.clone();
    let actor = page.actor.clone();
    let writing = Writing::by_program(&actor, &settings, clock::now());
    let record = save::blank(&writing);
    let view = View {
        t: page.t,
        display: page.display(),
        record: &record,
        typed: Some(form),
        findings,
        writing: &writing,
    };
    let sections = sections(&view, form);
    let errors = errors(&page, findings);
    BulkPage {
        whom: meant.whom.clone(),
        count: meant.extent.count,
        change_selection: if meant.list.is_empty() {
            PATH.to_owned()
        } else {
            format!("{PATH}?{}", meant.list)
        },
        parameters: selection.parameters(),
        statuses: statuses(&page, form, &settings),
        sections,
        errors,
        can_regenerate: can_regenerate(&page),
        page,
    }
}

fn sections(view: &View, form: &Form) -> Vec<Section> {
    Group::ALL
        .into_iter()
        .map(|group| Section {
            anchor: group.anchor(),
            title: view.t.group_title(group),
            rows: fields::all()
                .iter()
                .filter(|field| field.group == group && field.is_used_in(Uses::BULK))
                .map(|field| row(view, field, form))
                .collect(),
        })
        .filter(|section| !section.rows.is_empty())
        .collect()
}

fn row(view: &View, field: &Field, form: &Form) -> Row {
    let key = field.key.as_ref();
    let mut input = view.input(field);
    if !form.has(key) {
        input.value = String::new();
        input.options.iter_mut().for_each(|option| option.selected = false);
    }
    if field.kind == Kind::Flag {
        input.control = "select";
        input.options = [("1", true), ("0", false)]
            .map(|(value, yes)| Choice {
                value: value.to_owned(),
                label: view.display.yes_no(yes).to_owned(),
                selected: form.text(key) == value,
            })
            .into();
    }
    let how_name = typed::how_name(key);
    let is_typed = input.control != "select";
    let hows = How::of(&field.kind)
        .iter()
        .filter(|_| is_typed)
        .map(|how| Choice {
            value: how.code().to_owned(),
            label: view.t.bulk_how(*how).to_owned(),
            selected: form.text(&how_name) == how.code(),
        })
        .collect();
    Row { input, is_ticked: form.all("change").any(|ticked| ticked == key), how_name, hows }
}

/// The steps of the status that the member may take with many.
fn statuses(page: &Page, form: &Form, settings: &Settings) -> Vec<Choice> {
    let display = crate::settings::Display::new(page.t.0, settings);
    let is_asked = form.all("change").any(|key| key == "status");
    [
        ("active", Permission::DeactivateCustomers),
        ("inactive", Permission::DeactivateCustomers),
        ("archived", Permission::ArchiveCustomers),
    ]
    .into_iter()
    .filter(|(_, permission)| page.may(*permission))
    .map(|(code, _)| Choice {
        value: code.to_owned(),
        label: display.choice(fields::STATUSES, code),
        selected: is_asked && form.text("status") == code,
    })
    .collect()
}

fn errors(page: &Page, findings: &Findings) -> Vec<(String, String)> {
    let in_words = |finding: &crate::fields::Finding| {
        if finding.key == "change" {
            return ("bulk-form".to_owned(), page.t.bulk_nothing().to_owned());
        }
        let field = fields::find(&finding.key);
        let label = field.map_or(finding.key.as_str(), |field| field.label(page.language()));
        let text = format!("{label}: {}", page.t.problem(&finding.problem));
        (field.map_or("bulk-form", |_| finding.key.as_str()).to_owned(), text)
    };
    findings.refusals().map(in_words).collect()
}

impl Text {
    /// Why nobody is meant.
    #[must_use]
    pub fn bulk_stop(self, stop: &Stop) -> String {
        match stop {
            Stop::Nobody => self.bulk_stop_nobody().to_owned(),
            Stop::Malformed => self.bulk_stop_malformed().to_owned(),
            Stop::Ignored(names) => self.bulk_stop_ignored(&names.join(", ")),
        }
    }

    /// In which way a field changes.
    #[must_use]
    pub fn bulk_how(self, how: How) -> &'static str {
        match how {
            How::Set => self.bulk_set(),
            How::Clear => self.bulk_clear(),
            How::Add => self.bulk_add(),
            How::Remove => self.bulk_remove(),
            How::Plus => self.bulk_plus(),
            How::Minus => self.bulk_minus(),
            How::Append => self.bulk_append(),
        }
    }
}
