//! Uruguay.

use super::{Nation, Place, Plan, place};

#[rustfmt::skip]
const PLACES: [Place; 8] = [
    place("Montevideo", "Montevideo", "2", "11###", "Uruguay", &["Pocitos", "Cordón", "Palermo", "Malvín", "La Blanqueada", "Ciudad Vieja", "Peñarol"]),
    place("Las Piedras", "Canelones", "2", "902##", "Uruguay", &["El Dorado", "Pueblo Nuevo", "Obelisco"]),
    place("Maldonado", "Maldonado", "42", "20###", "Uruguay", &["Cerro Pelado", "San Francisco"]),
    place("Salto", "Salto", "47", "50###", "Uruguay", &["Cerro", "Salto Nuevo"]),
    place("Paysandú", "Paysandú", "47", "60###", "Uruguay", &["Puerto", "Jardines del Hipódromo"]),
    place("Rivera", "Rivera", "46", "40###", "Uruguay", &["Rivera Chico", "Mandubí"]),
    place("Colonia del Sacramento", "Colonia", "45", "70###", "Uruguay", &["Barrio Histórico", "El General"]),
    place("San José de Mayo", "San José", "43", "80###", "Uruguay", &["Centro", "Colón"]),
];

pub(super) const NATION: Nation = Nation {
    code: "UY",
    share: 50,
    is_portuguese: false,
    forms: &["S.A.", "S.R.L.", "S.A.S."],
    streets: &[
        "18 de Julio",
        "Bulevar Artigas",
        "Av. Italia",
        "Colonia",
        "Mercedes",
        "Canelones",
        "Rambla República",
        "Gral. Flores",
        "Rivera",
        "Ellauri",
        "Los Ñandúes",
        "Treinta y Tres",
    ],
    banks: &["Banco Oriental del Plata Sur"],
    plan: Plan {
        code: "598",
        fixed_digits: 8,
        fixed_leads: &["2", "3"],
        mobile_digits: 8,
        mobile_leads: &["91", "92", "94", "95", "98", "99"],
        mobile_area: false,
    },
    places: &PLACES,
};
