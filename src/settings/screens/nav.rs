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
        groups.push(Group { title: page.t.catalogues_billing(), entries: of_billing(page) });
        groups.push(Group {
            title: page.t.catalogues_service(),
            entries: SERVICE.map(|list| of_catalogue(page, list)).into(),
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
    if page.may(Permission::ManageOrganisation) {
        let (label, lead) = (page.t.billing_title(), page.t.billing_entry_lead());
        entries.push(entry(page, "/settings/billing".into(), label, lead));
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

/// What documents are made of.
const BILLING: [Lookup; 6] = [
    Lookup::LegalEntities,
    Lookup::TaxConditions,
    Lookup::InvoiceTypes,
    Lookup::Taxes,
    Lookup::BillingCycles,
    Lookup::Gateways,
];

/// What services are made of.
const SERVICE: [Lookup; 3] = [Lookup::Plans, Lookup::Servers, Lookup::Coverages];

/// Where the types that an issuer may send stand.
pub const ALLOWED_TYPES: &str = "/settings/allowed-types";

/// The allowed types stand behind the types themselves.
fn of_billing(page: &Page) -> Vec<Entry> {
    let mut entries: Vec<Entry> = BILLING.map(|list| of_catalogue(page, list)).into();
    let (label, lead) = (page.t.allowed_title(), page.t.allowed_lead());
    entries.insert(3, entry(page, ALLOWED_TYPES.into(), label, lead));
    entries
}

fn of_catalogue(page: &Page, list: Lookup) -> Entry {
    let words = Words::of(page.t, list);
    entry(page, catalogue_address(list), words.title, words.lead)
}

/// The address of a catalogue.
pub fn catalogue_address(list: Lookup) -> String {
    format!("/settings/{}", list.code())
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

/// The words of each list, a row each: title, lead, new, add, none.
macro_rules! words {
    ($($list:ident: $title:ident, $lead:ident, $new:ident, $add:ident, $none:ident;)*) => {
        impl Words {
            /// The words of a list.
            pub fn of(t: Text, list: Lookup) -> Self {
                let [title, lead, new, add, none] = match list {
                    $(Lookup::$list => [t.$title(), t.$lead(), t.$new(), t.$add(), t.$none()],)*
                    // The staff has a screen of its own; no page of these asks for its words.
                    Lookup::Staff => [t.menu_staff(), "", "", "", ""],
                };
                Self { title, lead, new, add, none }
            }
        }
    };
}

words! {
    Zones: settings_zones, settings_zones_lead, settings_zones_new, settings_zones_add, settings_zones_none;
    Sellers: settings_sellers, settings_sellers_lead, settings_sellers_new, settings_sellers_add, settings_sellers_none;
    Collectors: settings_collectors, settings_collectors_lead, settings_collectors_new, settings_collectors_add, settings_collectors_none;
    Stores: settings_stores, settings_stores_lead, settings_stores_new, settings_stores_add, settings_stores_none;
    LegalEntities: legal_entities_title, legal_entities_lead, legal_entities_new, legal_entities_add, legal_entities_none;
    TaxConditions: tax_conditions_title, tax_conditions_lead, tax_conditions_new, tax_conditions_add, tax_conditions_none;
    InvoiceTypes: invoice_types_title, invoice_types_lead, invoice_types_new, invoice_types_add, invoice_types_none;
    Taxes: taxes_title, taxes_lead, taxes_new, taxes_add, taxes_none;
    BillingCycles: billing_cycles_title, billing_cycles_lead, billing_cycles_new, billing_cycles_add, billing_cycles_none;
    Plans: plans_title, plans_lead, plans_new, plans_add, plans_none;
    Servers: servers_title, servers_lead, servers_new, servers_add, servers_none;
    Coverages: coverages_title, coverages_lead, coverages_new, coverages_add, coverages_none;
    Gateways: gateways_title, gateways_lead, gateways_new, gateways_add, gateways_none;
}
