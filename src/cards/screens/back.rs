//! `GET` and `POST /cards/return`: the way back from a gateway, which knows no session and comes from
//! another site. It does no more than end the enrolment that its token names, once. And the page that says
//! how one ended, which names nobody.

use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;

use super::{address, why};
use crate::access::Permission;
use crate::cards::enrol::{self, Enrolment, Returned};
use crate::cards::{begin, confirm};
use crate::clock;
use crate::db::{self, Db};
use crate::error::AppError;
use crate::web::{App, Form, Origin, Page, respond};

/// Longest token that is looked up.
const LONGEST: usize = 128;

/// The code of an enrolment that was not completed: its page ran out of time or was left, or it was refused for no
/// reason that has a code of its own.
const LEFT: i64 = -1;

/// Seconds after which the result is looked at again, while the gateway is asked.
const AGAIN: u16 = 5;

/// By GET.
///
/// # Errors
/// `NotFound` for a token that is none of ours; when the database fails.
pub async fn by_get(app: web::Data<App>, request: HttpRequest) -> Result<HttpResponse, AppError> {
    let fields = Form::of_query(&request)?;
    end(&app, &request, &fields).await
}

/// By POST.
///
/// # Errors
/// As [`by_get`].
pub async fn by_post(
    app: web::Data<App>,
    request: HttpRequest,
    form: Form,
) -> Result<HttpResponse, AppError> {
    end(&app, &request, &form).await
}

async fn end(app: &App, request: &HttpRequest, fields: &Form) -> Result<HttpResponse, AppError> {
    let token = fields.text("TBK_TOKEN").to_owned();
    if token.is_empty() || token.len() > LONGEST {
        return Err(AppError::NotFound);
    }
    let is_canceled = !fields.text("TBK_ORDEN_COMPRA").is_empty();
    let now = clock::now();
    let returned =
        app.db.write(move |conn| enrol::returned(conn, &token, is_canceled, now)).await?;
    let Returned { enrolment, is_to_confirm } = returned;
    let result = format!("/cards/enrolments/{}", enrolment.public_id);
    if is_to_confirm {
        let (gateways, by) = (app.gateways.clone(), Origin::of(request).by);
        db::aside(move || confirm::end(&gateways, &by, &enrolment)).await??;
        app.bells.gateways.ring();
    }
    Ok(respond::see_other(&result))
}

#[derive(Template)]
#[template(path = "cards/result.html")]
struct ResultPage {
    page: Page,
    kind: &'static str,
    title: &'static str,
    text: String,
    /// The cards of the customer, for who may see them.
    back: Option<String>,
    /// The payment that the card was added for.
    payment: Option<String>,
    /// Whether there is nothing to wait for.
    is_over: bool,
}

/// The way back to what the customer was paying, with the new card chosen.
fn payment_of(conn: &mut Db, enrolment: &Enrolment) -> Result<Option<String>, AppError> {
    let paying = begin::paying(conn, enrolment)?;
    Ok(paying.map(|(invoice, card)| {
        let path = format!("/portal/invoices/{invoice}/payment");
        card.map_or(path.clone(), |card| format!("{path}?card={card}"))
    }))
}

/// `GET /cards/enrolments/{public_id}`.
///
/// # Errors
/// `NotFound`, or when the database fails.
pub async fn result(
    page: Page,
    app: web::Data<App>,
    public_id: web::Path<String>,
) -> Result<HttpResponse, AppError> {
    let public_id = public_id.into_inner();
    let (enrolment, payment) = app
        .db
        .read(move |conn| {
            let enrolment = enrol::find(conn, &public_id)?.ok_or(AppError::NotFound)?;
            let payment = payment_of(conn, &enrolment)?;
            Ok::<_, AppError>((enrolment, payment))
        })
        .await?;
    let t = page.t;
    let state = enrolment.state(clock::now());
    let (kind, title, text) = match state {
        "done" => ("ok", t.cards_result_done(), t.cards_result_done_text().to_owned()),
        // So a gateway ends what was left open on its page: nobody refused anything.
        "refused" if enrolment.response_code == Some(LEFT) => {
            ("warn", t.cards_result_left(), t.cards_result_left_text().to_owned())
        }
        "refused" => {
            let said = why::code(t, enrolment.response_code.unwrap_or_default());
            ("bad", t.cards_result_refused(), t.cards_result_refused_text(&said))
        }
        "canceled" => {
            ("info", t.cards_result_canceled(), t.cards_result_canceled_text().to_owned())
        }
        "expired" => ("warn", t.cards_result_expired(), t.cards_result_expired_text().to_owned()),
        "started" => ("info", t.cards_result_started(), t.cards_result_started_text().to_owned()),
        "confirming" => ("info", t.cards_result_asked(), t.cards_result_asked_text().to_owned()),
        _ => ("warn", t.cards_result_review(), t.cards_result_review_text().to_owned()),
    };
    let may = page.member.is_some() && page.may(Permission::ManageCards);
    let back = match enrolment.via.as_str() {
        enrol::PORTAL => Some("/portal/cards".to_owned()),
        _ => enrolment.customer_id.filter(|_| may).map(address),
    };
    let again = (state == "confirming").then_some(AGAIN);
    let is_over = again.is_none();
    respond::html_of_work(&ResultPage { page, kind, title, text, back, payment, is_over }, again)
}
