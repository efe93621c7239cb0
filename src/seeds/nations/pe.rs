//! Peru.

use super::{Nation, Place, Plan, place};

#[rustfmt::skip]
const PLACES: [Place; 9] = [
    place("Lima", "Lima", "1", "15###", "Perú", &["Miraflores", "San Isidro", "Barranco", "Jesús María", "Breña", "Surquillo", "Pueblo Libre"]),
    place("Arequipa", "Arequipa", "54", "04###", "Perú", &["Yanahuara", "Cayma", "Cerro Colorado"]),
    place("Trujillo", "La Libertad", "44", "13###", "Perú", &["El Recreo", "La Merced", "Huanchaco"]),
    place("Chiclayo", "Lambayeque", "74", "14###", "Perú", &["Santa Victoria", "La Primavera"]),
    place("Callao", "El Callao", "1", "07###", "Perú", &["Bellavista", "La Perla", "La Punta"]),
    place("Cusco", "Cusco", "84", "08###", "Perú", &["San Blas", "Wanchaq", "Santiago"]),
    place("Piura", "Piura", "73", "20###", "Perú", &["Santa Isabel", "Los Cocos"]),
    place("Huancayo", "Junín", "64", "12###", "Perú", &["El Tambo", "Chilca"]),
    place("Ica", "Ica", "56", "11###", "Perú", &["San Joaquín", "Santa María"]),
];

pub(super) const NATION: Nation = Nation {
    code: "PE",
    share: 80,
    is_portuguese: false,
    forms: &["S.A.C.", "S.A.C.", "E.I.R.L.", "S.R.L.", "S.A."],
    streets: &[
        "Jr. Los Cedros",
        "Jr. Junín",
        "Av. Arequipa",
        "Av. Grau",
        "Calle Los Pinos",
        "Jr. Ayacucho",
        "Av. La Marina",
        "Calle Las Begonias",
        "Av. Ejército",
        "Jr. Huancavelica",
        "Prolongación Pachacútec",
    ],
    banks: &["Banco del Pacífico Sur Andino", "Caja Cordillera Blanca"],
    plan: Plan {
        code: "51",
        fixed_digits: 8,
        fixed_leads: &["2", "4"],
        mobile_digits: 9,
        mobile_leads: &["94", "95", "96", "97", "98", "99"],
        mobile_area: false,
    },
    places: &PLACES,
};
