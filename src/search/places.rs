//! Screens and actions that a search finds by their names and by other words for them.

use crate::access::Permission as P;
use crate::i18n::Text;
use crate::text;
use crate::web::Page;

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
    menu_settings, words_settings, "/settings", "settings", ManageOrganisation;
    go_organisation, words_organisation, "/settings/organisation", "settings", ManageOrganisation;
    go_zones, words_lists, "/settings/zones", "pin", ManageLists;
    go_sellers, words_sellers, "/settings/sellers", "user", ManageLists;
    go_collectors, words_collectors, "/settings/collectors", "user", ManageLists;
    go_stores, words_lists, "/settings/stores", "building", ManageLists;
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
    let wanted: Vec<&str> = typed.split_whitespace().collect();
    ALL.iter()
        .filter(|place| page.may(place.permission))
        .filter(|place| {
            let known = format!("{} {}", (place.label)(page.t), (place.words)(page.t));
            is_meant(&wanted, &known)
        })
        .map(|place| Found { label: (place.label)(page.t), href: place.href, icon: place.icon })
        .collect()
}

/// Whether every typed word begins one of the known ones.
fn is_meant(wanted: &[&str], known: &str) -> bool {
    let known = text::fold(known);
    wanted.iter().all(|word| known.split_whitespace().any(|other| other.starts_with(word)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Lang;

    #[test]
    fn a_screen_is_found_by_other_words_for_it() {
        for (lang, typed, href) in [
            (Lang::Es, "crear cliente", "/customers/new"),
            (Lang::Es, "borrar", "/customers?category=archived"),
            (Lang::Es, "CONTRASENA", "/account/password"),
            (Lang::Pt, "excluir", "/customers?category=archived"),
            (Lang::En, "delete", "/customers?category=archived"),
        ] {
            let folded = text::fold(typed);
            let wanted: Vec<&str> = folded.split_whitespace().collect();
            let t = Text(lang);
            let found = ALL.iter().any(|place| {
                let known = format!("{} {}", (place.label)(t), (place.words)(t));
                place.href == href && is_meant(&wanted, &known)
            });
            assert!(found, "{typed}");
        }
        assert!(!is_meant(&["zzz"], "Zonas"));
    }
}
