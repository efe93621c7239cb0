//! Colombia.

use super::{Nation, Place, Plan, place};

#[rustfmt::skip]
const PLACES: [Place; 12] = [
    place("Bogotá", "Bogotá D. C.", "601", "11####", "Andina", &["Chapinero", "Usaquén", "Suba", "Teusaquillo", "La Candelaria", "Kennedy"]),
    place("Medellín", "Antioquia", "604", "050###", "Andina", &["El Poblado", "Laureles", "Belén", "Envigado"]),
    place("Cali", "Valle del Cauca", "602", "760###", "Andina", &["San Antonio", "Granada", "El Peñón"]),
    place("Barranquilla", "Atlántico", "605", "080###", "Caribe", &["El Prado", "Boston", "Alto Prado"]),
    place("Cartagena de Indias", "Bolívar", "605", "130###", "Caribe", &["Getsemaní", "Bocagrande", "Manga"]),
    place("Bucaramanga", "Santander", "607", "680###", "Andina", &["Cabecera", "San Alonso"]),
    place("Pereira", "Risaralda", "606", "660###", "Andina", &["Cuba", "Álamos"]),
    place("Manizales", "Caldas", "606", "170###", "Andina", &["Palermo", "Chipre"]),
    place("Santa Marta", "Magdalena", "605", "470###", "Caribe", &["Rodadero", "Bavaria"]),
    place("Ibagué", "Tolima", "608", "730###", "Andina", &["La Pola", "Picaleña"]),
    place("Pasto", "Nariño", "602", "520###", "Andina", &["Palermo", "Torobajo"]),
    place("Cúcuta", "Norte de Santander", "607", "540###", "Andina", &["Caobos", "La Playa"]),
];

pub(super) const NATION: Nation = Nation {
    code: "CO",
    share: 130,
    is_portuguese: false,
    forms: &["S.A.S.", "S.A.S.", "S.A.S.", "Ltda.", "S.A.", "E.U."],
    // Streets have numbers here; these are the kinds of way.
    streets: &[
        "Calle",
        "Carrera",
        "Calle",
        "Carrera",
        "Cra.",
        "Cl.",
        "Diagonal",
        "Transversal",
        "Av. Calle",
    ],
    banks: &["Banco del Altiplano Central", "Banco Caribe del Norte"],
    plan: Plan {
        code: "57",
        fixed_digits: 10,
        fixed_leads: &["3", "4", "5"],
        mobile_digits: 10,
        mobile_leads: &[
            "300", "301", "304", "310", "311", "312", "313", "314", "315", "316", "317", "318",
            "320",
        ],
        mobile_area: false,
    },
    places: &PLACES,
};
