//! What each header of a file means: a field, a part of one, metadata, or nothing that is taken.
//!
//! Nothing is dropped in silence: a column that is not taken says why in its [`Target`].

use super::columns::{GATHERING, known_key};
use super::synonyms::{self, Meaning};
use super::texts::fold;

pub use super::columns::{BadMapping, Column, Part, Target, Why};

/// Finds the meaning of every header; `overrides` are pairs of header and field key (`id`,
/// `meta:KEY` and `field:CODE` too; an empty key or `-` leaves the column out).
///
/// # Errors
/// An override whose header or field does not exist.
pub fn recognise(
    headers: &[String],
    overrides: &[(String, String)],
) -> Result<Vec<Column>, BadMapping> {
    let meanings: Vec<_> = headers.iter().map(|header| synonyms::meaning(&fold(header))).collect();
    let mut columns: Vec<Column> =
        headers.iter().enumerate().map(|(index, header)| guess(index, header, &meanings)).collect();
    let mut chosen = Vec::new();
    for (header, field) in overrides {
        let target = target_of_key(field)?;
        let wanted = columns
            .iter_mut()
            .find(|column| column.header == *header || fold(&column.header) == fold(header))
            .filter(|_| !fold(header).is_empty())
            .ok_or_else(|| BadMapping::UnknownHeader(header.clone()))?;
        wanted.target = target;
        wanted.hint = None;
        chosen.push(wanted.index);
    }
    settle_own_layout(&mut columns, &chosen);
    settle_names(&mut columns, &chosen);
    settle_duplicates(&mut columns, &chosen);
    Ok(columns)
}

/// A field key as a person writes it in a mapping.
fn target_of_key(key: &str) -> Result<Target, BadMapping> {
    let plain = key.trim();
    if matches!(plain, "" | "-") {
        return Ok(Target::Ignored(Why::ByChoice));
    }
    if plain.eq_ignore_ascii_case("id") {
        return Ok(Target::Id);
    }
    if let Some(target) = prefixed(plain) {
        return Ok(target);
    }
    known_key(plain).map(Target::Field).ok_or_else(|| BadMapping::UnknownField(key.to_owned()))
}

/// `meta:KEY`, `field:CODE` and `campo:CODE`.
fn prefixed(header: &str) -> Option<Target> {
    let (word, rest) = header.split_once(':')?;
    let key = rest.trim();
    if key.is_empty() {
        return None;
    }
    match word.trim().to_lowercase().as_str() {
        "meta" => Some(Target::Meta(key.to_owned())),
        "field" | "campo" => Some(Target::Custom(key.to_owned())),
        _ => None,
    }
}

/// Whether a header text names metadata or a custom field.
pub(super) fn is_prefixed(header: &str) -> bool {
    prefixed(header).is_some()
}

fn guess(index: usize, header: &str, meanings: &[Option<Meaning>]) -> Column {
    let found = meanings.get(index).copied().flatten();
    let found = found.map(|meaning| in_context(meaning, index, meanings));
    let (target, hint) = match found {
        _ if is_prefixed(header) => (prefixed(header).unwrap_or(Target::Unknown), None),
        Some(Meaning::Id) => (Target::Id, None),
        Some(Meaning::Field(key)) => (Target::Field(key), None),
        Some(Meaning::Hinted(key, hint)) => (Target::Field(key), Some(hint)),
        Some(Meaning::Part(part)) => (Target::Part(part), None),
        Some(Meaning::ReadOnly) => (Target::Ignored(Why::ReadOnly), None),
        Some(Meaning::NotYet) => (Target::Ignored(Why::NotYet), None),
        Some(Meaning::SomeNumber | Meaning::SomeState) => (Target::Unknown, None),
        None => (numbered(header), None),
    };
    let header = header.to_owned();
    Column { index, header, target, hint }
}

/// "Teléfono 2", "E-mail 3": further phones and e-mails.
fn numbered(header: &str) -> Target {
    let folded = fold(header);
    let bare = folded.trim_end_matches(|letter: char| letter.is_ascii_digit());
    if bare == folded {
        return Target::Unknown;
    }
    match synonyms::meaning(bare) {
        Some(Meaning::Field("phone_landline" | "phone_mobile" | "phones"))
            if folded.ends_with('1') =>
        {
            synonyms::meaning(bare).map_or(Target::Unknown, plain_target)
        }
        Some(Meaning::Field("email")) if folded.ends_with('1') => Target::Field("email"),
        Some(Meaning::Field("phone_landline" | "phone_mobile" | "phones")) => {
            Target::Field("phones")
        }
        Some(Meaning::Field("email" | "notify_emails")) => Target::Field("notify_emails"),
        _ => Target::Unknown,
    }
}

fn plain_target(meaning: Meaning) -> Target {
    match meaning {
        Meaning::Field(key) => Target::Field(key),
        _ => Target::Unknown,
    }
}

/// Decides words with two meanings by the columns around them.
fn in_context(meaning: Meaning, index: usize, all: &[Option<Meaning>]) -> Meaning {
    let has = |wanted: Meaning| all.contains(&Some(wanted));
    let before = index.checked_sub(1).and_then(|at| all.get(at).copied().flatten());
    match meaning {
        Meaning::SomeNumber => match before {
            Some(Meaning::Field("address")) => Meaning::Part(Part::HouseNumber),
            Some(Meaning::Field("ship_address")) => Meaning::Part(Part::ShipHouseNumber),
            _ if has(Meaning::Part(Part::DocKind)) => Meaning::Field("doc_number"),
            _ if has(Meaning::Field("address")) => Meaning::Part(Part::HouseNumber),
            _ => Meaning::SomeNumber,
        },
        Meaning::SomeState => {
            let located = ["city", "district", "postal_code", "address"];
            if !has(Meaning::Field("state")) && located.iter().any(|key| has(Meaning::Field(key))) {
                Meaning::Field("state")
            } else {
                Meaning::Field("status")
            }
        }
        other => other,
    }
}

/// In Padrón's own layout "Razón social" is who bills the customer, not the customer's company.
fn settle_own_layout(columns: &mut [Column], chosen: &[usize]) {
    let is = |column: &Column, header: &str| fold(&column.header) == header;
    if !columns.iter().any(|column| is(column, "facturacionhabilitada")) {
        return;
    }
    let open = columns.iter_mut().filter(|column| !chosen.contains(&column.index));
    for column in open.filter(|column| is(column, "razonsocial")) {
        column.target = Target::Field("legal_entity_id");
    }
}

/// "Nombre" beside "Apellido" is a given name.
fn settle_names(columns: &mut [Column], chosen: &[usize]) {
    let has = |columns: &[Column], wanted: &[Target]| {
        columns.iter().any(|column| wanted.contains(&column.target))
    };
    let surnames = [Target::Field("first_surname"), Target::Part(Part::Surnames)];
    let given = [Target::Field("first_name"), Target::Part(Part::GivenNames)];
    if !has(columns, &surnames) || has(columns, &given) {
        return;
    }
    let bare = ["nombre", "nome", "name"];
    let name = columns
        .iter_mut()
        .find(|column| column.target == Target::Field("name") && !chosen.contains(&column.index));
    if let Some(column) = name.filter(|column| bare.contains(&fold(&column.header).as_str())) {
        column.target = Target::Field("first_name");
    }
}

/// The second phone is a further phone, the second e-mail a further e-mail, the rest is named.
fn settle_duplicates(columns: &mut [Column], chosen: &[usize]) {
    let mut seen: Vec<Target> = columns
        .iter()
        .filter(|column| chosen.contains(&column.index))
        .map(|column| column.target.clone())
        .collect();
    for column in columns.iter_mut() {
        if chosen.contains(&column.index) {
            continue;
        }
        let gathers = matches!(column.target, Target::Field(key) if GATHERING.contains(&key));
        if column.is_taken() && !gathers && seen.contains(&column.target) {
            column.target = match column.target {
                Target::Field("phone_landline" | "phone_mobile") => Target::Field("phones"),
                Target::Field("email") => Target::Field("notify_emails"),
                _ => Target::Ignored(Why::Duplicate),
            };
        }
        seen.push(column.target.clone());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn targets(headers: &[&str]) -> Vec<Target> {
        let headers: Vec<_> = headers.iter().map(|header| (*header).to_owned()).collect();
        let columns = recognise(&headers, &[]).unwrap();
        columns.into_iter().map(|column| column.target).collect()
    }

    #[test]
    fn the_same_word_in_three_languages_and_spellings() {
        for header in ["Código Postal", "codigo_postal", "CEP", "PostalCode", "C.P.", "zip code"] {
            assert_eq!(targets(&[header]), [Target::Field("postal_code")], "{header}");
        }
    }

    #[test]
    fn a_number_belongs_to_the_house_or_to_the_document() {
        let found = targets(&["Rua", "Número", "CEP"]);
        assert_eq!(found[1], Target::Part(Part::HouseNumber));
        let found = targets(&["Tipo documento", "Número", "Dirección"]);
        assert_eq!(found[1], Target::Field("doc_number"));
        assert_eq!(targets(&["Número"]), [Target::Unknown]);
    }

    #[test]
    fn estado_is_a_place_or_a_status() {
        assert_eq!(targets(&["Cidade", "Estado"])[1], Target::Field("state"));
        assert_eq!(targets(&["Ciudad", "Provincia", "Estado"])[2], Target::Field("status"));
        assert_eq!(targets(&["Nombre", "Estado"])[1], Target::Field("status"));
    }

    #[test]
    fn nombre_beside_apellido_is_a_given_name() {
        assert_eq!(targets(&["Nombre", "Apellido"])[0], Target::Field("first_name"));
        let template = targets(&["Nombre", "Primer nombre", "Primer apellido"]);
        assert_eq!(template[0], Target::Field("name"));
    }

    #[test]
    fn razon_social_is_the_biller_in_the_own_layout_and_the_company_elsewhere() {
        let own = targets(&["Nombre", "Facturación habilitada", "Razón social"]);
        assert_eq!(own[2], Target::Field("legal_entity_id"));
        assert_eq!(targets(&["Razón social"]), [Target::Part(Part::Company)]);
    }

    #[test]
    fn repeated_phones_and_mails_are_kept_and_other_repeats_are_named() {
        let found =
            targets(&["Phone", "E-mail", "Phone", "Correo", "City", "Ciudad", "Teléfono 2"]);
        assert_eq!(found[2], Target::Field("phones"));
        assert_eq!(found[3], Target::Field("notify_emails"));
        assert_eq!(found[5], Target::Ignored(Why::Duplicate));
        assert_eq!(found[6], Target::Field("phones"));
    }

    #[test]
    fn columns_that_are_not_taken_say_why() {
        let found = targets(&["Creado el", "Saldo", "Churn", "meta:color", "campo:nivel"]);
        assert_eq!(found[0], Target::Ignored(Why::ReadOnly));
        assert_eq!(found[1], Target::Ignored(Why::NotYet));
        assert_eq!(found[2], Target::Unknown);
        assert_eq!(found[3], Target::Meta("color".into()));
        assert_eq!(found[4], Target::Custom("nivel".into()));
    }

    #[test]
    fn the_caller_decides_and_is_told_when_nothing_fits() {
        let headers = vec!["Nombre".to_owned(), "Churn".to_owned(), "Alias".to_owned()];
        let map = |header: &str, field: &str| {
            recognise(&headers, &[(header.to_owned(), field.to_owned())])
        };
        let found = map("churn", "meta:churn").unwrap();
        assert_eq!(found[1].target, Target::Meta("churn".into()));
        let found = map("Alias", "name").unwrap();
        assert_eq!(found[0].target, Target::Ignored(Why::Duplicate));
        assert_eq!(map("Nombre", "-").unwrap()[0].target, Target::Ignored(Why::ByChoice));
        assert_eq!(map("x", "name"), Err(BadMapping::UnknownHeader("x".into())));
        assert_eq!(map("Nombre", "nom"), Err(BadMapping::UnknownField("nom".into())));
    }
}
