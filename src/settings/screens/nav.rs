//! What the settings consist of, as far as the actor may open it.

use crate::access::Permission;
use crate::fields::Lookup;
use crate::i18n::Text;
use crate::web::Page;

/// A group of settings.
pub struct Group {
    /// Its title.
    pub title: &'static str,
    /// Its pages.
    pub entries: Vec<Entry>,
}

/// A page of the settings.
pub struct Entry {
    /// Where it is.
    pub href: String,
    /// What it is called.
    pub label: &'static str,
    /// What one finds there.
    pub lead: &'static str,
    /// Whether the request is for it.
    pub current: bool,
}

/// The pages that the actor may open.
pub fn groups(page: &Page) -> Vec<Group> {
    let mut groups = Vec::new();
    if page.may(Permission::ManageLists) {
        groups.push(Group {
            title: page.t.settings_catalogues(),
            entries: Lookup::KEPT.map(|list| of_list(page, list)).into(),
        });
    }
    let company = of_company(page);
    if !company.is_empty() {
        groups.push(Group { title: page.t.settings_company(), entries: company });
    }
    groups
}

fn of_company(page: &Page) -> Vec<Entry> {
    let mut entries = Vec::new();
    if page.may(Permission::ManageOrganisation) {
        let (label, lead) =
            (page.t.settings_organisation_entry(), page.t.settings_organisation_lead());
        entries.push(entry(page, "/settings/organisation".into(), label, lead));
    }
    if page.may(Permission::ConfigurePortal) {
        let (label, lead) = (page.t.portal_title(), page.t.portal_entry_lead());
        entries.push(entry(page, "/settings/portal".into(), label, lead));
    }
    if page.may(Permission::ManageMail) {
        let (label, lead) = (page.t.mail_entry(), page.t.mail_entry_lead());
        entries.push(entry(page, "/settings/mail".into(), label, lead));
    }
    if page.may(Permission::ViewAudit) {
        let (label, lead) = (page.t.audit_entry(), page.t.audit_entry_lead());
        entries.push(entry(page, "/settings/audit".into(), label, lead));
    }
    entries
}

fn of_list(page: &Page, list: Lookup) -> Entry {
    let words = Words::of(page.t, list);
    entry(page, super::address(list), words.title, words.lead)
}

fn entry(page: &Page, href: String, label: &'static str, lead: &'static str) -> Entry {
    let rest = page.path().strip_prefix(href.as_str());
    Entry {
        current: rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/')),
        href,
        label,
        lead,
    }
}

/// What differs from list to list, in words.
pub struct Words {
    /// Its title.
    pub title: &'static str,
    /// What it is for.
    pub lead: &'static str,
    /// Label of a new name.
    pub new: &'static str,
    /// The button that adds one.
    pub add: &'static str,
    /// That there is none yet.
    pub none: &'static str,
}

impl Words {
    /// The words of a list.
    pub fn of(t: Text, list: Lookup) -> Self {
        let [title, lead, new, add, none] = match list {
            Lookup::Zones => [
                t.settings_zones(),
                t.settings_zones_lead(),
                t.settings_zones_new(),
                t.settings_zones_add(),
                t.settings_zones_none(),
            ],
            Lookup::Sellers => [
                t.settings_sellers(),
                t.settings_sellers_lead(),
                t.settings_sellers_new(),
                t.settings_sellers_add(),
                t.settings_sellers_none(),
            ],
            Lookup::Collectors => [
                t.settings_collectors(),
                t.settings_collectors_lead(),
                t.settings_collectors_new(),
                t.settings_collectors_add(),
                t.settings_collectors_none(),
            ],
            Lookup::Stores => [
                t.settings_stores(),
                t.settings_stores_lead(),
                t.settings_stores_new(),
                t.settings_stores_add(),
                t.settings_stores_none(),
            ],
            // The staff has a screen of its own; no page of these asks for its words.
            Lookup::Staff => [t.menu_staff(), "", "", "", ""],
        };
        Self { title, lead, new, add, none }
    }
}
