//! Brazil.

use super::{Nation, Place, Plan, place};

#[rustfmt::skip]
const PLACES: [Place; 13] = [
    place("São Paulo", "São Paulo", "11", "04###-###", "Brasil", &["Vila Mariana", "Pinheiros", "Mooca", "Santana", "Tatuapé", "Bela Vista"]),
    place("Rio de Janeiro", "Rio de Janeiro", "21", "22###-###", "Brasil", &["Botafogo", "Tijuca", "Copacabana", "Méier", "Laranjeiras"]),
    place("Porto Alegre", "Rio Grande do Sul", "51", "90###-###", "Brasil", &["Moinhos de Vento", "Cidade Baixa", "Menino Deus", "Petrópolis"]),
    place("Curitiba", "Paraná", "41", "80###-###", "Brasil", &["Batel", "Água Verde", "Portão", "Juvevê"]),
    place("Belo Horizonte", "Minas Gerais", "31", "30###-###", "Brasil", &["Savassi", "Funcionários", "Pampulha", "Santa Tereza"]),
    place("Florianópolis", "Santa Catarina", "48", "88###-###", "Brasil", &["Trindade", "Estreito", "Campeche"]),
    place("Brasília", "Distrito Federal", "61", "70###-###", "Brasil", &["Asa Norte", "Asa Sul", "Lago Norte"]),
    place("Salvador", "Bahia", "71", "40###-###", "Brasil", &["Barra", "Pituba", "Rio Vermelho"]),
    place("Recife", "Pernambuco", "81", "50###-###", "Brasil", &["Boa Viagem", "Graças", "Casa Forte"]),
    place("Fortaleza", "Ceará", "85", "60###-###", "Brasil", &["Aldeota", "Meireles", "Benfica"]),
    place("Goiânia", "Goiás", "62", "74###-###", "Brasil", &["Setor Bueno", "Setor Oeste"]),
    place("Caxias do Sul", "Rio Grande do Sul", "54", "95###-###", "Brasil", &["São Pelegrino", "Lourdes"]),
    place("Belém", "Pará", "91", "66###-###", "Brasil", &["Nazaré", "Umarizal"]),
];

pub(super) const NATION: Nation = Nation {
    code: "BR",
    share: 105,
    is_portuguese: true,
    forms: &["Ltda.", "Ltda.", "ME", "ME", "EIRELI", "S.A.", "EPP"],
    streets: &[
        "Rua das Acácias",
        "Rua São João",
        "Av. Brasil",
        "Rua Sete de Setembro",
        "Rua XV de Novembro",
        "Av. Getúlio Vargas",
        "Rua das Palmeiras",
        "Rua Marechal Deodoro",
        "Travessa da Conceição",
        "Alameda dos Ipês",
        "Rua Tiradentes",
        "Rua Joaquim Nabuco",
        "Av. Independência",
    ],
    banks: &["Banco Sulino do Comércio", "Banco Litorâneo"],
    plan: Plan {
        code: "55",
        fixed_digits: 10,
        fixed_leads: &["32", "33", "35"],
        mobile_digits: 11,
        mobile_leads: &["98", "99", "97"],
        mobile_area: true,
    },
    places: &PLACES,
};
