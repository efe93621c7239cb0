//! GET and POST /settings/portal: the portal of the customers.

use actix_session::Session;
use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use askama::Template;

use super::changes::{self, Change};
use super::nav::{self, Group};
use super::organisation::{Outcome, fingerprint, store};
use super::portal_form::{Draft, LONGEST, LONGEST_PASSWORD, Offer, Switch};
use super::typed::{self, Choice, Refused};
use crate::error::AppError;
use crate::history::Entry;
use crate::settings::organisation::differences;
use crate::settings::{Organisation, Portal};
use crate::web::{App, Form, Origin, Page, brand, flash, portal, respond};

fn is_own(field: &str) -> bool {
    field.starts_with("portal_")
}

#[derive(Template)]
#[template(path = "settings/portal.html")]
struct PortalPage {
    page: Page,
    groups: Vec<Group>,
    draft: Draft,
    /// The state that the form was filled from.
    version: String,
    /// Where customers find it.
    address: String,
    secrets: Vec<Choice>,
    switches: Vec<Switch>,
    offers: Vec<(&'static str, Vec<Offer>)>,
    /// The style sheet of the colour that is shown.
    colour_sheet: String,
    longest: String,
    errors: Vec<Refused>,
    /// What somebody else stored meanwhile.
    conflict: Vec<Change>,
    changes: Vec<Change>,
}

impl PortalPage {
    fn new(page: Page, app: &App, draft: Draft, version: String, history: &[Entry]) -> Self {
        let t = page.t;
        let base = &app.config.public_url;
        let secret = |value: &str, label: &str| Choice {
            value: value.to_owned(),
            label: label.to_owned(),
            selected: draft.secret == value,
        };
        Self {
            groups: nav::groups(&page),
            address: format!("{base}{}", portal::ROOT),
            secrets: vec![
                secret("password", t.portal_secret_password()),
                secret("link", t.portal_secret_link()),
            ],
            switches: draft.switches(t),
            offers: draft.offers(t),
            colour_sheet: brand::address(&draft.colour),
            longest: LONGEST.to_string(),
            errors: Vec::new(),
            conflict: Vec::new(),
            changes: changes::of_organisation(&page, history),
            draft,
            version,
            page,
        }
    }

    fn error(&self, field: &str) -> &str {
        typed::error_of(&self.errors, field)
    }

    fn hours_help(&self) -> String {
        self.page.t.portal_hours_help(Portal::LONGEST_HOURS)
    }

    fn min_password_help(&self) -> String {
        self.page.t.portal_min_password_help(Portal::SHORTEST_PASSWORD, LONGEST_PASSWORD)
    }
}

/// The form.
///
/// # Errors
/// When the database fails.
pub async fn show(page: Page, app: web::Data<App>) -> Result<HttpResponse, AppError> {
    let history = changes::of_part(&app, is_own).await?;
    let now = &page.settings.organisation;
    let (draft, version) = (Draft::of(&now.portal), fingerprint(now));
    respond::html(&PortalPage::new(page, &app, draft, version, &history))
}

/// Stores it, or shows what the chosen colour looks like.
///
/// # Errors
/// When the database fails.
pub async fn save(
    page: Page,
    origin: Origin,
    app: web::Data<App>,
    session: Session,
    form: Form,
) -> Result<HttpResponse, AppError> {
    let now = page.settings.organisation.clone();
    let draft = Draft::read(&form, Draft::of(&now.portal));
    let version = form.text("version").to_owned();
    let checked = draft.check(page.t);
    let history = changes::of_part(&app, is_own).await?;
    let portal = match checked {
        Err(errors) => {
            let mut shown = PortalPage::new(page, &app, draft, version, &history);
            shown.errors = errors;
            return respond::html_with(StatusCode::UNPROCESSABLE_ENTITY, &shown);
        }
        Ok(_) if form.text("action") == "preview" => {
            return respond::html(&PortalPage::new(page, &app, draft, version, &history));
        }
        Ok(portal) => portal,
    };
    let new = Organisation { portal, ..now };
    match store(&page, origin.by, &app, version, new.clone()).await? {
        Outcome::Saved(is_changed) => {
            let t = page.t;
            let said = if is_changed { t.portal_saved() } else { t.organisation_unchanged() };
            flash::ok(&session, said);
            Ok(respond::see_other("/settings/portal"))
        }
        Outcome::Conflict(stored) => {
            let theirs = changes::of_differences(&page, &differences(&new, &stored)?);
            let version = fingerprint(&stored);
            let mut shown = PortalPage::new(page, &app, draft, version, &history);
            shown.conflict = theirs;
            respond::html_with(StatusCode::CONFLICT, &shown)
        }
    }
}
