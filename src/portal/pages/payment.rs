//! `/portal/invoices/{public_id}/payment`: «Pagar ahora». The payment and its charge are written down in one
//! transaction; the gateway is asked beside the requests, and the page looks again until there is an answer.

use actix_session::Session;
use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;
use chrono::{Duration, NaiveDateTime};

use super::invoices::{can_be_paid, find, listed, today};
use super::{own, parts};
use crate::cards::charges::{self, Charge, Why, Wish};
use crate::cards::screens::names::{self, Name};
use crate::cards::screens::why;
use crate::cards::store::Card;
use crate::clock;
use crate::db::Db;
use crate::error::AppError;
use crate::i18n::Text;
use crate::invoices::store::Invoice;
use crate::invoices::{Snapshots, Writing, new_mark};
use crate::settings::Opens;
use crate::web::{App, Entered, Errors, Form, Page, flash, respond};

/// Seconds after which the page looks again, while the gateway is asked.
const AGAIN: u16 = 5;

/// Minutes after which nobody is told any more that a payment came in.
const WAITED: i64 = 30;

#[derive(Template)]
#[template(path = "portal/payment.html")]
struct PaymentPage {
    page: Page,
    name: String,
    back: String,
    amount: String,
    minor: i64,
    once: String,
    cards: Vec<Choice>,
    /// Whether a gateway is asked now.
    is_charging: bool,
    /// The card that is charged.
    card: String,
    /// What became of the customer's last try, where nothing came of it.
    told: String,
    may_add: bool,
    /// The document by its public name.
    invoice: String,
    errors: Errors,
}

/// A card to pay with.
struct Choice {
    id: String,
    name: Name,
    is_chosen: bool,
}

/// What the page reads.
struct Found {
    row: Invoice,
    kind: String,
    cards: Vec<Card>,
    currencies: Vec<String>,
    open: Option<Charge>,
    /// The customer's last try, where nothing came of it.
    failed: Option<Charge>,
    /// The customer's last try, where it has just come in.
    paid: Option<Charge>,
}

impl Found {
    fn of(conn: &mut Db, entered: &Entered, public_id: &str) -> Result<Self, AppError> {
        let customer = entered.visitor.id;
        let row = find(conn, customer, public_id)?;
        own::of(conn, customer)?;
        let w = Writing::new(&entered.actor, &entered.settings, clock::now());
        let last = charges::last_of(conn, row.id)?;
        Ok(Self {
            kind: Snapshots::of(conn, row.id)?.heading.name,
            cards: charges::cards_for(conn, &w, &row)?,
            currencies: charges::currencies_for(conn, customer)?,
            open: charges::open_of(conn, row.id)?,
            paid: last.clone().filter(|charge| has_come_in(charge, w.at)),
            failed: last.filter(|charge| charge.by_hand && charge.status == "refused"),
            row,
        })
    }

    /// How people know the card of a charge, if it is still theirs.
    fn card_of(&self, charge: &Charge) -> Option<String> {
        self.cards.iter().find(|card| card.id == charge.card_id).map(Card::label)
    }

    /// What became of the last try, in words.
    fn told(&self, t: Text) -> String {
        match &self.failed {
            None => String::new(),
            // Nobody refused what nobody was asked: the document or the card had changed before.
            Some(charge) if charge.attempts == 0 => t.portal_pay_withdrawn().to_owned(),
            Some(charge) => {
                let told = self.card_of(charge).map_or_else(
                    || t.portal_pay_refused().to_owned(),
                    |card| t.portal_pay_refused_card(&card),
                );
                let why = charge.response_code.map(|code| format!(" {}.", why::code(t, code)));
                format!("{told}{}", why.unwrap_or_default())
            }
        }
    }
}

/// `GET /portal/invoices/{public_id}/payment`; `card` is one to be chosen already.
///
/// # Errors
/// `NotFound` for other people's, and where nothing is paid in the portal; when the database is away.
pub async fn ask(
    page: Page,
    entered: Entered,
    app: web::Data<App>,
    session: Session,
    public_id: web::Path<String>,
    request: HttpRequest,
) -> Result<HttpResponse, AppError> {
    parts::open(&entered, Opens::takes_payments)?;
    let asked = Form::of_query(&request)?;
    let chosen = (public_id.into_inner(), asked.text("card"));
    draw(page, entered, (&app, &session), chosen, Errors::default()).await
}

async fn draw(
    page: Page,
    entered: Entered,
    (app, session): (&App, &Session),
    (public_id, chosen): (String, &str),
    errors: Errors,
) -> Result<HttpResponse, AppError> {
    let found = app.db.read(move |conn| Found::of(conn, &entered, &public_id)).await?;
    let currencies = &found.currencies;
    let listed = listed(&page, (&found.kind, &found.row), currencies, today(&page));
    if found.open.is_none() && !can_be_paid(&page, &found.row, currencies) {
        if let Some(charge) = &found.paid {
            let amount = page.display().money(charge.amount, &charge.currency);
            flash::ok(session, page.t.portal_pay_received(&amount));
        }
        return Ok(respond::see_other(&listed.href));
    }
    let is_charging = found.open.is_some();
    let again = is_charging.then_some(AGAIN);
    let card = found.open.as_ref().and_then(|charge| found.card_of(charge)).unwrap_or_default();
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let amount = found.open.as_ref().map_or(found.row.balance, |charge| charge.amount);
    let template = PaymentPage {
        name: listed.name,
        back: listed.href,
        amount: page.display().money(amount, &found.row.currency),
        minor: found.row.balance,
        once: new_mark(),
        cards: choices(&page, &found.cards, chosen),
        card,
        told: found.told(page.t),
        invoice: found.row.public_id.clone(),
        may_add: page.settings.organisation.portal.opens.cards,
        is_charging,
        errors,
        page,
    };
    if again.is_some() {
        return respond::html_of_work(&template, again);
    }
    respond::html_with(status, &template)
}

/// Whether a charge that the customer asked for came in while the page was waited at.
fn has_come_in(charge: &Charge, now: NaiveDateTime) -> bool {
    let is_new = now - charge.created_at < Duration::minutes(WAITED);
    charge.by_hand && charge.status == "approved" && is_new
}

/// The default first; chosen is what was chosen before, while it is there, else the first.
fn choices(page: &Page, cards: &[Card], chosen: &str) -> Vec<Choice> {
    let kept = cards.iter().position(|card| card.public_id == chosen).unwrap_or(0);
    let choice = |(at, (card, name)): (usize, (&Card, Name))| Choice {
        id: card.public_id.clone(),
        name,
        is_chosen: at == kept,
    };
    cards.iter().zip(names::apart(page, cards)).enumerate().map(choice).collect()
}

/// `POST /portal/invoices/{public_id}/payment`.
///
/// # Errors
/// As [`ask`].
pub async fn create(
    page: Page,
    entered: Entered,
    app: web::Data<App>,
    session: Session,
    public_id: web::Path<String>,
    form: Form,
) -> Result<HttpResponse, AppError> {
    parts::open(&entered, Opens::takes_payments)?;
    let public_id = public_id.into_inner();
    let here = format!("/portal/invoices/{public_id}/payment");
    let [card, once] = ["card", "once"].map(|name| form.text(name).to_owned());
    let amount: i64 = form.text("amount").parse().map_err(|_| AppError::BadRequest)?;
    if once.is_empty() {
        return Err(AppError::BadRequest);
    }
    if card.is_empty() {
        let errors = Errors::of_field("card", page.t.portal_pay_choose());
        return draw(page, entered, (&app, &session), (public_id, ""), errors).await;
    }
    let asked = (public_id.clone(), entered.clone());
    let chosen = card.clone();
    let outcome = app
        .db
        .write(move |conn| {
            let (public_id, entered) = asked;
            own::held(conn, &entered.visitor)?;
            let row = find(conn, entered.visitor.id, &public_id)?;
            let w = Writing::new(&entered.actor, &entered.settings, clock::now());
            let wish = Wish { invoice: row.id, amount, card: &card, once: &once };
            charges::prepare_by_hand(conn, &w, wish)
        })
        .await?;
    let t = page.t;
    let said = match outcome {
        // The same form again: whatever became of it stands there.
        Ok(_) | Err(Why::Asked) => {
            app.bells.gateways.ring();
            return Ok(respond::see_other(&here));
        }
        Err(Why::NothingOpen | Why::Gone) => {
            flash::warn(&session, t.portal_pay_nothing());
            return Ok(respond::see_other(&format!("/portal/invoices/{public_id}")));
        }
        Err(Why::OtherAmount) => t.portal_pay_other_amount(),
        Err(Why::NoCard | Why::OtherCurrency) => t.portal_pay_no_such_card(),
    };
    draw(page, entered, (&app, &session), (public_id, &chosen), Errors::of_field("card", said))
        .await
}
