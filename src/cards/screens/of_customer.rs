//! `GET /customers/{id}/cards`: the cards, the default with its star, and what is to be looked into.

use std::collections::HashMap;

use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;
use chrono::{NaiveDate, NaiveDateTime, TimeZone as _};

use crate::access::Permission;
use crate::cards::enrol::{self, Enrolment, Offered};
use crate::cards::link;
use crate::cards::states::{self, CardState};
use crate::cards::store::{self, Card};
use crate::clock;
use crate::customers::Trail;
use crate::customers::header::{self, Header, Opened, Section};
use crate::db::Db;
use crate::error::AppError;
use crate::i18n::Text;
use crate::mail::Post;
use crate::web::{App, Page, Signed, respond};

#[derive(Template)]
#[template(path = "cards/of_customer.html")]
struct CardsPage {
    page: Page,
    head: Header,
    rows: Vec<Row>,
    reviews: Vec<Review>,
    /// The gateways that a card may be added at; none where the viewer may not, or the customer cannot.
    gateways: Vec<Offered>,
    /// Why no card can be added.
    obstacle: &'static str,
    /// Whether the customer can be mailed a link to choose one.
    can_mail: bool,
    may: bool,
    may_configure: bool,
}

/// A card, in words.
struct Row {
    id: i64,
    label: String,
    kind: &'static str,
    gateway: String,
    expires: String,
    glyph: &'static str,
    state: &'static str,
    is_default: bool,
    /// The gateway at which another can take its place.
    changes_at: Option<i64>,
}

/// An enrolment of which nobody knows how it ended, in words.
struct Review {
    id: i64,
    text: String,
}

/// The page.
///
/// # Errors
/// `NotFound`, or when the database fails.
pub async fn show(
    page: Page,
    signed: Signed,
    app: web::Data<App>,
    id: web::Path<i64>,
    request: HttpRequest,
) -> Result<HttpResponse, AppError> {
    let (id, now) = (id.into_inner(), clock::now());
    let trail = Trail::of_request(&request)?;
    let (list, post) = (trail.clone(), app.mail.clone());
    let found = app.db.read(move |conn| Found::of(conn, &signed, &post, (id, now), &list)).await?;
    let name = |gateway: i64| found.names.get(&gateway).cloned().unwrap_or_default();
    let today = page.display().zone().from_utc_datetime(&now).date_naive();
    let may = page.may(Permission::ManageCards);
    let obstacle = found.obstacle(page.t);
    let can_add = may && obstacle.is_empty();
    let rows = found.cards.iter().map(|card| {
        let here = found.offered.iter().find(|gateway| gateway.id == card.gateway_id);
        let other = here.or(found.offered.first()).filter(|_| can_add);
        let changes_at = other.map(|gateway| gateway.id);
        Row { changes_at, ..row(&page, card, name(card.gateway_id), today) }
    });
    let reviews = found.reviews.iter().map(|of| Review {
        id: of.id,
        text: page.t.cards_review_text(
            &name(of.gateway_id),
            &page.display().moment(of.returned_at.unwrap_or(of.created_at)),
        ),
    });
    respond::html(&CardsPage {
        rows: rows.collect(),
        reviews: reviews.collect(),
        can_mail: may && found.can_mail,
        gateways: if can_add { found.offered.clone() } else { Vec::new() },
        obstacle,
        may,
        may_configure: page.may(Permission::ManageLists),
        head: Header::new(&page, &found.opened, trail, Some(Section::Cards)),
        page,
    })
}

/// What the page reads.
struct Found {
    opened: Opened,
    cards: Vec<Card>,
    reviews: Vec<Enrolment>,
    names: HashMap<i64, String>,
    offered: Vec<Offered>,
    can_mail: bool,
}

impl Found {
    fn of(
        conn: &mut Db,
        signed: &Signed,
        post: &Post,
        (id, now): (i64, NaiveDateTime),
        trail: &Trail,
    ) -> Result<Self, AppError> {
        let opened = header::open(conn, signed, id, trail)?;
        Ok(Self {
            cards: store::of_customer(conn, id)?,
            reviews: enrol::to_review(conn, id, now)?,
            names: enrol::names(conn)?,
            offered: enrol::offered(conn)?,
            can_mail: link::address(conn, post, &opened.record)?.is_ok(),
            opened,
        })
    }

    /// Why no card can be added; nothing when one can.
    fn obstacle(&self, t: Text) -> &'static str {
        let customer = &self.opened.record.customer;
        if store::is_gone(&customer.status) {
            t.cards_read_only()
        } else if customer.email.is_none() {
            t.cards_no_email()
        } else if self.offered.is_empty() {
            t.cards_no_gateway()
        } else {
            ""
        }
    }
}

fn row(page: &Page, card: &Card, gateway: String, today: NaiveDate) -> Row {
    let last_day = states::last_day(card.exp_month, card.exp_year);
    let (glyph, state, kind) = words(page.t, card, today);
    Row {
        id: card.id,
        label: card.label(),
        kind,
        gateway,
        expires: last_day.map_or_else(String::new, |day| day.format("%m/%Y").to_string()),
        glyph,
        state,
        is_default: card.is_default,
        changes_at: None,
    }
}

/// Glyph and word of what a card is on a day, and its kind.
#[must_use]
pub fn words(t: Text, card: &Card, today: NaiveDate) -> (&'static str, &'static str, &'static str) {
    let (glyph, state) = match card.state_on(today) {
        CardState::Active => ("active", t.cards_state_active()),
        CardState::Expiring => ("pending", t.cards_state_expiring()),
        CardState::Expired => ("overdue", t.cards_state_expired()),
        CardState::Failed => ("overdue", t.cards_state_failed()),
    };
    let kind = match card.kind.as_str() {
        "debit" => t.cards_kind_debit(),
        "prepaid" => t.cards_kind_prepaid(),
        _ => t.cards_kind_credit(),
    };
    (glyph, state, kind)
}
