//! Services in another currency than the one of the country in which their customer is invoiced. People agree on that
//! where it is allowed, so nothing is refused; but nobody is to do it by accident, for a document cannot be taken back.

use crate::db::Db;
use crate::db::prelude::*;
use crate::db::schema::{customer_billing, legal_entities};
use crate::identity::geo;
use crate::web::Page;

/// The country of the razón social that invoices a customer, if one does.
///
/// # Errors
/// When the database fails.
pub fn issuing_country(conn: &mut Db, customer: i64) -> QueryResult<Option<String>> {
    customer_billing::table
        .inner_join(
            legal_entities::table
                .on(legal_entities::id.nullable().eq(customer_billing::legal_entity_id)),
        )
        .filter(customer_billing::customer_id.eq(customer))
        .filter(customer_billing::billing_enabled.eq(true))
        .select(legal_entities::country)
        .first(conn)
        .optional()
}

/// What is to be known of a service in this currency; nothing where it is the usual one of the country.
#[must_use]
pub fn told(page: &Page, country: Option<&str>, currency: &str) -> Option<String> {
    let country = country?;
    let usual = geo::default_currency(country);
    let name = geo::country_name(country, page.t.0.code()).unwrap_or(country);
    (currency != usual).then(|| page.t.service_foreign(currency, name, usual))
}
