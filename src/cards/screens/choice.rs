//! `POST /cards/{id}/default`: the star moves; `POST /enrolments/{id}/review`: one is given up.

use actix_session::Session;
use actix_web::{HttpRequest, HttpResponse, web};

use super::address;
use crate::access::Actor;
use crate::audit::{self, Action, By};
use crate::cards::store::Card;
use crate::cards::{enrol, store};
use crate::clock;
use crate::customers::cards as history;
use crate::customers::query;
use crate::db::Db;
use crate::error::AppError;
use crate::history::Circumstance;
use crate::web::{App, Origin, Page, Signed, flash, respond};

/// From now on this card is charged.
///
/// # Errors
/// `NotFound`, or when the database fails.
pub async fn choose(
    page: Page,
    signed: Signed,
    app: web::Data<App>,
    id: web::Path<i64>,
    session: Session,
    request: HttpRequest,
) -> Result<HttpResponse, AppError> {
    let (id, by) = (id.into_inner(), Origin::of(&request).by);
    let card = app.db.write(move |conn| run(conn, &signed.actor, &by, id)).await?;
    flash::ok(&session, page.t.cards_chosen(&card.label()));
    Ok(respond::see_other(&address(card.customer_id)))
}

/// Makes a card the one that is charged, of a customer whom the actor sees.
///
/// # Errors
/// `NotFound`, or when the database fails.
pub fn run(conn: &mut Db, actor: &Actor, by: &By, id: i64) -> Result<Card, AppError> {
    let customer = store::find(conn, id)?.customer_id;
    query::find_to_change(conn, actor, customer)?.ok_or(AppError::NotFound)?;
    // Read again, locked: somebody may have removed it meanwhile.
    let card = store::find(conn, id)?;
    if !card.is_default {
        let before = store::of_customer(conn, customer)?.into_iter().next();
        store::choose(conn, customer, card.id)?;
        let at = clock::now();
        let why = Circumstance { actor, at, reason: None, job: None };
        let former = before.filter(|former| former.is_default).map(|one| one.label());
        let both = (former, Some(card.label()));
        history::note(conn, &why, customer, history::CHOSEN, both)?;
        store::refresh(conn, customer, at)?;
        audit::note(conn, by, Action::CardChosen, Some(customer))?;
    }
    Ok(card)
}

/// Gives up an enrolment of which nobody knows how it ended.
///
/// # Errors
/// `NotFound`, or when the database fails.
pub async fn discard(
    page: Page,
    signed: Signed,
    app: web::Data<App>,
    id: web::Path<i64>,
    session: Session,
    request: HttpRequest,
) -> Result<HttpResponse, AppError> {
    let (id, by, now) = (id.into_inner(), Origin::of(&request).by, clock::now());
    let customer = app
        .db
        .write(move |conn| {
            let customer = enrol::by_id(conn, id)?.customer_id.ok_or(AppError::NotFound)?;
            query::find_to_change(conn, &signed.actor, customer)?.ok_or(AppError::NotFound)?;
            if enrol::by_id(conn, id)?.state(now) == "review" {
                enrol::give_up(conn, id)?;
                audit::note(conn, &by, Action::EnrolmentDiscarded, Some(customer))?;
            }
            Ok::<_, AppError>(customer)
        })
        .await?;
    flash::ok(&session, page.t.cards_review_discarded());
    Ok(respond::see_other(&address(customer)))
}
