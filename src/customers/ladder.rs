//! The ways out and back: deactivate, activate, archive, restore. Each is a step of the status with
//! its consequences told before and one click to take it back; none loses anything.

use actix_session::Session;
use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;

use super::counts::Counts;
use super::ends::{self, Ends};
use super::header::{self, Header};
use super::query;
use super::save::{self, Outcome, Writing};
use super::trail::Trail;
use crate::access::Permission;
use crate::clock;
use crate::db::Db;
use crate::error::AppError;
use crate::services::Leaving;
use crate::web::flash::{self, Undo};
use crate::web::{App, Form, Page, Signed, respond};

/// Longest reason that the history keeps.
pub const REASON: usize = 255;

#[derive(Template)]
#[template(path = "customers/ladder.html")]
struct LadderPage {
    page: Page,
    head: Header,
    is_active: bool,
    is_pending: bool,
    is_archived: bool,
    may_archive: bool,
    ends: Ends,
    version: i64,
    longest_reason: String,
}

/// GET /customers/{id}/deactivation: the page with the ways out of this customer's status.
///
/// # Errors
/// `NotFound`, or when the database fails.
pub async fn choose(
    page: Page,
    signed: Signed,
    app: web::Data<App>,
    id: web::Path<i64>,
    request: HttpRequest,
) -> Result<HttpResponse, AppError> {
    let (opened, trail) = header::asked(&app, signed, *id, &request).await?;
    let status = opened.record.customer.status.as_str();
    let customer = *id;
    let ends = app.db.read(move |conn| Ends::find(conn, customer)).await?;
    if status == "anonymized" {
        return Ok(respond::see_other(&trail.address(*id, "")));
    }
    let template = LadderPage {
        is_active: status == "active",
        is_pending: status == "pending",
        is_archived: status == "archived",
        may_archive: page.may(Permission::ArchiveCustomers),
        ends,
        version: opened.record.customer.version,
        longest_reason: REASON.to_string(),
        head: Header::new(&page, &opened, trail, None),
        page,
    };
    respond::html(&template)
}

/// One step of the ladder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    Deactivate,
    Activate,
    Archive,
    Restore,
}

impl Step {
    /// From which statuses it leads.
    fn leads_from(self, status: &str) -> bool {
        match self {
            Self::Deactivate => status == "active",
            Self::Activate => matches!(status, "inactive" | "pending"),
            Self::Archive => matches!(status, "active" | "inactive" | "pending"),
            Self::Restore => status == "archived",
        }
    }

    /// Where it leads to. Taking back an archiving leads to where the customer was; anybody else's
    /// restoring, to inactive.
    fn target(self, wanted: &str) -> &'static str {
        match (self, wanted) {
            (Self::Archive, _) => "archived",
            (Self::Activate, _) | (Self::Restore, "active") => "active",
            (Self::Restore, "pending") => "pending",
            (Self::Deactivate | Self::Restore, _) => "inactive",
        }
    }

    /// The address of the step that takes it back, if one leads to where the customer was.
    fn back(self, before: &str) -> Option<&'static str> {
        match (self, before) {
            (Self::Deactivate, _) => Some("/activation"),
            (Self::Activate, "inactive") => Some("/deactivation"),
            (Self::Archive, "active") => Some("/restoration?to=active"),
            (Self::Archive, "inactive") => Some("/restoration"),
            (Self::Archive, "pending") => Some("/restoration?to=pending"),
            (Self::Restore, _) => Some("/archive"),
            _ => None,
        }
    }

    /// What is to be known of cards, which no way back brings back.
    fn of_cards(self, page: &Page, number: i64) -> Option<&'static str> {
        match (self, number) {
            (Self::Archive, 1..) => Some(page.t.ladder_cards_went()),
            (Self::Restore, 1..) => Some(page.t.ladder_cards_stay_gone()),
            _ => None,
        }
    }

    fn done(self, page: &Page, name: &str, (services, leaving): (usize, Leaving)) -> String {
        let t = page.t;
        let text = match self {
            Self::Deactivate => t.ladder_deactivated(name),
            Self::Activate => t.ladder_activated(name),
            Self::Archive => t.ladder_archived(name),
            Self::Restore => t.ladder_restored(name),
        };
        let moved = match (self, services, leaving) {
            (_, 0, _) => return text,
            (Self::Activate | Self::Restore, 1, _) => t.ladder_one_came_back().to_owned(),
            (Self::Activate | Self::Restore, many, _) => t.ladder_came_back(many),
            (Self::Deactivate, 1, Leaving::Pause) => t.ladder_one_paused().to_owned(),
            (Self::Deactivate, many, Leaving::Pause) => t.ladder_paused(many),
            (Self::Deactivate | Self::Archive, 1, _) => t.ladder_one_ended().to_owned(),
            (Self::Deactivate | Self::Archive, many, _) => t.ladder_ended(many),
        };
        format!("{text} {moved}")
    }
}

/// How a customer was before a step.
struct Before {
    status: String,
    name: String,
    /// Cards that go with it; of who is taken out of the archive, those that went.
    cards: i64,
}

/// What became of a step.
enum Stepped {
    /// It was made, of who was so.
    Made(Before, Box<save::Saved>),
    /// The customer is no longer where the step begins.
    Elsewhere,
    /// Somebody wrote since the page was drawn.
    Conflict,
}

/// POST /customers/{id}/deactivation
///
/// # Errors
/// `NotFound`, or when the database fails.
pub async fn deactivate(
    asked: Asked,
    id: web::Path<i64>,
    session: Session,
    form: Form,
) -> Result<HttpResponse, AppError> {
    asked.take(Step::Deactivate, *id, &session, &form).await
}

/// POST /customers/{id}/activation
///
/// # Errors
/// `NotFound`, or when the database fails.
pub async fn activate(
    asked: Asked,
    id: web::Path<i64>,
    session: Session,
    form: Form,
) -> Result<HttpResponse, AppError> {
    asked.take(Step::Activate, *id, &session, &form).await
}

/// POST /customers/{id}/archive
///
/// # Errors
/// `NotFound`, or when the database fails.
pub async fn archive(
    asked: Asked,
    id: web::Path<i64>,
    session: Session,
    form: Form,
) -> Result<HttpResponse, AppError> {
    asked.take(Step::Archive, *id, &session, &form).await
}

/// POST /customers/{id}/restoration
///
/// # Errors
/// `NotFound`, or when the database fails.
pub async fn restore(
    asked: Asked,
    id: web::Path<i64>,
    session: Session,
    form: Form,
) -> Result<HttpResponse, AppError> {
    asked.take(Step::Restore, *id, &session, &form).await
}

/// What every step needs of its request.
pub struct Asked {
    page: Page,
    signed: Signed,
    app: web::Data<App>,
    counts: web::Data<Counts>,
    address: Form,
}

impl actix_web::FromRequest for Asked {
    type Error = AppError;
    type Future = std::pin::Pin<Box<dyn Future<Output = Result<Self, AppError>>>>;

    fn from_request(request: &HttpRequest, payload: &mut actix_web::dev::Payload) -> Self::Future {
        let page = Page::from_request(request, payload);
        let counts = web::Data::<Counts>::from_request(request, payload);
        let request = request.clone();
        Box::pin(async move {
            Ok(Self {
                page: page.await?,
                signed: Signed::extract(&request).await?,
                app: crate::web::access::app(&request)?,
                counts: counts.await.map_err(|_| AppError::BadRequest)?,
                address: Form::of_query(&request)?,
            })
        })
    }
}

impl Asked {
    async fn take(
        self,
        step: Step,
        id: i64,
        session: &Session,
        form: &Form,
    ) -> Result<HttpResponse, AppError> {
        let trail = Trail::of(&self.address);
        let target = step.target(self.address.text("to"));
        let version = form.last("version").and_then(|version| version.parse().ok());
        let leaving = Leaving::from_code(form.text("services")).ok_or(AppError::BadRequest)?;
        let (signed, reason) = (self.signed, reason(form));
        let said = Said { reason, leaving, is_undo: self.address.text("undo") == "1" };
        let stepped = self
            .app
            .db
            .write(move |conn| make(conn, &signed, step, (id, version), target, said))
            .await?;
        let page = &self.page;
        match stepped {
            Stepped::Made(before, saved) => {
                self.counts.moved(&saved);
                let name = if before.name.is_empty() { page.t.no_name() } else { &before.name };
                let mut text = step.done(page, name, (saved.services, leaving));
                if let Some(cards) = step.of_cards(page, before.cards) {
                    text = format!("{text} {cards}");
                }
                match step.back(&before.status) {
                    Some(back) => flash::undoable(session, text, undo(page, &trail, id, back)),
                    None => flash::ok(session, text),
                }
            }
            Stepped::Elsewhere => flash::warn(session, page.t.ladder_elsewhere()),
            Stepped::Conflict => flash::warn(session, page.t.ladder_conflict()),
        }
        Ok(respond::see_other(&trail.address(id, "")))
    }
}

fn undo(page: &Page, trail: &Trail, id: i64, back: &str) -> Undo {
    let joint = if back.contains('?') { '&' } else { '?' };
    let back = format!("{back}{joint}undo=1");
    Undo { action: trail.address(id, &back), label: page.t.undo().to_owned() }
}

fn reason(form: &Form) -> Option<String> {
    let typed = crate::text::clean_line(form.text("reason"));
    (!typed.is_empty()).then(|| typed.chars().take(REASON).collect())
}

/// What a request says besides the step.
struct Said {
    reason: Option<String>,
    leaving: Leaving,
    /// Whether it takes the last step back: what ended with that comes back.
    is_undo: bool,
}

fn make(
    conn: &mut Db,
    signed: &Signed,
    step: Step,
    (id, version): (i64, Option<i64>),
    target: &str,
    said: Said,
) -> Result<Stepped, AppError> {
    let record = query::find_to_change(conn, &signed.actor, id)?.ok_or(AppError::NotFound)?;
    if !step.leads_from(&record.customer.status) {
        return Ok(Stepped::Elsewhere);
    }
    let archived_at = (step == Step::Restore).then_some(record.customer.updated_at);
    let before = Before {
        status: record.customer.status.clone(),
        name: record.display_name().unwrap_or_default().to_owned(),
        cards: ends::cards_of(conn, id, archived_at)?,
    };
    let writing = Writing {
        reason: said.reason,
        leaving: said.leaving,
        restores: said.is_undo && matches!(step, Step::Activate | Step::Restore),
        ..Writing::by_program(&signed.actor, &signed.settings, clock::now())
    };
    let changes = save::status_change(target);
    Ok(match save::update(conn, &writing, id, version, &changes)? {
        Outcome::Saved(saved) => Stepped::Made(before, Box::new(saved)),
        Outcome::Conflict(_) => Stepped::Conflict,
        _ => Stepped::Elsewhere,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::customers::save::statuses_after;

    const STEPS: [Step; 4] = [Step::Deactivate, Step::Activate, Step::Archive, Step::Restore];

    #[test]
    fn every_step_is_one_that_the_save_path_allows() {
        for step in STEPS {
            for status in ["pending", "active", "inactive", "archived", "anonymized"] {
                for wanted in ["", "active", "pending", "x"] {
                    let is_allowed = statuses_after(status).contains(&step.target(wanted));
                    assert!(!step.leads_from(status) || is_allowed, "{step:?} {status}");
                }
            }
            assert!(!step.leads_from("anonymized"));
        }
    }

    #[test]
    fn taking_back_leads_to_where_the_customer_was() {
        let steps = [
            ("/activation", Step::Activate),
            ("/deactivation", Step::Deactivate),
            ("/restoration", Step::Restore),
            ("/archive", Step::Archive),
        ];
        for step in STEPS {
            for before in ["pending", "active", "inactive", "archived"] {
                let Some(back) = step.back(before).filter(|_| step.leads_from(before)) else {
                    continue;
                };
                let (path, wanted) = back.split_once("?to=").unwrap_or((back, ""));
                let (_, other) = steps.iter().find(|(known, _)| *known == path).unwrap();
                assert!(other.leads_from(step.target("")), "{step:?} {before}");
                assert_eq!(other.target(wanted), before, "{step:?}");
            }
        }
    }
}
