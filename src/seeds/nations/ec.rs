//! Ecuador.

use super::{Nation, Place, Plan, place};

#[rustfmt::skip]
const PLACES: [Place; 8] = [
    place("Quito", "Pichincha", "2", "1701##", "Andina", &["La Mariscal", "La Floresta", "Iñaquito", "Cotocollao", "San Blas"]),
    place("Guayaquil", "Guayas", "4", "0901##", "Andina", &["Urdesa", "Alborada", "Las Peñas", "Ceibos"]),
    place("Cuenca", "Azuay", "7", "0101##", "Andina", &["San Sebastián", "El Vecino", "Totoracocha"]),
    place("Ambato", "Tungurahua", "3", "1801##", "Andina", &["Ficoa", "Atocha", "Huachi"]),
    place("Manta", "Manabí", "5", "1308##", "Andina", &["Tarqui", "Barbasquillo"]),
    place("Machala", "El Oro", "7", "0701##", "Andina", &["Puerto Bolívar", "La Providencia"]),
    place("Loja", "Loja", "7", "1101##", "Andina", &["El Valle", "Sucre"]),
    place("Santo Domingo", "Santo Domingo de los Tsáchilas", "2", "2301##", "Andina", &["Chiguilpe", "Bombolí"]),
];

pub(super) const NATION: Nation = Nation {
    code: "EC",
    share: 55,
    is_portuguese: false,
    forms: &["S.A.", "Cía. Ltda.", "Cía. Ltda.", "S.A.S."],
    streets: &[
        "Av. Amazonas",
        "Av. 10 de Agosto",
        "Calle Sucre",
        "Av. 6 de Diciembre",
        "Calle Bolívar",
        "Av. de los Shyris",
        "Calle Olmedo",
        "Av. 9 de Octubre",
        "Calle Rocafuerte",
        "Los Naranjos",
        "Las Camelias",
    ],
    banks: &["Banco Mitad del Mundo Andino"],
    plan: Plan {
        code: "593",
        fixed_digits: 8,
        fixed_leads: &["2"],
        mobile_digits: 9,
        mobile_leads: &["958", "962", "967", "979", "983", "987", "991", "995", "998"],
        mobile_area: false,
    },
    places: &PLACES,
};
