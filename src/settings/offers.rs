//! The rows of the catalogues as fields that point to them show them: number, name, whether it is offered.
//! What else a row says is the business of the room `catalogues`.

use std::collections::HashMap;

use crate::db::prelude::*;

use super::cache::Offer;
use crate::db::Db;
use crate::db::schema::{
    billing_cycles, coverages, gateways, invoice_types, legal_entities, plans, servers,
    tax_conditions, taxes,
};
use crate::fields::Lookup;

/// The rows of every catalogue, in the order of their names.
///
/// # Errors
/// When the database fails.
pub(super) fn all(conn: &mut Db) -> QueryResult<HashMap<Lookup, Vec<Offer>>> {
    macro_rules! named {
        ($table:ident) => {{
            let rows: Vec<(i64, String, bool)> = $table::table
                .select(($table::id, $table::name, $table::is_active))
                .order($table::name_folded)
                .load(conn)?;
            rows.into_iter().map(|(id, name, is_active)| Offer { id, name, is_active }).collect()
        }};
    }
    Ok(HashMap::from([
        (Lookup::LegalEntities, named!(legal_entities)),
        (Lookup::TaxConditions, named!(tax_conditions)),
        (Lookup::InvoiceTypes, named!(invoice_types)),
        (Lookup::Taxes, named!(taxes)),
        (Lookup::BillingCycles, named!(billing_cycles)),
        (Lookup::Plans, named!(plans)),
        (Lookup::Servers, named!(servers)),
        (Lookup::Coverages, named!(coverages)),
        (Lookup::Gateways, named!(gateways)),
    ]))
}
