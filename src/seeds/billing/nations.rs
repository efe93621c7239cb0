//! What an invented provider is in each country: its razón social, what its customers are before the tax agency,
//! and what its plans cost there. The names of conditions and taxes are those of the rows that are shipped.

use crate::identity::tax_id::{self, IdKind};

/// The company in one country.
pub(super) struct Nation {
    /// ISO 3166 code.
    pub(super) code: &'static str,
    /// Its razón social.
    pub(super) firm: &'static str,
    kind: IdKind,
    /// Its tax number without check digit; `##` is the first number for which there is one.
    body: &'static str,
    pub(super) address: &'static str,
    pub(super) city: &'static str,
    /// What the company is before the agency.
    pub(super) issuer: &'static str,
    /// What its customers are: people, the self-employed, companies.
    pub(super) receivers: [&'static str; 3],
    pub(super) tax: &'static str,
    /// Whole units of the country's currency, of each of [`PLANS`].
    pub(super) prices: [i64; 3],
}

/// What is sold in each country, with its speed down and up.
pub(super) const PLANS: [(&str, i64, i64); 3] =
    [("Hogar 100", 100, 20), ("Hogar 300", 300, 60), ("Empresa 500", 500, 250)];

impl Nation {
    /// Its tax number, right by its check digit.
    pub(super) fn tax_id(&self) -> Option<String> {
        (1..28)
            .find_map(|n| tax_id::complete(self.kind, &self.body.replace("##", &format!("{n:02}"))))
    }
}

/// All countries that invented customers are from.
pub(super) const ALL: [Nation; 8] = [
    Nation {
        code: "AR",
        firm: "Nodo Austral S.R.L.",
        kind: IdKind::ArCuit,
        body: "30989999##",
        address: "Av. Las Lilas 1450",
        city: "Rosario",
        issuer: "IVA Responsable Inscripto",
        receivers: ["Consumidor Final", "Responsable Monotributo", "IVA Responsable Inscripto"],
        tax: "IVA 21 %",
        prices: [28_900, 41_900, 96_000],
    },
    Nation {
        code: "MX",
        firm: "Nodo Austral de México, S.A. de C.V.",
        kind: IdKind::MxRfc,
        body: "NAU1502##AB",
        address: "Calle de los Fresnos 210",
        city: "Querétaro",
        issuer: "General de Ley Personas Morales",
        receivers: [
            "Sin obligaciones fiscales",
            "Régimen Simplificado de Confianza",
            "General de Ley Personas Morales",
        ],
        tax: "IVA 16 %",
        prices: [449, 599, 1_490],
    },
    Nation {
        code: "CO",
        firm: "Nodo Austral Colombia S.A.S.",
        kind: IdKind::CoNit,
        body: "9989999##",
        address: "Carrera 15 # 80-21",
        city: "Bogotá",
        issuer: "Responsable de IVA",
        receivers: ["No responsable de IVA", "No responsable de IVA", "Responsable de IVA"],
        tax: "IVA 19 %",
        prices: [72_000, 98_000, 240_000],
    },
    Nation {
        code: "CL",
        firm: "Nodo Austral Chile SpA",
        kind: IdKind::ClRut,
        body: "849999##",
        address: "Los Aromos 820",
        city: "Santiago",
        issuer: "Afecto a IVA",
        receivers: ["Consumidor final", "Afecto a IVA", "Afecto a IVA"],
        tax: "IVA 19 %",
        prices: [19_990, 27_990, 64_990],
    },
    Nation {
        code: "BR",
        firm: "Nodo Austral Brasil Ltda.",
        kind: IdKind::BrCnpj,
        body: "989999##0001",
        address: "Rua das Acácias, 300",
        city: "Porto Alegre",
        issuer: "Simples Nacional",
        receivers: ["Não contribuinte", "Simples Nacional", "Contribuinte do regime normal"],
        tax: "Isento",
        prices: [99, 149, 399],
    },
    Nation {
        code: "PE",
        firm: "Nodo Austral Perú S.A.C.",
        kind: IdKind::PeRuc,
        body: "20989999##",
        address: "Jr. Los Cedros 455",
        city: "Lima",
        issuer: "Contribuyente con RUC",
        receivers: ["Consumidor final", "Contribuyente con RUC", "Contribuyente con RUC"],
        tax: "IGV 18 %",
        prices: [79, 109, 290],
    },
    Nation {
        code: "EC",
        firm: "Nodo Austral Ecuador S.A.",
        kind: IdKind::EcRuc,
        body: "1799999##",
        address: "Los Arrayanes N34-120",
        city: "Quito",
        issuer: "Contribuyente con RUC",
        receivers: ["Consumidor final", "Régimen RIMPE", "Contribuyente con RUC"],
        tax: "IVA 15 %",
        prices: [25, 34, 89],
    },
    Nation {
        code: "UY",
        firm: "Nodo Austral Uruguay S.A.",
        kind: IdKind::UyRut,
        body: "219899##001",
        address: "Ceibos 1204",
        city: "Montevideo",
        issuer: "Contribuyente con RUT",
        receivers: ["Consumidor final", "Contribuyente con RUT", "Contribuyente con RUT"],
        tax: "IVA 22 %",
        prices: [1_390, 1_890, 4_600],
    },
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_tax_number_is_right_by_its_check_digit() {
        for nation in &ALL {
            let number = nation.tax_id().unwrap_or_else(|| panic!("{}", nation.code));
            let checked = tax_id::check(nation.kind, &number).unwrap();
            assert!(checked.doubt.is_none(), "{} {number}", nation.code);
            assert_eq!(IdKind::for_country(nation.code).0.first(), Some(&nation.kind));
        }
    }
}
