//! GET and POST /subscriptions/{id}/charge-date, …/renewal, …/payment-method and …/cancellation: each is asked for on a
//! page that shows the next three charges as they would be, and done when that is confirmed. POST …/pause and
//! …/resumption need no asking.

use actix_session::Session;
use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;
use chrono::NaiveDate;

use super::done;
use super::form::writing;
use super::{Charge, charges, state};
use crate::customers::fields::PAYMENT_METHODS;
use crate::customers::form_view::Choice;
use crate::error::AppError;
use crate::fields::{Kind, Problem, Value};
use crate::lists::screens::{Shown, record};
use crate::services::machines::is_subscription_over;
use crate::subscriptions::act::{self, Act};
use crate::subscriptions::save::{self, Outcome};
use crate::subscriptions::{Record, Subscriptions};
use crate::text;
use crate::web::{App, Asked, Form, Page, Signed, flash, respond};

/// Longest reason.
const LONGEST: usize = 255;

/// What is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum What {
    ChargeDate,
    Renewal,
    Method,
    Cancellation,
}

impl What {
    fn of(path: &str) -> Self {
        match path.rsplit('/').next() {
            Some("charge-date") => Self::ChargeDate,
            Some("renewal") => Self::Renewal,
            Some("payment-method") => Self::Method,
            _ => Self::Cancellation,
        }
    }

    /// What of a form decides about the next charges.
    fn decides(self, form: &Form) -> String {
        match self {
            Self::ChargeDate => form.text("charge_on").trim().to_owned(),
            Self::Cancellation if form.text("when") == "now" => "now".to_owned(),
            Self::Cancellation => "period_end".to_owned(),
            Self::Renewal | Self::Method => String::new(),
        }
    }

    /// What a form asks for.
    fn read(self, form: &Form) -> Result<Act, (&'static str, Problem)> {
        match self {
            Self::ChargeDate => match form.text("charge_on").trim() {
                "" => Err(("charge_on", Problem::Required)),
                typed => {
                    crate::fields::day(typed).map(Act::ChargeOn).ok_or(("charge_on", Problem::Date))
                }
            },
            Self::Renewal => Ok(Act::Renew),
            Self::Method => match form.text("payment_method") {
                "" => Ok(Act::Method(None)),
                code if PAYMENT_METHODS.iter().any(|method| method.code == code) => {
                    Ok(Act::Method(Some(code.to_owned())))
                }
                _ => Err(("payment_method", Problem::Choice)),
            },
            Self::Cancellation => {
                let reason = text::clean_line(form.text("reason"));
                if reason.chars().count() > LONGEST {
                    return Err(("reason", Problem::TooLong(LONGEST)));
                }
                let at_period_end = form.text("when") != "now";
                Ok(Act::Cancel { at_period_end, reason: Some(reason).filter(|r| !r.is_empty()) })
            }
        }
    }
}

#[derive(Template)]
#[template(path = "subscriptions/ask.html")]
struct AskPage {
    what: What,
    trail: Vec<(String, String)>,
    title: &'static str,
    lead: &'static str,
    action: String,
    home: String,
    version: String,
    /// What the charges below follow from: what is confirmed was seen.
    seen: String,
    charge_on: String,
    methods: Vec<Choice>,
    whens: Vec<Choice>,
    reason: String,
    error: (&'static str, String),
    errors: Vec<(String, String)>,
    /// The next charges as they would be; none where it cannot be done.
    charges: Option<Vec<Charge>>,
    page: Page,
}

impl AskPage {
    fn is(&self, what: &str) -> bool {
        match what {
            "date" => self.what == What::ChargeDate,
            "method" => self.what == What::Method,
            "cancellation" => self.what == What::Cancellation,
            _ => false,
        }
    }

    fn error_at(&self, key: &str) -> &str {
        if self.error.0 == key { &self.error.1 } else { "" }
    }
}

/// The page that asks.
///
/// # Errors
/// `NotFound` for a subscription that the actor does not see.
pub async fn ask(
    request: HttpRequest,
    page: Page,
    signed: Signed,
    app: web::Data<App>,
    id: web::Path<i64>,
) -> Result<HttpResponse, AppError> {
    let record = find(&app, &signed, *id).await?;
    let own = &record.subscription;
    if is_subscription_over(&own.status) {
        return Ok(respond::see_other(&format!("/subscriptions/{}", own.id)));
    }
    let day = own.next_charge_on.map(|day| day.format("%Y-%m-%d").to_string());
    let form = Form::default()
        .with("version", own.version.to_string())
        .with("charge_on", day.unwrap_or_default())
        .with("payment_method", own.payment_method.clone().unwrap_or_default());
    let what = What::of(request.path());
    draw(page, &signed, &record, (what, &form), None)
}

/// Shows what would become of it, or, confirmed, does it.
///
/// # Errors
/// `NotFound` for a subscription that the actor does not see; when the database fails.
pub async fn perform(
    request: HttpRequest,
    page: Page,
    signed: Signed,
    session: Session,
    app: web::Data<App>,
    id: web::Path<i64>,
    form: Form,
) -> Result<HttpResponse, AppError> {
    let what = What::of(request.path());
    let record = find(&app, &signed, *id).await?;
    let wanted = match what.read(&form) {
        Ok(wanted) => wanted,
        Err(refusal) => return draw(page, &signed, &record, (what, &form), Some(refusal)),
    };
    let is_seen = form.last("seen").is_none_or(|seen| seen == what.decides(&form));
    if form.text("confirm") != "1" || !is_seen {
        return draw(page, &signed, &record, (what, &form), None);
    }
    match act(&page, &signed, &session, &app, (*id, &form), wanted).await? {
        Done::Answer(answer) => Ok(answer),
        Done::Overtaken(now) => overtaken(page, &now),
        Done::Refused(key, problem) => {
            draw(page, &signed, &record, (what, &form), Some((key, problem)))
        }
    }
}

/// POST /subscriptions/{id}/pause
///
/// # Errors
/// `NotFound` for a subscription that the actor does not see; when the database fails.
pub async fn pause(asked: Asked, id: web::Path<i64>) -> Result<HttpResponse, AppError> {
    at_once(asked, *id, Act::Pause).await
}

/// POST /subscriptions/{id}/continuation: it does not end with its period after all.
///
/// # Errors
/// `NotFound` for a subscription that the actor does not see; when the database fails.
pub async fn keep(asked: Asked, id: web::Path<i64>) -> Result<HttpResponse, AppError> {
    at_once(asked, *id, Act::Keep).await
}

/// POST /subscriptions/{id}/resumption
///
/// # Errors
/// `NotFound` for a subscription that the actor does not see; when the database fails.
pub async fn resume(asked: Asked, id: web::Path<i64>) -> Result<HttpResponse, AppError> {
    at_once(asked, *id, Act::Resume).await
}

async fn at_once(asked: Asked, id: i64, wanted: Act) -> Result<HttpResponse, AppError> {
    let Asked { page, signed, app, session, form } = asked;
    match act(&page, &signed, &session, &app, (id, &form), wanted).await? {
        Done::Answer(answer) => Ok(answer),
        Done::Overtaken(now) => overtaken(page, &now),
        Done::Refused(_, problem) => {
            flash::warn(&session, page.t.problem(&problem));
            Ok(respond::see_other(&format!("/subscriptions/{id}")))
        }
    }
}

/// What became of an act.
enum Done {
    Answer(HttpResponse),
    Refused(&'static str, Problem),
    Overtaken(Box<Record>),
}

async fn act(
    page: &Page,
    signed: &Signed,
    session: &Session,
    app: &App,
    (id, form): (i64, &Form),
    wanted: Act,
) -> Result<Done, AppError> {
    let version = form.text("version").parse().unwrap_or(0);
    let (signed, made) = (signed.clone(), wanted.clone());
    // As it is by this act, and not by whoever acts next.
    let (outcome, now) = app
        .db
        .write(move |conn| {
            let outcome = act::act(conn, &writing(&signed), (id, version), &wanted)?;
            Ok::<_, AppError>((outcome, save::find_visible(conn, &signed.actor, id)?))
        })
        .await?;
    match outcome {
        Outcome::Saved(_) => {
            let record = now.ok_or(AppError::NotFound)?;
            flash::ok(session, done::said(page, &made, &record));
        }
        Outcome::Unchanged(_) => flash::ok(session, page.t.contract_unchanged()),
        Outcome::Rejected(findings) => {
            let finding = findings.0.into_iter().find(|finding| finding.stops);
            let (key, problem) = finding
                .map_or((String::new(), Problem::Step), |finding| (finding.key, finding.problem));
            let key = if key == "charge_on" { "charge_on" } else { "status" };
            return Ok(Done::Refused(key, problem));
        }
        Outcome::Conflict(now) => return Ok(Done::Overtaken(now)),
    }
    Ok(Done::Answer(respond::see_other(&format!("/subscriptions/{id}"))))
}

fn overtaken(page: Page, now: &Record) -> Result<HttpResponse, AppError> {
    let status = &now.subscription.status;
    let told = (Subscriptions::glyph(status), state(&page, status));
    let home = super::home(now, page.t);
    record::overtaken(page, home, told)
}

async fn find(app: &App, signed: &Signed, id: i64) -> Result<Record, AppError> {
    let actor = signed.actor.clone();
    app.db.read(move |conn| save::find_visible(conn, &actor, id)?.ok_or(AppError::NotFound)).await
}

/// The page, with the charges as they would be, or with why not.
fn draw(
    page: Page,
    signed: &Signed,
    record: &Record,
    (what, form): (What, &Form),
    refusal: Option<(&'static str, Problem)>,
) -> Result<HttpResponse, AppError> {
    let today = writing(signed).today();
    let would = match refusal {
        Some(refusal) => Err(refusal),
        None => what.read(form).and_then(|act| act::after(record, &act, today)),
    };
    let t = page.t;
    let error = match &would {
        Err((key, problem)) => (*key, t.problem(problem)),
        Ok(_) => ("", String::new()),
    };
    let (title, lead) = match what {
        What::ChargeDate => (t.subscription_charge_date(), t.subscription_charge_date_lead()),
        What::Renewal => (t.subscription_renewal(), t.subscription_renewal_lead()),
        What::Method => (t.subscription_method(), t.subscription_method_lead()),
        What::Cancellation => (t.subscription_cancel(), t.subscription_cancel_lead()),
    };
    let home = super::home(record, t);
    let is_wrong = would.is_err();
    let place = if error.0 == "status" { "record-form" } else { error.0 };
    let action = match what {
        What::ChargeDate => "charge-date",
        What::Renewal => "renewal",
        What::Method => "payment-method",
        What::Cancellation => "cancellation",
    };
    let template = AskPage {
        what,
        trail: home.trail,
        title,
        lead,
        action: format!("{}/{action}", home.path),
        home: home.path,
        version: form.text("version").to_owned(),
        seen: what.decides(form),
        charge_on: form.text("charge_on").to_owned(),
        methods: methods(&page, form.text("payment_method")),
        whens: whens(&page, record, today, form.text("when")),
        reason: form.text("reason").to_owned(),
        errors: if is_wrong { vec![(place.to_owned(), error.1.clone())] } else { Vec::new() },
        error,
        charges: would.ok().map(|after| charges(&page, &after)),
        page,
    };
    let status = if is_wrong { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    respond::html_with(status, &template)
}

pub(super) fn methods(page: &Page, chosen: &str) -> Vec<Choice> {
    let display = page.display();
    let own = PAYMENT_METHODS.iter().map(|one| (one.code, display.option(one)));
    let all = std::iter::once(("", page.t.subscription_method_of_customer())).chain(own);
    all.map(|(code, label)| Choice {
        value: code.to_owned(),
        label: label.to_owned(),
        selected: code == chosen,
    })
    .collect()
}

/// With the period that runs, where one does, or now.
fn whens(page: &Page, record: &Record, today: NaiveDate, chosen: &str) -> Vec<Choice> {
    let last = record.subscription.next_charge_on.and_then(|day| day.pred_opt());
    let end = last.filter(|day| *day >= today);
    let choice = |value: &str, label: String, selected: bool| Choice {
        selected,
        value: value.to_owned(),
        label,
    };
    let with_period = end.map(|day| {
        let end = page.display().value(&Kind::Date, &Value::Date(day));
        choice("period_end", page.t.subscription_cancel_at_end(&end), chosen != "now")
    });
    let is_now = chosen == "now" || end.is_none();
    let now = choice("now", page.t.subscription_cancel_now().to_owned(), is_now);
    with_period.into_iter().chain([now]).collect()
}
