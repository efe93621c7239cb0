//! The names of the lists that the invented customers point to.

use crate::fields::Lookup;

/// The names of a list, in order of use.
#[must_use]
pub fn names(list: Lookup) -> &'static [&'static str] {
    match list {
        Lookup::Zones => &ZONES,
        Lookup::Sellers => &SELLERS,
        Lookup::Collectors => &COLLECTORS,
        Lookup::Stores => &STORES,
        _ => &[],
    }
}

const ZONES: [&str; 12] = [
    "AMBA",
    "Litoral",
    "Cuyo y Centro",
    "Patagonia",
    "Chile",
    "Uruguay",
    "Andina",
    "Caribe",
    "Perú",
    "México Centro",
    "México Norte",
    "Brasil",
];
const SELLERS: [&str; 8] = [
    "Brenda Aguilera",
    "Ciro Montenegro",
    "Delfina Ibarra",
    "Gastón Peirano",
    "Ivonne Salvatierra",
    "Lautaro Becerra",
    "Nadia Ormeño",
    "Thales Bittencourt",
];
const COLLECTORS: [&str; 6] = [
    "Amílcar Duarte",
    "Berta Cisneros",
    "Evaristo Nuñoa",
    "Leonor Paredes",
    "Osvaldo Tarija",
    "Zulma Arrúa",
];
const STORES: [&str; 4] =
    ["Casa central", "Sucursal Puerto", "Sucursal Terminal", "Tienda en línea"];
