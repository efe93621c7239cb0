//! The table against itself, the catalogue and the export.

use super::*;

#[test]
fn no_word_means_two_things() {
    let mut seen = HashMap::new();
    for (meaning, synonyms) in TABLE {
        for synonym in synonyms.split('|') {
            let before = seen.insert(fold(synonym), *meaning);
            assert!(before.is_none_or(|other| other == *meaning), "{synonym}");
        }
    }
}

#[test]
fn every_field_is_known_by_its_key_and_its_names() {
    for field in importable() {
        let key = field.key.as_ref();
        for name in std::iter::once(&field.key).chain(&field.labels) {
            let found = meaning(&fold(name));
            // What these words mean the other columns and the row decide.
            let is_open = matches!(
                (key, found),
                ("status", Some(Meaning::SomeState))
                    | ("doc_type", Some(Meaning::Part(Part::DocKind)))
                    | ("legal_name", Some(Meaning::Part(Part::Company)))
            );
            assert!(found == Some(Meaning::Field(key)) || is_open, "{key}: {name}: {found:?}");
        }
    }
}

#[test]
fn the_words_name_fields_that_exist() {
    for (meaning, synonyms) in TABLE {
        if let Meaning::Field(key) | Meaning::Hinted(key, _) = meaning {
            assert!(importable().any(|field| field.key == *key), "{synonyms}");
        }
    }
}

#[test]
fn the_headers_of_the_export_are_known() {
    let headers = [
        ("ID cliente", Some(Meaning::Id)),
        ("Nombre", Some(Meaning::Field("name"))),
        ("Observaciones", Some(Meaning::Field("remarks"))),
        ("E-mail", Some(Meaning::Field("email"))),
        ("Teléfono", Some(Meaning::Field("phone_landline"))),
        ("Teléfono celular", Some(Meaning::Field("phone_mobile"))),
        ("Dirección", Some(Meaning::Field("address"))),
        ("Barrio", Some(Meaning::Field("district"))),
        ("Zona", Some(Meaning::Field("zone_id"))),
        ("Documento/cédula", Some(Meaning::Field("doc_number"))),
        ("Ciudad", Some(Meaning::Field("city"))),
        ("Provincia/estado/región", Some(Meaning::Field("state"))),
        ("Facturación habilitada", Some(Meaning::Field("billing_enabled"))),
        ("Tipo de factura", Some(Meaning::Field("invoice_type_id"))),
        ("Condición impositiva", Some(Meaning::Field("tax_condition_id"))),
        ("Número de identificación tributaria", Some(Meaning::Field("tax_id"))),
        ("Número de facturas impagas", Some(Meaning::ReadOnly)),
        ("Balance de facturas impagas", Some(Meaning::ReadOnly)),
        ("Información de Pasarelas de Pago", Some(Meaning::ReadOnly)),
        ("Creado el", Some(Meaning::ReadOnly)),
        ("Última modificación", Some(Meaning::ReadOnly)),
    ];
    for (header, wanted) in headers {
        assert_eq!(meaning(&fold(header)), wanted, "{header}");
    }
}
