//! `/settings/audit`: who did what, for administrators; and the same as a file.

mod asked;
mod file;
mod words;

use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;

use super::query::{self, Line, Subjects};
use super::{Action, Entity};
use crate::error::AppError;
use crate::i18n::{Text, format};
use crate::settings::screens::nav::{self, Group};
use crate::web::{App, Form, Page, respond};
use asked::{Asked, COMMAND};
use words::{Named, Section};

pub use file::file;
pub use words::of_action;

/// Lines on a page.
const ON_A_PAGE: usize = 50;

/// Where the log is.
const PATH: &str = "/settings/audit";

#[derive(Template)]
#[template(path = "settings/audit.html")]
struct AuditPage {
    page: Page,
    groups: Vec<Group>,
    ignored: Vec<String>,
    sections: Vec<Actions>,
    people: Vec<Choice>,
    from: String,
    to: String,
    address: String,
    is_narrowed: bool,
    most: String,
    file: String,
    rows: Vec<Row>,
    newest: Option<String>,
    older: Option<String>,
}

/// Actions of a section.
struct Actions {
    title: &'static str,
    choices: Vec<Choice>,
}

/// Something to filter by.
struct Choice {
    value: String,
    label: String,
    selected: bool,
}

/// A line of the log, or several that one request made alike, with whom each is about.
struct Row {
    what: String,
    whom: Named,
    /// The others, and how many it is about.
    others: Vec<Named>,
    count: String,
    who: Named,
    address: String,
    machine_time: String,
    time: String,
    request: String,
}

/// `GET /settings/audit`.
///
/// # Errors
/// When the database is away.
pub async fn index(
    page: Page,
    request: HttpRequest,
    app: web::Data<App>,
) -> Result<HttpResponse, AppError> {
    let form = Form::of_query(&request)?;
    let (t, zone) = (page.t, page.display().zone());
    let most = i64::try_from(ON_A_PAGE + 1).unwrap_or(i64::MAX);
    let (asked, members, mut lines, subjects) = app
        .db
        .read(move |conn| {
            let members = query::members(conn)?;
            let asked = Asked::read(&form, t, zone, &members);
            let lines = query::newest(conn, &asked.filter, asked.before, most)?;
            let subjects = query::subjects(conn, &lines)?;
            Ok::<_, AppError>((asked, members, lines, subjects))
        })
        .await?;
    let has_older = lines.len() > ON_A_PAGE;
    lines.truncate(ON_A_PAGE);
    let last = lines.last().map(|line| line.id).filter(|_| has_older);
    respond::html(&AuditPage {
        groups: nav::groups(&page),
        sections: Section::ALL.map(|section| actions(t, section, &asked)).into(),
        people: people(t, members, &asked),
        from: asked.shown("from"),
        to: asked.shown("to"),
        address: asked.shown("address"),
        is_narrowed: asked.is_narrowed(),
        most: page.display().number(i64::try_from(file::MOST).unwrap_or(i64::MAX)),
        file: asked.address(file::PATH, None),
        rows: lines.chunk_by(is_alike).filter_map(|alike| row(&page, alike, &subjects)).collect(),
        newest: asked.before.map(|_| asked.address(PATH, None)),
        older: last.map(|id| asked.address(PATH, Some(id))),
        ignored: asked.ignored,
        page,
    })
}

fn actions(t: Text, section: Section, asked: &Asked) -> Actions {
    let of_section = Action::ALL.iter().copied().filter(|action| Section::of(*action) == section);
    let choices = of_section.map(|action| Choice {
        value: action.code().to_owned(),
        label: of_action(t, action).to_owned(),
        selected: asked.filter.action == Some(action),
    });
    Actions { title: section.title(t), choices: choices.collect() }
}

fn people(t: Text, members: Vec<(i64, String)>, asked: &Asked) -> Vec<Choice> {
    let chosen = asked.shown("who");
    let all = [
        (String::new(), t.audit_who_all().to_owned()),
        (COMMAND.to_owned(), t.audit_command().to_owned()),
    ];
    all.into_iter()
        .chain(members.into_iter().map(|(id, name)| (id.to_string(), name)))
        .map(|(value, label)| Choice { selected: value == chosen, value, label })
        .collect()
}

/// Letters of one job would fill pages.
fn is_alike(one: &Line, other: &Line) -> bool {
    let mark = |line: &Line| (line.action.clone(), line.actor_id, line.request_id.clone());
    let is_of_customer = |line: &Line| matches!(line.subject(), Some((Entity::Customer, _)));
    !one.request_id.is_empty() && is_of_customer(one) && mark(one) == mark(other)
}

fn row(page: &Page, alike: &[Line], subjects: &Subjects) -> Option<Row> {
    let (line, others) = alike.split_first()?;
    let is_oneself = line
        .subject()
        .is_some_and(|(entity, id)| entity == Entity::Staff && line.actor_id == Some(id));
    let whom = |line: &Line| words::whom(page.t, line, subjects, page.actor.id);
    let count = i64::try_from(alike.len()).unwrap_or(i64::MAX);
    Some(Row {
        what: words::what(page.t, line),
        whom: if is_oneself { Named::default() } else { whom(line) },
        others: others.iter().map(whom).collect(),
        count: page.t.audit_alike(&page.display().number(count)),
        who: words::who(page.t, line, subjects),
        address: line.address.clone(),
        machine_time: format::machine(line.at),
        time: page.display().moment(line.at),
        request: line.request_id.clone(),
    })
}
