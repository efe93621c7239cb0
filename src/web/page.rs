//! What every page knows: the member, the language, the menu, messages, names of static files.
//! No handler fetches these itself.

use std::sync::Arc;

use actix_session::SessionExt;
use actix_web::dev::Payload;
use actix_web::http::header::ACCEPT_LANGUAGE;
use actix_web::{FromRequest, HttpMessage, HttpRequest};

use chrono::{NaiveDate, TimeZone as _};

use super::access::{Signed, app};
use super::flash::{self, Flash};
use super::portal::{self, Entered};
use super::session::{Member, Visitor};
use super::{App, assets};
use crate::access::{Actor, Permission, Role, Scope, Via};
use crate::clock;
use crate::error::AppError;
use crate::i18n::{Lang, Text};
use crate::settings::Display;
use crate::settings::Settings;

/// Cookie with the scheme of people who are not signed in.
pub const SCHEME_COOKIE: &str = "padron_scheme";
/// Cookie with the language of people who are not signed in.
pub const LANGUAGE_COOKIE: &str = "padron_language";

/// A group of the menu.
pub struct MenuGroup {
    /// Its title.
    pub title: &'static str,
    /// Its entries.
    pub items: Vec<MenuItem>,
}

/// An entry of the menu.
pub struct MenuItem {
    /// Where it leads.
    pub href: &'static str,
    /// What it says.
    pub label: &'static str,
    /// Name of its icon.
    pub icon: &'static str,
    /// Whether the page belongs to it.
    pub current: bool,
    /// The letter behind `g`.
    pub key: &'static str,
    /// What waits or moves there; none to be told of.
    pub count: i64,
}

/// The member as the frame shows them.
pub struct Shown(Member);

impl Shown {
    /// The name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.0.name
    }

    /// First letters of the first and the last word of the name.
    #[must_use]
    pub fn initials(&self) -> String {
        let mut words = self.0.name.split_whitespace();
        let first = words.next().and_then(|word| word.chars().next());
        let last = words.next_back().and_then(|word| word.chars().next());
        first.into_iter().chain(last).flat_map(char::to_uppercase).collect()
    }
}

/// What every page knows.
pub struct Page {
    /// The texts of its language.
    pub t: Text,
    /// Who is signed in, if anybody.
    pub member: Option<Shown>,
    /// The customer who is signed in to the portal, if it is a page of it.
    pub visitor: Option<Visitor>,
    /// Who acts; without rights when nobody is signed in.
    pub actor: Actor,
    /// The settings.
    pub settings: Arc<Settings>,
    path: String,
    scheme: String,
    flash: Vec<Flash>,
    request_id: String,
}

impl Page {
    /// The page of a request; never fails, so that error pages can use it.
    #[must_use]
    pub fn of(request: &HttpRequest) -> Self {
        let signed = request.extensions().get::<Signed>().cloned();
        let entered = request.extensions().get::<Entered>().cloned();
        let known = signed.as_ref().map(|signed| &signed.settings);
        let known = known.or_else(|| entered.as_ref().map(|entered| &entered.settings)).cloned();
        let settings = known
            .unwrap_or_else(|| app(request).map(|app| app.settings.last()).unwrap_or_default());
        let visitor = entered.as_ref().map(|entered| &entered.visitor);
        let lang = language(request, (signed.as_ref(), visitor), &settings);
        let scheme = match &signed {
            Some(signed) => signed.member.scheme.clone(),
            None => cookie(request, SCHEME_COOKIE).unwrap_or_default(),
        };
        let actor = signed.as_ref().map(|signed| signed.actor.clone());
        let actor = actor.or_else(|| entered.as_ref().map(|entered| entered.actor.clone()));
        Self {
            t: Text(lang),
            member: signed.map(|signed| Shown(signed.member)),
            visitor: entered.map(|entered| entered.visitor),
            actor: actor.unwrap_or_else(nobody),
            settings,
            path: request.path().to_owned(),
            scheme: if matches!(scheme.as_str(), "light" | "dark") {
                scheme
            } else {
                String::new()
            },
            flash: Vec::new(),
            request_id: super::observe::request_id(request),
        }
    }

    /// The language's code.
    #[must_use]
    pub fn lang(&self) -> &'static str {
        self.t.0.code()
    }

    /// The language.
    #[must_use]
    pub fn language(&self) -> Lang {
        self.t.0
    }

    /// The languages to choose from.
    #[must_use]
    pub fn languages(&self) -> [Lang; 3] {
        Lang::ALL
    }

    /// The address of a static file.
    #[must_use]
    pub fn asset(&self, path: &str) -> String {
        assets::address(path)
    }

    /// The address of the style sheet with the organisation's colour.
    #[must_use]
    pub fn brand(&self) -> String {
        super::brand::address(&self.settings.organisation.portal.colour)
    }

    /// light, dark, or nothing to follow the system.
    #[must_use]
    pub fn scheme(&self) -> &str {
        &self.scheme
    }

    /// compact, or nothing.
    #[must_use]
    pub fn density(&self) -> &str {
        match &self.member {
            Some(Shown(member)) if member.density == "compact" => "compact",
            _ => "",
        }
    }

    /// Whether single keys are shortcuts.
    #[must_use]
    pub fn shortcuts_on(&self) -> bool {
        self.member.as_ref().is_none_or(|Shown(member)| member.shortcuts)
    }

    /// The organisation's name.
    #[must_use]
    pub fn organisation(&self) -> &str {
        &self.settings.organisation.name
    }

    /// The messages for this page.
    #[must_use]
    pub fn flash(&self) -> &[Flash] {
        &self.flash
    }

    /// The path of the request.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The number under which the log has this request.
    #[must_use]
    pub fn request_id(&self) -> &str {
        &self.request_id
    }

    /// Whether the actor's role allows it: for buttons and menu entries.
    #[must_use]
    pub fn may(&self, permission: Permission) -> bool {
        self.member.is_some() && self.actor.may(permission)
    }

    /// The day that it is where the organisation is.
    #[must_use]
    pub fn today(&self) -> NaiveDate {
        self.settings.organisation.zone().from_utc_datetime(&clock::now()).date_naive()
    }

    /// How values are shown here.
    #[must_use]
    pub fn display(&self) -> Display<'_> {
        Display::new(self.t.0, &self.settings)
    }

    /// The menu, with what the actor may open.
    #[must_use]
    pub fn menu(&self) -> Vec<MenuGroup> {
        let item = |href: &'static str, label, icon, key| MenuItem {
            href,
            label,
            icon,
            key,
            count: 0,
            current: self.path == href || self.path.starts_with(&format!("{href}/")),
        };
        let t = self.t;
        let mut system = vec![];
        if let Some(Shown(member)) = &self.member {
            let count = member.processes;
            let processes = item("/jobs", t.menu_processes(), "history", "p");
            system.push(MenuItem { count, ..processes });
        }
        if self.may(Permission::ExportCustomers) {
            system.push(item("/exports", t.exports(), "download", "e"));
        }
        if self.may(Permission::ManageLists) {
            system.push(item("/settings", t.menu_settings(), "settings", "s"));
        }
        if self.may(Permission::ManageStaff) {
            system.push(item("/staff", t.menu_staff(), "user", "u"));
        }
        let mut groups = vec![MenuGroup {
            title: t.menu_contacts(),
            items: vec![item("/customers", t.menu_customers(), "users", "c")],
        }];
        if self.may(Permission::ViewCustomers) {
            let charging = vec![
                item("/contracts", t.contracts(), "contract", "o"),
                item("/subscriptions", t.subscriptions(), "repeat", "r"),
                item("/invoices", t.invoices_title(), "invoice", "f"),
                item("/payments", t.payments_title(), "bank", "g"),
            ];
            groups.push(MenuGroup { title: t.menu_charging(), items: charging });
        }
        if !system.is_empty() {
            groups.push(MenuGroup { title: t.menu_system(), items: system });
        }
        groups
    }
}

/// Who may do nothing: the actor of pages without a session.
fn nobody() -> Actor {
    Actor {
        id: None,
        name: "".into(),
        role: Role::Viewer,
        scope: Scope::Own { staff_id: 0, lookups: Vec::new() },
        via: Via::Panel,
    }
}

/// The member's choice, then what was chosen in this browser before signing in, then the
/// organisation's once somebody has set it up, then the browser's own; in the portal, whose visitors chose no organisation, the
/// browser's own comes before the organisation's, and that of a customer's country abroad before both.
fn language(
    request: &HttpRequest,
    (signed, visitor): (Option<&Signed>, Option<&Visitor>),
    settings: &Settings,
) -> Lang {
    let house = &settings.organisation;
    let in_browser = || cookie(request, LANGUAGE_COOKIE).and_then(|code| Lang::from_code(&code));
    if let Some(signed) = signed {
        let own = signed.member.language.as_deref().and_then(Lang::from_code);
        return own.or_else(in_browser).unwrap_or_else(|| house.lang());
    }
    let header = request.headers().get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    let browser = || header.and_then(Lang::negotiate);
    let own = visitor.and_then(|visitor| visitor.language.as_deref()).and_then(Lang::from_code);
    let abroad = || visitor.and_then(|visitor| house.lang_abroad(visitor.country.as_deref()));
    own.or_else(in_browser)
        .or_else(abroad)
        .or_else(|| portal::is_part(request).then(browser).flatten())
        .or_else(|| settings.is_set_up.then(|| house.lang()))
        .or_else(browser)
        .unwrap_or_default()
}

fn cookie(request: &HttpRequest, name: &str) -> Option<String> {
    request.cookie(name).map(|cookie| cookie.value().to_owned())
}

impl FromRequest for Page {
    type Error = AppError;
    type Future = std::pin::Pin<Box<dyn Future<Output = Result<Self, AppError>>>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let request = request.clone();
        Box::pin(async move {
            let app: actix_web::web::Data<App> = app(&request)?;
            // Pages without a session bring no version of the settings, so these are read anew.
            if request.extensions().get::<Signed>().is_none() && app.settings.held().is_none() {
                let cache = app.settings.clone();
                app.db.read(move |conn| cache.recent(conn).map_err(AppError::from)).await?;
            }
            let mut page = Self::of(&request);
            // A fragment is no page: the messages wait for the next one.
            if !request.headers().contains_key("x-fragment") {
                page.flash = flash::take(&request.get_session());
            }
            Ok(page)
        })
    }
}
