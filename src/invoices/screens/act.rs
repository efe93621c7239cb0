//! What may become of a document: issued, thrown away, paid by credit, and each change that asks something first.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use askama::Template;

use super::action::{after_issue, back, is_typed, write};
use super::form::methods;
use super::{Opened, open};
use crate::error::AppError;
use crate::invoices::states::METHODS;
use crate::invoices::{self, Act, Outcome};
use crate::payments;
use crate::settings::screens::typed::Choice;
use crate::web::{App, Asked, Errors, Page, Signed, respond};

/// Longest reason that the history keeps.
const REASON: usize = 255;

/// A change that asks something first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum What {
    Due,
    Method,
    Void,
}

#[derive(Template)]
#[template(path = "invoices/act.html")]
struct ActPage {
    page: Page,
    crumbs: Vec<(String, String)>,
    what: What,
    title: String,
    lead: String,
    action: String,
    back: String,
    confirm: &'static str,
    version: i64,
    typed: String,
    methods: Vec<Choice>,
    longest: String,
    errors: Errors,
}

impl What {
    fn name(self) -> &'static str {
        match self {
            Self::Due => "due_date",
            Self::Method => "payment_method",
            Self::Void => "reason",
        }
    }

    fn path(self) -> &'static str {
        match self {
            Self::Due => "due-date",
            Self::Method => "payment-method",
            Self::Void => "voiding",
        }
    }

    fn now(self, opened: &Opened) -> String {
        match self {
            Self::Due => opened.row.due_date.map(|day| day.to_string()).unwrap_or_default(),
            Self::Method => opened.row.payment_method.clone().unwrap_or_default(),
            Self::Void => String::new(),
        }
    }

    /// The act that was asked for, or nothing when it cannot be read.
    fn act(self, typed: &str) -> Option<Act> {
        Some(match self {
            Self::Due => Act::Due(typed.parse().ok()?),
            Self::Method => Act::Method(typed.to_owned()),
            Self::Void => Act::Void(typed.chars().take(REASON).collect()),
        })
    }

    fn title(self, page: &Page, name: &str) -> String {
        match self {
            Self::Due => page.t.invoice_change_due().to_owned(),
            Self::Method => page.t.invoice_change_method().to_owned(),
            Self::Void => page.t.invoice_void_title(name),
        }
    }

    /// What was done, as it is now.
    fn done(self, page: &Page, opened: &Opened) -> String {
        let (row, display) = (&opened.row, page.display());
        match (self, row.due_date, &row.payment_method) {
            (Self::Due, Some(day), _) => page.t.invoice_due_became(&display.date(day)),
            (Self::Method, _, Some(code)) => {
                page.t.invoice_method_became(&display.choice(METHODS, code))
            }
            (Self::Due | Self::Method, ..) => page.t.invoice_method_became_none().to_owned(),
            (Self::Void, ..) => page.t.invoice_was_voided(&opened.name(page)),
        }
    }

    fn lead(self, page: &Page, opened: &Opened, name: &str) -> String {
        match self {
            Self::Due => page.t.invoice_due_lead(name),
            Self::Method => page.t.invoice_method_lead(name),
            Self::Void => {
                let row = &opened.row;
                page.t.invoice_void_lead(&page.display().money(row.balance, &row.currency))
            }
        }
    }
}

impl ActPage {
    fn new(page: Page, opened: &Opened, what: What, typed: String, errors: Errors) -> Self {
        let name = opened.name(&page);
        let mut crumbs = opened.crumbs(&page);
        crumbs.push((opened.address(), name.clone()));
        Self {
            crumbs,
            what,
            title: what.title(&page, &name),
            lead: what.lead(&page, opened, &name),
            action: format!("{}/{}", opened.address(), what.path()),
            back: opened.address(),
            confirm: match what {
                What::Void => page.t.invoice_void_confirm(),
                What::Due | What::Method => page.t.save_changes(),
            },
            version: opened.row.version,
            methods: methods(&page, &typed),
            typed,
            longest: REASON.to_string(),
            errors,
            page,
        }
    }
}

async fn ask(
    page: Page,
    signed: Signed,
    app: web::Data<App>,
    id: i64,
    what: What,
) -> Result<HttpResponse, AppError> {
    let opened = app.db.read(move |conn| open(conn, &signed, id)).await?;
    let typed = what.now(&opened);
    respond::html(&ActPage::new(page, &opened, what, typed, Errors::default()))
}

async fn take(asked: Asked, id: i64, what: What) -> Result<HttpResponse, AppError> {
    let Asked { page, signed, app, session, form } = asked;
    let typed = form.text(what.name()).trim().to_owned();
    let version = form.text("version").parse().map_err(|_| AppError::BadRequest)?;
    let address = format!("/invoices/{id}");
    let reader = signed.clone();
    let Some(act) = what.act(&typed) else {
        let opened = app.db.read(move |conn| open(conn, &reader, id)).await?;
        let errors = Errors::of_field(what.name(), page.t.invoice_day_wrong());
        return refused(&ActPage::new(page, &opened, what, typed, errors));
    };
    // As it is by this act, and not by whoever acts next.
    let (outcome, opened) = write(&app, signed, move |conn, w| {
        let outcome = invoices::act(conn, w, id, version, &act)?;
        Ok((outcome, open(conn, &reader, id)?))
    })
    .await?;
    if let Outcome::Refused(refusal) = outcome
        && is_typed(refusal)
    {
        let errors = Errors::of_field(what.name(), refusal.text(page.t));
        return refused(&ActPage::new(page, &opened, what, typed, errors));
    }
    let done = what.done(&page, &opened);
    Ok(back(&page, &session, outcome, (&done, &address)))
}

fn refused(template: &ActPage) -> Result<HttpResponse, AppError> {
    respond::html_with(StatusCode::UNPROCESSABLE_ENTITY, template)
}

macro_rules! changes {
    ($($(#[$doc:meta])* $ask:ident, $(#[$post:meta])* $take:ident: $what:ident;)*) => { $(
        $(#[$doc])*
        ///
        /// # Errors
        /// `NotFound`, or when the database fails.
        pub async fn $ask(
            page: Page,
            signed: Signed,
            app: web::Data<App>,
            id: web::Path<i64>,
        ) -> Result<HttpResponse, AppError> {
            ask(page, signed, app, *id, What::$what).await
        }

        $(#[$post])*
        ///
        /// # Errors
        /// `NotFound`, or when the database fails.
        pub async fn $take(asked: Asked, id: web::Path<i64>) -> Result<HttpResponse, AppError> {
            take(asked, *id, What::$what).await
        }
    )* };
}

changes! {
    /// GET /invoices/{id}/due-date
    ask_due, /// POST /invoices/{id}/due-date
    due: Due;
    /// GET /invoices/{id}/payment-method
    ask_method, /// POST /invoices/{id}/payment-method
    method: Method;
    /// GET /invoices/{id}/voiding
    ask_void, /// POST /invoices/{id}/voiding
    void: Void;
}

/// POST /invoices/{id}/issue
///
/// # Errors
/// `NotFound`, or when the database fails.
pub async fn issue(asked: Asked, id: web::Path<i64>) -> Result<HttpResponse, AppError> {
    let Asked { page, signed, app, session, form } = asked;
    let version = form.text("version").parse().map_err(|_| AppError::BadRequest)?;
    let (id, reader) = (id.into_inner(), signed.clone());
    let panel = app.clone();
    let outcome = write(&app, signed, move |conn, w| {
        let outcome = invoices::issue_draft(conn, w, id, version)?;
        after_issue(conn, w, &panel, outcome)
    })
    .await?;
    app.bells.gateways.ring();
    app.bells.mail.ring();
    let opened = app.db.read(move |conn| open(conn, &reader, id)).await?;
    let done = page.t.invoice_was_issued(&opened.name(&page));
    Ok(back(&page, &session, outcome, (&done, &opened.address())))
}

/// POST /invoices/{id}/deletion: a draft is thrown away.
///
/// # Errors
/// `NotFound`, or when the database fails.
pub async fn discard(asked: Asked, id: web::Path<i64>) -> Result<HttpResponse, AppError> {
    let Asked { page, signed, app, session, form } = asked;
    let version = form.text("version").parse().map_err(|_| AppError::BadRequest)?;
    let id = id.into_inner();
    let outcome =
        write(&app, signed, move |conn, w| invoices::discard(conn, w, id, version)).await?;
    let address = match outcome {
        Outcome::Saved(saved) => format!("/customers/{}/invoices", saved.customer),
        Outcome::Refused(_) | Outcome::Conflict => format!("/invoices/{id}"),
    };
    Ok(back(&page, &session, outcome, (page.t.invoice_was_discarded(), &address)))
}

/// POST /invoices/{id}/credit: the customer's credit settles it, as far as it goes.
///
/// # Errors
/// `NotFound`, or when the database fails.
pub async fn use_credit(asked: Asked, id: web::Path<i64>) -> Result<HttpResponse, AppError> {
    let Asked { page, signed, app, session, .. } = asked;
    let (id, reader) = (id.into_inner(), signed.clone());
    let opened = app.db.read(move |conn| open(conn, &reader, id)).await?;
    let customer = opened.row.customer_id;
    let outcome =
        write(&app, signed, move |conn, w| payments::apply_credit(conn, w, customer, id)).await?;
    Ok(back(&page, &session, outcome, (page.t.invoice_was_settled(), &opened.address())))
}
