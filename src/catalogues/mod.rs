//! What fiscal documents and services are made of: razones sociales, condiciones, types of invoice and who
//! may send which to whom, taxes, cycles, plans, servers, coverages and gateways. One declaration per catalogue
//! (`tables`) gives its columns, its screens, its history and its checks; what is used is deactivated, never
//! deleted. Rows of a country are shipped once (`starting`) and the organisation's own from then on.

pub mod allowed;
mod catalogue;
mod declared;
mod entry;
pub mod rules;
pub mod save;
pub mod starting;
pub mod tables;

pub use catalogue::{Catalogue, Column, Field, Usage};
pub use entry::Entry;

use std::sync::LazyLock;

use crate::fields::Lookup;
use tables::{
    BillingCycle, Coverage, Gateway, InvoiceType, LegalEntity, Plan, Server, Tax, TaxCondition,
};

static ALL: LazyLock<[Catalogue; 9]> = LazyLock::new(|| {
    [
        Catalogue::of::<LegalEntity>(),
        Catalogue::of::<TaxCondition>(),
        Catalogue::of::<InvoiceType>(),
        Catalogue::of::<Tax>(),
        Catalogue::of::<BillingCycle>(),
        Catalogue::of::<Plan>(),
        Catalogue::of::<Server>(),
        Catalogue::of::<Coverage>(),
        Catalogue::of::<Gateway>(),
    ]
});

/// Every catalogue.
#[must_use]
pub fn all() -> &'static [Catalogue] {
    ALL.as_slice()
}

/// The catalogue that a field points to; none for other lists.
#[must_use]
pub fn find(list: Lookup) -> Option<&'static Catalogue> {
    ALL.iter().find(|catalogue| catalogue.list == list)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_list_of_catalogues_has_its_table() {
        let lists: Vec<Lookup> = all().iter().map(|catalogue| catalogue.list).collect();
        assert_eq!(lists, Lookup::CATALOGUES);
    }
}
