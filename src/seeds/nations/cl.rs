//! Chile.

use super::{Nation, Place, Plan, place};

#[rustfmt::skip]
const PLACES: [Place; 12] = [
    place("Santiago", "Región Metropolitana de Santiago", "2", "83#####", "Chile", &["Lastarria", "Yungay", "Brasil", "San Isidro", "Matta"]),
    place("Providencia", "Región Metropolitana de Santiago", "2", "75#####", "Chile", &["Pedro de Valdivia", "Los Leones", "Bellavista"]),
    place("Valparaíso", "Valparaíso", "32", "23#####", "Chile", &["Cerro Alegre", "Cerro Concepción", "Playa Ancha", "El Almendral"]),
    place("Concepción", "Biobío", "41", "40#####", "Chile", &["Barrio Universitario", "Pedro del Río", "Lorenzo Arenas"]),
    place("Viña del Mar", "Valparaíso", "32", "25#####", "Chile", &["Reñaca", "Recreo", "Miraflores"]),
    place("Ñuñoa", "Región Metropolitana de Santiago", "2", "77#####", "Chile", &["Plaza Ñuñoa", "Villa Frei"]),
    place("Antofagasta", "Antofagasta", "55", "12#####", "Chile", &["Coviefi", "Playa Blanca"]),
    place("Temuco", "La Araucanía", "45", "47#####", "Chile", &["Labranza", "Pueblo Nuevo"]),
    place("La Serena", "Coquimbo", "51", "17#####", "Chile", &["Las Compañías", "La Florida"]),
    place("Puerto Montt", "Los Lagos", "65", "54#####", "Chile", &["Pelluco", "Mirasol"]),
    place("Chillán", "Ñuble", "42", "37#####", "Chile", &["Ultraestación", "Santa Elvira"]),
    place("Valdivia", "Los Ríos", "63", "50#####", "Chile", &["Isla Teja", "Collico"]),
];

pub(super) const NATION: Nation = Nation {
    code: "CL",
    share: 120,
    is_portuguese: false,
    forms: &["SpA", "SpA", "Ltda.", "Ltda.", "S.A.", "E.I.R.L."],
    streets: &[
        "Los Aromos",
        "Los Carrera",
        "Avenida Alemania",
        "O'Higgins",
        "Arturo Prat",
        "Manuel Montt",
        "Irarrázaval",
        "Las Araucarias",
        "Baquedano",
        "Colo Colo",
        "Aníbal Pinto",
        "Los Peñascos",
        "Pasaje El Copihue",
        "Condell",
    ],
    banks: &["Banco Cordillera Sur", "Banco del Maule Norte"],
    plan: Plan {
        code: "56",
        fixed_digits: 9,
        fixed_leads: &["2"],
        mobile_digits: 9,
        mobile_leads: &[
            "942", "945", "952", "956", "961", "966", "972", "977", "981", "986", "993", "995",
        ],
        mobile_area: false,
    },
    places: &PLACES,
};
