//! What a customer's own country calls a field.

use super::fields::Field;
use crate::fields::{Group, IdRole, Kind};
use crate::i18n::Text;
use crate::identity::geo::{self, StateLabel};
use crate::identity::tax_id::IdKind;

/// Most kinds of tax ids that a label names.
const NAMED: usize = 3;

/// The label of a field on the pages of a customer of this country.
#[must_use]
pub fn label_in(t: Text, field: &Field, country: &str) -> String {
    if let Kind::IdNumber(role) = field.kind
        && let Some(label) = number_label(t, role, country)
    {
        return label;
    }
    if field.kind != Kind::State || field.group != Group::Address || country.is_empty() {
        return field.label(t.0).to_owned();
    }
    let label = match geo::state_label(country) {
        StateLabel::Province => t.state_province(),
        StateLabel::Department => t.state_department(),
        StateLabel::Region => t.state_region(),
        StateLabel::State => t.state_state(),
    };
    label.to_owned()
}

/// What helps to type a document or tax id of this country: whose numbers have a name needs no examples
/// of others.
#[must_use]
pub fn number_hint(t: Text, role: IdRole, country: &str) -> Option<&'static str> {
    number_label(t, role, country).map(|_| t.hint_number_signs())
}

/// The numbers as the country itself names them; none for countries whose numbers are not known.
fn number_label(t: Text, role: IdRole, country: &str) -> Option<String> {
    let (taxes, documents) = IdKind::for_country(country);
    let own = |kinds: &'static [IdKind]| {
        kinds
            .iter()
            .filter(|kind| kind.country() == Some(country))
            .map(|kind| kind.label(t.0.code()))
    };
    match role {
        IdRole::Document => own(documents).next().map(|name| t.label_document(name)),
        IdRole::Tax => {
            let names: Vec<&str> = own(taxes).take(NAMED).collect();
            (!names.is_empty()).then(|| names.join(" / "))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::customers::fields;
    use crate::i18n::Lang;

    #[test]
    fn provinces_are_called_as_in_the_country() {
        let field = fields::find("state").unwrap();
        let label = |country| label_in(Text(Lang::Es), field, country);
        assert_eq!(
            ["AR", "UY", "CL", "MX"].map(label),
            ["Provincia", "Departamento", "Región", "Estado"]
        );
        assert_eq!(label(""), "Provincia/Estado/Región");
        let number =
            |key: &str, country| label_in(Text(Lang::Es), fields::find(key).unwrap(), country);
        assert_eq!(
            ["AR", "BR", "CL", "CO", "EC", "MX", "PE", "UY"]
                .map(|country| number("tax_id", country)),
            [
                "CUIT/CUIL",
                "CNPJ / CPF",
                "RUT",
                "NIT / Cédula de ciudadanía / Cédula de extranjería",
                "RUC / Cédula",
                "RFC",
                "RUC",
                "RUT"
            ]
        );
        assert_eq!(number("doc_number", "PE"), "DNI u otro documento");
        for country in ["", "FR"] {
            assert_eq!(number("tax_id", country), "Número de identificación tributaria");
            assert_eq!(number("doc_number", country), "Documento o cédula de identidad");
        }
        let shipping = fields::find("ship_state").unwrap();
        assert!(label_in(Text(Lang::Es), shipping, "AR").contains("envío"));
    }
}
