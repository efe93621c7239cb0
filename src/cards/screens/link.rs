//! `POST /customers/{id}/card-link`: mails the customer a link to choose a card.

use actix_session::Session;
use actix_web::{HttpRequest, HttpResponse, web};

use super::address;
use crate::audit::{self, Action, By};
use crate::cards::link::{self, Mailing, Refusal};
use crate::cards::store;
use crate::clock;
use crate::customers::query;
use crate::db::Db;
use crate::error::AppError;
use crate::i18n::Text;
use crate::notices::recipients::Silence;
use crate::settings::organisation;
use crate::web::{App, Origin, Page, Signed, flash, respond};

/// Mails it.
///
/// # Errors
/// `NotFound`, or when the database fails.
pub async fn create(
    page: Page,
    signed: Signed,
    app: web::Data<App>,
    id: web::Path<i64>,
    session: Session,
    request: HttpRequest,
) -> Result<HttpResponse, AppError> {
    let (id, by, state) = (id.into_inner(), Origin::of(&request).by, app.clone());
    let sent = app.db.write(move |conn| run(conn, &state, &signed, &by, id)).await?;
    match sent {
        Ok(address) => {
            app.bells.mail.ring();
            flash::ok(&session, page.t.cards_link_sent(&address));
        }
        Err(why) => flash::warn(&session, said(page.t, why)),
    }
    Ok(respond::see_other(&address(id)))
}

fn run(
    conn: &mut Db,
    app: &App,
    signed: &Signed,
    by: &By,
    id: i64,
) -> Result<Result<String, Refusal>, AppError> {
    let record = query::find_to_change(conn, &signed.actor, id)?.ok_or(AppError::NotFound)?;
    let now = clock::now();
    if link::is_too_often(conn, id, now)? {
        return Ok(Err(Refusal::TooOften));
    }
    let house = organisation::load(conn)?;
    let mailing = Mailing {
        actor: &signed.actor,
        house: &house,
        post: &app.mail,
        public_url: &app.config.public_url,
    };
    let cards = store::of_customer(conn, id)?;
    let card = cards.iter().find(|card| card.is_default);
    let sent = link::send(conn, mailing, &record, card, now)?;
    if sent.is_ok() {
        audit::note(conn, by, Action::CardLinkMailed, Some(id))?;
    }
    Ok(sent)
}

/// Why none is mailed, in words.
pub(super) fn said(t: Text, why: Refusal) -> &'static str {
    match why {
        Refusal::Silent(Silence::NoMain) => t.cards_no_email(),
        Refusal::Silent(Silence::Gone | Silence::SwitchedOff | Silence::NotMailed) => {
            t.cards_read_only()
        }
        Refusal::NoGateway => t.cards_no_gateway(),
        Refusal::ExposedMail => t.portal_mail_exposed(),
        Refusal::TooOften => t.cards_link_too_often(),
    }
}
