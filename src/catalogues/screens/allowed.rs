//! GET and POST /settings/allowed-types: what an issuer may send, receiver by receiver.

use std::collections::BTreeSet;

use actix_session::Session;
use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;

use super::changes;
use crate::access::Actor;
use crate::catalogues::allowed::{self, Outcome, Pair};
use crate::catalogues::{Catalogue, Entry};
use crate::db::Db;
use crate::error::AppError;
use crate::fields::Lookup;
use crate::history::{self, Entity};
use crate::identity::geo;
use crate::settings::screens::changes::Change;
use crate::settings::screens::nav::{self, ALLOWED_TYPES, Group};
use crate::settings::screens::typed::Choice;
use crate::web::{App, Form, Page, flash, respond};

/// Changes shown on the page.
const SHOWN_CHANGES: i64 = 20;

/// A receiver with the types that may be ticked.
struct Receiver {
    id: i64,
    name: String,
    ticks: Vec<Tick>,
}

/// A type that may be ticked.
struct Tick {
    value: String,
    label: String,
    is_ticked: bool,
}

/// What the page of an issuer is drawn from.
struct Found {
    issuers: Vec<Entry>,
    issuer: Option<Entry>,
    receivers: Vec<Entry>,
    types: Vec<Entry>,
    pairs: BTreeSet<Pair>,
    kept: Vec<history::Entry>,
}

#[derive(Template)]
#[template(path = "catalogues/allowed.html")]
struct AllowedPage {
    page: Page,
    groups: Vec<Group>,
    address: &'static str,
    issuers: Vec<Choice>,
    issuer: i64,
    version: String,
    receivers: Vec<Receiver>,
    errors: Vec<(String, String)>,
    /// What somebody else stored, where it is not what was ticked.
    conflict: Vec<Change>,
    is_dirty: bool,
    changes: Vec<Change>,
}

/// What was ticked, and what came of it.
struct Ticked {
    pairs: BTreeSet<Pair>,
    outcome: Outcome,
}

impl AllowedPage {
    fn new(page: Page, found: &Found, ticked: Option<&Ticked>) -> Self {
        let shown = ticked.map_or(&found.pairs, |ticked| &ticked.pairs);
        let outcome = ticked.map(|ticked| ticked.outcome);
        let issuer = found.issuer.as_ref().map_or(0, |issuer| issuer.id);
        Self {
            groups: nav::groups(&page),
            address: ALLOWED_TYPES,
            issuers: issuers(&page, &found.issuers, issuer),
            issuer,
            version: allowed::fingerprint(&found.pairs),
            receivers: receivers(&page, found, shown),
            errors: if outcome == Some(Outcome::Refused) {
                vec![("receivers".to_owned(), page.t.allowed_wrong().to_owned())]
            } else {
                Vec::new()
            },
            conflict: if outcome == Some(Outcome::Conflict) {
                changes::unseen_allowed(&page, &allowed::differences(shown, &found.pairs))
            } else {
                Vec::new()
            },
            is_dirty: ticked.is_some(),
            changes: changes::of_allowed(&page, &found.kept),
            page,
        }
    }
}

fn issuers(page: &Page, all: &[Entry], chosen: i64) -> Vec<Choice> {
    let house = page.settings.organisation.country.as_str();
    let choice = |entry: &Entry| {
        let abroad = entry.country().filter(|country| *country != house);
        let abroad = abroad.map(|code| geo::country_name(code, page.lang()).unwrap_or(code));
        Choice {
            value: entry.id.to_string(),
            label: match abroad {
                Some(country) => format!("{} ({country})", entry.name()),
                None => entry.name().to_owned(),
            },
            selected: entry.id == chosen,
        }
    };
    all.iter().map(choice).collect()
}

fn receivers(page: &Page, found: &Found, shown: &BTreeSet<Pair>) -> Vec<Receiver> {
    let name = |entry: &Entry| {
        if entry.is_active {
            return entry.name().to_owned();
        }
        format!("{} ({})", entry.name(), page.t.inactive_mark())
    };
    let tick = |receiver: &Entry, kind: &Entry| Tick {
        value: format!("{}-{}", receiver.id, kind.id),
        label: name(kind),
        is_ticked: shown.contains(&(receiver.id, kind.id)),
    };
    found
        .receivers
        .iter()
        .map(|receiver| Receiver {
            id: receiver.id,
            name: name(receiver),
            ticks: found.types.iter().map(|kind| tick(receiver, kind)).collect(),
        })
        .collect()
}

/// The conditions that can issue, the organisation's country first, and what the chosen one may send: the
/// one that may send most, when none was chosen.
fn find(conn: &mut Db, chosen: Option<i64>, country: &str) -> Result<Found, AppError> {
    let conditions = conditions()?;
    let mut issuers = conditions.all(conn)?;
    issuers.retain(|issuer| issuer.is_active || Some(issuer.id) == chosen);
    let is_last = |issuer: &Entry| issuer.is_fantasy() == Some(true);
    issuers.sort_by_key(|issuer| (issuer.country() != Some(country), is_last(issuer)));
    let issuer = match chosen {
        Some(id) => Some(conditions.find(conn, id)?.ok_or(AppError::NotFound)?),
        None => busiest(conn, &issuers, country)?,
    };
    let Some(issuer) = issuer else {
        let (receivers, types, kept) = (Vec::new(), Vec::new(), Vec::new());
        return Ok(Found { issuers, issuer: None, receivers, types, pairs: [].into(), kept });
    };
    let pairs = allowed::of(conn, issuer.id)?;
    let named = |side| allowed::sides(&pairs, side);
    Ok(Found {
        receivers: allowed::suited(conn, &issuer, Lookup::TaxConditions, &named(|pair| pair.0))?,
        types: allowed::suited(conn, &issuer, Lookup::InvoiceTypes, &named(|pair| pair.1))?,
        kept: history::of(conn, Entity::AllowedTypes, issuer.id, None, SHOWN_CHANGES)?,
        issuers,
        pairs,
        issuer: Some(issuer),
    })
}

fn conditions() -> Result<&'static Catalogue, AppError> {
    crate::catalogues::find(Lookup::TaxConditions).ok_or(AppError::NotFound)
}

fn busiest(conn: &mut Db, issuers: &[Entry], country: &str) -> Result<Option<Entry>, AppError> {
    let mut most = None;
    for issuer in issuers.iter().filter(|issuer| issuer.country() == Some(country)) {
        let count = allowed::of(conn, issuer.id)?.len();
        if most.is_none_or(|(_, known)| count > known) {
            most = Some((issuer, count));
        }
    }
    Ok(most.map(|(issuer, _)| issuer).or_else(|| issuers.first()).cloned())
}

/// The page of an issuer's condition.
///
/// # Errors
/// 404 for an unknown condition; when the database fails.
pub async fn show(
    page: Page,
    app: web::Data<App>,
    request: HttpRequest,
) -> Result<HttpResponse, AppError> {
    let asked = Form::of_query(&request)?;
    let chosen = match asked.text("issuer") {
        "" => None,
        id => Some(id.parse().map_err(|_| AppError::NotFound)?),
    };
    let country = page.settings.organisation.country.clone();
    let found = app.db.read(move |conn| find(conn, chosen, &country)).await?;
    respond::html(&AllowedPage::new(page, &found, None))
}

/// Stores what an issuer may send.
///
/// # Errors
/// 404 for an unknown condition; when the database fails.
pub async fn save(
    page: Page,
    app: web::Data<App>,
    session: Session,
    form: Form,
) -> Result<HttpResponse, AppError> {
    let issuer: i64 = form.text("issuer").parse().map_err(|_| AppError::NotFound)?;
    let country = page.settings.organisation.country.clone();
    let (actor, was) = (page.actor.clone(), form.text("version").to_owned());
    let pairs = form.all("allowed").map(pair).collect::<Option<BTreeSet<Pair>>>();
    let (found, ticked) = app
        .db
        .write(move |conn| {
            let ticked = store(conn, &actor, issuer, &was, pairs)?;
            Ok::<_, AppError>((find(conn, Some(issuer), &country)?, ticked))
        })
        .await?;
    let status = match ticked.outcome {
        Outcome::Saved => {
            flash::ok(&session, page.t.allowed_saved());
            return Ok(respond::see_other(&format!("{ALLOWED_TYPES}?issuer={issuer}")));
        }
        Outcome::Refused => StatusCode::UNPROCESSABLE_ENTITY,
        Outcome::Conflict => StatusCode::CONFLICT,
    };
    respond::html_with(status, &AllowedPage::new(page, &found, Some(&ticked)))
}

fn store(
    conn: &mut Db,
    actor: &Actor,
    issuer: i64,
    was: &str,
    pairs: Option<BTreeSet<Pair>>,
) -> Result<Ticked, AppError> {
    let Some(pairs) = pairs else {
        return Ok(Ticked { pairs: allowed::of(conn, issuer)?, outcome: Outcome::Refused });
    };
    let outcome = allowed::save(conn, actor, issuer, was, &pairs)?;
    Ok(Ticked { pairs, outcome })
}

/// A receiver and a type as a box sends them: their numbers with a dash between.
fn pair(sent: &str) -> Option<Pair> {
    let (receiver, kind) = sent.split_once('-')?;
    Some((receiver.parse().ok()?, kind.parse().ok()?))
}
