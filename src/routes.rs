//! ALL routes: method, path, permission, handler. Read it top to bottom to know what the panel
//! answers. The table is also data: a test walks it with every role.

mod build;

use actix_web::http::Method;
use actix_web::{HttpResponse, Route};

use crate::access::Permission::{self, *};
use crate::account::{self, preferences};
use crate::audit::screens as audit;
use crate::cards::screens as cards;
use crate::catalogues::screens as catalogues;
use crate::contracts::{Contracts, screens as contracts};
use crate::customers::views::Views;
use crate::customers::{self, saved_pages};
use crate::exports;
use crate::exports::presets::Presets;
use crate::figures;
use crate::health;
use crate::invoices::Invoices;
use crate::invoices::screens as invoices;
use crate::lists::screens as lists;
use crate::mail::screens as mail;
use crate::notices::screens as notices;
use crate::payments::Payments;
use crate::payments::screens as payments;
use crate::portal::{pages, screens as portal};
use crate::processes;
use crate::search;
use crate::settings::screens as settings;
use crate::sign_in::{forgotten, login, password_link, second_step, session, setup};
use crate::staff;
use crate::subscriptions::{Subscriptions, screens as subscriptions};
use crate::web::{assets, brand};

/// What one line of the table says, for tests and `doctor`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// GET or POST.
    pub method: Method,
    /// The path, with its parameters in braces.
    pub path: &'static str,
    /// What the actor's role must be given.
    pub permission: Permission,
}

/// The table, while it is built.
#[derive(Default)]
pub struct Routes(Vec<(Line, Route)>);

const GET: Method = Method::GET;
const POST: Method = Method::POST;

/// An address below a catalogue's: they share theirs with the lists of names, and are told apart by it.
macro_rules! catalogue {
    ($rest:literal) => {
        concat!(
            "/settings/{catalogue:legal-entities|tax-conditions|invoice-types|taxes|billing-cycles|\
             plans|servers|coverages|gateways}",
            $rest
        )
    };
}

/// The table.
#[must_use]
#[rustfmt::skip]
#[expect(clippy::too_many_lines, reason = "a table")]
pub fn table() -> Routes {
    Routes::default()
        .on(GET, "/healthz", Public, health::alive)
        .on(GET, "/readyz", Public, health::ready)
        .on(GET, "/metrics", Public, health::metrics)
        .on(GET, "/static/{hash}/{path:.*}", Public, assets::show)
        .on(GET, "/brand/{colour}", Public, brand::show)
        .on(GET, "/", SignedIn, home)
        .on(GET, "/search", SignedIn, search::index)
        .on(GET, "/shortcuts", SignedIn, search::shortcuts)
        .on(POST, "/preferences/list", SignedIn, customers::preferences::update)
        .on(GET, "/customers", ViewCustomers, customers::index::index)
        .on(GET, "/customers/views", ViewCustomers, saved_pages::index::<Views>)
        .on(POST, "/customers/views", ViewCustomers, saved_pages::create::<Views>)
        .on(POST, "/customers/views/{id}", ViewCustomers, saved_pages::update::<Views>)
        .on(POST, "/customers/views/{id}/deletion", ViewCustomers, saved_pages::destroy::<Views>)
        .on(GET, "/customers/new", CreateCustomers, customers::form::new)
        .on(POST, "/customers", CreateCustomers, customers::form::create)
        .on(GET, "/customers/export", ExportCustomers, exports::new)
        .on(POST, "/customers/selection", BulkUpdate, customers::bulk::ticks::update)
        .on(GET, "/customers/bulk-update", BulkUpdate, customers::bulk::form::edit)
        .on(POST, "/customers/bulk-update", BulkUpdate, customers::bulk::form::create)
        .on(POST, "/customers/portal-passwords", RegeneratePortalPasswords, portal::many::create)
        .on(GET, "/customers/{id}/edit", EditCustomers, customers::form::edit)
        .on(POST, "/customers/{id}", EditCustomers, customers::form::update)
        .on(GET, "/customers/{id}", ViewCustomers, figures::show)
        .on(GET, "/customers/{id}/data", ViewCustomers, customers::show::data)
        .on(GET, "/customers/{id}/history", ViewCustomers, customers::history::show)
        .on(POST, "/customers/{id}/history/{entry}/reversal", EditCustomers, customers::history::reverse)
        .on(POST, "/customers/{id}/marks", EditCustomers, customers::show::mark)
        .on(GET, "/customers/{id}/deactivation", DeactivateCustomers, customers::ladder::choose)
        .on(POST, "/customers/{id}/deactivation", DeactivateCustomers, customers::ladder::deactivate)
        .on(POST, "/customers/{id}/activation", DeactivateCustomers, customers::ladder::activate)
        .on(POST, "/customers/{id}/archive", ArchiveCustomers, customers::ladder::archive)
        .on(POST, "/customers/{id}/restoration", ArchiveCustomers, customers::ladder::restore)
        .on(GET, "/customers/{id}/deletion", DeleteCustomers, customers::removal::ask)
        .on(POST, "/customers/{id}/deletion", DeleteCustomers, customers::removal::remove)
        .on(GET, "/customers/{id}/portal-password", RegeneratePortalPassword, portal::password::new)
        .on(POST, "/customers/{id}/portal-password", RegeneratePortalPassword, portal::password::create)
        .on(GET, "/customers/{id}/portal-deactivation", RegeneratePortalPassword, portal::access::ask)
        .on(POST, "/customers/{id}/portal-deactivation", RegeneratePortalPassword, portal::access::remove)
        .on(POST, "/customers/{id}/portal-activation", RegeneratePortalPassword, portal::access::give_back)
        .on(GET, "/customers/{id}/billing", ViewCustomers, notices::of_customer::show)
        .on(GET, "/customers/{id}/contracts", ViewCustomers, lists::of_customer::<Contracts>)
        .on(GET, "/customers/{id}/invoices", ViewCustomers, lists::of_customer::<Invoices>)
        .on(GET, "/customers/{id}/invoices/new", EditInvoices, invoices::form::new)
        .on(POST, "/customers/{id}/invoices", EditInvoices, invoices::form::create)
        .on(GET, "/invoices", ViewCustomers, lists::index::<Invoices>)
        .on(POST, "/invoices/look", ViewCustomers, lists::look::<Invoices>)
        .on(GET, "/invoices/views", ViewCustomers, saved_pages::index::<lists::Views<Invoices>>)
        .on(POST, "/invoices/views", ViewCustomers, saved_pages::create::<lists::Views<Invoices>>)
        .on(POST, "/invoices/views/{id}", ViewCustomers, saved_pages::update::<lists::Views<Invoices>>)
        .on(POST, "/invoices/views/{id}/deletion", ViewCustomers, saved_pages::destroy::<lists::Views<Invoices>>)
        .on(GET, "/invoices/run", EditInvoices, invoices::run::new)
        .on(POST, "/invoices/run", EditInvoices, invoices::run::create)
        .on(GET, "/invoices/{id}", ViewCustomers, invoices::show::show)
        .on(POST, "/invoices/{id}", EditInvoices, invoices::form::update)
        .on(GET, "/invoices/{id}/edit", EditInvoices, invoices::form::edit)
        .on(POST, "/invoices/{id}/issue", EditInvoices, invoices::act::issue)
        .on(POST, "/invoices/{id}/deletion", EditInvoices, invoices::act::discard)
        .on(GET, "/invoices/{id}/paper", ViewCustomers, invoices::paper::show)
        .on(GET, "/invoices/{id}/file", ViewCustomers, invoices::paper::file)
        .on(GET, "/invoices/{id}/due-date", EditInvoices, invoices::act::ask_due)
        .on(POST, "/invoices/{id}/due-date", EditInvoices, invoices::act::due)
        .on(GET, "/invoices/{id}/payment-method", EditInvoices, invoices::act::ask_method)
        .on(POST, "/invoices/{id}/payment-method", EditInvoices, invoices::act::method)
        .on(GET, "/invoices/{id}/voiding", EditInvoices, invoices::act::ask_void)
        .on(POST, "/invoices/{id}/voiding", EditInvoices, invoices::act::void)
        .on(GET, "/invoices/{id}/credit-note", EditInvoices, invoices::credit_note::ask)
        .on(POST, "/invoices/{id}/credit-note", EditInvoices, invoices::credit_note::create)
        .on(GET, "/invoices/{id}/sending", EditInvoices, invoices::sending::ask)
        .on(POST, "/invoices/{id}/sending", EditInvoices, invoices::sending::create)
        .on(POST, "/invoices/{id}/credit", RegisterPayments, invoices::act::use_credit)
        .on(GET, "/customers/{id}/payments", ViewCustomers, lists::of_customer::<Payments>)
        .on(GET, "/customers/{id}/payments/new", RegisterPayments, payments::new::new)
        .on(POST, "/customers/{id}/payments", RegisterPayments, payments::new::create)
        .on(GET, "/payments", ViewCustomers, lists::index::<Payments>)
        .on(POST, "/payments/look", ViewCustomers, lists::look::<Payments>)
        .on(GET, "/payments/views", ViewCustomers, saved_pages::index::<lists::Views<Payments>>)
        .on(POST, "/payments/views", ViewCustomers, saved_pages::create::<lists::Views<Payments>>)
        .on(POST, "/payments/views/{id}", ViewCustomers, saved_pages::update::<lists::Views<Payments>>)
        .on(POST, "/payments/views/{id}/deletion", ViewCustomers, saved_pages::destroy::<lists::Views<Payments>>)
        .on(GET, "/payments/{id}", ViewCustomers, payments::show::show)
        .on(POST, "/payments/{id}/asking", ReversePayments, payments::show::ask_now)
        .on(GET, "/payments/{id}/receipt", ViewCustomers, payments::receipt::show)
        .on(GET, "/payments/{id}/sending", RegisterPayments, payments::sending::ask)
        .on(POST, "/payments/{id}/sending", RegisterPayments, payments::sending::create)
        .on(GET, "/payments/{id}/reversal", ReversePayments, payments::reversal::ask)
        .on(POST, "/payments/{id}/reversal", ReversePayments, payments::reversal::create)
        .on(GET, "/payments/{id}/refund", ReversePayments, payments::refund::ask)
        .on(POST, "/payments/{id}/refund", ReversePayments, payments::refund::create)
        .on(GET, "/payments/{id}/refund-outcome", ReversePayments, payments::refund_outcome::ask)
        .on(POST, "/payments/{id}/refund-outcome", ReversePayments, payments::refund_outcome::create)
        .on(GET, "/customers/{id}/contracts/new", EditServices, contracts::new)
        .on(POST, "/customers/{id}/contracts", EditServices, contracts::create)
        .on(GET, "/contracts", ViewCustomers, lists::index::<Contracts>)
        .on(POST, "/contracts/look", ViewCustomers, lists::look::<Contracts>)
        .on(GET, "/contracts/views", ViewCustomers, saved_pages::index::<lists::Views<Contracts>>)
        .on(POST, "/contracts/views", ViewCustomers, saved_pages::create::<lists::Views<Contracts>>)
        .on(POST, "/contracts/views/{id}", ViewCustomers, saved_pages::update::<lists::Views<Contracts>>)
        .on(POST, "/contracts/views/{id}/deletion", ViewCustomers, saved_pages::destroy::<lists::Views<Contracts>>)
        // Cards and gateways.
        .on(GET, "/customers/{id}/cards", ViewCustomers, cards::of_customer::show)
        .on(GET, "/customers/{id}/cards/new", ManageCards, cards::enrol::new)
        .on(POST, "/customers/{id}/cards/new", ManageCards, cards::enrol::create)
        .on(POST, "/customers/{id}/card-link", ManageCards, cards::link::create)
        .on(POST, "/cards/{id}/default", ManageCards, cards::choice::choose)
        .on(GET, "/cards/{id}/removal", ManageCards, cards::removal::ask)
        .on(POST, "/cards/{id}/removal", ManageCards, cards::removal::remove)
        .on(POST, "/enrolments/{id}/review", ManageCards, cards::choice::discard)
        .on(GET, "/cards/return", Public, cards::back::by_get)
        .on(POST, "/cards/return", Public, cards::back::by_post)
        .on(GET, "/cards/enrolments/{public_id}", Public, cards::back::result)
        .on(GET, "/cards/renewal", Public, cards::renewal::show)
        .on(POST, "/cards/renewal", Public, cards::renewal::create)
        .on(GET, "/simulator/{token}", Public, cards::simulator::show)
        .on(POST, "/simulator/{token}", Public, cards::simulator::answer)
        .on(GET, "/contracts/{id}", ViewCustomers, contracts::page)
        .on(POST, "/contracts/{id}", EditServices, contracts::update)
        .on(GET, "/contracts/{id}/edit", EditServices, contracts::edit)
        .on(POST, "/contracts/{id}/state", EditServices, contracts::set_state)
        .on(POST, "/contracts/{id}/deletion", EditServices, contracts::delete)
        .on(GET, "/customers/{id}/subscriptions", ViewCustomers, lists::of_customer::<Subscriptions>)
        .on(GET, "/customers/{id}/subscriptions/new", EditServices, subscriptions::new)
        .on(POST, "/customers/{id}/subscriptions", EditServices, subscriptions::create)
        .on(GET, "/subscriptions", ViewCustomers, lists::index::<Subscriptions>)
        .on(POST, "/subscriptions/look", ViewCustomers, lists::look::<Subscriptions>)
        .on(GET, "/subscriptions/views", ViewCustomers, saved_pages::index::<lists::Views<Subscriptions>>)
        .on(POST, "/subscriptions/views", ViewCustomers, saved_pages::create::<lists::Views<Subscriptions>>)
        .on(POST, "/subscriptions/views/{id}", ViewCustomers, saved_pages::update::<lists::Views<Subscriptions>>)
        .on(POST, "/subscriptions/views/{id}/deletion", ViewCustomers, saved_pages::destroy::<lists::Views<Subscriptions>>)
        .on(GET, "/subscriptions/{id}", ViewCustomers, subscriptions::show)
        .on(POST, "/subscriptions/{id}", EditServices, subscriptions::update)
        .on(GET, "/subscriptions/{id}/edit", EditServices, subscriptions::edit)
        .on(GET, "/subscriptions/{id}/charge-date", EditServices, subscriptions::ask)
        .on(POST, "/subscriptions/{id}/charge-date", EditServices, subscriptions::perform)
        .on(GET, "/subscriptions/{id}/renewal", EditServices, subscriptions::ask)
        .on(POST, "/subscriptions/{id}/renewal", EditServices, subscriptions::perform)
        .on(GET, "/subscriptions/{id}/payment-method", EditServices, subscriptions::ask)
        .on(POST, "/subscriptions/{id}/payment-method", EditServices, subscriptions::perform)
        .on(GET, "/subscriptions/{id}/cancellation", EditServices, subscriptions::ask)
        .on(POST, "/subscriptions/{id}/cancellation", EditServices, subscriptions::perform)
        .on(POST, "/subscriptions/{id}/pause", EditServices, subscriptions::pause)
        .on(POST, "/subscriptions/{id}/continuation", EditServices, subscriptions::keep)
        .on(POST, "/subscriptions/{id}/resumption", EditServices, subscriptions::resume)
        .on(POST, "/exports", ExportCustomers, exports::create)
        .on(GET, "/exports", ExportCustomers, exports::index)
        .on(GET, "/exports/presets", ExportCustomers, saved_pages::index::<Presets>)
        .on(POST, "/exports/presets", ExportCustomers, saved_pages::create::<Presets>)
        .on(POST, "/exports/presets/{id}", ExportCustomers, saved_pages::update::<Presets>)
        .on(POST, "/exports/presets/{id}/deletion", ExportCustomers, saved_pages::destroy::<Presets>)
        .on(GET, "/exports/{id}/file", ExportCustomers, exports::file)
        .on(POST, "/exports/{id}/repetition", ExportCustomers, exports::repeat)
        .on(GET, "/jobs", SignedIn, processes::index)
        .on(GET, "/jobs/{id}", SignedIn, processes::show)
        .on(GET, "/jobs/{id}/file", SignedIn, processes::file)
        .on(POST, "/jobs/{id}/start", BulkUpdate, processes::confirm)
        .on(POST, "/jobs/{id}/cancellation", SignedIn, processes::stop)
        .on(POST, "/jobs/{id}/undo", BulkUpdate, processes::undo)
        .on(POST, "/jobs/{id}/retry", BulkUpdate, processes::retry)
        .on(GET, "/settings", ManageLists, settings::index::show)
        .on(GET, "/settings/organisation", ManageOrganisation, settings::organisation::show)
        .on(POST, "/settings/organisation", ManageOrganisation, settings::organisation::save)
        .on(GET, "/settings/mail", ManageMail, mail::index)
        .on(POST, "/settings/mail/test", ManageMail, mail::test)
        .on(POST, "/settings/mail/{id}/retry", ManageMail, mail::retry)
        .on(GET, "/settings/audit", ViewAudit, audit::index)
        .on(GET, "/settings/audit/file", ViewAudit, audit::file)
        .on(GET, "/settings/billing", ManageOrganisation, settings::billing::show)
        .on(POST, "/settings/billing", ManageOrganisation, settings::billing::save)
        .on(GET, "/settings/portal", ConfigurePortal, settings::portal::show)
        .on(POST, "/settings/portal", ConfigurePortal, settings::portal::save)
        .on(GET, "/settings/allowed-types", ManageLists, catalogues::allowed::show)
        .on(POST, "/settings/allowed-types", ManageLists, catalogues::allowed::save)
        .on(GET, catalogue!(""), ManageLists, catalogues::list::show)
        .on(POST, catalogue!(""), ManageLists, catalogues::entry::create)
        .on(GET, catalogue!("/new"), ManageLists, catalogues::entry::new)
        .on(GET, catalogue!("/{id}/edit"), ManageLists, catalogues::entry::edit)
        .on(POST, catalogue!("/{id}"), ManageLists, catalogues::entry::update)
        .on(POST, catalogue!("/{id}/deactivation"), ManageLists, catalogues::state::deactivate)
        .on(POST, catalogue!("/{id}/activation"), ManageLists, catalogues::state::activate)
        .on(GET, catalogue!("/{id}/deletion"), ManageLists, catalogues::deletion::ask)
        .on(POST, catalogue!("/{id}/deletion"), ManageLists, catalogues::deletion::delete)
        .on(GET, "/settings/gateways/{id}/secret", ManageLists, cards::secret::edit)
        .on(POST, "/settings/gateways/{id}/secret", ManageLists, cards::secret::update)
        .on(GET, "/settings/{list}", ManageLists, settings::list::show)
        .on(POST, "/settings/{list}", ManageLists, settings::list::create)
        .on(GET, "/settings/{list}/{id}/edit", ManageLists, settings::entry::edit)
        .on(POST, "/settings/{list}/{id}", ManageLists, settings::entry::update)
        .on(POST, "/settings/{list}/{id}/deactivation", ManageLists, settings::state::deactivate)
        .on(POST, "/settings/{list}/{id}/activation", ManageLists, settings::state::activate)
        .on(GET, "/settings/{list}/{id}/deletion", ManageLists, settings::deletion::ask)
        .on(POST, "/settings/{list}/{id}/deletion", ManageLists, settings::deletion::delete)
        .on(GET, "/login", Public, login::new)
        .on(POST, "/login", Public, login::create)
        .on(GET, "/login/second-step", Public, second_step::new)
        .on(POST, "/login/second-step", Public, second_step::create)
        .on(POST, "/logout", SignedIn, session::destroy)
        .on(GET, "/setup", Public, setup::new)
        .on(POST, "/setup", Public, setup::create)
        .on(GET, "/password", Public, password_link::new)
        .on(POST, "/password", Public, password_link::create)
        .on(GET, "/password/forgot", Public, forgotten::new)
        .on(POST, "/password/forgot", Public, forgotten::create)
        .on(POST, "/preferences/scheme", Public, preferences::scheme)
        .on(POST, "/preferences/language", Public, preferences::language)
        .on(GET, "/account", SignedIn, account::profile::edit)
        .on(POST, "/account", SignedIn, account::profile::update)
        .on(GET, "/account/password", SignedIn, account::password::edit)
        .on(POST, "/account/password", SignedIn, account::password::update)
        .on(GET, "/account/second-factor", SignedIn, account::second_factor::edit)
        .on(POST, "/account/second-factor", SignedIn, account::second_factor::create)
        .on(POST, "/account/second-factor/removal", SignedIn, account::second_factor::destroy)
        .on(GET, "/account/sessions", SignedIn, account::sessions::index)
        .on(POST, "/account/sessions/{id}/closure", SignedIn, account::sessions::destroy)
        .on(POST, "/account/other-sessions/closure", SignedIn, account::sessions::destroy_others)
        .on(GET, "/staff", ManageStaff, staff::index::index)
        .on(POST, "/staff", ManageStaff, staff::new::create)
        .on(GET, "/staff/new", ManageStaff, staff::new::new)
        .on(GET, "/staff/{id}", ManageStaff, staff::edit::edit)
        .on(POST, "/staff/{id}", ManageStaff, staff::edit::update)
        .on(POST, "/staff/{id}/activation", ManageStaff, staff::activation::create)
        .on(POST, "/staff/{id}/deactivation", ManageStaff, staff::activation::destroy)
        .on(POST, "/staff/{id}/password-link", ManageStaff, staff::password_link::create)
        .on(GET, "/portal", PortalCustomer, pages::home::show)
        .on(GET, "/portal/data", PortalCustomer, pages::data::edit)
        .on(POST, "/portal/data", PortalCustomer, pages::data::update)
        .on(GET, "/portal/account", PortalCustomer, pages::account::show)
        .on(POST, "/portal/account", PortalCustomer, pages::account::update)
        .on(GET, "/portal/invoices", PortalCustomer, pages::invoices::index)
        .on(GET, "/portal/invoices/{public_id}", PortalCustomer, pages::invoices::show)
        .on(GET, "/portal/invoices/{public_id}/file", PortalCustomer, pages::invoices::file)
        .on(GET, "/portal/invoices/{public_id}/payment", PortalCustomer, pages::payment::ask)
        .on(POST, "/portal/invoices/{public_id}/payment", PortalCustomer, pages::payment::create)
        .on(GET, "/portal/payments", PortalCustomer, pages::payments::index)
        .on(GET, "/portal/cards", PortalCustomer, pages::cards::index)
        .on(POST, "/portal/cards/new", PortalCustomer, pages::cards::create)
        .on(POST, "/portal/cards/{public_id}/default", PortalCustomer, pages::cards::choose)
        .on(GET, "/portal/cards/{public_id}/removal", PortalCustomer, pages::cards::ask)
        .on(POST, "/portal/cards/{public_id}/removal", PortalCustomer, pages::cards::remove)
        .on(GET, "/portal/subscriptions", PortalCustomer, pages::subscriptions::index)
        .on(POST, "/portal/sessions/{id}/closure", PortalCustomer, pages::session::destroy_one)
        .on(POST, "/portal/sessions/closure", PortalCustomer, pages::session::destroy_all)
        .on(GET, "/portal/login", PortalPublic, pages::login::new)
        .on(POST, "/portal/login", PortalPublic, pages::login::create)
        .on(GET, "/portal/forgot", PortalPublic, pages::forgotten::new)
        .on(POST, "/portal/forgot", PortalPublic, pages::forgotten::create)
        .on(POST, "/portal/language", PortalPublic, pages::language::update)
        .on(GET, "/portal/password", PortalNewPassword, pages::password::new)
        .on(POST, "/portal/password", PortalNewPassword, pages::password::create)
        .on(POST, "/portal/logout", PortalNewPassword, pages::session::destroy)
}

async fn home() -> HttpResponse {
    crate::web::respond::see_other("/customers")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::web::access;

    #[test]
    fn what_is_open_without_the_second_factor_that_one_owes_is_there_and_asks_who_one_is() {
        let lines = table().lines();
        for path in access::WITHOUT_SECOND_FACTOR {
            let named: Vec<_> = lines.iter().filter(|line| line.path == *path).collect();
            assert!(!named.is_empty(), "{path} is no route");
            let is_public = |line: &&Line| line.permission == Permission::Public;
            assert!(!named.iter().any(is_public), "{path} is open to all anyway");
        }
    }
}
