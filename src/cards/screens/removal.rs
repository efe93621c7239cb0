//! `/cards/{id}/removal`: what goes with a card, before it goes.

use actix_session::Session;
use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;

use super::names::{self, Name};
use super::{address, link as letter};
use crate::access::Actor;
use crate::audit::{self, Action, By};
use crate::cards::charged::{self, Subscription};
use crate::cards::link::{self, Mailing};
use crate::cards::store::{self, Card};
use crate::clock;
use crate::customers::Record;
use crate::customers::cards as history;
use crate::customers::header::{self, Header};
use crate::customers::query;
use crate::db::{self, Db};
use crate::error::AppError;
use crate::gateways::owed;
use crate::history::Circumstance;
use crate::mail::Post;
use crate::settings::organisation;
use crate::web::{App, Errors, Form, Origin, Page, Signed, flash, respond};

#[derive(Template)]
#[template(path = "cards/removal.html")]
struct RemovalPage {
    page: Page,
    head: Header,
    id: i64,
    name: Name,
    /// The others, where one of them has to become the default.
    others: Vec<(i64, String)>,
    is_last: bool,
    /// Name and address of the subscriptions that are charged to it.
    subscriptions: Vec<(String, String)>,
    /// What becomes of a letter with a link to choose another; nothing when none is written.
    letter: String,
    errors: Errors,
}

/// What there is to know before.
pub struct Consequences {
    /// The card.
    pub card: Card,
    /// The others of the customer.
    pub others: Vec<Card>,
    /// The subscriptions that are charged to it.
    pub subscriptions: Vec<Subscription>,
    /// Whether something is charged by itself, and nothing is left to charge it to.
    leaves_without: bool,
    mailed: Result<String, link::Refusal>,
}

impl Consequences {
    /// Of a card of this customer's.
    ///
    /// # Errors
    /// `NotFound`, or when the database fails.
    pub fn of(conn: &mut Db, post: &Post, record: &Record, id: i64) -> Result<Self, AppError> {
        let mut all = store::of_customer(conn, record.customer.id)?;
        let at = all.iter().position(|card| card.id == id).ok_or(AppError::NotFound)?;
        let card = all.remove(at);
        let mine = charged::subscriptions_of(conn, record.customer.id)?
            .into_iter()
            .filter(|row| row.is_on(card.id, card.is_default))
            .collect();
        let leaves_without = all.is_empty() && charged::needs_card(conn, record.customer.id)?;
        let mailed = link::address(conn, post, record)?;
        Ok(Self { card, others: all, subscriptions: mine, leaves_without, mailed })
    }

    /// The card by its name; and the others by theirs, where one of them has to become the default.
    #[must_use]
    pub fn named(&self, page: &Page) -> (Name, Vec<(&Card, Name)>) {
        let all: Vec<Card> = std::iter::once(&self.card).chain(&self.others).cloned().collect();
        let mut names = names::apart(page, &all).into_iter();
        let own = names.next().unwrap_or_default();
        let asks = self.card.is_default;
        (own, self.others.iter().zip(names).filter(|_| asks).collect())
    }
}

/// Asks.
///
/// # Errors
/// `NotFound`, or when the database fails.
pub async fn ask(
    page: Page,
    signed: Signed,
    app: web::Data<App>,
    id: web::Path<i64>,
    request: HttpRequest,
) -> Result<HttpResponse, AppError> {
    draw(page, signed, &app, *id, &request, Errors::default()).await
}

async fn draw(
    page: Page,
    signed: Signed,
    app: &App,
    id: i64,
    request: &HttpRequest,
    errors: Errors,
) -> Result<HttpResponse, AppError> {
    let customer =
        app.db.read(move |conn| Ok::<_, AppError>(store::find(conn, id)?.customer_id)).await?;
    let (opened, trail) = header::asked(app, signed, customer, request).await?;
    let (post, record) = (app.mail.clone(), opened.record.clone());
    let found = app.db.read(move |conn| Consequences::of(conn, &post, &record, id)).await?;
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let (name, others) = found.named(&page);
    let template = RemovalPage {
        head: Header::new(&page, &opened, trail, None),
        id,
        name,
        is_last: found.others.is_empty(),
        others: others.into_iter().map(|(card, name)| (card.id, name.whole())).collect(),
        subscriptions: found
            .subscriptions
            .iter()
            .map(|row| names::of_subscription(page.t, row.id, &row.plan))
            .collect(),
        letter: match found.mailed {
            _ if !found.leaves_without => String::new(),
            Ok(address) => page.t.cards_remove_letter(&address),
            Err(why) => page.t.cards_remove_no_letter(letter::said(page.t, why)),
        },
        errors,
        page,
    };
    respond::html_with(status, &template)
}

/// What became of it.
pub struct Removed {
    card: Card,
    /// What its gateway is owed.
    owed: i64,
    /// Where a link to choose another was mailed.
    mailed: Option<String>,
}

/// Removes it: here at once, at the gateway right afterwards.
///
/// # Errors
/// `NotFound`, or when the database fails.
pub async fn remove(
    page: Page,
    signed: Signed,
    app: web::Data<App>,
    id: web::Path<i64>,
    session: Session,
    request: HttpRequest,
    form: Form,
) -> Result<HttpResponse, AppError> {
    let (id, by) = (id.into_inner(), Origin::of(&request).by);
    let chosen: Option<i64> = form.text("default").parse().ok();
    let (actor, state) = (signed.actor.clone(), app.clone());
    let removed = app.db.write(move |conn| run(conn, &state, (&actor, &by), id, chosen)).await?;
    let Some(removed) = removed else {
        let errors = Errors::of_field("default", page.t.cards_new_default_choose());
        return draw(page, signed, &app, id, &request, errors).await;
    };
    let customer = removed.card.customer_id;
    removed.finish(&page, &app, &session).await?;
    Ok(respond::see_other(&address(customer)))
}

impl Removed {
    /// Tells its gateway, and whoever removed it.
    ///
    /// # Errors
    /// When the work panicked.
    pub async fn finish(self, page: &Page, app: &App, session: &Session) -> Result<(), AppError> {
        let (gateways, owed) = (app.gateways.clone(), self.owed);
        // What it did not hear it is told again, whatever went wrong here.
        let settled = db::aside(move || owed::settle(&gateways, owed)).await?;
        if matches!(settled, Ok(true)) {
            flash::ok(session, page.t.cards_removed(&self.card.label()));
        } else {
            flash::warn(session, page.t.cards_removed_later(&self.card.label()));
        }
        if let Some(to) = self.mailed {
            app.bells.mail.ring();
            flash::ok(session, page.t.cards_link_sent(&to));
        }
        Ok(())
    }
}

/// Removes it here, of a customer whom the actor sees. None while another default has to be chosen first.
///
/// # Errors
/// `NotFound`, or when the database fails.
pub fn run(
    conn: &mut Db,
    app: &App,
    (actor, by): (&Actor, &By),
    id: i64,
    chosen: Option<i64>,
) -> Result<Option<Removed>, AppError> {
    let now = clock::now();
    let customer = store::find(conn, id)?.customer_id;
    let record = query::find_to_change(conn, actor, customer)?.ok_or(AppError::NotFound)?;
    // Read again, locked: somebody may have removed it meanwhile.
    let all = store::of_customer(conn, customer)?;
    let card = all.iter().find(|card| card.id == id).ok_or(AppError::NotFound)?;
    let next = all.iter().find(|other| Some(other.id) == chosen && other.id != id);
    if card.is_default && all.len() > 1 && next.is_none() {
        return Ok(None);
    }
    let owed = store::remove(conn, card, now)?;
    if let Some(next) = next.filter(|_| card.is_default) {
        store::choose(conn, customer, next.id)?;
    }
    let why = Circumstance { actor, at: now, reason: None, job: None };
    let is_last = all.len() == 1;
    charged::card_gone(conn, &why, customer, (id, None), is_last)?;
    history::note(conn, &why, customer, history::REMOVED, (Some(card.label()), None))?;
    if let Some(next) = next.filter(|_| card.is_default) {
        let both = (Some(card.label()), Some(next.label()));
        history::note(conn, &why, customer, history::CHOSEN, both)?;
    }
    audit::note(conn, by, Action::CardRemoved, Some(customer))?;
    store::refresh(conn, customer, now)?;
    let mut mailed = None;
    if is_last && charged::needs_card(conn, customer)? {
        let house = organisation::load(conn)?;
        let public_url = &app.config.public_url;
        let mailing = Mailing { actor, house: &house, post: &app.mail, public_url };
        mailed = link::send(conn, mailing, &record, None, now)?.ok();
    }
    Ok(Some(Removed { card: card.clone(), owed, mailed }))
}
