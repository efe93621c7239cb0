//! `/settings/mail`: how mail leaves the house, a test of it, and the log of what was sent to whom.

use actix_session::Session;
use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;

use super::Post;
use super::outbox::{self, State};
use super::query::{self, Logged};
use super::words;
use super::{Content, Kind, Letter, Recipient};
use super::{Security, Way};
use crate::access::Permission;
use crate::clock;
use crate::error::AppError;
use crate::i18n::Text;
use crate::settings::screens::nav::{self, Group};
use crate::web::{App, Form, Page, Signed, flash, respond};

/// Mails on a page of the log.
const ON_A_PAGE: usize = 50;

/// Where the log is.
const PATH: &str = "/settings/mail";

#[derive(Template)]
#[template(path = "settings/mail.html")]
struct MailPage {
    page: Page,
    groups: Vec<Group>,
    from: String,
    server: Option<ServerFacts>,
    /// The folder of the files, while there is no server.
    folder: String,
    choices: Vec<Choice>,
    rows: Vec<Row>,
    /// Whether there is any mail at all.
    is_empty: bool,
    newest: Option<String>,
    older: Option<String>,
}

/// A server, without what signs in to it.
struct ServerFacts {
    place: String,
    security: &'static str,
}

/// A state to look at.
struct Choice {
    label: &'static str,
    href: String,
    current: bool,
}

/// A mail in the log.
struct Row {
    id: i64,
    kind: String,
    to: String,
    /// Why it goes there, where that was chosen among several.
    why: &'static str,
    glyph: &'static str,
    state: &'static str,
    when: String,
    /// What comes next, or why nothing does.
    note: String,
    /// What the server said.
    answer: String,
    /// How often it was tried.
    tries: String,
    /// As the servers on its way know it.
    message_id: String,
    can_retry: bool,
    /// Where another letter is made, of one that carried a secret and is gone with it.
    anew: Option<String>,
}

/// `GET /settings/mail`.
///
/// # Errors
/// When the database is away.
pub async fn index(
    page: Page,
    request: HttpRequest,
    app: web::Data<App>,
) -> Result<HttpResponse, AppError> {
    let asked = Form::of_query(&request)?;
    let state = State::from_code(asked.text("state"));
    let before = asked.text("before").parse().ok();
    let most = i64::try_from(ON_A_PAGE + 1).unwrap_or(i64::MAX);
    let mut found = app
        .db
        .read(move |conn| Ok::<_, AppError>(query::newest(conn, state, before, most)?))
        .await?;
    let has_older = found.len() > ON_A_PAGE;
    found.truncate(ON_A_PAGE);
    let last = found.last().map(|mail| mail.id).filter(|_| has_older);
    let way = app.mail.way();
    respond::html(&MailPage {
        groups: nav::groups(&page),
        from: app.mail.from().to_string(),
        server: way.server().map(|server| ServerFacts {
            place: format!("{}:{}", server.host, server.port),
            security: security(page.t, server.security),
        }),
        folder: way.folder_text(),
        choices: choices(page.t, state, way),
        is_empty: found.is_empty() && state.is_none() && before.is_none(),
        newest: before.map(|_| address(state, None)),
        older: last.map(|id| address(state, Some(id))),
        rows: found.into_iter().map(|mail| row(&page, &app.mail, mail)).collect(),
        page,
    })
}

/// `POST /settings/mail/test`: a mail to whoever asks for it.
///
/// # Errors
/// When the database is away.
pub async fn test(
    page: Page,
    signed: Signed,
    session: Session,
    app: web::Data<App>,
) -> Result<HttpResponse, AppError> {
    let to = Recipient {
        name: signed.member.name.clone(),
        address: signed.member.email.clone(),
        language: page.language(),
        staff_id: Some(signed.member.id),
        customer_id: None,
    };
    let letter = Letter::compose(&page.settings.organisation, to, &Content::Test)?;
    let post = app.mail.clone();
    app.db.write(move |conn| post.queue(conn, &letter)).await?;
    app.bells.mail.ring();
    let folder = app.mail.way().folder_text();
    flash::ok(
        &session,
        match folder.as_str() {
            "" => page.t.mail_test_queued(&signed.member.email),
            folder => page.t.mail_test_filed(folder),
        },
    );
    Ok(respond::see_other(PATH))
}

/// `POST /settings/mail/{id}/retry`: a failed mail is queued again.
///
/// # Errors
/// `NotFound` when there is none, or nothing of it is left.
pub async fn retry(
    page: Page,
    path: web::Path<i64>,
    session: Session,
    app: web::Data<App>,
) -> Result<HttpResponse, AppError> {
    let id = *path;
    let is_queued = app.db.write(move |conn| Ok::<_, AppError>(outbox::retry(conn, id)?)).await?;
    if !is_queued {
        return Err(AppError::NotFound);
    }
    app.bells.mail.ring();
    flash::ok(&session, page.t.mail_retried());
    Ok(respond::see_other(PATH))
}

fn security(t: Text, security: Security) -> &'static str {
    match security {
        Security::Tls => t.mail_security_tls(),
        Security::StartTls => t.mail_security_starttls(),
        Security::Plain => t.mail_security_plain(),
    }
}

fn choices(t: Text, chosen: Option<State>, way: &Way) -> Vec<Choice> {
    let is_filed = way.server().is_none();
    let all = std::iter::once(None).chain(State::ALL.map(Some));
    all.map(|state| Choice {
        label: state.map_or(t.mail_all(), |state| words_of(t, state, is_filed).1),
        href: address(state, None),
        current: state == chosen,
    })
    .collect()
}

/// Glyph and word of a state. What was written to a file was not sent.
fn words_of(t: Text, state: State, is_filed: bool) -> (&'static str, &'static str) {
    match state {
        State::Queued => ("pending", t.mail_queued()),
        State::Sending => ("pending", t.mail_sending()),
        State::Sent if is_filed => ("inactive", t.mail_filed()),
        State::Sent => ("active", t.mail_sent()),
        State::Failed => ("overdue", t.mail_failed()),
        State::Cancelled => ("inactive", t.mail_cancelled()),
    }
}

fn address(state: Option<State>, before: Option<i64>) -> String {
    let mut form = Form::default();
    if let Some(state) = state {
        form = form.with("state", state.code());
    }
    if let Some(before) = before {
        form = form.with("before", before.to_string());
    }
    let query = form.encode();
    if query.is_empty() { PATH.to_owned() } else { format!("{PATH}?{query}") }
}

fn row(page: &Page, post: &Post, mail: Logged) -> Row {
    let (t, display) = (page.t, page.display());
    let state = State::from_code(&mail.state).unwrap_or(State::Failed);
    let (glyph, word) = words_of(t, state, mail.is_filed);
    let kind = Kind::ALL.into_iter().find(|kind| kind.code() == mail.kind);
    let is_expired = mail.expires_at.is_some_and(|end| end <= clock::now());
    let note = match state {
        State::Queued if mail.attempts > 0 => t.mail_next_try(&display.moment(mail.next_at)),
        State::Failed if is_expired => t.mail_expired().to_owned(),
        _ => String::new(),
    };
    let is_lost = state == State::Failed && !mail.has_body && kind == Some(Kind::PortalPassword);
    let may = is_lost && page.may(Permission::RegeneratePortalPassword);
    let customer = mail.customer_id.filter(|_| may);
    Row {
        id: mail.id,
        anew: customer.map(|id| format!("/customers/{id}/portal-password")),
        kind: kind.map_or(mail.kind, |kind| words::of_kind(t, kind).to_owned()),
        to: if mail.to_name.is_empty() {
            mail.to_address
        } else {
            format!("{} <{}>", mail.to_name, mail.to_address)
        },
        why: words::of_reason(t, &mail.reason.unwrap_or_default()),
        glyph,
        state: word,
        when: display.moment(mail.sent_at.unwrap_or(mail.created_at)),
        note,
        answer: super::answer::in_words(t, &mail.last_error.unwrap_or_default()),
        tries: display.number(mail.attempts),
        message_id: post.message_id(&mail.message_id),
        can_retry: state == State::Failed && mail.has_body,
    }
}
