//! GET /settings/{list}/{id}/edit and POST /settings/{list}/{id}: one name of a list.

use actix_session::Session;
use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use askama::Template;

use super::changes::{self, Change};
use super::nav::{self, Group, Words};
use super::typed::{self, Choice, Refused, Typed};
use super::{address, list_of};
use crate::db::Db;
use crate::error::AppError;
use crate::fields::Lookup;
use crate::history::{self, Entity, Entry};
use crate::i18n::Text;
use crate::settings::lookups::{self, LookupRow, Usage};
use crate::web::{App, Form, Page, flash, respond};

/// Changes shown on the page.
const SHOWN_CHANGES: i64 = 20;

/// A name as its page and the page of its deletion need it.
pub(super) struct Found {
    /// The row.
    pub row: LookupRow,
    /// Its use.
    pub usage: Usage,
    /// Its last changes.
    pub history: Vec<Entry>,
}

/// Reads a name; 404 where the list has none of that number.
pub(super) fn find(conn: &mut Db, list: Lookup, id: i64) -> Result<Found, AppError> {
    Ok(Found {
        row: lookups::find(conn, list, id)?.ok_or(AppError::NotFound)?,
        usage: lookups::usage_of(conn, list, id)?,
        history: history::of(conn, Entity::Lookup, id, None, SHOWN_CHANGES)?,
    })
}

#[derive(Template)]
#[template(path = "settings/entry.html")]
struct EntryPage {
    page: Page,
    groups: Vec<Group>,
    trail: Vec<(String, &'static str)>,
    action: String,
    row: LookupRow,
    usage: UsageText,
    has_member: bool,
    typed: Typed,
    members: Vec<Choice>,
    changes: Vec<Change>,
    errors: Vec<Refused>,
}

/// How much a name is used, in words.
pub(super) struct UsageText {
    /// The sentence.
    pub text: String,
    /// Where those customers are listed; nothing when there are none.
    pub href: String,
    /// How many more are archived, in words; nothing when there are none.
    pub archived: String,
    /// Whether anybody uses it.
    pub is_used: bool,
}

impl UsageText {
    /// The use of a name of a list.
    pub fn new(page: &Page, list: Lookup, id: i64, usage: Usage) -> Self {
        let number = |n| page.display().number(n);
        let (key, _) = super::list::column(page, list);
        Self {
            text: match usage.listed {
                0 if usage.archived == 0 => page.t.settings_used_by_nobody().to_owned(),
                1 => page.t.settings_used_by_one().to_owned(),
                n => page.t.settings_used_by(&number(n)),
            },
            href: if usage.listed > 0 { format!("/customers?{key}={id}") } else { String::new() },
            archived: if usage.archived > 0 {
                page.t.settings_archived_count(&number(usage.archived))
            } else {
                String::new()
            },
            is_used: usage.total() > 0,
        }
    }
}

impl EntryPage {
    fn new(page: Page, list: Lookup, found: Found, typed: Typed, errors: Vec<Refused>) -> Self {
        let row = found.row;
        Self {
            groups: nav::groups(&page),
            trail: trail(&page, list),
            action: format!("{}/{}", address(list), row.id),
            usage: UsageText::new(&page, list, row.id, found.usage),
            has_member: typed::has_member(list),
            members: typed.members(page.t, &page.settings, row.staff_id),
            changes: changes::of_lookup(&page, &found.history),
            typed,
            errors,
            row,
            page,
        }
    }

    fn error(&self, field: &str) -> &str {
        typed::error_of(&self.errors, field)
    }
}

/// The way to a name: the settings, and its list.
pub(super) fn trail(page: &Page, list: Lookup) -> Vec<(String, &'static str)> {
    vec![
        ("/settings".to_owned(), page.t.settings_title()),
        (address(list), Words::of(page.t, list).title),
    ]
}

/// The form.
///
/// # Errors
/// 404 for an unknown list or name; when the database fails.
pub async fn edit(
    page: Page,
    app: web::Data<App>,
    path: web::Path<(String, i64)>,
) -> Result<HttpResponse, AppError> {
    let (code, id) = path.into_inner();
    let list = list_of(&code)?;
    let found = app.db.read(move |conn| find(conn, list, id)).await?;
    let staff_id = found.row.staff_id.map(|id| id.to_string());
    let typed = Typed { name: found.row.name.clone(), staff_id: staff_id.unwrap_or_default() };
    respond::html(&EntryPage::new(page, list, found, typed, Vec::new()))
}

/// Why a name is not written over one that somebody else gave meanwhile.
fn overtaken(t: Text, was: Option<&str>, now: &str) -> Option<Refused> {
    was.filter(|was| *was != now).map(|_| ("name", t.settings_renamed_meanwhile(now)))
}

/// Renames it and says who it is.
///
/// # Errors
/// 404 for an unknown list or name; when the database fails.
pub async fn update(
    page: Page,
    app: web::Data<App>,
    session: Session,
    path: web::Path<(String, i64)>,
    form: Form,
) -> Result<HttpResponse, AppError> {
    let (code, id) = path.into_inner();
    let list = list_of(&code)?;
    let typed = Typed::read(&form);
    let was = form.last("was").map(str::to_owned);
    let (wanted, t) = (typed.clone(), page.t);
    let (actor, settings) = (page.actor.clone(), page.settings.clone());
    let (found, errors) = app
        .db
        .write(move |conn| {
            let found = find(conn, list, id)?;
            let now = found.row.staff_id;
            let mut errors: Vec<Refused> = wanted.refused_name(t).into_iter().collect();
            errors.extend(overtaken(t, was.as_deref(), &found.row.name));
            if errors.is_empty() {
                errors.extend(wanted.refused_twin(conn, t, list, Some(id))?);
            }
            match wanted.member(t, list, &settings, now) {
                Ok(staff_id) if errors.is_empty() => {
                    lookups::update(conn, &actor, &found.row, &wanted.name, staff_id)?;
                }
                Ok(_) => {}
                Err(refused) => errors.push(refused),
            }
            Ok::<_, AppError>((found, errors))
        })
        .await?;
    if !errors.is_empty() {
        let shown = EntryPage::new(page, list, found, typed, errors);
        return respond::html_with(StatusCode::UNPROCESSABLE_ENTITY, &shown);
    }
    let said = if found.row.name == typed.name {
        t.settings_was_saved(&typed.name)
    } else {
        t.settings_was_renamed(&found.row.name, &typed.name)
    };
    flash::ok(&session, said);
    Ok(respond::see_other(&address(list)))
}
