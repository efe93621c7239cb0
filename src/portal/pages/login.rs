//! `/portal/login`: e-mail or user name, and the password, which may be a temporary one. Whatever is
//! wrong, the answer and the time it takes are the same: two passwords are always compared.

use actix_session::Session;
use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;

use super::session::{self, Opening, Sort};
use crate::audit::{self, Action};
use crate::customers::query;
use crate::db::Db;
use crate::error::AppError;
use crate::password::{self, Verdict};
use crate::portal::{Account, account, secret};
use crate::settings::{PortalSecret, organisation};
use crate::sign_in::throttle::{self, Subject};
use crate::sign_in::tries::{self, Attempt, Counted, SignIn, Try};
use crate::web::{App, Form, Origin, Page, portal, respond};

#[derive(Template)]
#[template(path = "portal/login.html")]
struct LoginPage {
    page: Page,
    form: SignIn,
}

impl LoginPage {
    /// What helps with the password, where a temporary one may be it.
    fn hint(&self) -> &'static str {
        match self.page.settings.organisation.portal.secret {
            PortalSecret::Password => self.page.t.portal_sign_in_hint(),
            PortalSecret::Link => "",
        }
    }
}

/// `GET /portal/login`.
///
/// # Errors
/// `BadRequest` for an address that is no text.
pub async fn new(page: Page, request: HttpRequest) -> Result<HttpResponse, AppError> {
    let query = Form::of_query(&request)?;
    if page.visitor.is_some() {
        return Ok(respond::see_other(next_of(&query)));
    }
    respond::html(&LoginPage { page, form: filled(&query, String::new()) })
}

/// `POST /portal/login`.
///
/// # Errors
/// `TooMany` while too many sign in at once.
pub async fn create(
    page: Page,
    form: Form,
    origin: Origin,
    session: Session,
    app: web::Data<App>,
) -> Result<HttpResponse, AppError> {
    let attempt = Attempt { form, origin };
    let address = Subject::portal_address(&attempt.origin.by.address);
    let name = attempt.form.text("email").to_owned();
    let tried = match tries::count(&app, address, move |conn| look_up(conn, &name)).await? {
        Try::Blocked(seconds) => return blocked(page, &attempt.form, seconds),
        Try::Counted(tried) => tried,
    };
    let key = tried.settle(&app, compare(&app, &attempt.form, &tried.known).await).await?;
    let opening = match (tried.known.customer, key) {
        (Some(id), Some(key)) => enter(&app, &attempt, &tried, id, key).await?,
        _ => None,
    };
    let Some(opening) = opening else {
        return refuse(page, &app, attempt, tried.known.customer).await;
    };
    session::begin(&session, &attempt.origin, opening)?;
    if opening.sort == Sort::Restricted {
        return Ok(respond::see_other("/portal/password"));
    }
    let wanted = filled(&attempt.form, String::new());
    wanted.tell_unsaved(&session, page.t);
    Ok(respond::see_other(&wanted.next))
}

/// Whom the typed name belongs to, if anybody.
struct Known {
    customer: Option<i64>,
    password_hash: Option<String>,
}

/// Whoever a name belongs to is counted by number, so that two names give no more tries than one.
fn look_up(conn: &mut Db, name: &str) -> Result<(Subject, Known), AppError> {
    let customer = query::find_by_sign_in(conn, name)?;
    let subject = customer.map_or_else(|| Subject::portal_account(name), Subject::portal_customer);
    let account = account::find(conn, customer.unwrap_or_default())?;
    let password_hash = account.and_then(|account| account.password_hash);
    Ok((subject, Known { customer, password_hash }))
}

/// What was typed is this password.
enum Key {
    /// The lasting one: its hash, and one of today's strength where that is to be made anew.
    Lasting(String, Option<String>),
    /// The temporary one: its hash.
    Temporary(String),
}

/// Two comparisons, whoever it is: a try at a temporary password is counted before it is made.
async fn compare(app: &App, form: &Form, known: &Known) -> Result<Option<Key>, AppError> {
    let typed = form.text("password").to_owned();
    let verdict = password::verify(typed.clone(), known.password_hash.clone()).await?;
    let temporary = if verdict == Verdict::Wrong {
        let id = known.customer.unwrap_or_default();
        app.db.write(move |conn| secret::begin_try(conn, id).map_err(AppError::from)).await?
    } else {
        None
    };
    let second = password::verify(secret::normal(&typed), temporary.clone()).await;
    if let (Err(_), Some(hash), Some(id)) = (&second, temporary.clone(), known.customer) {
        app.db
            .write(move |conn| secret::take_try_back(conn, id, &hash).map_err(AppError::from))
            .await?;
    }
    let second = second?;
    let lasting = known.password_hash.clone().filter(|_| verdict != Verdict::Wrong);
    Ok(match (lasting, temporary) {
        (Some(hash), _) => {
            let is_outdated = verdict == Verdict::Outdated;
            let stronger = if is_outdated { Some(password::hash(typed).await?) } else { None };
            Some(Key::Lasting(hash, stronger))
        }
        (None, Some(hash)) if second != Verdict::Wrong => Some(Key::Temporary(hash)),
        _ => None,
    })
}

async fn enter(
    app: &App,
    attempt: &Attempt,
    tried: &Counted<Known>,
    id: i64,
    key: Key,
) -> Result<Option<Opening>, AppError> {
    let (right, by) = (tried.right(), attempt.origin.by.clone());
    let remember = attempt.form.is_ticked("remember");
    app.db
        .write(move |conn| {
            let Some(opening) = open(conn, id, &key, remember)? else { return Ok(None) };
            right.forgive(conn)?;
            audit::note(conn, &by, Action::PortalSignedIn, Some(id))?;
            Ok::<_, AppError>(Some(opening))
        })
        .await
}

/// What the key opens of a customer who may come in, if it still does.
fn open(conn: &mut Db, id: i64, key: &Key, remember: bool) -> Result<Option<Opening>, AppError> {
    query::lock(conn, &[id])?;
    let status = query::find(conn, id)?.map(|record| record.customer.status);
    let account = account::find(conn, id)?;
    let (Some(status), Some(account)) = (status, account) else { return Ok(None) };
    if !account::is_open_to(&status) || account.disabled_at.is_some() {
        return Ok(None);
    }
    if !fits(conn, &account, key)? {
        return Ok(None);
    }
    let (sort, stronger) = match key {
        Key::Lasting(_, stronger) => (Sort::Full { remember }, stronger.as_deref()),
        Key::Temporary(_) => (Sort::Restricted, None),
    };
    account::signed_in(conn, id, stronger)?;
    Ok(Some(Opening { customer: id, epoch: account.session_epoch, sort }))
}

/// Whether the key is still the account's; a temporary one is used up.
fn fits(conn: &mut Db, account: &Account, key: &Key) -> Result<bool, AppError> {
    match key {
        Key::Lasting(hash, _) => Ok(account.password_hash.as_ref() == Some(hash)),
        Key::Temporary(hash) => {
            // Those of before the organisation wanted links alone open nothing any more.
            let is_wanted = organisation::load(conn)?.portal.secret == PortalSecret::Password;
            Ok(is_wanted && secret::spend_temp(conn, account.customer_id, hash)?)
        }
    }
}

async fn refuse(
    page: Page,
    app: &App,
    attempt: Attempt,
    customer: Option<i64>,
) -> Result<HttpResponse, AppError> {
    let Attempt { form, origin } = attempt;
    tries::note_refused(app, origin.by, Action::PortalSignInRefused, customer).await?;
    let error = match page.settings.organisation.portal.secret {
        PortalSecret::Password => page.t.portal_sign_in_refused().to_owned(),
        PortalSecret::Link => page.t.portal_sign_in_refused_link().to_owned(),
    };
    let page = LoginPage { page, form: filled(&form, error) };
    respond::html_with(StatusCode::UNPROCESSABLE_ENTITY, &page)
}

fn blocked(page: Page, form: &Form, seconds: i64) -> Result<HttpResponse, AppError> {
    tracing::warn!("a sign-in to the portal was refused: too many failures");
    let error = page.t.sign_in_blocked(throttle::minutes(seconds));
    respond::too_many(seconds, &LoginPage { page, form: filled(form, error) })
}

fn filled(form: &Form, error: String) -> SignIn {
    SignIn::of(form, next_of(form), error)
}

/// Where to go after it: a page of the portal.
fn next_of(form: &Form) -> &str {
    let path = respond::safe_path(form.last("next"), portal::ROOT);
    if path == portal::ROOT || path.starts_with("/portal/") { path } else { portal::ROOT }
}
