//! GET and POST /settings/{list}: the names of a list with their use, and a new one.

use std::collections::HashMap;

use actix_session::Session;
use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;

use super::nav::{self, Group, Words};
use super::typed::{self, Choice, Refused, Typed};
use super::{address, list_of};
use crate::customers::fields;
use crate::error::AppError;
use crate::fields::{Kind, Lookup};
use crate::settings::lookups::{self, LookupRow, Usage};
use crate::text;
use crate::web::{App, Form, Page, flash, respond};

/// One name with its use.
struct Row {
    id: i64,
    name: String,
    is_active: bool,
    member: String,
    customers: String,
    archived: String,
}

#[derive(Template)]
#[template(path = "settings/list.html")]
struct ListPage {
    page: Page,
    groups: Vec<Group>,
    words: Words,
    action: String,
    /// Name of the filter on customers.
    key: String,
    singular: String,
    rows: Vec<Row>,
    total: String,
    inactive: String,
    query: String,
    has_member: bool,
    typed: Typed,
    members: Vec<Choice>,
    errors: Vec<Refused>,
}

impl ListPage {
    fn new(page: Page, list: Lookup, usage: &HashMap<i64, Usage>, query: String) -> Self {
        let typed = Typed::default();
        let folded = text::fold(&query);
        let all: Vec<&LookupRow> = page.settings.rows(list).collect();
        let inactive = all.iter().filter(|row| !row.is_active).count();
        let rows = all
            .iter()
            .filter(|row| text::fold(&row.name).contains(&folded))
            .map(|row| shown(&page, row, usage.get(&row.id).copied().unwrap_or_default()))
            .collect();
        let number = |n: usize| page.display().number(i64::try_from(n).unwrap_or(i64::MAX));
        let (key, singular) = column(&page, list);
        Self {
            groups: nav::groups(&page),
            words: Words::of(page.t, list),
            action: address(list),
            key,
            singular,
            rows,
            total: if all.is_empty() { String::new() } else { number(all.len()) },
            inactive: if inactive == 0 { String::new() } else { number(inactive) },
            query,
            has_member: typed::has_member(list),
            members: typed.members(page.t, &page.settings, None),
            typed,
            errors: Vec::new(),
            page,
        }
    }

    fn error(&self, field: &str) -> &str {
        typed::error_of(&self.errors, field)
    }
}

fn shown(page: &Page, row: &LookupRow, usage: Usage) -> Row {
    let display = page.display();
    let member = row.staff_id.map(|id| display.name(&Kind::Ref(Lookup::Staff), id));
    let some = |n: i64| {
        if n == 0 { String::new() } else { display.number(n) }
    };
    Row {
        id: row.id,
        name: row.name.clone(),
        is_active: row.is_active,
        member: member.unwrap_or_default(),
        customers: some(usage.listed),
        archived: some(usage.archived),
    }
}

/// The key and the name of the customers' field that points to the list.
pub(super) fn column(page: &Page, list: Lookup) -> (String, String) {
    let wanted = Kind::Ref(list);
    fields::all()
        .iter()
        .find(|field| field.kind == wanted)
        .map(|field| {
            let label = field.label(page.language()).to_owned();
            (field.key.clone().into_owned(), label)
        })
        .unwrap_or_default()
}

/// The names, or those that contain `q`.
///
/// # Errors
/// 404 for an unknown list; when the database fails.
pub async fn show(
    page: Page,
    app: web::Data<App>,
    path: web::Path<String>,
    request: HttpRequest,
) -> Result<HttpResponse, AppError> {
    let list = list_of(&path)?;
    let query = text::clean_line(Form::of_query(&request)?.text("q"));
    let usage = app.db.read(move |conn| lookups::usage(conn, list).map_err(AppError::from)).await?;
    respond::html(&ListPage::new(page, list, &usage, query))
}

/// Adds a name.
///
/// # Errors
/// 404 for an unknown list; when the database fails.
pub async fn create(
    page: Page,
    app: web::Data<App>,
    session: Session,
    path: web::Path<String>,
    form: Form,
) -> Result<HttpResponse, AppError> {
    let list = list_of(&path)?;
    let typed = Typed::read(&form);
    let mut errors: Vec<Refused> = typed.refused_name(page.t).into_iter().collect();
    let member = typed.member(page.t, list, &page.settings, None);
    let staff_id = member.unwrap_or_else(|refused| {
        errors.push(refused);
        None
    });
    if errors.is_empty() {
        let (actor, t, wanted) = (page.actor.clone(), page.t, typed.clone());
        let twin = app.db.write(move |conn| {
            let twin = wanted.refused_twin(conn, t, list, None)?;
            if twin.is_none() {
                lookups::create(conn, &actor, list, &wanted.name, staff_id)?;
            }
            Ok::<_, AppError>(twin)
        });
        errors.extend(twin.await?);
    }
    if errors.is_empty() {
        flash::ok(&session, page.t.settings_was_added(&typed.name));
        return Ok(respond::see_other(&address(list)));
    }
    refuse(page, &app, list, typed, errors).await
}

async fn refuse(
    page: Page,
    app: &App,
    list: Lookup,
    typed: Typed,
    errors: Vec<Refused>,
) -> Result<HttpResponse, AppError> {
    let usage = app.db.read(move |conn| lookups::usage(conn, list).map_err(AppError::from)).await?;
    let mut shown = ListPage::new(page, list, &usage, String::new());
    shown.members = typed.members(shown.page.t, &shown.page.settings, None);
    shown.typed = typed;
    shown.errors = errors;
    respond::html_with(StatusCode::UNPROCESSABLE_ENTITY, &shown)
}
