//! GET and POST /settings/organisation: what the organisation decides.

use actix_session::Session;
use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use askama::Template;

use super::changes::{self, Change, country_text};
use super::nav::{self, Group};
use super::options::{self, Lock};
use super::organisation_form::Draft;
use super::required::{self, Section};
use super::typed::{self, Choice, Refused};
use crate::access::{Permission, Role};
use crate::audit::{self, Action, By};
use crate::catalogues::starting;
use crate::daily::categories;
use crate::error::AppError;
use crate::history::{self, Entity, Entry};
use crate::identity::geo;
use crate::settings::Organisation;
use crate::settings::organisation::{HISTORY_ID, change, differences, load, move_version};
use crate::web::{App, Form, Origin, Page, flash, respond};

/// Changes shown on the page.
const SHOWN_CHANGES: i64 = 20;

#[derive(Template)]
#[template(path = "settings/organisation.html")]
struct OrganisationPage {
    page: Page,
    groups: Vec<Group>,
    draft: Draft,
    /// The state that the form was filled from.
    version: String,
    countries: Vec<Choice>,
    currencies: Vec<Choice>,
    time_zones: Vec<Choice>,
    languages: Vec<Choice>,
    number_styles: Vec<Choice>,
    person_kinds: Vec<Choice>,
    locks: Vec<Lock>,
    cycles: Vec<Choice>,
    required: Vec<Section>,
    /// Megabytes that can be attached to a mail.
    most_attached: u32,
    errors: Vec<Refused>,
    /// Said above the form.
    notice: String,
    /// The country whose values are proposed.
    proposed: String,
    /// What somebody else stored meanwhile.
    conflict: Vec<Change>,
    changes: Vec<Change>,
}

impl OrganisationPage {
    /// The roles that correct a locked tax id.
    fn correctors(&self) -> String {
        let may = Role::ALL.into_iter().filter(|role| role.may(Permission::EditLocked));
        may.map(|role| self.page.t.role(role)).collect::<Vec<_>>().join(", ")
    }

    fn new(page: Page, draft: Draft, version: String, history: &[Entry]) -> Self {
        let (lang, t) = (page.language(), page.t);
        Self {
            groups: nav::groups(&page),
            countries: options::countries(lang, &draft.country),
            currencies: options::currencies(&draft.currency),
            time_zones: options::time_zones(&draft.time_zone),
            languages: options::languages(&draft.language),
            number_styles: options::number_styles(t, &draft.number_style),
            person_kinds: options::person_kinds(lang, &draft.person_kind, &draft.country),
            locks: options::locks(t, &draft.tax_id_lock, &draft.country),
            cycles: options::cycles(t, &page.settings, &draft.billing_cycle_id),
            required: required::sections(lang, &draft.required),
            changes: changes::of_organisation(&page, history),
            most_attached: Organisation::LARGEST_ATTACHMENT_MB,
            errors: Vec::new(),
            notice: String::new(),
            proposed: String::new(),
            conflict: Vec::new(),
            draft,
            version,
            page,
        }
    }

    fn error(&self, field: &str) -> &str {
        typed::error_of(&self.errors, field)
    }
}

/// What a save came to.
pub(super) enum Outcome {
    /// Stored, or there was nothing to store.
    Saved(bool),
    /// Somebody stored this since the form was filled.
    Conflict(Box<Organisation>),
}

/// A short text that differs when anything of the organisation does.
pub(super) fn fingerprint(organisation: &Organisation) -> String {
    let text = serde_json::to_string(organisation).unwrap_or_default();
    crate::token::hash(&text).chars().take(16).collect()
}

async fn history(app: &App) -> Result<Vec<Entry>, AppError> {
    app.db
        .read(|conn| {
            history::of(conn, Entity::Organisation, HISTORY_ID, None, SHOWN_CHANGES)
                .map_err(AppError::from)
        })
        .await
}

/// The form.
///
/// # Errors
/// When the database fails.
pub async fn show(page: Page, app: web::Data<App>) -> Result<HttpResponse, AppError> {
    let history = history(&app).await?;
    let now = &page.settings.organisation;
    let (draft, version) = (Draft::of(now), fingerprint(now));
    respond::html(&OrganisationPage::new(page, draft, version, &history))
}

/// Stores it, or shows what the chosen country would bring.
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
    let mut draft = Draft::read(&form, Draft::of(&now));
    let version = form.text("version").to_owned();
    if form.text("action") == "suggest" && draft.suggest() {
        let history = history(&app).await?;
        let country = country_text(page.language(), &draft.country);
        let notice = page.t.organisation_suggested(country);
        let mut shown = OrganisationPage::new(page, draft, version, &history);
        shown.notice = notice;
        shown.proposed.clone_from(&shown.draft.country);
        return respond::html(&shown);
    }
    // Days and times would be another country's in silence. Proposed once: both zones may be meant.
    if form.text("proposed") != draft.country
        && let Some(left) = draft.propose_zone(&now)
    {
        let history = history(&app).await?;
        let country = country_text(page.language(), &draft.country);
        let [zone, left] = [&draft.time_zone, &left].map(|zone| options::zone_named(zone));
        let notice = page.t.organisation_zone_proposed(country, &zone, &left);
        let mut shown = OrganisationPage::new(page, draft, version, &history);
        shown.notice = notice;
        shown.proposed.clone_from(&shown.draft.country);
        return respond::html(&shown);
    }
    let new = match draft.check(page.t, &page.settings) {
        Ok(new) => new,
        Err(errors) => {
            let history = history(&app).await?;
            let mut shown = OrganisationPage::new(page, draft, version, &history);
            shown.errors = errors;
            return respond::html_with(StatusCode::UNPROCESSABLE_ENTITY, &shown);
        }
    };
    match store(&page, origin.by, &app, version, new.clone()).await? {
        Outcome::Saved(is_changed) => {
            say(&page, &session, is_changed, &now, &new);
            Ok(respond::see_other("/settings/organisation"))
        }
        Outcome::Conflict(stored) => conflict(page, &app, draft, &new, &stored).await,
    }
}

pub(super) async fn store(
    page: &Page,
    by: By,
    app: &App,
    version: String,
    new: Organisation,
) -> Result<Outcome, AppError> {
    let actor = page.actor.clone();
    app.db
        .write(move |conn| {
            // Its row is held from here on: whoever saves at the same moment compares with this.
            move_version(conn)?;
            let stored = load(conn)?;
            if fingerprint(&stored) != version {
                return Ok(Outcome::Conflict(Box::new(stored)));
            }
            let is_changed = change(conn, &actor, &new)?;
            if is_changed {
                if stored.country != new.country {
                    starting::ship(conn, &actor, &new)?;
                }
                if stored.category_follows_status != new.category_follows_status {
                    categories::begin(conn, &actor)?;
                }
                audit::note(conn, &by, Action::SettingsChanged, None)?;
            }
            Ok::<_, AppError>(Outcome::Saved(is_changed))
        })
        .await
}

/// Says what happened, and what a new country leaves to look at.
fn say(page: &Page, session: &Session, is_changed: bool, old: &Organisation, new: &Organisation) {
    // In the language that the next page will have.
    let t = page.t;
    if !is_changed {
        flash::ok(session, t.organisation_unchanged());
        return;
    }
    flash::ok(session, t.organisation_saved());
    let is_left_behind = old.country != new.country
        && old.currency == new.currency
        && new.currency != geo::default_currency(&new.country);
    if is_left_behind {
        let country = country_text(page.language(), &new.country);
        flash::warn(session, t.organisation_still(country, &new.currency));
    }
}

/// The form with what was typed, beside what somebody else stored.
async fn conflict(
    page: Page,
    app: &App,
    draft: Draft,
    new: &Organisation,
    stored: &Organisation,
) -> Result<HttpResponse, AppError> {
    let history = history(app).await?;
    let differences = differences(new, stored)?;
    let theirs = changes::of_differences(&page, &differences);
    let mut shown = OrganisationPage::new(page, draft, fingerprint(stored), &history);
    shown.conflict = theirs;
    shown.notice = shown.page.t.organisation_conflict_text().to_owned();
    respond::html_with(StatusCode::CONFLICT, &shown)
}
