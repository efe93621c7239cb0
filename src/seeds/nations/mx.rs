//! Mexico.

use super::{Nation, Place, Plan, place};

#[rustfmt::skip]
const PLACES: [Place; 13] = [
    place("Ciudad de México", "Ciudad de México", "55", "06###", "México Centro",
        &["Roma Norte", "Condesa", "Del Valle", "Narvarte", "Coyoacán", "Portales", "Doctores"]),
    place("Guadalajara", "Jalisco", "33", "44###", "México Centro", &["Americana", "Providencia", "Analco", "Santa Tere"]),
    place("Monterrey", "Nuevo León", "81", "64###", "México Norte", &["Obispado", "Mitras Centro", "Cumbres", "Barrio Antiguo"]),
    place("Puebla", "Puebla", "222", "72###", "México Centro", &["La Paz", "Analco", "Huexotitla"]),
    place("Santiago de Querétaro", "Querétaro", "442", "76###", "México Centro", &["Centro", "Álamos", "Juriquilla"]),
    place("Tijuana", "Baja California", "664", "22###", "México Norte", &["Zona Río", "Playas de Tijuana"]),
    place("León", "Guanajuato", "477", "37###", "México Centro", &["Jardines del Moral", "San Juan de Dios"]),
    place("Mérida", "Yucatán", "999", "97###", "México Centro", &["Itzimná", "García Ginerés", "Montejo"]),
    place("Toluca", "Estado de México", "722", "50###", "México Centro", &["San Bernardino", "Cuauhtémoc"]),
    place("Chihuahua", "Chihuahua", "614", "31###", "México Norte", &["San Felipe", "Campestre"]),
    place("San Luis Potosí", "San Luis Potosí", "444", "78###", "México Centro", &["Tequisquiapan", "Polanco"]),
    place("Hermosillo", "Sonora", "662", "83###", "México Norte", &["Pitic", "Modelo"]),
    place("Oaxaca de Juárez", "Oaxaca", "951", "68###", "México Centro", &["Jalatlaco", "Reforma"]),
];

pub(super) const NATION: Nation = Nation {
    code: "MX",
    share: 160,
    is_portuguese: false,
    forms: &["S.A. de C.V.", "S.A. de C.V.", "S. de R.L. de C.V.", "S.C.", "S.A.P.I. de C.V."],
    streets: &[
        "Calle Morelos",
        "Calle Hidalgo",
        "Av. Juárez",
        "Av. Insurgentes Sur",
        "Calle Aldama",
        "Calle Allende",
        "Calzada de los Ángeles",
        "Calle 5 de Mayo",
        "Calle 16 de Septiembre",
        "Av. Revolución",
        "Calle Nogal",
        "Privada Jacarandas",
        "Calle Cuauhtémoc",
        "Blvd. Las Fuentes",
    ],
    banks: &["Banco Bajío del Centro", "Banco Norteño de Crédito"],
    plan: Plan {
        code: "52",
        fixed_digits: 10,
        fixed_leads: &["2", "3"],
        mobile_digits: 10,
        mobile_leads: &["1", "4"],
        mobile_area: true,
    },
    places: &PLACES,
};
