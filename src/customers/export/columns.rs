//! The columns of an export. Their headers are Spanish whatever language a member reads: the file
//! is to be read back, here and by the programs that people have for it.

use crate::customers::fields::{self, Field};
use crate::fields::Uses;
use crate::i18n::Lang;

/// The one column that is no field's: who the customer is to each gateway.
pub(super) const GATEWAYS: &str = "gateways";

/// The columns of whoever chose none, in this order: key and header.
const USUAL: [(&str, &str); 21] = [
    ("id", "ID cliente"),
    ("name", "Nombre"),
    ("remarks", "Observaciones"),
    ("email", "E-mail"),
    ("phone_landline", "Teléfono"),
    ("phone_mobile", "Teléfono celular"),
    ("address", "Dirección"),
    ("district", "Barrio"),
    ("zone_id", "Zona"),
    ("doc_number", "Documento/cédula"),
    ("city", "Ciudad"),
    ("state", "Provincia/estado/región"),
    ("billing_enabled", "Facturación habilitada"),
    ("invoice_type_id", "Tipo de factura"),
    ("tax_condition_id", "Condición impositiva"),
    ("tax_id", "Número de identificación tributaria"),
    ("unpaid_count", "Número de facturas impagas"),
    ("unpaid_balance", "Balance de facturas impagas"),
    (GATEWAYS, "Información de Pasarelas de Pago"),
    ("created_at", "Creado el"),
    ("updated_at", "Última modificación"),
];

/// Headers of the other fields whose label means something else in a file, or several things.
const HEADERS: [(&str, &str); 4] = [
    ("doc_type", "Tipo de documento de identidad"),
    ("status", "Estado del cliente"),
    ("created_via", "Origen del alta"),
    ("custom_id", "ID Cliente Personalizable"),
];

/// A column of an export.
#[derive(Clone, Copy)]
pub struct Column {
    /// By which it is chosen: the key of its field, if it has one.
    pub key: &'static str,
    /// What stands above it.
    pub header: &'static str,
    field: Option<&'static Field>,
}

impl Column {
    /// The field that it shows; none for [`GATEWAYS`].
    #[must_use]
    pub fn field(&self) -> Option<&'static Field> {
        self.field
    }

    /// Its name for a member who chooses columns.
    #[must_use]
    pub fn label(&self, lang: Lang) -> &'static str {
        self.field.map_or(self.header, |field| field.label(lang))
    }

    fn of(field: &'static Field) -> Self {
        let own = HEADERS.iter().find(|(key, _)| *key == field.key);
        let header = own.map_or_else(|| field.label(Lang::Es), |(_, header)| *header);
        Self { key: field.key.as_ref(), header, field: Some(field) }
    }
}

/// Keys that no column has.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("there is no column {}", .0.join(", "))]
pub struct UnknownColumns(pub Vec<String>);

/// The columns of whoever chose none.
#[must_use]
pub fn usual() -> Vec<Column> {
    let column = |(key, header)| Column { key, header, field: fields::find(key) };
    USUAL.into_iter().map(column).collect()
}

/// Every column that can be chosen: the usual ones, then the others in the order of the screens.
#[must_use]
pub fn available() -> Vec<Column> {
    let mut all = usual();
    let is_usual = |field: &&Field| USUAL.iter().any(|(key, _)| *key == field.key);
    let exportable = fields::all().iter().filter(|field| field.is_used_in(Uses::EXPORT));
    all.extend(exportable.filter(|field| !is_usual(field)).map(Column::of));
    all
}

/// The columns that the import reads: the number that it recognises a customer by, and every field that
/// it takes.
#[must_use]
pub fn reimportable() -> Vec<Column> {
    let is_read = |field: &Field| field.key == "id" || field.is_used_in(Uses::IMPORT);
    let mut columns = available();
    columns.retain(|column| column.field.is_some_and(is_read));
    call_whole_names(&mut columns);
    columns
}

/// The columns of these keys, separated by commas, a repeated one once; the usual ones for none. And the
/// keys that no column has.
#[must_use]
pub fn known(keys: &str) -> (Vec<Column>, Vec<String>) {
    let available = available();
    let (mut found, mut unknown): (Vec<Column>, _) = (Vec::new(), Vec::new());
    for key in keys.split(',').map(str::trim).filter(|key| !key.is_empty()) {
        let key = fields::find(key).map_or(key, |field| field.key.as_ref());
        match available.iter().find(|column| column.key == key) {
            Some(column) if found.iter().all(|known| known.key != key) => found.push(*column),
            Some(_) => {}
            None => unknown.push(key.to_owned()),
        }
    }
    if found.is_empty() {
        return (usual(), unknown);
    }
    call_whole_names(&mut found);
    (found, unknown)
}

/// The same, where nothing may be left out.
///
/// # Errors
/// The keys that no column has.
pub fn chosen(keys: &str) -> Result<Vec<Column>, UnknownColumns> {
    let (found, unknown) = known(keys);
    if unknown.is_empty() { Ok(found) } else { Err(UnknownColumns(unknown)) }
}

/// "Nombre" beside surnames alone is read as a given name.
fn call_whole_names(columns: &mut [Column]) {
    let has = |key: &str| columns.iter().any(|column| column.key == key);
    if has("first_name") || !has("first_surname") {
        return;
    }
    for column in columns.iter_mut().filter(|column| column.key == "name") {
        column.header = "Nombre completo";
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::customers::import::headers::{Target, Why, recognise};

    fn targets(columns: &[Column]) -> Vec<Target> {
        let headers: Vec<String> = columns.iter().map(|c| c.header.to_owned()).collect();
        recognise(&headers, &[]).unwrap().into_iter().map(|column| column.target).collect()
    }

    /// What the import must make of a column.
    fn is_read_back(column: &Column, target: &Target) -> bool {
        match (target, column.field) {
            (Target::Id, _) => column.key == "id",
            (Target::Field(key), Some(_)) => *key == column.key,
            (Target::Ignored(Why::ReadOnly), Some(field)) => !field.is_used_in(Uses::IMPORT),
            (Target::Ignored(Why::ReadOnly | Why::NotYet), None) => true,
            _ => false,
        }
    }

    #[test]
    fn every_header_is_read_back_as_its_field_alone_and_among_all() {
        let all = available();
        for (column, target) in all.iter().zip(targets(&all)) {
            assert!(is_read_back(column, &target), "{}: {target:?}", column.key);
            let alone = &targets(std::slice::from_ref(column))[0];
            assert!(is_read_back(column, alone), "{} alone: {alone:?}", column.key);
        }
    }

    #[test]
    fn every_exportable_field_has_one_column() {
        let all = available();
        for field in fields::all().iter().filter(|field| field.is_used_in(Uses::EXPORT)) {
            let columns = all.iter().filter(|column| column.key == field.key);
            assert_eq!(columns.count(), 1, "{}", field.key);
        }
        let mut headers: Vec<&str> = all.iter().map(|column| column.header).collect();
        headers.sort_unstable();
        headers.dedup();
        assert_eq!(headers.len(), all.len());
    }

    #[test]
    fn columns_are_chosen_by_key_and_unknown_keys_are_named() {
        let keys = |text: &str| {
            let columns = chosen(text).unwrap();
            columns.iter().map(|column| column.key).collect::<Vec<_>>()
        };
        assert_eq!(keys(" iban, id,unpaid_count,iban"), ["iban", "id", "unpaid_count"]);
        assert_eq!(keys(" , ").len(), 21);
        let refused = chosen("id,phone,name,x").err().unwrap();
        assert_eq!(refused.to_string(), "there is no column phone, x");
    }

    #[test]
    fn all_that_is_reimportable_is_read_and_nothing_that_is_read_is_missing() {
        let columns = reimportable();
        let ignored = |target: &Target| matches!(target, Target::Ignored(_) | Target::Unknown);
        assert!(!targets(&columns).iter().any(ignored));
        assert_eq!(targets(&columns)[0], Target::Id);
        for key in ["custom_id", "first_surname", "phones", "notify_emails", "iban"] {
            assert!(columns.iter().any(|column| column.key == key), "{key}");
        }
        assert!(columns.iter().all(|column| column.key != "created_at"));
    }

    #[test]
    fn a_column_that_is_gone_is_named_and_the_others_stay() {
        let (columns, gone) = known("email,field:old,id,shoe_size");
        assert_eq!(columns.iter().map(|column| column.key).collect::<Vec<_>>(), ["email", "id"]);
        assert_eq!(gone, ["field:old", "shoe_size"]);
        let (columns, gone) = known("shoe_size");
        assert_eq!((columns.len(), gone.len()), (21, 1));
    }

    #[test]
    fn a_whole_name_beside_surnames_is_no_given_name() {
        let columns = chosen("name,first_surname").unwrap();
        assert_eq!(targets(&columns), [Target::Field("name"), Target::Field("first_surname")]);
    }
}
