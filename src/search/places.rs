//! Screens and actions that a search finds by their names and by other words for them.

use crate::access::Permission as P;
use crate::i18n::Text;
use crate::text;
use crate::web::Page;

/// Letters of a stem, at least: fewer would begin anything.
const SHORTEST_STEM: usize = 4;

/// A screen or action.
struct Destination {
    label: fn(Text) -> &'static str,
    /// Other words for it.
    words: fn(Text) -> &'static str,
    href: &'static str,
    icon: &'static str,
    permission: P,
}

/// A screen or action that was found.
pub(super) struct Found {
    pub label: &'static str,
    pub href: &'static str,
    pub icon: &'static str,
}

macro_rules! destinations {
    ($($label:ident, $words:ident, $href:literal, $icon:literal, $permission:ident;)*) => {
        const ALL: &[Destination] = &[$(Destination {
            label: Text::$label,
            words: Text::$words,
            href: $href,
            icon: $icon,
            permission: P::$permission,
        },)*];
    };
}

destinations! {
    list_new_customer, words_new_customer, "/customers/new", "user-plus", CreateCustomers;
    menu_customers, words_customers, "/customers", "users", ViewCustomers;
    go_advanced, words_advanced, "/customers?advanced=1", "filter", ViewCustomers;
    go_delinquent, words_delinquent, "/customers?category=delinquent", "users", ViewCustomers;
    go_archived, words_archived, "/customers?category=archived", "archive", ViewCustomers;
    list_saved_views, words_views, "/customers/views", "bookmark", ViewCustomers;
    contracts, words_contracts, "/contracts", "contract", ViewCustomers;
    subscriptions, words_subscriptions, "/subscriptions", "repeat", ViewCustomers;
    exports, words_exports, "/exports", "download", ExportCustomers;
    menu_processes, words_processes, "/jobs", "history", SignedIn;
    menu_settings, words_settings, "/settings", "settings", ManageOrganisation;
    go_organisation, words_organisation, "/settings/organisation", "settings", ManageOrganisation;
    go_zones, words_lists, "/settings/zones", "pin", ManageLists;
    go_sellers, words_sellers, "/settings/sellers", "user", ManageLists;
    go_collectors, words_collectors, "/settings/collectors", "user", ManageLists;
    go_stores, words_lists, "/settings/stores", "building", ManageLists;
    legal_entities_title, words_catalogues, "/settings/legal-entities", "building", ManageLists;
    tax_conditions_title, words_catalogues, "/settings/tax-conditions", "bank", ManageLists;
    invoice_types_title, words_invoice_types, "/settings/invoice-types", "invoice", ManageLists;
    allowed_title, words_invoice_types, "/settings/allowed-types", "invoice", ManageLists;
    taxes_title, words_taxes, "/settings/taxes", "bank", ManageLists;
    billing_cycles_title, words_cycles, "/settings/billing-cycles", "calendar", ManageLists;
    plans_title, words_plans, "/settings/plans", "wifi", ManageLists;
    servers_title, words_lists, "/settings/servers", "wifi", ManageLists;
    coverages_title, words_lists, "/settings/coverages", "pin", ManageLists;
    billing_title, words_billing_notices, "/settings/billing", "mail", ManageOrganisation;
    portal_title, words_portal, "/settings/portal", "globe", ConfigurePortal;
    mail_entry, words_mail, "/settings/mail", "mail", ManageMail;
    audit_entry, words_audit, "/settings/audit", "history", ViewAudit;
    menu_staff, words_staff, "/staff", "users", ManageStaff;
    my_account, words_account, "/account", "user", SignedIn;
    go_password, words_password, "/account/password", "key", SignedIn;
    go_second_factor, words_second_factor, "/account/second-factor", "lock", SignedIn;
    open_sessions, words_sessions, "/account/sessions", "monitor", SignedIn;
    keyboard_shortcuts, words_shortcuts, "/shortcuts", "keyboard", SignedIn;
}

/// What the words mean, for those who may open it; everything when nothing was typed.
pub(super) fn matching(typed: &str, page: &Page) -> Vec<Found> {
    let typed = text::fold(typed);
    let wanted = telling(&typed, page.t);
    ALL.iter()
        .filter(|place| page.may(place.permission))
        .filter(|place| {
            let known = format!("{} {}", (place.label)(page.t), (place.words)(page.t));
            is_meant(&wanted, &known)
        })
        .map(|place| Found { label: (place.label)(page.t), href: place.href, icon: place.icon })
        .collect()
}

/// The words that tell screens apart: `crear un cliente` is `crear cliente`. Who typed small words
/// alone means them, for they may be the beginnings of others.
fn telling(typed: &str, t: Text) -> Vec<&str> {
    let all: Vec<&str> = typed.split_whitespace().collect();
    let small: Vec<&str> = t.find_small_words().split_whitespace().collect();
    let telling: Vec<&str> = all.iter().copied().filter(|word| !small.contains(word)).collect();
    if telling.is_empty() { all } else { telling }
}

/// Whether every typed word begins one of the known ones, its number and gender aside.
fn is_meant(wanted: &[&str], known: &str) -> bool {
    let known = text::fold(known);
    let begins = |word: &str| known.split_whitespace().any(|other| other.starts_with(word));
    wanted.iter().all(|word| begins(word) || begins(stem(word)))
}

/// A word without the ends that say number and gender: `clientes` and `nueva` are `client` and `nuev`.
/// Short words are left as they are.
fn stem(word: &str) -> &str {
    let stem = word.trim_end_matches('s').trim_end_matches(['a', 'e', 'o']);
    if stem.chars().count() >= SHORTEST_STEM { stem } else { word }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Lang;

    #[test]
    fn a_screen_is_found_by_other_words_for_it() {
        for (lang, typed, href) in [
            (Lang::Es, "crear cliente", "/customers/new"),
            (Lang::Es, "crear un cliente", "/customers/new"),
            (Lang::Es, "nuevo cliente", "/customers/new"),
            (Lang::Es, "Nuevos clientes", "/customers/new"),
            (Lang::Es, "dar de alta a un cliente", "/customers/new"),
            (Lang::Es, "crear una zona", "/settings/zones"),
            (Lang::Es, "agregar vendedores", "/settings/sellers"),
            (Lang::Es, "crear razón social", "/settings/legal-entities"),
            (Lang::Es, "alícuotas", "/settings/taxes"),
            (Lang::Es, "factura A", "/settings/invoice-types"),
            (Lang::Es, "agregar un plan", "/settings/plans"),
            (Lang::Es, "exportar los clientes", "/exports"),
            (Lang::Es, "cómo cambio mi clave", "/account/password"),
            (Lang::Pt, "criar um cliente", "/customers/new"),
            (Lang::Pt, "novo cliente", "/customers/new"),
            (Lang::Pt, "cadastrar clientes", "/customers/new"),
            (Lang::En, "create a customer", "/customers/new"),
            (Lang::En, "new customers", "/customers/new"),
            (Lang::En, "add a customer", "/customers/new"),
            (Lang::Es, "borrar", "/customers?category=archived"),
            (Lang::Es, "CONTRASENA", "/account/password"),
            (Lang::Pt, "excluir", "/customers?category=archived"),
            (Lang::En, "delete", "/customers?category=archived"),
        ] {
            let folded = text::fold(typed);
            let t = Text(lang);
            let wanted = telling(&folded, t);
            let found = ALL.iter().any(|place| {
                let known = format!("{} {}", (place.label)(t), (place.words)(t));
                place.href == href && is_meant(&wanted, &known)
            });
            assert!(found, "{typed}");
        }
        assert!(!is_meant(&["zzz"], "Zonas"));
        // Small words alone, and what is still being typed, are taken as they stand.
        assert_eq!(telling("de", Text(Lang::Es)), ["de"]);
        assert_eq!(telling("crear un c", Text(Lang::Es)), ["crear", "c"]);
    }
}
