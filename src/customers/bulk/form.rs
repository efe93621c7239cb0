//! The form of a bulk update: the fields that can change, each with its tick, for a selection.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;

use super::ask::{Meant, Work, meant, queue, selection_of, stopped};
use super::plan::How;
use super::selection::Selection;
use super::typed;
use super::work;
use crate::access::Permission;
use crate::clock;
use crate::customers::fields::{self, Field};
use crate::customers::form_view::{Choice, Input, View};
use crate::customers::links::PATH;
use crate::customers::save::{self, Writing};
use crate::error::AppError;
use crate::fields::{Findings, Group, Kind, Lock, Uses};
use crate::i18n::Text;
use crate::jobs;
use crate::lists::{Count, Links};
use crate::settings::Settings;
use crate::web::{App, Form, Page, Signed, respond};

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
    /// Why fields cannot be changed here, and which.
    locked: Vec<(&'static str, String)>,
    /// What to look at, where nothing narrows the set.
    caution: Option<&'static str>,
    /// Whether all of them can be mailed a new way into the portal.
    can_regenerate: bool,
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
    match meant(&app, &signed, Selection::of(&form, &[]), page.t).await? {
        Ok(meant) => respond::html(&drawn(page, &meant, &form, &Findings::default())),
        Err(stop) => stopped(page, &stop, jobs::Kind::BulkUpdate),
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
    let asked = selection_of(&request, &form)?;
    let meant = match meant(&app, &signed, asked, page.t).await? {
        Ok(meant) => meant,
        Err(stop) => return stopped(page, &stop, jobs::Kind::BulkUpdate),
    };
    let (edits, mut findings) = typed::read(&form, &signed.actor, &signed.settings);
    if edits.is_empty() && !findings.stop() {
        findings.refuse("change", crate::fields::Problem::Required);
    }
    if findings.stop() {
        let drawn = drawn(page, &meant, &form, &findings);
        return respond::html_with(StatusCode::UNPROCESSABLE_ENTITY, &drawn);
    }
    let work = Work { kind: jobs::Kind::BulkUpdate, edits, look: work::looked_at };
    queue(&app, signed, page.t, work, meant).await
}

/// Where all that a list finds are updated.
#[must_use]
pub fn of_all(list: &Links) -> String {
    let asked = Form::default().with("selection", "matching").with("list", list.start().query());
    format!("{PATH}/bulk-update?{}", asked.encode())
}

/// Whether the viewer may mail many customers a new way into the portal, here and now.
#[must_use]
pub fn can_regenerate(page: &Page) -> bool {
    page.may(Permission::RegeneratePortalPasswords) && page.settings.organisation.portal.is_enabled
}

fn drawn(page: Page, meant: &Meant, form: &Form, findings: &Findings) -> BulkPage {
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
        parameters: meant.parameters(),
        statuses: statuses(&page, form, &settings),
        sections,
        locked: locked(page.t),
        caution: meant.set.caution(page.t),
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

/// The fields of the form of one customer that this one leaves alone, by the reason.
fn locked(t: Text) -> Vec<(&'static str, String)> {
    [Lock::OneAlone, Lock::Personal, Lock::CreateOnly]
        .into_iter()
        .map(|lock| {
            let all = fields::all().iter().filter(|field| save::lock_in_bulk(field) == Some(lock));
            let labels: Vec<&str> = all.map(|field| field.label(t.0)).collect();
            (t.lock(lock), labels.join(", "))
        })
        .collect()
}

fn row(view: &View, field: &Field, form: &Form) -> Row {
    let key = field.key.as_ref();
    let mut input = view.input(field);
    if !form.has(key) || form.text(key) == typed::UNCHOSEN {
        input.value = String::new();
        input.options.iter_mut().for_each(|option| option.selected = false);
        // What a list shows first would be taken for chosen, and nothing for what empties.
        if input.options.first().is_some_and(|option| option.value.is_empty()) {
            let label = view.t.bulk_choose().to_owned();
            let value = typed::UNCHOSEN.to_owned();
            input.options.insert(0, Choice { value, label, selected: true });
        }
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
            label: how.text(view.t).to_owned(),
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

impl How {
    /// In which way a field changes.
    #[must_use]
    pub fn text(self, t: Text) -> &'static str {
        match self {
            How::Set => t.bulk_set(),
            How::Clear => t.bulk_clear(),
            How::Add => t.bulk_add(),
            How::Remove => t.bulk_remove(),
            How::Plus => t.bulk_plus(),
            How::Minus => t.bulk_minus(),
            How::Append => t.bulk_append(),
        }
    }
}
